"""What queries return: frozen dataclasses, ready to show or to print as JSON.

Times are timezone-aware datetimes in UTC (the door and the lists show them in the venue's zone), None where unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from ticketforge_desktop.domain.events import EventStatus, OrderStatus, TicketState
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.stock import StockLevel


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category with its stock. `available` = capacity - sold - reserved."""

    category_id: str
    variant_id: int
    event_id: str
    name: str
    price: Money
    capacity: int
    sold: int
    reserved: int
    available: int
    alert: StockLevel


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as the events table shows it; figures are sums over its categories."""

    event_id: str
    title: str
    starts_at: datetime | None
    zone: str
    venue: str
    city: str
    country: str
    status: EventStatus
    capacity: int
    sold: int
    reserved: int
    available: int
    alert: StockLevel
    gross: Money


@dataclass(frozen=True, slots=True)
class EventDetails:
    """One event whole."""

    row: EventRow
    doors_at: datetime | None
    ends_at: datetime | None
    minimum_age: int
    description: str
    image_url: str
    tags: tuple[str, ...]
    categories: tuple[CategoryRow, ...]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as the orders table shows it. `holder` is "" when the shop does not share it."""

    order_id: int
    name: str
    created_at: datetime | None
    holder: str
    email: str
    tickets: int
    total: Money
    status: OrderStatus
    financial_status: str
    fulfillment_status: str
    event_title: str
    hardticket: bool


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket. `code` is signed by this station, so queries leave it empty and the service fills it."""

    ticket_id: str
    number: str
    ean: str
    event_id: str
    category_id: str
    category: str
    order: str  # the order's name, "#1042"
    order_id: int
    holder: str
    seat: str
    state: TicketState
    issue: int
    unit: int
    units: int  # units of the same order line when it was placed
    price: Money
    code: str = ""


@dataclass(frozen=True, slots=True)
class OrderLineRow:
    """A line of an order, add-ons included."""

    title: str
    quantity: int
    current_quantity: int
    price: Money
    is_ticket: bool
    category: str = ""  # of a ticket, as the store names it now; "" where the variant is gone


@dataclass(frozen=True, slots=True)
class OrderDetails:
    """One order whole."""

    row: OrderRow
    phone: str
    note: str
    tags: tuple[str, ...]
    refunded: Money
    original_total: Money
    cancelled_at: datetime | None
    updated_at: datetime | None
    source_name: str
    lines: tuple[OrderLineRow, ...]
    tickets: tuple[TicketRow, ...]
    further_orders: int  # of the same participant
    marketing: bool | None  # None when the shop names no participant


@dataclass(frozen=True, slots=True)
class StockLine:
    """One line of the stock alerts."""

    category: CategoryRow
    event_title: str
    starts_at: datetime | None
    zone: str


@dataclass(frozen=True, slots=True)
class DaySales:
    """Sales of one day in the shop's zone, gross, split by where they were made."""

    day: str  # ISO date
    web_minor: int
    till_minor: int
    tickets: int


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """Admissions up to a minute, for the entry curve."""

    at: datetime
    admitted: int


@dataclass(frozen=True, slots=True)
class TonightFigures:
    """Entry of the event that is nearest to now. All but `usual` is counted."""

    event_id: str
    title: str
    venue: str
    city: str
    zone: str
    starts_at: datetime
    doors_at: datetime | None
    expected: int  # valid tickets
    admitted: int
    inside: int
    curve: tuple[EntryPoint, ...]
    usual: tuple[EntryPoint, ...] = ()  # how many are expected to be in, from `evenings` earlier ones of this station
    evenings: int = 0  # 0: the log knows none, so nothing is expected


@dataclass(frozen=True, slots=True)
class DashboardFigures:
    """The four figures, the sales chart, tonight's entry and the stock alerts."""

    sales: Money
    sales_before: Money  # the same span one week (or span) earlier
    tickets: int
    tickets_before: int
    envelopes: int  # hardticket orders to pack
    envelopes_oldest_days: int
    days: tuple[DaySales, ...]
    tonight: TonightFigures | None
    alerts: tuple[StockLine, ...]
    stock_lines: int
    envelopes_new: int = 0  # of `envelopes`, those that came within the last day


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One hit of the search over events, orders, people and tickets."""

    kind: str  # "event" | "order" | "person" | "ticket"
    key: str  # event_id | order name | customer id | ticket_id
    title: str
    detail: str
    starts_at: datetime | None = None  # of an event, read in `zone`
    zone: str = ""
    amount: Money | None = None  # of an order


@dataclass(frozen=True, slots=True)
class MirrorCounts:
    """How much the mirror holds and how old it is."""

    events: int
    categories: int
    orders: int
    tickets: int
    participants: int
    synced_at: datetime | None  # when the last sync ended; None = never


@dataclass(frozen=True, slots=True)
class ScanRow:
    """One attempt at the door, as the recent scans list shows it."""

    attempt_id: int
    at: datetime
    verdict: str
    reason: str
    ticket_id: str
    category: str
    order: str
    holder: str
    gate: str
    # "entry" | "exit": which way the guest went; "undo": taken back and "force": let in by hand, both for `reason`;
    # "exit_all": so many of an event left, as `reason` says; "block", "unblock": no scan, in the history of a ticket
    kind: str = "entry"


class DoorLine(NamedTuple):
    """Counters of one category, or of one gate. Who was let in again or went out at a gate is in `inside` too."""

    name: str
    admitted: int
    inside: int  # came in there less went out there; of a gate it may be negative, where more leave than come


@dataclass(frozen=True, slots=True)
class DoorBreakdown:
    """The counters of the chosen events in parts, each sorted by name."""

    categories: tuple[DoorLine, ...]
    gates: tuple[DoorLine, ...]


@dataclass(frozen=True, slots=True)
class DoorCounters:
    """Counters of the chosen events: valid tickets, admissions, and how many are inside now."""

    expected: int
    admitted: int
    inside: int
    by_signal: dict[str, int]  # attempts of this gate today by verdict class
