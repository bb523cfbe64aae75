"""Ten digits for a finger, with a way back and an end."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.buttons import Button, Kind

KEY: Final = 96
SMALLEST_KEY: Final = 64
_ROWS: Final = 4


class Key(Button):
    """A key as wide as it is high, with a figure on it."""

    def __init__(self, theme: Theme, text: str = "", *, icon: str = "", kind: Kind = Kind.PLAIN) -> None:
        super().__init__(theme, text, icon=icon, kind=kind, height=Measure.PAYMENT)
        self.side = KEY
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def _role(self) -> Role:
        return Role.KEYPAD

    def _padding(self) -> int:
        return 4

    def sizeHint(self) -> QSize:
        return QSize(self.side, self.side)


class Keypad(QWidget):
    """Three keys by four. The keys grow and shrink with the room, between 64 and 96 px."""

    struck = Signal(str)  # a digit
    back = Signal()
    done = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.digits = {digit: Key(theme, digit) for digit in "1234567890"}
        self.erase = Key(theme, icon="backspace")
        self.enter = Key(theme, icon="check", kind=Kind.PRIMARY)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(Measure.KEY_GAP)
        grid.setHorizontalSpacing(Measure.KEY_GAP)
        order = [*(self.digits[digit] for digit in "123456789"), self.erase, self.digits["0"], self.enter]
        for at, key in enumerate(order):
            grid.addWidget(key, at // 3, at % 3 + 1, Qt.AlignmentFlag.AlignCenter)
        for edge in (0, 4):  # what is too wide for smaller keys
            grid.setColumnStretch(edge, 1)
        for digit, key in self.digits.items():
            key.clicked.connect(lambda _on=False, sign=digit: self.struck.emit(sign))
        self.erase.clicked.connect(lambda _on=False: self.back.emit())
        self.enter.clicked.connect(lambda _on=False: self.done.emit())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    @property
    def keys(self) -> list[Key]:
        """All of them."""
        return [*self.digits.values(), self.erase, self.enter]

    def set_words(self, erase: str, enter: str) -> None:
        """What the two keys without a figure are called."""
        for key, words in ((self.erase, erase), (self.enter, enter)):
            key.setAccessibleName(words)
            key.setToolTip(words)

    def sizeHint(self) -> QSize:
        return QSize(3 * KEY + 4 * Measure.KEY_GAP, _ROWS * KEY + (_ROWS - 1) * Measure.KEY_GAP)

    def minimumSizeHint(self) -> QSize:
        return QSize(3 * KEY + 4 * Measure.KEY_GAP, _ROWS * SMALLEST_KEY + (_ROWS - 1) * Measure.KEY_GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = (self.height() - (_ROWS - 1) * Measure.KEY_GAP) // _ROWS
        for key in self.keys:
            key.side = max(SMALLEST_KEY, min(KEY, side))
            key.updateGeometry()
