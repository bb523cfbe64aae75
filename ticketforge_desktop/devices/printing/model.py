"""A ticket layout: what stands where on one ticket, in millimetres from its top left corner.

`turn` is always clockwise in degrees: text with `turn` 90 reads from top to bottom. A box that holds turned text keeps
its width and height as they are seen on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ticketforge_desktop.devices.printing.templates import Template

FORMAT = 1
"""The version of the file format this program writes and reads."""
MM_PER_PT = 25.4 / 72
MAX_SIDE = 1200.0
"""Millimetres of a page's side."""
DOCUMENTS = ("ticket", "address", "delivery", "receipt", "report")
"""What a layout may be one of; each has data fields of its own."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the page, mm."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlaps(self, other: Area) -> bool:
        """Whether the two share more than a touching edge (a hundredth of a millimetre is one)."""
        return (
            min(self.right, other.right) - max(self.x, other.x) > 0.01
            and min(self.bottom, other.bottom) - max(self.y, other.y) > 0.01
        )

    def holds(self, other: Area) -> bool:
        """Whether the other lies inside."""
        return (
            other.x >= self.x - 0.01
            and other.y >= self.y - 0.01
            and other.right <= self.right + 0.01
            and other.bottom <= self.bottom + 0.01
        )


@dataclass(frozen=True, slots=True)
class TextItem:
    """Text that is made as large as `pt` and as small as `min_pt` to fit; then it is cut with an ellipsis."""

    area: Area
    text: Mapping[str, Template]  # by language: "de", "en"
    pt: float
    min_pt: float
    lines: int
    bold: bool
    align: str  # "left" | "center" | "right"
    valign: str  # "top" | "middle" | "bottom"
    turn: int
    ink: str  # "black" | "white"


@dataclass(frozen=True, slots=True)
class QrItem:
    """A QR symbol as large as whole dots allow; the area includes the quiet zone.

    `field` is "code", the signed code of a ticket; on a receipt "pay_link" or "signed_code", of its signing device.
    """

    area: Area
    field: str = "code"


@dataclass(frozen=True, slots=True)
class EanItem:
    """The ticket's EAN-13, as wide as whole dots allow; the area includes the quiet zones and the digits."""

    area: Area
    turn: int
    pt: float  # of the digits; 0 = none


@dataclass(frozen=True, slots=True)
class StubCodeItem:
    """A PDF417 or Code 128 for stubs and other people's readers; the area includes the quiet zones."""

    area: Area
    symbology: str  # "pdf417" | "code128"; "qr" is a link that was filled in (documents.py)
    text: Template
    turn: int


@dataclass(frozen=True, slots=True)
class BoxItem:
    """A frame `stroke` mm strong, or a filled box when `stroke` is 0."""

    area: Area
    stroke: float
    radius: float


@dataclass(frozen=True, slots=True)
class LineItem:
    """A line along an axis, as an area of its own strength; `dash` 0 = solid."""

    area: Area
    dash: float


@dataclass(frozen=True, slots=True)
class ImageItem:
    """A PNG, as large as it fits into the area without being distorted."""

    area: Area
    file: str
    png: bytes
    turn: int


@dataclass(frozen=True, slots=True)
class TearItem:
    """Where the paper tears: nothing may cross it. Printed as dashes on paper without perforation."""

    area: Area  # a line from edge to edge, 0 mm strong
    printed: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column of repeating rows."""

    width: float  # mm
    text: Mapping[str, Template]
    align: str
    bold: bool


@dataclass(frozen=True, slots=True)
class RowsItem:
    """What repeats on a document, a row each, from the top of the area down. On a roll the paper grows with it."""

    area: Area
    of: str  # "lines", "rows", "taxes" …
    row: float  # mm from row to row
    gap: float  # mm between columns
    columns: tuple[Column, ...]
    pt: float
    min_pt: float
    lines: int

    @property
    def capacity(self) -> int:
        """Rows the area holds."""
        return max(1, int(self.area.height / self.row + 0.001))


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """Where DEMO, COPY or PROOF stands on a ticket that is none."""

    area: Area
    turn: int


CodeItem = QrItem | EanItem | StubCodeItem
"""What a scanner reads: nothing may stand on it, and its paper stays white."""
Item = TextItem | CodeItem | BoxItem | LineItem | ImageItem | TearItem | NoticeItem | RowsItem


_KINDS: Mapping[type, str] = {
    TextItem: "text",
    QrItem: "qr",
    EanItem: "ean13",
    BoxItem: "box",
    LineItem: "line",
    ImageItem: "image",
    NoticeItem: "notice",
    TearItem: "tear",
    RowsItem: "rows",
}


def kind_of(item: Item) -> str:
    """The kind of an item, as a file names it."""
    return item.symbology if isinstance(item, StubCodeItem) else _KINDS[type(item)]


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and the line of the file it begins on (0 = it comes from no file)."""

    line: int
    item: Item
    back: bool = False  # on the other side of the paper


@dataclass(frozen=True, slots=True)
class Sheet:
    """Several tickets on one page: where the first stands and how many there are."""

    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    gap_x: float
    gap_y: float


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout whole."""

    name: str
    version: int
    title: Mapping[str, str]
    languages: tuple[str, ...]
    width: float
    height: float
    turn: int  # how a label printer must turn the ticket to lay it on its stock
    continuous: bool  # a roll without gaps
    sheet: Sheet | None
    items: tuple[Placed, ...]
    document: str = "ticket"
    flip: str = "long"  # the edge over which a two-sided sheet is turned: "long" | "short"
    dpi: tuple[int, ...] = ()  # resolutions the codes must fit, where the file states any

    @property
    def two_sided(self) -> bool:
        """Whether something stands on the back."""
        return any(placed.back for placed in self.items)


def one_side(layout: Layout, *, back: bool) -> Layout:
    """The layout with only what stands on one side of the paper."""
    return replace(layout, items=tuple(placed for placed in layout.items if placed.back == back))


def turned(layout: Layout) -> Layout:
    """The layout as it lies on the printer's stock, with nothing left to turn."""
    result = layout
    for _ in range(layout.turn // 90):
        result = _quarter(result)
    return replace(result, turn=0)


def _quarter(layout: Layout) -> Layout:
    """A quarter clockwise: the left edge becomes the top edge."""
    return replace(
        layout,
        width=layout.height,
        height=layout.width,
        items=tuple(replace(placed, item=_quarter_item(placed.item, layout.height)) for placed in layout.items),
    )


def _quarter_item(item: Item, page_height: float) -> Item:
    old = item.area
    area = Area(page_height - old.bottom, old.x, old.height, old.width)
    if isinstance(item, TextItem | EanItem | StubCodeItem | ImageItem | NoticeItem):
        return replace(item, area=area, turn=(item.turn + 90) % 360)
    return replace(item, area=area)
