"""Papers nobody knows of: what the last certain one was, and how a person, or the paper itself, answers for them.

The order papers come out in is the order they were sent in. So the last certain paper of a printer lies right before
its doubtful ones, and the code on the paper on top of the tray tells how far it came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.domain.scan_input import recognise
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.printing import PaperKind, PrintJob, PrintLedger, PrintState, Step

GIVEN_UP: Final = timedelta(minutes=2)
"""A job that has been `sending` for longer has no sender any more: every transport gives up sooner."""

EVER: Final = datetime.max.replace(tzinfo=UTC)
"""For whoever holds the printer: its sender is gone whenever it began, also by a clock that was set back since."""

_OPEN: Final = (PrintState.QUEUED, PrintState.SENDING, PrintState.IN_DOUBT)
_MOST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Doubt:
    """The doubtful papers of one printer, oldest first, and the last paper before them that is known to be out."""

    printer: str
    last_certain: PrintJob | None
    papers: tuple[PrintJob, ...]


class PrintDoubts:
    """Asks and settles. Every answer needs `print`; nothing is settled by itself."""

    def __init__(self, ledger: PrintLedger, clock: Clock, staff: Staff) -> None:
        self._ledger, self._clock, self._staff = ledger, clock, staff

    def queue(self) -> Sequence[PrintJob]:
        """Jobs that are not settled, newest first."""
        self._staff.require(Right.VIEW)
        return self._ledger.jobs(states=_OPEN)

    def doubts(self) -> Sequence[Doubt]:
        """What a person has to answer, by printer."""
        self._staff.require(Right.VIEW)
        found: dict[str, list[PrintJob]] = {}
        for job in reversed(self._ledger.jobs(states=(PrintState.IN_DOUBT,), limit=_MOST)):
            found.setdefault(job.printer, []).append(job)
        return [self._doubt(printer, papers) for printer, papers in sorted(found.items())]

    def give_up_the_dead(self, after: timedelta = GIVEN_UP) -> Sequence[PrintJob]:
        """Put in doubt what was being sent by a process that is gone. `after` is zero when the program starts."""
        now = self._clock.now()
        return self._ledger.recover(now - after, now)

    def resolve(self, job_id: int, *, good: bool) -> PrintJob:
        """A person looked at the paper of a doubtful job: it is good, or it is void.

        One that is still queued, because whoever began it is gone, is given up by calling it void: it becomes FAILED,
        since nothing of it left, and can be printed again.

        Raises:
            RightMissing: the person may not print.
            Conflict: there is no such job, or it is not in doubt.
        """
        self._staff.require(Right.PRINT)
        found = [job for job in self._ledger.jobs(states=(PrintState.IN_DOUBT,), limit=_MOST) if job.job_id == job_id]
        if not found and not good and self._is_queued(job_id):
            step = Step(job_id, PrintState.FAILED, f"{self._staff.name} gave it up", by=self._staff.staff_id)
            return self._ledger.move_all([step], self._clock.now())[0]
        if not found:
            raise Conflict(
                f"Job {job_id} is not in doubt.", job=job_id, next_step="`print queue` lists what is in doubt."
            )
        return self._settled([found[0]], good=good, how="says")[0]

    def answer(self, scanned: str, *, last_out: bool = False) -> Sequence[PrintJob]:
        """The paper itself answers: its code names ticket and issue.

        The doubtful paper that was scanned is good. With `last_out` it is the last paper that came out of the printer,
        and the doubtful ones behind it are void; it may then also be the last certain one, which leaves all of the
        printer's doubtful ones void. Doubtful ones before it stay open: they came out, but perhaps not whole. No tray
        tells whether the drawer opened: that is asked by itself.

        Raises:
            RightMissing: the person may not print.
            BadInput: this is no code of a ticket, or one of an issue that was not being printed.
            Conflict: no doubt is answered by this paper.
        """
        self._staff.require(Right.PRINT)
        code = recognise(scanned).code
        if code is None:
            raise BadInput(
                "This is no ticket's code.",
                field="code",
                next_step="Scan the QR code of the paper, not its stripes; or answer by hand: good or void.",
            )
        ticket_id, issue = code.payload.ticket.hex(), code.payload.issue
        for doubt in self.doubts():
            for place, job in enumerate(doubt.papers):
                if (job.ticket_id, job.issue) == (ticket_id, issue):
                    settled = self._settled([job], good=True, how="scanned it:")
                    behind = doubt.papers[place + 1 :] if last_out else ()
                    return [
                        *settled,
                        *self._settled(_in_the_tray(behind), good=False, how="scanned the last paper out:"),
                    ]
            certain = doubt.last_certain
            if last_out and certain is not None and (certain.ticket_id, certain.issue) == (ticket_id, issue):
                return self._settled(_in_the_tray(doubt.papers), good=False, how="scanned the last paper out:")
        raise self._answers_nothing(ticket_id, issue)

    def _is_queued(self, job_id: int) -> bool:
        try:
            return self._ledger.job(job_id).state is PrintState.QUEUED
        except NotFound:
            return False

    def _doubt(self, printer: str, papers: Sequence[PrintJob]) -> Doubt:
        ordered = tuple(sorted(papers, key=lambda job: (job.sending_at or job.created_at, job.job_id)))
        first = ordered[0]
        return Doubt(printer, self._ledger.last_certain(printer, first.sending_at or first.created_at), ordered)

    def _settled(self, jobs: Sequence[PrintJob], *, good: bool, how: str) -> Sequence[PrintJob]:
        state, word = (PrintState.PRINTED, "good") if good else (PrintState.VOID, "void")
        reason = f"{self._staff.name} {how} {word}"
        steps = [Step(job.job_id, state, reason, by=self._staff.staff_id) for job in jobs]
        return self._ledger.move_all(steps, self._clock.now()) if steps else []

    def _answers_nothing(self, ticket_id: str, issue: int) -> BadInput | Conflict:
        jobs = self._ledger.jobs(ticket_id=ticket_id, states=(PrintState.IN_DOUBT,))
        if jobs:
            return BadInput(
                f"This is issue {issue} of the ticket; issue {jobs[0].issue} is in doubt.",
                field="code",
                next_step="Put the old paper away and look for the new one.",
            )
        return Conflict(
            "This paper answers no doubt.",
            ticket=ticket_id,
            issue=issue,
            next_step="`print queue` lists what is in doubt; scan one of these, or answer by hand.",
        )


def _in_the_tray(jobs: Sequence[PrintJob]) -> Sequence[PrintJob]:
    """Without the drawer's."""
    return [job for job in jobs if job.kind != PaperKind.DRAWER]
