"""Orders and tickets as the window shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from ticketforge_desktop.domain.errors import BadInput, NotFound
from ticketforge_desktop.domain.events import OrderStatus, TicketState, is_add_on, order_status
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.ticket_numbers import number_of
from ticketforge_desktop.services.ports.mirror import OrderFilter, Sort
from ticketforge_desktop.services.views import OrderDetails, OrderLineRow, OrderRow, TicketRow
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.listing import IdListing, ids_of, marks
from ticketforge_desktop.storage.matching import all_of, match_of
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.schema.search import ORDER
from ticketforge_desktop.storage.times import moment

# `domain.events.order_status` in SQL; a test holds one to the other.
STATUS: Final = (
    "CASE WHEN o.cancelled_at <> '' THEN 'CANCELLED' WHEN o.financial_status = 'REFUNDED' THEN 'REFUNDED'"
    " WHEN o.financial_status = 'VOIDED' THEN 'CANCELLED'"
    " WHEN o.financial_status IN ('PAID', 'PARTIALLY_REFUNDED') THEN 'CONFIRMED' ELSE 'PENDING' END"
)
# Tickets that hold a place, and the event of the first of all.
_PLACES: Final = "(SELECT count(*) FROM tickets t WHERE t.order_id = o.order_id AND t.state IN ('valid', 'unpaid'))"
_EVENT: Final = (
    "coalesce((SELECT e.title FROM tickets t JOIN events e ON e.event_id = t.event_id"
    " WHERE t.order_id = o.order_id ORDER BY t.line_id, t.unit LIMIT 1), '')"
)
_POSTED: Final = "EXISTS (SELECT 1 FROM hardticket_orders h WHERE h.order_id = o.order_id)"
_ROW: Final = (
    "o.order_id, o.name, o.created_at, o.holder, o.email, o.total_minor, o.currency, o.financial_status,"
    f" o.fulfillment_status, o.cancelled_at, {_PLACES}, {_EVENT}, {_POSTED}"
)
_SORTS: Final = {
    "order_id": "o.order_id",
    "name": "length(o.name) {way}, o.name",
    "created_at": "o.created_at",
    "holder": "o.holder COLLATE NOCASE",
    "email": "o.email COLLATE NOCASE",
    "tickets": _PLACES,
    "total": "o.total_minor",
    "status": STATUS,
    "financial_status": "o.financial_status",
    "fulfillment_status": "o.fulfillment_status",
    "event_title": _EVENT,
    "hardticket": _POSTED,
}
_TICKET: Final = """
SELECT t.ticket_id, t.ean, t.event_id, c.category_id, c.name, o.name, t.order_id, o.holder, t.seat, t.state, t.issue,
       t.unit, l.quantity, l.price_minor, o.currency, l.sku, l.title, t.line_id
FROM tickets t
CROSS JOIN orders o ON o.order_id = t.order_id
CROSS JOIN order_lines l ON l.order_id = t.order_id AND l.line_id = t.line_id
LEFT JOIN categories c ON c.variant_id = t.variant_id
"""
_PAGE: Final = 500


def list_orders(readers: Readers, chosen: OrderFilter, sort: Sort) -> IdListing[OrderRow]:
    """Raises `BadInput` for a column or status that is none."""
    column = _SORTS.get(sort.column)
    if column is None:
        raise BadInput(f"Orders have no column {sort.column!r}.", field="sort")
    if chosen.status and chosen.status not in {str(status) for status in OrderStatus}:
        raise BadInput(f"{chosen.status!r} is no status of an order.", field="status")
    wheres, values = ["true"], []
    if chosen.event_id:
        wheres.append("o.order_id IN (SELECT order_id FROM tickets WHERE event_id = ?)")
        values.append(chosen.event_id)
    if chosen.status:
        wheres.append(f"{STATUS} = ?")
        values.append(chosen.status)
    if chosen.hardticket_only:
        wheres.append(_POSTED)
    if chosen.text.strip():
        match = match_of(chosen.text)
        if match is None:
            wheres.append("false")
        else:
            wheres.append(f"o.order_id IN ({all_of(ORDER)})")
            values.append(match)
    way = "DESC" if sort.descending else "ASC"
    order = column.format(way=way)
    # Order ids rise with time, so the tie is broken the same way as the column runs: an index then gives the order.
    sql = f"SELECT o.order_id FROM orders o WHERE {' AND '.join(wheres)} ORDER BY {order} {way}, o.order_id {way}"  # noqa: S608
    with readers.borrow() as connection:
        return IdListing(readers, ids_of(connection, sql, values), _fetch)


def _fetch(connection: Connection, ids: Sequence[int]) -> Sequence[tuple[int, OrderRow]]:
    rows = connection.execute(f"SELECT {_ROW} FROM orders o WHERE o.order_id IN ({marks(ids)})", tuple(ids))  # noqa: S608
    return [(row[0], _order_row(row)) for row in rows]


def one_order(connection: Connection, name: str) -> OrderDetails:
    """By its name, with or without `#`. Raises `NotFound`."""
    wanted = name.strip()
    row = connection.execute(
        f"SELECT {_ROW}, o.phone, o.note, o.tags, o.refunded_minor, o.original_total_minor, o.updated_at,"  # noqa: S608
        " o.source_name, o.customer_id FROM orders o WHERE o.name IN (?, ?) ORDER BY o.order_id DESC LIMIT 1",
        (wanted, wanted.removeprefix("#") if wanted.startswith("#") else f"#{wanted}"),
    ).fetchone()
    if row is None:
        raise NotFound(f"Order {name!r} is not in the mirror.", order=name)
    found = _order_row(row)
    phone, note, tags, refunded, original, updated_at, source, customer_id = row[13:]
    currency = found.total.currency
    tickets = [ticket_row(each) for each in connection.execute(f"{_TICKET} WHERE t.order_id = ?"
               " ORDER BY t.line_id, t.unit", (found.order_id,))]  # fmt: skip
    marketing, further = None, 0
    if customer_id:
        person = connection.execute(
            "SELECT marketing FROM participants WHERE customer_id = ?", (customer_id,)
        ).fetchone()
        marketing = None if person is None else bool(person[0])
        further = connection.execute(
            "SELECT count(*) FROM orders WHERE customer_id = ? AND order_id <> ?", (customer_id, found.order_id)
        ).fetchone()[0]
    return OrderDetails(
        found,
        phone,
        note,
        tuple(tag.strip() for tag in tags.split(",") if tag.strip()),
        Money(refunded, currency),
        Money(original, currency),
        moment(row[9]),
        moment(updated_at),
        source,
        tuple(_lines_of(connection, found, tickets)),
        tuple(tickets),
        further,
        marketing,
    )


def _lines_of(connection: Connection, order: OrderRow, tickets: Sequence[TicketRow]) -> Iterator[OrderLineRow]:
    ticket_lines = {
        line_id
        for (line_id,) in connection.execute(
            "SELECT DISTINCT line_id FROM tickets WHERE order_id = ?", (order.order_id,)
        )
    }
    for line_id, title, quantity, current, price, sku, category in connection.execute(
        "SELECT l.line_id, l.title, l.quantity, l.current_quantity, l.price_minor, l.sku, coalesce(c.name, '')"
        " FROM order_lines l LEFT JOIN categories c ON c.variant_id = l.variant_id WHERE l.order_id = ?"
        " ORDER BY l.position, l.line_id",
        (order.order_id,),
    ):
        is_ticket = line_id in ticket_lines and not is_add_on(sku)
        money = Money(price, order.total.currency)
        yield OrderLineRow(title, quantity, current, money, is_ticket, category if is_ticket else "")


def one_ticket(connection: Connection, ticket_id: str) -> TicketRow:
    """Raises `NotFound`."""
    row = connection.execute(
        f"{_TICKET} WHERE t.ticket_id = ? ORDER BY t.order_id, t.line_id LIMIT 1", (ticket_id,)
    ).fetchone()
    if row is None:
        raise NotFound(f"Ticket {ticket_id!r} is not in the mirror.", ticket=ticket_id)
    return ticket_row(row)


def tickets_in_pages(readers: Readers, event_id: str, order: str, limit: int | None) -> Iterator[TicketRow]:
    """By event, order, line and unit. Each page is a read of its own, so a slow reader holds nothing up."""
    wheres, chosen = ["true"], []
    if event_id:
        wheres.append("t.event_id = ?")
        chosen.append(event_id)
    if order:
        with readers.borrow() as connection:
            order_id = one_order(connection, order).row.order_id
        wheres.append("t.order_id = ?")
        chosen.append(str(order_id))
    after: tuple[object, ...] = ("", 0, 0, 0)
    left = limit
    while left is None or left > 0:
        size = _PAGE if left is None else min(_PAGE, left)
        with readers.borrow() as connection:
            rows = connection.execute(
                f"{_TICKET} WHERE {' AND '.join(wheres)} AND (t.event_id, t.order_id, t.line_id, t.unit) > (?,?,?,?)"
                " ORDER BY t.event_id, t.order_id, t.line_id, t.unit LIMIT ?",
                (*chosen, *after, size),
            ).fetchall()
        yield from (ticket_row(row) for row in rows)
        if len(rows) < size:
            return
        last = rows[-1]
        after = last[2], last[6], last[17], last[11]
        left = None if left is None else left - len(rows)


def _order_row(row: tuple[Any, ...]) -> OrderRow:
    order_id, name, created_at, holder, email, total, currency, financial, fulfillment, cancelled_at = row[:10]
    places, event_title, posted = row[10:13]
    return OrderRow(
        order_id,
        name,
        moment(created_at),
        holder,
        email,
        places,
        Money(total, currency),
        order_status(financial, cancelled_at),
        financial,
        fulfillment,
        event_title,
        bool(posted),
    )


def ticket_row(row: tuple[Any, ...]) -> TicketRow:
    """From the columns of `_TICKET`."""
    ticket_id, ean, event_id, category_id, category, order, order_id, holder, seat, state, issue = row[:11]
    unit, units, price, currency, sku, title, _line_id = row[11:18]
    if category_id is None:  # the variant is gone from the store; the order's line still knows it
        category_id, category = sku.removeprefix(f"{event_id}-"), title
    return TicketRow(
        ticket_id,
        number_of(bytes.fromhex(ticket_id)),
        str(ean),
        event_id,
        category_id,
        category,
        order,
        order_id,
        holder,
        seat,
        TicketState(state),
        issue,
        unit,
        units,
        Money(price, currency),
    )
