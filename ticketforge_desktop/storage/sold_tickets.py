"""Tickets sold at this till that the mirror does not hold yet: they stand on paper, and open the door, at once.

Once the order is back, the mirror derives the same tickets from the line's seed, and its rows count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.ticket_numbers import number_of
from ticketforge_desktop.services.ports.till import TicketEnd
from ticketforge_desktop.services.views import TicketRow
from ticketforge_desktop.storage.number_ranges import id_range
from ticketforge_desktop.storage.readers import Readers

_SOLD: Final = (
    "SELECT t.ticket_id, t.ean, t.event_id, t.category_id, t.variant_id, t.holder, t.seat, t.state, t.issue, t.unit,"
    " t.units, s.at, s.receipt, t.price_minor, t.currency, s.note FROM sold_tickets t JOIN sales s USING (sale_id)"
)
_CATEGORY: Final = (
    "SELECT e.status, e.minimum_age, coalesce(c.name, '') FROM events e"
    " LEFT JOIN categories c ON c.variant_id = ? WHERE e.event_id = ?"
)
_STATES: Final = {
    TicketEnd.VALID: TicketState.VALID,
    TicketEnd.ASKED: TicketState.UNPAID,
    TicketEnd.REFUNDED: TicketState.REFUNDED,
    TicketEnd.VOID: TicketState.VOID,
}

DoorRow = tuple[Any, ...]
"""A ticket in the columns that `ticket_book` reads from the mirror."""


class SoldTickets:
    """Reads `sold_tickets`; names of categories come from the mirror."""

    def __init__(self, station: Readers, mirror: Readers) -> None:
        self._station, self._mirror = station, mirror

    def ended(self, ticket_id: str) -> TicketState | None:
        """What a ticket is that was taken back at this till, ours or a web order's; None for all others."""
        row = self._station.row("SELECT state FROM ended_tickets WHERE ticket_id = ?", (ticket_id,))
        return None if row is None else _STATES[TicketEnd(row[0])]

    def by_id(self, ticket_id: str) -> DoorRow | None:
        """None for a ticket that was not sold here."""
        row = self._station.row(f"{_SOLD} WHERE t.ticket_id = ?", (ticket_id,))
        return None if row is None else self._door_row(row)

    def by_ean(self, ean: int) -> Sequence[DoorRow]:
        """All with this EAN."""
        return self._found("t.ean = ?", (ean,))

    def by_number(self, number: str) -> Sequence[DoorRow]:
        """All whose number begins like this."""
        bounds = id_range(number)
        return [] if bounds is None else self._found("t.ticket_id BETWEEN ? AND ?", bounds)

    def ticket(self, ticket_id: str) -> TicketRow | None:
        """As lists and papers show it. `order` is the receipt it was sold on, until the store has named the order."""
        row = self._station.row(f"{_SOLD} WHERE t.ticket_id = ?", (ticket_id,))
        if row is None:
            return None
        (
            _, ean, event_id, category_id, variant_id, holder, seat, state, issue, unit, units, _, receipt, price,
            currency, _,
        ) = row  # fmt: skip
        _, _, category = self._category(variant_id, event_id)
        return TicketRow(
            ticket_id=ticket_id,
            number=number_of(bytes.fromhex(ticket_id)),
            ean=str(ean),
            event_id=event_id,
            category_id=category_id,
            category=category,
            order=receipt_name(receipt),
            order_id=0,
            holder=holder,
            seat=seat,
            state=_STATES[TicketEnd(state)],
            issue=issue,
            unit=unit,
            units=units,
            price=Money(price, currency),
        )

    def _found(self, where: str, values: tuple[object, ...]) -> Sequence[DoorRow]:
        with self._station.borrow() as connection:
            rows = connection.execute(f"{_SOLD} WHERE {where} ORDER BY t.ticket_id LIMIT 100", values).fetchall()
        return [self._door_row(row) for row in rows]

    def _category(self, variant_id: int, event_id: str) -> tuple[str, int, str]:
        row = self._mirror.row(_CATEGORY, (variant_id, event_id))
        return ("", 0, "") if row is None else (row[0], row[1], row[2])

    def _door_row(self, row: tuple[Any, ...]) -> DoorRow:
        (
            ticket_id, ean, event_id, category_id, variant_id, holder, seat, state, issue, unit, units, at, receipt,
            _, _, note,
        ) = row  # fmt: skip
        status, minimum_age, category = self._category(variant_id, event_id)
        standing = str(_STATES[TicketEnd(state)])
        return (
            ticket_id, ean, event_id, status, category_id, category, receipt_name(receipt), holder, seat, standing,
            issue, unit, units, at, 0, 0, minimum_age, "", note,
        )  # fmt: skip


def receipt_name(receipt: int) -> str:
    """A sale by its receipt, where the store has not named its order yet."""
    return f"R{receipt:06d}"
