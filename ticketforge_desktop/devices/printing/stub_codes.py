"""PDF417 and Code 128 on a layout, and links as QR codes: how wide a module may be, and the symbol of each paper.

These hold what stubs and turnstiles of others want (a number, an EAN, the signed code); only fields whose length and
signs are ours may stand in them, so that no holder's name makes a ticket unprintable.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

from ticketforge_desktop.devices.printing import symbols
from ticketforge_desktop.devices.printing.marks import Grid, SymbolMark
from ticketforge_desktop.devices.printing.model import Area, StubCodeItem
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.layout_faults import Reason, Unfit, reason

FIELDS: Final = ("code", "ean", "issue", "number", "ticket_id", "unit", "units")
"""Data that may stand in such a code: made by this program, of known length, in ASCII."""
LONGEST: Final = {
    "code": "8" * symbols.TICKET_DIGITS, "ean": "2085177390619", "issue": "99", "number": "7KQ2-M9XA-4TZC",
    "ticket_id": "00112233aabbccdd", "unit": "99", "units": "99",
}  # fmt: skip
"""What a code is planned for."""
MIN_DOTS: Final = 2
MIN_MM: Final = 0.25
MAX_MM: Final = 0.66
MIN_HEIGHT: Final = 5.0
"""Millimetres of the bars of a Code 128."""
_ROW: Final = 3
"""Modules a row of PDF417 is high at least (ISO/IEC 15438, 5.8.2)."""
_QUIET: Final = {"code128": 10, "pdf417": 2, "qr": symbols.QUIET_MODULES}
"""Light modules on each side (ISO/IEC 15417, 4.2; 15438, 5.8.3; 18004, 9.1); all but a Code 128 need them above and
below as well."""
_LEAST: Final = {"code128": (MIN_DOTS, MIN_MM), "pdf417": (MIN_DOTS, MIN_MM), "qr": (4, 0.33)}
"""Dots and millimetres of a module; a telephone reads a QR code from the counter."""
_HIGH: Final = {"pdf417": _ROW, "qr": 1}
"""Modules a row is high; that of a Code 128 is as high as there is room."""


@lru_cache(maxsize=1024)
def rows_of(symbology: str, words: str) -> tuple[str, ...]:
    """The modules of a symbol, `1` = dark, a string a row. Raises `BadInput` for text it can't hold."""
    import zxingcpp

    formats = zxingcpp.BarcodeFormat
    barcode = {"code128": formats.Code128, "pdf417": formats.PDF417, "qr": formats.QRCode}[symbology]
    if not (words and words.isascii() and words.isprintable()):
        raise BadInput("A code on a stub holds plain letters, digits and signs.", field="code")
    try:
        level = {"ec_level": "M"} if symbology == "qr" else {}
        image: Any = zxingcpp.create_barcode(words, barcode, **level).to_image(scale=1, add_quiet_zones=False)
    except ValueError as trouble:
        raise BadInput(f"{len(words)} signs are too many for this code.", field="code") from trouble
    lines: Any = memoryview(image).tolist()
    rows = ["".join("0" if light else "1" for light in line) for line in lines]
    return tuple(rows[:1] if symbology == "code128" else rows[:: _HIGH[symbology]])


class StubPlan:
    """Where the code of an item stands for a printer, and how wide its modules may be."""

    def __init__(self, item: StubCodeItem, grid: Grid, most_dots: int) -> None:
        self._item = item
        self._grid = grid
        area = item.area
        self._along, self._across = (area.height, area.width) if item.turn % 180 else (area.width, area.height)
        self._most = min(most_dots, int(MAX_MM * grid.per_mm + 0.01))

    def mark(self, words: str) -> SymbolMark | None:
        """The symbol in the middle of its area; None when there is no room for it."""
        item, grid = self._item, self._grid
        rows, quiet = rows_of(item.symbology, words), _QUIET[item.symbology]
        dots = min(self._most, int(self._along * grid.per_mm + 0.01) // (len(rows[0]) + 2 * quiet))
        high = int(self._across * grid.per_mm + 0.01)
        row = _HIGH.get(item.symbology, 0)
        if row:
            dots = min(dots, high // (row * len(rows) + 2 * quiet))
        least_dots, least_mm = _LEAST[item.symbology]
        if dots < least_dots or dots / grid.per_mm < least_mm - 1e-9:
            return None
        row_dots = row * dots if row else high
        if item.symbology == "code128" and high / grid.per_mm < MIN_HEIGHT - 0.01:
            return None
        sides = [len(rows[0]) * dots / grid.per_mm, len(rows) * row_dots / grid.per_mm]
        width, height = reversed(sides) if item.turn % 180 else sides
        x = grid.snap(item.area.x + (item.area.width - width) / 2)
        y = grid.snap(item.area.y + (item.area.height - height) / 2)
        return SymbolMark(item.symbology, x, y, dots / grid.per_mm, dots, row_dots, rows, item.turn, words)

    def lacking(self, words: str) -> Reason:
        """Why there is no room."""
        item, grid = self._item, self._grid
        rows, quiet = rows_of(item.symbology, words), _QUIET[item.symbology]
        least_dots, least_mm = _LEAST[item.symbology]
        module = max(least_dots, math.ceil(least_mm * grid.per_mm - 1e-9)) / grid.per_mm
        along = (len(rows[0]) + 2 * quiet) * module
        row = _HIGH.get(item.symbology, 0)
        across = (row * len(rows) + 2 * quiet) * module if row else MIN_HEIGHT
        return reason(
            "stub_small", code=NAMES[item.symbology], signs=len(words), width=along, height=across, dpi=grid.dpi,
            has_width=self._along, has_height=self._across,
        )  # fmt: skip


NAMES: Final = {"code128": "Code 128", "pdf417": "PDF417", "qr": "QR code"}


def check_fields(names: Sequence[str]) -> None:
    """Raise `ValueError` with the reason unless all these fields may stand in a code."""
    for name in names:
        if name not in FIELDS:
            raise Unfit("field_in_code", field=name, known=", ".join(FIELDS))


def sample(reader: Callable[[Any], str]) -> str:
    """The words a code is planned for: every field as long as it gets."""
    return reader(_Longest())


class _Longest:
    """Reads like a face."""

    def __getattr__(self, name: str) -> str:
        return LONGEST[name]


def area_of(mark: SymbolMark) -> Area:
    """What a symbol covers on the page, without quiet zones."""
    across = len(mark.rows[0]) * mark.module
    down = len(mark.rows) * mark.row_dots * mark.module / mark.dots
    return Area(mark.x, mark.y, *((down, across) if mark.turn % 180 else (across, down)))
