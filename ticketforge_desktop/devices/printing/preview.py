"""The picture of a ticket before it is printed, as marks a screen can paint."""

from __future__ import annotations

from ticketforge_desktop.devices.printing import symbols
from ticketforge_desktop.devices.printing.compose import Composer
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.marks import DeviceMark, EanMark, QrMark, SymbolMark
from ticketforge_desktop.devices.printing.metrics import ShippedFaces
from ticketforge_desktop.services.ports.printing import Drawing, Mark, PatternMark, TicketFace


class Preview:
    """Draws a ticket the way it is read, whatever way the stock runs through the printer."""

    def __init__(self, shelf: LayoutShelf) -> None:
        self._shelf = shelf

    def drawing(self, face: TicketFace, layout: str, dpi: int, language: str) -> Drawing:
        plan = self._shelf.layout(layout)
        composer = Composer(plan, language, dpi, ShippedFaces(), shown)
        return Drawing(plan.width, plan.height, (*composer.fixed, *composer.marks(face)))


def shown(mark: DeviceMark) -> Mark:
    """A mark as a screen paints it: codes as rectangles."""
    match mark:
        case QrMark():
            return PatternMark("qr", tuple(_qr_rectangles(mark)))
        case EanMark():
            return PatternMark("ean13", tuple(_bar_rectangles(mark)))
        case SymbolMark():
            return PatternMark(mark.kind, tuple(_symbol_rectangles(mark)))
    return mark


def _symbol_rectangles(mark: SymbolMark) -> list[tuple[float, float, float, float]]:
    module, high = mark.module, mark.module * mark.row_dots / mark.dots
    across, down = len(mark.rows[0]) * module, len(mark.rows) * high
    found = []
    for index, row in enumerate(mark.rows):
        for start, modules in symbols.bar_runs(row):
            left, top, wide = start * module, index * high, modules * module
            found.append(
                {
                    0: (mark.x + left, mark.y + top, wide, high),
                    90: (mark.x + down - top - high, mark.y + left, high, wide),
                    180: (mark.x + across - left - wide, mark.y + down - top - high, wide, high),
                    270: (mark.x + top, mark.y + across - left - wide, high, wide),
                }[mark.turn]
            )
    return found


def _qr_rectangles(mark: QrMark) -> list[tuple[float, float, float, float]]:
    module = mark.module
    return [
        (mark.x + x * module, mark.y + y * module, width * module, module)
        for y, row in enumerate(symbols.qr_matrix(mark.digits))
        for x, width in symbols.dark_runs(row)
    ]


def _bar_rectangles(mark: EanMark) -> list[tuple[float, float, float, float]]:
    """Bars from the top left of their area, with the guard bars reaching out where the digits stand."""
    area, module, turn = mark.area, mark.module, mark.turn
    high = area.width if turn % 180 else area.height
    bars = []
    for start, modules in symbols.bar_runs(symbols.ean13_bits(mark.digits)):
        long = high + (symbols.EAN_GUARD * module if symbols.is_guard(start) else 0.0)
        along, wide = start * module, modules * module
        bars.append(
            {
                0: (area.x + along, area.y, wide, long),
                90: (area.right - long, area.y + along, long, wide),
                180: (area.right - along - wide, area.bottom - long, wide, long),
                270: (area.x, area.bottom - along - wide, long, wide),
            }[turn]
        )
    return bars
