"""Tickets onto paper, at most once by themselves and never silently.

The run stops at the first doubt, because the next ticket would push the doubtful paper out of sight. Long runs that
are paused, shared and continued are `services.print_runs`; both send through `services.print_line`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeGuard

from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.deliveries import UNCONFIRMED, session_of
from ticketforge_desktop.services.faces import TicketFaces
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.printers import PrinterSetup, Session
from ticketforge_desktop.services.ports.printing import (
    CopyKind,
    Origin,
    PrintJob,
    PrintLedger,
    PrintState,
    Renderer,
    RunRenderer,
    TicketFace,
    TicketRun,
    Transport,
)
from ticketforge_desktop.services.print_doubts import EVER, GIVEN_UP, PrintDoubts
from ticketforge_desktop.services.print_line import Outcome, Paper, PrinterLock, PrinterSettings, PrintLine
from ticketforge_desktop.services.render import check_print_settings, chosen

__all__ = ["GIVEN_UP", "UNCONFIRMED", "Outcome", "PrintTickets", "Printer", "paper_of", "run_of"]


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer as it is set up. `words` is the language of the words on the ticket."""

    name: str
    language: str
    layout: str
    dpi: int = 203
    words: str = "de"


def unlocked(_printer: str) -> AbstractContextManager[None]:
    """No lock: for stations where nobody else could hold the printer."""
    return nullcontext()


class PrintTickets:
    """Prints tickets through the ledger.

    Args:
        faces: what stands on the tickets.
        renderers: one a printer language.
        ledger: this station's print ledger.
        clock: the time.
        staff: who acts.
        lock: holds a printer for this process; what a dead one was sending is then known to be in doubt at once.
    """

    def __init__(
        self,
        faces: TicketFaces,
        renderers: Mapping[str, Renderer],
        ledger: PrintLedger,
        clock: Clock,
        staff: Staff,
        lock: PrinterLock | None = None,
    ) -> None:
        self._faces = faces
        self._renderers = renderers
        self._ledger = ledger
        self._clock = clock
        self._staff = staff
        self._lock = lock
        self.doubts = PrintDoubts(ledger, clock, staff)

    def print(
        self,
        ticket_ids: Sequence[str],
        printer: PrinterSettings,
        way: Transport | Session,
        copy_kind: CopyKind = CopyKind.ORIGINAL,
    ) -> Iterator[Outcome]:
        """Print tickets one by one; an outcome for each that was tried, given out as it becomes known.

        After a doubt or an unreachable printer the run ends: tickets without an outcome were not begun.

        Raises (before anything is sent):
            RightMissing: the person may not print.
            BadInput: the printer's language has no tickets of its own, or its settings are wrong.
            LayoutFault, NotFound: the layout can't be printed, or isn't there; a ticket is not known.
            Conflict: another window or command is printing on this printer (when the first is taken).
        """
        self._staff.require(Right.PRINT)
        run = run_of(chosen(self._renderers, printer.language), printer)
        chosen_ids = list(dict.fromkeys(ticket_ids))
        for ticket_id in chosen_ids:  # before the first is sent: a list with a wrong ticket in it prints nothing at all
            self._face(ticket_id, copy_kind)
        if self._lock is None:
            self.give_up_the_dead()
        return self._run(chosen_ids, printer, session_of(way), run, copy_kind)

    def give_up_the_dead(self, after: timedelta = GIVEN_UP) -> Sequence[PrintJob]:
        """Put in doubt what was being sent by a process that is gone. `after` is zero when the program starts."""
        return self.doubts.give_up_the_dead(after)

    def resolve(self, job_id: int, *, good: bool) -> PrintJob:
        """A person looked at the paper of a doubtful job. Raises as `PrintDoubts.resolve`."""
        return self.doubts.resolve(job_id, good=good)

    def queue(self) -> Sequence[PrintJob]:
        """Jobs that are not settled, newest first."""
        return self.doubts.queue()

    def _face(self, ticket_id: str, copy_kind: CopyKind) -> TicketFace | Outcome:
        """The face, or why this one ticket is not printed: another station has."""
        try:
            return next(self._faces.faces([ticket_id], copy_kind))
        except Conflict as conflict:
            return Outcome(0, ticket_id, 0, PrintState.FAILED, conflict.message)

    def _face_now(self, ticket_id: str, copy_kind: CopyKind) -> TicketFace | Outcome:
        """As it is when its turn comes: a long list takes minutes, and a sync or another till may have changed it."""
        try:
            return self._face(ticket_id, copy_kind)
        except (BadInput, NotFound) as gone:
            return Outcome(0, ticket_id, 0, PrintState.FAILED, gone.message)

    def _run(
        self,
        ticket_ids: Sequence[str],
        printer: PrinterSettings,
        session: Session,
        run: TicketRun,
        copy_kind: CopyKind,
    ) -> Iterator[Outcome]:
        with (self._lock or unlocked)(printer.name):
            if self._lock is not None:
                # Nobody else sends to this printer now: whatever is still `sending` has lost its sender.
                self._ledger.recover(EVER, self._clock.now(), printer.name)
            line = PrintLine(printer, session, run.opening(), self._ledger, self._clock, self._staff)
            try:
                for ticket_id in ticket_ids:
                    face = self._face_now(ticket_id, copy_kind)
                    if isinstance(face, Outcome):
                        yield face
                        continue
                    (outcome,) = line.send([paper_of(face, run, printer.language, copy_kind)])
                    yield outcome
                    if outcome.stops:
                        return
            finally:
                session.close()


class OneByOne:
    """`TicketRun` for a language that has no runs: each ticket is a document of its own for the system's spooler."""

    def __init__(self, renderer: Renderer, printer: PrinterSettings) -> None:
        self._renderer, self._printer = renderer, printer

    def opening(self) -> bytes:
        """Every document is whole."""
        return b""

    def ticket(self, face: TicketFace) -> bytes:
        """A document with one ticket."""
        printer = self._printer
        return self._renderer.render([face], printer.layout, printer.dpi, printer.words)


def run_of(renderer: Renderer, printer: PrinterSettings) -> TicketRun:
    """A run of tickets in a printer's language. Raises `BadInput`, `LayoutFault`, `NotFound`."""
    check_print_settings(printer.dpi, printer.words)
    if not _prints_runs(renderer):
        if isinstance(printer, PrinterSetup) and printer.transport.startswith(("spool:", "ipp:")):
            return OneByOne(renderer, printer)
        raise BadInput(
            f"A printer does not understand {printer.language} by itself.",
            field="language",
            next_step="Save the tickets as a file and print it with the system's viewer.",
        )
    return renderer.run(printer.layout, printer.dpi, printer.words)


def paper_of(
    face: TicketFace, run: TicketRun, language: str, copy_kind: CopyKind, run_id: str = "", position: int = 0
) -> Paper:
    """A ticket as a paper of the ledger; one of issue 2 and above is a reprint unless it is told to be another copy."""
    kind = copy_kind or (CopyKind.REPRINT if face.issue > 1 else CopyKind.ORIGINAL)
    return Paper(face.ticket_id, face.issue, lambda: run.ticket(face), Origin(language, str(kind), run_id, position))


def _prints_runs(renderer: Renderer) -> TypeGuard[RunRenderer]:
    return hasattr(renderer, "run")
