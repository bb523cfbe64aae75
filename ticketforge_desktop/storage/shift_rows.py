"""Rows of a shift as reports and the accountant's export see them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.shifts import (
    FiscalFact,
    LineFact,
    MoveFact,
    PaperFact,
    PaymentFact,
    SaleFact,
    ShiftFacts,
    StockFact,
)
from ticketforge_desktop.services.ports.shifts import Booking, Shift
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.times import known_moment, moment

SHIFT: Final = (
    "SELECT shift_id, number, staff_id, currency, float_minor, opened_at, closed_at, expected_minor, counted_minor,"
    " difference_minor, hash FROM shifts"
)
# Asked of the store and not answered, or refused: nothing was sold.
_SOLD: Final = "s.state NOT IN ('asked', 'refused')"
_SALES: Final = (
    "SELECT s.sale_id, s.kind, s.staff_id, s.total_minor, s.discount_minor, s.rounding_minor, s.fee_minor FROM sales s"  # noqa: S608
    f" WHERE s.shift_id = ? AND {_SOLD} ORDER BY s.receipt"
)
_LINES: Final = (
    "SELECT l.event_id, l.category_id, l.title, l.price_class, l.quantity, l.total_minor, l.tax_rate, l.tax_minor"  # noqa: S608
    f" FROM sales s JOIN sale_lines l ON l.sale_id = s.sale_id WHERE s.shift_id = ? AND {_SOLD}"
    " ORDER BY s.receipt, l.line"
)
_PAYMENTS: Final = "SELECT sale_id, tender, amount_minor, state FROM payments WHERE shift_id = ? ORDER BY payment_id"
_MOVES: Final = "SELECT kind, amount_minor, reason, staff_id, at FROM shift_moves WHERE shift_id = ? ORDER BY move_id"
_CASH: Final = """
SELECT (SELECT coalesce(sum(amount_minor), 0) FROM payments WHERE shift_id = ?1 AND tender = 'cash')
     + (SELECT coalesce(sum(CASE kind WHEN 'in' THEN amount_minor ELSE -amount_minor END), 0)
        FROM shift_moves WHERE shift_id = ?1)
"""
_PAPERS: Final = """
SELECT kind, sum(state = 'printed'), sum(state = 'printed' AND copy_kind IN ('reprint', 'copy')), sum(state = 'void'),
       sum(state IN ('sending', 'in_doubt'))
FROM print_jobs WHERE sending_at >= ?1 AND (?2 = '' OR sending_at <= ?2) AND copy_kind <> 'proof'
GROUP BY kind ORDER BY kind
"""
_STOCK: Final = """
WITH used AS (
    SELECT roll_id, sum(state = 'printed') AS printed FROM print_jobs
    WHERE roll_id <> '' AND sending_at >= ?1 AND (?2 = '' OR sending_at <= ?2) GROUP BY roll_id
), spoilt AS (
    SELECT roll_id, sum(pieces) AS pieces FROM stock_moves
    WHERE kind = 'spoiled' AND at >= ?1 AND (?2 = '' OR at <= ?2) GROUP BY roll_id
)
SELECT r.roll_id, r.printer, coalesce(u.printed, 0), coalesce(p.pieces, 0),
       r.next_serial - r.first_serial - r.spoiled - (
           SELECT count(*) FROM print_jobs j WHERE j.roll_id = r.roll_id
           AND j.state IN ('printed', 'sending', 'in_doubt')),
       max(r.last_serial + 1 - r.next_serial, 0)
FROM stock_rolls r LEFT JOIN used u ON u.roll_id = r.roll_id LEFT JOIN spoilt p ON p.roll_id = r.roll_id
WHERE u.roll_id IS NOT NULL OR p.roll_id IS NOT NULL OR r.closed_at = '' OR r.closed_at >= ?1
ORDER BY r.printer, r.roll_id
"""
_FISCAL: Final = """
SELECT device, sum(state = 'signed'), sum(state = 'failed'), sum(state IN ('waiting', 'signing'))
FROM fiscal_bookings WHERE shift_id = ? GROUP BY device ORDER BY device
"""


def shift_of(row: tuple[Any, ...]) -> Shift:
    """A row of `SHIFT`."""
    shift_id, number, staff_id, currency, float_minor, opened, closed, expected, counted, difference, digest = row
    return Shift(
        shift_id, number, staff_id, currency, float_minor, known_moment(opened), moment(closed), expected, counted,
        difference, digest,
    )  # fmt: skip


def read_shift(connection: Connection, number: int) -> Shift:
    """Raises `NotFound`."""
    row = connection.execute(f"{SHIFT} WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise NotFound(f"There is no shift {number}.", shift=number, next_step="See `ticketforge shift list`.")
    return shift_of(row)


def read_facts(connection: Connection, number: int, *, booked_only: bool = False) -> ShiftFacts:
    """Everything a report is made of; `booked_only` leaves papers, stock and signatures out. Raises `NotFound`."""
    read_shift(connection, number)
    shift_id, staff_id, currency, float_minor, opened, closed = connection.execute(
        "SELECT shift_id, staff_id, currency, float_minor, opened_at, closed_at FROM shifts WHERE number = ?", (number,)
    ).fetchone()
    of = (shift_id,)
    facts = ShiftFacts(
        shift_id,
        number,
        staff_id,
        currency,
        float_minor,
        opened,
        sales=[SaleFact(*row) for row in connection.execute(_SALES, of)],
        lines=[LineFact(*row) for row in connection.execute(_LINES, of)],
        payments=[PaymentFact(*row) for row in connection.execute(_PAYMENTS, of)],
        moves=[MoveFact(*row) for row in connection.execute(_MOVES, of)],
    )
    if booked_only:
        return facts
    signed = [FiscalFact(*row) for row in connection.execute(_FISCAL, of)]
    return with_papers(connection, facts._replace(fiscal=signed), closed)


def with_papers(connection: Connection, facts: ShiftFacts, closed: str = "") -> ShiftFacts:
    """With the papers and rolls of the shift's time. Goes through the whole ledger: never where others wait."""
    within = facts.opened_at, closed
    return facts._replace(
        papers=[PaperFact(*row) for row in connection.execute(_PAPERS, within)],
        stock=[StockFact(*row) for row in connection.execute(_STOCK, within)],
    )


def expected_cash(connection: Connection, shift: Shift) -> int:
    """What must lie in the drawer of an open shift."""
    (cash,) = connection.execute(_CASH, (shift.shift_id,)).fetchone()
    return shift.float_minor + int(cash)


_BOOKED_SALES: Final = f"""
SELECT s.sale_id, s.receipt, s.kind, s.reverses, s.at, s.staff_id, s.currency, s.rounding_minor, s.fee_minor,
       coalesce(o.result, ''), coalesce((SELECT max(counter) FROM fiscal_bookings f WHERE f.sale_id = s.sale_id), 0)
FROM sales s LEFT JOIN outbox o ON o.outbox_id = s.outbox_id WHERE s.shift_id = ? AND {_SOLD} ORDER BY s.receipt
"""  # noqa: S608 - our own words
_BOOKED_LINES: Final = (
    "SELECT event_id, category_id, sku, title, price_class, quantity, tax_rate, total_minor - tax_minor, tax_minor,"
    " total_minor FROM sale_lines WHERE sale_id = ? ORDER BY line"
)
_BOOKED_PAYMENTS: Final = """
SELECT p.sale_id, coalesce(s.receipt, 0), coalesce(s.kind, ''), coalesce(s.reverses, ''), coalesce(s.staff_id, ''),
       p.at, p.tender, p.amount_minor, p.state, p.reference, p.currency
FROM payments p LEFT JOIN sales s ON s.sale_id = p.sale_id WHERE p.shift_id = ? ORDER BY p.payment_id
"""


def read_bookings(connection: Connection, shift: Shift) -> Iterator[Booking]:
    """The bookings of one shift: its float, sales with their parts, payments, moves, and the difference of its end."""
    empty = Booking(
        shift=shift.number, kind="", at="", receipt=0, sale_kind="", sale_id="", reverses="", order_name="",
        staff_id=shift.staff_id, event_id="", category_id="", sku="", text="", price_class="", quantity=0, tax_bp=0,
        net_minor=0, tax_minor=0, gross_minor=0, tender="", state="", reference="", currency=shift.currency,
        signature_counter=0,
    )  # fmt: skip
    opened, closed, closed_by = connection.execute(
        "SELECT opened_at, closed_at, closed_by FROM shifts WHERE shift_id = ?", (shift.shift_id,)
    ).fetchone()

    def cash(kind: str, at: str, minor: int, text: str, staff_id: str) -> Booking:
        return empty._replace(
            kind=kind, at=at, net_minor=minor, gross_minor=minor, text=text, staff_id=staff_id, tender="cash"
        )

    yield cash("float", opened, shift.float_minor, "", shift.staff_id)
    for row in connection.execute(_BOOKED_SALES, (shift.shift_id,)).fetchall():
        yield from _sale(connection, empty, row)
    for row in connection.execute(_BOOKED_PAYMENTS, (shift.shift_id,)).fetchall():
        sale_id, receipt, kind, reverses, staff_id, at, tender, minor, state, reference, currency = row
        yield empty._replace(
            kind="payment", at=at, receipt=receipt, sale_kind=kind, sale_id=sale_id, reverses=reverses,
            staff_id=staff_id, net_minor=minor, gross_minor=minor, tender=tender, state=state, reference=reference,
            currency=currency,
        )  # fmt: skip
    for kind, minor, reason, staff_id, at in connection.execute(_MOVES, (shift.shift_id,)).fetchall():
        yield cash(kind, at, minor if kind == "in" else -minor, reason, staff_id)
    if shift.difference_minor:
        yield cash("difference", closed, shift.difference_minor, "", closed_by)


def _sale(connection: Connection, empty: Booking, row: tuple[Any, ...]) -> Iterator[Booking]:
    sale_id, receipt, kind, reverses, at, staff_id, currency, rounding, fee, result, counter = row
    order = str(json.loads(result).get("order_name", "")) if result else ""
    sale = empty._replace(
        at=at, receipt=receipt, sale_kind=kind, sale_id=sale_id, reverses=reverses, order_name=order,
        staff_id=staff_id, currency=currency, signature_counter=counter,
    )  # fmt: skip
    for line in connection.execute(_BOOKED_LINES, (sale_id,)).fetchall():
        event_id, category_id, sku, title, price_class, quantity, rate, net, tax, gross = line
        yield sale._replace(
            kind="line", event_id=event_id, category_id=category_id, sku=sku, text=title, price_class=price_class,
            quantity=quantity, tax_bp=rate, net_minor=net, tax_minor=tax, gross_minor=gross,
        )  # fmt: skip
    for word, minor in (("fee", fee), ("rounding", rounding)):
        if minor:
            yield sale._replace(kind=word, net_minor=minor, gross_minor=minor)
