"""Words of the till that must never be cut: they get smaller where the room does."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent

from ticketforge_desktop.ui.actions import key_text
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.buttons import Button, Kind

_ROLES: Final = (Role.SCREEN, Role.TOUCH, Role.STRONG, Role.SMALL_STRONG)
_NARROWEST: Final = 160


class BigButton(Button):
    """The one filled button of the till: 80 px, its word as large as fits beside icon and key."""

    def __init__(self, theme: Theme, *, icon: str, shortcut: str = "Return") -> None:
        super().__init__(theme, icon=icon, kind=Kind.PRIMARY, shortcut=shortcut, height=Measure.PAYMENT)

    @property
    def _role(self) -> Role:
        hint = key_text(self._hint)
        beside = (
            2 * self._padding() + self._icon_size() + 10 + (12 + paint.hint_width(self._theme, hint) if hint else 0)
        )
        room = self.width() - beside
        return next((role for role in _ROLES if self._theme.width(role, self.text()) <= room), _ROLES[-1])

    def sizeHint(self) -> QSize:
        return QSize(_NARROWEST, self._theme.fit(Measure.PAYMENT, self._theme.line(Role.SCREEN), 12))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()
