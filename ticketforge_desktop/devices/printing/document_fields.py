"""What may be named on address labels, delivery notes, receipts and reports, and how it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ticketforge_desktop.devices.printing import formats
from ticketforge_desktop.domain.layout_faults import Unfit
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.ports.documents import (
    AddressFace,
    DeliveryFace,
    DocumentFace,
    ReceiptFace,
    ReportFace,
)

Kinds = Mapping[str, str]
"""Field → "word", "count", "time", "money" or "rate"."""

_LINE: Final[Kinds] = {"line": "word"}
FIELDS: Final[Mapping[str, Kinds]] = {
    "address": {
        "sender": "word", "order": "word", "note": "word", "shop": "word", "parcel": "count", "parcels": "count",
    },
    "delivery": {
        "sender": "word", "order": "word", "note": "word", "shop": "word", "date": "time", "total": "count",
        "page": "count", "pages": "count",
    },
    "receipt": {
        "number": "word", "at": "time", "shop": "word", "total": "money", "tax_number": "word", "order": "word",
        "cashier": "word", "register": "word", "note": "word",
    },
    "report": {
        "title": "word", "at": "time", "opened_at": "time", "shop": "word", "cashier": "word", "register": "word",
        "chain": "word", "page": "count", "pages": "count",
    },
}  # fmt: skip
ROWS: Final[Mapping[str, Mapping[str, Kinds]]] = {
    "address": {"lines": _LINE},
    "delivery": {
        "lines": _LINE,
        "rows": {"position": "count", "quantity": "count", "title": "word", "detail": "word", "number": "word"},
    },
    "receipt": {
        "address": _LINE,
        "lines": {"title": "word", "detail": "word", "quantity": "count", "price": "money", "total": "money"},
        "rounding": {"amount": "money"},
        "change": {"amount": "money"},
        "signed": _LINE,
        "pay_link": _LINE,
        "copy": {"copy": "count"},
        "taxes": {"rate": "rate", "net": "money", "tax": "money", "gross": "money", "letter": "word"},
        "payments": {"method": "word", "amount": "money"},
    },
    "report": {
        "address": _LINE,
        "rows": {"label": "word", "count": "word", "amount": "money"},
        "results": {"label": "word", "count": "word", "amount": "money"},
        "notices": _LINE,
    },
}
"""What repeats on a document, and the fields of one row."""
_FORMATS: Final[Mapping[str, tuple[str, ...]]] = {
    "word": ("", "upper"),
    "count": ("",),
    "rate": ("",),
    "time": ("", "datetime", "date", "long", "weekday", "time"),
    "money": ("", "plain", "code"),
}


def fields_of(document: str, rows: str = "") -> dict[str, tuple[str, ...]]:
    """Fields with their formats; `rows` names what repeats, "" is the document itself."""
    if document == "ticket":
        return dict(formats.FIELDS)
    kinds = ROWS[document][rows] if rows else FIELDS[document]
    return {name: _FORMATS[kind] for name, kind in kinds.items()}


def check(document: str, rows: str, name: str, form: str) -> None:
    """Raise `ValueError` with the reason when a layout of this document may not name this field so."""
    known = fields_of(document, rows)
    if name not in known:
        raise Unfit("field_unknown_here", field=name, known=", ".join(sorted(known)))
    if form not in known[name]:
        offered = ", ".join(option for option in known[name] if option) or "none"
        raise Unfit("field_format", field=name, format=form, known=offered)


def document_of(face: DocumentFace) -> str:
    """The name a layout calls this document by."""
    kinds = {AddressFace: "address", DeliveryFace: "delivery", ReceiptFace: "receipt", ReportFace: "report"}
    return kinds[type(face)]


def in_words(value: object, form: str, language: str, zone: str) -> str:
    """A value of a face as it stands on paper; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, Money):
        style = {"": formats.amount, "plain": formats.plain_amount, "code": formats.coded_amount}[form]
        return style(value, language)
    if isinstance(value, datetime):
        return formats.moment(value, zone, form, language)
    words = str(value)
    return words.upper() if form == "upper" else words


def rate(hundredths: int, language: str) -> str:
    """`19 %`, `7,7 %`."""
    whole, part = divmod(abs(hundredths), 100)
    digits = f"{part:02}".rstrip("0")
    sign = "-" if hundredths < 0 else ""
    point = "," if language == "de" else "."
    space = formats.NBSP if language == "de" else ""
    return f"{sign}{whole}{point + digits if digits else ''}{space}%"
