"""A map as JSON: compact enough that a hall of 20,000 seats travels through the store in a few documents.

    {"v": 1, "id": "stadthalle", "venue": "Stadthalle", "version": 3, "stage": [-800, -400, 1600, 300, "Stage"],
     "sections": [{"name": "Stalls", "rows": [
        {"row": "1", "at": [0, 0], "n": "1-20", "dx": [50], "dy": [0], "c": "PARKETT-A", "k": {"0": "wheelchair"}}]}],
     "areas": [["Arena", 400, 0, 0, 1000, 600, "STEHPLATZ"]]}

`n` are the numbers: a run counts up or down (`1-20`, `21-1`, in steps `1-39:2`), commas part runs and single names.
`dx` and `dy` are the ways from one seat to the next; one number alone holds for all. `c` is the row's category, or
one a seat; `k` names the kind of seats that are not plain, by their place in the row from 0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.seating.places import Area, Row, Seat, SeatKind, SeatMap, Section, Stage

VERSION: Final = 1
_RUN: Final = re.compile(r"(0|[1-9][0-9]{0,4})-(0|[1-9][0-9]{0,4})(?::([1-9][0-9]?))?")
_WHOLE: Final = re.compile(r"0|[1-9][0-9]{0,4}")
_SHORTEST_RUN: Final = 3


def write_map(drawn: SeatMap) -> str:
    """The map as text; the same map is always the same text."""
    stage = drawn.stage
    document: dict[str, object] = {
        "v": VERSION,
        "id": drawn.map_id,
        "venue": drawn.venue,
        "version": drawn.version,
        "sections": [
            {"name": section.name, "rows": [_row_object(row) for row in section.rows]} for section in drawn.sections
        ],
    }
    if stage != Stage():
        document["stage"] = [stage.x, stage.y, stage.width, stage.height, stage.name]
    if drawn.areas:
        document["areas"] = [
            [area.name, area.capacity, area.x, area.y, area.width, area.height, area.category] for area in drawn.areas
        ]
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def read_map(text: str) -> SeatMap:
    """The map of a text.

    Raises:
        BadInput: it is no such document, or one of a later version; `facts["where"]` says which part.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"The map is no JSON: {error}", field="map") from error
    if not isinstance(found, dict) or found.get("v") != VERSION:
        version = found.get("v") if isinstance(found, dict) else None
        raise BadInput(
            f"This version does not read maps of version {version!r}.", field="map", where="v",
            next_step="Install the newest version of TicketForge Desktop, or export the map anew.",
        )  # fmt: skip
    where = "the head"
    try:
        sections = []
        for entry in found.get("sections", ()):
            name = _text(entry["name"])
            rows = []
            for row in entry["rows"]:
                where = f"{name}/{row.get('row', '?')}"
                rows.append(_row_of(name, row))
            sections.append(Section(name, tuple(rows)))
        where = "areas"
        areas = tuple(_area_of(area) for area in found.get("areas", ()))
        where = "stage"
        return SeatMap(
            _text(found["id"]), _text(found["venue"]), tuple(sections), areas, _stage_of(found.get("stage")),
            _number(found.get("version", 1)),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise BadInput(f"The map can't be read at {where}: {error}", field="map", where=where) from error


def write_numbers(numbers: Sequence[str]) -> str:
    """Seat numbers in short: `1-20`, `39-1:2`, `A1,A2`."""
    parts: list[str] = []
    at = 0
    while at < len(numbers):
        run = _run_from(numbers, at)
        if run >= _SHORTEST_RUN:
            first, second, last = int(numbers[at]), int(numbers[at + 1]), int(numbers[at + run - 1])
            step = abs(second - first)
            parts.append(f"{first}-{last}" + (f":{step}" if step > 1 else ""))
            at += run
        else:
            parts.append(numbers[at])
            at += 1
    return ",".join(parts)


def read_numbers(text: str) -> list[str]:
    """The numbers that `write_numbers` wrote. Raises `ValueError` for a run that never ends."""
    found: list[str] = []
    for part in text.split(","):
        run = _RUN.fullmatch(part)
        if run is None:
            found.append(part)
            continue
        first, last, step = int(run[1]), int(run[2]), int(run[3] or 1)
        way = step if last >= first else -step
        found += [str(number) for number in range(first, last + (1 if way > 0 else -1), way)]
    return found


def _run_from(numbers: Sequence[str], at: int) -> int:
    """How many of the numbers from here count up or down in one step."""
    if not _WHOLE.fullmatch(numbers[at]) or at + 1 >= len(numbers) or not _WHOLE.fullmatch(numbers[at + 1]):
        return 1
    step, length = int(numbers[at + 1]) - int(numbers[at]), 2
    if not 0 < abs(step) < 100:
        return 1
    while at + length < len(numbers):
        following = numbers[at + length]
        if not _WHOLE.fullmatch(following) or int(following) - int(numbers[at + length - 1]) != step:
            break
        length += 1
    return length


def _row_object(row: Row) -> dict[str, object]:
    seats = row.seats
    written: dict[str, object] = {"row": row.name}
    if not seats:
        return written
    written["at"] = [seats[0].x, seats[0].y]
    # A name with a comma or one that reads like a run is written as a list.
    numbers = [seat.number for seat in seats]
    short = write_numbers(numbers)
    written["n"] = short if read_numbers(short) == numbers else numbers
    if len(seats) > 1:
        written["dx"] = _ways([seat.x for seat in seats])
        written["dy"] = _ways([seat.y for seat in seats])
    categories = [seat.category for seat in seats]
    if any(categories):
        written["c"] = categories[0] if len(set(categories)) == 1 else categories
    kinds = {str(at): str(seat.kind) for at, seat in enumerate(seats) if seat.kind is not SeatKind.SEAT}
    if kinds:
        written["k"] = kinds
    return written


def _ways(places: Sequence[int]) -> list[int]:
    ways = [after - before for before, after in pairwise(places)]
    return ways[:1] if len(set(ways)) == 1 else ways


def _row_of(section: str, found: Mapping[str, Any]) -> Row:
    name = _text(found["row"])
    told = found.get("n", [])
    numbers = read_numbers(told) if isinstance(told, str) else [_text(number) for number in told]
    if not numbers:
        return Row(name, ())
    x, y = (_number(place) for place in found["at"])
    xs, ys = _places(x, found.get("dx", []), len(numbers)), _places(y, found.get("dy", []), len(numbers))
    category = found.get("c", "")
    categories = [category] * len(numbers) if isinstance(category, str) else [_text(word) for word in category]
    if len(categories) != len(numbers):
        raise ValueError("as many categories as seats")
    kinds: Mapping[str, str] = found.get("k", {})
    plain = SeatKind.SEAT
    seats = [
        Seat(section, name, number, here, there, word, plain)
        for number, here, there, word in zip(numbers, xs, ys, categories, strict=True)
    ]
    for at, kind in kinds.items():
        seats[int(at)] = seats[int(at)]._replace(kind=SeatKind(kind))
    return Row(name, tuple(seats))


def _places(first: int, ways: Sequence[int], count: int) -> list[int]:
    steps = [*ways] * (count - 1) if len(ways) == 1 else [*ways]
    if len(steps) != count - 1:
        raise ValueError("as many ways as seats but one")
    places = [first]
    for step in steps:
        places.append(places[-1] + _number(step))
    return places


def _area_of(found: Sequence[Any]) -> Area:
    name, capacity, x, y, width, height, category = found
    room, left, top, wide, high = (_number(value) for value in (capacity, x, y, width, height))
    return Area(_text(name), room, left, top, wide, high, _text(category))


def _stage_of(found: Sequence[Any] | None) -> Stage:
    if not found:
        return Stage()
    x, y, width, height, name = found
    return Stage(_number(x), _number(y), _number(width), _number(height), _text(name))


def _number(value: object) -> int:
    if type(value) is not int:
        raise ValueError(f"{value!r} is no whole number")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    return value
