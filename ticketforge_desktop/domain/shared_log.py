"""The log of the door as stations share it: compact parts to read, and one truth from all of them.

Every station writes its own parts and reads everybody's. What a ticket comes to is computed from all entries in the
order of their times, the same wherever and in whatever order they arrived (`replay`), and an entry that two stations
gave away because they did not see each other is told with both sides.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.uses import FRESH, Allowance, UseState, enter, leave, leave_all
from ticketforge_desktop.domain.verdicts import Verdict

FORMAT: Final = 1
# A JSON document of the store holds 128 KB; the rest is room for what the store adds to it.
MOST_BYTES: Final = 120_000


class EntryKind(StrEnum):
    """What an entry of the log did; the letter is how a part writes it."""

    ADMIT = "a"
    FORCE = "f"
    EXIT = "x"
    EXIT_ALL = "z"
    UNDO = "u"
    NOTE = "n"  # an attempt that opened nothing
    BLOCK = "b"  # a manager keeps a ticket out, for `reason`
    UNBLOCK = "p"  # it may pass again


BLOCKING: Final = frozenset({EntryKind.BLOCK, EntryKind.UNBLOCK})


class Entry(NamedTuple):
    """One entry of some station's log."""

    station: str  # its id
    name: str  # as people call it
    nonce: str
    at: datetime  # UTC
    ticket_id: str  # "" for EXIT_ALL
    kind: EntryKind
    verdict: str
    gate: str
    issue: int
    reason: str = ""  # why a ticket was blocked, in words
    staff_id: str = ""  # who blocked it or let it pass again

    @property
    def order(self) -> tuple[datetime, str, str]:
        """Where it stands among all: by time, and of two at the same moment always the same one first."""
        return self.at, self.station, self.nonce


class Double(NamedTuple):
    """One entry too many: what was let in, and the entry that had taken the place."""

    late: Entry
    first: Entry


@dataclass(frozen=True, slots=True)
class Replayed:
    """What all stations' entries make of one ticket."""

    state: UseState
    first: Entry | None  # the entry that is told: "used since 19:42 at gate B"
    doubles: tuple[Double, ...]
    undone: frozenset[str]  # nonces of entries that were taken back
    past_blocks: tuple[Double, ...] = ()  # let in by another station after the block that stands beside it


def replay(entries: Iterable[Entry], allowance: Allowance, day: Callable[[datetime], str]) -> Replayed:
    """What the entries of one ticket (and every EXIT_ALL of its event) come to.

    An undo takes back the latest entry of its own station that still stands, or the latest of all where its station
    has none: it undid what it saw of another. A block keeps nobody out here: whoever was let in after it was, at a door
    that had not heard of it, and is told in `past_blocks`. Who was let in by hand is not: a person answered for it.

    Args:
        entries: of all stations, in any order, each once.
        allowance: what the ticket is good for.
        day: the venue's day of a moment, "" where entries count for the whole event.
    """
    ordered = sorted(entries, key=lambda entry: entry.order)
    undone = _undone(ordered)
    state, doubles, past_blocks = FRESH, list[Double](), list[Double]()
    first: Entry | None = None
    block: Entry | None = None
    last: Entry | None = None
    for entry in ordered:
        if entry.nonce in undone:
            continue
        today = day(entry.at)
        if entry.kind is EntryKind.EXIT:
            state = leave(state)[1]
        elif entry.kind is EntryKind.EXIT_ALL:
            state = leave_all(state)
        elif entry.kind in BLOCKING:
            block = entry if entry.kind is EntryKind.BLOCK else None
        elif entry.kind is EntryKind.FORCE:
            state = state._replace(used=state.used + 1, inside=state.inside + 1)
            first, last = first or entry, entry
        elif entry.kind is EntryKind.ADMIT:
            verdict, after = enter(state, allowance, today)
            if verdict is not Verdict.ALREADY_USED:
                if verdict is Verdict.ADMITTED and (first is None or after.used == 1):
                    first = entry
                state, last = after, entry
                if block is not None and block.station != entry.station:
                    past_blocks.append(Double(entry, block))
            elif last is not None:
                doubles.append(Double(entry, last))
    return Replayed(state, first, tuple(doubles), undone, tuple(past_blocks))


def _undone(ordered: Sequence[Entry]) -> frozenset[str]:
    standing: list[Entry] = []
    gone = set()
    for entry in ordered:
        if entry.kind in (EntryKind.ADMIT, EntryKind.FORCE):
            standing.append(entry)
        elif entry.kind is EntryKind.UNDO and standing:
            own = [index for index, other in enumerate(standing) if other.station == entry.station]
            gone.add(standing.pop(own[-1] if own else -1).nonce)
    return frozenset(gone)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one station's log for one event: a document of the store."""

    event_id: str
    station: str
    name: str
    number: int  # from 1
    entries: tuple[Entry, ...]


def write_part(part: Part) -> str:
    """The document's text. Gates are named once; times are milliseconds since 1970.

    Blocking has two values more, reason and person. Programs before it pass over rows and kinds they do not know, so
    the format is the same.
    """
    gates = list(dict.fromkeys(entry.gate for entry in part.entries))
    place = {gate: index for index, gate in enumerate(gates)}
    rows = [
        [
            entry.nonce,
            round(entry.at.timestamp() * 1000),
            entry.ticket_id,
            str(entry.kind),
            entry.verdict,
            place[entry.gate],
            entry.issue,
            *((entry.reason, entry.staff_id) if entry.kind in BLOCKING else ()),
        ]
        for entry in part.entries
    ]
    whole = {
        "v": FORMAT,
        "event": part.event_id,
        "station": part.station,
        "name": part.name,
        "part": part.number,
        "gates": gates,
        "rows": rows,
    }
    return json.dumps(whole, separators=(",", ":"), ensure_ascii=False)


def read_part(text: str) -> Part:
    """A document as a part. Rows this version can't read are left out: one strange row hides no other.

    Raises:
        BadInput: it is no part of a log, or of a newer format.
    """
    try:
        whole = json.loads(text)
        if not isinstance(whole, dict) or whole.get("v") != FORMAT:
            raise BadInput("This part of a log has a format this program does not know.", field="v")
        station, name, gates = str(whole["station"]), str(whole["name"]), [str(gate) for gate in whole["gates"]]
        rows = list(whole["rows"])
        head = str(whole["event"]), station, name, int(whole["part"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput("This is no part of a station's log.", field="log") from error
    entries = (_entry(station, name, gates, row) for row in rows)
    return Part(*head, tuple(entry for entry in entries if entry is not None))


def _entry(station: str, name: str, gates: Sequence[str], row: object) -> Entry | None:
    if not isinstance(row, list) or len(row) not in (7, 9):
        return None
    nonce, at, ticket, kind, verdict, gate, issue = row[:7]
    reason, staff_id = map(str, row[7:] or ("", ""))
    try:
        moment = datetime.fromtimestamp(at / 1000, UTC)
        did, where = EntryKind(kind), gates[gate]
        if (len(row) == 9) is not (did in BLOCKING):
            return None
        return Entry(
            station, name, str(nonce), moment, str(ticket), did, str(verdict), where, int(issue), reason, staff_id
        )
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None  # a number out of range, a kind of a newer version


def fits(part: Part) -> bool:
    """Whether the part's document is small enough for the store: bytes count, not signs."""
    return len(write_part(part).encode()) <= MOST_BYTES


def cut(event_id: str, station: str, name: str, number: int, entries: Sequence[Entry]) -> list[Part]:
    """Entries in as many parts as they need, the first of them numbered `number`."""
    parts: list[Part] = []
    begin = 0
    while begin < len(entries):
        most = len(entries)
        # An entry takes 60 bytes at least and rarely 200: a few halvings find how many go in.
        while most - begin > 1 and not fits(_part(event_id, station, name, number, entries[begin:most])):
            most = begin + max(1, (most - begin) * 9 // 10)
        parts.append(_part(event_id, station, name, number, entries[begin:most]))
        begin, number = most, number + 1
    return parts


def _part(event_id: str, station: str, name: str, number: int, entries: Sequence[Entry]) -> Part:
    return Part(event_id, station, name, number, tuple(entries))


class Voice(NamedTuple):
    """How far one station's log reaches, by the event's index."""

    name: str
    parts: int
    rows: int  # in all parts together
    at: str  # when it last wrote, ISO 8601 UTC


def read_index(text: str) -> dict[str, Voice]:
    """The index of an event: station id → how far its log reaches. What makes no sense is left out."""
    try:
        stations = json.loads(text)["stations"]
        items = list(stations.items())
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
    found = {}
    for station, told in items:
        try:
            voice = Voice(str(told["name"]), int(told["parts"]), int(told["rows"]), str(told["at"]))
        except (KeyError, TypeError, ValueError):
            continue
        if voice.parts > 0:
            found[station] = voice
    return found


def write_index(event_id: str, voices: dict[str, Voice]) -> str:
    """The index's text."""
    stations = {station: voice._asdict() for station, voice in sorted(voices.items())}
    return json.dumps({"v": FORMAT, "event": event_id, "stations": stations}, separators=(",", ":"), ensure_ascii=False)


class Alive(NamedTuple):
    """A station says that it is there, and that its log up to then is in the store."""

    station: str  # its id
    name: str
    at: str  # ISO 8601 UTC, by its own clock


def read_alive(text: str) -> Alive | None:
    """A station's sign of life; None where the text makes no sense."""
    try:
        told = json.loads(text)
        return Alive(str(told["station"]), str(told["name"]), str(told["at"]))
    except (ValueError, KeyError, TypeError):
        return None


def write_alive(alive: Alive) -> str:
    """The sign's text."""
    return json.dumps({"v": FORMAT, **alive._asdict()}, separators=(",", ":"), ensure_ascii=False)
