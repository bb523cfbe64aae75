"""Text as dots, for signs a printer's own font does not have.

Coverage is decided at the centre of each dot with the nonzero winding rule, which is how TrueType is meant to be
filled. A sign is drawn once a size and kept.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from ticketforge_desktop.devices.printing.truetype import faces


@dataclass(frozen=True, slots=True)
class Dots:
    """A picture of 1 (ink) and 0: rows from the top, the lowest bit of each is the dot furthest to the right."""

    width: int
    height: int
    rows: tuple[int, ...]

    @property
    def row_bytes(self) -> int:
        return (self.width + 7) // 8

    def packed(self) -> bytes:
        """Rows as bytes, the highest bit on the left, filled up with white."""
        wide, spare = self.row_bytes, -self.width % 8
        return b"".join((row << spare).to_bytes(wide, "big") for row in self.rows)

    def bands(self, height: int) -> list[Dots]:
        """Pieces of at most so many rows, from the top."""
        pieces = (self.rows[first : first + height] for first in range(0, self.height, height))
        return [Dots(self.width, len(rows), rows) for rows in pieces]

    def turned(self, turn: int) -> Dots:
        """Clockwise by 0, 90, 180 or 270 degrees."""
        if not turn:
            return self
        lines = [format(row, f"0{self.width}b") for row in self.rows]
        if turn == 180:
            return Dots(self.width, self.height, tuple(int(line[::-1], 2) for line in reversed(lines)))
        columns = ["".join(column) for column in zip(*lines, strict=True)]
        if turn == 90:
            columns = [column[::-1] for column in columns]
        else:
            columns.reverse()
        return Dots(self.height, self.width, tuple(int(column, 2) for column in columns))


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
    rows = tuple(_row(edges, above - index - 0.5, width) for index in range(above + below))
    return Glyph(left, above, width, rows)


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


def _row(edges: list[tuple[float, float, float, float, int]], y: float, width: int) -> int:
    crossings = sorted((x + (y - low) * slope, turn) for x, low, slope, high, turn in edges if low <= y < high)
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
                bits |= ((1 << (last - first)) - 1) << (width - last)
    return bits
