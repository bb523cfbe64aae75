"""Closed shifts as a chain: each report is written down in one form only and bound to the one before.

    hash = SHA-256 over the hash of the shift before it (64 hex digits, zeros for the first), a line feed, the report

in lower-case hex. The report is JSON in UTF-8: keys sorted, no blanks, text unescaped, amounts as whole minor units.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from hashlib import sha256
from typing import Any, Final

from ticketforge_desktop.domain.basket import TaxLine
from ticketforge_desktop.domain.errors import DatabaseCorrupt
from ticketforge_desktop.domain.shifts import (
    CategoryFigures,
    Drawer,
    FiscalFact,
    KindFigures,
    MoveFact,
    PaperFact,
    ShiftReport,
    StaffFigures,
    StockFact,
    TenderFigures,
)

FIRST: Final = "0" * 64

_PARTS: Final[Mapping[str, Callable[..., Any]]] = {
    "kinds": KindFigures,
    "tenders": TenderFigures,
    "categories": CategoryFigures,
    "taxes": TaxLine,
    "staff": StaffFigures,
    "moves": MoveFact,
    "papers": PaperFact,
    "stock": StockFact,
    "fiscal": FiscalFact,
}
# Papers, rolls and signatures go on living after a shift; what it booked does not.
_BOOKED: Final = (
    "shift_id", "number", "staff_id", "currency", "opened_at", "total_minor", "discount_minor", "rounding_minor",
    "fee_minor", "open_minor", "tickets", "kinds", "categories", "taxes", "staff", "moves",
)  # fmt: skip


def link(previous: str, document: str) -> str:
    """The hash of a shift whose report is `document`."""
    return sha256(f"{previous}\n{document}".encode("utf-8", "surrogatepass")).hexdigest()


def document_of(report: ShiftReport) -> str:
    """The report as it is kept and hashed."""
    plain = asdict(report) | document_parts(report)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def document_parts(report: ShiftReport) -> dict[str, list[dict[str, object]]]:
    """The lists of a report, each of its parts by the names of its fields."""
    return {name: [_named(part) for part in getattr(report, name)] for name in _PARTS}


def read_document(document: str) -> ShiftReport:
    """The report again. Raises `DatabaseCorrupt` when it is none."""
    try:
        plain: dict[str, Any] = json.loads(document)
        for name, kind in _PARTS.items():
            plain[name] = tuple(kind(**part) for part in plain[name])
        drawer = plain["drawer"]
        if drawer is not None:
            drawer["count"] = tuple((value, many) for value, many in drawer["count"])
            plain["drawer"] = Drawer(**drawer)
        plain["notices"] = tuple(plain["notices"])
        known = {field.name for field in fields(ShiftReport)}
        return ShiftReport(**{name: value for name, value in plain.items() if name in known})
    except (ValueError, TypeError, KeyError) as error:
        raise DatabaseCorrupt(f"The report of a closed shift can't be read: {error}.") from error


def same_bookings(kept: ShiftReport, computed: ShiftReport) -> bool:
    """Whether the rows of a closed shift still come to what its report says."""
    if any(getattr(kept, name) != getattr(computed, name) for name in _BOOKED):
        return False
    # Whether an invoice has been paid since is no matter of the shift that wrote it.
    tenders = [
        [(one.tender, one.taken, one.taken_minor, one.given_back, one.given_back_minor) for one in of.tenders]
        for of in (kept, computed)
    ]
    drawers = [of.drawer.expected_minor if of.drawer else None for of in (kept, computed)]
    return tenders[0] == tenders[1] and drawers[0] == drawers[1]


def _named(part: object) -> dict[str, object]:
    named: Callable[[], dict[str, object]] | None = getattr(part, "_asdict", None)
    return named() if named else asdict(part)  # type: ignore[call-overload]
