"""A printer as it is set up, turned into an encoder: which layout goes how onto its stock, and how dark.

Turning and shifting happen in the layout, so they hold for every language alike. Darkness is the printer's own matter:
it is told once a connection, or with each ticket where the language forgets it between two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ticketforge_desktop.devices.printing.languages.registry import options as encoder_options
from ticketforge_desktop.devices.printing.languages.registry import renderer
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.model import Item, Layout
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import Renderer

OURS: Final = ("turn", "shift_x", "shift_y")
"""Options this module carries out; encoders that know them too are not told, or they would count twice."""


class AdjustedShelf(LayoutShelf):
    """The layouts of a shelf as one printer needs them: turned by 180 degrees, shifted by so many millimetres."""

    def __init__(self, shelf: LayoutShelf, options: Mapping[str, object]) -> None:
        super().__init__()
        self._shelf = shelf
        self._turn = int(_number(options.get("turn")))
        self._shift = (_number(options.get("shift_x")), _number(options.get("shift_y")))

    def layout(self, name: str) -> Layout:
        plan = self._shelf.layout(name)
        dx, dy = self._shift
        items = plan.items
        if dx or dy:
            items = tuple(replace(placed, item=_moved(placed.item, dx, dy)) for placed in items)
        return replace(plan, turn=(plan.turn + self._turn) % 360, items=items)


def renderer_for(setup: PrinterSetup, shelf: LayoutShelf) -> Renderer:
    """The encoder of a printer, with its options. Raises `BadInput` for a language or an option there is not."""
    known = encoder_options(setup.language)
    own = {name: value for name, value in setup.options.items() if name in known and name not in OURS}
    adjusts = any(setup.options.get(name) for name in OURS)
    return renderer(setup.language, AdjustedShelf(shelf, setup.options) if adjusts else shelf, own)


def settings_of(setup: PrinterSetup) -> bytes:
    """What a connection is told once; prints nothing. Commands: ZPL `^MD`, TSPL `DENSITY`, StarPRNT `ESC RS d`."""
    darkness = int(_number(setup.options.get("darkness")))
    if not darkness:
        return b""
    if setup.language == "zpl":
        return b"^XA^MD%d^XZ\n" % (4 * darkness)
    if setup.language == "tspl":
        return b"DENSITY %d\r\n" % (8 + 2 * darkness)
    if setup.language == "starprnt":
        return b"\x1b\x1ed%d" % (3 - darkness)
    return b""


def dressed(setup: PrinterSetup, ticket: bytes) -> bytes:
    """The ticket with what is forgotten between two: ESC/POS density (`GS ( K`, function 49) behind its `ESC @`."""
    darkness = int(_number(setup.options.get("darkness")))
    if setup.language != "escpos" or not darkness or not ticket.startswith(b"\x1b@"):
        return ticket
    return b"\x1b@\x1d(K\x02\x001" + bytes((darkness % 256,)) + ticket[2:]


def _moved(item: Item, dx: float, dy: float) -> Item:
    area = item.area
    return replace(item, area=replace(area, x=area.x + dx, y=area.y + dy))


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
