"""Tickets onto paper, at most once by themselves and never silently.

A ticket's job is in the ledger before its bytes are made, and its state `sending` is durable before the first of them
leaves. Whatever happens then is told by the ledger: `printed` when all bytes were taken (and acknowledged, where the
printer can), `failed` when certainly none left, `in_doubt` for everything between. The run stops at the first doubt,
because the next ticket would push the doubtful paper out of sight. Nothing is ever resent by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeGuard

from ticketforge_desktop.domain.errors import BadInput, Conflict, LayoutFault, PrinterUnreachable
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.faces import TicketFaces
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.printing import (
    Acknowledging,
    PrintJob,
    PrintLedger,
    PrintState,
    Renderer,
    RunRenderer,
    TicketFace,
    TicketRun,
    Transport,
)
from ticketforge_desktop.services.render import check_print_settings, chosen

GIVEN_UP = timedelta(minutes=2)
"""A job that has been `sending` for longer has no sender any more: every transport gives up sooner."""
UNCONFIRMED = "delivered; this printer does not report back"


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer as it is set up. `words` is the language of the words on the ticket."""

    name: str
    language: str
    layout: str
    dpi: int = 203
    words: str = "de"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one ticket. `job` is 0 when it never reached the ledger."""

    job: int
    ticket_id: str
    issue: int
    state: PrintState
    reason: str

    def as_json(self) -> dict[str, object]:
        """A line of `print --json`."""
        return {
            "job": self.job,
            "ticket_id": self.ticket_id,
            "issue": self.issue,
            "state": str(self.state),
            "reason": self.reason,
        }


class PrintTickets:
    """Prints tickets through the ledger.

    Args:
        faces: what stands on the tickets.
        renderers: one a printer language.
        ledger: this station's print ledger.
        clock: the time.
        staff: who acts.
    """

    def __init__(
        self, faces: TicketFaces, renderers: Mapping[str, Renderer], ledger: PrintLedger, clock: Clock, staff: Staff
    ) -> None:
        self._faces = faces
        self._renderers = renderers
        self._ledger = ledger
        self._clock = clock
        self._staff = staff

    def print(self, ticket_ids: Sequence[str], printer: Printer, transport: Transport) -> Iterator[Outcome]:
        """Print tickets one by one; an outcome for each that was tried, given out as it becomes known.

        After a doubt or an unreachable printer the run ends: tickets without an outcome were not begun.

        Raises (before anything is sent):
            RightMissing: the person may not print.
            BadInput: the printer's language has no tickets of its own, or its settings are wrong.
            LayoutFault, NotFound: the layout can't be printed, or isn't there; a ticket is not known.
        """
        self._staff.require(Right.PRINT)
        check_print_settings(printer.dpi, printer.words)
        renderer = chosen(self._renderers, printer.language)
        if not _prints_runs(renderer):
            raise BadInput(
                f"A printer does not understand {printer.language} by itself.",
                field="language",
                next_step="Save the tickets as a file and print it with the system's viewer.",
            )
        run = renderer.run(printer.layout, printer.dpi, printer.words)
        # Looked up before the first is sent: a list with a wrong ticket in it prints nothing at all.
        faces = list(self._faces.faces(dict.fromkeys(ticket_ids)))
        self.give_up_the_dead()
        return self._run(faces, printer, transport, run)

    def give_up_the_dead(self, after: timedelta = GIVEN_UP) -> Sequence[PrintJob]:
        """Put in doubt what was being sent by a process that is gone. `after` is zero when the program starts."""
        now = self._clock.now()
        return self._ledger.recover(now - after, now)

    def resolve(self, job_id: int, *, good: bool) -> PrintJob:
        """A person looked at the paper of a doubtful job: it is good, or it is void.

        Raises:
            RightMissing: the person may not print.
            NotFound, Conflict: there is no such job, or it is not in doubt.
        """
        self._staff.require(Right.PRINT)
        found = [job for job in self._ledger.jobs(states=(PrintState.IN_DOUBT,), limit=100_000) if job.job_id == job_id]
        if not found:
            raise Conflict(
                f"Job {job_id} is not in doubt.", job=job_id, next_step="`print queue` lists what is in doubt."
            )
        state = PrintState.PRINTED if good else PrintState.VOID
        word = "good" if good else "void"
        return self._ledger.move(job_id, state, self._clock.now(), f"{self._staff.name} says {word}")

    def queue(self) -> Sequence[PrintJob]:
        """Jobs that are not settled, newest first."""
        self._staff.require(Right.VIEW)
        return self._ledger.jobs(states=(PrintState.QUEUED, PrintState.SENDING, PrintState.IN_DOUBT))

    def _run(
        self, faces: Sequence[TicketFace], printer: Printer, transport: Transport, run: TicketRun
    ) -> Iterator[Outcome]:
        opening = run.opening()
        for face in faces:
            try:
                job = self._ledger.queue(
                    face.ticket_id, face.issue, printer.name, printer.layout, self._staff.staff_id, self._clock.now()
                )
            except Conflict as conflict:
                yield Outcome(0, face.ticket_id, face.issue, PrintState.FAILED, conflict.message)
                continue
            try:
                data = opening + run.ticket(face)
            except (BadInput, LayoutFault) as bad:
                yield self._moved(job, PrintState.FAILED, bad.message)
                continue
            try:
                self._moved(job, PrintState.SENDING, "")
            except Conflict as conflict:
                yield Outcome(job.job_id, face.ticket_id, face.issue, PrintState.FAILED, conflict.message)
                continue
            outcome = self._send(job, data, transport)
            yield outcome
            if outcome.state is not PrintState.PRINTED:
                return
            # The printer has it now; a run that stopped begins anew with it.
            opening = b""

    def _send(self, job: PrintJob, data: bytes, transport: Transport) -> Outcome:
        """Send a job that is `sending` in the ledger."""
        try:
            transport.send(data)
            confirms = isinstance(transport, Acknowledging)
            good = not isinstance(transport, Acknowledging) or transport.acknowledged()
        except PrinterUnreachable as trouble:
            state = PrintState.IN_DOUBT if trouble.facts.get("begun", True) else PrintState.FAILED
            return self._moved(job, state, trouble.message)
        except BaseException:
            # A defect, or somebody stopped the program: nobody knows how far it came.
            self._moved(job, PrintState.IN_DOUBT, "printing was interrupted")
            raise
        if not good:
            return self._moved(job, PrintState.IN_DOUBT, "the printer did not confirm it")
        return self._moved(job, PrintState.PRINTED, "" if confirms else UNCONFIRMED)

    def _moved(self, job: PrintJob, state: PrintState, reason: str) -> Outcome:
        moved = self._ledger.move(job.job_id, state, self._clock.now(), reason)
        return Outcome(moved.job_id, moved.ticket_id, moved.issue, moved.state, moved.reason)


def _prints_runs(renderer: Renderer) -> TypeGuard[RunRenderer]:
    return hasattr(renderer, "run")
