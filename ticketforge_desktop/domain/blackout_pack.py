"""The door list of a blackout pack: all a station needs to let people in to one event without ever seeing the store.

It is one compressed JSON document. Tables go as they are kept, so that a ticket is at the other station what it is
here; the doors' logs go in the form they have in the store (`domain.shared_log`).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final, NamedTuple

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.shared_log import Entry, Part, read_part, write_part

FORMAT: Final = 1
# Unpacked. A stadium's hundred thousand tickets are 60 MB; a file that swells beyond this is none of ours.
MOST_BYTES: Final = 1_000_000_000
Value = str | int


class Table(NamedTuple):
    """Rows of a table with the columns they have."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def column(self, name: str) -> list[Value]:
        """All values of a column, in the order of the rows."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]


@dataclass(frozen=True, slots=True)
class PackHead:
    """What a pack is, where it is from and how old its knowledge is; times are ISO 8601 in UTC."""

    pack_id: str
    event_id: str
    title: str
    shop: str  # the shop's domain
    station: str  # the id of the station that made it
    station_name: str
    made_at: str
    synced_at: str  # when that station last knew the store's state; "" when it never did
    opened_from: str = ""  # the pack the station itself was opened from, "" at the main station

    def as_json(self) -> dict[str, str]:
        """All fields."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class BlackoutPack:
    """A pack's whole list.

    Args:
        tables: rows of mirror and station file by table name.
        bare: what the making station's gates do with an EAN or a number where no rule says.
        entries: what all doors logged of the event, in the order of their times.
        paper: SHA-256 of the printed list, "" where there is none.
    """

    head: PackHead
    tables: Mapping[str, Table]
    bare: str
    entries: tuple[Entry, ...]
    paper: str = ""


def write_pack(pack: BlackoutPack) -> bytes:
    """The pack as bytes, not yet sealed."""
    whole = {
        "v": FORMAT,
        "head": pack.head.as_json(),
        "tables": {
            name: [list(table.columns), [list(row) for row in table.rows]] for name, table in pack.tables.items()
        },
        "bare": pack.bare,
        "paper": pack.paper,
        "logs": _logs(pack.head.event_id, pack.entries),
    }
    return zlib.compress(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def read_pack(data: bytes) -> BlackoutPack:
    """A pack from its bytes.

    Raises:
        BadInput: it is none, or of a newer format.
    """
    try:
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(data, MOST_BYTES)
        if unpacking.unconsumed_tail or not unpacking.eof:
            raise ValueError("cut off, or too large")
        whole = json.loads(text)
        version = whole["v"]
    except (ValueError, TypeError, KeyError, zlib.error) as error:
        raise BadInput(f"This is no blackout pack: {error}.", field="pack") from error
    if version != FORMAT:
        raise BadInput(
            f"This pack has format {version!r}, this program knows {FORMAT}.",
            next_step="Install the newer version of TicketForge Desktop on this station.",
            field="pack",
        )
    try:
        head = PackHead(**{name: str(value) for name, value in whole["head"].items()})
        tables = {str(name): _table(columns, rows) for name, (columns, rows) in whole["tables"].items()}
        parts = [read_part(json.dumps(log)) for log in whole["logs"]]
        bare, paper = str(whole["bare"]), str(whole["paper"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadInput(f"This blackout pack can't be read: {error}.", field="pack") from error
    entries = sorted((entry for part in parts for entry in part.entries), key=lambda entry: entry.order)
    return BlackoutPack(head, tables, bare, tuple(entries), paper)


def _table(columns: Sequence[object], rows: Iterable[Sequence[object]]) -> Table:
    names = tuple(map(str, columns))
    read = tuple(tuple(value if isinstance(value, str | int) else str(value) for value in row) for row in rows)
    if any(len(row) != len(names) for row in read):
        raise ValueError("a row has not as many values as columns")
    return Table(names, read)


def _logs(event_id: str, entries: Iterable[Entry]) -> list[object]:
    by_station: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        by_station.setdefault((entry.station, entry.name), []).append(entry)
    return [
        json.loads(write_part(Part(event_id, station, name, 1, tuple(some))))
        for (station, name), some in by_station.items()
    ]
