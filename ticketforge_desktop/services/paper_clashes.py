"""What two stations did on paper without knowing of each other: told to a person, once.

Two things can happen while a store is not heard. A number that was given out offline turns out to be another station's:
the paper made here is refused at every door. And two stations print the first issue of one ticket between two syncs:
both papers carry a good code, and one person gets in. Neither can be undone from here, so both become flags.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from typing import Final, Protocol

from ticketforge_desktop.domain.effects import NewFlag
from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.reissues import Made
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.issues import IssueBook, IssueNote, IssueState, PrintedElsewhere
from ticketforge_desktop.services.ports.mirror import MirrorQueries
from ticketforge_desktop.services.share_printed import KEPT_FOR
from ticketforge_desktop.services.views import TicketRow

ISSUE_LOST: Final = "issue_lost"
PRINTED_TWICE: Final = "printed_twice"
ONE_BY_ONE: Final = 20
"""Tickets of an event that are told one by one; more are one matter, or the inbox would hold nothing else."""
_HEARD: Final = "printed_heard"


class FlagFile(Protocol):
    """Where flags are raised, and what was looked at is remembered."""

    def raise_flags(self, flags: Sequence[NewFlag], staff: Staff) -> int:
        """Those that were never raised before; how many that were."""
        ...

    def memory(self, name: str) -> str: ...

    def remember(self, name: str, value: str) -> None: ...


@dataclass(frozen=True, slots=True)
class ClashRoom:
    """What clashes are found with.

    Attributes:
        lost: issues of a ticket, each with the key that signed it, whose papers are not good (`TicketBook.lost`).
        made: who made the mirror's issue of a ticket (`TicketBook.made`).
    """

    queries: MirrorQueries
    issues: IssueBook
    elsewhere: PrintedElsewhere
    lost: Callable[[str], Sequence[tuple[int, str]]]
    made: Callable[[str], Made]
    flags: FlagFile
    clock: Clock


class PaperClashes:
    """Looks after each sync. A call that dies half-way is made good by the next: a flag is raised once."""

    def __init__(self, room: ClashRoom) -> None:
        self._room = room

    def run(self, staff: Staff) -> int:
        """How many flags are new."""
        return self._lost_issues(staff) + self._printed_twice(staff)

    def _lost_issues(self, staff: Staff) -> int:
        room, new = self._room, 0
        for note in room.issues.given_out_offline():
            if (note.issue, note.key_id) not in room.lost(note.ticket_id):
                continue
            holder = room.made(note.ticket_id)
            new += room.flags.raise_flags([self._lost_flag(note, holder)], staff)
            # The number is not ours any more, and no paper of it is made here.
            at, by = holder.at or note.made_at, holder.station
            room.issues.hear(
                IssueNote(note.ticket_id, note.issue, at, by, "", "", IssueState.HEARD, holder.key_id or note.key_id)
            )
        return new

    def _lost_flag(self, note: IssueNote, holder: Made) -> NewFlag:
        facts: dict[str, str | int] = {"ticket_id": note.ticket_id, "issue": note.issue, "by": holder.station}
        row = self._row(note.ticket_id)
        if row is not None:
            facts |= {"event_id": row.event_id, "order": row.order}
        return NewFlag(f"{ISSUE_LOST}:{note.ticket_id}:{note.issue}", ISSUE_LOST, note.ticket_id, facts)

    def _printed_twice(self, staff: Staff) -> int:
        room = self._room
        heard = room.elsewhere.heard()
        if heard == room.flags.memory(_HEARD):
            return 0
        found = [
            (row, by)
            for ticket_id, by in room.elsewhere.twice(room.clock.now() - KEPT_FOR)
            if (row := self._row(ticket_id)) is not None and self._is_first(row)
        ]
        found.sort(key=lambda one: (one[0].event_id, one[1], one[0].ticket_id))
        flags: list[NewFlag] = []
        for (event_id, by), some in groupby(found, key=lambda one: (one[0].event_id, one[1])):
            flags += _flags(event_id, by, [row for row, _ in some])
        new = room.flags.raise_flags(flags, staff) if flags else 0
        room.flags.remember(_HEARD, heard)
        return new

    def _is_first(self, row: TicketRow) -> bool:
        """Whether papers of the first issue are good: a later one has replaced them all."""
        known = self._room.issues.newest(row.ticket_id)
        return row.issue == 1 and (known is None or known.issue == 1)

    def _row(self, ticket_id: str) -> TicketRow | None:
        try:
            return self._room.queries.ticket(ticket_id)
        except NotFound:
            return None


def _flags(event_id: str, by: str, rows: Sequence[TicketRow]) -> list[NewFlag]:
    if len(rows) <= ONE_BY_ONE:
        return [
            NewFlag(
                f"{PRINTED_TWICE}:{row.ticket_id}",
                PRINTED_TWICE,
                row.ticket_id,
                {"ticket_id": row.ticket_id, "event_id": event_id, "order": row.order, "by": by},
            )
            for row in rows
        ]
    which = blake2b("".join(row.ticket_id for row in rows).encode(), digest_size=8).hexdigest()
    facts: dict[str, str | int] = {"event_id": event_id, "by": by, "tickets": len(rows)}
    return [NewFlag(f"{PRINTED_TWICE}:{which}", PRINTED_TWICE, event_id, facts)]
