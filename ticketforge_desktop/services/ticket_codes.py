"""Codes of tickets as this station signs them: the same ticket and issue always give the same digits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ticketforge_desktop.domain.codes import (
    Payload,
    category_tag,
    encode,
    event_tag,
    key_id_of,
    message_of,
    pack,
)
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.mirror import MirrorQueries
from ticketforge_desktop.services.ports.signing import Signer
from ticketforge_desktop.services.views import TicketRow


class TicketCodes:
    """Signs codes of one shop's tickets."""

    def __init__(self, shop_domain: str, signer: Signer) -> None:
        self._shop = shop_domain
        self._signer = signer
        self._tags: dict[tuple[str, str], tuple[bytes, bytes]] = {}

    def code_of(self, row: TicketRow) -> str:
        """The 223 digits of the row's current issue.

        Raises:
            BadInput: the row is no ticket's (its id is not 16 hex digits, or its issue is out of range).
        """
        event, category = self._tags_of(row.event_id, row.category_id)
        try:
            ticket = bytes.fromhex(row.ticket_id)
        except ValueError:
            raise BadInput(f"{row.ticket_id!r} is no ticket id.", field="ticket_id") from None
        # The station's key may be revoked and made anew while the program runs: the id goes with the key.
        packed = pack(Payload(key_id_of(self._signer.public_key), event, ticket, category, row.issue))
        return encode(packed, self._signer.sign(message_of(packed)))

    def with_code(self, row: TicketRow) -> TicketRow:
        """The row with its code filled in."""
        return replace(row, code=self.code_of(row))

    def _tags_of(self, event_id: str, category_id: str) -> tuple[bytes, bytes]:
        tags = self._tags.get((event_id, category_id))
        if tags is None:
            tags = event_tag(self._shop, event_id), category_tag(self._shop, event_id, category_id)
            self._tags[event_id, category_id] = tags
        return tags


class CodedTickets:
    """Tickets of the mirror with their codes, for the person who asks."""

    def __init__(self, queries: MirrorQueries, codes: TicketCodes, staff: Staff) -> None:
        self._queries = queries
        self._codes = codes
        self._staff = staff

    def tickets(self, *, event_id: str = "", order: str = "", limit: int | None = None) -> Iterator[TicketRow]:
        """Tickets as `tickets list` prints them; read while they are taken.

        Raises (before the first ticket is read):
            RightMissing: the person may not look.
            NotFound: there is no such event or order.
            BadInput: a negative limit.
        """
        self._staff.require(Right.VIEW)
        if limit is not None and limit < 0:
            raise BadInput("A limit can't be negative.", field="limit", value=limit)
        if event_id:
            self._queries.event(event_id)
        if order:
            self._queries.order(order)
        return map(self._codes.with_code, self._queries.tickets(event_id=event_id, order=order, limit=limit))

    def ticket(self, ticket_id: str) -> TicketRow:
        """One ticket with its code. Raises `RightMissing` and `NotFound`."""
        self._staff.require(Right.VIEW)
        return self._codes.with_code(self._queries.ticket(ticket_id))
