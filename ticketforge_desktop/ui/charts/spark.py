"""Small pictures in a figure card: a line of days, and a share of a whole. Decoration: the words stand beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ticketforge_desktop.ui.charts.base import Chart
from ticketforge_desktop.ui.theme.theme import Theme

_DOT: Final = 3.0


class Sparkline(Chart):
    """The last days as a line with a dot on the newest. Fewer than two values draw nothing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._values: Sequence[int] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(76)

    def show_values(self, values: Sequence[int]) -> None:
        """Show values, oldest first."""
        self._values = tuple(values)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(76, 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(32, 32)  # a large figure beside it comes first

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._values) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(_DOT + 1, _DOT + 1, -_DOT - 1, -_DOT - 1)
        low, high = min(self._values), max(self._values)
        span = max(1, high - low)
        places = [
            QPointF(
                box.left() + box.width() * at / (len(self._values) - 1), box.bottom() - box.height() * (v - low) / span
            )
            for at, v in enumerate(self._values)
        ]
        path = QPainterPath(places[0])
        for place in places[1:]:
            path.lineTo(place)
        colour = QColor(self.tokens.series[0])
        painter.setPen(QPen(colour, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(places[-1], _DOT, _DOT)
        painter.end()


class ShareBar(Chart):
    """A share of a whole as a filled bar."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """Show a share, 0 … 1."""
        self._share = max(0.0, min(1.0, share))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(88, 32)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0, self.height() / 2 - 4, self.width(), 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.tokens.border))
        painter.drawRoundedRect(bar, 4, 4)
        if self._share > 0:
            painter.setBrush(QColor(self.tokens.series[0]))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(8.0, bar.width() * self._share), 8), 4, 4)
        painter.end()
