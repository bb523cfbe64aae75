"""The shipped fonts, and a QFont for each role of a text."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from ticketforge_desktop import resources
from ticketforge_desktop.ui.theme.tokens import TYPE, Role

FAMILY: Final = "Inter"
MONO: Final = "DejaVu Sans Mono"
FONTS: Final = Path(resources.__file__).parent / "fonts"
# Bold (totals, verdicts) and the code font wait until somebody shows them.
_AT_START: Final = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")
_LATER: Final = ("Inter-Bold.ttf", "DejaVuSansMono.ttf")


def load(files: tuple[str, ...] = _AT_START) -> None:
    """Give Qt the shipped fonts; needs a running QGuiApplication. Loading twice changes nothing."""
    for file in files:
        QFontDatabase.addApplicationFont(str(FONTS / file))


def load_rest() -> None:
    """Give Qt what the first paint does not need; before the first text that does, or Qt would thicken another cut."""
    load(_LATER)


def make(role: Role, scale: float) -> QFont:
    """The font of a role at a font scale (1.0 = 100 %), with tabular figures: digits may change or align anywhere."""
    size, _, weight = TYPE[role]
    font = QFont([MONO, "monospace"] if role is Role.CODE else [FAMILY, "sans-serif"])
    font.setPixelSize(max(12, round(size * scale)))
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if role is not Role.CODE:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
