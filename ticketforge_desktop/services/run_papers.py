"""The papers of a run, made one by one for one printer."""

from __future__ import annotations

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.faces import TicketFaces
from ticketforge_desktop.services.ports.print_runs import Documents, ItemKind, PrintRun, RunItem
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
        documents: Documents | None,
    ) -> None:
        self._run, self._setup, self._faces, self._documents = run, setup, faces, documents
        self._copy_kind = CopyKind(run.copy_kind)
        self._tickets = run_of(renderer, setup)

    def opening(self) -> bytes:
        """What the printer must know before the first ticket."""
        return self._tickets.opening()

    def paper(self, item: RunItem) -> Paper:
        """A ticket as it is now, with the issue that counts now.

        Raises:
            NotFound, BadInput: it is gone, admits nobody any more, or can't be made here.
        """
        if item.kind is ItemKind.TICKET:
            face = next(self._faces.faces([item.ref], self._copy_kind))
            return paper_of(face, self._tickets, self._setup.language, self._copy_kind, self._run.run_id, item.position)
        documents = self._documents
        if documents is None:
            raise BadInput("Labels and delivery notes can't be made here.", field="kind", value=str(item.kind))
        origin = Origin(self._setup.language, "", self._run.run_id, item.position)
        return Paper(f"{item.kind}:{item.ref}", 0, lambda: documents.document(item.kind, item.ref, self._setup), origin)
