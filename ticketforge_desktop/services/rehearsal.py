"""A rehearsal: tickets through the real ledger onto a simulated printer that fails, judged by the papers.

A played operator does what the box office is taught: mends the printer, looks at the papers, says good or void, prints
the next issue of what was void, and goes on. Whatever goes wrong, afterwards every ticket has one good paper of the
issue that counts, and none was printed twice without a person's word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.faces import TicketFaces
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.printers import Delivery, PracticePrinter, PrinterSetup, PrinterState, Session
from ticketforge_desktop.services.ports.printing import CopyKind, PrintLedger, PrintState, Renderer, TicketFace
from ticketforge_desktop.services.print_tickets import Outcome, PrintTickets

FAULTS: Final = (
    "none", "jam", "paper_out", "paper_low", "cover", "cutter", "silence", "garbage", "reset", "swap", "offline",
    "killed",
)  # fmt: skip
"""What can be rehearsed: a smooth run, each fault of the simulated printer, and the program dying under a ticket."""
MOST_TICKETS: Final = 500
_MOST_ROUNDS: Final = 20
_STOPS: Final = frozenset(FAULTS) - {"none", "paper_low", "swap", "offline"}
"""Faults that must leave a doubt to a person; the others are noticed between two tickets."""


@dataclass(frozen=True, slots=True)
class RehearsalLine:
    """One line of the sheet. `reason` says what went wrong with a line that did not pass."""

    fault: str
    passed: bool
    tickets: int
    papers: int
    spoiled: int
    doubts: int
    conditions: tuple[str, ...]
    reason: str = ""

    def as_json(self) -> dict[str, object]:
        """For `rehearse`."""
        return {
            "fault": self.fault,
            "passed": self.passed,
            "tickets": self.tickets,
            "papers": self.papers,
            "spoiled": self.spoiled,
            "doubts": self.doubts,
            "conditions": list(self.conditions),
            "reason": self.reason,
        }


class PracticeFaces(TicketFaces):
    """Faces of tickets that do not exist: each id is its own, and a next issue is given where it was asked for."""

    def __init__(self, sample: TicketFace) -> None:
        self._sample = sample
        self.issues: dict[str, int] = {}

    def faces(self, ticket_ids: Iterable[str], copy_kind: CopyKind = CopyKind.ORIGINAL) -> Iterator[TicketFace]:
        for ticket_id in ticket_ids:
            issue = self.issues.get(ticket_id, 1)
            yield replace(self._sample, ticket_id=ticket_id, issue=issue, copy_kind=copy_kind, holder=ticket_id)


class _Killed(BaseException):
    """The program dies."""


class _Dying:
    """A session whose program dies under the ticket of that number, when its bytes have left."""

    def __init__(self, session: Session, at: int) -> None:
        self._session, self._at, self._count = session, at, 0

    def deliver(self, data: bytes, opening: bytes = b"") -> Delivery:
        told = self._session.deliver(data, opening)
        self._count += 1
        if self._count == self._at:
            raise _Killed
        return told

    def state(self) -> PrinterState:
        return self._session.state()

    def close(self) -> None:
        self._session.close()


class Rehearsal:
    """Rehearses on one printer that is set up as `sim:NAME`.

    Args:
        printer: the simulated printer itself.
        open_session: a session with it; quick ones, since nobody waits for real paper.
        ledger: a ledger of its own: practice papers have no place in the station's.
        sample: what stands on the practice tickets.
    """

    def __init__(
        self,
        setup: PrinterSetup,
        printer: PracticePrinter,
        renderer: Renderer,
        open_session: Callable[[PrinterSetup], Session],
        ledger: PrintLedger,
        clock: Clock,
        staff: Staff,
        sample: TicketFace,
    ) -> None:
        self._setup, self._printer, self._open = setup, printer, open_session
        self._ledger, self._clock, self._staff = ledger, clock, staff
        self._faces = PracticeFaces(sample)
        self._runs = PrintTickets(self._faces, {setup.language: renderer}, ledger, clock, staff)

    def run(self, faults: Sequence[str], tickets: int) -> Iterator[RehearsalLine]:
        """A line for each fault, as it is done.

        Raises (before anything is printed):
            RightMissing: the person may not print.
            BadInput: a fault there is not, or not 3 to 500 tickets.
        """
        self._staff.require(Right.PRINT)
        for fault in faults:
            if fault not in FAULTS:
                raise BadInput(
                    f"There is no fault '{fault}' to rehearse.",
                    field="faults",
                    value=fault,
                    next_step=f"Choose from {', '.join(FAULTS)}.",
                )
        if not 3 <= tickets <= MOST_TICKETS:
            raise BadInput(f"A rehearsal has 3 to {MOST_TICKETS} tickets.", field="tickets", value=tickets)
        return (self._rehearse(fault, tickets, place) for place, fault in enumerate(faults))

    def _rehearse(self, fault: str, tickets: int, place: int) -> RehearsalLine:
        ids = [f"rehearsal-{place:02d}-{fault}-{number:04d}" for number in range(1, tickets + 1)]
        middle = tickets // 2 + 1
        already = len(self._printer.papers)
        if fault not in ("none", "killed"):
            self._printer.order(fault, self._printer.begun + middle)
        seen: list[Outcome] = []
        left = ids
        for round_ in range(_MOST_ROUNDS):
            if not left:
                break
            seen += self._print(left, middle if fault == "killed" and not round_ else 0)
            self._printer.mend()
            self._look_at_the_papers()
            left = [one for one in ids if not self._is_printed(one)]
        return self._judged(fault, ids, already, seen)

    def _print(self, ids: Sequence[str], dies_at: int) -> list[Outcome]:
        session = self._open(self._setup)
        outcomes: list[Outcome] = []
        try:
            for outcome in self._runs.print(ids, self._setup, _Dying(session, dies_at) if dies_at else session):
                outcomes.append(outcome)
        except _Killed:
            # The program starts again: nobody is sending any more.
            self._runs.give_up_the_dead(timedelta(0))
        finally:
            session.close()
        return outcomes

    def _look_at_the_papers(self) -> None:
        """Good where an unspoiled paper of that issue lies there; else void, and the next issue is to be printed."""
        good = {(paper.ticket, paper.issue) for paper in self._printer.papers if not paper.spoiled}
        for job in self._ledger.jobs(states=(PrintState.IN_DOUBT,)):
            is_good = (job.ticket_id, job.issue) in good
            self._runs.resolve(job.job_id, good=is_good)
            if not is_good:
                self._faces.issues[job.ticket_id] = job.issue + 1

    def _is_printed(self, ticket_id: str) -> bool:
        return bool(self._ledger.jobs(ticket_id=ticket_id, states=(PrintState.PRINTED,)))

    def _judged(self, fault: str, ids: Sequence[str], already: int, seen: Sequence[Outcome]) -> RehearsalLine:
        papers = [paper for paper in self._printer.papers[already:] if paper.ticket in set(ids)]
        good = Counter((paper.ticket, paper.issue) for paper in papers if not paper.spoiled)
        jobs = {one: self._ledger.jobs(ticket_id=one) for one in ids}
        asked = sum("says" in job.reason for found in jobs.values() for job in found)
        faults = [
            *(f"{one} was lost" for one in ids if not any(ticket == one for ticket, _ in good)),
            *(
                f"{ticket} came out {count} times as issue {issue}"
                for (ticket, issue), count in good.items()
                if count > 1
            ),
            *(f"{one} is not settled" for one in ids if not self._is_printed(one)),
            *(
                f"{one} is printed in the ledger, and no paper is there"
                for one in ids
                if not self._has_paper(one, good)
            ),
        ]
        if fault in _STOPS and not asked:
            faults.append("nobody was asked about the ticket under which it happened")
        conditions = dict.fromkeys(outcome.condition for outcome in seen if outcome.condition)
        spoiled = sum(paper.spoiled for paper in papers)
        return RehearsalLine(
            fault, not faults, len(ids), len(papers), spoiled, asked, tuple(conditions), "; ".join(faults[:5])
        )

    def _has_paper(self, ticket_id: str, good: Counter[tuple[str, int]]) -> bool:
        printed = self._ledger.jobs(ticket_id=ticket_id, states=(PrintState.PRINTED,))
        return all((ticket_id, job.issue) in good for job in printed)
