"""X and Z reports through the print ledger. A Z report is printed once; a further paper says that it is a copy."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.domain.shifts import ReportKind, ShiftReport
from ticketforge_desktop.services.ports.documents import ReportFace
from ticketforge_desktop.services.ports.printing import CopyKind, NewJob, Origin, PaperKind, PrintJob, PrintState
from ticketforge_desktop.services.print_doubts import EVER
from ticketforge_desktop.services.print_line import Paper, PrintLine
from ticketforge_desktop.services.receipts import ReceiptRoom


class PrintReports:
    """Prints reports on receipt printers, with what receipts are printed with."""

    def __init__(self, room: ReceiptRoom, staff: Staff) -> None:
        self._room, self._staff = room, staff

    def print_report(self, report: ShiftReport, face: ReportFace, printer: str, mark: str) -> PrintJob:
        """Print a report; what the printer does is told by the job's state, never raised.

        Args:
            report: what it is, for the ledger.
            face: what stands on it.
            printer: as it is set up.
            mark: the word behind the title of a copy: a Z report that was, or may have been, printed before.

        Raises (nothing was sent):
            RightMissing, NotFound, LayoutFault, BadInput: the person, the printer, its layout for reports.
            Conflict: another window or command is printing there.
        """
        self._staff.require(Right.PRINT)
        room, setup = self._room, self._room.printer(printer)
        ref, kind = f"{PaperKind.REPORT}:Z-{report.number}", CopyKind.ORIGINAL
        if report.kind != ReportKind.Z:
            ref = f"{PaperKind.REPORT}:X-{report.number}-{uuid4().hex[:8]}"
        elif any(job.state not in (PrintState.QUEUED, PrintState.FAILED) for job in room.ledger.jobs(ticket_id=ref)):
            kind, face = CopyKind.COPY, replace(face, title=f"{face.title} – {mark}")
        layout, data = room.papers.layout_for(face, setup), room.papers.paper(face, setup, ref)
        origin = Origin(setup.language, str(kind), kind=PaperKind.REPORT)
        session = room.open_session(setup)
        try:
            with room.lock(setup.name):
                room.ledger.recover(EVER, room.clock.now(), setup.name)
                new = NewJob(ref, 0, setup.name, layout, self._staff.staff_id, origin)
                job = room.ledger.queue(new, room.clock.now())
                line = PrintLine(setup, session, b"", room.ledger, room.clock, self._staff)
                list(line.send([Paper(ref, 0, lambda: data, layout=layout, job=job)]))
                return room.ledger.job(job.job_id)
        finally:
            session.close()
