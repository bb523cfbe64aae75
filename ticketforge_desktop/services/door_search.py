"""Finding a guest's tickets at the door by name, order or number, among the events that are let in there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.services.ports.door import AdmissionLog, Use
from ticketforge_desktop.services.ports.mirror import MirrorQueries, OrderFilter, Sort
from ticketforge_desktop.services.views import TicketRow

MOST: Final = 50  # tickets told; whoever finds more types more
_ORDERS: Final = 25


@dataclass(frozen=True, slots=True)
class Found:
    """A ticket of tonight, and its use that counts; None where it was not let in."""

    ticket: TicketRow
    use: Use | None


class DoorSearch:
    """Safe to ask on any thread."""

    def __init__(self, queries: MirrorQueries, log: AdmissionLog) -> None:
        self._queries, self._log = queries, log

    def find(self, text: str, event_ids: Sequence[str]) -> list[Found]:
        """Tickets of these events whose order, holder or number fits, at most `MOST`; "" finds none."""
        said = text.strip()
        if not said:
            return []
        found: dict[str, TicketRow] = {}
        for ticket in self._tickets(said, event_ids):
            if ticket.event_id in event_ids:
                found.setdefault(ticket.ticket_id, ticket)
            if len(found) >= MOST:
                break
        return [Found(ticket, self._log.use_of(ticket.ticket_id)) for ticket in found.values()]

    def _tickets(self, said: str, event_ids: Sequence[str]) -> Iterator[TicketRow]:
        for hit in self._queries.search(said, 10):
            if hit.kind == "ticket":
                try:
                    yield self._queries.ticket(hit.key)
                except NotFound:  # gone since it was found
                    continue
        for event_id in dict.fromkeys(event_ids):
            orders = self._queries.orders(OrderFilter(said, event_id), Sort("name"))
            for row in orders.page(0, min(_ORDERS, len(orders))):
                yield from self._queries.tickets(order=row.name)
