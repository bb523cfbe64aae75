"""A test print of a layout that is being made: a paper that says that it is none, and no line of the ledger."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.layout_faults import reason
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.documents import Face
from ticketforge_desktop.services.ports.layout_design import Draft
from ticketforge_desktop.services.ports.printers import Delivery, OpenSession, Printers, PrinterSetup
from ticketforge_desktop.services.ports.printing import CopyKind, TicketFace
from ticketforge_desktop.services.printers import Lock

Encode = Callable[[Draft, Face, PrinterSetup], tuple[bytes, bytes]]
"""What is sent first, and the paper."""


class TestPrints:
    """Prints drafts. The piece of stock it takes is nobody's ticket, so nothing is asked about it afterwards.

    Args:
        printers: where printers are kept.
        encode: makes the commands.
        open_session: connects.
        staff: who acts.
        lock: holds the printer, so that no run is cut into.
    """

    __test__ = False

    def __init__(
        self,
        printers: Printers,
        encode: Encode,
        open_session: OpenSession,
        staff: Staff,
        lock: Lock = lambda _name: nullcontext(),
    ) -> None:
        self._printers, self._encode, self._open, self._staff, self._lock = printers, encode, open_session, staff, lock

    def print(self, draft: Draft, face: Face, printer: str, words: str) -> Delivery:
        """Print one with data in it; its code must be nobody's (`services.faces`).

        Raises:
            RightMissing, NotFound, LayoutFault, Conflict (a run holds the printer): nothing was sent.
            BadInput: likewise; the ticket has no place to say that it is a proof (`facts["reasons"]`).
        """
        self._staff.require(Right.PRINT)
        setup = replace(self._printers.get(printer), words=words)
        if isinstance(face, TicketFace):
            if not any(item.kind == "notice" and item.side == "front" for item in draft.items):
                why = reason("no_notice")
                raise BadInput(f"Not printed: {why}.", field="layout", reasons=(why,))
            face = replace(face, copy_kind=CopyKind.PROOF)
        opening, paper = self._encode(draft, face, setup)
        with self._lock(setup.name):
            session = self._open(setup)
            try:
                return session.deliver(paper, opening)
            finally:
                session.close()
