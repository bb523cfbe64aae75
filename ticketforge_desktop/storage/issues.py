"""`IssueBook` on the station file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.issues import IssueNote, IssueState
from ticketforge_desktop.services.ports.outbox import Act
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.outbox import OutboxFile
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment
from ticketforge_desktop.storage.writer import Priority, Work, Writer

_NOTE: Final = "SELECT ticket_id, issue, made_at, station, staff_id, reason, state, key_id FROM issues"
_PUT: Final = (
    "INSERT INTO issues (ticket_id, issue, made_at, station, staff_id, reason, state, key_id) VALUES (?,?,?,?,?,?,?,?)"
)
# A number of ours that the store had given to another station first is that station's.
_INSTEAD: Final = (
    "ON CONFLICT DO UPDATE SET made_at = excluded.made_at, station = excluded.station, state = excluded.state,"
    " key_id = excluded.key_id WHERE state = 'offline'"
)


class IssuesFile:
    """`IssueBook`.

    Args:
        outbox: takes the acts, in our transactions.
        station_id: names this station in the audit.
    """

    def __init__(self, writer: Writer, readers: Readers, outbox: OutboxFile, station_id: str) -> None:
        self._writer, self._readers, self._outbox, self._station_id = writer, readers, outbox, station_id

    def newest(self, ticket_id: str) -> IssueNote | None:
        row = self._readers.row(f"{_NOTE} WHERE ticket_id = ? ORDER BY issue DESC LIMIT 1", (ticket_id,))
        return None if row is None else _note(row)

    def notes(self, ticket_id: str = "", limit: int = 1000) -> Sequence[IssueNote]:
        with self._readers.borrow() as connection:
            rows = connection.execute(
                f"{_NOTE} WHERE ? IN ('', ticket_id) ORDER BY made_at DESC, ticket_id, issue DESC LIMIT ?",
                (ticket_id, limit),
            ).fetchall()
        return [_note(row) for row in rows]

    def given_out_offline(self) -> Sequence[IssueNote]:
        with self._readers.borrow() as connection:
            rows = connection.execute(f"{_NOTE} WHERE state = 'offline' ORDER BY ticket_id, issue").fetchall()
        return [_note(row) for row in rows]

    def note(self, told: IssueNote, act: Act, staff: Staff) -> None:
        def note(work: Work) -> None:
            known = work.raw.execute(
                "SELECT issue, state FROM issues WHERE ticket_id = ? AND issue >= ? ORDER BY issue DESC LIMIT 1",
                (told.ticket_id, told.issue),
            ).fetchone()
            if known is not None:
                raise Conflict(
                    f"Issue {known[0]} of this ticket is known already ({known[1]}).",
                    ticket=told.ticket_id,
                    issue=known[0],
                )
            work.raw.execute(_PUT, _row(told))
            self._outbox.add_in(work, act, staff)
            at, detail = known_moment(told.made_at), f"issue {told.issue} ({told.state}): {told.reason}"
            chain.append(
                work.raw, at, self._station_id, staff.staff_id, "reprint", told.ticket_id, detail,
                before=str(told.issue - 1), after=str(told.issue),
            )  # fmt: skip

        self._writer.run(note, Priority.TILL)

    def hear(self, told: IssueNote) -> None:
        def hear(work: Work) -> None:
            work.raw.execute(f"{_PUT} {_INSTEAD}", _row(told))

        self._writer.run(hear, Priority.TILL)


def _row(told: IssueNote) -> tuple[object, ...]:
    return (
        told.ticket_id,
        told.issue,
        told.made_at,
        told.station,
        told.staff_id,
        told.reason,
        str(told.state),
        told.key_id,
    )


def _note(row: tuple[Any, ...]) -> IssueNote:
    ticket_id, issue, made_at, station, staff_id, reason, state, key_id = row
    # A pack brings what other stations gave out, without their keys: heard of, then, whoever took it.
    known = IssueState(state) if key_id and state in set(IssueState) else IssueState.HEARD
    return IssueNote(ticket_id, issue, made_at, station, staff_id, reason, known, key_id)
