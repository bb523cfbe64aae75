"""What a till asks of its receipt printer: receipts, their copies, and the cash drawer that hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ticketforge_desktop.services.ports.documents import ReceiptFace
from ticketforge_desktop.services.ports.printing import PrintJob

LedgerEntry = PrintJob
"""A line of the print ledger; `kind` tells what it is about, `state` what became of it."""


class Drawer(Protocol):
    """The cash drawer, which hangs on a receipt printer."""

    def open_drawer(self, printer: str, reason: str) -> LedgerEntry:
        """Open it without a sale. A line of the ledger and of the audit; asked about after trouble like a paper.

        What the printer does is told by `state` (`printed`: the command was carried out), never raised.

        Args:
            printer: as it is set up.
            reason: said by a person; must not be blank.

        Raises (the drawer stays shut):
            RightMissing: the person may not sell.
            NotFound: there is no such printer.
            NoDrawer: printers of this language have none, or it is set up without.
            BadInput: no reason.
            Conflict: another window or command is printing there.
        """
        ...


class Receipts(Drawer, Protocol):
    """Receipts through the ledger. Every method may be called on any thread and takes as long as the paper."""

    def print_receipt(self, face: ReceiptFace, printer: str, open_drawer: bool = False) -> LedgerEntry:
        """Print a sale's receipt, once; with `open_drawer` the drawer opens before it.

        Drawer and receipt are lines of their own (`papers` has both), written together before a byte leaves. A drawer
        that was, or may have been, opened for this sale is not opened again; trouble with it leaves the receipt
        `failed`, which may be printed again. What the printer does is told by the receipt's `state`, never raised.
        What stands on it is kept, so that a copy says the same.

        Raises (nothing was sent):
            RightMissing: the person may not print, or with `open_drawer` may not sell.
            NotFound, LayoutFault, BadInput: the printer, its receipt layout, or what stands on the receipt.
            NoDrawer: `open_drawer`, and there is none.
            ReceiptPrinted: this receipt was printed, or may have been; `facts["job"]` and `facts["state"]` tell. A
                further paper is a copy.
            Conflict: another window or command is printing there; a further paper of this receipt with other figures.
        """
        ...

    def print_copy(self, number: str, printer: str, reason: str = "") -> LedgerEntry:
        """Print a receipt again, marked as a copy, from what was kept of it. Never opens the drawer.

        Raises as `print_receipt`, and `NotFound`: no receipt of this number was begun here.
        """
        ...

    def papers(self, number: str) -> Sequence[LedgerEntry]:
        """All lines of a receipt, the drawer's and its copies' included, oldest first."""
        ...
