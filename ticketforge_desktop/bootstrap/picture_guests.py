"""Guests for the pictures of the door: one for each of the twenty verdicts, each for its own reason.

Everything is brought about as it comes about in life, by rules, scans and what the store says; only a reprint by
another station and a collision of two EANs, which comes once in years, are written into the demo's files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.codes import SignedCode, decode, encode, pack
from ticketforge_desktop.domain.events import EventStatus, TicketState
from ticketforge_desktop.domain.verdicts import Verdict

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.services.views import TicketRow
    from ticketforge_desktop.storage.file import OpenFile
    from ticketforge_desktop.ui.screenshots import Guest

NOBODY: Final = "2000000000008"
_SIGNATURE: Final = bytes(64)


class Evening:
    """Guests of one event, each taken once; a picture may be taken again with the next of them."""

    def __init__(self, desk: Desk, event_id: str, waiting: Iterator[TicketRow]) -> None:
        self._desk, self._event, self._waiting = desk, event_id, waiting

    def guests(self) -> list[Guest]:
        """In the order of the closed list; what the demo store has no ticket for is left out."""
        from ticketforge_desktop.ui.screenshots import Guest

        here: dict[Verdict, Callable[[], str]] = {
            Verdict.READMITTED: self._back,
            Verdict.EXITED: self._inside,
            Verdict.NOT_INSIDE: self._new,
            Verdict.REPLACED: self._reprinted,
            Verdict.BLOCKED: self._blocked,
            Verdict.WRONG_EVENT: self._of_another_event,
            Verdict.WRONG_GATE: lambda: self._under(categories=["nobody"]),
            Verdict.TOO_EARLY: lambda: self._under(opens=f"start{self._from_start(90):+d}"),
            Verdict.TOO_LATE: lambda: self._under(closes=f"start{self._from_start(-90):+d}"),
            Verdict.FORGED: self._forged,
            Verdict.UNREADABLE: lambda: "https://example.org/menu",
            Verdict.AMBIGUOUS: self._twins,
            Verdict.CONFIRM: lambda: self._next().number,
        }
        leaving = {Verdict.EXITED, Verdict.NOT_INSIDE}
        found = [
            Guest(_name(verdict), self._event, raw, "exit" if verdict in leaving else "entry")
            for verdict, raw in here.items()
        ]
        for verdict, state in (
            (Verdict.REFUNDED, TicketState.REFUNDED),
            (Verdict.CANCELLED, TicketState.CANCELLED),
            (Verdict.UNPAID, TicketState.UNPAID),
            (Verdict.EVENT_CANCELLED, None),
        ):
            ticket = self._one(state)
            if ticket is not None:
                found.append(Guest(_name(verdict), ticket.event_id, self._always(ticket)))
        order = [_name(verdict) for verdict in Verdict]
        return sorted(found, key=lambda guest: order.index(guest.name))

    # Who comes

    def _next(self, **rules: object) -> TicketRow:
        """The next guest, with exactly these rules at the gate."""
        self._desk.gates.change(self._event, self._desk.gate, rules, self._desk.staff)
        return next(self._waiting)

    def _under(self, **rules: object) -> str:
        return self._next(**rules).code

    def _new(self) -> str:
        return self._next().code

    def _inside(self) -> str:
        code = self._next(reentry=True).code
        self._scan(code, "entry", minutes=40)
        return code

    def _back(self) -> str:
        code = self._inside()
        self._scan(code, "exit", minutes=12)
        return code

    def _blocked(self) -> str:
        ticket = self._next()
        self._desk.gates.block(ticket.ticket_id, "Reported stolen on Friday", self._desk.staff)
        return ticket.code

    def _reprinted(self) -> str:
        desk, ticket = self._desk, self._next()
        made = (desk.now() - timedelta(minutes=50)).isoformat()
        _write(desk._profile._mirror_file, "UPDATE tickets SET issue = 2 WHERE ticket_id = ?", ticket.ticket_id)
        sql = "INSERT OR REPLACE INTO issues (ticket_id, issue, made_at, station) VALUES (?, 2, ?, 'Box office 1')"
        _write(desk._profile._station_file, sql, ticket.ticket_id, made)
        return ticket.code

    def _twins(self) -> str:
        one, two = self._next(), self._next()
        sql = "UPDATE tickets SET ean = ? WHERE ticket_id = ?"
        _write(self._desk._profile._mirror_file, sql, one.ean, two.ticket_id)
        return one.ean

    def _forged(self) -> str:
        """A code whose checksum is right and whose signature is not."""
        read = decode(self._next().code)
        assert isinstance(read, SignedCode)
        return encode(pack(read.payload), _SIGNATURE)

    def _of_another_event(self) -> str:
        self._next()
        rows = self._desk.tickets()
        return next(row.code for row in rows if row.event_id != self._event and row.state is TicketState.VALID)

    def _one(self, state: TicketState | None) -> TicketRow | None:
        """A ticket in a state, tonight's if there is one; None: a valid one of an event that was called off."""
        desk = self._desk
        if state is not None:
            found = [row for row in desk.tickets() if row.state is state]
            return min(found, key=lambda row: row.event_id != self._event, default=None)
        off: dict[str, bool] = {}
        for row in desk.tickets():
            if row.event_id not in off:
                off[row.event_id] = desk.queries.event(row.event_id).row.status is EventStatus.CANCELLED
            if off[row.event_id] and row.state is TicketState.VALID:
                return row
        return None

    def _always(self, ticket: TicketRow) -> Callable[[], str]:
        return lambda: ticket.code

    def _scan(self, code: str, way: str, *, minutes: int) -> None:
        desk = self._desk
        desk.check_in.check(code, [self._event], desk.gate, way, desk.staff, at=desk.now() - timedelta(minutes=minutes))

    def _from_start(self, minutes: int) -> int:
        """So many minutes from now, counted from the start of the event."""
        start = self._desk.queries.event(self._event).row.starts_at
        assert start is not None
        return round((self._desk.now() - start) / timedelta(minutes=1)) + minutes


def _name(verdict: Verdict) -> str:
    return str(verdict).replace("_", "-")


def _write(file: OpenFile, sql: str, *values: object) -> None:
    file.writer().run(lambda work: work.raw.execute(sql, values))
