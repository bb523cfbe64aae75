"""The entry curve: how many are in by now, against how many hold a valid ticket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ticketforge_desktop.ui.charts.base import Chart
from ticketforge_desktop.ui.charts.scale import Axis, axis_for, time_ticks
from ticketforge_desktop.ui.theme.theme import Theme
from ticketforge_desktop.ui.theme.tokens import Role

_AREA: Final = 0.10  # opacity of the series colour below the line
_DOT: Final = 4.0
_NEAR: Final = 180.0  # px that both labels may take together


@dataclass(frozen=True, slots=True)
class Evening:
    """What the curve shows; times in the zone their labels should read in, points sorted by time."""

    begin: datetime
    end: datetime
    points: tuple[tuple[datetime, int], ...]
    expected: int
    starts_at: datetime
    expected_text: str  # "Sold 1,538"
    start_text: str  # "Start 20:00"
    now_text: str  # "1,012 at 19:36"


class EntryCurve(Chart):
    """A line that rises as guests come in; the level of valid tickets and the start are dashed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._evening: Evening | None = None
        self._axis = Axis(1, 1)
        self._number: Callable[[int], str] = str
        self._clock: Callable[[datetime], str] = lambda at: f"{at:%H:%M}"

    def show_evening(self, evening: Evening, number: Callable[[int], str], clock: Callable[[datetime], str]) -> None:
        """Show an evening; `number` and `clock` write figures and times in the window's language."""
        self._evening, self._number, self._clock = evening, number, clock
        highest = max([evening.expected, *(count for _, count in evening.points)])
        self._axis = axis_for(highest, lines=3)
        self.setAccessibleDescription(
            ". ".join(text for text in (evening.now_text, evening.expected_text, evening.start_text) if text)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 150)

    def paintEvent(self, event: QPaintEvent) -> None:
        evening = self._evening
        if evening is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self._plot_area([self._number(tick) for tick in self._axis.ticks])
        self._paint_grid(painter, plot, self._axis, self._number)
        self._paint_times(painter, plot, evening)
        self._paint_limits(painter, plot, evening)
        self._paint_curve(painter, plot, evening)
        painter.end()

    def _x(self, plot: QRectF, evening: Evening, at: datetime) -> float:
        whole = (evening.end - evening.begin).total_seconds()
        share = (at - evening.begin).total_seconds() / whole
        return plot.left() + max(0.0, min(1.0, share)) * plot.width()

    def _y(self, plot: QRectF, count: int) -> float:
        return plot.bottom() - self._axis.share(count) * plot.height()

    def _paint_times(self, painter: QPainter, plot: QRectF, evening: Evening) -> None:
        metrics = QFontMetricsF(self.theme.font(Role.SMALL))
        room = int(plot.width() / (metrics.horizontalAdvance("00:00 xx") + 12))
        painter.setFont(self.theme.font(Role.SMALL))
        painter.setPen(QColor(self.tokens.secondary))
        for tick in time_ticks(evening.begin, evening.end, max(2, min(10, room))):
            text = self._clock(tick)
            half = metrics.horizontalAdvance(text) / 2 + 1
            centre = min(max(self._x(plot, evening, tick), plot.left()), self.width() - half)
            box = QRectF(centre - half, plot.bottom() + 4, 2 * half, self._label_height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_limits(self, painter: QPainter, plot: QRectF, evening: Evening) -> None:
        painter.setPen(QPen(QColor(self.tokens.secondary), 1, Qt.PenStyle.DashLine))
        level = round(self._y(plot, evening.expected)) + 0.5
        start = round(self._x(plot, evening, evening.starts_at)) + 0.5
        painter.drawLine(QLineF(plot.left(), level, plot.right(), level))
        painter.drawLine(QLineF(start, plot.top(), start, plot.bottom()))
        painter.setFont(self.theme.font(Role.SMALL))
        painter.drawText(QPointF(plot.left() + 8, level - 6), evening.expected_text)
        metrics = QFontMetricsF(painter.font())
        wide = metrics.horizontalAdvance(evening.start_text)
        left = start + 6 if start + 6 + wide < plot.right() else start - 6 - wide
        painter.drawText(QPointF(left, self._start_line(plot, evening, metrics)), evening.start_text)

    def _start_line(self, plot: QRectF, evening: Evening, metrics: QFontMetricsF) -> float:
        """At the foot of the line, unless the curve's own words are there: then on top."""
        foot = plot.bottom() - 8
        if not evening.points:
            return foot
        at, count = evening.points[-1]
        near = abs(self._x(plot, evening, at) - self._x(plot, evening, evening.starts_at)) < _NEAR
        low = self._y(plot, count) > plot.bottom() - 3 * metrics.height()
        return plot.top() + metrics.ascent() if near and low else foot

    def _paint_curve(self, painter: QPainter, plot: QRectF, evening: Evening) -> None:
        if not evening.points:
            return
        places = [QPointF(self._x(plot, evening, at), self._y(plot, count)) for at, count in evening.points]
        line = QPainterPath(places[0])
        for place in places[1:]:
            line.lineTo(place)
        area = QPainterPath(line)
        area.lineTo(places[-1].x(), plot.bottom())
        area.lineTo(places[0].x(), plot.bottom())
        area.closeSubpath()
        colour = QColor(self.tokens.series[0])
        shade = QColor(colour)
        shade.setAlphaF(_AREA)
        painter.fillPath(area, shade)
        painter.setPen(QPen(colour, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(places[-1], _DOT, _DOT)
        self._paint_now(painter, plot, places[-1], evening.now_text)

    def _paint_now(self, painter: QPainter, plot: QRectF, place: QPointF, text: str) -> None:
        """The value beside the last point: left of it and above, where the curve is not."""
        font = self.theme.font(Role.SMALL_STRONG)
        metrics = QFontMetricsF(font)
        wide = metrics.horizontalAdvance(text)
        left = place.x() - wide - 10
        if left < plot.left() + 4:
            left = min(place.x() + 10, plot.right() - wide)
        painter.setFont(font)
        painter.setPen(QColor(self.tokens.text))
        painter.drawText(QPointF(left, max(plot.top() + metrics.ascent(), place.y() - 2)), text)
