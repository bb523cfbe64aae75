"""What all charts share: the tokens, the plot between its axes, and a role for screen readers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ticketforge_desktop.ui.charts.scale import Axis
from ticketforge_desktop.ui.theme.theme import Theme
from ticketforge_desktop.ui.theme.tokens import Role, Tokens
from ticketforge_desktop.ui.widgets.paint import Written


class Chart(QWidget):
    """A picture of figures. Its accessible description says the same in words, set with the data."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.written: list[Written] = []  # as last painted
        self.crossed: list[tuple[Written, QLineF]] = []  # words that a line runs through, as last painted
        self._lines: list[QLineF] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    @property
    def tokens(self) -> Tokens:
        """The colours of the theme as it is now."""
        return self.theme.tokens

    def _begin(self) -> None:
        """Nothing is painted yet."""
        self.written.clear()
        self.crossed.clear()
        self._lines.clear()

    def _line(self, painter: QPainter, line: QLineF) -> None:
        """A straight line that words keep clear of."""
        painter.drawLine(line)
        self._lines.append(line)

    def _free(self, rect: QRectF) -> bool:
        """Whether neither a line nor other words are there."""
        box = rect.adjusted(0, 1, 0, -1)
        words = any(box.intersects(other.rect) for other in self.written)
        return not words and not any(meets(line, box) for line in self._lines)

    def _write(self, painter: QPainter, text: str, rect: QRectF, *, on_ground: bool = False) -> None:
        """Words in a box, on the left, in the painter's font and colour.

        `on_ground` puts the card's surface below them, where a line would run through: say so only where nothing
        but the ground is behind the line.
        """
        entry = Written(text, text, rect)
        if on_ground:
            painter.fillRect(rect.adjusted(-3, 0, 3, 0), QColor(self.tokens.surface))
        else:
            self.crossed += [(entry, line) for line in self._lines if meets(line, rect.adjusted(0, 1, 0, -1))]
        painter.drawText(QPointF(rect.left(), rect.top() + QFontMetricsF(painter.font()).ascent()), text)
        self.written.append(entry)

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
            self._line(painter, QLineF(plot.left(), y, plot.right(), y))
            painter.setPen(QColor(self.tokens.secondary))
            words = text(tick)
            wide = QFontMetricsF(painter.font()).horizontalAdvance(words)
            self._write(painter, words, QRectF(plot.left() - 8 - wide, y - height / 2, wide, height))


def meets(line: QLineF, box: QRectF) -> bool:
    """Whether a line touches a box."""
    if box.contains(line.p1()) or box.contains(line.p2()):
        return True
    corners = (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft())
    sides = (QLineF(corners[at], corners[(at + 1) % 4]) for at in range(4))
    return any(line.intersects(side)[0] == QLineF.IntersectionType.BoundedIntersection for side in sides)
