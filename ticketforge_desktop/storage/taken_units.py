"""`Units`: a ticket sold here by its sale, a web order's by the mirror; one that came back from the store by both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.domain.spread import by_unit
from ticketforge_desktop.domain.tenders import Payment, PaymentState, Tender
from ticketforge_desktop.domain.ticket_numbers import number_of
from ticketforge_desktop.services.ports.taken import Returned
from ticketforge_desktop.services.ports.till import EXCHANGED, GATEWAYS, Buyer, Sale, SaleKind, SaleState, SoldTicket
from ticketforge_desktop.services.views import TicketRow
from ticketforge_desktop.storage.readers import Readers

_IN_STORE: Final = (
    "SELECT t.order_id, t.line_id, t.unit, t.variant_id, l.price_minor, l.title, o.currency, o.holder, o.email,"
    " o.phone, o.customer_id FROM tickets t JOIN orders o USING (order_id)"
    " LEFT JOIN order_lines l ON l.order_id = t.order_id AND l.line_id = t.line_id WHERE t.ticket_id = ? LIMIT 1"
)
_PAID: Final = (
    "SELECT gateway FROM transactions WHERE order_id = ? AND kind IN ('SALE', 'CAPTURE') AND status = 'SUCCESS'"
    " ORDER BY amount_minor DESC LIMIT 1"
)


class UnitsFile:
    """`Units`.

    Args:
        ticket: a ticket as it stands (`Queries.ticket`); raises `NotFound`.
        sale_of: the sale of ours a ticket was sold by, None for all others.
        tax_bp: the rate of (event, category), for web orders.
        left_of: what of each payment of a sale did not go back yet.
    """

    def __init__(
        self,
        mirror: Readers,
        ticket: Callable[[str], TicketRow],
        sale_of: Callable[[str], Sale | None],
        tax_bp: Callable[[str, str], int],
        left_of: Callable[[str], Sequence[tuple[Tender, int]]],
    ) -> None:
        self._mirror, self._ticket, self._sale_of, self._tax_bp = mirror, ticket, sale_of, tax_bp
        self._left_of = left_of

    def of(self, ticket_id: str) -> Returned:
        row = self._ticket(ticket_id)
        stored = self._mirror.row(_IN_STORE, (ticket_id,))
        sale = self._sale_of(ticket_id)
        if sale is not None:
            return self._sold_here(row, sale, stored)
        if stored is None:
            raise NotFound(f"Ticket {row.number} is not known.", ticket=ticket_id)
        return self._from_the_store(row, stored)

    def _sold_here(self, row: TicketRow, sale: Sale, stored: tuple[Any, ...] | None) -> Returned:
        if sale.state is SaleState.ASKED:
            raise Conflict(
                f"Ticket {row.number} is not sold yet: the store was asked for it and nothing was paid.",
                ticket=row.ticket_id,
                next_step="Wait for the store's answer, or give up asking in the outbox.",
            )
        sold = _ticket_in(sale, row.ticket_id)
        line = next(one for one in sale.lines if one.line == sold.line)
        paid = next((one for one in sale.payments if one.state is not PaymentState.DECLINED), None)
        order_id, line_id = (stored[0], stored[1]) if stored is not None else (0, 0)
        return Returned(
            ticket_id=row.ticket_id,
            number=row.number,
            state=row.state,
            event_id=row.event_id,
            category_id=row.category_id,
            variant_id=sold.variant_id,
            title=line.title,
            price_class=line.price_class,
            seat=row.seat,
            unit=sold.unit,
            order_id=order_id,
            line_id=line_id,
            sale_id=sale.sale_id,
            line=sold.line,
            currency=sale.total.currency,
            paid_minor=by_unit(line.total_minor, line.quantity)[sold.unit - 1],
            tax_bp=line.tax_bp,
            tax_minor=by_unit(line.tax_minor, line.quantity)[sold.unit - 1],
            gateway=_gateway(sale, paid),
            tender=paid.tender if paid else Tender.CASH,
            buyer=sale.buyer,
            left=tuple(self._left_of(sale.sale_id)),
        )

    def _from_the_store(self, row: TicketRow, stored: tuple[Any, ...]) -> Returned:
        order_id, line_id, unit, variant_id, price, title, currency, holder, email, phone, customer_id = stored
        found = self._mirror.row(_PAID, (order_id,))
        rate = self._tax_bp(row.event_id, row.category_id)
        price = 0 if row.state == TicketState.UNPAID else price or 0  # nobody gets back what was never paid
        return Returned(
            ticket_id=row.ticket_id,
            number=number_of(bytes.fromhex(row.ticket_id)),
            state=TicketState(row.state),
            event_id=row.event_id,
            category_id=row.category_id,
            variant_id=variant_id,
            title=title or row.category,
            price_class="full",
            seat=row.seat,
            unit=unit,
            order_id=order_id,
            line_id=line_id,
            sale_id="",
            line=0,
            currency=currency,
            paid_minor=price,
            tax_bp=rate,
            tax_minor=price * rate // (10_000 + rate),
            gateway=str(found[0]) if found else "",
            tender=None,
            buyer=Buyer(holder, email, phone, customer_id=customer_id),
        )


def _gateway(sale: Sale, paid: Payment | None) -> str:
    """What the store calls the payment of a sale; the order of an exchange was paid by the old tickets first."""
    if sale.kind is SaleKind.EXCHANGE and any(line.total_minor < 0 for line in sale.lines):
        return EXCHANGED
    return GATEWAYS.get(paid.tender, "") if paid else ""


def _ticket_in(sale: Sale, ticket_id: str) -> SoldTicket:
    return next(one for one in sale.tickets if one.ticket_id == ticket_id)
