"""A shift at the till: what must lie in the drawer, and the X and Z reports.

Everything is computed from the rows of the shift alone (`ShiftFacts`), so that a closed shift can be computed again
and compared. Amounts are minor units of the shift's currency; what was given back is below zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NamedTuple

from ticketforge_desktop.domain.basket import TaxLine
from ticketforge_desktop.domain.tenders import PaymentState, Tender

LONGEST_REASON: Final = 200


class MoveKind(StrEnum):
    """Cash that moves without a sale."""

    IN = "in"
    OUT = "out"
    DROP = "drop"  # out of the drawer into the safe


class ReportKind(StrEnum):
    """X: how it stands, at any time. Z: the end of the shift, once."""

    X = "X"
    Z = "Z"


class SaleFact(NamedTuple):
    """A row of `sales`."""

    sale_id: str
    kind: str  # "sale" | "refund" | "exchange" | "void"
    staff_id: str
    total_minor: int
    discount_minor: int
    rounding_minor: int
    fee_minor: int


class LineFact(NamedTuple):
    """A row of `sale_lines`: `total_minor` is with tax."""

    event_id: str
    category_id: str
    title: str
    price_class: str
    quantity: int
    total_minor: int
    tax_bp: int
    tax_minor: int


class PaymentFact(NamedTuple):
    """A row of `payments`."""

    sale_id: str
    tender: str
    amount_minor: int
    state: str


class MoveFact(NamedTuple):
    """A row of `shift_moves`: the amount is above zero, the kind tells where it went."""

    kind: str
    amount_minor: int
    reason: str
    staff_id: str
    at: str


class PaperFact(NamedTuple):
    """Papers of the shift's time by what became of them."""

    kind: str  # `services.ports.printing.PaperKind`
    printed: int
    reprints: int  # of the printed ones: issue 2 and above, and copies
    void: int
    in_doubt: int


class StockFact(NamedTuple):
    """Numbered stock in the shift's time."""

    roll_id: str
    printer: str
    printed: int
    spoiled: int
    missing: int  # of the roll as it stands; below 0 when more was printed than is gone
    left: int


class FiscalFact(NamedTuple):
    """Bookings of the shift by what the signing device did with them."""

    device: str  # its serial number, "" where none was set up
    signed: int
    failed: int
    waiting: int


class ShiftFacts(NamedTuple):
    """Everything that a report is made of."""

    shift_id: str
    number: int
    staff_id: str
    currency: str
    float_minor: int
    opened_at: str
    sales: Sequence[SaleFact]
    lines: Sequence[LineFact]
    payments: Sequence[PaymentFact]
    moves: Sequence[MoveFact]
    papers: Sequence[PaperFact] = ()
    stock: Sequence[StockFact] = ()
    fiscal: Sequence[FiscalFact] = ()


@dataclass(frozen=True, slots=True)
class KindFigures:
    """Sales, refunds, exchanges or voids."""

    kind: str
    count: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class TenderFigures:
    """One tender: what was taken, what was given back (below zero), and cards that were declined."""

    tender: str
    taken: int
    taken_minor: int
    given_back: int
    given_back_minor: int
    declined: int
    owed_minor: int  # of what was taken: not there yet (invoices, links)

    @property
    def total_minor(self) -> int:
        """Taken and given back together."""
        return self.taken_minor + self.given_back_minor


@dataclass(frozen=True, slots=True)
class CategoryFigures:
    """What was sold of a category in one price class, less what was taken back."""

    event_id: str
    category_id: str
    title: str
    price_class: str
    quantity: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class StaffFigures:
    """What one person did."""

    staff_id: str
    count: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class Drawer:
    """The cash: expected = float + taken + given back (below zero) + in − out − dropped.

    All None in a blind report; `counted` and `difference` (counted − expected) None before the count.
    """

    float_minor: int
    taken_minor: int
    given_back_minor: int
    in_minor: int
    out_minor: int
    dropped_minor: int
    expected_minor: int
    counted_minor: int | None = None
    count: tuple[tuple[int, int], ...] = ()  # (value of a piece, how many)

    @property
    def difference_minor(self) -> int | None:
        """What is too much in the drawer, below zero what is missing."""
        return None if self.counted_minor is None else self.counted_minor - self.expected_minor


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """An X or Z report.

    `total_minor` is what the sales come to with tax, refunds taken off; `rounding_minor` what cash rounding added;
    `open_minor` what of it is not paid in this shift (below 0: more was paid, for sales of other shifts).
    A blind report has no `drawer` and no `tenders`: whoever counts shall not know what to find.
    """

    kind: str
    shift_id: str
    number: int
    station: str
    staff_id: str
    currency: str
    opened_at: str  # ISO 8601, UTC
    at: str  # when it was made; of a Z: when the shift was closed
    total_minor: int
    discount_minor: int
    rounding_minor: int
    fee_minor: int
    open_minor: int
    tickets: int
    kinds: tuple[KindFigures, ...]
    tenders: tuple[TenderFigures, ...]
    categories: tuple[CategoryFigures, ...]
    taxes: tuple[TaxLine, ...]
    staff: tuple[StaffFigures, ...]
    drawer: Drawer | None
    moves: tuple[MoveFact, ...] = ()
    papers: tuple[PaperFact, ...] = ()
    stock: tuple[StockFact, ...] = ()
    fiscal: tuple[FiscalFact, ...] = ()
    notices: tuple[str, ...] = ()  # codes: what must be told plainly
    closed_by: str = ""
    note: str = ""  # what was said about the difference
    format: int = 1

    def blinded(self) -> ShiftReport:
        """As somebody may see it who is still to count: how many, never how much."""
        return replace(
            self,
            drawer=None,
            tenders=(),
            moves=(),
            taxes=(),
            staff=(),
            kinds=tuple(replace(kind, total_minor=0) for kind in self.kinds),
            categories=tuple(replace(one, total_minor=0) for one in self.categories),
            total_minor=0,
            discount_minor=0,
            rounding_minor=0,
            fee_minor=0,
            open_minor=0,
        )


def drawer(facts: ShiftFacts) -> Drawer:
    """What must lie in the drawer now."""
    cash = [paid.amount_minor for paid in facts.payments if paid.tender == Tender.CASH]
    moved = {kind: sum(move.amount_minor for move in facts.moves if move.kind == kind) for kind in MoveKind}
    taken, back = sum(amount for amount in cash if amount > 0), sum(amount for amount in cash if amount < 0)
    expected = facts.float_minor + taken + back + moved[MoveKind.IN] - moved[MoveKind.OUT] - moved[MoveKind.DROP]
    return Drawer(
        facts.float_minor, taken, back, moved[MoveKind.IN], moved[MoveKind.OUT], moved[MoveKind.DROP], expected
    )


def report(facts: ShiftFacts, kind: ReportKind, station: str, at: str, notices: Sequence[str] = ()) -> ShiftReport:
    """The figures of a shift as its rows tell them."""
    total = sum(sale.total_minor for sale in facts.sales)
    rounding = sum(sale.rounding_minor for sale in facts.sales)
    return ShiftReport(
        kind=str(kind),
        shift_id=facts.shift_id,
        number=facts.number,
        station=station,
        staff_id=facts.staff_id,
        currency=facts.currency,
        opened_at=facts.opened_at,
        at=at,
        total_minor=total,
        discount_minor=sum(sale.discount_minor for sale in facts.sales),
        rounding_minor=rounding,
        fee_minor=sum(sale.fee_minor for sale in facts.sales),
        open_minor=total + rounding - sum(paid.amount_minor for paid in facts.payments),
        tickets=sum(line.quantity for line in facts.lines if line.category_id),
        kinds=_kinds(facts.sales),
        tenders=_tenders(facts.payments),
        categories=_categories(facts.lines),
        taxes=_taxes(facts.lines),
        staff=_staff(facts.sales),
        drawer=drawer(facts),
        moves=tuple(facts.moves),
        papers=tuple(facts.papers),
        stock=tuple(facts.stock),
        fiscal=tuple(facts.fiscal),
        notices=tuple(notices),
    )


def _kinds(sales: Iterable[SaleFact]) -> tuple[KindFigures, ...]:
    order = ("sale", "exchange", "refund", "void")
    found: dict[str, list[int]] = {}
    for sale in sales:
        found.setdefault(sale.kind, []).append(sale.total_minor)
    known = sorted(found, key=lambda kind: (order.index(kind) if kind in order else len(order), kind))
    return tuple(KindFigures(kind, len(found[kind]), sum(found[kind])) for kind in known)


def _tenders(payments: Sequence[PaymentFact]) -> tuple[TenderFigures, ...]:
    found = []
    order = [str(tender) for tender in Tender]
    used = {paid.tender for paid in payments}
    for tender in [*(one for one in order if one in used), *sorted(used - set(order))]:
        of = [paid for paid in payments if paid.tender == tender]
        taken = [paid for paid in of if paid.amount_minor >= 0 and paid.state != PaymentState.DECLINED]
        back = [paid.amount_minor for paid in of if paid.amount_minor < 0]
        found.append(
            TenderFigures(
                tender,
                len(taken),
                sum(paid.amount_minor for paid in taken),
                len(back),
                sum(back),
                sum(paid.state == PaymentState.DECLINED for paid in of),
                sum(paid.amount_minor for paid in taken if paid.state == PaymentState.OWED),
            )
        )
    return tuple(found)


def _categories(lines: Iterable[LineFact]) -> tuple[CategoryFigures, ...]:
    found: dict[tuple[str, str, str], CategoryFigures] = {}
    for line in lines:
        key = (line.event_id, line.category_id or line.title, line.price_class)
        before = found.get(key)
        quantity, total = (before.quantity, before.total_minor) if before else (0, 0)
        found[key] = CategoryFigures(
            line.event_id,
            line.category_id,
            before.title if before else line.title,
            line.price_class,
            quantity + line.quantity,
            total + line.total_minor,
        )
    return tuple(found[key] for key in sorted(found))


def _taxes(lines: Iterable[LineFact]) -> tuple[TaxLine, ...]:
    found: dict[int, tuple[int, int]] = {}
    for line in lines:
        gross, tax = found.get(line.tax_bp, (0, 0))
        found[line.tax_bp] = (gross + line.total_minor, tax + line.tax_minor)
    return tuple(TaxLine(rate, found[rate][0] - found[rate][1], found[rate][1], found[rate][0]) for rate in
                 sorted(found, reverse=True))  # fmt: skip


def _staff(sales: Iterable[SaleFact]) -> tuple[StaffFigures, ...]:
    found: dict[str, list[int]] = {}
    for sale in sales:
        found.setdefault(sale.staff_id, []).append(sale.total_minor)
    return tuple(StaffFigures(who, len(found[who]), sum(found[who])) for who in sorted(found))
