"""Kinds, keys and choices of a layout in the language of now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.services.ports.layout_design import Draft, ItemView
from ticketforge_desktop.ui.screens.designer.data_words import field_word, rows_word

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
translate = QCoreApplication.translate
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
        "text": translate("Designer", "Text"),
        "qr": translate("Designer", "Ticket code"),
        "ean13": translate("Designer", "EAN-13"),
        "code128": translate("Designer", "Code 128"),
        "pdf417": translate("Designer", "PDF417"),
        "box": translate("Designer", "Box"),
        "line": translate("Designer", "Line"),
        "image": translate("Designer", "Picture"),
        "tear": translate("Designer", "Tear line"),
        "notice": translate("Designer", "Notice"),
        "rows": translate("Designer", "Rows"),
    }
    return words.get(kind, kind)


def key_word(key: str) -> str:
    """A key of an item."""
    words = {
        "at": translate("Designer", "Place"),
        "size": translate("Designer", "Size"),
        "text": translate("Designer", "Words"),
        "pt": translate("Designer", "Type size"),
        "min_pt": translate("Designer", "Smallest type"),
        "lines": translate("Designer", "Lines at most"),
        "weight": translate("Designer", "Weight"),
        "align": translate("Designer", "Across"),
        "valign": translate("Designer", "Down"),
        "turn": translate("Designer", "Turn"),
        "ink": translate("Designer", "Ink"),
        "digits": translate("Designer", "Digits below the bars"),
        "fill": translate("Designer", "Filled"),
        "stroke": translate("Designer", "Stroke"),
        "radius": translate("Designer", "Rounded by"),
        "from": translate("Designer", "Begins at"),
        "to": translate("Designer", "Ends at"),
        "dash": translate("Designer", "Dashes"),
        "file": translate("Designer", "Picture"),
        "x": translate("Designer", "From the left"),
        "y": translate("Designer", "From the top"),
        "print": translate("Designer", "Print dashes"),
        "side": translate("Designer", "Side"),
        "of": translate("Designer", "What repeats"),
        "gap": translate("Designer", "Between columns"),
        "row": translate("Designer", "Height of a row"),
        "columns": translate("Designer", "Columns"),
        "width": translate("Designer", "Width"),
        "dpi": translate("Designer", "Codes fit at"),
        "tickets": translate("Designer", "Tickets on a sheet"),
        "sheet": translate("Designer", "Sheet"),
        "data": translate("Designer", "Data"),
        "field": translate("Designer", "Data"),
    }
    return words.get(key, key)


def choice_word(choice: str) -> str:
    """A choice of a key."""
    words = {
        "regular": translate("Designer", "Regular"),
        "bold": translate("Designer", "Bold"),
        "left": translate("Designer", "Left"),
        "center": translate("Designer", "Middle"),
        "right": translate("Designer", "Right"),
        "top": translate("Designer", "Top"),
        "middle": translate("Designer", "Middle"),
        "bottom": translate("Designer", "Bottom"),
        "black": translate("Designer", "Black"),
        "white": translate("Designer", "White"),
        "front": translate("Designer", "Front"),
        "back": translate("Designer", "Back"),
    }
    return words.get(choice, f"{choice}°" if choice.isdecimal() else choice)


def pair_words(key: str) -> tuple[str, str]:
    """What the two numbers of a pair are called."""
    if key == "size":
        return translate("Designer", "Width"), translate("Designer", "Height")
    return "X", "Y"


def document_word(document: str) -> str:
    """What a layout is one of."""
    words = {
        "ticket": translate("Designer", "Ticket"),
        "address": translate("Designer", "Address label"),
        "delivery": translate("Designer", "Delivery note"),
        "receipt": translate("Designer", "Receipt"),
        "report": translate("Designer", "Shift report"),
    }
    return words.get(document, document)


def sample_word(name: str) -> str:
    """A ticket to look at a layout with."""
    words = {
        "longest": translate("Designer", "The longest names"),
        "usual": translate("Designer", "A usual ticket"),
        "made_up": translate("Designer", "Made-up names"),
        "bare": translate("Designer", "Only what is needed"),
    }
    return words.get(name, name)


def item_word(item: ItemView, language: str, document: str = "") -> str:
    """What an item is called in the list: a text by its words, rows by what repeats, all else by its kind."""
    if item.kind == "rows" and document:
        return rows_word(document, str(item.values.get("of", "")))
    words = item.values.get("text")
    return (text_word(words, language) if item.kind == "text" else "") or kind_word(item.kind)


def word_in(draft: Draft, at: int, language: str) -> str:
    """What an item of a draft is called, by its index."""
    return item_word(draft.items[at], language, draft.document)


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
