"""What all charts share: the tokens, the plot between its axes, and a role for screen readers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ticketforge_desktop.ui.charts.scale import Axis
from ticketforge_desktop.ui.theme.theme import Theme
from ticketforge_desktop.ui.theme.tokens import Role, Tokens


class Chart(QWidget):
    """A picture of figures. Its accessible description says the same in words, set with the data."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    @property
    def tokens(self) -> Tokens:
        """The colours of the theme as it is now."""
        return self.theme.tokens

    def _label_height(self) -> float:
        return QFontMetricsF(self.theme.font(Role.SMALL)).height()

    def _plot_area(self, axis_labels: Sequence[str]) -> QRectF:
        """Inside the axes: labels on the left, one line of text below, room for a value above."""
        metrics = QFontMetricsF(self.theme.font(Role.SMALL))
        left = max((metrics.horizontalAdvance(text) for text in axis_labels), default=0.0) + 12
        low = metrics.height() + 6
        return QRectF(left, 20, max(1.0, self.width() - left - 1), max(1.0, self.height() - 20 - low))

    def _paint_grid(self, painter: QPainter, plot: QRectF, axis: Axis, text: Callable[[int], str]) -> None:
        painter.setFont(self.theme.font(Role.SMALL))
        height = self._label_height()
        for tick in axis.ticks:
            y = round(plot.bottom() - axis.share(tick) * plot.height()) + 0.5
            painter.setPen(QPen(QColor(self.tokens.border if tick else self.tokens.border_strong), 1))
            painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
            painter.setPen(QColor(self.tokens.secondary))
            box = QRectF(0, y - height / 2, plot.left() - 8, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text(tick))
