"""What makes a layout unprintable whatever the data: things beyond the edge, over the tear line or over each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from ticketforge_desktop.devices.printing.compose import Composer
from ticketforge_desktop.devices.printing.fit import block_height
from ticketforge_desktop.devices.printing.metrics import ShippedFaces
from ticketforge_desktop.devices.printing.model import (
    MM_PER_PT,
    Area,
    BoxItem,
    CodeItem,
    Item,
    Layout,
    LineItem,
    Placed,
    TearItem,
    TextItem,
    kind_of,
)
from ticketforge_desktop.devices.printing.toml_reader import Faults, faults_of
from ticketforge_desktop.domain.errors import LayoutFault


def check(layout: Layout, faults: Faults) -> None:
    """Add every fault of the finished layout."""
    page = Area(0, 0, layout.width, layout.height)
    tears = [placed.item.area for placed in layout.items if isinstance(placed.item, TearItem)]
    for placed in layout.items:
        _inside(placed, page, faults)
        if isinstance(placed.item, TextItem):
            _tall_enough(placed, placed.item, faults)
        if not isinstance(placed.item, TearItem | BoxItem | LineItem):
            for tear in tears:
                if _crosses(placed.item.area, tear):
                    faults.add(placed.line, "tear", kind=kind_of(placed.item))
    for first, second in combinations(layout.items, 2):
        if first.back == second.back and _clash(first.item, second.item):
            kinds = {"kind": kind_of(second.item), "other": kind_of(first.item)}
            faults.add(second.line, "overlap", **kinds, line=first.line)
    _sheet(layout, faults)
    if layout.two_sided and set(layout.languages) != {"pdf"}:
        line = next(placed.line for placed in layout.items if placed.back)
        faults.add(line, "sides_pdf")
    if layout.two_sided and all(placed.back for placed in layout.items):
        faults.add(0, "front_empty")
    if not faults.found:
        _codes_fit(layout, faults)


def _codes_fit(layout: Layout, faults: Faults) -> None:
    """Codes at every resolution the file states; elsewhere a printer that is too coarse refuses the layout itself."""
    codes = tuple(replace(placed, back=False) for placed in layout.items if isinstance(placed.item, CodeItem))
    for dpi in layout.dpi:
        try:
            Composer(replace(layout, items=codes), "en", dpi, ShippedFaces(), lambda mark: mark)
        except LayoutFault as fault:
            for line, why in faults_of(fault):
                faults.add_reason(line, why)


def _inside(placed: Placed, page: Area, faults: Faults) -> None:
    area = placed.item.area
    over = max(area.right - page.right, area.bottom - page.bottom, -area.x, -area.y)
    if over > 0.01:
        faults.add(placed.line, "edge", kind=kind_of(placed.item), over=over)


def _tall_enough(placed: Placed, item: TextItem, faults: Faults) -> None:
    across = item.area.width if item.turn % 180 else item.area.height
    need = block_height(1, item.min_pt) * MM_PER_PT
    if need > across + 0.01:
        faults.add(placed.line, "low", pt=item.min_pt, need=need, has=across)


def _crosses(area: Area, tear: Area) -> bool:
    if tear.width == 0:
        return area.x < tear.x - 0.01 and area.right > tear.x + 0.01
    return area.y < tear.y - 0.01 and area.bottom > tear.y + 0.01


def _clash(first: Item, second: Item) -> bool:
    """Whether two items may not share paper: text on a filled box is meant, anything on a code is not."""
    if isinstance(first, TearItem) or isinstance(second, TearItem):
        return False
    if not first.area.overlaps(second.area):
        return False
    if isinstance(first, CodeItem) or isinstance(second, CodeItem):
        code, other = (first, second) if isinstance(first, CodeItem) else (second, first)
        return not (isinstance(other, BoxItem) and other.stroke > 0 and _inner(other).holds(code.area))
    return not isinstance(first, BoxItem | LineItem) and not isinstance(second, BoxItem | LineItem)


def _inner(box: BoxItem) -> Area:
    area, edge = box.area, box.stroke
    return Area(area.x + edge, area.y + edge, area.width - 2 * edge, area.height - 2 * edge)


def _sheet(layout: Layout, faults: Faults) -> None:
    sheet = layout.sheet
    if sheet is None:
        return
    width = sheet.left + sheet.columns * layout.width + (sheet.columns - 1) * sheet.gap_x
    height = sheet.top + sheet.rows * layout.height + (sheet.rows - 1) * sheet.gap_y
    if width > sheet.width + 0.01 or height > sheet.height + 0.01:
        faults.add(
            0, "sheet_small", columns=sheet.columns, rows=sheet.rows, width=width, height=height,
            has_width=sheet.width, has_height=sheet.height,
        )  # fmt: skip
    if set(layout.languages) != {"pdf"}:
        faults.add(0, "sheet_pdf")
