"""StarPRNT for Star's receipt printers: the ticket as a picture.

Commands after the StarPRNT Command Specifications: `ESC @`, `ESC GS S` (raster), `ESC d` (feed to the cutter and cut).
`ESC ACK` begins commands that are obeyed in real time, a reset among them: no picture holds its bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ticketforge_desktop.devices.printing.languages.pictures import TicketPictures
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.model import Layout
from ticketforge_desktop.devices.printing.raster import Dots
from ticketforge_desktop.services.ports.printing import TicketFace

_RESET: Final = b"\x1b@"
_FULL_CUT, _PARTIAL_CUT = b"\x1bd\x02", b"\x1bd\x03"
_BAND: Final = 128
_AT_ONCE: Final = (b"\x1b\x06", b"\x1f\x06")
"""0x1B holds a single white dot, which no code has: it is filled."""


@dataclass(frozen=True, slots=True)
class StarPrntOptions:
    """How one StarPRNT printer is set up: whether it cuts, and whether a corner of the paper is left standing."""

    cut: bool = True
    partial: bool = True


class StarPrntRenderer:
    """Tickets for a StarPRNT printer."""

    def __init__(self, shelf: LayoutShelf, options: StarPrntOptions | None = None) -> None:
        self._shelf = shelf
        self._options = options or StarPrntOptions()

    def render(self, faces: Sequence[TicketFace], layout: str, dpi: int, language: str) -> bytes:
        run = self.run(layout, dpi, language)
        return b"".join((run.opening(), *map(run.ticket, faces)))

    def run(self, layout: str, dpi: int, language: str) -> StarPrntRun:
        return StarPrntRun(self._shelf.for_printer(layout, "starprnt"), dpi, language, self._options)


class StarPrntRun:
    """One layout at one resolution."""

    def __init__(self, layout: Layout, dpi: int, language: str, options: StarPrntOptions) -> None:
        self._pictures = TicketPictures(layout, dpi, language)
        cut = _PARTIAL_CUT if options.partial else _FULL_CUT
        self._end = cut if options.cut else b""

    def opening(self) -> bytes:
        return _RESET

    def ticket(self, face: TicketFace) -> bytes:
        return b"".join(map(_raster, self._pictures.of(face).bands(_BAND))) + self._end


def _raster(band: Dots) -> bytes:
    """`ESC GS S m xL xH yL yH n`: one tone (1), width in bytes, height in rows, colour 0."""
    size = band.row_bytes.to_bytes(2, "little") + band.height.to_bytes(2, "little")
    return b"\x1b\x1dS\x01" + size + b"\x00" + band.packed().replace(*_AT_ONCE)
