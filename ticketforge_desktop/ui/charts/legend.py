"""The legend of a chart: a square of its colour and a word for each series."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ticketforge_desktop.ui.theme import Role, Theme
from ticketforge_desktop.ui.widgets import paint

_SQUARE = 10
_GAP = 6
_BETWEEN = 16


class Legend(QWidget):
    """Names of the series, in their order."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_names(self, names: Sequence[str]) -> None:
        """Show series names."""
        self._names = tuple(names)
        self.setAccessibleName(", ".join(names))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = sum(self._theme.width(Role.SMALL, name) + _SQUARE + _GAP for name in self._names)
        return QSize(words + _BETWEEN * max(0, len(self._names) - 1) + 2, self._theme.line(Role.SMALL))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        at, middle = 0, self.height() // 2
        for series, name in enumerate(self._names):
            square = QRect(at, middle - _SQUARE // 2, _SQUARE, _SQUARE)
            painter.fillRect(square, QColor(self._theme.tokens.series[series]))
            at += _SQUARE + _GAP
            words = QRect(at, 0, self.width() - at, self.height())
            at += paint.words(painter, self._theme, words, name, role=Role.SMALL, ink="secondary") + _BETWEEN
        painter.end()
