"""Receipts, labels and delivery notes for a printer as it is set up, and its drawer (`PrinterPapers`)."""

from __future__ import annotations

from typing import Final

from ticketforge_desktop.devices.printing.document_fields import document_of
from ticketforge_desktop.devices.printing.documents import PageShelf, Press, nobody, pages_of
from ticketforge_desktop.devices.printing.languages.drawers import kick
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.profiles import dressed, renderer_for
from ticketforge_desktop.devices.printing.simulated.park import SimulatedPrinters
from ticketforge_desktop.devices.printing.simulated.pictures import TicketPictures
from ticketforge_desktop.devices.printing.transports.address import parse
from ticketforge_desktop.domain.errors import LayoutFault, NotFound
from ticketforge_desktop.services.ports.documents import DocumentFace
from ticketforge_desktop.services.ports.printers import PrinterSetup

USUAL: Final = {
    "address": "address-10x5cm",
    "delivery": "delivery-note-a4",
    "receipt": "receipt-80mm",
    "report": "report-80mm",
}
"""The layout of a document where nobody chose one."""


class DevicePapers:
    """`PrinterPapers`. A simulated printer is told what each paper looks like."""

    def __init__(self, shelf: LayoutShelf, simulated: SimulatedPrinters | None = None) -> None:
        self._shelf, self._simulated = shelf, simulated

    def layout_for(self, face: DocumentFace, setup: PrinterSetup) -> str:
        document = document_of(face)
        name = self._own(document, setup) or str(setup.options.get(f"{document}_layout") or USUAL[document])
        self._shelf.for_printer(name, setup.language, document)
        return name

    def paper(self, face: DocumentFace, setup: PrinterSetup, ref: str) -> bytes:
        layout = self.layout_for(face, setup)
        if setup.language == "pdf":
            return Press(self._shelf).render(face, layout, "pdf", setup.dpi, setup.words)
        plan = self._shelf.for_printer(layout, setup.language, document_of(face))
        pages = PageShelf(pages_of(plan, face, setup.words))
        data = pages.rendered(renderer_for(setup, pages), face, setup.dpi, setup.words)
        place = parse(setup.transport)
        if place.kind == "sim" and self._simulated is not None:
            picture = TicketPictures(pages, pages.names[0], setup.dpi, setup.words)
            told = dressed(setup, data)
            self._simulated.printer(place.path, setup.language).expect(
                told, ref, lambda: picture.picture(nobody(face)), 0
            )
        return data

    def drawer(self, setup: PrinterSetup) -> bytes:
        data = kick(setup)
        place = parse(setup.transport)
        if place.kind == "sim" and self._simulated is not None:
            self._simulated.printer(place.path, setup.language).expect_kick(data)
        return data

    def _own(self, document: str, setup: PrinterSetup) -> str:
        """The printer's own layout where it is for such a paper: a label printer that prints nothing but labels."""
        try:
            return setup.layout if setup.layout and self._shelf.layout(setup.layout).document == document else ""
        except (NotFound, LayoutFault):
            return ""
