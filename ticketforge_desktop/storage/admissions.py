"""The station's log of attempts at the door, and the use that counts for each ticket.

`admissions` only grows (triggers refuse anything else); `ticket_uses` says what it comes to and moves in the same
transaction, so that "is it used?" is one look by key. An admission is two inserts: the use, which its primary key
allows once whatever else happens at the same instant in this or another process, and the entry in the log.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.services.ports.door import Attempt, Use
from ticketforge_desktop.services.views import DoorCounters, ScanRow
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.door_tally import DoorTally
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

_LOG: Final = (
    "INSERT INTO admissions (kind, at, nonce, input_digest, ticket_id, event_id, verdict, reason, gate, direction,"
    " station, staff_id, issue, mirror_age_ms, category, order_name, holder)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
_TAKE: Final = (
    "INSERT INTO ticket_uses (ticket_id, event_id, at, gate, station, inside, uses, admission_id)"
    " VALUES (?,?,?,?,?,1,1,?) ON CONFLICT (ticket_id) DO NOTHING"
)
_USE: Final = "SELECT at, gate, station, inside FROM ticket_uses WHERE ticket_id = ?"
_RELEASE: Final = "DELETE FROM ticket_uses WHERE ticket_id = ?"
_RECENT: Final = (
    "SELECT admission_id, at, verdict, reason, ticket_id, category, order_name, holder, gate,"
    " kind, direction FROM admissions"
)


class _TakenError(Exception):
    """Leaves the transaction without a trace: the ticket has a use already."""

    def __init__(self, use: Use) -> None:
        self.use = use


class Admissions:
    """`AdmissionLog` on the station file.

    Args:
        station: tells the name written into the log and shown to other stations; asked at every entry.
    """

    def __init__(self, writer: Writer, readers: Readers, station: Callable[[], str]) -> None:
        self._writer = writer
        self._readers = readers
        self._station = station
        self.tally: Final = DoorTally(readers)

    def use_of(self, ticket_id: str) -> Use | None:
        with self._readers.borrow() as connection:
            return _use_of(connection, ticket_id)

    def admit(self, attempt: Attempt) -> Use | None:
        at = stamp(attempt.at)

        def admit(work: Work) -> None:
            run = work.raw.execute
            entry = run(_LOG, self._entry("admit", at, attempt)).lastrowid
            taken = run(_TAKE, (attempt.ticket_id, attempt.event_id, at, attempt.gate, self._station(), entry))
            if not taken.rowcount:
                use = _use_of(work.raw, attempt.ticket_id)
                assert use is not None
                raise _TakenError(use)

        try:
            self._writer.run(admit, Priority.DOOR)
        except _TakenError as taken:
            return taken.use
        return None

    def note(self, attempt: Attempt) -> None:
        values = self._entry("note", stamp(attempt.at), attempt)
        self._writer.run(lambda work: work.raw.execute(_LOG, values), Priority.DOOR)

    def undo(self, ticket_id: str, attempt: Attempt, reason: str) -> Use:
        values = self._entry("undo", stamp(attempt.at), attempt, ticket_id, reason)

        def undo(work: Work) -> Use:
            use = _use_of(work.raw, ticket_id)
            if use is None:
                raise NotFound("This ticket has not been admitted here, so there is nothing to undo.", ticket=ticket_id)
            event = work.raw.execute("SELECT event_id FROM ticket_uses WHERE ticket_id = ?", (ticket_id,)).fetchone()[0]
            # The entry counts against the event of the use, whatever the caller knew of it.
            kind = "undo" if use.inside else "undo_outside"
            work.raw.execute(_LOG, (kind, *values[1:5], event, *values[6:]))
            work.raw.execute(_RELEASE, (ticket_id,))
            return use

        return self._writer.run(undo, Priority.DOOR)

    def recent(self, gate: str, limit: int) -> Sequence[ScanRow]:
        where, values = ("WHERE gate = ?", (gate, limit)) if gate else ("", (limit,))
        sql = f"{_RECENT} {where} ORDER BY admission_id DESC LIMIT ?"
        with self._readers.borrow() as connection:
            return [_scan(row) for row in connection.execute(sql, values)]

    def history(self, ticket_ids: Sequence[str]) -> Sequence[ScanRow]:
        wanted = [ticket_id for ticket_id in ticket_ids if ticket_id]
        if not wanted:
            return []
        sql = f"{_RECENT} WHERE ticket_id IN (SELECT value FROM json_each(?)) ORDER BY admission_id DESC"  # noqa: S608
        with self._readers.borrow() as connection:
            return [_scan(row) for row in connection.execute(sql, (json.dumps(wanted),))]

    def counters(self, event_ids: Sequence[str], gate: str, since: datetime) -> DoorCounters:
        return self.tally.counters(event_ids, gate, since)

    def _entry(
        self, kind: str, at: str, attempt: Attempt, ticket_id: str = "", reason: str = ""
    ) -> tuple[str | int, ...]:
        age = attempt.mirror_age_s
        return (
            kind,
            at,
            attempt.nonce,
            attempt.input_digest,
            ticket_id or attempt.ticket_id,
            attempt.event_id,
            attempt.verdict.value,
            reason or attempt.reason,
            attempt.gate,
            attempt.direction,
            self._station(),
            attempt.staff_id,
            attempt.issue,
            -1 if age is None else int(age * 1000),
            attempt.category,
            attempt.order,
            attempt.holder,
        )


def _use_of(connection: Connection, ticket_id: str) -> Use | None:
    row = connection.execute(_USE, (ticket_id,)).fetchone()
    if row is None:
        return None
    at, gate, station, inside = row
    return Use(known_moment(at), gate, station, bool(inside))


def _scan(row: tuple[int, str, str, str, str, str, str, str, str, str, str]) -> ScanRow:
    attempt_id, at, verdict, reason, ticket_id, category, order, holder, gate, kind, direction = row
    shown = "undo" if kind.startswith("undo") else "exit" if "exit" in (kind, direction) else "entry"
    return ScanRow(attempt_id, known_moment(at), verdict, reason, ticket_id, category, order, holder, gate, shown)
