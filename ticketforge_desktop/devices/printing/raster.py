"""Text as dots, for signs a printer's own font does not have.

Even coverage is decided at the centre of each dot with the nonzero winding rule, which is how TrueType is meant to be
filled. Slow beside a printer's own font (a name takes about a millisecond or two), so it is used for such text only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from ticketforge_desktop.devices.printing.text import visual
from ticketforge_desktop.devices.printing.truetype import faces


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Rows of packed bits, most significant first, 1 = black; `baseline` rows lie above the baseline."""

    width: int
    height: int
    rows: tuple[bytes, ...]
    baseline: int

    @property
    def row_bytes(self) -> int:
        return (self.width + 7) // 8

    def pixels(self) -> list[int]:
        """Each row as an integer of `row_bytes * 8` bits."""
        return [int.from_bytes(row, "big") for row in self.rows]


def text_bitmap(text: str, size: float, *, bold: bool) -> Bitmap:
    """A line of text `size` dots to the em, in visual order."""
    edges: list[tuple[float, float, float, float, int]] = []
    pen = 0.0
    for sign in visual(text):
        face = next((face for face in faces(bold) if face.has(sign)), faces(bold)[0])
        for contour in face.outline(sign):
            _add_edges(edges, contour, pen, size)
        pen += face.width(sign) * size
    top = max((edge[3] for edge in edges), default=0.0)
    bottom = min((edge[1] for edge in edges), default=0.0)
    above, below = max(0, math.ceil(top)), max(0, math.ceil(-bottom))
    width = max(1, math.ceil(pen))
    rows = tuple(_row(edges, above - index - 0.5, width) for index in range(above + below))
    return Bitmap(width, above + below, rows, above)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign as dots: rows from the top as integers whose lowest bit is the dot furthest to the right."""

    left: int  # dots from the pen to the first column; may be negative
    above: int  # rows above the baseline
    width: int
    rows: tuple[int, ...]


@lru_cache(maxsize=4096)
def glyph(sign: str, size: float, *, bold: bool) -> Glyph:
    """One sign `size` dots to the em, as it is drawn (joined letters in the form that was chosen for them)."""
    face = next((face for face in faces(bold) if face.has(sign)), faces(bold)[0])
    outline = face.outline(sign)
    if not outline:
        return Glyph(0, 0, 0, ())
    left = math.floor(min(x for contour in outline for x, _ in contour) * size)
    right = math.ceil(max(x for contour in outline for x, _ in contour) * size)
    edges: list[tuple[float, float, float, float, int]] = []
    for contour in outline:
        _add_edges(edges, contour, -left, size)
    above = math.ceil(max((edge[3] for edge in edges), default=0.0))
    below = math.ceil(-min((edge[1] for edge in edges), default=0.0))
    width = max(1, right - left)
    spare = -width % 8
    rows = (int.from_bytes(_row(edges, above - index - 0.5, width), "big") >> spare for index in range(above + below))
    return Glyph(left, above, width, tuple(rows))


def _add_edges(
    edges: list[tuple[float, float, float, float, int]], contour: list[tuple[float, float]], pen: float, size: float
) -> None:
    """Add (x at the lower end, lower y, slope, upper y, direction) for each edge that is not level."""
    for start, end in zip(contour, contour[1:] + contour[:1], strict=True):
        if start[1] == end[1]:
            continue
        (x0, y0), (x1, y1) = (start, end) if end[1] > start[1] else (end, start)
        direction = 1 if end[1] > start[1] else -1
        edges.append((pen + x0 * size, y0 * size, (x1 - x0) / (y1 - y0), y1 * size, direction))


def _row(edges: list[tuple[float, float, float, float, int]], y: float, width: int) -> bytes:
    crossings = sorted((x + (y - low) * slope, turn) for x, low, slope, high, turn in edges if low <= y < high)
    row_bytes = (width + 7) // 8
    bits = 0
    winding = 0
    start = 0.0
    for x, turn in crossings:
        if winding == 0:
            start = x
        winding += turn
        if winding == 0:
            first = max(0, math.ceil(start - 0.5))
            last = min(width, math.ceil(x - 0.5))
            if last > first:
                bits |= ((1 << (last - first)) - 1) << (row_bytes * 8 - last)
    return bits.to_bytes(row_bytes, "big")


def turned(bitmap: Bitmap, turn: int) -> Bitmap:
    """The bitmap turned clockwise by 0, 90, 180 or 270 degrees; `baseline` is kept as it was."""
    grid = [[(row >> (bitmap.row_bytes * 8 - 1 - x)) & 1 for x in range(bitmap.width)] for row in bitmap.pixels()]
    for _ in range(turn // 90):
        grid = [list(column) for column in zip(*grid[::-1], strict=True)]
    return pack(grid, bitmap.baseline)


def pack(grid: list[list[int]], baseline: int = 0) -> Bitmap:
    """Rows of 0 and 1 as a bitmap."""
    width = len(grid[0]) if grid else 1
    row_bytes = (width + 7) // 8
    rows = tuple((int("".join(map(str, row)), 2) << (row_bytes * 8 - width)).to_bytes(row_bytes, "big") for row in grid)
    return Bitmap(width, len(rows), rows, baseline)
