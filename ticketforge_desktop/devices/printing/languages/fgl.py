"""FGL for ticket printers (Boca, Practical Automation): native type, native codes, pictures kept by the printer.

Commands after Boca's FGL Programming Guide (FGL46/26, revision 12): `<RC>` `<NR>` `<RR>` `<RU>` `<RL>` `<HW>` `<TTF>`
`<TRE>` `<QR>` `<X>` `<eP>` `<BX>` `<HX>` `<VX>` `<LT>` `<g>` `<TF>` `<ID>` `<SP>` `<LD>` `<p>` `<q>`. Rows run down
across the print head, columns along the paper, so a ticket lies as it is read when a label printer would turn it by a
quarter. Lower-case commands that write the printer's flash make it reset and lose what follows: none is ever sent.

The printer only adds ink, so white text on a box is black text in a frame.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from ticketforge_desktop.devices.printing.compose import Composer
from ticketforge_desktop.devices.printing.fit import Width
from ticketforge_desktop.devices.printing.languages import canvas
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.marks import DeviceMark, EanMark, Grid, QrMark, SymbolMark
from ticketforge_desktop.devices.printing.metrics import NBSP, ShippedFaces, is_font_0
from ticketforge_desktop.devices.printing.model import MM_PER_PT, Layout, turned
from ticketforge_desktop.devices.printing.raster import Dots
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printing import BoxMark, ImageMark, LineMark, TextMark, TicketFace

_TURNS: Final = {0: "<NR>", 90: "<RR>", 180: "<RU>", 270: "<RL>"}
_SAFE: Final = str.maketrans({"<": "(", ">": ")", "{": "(", "}": ")", "~": "-", "^": "'", NBSP: " "})
"""Signs that open commands, codes and fields, and what stands for them on paper. A colon delimits only the data of an
Interleaved 2 of 5 code, which is never sent, so times keep theirs."""
_ASCENT: Final = 0.905
"""Top of a letter's box to the baseline in em, of the sans serif faces such printers are delivered with."""
_MAX_FONT: Final = 99
_FILES: Final = range(20, 220)
"""Numbers of pictures in the printer's memory; fonts have lower ones."""
MOST_DOTS: Final = (16, 9)
"""The widest modules of a QR code and of bars that the printer draws."""
_BAR_UNIT: Final = 8
"""Dots: heights of bars are given in eighths, the number of a `<eP#>`."""
_STRIP: Final = 8
"""Dots: one byte of graphics is a column of eight, the highest bit on top."""
_MAX_STROKE: Final = 32
_EMPTY_RUN: Final = 8
"""Columns without ink after which a strip begins anew: a new position costs about as much."""


@dataclass(frozen=True, slots=True)
class FglOptions:
    """How one FGL printer is set up.

    `font` and `bold_font` are numbers of TrueType fonts in the printer.
    """

    font: int = 1
    bold_font: int = 1
    cut: bool = True

    def __post_init__(self) -> None:
        if not (1 <= self.font <= _MAX_FONT and 1 <= self.bold_font <= _MAX_FONT):
            raise BadInput(f"A font of an FGL printer has a number from 1 to {_MAX_FONT}.", field="options")


class FglRenderer:
    """Tickets for an FGL printer."""

    def __init__(self, shelf: LayoutShelf, options: FglOptions | None = None) -> None:
        self._shelf = shelf
        self._options = options or FglOptions()

    def render(self, faces: Sequence[TicketFace], layout: str, dpi: int, language: str) -> bytes:
        run = self.run(layout, dpi, language)
        return b"".join((run.opening(), *map(run.ticket, faces)))

    def run(self, layout: str, dpi: int, language: str) -> FglRun:
        return FglRun(self._shelf.for_printer(layout, "fgl"), dpi, language, self._options)


class _Piece(NamedTuple):
    """A mark in FGL: what must be set before it ("" = it does not matter), and the mark itself."""

    turn: str
    font: str
    body: str


class FglRun:
    """One layout at one resolution: its pictures are sent first, then a ticket recalls them by number."""

    def __init__(self, layout: Layout, dpi: int, language: str, options: FglOptions) -> None:
        self._per_mm = Grid(dpi).per_mm
        self._options = options
        self._stored: dict[int, str] = {}
        # A label printer's frame has the head across; FGL's has it down, a quarter further back.
        laid = turned(replace(layout, turn=(layout.turn + 270) % 360))
        self._composer = Composer(laid, language, dpi, FglType(), self._encode, knockout=False, most_dots=MOST_DOTS)
        art = _joined(self._composer.fixed)
        # Two tickets in a row know nothing of each other: all that a ticket relies on is set at its beginning.
        self._head = f"<TRE><NR><HW1,1>{art}"
        self._end = "<p>" if options.cut else "<q>"

    def opening(self) -> bytes:
        return "".join(f"<TF><ID{number}>\x1b{drawn}\x1b" for number, drawn in self._stored.items()).encode("ascii")

    def ticket(self, face: TicketFace) -> bytes:
        return f"{self._head}{_joined(self._composer.marks(face))}{self._end}".encode()

    def _encode(self, mark: DeviceMark) -> _Piece:
        match mark:
            case TextMark():
                return self._text(mark)
            case QrMark():
                return self._qr(mark)
            case EanMark():
                return self._ean(mark)
            case SymbolMark():
                left, top = round(mark.x * self._per_mm), round(mark.y * self._per_mm)
                return _Piece(_TURNS[0], "", self._graphics(canvas.symbol_dots(mark), left, top))
            case BoxMark():
                return _Piece("", "", self._box(mark))
            case LineMark():
                pieces = canvas.line_pieces(mark, self._per_mm)
                return _Piece("", "", "".join(self._bar(*piece) for piece in pieces))
            case ImageMark():
                return _Piece(_TURNS[0], "", self._image(mark))

    def _text(self, mark: TextMark) -> _Piece:
        size = int(mark.pt + 0.01)
        if size < 1 or not is_font_0(mark.text):
            picture, left, top = canvas.placed_text(mark, self._per_mm)
            return _Piece(_TURNS[0], "", self._graphics(picture, left, top))
        em = size * MM_PER_PT * self._per_mm
        wide = mark.width * self._per_mm * size / mark.pt
        back = {"left": 0.0, "center": wide / 2, "right": wide}[mark.anchor]
        x, y = mark.x * self._per_mm, mark.y * self._per_mm
        # The box of a letter builds down and to the right as the text is read, from the corner where that begins.
        column, row = {
            0: (x - back, y - _ASCENT * em),
            90: (x + _ASCENT * em, y - back),
            180: (x + back, y + _ASCENT * em),
            270: (x - _ASCENT * em, y + back),
        }[mark.turn]
        number = self._options.bold_font if mark.bold else self._options.font
        return _Piece(_TURNS[mark.turn], f"<TTF{number},{size}>", _at(column, row) + mark.text.translate(_SAFE))

    def _qr(self, mark: QrMark) -> _Piece:
        at = _at(mark.x * self._per_mm, mark.y * self._per_mm)
        # Numeric mode at level M: the mode decides the symbol's size, so it is never left open.
        return _Piece(_TURNS[0], "", f"{at}<QR{mark.dots},0,2,0>{{{mark.digits}}}")

    def _ean(self, mark: EanMark) -> _Piece:
        area, per_mm = mark.area, self._per_mm
        high = int((area.width if mark.turn % 180 else area.height) * per_mm) // _BAR_UNIT
        column, row = {
            0: (area.x * per_mm, area.y * per_mm),
            90: (area.right * per_mm, area.y * per_mm),
            180: (area.right * per_mm, area.bottom * per_mm),
            270: (area.x * per_mm, area.bottom * per_mm),
        }[mark.turn]
        # The last digit is the check digit, which the printer works out.
        return _Piece(_TURNS[mark.turn], "", f"{_at(column, row)}<X{mark.dots}><eP{high}>{mark.digits[:12]}")

    def _box(self, mark: BoxMark) -> str:
        left, top = round(mark.x * self._per_mm), round(mark.y * self._per_mm)
        width, height = max(1, round(mark.width * self._per_mm)), max(1, round(mark.height * self._per_mm))
        if mark.ink == "white":
            return ""
        if not mark.stroke:
            return self._bar(left, top, width, height)
        stroke = min(_MAX_STROKE, max(1, round(mark.stroke * self._per_mm)))
        return f"{_at(left, top)}<LT{stroke}><BX{height},{width}>"

    def _bar(self, left: int, top: int, width: int, height: int) -> str:
        """A rectangle of ink as lines, as strong as a line may be; strength holds for one line only."""
        if width >= height:
            return "".join(
                f"{_at(left, top + done)}<LT{min(_MAX_STROKE, height - done)}><HX{width}>"
                for done in range(0, height, _MAX_STROKE)
            )
        return "".join(
            f"{_at(left + done, top)}<LT{min(_MAX_STROKE, width - done)}><VX{height}>"
            for done in range(0, width, _MAX_STROKE)
        )

    def _image(self, mark: ImageMark) -> str:
        """Keep a picture in the printer's memory, as the commands that draw it, and recall it by number.

        The number comes from the content, so that another layout's picture is not taken for this one.
        """
        left, top = round(mark.x * self._per_mm), round(mark.y * self._per_mm)
        drawn = self._graphics(canvas.image_dots(mark, self._per_mm), left, top)
        number = int.from_bytes(hashlib.blake2b(drawn.encode(), digest_size=2).digest(), "big") % len(_FILES)
        while self._stored.get(_FILES[number], drawn) != drawn:
            number = (number + 1) % len(_FILES)
        self._stored[_FILES[number]] = drawn
        return f"<SP0,0><LD{_FILES[number]}>"

    def _graphics(self, picture: Dots, left: int, top: int) -> str:
        """Dots as strips of eight rows in hexadecimal, which no flow control on a serial line can bite into."""
        out = []
        for first in range(0, picture.height, _STRIP):
            rows = picture.rows[first : first + _STRIP]
            lines = [format(row, f"0{picture.width}b") for row in rows]
            lines += ["0" * picture.width] * (_STRIP - len(lines))
            columns = [f"{int(''.join(column), 2):02X}" for column in zip(*lines, strict=True)]
            for start, end in _inked(columns):
                data = "".join(columns[start:end])
                out.append(f"{_at(left + start, top + first)}<g{len(data)}>{data}")
        return "".join(out)


class FglType:
    """The measure of text on an FGL printer: the shipped faces are a little wider than the fonts of such printers.

    What stands for a sign with a meaning is no wider than the sign, so text is measured as it came.
    """

    def __init__(self) -> None:
        self._faces = ShippedFaces()
        # Text the printer sets itself runs from left to right, so signs need no order before they are measured.
        self._plain = {bold: self._faces.width("", bold=bold) for bold in (False, True)}

    def prepare(self, text: str) -> str:
        return self._faces.prepare(text)

    def width(self, text: str, *, bold: bool) -> Width:
        return self._plain[bold] if is_font_0(text) else self._faces.width(text, bold=bold)


def _at(x: float, y: float) -> str:
    """The position of a point in dots from the ticket's top left corner."""
    return f"<RC{max(0, round(y))},{max(0, round(x))}>"


def _joined(pieces: Iterable[_Piece]) -> str:
    """Marks one after the other, with turn and font set where they change."""
    out = []
    turn = font = ""
    for piece in pieces:
        if piece.turn and piece.turn != turn:
            turn = piece.turn
            out.append(turn)
        if piece.font and piece.font != font:
            font = piece.font
            out.append(font)
        out.append(piece.body)
    return "".join(out)


def _inked(columns: Sequence[str]) -> list[tuple[int, int]]:
    """Where a strip has ink: from column, to column; short gaps are kept."""
    spans: list[tuple[int, int]] = []
    for index, data in enumerate(columns):
        if data == "00":
            continue
        if spans and index - spans[-1][1] < _EMPTY_RUN:
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return spans
