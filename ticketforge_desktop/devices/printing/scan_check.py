"""Does the code scan? A ticket drawn in the printer's own dots, shown to the reader the scanners of this program use.

Each code is read from its own surroundings on the finished picture, so whatever stands too near is in the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ticketforge_desktop.devices.printing.languages.canvas import Canvas, clipped
from ticketforge_desktop.devices.printing.marks import DeviceMark, EanMark, QrMark, SymbolMark
from ticketforge_desktop.devices.printing.model import Area, CodeItem, Layout
from ticketforge_desktop.devices.printing.raster import Dots
from ticketforge_desktop.devices.printing.stub_codes import area_of
from ticketforge_desktop.domain.layout_faults import reason
from ticketforge_desktop.services.ports.layout_design import CodeVerdict

CodeMark = QrMark | EanMark | SymbolMark
_AROUND = 3.0
"""Millimetres of the surroundings that are shown to the reader."""
_GREY = str.maketrans({"0": "\xff", "1": "\0"})


def read_back(layout: Layout, marks: Sequence[DeviceMark], dpi: int, *, back: bool = False) -> list[CodeVerdict]:
    """What a reader makes of every code among the marks of one side of the paper."""
    codes = [mark for mark in marks if isinstance(mark, CodeMark)]
    if not codes:
        return []
    canvas = Canvas(layout.width, layout.height, dpi)
    canvas.draw_all(marks)
    page = canvas.dots()
    return [_verdict(layout, mark, page, canvas.per_mm, back=back) for mark in codes]


def _verdict(layout: Layout, mark: CodeMark, page: Dots, per_mm: float, *, back: bool) -> CodeVerdict:
    kind, area = _kind(mark), _area(mark)
    item = _item_at(layout, area, back=back)
    edges = (area.x - _AROUND, area.y - _AROUND, area.width + 2 * _AROUND, area.height + 2 * _AROUND)
    left, top, width, height = (round(edge * per_mm) for edge in edges)
    seen = clipped(page, -left, -top, width, height)
    texts = _read(seen[0], kind) if seen is not None else []
    why = None if _text(mark) in texts else reason("reads_other" if texts else "reads_nothing")
    return CodeVerdict(kind, item, why is None, mark.dots, mark.module, why)


def _read(picture: Dots, kind: str) -> list[str]:
    import zxingcpp

    barcodes = zxingcpp.BarcodeFormat
    formats: Any = {
        "qr": barcodes.QRCode, "ean13": barcodes.EAN13, "code128": barcodes.Code128, "pdf417": barcodes.PDF417
    }[kind]  # fmt: skip
    ink = "".join(format(row, f"0{picture.width}b") for row in picture.rows)
    pixels = ink.translate(_GREY).encode("latin-1")
    image: Any = memoryview(pixels).cast("B", shape=[picture.height, picture.width])
    return [found.text for found in zxingcpp.read_barcodes(image, formats=formats)]


def _text(mark: CodeMark) -> str:
    return mark.text if isinstance(mark, SymbolMark) else mark.digits


def _kind(mark: CodeMark) -> str:
    if isinstance(mark, SymbolMark):
        return mark.kind
    return "qr" if isinstance(mark, QrMark) else "ean13"


def _area(mark: CodeMark) -> Area:
    if isinstance(mark, QrMark):
        return Area(mark.x, mark.y, mark.side * mark.module, mark.side * mark.module)
    if isinstance(mark, SymbolMark):
        return area_of(mark)
    return mark.area


def _item_at(layout: Layout, area: Area, *, back: bool) -> int:
    """The item a code belongs to: the one that holds its middle."""
    middle = Area(area.x + area.width / 2, area.y + area.height / 2, 0, 0)
    return next(
        (
            index
            for index, placed in enumerate(layout.items)
            if placed.back == back and isinstance(placed.item, CodeItem) and placed.item.area.holds(middle)
        ),
        -1,
    )
