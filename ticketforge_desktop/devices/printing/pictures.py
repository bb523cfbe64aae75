"""Pictures as black dots, for printers that know no grey."""

from __future__ import annotations

import io
import zlib

from ticketforge_desktop.devices.printing.raster import Dots
from ticketforge_desktop.devices.printing.toml_reader import entry
from ticketforge_desktop.domain.errors import LayoutFault
from ticketforge_desktop.domain.layout_faults import reason


def thresholded(png: bytes, width: int, height: int) -> Dots:
    """A PNG scaled to so many dots; greys become a pattern of dots (Floyd and Steinberg), clear parts stay white.

    Raises:
        LayoutFault: the file begins like a PNG but can't be read.
    """
    rows = _dithered(_grey(png, width, height), width)
    return Dots(width, height, tuple(int("".join(map(str, row)), 2) for row in rows))


def _grey(png: bytes, width: int, height: int) -> list[list[float]]:
    """Ink from 0 to 1 for each dot, each the mean of the pixels under it."""
    from reportlab.lib.utils import ImageReader

    try:
        # reportlab reads pictures by the imaging library it depends on; what it shows us is one loaded picture.
        picture = ImageReader(io.BytesIO(png))._image.convert("RGBA")
        pixels = picture.tobytes()
    except (OSError, ValueError, SyntaxError, EOFError, zlib.error) as trouble:
        why = reason("picture_damaged", detail=str(trouble))
        raise LayoutFault("A picture of the layout is damaged.", faults=[entry(0, why)]) from None
    wide, high = picture.size
    rows = []
    for y in range(height):
        top, bottom = y * high // height, max(y * high // height + 1, (y + 1) * high // height)
        row = []
        for x in range(width):
            left, right = x * wide // width, max(x * wide // width + 1, (x + 1) * wide // width)
            row.append(_ink(pixels, wide, (left, right), (top, bottom)))
        rows.append(row)
    return rows


def _ink(pixels: bytes, wide: int, across: tuple[int, int], down: tuple[int, int]) -> float:
    total = 0.0
    for y in range(*down):
        for at in range(4 * (y * wide + across[0]), 4 * (y * wide + across[1]), 4):
            red, green, blue, alpha = pixels[at : at + 4]
            # ITU-R BT.601 luma, over white paper.
            total += (255 - (0.299 * red + 0.587 * green + 0.114 * blue)) * alpha
    return total / ((across[1] - across[0]) * (down[1] - down[0]) * 255 * 255)


def _dithered(ink: list[list[float]], width: int) -> list[list[int]]:
    result: list[list[int]] = []
    for y, row in enumerate(ink):
        below = ink[y + 1] if y + 1 < len(ink) else [0.0] * width
        dots = []
        for x in range(width):
            dot = 1 if row[x] >= 0.5 else 0
            error = row[x] - dot
            dots.append(dot)
            if x + 1 < width:
                row[x + 1] += error * 7 / 16
                below[x + 1] += error / 16
            if x:
                below[x - 1] += error * 3 / 16
            below[x] += error * 5 / 16
        result.append(dots)
    return result
