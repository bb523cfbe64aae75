"""The map of a hall: sections, rows, seats, standing areas and the stage, all of them frozen.

Lengths are whole centimetres, x to the right and y away from the stage as the audience's plan shows it. A seat is
named once and for ever by `section/row/number`; that name stands on the ticket and in the store, so none of its three
parts may hold a slash. Neighbours are seats of one row that follow each other without a gap: an aisle is simply room
between two seats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import hypot
from typing import Final, NamedTuple

PITCH: Final = 50  # the usual way from the middle of one seat to the next
ROW_PITCH: Final = 90
GAP: Final = 80  # neighbours are nearer than this; a wheelchair's place is 80 to 90 wide
WIDE_GAP: Final = 95  # the same beside a wheelchair
LONGEST_NAME: Final = 40  # of a section or an area
LONGEST_LABEL: Final = 8  # of a row or a seat's number
MOST_IN_SECTION: Final = 2_000  # its document in the store stays under 128 KB when every seat of it is sold
MOST_SEATS: Final = 50_000


class SeatKind(StrEnum):
    """What kind of place a seat is."""

    SEAT = "seat"
    WHEELCHAIR = "wheelchair"  # room for a wheelchair: sold to those who need it
    COMPANION = "companion"  # beside a wheelchair's place
    RESTRICTED = "restricted"  # something is in the line of sight


class Seat(NamedTuple):
    """One seat. `category` is the price zone: an event's category by id or name."""

    section: str
    row: str
    number: str
    x: int
    y: int
    category: str = ""
    kind: SeatKind = SeatKind.SEAT

    @property
    def seat_id(self) -> str:
        """`section/row/number`."""
        return f"{self.section}/{self.row}/{self.number}"

    @property
    def plain(self) -> bool:
        """Whether anybody may be given it without being asked: no place for wheelchairs or their company."""
        return self.kind is SeatKind.SEAT or self.kind is SeatKind.RESTRICTED


@dataclass(frozen=True, slots=True)
class Row:
    """Seats in the order in which they stand beside each other."""

    name: str
    seats: tuple[Seat, ...]

    def runs(self) -> list[tuple[Seat, ...]]:
        """The row cut at its gaps: the seats of a run are neighbours."""
        runs: list[list[Seat]] = []
        for seat in self.seats:
            if runs and are_neighbours(runs[-1][-1], seat):
                runs[-1].append(seat)
            else:
                runs.append([seat])
        return [tuple(run) for run in runs]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the hall that is named on the ticket: stalls, balcony, block C."""

    name: str
    rows: tuple[Row, ...]

    def seats(self) -> Iterator[Seat]:
        """All of them, row by row."""
        for row in self.rows:
            yield from row.seats


@dataclass(frozen=True, slots=True)
class Area:
    """A standing area or a block without numbers: so many people, no seats. A rectangle by its upper left corner."""

    name: str
    capacity: int
    x: int
    y: int
    width: int
    height: int
    category: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """What everybody looks at. A rectangle by its upper left corner."""

    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0
    name: str = ""

    @property
    def front(self) -> tuple[float, float]:
        """The middle of the edge towards the audience: what seats are near to."""
        return self.x + self.width / 2, self.y + self.height


@dataclass(frozen=True, slots=True)
class SeatMap:
    """The map of a venue, or of one event (`map_id` `event/<id>`) where that one seats people differently."""

    map_id: str
    venue: str
    sections: tuple[Section, ...] = ()
    areas: tuple[Area, ...] = ()
    stage: Stage = field(default_factory=Stage)
    version: int = 1

    def seats(self) -> Iterator[Seat]:
        """All seats, by section and row."""
        for section in self.sections:
            yield from section.seats()

    def by_id(self) -> dict[str, Seat]:
        """All seats by their names."""
        return {f"{seat.section}/{seat.row}/{seat.number}": seat for seat in self.seats()}

    def section(self, name: str) -> Section | None:
        """The section of that name."""
        return next((section for section in self.sections if section.name == name), None)

    def categories(self) -> list[str]:
        """The price zones of seats and areas, in the order in which they come."""
        found = dict.fromkeys(seat.category for seat in self.seats())
        return [name for name in (*found, *dict.fromkeys(area.category for area in self.areas)) if name]

    def bounds(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of everything; zeros for an empty map."""
        boxes = [(seat.x - 25, seat.y - 25, seat.x + 25, seat.y + 25) for seat in self.seats()]
        boxes += [(area.x, area.y, area.x + area.width, area.y + area.height) for area in self.areas]
        stage = self.stage
        if stage.width or stage.height:
            boxes.append((stage.x, stage.y, stage.x + stage.width, stage.y + stage.height))
        if not boxes:
            return 0, 0, 0, 0
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)

    def with_section(self, section: Section) -> SeatMap:
        """The map with this section in the place of the one with its name, or behind the others."""
        if self.section(section.name) is None:
            return replace(self, sections=(*self.sections, section))
        put = tuple(section if known.name == section.name else known for known in self.sections)
        return replace(self, sections=put)


def are_neighbours(one: Seat, other: Seat) -> bool:
    """Whether two seats that follow each other in a row have no aisle between them."""
    far = hypot(one.x - other.x, one.y - other.y)
    wide = SeatKind.WHEELCHAIR in (one.kind, other.kind)
    return far <= (WIDE_GAP if wide else GAP)


_SAID: Final = {"de": "{}, Reihe {}, Platz {}", "en": "{}, row {}, seat {}"}


def in_words(seat: str, language: str) -> str:
    """A seat as it is read on paper: `Parkett, Reihe 12, Platz 15`. What is no seat's name of ours stays as it is."""
    parts = own_parts(seat)
    return _SAID.get(language, _SAID["en"]).format(*parts) if parts else seat


def own_parts(seat: str) -> tuple[str, str, str] | None:
    """The parts of a seat that one of our maps names; None for what others write, which is in words already."""
    parts = parts_of(seat) if "/" in seat else None
    written_so = parts is not None and "/".join(parts) == seat and not any(" " in part for part in parts[1:])
    return parts if written_so else None


def parts_of(seat_id: str) -> tuple[str, str, str] | None:
    """Section, row and number of a seat's name; None where it is no such name."""
    parts = tuple(part.strip() for part in seat_id.split("/"))
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 and all(parts) else None
