"""Webhooks: what the store posts to this station, kept until it was acted on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.rights import Staff


class Wanted(StrEnum):
    """What a topic asks us to do. Almost always: fetch this id again."""

    ORDER = "order"  # fetch the order again
    ORDER_GONE = "order_gone"  # the order was deleted: make sure, then take it out
    PRODUCT = "product"
    PRODUCT_GONE = "product_gone"
    STOCK = "stock"  # fetch the item's levels again
    DATA_REQUEST = "data_request"  # a person asks what is kept of them
    ERASE_PERSON = "erase_person"
    ERASE_SHOP = "erase_shop"
    UNINSTALLED = "uninstalled"


# Topics we know: Shopify's "Webhook topics" reference, by their header names.
TOPICS: Final[Mapping[str, Wanted]] = {
    "orders/create": Wanted.ORDER,
    "orders/paid": Wanted.ORDER,
    "orders/updated": Wanted.ORDER,
    "orders/cancelled": Wanted.ORDER,
    "orders/edited": Wanted.ORDER,
    "orders/fulfilled": Wanted.ORDER,
    "orders/delete": Wanted.ORDER_GONE,
    "refunds/create": Wanted.ORDER,
    "products/create": Wanted.PRODUCT,
    "products/update": Wanted.PRODUCT,
    "products/delete": Wanted.PRODUCT_GONE,
    "inventory_levels/update": Wanted.STOCK,
    "customers/data_request": Wanted.DATA_REQUEST,
    "customers/redact": Wanted.ERASE_PERSON,
    "shop/redact": Wanted.ERASE_SHOP,
    "app/uninstalled": Wanted.UNINSTALLED,
}
PATH: Final = "/webhooks"  # where they are posted to, unless a tunnel has another name for it
# They come to the address in the app's own configuration, never by a subscription.
COMPLIANCE: Final = ("customers/data_request", "customers/redact", "shop/redact")


@dataclass(frozen=True, slots=True)
class Posted:
    """A request as it came: names of headers in lower case, the body byte for byte."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sender is told: an HTTP status and one word."""

    status: int
    word: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A webhook that is the store's own, in our words.

    `object_name` is `order:123`, `product:9`, `stock:ITEM`, `customer:7` or `shop:1`; `facts` holds what a fetch
    can't tell: whose data is asked for or to go (`customer_id`, `address`, `order_ids`).
    """

    webhook_id: str
    topic: str
    object_name: str
    api_version: str = ""
    triggered_at: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def wanted(self) -> Wanted:
        """What it asks us to do."""
        return TOPICS[self.topic]

    @property
    def number(self) -> int:
        """The id of the thing, 0 where the store named none."""
        return int(self.object_name.rsplit(":", 1)[1])


class ReceiptState(StrEnum):
    """What became of a request."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One request, as `webhooks serve` prints it. `reason` is "" or one word for why it was refused."""

    topic: str
    object_name: str
    state: ReceiptState
    reason: str = ""

    def as_json(self) -> dict[str, object]:
        """The line."""
        return {"topic": self.topic, "object": self.object_name, "state": str(self.state), "reason": self.reason}


class WebhookReader(Protocol):
    """Knows how the store signs and words its webhooks (`shopify.webhooks`)."""

    def signed(self, posted: Posted, secrets: Sequence[str]) -> bool:
        """Whether one of these secrets signed these very bytes."""
        ...

    def read(self, posted: Posted, shop: str) -> Delivery | Answer:
        """What a signed request says, or why it can't be used. `shop` is the domain this profile belongs to."""
        ...

    def topic(self, posted: Posted) -> str:
        """The topic it claims, "" when it is none that we know."""
        ...


@dataclass(frozen=True, slots=True)
class WebhookTask:
    """A delivery that waits to be acted on."""

    task_id: int
    delivery: Delivery
    received_at: datetime
    attempts: int
    last_error: str = ""
    next_attempt_at: datetime | None = None


class WebhookInbox(Protocol):
    """Receipts and tasks in the station file. Durable when a call returns."""

    def take(self, delivery: Delivery) -> bool:
        """Keep the receipt and its task in one transaction; False when this id was taken before."""
        ...

    def due(self, wanted: Collection[Wanted], limit: int) -> Sequence[WebhookTask]:
        """Tasks of these kinds whose time has come, oldest first."""
        ...

    def next_due(self) -> datetime | None:
        """When the next task is due (it may be past), None when none waits."""
        ...

    def waiting(self) -> int:
        """How many tasks are not done."""
        ...

    def done(self, task_ids: Sequence[int]) -> None:
        """They are done; what they said of a person is forgotten."""
        ...

    def failed(self, task_id: int, error: str, next_attempt_at: datetime) -> None:
        """It failed and is tried again later."""
        ...

    def prune(self, before: datetime) -> int:
        """Forget receipts older than this whose tasks are done; how many went."""
        ...


@dataclass(frozen=True, slots=True)
class PrivacyCase:
    """What the store asks on behalf of a person or of itself, with the day by which it must be answered."""

    kind: str  # "export" | "erase" | "redact_shop"
    address: str
    customer_id: int
    source: str  # "webhook:<id>": the same webhook never makes a second case
    due_at: datetime
    report: Mapping[str, object] = field(default_factory=dict)


class PrivacyCases(Protocol):
    """Requests about people's data, with their deadlines."""

    def open(self, case: PrivacyCase, staff: Staff) -> bool:
        """Write the case with its audit line, in one transaction; False when its source has one already."""
        ...


class PersonEraser(Protocol):
    """Takes a person's data out of the mirror."""

    def erase_person(self, customer_id: int, order_ids: Sequence[int]) -> ChangeSet:
        """Empty the person's name and addresses, and those on their orders (and on the orders named)."""
        ...


@dataclass(frozen=True, slots=True)
class Subscription:
    """A topic the store posts to an address; `fields` are the only ones it sends (empty: all)."""

    subscription_id: str
    topic: str  # as in the header: "orders/paid"
    address: str
    fields: tuple[str, ...] = ()


class Subscriptions(Protocol):
    """This app's webhook subscriptions in the store. Raises `ConnectionTrouble` kinds."""

    def topics(self) -> Mapping[str, tuple[str, ...]]:
        """The topics this program subscribes to, each with the fields it asks for."""
        ...

    def all(self) -> Sequence[Subscription]: ...

    def subscribe(self, topic: str, address: str, fields: Sequence[str]) -> Subscription:
        """Raises `StoreRefused`."""
        ...

    def unsubscribe(self, subscription_id: str) -> None:
        """One that is gone already is no error. Raises `StoreRefused`."""
        ...
