"""TSPL for label printers (TSC and those that speak like them): the ticket as a picture.

Commands after the TSPL/TSPL2 Programming Manual: `SIZE`, `GAP`, `DIRECTION`, `REFERENCE`, `DENSITY`, `SPEED`, `CLS`,
`BITMAP`, `PRINT`. The printer's own fonts and codes differ too much between makers and firmware to place them to the
dot, and text in quotation marks could be left by a quotation mark; a picture has neither trouble. Only rows with ink
are sent.

`ESC !` and `~!` begin commands that are obeyed at once wherever they are found, a reset among them: no picture holds
those bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ticketforge_desktop.devices.printing.languages.pictures import TicketPictures
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.model import Layout
from ticketforge_desktop.devices.printing.raster import Dots
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printing import TicketFace

_EMPTY_ROWS: Final = 16
"""Rows without ink after which a picture begins anew."""
_AT_ONCE: Final = ((b"\x1b!", b"\x1f!"), (b"~!", b"~\x01"))
"""In a picture 0 is ink: these bytes hold single dots, which no code has, and those are filled or left out."""


@dataclass(frozen=True, slots=True)
class TsplOptions:
    """How one TSPL printer is set up.

    `gap` is the space between labels in mm (none on a continuous roll), `direction` 0 or 1 which end comes out first,
    `density` 0 to 15 and `speed` in inches a second; -1 leaves what the printer is set to.
    """

    gap: float = 3.0
    direction: int = 0
    density: int = -1
    speed: int = -1

    def __post_init__(self) -> None:
        if not (0 <= self.gap <= 25 and self.direction in (0, 1) and -1 <= self.density <= 15 and self.speed >= -1):
            raise BadInput(
                "A TSPL printer has a gap of 0 to 25 mm, direction 0 or 1 and a density of 0 to 15.", field="options"
            )


class TsplRenderer:
    """Tickets for a TSPL printer."""

    def __init__(self, shelf: LayoutShelf, options: TsplOptions | None = None) -> None:
        self._shelf = shelf
        self._options = options or TsplOptions()

    def render(self, faces: Sequence[TicketFace], layout: str, dpi: int, language: str) -> bytes:
        run = self.run(layout, dpi, language)
        return b"".join((run.opening(), *map(run.ticket, faces)))

    def run(self, layout: str, dpi: int, language: str) -> TsplRun:
        return TsplRun(self._shelf.for_printer(layout, "tspl"), dpi, language, self._options)


class TsplRun:
    """One layout at one resolution."""

    def __init__(self, layout: Layout, dpi: int, language: str, options: TsplOptions) -> None:
        self._pictures = TicketPictures(layout, dpi, language)
        gap = 0.0 if layout.continuous else options.gap
        lines = [
            f"SIZE {self._pictures.width:g} mm,{self._pictures.height:g} mm",
            f"GAP {gap:g} mm,0 mm",
            f"DIRECTION {options.direction}",
            "REFERENCE 0,0",
        ]
        if options.density >= 0:
            lines.append(f"DENSITY {options.density}")
        if options.speed > 0:
            lines.append(f"SPEED {options.speed}")
        self._opening = "".join(f"{line}\r\n" for line in lines).encode("ascii")

    def opening(self) -> bytes:
        return self._opening

    def ticket(self, face: TicketFace) -> bytes:
        page = self._pictures.of(face)
        return b"CLS\r\n" + b"".join(_bitmap(page, *rows) for rows in inked_rows(page)) + b"PRINT 1,1\r\n"


def _bitmap(page: Dots, first: int, last: int) -> bytes:
    """`BITMAP x,y,bytes,rows,0,data`: rows of a page, without the white bytes on both sides."""
    rows = page.rows[first:last]
    ink = 0
    for row in rows:
        ink |= row
    left = (page.width - ink.bit_length()) // 8
    right = -(-(page.width - ((ink & -ink).bit_length() - 1)) // 8)
    wide = right - left
    spare = page.width - 8 * right
    paper = (1 << (8 * wide)) - 1
    data = b"".join(
        (((row >> spare if spare >= 0 else row << -spare) & paper) ^ paper).to_bytes(wide, "big") for row in rows
    )
    for found, instead in _AT_ONCE:
        data = data.replace(found, instead)
    return f"BITMAP {8 * left},{first},{wide},{last - first},0,".encode("ascii") + data + b"\r\n"


def inked_rows(page: Dots) -> list[tuple[int, int]]:
    """Where a page has ink: from row, to row; short gaps are kept."""
    spans: list[tuple[int, int]] = []
    for index, row in enumerate(page.rows):
        if not row:
            continue
        if spans and index - spans[-1][1] < _EMPTY_ROWS:
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return spans
