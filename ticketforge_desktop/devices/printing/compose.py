"""From a layout and a face to marks on paper.

A `Composer` is made once for a run: it works out what never changes, then turns each face into the marks that do.
Marks are in millimetres; codes are set in whole dots of the printer, because a module of three and a half dots is
printed as three or four and no longer read at arm's length.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from ticketforge_desktop.devices.printing import formats, png_header, stub_codes, symbols
from ticketforge_desktop.devices.printing.fit import CAP, LEADING, first_baseline, fit
from ticketforge_desktop.devices.printing.marks import DeviceMark, EanMark, Grid, QrMark
from ticketforge_desktop.devices.printing.metrics import Metrics
from ticketforge_desktop.devices.printing.model import (
    MM_PER_PT,
    Area,
    BoxItem,
    EanItem,
    ImageItem,
    Layout,
    LineItem,
    NoticeItem,
    Placed,
    QrItem,
    RowsItem,
    StubCodeItem,
    TearItem,
    TextItem,
    one_side,
)
from ticketforge_desktop.devices.printing.templates import Template
from ticketforge_desktop.devices.printing.toml_reader import Faults, layout_fault
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.layout_faults import reason
from ticketforge_desktop.services.ports.printing import BoxMark, CopyKind, ImageMark, LineMark, TextMark, TicketFace

MIN_QR_DOTS = 4
MIN_QR_MM = 0.33
MIN_EAN_DOTS = 2
MIN_EAN_MM = 0.25
MIN_EAN_HEIGHT = 5
MAX_EAN_MM = 0.66
"""GS1 General Specifications, table 1 for retail: an EAN-13 is printed at 0.264 to 0.66 mm a module."""
NOTICES = {
    "demo": {"de": "DEMO · UNGÜLTIG", "en": "DEMO · NOT VALID"},
    "proof": {"de": "ANDRUCK · UNGÜLTIG", "en": "PROOF · NOT VALID"},
    "consignment": {"de": "KOMMISSION", "en": "CONSIGNMENT"},
    "demo consignment": {"de": "DEMO · KOMMISSION", "en": "DEMO · CONSIGNMENT"},
}
"""What a paper says that is not simply a ticket."""
_MEMO = 4096
_ANY_DOTS = 1000
_FRAME = 0.4
"""Millimetres: the stroke of a frame that stands for a filled box."""
_DIGITS_GAP = 0.4
"""Millimetres between the bars and their digits."""


EncodedT = TypeVar("EncodedT")
"""What a printer language makes of a mark."""


@dataclass(frozen=True, slots=True)
class _Bars:
    """How an EAN-13 is printed: module and height of the bars in mm, and where its left quiet zone begins."""

    module: float
    dots: int
    height: float
    start: float


def _notice_of(face: TicketFace) -> str:
    """A proof is nobody's ticket, of whichever store."""
    if face.copy_kind == CopyKind.PROOF:
        return "proof"
    return " ".join(["demo"] * face.demo + [face.copy_kind] * (face.copy_kind == CopyKind.CONSIGNMENT))


class Composer(Generic[EncodedT]):
    """A layout made ready for one language, one resolution and one face of type.

    `encode` turns a mark into what the printer language needs; texts that come again are encoded once. `knockout` says
    whether the printer can take ink away again; without it, white text on a filled box is black text in a frame.
    `most_dots` are the widest modules of a QR code and of bars that the printer draws itself. `back` composes the other
    side of the paper.
    Raises `LayoutFault` at once, with every reason.
    """

    def __init__(
        self,
        layout: Layout,
        language: str,
        dpi: int,
        metrics: Metrics,
        encode: Callable[[DeviceMark], EncodedT],
        *,
        knockout: bool = True,
        most_dots: tuple[int, int] = (_ANY_DOTS, _ANY_DOTS),
        back: bool = False,
    ) -> None:
        self._back = back
        if back or layout.two_sided:
            layout = one_side(layout, back=back)
        if not knockout:
            layout = framed(layout)
        self.layout = layout
        self._knockout = knockout
        self._most_qr, self._most_bar = most_dots
        self._encode = encode
        self._language = language
        self._grid = Grid(dpi)
        self._metrics = metrics
        faults = Faults()
        fixed: list[DeviceMark] = []
        self._makers: list[Callable[[TicketFace], Sequence[EncodedT]]] = []
        self._notices: dict[str, list[EncodedT]] = {kind: [] for kind in NOTICES}
        for placed in layout.items:
            item = placed.item
            if isinstance(item, TextItem):
                self._text(item, fixed)
            elif isinstance(item, QrItem):
                self._qr(placed, item, faults)
            elif isinstance(item, EanItem):
                self._ean(placed, item, faults)
            elif isinstance(item, StubCodeItem):
                self._stub_code(placed, item, fixed, faults)
            elif isinstance(item, NoticeItem):
                for kind, words in NOTICES.items():
                    self._notices[kind].extend(map(encode, self._notice(item, words[language])))
            elif not isinstance(item, RowsItem):  # rows are laid out before (documents.py)
                fixed.extend(_art(item))
        faults.raise_any(layout.name)
        self.fixed: tuple[EncodedT, ...] = tuple(map(encode, fixed))
        """What is the same on every ticket."""

    def marks(self, face: TicketFace) -> list[EncodedT]:
        """What differs from ticket to ticket. Raises `BadInput` for a code that is none."""
        marks: list[EncodedT] = []
        for make in self._makers:
            marks.extend(make(face))
        kind = _notice_of(face)
        if kind:
            marks.extend(self._notices[kind])
            if (
                not self._notices[kind] and kind != "demo" and not self._back
            ):  # the store's demo tickets are watermarked besides
                raise BadInput(
                    "This layout has no place for a notice: a proof or a ticket on consignment must say what it is.",
                    field="layout",
                    next_step='Give the layout an item of kind "notice", or use another.',
                )
        return marks

    def _reader(self, template: Template) -> Callable[[TicketFace], str]:
        return template.reader(lambda name, form: formats.field_reader(name, form, self._language))

    def _text(self, item: TextItem, fixed: list[DeviceMark]) -> None:
        template = item.text[self._language]
        read = self._reader(template)
        if not template.fields:
            fixed.extend(self._set(item, "".join(part for part in template.parts if isinstance(part, str))))
            return
        memo: dict[str, tuple[EncodedT, ...]] = {}
        encode = self._encode

        def make(face: TicketFace) -> tuple[EncodedT, ...]:
            words = read(face)
            found = memo.get(words)
            if found is None:
                if len(memo) >= _MEMO:
                    memo.clear()
                found = memo[words] = tuple(map(encode, self._set(item, words)))
            return found

        self._makers.append(make)

    def _set(self, item: TextItem, words: str) -> tuple[TextMark, ...]:
        """The lines of a text, fitted and placed."""
        text = self._metrics.prepare(words)
        if not text:
            return ()
        area, turn = item.area, item.turn
        along, across = (area.height, area.width) if turn % 180 else (area.width, area.height)
        width = self._metrics.width(text, bold=item.bold)
        room = (along / MM_PER_PT, across / MM_PER_PT)
        fitted = fit(text, width, room, (item.pt, item.min_pt), item.lines)
        down = first_baseline(item.valign, room[1], len(fitted.lines), fitted.pt)
        anchor = {"left": 0.0, "center": along / 2, "right": along}[item.align]
        marks = []
        for index, line in enumerate(fitted.lines):
            if line:
                x, y = _on_page(area, turn, anchor, (down + index * LEADING * fitted.pt) * MM_PER_PT)
                wide = width(line) * fitted.pt * MM_PER_PT
                marks.append(TextMark(x, y, line, fitted.pt, item.bold, item.align, turn, item.ink, wide))
        return tuple(marks)

    def _notice(self, item: NoticeItem, notice: str) -> list[DeviceMark]:
        """A black bar with the notice in white: the one thing nobody may overlook."""
        area = item.area
        across = area.width if item.turn % 180 else area.height
        pad = min(1.0, across / 6)
        inner = Area(area.x + pad, area.y + pad / 2, area.width - 2 * pad, area.height - pad)
        stroke, ink = (0.0, "white") if self._knockout else (_FRAME, "black")
        words = TextItem(
            inner, {}, across / MM_PER_PT / 1.4, 4, 1, True, "center", "middle", item.turn, ink
        )  # fmt: skip
        return [BoxMark(area.x, area.y, area.width, area.height, stroke), *self._set(words, notice)]

    def _qr(self, placed: Placed, item: QrItem, faults: Faults) -> None:
        """Plan the symbol for the digits every ticket code has; a face with more is planned on its own."""
        if self._qr_mark(item, "0" * symbols.TICKET_DIGITS) is None:
            side = symbols.qr_side(symbols.TICKET_DIGITS) + 2 * symbols.QUIET_MODULES
            need = side * max(MIN_QR_DOTS, math.ceil(MIN_QR_MM * self._grid.per_mm)) / self._grid.per_mm
            faults.add(
                placed.line, "coarse", dots=MIN_QR_DOTS, module=MIN_QR_MM, dpi=self._grid.dpi, need=need,
                has=item.area.width,
            )  # fmt: skip
            return

        def make(face: TicketFace) -> tuple[EncodedT, ...]:
            symbols.check_code(face.code)
            mark = self._qr_mark(item, face.code)
            if mark is None:
                raise layout_fault(self.layout.name, [(placed.line, reason("qr_long", digits=len(face.code)))])
            return (self._encode(mark),)

        self._makers.append(make)

    def _qr_mark(self, item: QrItem, digits: str) -> QrMark | None:
        side = symbols.qr_side(len(digits))
        grid = self._grid
        dots = min(int(item.area.width * grid.per_mm + 0.01) // (side + 2 * symbols.QUIET_MODULES), self._most_qr)
        module = dots / grid.per_mm
        if dots < MIN_QR_DOTS or module < MIN_QR_MM:
            return None
        inset = (item.area.width - side * module) / 2
        return QrMark(grid.snap(item.area.x + inset), grid.snap(item.area.y + inset), module, dots, side, digits)

    def _ean(self, placed: Placed, item: EanItem, faults: Faults) -> None:
        grid, area = self._grid, item.area
        along, across = (area.height, area.width) if item.turn % 180 else (area.width, area.height)
        modules = symbols.EAN_MODULES + symbols.EAN_QUIET_LEFT + symbols.EAN_QUIET_RIGHT
        dots = min(int(along * grid.per_mm + 0.01) // modules, int(MAX_EAN_MM * grid.per_mm + 0.01), self._most_bar)
        module = dots / grid.per_mm
        below = max(symbols.EAN_GUARD * module, _DIGITS_GAP + CAP * item.pt * MM_PER_PT if item.pt else 0.0)
        bars = int((across - below) * grid.per_mm) / grid.per_mm
        if dots < MIN_EAN_DOTS or module < MIN_EAN_MM - 1e-9:
            need = modules * max(MIN_EAN_DOTS, math.ceil(MIN_EAN_MM * grid.per_mm)) / grid.per_mm
            faults.add(placed.line, "ean_narrow", need=need, has=along)
        elif bars < MIN_EAN_HEIGHT:
            faults.add(placed.line, "ean_low", high=bars, least=MIN_EAN_HEIGHT)
        else:
            self._makers.append(self._ean_maker(item, _Bars(module, dots, bars, (along - modules * module) / 2)))

    def _stub_code(self, placed: Placed, item: StubCodeItem, fixed: list[DeviceMark], faults: Faults) -> None:
        plan = stub_codes.StubPlan(item, self._grid, self._most_bar)
        read = self._reader(item.text)
        words = stub_codes.sample(read)
        mark = plan.mark(words)
        if mark is None:
            faults.add_reason(placed.line, plan.lacking(words))
            return
        if not item.text.fields:
            fixed.append(mark)
            return

        def make(face: TicketFace) -> tuple[EncodedT, ...]:
            words = read(face)
            mark = plan.mark(words) if words else None
            if mark is None and words:
                raise layout_fault(self.layout.name, [(placed.line, plan.lacking(words))])
            return () if mark is None else (self._encode(mark),)

        self._makers.append(make)

    def _ean_maker(self, item: EanItem, plan: _Bars) -> Callable[[TicketFace], Sequence[EncodedT]]:
        grid, encode, module = self._grid, self._encode, plan.module
        start = plan.start + symbols.EAN_QUIET_LEFT * module
        area = _sub_area(item.area, item.turn, (start, 0, symbols.EAN_MODULES * module, plan.height))
        area = Area(grid.snap(area.x), grid.snap(area.y), area.width, area.height)
        # The digits stand between the guard bars, the first one in front of them (GS1, figure 5.2.6.6-1).
        baseline = plan.height + _DIGITS_GAP + CAP * item.pt * MM_PER_PT
        parts = ((slice(0, 1), -5.0), (slice(1, 7), 24.0), (slice(7, 13), 71.0)) if item.pt else ()
        places = [(part, _on_page(item.area, item.turn, start + at * module, baseline)) for part, at in parts]
        measure, em = self._metrics.width("0", bold=False), item.pt * MM_PER_PT

        def make(face: TicketFace) -> list[EncodedT]:
            symbols.check_ean(face.ean)
            marks = [encode(EanMark(area, module, plan.dots, item.turn, face.ean))]
            for part, (x, y) in places:
                digits = face.ean[part]
                wide = measure(digits) * em
                marks.append(encode(TextMark(x, y, digits, item.pt, False, "center", item.turn, "black", wide)))
            return marks

        return make


def framed(layout: Layout) -> Layout:
    """The layout for a printer that only adds ink: what was white on a filled box is black in a frame."""
    white = [placed.item.area for placed in layout.items if _is_white(placed.item)]
    items = []
    for placed in layout.items:
        item = placed.item
        if isinstance(item, TextItem) and item.ink == "white":
            item = replace(item, ink="black")
        elif isinstance(item, BoxItem) and not item.stroke and any(item.area.overlaps(area) for area in white):
            item = replace(item, stroke=_FRAME)
        items.append(replace(placed, item=item))
    return replace(layout, items=tuple(items))


def _is_white(item: object) -> bool:
    return isinstance(item, TextItem) and item.ink == "white"


def _on_page(area: Area, turn: int, along: float, down: float) -> tuple[float, float]:
    """A point of turned text: `along` its line and `down` its lines, both from where the text begins."""
    if turn == 90:
        return area.right - down, area.y + along
    if turn == 180:
        return area.right - along, area.bottom - down
    if turn == 270:
        return area.x + down, area.bottom - along
    return area.x + along, area.y + down


def _sub_area(area: Area, turn: int, part: tuple[float, float, float, float]) -> Area:
    """A part (along, down, length, height) of a turned area, as an area of the page."""
    along, down, length, height = part
    x0, y0 = _on_page(area, turn, along, down)
    x1, y1 = _on_page(area, turn, along + length, down + height)
    return Area(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))


def _art(item: BoxItem | LineItem | ImageItem | TearItem) -> list[DeviceMark]:
    area = item.area
    if isinstance(item, BoxItem):
        return [BoxMark(area.x, area.y, area.width, area.height, item.stroke, item.radius)]
    if isinstance(item, ImageItem):
        return [_image(item)]
    if isinstance(item, TearItem):
        return [_line(area, 0.25, 1.2)] if item.printed else []
    return [_line(area, min(area.width, area.height), item.dash)]


def _line(area: Area, stroke: float, dash: float) -> LineMark:
    if area.width >= area.height:
        y = area.y + area.height / 2
        return LineMark(area.x, y, area.right, y, stroke, dash)
    x = area.x + area.width / 2
    return LineMark(x, area.y, x, area.bottom, stroke, dash)


def _image(item: ImageItem) -> ImageMark:
    """As large as it fits, in the middle."""
    wide, high = png_header.size(item.png)
    if item.turn % 180:
        wide, high = high, wide
    scale = min(item.area.width / wide, item.area.height / high)
    width, height = wide * scale, high * scale
    x = item.area.x + (item.area.width - width) / 2
    y = item.area.y + (item.area.height - height) / 2
    return ImageMark(x, y, width, height, item.png, item.turn)
