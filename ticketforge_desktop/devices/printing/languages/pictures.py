"""Tickets as pictures of dots, for languages that send one."""

from __future__ import annotations

from ticketforge_desktop.devices.printing.compose import Composer
from ticketforge_desktop.devices.printing.languages.canvas import Canvas
from ticketforge_desktop.devices.printing.marks import DeviceMark
from ticketforge_desktop.devices.printing.metrics import ShippedFaces
from ticketforge_desktop.devices.printing.model import Layout, turned
from ticketforge_desktop.devices.printing.raster import Dots
from ticketforge_desktop.services.ports.printing import TicketFace


class TicketPictures:
    """One layout at one resolution, as it lies on the printer's stock; what never changes is drawn once."""

    def __init__(self, layout: Layout, dpi: int, language: str) -> None:
        laid = turned(layout)
        self.width, self.height = laid.width, laid.height
        self._composer = Composer(laid, language, dpi, ShippedFaces(), _itself)
        self._art = Canvas(laid.width, laid.height, dpi)
        self._art.draw_all(self._composer.fixed)

    def of(self, face: TicketFace) -> Dots:
        """One ticket. Raises `BadInput` for a code that is none."""
        page = self._art.copy()
        page.draw_all(self._composer.marks(face))
        return page.dots()


def _itself(mark: DeviceMark) -> DeviceMark:
    return mark
