"""A draft on paper before it is saved: what a printer as it is set up is sent for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ticketforge_desktop.devices.printing.layout_commands import DraftShelf, ticket_of
from ticketforge_desktop.devices.printing.layout_draft import layout_of
from ticketforge_desktop.devices.printing.printer_papers import DevicePapers
from ticketforge_desktop.devices.printing.profiles import dressed, renderer_for, settings_of
from ticketforge_desktop.devices.printing.simulated.park import SimulatedPrinters
from ticketforge_desktop.devices.printing.simulated.pictures import TicketPictures
from ticketforge_desktop.devices.printing.transports.address import parse
from ticketforge_desktop.services.ports.documents import Face
from ticketforge_desktop.services.ports.layout_design import Draft
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import TicketFace

_REF: Final = "test"


class DraftPapers:
    """Makes them. A simulated printer is told what comes out."""

    def __init__(self, simulated: SimulatedPrinters | None = None) -> None:
        self._simulated = simulated

    def paper(self, draft: Draft, face: Face, setup: PrinterSetup) -> tuple[bytes, bytes]:
        """What is sent first, and the paper. Raises `LayoutFault`, `BadInput`."""
        layout = layout_of(draft)
        shelf, setup = DraftShelf(layout), replace(setup, layout=layout.name)
        if not isinstance(face, TicketFace):
            return b"", DevicePapers(shelf, self._simulated).paper(face, setup, _REF)
        opening, paper = ticket_of(renderer_for(setup, shelf), layout, face, setup.dpi, setup.words)
        place = parse(setup.transport)
        if place.kind == "sim" and self._simulated is not None:
            printer = self._simulated.printer(place.path, setup.language)
            pictures = TicketPictures(shelf, layout.name, setup.dpi, setup.words)
            printer.expect_opening(settings_of(setup) + opening)
            printer.expect(dressed(setup, paper), face.ticket_id, lambda: pictures.picture(face), face.issue)
        return opening, paper
