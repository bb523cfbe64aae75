"""What a pointer does on the canvas: what it takes hold of, and what comes of dragging it. Lengths in mm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ticketforge_desktop.services.ports.layout_design import ItemView, Place
from ticketforge_desktop.ui.screens.designer import snap

HANDLES: Final = ("lt", "t", "rt", "r", "rb", "b", "lb", "l")
# What can be dragged of a kind; everything else has all eight.
_CORNERS: Final = ("lt", "rt", "rb", "lb")
_HANDLES_OF: Final = {"qr": _CORNERS, "tear": ()}


class Grip(NamedTuple):
    """A handle of an item."""

    item: int
    handle: str
    x: float
    y: float


class Pull(NamedTuple):
    """What is being dragged: everything chosen (`handle` ""), or one edge or corner of one item."""

    handle: str
    box: Place  # around what is dragged, as it was
    lines: snap.Lines  # where it may stop
    x: float  # where it was taken
    y: float
    grid: float = snap.GRID


class Pulled(NamedTuple):
    """How far it was dragged."""

    place: Place  # where the box would be
    shift: snap.Shift


def grips(item: ItemView) -> list[Grip]:
    """The handles of an item. A line has two: its ends."""
    x, y, width, height = item.place
    names: Sequence[str] = _HANDLES_OF.get(item.kind, HANDLES)
    if item.kind == "line":
        names = ("l", "r") if width >= height else ("t", "b")
    found = []
    for name in names:
        at_x = x if "l" in name else x + width if "r" in name else x + width / 2
        at_y = y if "t" in name else y + height if "b" in name else y + height / 2
        found.append(Grip(item.index, name, at_x, at_y))
    return found


def grip_at(items: Sequence[ItemView], x: float, y: float, reach: float) -> Grip | None:
    """The handle of one of these items at a point, the nearest one."""
    near = [(max(abs(grip.x - x), abs(grip.y - y)), grip) for item in items for grip in grips(item)]
    within = [entry for entry in near if entry[0] <= reach]
    return min(within, key=lambda entry: entry[0])[1] if within else None


def item_at(items: Sequence[ItemView], x: float, y: float, reach: float) -> int | None:
    """The index of the item at a point: of several the smallest, so that what lies in a box can be taken hold of."""
    found = []
    for item in items:
        left, top, width, height = item.place
        wide, high = max(0.0, reach - width / 2), max(0.0, reach - height / 2)  # thin things are easier to hit
        if left - wide <= x <= left + width + wide and top - high <= y <= top + height + high:
            found.append((max(width, reach) * max(height, reach), -item.index, item.index))
    return min(found)[2] if found else None


def items_in(items: Sequence[ItemView], one: tuple[float, float], other: tuple[float, float]) -> list[int]:
    """The items that lie whole in a rectangle between two points."""
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    return [
        item.index
        for item in items
        if left <= item.place.x
        and top <= item.place.y
        and item.place.x + item.place.width <= right
        and item.place.y + item.place.height <= bottom
    ]


def take(
    items: Sequence[ItemView],
    chosen: Sequence[int],
    page: tuple[float, float],
    at: tuple[float, float],
    grip: Grip | None,
    grid: float = snap.GRID,
) -> Pull:
    """Take hold of what is chosen, or of a handle. Raises `ValueError` when nothing is chosen."""
    held = [grip.item] if grip is not None else list(chosen)
    box = snap.around([item.place for item in items if item.index in held])
    others = [item.place for item in items if item.index not in held]
    return Pull(grip.handle if grip is not None else "", box, snap.lines_of(others, *page), *at, grid)


def pull(pulled: Pull, x: float, y: float, reach: float, *, free: bool = False, square: bool = False) -> Pulled:
    """Drag to a point; `free` stops nowhere, `square` keeps the sides equal."""
    dx, dy = x - pulled.x, y - pulled.y
    if not pulled.handle:
        shift = snap.Shift(dx, dy) if free else snap.shift(pulled.box, dx, dy, pulled.lines, reach, pulled.grid)
        moved = Place(pulled.box.x + shift.dx, pulled.box.y + shift.dy, pulled.box.width, pulled.box.height)
        return Pulled(moved, shift)
    lines = None if free else pulled.lines
    place, shift = snap.drag(pulled.box, pulled.handle, dx, dy, lines, reach, pulled.grid)
    return Pulled(_squared(place, pulled) if square else place, shift)


def _squared(place: Place, pulled: Pull) -> Place:
    """A square of the larger change, grown from the corner that stays."""
    wide, high = place.width - pulled.box.width, place.height - pulled.box.height
    side = place.width if abs(wide) >= abs(high) else place.height
    x = place.x + place.width - side if "l" in pulled.handle else place.x
    y = place.y + place.height - side if "t" in pulled.handle else place.y
    return Place(x, y, side, side)
