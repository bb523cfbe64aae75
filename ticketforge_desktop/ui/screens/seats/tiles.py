"""A hall of any size, drawn in squares that are kept: moving it about costs as little for 20,000 seats as for 200.

A square is painted once for a zoom and theme, from the seats that touch it; a seat that changes has only its square
painted anew. Small seats are drawn without marks, all of one colour in one stroke.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import floor
from time import perf_counter
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from ticketforge_desktop.domain.seating.places import PITCH, Seat, SeatMap
from ticketforge_desktop.ui.screens.seats.looks import PLAIN, SHARE, Look, Looks, Mark

SIDE: Final = 256  # px of a square
_CELL: Final = 500  # cm of the grid in which seats are found
_MOST: Final = 240  # squares that are kept
_FRAME_S: Final = 0.008  # what new squares may take of a frame while a hand drags
BOX: Final = PITCH * SHARE  # cm
_USUAL: Final = Look(Mark.FREE, Seat("", "", "", 0, 0).kind, -1, dim=False)


class HallItem(QGraphicsItem):
    """All seats of a hall. Coordinates are the map's centimetres."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._bounds = QRectF()
        self._grid: dict[tuple[int, int], list[Seat]] = {}
        self._tiles: dict[tuple[int, int], QPixmap] = {}
        self._scale, self._ratio = 0.0, 1.0
        self.seats: dict[str, Seat] = {}
        self.look_of: dict[str, Look] = {}
        self.painted = 0  # squares painted so far: for tests
        self.hurried = False  # a hand drags the hall: what takes too long is painted with the next frame
        self.late = False  # something was left for the next frame
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def show_hall(self, drawn: SeatMap, looks: Mapping[str, Look]) -> None:
        """Another hall."""
        self.prepareGeometryChange()
        self.seats = drawn.by_id()
        self.look_of = dict(looks)
        self._grid = {}
        for seat in self.seats.values():
            self._grid.setdefault((seat.x // _CELL, seat.y // _CELL), []).append(seat)
        left, top, right, bottom = drawn.bounds()
        self._bounds = QRectF(left - PITCH, top - PITCH, right - left + 2 * PITCH, bottom - top + 2 * PITCH)
        self.paint_anew()

    def show_looks(self, looks: Mapping[str, Look]) -> None:
        """Some seats look otherwise now."""
        changed = [self.seats[seat_id] for seat_id in looks if looks[seat_id] != self.look_of.get(seat_id)]
        self.look_of |= looks
        if len(changed) > len(self.seats) // 4:
            self.paint_anew()
            return
        for seat in changed:
            for key in self._touched(seat):
                self._tiles.pop(key, None)
        if changed:
            self.update()

    def paint_anew(self) -> None:
        """Other colours, or another hall."""
        self._tiles.clear()
        self.update()

    def seat_at(self, x: float, y: float, reach: float = 0.0) -> Seat | None:
        """The seat at a point, or the nearest within `reach` cm of its edge."""
        most = BOX / 2 + reach
        near = list(self.seats_in(x - most, y - most, x + most, y + most))
        found = min(near, key=lambda seat: max(abs(seat.x - x), abs(seat.y - y)), default=None)
        return found if found is not None and max(abs(found.x - x), abs(found.y - y)) <= most else None

    def seats_in(self, left: float, top: float, right: float, bottom: float) -> Iterable[Seat]:
        """The seats whose middle lies in a rectangle."""
        for column in range(floor(left / _CELL), floor(right / _CELL) + 1):
            for line in range(floor(top / _CELL), floor(bottom / _CELL) + 1):
                for seat in self._grid.get((column, line), ()):
                    if left <= seat.x <= right and top <= seat.y <= bottom:
                        yield seat

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        transform = painter.worldTransform()
        ratio = painter.device().devicePixelRatioF()
        if (transform.m11(), ratio) != (self._scale, self._ratio):
            self._scale, self._ratio = transform.m11(), ratio
            self._tiles.clear()
        shift_x, shift_y = round(transform.dx()), round(transform.dy())
        seen = transform.mapRect(option.exposedRect.intersected(self._bounds))
        painter.save()
        painter.resetTransform()
        self.late, until = False, perf_counter() + _FRAME_S
        for column in range(floor((seen.left() - shift_x) / SIDE), floor((seen.right() - shift_x) / SIDE) + 1):
            for line in range(floor((seen.top() - shift_y) / SIDE), floor((seen.bottom() - shift_y) / SIDE) + 1):
                if self.hurried and (column, line) not in self._tiles and perf_counter() > until:
                    self.late = True
                    continue
                tile = self._tile(column, line)
                if tile is not None:
                    painter.drawPixmap(column * SIDE + shift_x, line * SIDE + shift_y, tile)
        painter.restore()

    def _touched(self, seat: Seat) -> set[tuple[int, int]]:
        """The squares that a seat is seen in."""
        if not self._scale:
            return set()
        half = BOX / 2 + 2 / self._scale
        xs = floor((seat.x - half) * self._scale / SIDE), floor((seat.x + half) * self._scale / SIDE)
        ys = floor((seat.y - half) * self._scale / SIDE), floor((seat.y + half) * self._scale / SIDE)
        return {(x, y) for x in xs for y in ys}

    def _tile(self, column: int, line: int) -> QPixmap | None:
        known = self._tiles.get((column, line))
        if known is None:
            if len(self._tiles) >= _MOST:
                self._tiles.pop(next(iter(self._tiles)))
            known = self._tiles[column, line] = self._make(column, line)
        return None if known.isNull() else known

    def _make(self, column: int, line: int) -> QPixmap:
        scale, around = self._scale, BOX
        left, top = column * SIDE / scale, line * SIDE / scale
        wide = SIDE / scale
        seats = list(self.seats_in(left - around, top - around, left + wide + around, top + wide + around))
        if not seats:
            return QPixmap()
        self.painted += 1
        tile = QPixmap(round(SIDE * self._ratio), round(SIDE * self._ratio))
        tile.setDevicePixelRatio(self._ratio)
        tile.fill(Qt.GlobalColor.transparent)
        painter = QPainter(tile)
        if BOX * scale < PLAIN:
            self._strokes(painter, seats, left, top)
        else:
            self._pictures(painter, seats, left, top)
        painter.end()
        return tile

    def _pictures(self, painter: QPainter, seats: Iterable[Seat], left: float, top: float) -> None:
        scale, size, ratio = self._scale, max(1, round(BOX * self._scale)), self._ratio
        picture, look_of, draw = self._looks.picture, self.look_of, painter.drawPixmap
        half = size / 2
        for seat in seats:
            look = look_of.get(f"{seat.section}/{seat.row}/{seat.number}", _USUAL)
            draw(
                round((seat.x - left) * scale - half), round((seat.y - top) * scale - half), picture(look, size, ratio)
            )

    def _strokes(self, painter: QPainter, seats: Iterable[Seat], left: float, top: float) -> None:
        """Without marks: all seats of a look in one call."""
        scale, size = self._scale, max(1.0, BOX * self._scale)
        groups: dict[Look, list[QRectF]] = {}
        half = size / 2
        for seat in seats:
            look = self.look_of.get(f"{seat.section}/{seat.row}/{seat.number}", _USUAL)
            where = QRectF((seat.x - left) * scale - half, (seat.y - top) * scale - half, size, size)
            groups.setdefault(look, []).append(where)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for look, rects in groups.items():
            painter.setBrush(self._looks.colour(look))
            painter.drawRects(rects)


def middle(seats: Iterable[Seat]) -> QPointF:
    """The middle of some seats."""
    listed = list(seats)
    count = max(1, len(listed))
    return QPointF(sum(seat.x for seat in listed) / count, sum(seat.y for seat in listed) / count)
