"""Tiles: big things to touch, each with the digit that chooses it, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.text import Text

NARROWEST: Final = 232  # px of a tile, at 100 % font
_LOW: Final = 104


class Tile(QAbstractButton):
    """A title of two lines at most, a line below, and a foot: a strong word at the left, a quiet one at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, low: bool = False) -> None:
        super().__init__(parent)
        self._theme, self._low = theme, low
        self._hint = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.title = Text(theme, "", Role.CARD, wrap=True)
        self.below = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.strong = Text(theme, "", Role.STRONG)
        self.quiet = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.quiet.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.strong)
        foot.addWidget(self.quiet, 1)
        column = self._column = QVBoxLayout(self)
        pad = 5 if low else 12
        column.setContentsMargins(16, pad, 16, pad)
        column.setSpacing(0 if low else 2)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addSpacing(Measure.KEY_HINT + 12)
        column.addLayout(head)
        column.addWidget(self.below)
        column.addStretch(1)
        if not low:
            column.addLayout(foot)
        for label in (self.title, self.below, self.strong, self.quiet):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    def show_words(self, title: str, below: str, strong: str, quiet: str, tone: str = "text") -> None:
        """Say it; `tone` is the strong word's."""
        self.title.setText(title)
        self.below.setText(below)
        self.below.setVisible(bool(below))
        self.strong.setText(strong)
        self.strong.set_tone(tone)
        self.quiet.setText(quiet)
        self.setAccessibleName(", ".join(word for word in (title, below, strong, quiet) if word))

    def set_key(self, hint: str) -> None:
        """The digit that presses it, "" for none."""
        self._hint = hint
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST, max(0 if self._low else _LOW, self._column.sizeHint().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        down = self.isDown() and self.isEnabled()
        fill = "accent_soft" if down else "raised" if self.underMouse() and self.isEnabled() else "surface"
        paint.box(painter, theme, self.rect(), fill=fill, edge="control")
        if self._hint:
            wide = paint.hint_width(theme, self._hint)
            middle = self._column.contentsMargins().top() + theme.line(Role.CARD) // 2
            paint.key_hint(painter, theme, self.width() - 16 - wide, middle, self._hint, ink="secondary",
                           edge="control")  # fmt: skip
        if self.hasFocus():
            paint.focus_ring(painter, theme, QRect(self.rect()))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class TileGrid(QWidget):
    """Tiles in rows. `chosen(place)` tells which one; the digits 1 … 9 choose the first nine."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.tiles: list[Tile] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Measure.GAP)

    def show_count(self, count: int) -> Sequence[Tile]:
        """So many tiles, to be filled; those there are stay where they are."""
        while len(self.tiles) < count:
            tile = Tile(self._theme, self)
            place = len(self.tiles)
            tile.set_key(str(place + 1) if place < 9 else "")
            tile.clicked.connect(lambda _on=False, at=place: self.chosen.emit(at))
            self.tiles.append(tile)
        while len(self.tiles) > count:
            gone = self.tiles.pop()
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._columns = 0
        self._place()
        return self.tiles

    def press(self, place: int) -> bool:
        """Choose by its digit (0 …); whether there is such a tile that can be chosen."""
        if not 0 <= place < len(self.tiles) or not self.tiles[place].isEnabled():
            return False
        self.tiles[place].click()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        narrowest = NARROWEST * self._theme.line(Role.BODY) // 20
        columns = max(1, (self.width() + Measure.GAP) // (narrowest + Measure.GAP))
        if columns == self._columns and self._grid.count() == len(self.tiles):
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for at, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, at // columns, at % columns)
            tile.show()
