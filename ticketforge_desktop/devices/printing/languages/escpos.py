"""ESC/POS for receipt printers: page mode with the printer's own type and codes, or one picture.

`page`: marks are placed in dots on a page, text in the printer's fonts and code pages, QR and EAN-13 drawn by the
printer, everything else as graphics. `raster`: the ticket as one picture, for printers that know no page mode. Both
print what the layout says where it says it. `ESC @` forgets the code page, so `ESC t` goes before every text.

The printer only adds ink, so in page mode white text on a box is black text in a frame.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ticketforge_desktop.devices.printing.compose import Composer
from ticketforge_desktop.devices.printing.languages import canvas
from ticketforge_desktop.devices.printing.languages import escpos_commands as command
from ticketforge_desktop.devices.printing.languages.escpos_text import PAGES, CodePages, EscPosType, chosen_type
from ticketforge_desktop.devices.printing.languages.pictures import TicketPictures
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.marks import DeviceMark, EanMark, Grid, QrMark, SymbolMark
from ticketforge_desktop.devices.printing.model import MM_PER_PT, Layout, turned
from ticketforge_desktop.devices.printing.raster import Dots
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printing import (
    BoxMark,
    ImageMark,
    LineMark,
    TextMark,
    TicketFace,
    TicketRun,
)

_DIRECTIONS: Final = {0: 0, 90: 3, 180: 2, 270: 1}
_MAX_UNITS: Final = 255
MOST_DOTS: Final = (16, 6)
"""The widest modules of a QR code and of bars that the printer draws."""
_MAX_BAR_HEIGHT: Final = 255
_DESCENT: Final = 0.2
"""Of a sign's height: what lies below its baseline."""
_BAND: Final = 128
"""Rows of one picture: no printer's buffer is smaller."""


@dataclass(frozen=True, slots=True)
class EscPosOptions:
    """How one ESC/POS printer is set up.

    `mode` is `page` or `raster`, `code_pages` as `cp852:18` for each; `single_byte` is for printers made for Chinese,
    which take two letters with accents for one sign unless told otherwise.
    """

    mode: str = "page"
    code_pages: str = PAGES
    single_byte: bool = False
    cut: bool = True

    def __post_init__(self) -> None:
        if self.mode not in ("page", "raster"):
            raise BadInput("The mode of an ESC/POS printer is page or raster.", field="options", option="mode")


class EscPosRenderer:
    """Tickets for an ESC/POS printer."""

    def __init__(self, shelf: LayoutShelf, options: EscPosOptions | None = None) -> None:
        self._shelf = shelf
        self._options = options or EscPosOptions()
        self._pages = CodePages(self._options.code_pages)

    def render(self, faces: Sequence[TicketFace], layout: str, dpi: int, language: str) -> bytes:
        run = self.run(layout, dpi, language)
        return b"".join((run.opening(), *map(run.ticket, faces)))

    def run(self, layout: str, dpi: int, language: str) -> TicketRun:
        found = self._shelf.for_printer(layout, "escpos")
        end = command.cut() if self._options.cut else b""
        if self._options.mode == "raster":
            return RasterRun(found, dpi, language, end)
        begin = command.SINGLE_BYTES if self._options.single_byte else b""
        return PageRun(found, dpi, language, self._pages, (begin, end))


class RasterRun:
    """Tickets as pictures in standard mode."""

    def __init__(self, layout: Layout, dpi: int, language: str, end: bytes) -> None:
        self._pictures = TicketPictures(layout, dpi, language)
        self._end = end

    def opening(self) -> bytes:
        return command.RESET

    def ticket(self, face: TicketFace) -> bytes:
        return b"".join(map(command.raster, self._pictures.of(face).bands(_BAND))) + self._end


class PageRun:
    """Tickets as pages of marks."""

    def __init__(self, layout: Layout, dpi: int, language: str, pages: CodePages, around: tuple[bytes, bytes]) -> None:
        begin, end = around
        self._per_mm = Grid(dpi).per_mm
        self._step = 1 if dpi <= _MAX_UNITS else 2  # dots in a unit
        self._pages = pages
        self._stored: dict[bytes, bytes] = {}
        laid = turned(layout)
        self._width, self._height = round(laid.width * self._per_mm), round(laid.height * self._per_mm)
        self._composer = Composer(
            laid,
            language,
            dpi,
            EscPosType(pages),
            self._encode,
            knockout=False,
            most_dots=MOST_DOTS,
        )
        self._head = b"".join(
            (
                begin,
                command.US_SIGNS,
                command.PAGE_MODE,
                command.units(dpi // self._step),
                command.area(self._width // self._step, self._height // self._step),
                *self._composer.fixed,
            )
        )
        self._end = command.PRINT_PAGE + end

    def opening(self) -> bytes:
        return command.RESET + b"".join(self._stored.values())

    def ticket(self, face: TicketFace) -> bytes:
        return self._head + b"".join(self._composer.marks(face)) + self._end

    def _encode(self, mark: DeviceMark) -> bytes:
        match mark:
            case TextMark():
                return self._text(mark)
            case QrMark():
                return self._qr(mark)
            case EanMark():
                return self._ean(mark)
            case SymbolMark():
                left, top = round(mark.x * self._per_mm), round(mark.y * self._per_mm)
                return self._picture(canvas.symbol_dots(mark), left, top)
            case BoxMark():
                return self._box(mark)
            case LineMark():
                return b"".join(self._bar(*piece) for piece in canvas.line_pieces(mark, self._per_mm))
            case ImageMark():
                return self._image(mark)

    def _at(self, turn: int, x: float, y: float) -> bytes:
        """A point of the page in dots as the direction of print and a position in it."""
        along, across = {
            0: (x, y),
            90: (y, self._width - x),
            180: (self._width - x, self._height - y),
            270: (self._height - y, x),
        }[turn]
        return command.direction(_DIRECTIONS[turn]) + command.position(
            round(along / self._step), round(across / self._step)
        )

    def _text(self, mark: TextMark) -> bytes:
        em, planned = mark.pt * MM_PER_PT * self._per_mm, mark.width * self._per_mm
        face = chosen_type(len(mark.text), em, planned) if self._pages.has(mark.text) else None
        if face is None:
            picture, left, top = canvas.placed_text(mark, self._per_mm)
            return self._picture(picture, left, top)
        wide = len(mark.text) * face.width
        back = {"left": 0.0, "center": wide / 2, "right": wide}[mark.anchor]
        x, y = mark.x * self._per_mm, mark.y * self._per_mm
        down = _DESCENT * face.height
        corner = {
            0: (x - back, y + down),
            90: (x - down, y - back),
            180: (x + back, y - down),
            270: (x + down, y + back),
        }[mark.turn]
        style = command.type_style(face.font, face.times, bold=mark.bold)
        return self._at(mark.turn, *corner) + style + self._pages.encoded(mark.text)

    def _qr(self, mark: QrMark) -> bytes:
        bottom = round(mark.y * self._per_mm) + mark.side * mark.dots
        return self._at(0, round(mark.x * self._per_mm), bottom) + command.qr(mark.digits, mark.dots)

    def _ean(self, mark: EanMark) -> bytes:
        area, per_mm = mark.area, self._per_mm
        high = min(_MAX_BAR_HEIGHT, round((area.width if mark.turn % 180 else area.height) * per_mm))
        left, top = round(area.x * per_mm), round(area.y * per_mm)
        right, bottom = left + round(area.width * per_mm), top + round(area.height * per_mm)
        # The lower left corner of the bars as they are read.
        corner = {
            0: (left, top + high),
            90: (right - high, top),
            180: (right, bottom - high),
            270: (left + high, bottom),
        }
        return self._at(mark.turn, *corner[mark.turn]) + command.ean13(mark.digits[:12], mark.dots, high)

    def _box(self, mark: BoxMark) -> bytes:
        if mark.ink == "white":
            return b""
        left, top = round(mark.x * self._per_mm), round(mark.y * self._per_mm)
        width, height = max(1, round(mark.width * self._per_mm)), max(1, round(mark.height * self._per_mm))
        stroke = max(1, round(mark.stroke * self._per_mm)) if mark.stroke else 0
        if not stroke or 2 * stroke >= min(width, height):
            return self._bar(left, top, width, height)
        return b"".join(self._bar(*piece) for piece in canvas.frame_pieces(left, top, width, height, stroke))

    def _bar(self, left: int, top: int, width: int, height: int) -> bytes:
        return self._picture(Dots(width, height, ((1 << width) - 1,) * height), left, top)

    def _picture(self, picture: Dots, left: int, top: int) -> bytes:
        """Dots at a place; pieces that are no larger than a printer takes at once."""
        whole = canvas.clipped(picture, left, top, self._width, self._height)
        if whole is None:
            return b""
        picture, left, top = whole
        out = []
        for part in picture.bands(picture.height if command.fits_graphic(picture) else _BAND):
            top += part.height
            out.append(self._at(0, left, top) + command.graphics(part))
        return b"".join(out)

    def _image(self, mark: ImageMark) -> bytes:
        """Keep a picture in the printer's memory and recall it by a key that comes from its content."""
        picture = canvas.image_dots(mark, self._per_mm)
        left, top = round(mark.x * self._per_mm), round(mark.y * self._per_mm)
        if not command.fits_graphic(picture):
            return self._picture(picture, left, top)
        digest = hashlib.blake2b(command.packed(picture), digest_size=2).digest()
        key = bytes(33 + byte % 93 for byte in digest)
        while self._stored.get(key, command.stored(key, picture)) != command.stored(key, picture):
            key = bytes((key[0], 33 + (key[1] - 32) % 93))
        self._stored[key] = command.stored(key, picture)
        return self._at(0, left, top + picture.height) + command.recalled(key)
