"""The kinds of items: their keys, as a form shows them, and how a new one begins."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ticketforge_desktop.devices.printing.document_fields import ROWS
from ticketforge_desktop.devices.printing.model import MAX_SIDE, MM_PER_PT
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.layout_design import Place, Property

_AT: Final = Property("at", "pair", "mm", 0, MAX_SIDE)
_SIZE: Final = Property("size", "pair", "mm", 0.05, MAX_SIDE)
_SIDE: Final = Property("side", "choice", choices=("front", "back"), default="front")
_TURN: Final = Property("turn", "turn", default=0)
_TEXT: Final = (
    Property("text", "template"),
    _AT,
    _SIZE,
    Property("pt", "number", "pt", 4, 200),
    Property("min_pt", "number", "pt", 4, 200),
    Property("lines", "whole", low=1, high=40, default=1),
    Property("weight", "choice", choices=("regular", "bold"), default="regular"),
    Property("align", "choice", choices=("left", "center", "right"), default="left"),
    Property("valign", "choice", choices=("top", "middle", "bottom"), default="top"),
    _TURN,
    Property("ink", "choice", choices=("black", "white"), default="black"),
)
_PROPERTIES: Final[dict[str, tuple[Property, ...]]] = {
    "text": _TEXT,
    "qr": (_AT, Property("size", "number", "mm", 5, 200)),
    "ean13": (
        _AT,
        _SIZE,
        Property("digits", "flag", default=True),
        Property("pt", "number", "pt", 4, 20, default=8.0),
        _TURN,
    ),
    "code128": (Property("text", "text"), _AT, _SIZE, _TURN),
    "pdf417": (Property("text", "text"), _AT, _SIZE, _TURN),
    "box": (
        _AT,
        _SIZE,
        Property("fill", "flag", default=False),
        Property("stroke", "number", "mm", 0.05, 10, default=0.3),
        Property("radius", "number", "mm", 0, 50, default=0),
    ),
    "line": (
        Property("from", "pair", "mm", 0, MAX_SIDE),
        Property("to", "pair", "mm", 0, MAX_SIDE),
        Property("stroke", "number", "mm", 0.05, 10, default=0.3),
        Property("dash", "number", "mm", 0, 50, default=0),
    ),
    "rows": (
        Property("of", "choice"),
        _AT,
        _SIZE,
        Property("columns", "table"),
        Property("row", "number", "mm", 1.5, 100),
        Property("gap", "number", "mm", 0, 50, default=1.0),
        Property("pt", "number", "pt", 4, 200),
        Property("min_pt", "number", "pt", 4, 200),
        Property("lines", "whole", low=1, high=10, default=1),
    ),
    "image": (Property("file", "file"), _AT, _SIZE, _TURN),
    "tear": (
        Property("x", "number", "mm", 0, MAX_SIDE),
        Property("y", "number", "mm", 0, MAX_SIDE),
        Property("print", "flag", default=False),
    ),
    "notice": (_AT, _SIZE, _TURN),
}
_CODE: Final = 24.6
"""Millimetres a ticket's code needs at 203 dpi, with its quiet zone."""
_TICKETS_ONLY: Final = frozenset({"qr", "ean13", "code128", "pdf417", "notice"})

_DOCUMENTS_ONLY: Final = frozenset({"rows"})


def kinds(document: str = "ticket") -> tuple[str, ...]:
    """Kinds that can be added to a layout of such a document."""
    kept_out = _DOCUMENTS_ONLY if document == "ticket" else _TICKETS_ONLY
    return tuple(kind for kind in _PROPERTIES if kind not in kept_out)


def properties(kind: str, document: str = "ticket") -> tuple[Property, ...]:
    """The keys of a kind, in the order a form shows them. Raises `BadInput`."""
    if kind not in _PROPERTIES:
        raise BadInput(f"There is no kind '{kind}'.", field="kind")
    found = (*_PROPERTIES[kind], _SIDE)
    repeating = tuple(ROWS.get(document, ()))
    return tuple(replace(one, choices=repeating) if one.key == "of" else one for one in found)


def new_item(kind: str, place: Place, document: str = "ticket") -> dict[str, object]:
    """A new item's table. An image still needs its `file`. Raises `BadInput`."""
    if kind not in kinds(document):
        raise BadInput(f"'{kind}' can't stand on this document.", field="kind")
    x, y, width, height = place
    table: dict[str, object] = {"kind": kind, "at": [x, y], "size": [width, height]}
    if kind == "text":
        pt = _type_size(height)
        return {**table, "text": "Text", "pt": pt, "min_pt": max(4.0, min(pt, round(pt * 1.2) / 2))}
    if kind == "qr":
        return {**table, "size": max(width, height)}
    if kind == "rows":
        of, fields = next(iter(ROWS[document].items()))
        column = {"width": width, "text": "{" + next(iter(fields)) + "}"}
        return {**table, "of": of, "row": min(5.0, height), "pt": 9, "min_pt": 4, "columns": [column]}
    if kind in ("code128", "pdf417"):
        return {**table, "text": "{number}"}
    if kind == "line":
        across = width >= height
        return {"kind": kind, "from": [x, y], "to": [x + width, y] if across else [x, y + height]}
    if kind == "tear":
        return {"kind": kind, "x": x} if height >= width else {"kind": kind, "y": y}
    return table


def first_item(width: float, height: float, document: str = "ticket") -> dict[str, object]:
    """What a new layout begins with: a ticket its code, anything else a line of text."""
    edge = min(2.0, width / 10, height / 10)
    if document == "ticket" and min(width, height) >= _CODE:
        return {"kind": "qr", "at": [round(width - _CODE, 2), 0], "size": _CODE}
    return new_item(
        "text", Place(edge, edge, round(width - 2 * edge, 2), round(min(8.0, height - 2 * edge), 2)), document
    )


def _type_size(height: float) -> float:
    """The largest usual size of type that a line so high holds, in points."""
    return max(4.0, min(12.0, int(height / MM_PER_PT / 1.17 * 2) / 2))
