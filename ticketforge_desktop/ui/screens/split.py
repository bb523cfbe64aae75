"""Arrangements that give way: a narrow column that goes below a wide one, cards that go two by two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from ticketforge_desktop.ui.theme import Measure, Theme


class Split(QWidget):
    """A wide column and a narrow one beside it; where there is no room for both, the narrow one goes below.

    `main` and `side` are columns for cards. `side_width` holds while they stand side by side."""

    def __init__(
        self, theme: Theme, side_width: int, main_least: int, *, gap: int = Measure.GAP, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side_width = side_width
        self._main_least = main_least
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)
        self.main, self.side = _column(gap), _column(gap)
        self._main_holder, self._side_holder = QWidget(), QWidget()
        self._main_holder.setLayout(self.main)
        self._side_holder.setLayout(self.side)
        self._row.addWidget(self._main_holder, 1)
        self._row.addWidget(self._side_holder, 0)
        self._settle()
        theme.changed.connect(self._settle)

    @property
    def side_by_side(self) -> bool:
        """Whether both columns stand beside each other."""
        return self._row.direction() == QBoxLayout.Direction.LeftToRight

    def _settle(self) -> None:
        scale = self._theme.scale
        beside = self.width() >= round((self._side_width + self._main_least) * scale)
        down = QBoxLayout.Direction.TopToBottom
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else down)
        if beside:
            self._side_holder.setFixedWidth(round(self._side_width * min(scale, 1.1)))
        else:
            self._side_holder.setMinimumWidth(0)
            self._side_holder.setMaximumWidth(16_777_215)
        self._row.setAlignment(self._side_holder, Qt.AlignmentFlag(0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()


class Abreast(QWidget):
    """Four cards beside each other, or two by two where large type leaves no room."""

    def __init__(self, theme: Theme, cards: Sequence[QWidget], least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cards = tuple(cards)
        self._least = least
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Measure.GAP)
        self._place()
        theme.changed.connect(self._place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        scale = self._theme.scale
        beside = len(self._cards) if self.width() >= self._least * scale else 2
        for at, card in enumerate(self._cards):
            card.setMinimumHeight(round(112 * scale))
            self._grid.addWidget(card, at // beside, at % beside)
            self._grid.setColumnStretch(at, 1 if at < beside else 0)


def _column(gap: int) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    return column
