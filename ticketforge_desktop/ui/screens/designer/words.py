"""Kinds, keys and choices of a layout in the language of now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.services.ports.layout_design import ItemView

ICONS: Final = {
    "text": "text",
    "qr": "qr",
    "ean13": "barcode",
    "code128": "barcode",
    "pdf417": "barcode",
    "box": "square",
    "line": "minus",
    "image": "image",
    "tear": "tear",
    "notice": "info",
    "rows": "list",
}
_DATA: Final = re.compile(r"\{([^{}:]+)(?::[^{}]*)?\}")
_PART: Final = re.compile(r"[\[\]]")
# A letter that adds one while the canvas has the focus; the same in every language, since it stands on the button.
LETTERS: Final = {"text": "t", "qr": "q", "ean13": "e", "box": "b", "line": "l", "image": "i", "tear": "r"}
PRINTERS: Final = {
    "fgl": "FGL",
    "zpl": "ZPL",
    "escpos": "ESC/POS",
    "tspl": "TSPL",
    "starprnt": "StarPRNT",
    "pdf": "PDF",
}


def kind_word(kind: str) -> str:
    """A kind of item."""
    words = {
        "text": QCoreApplication.translate("Designer", "Text"),
        "qr": QCoreApplication.translate("Designer", "Ticket code"),
        "ean13": QCoreApplication.translate("Designer", "EAN-13"),
        "code128": QCoreApplication.translate("Designer", "Code 128"),
        "pdf417": QCoreApplication.translate("Designer", "PDF417"),
        "box": QCoreApplication.translate("Designer", "Box"),
        "line": QCoreApplication.translate("Designer", "Line"),
        "image": QCoreApplication.translate("Designer", "Picture"),
        "tear": QCoreApplication.translate("Designer", "Tear line"),
        "notice": QCoreApplication.translate("Designer", "Notice"),
        "rows": QCoreApplication.translate("Designer", "Rows"),
    }
    return words.get(kind, kind)


def key_word(key: str) -> str:
    """A key of an item."""
    words = {
        "at": QCoreApplication.translate("Designer", "Place"),
        "size": QCoreApplication.translate("Designer", "Size"),
        "text": QCoreApplication.translate("Designer", "Words"),
        "pt": QCoreApplication.translate("Designer", "Type size"),
        "min_pt": QCoreApplication.translate("Designer", "Smallest type"),
        "lines": QCoreApplication.translate("Designer", "Lines at most"),
        "weight": QCoreApplication.translate("Designer", "Weight"),
        "align": QCoreApplication.translate("Designer", "Across"),
        "valign": QCoreApplication.translate("Designer", "Down"),
        "turn": QCoreApplication.translate("Designer", "Turn"),
        "ink": QCoreApplication.translate("Designer", "Ink"),
        "digits": QCoreApplication.translate("Designer", "Digits below the bars"),
        "fill": QCoreApplication.translate("Designer", "Filled"),
        "stroke": QCoreApplication.translate("Designer", "Stroke"),
        "radius": QCoreApplication.translate("Designer", "Rounded by"),
        "from": QCoreApplication.translate("Designer", "Begins at"),
        "to": QCoreApplication.translate("Designer", "Ends at"),
        "dash": QCoreApplication.translate("Designer", "Dashes"),
        "file": QCoreApplication.translate("Designer", "Picture"),
        "x": QCoreApplication.translate("Designer", "From the left"),
        "y": QCoreApplication.translate("Designer", "From the top"),
        "print": QCoreApplication.translate("Designer", "Print dashes"),
        "side": QCoreApplication.translate("Designer", "Side"),
        "of": QCoreApplication.translate("Designer", "What repeats"),
        "gap": QCoreApplication.translate("Designer", "Between columns"),
        "row": QCoreApplication.translate("Designer", "Height of a row"),
        "columns": QCoreApplication.translate("Designer", "Columns"),
        "width": QCoreApplication.translate("Designer", "Width"),
        "dpi": QCoreApplication.translate("Designer", "Codes fit at"),
        "tickets": QCoreApplication.translate("Designer", "Tickets on a sheet"),
        "sheet": QCoreApplication.translate("Designer", "Sheet"),
        "data": QCoreApplication.translate("Designer", "Data"),
        "field": QCoreApplication.translate("Designer", "Data"),
    }
    return words.get(key, key)


def choice_word(choice: str) -> str:
    """A choice of a key."""
    words = {
        "regular": QCoreApplication.translate("Designer", "Regular"),
        "bold": QCoreApplication.translate("Designer", "Bold"),
        "left": QCoreApplication.translate("Designer", "Left"),
        "center": QCoreApplication.translate("Designer", "Middle"),
        "right": QCoreApplication.translate("Designer", "Right"),
        "top": QCoreApplication.translate("Designer", "Top"),
        "middle": QCoreApplication.translate("Designer", "Middle"),
        "bottom": QCoreApplication.translate("Designer", "Bottom"),
        "black": QCoreApplication.translate("Designer", "Black"),
        "white": QCoreApplication.translate("Designer", "White"),
        "front": QCoreApplication.translate("Designer", "Front"),
        "back": QCoreApplication.translate("Designer", "Back"),
        "rows": QCoreApplication.translate("Designer", "What is in it"),
        "lines": QCoreApplication.translate("Designer", "What was sold"),
        "taxes": QCoreApplication.translate("Designer", "Taxes"),
        "payments": QCoreApplication.translate("Designer", "Payments"),
    }
    return words.get(choice, f"{choice}°" if choice.isdecimal() else choice)


def pair_words(key: str) -> tuple[str, str]:
    """What the two numbers of a pair are called."""
    if key == "size":
        return QCoreApplication.translate("Designer", "Width"), QCoreApplication.translate("Designer", "Height")
    return "X", "Y"


def document_word(document: str) -> str:
    """What a layout is one of."""
    words = {
        "ticket": QCoreApplication.translate("Designer", "Ticket"),
        "address": QCoreApplication.translate("Designer", "Address label"),
        "delivery": QCoreApplication.translate("Designer", "Delivery note"),
        "receipt": QCoreApplication.translate("Designer", "Receipt"),
        "report": QCoreApplication.translate("Designer", "Shift report"),
    }
    return words.get(document, document)


def sample_word(name: str) -> str:
    """A ticket to look at a layout with."""
    words = {
        "longest": QCoreApplication.translate("Designer", "The longest names"),
        "usual": QCoreApplication.translate("Designer", "A usual ticket"),
        "made_up": QCoreApplication.translate("Designer", "Made-up names"),
        "bare": QCoreApplication.translate("Designer", "Only what is needed"),
    }
    return words.get(name, name)


def item_word(item: ItemView, language: str) -> str:
    """What an item is called in the list: a text by its words, all else by its kind."""
    words = item.values.get("text")
    return (text_word(words, language) if item.kind == "text" else "") or kind_word(item.kind)


def text_word(words: object, language: str) -> str:
    """Words with data in them, in short: data by its name; "" for none."""
    if isinstance(words, Mapping):
        words = words.get(language) or next(iter(words.values()), "")
    if not words:
        return ""
    alone = _DATA.fullmatch(str(words)) is not None
    frame = "{}" if alone else "‹{}›"  # so that data can be told from words
    plain = _PART.sub("", _DATA.sub(lambda found: frame.format(field_word(found[1])), str(words)))
    return plain[:1].upper() + plain[1:]


def field_word(field: str) -> str:
    """A data field as people call it, within a text."""
    words = {
        "event": QCoreApplication.translate("Designer", "event"),
        "venue": QCoreApplication.translate("Designer", "venue"),
        "city": QCoreApplication.translate("Designer", "city"),
        "category": QCoreApplication.translate("Designer", "category"),
        "seat": QCoreApplication.translate("Designer", "seat"),
        "holder": QCoreApplication.translate("Designer", "holder"),
        "order": QCoreApplication.translate("Designer", "order"),
        "shop": QCoreApplication.translate("Designer", "shop"),
        "number": QCoreApplication.translate("Designer", "ticket number"),
        "starts_at": QCoreApplication.translate("Designer", "start"),
        "doors_at": QCoreApplication.translate("Designer", "doors open"),
        "price": QCoreApplication.translate("Designer", "price"),
        "unit": QCoreApplication.translate("Designer", "which"),
        "units": QCoreApplication.translate("Designer", "of how many"),
        "issue": QCoreApplication.translate("Designer", "issue"),
    }
    return words.get(field, field)
