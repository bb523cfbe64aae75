"""What stands around the seats: the stage, names of sections, numbers of rows, standing areas."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen, QTransform

from ticketforge_desktop.domain.seating.places import PITCH, Area, SeatMap, Stage
from ticketforge_desktop.ui.theme import Role, Theme
from ticketforge_desktop.ui.widgets import paint

_EVERY: Final = 4  # rows of which one is numbered, where there is no room for all


class RowName(NamedTuple):
    """A row's number, beside its first and its last seat."""

    text: str
    left: QPointF
    right: QPointF
    always: bool  # also where only every fourth has room
    room: tuple[float, float]  # cm to the next section at the left and the right


class HallFrame:
    """Drawn in the view's own pixels, so that words stay as large as words are."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._rows: list[RowName] = []
        self._sections: list[tuple[str, QPointF]] = []
        self._stage = Stage()
        self._areas: tuple[Area, ...] = ()
        self.stage_word = ""
        self._row_pitch = 90.0

    def show_hall(self, drawn: SeatMap) -> None:
        """Another hall."""
        self._stage, self._areas = drawn.stage, drawn.areas
        self._rows, self._sections = [], []
        pitches, boxes = [], _boxes(drawn)
        for section in drawn.sections:
            rows = [row for row in section.rows if row.seats]
            if not rows:
                continue
            seats = [seat for row in rows for seat in row.seats]
            left, right = min(seat.x for seat in seats), max(seat.x for seat in seats)
            self._sections.append((section.name, QPointF((left + right) / 2, min(seat.y for seat in seats))))
            beside = _beside(section.name, boxes)
            for at, row in enumerate(rows):
                first = min(row.seats, key=lambda seat: seat.x)
                last = max(row.seats, key=lambda seat: seat.x)
                always = at % _EVERY == 0 or (at == len(rows) - 1 and at % _EVERY > 1)
                self._rows.append(RowName(row.name, QPointF(first.x, first.y), QPointF(last.x, last.y), always, beside))
            if len(rows) > 1:
                pitches.append(abs(rows[1].seats[0].y - rows[0].seats[0].y) or 90)
        self._row_pitch = float(min(pitches, default=90))

    def draw(self, painter: QPainter, place: QTransform, seen: QRect) -> None:
        """Over the seats. `place` maps centimetres to px."""
        self._draw_stage(painter, place)
        for area in self._areas:
            self._draw_area(painter, place, area)
        room = seen.adjusted(-80, -40, 80, 40)
        metrics = QFontMetrics(self._theme.font(Role.SMALL))
        pitch = self._row_pitch * place.m11()
        if pitch * _EVERY >= metrics.height():
            self._draw_rows(painter, place, room, metrics, every=pitch < metrics.height() * 1.5)
        painter.setFont(self._theme.font(Role.SMALL_STRONG))
        painter.setPen(self._theme.colour("secondary"))
        bold = QFontMetrics(self._theme.font(Role.SMALL_STRONG))
        for name, at in self._sections:
            where = place.map(at)
            if room.contains(where.toPoint()):
                wide = bold.horizontalAdvance(name)
                above = PITCH * place.m11() / 2 + 8
                painter.drawText(QPointF(where.x() - wide / 2, where.y() - above), name)

    def _draw_rows(
        self, painter: QPainter, place: QTransform, room: QRect, metrics: QFontMetrics, *, every: bool
    ) -> None:
        painter.setFont(self._theme.font(Role.SMALL))
        painter.setPen(self._theme.colour("secondary"))
        beside = PITCH * place.m11() / 2 + 8
        base = metrics.ascent() / 2 - 1
        for row in self._rows:
            if every and not row.always:
                continue
            left, right = place.map(row.left), place.map(row.right)
            wide = metrics.horizontalAdvance(row.text)
            before, behind = (way * place.m11() - PITCH * place.m11() for way in row.room)
            if room.contains(left.toPoint()) and before > wide + 12:
                painter.drawText(QPointF(left.x() - beside - wide, left.y() + base), row.text)
            if room.contains(right.toPoint()) and behind > 2 * wide + 24:
                painter.drawText(QPointF(right.x() + beside, right.y() + base), row.text)

    def _draw_stage(self, painter: QPainter, place: QTransform) -> None:
        stage, theme = self._stage, self._theme
        if stage.width < 1 or stage.height < 1:
            return
        box = place.mapRect(QRectF(stage.x, stage.y, stage.width, stage.height))
        path = QPainterPath(box.topLeft())
        path.lineTo(box.topRight())
        path.lineTo(box.right(), box.bottom() - box.height() * 0.2)
        path.quadTo(box.center().x(), box.bottom() + box.height() * 0.15, box.left(), box.bottom() - box.height() * 0.2)
        path.closeSubpath()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, theme.colour("raised"))
        painter.strokePath(path, QPen(theme.colour("border_strong"), 1))
        word = stage.name or self.stage_word
        if theme.width(Role.STRONG, word) < box.width():
            paint.words(painter, theme, box.toRect(), word, role=Role.STRONG, ink="secondary", side="centre")

    def _draw_area(self, painter: QPainter, place: QTransform, area: Area) -> None:
        theme = self._theme
        box = place.mapRect(QRectF(area.x, area.y, area.width, area.height)).toRect()
        paint.box(painter, theme, box, fill="surface", edge="border_strong", dashed=True)
        line = theme.line(Role.SMALL_STRONG)
        middle = QRect(box.x() + 4, box.center().y() - line, box.width() - 8, line)
        paint.words(painter, theme, middle, area.name, role=Role.SMALL_STRONG, side="centre")
        below = middle.translated(0, line)
        paint.words(painter, theme, below, f"{area.capacity}", role=Role.SMALL, ink="secondary", side="centre")
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _boxes(drawn: SeatMap) -> dict[str, QRectF]:
    """Where each section lies."""
    found = {}
    for section in drawn.sections:
        xs, ys = [seat.x for seat in section.seats()], [seat.y for seat in section.seats()]
        if xs:
            found[section.name] = QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))
    return found


def _beside(name: str, boxes: dict[str, QRectF]) -> tuple[float, float]:
    """How far it is to the next section at the left and the right of one."""
    here, left, right = boxes[name], float("inf"), float("inf")
    for other, box in boxes.items():
        if other != name and box.top() <= here.bottom() and box.bottom() >= here.top():
            if box.center().x() < here.center().x():
                left = min(left, max(0.0, here.left() - box.right()))
            else:
                right = min(right, max(0.0, box.left() - here.right()))
    return left, right
