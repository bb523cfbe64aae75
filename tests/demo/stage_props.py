"""Single things that staged recordings are built of."""

from __future__ import annotations

from typing import Any

from tests.demo.replay import HOME
from tests.demo.stores import START, Store
from ticketforge_desktop.demo.entities import (
    Customer,
    FoLine,
    Fulfillment,
    FulfillmentLine,
    FulfillmentOrder,
    InventoryItem,
    Level,
    Line,
    Order,
    Product,
    Snapshot,
    Transaction,
    Variant,
)


def product(store: Store, number: int, title: str = "Product", **facts: Any) -> Product:
    made = Product(number, title, f"handle-{number}", "Vendor", "", "ACTIVE", START, START)
    for name, value in facts.items():
        setattr(made, name, value)
    store.world.add(made)
    return made


def customer(store: Store, number: int, **facts: Any) -> Customer:
    made = Customer(number, "Hermes", "Buyer", f"c{number}@example.com", None, START, START)
    for name, value in facts.items():
        setattr(made, name, value)
    store.world.add(made)
    return made


def item(store: Store, number: int, units: dict[int, int]) -> InventoryItem:
    owner = product(store, number + 1)
    made = InventoryItem(number, None, START, START)
    made.variant = Variant(number + 2, owner, made, "", "Default Title", 1000, START, START)
    owner.variants = (made.variant,)
    for where, quantity in units.items():
        level = Level(made, store.world.locations[where], START, created_at=START)
        level.quantities["available"] = quantity
        made.levels[where] = level
    store.world.add(made)
    store.world.add(made.variant)
    return made


def order(store: Store, order_id: int, lines: list[Line] | None = None, **facts: Any) -> Order:
    world = store.world
    made = Order(order_id, 1000, START, START, START, None, None, None, tuple(lines or [custom_line(store)]))
    for name, value in facts.items():
        setattr(made, name, value)
    if not made.fulfillment_orders:
        parts = tuple(
            FoLine(world.new_id("FulfillmentOrderLineItem"), line, line.quantity, line.quantity) for line in made.lines
        )
        number = world.new_id("FulfillmentOrder")
        made.fulfillment_orders = (FulfillmentOrder(number, made, world.locations[HOME], "OPEN", START, START, parts),)
    world.add(made)
    return made


def custom_line(store: Store, title: str = "Item", quantity: int = 1, price: int = 1000, number: int = 0) -> Line:
    item = Snapshot(None, None, title, None, None, None, True, price)
    return Line(number or store.world.new_id("LineItem"), item, quantity, quantity, price)


def paid(store: Store, amount: int, number: int = 0, gateway: str = "manual", kind: str = "SALE") -> Transaction:
    return Transaction(number or store.world.new_id("OrderTransaction"), kind, "SUCCESS", gateway, amount, START)


def parcel(store: Store, made: Order, number: int, **facts: Any) -> Fulfillment:
    world = store.world
    for line in made.lines:
        line.fulfilled = line.quantity
    for work in made.fulfillment_orders:
        work.status = "CLOSED"
        for part in work.lines:
            part.remaining = 0
    ids = facts.pop("line_ids", None) or [world.new_id("FulfillmentLineItem") for _ in made.lines]
    rows = tuple(FulfillmentLine(n, line, line.quantity) for n, line in zip(ids, made.lines, strict=True))
    sent = Fulfillment(number, made, 1, "SUCCESS", "FULFILLED", START, START, rows, world.locations[HOME])
    for name, value in facts.items():
        setattr(sent, name, value)
    made.fulfillments = (sent,)
    world.adopt("Fulfillment", number, made)
    for row in rows:
        world.adopt("FulfillmentLineItem", row.id, made)
    return sent
