"""A layout as the text of its file: it reads back equal, whatever the layout was made from."""

from __future__ import annotations

from collections.abc import Mapping

from ticketforge_desktop.devices.printing import toml_writer
from ticketforge_desktop.devices.printing.model import (
    FORMAT,
    Area,
    BoxItem,
    EanItem,
    ImageItem,
    Item,
    Layout,
    LineItem,
    NoticeItem,
    Placed,
    QrItem,
    RowsItem,
    StubCodeItem,
    TearItem,
    TextItem,
)
from ticketforge_desktop.devices.printing.templates import Field, Group, Template


def written(layout: Layout) -> str:
    """The file's text; its pictures are files of their own. Raises `ValueError` for signs that can't be written."""
    values: dict[str, object] = {
        "format": FORMAT,
        "name": layout.name,
        "version": layout.version,
        "title": dict(layout.title),
        "languages": list(layout.languages),
        "page": _without(
            {
                "size": [layout.width, layout.height],
                "turn": layout.turn,
                "continuous": layout.continuous,
                "flip": layout.flip,
            },
            {"turn": 0, "continuous": False, "flip": "long"},
        ),
        "item": [_table(placed) for placed in layout.items],
    }
    if layout.dpi:
        values["dpi"] = list(layout.dpi)
    if layout.document != "ticket":
        values["document"] = layout.document
    if layout.sheet is not None:
        sheet = layout.sheet
        values["sheet"] = {
            "size": [sheet.width, sheet.height], "tickets": [sheet.columns, sheet.rows], "at": [sheet.left, sheet.top],
            "gap": [sheet.gap_x, sheet.gap_y],
        }  # fmt: skip
    return toml_writer.document(values)


def source_of(template: Template) -> str:
    """A template as it stands in a file."""
    return "".join(
        f"[{source_of(Template(part.parts))}]" if isinstance(part, Group)
        else _field(part) if isinstance(part, Field)
        else part.replace("{", "{{").replace("}", "}}").replace("[", "[[").replace("]", "]]")
        for part in template.parts
    )  # fmt: skip


def _field(field: Field) -> str:
    return f"{{{field.name}:{field.format}}}" if field.format else f"{{{field.name}}}"


def _text(texts: Mapping[str, Template]) -> object:
    sources = {language: source_of(template) for language, template in texts.items()}
    alike = len(set(sources.values())) == 1
    return next(iter(sources.values())) if alike else sources


def _table(placed: Placed) -> dict[str, object]:
    return {**_item(placed.item), **({"side": "back"} if placed.back else {})}


def _item(item: Item) -> dict[str, object]:
    area = item.area
    table: dict[str, object] = {"at": [area.x, area.y], "size": [area.width, area.height]}
    match item:
        case TextItem():
            return {
                "kind": "text", **table, "text": _text(item.text), "pt": item.pt, "min_pt": item.min_pt,
                **_without(
                    {"lines": item.lines, "weight": "bold" if item.bold else "regular", "align": item.align,
                     "valign": item.valign, "turn": item.turn, "ink": item.ink},
                    {"lines": 1, "weight": "regular", "align": "left", "valign": "top", "turn": 0, "ink": "black"},
                ),
            }  # fmt: skip
        case QrItem():
            field = {} if item.field == "code" else {"field": item.field}
            return {"kind": "qr", **field, "at": table["at"], "size": area.width}
        case EanItem():
            digits: dict[str, object] = {"pt": item.pt} if item.pt else {"digits": False}
            return {"kind": "ean13", **table, **digits, **_turn(item.turn)}
        case StubCodeItem():
            return {"kind": item.symbology, **table, "text": source_of(item.text), **_turn(item.turn)}
        case BoxItem():
            look: dict[str, object] = {"stroke": item.stroke} if item.stroke else {"fill": True}
            return {"kind": "box", **table, **look, **({"radius": item.radius} if item.radius else {})}
        case LineItem():
            return _line(item, area)
        case ImageItem():
            return {"kind": "image", **table, "file": item.file, **_turn(item.turn)}
        case TearItem():
            at: dict[str, object] = {"x": area.x} if area.width == 0 else {"y": area.y}
            return {"kind": "tear", **at, **({"print": True} if item.printed else {})}
        case NoticeItem():
            return {"kind": "notice", **table, **_turn(item.turn)}
        case RowsItem():
            columns = [
                {"width": column.width, "text": _text(column.text),
                 **_without({"align": column.align, "weight": "bold" if column.bold else "regular"},
                            {"align": "left", "weight": "regular"})}
                for column in item.columns
            ]  # fmt: skip
            return {
                "kind": "rows", **table, "of": item.of, "columns": columns, "row": item.row, "gap": item.gap,
                "pt": item.pt, "min_pt": item.min_pt, "lines": item.lines,
            }  # fmt: skip


def _line(item: LineItem, area: Area) -> dict[str, object]:
    """A line's area is as thin as its stroke; which way it runs is told by the longer side."""
    dash: dict[str, object] = {"dash": item.dash} if item.dash else {}
    if area.width >= area.height:
        y = area.y + area.height / 2
        return {"kind": "line", "from": [area.x, y], "to": [area.right, y], "stroke": area.height, **dash}
    x = area.x + area.width / 2
    return {"kind": "line", "from": [x, area.y], "to": [x, area.bottom], "stroke": area.width, **dash}


def _turn(turn: int) -> dict[str, object]:
    return {"turn": turn} if turn else {}


def _without(values: dict[str, object], usual: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if key not in usual or usual[key] != value}
