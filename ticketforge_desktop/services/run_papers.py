"""The papers of a run, made one by one for one printer."""

from __future__ import annotations

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.faces import TicketFaces
from ticketforge_desktop.services.ports.print_runs import (
    Documents,
    ItemKind,
    ItemState,
    PostOrder,
    PrintRun,
    RunBook,
    RunItem,
    Share,
)
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import CopyKind, Origin, Renderer
from ticketforge_desktop.services.print_line import Paper
from ticketforge_desktop.services.print_tickets import paper_of, run_of


class PaperMaker:
    """Makes papers for one printer of a run. Raises, when it is made, what `run_of` raises."""

    def __init__(
        self,
        run: PrintRun,
        setup: PrinterSetup,
        faces: TicketFaces,
        renderer: Renderer,
        book: RunBook,
        documents: Documents | None = None,
        share: Share | None = None,
    ) -> None:
        self._run, self._setup, self._faces, self._documents, self._book = run, setup, faces, documents, book
        self._copy_kind = CopyKind(run.copy_kind)
        tickets = share is None or ItemKind.TICKET in share.kinds
        self._tickets = run_of(renderer, setup) if tickets else None

    def opening(self) -> bytes:
        """What the printer must know before the first ticket."""
        return self._tickets.opening() if self._tickets is not None else b""

    def paper(self, item: RunItem) -> Paper:
        """A ticket as it is now, with the issue that counts now.

        Raises:
            NotFound, BadInput: it is gone, admits nobody any more, or can't be made here.
        """
        if item.kind is ItemKind.TICKET and self._tickets is not None:
            face = next(self._faces.faces([item.ref], self._copy_kind))
            return paper_of(face, self._tickets, self._setup.language, self._copy_kind, self._run.run_id, item.position)
        documents = self._documents
        if documents is None:
            raise BadInput("Labels and delivery notes can't be made here.", field="kind", value=str(item.kind))
        made = documents.make(item.kind, self._order(item), self._setup)
        origin = Origin(self._setup.language, "", self._run.run_id, item.position, str(item.kind))
        return Paper(f"{item.kind}:{item.ref}", 0, lambda: made.data, origin, made.layout)

    def _order(self, item: RunItem) -> PostOrder:
        """What is in the envelope: the tickets of the order that this run printed, no other."""
        run_id = self._run.run_id
        printed = self._book.items(run_id, states=(ItemState.PRINTED,), bundle=item.bundle)
        tickets = tuple(one.ref for one in printed if one.kind is ItemKind.TICKET)
        return PostOrder(item.ref, self._book.address(run_id, item.bundle), tickets)
