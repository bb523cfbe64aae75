"""All bookings of some shifts as CSV for the accountant; docs/till.md tells every column."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.money import decimal_string
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.shifts import Booking, ShiftBook

COLUMNS: Final = (
    "booking", "shift", "kind", "date", "time", "receipt", "sale_kind", "sale_id", "reverses", "order", "staff",
    "event_id", "category_id", "sku", "text", "price_class", "quantity", "tax_rate", "net", "tax", "gross", "tender",
    "state", "reference", "currency", "signature_counter",
)  # fmt: skip
DECIMALS: Final = {"point": ".", "comma": ","}
DATES: Final = {"iso": "%Y-%m-%d", "de": "%d.%m.%Y", "us": "%m/%d/%Y"}
# What a spreadsheet would take for a formula; an apostrophe before it keeps it a text.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Write = Callable[[str, bytes], None]
"""Puts a whole file in its place, or raises and leaves what was there."""


@dataclass(frozen=True, slots=True)
class ExportForm:
    """How figures and dates are written. Columns are separated by a semicolon where the decimal sign is a comma."""

    decimal: str = "point"  # of `DECIMALS`
    dates: str = "iso"  # of `DATES`
    zone: str = "UTC"  # IANA: dates and times are of this place

    def __post_init__(self) -> None:
        for name, told, known in (("decimal", self.decimal, DECIMALS), ("dates", self.dates, DATES)):
            if told not in known:
                raise BadInput(f"--{name} is one of {', '.join(known)}.", field=name, value=told)


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    file: str
    bookings: int
    first: int
    last: int
    bytes: int


class ExportBookings:
    """Writes the export. `write` is how a file gets to its place."""

    def __init__(self, book: ShiftBook, write: Write, staff: Staff) -> None:
        self._book, self._write, self._staff = book, write, staff

    def export(self, out: str, form: ExportForm, first: int = 0, last: int = 0) -> Exported:
        """Write the bookings of the shifts `first` … `last` (0: from the first, to the newest closed one).

        Raises: `RightMissing`, `BadInput` (no such shifts, no such folder), `NotFound`, `DiskFull`.
        """
        self._staff.require(Right.REPORTS)
        closed = [shift.number for shift in self._book.shifts(1_000_000) if shift.closed_at is not None]
        if not closed and not last:
            raise BadInput(
                "No shift was closed yet.", field="last", next_step="Close it, or name the open one: `--last N`."
            )
        first, last = first or 1, last or max(closed)
        if first > last:
            raise BadInput(f"Shift {first} comes after shift {last}.", field="first", value=first)
        self._book.shift(first)
        self._book.shift(last)
        text, count = bookings_csv(self._book.bookings(first, last), form)
        data = text.encode("utf-8-sig")
        self._write(out, data)
        return Exported(out, count, first, last, len(data))


def bookings_csv(bookings: Iterable[Booking], form: ExportForm) -> tuple[str, int]:
    """The table with its head, lines ended by CR LF, and how many bookings there are."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";" if form.decimal == "comma" else ",", lineterminator="\r\n")
    table.writerow(COLUMNS)
    zone = _zone(form.zone)
    count = 0
    for count, booking in enumerate(bookings, start=1):
        table.writerow(_cells(count, booking, form, zone))
    return out.getvalue(), count


def _cells(number: int, booking: Booking, form: ExportForm, zone: ZoneInfo) -> list[str]:
    at = datetime.fromisoformat(booking.at).astimezone(zone)
    sold = booking.kind == "line"

    def money(minor: int) -> str:
        return decimal_string(minor, booking.currency).replace(".", DECIMALS[form.decimal])

    return [
        str(number),
        str(booking.shift),
        booking.kind,
        at.strftime(DATES[form.dates]),
        at.strftime("%H:%M:%S"),
        str(booking.receipt or ""),
        *map(_text, (booking.sale_kind, booking.sale_id, booking.reverses, booking.order_name, booking.staff_id)),
        *map(_text, (booking.event_id, booking.category_id, booking.sku, booking.text, booking.price_class)),
        str(booking.quantity) if sold else "",
        decimal_string(booking.tax_bp, "EUR").replace(".", DECIMALS[form.decimal]) if sold else "",
        money(booking.net_minor),
        money(booking.tax_minor),
        money(booking.gross_minor),
        *map(_text, (booking.tender, booking.state, booking.reference)),
        booking.currency,
        str(booking.signature_counter or ""),
    ]


def _text(text: str) -> str:
    plain = " ".join(text.split())
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
