"""Data fields, and what repeats on a document, in the language of now."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def rows_word(document: str, rows: str) -> str:
    """What repeats on a document (`of` of rows)."""
    sold = document == "receipt"
    words = {
        "address": translate("Designer", "Address"),
        "rows": translate("Designer", "Figures") if document == "report" else translate("Designer", "What is in it"),
        "lines": translate("Designer", "What was sold") if sold else translate("Designer", "Address"),
        "taxes": translate("Designer", "Taxes"),
        "payments": translate("Designer", "Payments"),
        "rounding": translate("Designer", "Rounding"),
        "change": translate("Designer", "Change"),
        "signed": translate("Designer", "What the signing device says"),
        "pay_link": translate("Designer", "Link to pay by"),
        "copy": translate("Designer", "Mark of a copy"),
        "results": translate("Designer", "Results"),
        "notices": translate("Designer", "Notices"),
    }
    return words.get(rows, rows)


def field_word(field: str) -> str:
    """A data field as people call it, within a text."""
    return {**_ticket_words(), **_document_words()}.get(field, field)


def _ticket_words() -> dict[str, str]:
    return {
        "event": translate("Designer", "event"),
        "venue": translate("Designer", "venue"),
        "city": translate("Designer", "city"),
        "category": translate("Designer", "category"),
        "seat": translate("Designer", "seat"),
        "holder": translate("Designer", "holder"),
        "order": translate("Designer", "order"),
        "shop": translate("Designer", "shop"),
        "number": translate("Designer", "number"),
        "starts_at": translate("Designer", "start"),
        "doors_at": translate("Designer", "doors open"),
        "price": translate("Designer", "price"),
        "unit": translate("Designer", "which"),
        "units": translate("Designer", "of how many"),
        "issue": translate("Designer", "issue"),
    }


def _document_words() -> dict[str, str]:
    return {
        "line": translate("Designer", "line"),
        "sender": translate("Designer", "sender"),
        "note": translate("Designer", "note"),
        "parcel": translate("Designer", "which parcel"),
        "parcels": translate("Designer", "of how many parcels"),
        "date": translate("Designer", "date"),
        "at": translate("Designer", "time"),
        "opened_at": translate("Designer", "opened"),
        "total": translate("Designer", "total"),
        "page": translate("Designer", "page"),
        "pages": translate("Designer", "of how many pages"),
        "position": translate("Designer", "position"),
        "quantity": translate("Designer", "pieces"),
        "title": translate("Designer", "title"),
        "detail": translate("Designer", "details"),
        "label": translate("Designer", "label"),
        "count": translate("Designer", "count"),
        "amount": translate("Designer", "amount"),
        "copy": translate("Designer", "which copy"),
        "rate": translate("Designer", "tax rate"),
        "net": translate("Designer", "net"),
        "tax": translate("Designer", "tax"),
        "gross": translate("Designer", "gross"),
        "letter": translate("Designer", "tax letter"),
        "method": translate("Designer", "way of payment"),
        "tax_number": translate("Designer", "tax number"),
        "cashier": translate("Designer", "cashier"),
        "register": translate("Designer", "till"),
        "chain": translate("Designer", "chain"),
    }
