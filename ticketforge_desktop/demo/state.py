"""The in-memory world of one store.

Rules for who changes it (mutations, generator, tests):

* hold ``world.lock`` (the executor does so around every root field of a request);
* find things through ``world.orders.get(id)`` or ``world.find(gid)``, so that the search index remembers what it
  showed before the change; one reached another way is remembered by ``world.touch`` with its new words and old time;
* after changing a thing call ``world.touch(thing)`` once: it moves ``updated_at``, feeds the search index (which lags
  by ``index_lag`` seconds), and writes the journal from which webhooks are sent. Changing a child (line, transaction,
  refund, fulfilment order …) means touching its order as well; changing a level touches item, variant and product;
* a new thing gets its id from ``world.new_id(type)`` and is added with ``world.add(thing)``; children of an order are
  registered with ``world.adopt(type, id, order)``, so that their gids resolve;
* a deleted thing: ``world.delete(thing)``; this also writes the ``destroy`` event that ``events`` shows.

Rare types (DraftOrder, Return, Metaobject, MetaobjectDefinition, WebhookSubscription, Job, CalculatedOrder, …) are
graphql-shaped dicts kept by gid: ``world.put({"__typename": "Job", "id": gid("Job", uuid), "done": True})`` and
``world.records_of("Job")``. A value may be a callable ``(args, context) -> value``; a list stands for a connection
where the schema has one.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ticketforge_desktop.demo import documents
from ticketforge_desktop.demo.children import Children
from ticketforge_desktop.demo.clock import StoreClock
from ticketforge_desktop.demo.entities import (
    Address,
    Customer,
    FulfillmentOrder,
    InventoryItem,
    Level,
    Location,
    MetafieldMap,
    Order,
    Product,
    Variant,
)
from ticketforge_desktop.demo.gids import gid, number_of, parse_gid
from ticketforge_desktop.demo.index import Table

Record = dict[str, object]

FIRST_IDS = {
    "Order": 6_200_000_000_001,
    "Product": 9_100_000_000_001,
    "ProductVariant": 48_100_000_000_001,
    "InventoryItem": 50_300_000_000_001,
    "Customer": 8_300_000_000_001,
    "LineItem": 15_400_000_000_001,
    "OrderTransaction": 7_500_000_000_001,
    "FulfillmentOrder": 7_100_000_000_001,
    "FulfillmentOrderLineItem": 16_600_000_000_001,
    "MailingAddress": 9_700_000_000_001,
}


@dataclass(slots=True)
class ShopIdentity:
    """Who the shop is; ``faults`` may present another one."""

    id: int = 77_100_200_300
    name: str = "Kartenhaus Demo"
    domain: str = "kartenhaus-demo.myshopify.com"
    email: str = "kasse@kartenhaus.example"
    currency: str = "EUR"
    zone: str = "Europe/Berlin"
    plan: str = "standard"
    address: Address = field(default_factory=Address)
    taxes_included: bool = True
    metafields: MetafieldMap = field(default_factory=dict)
    TYPE: ClassVar[str] = "Shop"


@dataclass(frozen=True, slots=True)
class Change:
    """A journal entry. ``action``: create, update, delete, or a topic's own word (paid, cancelled …)."""

    number: int
    at: float
    type_name: str
    action: str
    thing: object


Listener = Callable[[Change], None]


class World:
    """Everything the store knows. One lock; deterministic from ``seed``."""

    def __init__(self, clock: StoreClock | None = None, *, seed: int = 1, index_lag: float = 0.0) -> None:
        self.lock = threading.RLock()
        self.clock = clock or StoreClock()
        self.random = random.Random(seed)  # noqa: S311 - a believable store, not a secret
        self.seed = seed
        self.index_lag = index_lag
        self.shop = ShopIdentity()
        self.app_metafields: MetafieldMap = {}
        self.orders: Table[Order] = Table("Order", documents.ORDER)
        self.products: Table[Product] = Table("Product", documents.PRODUCT)
        self.variants: Table[Variant] = Table("ProductVariant", documents.VARIANT)
        self.items: Table[InventoryItem] = Table("InventoryItem", documents.ITEM)
        self.customers: Table[Customer] = Table("Customer", documents.CUSTOMER)
        self.locations: dict[int, Location] = {}
        self.records: dict[str, dict[str, Record]] = {}  # type -> gid -> graphql-shaped dict
        self.children = Children()
        self.events: list[Record] = []
        self.next_order_number = 1001
        self._next_ids: dict[str, int] = dict(FIRST_IDS)
        self._listeners: list[Listener] = []
        self._changes = 0

    # time and ids -------------------------------------------------------------------------------------------------

    def now(self) -> int:
        """The store's time in whole seconds."""
        return int(self.clock.now())

    def new_id(self, type_name: str, count: int = 1) -> int:
        """The next free number of a type (the first of ``count`` consecutive ones)."""
        number = self._next_ids.get(type_name, 1_000_000_001)
        self._next_ids[type_name] = number + count
        return number

    # finding ------------------------------------------------------------------------------------------------------

    def table(self, type_name: str) -> Table[Any] | None:
        """The table of an indexed type, else None."""
        tables: dict[str, Table[Any]] = {
            "Order": self.orders,
            "Product": self.products,
            "ProductVariant": self.variants,
            "InventoryItem": self.items,
            "Customer": self.customers,
        }
        return tables.get(type_name)

    def find(self, global_id: object) -> object | None:
        """Anything by its gid: an entity, a child of an order, or a record. None when it is gone or no gid."""
        parsed = parse_gid(global_id)
        if parsed is None:
            return None
        type_name = parsed[0]
        record = self.records.get(type_name, {}).get(str(global_id))
        if record is not None:
            return record
        number = number_of(global_id)
        if number is None:
            return None
        table = self.table(type_name)
        if table is not None:
            return table.get(number)
        if type_name == "Location":
            return self.locations.get(number)
        if type_name == "InventoryLevel":
            return self._level(number, parsed[1])
        return self.children.find(type_name, number, self.orders)

    def _level(self, number: int, rest: str) -> Level | None:
        # gid://shopify/InventoryLevel/{location}?inventory_item_id={item}
        query = rest.partition("?inventory_item_id=")[2]
        item = self.items.get(int(query)) if query.isdigit() else None
        return item.levels.get(number) if item else None

    def order_of(self, type_name: str, number: int | None) -> Order | None:
        """The order that owns a child (LineItem, Refund, Fulfillment, FulfillmentOrder, OrderTransaction …)."""
        owner = self.children.owner(type_name, number) if number is not None else None
        return self.orders.get(owner)

    def adopt(self, type_name: str, number: int, order: Order) -> None:
        """Make a child's gid resolve to its order."""
        self.children.adopt(type_name, number, order.id)

    # writing ------------------------------------------------------------------------------------------------------

    def add(self, thing: Order | Product | Variant | InventoryItem | Customer | Location) -> None:
        """A new thing (its children are adopted too)."""
        if isinstance(thing, Location):
            self.locations[thing.id] = thing
        else:
            table = self.table(thing.TYPE)
            assert table is not None
            table.add(thing, self.clock.now(), self.index_lag)
            if isinstance(thing, Order):
                self.children.adopt_all(thing)
        self.announce(thing.TYPE, "create", thing)

    def touch(self, thing: object, action: str = "update") -> None:
        """``thing`` was changed now."""
        now = self.now()
        old = getattr(thing, "updated_at", None)
        if isinstance(thing, dict):
            self.announce(str(thing.get("__typename", "")), action, thing)
            return
        thing.updated_at = now  # type: ignore[attr-defined]
        type_name: str = thing.TYPE  # type: ignore[attr-defined]
        table = self.table(type_name)
        if table is not None and thing.id in table.rows:  # type: ignore[attr-defined]
            table.moved(thing, old or now, self.clock.now(), self.index_lag)
        self.announce(type_name, action, thing)

    def touch_level(self, level: Level, *states: str) -> None:
        """Quantities of a level changed: item, variant and product move with it."""
        now = self.now()
        level.updated_at = now
        for state in states:
            level.stamps[state] = now
        self.announce("InventoryLevel", "update", level)
        self.touch(level.item)
        variant = level.item.variant
        if variant is not None:
            self.touch(variant)
            self.touch(variant.product)

    def touch_order(self, order: Order, *parts: FulfillmentOrder) -> None:
        """An order and some of its fulfilment orders changed."""
        for part in parts:
            self.touch(part)
        self.touch(order)

    def delete(self, thing: Order | Product | Variant | InventoryItem | Customer) -> None:
        """``thing`` is gone; ``events`` will tell so."""
        table = self.table(thing.TYPE)
        assert table is not None
        table.remove(thing, self.clock.now(), self.index_lag)
        if not isinstance(thing, InventoryItem):
            self.log_event("destroy", thing.TYPE, thing.id)
        self.announce(thing.TYPE, "delete", thing)

    def put(self, record: Record) -> Record:
        """Keep (or replace) a graphql-shaped dict by its ``id`` and ``__typename``."""
        self.records.setdefault(str(record["__typename"]), {})[str(record["id"])] = record
        return record

    def drop(self, global_id: str) -> Record | None:
        """Forget a record; returns it."""
        parsed = parse_gid(global_id)
        return self.records.get(parsed[0], {}).pop(global_id, None) if parsed else None

    def records_of(self, type_name: str) -> list[Record]:
        """All records of a type, oldest first."""
        return list(self.records.get(type_name, {}).values())

    def log_event(self, action: str, subject_type: str, subject: int, message: str = "") -> None:
        """One entry of the shop's ``events`` (BasicEvent)."""
        self.events.append(
            {
                "__typename": "BasicEvent",
                "id": gid("BasicEvent", self.new_id("BasicEvent")),
                "action": action,
                "at": self.now(),
                "message": message,
                "subjectId": gid(subject_type, subject),
                "subjectType": {"ProductVariant": "PRODUCT_VARIANT"}.get(subject_type, subject_type.upper()),
            }
        )

    # the journal --------------------------------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> None:
        """Tell ``listener`` of every change, inside the lock: it must only queue, never send."""
        self._listeners.append(listener)

    def announce(self, type_name: str, action: str, thing: object) -> None:
        """Journal one change (``touch``, ``add`` and ``delete`` do it; also for topics of their own)."""
        self._changes += 1
        change = Change(self._changes, self.clock.now(), type_name, action, thing)
        for listener in self._listeners:
            listener(change)

    def _tables(
        self,
    ) -> Iterator[Table[Any]]:
        yield from (self.orders, self.products, self.variants, self.items, self.customers)

    def begin_mutation(self) -> None:
        """From here on the tables remember what the index shows of what is looked up."""
        for table in self._tables():
            table.remembered = {}

    def end_mutation(self) -> None:
        """Stop remembering."""
        for table in self._tables():
            table.remembered = None

    def settle_index(self) -> None:
        """Let the search index see all that is due by now."""
        for table in self._tables():
            table.flush(self.clock.now())

    def quiesce_index(self) -> None:
        """Let the search index see everything at once (tests)."""
        for table in self._tables():
            table.flush(float("inf"))
