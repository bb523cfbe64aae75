"""Shifts of the till as their use cases reach the station file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.domain.shifts import MoveKind, ShiftFacts, ShiftReport


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift. While it is open `closed_at` is None and what is counted at its end is 0."""

    shift_id: str
    number: int  # 1, 2, 3 … of this station
    staff_id: str  # who opened it
    currency: str
    float_minor: int
    opened_at: datetime
    closed_at: datetime | None = None
    expected_minor: int = 0
    counted_minor: int = 0
    difference_minor: int = 0
    hash: str = ""  # 64 hex digits: over the report and the hash of the shift before


@dataclass(frozen=True, slots=True)
class CashCount:
    """What somebody counted in the drawer: `pieces` (value, how many) by denomination, or the sum alone."""

    total_minor: int
    pieces: tuple[tuple[int, int], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShiftCheck:
    """What walking the chain of closed shifts found; `reason` tells what does not fit at `first_bad`.

    `link` (the chain), `row` (the shift's own figures) or `bookings` (sales or payments were changed since).
    """

    ok: bool
    shifts: int
    first_bad: int | None = None
    reason: str = ""


class Booking(NamedTuple):
    """One line of the accountant's export. Amounts are minor units, what was given back is below zero."""

    shift: int
    kind: str  # "float" | "line" | "fee" | "rounding" | "payment" | "in" | "out" | "drop" | "difference"
    at: str  # ISO 8601, UTC
    receipt: int  # 0 for what is no sale
    sale_kind: str
    sale_id: str
    reverses: str
    order_name: str
    staff_id: str
    event_id: str
    category_id: str
    sku: str
    text: str
    price_class: str
    quantity: int
    tax_bp: int
    net_minor: int
    tax_minor: int
    gross_minor: int
    tender: str
    state: str
    reference: str
    currency: str
    signature_counter: int


class ShiftBook(Protocol):
    """The shifts of this station. Durable when a call returns; every act is audited in its transaction."""

    def current(self) -> Shift | None:
        """The open one."""
        ...

    def shifts(self, limit: int = 100) -> Sequence[Shift]:
        """Newest first."""
        ...

    def shift(self, number: int) -> Shift:
        """Raises `NotFound`."""
        ...

    def facts(self, number: int) -> ShiftFacts:
        """What the report of a shift is made of, as its rows stand now. Raises `NotFound`."""
        ...

    def report(self, number: int) -> ShiftReport:
        """The Z report of a closed shift, as it was made. Raises `NotFound`."""
        ...

    def open(self, shift_id: str, float_minor: int, currency: str, staff: Staff, at: datetime) -> Shift:
        """Raises `Conflict`: one is open already."""
        ...

    def move(self, kind: MoveKind, amount_minor: int, reason: str, staff: Staff, at: datetime) -> int:
        """Cash in or out; the number of the move. Raises `NoOpenShift`, `Conflict`: more goes out than is there."""
        ...

    def close(self, count: CashCount, station: str, notices: Sequence[str], staff: Staff, at: datetime) -> ShiftReport:
        """Close the open shift: its Z report, with the difference, for good. Raises `NoOpenShift`."""
        ...

    def check(self) -> ShiftCheck:
        """Walk the chain of closed shifts, and compute each anew from its rows."""
        ...

    def bookings(self, first: int, last: int) -> Iterator[Booking]:
        """All bookings of the shifts `first` … `last`, in the order of shifts and time; read while they are taken."""
        ...
