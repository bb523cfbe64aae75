"""Where rows stand: along a line or a bow, one behind the other, from what a person draws or from nothing but names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, hypot, radians, sin
from typing import Final

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.seating.numbering import MOST, Numbering
from ticketforge_desktop.domain.seating.places import PITCH, ROW_PITCH, Row, Seat, SeatKind, Section

MOST_ROWS: Final = 200
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class RowPlan:
    """Rows as they are drawn: the first from one point to another, the others behind it.

    Attributes:
        start, end: the middles of the first row's outer seats, in cm.
        seats: of the first row; 0 takes as many as fit at `pitch`.
        rows: how many, one behind the other away from the stage.
        bow: by how many cm the middle of the row lies farther from the stage than its ends; negative: nearer.
        row_pitch: from row to row.
        more: seats that each row has more than the one before it.
        aisles: before which place (counted from 1) there is a gap of `aisle` cm.
    """

    start: Point
    end: Point
    seats: int = 0
    rows: int = 1
    bow: float = 0.0
    pitch: int = PITCH
    row_pitch: int = ROW_PITCH
    more: int = 0
    aisles: tuple[int, ...] = ()
    aisle: int = 120
    category: str = ""
    numbers: Numbering = field(default_factory=Numbering)
    names: Numbering = field(default_factory=Numbering)

    def fitting(self) -> int:
        """How many seats the first row has."""
        if self.seats:
            return self.seats
        long = hypot(self.end[0] - self.start[0], self.end[1] - self.start[1])
        return max(1, int(long / self.pitch + 0.5) + 1)


def draw_rows(section: str, plan: RowPlan, taken: Sequence[str] = ()) -> tuple[Row, ...]:
    """The rows of a plan.

    Args:
        taken: names of rows that the section has already: these are passed over.

    Raises:
        BadInput: more rows or seats than a map has room for, or a pitch that is none.
    """
    first = plan.fitting()
    longest = first + plan.more * (plan.rows - 1)
    if not 1 <= plan.rows <= MOST_ROWS or not 1 <= first <= MOST or not 1 <= longest <= MOST:
        raise BadInput(f"1 to {MOST_ROWS} rows of 1 to {MOST} seats.", field="rows", value=plan.rows)
    if plan.pitch < 30 or plan.row_pitch < 30:
        raise BadInput("Seats and rows are at least 30 cm apart.", field="pitch", value=plan.pitch)
    names = [name for name in plan.names.labels(min(MOST, plan.rows + len(taken))) if name not in taken][: plan.rows]
    along, back = _ways(plan)
    rows = []
    for at in range(plan.rows):
        count = first + plan.more * at
        points = _points(plan, count, along, back, at * plan.row_pitch)
        labels = plan.numbers.labels(count)
        seats = [
            Seat(section, names[at], label, round(x), round(y), plan.category)
            for label, (x, y) in zip(labels, points, strict=True)
        ]
        rows.append(Row(names[at], tuple(seats)))
    return tuple(rows)


def _ways(plan: RowPlan) -> tuple[Point, Point]:
    """Along the row, and away from the stage: each of length 1."""
    dx, dy = plan.end[0] - plan.start[0], plan.end[1] - plan.start[1]
    long = hypot(dx, dy)
    along = (dx / long, dy / long) if long else (1.0, 0.0)
    back = (-along[1], along[0])
    return along, back if back[1] >= 0 else (along[1], -along[0])


def _points(plan: RowPlan, count: int, along: Point, back: Point, depth: float) -> list[Point]:
    gaps = sum(1 for aisle in plan.aisles if 1 < aisle <= count)
    drawn = hypot(plan.end[0] - plan.start[0], plan.end[1] - plan.start[1])
    pitch = drawn / (count - 1) if plan.seats and count > 1 and drawn and not plan.more else float(plan.pitch)
    long = pitch * (count - 1) + (plan.aisle - pitch) * gaps if gaps else pitch * (count - 1)
    middle = ((plan.start[0] + plan.end[0]) / 2, (plan.start[1] + plan.end[1]) / 2)
    points, walked = [], -long / 2
    for place in range(1, count + 1):
        if place > 1:
            walked += plan.aisle if place in plan.aisles else pitch
        share = walked / (long / 2) if long else 0.0
        deep = depth + plan.bow * (1 - share * share)
        points.append((middle[0] + along[0] * walked + back[0] * deep, middle[1] + along[1] * walked + back[1] * deep))
    return points


def lay_out(names: Sequence[tuple[str, Sequence[tuple[str, Sequence[Seat | None]]]]]) -> list[Section]:
    """Places for seats that have none: sections below each other, rows straight and centred.

    Args:
        names: of each section its rows, of each row its seats from the left; None is a gap of one seat's width.
    """
    sections, y = [], 300
    for section, rows in names:
        laid = []
        for row, seats in rows:
            left = -(len(seats) - 1) * PITCH // 2
            placed = [seat._replace(x=left + at * PITCH, y=y) for at, seat in enumerate(seats) if seat is not None]
            laid.append(Row(row, tuple(placed)))
            y += ROW_PITCH
        sections.append(Section(section, tuple(laid)))
        y += 2 * ROW_PITCH
    return sections


def moved(seats: Sequence[Seat], dx: int, dy: int) -> list[Seat]:
    """The seats somewhere else."""
    return [seat._replace(x=seat.x + dx, y=seat.y + dy) for seat in seats]


def turned(seats: Sequence[Seat], degrees: float) -> list[Seat]:
    """The seats turned clockwise about their middle."""
    if not seats:
        return []
    middle_x = sum(seat.x for seat in seats) / len(seats)
    middle_y = sum(seat.y for seat in seats) / len(seats)
    turn_cos, turn_sin = cos(radians(degrees)), sin(radians(degrees))
    found = []
    for seat in seats:
        dx, dy = seat.x - middle_x, seat.y - middle_y
        x, y = middle_x + dx * turn_cos - dy * turn_sin, middle_y + dx * turn_sin + dy * turn_cos
        found.append(seat._replace(x=round(x), y=round(y)))
    return found


def numbered(row: Row, rule: Numbering) -> Row:
    """The row with other numbers: seats are given new names, so only before anything is sold. Raises `BadInput`."""
    plain = sorted(row.seats, key=lambda seat: (seat.x, seat.y)) if _is_level(row.seats) else list(row.seats)
    labels = rule.labels(len(plain))
    return Row(row.name, tuple(seat._replace(number=label) for seat, label in zip(plain, labels, strict=True)))


def renamed(row: Row, name: str) -> Row:
    """The row by another name."""
    return Row(name, tuple(seat._replace(row=name) for seat in row.seats))


def of_kind(seats: Sequence[Seat], kind: SeatKind) -> list[Seat]:
    """The seats as another kind of place."""
    return [seat._replace(kind=kind) for seat in seats]


def _is_level(seats: Sequence[Seat]) -> bool:
    xs, ys = [seat.x for seat in seats], [seat.y for seat in seats]
    return bool(seats) and max(xs) - min(xs) >= max(ys) - min(ys)
