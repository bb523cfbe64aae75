"""Rows of sales as the use cases see them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from ticketforge_desktop.domain.basket import TaxLine
from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.tenders import Payment, PaymentState, Tender
from ticketforge_desktop.services.ports.fiscal import BookingKind, FiscalBooking
from ticketforge_desktop.services.ports.till import (
    Buyer,
    Sale,
    SaleDraft,
    SaleKind,
    SaleLine,
    SaleState,
    SoldTicket,
    StockWay,
    TicketEnd,
)
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.times import known_moment

# The store's name of a sale is what its act brought back, until the order itself comes with a sync.
_SALE: Final = """
SELECT s.sale_id, s.receipt, s.kind, s.state, s.shift_id, s.staff_id, s.at, s.total_minor, s.currency, s.tax_minor,
       s.tax_included, s.discount_minor, s.discount_reason, s.rounding_minor, s.fee_minor, s.holder, s.email, s.phone,
       s.address, s.customer_id, s.note, s.words, s.stock, s.reverses, s.outbox_id,
       coalesce(o.state, 'done'), coalesce(o.result, ''), s.order_id, s.order_name
FROM sales s LEFT JOIN outbox o ON o.outbox_id = s.outbox_id WHERE s.sale_id = ?
"""
_LINES: Final = (
    "SELECT line, event_id, category_id, variant_id, sku, title, price_class, quantity, price_minor, discount_minor,"
    " total_minor, tax_rate, tax_minor, seats, seed, reason FROM sale_lines WHERE sale_id = ? ORDER BY line"
)
_PAYMENTS: Final = (
    "SELECT tender, amount_minor, given_minor, change_minor, reference, state FROM payments WHERE sale_id = ?"
    " ORDER BY payment_id"
)
SOLD: Final = (
    "SELECT ticket_id, ean, line, unit, units, event_id, category_id, variant_id, seat, holder, price_minor, issue"
    " FROM sold_tickets"
)
_NEWEST: Final = "SELECT sale_id FROM sales WHERE ?1 IN ('', shift_id) ORDER BY receipt DESC LIMIT ?2"


def sale_ids(connection: Connection, shift_id: str, limit: int) -> list[str]:
    """Of a shift, or of all, newest first."""
    return [row[0] for row in connection.execute(_NEWEST, (shift_id, limit))]


def read_sale(connection: Connection, sale_id: str) -> Sale:
    """A sale whole. Raises `NotFound`."""
    row = connection.execute(_SALE, (sale_id,)).fetchone()
    if row is None:
        raise NotFound(f"There is no sale {sale_id!r} at this station.", sale=sale_id)
    (
        _, receipt, kind, state, shift_id, staff_id, at, total, currency, tax, included, discount, why, rounding, fee,
        holder, email, phone, address, customer_id, note, words, stock, reverses, outbox_id, sent, result,
        order_id, order_name,
    ) = row  # fmt: skip
    facts = json.loads(result) if result else {}
    payments = tuple(_payment(paid) for paid in connection.execute(_PAYMENTS, (sale_id,)))
    tickets = connection.execute(f"{SOLD} WHERE sale_id = ? ORDER BY line, unit", (sale_id,))
    return Sale(
        sale_id=sale_id,
        receipt=receipt,
        kind=SaleKind(kind),
        state=SaleState(state),
        shift_id=shift_id,
        staff_id=staff_id,
        at=known_moment(at),
        total=Money(total, currency),
        tax_minor=tax,
        tax_included=bool(included),
        discount_minor=discount,
        discount_reason=why,
        rounding_minor=rounding,
        fee_minor=fee,
        buyer=Buyer(holder, email, phone, address, customer_id),
        note=note,
        words=words,
        stock=StockWay(stock or StockWay.LEASE),
        reverses=reverses,
        order=order_name or str(facts.get("order_name", "")),
        order_id=order_id or int(facts.get("order_id", 0)),
        pending=sent != "done",
        attention=sent == "attention",
        outbox_id=outbox_id,
        lines=tuple(_line(line) for line in connection.execute(_LINES, (sale_id,))),
        payments=payments,
        tickets=tuple(SoldTicket(*ticket) for ticket in tickets),
    )


def line_values(draft: SaleDraft, line: SaleLine, allotments: str) -> Sequence[object]:
    """A line as `sale_lines` keeps it."""
    return (
        draft.sale_id, line.line, line.event_id, line.category_id, line.variant_id, line.sku, line.title,
        line.price_class, line.quantity, line.price_minor, line.discount_minor, line.total_minor, draft.currency,
        line.tax_bp, line.tax_minor, json.dumps(line.seats) if line.seats else "", line.seed, allotments, line.reason,
    )  # fmt: skip


def ticket_values(draft: SaleDraft, ticket: SoldTicket, state: TicketEnd) -> Sequence[object]:
    """A ticket as `sold_tickets` keeps it."""
    return (
        ticket.ticket_id, draft.sale_id, ticket.line, ticket.unit, ticket.units, ticket.event_id, ticket.category_id,
        ticket.variant_id, ticket.ean, ticket.seat, ticket.holder, str(state), ticket.issue, ticket.price_minor,
        draft.currency,
    )  # fmt: skip


def booking_of(
    sale_id: str,
    kind: SaleKind,
    shift_id: str,
    at: datetime,
    currency: str,
    lines: Sequence[SaleLine],
    payments: Sequence[Payment],
) -> FiscalBooking:
    """What a signing device signs of a sale."""
    return FiscalBooking(sale_id, BookingKind(kind), shift_id, at, currency, taxes_of(lines), tuple(payments))


def taxes_of(lines: Sequence[SaleLine]) -> tuple[TaxLine, ...]:
    """The taxes of a sale by rate, the highest first."""
    found = []
    for rate in sorted({line.tax_bp for line in lines}, reverse=True):
        of = [line for line in lines if line.tax_bp == rate]
        gross, tax = sum(line.total_minor for line in of), sum(line.tax_minor for line in of)
        found.append(TaxLine(rate, gross - tax, tax, gross))
    return tuple(found)


def _line(row: tuple[Any, ...]) -> SaleLine:
    *plain, seats, seed, reason = row
    (
        line, event_id, category_id, variant_id, sku, title, price_class, quantity, price, discount, total, tax_bp, tax,
    ) = plain  # fmt: skip
    return SaleLine(
        line, event_id, category_id, variant_id, sku, title, price_class, quantity, price, discount, total, tax_bp, tax,
        tuple(json.loads(seats)) if seats else (), seed, reason,
    )  # fmt: skip


def _payment(row: tuple[Any, ...]) -> Payment:
    tender, amount, given, change, reference, state = row
    return Payment(Tender(tender), amount, given, change, reference, PaymentState(state))
