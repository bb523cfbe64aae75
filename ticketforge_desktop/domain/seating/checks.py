"""What is wrong with a map, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Final

from ticketforge_desktop.domain.seating.places import (
    LONGEST_LABEL,
    LONGEST_NAME,
    MOST_IN_SECTION,
    MOST_SEATS,
    Row,
    Seat,
    SeatKind,
    SeatMap,
    Section,
    are_neighbours,
)

_TOO_NEAR: Final = 30  # cm: two chairs do not stand nearer
_FARTHEST: Final = 100_000  # cm from the origin


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: `code` for programs and translations, `where` a seat, row, section or area, `line` of a CSV.

    A `warning` does not keep the map from being used.
    """

    code: str
    where: str
    message: str
    line: int = 0
    warning: bool = False


def faults_of(drawn: SeatMap) -> list[Fault]:
    """All faults of a map, those that forbid its use first."""
    found = [*_whole(drawn), *_names(drawn), *_crowded(drawn)]
    for section in drawn.sections:
        found += _section(section)
        for row in section.rows:
            found += _row(section, row)
    for area in drawn.areas:
        if area.capacity < 1:
            found.append(Fault("no_capacity", area.name, f"{area.name} has room for nobody."))
        if area.width < 1 or area.height < 1:
            found.append(Fault("no_size", area.name, f"{area.name} has no size."))
        found += _name("area", area.name, LONGEST_NAME)
    return sorted(found, key=lambda fault: fault.warning)


def usable(faults: list[Fault]) -> bool:
    """Whether a map with these faults may be sold from."""
    return all(fault.warning for fault in faults)


def _whole(drawn: SeatMap) -> Iterator[Fault]:
    seats = sum(1 for _ in drawn.seats())
    if not seats and not drawn.areas:
        yield Fault("empty", drawn.venue, "There is no seat on the map.")
    if seats > MOST_SEATS:
        yield Fault("too_many", drawn.venue, f"{seats} seats; a map has at most {MOST_SEATS}.")
    if not drawn.venue.strip():
        yield Fault("no_venue", "", "The map belongs to no venue.")
    stage = drawn.stage
    if seats and (stage.width < 1 or stage.height < 1):
        yield Fault("no_stage", "", "There is no stage: the best seats are then those in front.", warning=True)


def _names(drawn: SeatMap) -> Iterator[Fault]:
    seen: set[str] = set()
    for name in [*(section.name for section in drawn.sections), *(area.name for area in drawn.areas)]:
        if name.casefold() in seen:
            yield Fault("twice", name, f"Two sections or areas are called {name!r}.")
        seen.add(name.casefold())


def _section(section: Section) -> Iterator[Fault]:
    yield from _name("section", section.name, LONGEST_NAME)
    seats = sum(len(row.seats) for row in section.rows)
    if seats > MOST_IN_SECTION:
        yield Fault(
            "section_too_big", section.name, f"{section.name} has {seats} seats; divide it: at most {MOST_IN_SECTION}."
        )
    seen: set[str] = set()
    for row in section.rows:
        if row.name in seen:
            yield Fault("row_twice", f"{section.name}/{row.name}", f"Two rows of {section.name} are called {row.name}.")
        seen.add(row.name)


def _row(section: Section, row: Row) -> Iterator[Fault]:
    where = f"{section.name}/{row.name}"
    yield from _name("row", row.name, LONGEST_LABEL, where)
    seen: set[str] = set()
    for seat in row.seats:
        if seat.number in seen:
            yield Fault("seat_twice", seat.seat_id, f"Seat {seat.number} stands twice in row {where}.")
        seen.add(seat.number)
        yield from _name("seat", seat.number, LONGEST_LABEL, seat.seat_id)
        if (seat.section, seat.row) != (section.name, row.name):
            yield Fault("misplaced", seat.seat_id, f"Seat {seat.seat_id} stands in row {where}.")
        if abs(seat.x) > _FARTHEST or abs(seat.y) > _FARTHEST:
            yield Fault("far_away", seat.seat_id, f"Seat {seat.seat_id} is more than a kilometre away.")
    yield from _companions(row)


def _companions(row: Row) -> Iterator[Fault]:
    for at, seat in enumerate(row.seats):
        if seat.kind is not SeatKind.COMPANION:
            continue
        beside = [row.seats[near] for near in (at - 1, at + 1) if 0 <= near < len(row.seats)]
        if not any(other.kind is SeatKind.WHEELCHAIR and are_neighbours(seat, other) for other in beside):
            yield Fault(
                "alone", seat.seat_id, f"{seat.seat_id} is for company, but no wheelchair's place is beside it.",
                warning=True,
            )  # fmt: skip


def _name(what: str, name: str, longest: int, where: str = "") -> Iterator[Fault]:
    if not name.strip() or name != name.strip():
        yield Fault("no_name", where or name, f"A {what} has no name, or blanks around it.")
    elif len(name) > longest or any(sign in name for sign in "/;") or not name.isprintable() or name[0] in "@#":
        yield Fault(
            "bad_name", where or name,
            f"{name!r} can't name a {what}: at most {longest} signs, no / or ;, and no @ or # in front.",
        )  # fmt: skip


def _crowded(drawn: SeatMap) -> Iterator[Fault]:
    """Seats that stand on each other, found by a grid: a hall of 20,000 is checked while somebody types."""
    grid: dict[tuple[int, int], list[Seat]] = {}
    for seat in drawn.seats():
        grid.setdefault((seat.x // _TOO_NEAR, seat.y // _TOO_NEAR), []).append(seat)
    for (column, line), here in grid.items():
        near = [seat for right, down in _AROUND for seat in grid.get((column + right, line + down), ())]
        pairs = [*pairwise(here), *((one, other) for one in here for other in near)]
        for one, other in pairs:
            if hypot(one.x - other.x, one.y - other.y) < _TOO_NEAR:
                yield Fault("crowded", other.seat_id, f"{one.seat_id} and {other.seat_id} stand on each other.")


# Half of the cells around: the other half finds the pair from its own side.
_AROUND: Final = ((1, 0), (-1, 1), (0, 1), (1, 1))
