"""Where things stop while they are moved: at edges and middles of others, at the paper's, else on the grid.

All lengths are millimetres. Nothing here knows the screen: `reach` says how near is near. The grid is of half
millimetres, or of a printer's dots.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ticketforge_desktop.domain.print_dots import dots_a_millimetre
from ticketforge_desktop.services.ports.layout_design import Place

GRID: Final = 0.5
SMALLEST: Final = 0.5  # no side is dragged below this


class Lines(NamedTuple):
    """Lines things stop at, across (`xs`) and down (`ys`)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]


class Shift(NamedTuple):
    """How far something goes, and the lines it stopped at (None: at none)."""

    dx: float
    dy: float
    guide_x: float | None = None
    guide_y: float | None = None


def dots(dpi: int) -> float:
    """The grid of a printer's dots."""
    return 1 / dots_a_millimetre(dpi)


def lines_of(places: Sequence[Place], width: float, height: float) -> Lines:
    """Edges and middles of things and of the paper."""
    xs, ys = {0.0, width / 2, width}, {0.0, height / 2, height}
    for place in places:
        xs.update((place.x, place.x + place.width / 2, place.x + place.width))
        ys.update((place.y, place.y + place.height / 2, place.y + place.height))
    return Lines(tuple(sorted(xs)), tuple(sorted(ys)))


def around(places: Sequence[Place]) -> Place:
    """The smallest rectangle that holds all. Raises `ValueError` for none."""
    left, top = min(p.x for p in places), min(p.y for p in places)
    right, bottom = max(p.x + p.width for p in places), max(p.y + p.height for p in places)
    return Place(left, top, right - left, bottom - top)


def shift(box: Place, dx: float, dy: float, lines: Lines, reach: float, grid: float = GRID) -> Shift:
    """A move by about (dx, dy) that ends where something fits."""
    across, guide_x = _along(box.x, box.width, dx, lines.xs, reach, grid)
    down, guide_y = _along(box.y, box.height, dy, lines.ys, reach, grid)
    return Shift(across, down, guide_x, guide_y)


def drag(
    box: Place, handle: str, dx: float, dy: float, lines: Lines | None, reach: float, grid: float = GRID
) -> tuple[Place, Shift]:
    """A box whose edge or corner (`handle`: letters of l, r, t, b) is dragged; `lines` None: nothing stops it."""
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    guide_x = guide_y = None
    if "l" in handle or "r" in handle:
        at, guide_x = _edge((left if "l" in handle else right) + dx, lines and lines.xs, reach, grid)
        left, right = (min(at, right - SMALLEST), right) if "l" in handle else (left, max(at, left + SMALLEST))
    if "t" in handle or "b" in handle:
        at, guide_y = _edge((top if "t" in handle else bottom) + dy, lines and lines.ys, reach, grid)
        top, bottom = (min(at, bottom - SMALLEST), bottom) if "t" in handle else (top, max(at, top + SMALLEST))
    place = Place(left, top, right - left, bottom - top)
    return place, Shift(left - box.x, top - box.y, guide_x, guide_y)


def _along(
    start: float, length: float, by: float, lines: Sequence[float], reach: float, grid: float
) -> tuple[float, float | None]:
    """Edges and middle are tried; the nearest line within reach wins, else the start goes to the grid."""
    tries = [(abs(line - (start + offset + by)), line - start - offset, line)
             for offset in (0.0, length / 2, length) for line in lines]  # fmt: skip
    near, to, line = min(tries)
    if near <= reach:
        return to, line
    return on_grid(start + by, grid) - start, None


def _edge(at: float, lines: Sequence[float] | None, reach: float, grid: float) -> tuple[float, float | None]:
    if lines is None:
        return at, None
    nearest = min(lines, key=lambda line: abs(line - at))
    return (nearest, nearest) if abs(nearest - at) <= reach else (on_grid(at, grid), None)


def on_grid(at: float, grid: float) -> float:
    """The nearest place on the grid."""
    return round(at / grid) * grid
