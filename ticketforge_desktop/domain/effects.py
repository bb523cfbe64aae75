"""What an order may cause at a station, in words: how it stands, what was done for it, and what is still to be done.

The rules that lead from the first two to the third are in `effect_rules.py`. Two kinds of effect: what happens once
(mail, flag) has a key by object and occasion and is never taken back; a parcel follows the order for as long as it is
not packed, and is called off, never deleted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.events import HardticketState, OrderStatus, TicketState, order_status
from ticketforge_desktop.domain.records import OrderRecord

# An envelope takes so many tickets (`notes/field.md`).
MOST_IN_PARCEL: Final = 10
DELETED: Final = "deleted"  # state of a ticket whose order the store no longer has
DEAD: Final = frozenset({TicketState.REFUNDED, TicketState.CANCELLED, TicketState.VOID, DELETED})

# Why a parcel is not to be sent, the first that fits.
ORDER_DELETED: Final = "order_deleted"
ORDER_CANCELLED: Final = "order_cancelled"
ORDER_REFUNDED: Final = "order_refunded"
ADD_ON_REMOVED: Final = "add_on_removed"
SHIPPED_ELSEWHERE: Final = "shipped_elsewhere"
UNPAID: Final = "unpaid"
NO_TICKETS: Final = "no_tickets"
FEWER_TICKETS: Final = "fewer_tickets"


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """A ticket of the order, with what its event says."""

    ticket_id: str
    event_id: str
    state: str  # TicketState, or `DELETED`
    starts_at: str = ""
    ends_at: str = ""
    event_off: bool | int = False  # the event is cancelled


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """How an order stands in the mirror. `order` is None once the store deleted it."""

    order_id: int
    name: str
    order: OrderRecord | None
    posted: str = ""  # HardticketState of its hardticket order; "" without the add-on
    tickets: tuple[TicketFacts, ...] = ()
    seeds: tuple[tuple[int, str], ...] = ()  # (line id, signed property of a till's sale)

    @property
    def status(self) -> OrderStatus | None:
        """The order's state in the trade's words; None when it was deleted."""
        return None if self.order is None else order_status(self.order.financial_status, self.order.cancelled_at)


@dataclass(frozen=True, slots=True)
class ParcelStanding:
    """A parcel of the order as this station has it."""

    parcel_id: str
    number: int
    state: str  # HardticketState
    packed: bool
    called_off: str
    pieces: int

    @property
    def open(self) -> bool:
        """Whether it is still on the desk: not packed, not sent."""
        return not self.packed and self.state in (HardticketState.PENDING, HardticketState.PRINTED)


@dataclass(frozen=True, slots=True)
class UseStanding:
    """The admission that counts for a ticket at this station."""

    at: str
    gate: str
    station: str


@dataclass(frozen=True, slots=True)
class SaleStanding:
    """A sale of this station that the order names as its source."""

    sale_id: str
    state: str
    order_id: int
    order_name: str
    total_minor: int
    currency: str
    lines: tuple[tuple[int, str, int], ...] = ()  # (line, seed, the store's line id or 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """What this station has done for an order so far."""

    parcels: tuple[ParcelStanding, ...] = ()
    uses: Mapping[str, UseStanding] = field(default_factory=dict)  # of its dead tickets
    sale: SaleStanding | None = None
    done: frozenset[str] = frozenset()  # keys of effects that happen once


@dataclass(frozen=True, slots=True)
class MailTerms:
    """Mail goes out only for orders made after `after` (the store's time, ISO 8601 UTC)."""

    after: str
    language: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rules depend on beside the order. `mail` None: this station sends none."""

    at: datetime
    mail: MailTerms | None = None
    most_in_parcel: int = MOST_IN_PARCEL


@dataclass(frozen=True, slots=True)
class NewParcel:
    """A parcel to be made: PENDING, with the buyer's name."""

    number: int
    event_id: str  # the first of its tickets' events to begin
    pieces: int
    recipient: str
    phone: str
    email: str
    currency: str


@dataclass(frozen=True, slots=True)
class ParcelChange:
    """A parcel on the desk follows its order: called off for a reason, or wanted ("") with so many pieces."""

    parcel_id: str
    called_off: str
    pieces: int


@dataclass(frozen=True, slots=True)
class NewMail:
    """A mail to be queued. Kinds: `order_confirmation`, `shipping`, `cancellation`, `refund`."""

    key: str
    kind: str
    recipient: str
    language: str


@dataclass(frozen=True, slots=True)
class NewFlag:
    """Something a manager must look at.

    Kinds: `admitted_refunded`, `admitted_cancelled`, `admitted_void`, `admitted_deleted` (a ticket that was let in here
    is dead in the store), `packed_parcel_dead` (must not go out), `sale_differs` (the store's total is another),
    `sale_doubled` (the store has the sale twice), `sale_refused`, `sale_unanswered` (`services.refused_sales`),
    `issue_lost`, `printed_twice` (`services.paper_clashes`).
    """

    key: str
    kind: str
    subject: str
    facts: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class SaleBack:
    """Our own sale came back as an order."""

    sale_id: str
    state: str
    lines: tuple[tuple[int, int], ...]  # (line of the sale, the store's line id)


@dataclass(frozen=True, slots=True)
class Effects:
    """What is still to be done for an order, all of it in one transaction."""

    parcels: tuple[NewParcel, ...] = ()
    parcel_changes: tuple[ParcelChange, ...] = ()
    mail: tuple[NewMail, ...] = ()
    flags: tuple[NewFlag, ...] = ()
    sale: SaleBack | None = None

    def __bool__(self) -> bool:
        return bool(self.parcels or self.parcel_changes or self.mail or self.flags or self.sale)
