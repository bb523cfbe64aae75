"""What moves by itself: Qt's own effects, as the computer wants them, and none where somebody asked for stillness.

Nothing of ours is animated: a toast appears and goes, a verdict stands there. What moves is Qt's: menus, lists and tips
that roll or fade in, and the cursor that blinks. Qt takes the computer's choice from the platform (6.11 has no hint of
its own for reduced motion); the setting can only take away from it, never add.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

EFFECTS: Final = (
    Qt.UIEffect.UI_General,
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)
STEADY: Final = 0  # ms: the cursor stands


class Motion:
    """Remembers what the computer wants when it is made, before anything was switched off."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._effects = {effect: QApplication.isEffectEnabled(effect) for effect in EFFECTS}
        self._blink = app.cursorFlashTime()

    def set(self, *, still: bool) -> None:
        """Nothing moves, or what the computer wants moves."""
        for effect, wanted in self._effects.items():
            QApplication.setEffectEnabled(effect, wanted and not still)
        self._app.setCursorFlashTime(STEADY if still else self._blink)
