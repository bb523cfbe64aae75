"""What stands on a ticket, gathered from the mirror and signed by this station."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.services.ports.mirror import MirrorQueries
from ticketforge_desktop.services.ports.printing import TicketFace
from ticketforge_desktop.services.views import EventDetails, TicketRow

# What may be printed and given to a person as an admission. Unpaid tickets on consignment are a copy of their own kind.
PRINTABLE = frozenset({TicketState.VALID})


class TicketFaces:
    """Makes faces.

    Args:
        queries: the mirror.
        code_of: signs a ticket's current issue (`TicketCodes.code_of`).
        demo: whether this is the embedded store, whose tickets say so on their paper.
    """

    def __init__(self, queries: MirrorQueries, code_of: Callable[[TicketRow], str], *, demo: bool = False) -> None:
        self._queries = queries
        self._code_of = code_of
        self._demo = demo

    def faces(self, ticket_ids: Iterable[str]) -> Iterator[TicketFace]:
        """One face a ticket, in the order asked for; read while they are taken.

        Raises:
            NotFound: there is no such ticket.
            BadInput: the ticket admits nobody (refunded, cancelled, void, unpaid), so it must not be on paper.
        """
        shop = self._queries.shop()
        name = shop.name if shop else ""
        events: dict[str, EventDetails] = {}
        for ticket_id in ticket_ids:
            row = self._queries.ticket(ticket_id)
            if row.state not in PRINTABLE:
                raise refused(row)
            if row.event_id not in events:
                events[row.event_id] = self._queries.event(row.event_id)
            yield self._face(row, events[row.event_id], name)

    def _face(self, row: TicketRow, event: EventDetails, shop: str) -> TicketFace:
        return TicketFace(
            ticket_id=row.ticket_id,
            number=row.number,
            ean=row.ean,
            code=self._code_of(row),
            event=event.row.title,
            starts_at=event.row.starts_at,
            doors_at=event.doors_at,
            zone=event.row.zone,
            venue=event.row.venue,
            city=event.row.city,
            category=row.category,
            price=row.price,
            seat=row.seat,
            holder=row.holder,
            order=row.order,
            unit=row.unit,
            units=row.units,
            issue=row.issue,
            shop=shop,
            demo=self._demo,
        )


def refused(row: TicketRow) -> BadInput:
    """The error of a ticket that must not be printed."""
    return BadInput(
        f"Ticket {row.number} of order {row.order} is {row.state}: it admits nobody and is not printed.",
        field="ticket",
        ticket=row.ticket_id,
        state=str(row.state),
        next_step="Look at the order; print the tickets of it that are valid.",
    )
