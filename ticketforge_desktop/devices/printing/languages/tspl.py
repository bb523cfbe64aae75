"""TSPL for label printers (TSC and those that speak like them): the ticket as a picture.

Commands after the TSPL/TSPL2 Programming Manual: `SIZE`, `GAP`, `DIRECTION`, `REFERENCE`, `DENSITY`, `SPEED`, `CLS`,
`BITMAP`, `PRINT`. The printer's own fonts and codes differ too much between makers and firmware to place them to the
dot, and text in quotation marks could be left by a quotation mark; a picture has neither trouble. Only what has ink is
sent, in pieces.

`ESC !` and `~!` begin commands that are obeyed at once wherever they are found, a reset among them: no picture holds
those bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ticketforge_desktop.devices.printing.languages.pictures import TicketPictures
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.model import Layout
from ticketforge_desktop.devices.printing.raster import Dots
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printing import TicketFace

_EMPTY_ROWS: Final = 4
_EMPTY_BYTES: Final = 2
"""Rows and bytes without ink after which a piece ends: beginning another costs about as many bytes."""
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
        return b"CLS\r\n" + b"".join(_bitmap(page, piece) for piece in pieces(page)) + b"PRINT 1,1\r\n"


class Piece(NamedTuple):
    """A part of a page: rows from `top` to before `bottom`, bytes of a row from `left` to before `right`."""

    top: int
    bottom: int
    left: int
    right: int


def pieces(page: Dots) -> list[Piece]:
    """The parts of a page that have ink: cut at white rows, each at white columns, and so on while there are any."""
    found: list[Piece] = []
    waiting = [Piece(0, page.height, 0, page.row_bytes)]
    while waiting:
        piece = waiting.pop()
        parts = [part for rows in _cut_rows(page, piece) for part in _cut_columns(page, rows)]
        if parts == [piece]:
            found.append(piece)
        else:
            waiting.extend(parts)
    return sorted(found)


def _inside(page: Dots, piece: Piece) -> list[int]:
    """The rows of a piece, each with the bits of its bytes alone."""
    shift, mask = 8 * (page.row_bytes - piece.right), (1 << 8 * (piece.right - piece.left)) - 1
    spare = -page.width % 8
    return [(row << spare) >> shift & mask for row in page.rows[piece.top : piece.bottom]]


def _cut_rows(page: Dots, piece: Piece) -> list[Piece]:
    spans = _spans(list(map(bool, _inside(page, piece))), _EMPTY_ROWS)
    return [piece._replace(top=piece.top + start, bottom=piece.top + end) for start, end in spans]


def _cut_columns(page: Dots, piece: Piece) -> list[Piece]:
    ink = 0
    for row in _inside(page, piece):
        ink |= row
    inked = list(map(bool, ink.to_bytes(piece.right - piece.left, "big")))
    return [
        piece._replace(left=piece.left + start, right=piece.left + end) for start, end in _spans(inked, _EMPTY_BYTES)
    ]


def _spans(inked: Sequence[bool], gap: int) -> list[tuple[int, int]]:
    """Where there is ink: from, to; gaps shorter than `gap` are kept."""
    spans: list[tuple[int, int]] = []
    for index, has_ink in enumerate(inked):
        if has_ink and spans and index - spans[-1][1] < gap:
            spans[-1] = (spans[-1][0], index + 1)
        elif has_ink:
            spans.append((index, index + 1))
    return spans


def _bitmap(page: Dots, piece: Piece) -> bytes:
    """`BITMAP x,y,bytes,rows,0,data`."""
    wide, high = piece.right - piece.left, piece.bottom - piece.top
    paper = (1 << 8 * wide) - 1
    data = b"".join((row ^ paper).to_bytes(wide, "big") for row in _inside(page, piece))
    for found, instead in _AT_ONCE:
        data = data.replace(found, instead)
    return f"BITMAP {8 * piece.left},{piece.top},{wide},{high},0,".encode("ascii") + data + b"\r\n"
