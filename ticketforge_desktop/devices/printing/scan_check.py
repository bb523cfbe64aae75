"""Does the code scan? A ticket drawn in the printer's own dots, shown to the reader the scanners of this program use.

Each code is read from its own surroundings on the finished picture, so whatever stands too near is in the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ticketforge_desktop.devices.printing.languages.canvas import Canvas, clipped
from ticketforge_desktop.devices.printing.marks import DeviceMark, EanMark, QrMark, SymbolMark
from ticketforge_desktop.devices.printing.model import MM_PER_PT, Area, CodeItem, Layout
from ticketforge_desktop.devices.printing.raster import Dots
from ticketforge_desktop.devices.printing.stub_codes import area_of
from ticketforge_desktop.domain.layout_faults import reason
from ticketforge_desktop.services.ports.layout_design import CodeVerdict
from ticketforge_desktop.services.ports.printing import BoxMark, ImageMark, LineMark, TextMark

CodeMark = QrMark | EanMark | SymbolMark
_AROUND = 3.0
"""Millimetres of the surroundings that are shown to the reader."""
_GREY = str.maketrans({"0": "\xff", "1": "\0"})


class Reader:
    """Reads the codes of one layout's tickets, at one resolution. Surroundings it has seen are not looked at again."""

    def __init__(self, layout: Layout, dpi: int) -> None:
        self._layout, self._dpi = layout, dpi
        self._seen: dict[tuple[bool, CodeMark, tuple[DeviceMark, ...]], CodeVerdict] = {}

    def read_back(self, marks: Sequence[DeviceMark], *, back: bool = False) -> list[CodeVerdict]:
        """What a reader makes of every code among the marks of one side of the paper."""
        found = []
        for code in marks:
            if isinstance(code, CodeMark):
                around = _widened(_area(code), _AROUND)
                near = tuple(mark for mark in marks if around.overlaps(_reach(mark)))
                key = (back, code, near)
                if key not in self._seen:
                    self._seen[key] = _verdict(self._layout, code, near, self._dpi, back=back)
                found.append(self._seen[key])
        return found


def _verdict(layout: Layout, mark: CodeMark, near: Sequence[DeviceMark], dpi: int, *, back: bool) -> CodeVerdict:
    kind, area = _kind(mark), _area(mark)
    item = _item_at(layout, area, back=back)
    canvas = Canvas(layout.width, layout.height, dpi)
    canvas.draw_all(near)
    around = _widened(area, _AROUND)
    edges = (around.x, around.y, around.width, around.height)
    left, top, width, height = (round(edge * canvas.per_mm) for edge in edges)
    seen = clipped(canvas.dots(), -left, -top, width, height)
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


def _widened(area: Area, by: float) -> Area:
    return Area(area.x - by, area.y - by, area.width + 2 * by, area.height + 2 * by)


def _reach(mark: DeviceMark) -> Area:
    """An area no mark reaches out of; it may be larger."""
    match mark:
        case TextMark():
            return _text_reach(mark)
        case LineMark():
            left, top = min(mark.x1, mark.x2), min(mark.y1, mark.y2)
            length = Area(left, top, abs(mark.x2 - mark.x1), abs(mark.y2 - mark.y1))
            return _widened(length, mark.stroke)
        case BoxMark() | ImageMark():
            return Area(mark.x, mark.y, mark.width, mark.height)
    return _widened(_area(mark), _AROUND)


def _text_reach(mark: TextMark) -> Area:
    """Letters may be wider than they were measured, and stand as high as a line and a half."""
    em = mark.pt * MM_PER_PT
    wide, up, down = (mark.width or em * len(mark.text)) * 1.2 + em, 1.2 * em, 0.5 * em
    start = {"left": 0.0, "center": wide / 2, "right": wide}[mark.anchor]
    left, top, width, height = {
        0: (-start, -up, wide, up + down),
        90: (-down, -start, up + down, wide),
        180: (start - wide, -down, wide, up + down),
        270: (-up, start - wide, up + down, wide),
    }[mark.turn]
    return Area(mark.x + left, mark.y + top, width, height)


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
