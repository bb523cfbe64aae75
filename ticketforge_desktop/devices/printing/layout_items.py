"""Reading the items of a layout file, a function a kind (docs/printing.md describes their keys)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ticketforge_desktop.devices.printing import document_fields, png_header, stub_codes, templates
from ticketforge_desktop.devices.printing.fit import block_height
from ticketforge_desktop.devices.printing.formats import LANGUAGES, check_field
from ticketforge_desktop.devices.printing.model import (
    MAX_SIDE,
    MM_PER_PT,
    Area,
    BoxItem,
    Column,
    EanItem,
    ImageItem,
    Item,
    LineItem,
    NoticeItem,
    QrItem,
    RowsItem,
    StubCodeItem,
    TearItem,
    TextItem,
)
from ticketforge_desktop.devices.printing.templates import Template
from ticketforge_desktop.devices.printing.toml_reader import Table
from ticketforge_desktop.domain.layout_faults import Reason, picture_bad, reason_of

Pictures = Callable[[str], bytes]
"""A file name as the layout gives it in, its bytes out. Raises `OSError` or `ValueError` with the reason."""


def _area(table: Table) -> Area:
    x, y = table.pair("at", 0, MAX_SIDE)
    width, height = table.pair("size", 0.05, MAX_SIDE)
    return Area(x, y, width, height)


def read_item(table: Table, page: tuple[float, float], pictures: Pictures, document: str = "ticket") -> Item | None:
    """The item of a table, or None where its kind is none or its picture can't be had."""
    kind = table.text("kind")
    if document != "ticket" and kind in _TICKETS_ONLY and (kind, document) != ("qr", "receipt"):
        table.fault("kind", "tickets_only", kind=kind)
        table.pass_over()
        return None
    if document == "ticket" and kind == "rows":
        table.fault("kind", "nothing_repeats")
        table.pass_over()
        return None
    if kind == "rows":
        return _rows(table, document)
    if kind == "text":
        return _text_item(table, document)
    if kind == "qr":
        return _qr(table, _RECEIPT_CODES) if document == "receipt" else _qr(table)
    read = _KINDS.get(kind)
    if read is not None:
        return read(table)
    if kind == "tear":
        return _tear(table, page)
    if kind == "image":
        return _image(table, pictures)
    if kind:
        known = ", ".join(sorted((*_KINDS, "text", "rows", "tear", "image")))
        table.fault("kind", "kind_unknown", kind=kind, known=known)
        table.pass_over()
    return None


def _text_item(table: Table, document: str) -> TextItem:
    area = _area(table)
    pt = table.number("pt", 4, 200)
    min_pt = table.number("min_pt", 4, 200, pt)
    if min_pt > pt:
        table.fault("min_pt", "type_above", least=min_pt, pt=pt)
    lines = table.whole("lines", 1, 40, 1)
    weight = table.choice("weight", ("regular", "bold"), "regular")
    table.choice("font", ("sans",), "sans")
    return TextItem(
        area,
        _templates(table, document),
        pt,
        min(min_pt, pt),
        lines,
        weight == "bold",
        table.choice("align", ("left", "center", "right"), "left"),
        table.choice("valign", ("top", "middle", "bottom"), "top"),
        table.turn(),
        table.choice("ink", ("black", "white"), "black"),
    )


def _templates(table: Table, document: str, rows: str = "") -> dict[str, Template]:
    """The text of each language. A fault both languages share is told once."""
    result: dict[str, Template] = {}
    told: set[Reason] = set()
    for language, source in table.per_language("text", LANGUAGES).items():
        result[language] = Template(())
        try:
            parsed = templates.parse(source)
            for field in parsed.fields:
                document_fields.check(document, rows, field.name, field.format)
            result[language] = parsed
        except ValueError as trouble:
            if reason_of(trouble) not in told:
                told.add(reason_of(trouble))
                table.fault_for("text", reason_of(trouble))
    return result


def _rows(table: Table, document: str) -> RowsItem:
    area = _area(table)
    known = tuple(document_fields.ROWS[document])
    of = table.choice("of", known, known[0])
    pt = table.number("pt", 4, 200)
    min_pt = table.number("min_pt", 4, 200, pt)
    row = table.number("row", 1.5, 100)
    gap = table.number("gap", 0, 50, 1.0)
    columns = tuple(_column(entry, document, of) for entry in table.tables("columns"))
    wide = sum(column.width for column in columns) + gap * (len(columns) - 1)
    if wide > area.width + 0.01:
        table.fault("columns", "columns_wide", need=wide, has=area.width)
    need = block_height(1, min_pt) * MM_PER_PT
    if need > row + 0.01:
        table.fault("row", "row_low", pt=min_pt, need=need)
    if row > area.height + 0.01:
        table.fault("row", "no_row")
    return RowsItem(area, of, row, gap, columns, pt, min(min_pt, pt), table.whole("lines", 1, 10, 1))


def _column(entry: Table, document: str, rows: str) -> Column:
    column = Column(
        entry.number("width", 1, MAX_SIDE),
        _templates(entry, document, rows),
        entry.choice("align", ("left", "center", "right"), "left"),
        entry.choice("weight", ("regular", "bold"), "regular") == "bold",
    )
    entry.finish()
    return column


def _qr(table: Table, fields: tuple[str, ...] = ("code",)) -> QrItem:
    x, y = table.pair("at", 0, MAX_SIDE)
    size = table.number("size", 5, 200)
    return QrItem(Area(x, y, size, size), table.choice("field", fields, fields[0]))


def _ean(table: Table) -> EanItem:
    area = _area(table)
    digits = table.flag("digits", default=True)
    pt = table.number("pt", 4, 20, 8.0)
    return EanItem(area, table.turn(), pt if digits else 0.0)


def _stub_code(symbology: str) -> Callable[[Table], Item]:
    def read(table: Table) -> StubCodeItem:
        area = _area(table)
        source, parsed = table.text("text"), Template(())
        try:
            parsed = templates.parse(source)
            stub_codes.check_fields([field.name for field in parsed.fields])
            for field in parsed.fields:
                check_field(field.name, field.format)
        except ValueError as trouble:
            table.fault_for("text", reason_of(trouble))
        if not (source.isascii() and source.isprintable() and source):
            table.fault("text", "code_signs")
        return StubCodeItem(area, symbology, parsed, table.turn())

    return read


def _box(table: Table) -> BoxItem:
    area = _area(table)
    fill = table.flag("fill")
    stroke = table.number("stroke", 0.05, 10, 0.3)
    radius = table.number("radius", 0, 50, 0)
    if radius * 2 > min(area.width, area.height):
        table.fault("radius", "radius_wide")
    return BoxItem(area, 0.0 if fill else stroke, radius)


def _line(table: Table) -> LineItem:
    x1, y1 = table.pair("from", 0, MAX_SIDE)
    x2, y2 = table.pair("to", 0, MAX_SIDE)
    stroke = table.number("stroke", 0.05, 10, 0.3)
    dash = table.number("dash", 0, 50, 0)
    if (x1 != x2) == (y1 != y2):
        table.fault("to", "line_bent")
    half = stroke / 2
    if y1 == y2:
        return LineItem(Area(min(x1, x2), max(0.0, y1 - half), abs(x2 - x1), stroke), dash)
    return LineItem(Area(max(0.0, x1 - half), min(y1, y2), stroke, abs(y2 - y1)), dash)


def _notice(table: Table) -> NoticeItem:
    return NoticeItem(_area(table), table.turn())


def _tear(table: Table, page: tuple[float, float]) -> TearItem:
    printed = table.flag("print")
    if table.has("x") == table.has("y"):
        table.fault("", "tear_way")
        return TearItem(Area(0, 0, 0, 0), printed)
    if table.has("x"):
        return TearItem(Area(table.number("x", 0, page[0]), 0, 0, page[1]), printed)
    return TearItem(Area(0, table.number("y", 0, page[1]), page[0], 0), printed)


def _image(table: Table, pictures: Pictures) -> ImageItem | None:
    area = _area(table)
    turn = table.turn()
    file = table.text("file")
    if not file:
        return None
    try:
        png = pictures(file)
        png_header.check(png)
    except FileNotFoundError:
        table.fault("file", "picture_missing", file=file)
    except (OSError, ValueError) as trouble:
        table.fault_for("file", picture_bad(file, trouble))
    else:
        return ImageItem(area, file, png, turn)
    return None


_RECEIPT_CODES: Final = ("pay_link", "signed_code")
_TICKETS_ONLY: Final = frozenset({"qr", "ean13", "code128", "pdf417", "notice"})
_KINDS: Final[dict[str, Callable[[Table], Item]]] = {
    "qr": _qr,
    "ean13": _ean,
    "code128": _stub_code("code128"),
    "pdf417": _stub_code("pdf417"),
    "box": _box,
    "line": _line,
    "notice": _notice,
}
