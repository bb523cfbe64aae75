"""What stands on a ticket, gathered from the mirror and signed by this station."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ticketforge_desktop.domain.codes import CODE_DIGITS
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.services.ports.mirror import MirrorQueries
from ticketforge_desktop.services.ports.printing import CopyKind, TicketFace
from ticketforge_desktop.services.views import EventDetails, TicketRow

# What may be printed and given to a person as an admission.
PRINTABLE = frozenset({TicketState.VALID})
# Somebody else sells these and pays later; the door lets nobody in before the order is paid.
ON_CONSIGNMENT = PRINTABLE | {TicketState.UNPAID}
# A proof shows what a ticket will look like and is none: its code is not signed, its numbers are nobody's.
PROOF_CODE = ("1234567890" * 23)[:CODE_DIGITS]
PROOF_EAN = "2000000000008"
PROOF_NUMBER = "0000-0000"

Current = Callable[[TicketRow], TicketRow]
"""The row with the issue that counts here: ours may be newer than the mirror's."""


def as_mirrored(row: TicketRow) -> TicketRow:
    """Nothing newer is known."""
    return row


class TicketFaces:
    """Makes faces.

    Args:
        queries: the mirror.
        code_of: signs a ticket's current issue (`TicketCodes.code_of`).
        demo: whether this is the embedded store, whose tickets say so on their paper.
        current: the issue that counts here, where a reprint of ours is newer than the mirror.
    """

    def __init__(
        self,
        queries: MirrorQueries,
        code_of: Callable[[TicketRow], str],
        *,
        demo: bool = False,
        current: Current = as_mirrored,
    ) -> None:
        self._queries = queries
        self._code_of = code_of
        self._demo = demo
        self._current = current

    def faces(self, ticket_ids: Iterable[str], copy_kind: CopyKind = CopyKind.ORIGINAL) -> Iterator[TicketFace]:
        """One face a ticket, in the order asked for; read while they are taken.

        Raises:
            NotFound: there is no such ticket.
            BadInput: the ticket admits nobody (refunded, cancelled, void, unpaid), so it must not be on paper. Unpaid
                ones may be given on consignment, and a proof may be made of any.
            Conflict: the issue that counts is on another station's paper.
        """
        shop = self._queries.shop()
        name = shop.name if shop else ""
        events: dict[str, EventDetails] = {}
        for ticket_id in ticket_ids:
            row = self._queries.ticket(ticket_id)
            if copy_kind is not CopyKind.PROOF:
                if row.state not in (ON_CONSIGNMENT if copy_kind is CopyKind.CONSIGNMENT else PRINTABLE):
                    raise refused(row)
                row = self._current(row)
            if row.event_id not in events:
                events[row.event_id] = self._queries.event(row.event_id)
            yield self._face(row, events[row.event_id], name, copy_kind)

    def _face(self, row: TicketRow, event: EventDetails, shop: str, copy_kind: CopyKind) -> TicketFace:
        proof = copy_kind is CopyKind.PROOF
        return TicketFace(
            ticket_id=row.ticket_id,
            number=PROOF_NUMBER if proof else row.number,
            ean=PROOF_EAN if proof else row.ean,
            code=PROOF_CODE if proof else self._code_of(row),
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
            copy_kind=str(copy_kind),
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
