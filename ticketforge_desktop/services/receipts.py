"""Receipts, their copies and the cash drawer, through the ledger like tickets: once, and asked about after trouble.

Drawer and receipt are two lines of the ledger, written together. The drawer's command goes first: money is counted
while the paper is printed. A program that dies between the two leaves the drawer in doubt or open and the receipt
queued; coming back, the receipt is printed and the drawer is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import uuid4

from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound, ReceiptPrinted
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.kept_faces import receipt_of, to_text
from ticketforge_desktop.services.ports.documents import PrinterPapers, ReceiptFace
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.printers import OpenSession, PrinterSetup
from ticketforge_desktop.services.ports.printing import (
    CopyKind,
    NewJob,
    Origin,
    PaperKind,
    PrintJob,
    PrintLedger,
    PrintState,
    Step,
)
from ticketforge_desktop.services.print_doubts import EVER
from ticketforge_desktop.services.print_line import Paper, PrinterLock, PrintLine

_NO_RECEIPT: Final = "the drawer did not open, so the receipt was not sent"
_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class ReceiptRoom:
    """What receipts are printed with.

    `printer` finds a printer by its name and raises `NotFound`. `address` stands on receipts that bring none.
    """

    ledger: PrintLedger
    printer: Callable[[str], PrinterSetup]
    papers: PrinterPapers
    open_session: OpenSession
    lock: PrinterLock
    clock: Clock
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Order:
    """A line to be begun, and the bytes it stands for."""

    new: NewJob
    data: bytes


class ReceiptDesk:
    """`services.ports.receipts.Receipts`."""

    def __init__(self, room: ReceiptRoom, staff: Staff) -> None:
        self._room, self._staff = room, staff

    def print_receipt(self, face: ReceiptFace, printer: str, open_drawer: bool = False) -> PrintJob:
        self._staff.require(Right.PRINT)
        if open_drawer:
            self._staff.require(Right.SELL)
        if not face.number.strip():
            raise BadInput("A receipt needs a number: the ledger knows it by that.", field="number")
        setup = self._room.printer(printer)
        face = replace(face, copy=0, address=face.address or self._room.address)
        orders = [self._receipt(face, setup, CopyKind.ORIGINAL)]
        if open_drawer:
            orders.insert(0, self._drawer(setup, f"{PaperKind.DRAWER}:{face.number}", ""))
        return self._sent(setup, orders, {_ref(face.number): to_text(face)})

    def print_kept(self, number: str, printer: str) -> PrintJob:
        """The original of a receipt that was begun and never sent, from what was kept of it. The drawer stays shut.

        Raises as `print_receipt`, and `NotFound`.
        """
        return self.print_receipt(self._kept(number), printer)

    def print_copy(self, number: str, printer: str, reason: str = "") -> PrintJob:
        self._staff.require(Right.PRINT)
        face = self._kept(number)
        before = [job for job in self.papers(number) if job.kind == PaperKind.RECEIPT]
        out = [job for job in before if job.state not in (PrintState.QUEUED, PrintState.FAILED)]
        if not any(job.copy_kind == CopyKind.ORIGINAL for job in out):
            raise Conflict(
                f"Receipt {number} was never sent to a printer, so there is nothing to copy.",
                number=number,
                next_step="Print the receipt itself.",
            )
        setup, copies = self._room.printer(printer), sum(job.copy_kind == CopyKind.COPY for job in out)
        return self._sent(setup, [self._receipt(replace(face, copy=copies + 1), setup, CopyKind.COPY, reason)], {})

    def open_drawer(self, printer: str, reason: str) -> PrintJob:
        self._staff.require(Right.SELL)
        if not reason.strip():
            raise BadInput(
                "Without a sale the drawer opens for a reason only.",
                field="reason",
                next_step="Say why it is opened: change, a mistake, counting …",
            )
        setup = self._room.printer(printer)
        order = self._drawer(setup, f"{PaperKind.DRAWER}:{uuid4().hex[:12]}", reason.strip())
        return self._sent(setup, [order], {})

    def papers(self, number: str) -> Sequence[PrintJob]:
        ledger = self._room.ledger
        found = [
            job
            for ref in (_ref(number), f"{PaperKind.DRAWER}:{number}")
            for job in ledger.jobs(ticket_id=ref, limit=_MOST)
        ]
        return sorted(found, key=lambda job: job.job_id)

    def _kept(self, number: str) -> ReceiptFace:
        try:
            return receipt_of(self._room.ledger.kept(_ref(number)))
        except NotFound as unknown:
            raise NotFound(f"No receipt {number} was begun at this station.", number=number) from unknown

    def _receipt(self, face: ReceiptFace, setup: PrinterSetup, kind: CopyKind, reason: str = "") -> _Order:
        layout = self._room.papers.layout_for(face, setup)
        data = self._room.papers.paper(face, setup, _ref(face.number))
        origin = Origin(setup.language, str(kind), kind=PaperKind.RECEIPT, note=reason.strip())
        return _Order(NewJob(_ref(face.number), 0, setup.name, layout, self._staff.staff_id, origin), data)

    def _drawer(self, setup: PrinterSetup, ref: str, note: str) -> _Order:
        data = self._room.papers.drawer(setup)
        origin = Origin(setup.language, kind=PaperKind.DRAWER, note=note)
        return _Order(NewJob(ref, 0, setup.name, "", self._staff.staff_id, origin), data)

    def _sent(self, setup: PrinterSetup, orders: Sequence[_Order], kept: dict[str, str]) -> PrintJob:
        """Begin the lines, send them one after the other; what became of the last."""
        room = self._room
        session = room.open_session(setup)
        try:
            with room.lock(setup.name):
                # Nobody else sends to this printer now: whatever is still `sending` has lost its sender.
                room.ledger.recover(EVER, room.clock.now(), setup.name)
                begun = self._begun(orders, kept)
                line = PrintLine(setup, session, b"", room.ledger, room.clock, self._staff)
                return self._one_by_one(line, begun)
        finally:
            session.close()

    def _begun(self, orders: Sequence[_Order], kept: dict[str, str]) -> list[tuple[PrintJob, bytes]]:
        """The lines in the ledger, in one transaction; a drawer that was opened for this sale before is left out."""
        try:
            jobs = self._room.ledger.queue_all([order.new for order in orders], self._room.clock.now(), kept)
        except Conflict as held:
            if held.facts.get("kind") == PaperKind.DRAWER:
                return self._begun(orders[1:], kept)
            raise _printed(orders[-1].new, held) from held
        return [(job, order.data) for job, order in zip(jobs, orders, strict=True)]

    def _one_by_one(self, line: PrintLine, begun: Sequence[tuple[PrintJob, bytes]]) -> PrintJob:
        ledger, before = self._room.ledger, PrintState.PRINTED
        condition = ""
        for job, data in begun:
            if before is not PrintState.PRINTED:
                left = Step(job.job_id, PrintState.FAILED, _NO_RECEIPT, condition=condition)
                ledger.move_all([left], self._room.clock.now())
                continue
            (outcome,) = line.send([_paper(job, data)])
            before, condition = outcome.state, outcome.condition
        return ledger.job(begun[-1][0].job_id)


def _paper(job: PrintJob, data: bytes) -> Paper:
    return Paper(job.ticket_id, 0, lambda: data, layout=job.layout, job=job)


def _ref(number: str) -> str:
    return f"{PaperKind.RECEIPT}:{number}"


def _printed(new: NewJob, held: Conflict) -> ReceiptPrinted:
    number = new.ticket_id.partition(":")[2]
    doubt = held.facts.get("state") in (PrintState.SENDING, PrintState.IN_DOUBT)
    word = "may have been" if doubt else "was"
    facts = {name: str(held.facts.get(name, "")) for name in ("state", "printer")}
    return ReceiptPrinted(
        f"Receipt {number} {word} printed (job {held.facts.get('job')}).", number=number, job=held.facts.get("job"),
        state=facts["state"], printer=facts["printer"],
    )  # fmt: skip
