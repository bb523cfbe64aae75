"""The entry curve: how many are in by now, against how many hold a valid ticket and how many usually are in by then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ticketforge_desktop.ui.charts.base import Chart, meets
from ticketforge_desktop.ui.charts.scale import Axis, axis_for, time_ticks
from ticketforge_desktop.ui.theme.theme import Theme
from ticketforge_desktop.ui.theme.tokens import Role

_AREA: Final = 0.10  # opacity of the series colour below the line
_DOT: Final = 4.0
_BESIDE: Final = 8.0  # px between a line and its words


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
    usual: tuple[tuple[datetime, int], ...] = ()  # how many are in at other times; empty where nobody knows
    usual_text: str = ""  # "Expected, from 6 earlier evenings", or that nobody knows


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
        highest = max([evening.expected, *(count for _, count in (*evening.points, *evening.usual))])
        self._axis = axis_for(highest, lines=3)
        words = (evening.now_text, evening.usual_text, evening.expected_text, evening.start_text)
        self.setAccessibleDescription(". ".join(text for text in words if text))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, 150)  # as the bars above it

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 150)

    def paintEvent(self, event: QPaintEvent) -> None:
        evening = self._evening
        if evening is None:
            return
        self._begin()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self._plot_area([self._number(tick) for tick in self._axis.ticks])
        self._paint_grid(painter, plot, self._axis, self._number)
        self._paint_times(painter, plot, evening)
        self._paint_limits(painter, plot, evening)
        self._paint_usual(painter, plot, evening)
        self._paint_curve(painter, plot, evening)
        self._paint_words(painter, plot, evening)
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
            half = metrics.horizontalAdvance(text) / 2
            centre = min(max(self._x(plot, evening, tick), plot.left() + half), self.width() - half - 1)
            self._write(painter, text, QRectF(centre - half, plot.bottom() + 4, 2 * half, self._label_height()))

    def _paint_limits(self, painter: QPainter, plot: QRectF, evening: Evening) -> None:
        painter.setPen(QPen(QColor(self.tokens.secondary), 1, Qt.PenStyle.DashLine))
        level = round(self._y(plot, evening.expected)) + 0.5
        start = round(self._x(plot, evening, evening.starts_at)) + 0.5
        self._line(painter, QLineF(plot.left(), level, plot.right(), level))
        self._line(painter, QLineF(start, plot.top(), start, plot.bottom()))

    def _paint_usual(self, painter: QPainter, plot: QRectF, evening: Evening) -> None:
        if not evening.usual:
            return
        painter.setPen(QPen(QColor(self.tokens.secondary), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_through(self._places(plot, evening, evening.usual)))

    def _places(self, plot: QRectF, evening: Evening, points: Sequence[tuple[datetime, int]]) -> list[QPointF]:
        return [QPointF(self._x(plot, evening, at), self._y(plot, count)) for at, count in points]

    def _paint_curve(self, painter: QPainter, plot: QRectF, evening: Evening) -> None:
        if not evening.points:
            return
        places = self._places(plot, evening, evening.points)
        line = _through(places)
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

    def _paint_words(self, painter: QPainter, plot: QRectF, evening: Evening) -> None:
        """Each beside what it names, where no line and no other words are; the most wanted first."""
        curve = self._places(plot, evening, evening.points)
        usual = self._places(plot, evening, evening.usual)
        painter.setFont(self.theme.font(Role.SMALL_STRONG))
        painter.setPen(QColor(self.tokens.text))
        if curve:
            self._put(painter, plot, evening.now_text, _around(curve[-1]), [*usual, *curve])
        painter.setFont(self.theme.font(Role.SMALL))
        painter.setPen(QColor(self.tokens.secondary))
        level = self._y(plot, evening.expected)
        across = ((plot.left() + _BESIDE, 0.0), (plot.center().x(), 0.5), (plot.right() - _BESIDE, 1.0))
        beside = [(x, y, left, up) for x, left in across for y, up in ((level - 4, 1.0), (level + 3, 0.0))]
        self._put(painter, plot, evening.expected_text, beside, [*curve, *usual])
        start = self._x(plot, evening, evening.starts_at)
        feet = [plot.bottom() - 6, plot.center().y(), plot.top() + 4 + self._label_height()]
        sides = [(start + _BESIDE, y, 0.0, 1.0) for y in feet] + [(start - _BESIDE, y, 1.0, 1.0) for y in feet]
        self._put(painter, plot, evening.start_text, sides, [*curve, *usual])
        right, rows = plot.right() - 4, range(6, 120, 14)
        top = usual[-1].y() if usual else level
        near = [(right, top + gap, 1.0, 0.0) for gap in rows[:3]]
        for place in usual[::-2]:
            near += [(place.x() + _BESIDE, place.y() + 4, 0.0, 0.0), (place.x() - _BESIDE, place.y() - 4, 1.0, 1.0)]
        near += [(right, top + way * gap, 1.0, 1.0 if way < 0 else 0.0) for way in (1, -1) for gap in rows]
        self._put(painter, plot, evening.usual_text, near, [*curve, *usual])

    def _put(
        self,
        painter: QPainter,
        plot: QRectF,
        text: str,
        wanted: Sequence[tuple[float, float, float, float]],
        curve: Sequence[QPointF],
    ) -> None:
        """Write a text at the first wanted place that is free; at the first one, on the ground, where none is.

        A place is `x, y` with the share of the text's width left of it and of its height above it.
        """
        metrics = QFontMetricsF(painter.font())
        wide, tall = metrics.horizontalAdvance(text), metrics.height()
        boxes = [QRectF(x - wide * left, y - tall * above, wide, tall) for x, y, left, above in wanted]
        inside = [box for box in boxes if plot.adjusted(0, -plot.top(), 1, 0).contains(box)]
        free = [box for box in inside if self._free(box) and not _on_curve(box, curve)]
        box = (free or inside or boxes)[0]
        if text:
            self._write(painter, text, box, on_ground=not free)


def _around(place: QPointF) -> list[tuple[float, float, float, float]]:
    """Places beside a point of a rising curve: left of it and above, where the curve is not."""
    left = [(place.x() - 10, place.y() + up, 1.0, 1.0) for up in (4, -4, -14, -26)]
    return [*left, (place.x() + 10, place.y() - 4, 0.0, 1.0), (place.x() + 10, place.y() + 4, 0.0, 0.0)]


def _through(places: Sequence[QPointF]) -> QPainterPath:
    path = QPainterPath(places[0])
    for place in places[1:]:
        path.lineTo(place)
    return path


def _on_curve(box: QRectF, curve: Sequence[QPointF]) -> bool:
    return any(meets(QLineF(one, other), box) for one, other in pairwise(curve) if one.x() <= other.x())
