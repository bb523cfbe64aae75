"""Reading a layout from its TOML file (docs/printing.md describes the format).

Every fault is found in one go, each with its line. What the file names (pictures) is read here, so that a layout in
memory is complete.
"""

from __future__ import annotations

import re
from typing import Final

from ticketforge_desktop.devices.printing import layout_checks
from ticketforge_desktop.devices.printing.formats import LANGUAGES
from ticketforge_desktop.devices.printing.layout_items import Pictures, read_item
from ticketforge_desktop.devices.printing.model import DOCUMENTS, FORMAT, MAX_SIDE, Layout, Placed, Sheet
from ticketforge_desktop.devices.printing.toml_reader import Faults, Table, lines_of, parse

PRINTER_LANGUAGES: Final = ("pdf", "zpl", "fgl", "escpos", "tspl", "starprnt")
MAX_FILE: Final = 256 * 1024
"""Bytes of a layout file."""
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def is_name(text: str) -> bool:
    """Whether a layout may be called so; no such name leads out of a folder."""
    return bool(_NAME.fullmatch(text))


def read_layout(name: str, source: bytes, pictures: Pictures) -> Layout:
    """The layout of a file. Raises `LayoutFault` with all faults."""
    faults = Faults()
    layout = parse_layout(name, source, pictures, faults)
    if not faults.found:
        layout_checks.check(layout, faults)
    faults.raise_any(name)
    return layout


def parse_layout(name: str, source: bytes, pictures: Pictures, faults: Faults) -> Layout:
    """As `read_layout`, but what can't be read goes to `faults`, and nothing is said of things in each other's way."""
    return _layout(name, _text(source, faults), pictures, faults)


def _text(source: bytes, faults: Faults) -> str:
    if len(source) > MAX_FILE:
        faults.add(0, "file_long", bytes=len(source), most=MAX_FILE)
        return ""
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        faults.add(source.count(b"\n", 0, trouble.start) + 1, "file_not_utf8")
        return ""


def _layout(name: str, text: str, pictures: Pictures, faults: Faults) -> Layout:
    already = len(faults.found)
    values = parse(text, faults)
    if len(faults.found) > already or already:
        return Layout(name, 1, {}, (), 1, 1, 0, False, None, ())
    lines = lines_of(text)
    top = Table(values, ("", 0), lines, faults)
    number = top.whole("format", 1, 1_000_000)
    if number > FORMAT:
        top.fault("format", "format_newer", number=number, known=FORMAT)
    stated = top.text("name")
    if not is_name(stated):
        top.fault("name", "name_bad")
    version = top.whole("version", 1, 1_000_000, 1)
    title = top.per_language("title", LANGUAGES)
    document = top.choice("document", DOCUMENTS, "ticket")
    dpi = top.wholes("dpi", 100, 1200)
    languages = top.words("languages", PRINTER_LANGUAGES)

    page = Table(top.get("page") or {}, ("page", 0), lines, faults)
    width, height = page.pair("size", 10, MAX_SIDE)
    turn = page.turn()
    continuous = page.flag("continuous")
    flip = page.choice("flip", ("long", "short"), "long")
    page.finish()
    sheet = _sheet(Table(top.get("sheet"), ("sheet", 0), lines, faults)) if top.has("sheet") else None

    raw = top.get("item")
    tables = raw if isinstance(raw, list) else []
    if not tables:
        top.fault("item", "no_items")
    items: list[Placed] = []
    for index, entry in enumerate(tables):
        table = Table(entry, ("item", index), lines, faults)
        item = read_item(table, (width, height), pictures, document)
        back = table.choice("side", ("front", "back"), "front") == "back"
        table.finish()
        if item is not None:
            items.append(Placed(table.line, item, back))
    top.finish()
    return Layout(
        stated or name,
        version,
        title,
        languages,
        width,
        height,
        turn,
        continuous,
        sheet,
        tuple(items),
        document,
        flip,
        dpi,
    )


def _sheet(table: Table) -> Sheet:
    width, height = table.pair("size", 10, MAX_SIDE)
    columns, rows = table.pair("tickets", 1, 20)
    left, top = table.pair("at", 0, MAX_SIDE) if table.has("at") else (0.0, 0.0)
    gap_x, gap_y = table.pair("gap", 0, MAX_SIDE) if table.has("gap") else (0.0, 0.0)
    if columns != int(columns) or rows != int(rows):
        table.fault("tickets", "sheet_whole")
    table.finish()
    return Sheet(width, height, int(columns), int(rows), left, top, gap_x, gap_y)
