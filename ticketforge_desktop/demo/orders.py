"""Orders and what hangs on them (conventions: ``demo.entities``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ticketforge_desktop.demo.catalogue import Address, Customer, Location, MetafieldMap, Snapshot


@dataclass(slots=True, eq=False)
class Line:
    """A line item: current = quantity − removed by refund, edit or cancellation.

    Still to be sent: current − (fulfilled − returned), see ``ledger.unfulfilled``.
    """

    id: int
    item: Snapshot
    quantity: int
    current_quantity: int
    price: int  # per unit, before discounts
    discount: int = 0  # off the whole line
    fulfilled: int = 0
    refunded: int = 0  # units in refundCreate, restocked or not
    returned: int = 0  # units refunded after they had been sent; fulfilled keeps counting them
    properties: tuple[tuple[str, str], ...] = ()
    added_at: int | None = None  # set when an edit added it
    TYPE: ClassVar[str] = "LineItem"

    @property
    def unit_after_discount(self) -> int:
        """Price of one unit after the line's discount, rounded down to the minor unit."""
        return self.price - self.discount // self.quantity if self.quantity else self.price

    @property
    def current_total(self) -> int:
        """What the remaining units cost."""
        if self.current_quantity == self.quantity:
            return self.price * self.quantity - self.discount
        return self.unit_after_discount * self.current_quantity


@dataclass(slots=True, eq=False)
class Transaction:
    """Money that moved or was promised. kind: SALE, AUTHORIZATION, CAPTURE, VOID, REFUND."""

    id: int
    kind: str
    status: str  # SUCCESS, PENDING, FAILURE, ERROR
    gateway: str
    amount: int
    processed_at: int
    parent_id: int | None = None
    test: bool = False
    TYPE: ClassVar[str] = "OrderTransaction"


@dataclass(slots=True, eq=False)
class RefundLine:
    """Units of one line in a refund. restock_type: NO_RESTOCK, RETURN, CANCEL."""

    id: int
    line: Line
    quantity: int
    restock_type: str
    location_id: int | None
    subtotal: int
    TYPE: ClassVar[str] = "RefundLineItem"


@dataclass(slots=True, eq=False)
class Refund:
    """A refund; ``lines`` empty means money only. ``total`` = sum of its successful REFUND transactions."""

    id: int
    created_at: int
    note: str | None
    lines: tuple[RefundLine, ...]
    transactions: tuple[Transaction, ...]
    total: int
    shipping: int = 0
    updated_at: int = 0
    TYPE: ClassVar[str] = "Refund"


@dataclass(slots=True, eq=False)
class FoLine:
    """Units of one line in a fulfilment order."""

    id: int
    line: Line
    total: int
    remaining: int
    TYPE: ClassVar[str] = "FulfillmentOrderLineItem"


@dataclass(slots=True, eq=False)
class FulfillmentOrder:
    """Work for one location. status: OPEN, IN_PROGRESS, SCHEDULED, ON_HOLD, INCOMPLETE, CLOSED, CANCELLED."""

    id: int
    order: Order
    location: Location
    status: str
    created_at: int
    updated_at: int
    lines: tuple[FoLine, ...]
    request_status: str = "UNSUBMITTED"
    delivery: str = "NONE"  # DeliveryMethodType: NONE for electronic tickets, SHIPPING for paper
    holds: tuple[dict[str, object], ...] = ()  # graphql-shaped FulfillmentHold dicts
    TYPE: ClassVar[str] = "FulfillmentOrder"


@dataclass(slots=True, eq=False)
class FulfillmentLine:
    """Units of one line that were sent."""

    id: int
    line: Line
    quantity: int
    TYPE: ClassVar[str] = "FulfillmentLineItem"


@dataclass(slots=True, eq=False)
class Fulfillment:
    """A parcel (or a delivery without one). status: SUCCESS, CANCELLED."""

    id: int
    order: Order
    number: int  # the n in the name "#1001-F{n}"
    status: str
    display_status: str
    created_at: int
    updated_at: int
    lines: tuple[FulfillmentLine, ...]
    location: Location | None = None
    fulfillment_order_id: int | None = None
    tracking: tuple[tuple[str | None, str | None, str | None], ...] = ()  # (company, number, url)
    events: tuple[dict[str, object], ...] = ()  # graphql-shaped FulfillmentEvent dicts
    TYPE: ClassVar[str] = "Fulfillment"


@dataclass(slots=True, eq=False)
class Edit:
    """One committed order edit: (line, units added or removed)."""

    id: int
    at: int
    changes: tuple[tuple[Line, int], ...]
    note: str | None = None


@dataclass(slots=True, eq=False)
class Order:
    """An order. Statuses and totals are computed (``demo.ledger``) from lines and money, so they cannot contradict."""

    id: int
    number: int
    created_at: int
    updated_at: int
    processed_at: int
    customer: Customer | None
    email: str | None
    phone: str | None
    lines: tuple[Line, ...]
    transactions: tuple[Transaction, ...] = ()
    fulfillment_orders: tuple[FulfillmentOrder, ...] = ()
    fulfillments: tuple[Fulfillment, ...] = ()
    refunds: tuple[Refund, ...] = ()
    returns: tuple[dict[str, object], ...] = ()  # graphql-shaped Return dicts
    edits: tuple[Edit, ...] = ()
    shipping_address: Address | None = None
    billing_address: Address | None = None
    shipping_title: str | None = None
    shipping_price: int = 0
    tags: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    note: str | None = None
    source_name: str = "web"
    source_identifier: str | None = None
    cancelled_at: int | None = None
    cancel_reason: str | None = None
    closed_at: int | None = None
    currency: str = "EUR"  # what the buyer saw (presentment)
    rate: int = 1_000_000  # presentment minor units per million shop minor units
    locale: str = "de"
    test: bool = False
    metafields: MetafieldMap | None = None
    forced_status: str | None = None  # a financial status given at orderCreate without transactions
    location_id: int | None = None  # where it was sold, for point-of-sale orders
    discount_code: str | None = None
    TYPE: ClassVar[str] = "Order"

    @property
    def name(self) -> str:
        """The number people read: #1001."""
        return f"#{self.number}"
