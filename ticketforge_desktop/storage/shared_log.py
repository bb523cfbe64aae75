"""The log of all stations in the station file, and what it makes of each ticket.

Our own log is copied beside the others' (`copy_own`), so that a ticket is read with one look by key. Whatever arrives
brings the tickets it names to what all logs say together, in the transaction that takes it over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from ticketforge_desktop.domain.shared_log import BLOCKING, Double, Entry, EntryKind, Replayed, replay
from ticketforge_desktop.domain.uses import FRESH
from ticketforge_desktop.services.ports.shared_log import Heard, Taken, TicketTerms, double_entry
from ticketforge_desktop.storage import blocks, ticket_uses
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

# A copy is read and written in stretches, so that a scan never waits for a long evening's worth of them.
_STRETCH: Final = 500
_TAKEN: Final = 100  # each entry of another may bring a ticket up to date: a stretch takes as long as a larger copy
_MILLISECOND: Final = timedelta(milliseconds=1)
_MOST_BACK: Final = timedelta(hours=12)
_KINDS: Final = {
    "admit": EntryKind.ADMIT,
    "force": EntryKind.FORCE,
    "exit": EntryKind.EXIT,
    "exit_all": EntryKind.EXIT_ALL,
    "undo": EntryKind.UNDO,
    "undo_return": EntryKind.UNDO,
    "undo_outside": EntryKind.UNDO,
    "undo_gone": EntryKind.UNDO,
    "note": EntryKind.NOTE,
    blocks.BLOCK: EntryKind.BLOCK,
    blocks.UNBLOCK: EntryKind.UNBLOCK,
}
_TAIL: Final = (
    "SELECT admission_id, kind, at, nonce, ticket_id, event_id, verdict, gate, station, issue, reason, staff_id"
    " FROM admissions WHERE admission_id > ? ORDER BY admission_id LIMIT ?"
)
_PUT: Final = (
    "INSERT INTO shared_admissions (station, nonce, name, at, ticket_id, event_id, kind, verdict, gate, issue,"
    " number, received_at, reason, staff_id) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
    " ON CONFLICT (station, nonce) DO NOTHING"
)
_ENTRY: Final = (
    "SELECT station, name, nonce, at, ticket_id, kind, verdict, gate, issue, reason, staff_id FROM shared_admissions"
)
_OF_TICKET: Final = (
    f"{_ENTRY} WHERE ticket_id = :ticket AND kind <> 'n' UNION ALL {_ENTRY} WHERE event_id = :event AND kind = 'z'"
)
_CONFLICT: Final = (
    "INSERT INTO conflicts (kind, ticket_id, event_id, facts, found_at) SELECT :kind, :ticket, :event, :facts,"
    " :at WHERE NOT EXISTS (SELECT 1 FROM conflicts WHERE kind = :kind AND ticket_id = :ticket"
    " AND json_extract(facts, '$.pair') = :pair)"
)


class _Reached(NamedTuple):
    """How far our own log was copied, and the time of the last copied entry as all stations know it."""

    up_to: int = 0
    last_at: str = ""


class SharedLogFile:
    """`SharedLog` on the station file.

    Args:
        station_id: our own id: whose entries are ours.
        now: the time for notes.
    """

    def __init__(self, writer: Writer, readers: Readers, station_id: str, now: Callable[[], datetime]) -> None:
        self._writer, self._readers, self._id, self._now = writer, readers, station_id, now

    def copy_own(self, terms: Callable[[str, str], TicketTerms]) -> int:
        copied = 0
        while True:
            some = self._writer.run(lambda work: self._copy_and_bring_up(work, terms), Priority.SYNC)
            copied += some
            if some < _STRETCH:
                return copied

    def bring_up(self, event_id: str, ticket_id: str, terms: TicketTerms) -> None:
        def bring(work: Work) -> None:
            # Asked first: a log that was never shared may be long, and what others know does not change by copying it.
            if self._others_know(work.raw, ticket_id):
                self._copy_ahead(work.raw)
                self._bring_up(work.raw, ticket_id, event_id, terms)

        self._writer.run(bring, Priority.DOOR)

    def unsent(self, event_id: str, sent: int, limit: int) -> Sequence[Entry]:
        sql = f"{_ENTRY} WHERE station = ? AND event_id = ? ORDER BY number LIMIT ? OFFSET ?"
        with self._readers.borrow() as connection:
            return [_entry(row) for row in connection.execute(sql, (self._id, event_id, limit, sent))]

    def events_unsent(self) -> Sequence[str]:
        with self._readers.borrow() as connection:
            rows = connection.execute(
                "SELECT a.event_id FROM (SELECT event_id, count(*) AS held FROM shared_admissions"
                " WHERE station = :own AND event_id <> '' GROUP BY event_id) a"
                " LEFT JOIN shared_logs l ON l.event_id = a.event_id AND l.station = :own"
                " WHERE a.held > coalesce(l.rows, 0) ORDER BY a.event_id",
                {"own": self._id},
            )
            return [row[0] for row in rows]

    def heard(self, event_id: str = "") -> Sequence[Heard]:
        sql = (
            "SELECT event_id, station, name, parts, rows, last_part, said_at, heard_at FROM shared_logs"
            " WHERE ? IN ('', event_id) ORDER BY event_id, station"
        )
        with self._readers.borrow() as connection:
            return [Heard(*row) for row in connection.execute(sql, (event_id,))]

    def note_heard(self, heard: Heard) -> None:
        self._writer.run(
            lambda work: work.raw.execute("INSERT OR REPLACE INTO shared_logs VALUES (?,?,?,?,?,?,?,?)", heard),
            Priority.SYNC,
        )

    def take(self, event_id: str, entries: Sequence[Entry], terms: Callable[[str], TicketTerms]) -> Taken:
        taken = Taken(0, 0, 0)
        for begin in range(0, len(entries), _TAKEN):
            part = self._writer.run(self._taking(event_id, entries[begin : begin + _TAKEN], terms), Priority.SYNC)
            taken = Taken(taken.entries + part.entries, taken.tickets + part.tickets, taken.conflicts + part.conflicts)
        return taken

    def _taking(
        self, event_id: str, entries: Sequence[Entry], terms: Callable[[str], TicketTerms]
    ) -> Callable[[Work], Taken]:
        return lambda work: self._take(work, event_id, entries, terms)

    def _take(self, work: Work, event_id: str, entries: Sequence[Entry], terms: Callable[[str], TicketTerms]) -> Taken:
        raw, new, touched = work.raw, 0, dict[str, None]()
        self._copy_ahead(raw)
        for entry in entries:
            if not self._put(raw, entry, event_id):
                continue
            new += 1
            if entry.kind is EntryKind.EXIT_ALL:
                rows = raw.execute("SELECT ticket_id FROM ticket_uses WHERE event_id = ?", (event_id,))
                touched.update(dict.fromkeys(row[0] for row in rows))
            elif entry.kind is not EntryKind.NOTE:
                touched[entry.ticket_id] = None
            if entry.kind in BLOCKING:
                blocks.settle(raw, self._id, entry.ticket_id)
        conflicts = sum(self._bring_up(raw, ticket, event_id, terms(ticket)) for ticket in touched)
        return Taken(new, len(touched), conflicts)

    def _bring_up(self, raw: Connection, ticket: str, event_id: str, terms: TicketTerms) -> int:
        """The row of a ticket as all logs together have it; returns how many conflicts are new."""
        rows = raw.execute(_OF_TICKET, {"ticket": ticket, "event": event_id}).fetchall()
        replayed = replay((_entry(row) for row in rows), terms.allowance, terms.day)
        held = ticket_uses.read(raw, ticket)
        if replayed.first is None or replayed.state._replace(day="") == FRESH:
            if held is not None:
                ticket_uses.move(raw, ticket, FRESH)
        else:
            ticket_uses.put(raw, ticket, self._row(replayed, event_id, held))
        told = [("double_entry", double) for double in replayed.doubles]
        told += [("blocked_entry", double) for double in replayed.past_blocks]
        return sum(self._conflict(raw, ticket, event_id, kind, double) for kind, double in told)

    def _row(self, replayed: Replayed, event_id: str, held: ticket_uses.Row | None) -> ticket_uses.Row:
        first = replayed.first
        assert first is not None
        entry = held.admission_id if held is not None else 0
        return ticket_uses.Row(event_id, stamp(first.at), first.gate, first.name, replayed.state, entry)

    def _conflict(self, raw: Connection, ticket: str, event_id: str, kind: str, double: Double) -> int:
        late, first, minutes = double_entry(double)
        pair = f"{double.late.nonce}/{double.first.nonce}"
        facts = json.dumps({"pair": pair, "late": late, "first": first, "minutes": minutes}, ensure_ascii=False)
        found_at = stamp(self._now())
        told = {"kind": kind, "ticket": ticket, "event": event_id, "facts": facts, "pair": pair, "at": found_at}
        return int(raw.execute(_CONFLICT, told).rowcount)

    def _copy_and_bring_up(self, work: Work, terms: Callable[[str, str], TicketTerms]) -> int:
        copied, touched, reached = self._copy_some(work.raw, self._copied_up_to(work.raw))
        work.raw.execute("INSERT OR REPLACE INTO shared_copies (one, up_to, last_at) VALUES (1, ?, ?)", reached)
        for event_id, ticket in touched:
            # Where nobody else knows the ticket, our own log and what it came to can't differ.
            if self._others_know(work.raw, ticket):
                self._bring_up(work.raw, ticket, event_id, terms(event_id, ticket))
        return copied

    def _others_know(self, raw: Connection, ticket: str) -> bool:
        sql = "SELECT 1 FROM shared_admissions WHERE ticket_id = ? AND station <> ? AND kind <> 'n' LIMIT 1"
        return raw.execute(sql, (ticket, self._id)).fetchone() is not None

    @staticmethod
    def _copied_up_to(raw: Connection) -> _Reached:
        row = raw.execute("SELECT up_to, last_at FROM shared_copies").fetchone()
        return _Reached(*row) if row else _Reached()

    def _copy_ahead(self, raw: Connection) -> None:
        """Copy all there is, so that a ticket can be replayed now; `copy_own` comes by once more and looks at each."""
        copied, reached = _STRETCH, self._copied_up_to(raw)
        while copied == _STRETCH:
            copied, _, reached = self._copy_some(raw, reached)

    def _copy_some(self, raw: Connection, begin: _Reached) -> tuple[int, dict[tuple[str, str], None], _Reached]:
        """A stretch of our own log; how long it was, the tickets it did something to, and how far it reached."""
        tail = raw.execute(_TAIL, (begin.up_to, _STRETCH)).fetchall()
        touched: dict[tuple[str, str], None] = {}
        last_at = begin.last_at
        for admission_id, kind, at, nonce, ticket, event_id, verdict, gate, name, issue, reason, staff_id in tail:
            known = _KINDS.get(kind)
            # What names no ticket is this station's own affair, but for the house being emptied.
            if known is None or not event_id or not (ticket or known is EntryKind.EXIT_ALL):
                continue
            put_at, blocking = blocks.milliseconds(at), known in BLOCKING
            if not blocking:  # a block has its place among blocks already, which may be by another station's clock
                put_at = last_at = _behind(last_at, put_at)
            raw.execute(
                _PUT,
                (
                    self._id, nonce or f"row-{admission_id}", name, put_at, ticket, event_id,
                    str(known), verdict, gate, issue, admission_id, stamp(self._now()),
                    *((reason, staff_id) if blocking else ("", "")),
                ),
            )  # fmt: skip
            if known is EntryKind.EXIT_ALL:
                rows = raw.execute("SELECT ticket_id FROM ticket_uses WHERE event_id = ?", (event_id,))
                touched.update({(event_id, one): None for (one,) in rows})
            elif known is not EntryKind.NOTE:
                touched[event_id, ticket] = None
        return len(tail), touched, _Reached(tail[-1][0], last_at) if tail else begin

    def _put(self, raw: Connection, entry: Entry, event_id: str) -> bool:
        return bool(
            raw.execute(
                _PUT,
                (
                    entry.station, entry.nonce, entry.name, stamp(entry.at), entry.ticket_id, event_id,
                    str(entry.kind), entry.verdict, entry.gate, entry.issue, 0, stamp(self._now()),
                    entry.reason, entry.staff_id,
                ),
            ).rowcount
        )  # fmt: skip


def _behind(last_at: str, at: str) -> str:
    """When an entry counts as written: behind the one before it, even if the clock was set back in between.

    All stations put entries in the order of their times, and an undo must never come before what it takes back. Where
    the clock was out by more than a night, nothing can be made of its times.
    """
    if at > last_at:
        return at
    last = known_moment(last_at)
    if last - known_moment(at) > _MOST_BACK:
        return at
    return blocks.milliseconds(stamp(last + _MILLISECOND))


def _entry(row: tuple[Any, ...]) -> Entry:
    station, name, nonce, at, ticket, kind, verdict, gate, issue, reason, staff_id = row
    moment = known_moment(at)
    return Entry(station, name, nonce, moment, ticket, EntryKind(kind), verdict, gate, issue, reason, staff_id)
