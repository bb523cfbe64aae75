"""The till as its use cases reach the station file: sales, what was paid, and tickets the store does not know yet.

A sale is one transaction: its lines, payments, tickets, the units taken from this station's lease, and the acts that
tell the store. After a crash it is there whole, or not at all. Money is never edited: what is taken back is a further
sale that names the one it reverses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from ticketforge_desktop.domain.basket import Basket
from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.domain.tenders import Payment, Tender
from ticketforge_desktop.services.ports.outbox import Act

# What the store calls a payment that was taken here.
GATEWAYS: Final = {
    Tender.CASH: "cash",
    Tender.CARD: "card_terminal",
    Tender.INVOICE: "invoice",
    Tender.VOUCHER: "voucher",
}
EXCHANGED: Final = "exchange"
"""The gateway of what an exchanged ticket was worth: it paid for the new one."""


class NoOpenShift(TicketForgeError):
    """Money is taken in an open shift only: nobody would answer for it."""

    code = "no_open_shift"
    default_next_step = "Open a shift with the drawer's float: `ticketforge shift open --float AMOUNT`."


class SaleRefused(TicketForgeError):
    """Nothing was sold; `facts["reason"]` is `sold_out`, `gone`, `price_changed`, `seat_gone` or `event_over`."""

    code = "sale_refused"
    default_next_step = "Choose another category, or put the buyer on the waiting list."


class StockWay(StrEnum):
    """What the units of a sale are taken from."""

    LEASE = "lease"  # this station's own units: never waits, never oversells
    SHELF = "shelf"  # open stock: the store is asked, and the buyer waits
    OVERSELL = "oversell"  # a manager decided to sell more than there is


class SaleKind(StrEnum):
    """What a row of the sales is."""

    SALE = "sale"
    REFUND = "refund"
    EXCHANGE = "exchange"
    VOID = "void"


class SaleState(StrEnum):
    """Where a sale stands."""

    ASKED = "asked"  # the store was asked for open stock and has not answered: nothing is printed, nothing is paid
    PAID = "paid"  # the buyer's; the store has it, or will
    SETTLED = "settled"  # its order came back by a sync
    ATTENTION = "attention"  # its order came back with another total: a person looks
    REFUSED = "refused"  # the store had none left: nothing was sold


class TicketEnd(StrEnum):
    """States of a ticket sold here, besides valid."""

    VALID = "valid"
    ASKED = "asked"
    REFUNDED = "refunded"
    VOID = "void"


class SoldTicket(NamedTuple):
    """A ticket sold at this till. `ticket_id` and EAN follow from its line's seed, as every station derives them."""

    ticket_id: str  # 16 hex digits
    ean: int
    line: int
    unit: int  # 1 … units of its line
    units: int
    event_id: str
    category_id: str
    variant_id: int
    seat: str
    holder: str
    price_minor: int
    issue: int = 1


@dataclass(frozen=True, slots=True)
class SaleLine:
    """A line of a sale: so many of one category at one price. Amounts in minor units of the sale's currency.

    `total_minor` is what the line costs after all discounts, tax included where prices include it.
    """

    line: int  # 1 …
    event_id: str
    category_id: str
    variant_id: int
    sku: str
    title: str
    price_class: str
    quantity: int
    price_minor: int
    discount_minor: int
    total_minor: int
    tax_bp: int
    tax_minor: int
    seats: tuple[str, ...] = ()
    seed: str = ""  # the signed property of the store's line; "" for what is no ticket
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who bought, as far as it is known; all "" for a walk-in."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""  # JSON of the address for what is sent, "" where nothing is
    customer_id: int = 0


class Ended(NamedTuple):
    """A ticket that was taken back: worth nothing from this transaction on."""

    ticket_id: str
    state: TicketEnd
    event_id: str
    seat: str = ""
    sale_id: str = ""  # the sale of ours it was sold by, "" for a web order's


@dataclass(frozen=True, slots=True)
class SaleDraft:
    """A sale as it is to be written. `sale_id` is made before the person presses Enter: twice is once."""

    sale_id: str  # a UUID
    kind: SaleKind
    currency: str
    lines: tuple[SaleLine, ...]
    payments: tuple[Payment, ...]
    tickets: tuple[SoldTicket, ...]
    total_minor: int
    tax_minor: int
    tax_included: bool
    discount_minor: int
    rounding_minor: int
    at: datetime
    stock: StockWay = StockWay.LEASE
    buyer: Buyer = field(default_factory=Buyer)
    discount_reason: str = ""
    fee_minor: int = 0
    note: str = ""
    words: str = "de"
    reverses: str = ""
    second_staff_id: str = ""
    holds: tuple[str, ...] = ()  # whose units and seats this sale may take
    ends: tuple[Ended, ...] = ()
    reason: str = ""  # why they were taken back
    acts: tuple[Act, ...] = ()  # what the store is told, in this order; units of a lease are added when they are known


@dataclass(frozen=True, slots=True)
class Sale:
    """A sale as it stands. `order` is the store's name of it, "" until it is there; `pending`: it is on its way."""

    sale_id: str
    receipt: int  # 1, 2, 3 … of this station, without a gap
    kind: SaleKind
    state: SaleState
    shift_id: str
    staff_id: str
    at: datetime
    total: Money
    tax_minor: int
    tax_included: bool
    discount_minor: int
    discount_reason: str
    rounding_minor: int
    fee_minor: int
    buyer: Buyer
    note: str
    words: str
    stock: StockWay
    reverses: str
    order: str
    order_id: int
    pending: bool
    attention: bool  # the store refused it, a person must look
    outbox_id: int
    lines: tuple[SaleLine, ...]
    payments: tuple[Payment, ...]
    tickets: tuple[SoldTicket, ...]

    @property
    def sold(self) -> bool:
        """Whether the tickets are the buyer's."""
        return self.state not in (SaleState.ASKED, SaleState.REFUSED)

    @property
    def change_minor(self) -> int:
        """What the buyer gets back of the notes handed over."""
        return sum(payment.change_minor for payment in self.payments)


def aggregate_of(sale_id: str) -> str:
    """Under which the acts of a sale reach the store in the order they were made."""
    return f"sale:{sale_id}"


class ParkedBasket(NamedTuple):
    """A basket that was put aside."""

    basket_id: str
    name: str
    basket: Basket
    at: datetime


class ParkedBaskets(Protocol):
    """Baskets put aside in the station file; each is taken back once."""

    def park(self, basket: Basket, name: str, staff: Staff) -> str:
        """Its id."""
        ...

    def parked(self) -> Sequence[ParkedBasket]:
        """Oldest first."""
        ...

    def take(self, basket_id: str) -> Basket:
        """It is no longer parked then. Raises `NotFound`: somebody else took it."""
        ...


class OpenShift(NamedTuple):
    """The shift that answers for what is sold now."""

    shift_id: str
    number: int
    currency: str


class TillFile(Protocol):
    """Sales in the station file. Durable when a call returns."""

    def open_shift(self) -> OpenShift:
        """Raises `NoOpenShift`."""
        ...

    def write(self, draft: SaleDraft, staff: Staff) -> Sale:
        """The sale, in one transaction with its acts; a sale that is known already is returned as it is.

        Raises:
            NoOpenShift: money needs one.
            NoLease: this station holds fewer units than that (`services.ports.allotments`).
            SeatGone: a seat is no longer ours (`services.ports.seats`).
            BadInput: a voucher that is unknown or worth less.
        """
        ...

    def sale(self, sale_id: str) -> Sale:
        """Raises `NotFound`."""
        ...

    def sales(self, *, shift_id: str = "", limit: int = 100) -> Sequence[Sale]:
        """Newest first."""
        ...

    def asked(self) -> Sequence[Sale]:
        """Sales from open stock that nobody took an answer to."""
        ...

    def ended(self, ticket_ids: Sequence[str]) -> Sequence[str]:
        """Which of these were taken back here."""
        ...

    def settle(self, sale_id: str, state: SaleState, payments: Sequence[Payment], at: datetime, staff: Staff) -> Sale:
        """The store answered for open stock: paid (with what was paid), or refused. Twice is once."""
        ...
