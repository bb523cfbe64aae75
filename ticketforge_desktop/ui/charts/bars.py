"""Stacked bars over days: what was sold, and where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ticketforge_desktop.ui.charts.base import Chart
from ticketforge_desktop.ui.charts.scale import Axis, axis_for
from ticketforge_desktop.ui.theme.theme import Theme
from ticketforge_desktop.ui.theme.tokens import Role

_SEAM: Final = 1.0  # px of surface between the parts of a bar
_WIDEST_BAR: Final = 40.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: parts from the bottom up, in the axis' unit. `strong` marks the one that is being filled now."""

    label: str
    parts: tuple[int, ...]
    hint: str
    strong: bool = False

    @property
    def whole(self) -> int:
        """All parts together."""
        return sum(self.parts)


class BarChart(Chart):
    """Bars with a value axis on the left, labels below, and the value written on the strong bar."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._bars: Sequence[Bar] = ()
        self._axis = Axis(1, 1)
        self._axis_text: Callable[[int], str] = str
        self._value_text: Callable[[int], str] = str

    def show_bars(
        self, bars: Sequence[Bar], axis_text: Callable[[int], str], value_text: Callable[[int], str], unit: int = 1
    ) -> None:
        """Show bars; `unit` is the smallest step of the axis (100 for money in cents)."""
        self._bars = tuple(bars)
        self._axis = axis_for(max((bar.whole for bar in bars), default=0), unit=unit)
        self._axis_text, self._value_text = axis_text, value_text
        self.setAccessibleDescription(". ".join(bar.hint for bar in bars))
        self.update()

    @property
    def bars(self) -> Sequence[Bar]:
        """What is shown."""
        return self._bars

    def sizeHint(self) -> QSize:
        return QSize(560, 150)  # grows with its card: a preferred height would make the page scroll

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 150)

    def bar_at(self, x: float) -> int | None:
        """The number of the bar whose column holds this place, None beside the plot."""
        plot = self._plot()
        if not self._bars or not plot.left() <= x < plot.right():
            return None
        return int((x - plot.left()) / plot.width() * len(self._bars))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self.bar_at(event.pos().x())
            if at is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._bars[at].hint, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._begin()
        plot = self._plot()
        self._paint_grid(painter, plot, self._axis, self._axis_text)
        if self._bars:
            step = plot.width() / len(self._bars)
            self._paint_labels(painter, plot, step)
            for at, bar in enumerate(self._bars):
                self._paint_bar(painter, plot, QRectF(plot.left() + at * step, plot.top(), step, plot.height()), bar)
        painter.end()

    def _plot(self) -> QRectF:
        return self._plot_area([self._axis_text(tick) for tick in self._axis.ticks])

    def _paint_bar(self, painter: QPainter, plot: QRectF, column: QRectF, bar: Bar) -> None:
        width = min(_WIDEST_BAR, max(2.0, column.width() * 0.6))
        left = column.center().x() - width / 2
        foot = plot.bottom()
        for series, part in enumerate(bar.parts):
            tall = self._axis.share(part) * plot.height()
            if tall <= 0:
                continue
            seam = _SEAM if foot < plot.bottom() and tall > 2 * _SEAM else 0.0
            painter.fillRect(QRectF(left, foot - tall, width, tall - seam), QColor(self.tokens.series[series]))
            foot -= tall
        if bar.strong and bar.whole > 0:
            font = self.theme.font(Role.SMALL_STRONG)
            text = self._value_text(bar.whole)
            metrics = QFontMetricsF(font)
            wide = metrics.horizontalAdvance(text)
            right = min(self.width() - 1.0, column.center().x() + wide / 2)
            painter.setFont(font)
            painter.setPen(QColor(self.tokens.text))
            top = self._top_between(plot, right - wide, right) - 3 - metrics.height()
            self._write(painter, text, QRectF(right - wide, top, wide, metrics.height()), on_ground=True)

    def _top_between(self, plot: QRectF, left: float, right: float) -> float:
        """Where the highest bar ends that stands in this span: words about one bar must not cover its neighbour."""
        step = plot.width() / len(self._bars)
        first, last = int((left - plot.left()) / step), int((right - plot.left()) / step)
        highest = max(bar.whole for bar in self._bars[max(0, first) : last + 1])
        return plot.bottom() - self._axis.share(highest) * plot.height()

    def _paint_labels(self, painter: QPainter, plot: QRectF, step: float) -> None:
        """As many labels as fit, counted from the last: today's must never be the one left out."""
        plain, strong = self.theme.font(Role.SMALL), self.theme.font(Role.SMALL_STRONG)
        widest = max(QFontMetricsF(strong if bar.strong else plain).horizontalAdvance(bar.label) for bar in self._bars)
        every = max(1, -int(-(widest + 5) // step))
        last = len(self._bars) - 1
        for at in range(last, -1, -every):
            bar = self._bars[at]
            painter.setFont(strong if bar.strong else plain)
            painter.setPen(QColor(self.tokens.text if bar.strong else self.tokens.secondary))
            centre = plot.left() + (at + 0.5) * step
            half = QFontMetricsF(painter.font()).horizontalAdvance(bar.label) / 2
            centre = min(centre, self.width() - half - 1)
            self._write(painter, bar.label, QRectF(centre - half, plot.bottom() + 4, 2 * half, self._label_height()))
