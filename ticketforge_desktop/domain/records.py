"""What crosses from the store into the mirror: one immutable row a thing.

NamedTuples, not dataclasses: a first sync carries millions of them and hands each to SQLite as the tuple it is.
Conventions: `*_id: int` is the number at the end of the store's gid; `*_at` is ISO 8601 in UTC as the store sends it
(`2026-11-14T19:00:00Z`), `""` where the store has none; money is integer minor units of the row's `currency`;
text is `""`, never None, unless absence means something (then the field says so).
"""

from __future__ import annotations

from typing import NamedTuple


class ShopRecord(NamedTuple):
    """The shop itself."""

    shop_id: int
    domain: str  # myshopify domain: the identity every sync compares
    name: str
    currency: str
    zone: str  # IANA zone
    plan: str
    country: str
    taxes_included: bool = True  # whether prices hold their tax


class LocationRecord(NamedTuple):
    """A place that keeps stock."""

    location_id: int
    name: str
    active: bool


class EventRecord(NamedTuple):
    """A product of vendor `TicketForge` and type `Event Ticket`."""

    event_id: str  # metafield ticketforge.event_id
    product_id: int
    title: str
    starts_at: str
    doors_at: str
    ends_at: str
    zone: str
    venue_name: str
    city: str
    country: str  # ISO 3166-1 alpha-2
    status: str  # DRAFT, PUBLISHED, SOLD_OUT, CANCELLED, COMPLETED
    minimum_age: int
    language: str
    image_url: str
    tags: str  # comma separated
    description: str
    currency: str
    created_at: str
    updated_at: str


class CategoryRecord(NamedTuple):
    """A variant of an event's product: what a ticket costs and how many there are."""

    variant_id: int
    event_id: str
    category_id: str  # the SKU behind "{event_id}-"
    inventory_item_id: int
    name: str
    price_minor: int
    capacity: int  # metafield ticketforge.capacity of the variant; -1 = not told, then stock decides
    position: int
    tracked: bool
    sells_on: bool  # inventoryPolicy CONTINUE: may be oversold
    colour: str  # "#RRGGBB" or ""
    updated_at: str


class StockRecord(NamedTuple):
    """Stock of one inventory item at one location, in units."""

    inventory_item_id: int
    location_id: int
    available: int
    reserved: int
    committed: int
    on_hand: int
    updated_at: str


class ParticipantRecord(NamedTuple):
    """A customer of the store. Names and addresses may be missing: Basic plans hide them."""

    customer_id: int
    name: str
    email: str
    phone: str
    city: str
    country: str
    marketing: bool
    created_at: str
    updated_at: str


class OrderRecord(NamedTuple):
    """An order as the store has it now."""

    order_id: int
    name: str  # "#1042"
    created_at: str
    updated_at: str
    processed_at: str
    cancelled_at: str
    financial_status: str  # OrderDisplayFinancialStatus, "" when null
    fulfillment_status: str  # OrderDisplayFulfillmentStatus
    currency: str
    total_minor: int  # currentTotalPriceSet, shop money
    original_total_minor: int  # totalPriceSet
    refunded_minor: int
    refunds: int  # how many refunds the order has, those that moved no money counted
    customer_id: int  # 0 when the store names none
    holder: str  # "" when not shared by the shop
    email: str
    phone: str
    source_name: str
    source_identifier: str
    tags: str
    note: str
    void_units: str  # order metafield ticketforge.void_units: JSON {"<line_id>": [unit, …]}; "" when absent
    issues: str  # order metafield ticketforge.issues: JSON {"<ticket_id>": issue}; "" when absent
    test: bool


class OrderStanding(NamedTuple):
    """What the gate decides by of an order, to be compared without fetching it whole."""

    cancelled_at: str  # "" while it stands
    financial_status: str
    current_quantity: int  # of all its lines: each refund of a ticket and each edit moves it


class LineRecord(NamedTuple):
    """One line of an order. What is left of it is `current_quantity`, never `quantity`."""

    line_id: int
    order_id: int
    variant_id: int  # 0 when the variant is gone from the store
    sku: str
    title: str
    vendor: str
    quantity: int
    current_quantity: int
    price_minor: int  # discounted unit price, shop money
    seed: str  # signed sale UUID of a till, as the line's property carries it; "" for a web order
    seat: str
    position: int


class RefundLineRecord(NamedTuple):
    """One line of a refund."""

    refund_id: int
    order_id: int
    line_id: int
    quantity: int
    restock: str  # RefundLineItemRestockType
    amount_minor: int
    created_at: str


class TransactionRecord(NamedTuple):
    """Money that moved for an order, as the store booked it."""

    transaction_id: int
    order_id: int
    parent_id: int  # the transaction it captures, gives back or voids; 0 for none
    kind: str  # OrderTransactionKind: SALE, AUTHORIZATION, CAPTURE, REFUND, VOID, …
    status: str  # OrderTransactionStatus: SUCCESS, PENDING, FAILURE, ERROR, …
    gateway: str
    amount_minor: int
    currency: str
    processed_at: str


class FulfillmentOrderRecord(NamedTuple):
    """What is to be sent of an order from one location."""

    fulfillment_order_id: int
    order_id: int
    location_id: int  # 0 when the store names none
    status: str  # FulfillmentOrderStatus
    request_status: str
    lines: str  # JSON [[fulfilment order line id, order line id, total, remaining], …]
    updated_at: str


class TroubleRecord(NamedTuple):
    """One thing of the store that could not be taken over; the rest was."""

    kind: str  # "order" | "product" | "customer" | "stock"
    object_id: int
    name: str  # how a person knows it, "" where even that can't be read
    code: str  # "unreadable": not as the store should send it; "unwritable": the mirror refused it; or an error's code
    reason: str


class TicketRecord(NamedTuple):
    """One admission for one unit of a line: derived, never negotiated."""

    ticket_id: str  # 16 lower-case hex digits
    number: str  # for people to read out
    ean: str  # 13 digits, for `issue`
    order_id: int
    line_id: int
    unit: int  # 1 … quantity
    event_id: str
    variant_id: int
    seat: str
    state: str  # TicketState
    issue: int  # 1 …


class HardticketRecord(NamedTuple):
    """One order for posted tickets: exists once an order that has the add-on, whatever its quantity."""

    order_id: int
    state: str  # PENDING …
    created_at: str


class PublicKeyRecord(NamedTuple):
    """A station's public key as the store publishes it."""

    key_id: str  # 8 hex digits
    station: str
    public_key: str  # 64 hex digits, Ed25519
    enrolled_at: str  # "" while it waits for a manager
    revoked_at: str  # "" while it is believed
