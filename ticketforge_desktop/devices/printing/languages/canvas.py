"""A ticket as dots: for printers that take pictures only, and for what a printer's own fonts can't show.

Rows are integers, so that a line, a filled box or a row of a letter is one operation. Signs are drawn once a size and
kept; a ticket takes about two milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ticketforge_desktop.devices.printing import symbols
from ticketforge_desktop.devices.printing.marks import DeviceMark, EanMark, Grid, QrMark, SymbolMark
from ticketforge_desktop.devices.printing.metrics import ShippedFaces
from ticketforge_desktop.devices.printing.model import MM_PER_PT
from ticketforge_desktop.devices.printing.raster import Dots, glyph
from ticketforge_desktop.devices.printing.text import visual
from ticketforge_desktop.services.ports.printing import BoxMark, ImageMark, LineMark, TextMark

_QUARTER = 4
"""Sizes are rounded to a quarter of a dot, so that signs can be kept."""


@dataclass(frozen=True, slots=True)
class TextDots:
    """A line of text as dots; its baseline lies under row `above`, and the pen begins at column `left`."""

    dots: Dots
    left: int
    above: int


def _drawn_size(em: float) -> float:
    return max(1, round(em * _QUARTER)) / _QUARTER


@lru_cache(maxsize=512)
def text_dots(text: str, em: float, *, bold: bool) -> TextDots:
    """A line of text `em` dots to the em in the shipped face, right-to-left scripts in the order they are drawn."""
    size = _drawn_size(em)
    measure = ShippedFaces().width
    pen = 0.0
    placed = []
    for sign in visual(text):
        one = glyph(sign, size, bold=bold)
        if one.rows:
            placed.append((round(pen) + one.left, one))
        pen += measure(sign, bold=bold)(sign) * size
    if not placed:
        return TextDots(Dots(1, 1, (0,)), 0, 1)
    left = min(at for at, _ in placed)
    width = max(at + one.width for at, one in placed) - left
    above = max(one.above for _, one in placed)
    height = max(above - one.above + len(one.rows) for _, one in placed)
    rows = [0] * height
    for at, one in placed:
        shift = width - (at - left) - one.width
        top = above - one.above
        for index, row in enumerate(one.rows):
            rows[top + index] |= row << shift
    return TextDots(Dots(width, height, tuple(rows)), -left, above)


def placed_text(mark: TextMark, per_mm: float) -> tuple[Dots, int, int]:
    """A text mark as dots and where their top left corner stands. A line that would be wider than planned is smaller.

    Only texts that were fitted for a narrower face than the shipped one come out smaller than their mark says.
    """
    em = _drawn_size(mark.pt * MM_PER_PT * per_mm)
    across = ShippedFaces().width(mark.text, bold=mark.bold)(mark.text)
    planned = mark.width * per_mm
    if planned and across * em > planned + 1:
        em = max(1, int(planned / across * _QUARTER)) / _QUARTER
    wide = across * em
    line = text_dots(mark.text, em, bold=mark.bold)
    back = {"left": 0.0, "center": wide / 2, "right": wide}[mark.anchor] + line.left
    width, height = line.dots.width, line.dots.height
    x, y = mark.x * per_mm, mark.y * per_mm
    below = height - line.above
    left, top = {
        0: (x - back, y - line.above),
        90: (x - below, y - back),
        180: (x + back - width, y - below),
        270: (x - line.above, y + back - width),
    }[mark.turn]
    return line.dots.turned(mark.turn), round(left), round(top)


class Canvas:
    """A page of dots that marks are drawn on. What would stand outside is cut off."""

    def __init__(self, width: float, height: float, dpi: int) -> None:
        """`width` and `height` in mm."""
        self.per_mm = Grid(dpi).per_mm
        self.width = round(width * self.per_mm)
        self.height = round(height * self.per_mm)
        self.rows = [0] * self.height

    def copy(self) -> Canvas:
        """A page of its own with the same ink."""
        twin = object.__new__(Canvas)
        twin.per_mm, twin.width, twin.height = self.per_mm, self.width, self.height
        twin.rows = self.rows.copy()
        return twin

    def dots(self) -> Dots:
        """What was drawn."""
        return Dots(self.width, self.height, tuple(self.rows))

    def draw_all(self, marks: Iterable[DeviceMark]) -> None:
        """Draw marks in their order."""
        for mark in marks:
            self.draw(mark)

    def draw(self, mark: DeviceMark) -> None:
        """Draw one mark."""
        match mark:
            case TextMark():
                picture, left, top = placed_text(mark, self.per_mm)
                self.put(picture, left, top, white=mark.ink == "white")
            case QrMark():
                self.put(qr_dots(mark.digits, mark.dots), self._dots(mark.x), self._dots(mark.y))
            case EanMark():
                picture = ean_dots(mark, self.per_mm)
                left, top = ean_corner(mark, self.per_mm)
                self.put(picture, left, top)
            case SymbolMark():
                self.put(symbol_dots(mark), self._dots(mark.x), self._dots(mark.y))
            case BoxMark():
                self._box(mark)
            case LineMark():
                for left, top, width, height in line_pieces(mark, self.per_mm):
                    self.fill(left, top, width, height)
            case ImageMark():
                self.put(image_dots(mark, self.per_mm), self._dots(mark.x), self._dots(mark.y))

    def fill(self, left: int, top: int, width: int, height: int, *, white: bool = False) -> None:
        """A rectangle of ink, or of none."""
        first, last = max(0, left), min(self.width, left + width)
        if last <= first:
            return
        mask = ((1 << (last - first)) - 1) << (self.width - last)
        for y in range(max(0, top), min(self.height, top + height)):
            self.rows[y] = self.rows[y] & ~mask if white else self.rows[y] | mask

    def put(self, picture: Dots, left: int, top: int, *, white: bool = False) -> None:
        """A picture added to what is there, or taken out of it."""
        shift = self.width - left - picture.width
        page = (1 << self.width) - 1
        first = max(0, -top)
        for y, row in enumerate(picture.rows[first : max(0, self.height - top)], start=top + first):
            ink = (row << shift if shift >= 0 else row >> -shift) & page
            self.rows[y] = self.rows[y] & ~ink if white else self.rows[y] | ink

    def _dots(self, length: float) -> int:
        return round(length * self.per_mm)

    def _box(self, mark: BoxMark) -> None:
        left, top = self._dots(mark.x), self._dots(mark.y)
        width, height = max(1, self._dots(mark.width)), max(1, self._dots(mark.height))
        white = mark.ink == "white"
        stroke = max(1, self._dots(mark.stroke)) if mark.stroke else 0
        if not stroke or 2 * stroke >= min(width, height):
            self.fill(left, top, width, height, white=white)
            return
        for x, y, across, down in frame_pieces(left, top, width, height, stroke):
            self.fill(x, y, across, down, white=white)


def clipped(picture: Dots, left: int, top: int, width: int, height: int) -> tuple[Dots, int, int] | None:
    """What of a picture lies on a page of so many dots, and where; None for nothing."""
    first, last = max(0, -left), min(picture.width, width - left)
    above, below = max(0, -top), min(picture.height, height - top)
    if first >= last or above >= below:
        return None
    mask = (1 << (last - first)) - 1
    rows = tuple((row >> (picture.width - last)) & mask for row in picture.rows[above:below])
    return Dots(last - first, below - above, rows), left + first, top + above


def frame_pieces(left: int, top: int, width: int, height: int, stroke: int) -> list[tuple[int, int, int, int]]:
    """A frame inside a rectangle as four bars (left, top, width, height)."""
    return [
        (left, top, width, stroke),
        (left, top + height - stroke, width, stroke),
        (left, top + stroke, stroke, height - 2 * stroke),
        (left + width - stroke, top + stroke, stroke, height - 2 * stroke),
    ]


def line_pieces(mark: LineMark, per_mm: float) -> list[tuple[int, int, int, int]]:
    """A line, or its dashes, as bars (left, top, width, height) in dots."""
    stroke = max(1, round(mark.stroke * per_mm))
    across = mark.y1 == mark.y2
    length = round((mark.x2 - mark.x1 if across else mark.y2 - mark.y1) * per_mm)
    x, y = round(mark.x1 * per_mm), round(mark.y1 * per_mm)
    x, y = (x, max(0, y - stroke // 2)) if across else (max(0, x - stroke // 2), y)
    dash = max(1, round(mark.dash * per_mm)) if mark.dash else max(1, length)
    pieces = []
    for start in range(0, length, 2 * dash):
        part = max(1, min(dash, length - start))
        pieces.append((x + start, y, part, stroke) if across else (x, y + start, stroke, part))
    return pieces


def qr_dots(digits: str, size: int) -> Dots:
    """The QR symbol of a ticket code, `size` dots a module."""
    matrix = symbols.qr_matrix(digits)
    rows: list[int] = []
    for line in matrix:
        text = "".join(["0" * size if module else "1" * size for module in line])
        rows.extend([int(text, 2)] * size)
    return Dots(len(matrix) * size, len(matrix) * size, tuple(rows))


def ean_dots(mark: EanMark, per_mm: float) -> Dots:
    """The bars of an EAN-13 with guard bars that reach further down, turned as the mark says."""
    high = round((mark.area.width if mark.turn % 180 else mark.area.height) * per_mm)
    bits = symbols.ean13_bits(mark.digits)
    bars = "".join(bit * mark.dots for bit in bits)
    guards = ["0"] * len(bits)
    for start, width in symbols.bar_runs(bits):
        if symbols.is_guard(start):
            guards[start : start + width] = "1" * width
    below = "".join(bit * mark.dots for bit in guards)
    reach = symbols.EAN_GUARD * mark.dots
    rows = (int(bars, 2),) * high + (int(below, 2),) * reach
    return Dots(len(bars), len(rows), rows).turned(mark.turn)


def ean_corner(mark: EanMark, per_mm: float) -> tuple[int, int]:
    """The top left corner of `ean_dots` on the page: the guard bars reach out of the mark's area."""
    reach = symbols.EAN_GUARD * mark.dots
    left, top = round(mark.area.x * per_mm), round(mark.area.y * per_mm)
    return (left - reach if mark.turn == 90 else left, top - reach if mark.turn == 180 else top)


def symbol_dots(mark: SymbolMark) -> Dots:
    """A code as it is, module by module, turned as the mark says."""
    wide = mark.dots * len(mark.rows[0])
    rows = [int("".join(module * mark.dots for module in row), 2) for row in mark.rows]
    high = tuple(row for row in rows for _ in range(mark.row_dots))
    return Dots(wide, len(high), high).turned(mark.turn)


def image_dots(mark: ImageMark, per_mm: float) -> Dots:
    """A picture in black dots, turned as the mark says."""
    from ticketforge_desktop.devices.printing.pictures import thresholded

    across = (mark.height, mark.width) if mark.turn % 180 else (mark.width, mark.height)
    dots = thresholded(mark.png, max(1, round(across[0] * per_mm)), max(1, round(across[1] * per_mm)))
    return dots.turned(mark.turn)
