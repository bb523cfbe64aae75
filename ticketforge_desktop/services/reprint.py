"""The next issue of a ticket: given out once a store, with a reason, and the old paper is refused at every door.

Where the store answers, the number is taken there first, by compare-and-swap on the order's document of issues: of two
stations one has it, and the other is told. Where it does not answer, only the station whose paper was the last may go
on, since nobody else can then be giving out the number after that paper; the store hears of it through the outbox.
Should another station have taken the number in the store meanwhile, that one's paper is good and ours is noted as
lost, so that no two papers ever open a door.

Asking twice gives one number: one that was taken and never printed is used before another is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Final

from ticketforge_desktop.domain.errors import (
    BadInput,
    Conflict,
    ConnectionTrouble,
    IssueNeedsStore,
    ScopeMissing,
    StoreRefused,
    WrongShop,
)
from ticketforge_desktop.domain.reissues import DOCUMENT, Made, claim, made_of
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.domain.ticket_numbers import LAST_ISSUE
from ticketforge_desktop.services.faces import PRINTABLE, Current, refused
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.issues import IssueBook, IssueNote, IssueState, IssueStore
from ticketforge_desktop.services.ports.mirror import MirrorQueries
from ticketforge_desktop.services.ports.outbox import Act
from ticketforge_desktop.services.ports.printing import PrintJob, PrintLedger, PrintState
from ticketforge_desktop.services.views import TicketRow

LONGEST_REASON: Final = 500
_TRIES: Final = 8
NOBODY: Final = Made(1)
_OURS: Final = frozenset({IssueState.TAKEN, IssueState.OFFLINE})


@dataclass(frozen=True, slots=True)
class NewIssue:
    """A number that may be printed now. `offline`: the store does not know of it yet."""

    ticket_id: str
    issue: int
    before: int
    offline: bool
    reason: str
    at: str

    def as_json(self) -> dict[str, object]:
        """All fields."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class ReprintRoom:
    """What a reprint is made with.

    Attributes:
        store: the connected store; raises `ConnectionTrouble` kinds.
        station: id and name of this station.
        key_id: of the key that signs its codes, in hex.
        made: who made the mirror's issue of a ticket (`TicketBook.made`).
    """

    queries: MirrorQueries
    issues: IssueBook
    ledger: PrintLedger
    store: Callable[[], IssueStore]
    station: tuple[str, str]
    key_id: Callable[[], str]
    made: Callable[[str], Made]
    clock: Clock


class Reprint:
    """Gives out issues. Every method may be called on any thread."""

    def __init__(self, room: ReprintRoom, staff: Staff) -> None:
        self._room, self._staff = room, staff

    def next_issue(self, ticket_id: str, reason: str) -> NewIssue:
        """The number for the next paper of a ticket; durable here, and in the store where that answers.

        Raises:
            RightMissing: the person may not reprint.
            NotFound, BadInput: there is no such ticket, it admits nobody, or no reason was given.
            Conflict: a paper of it is in doubt or being printed; or another station was faster.
            IssueNeedsStore: the store does not answer, and our paper was not the last.
            ConnectionTrouble: the store answers, and says no.
        """
        self._staff.require(Right.REPRINT)
        words = " ".join(reason.split())
        if not words or len(words) > LONGEST_REASON:
            raise BadInput(
                f"Say why it is printed again, in at most {LONGEST_REASON} characters.",
                field="reason",
                next_step="Say what became of the old paper: lost, spoiled, jammed …",
            )
        row = self._room.queries.ticket(ticket_id)
        if row.state not in PRINTABLE:
            raise refused(row)
        known = self._room.issues.newest(ticket_id)
        paper = self._settled_paper(ticket_id)
        unused = self._unused(row, known, paper)
        try:
            return self._from_store(row, known, unused, words)
        except (ScopeMissing, StoreRefused, WrongShop):
            raise
        except ConnectionTrouble as trouble:
            return unused or self._without_store(row, known, paper, words, trouble)

    def notes(self, ticket_id: str = "", limit: int = 1000) -> Sequence[IssueNote]:
        """What this station knows of issues, newest first."""
        self._staff.require(Right.VIEW)
        return self._room.issues.notes(ticket_id, limit)

    def _settled_paper(self, ticket_id: str) -> PrintJob | None:
        """The last paper made here. Raises `Conflict` while nobody knows what became of it."""
        paper = self._room.ledger.last_paper(ticket_id)
        if paper is not None and paper.state in (PrintState.SENDING, PrintState.IN_DOUBT):
            raise Conflict(
                f"Issue {paper.issue} of this ticket may be on paper already (job {paper.job_id}).",
                job=paper.job_id,
                state=str(paper.state),
                next_step="Look for the paper first: `print resolve JOB --good|--void`.",
            )
        return paper

    def _unused(self, row: TicketRow, known: IssueNote | None, paper: PrintJob | None) -> NewIssue | None:
        """A number of ours that never came onto paper: a program that died, or a printer that was off."""
        if known is None or known.state not in _OURS or (paper is not None and paper.issue >= known.issue):
            return None
        if known.issue < row.issue or (known.issue == row.issue and self._made_elsewhere(row)):
            return None
        offline = known.state is IssueState.OFFLINE
        return NewIssue(row.ticket_id, known.issue, known.issue - 1, offline, known.reason, known.made_at)

    def _from_store(self, row: TicketRow, known: IssueNote | None, unused: NewIssue | None, reason: str) -> NewIssue:
        """Take the number after the one known here. Raises `Conflict` where the store knows one that we don't."""
        store, current = self._room.store(), max(row.issue, known.issue if known else 1)
        heard = known.issue if known is not None and known.state is IssueState.HEARD else 0
        for _ in range(_TRIES):
            document = store.order_document(row.order_id, DOCUMENT)
            text = document.value if document else ""
            holder = made_of(text, row.ticket_id)
            wanted = self._wanted(current + 1)
            if unused is not None and (
                holder.issue < unused.issue or (holder.issue == unused.issue and self._is_us(holder))
            ):
                return unused
            if holder.issue >= current and holder.issue > max(row.issue, heard):
                if not self._is_us(holder):
                    raise self._others(row, holder)
                if holder.issue > current:  # taken by a program of ours that died before it could write it down
                    return self._noted(row, self._wanted(holder.issue), holder, reason, offline=False)
            claimed = claim(text, row.ticket_id, wanted)
            try:
                store.swap_order_document(row.order_id, DOCUMENT, claimed.text, document.digest if document else None)
            except Conflict:
                continue  # another station changed the document: perhaps for another ticket of the order
            return self._noted(row, wanted, holder, reason, offline=False)
        raise Conflict("Other stations changed this order's issues each time we tried.", ticket=row.ticket_id)

    def _is_us(self, holder: Made) -> bool:
        return holder.station_id == self._room.station[0]

    def _made_elsewhere(self, row: TicketRow) -> bool:
        """Whether another station made the mirror's issue."""
        return self._room.made(row.ticket_id).station_id not in ("", self._room.station[0])

    def _others(self, row: TicketRow, holder: Made) -> Conflict:
        """Another station was faster. Its number is noted, so that our door refuses the old paper at once."""
        note = IssueNote(
            row.ticket_id, holder.issue, holder.at or self._now(), holder.station, "", "", IssueState.HEARD,
            holder.key_id,
        )  # fmt: skip
        self._room.issues.hear(note)
        by = f" by {holder.station}" if holder.station else ""
        when = f" at {holder.at}" if holder.at else ""
        return Conflict(
            f"This ticket was reprinted already{by}{when}: issue {holder.issue}.",
            ticket=row.ticket_id,
            issue=holder.issue,
            by=holder.station,
            at=holder.at,
            next_step="Look for that paper first. If it is lost too, reprint once more: that takes the next number.",
        )

    def _without_store(
        self, row: TicketRow, known: IssueNote | None, paper: PrintJob | None, reason: str, trouble: ConnectionTrouble
    ) -> NewIssue:
        current = max(row.issue, known.issue if known else 1)
        heard = known is not None and known.issue == current and known.state is IssueState.HEARD
        elsewhere = heard or (row.issue == current and self._made_elsewhere(row))
        if elsewhere or paper is None or paper.issue < current:
            by = known.station if known is not None and heard else self._room.made(row.ticket_id).station
            who = f"{by} printed it last" if by else "this station has not printed it"
            raise IssueNeedsStore(
                f"The store does not answer, and {who}: another station might be giving out the same number.",
                ticket=row.ticket_id,
                issue=current,
                by=by,
            ) from trouble
        before = Made(current, station_id=self._room.station[0] if current > 1 else "")
        return self._noted(row, self._wanted(current + 1), before, reason, offline=True)

    def _wanted(self, issue: int) -> Made:
        if issue > LAST_ISSUE:
            raise BadInput("This ticket has no further issue.", field="ticket", next_step="Exchange the ticket.")
        station_id, name = self._room.station
        return Made(issue, self._now(), name, station_id, self._room.key_id())

    def _noted(self, row: TicketRow, made: Made, before: Made, reason: str, *, offline: bool) -> NewIssue:
        state = IssueState.OFFLINE if offline else IssueState.TAKEN
        note = IssueNote(
            row.ticket_id, made.issue, made.at, made.station, self._staff.staff_id, reason, state, made.key_id
        )
        payload: dict[str, object] = {
            "order_id": row.order_id, "ticket": row.ticket_id, "issue": made.issue, "at": made.at,
            "station": made.station, "station_id": made.station_id, "key": made.key_id, "upon": before.station_id,
        }  # fmt: skip
        self._room.issues.note(note, Act("take_issue", f"order:{row.order_id}", payload), self._staff)
        return NewIssue(row.ticket_id, made.issue, made.issue - 1, offline, reason, made.at)

    def _now(self) -> str:
        return self._room.clock.now().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def current_issue(
    issues: IssueBook,
    ean_of: Callable[[str, int], str],
    made: Callable[[str], Made],
    station_id: str,
    printed_by: Callable[[str], str] = lambda _ticket: "",
) -> Current:
    """What `TicketFaces` asks: the row with the issue that may be printed here.

    Args:
        ean_of: the EAN-13 of a ticket (by id) and issue.
        made: who made the mirror's issue of a ticket.
        station_id: ours.
        printed_by: the station that has a ticket's first issue on paper, as far as others told ("" = none).

    The rule it keeps: an issue of 2 and above is printed where it was taken and nowhere else, since otherwise two
    stations would make two papers of one issue.
    """

    def current(row: TicketRow) -> TicketRow:
        known = issues.newest(row.ticket_id)
        if known is not None and known.issue >= row.issue and known.state is IssueState.HEARD:
            raise _printed_there(row, known.issue, known.station)
        if known is not None and known.issue > row.issue:
            return replace(row, issue=known.issue, ean=ean_of(row.ticket_id, known.issue))
        by = made(row.ticket_id) if row.issue > 1 else NOBODY
        if by.station_id not in ("", station_id):
            raise _printed_there(row, row.issue, by.station)
        first = printed_by(row.ticket_id) if row.issue == 1 else ""
        if first:
            raise _printed_there(row, 1, first)
        return row

    return current


def _printed_there(row: TicketRow, issue: int, station: str) -> Conflict:
    where = station or "another station"
    return Conflict(
        f"Issue {issue} of ticket {row.number} belongs to {where}, which printed it.",
        ticket=row.ticket_id,
        issue=issue,
        by=station,
        next_step="Use that paper; if it is gone, reprint: `print reprint TICKET --reason TEXT`.",
    )


def ean_maker(ean_key: Callable[[], bytes | None]) -> Callable[[str, int], str]:
    """EANs of issues the mirror does not know yet; "" before the shop's key is known."""

    def ean_of_issue(ticket_id: str, issue: int) -> str:
        from ticketforge_desktop.domain.ticket_numbers import ean_of

        key = ean_key()
        return ean_of(key, bytes.fromhex(ticket_id), issue) if key else ""

    return ean_of_issue
