"""The station's log of attempts at the door, and the use that counts for each ticket.

`admissions` only grows (triggers refuse anything else); `ticket_uses` says what it comes to and moves in the same
transaction, so that "is it used?" is one look by key. An admission is two inserts: the use, which its primary key
allows once whatever else happens at the same instant in this or another process, and the entry in the log.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain import uses
from ticketforge_desktop.domain.admission import Reason
from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.uses import FRESH, SINGLE, Allowance
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.ports.door import Attempt, Logged, Passed, Use
from ticketforge_desktop.services.views import DoorBreakdown, DoorCounters, ScanRow
from ticketforge_desktop.storage import ticket_uses
from ticketforge_desktop.storage.door_tally import DoorTally
from ticketforge_desktop.storage.house import Categories
from ticketforge_desktop.storage.last_in import last_in, taken_back
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

_LOG: Final = (
    "INSERT INTO admissions (kind, at, nonce, input_digest, ticket_id, event_id, verdict, reason, gate, direction,"
    " station, staff_id, issue, mirror_age_ms, category, order_name, holder, raised)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
_NO_SCAN: Final = "kind NOT IN ('block', 'unblock')"
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
        categories: names of categories by ticket, for counting what other stations let in.
    """

    def __init__(
        self,
        writer: Writer,
        readers: Readers,
        station: Callable[[], str],
        categories: Categories = lambda _tickets: {},
    ) -> None:
        self._writer = writer
        self._readers = readers
        self._station = station
        self.tally: Final = DoorTally(readers, categories)

    def use_of(self, ticket_id: str) -> Use | None:
        with self._readers.borrow() as connection:
            row = ticket_uses.read(connection, ticket_id)
        return None if row is None else row.use

    def admit(self, attempt: Attempt) -> Use | None:
        at = stamp(attempt.at)

        def admit(work: Work) -> None:
            run = work.raw.execute
            entry = run(_LOG, self._entry("admit", at, attempt)).lastrowid
            taken = run(
                ticket_uses.TAKE, (attempt.ticket_id, attempt.event_id, at, attempt.gate, self._station(), entry)
            )
            if not taken.rowcount:
                held = ticket_uses.read(work.raw, attempt.ticket_id)
                assert held is not None
                raise _TakenError(held.use)

        try:
            self._writer.run(admit, Priority.DOOR)
        except _TakenError as taken:
            return taken.use
        return None

    def enter(self, attempt: Attempt, allowance: Allowance, today: str) -> Passed:
        if allowance == SINGLE:
            use = self.admit(attempt)
            if use is not None:
                self.note(_refused(attempt, Verdict.ALREADY_USED, Reason.USED))
            return Passed(attempt.verdict if use is None else Verdict.ALREADY_USED, use, 1)

        def enter(work: Work) -> Passed:
            held = ticket_uses.read(work.raw, attempt.ticket_id)
            before = FRESH if held is None else held.state
            verdict, after = uses.enter(before, allowance, today)
            if verdict is Verdict.ALREADY_USED:
                self._write(work, "note", _refused(attempt, verdict, Reason.USED))
                return Passed(verdict, held.use if held else None)
            raised = after.inside - uses.in_period(before, allowance, today).inside
            entry = self._write(work, "admit", replace(attempt, verdict=verdict), raised)
            # The first entry of the period stays the one that is told: "used since 19:42 at gate B".
            first = held is None or uses.in_period(before, allowance, today).used == 0
            at = stamp(attempt.at) if first or held is None else held.at
            gate, station = (attempt.gate, self._station()) if first or held is None else (held.gate, held.station)
            row = ticket_uses.Row(attempt.event_id, at, gate, station, after, entry)
            ticket_uses.put(work.raw, attempt.ticket_id, row)
            return Passed(verdict, held.use if held else None, after.inside)

        return self._writer.run(enter, Priority.DOOR)

    def force(self, attempt: Attempt, reason: str) -> Use | None:
        def force(work: Work) -> Use | None:
            held = ticket_uses.read(work.raw, attempt.ticket_id)
            before = FRESH if held is None else held.state
            entry = self._write(work, "force", replace(attempt, verdict=Verdict.ADMITTED, reason=reason))
            after = before._replace(used=before.used + 1, inside=before.inside + 1)
            at, gate, station = stamp(attempt.at), attempt.gate, self._station()
            if held is not None:
                at, gate, station = held.at, held.gate, held.station
            ticket_uses.put(
                work.raw, attempt.ticket_id, ticket_uses.Row(attempt.event_id, at, gate, station, after, entry)
            )
            return held.use if held else None

        return self._writer.run(force, Priority.DOOR)

    def leave(self, attempt: Attempt) -> Passed:
        def leave(work: Work) -> Passed:
            held = ticket_uses.read(work.raw, attempt.ticket_id)
            verdict, after = uses.leave(FRESH if held is None else held.state)
            if verdict is not Verdict.EXITED:
                self._write(work, "note", _refused(attempt, verdict, Reason.NOT_INSIDE))
                return Passed(verdict, held.use if held else None)
            assert held is not None
            self._write(work, "exit", replace(attempt, verdict=verdict, event_id=held.event_id))
            ticket_uses.move(work.raw, attempt.ticket_id, after)
            return Passed(verdict, held.use, after.inside)

        return self._writer.run(leave, Priority.DOOR)

    def leave_all(self, event_ids: Sequence[str], attempt: Attempt) -> int:
        # Whoever came in twice and left once is out by the ticket and in by the counters: they are emptied, too.
        counted = {event_id for event_id in event_ids if self.tally.filled_since(event_id) is not None}

        def leave(work: Work) -> int:
            moved = 0
            for place, event_id in enumerate(dict.fromkeys(event_ids)):
                left = ticket_uses.empty(work.raw, json.dumps([event_id]))
                if left or event_id in counted:
                    told = replace(attempt, event_id=event_id, reason=str(left), ticket_id="")
                    self._write(work, "exit_all", replace(told, nonce=f"{attempt.nonce}-{place}"))
                moved += left
            return moved

        return self._writer.run(leave, Priority.DOOR)

    def note(self, attempt: Attempt) -> None:
        values = self._entry("note", stamp(attempt.at), attempt)
        self._writer.run(lambda work: work.raw.execute(_LOG, values), Priority.DOOR)

    def undo(self, ticket_id: str, attempt: Attempt, reason: str) -> Use:
        values = self._entry("undo", stamp(attempt.at), attempt, ticket_id, reason)

        def undo(work: Work) -> Use:
            held = ticket_uses.read(work.raw, ticket_id)
            if held is None:
                raise NotFound("This ticket has not been admitted here, so there is nothing to undo.", ticket=ticket_id)
            kind, state = taken_back(held.state, last_in(work.raw, ticket_id, held.event_id))
            # The entry counts against the event of the use, whatever the caller knew of it.
            work.raw.execute(_LOG, (kind, *values[1:5], held.event_id, *values[6:]))
            ticket_uses.move(work.raw, ticket_id, state)
            return held.use

        return self._writer.run(undo, Priority.DOOR)

    def recent(self, gate: str, limit: int) -> Sequence[ScanRow]:
        where, values = ("AND gate = ?", (gate, limit)) if gate else ("", (limit,))
        sql = f"{_RECENT} WHERE {_NO_SCAN} {where} ORDER BY admission_id DESC LIMIT ?"
        with self._readers.borrow() as connection:
            return [_scan(row) for row in connection.execute(sql, values)]

    def history(self, ticket_ids: Sequence[str]) -> Sequence[ScanRow]:
        wanted = [ticket_id for ticket_id in ticket_ids if ticket_id]
        if not wanted:
            return []
        sql = f"{_RECENT} WHERE ticket_id IN (SELECT value FROM json_each(?)) ORDER BY admission_id DESC"  # noqa: S608
        with self._readers.borrow() as connection:
            return [_scan(row) for row in connection.execute(sql, (json.dumps(wanted),))]

    def logged(self, event_ids: Sequence[str]) -> Sequence[Logged]:
        sql = (
            "SELECT at, kind, ticket_id, event_id, verdict, reason, gate, direction, order_name FROM admissions"
            " WHERE event_id IN (SELECT value FROM json_each(?)) AND kind NOT IN ('block', 'unblock')"
            " ORDER BY admission_id"
        )
        with self._readers.borrow() as connection:
            rows = connection.execute(sql, (json.dumps(list(event_ids)),))
            return [Logged(known_moment(at), *others) for at, *others in rows]

    def last_event(self, gate: str) -> str:
        where = f"event_id <> '' AND ? IN ('', gate) AND {_NO_SCAN}"
        sql = f"SELECT event_id FROM admissions WHERE {where} ORDER BY admission_id DESC LIMIT 1"  # noqa: S608
        with self._readers.borrow() as connection:
            row = connection.execute(sql, (gate,)).fetchone()
        return str(row[0]) if row else ""

    def counters(self, event_ids: Sequence[str], gate: str, since: datetime) -> DoorCounters:
        return self.tally.counters(event_ids, gate, since)

    def breakdown(self, event_ids: Sequence[str]) -> DoorBreakdown:
        return self.tally.breakdown(event_ids)

    def filled_since(self, event_id: str) -> datetime | None:
        return self.tally.filled_since(event_id)

    def _write(self, work: Work, kind: str, attempt: Attempt, raised: int = 1) -> int:
        *values, _ = self._entry(kind, stamp(attempt.at), attempt)
        return int(work.raw.execute(_LOG, (*values, raised)).lastrowid)

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
            1,
        )


def _refused(attempt: Attempt, verdict: Verdict, reason: Reason) -> Attempt:
    return replace(attempt, verdict=verdict, reason=str(reason))


def _scan(row: tuple[int, str, str, str, str, str, str, str, str, str, str]) -> ScanRow:
    attempt_id, at, verdict, reason, ticket_id, category, order, holder, gate, kind, direction = row
    shown = "undo" if kind.startswith("undo") else kind if kind in ("force", "exit_all", "block", "unblock") else ""
    shown = shown or ("exit" if "exit" in (kind, direction) else "entry")
    return ScanRow(attempt_id, known_moment(at), verdict, reason, ticket_id, category, order, holder, gate, shown)
