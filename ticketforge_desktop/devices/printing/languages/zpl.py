"""ZPL II for label printers: native fonts, native codes, the fixed part of a layout stored in the printer once.

Commands after the ZPL II Programming Guide (^A0, ^BE, ^BQ, ^CI, ^DF, ^FD, ^FH, ^FO, ^FR, ^FT, ^GB, ^GF, ^XF). Text can
never become a command: it is cleaned of control characters, and `^`, `~` and `_` go as hexadecimal (`^FH_`).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ticketforge_desktop.devices.printing.compose import Composer
from ticketforge_desktop.devices.printing.languages import canvas
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.marks import DeviceMark, EanMark, Grid, QrMark, SymbolMark
from ticketforge_desktop.devices.printing.metrics import FONT_0_SCALE, NBSP, Font0, is_font_0
from ticketforge_desktop.devices.printing.model import MM_PER_PT, Layout, turned
from ticketforge_desktop.devices.printing.raster import Dots
from ticketforge_desktop.services.ports.printing import BoxMark, ImageMark, LineMark, TextMark, TicketFace

_TURNS: Final = {0: "N", 90: "R", 180: "I", 270: "B"}
_ESCAPED: Final = str.maketrans({"_": "_5F", "^": "_5E", "~": "_7E", NBSP: " "})
# A printer sets a QR symbol lower than its ^FO by the bar height of the last ^BY, which outlives the label; so the
# height is stated with every symbol and taken off again.
_QR_DROP: Final = 10
MOST_DOTS: Final = (10, 10)
"""Widest modules of `^BQ` and `^BY`."""


@dataclass(frozen=True, slots=True)
class ZplOptions:
    """How one ZPL printer is set up: `cut` behind every label; else as the printer itself is set."""

    cut: bool = False


class ZplRenderer:
    """Tickets for a ZPL printer."""

    def __init__(self, shelf: LayoutShelf, options: ZplOptions | None = None) -> None:
        self._shelf = shelf
        self._options = options or ZplOptions()

    def render(self, faces: Sequence[TicketFace], layout: str, dpi: int, language: str) -> bytes:
        run = self.run(layout, dpi, language)
        return b"".join((run.opening(), *map(run.ticket, faces)))

    def run(self, layout: str, dpi: int, language: str) -> ZplRun:
        return ZplRun(self._shelf.for_printer(layout, "zpl"), dpi, language, cut=self._options.cut)


class ZplRun:
    """One layout at one resolution: the stored format first, then the tickets that recall it."""

    def __init__(self, layout: Layout, dpi: int, language: str, *, cut: bool = False) -> None:
        self._per_mm = Grid(dpi).per_mm
        laid = turned(layout)
        self._composer = Composer(laid, language, dpi, Font0(), self._encode, most_dots=MOST_DOTS)
        width, height = self._dots(laid.width), self._dots(laid.height)
        media = "^MNN" if laid.continuous else ""
        art = "".join(self._composer.fixed)
        setup = f"^CI28{media}^PW{width}^LL{height}^LH0,0{art}"
        # Named after its content, so that a printer can never fill in tickets on another layout's art.
        name = "R:T" + hashlib.blake2b(setup.encode(), digest_size=3).hexdigest().upper() + ".ZPL"
        self._opening = f"^XA^DF{name}^FS{setup}^XZ\n".encode()
        self._head = f"^XA^CI28{'^MMC' if cut else ''}^XF{name}^FS"

    def opening(self) -> bytes:
        return self._opening

    def ticket(self, face: TicketFace) -> bytes:
        return f"{self._head}{''.join(self._composer.marks(face))}^XZ\n".encode()

    def _dots(self, length: float) -> int:
        return round(length * self._per_mm)

    def _encode(self, mark: DeviceMark) -> str:
        match mark:
            case TextMark():
                return self._text(mark)
            case QrMark():
                at = f"^FO{self._dots(mark.x)},{max(0, self._dots(mark.y) - _QR_DROP)}"
                # Level M, manual input, numeric: the mode decides the symbol's size, so it is never left open.
                return f"{at}^BY2,3,{_QR_DROP}^BQN,2,{mark.dots}^FDMM,N{mark.digits}^FS"
            case EanMark():
                area = mark.area
                high = self._dots(area.width if mark.turn % 180 else area.height)
                at = f"^FO{self._dots(area.x)},{self._dots(area.y)}^BY{mark.dots}"
                return f"{at}^BE{_TURNS[mark.turn]},{high},N,N^FD{mark.digits[:12]}^FS"
            case SymbolMark():
                return f"^FO{self._dots(mark.x)},{self._dots(mark.y)}{graphic(canvas.symbol_dots(mark))}^FS"
            case BoxMark():
                return self._box(mark)
            case LineMark():
                return self._line(mark)
            case ImageMark():
                return self._image(mark)

    def _text(self, mark: TextMark) -> str:
        em = mark.pt * MM_PER_PT * self._per_mm
        back = {"left": 0.0, "center": mark.width / 2, "right": mark.width}[mark.anchor]
        dx, dy = {0: (-1, 0), 90: (0, -1), 180: (1, 0), 270: (0, 1)}[mark.turn]
        x, y = self._dots(mark.x + dx * back), self._dots(mark.y + dy * back)
        reverse = "^FR" if mark.ink == "white" else ""
        if not is_font_0(mark.text):
            return self._dotted(mark, reverse)
        words = mark.text.translate(_ESCAPED)
        escaped = "^FH_" if "_" in words else ""
        return f"^FT{x},{y}{reverse}^A0{_TURNS[mark.turn]},{int(em * FONT_0_SCALE)}{escaped}^FD{words}^FS"

    def _dotted(self, mark: TextMark, reverse: str) -> str:
        """Text the printer's font lacks, as a picture; font 0 is bold, and so are the dots beside it."""
        picture, left, top = canvas.placed_text(replace(mark, bold=True), self._per_mm)
        return f"^FO{max(0, left)},{max(0, top)}{reverse}{graphic(picture)}^FS"

    def _box(self, mark: BoxMark) -> str:
        width, height = max(1, self._dots(mark.width)), max(1, self._dots(mark.height))
        short = min(width, height)
        stroke = max(1, self._dots(mark.stroke)) if mark.stroke else short
        rounding = min(8, round(8 * self._dots(mark.radius) / (short / 2)))
        ink = "W" if mark.ink == "white" else "B"
        return f"^FO{self._dots(mark.x)},{self._dots(mark.y)}^GB{width},{height},{stroke},{ink},{rounding}^FS"

    def _line(self, mark: LineMark) -> str:
        pieces = canvas.line_pieces(mark, self._per_mm)
        return "".join(f"^FO{x},{y}^GB{width},{height},{min(width, height)}^FS" for x, y, width, height in pieces)

    def _image(self, mark: ImageMark) -> str:
        picture = graphic(canvas.image_dots(mark, self._per_mm))
        return f"^FO{self._dots(mark.x)},{self._dots(mark.y)}{picture}^FS"


def graphic(picture: Dots) -> str:
    """A `^GFA` field with a picture, deflated (`:Z64:`); the checksum is CRC-16/CCITT over the Base64 text."""
    data = picture.packed()
    packed = base64.b64encode(zlib.compress(data, 9))
    crc = binascii.crc_hqx(packed, 0)
    return f"^GFA,{len(data)},{len(data)},{picture.row_bytes},:Z64:{packed.decode('ascii')}:{crc:04X}"
