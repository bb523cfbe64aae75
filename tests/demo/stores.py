"""A tiny store made by hand, and a way to talk to it as a client does: by documents, without the network."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ticketforge_desktop.demo.clock import StoreClock
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.entities import (
    Address,
    Customer,
    InventoryItem,
    Level,
    Location,
    Product,
    Variant,
)
from ticketforge_desktop.demo.execute import Executor
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.mutations import Desk
from ticketforge_desktop.demo.schema import admin_schema
from ticketforge_desktop.demo.state import World
from ticketforge_desktop.demo.views import all_fields

START = 1_795_000_000
SHARED = Path(__file__).resolve().parents[3] / "shared"
Json = dict[str, Any]


@cache
def executor() -> Executor:
    """One executor for all tests: it keeps no state of a store."""
    return Executor(admin_schema(), all_fields())


@dataclass
class Store:
    """A store and its write side. ``run`` returns the data; ``reply`` the whole reply."""

    world: World
    desk: Desk
    context_facts: Json = field(default_factory=dict)

    def reply(self, document: str, **variables: Any) -> Json:
        context = RequestContext(
            self.world, base_url="http://127.0.0.1:9", mutations=self.desk.mutations, **self.context_facts
        )
        crashes = executor().crashes
        crashes.clear()
        answer = executor().run({"query": document, "variables": variables}, context)
        if crashes:
            raise crashes[0]
        return answer

    def run(self, document: str, **variables: Any) -> Json:
        answer = self.reply(document, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def one(self, document: str, **variables: Any) -> Json:
        """The payload of a document with one root field, its user errors empty."""
        payload = next(iter(self.run(document, **variables).values()))
        assert not payload.get("userErrors"), payload["userErrors"]
        return payload

    def errors(self, document: str, **variables: Any) -> list[Json]:
        """The user errors of a document with one root field."""
        return next(iter(self.run(document, **variables).values()))["userErrors"]

    def close(self) -> None:
        self.desk.close()


def small_store(job_delay: float = 0) -> Store:
    """Two places, one event with three categories (10, 3 and 0 seats left), one untracked T-shirt, one customer.

    Asynchronous work is done at once, or ``job_delay`` seconds later.
    """
    world = World(StoreClock(frozen_at=START), seed=7)
    for number, name in ((501, "Box office"), (502, "Warehouse")):
        world.add(Location(number, name, Address(city="Köln", country_code="DE"), START, START))
    world.put({"__typename": "Publication", "id": gid("Publication", 1), "name": "Online Store"})
    event = Product(2001, "Nacht der Chöre", "nacht-der-choere", "TicketForge", "Event Ticket", "ACTIVE", START, START)
    event.options = ("Category",)
    world.add(event)
    for position, (name, stock, price) in enumerate((("Parkett", 10, 4200), ("Rang", 3, 2850), ("Loge", 0, 9900)), 1):
        add_variant(world, event, 3000 + position, f"chor-26-{name.lower()}", name, price, {501: stock}, position)
    shirt = Product(2002, "T-Shirt", "t-shirt", "Merch", "Shirt", "ACTIVE", START, START)
    world.add(shirt)
    add_variant(world, shirt, 3010, "SHIRT-M", "Default Title", 2000, {}, 1, shipped=True).item.tracked = False
    paper = Product(2003, "Paper tickets", "paper", "TicketForge", "Add-on", "ACTIVE", START, START)
    world.add(paper)
    add_variant(world, paper, 3020, "HARDTICKET-ADDON", "Default Title", 499, {501: 100}, 1, shipped=True)
    world.add(Customer(4001, "Łucja", "Groß", "lucja@example.com", "+491701234567", START, START))
    world.quiesce_index()
    return Store(world, Desk(job_delay))


def add_variant(
    world: World,
    product: Product,
    number: int,
    sku: str,
    title: str,
    price: int,
    stock: dict[int, int],
    position: int,
    *,
    shipped: bool = False,
) -> Variant:
    item = InventoryItem(number + 1000, None, START, START, tracked=True, requires_shipping=shipped)
    variant = Variant(number, product, item, sku, title, price, START, START, position=position, options=(title,))
    item.variant = variant
    for place, units in stock.items():
        level = Level(item, world.locations[place], START, created_at=START)
        level.quantities["available"] = units
        item.levels[place] = level
    product.variants = (*product.variants, variant)
    world.add(item)
    world.add(variant)
    return variant


def stock(store: Store, variant_id: int, place: int = 501) -> Json:
    """Units of a variant by state at one place, without the empty states."""
    variant = store.world.variants.rows[variant_id]
    quantities = variant.item.levels[place].quantities
    return {state: units for state, units in quantities.items() if units}


def document(name: str) -> str:
    """One of the documents that the product's authors published beside the schema."""
    return (SHARED / "shopify" / "ops" / f"{name}.graphql").read_text(encoding="utf-8")
