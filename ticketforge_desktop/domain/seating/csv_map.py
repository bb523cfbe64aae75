"""A map from a table: one line a seat, faults told by line.

Columns by their names in the first line, in any order, English or German, separated by comma, semicolon or tab:
`section,row,seat,x,y,kind,category`. Section and seat are needed (a standing area has none, but a `capacity`). Kinds:
seat, wheelchair, companion, restricted, gap (a place that is empty), standing (an area), stage.

Coordinates come in any unit, y growing away from the stage: the map is scaled so that neighbours stand 50 cm apart.
Without any, sections are laid out below each other, straight. A table that has coordinates has them in every line.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot
from statistics import median_low
from typing import Final

from ticketforge_desktop.domain.seating.checks import Fault, faults_of
from ticketforge_desktop.domain.seating.laying import lay_out
from ticketforge_desktop.domain.seating.places import (
    MOST_SEATS,
    PITCH,
    Area,
    Row,
    Seat,
    SeatKind,
    SeatMap,
    Section,
    Stage,
)

_COLUMNS: Final = {
    "section": "section", "block": "section", "bereich": "section", "sektor": "section", "sektion": "section",
    "row": "row", "reihe": "row",
    "seat": "seat", "number": "seat", "platz": "seat", "sitz": "seat", "nummer": "seat",
    "x": "x", "y": "y",
    "kind": "kind", "type": "kind", "art": "kind",
    "category": "category", "zone": "category", "kategorie": "category", "preisgruppe": "category",
    "capacity": "capacity", "kapazität": "capacity", "kapazitaet": "capacity",
    "width": "width", "breite": "width", "height": "height", "höhe": "height", "hoehe": "height",
}  # fmt: skip
_KINDS: Final = {
    "": "seat", "seat": "seat", "sitz": "seat", "platz": "seat",
    "wheelchair": "wheelchair", "rollstuhl": "wheelchair", "accessible": "wheelchair",
    "companion": "companion", "begleitung": "companion", "begleitperson": "companion",
    "restricted": "restricted", "sichtbehindert": "restricted", "eingeschränkt": "restricted",
    "gap": "gap", "lücke": "gap", "luecke": "gap",
    "standing": "standing", "stehplatz": "standing", "area": "standing", "block": "standing",
    "stage": "stage", "bühne": "stage", "buehne": "stage",
}  # fmt: skip
_NUMBER: Final = re.compile(r"-?[0-9]{1,7}(?:[.,][0-9]{1,6})?")
_MOST_FAULTS: Final = 200
_NAMELESS: Final = "-"  # a stage that is called what the reader's language calls it


@dataclass(frozen=True, slots=True)
class ReadCsv:
    """What came of a table. The map is None where a fault forbids it."""

    drawn: SeatMap | None
    faults: tuple[Fault, ...]
    lines: int


@dataclass
class _Table:
    faults: list[Fault] = field(default_factory=list)
    rows: dict[str, dict[str, list[Seat | None]]] = field(default_factory=dict)
    line_of: dict[str, int] = field(default_factory=dict)
    spots: dict[str, tuple[float, float]] = field(default_factory=dict)
    areas: list[tuple[dict[str, str], int]] = field(default_factory=list)
    stage: tuple[dict[str, str], int] | None = None
    lines: int = 0

    def fault(self, code: str, line: int, where: str, message: str) -> None:
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(Fault(code, where, message, line))


def read_csv(text: str, map_id: str, venue: str) -> ReadCsv:
    """The map of a table; every fault with the line (from 1) where it stands. Nothing is guessed."""
    table = _Table()
    _read(text.lstrip("\ufeff"), table)
    if table.faults:
        return ReadCsv(None, tuple(table.faults), table.lines)
    drawn = _map_of(table, map_id, venue)
    faults = [
        Fault(fault.code, fault.where, fault.message, table.line_of.get(fault.where, 0), fault.warning)
        for fault in (*faults_of(drawn), *table.faults)
    ]
    usable = all(fault.warning for fault in faults)
    return ReadCsv(drawn if usable else None, tuple(faults[:_MOST_FAULTS]), table.lines)


def _read(text: str, table: _Table) -> None:
    head, _, _ = text.partition("\n")
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        titles = [_COLUMNS.get(title.strip().casefold(), "") for title in next(reader, [])]
        if "section" not in titles or "seat" not in titles:
            table.fault("no_head", 1, "", "The first line names the columns; `section` and `seat` are needed.")
            return
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            table.lines += 1
            if table.lines > MOST_SEATS:
                table.fault("too_many", reader.line_num, "", f"More than {MOST_SEATS} lines.")
                return
            _take(dict(zip(titles, (cell.strip() for cell in cells), strict=False)), reader.line_num, table)
    except csv.Error as error:
        table.fault("no_csv", reader.line_num, "", f"This line is no CSV: {error}")


def _take(told: dict[str, str], line: int, table: _Table) -> None:
    section, row, number = told.get("section", ""), told.get("row", ""), told.get("seat", "")
    kind = _KINDS.get(told.get("kind", "").casefold(), "unknown")
    if kind == "unknown":
        table.fault("no_kind", line, section, f"There is no kind of place {told['kind']!r}.")
    elif not section:
        table.fault("no_section", line, "", "The section is missing.")
    elif kind == "stage":
        table.stage = (told, line)
    elif kind == "standing":
        table.areas.append((told, line))
        table.line_of[section] = line
    elif kind == "gap":
        table.rows.setdefault(section, {}).setdefault(row or "1", []).append(None)
    elif not number:
        table.fault("no_seat", line, section, "The seat's number is missing.")
    else:
        seat = Seat(section, row or "1", number, 0, 0, told.get("category", ""), SeatKind(kind))
        if seat.seat_id in table.line_of:
            first = table.line_of[seat.seat_id]
            table.fault("twice", line, seat.seat_id, f"{seat.seat_id} stands in line {first} already.")
            return
        table.line_of[seat.seat_id] = line
        table.line_of.setdefault(f"{section}/{seat.row}", line)
        table.line_of.setdefault(section, line)
        table.rows.setdefault(section, {}).setdefault(seat.row, []).append(seat)
        _spot(told, line, seat.seat_id, table)


def _spot(told: dict[str, str], line: int, seat_id: str, table: _Table) -> None:
    x, y = told.get("x", ""), told.get("y", "")
    if not x and not y:
        return
    for name, value in (("x", x), ("y", y)):
        if not _NUMBER.fullmatch(value):
            table.fault("no_place", line, seat_id, f"{name} is no number: {value!r}.")
            return
    table.spots[seat_id] = (_float(x), _float(y))


def _map_of(table: _Table, map_id: str, venue: str) -> SeatMap:
    rows = [(name, list(rows.items())) for name, rows in table.rows.items()]
    seats = sum(1 for _, named in rows for _, places in named for seat in places if seat is not None)
    if not table.spots:
        sections = lay_out(rows)
        wide = max((len(places) for _, named in rows for _, places in named), default=8) * PITCH
        width = min(1_600, max(400, wide // 2))
        stage = Stage(-width // 2, 0, width, 150)
        scale = 1.0
    else:
        if len(table.spots) < seats:
            for seat_id, line in table.line_of.items():
                if seat_id.count("/") == 2 and seat_id not in table.spots:
                    table.fault("no_place", line, seat_id, "Other lines have x and y, this one has none.")
        scale = _scale(table)
        sections = [
            Section(name, tuple(Row(row, _stood(places, table, scale)) for row, places in named if any(places)))
            for name, named in rows
        ]
        stage = Stage()
    areas = tuple(_area(told, line, table, scale) for told, line in table.areas)
    if table.stage is not None:
        box = _box(*table.stage, table, scale)
        name = table.stage[0].get("seat") or table.stage[0]["section"]
        stage = Stage(*box, name="" if name == _NAMELESS else name)
    return SeatMap(map_id, venue, tuple(sections), areas, stage)


def _stood(places: list[Seat | None], table: _Table, scale: float) -> tuple[Seat, ...]:
    """The seats of a row where they stand, in the order in which they stand."""
    placed = []
    for seat in places:
        if seat is not None:
            x, y = table.spots.get(seat.seat_id, (0.0, 0.0))
            placed.append(seat._replace(x=round(x * scale), y=round(y * scale)))
    xs, ys = [seat.x for seat in placed], [seat.y for seat in placed]
    level = max(xs, default=0) - min(xs, default=0) >= max(ys, default=0) - min(ys, default=0)
    return tuple(sorted(placed, key=lambda seat: (seat.x, seat.y) if level else (seat.y, seat.x)))


def _scale(table: _Table) -> float:
    """From the table's unit to centimetres, by the usual way from one seat to the nearest in its row."""
    ways = []
    for rows in table.rows.values():
        for places in rows.values():
            spots = sorted(table.spots[seat.seat_id] for seat in places if seat and seat.seat_id in table.spots)
            ways += [hypot(one[0] - other[0], one[1] - other[1]) for one, other in pairwise(spots)]
    usual = median_low(way for way in ways if way > 0) if any(way > 0 for way in ways) else float(PITCH)
    return 1.0 if 40 <= usual <= 70 else PITCH / usual


def _area(told: dict[str, str], line: int, table: _Table, scale: float) -> Area:
    room = told.get("capacity", "")
    if not room.isascii() or not room.isdecimal() or not 0 < int(room) < 1_000_000:
        table.fault("no_capacity", line, told["section"], f"A standing area needs its capacity, not {room!r}.")
        room = "1"
    return Area(told["section"], int(room), *_box(told, line, table, scale), told.get("category", ""))


def _box(told: dict[str, str], line: int, table: _Table, scale: float) -> tuple[int, int, int, int]:
    """Upper left corner and size."""
    found = []
    for name, usual in (("x", "0"), ("y", "0"), ("width", str(600 / scale)), ("height", str(400 / scale))):
        text = told.get(name, "") or usual
        if not _NUMBER.fullmatch(text) and text != usual:
            table.fault("no_place", line, told["section"], f"{name} is no number: {text!r}.")
            text = usual
        found.append(round(_float(text) * scale))
    x, y, width, height = found
    return x, y, width, height


def _float(text: str) -> float:
    return float(text.replace(",", "."))


def write_csv(drawn: SeatMap) -> str:
    """The table of a map: what `read_csv` takes."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("section", "row", "seat", "x", "y", "kind", "category", "capacity", "width", "height"))
    stage = drawn.stage
    if stage.width:
        name = stage.name or _NAMELESS
        table.writerow((name, "", "", stage.x, stage.y, "stage", "", "", stage.width, stage.height))
    for seat in drawn.seats():
        table.writerow((seat.section, seat.row, seat.number, seat.x, seat.y, seat.kind, seat.category, "", "", ""))
    for area in drawn.areas:
        box = (area.x, area.y, "standing", area.category, area.capacity, area.width, area.height)
        table.writerow((area.name, "", "", *box))
    return out.getvalue()
