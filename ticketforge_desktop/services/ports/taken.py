"""A ticket as it is taken back: which unit of which order it is, and what was paid for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.domain.tenders import Tender
from ticketforge_desktop.services.ports.till import Buyer


@dataclass(frozen=True, slots=True)
class Returned:
    """One unit. Amounts in minor units; those of a web order are its line's price, without what was taken off it.

    Attributes:
        order_id, line_id: the store's; 0 while a sale of ours is on its way.
        sale_id, line: the sale of ours and the line's place in it (1 …); "" and 0 for a web order's.
        gateway: what the store calls the payment it came by; "" where that is not known here.
        paid_minor: with tax, and after discounts where it was sold here.
    """

    ticket_id: str
    number: str
    state: TicketState
    event_id: str
    category_id: str
    variant_id: int
    title: str
    price_class: str
    seat: str
    unit: int
    order_id: int
    line_id: int
    sale_id: str
    line: int
    currency: str
    paid_minor: int
    tax_bp: int
    tax_minor: int
    gateway: str
    tender: Tender | None  # how it was paid here, None for a web order's
    buyer: Buyer
    left: tuple[tuple[Tender, int], ...] = ()  # what of each payment of its sale did not go back yet


class Units(Protocol):
    """Where tickets come from."""

    def of(self, ticket_id: str) -> Returned:
        """Raises `NotFound`."""
        ...
