"""What a ticket looks like on paper, as a PNG in the printer's own dots."""

from __future__ import annotations

import struct
import zlib

from ticketforge_desktop.devices.printing.compose import Composer
from ticketforge_desktop.devices.printing.languages.canvas import Canvas
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.marks import DeviceMark
from ticketforge_desktop.devices.printing.metrics import ShippedFaces
from ticketforge_desktop.devices.printing.raster import Dots
from ticketforge_desktop.services.ports.printing import TicketFace


class TicketPictures:
    """Draws tickets of one layout the way they are read. Raises `LayoutFault`, `NotFound` at once."""

    def __init__(self, shelf: LayoutShelf, layout: str, dpi: int, words: str) -> None:
        plan = shelf.layout(layout)
        self._size = (plan.width, plan.height, dpi)
        self._dpi = dpi
        self._composer = Composer(plan, words, dpi, ShippedFaces(), _same)

    def picture(self, face: TicketFace) -> bytes:
        """One ticket as PNG. Raises `BadInput` for a face that can't be put into a symbol."""
        canvas = Canvas(*self._size)
        canvas.draw_all((*self._composer.fixed, *self._composer.marks(face)))
        return png_of(canvas.dots(), self._dpi)


def _same(mark: DeviceMark) -> DeviceMark:
    return mark


def png_of(dots: Dots, dpi: int) -> bytes:
    """Ink as black, one bit a dot, with its resolution (PNG, third edition: IHDR, pHYs, IDAT, IEND)."""
    ones = (1 << dots.width) - 1
    spare = -dots.width % 8
    rows = b"".join(b"\0" + ((~row & ones) << spare).to_bytes(dots.row_bytes, "big") for row in dots.rows)
    per_metre = round(dpi / 0.0254)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", dots.width, dots.height, 1, 0, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
