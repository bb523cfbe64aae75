"""Makes orders: who bought what when, how it was paid, and what became of it."""

from __future__ import annotations

import random
from array import array
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from ticketforge_desktop.demo.entities import (
    Customer,
    FoLine,
    FulfillmentOrder,
    Line,
    Location,
    Order,
    Transaction,
    Variant,
)
from ticketforge_desktop.demo.made.aftermath import Aftermath
from ticketforge_desktop.demo.made.events import MadeEvent
from ticketforge_desktop.demo.made.extras import Extras
from ticketforge_desktop.demo.made.people import People
from ticketforge_desktop.demo.state import World

DAY = 86_400
SALE_DAYS = 70
QUANTITIES = (1, 2, 2, 2, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6, 8, 10, 12)
LARGE = {3: 262, 11: 120, 17: 55}
"""Orders (by their place from the newest) with so many lines that one page does not hold them."""
FINE_GATEWAYS = ("shopify_payments", "shopify_payments", "shopify_payments", "paypal", "klarna")


class OrderMaker:
    """Fills the world with orders, oldest first, so that ids ascend with time."""

    def __init__(self, world: World, rng: random.Random, events: Sequence[MadeEvent], extras: Extras) -> None:
        self._world = world
        self._rng = rng
        self._roll = rng.random
        self._people = People(world, rng)
        self._events = [event for event in events if event.weight > 0]
        self._heavy = list(accumulate(event.weight for event in self._events))
        self._extras = extras
        self._aftermath = Aftermath(world, rng)
        self._web: Location = world.locations[min(world.locations)]
        self._till: Location = world.locations[max(n for n, place in world.locations.items() if place.active)]
        self._blocks = {
            name: (array("q"), array("q"))
            for name in ("LineItem", "OrderTransaction", "FulfillmentOrder", "FulfillmentOrderLineItem")
        }

    @property
    def lost_units(self) -> Counter[int]:
        """Units refunded without restock, by variant."""
        return self._aftermath.restocked.lost_units

    def make(self, count: int) -> list[Order]:
        """``count`` orders over the last ten weeks."""
        now = self._world.now()
        times = sorted(now - int(SALE_DAYS * DAY * (1 - self._roll() ** 0.6)) for _ in range(count))
        orders = [self._order(at, LARGE.get(count - place - 1), now) for place, at in enumerate(times)]
        self._world.orders.load(orders)
        self._world.customers.load(self._people.made)
        for name, (first, owner) in self._blocks.items():
            self._world.children.load(name, first, owner)
        return orders

    def _order(self, at: int, large: int | None, now: int) -> Order:
        world, roll = self._world, self._roll
        event = self._event(at)
        at_till = roll() < 0.05
        customer = None if at_till else self._people.buyer(at)
        number = world.next_order_number
        world.next_order_number += 1
        order = Order(
            id=world.new_id("Order"),
            number=number,
            created_at=at,
            updated_at=at,
            processed_at=at,
            customer=customer,
            email=customer.email if customer else None,
            phone=None,
            lines=(),
            source_name="pos" if at_till else "web",
            location_id=self._till.id if at_till else None,
        )
        order.lines = self._large(event, large) if large else self._lines(event)
        self._adopt("LineItem", order.lines[0].id, order)
        if customer is not None:
            self._address(order, customer)
        paper = self._paper(order)
        self._pay(order, at_till)
        self._work(order, paper)
        if not large:
            self._aftermath.happen(order, now, event.starts_at)
        if customer is not None and roll() < 0.015:
            _forget(order)
        return order

    def _adopt(self, kind: str, first: int, order: Order) -> None:
        firsts, owners = self._blocks[kind]
        firsts.append(first)
        owners.append(order.id)

    def _event(self, at: int) -> MadeEvent:
        total = self._heavy[-1]
        for _ in range(6):
            event = self._events[bisect(self._heavy, self._roll() * total)]
            if event.on_sale_at <= at < event.starts_at:
                return event
        return self._events[0]

    def _lines(self, event: MadeEvent) -> tuple[Line, ...]:
        roll = self._roll
        variants = event.product.variants
        shares = event.shares
        last = len(variants) - 1
        lines = [self._ticket(variants[min(last, bisect(shares, roll() * shares[-1]))])]
        while roll() < 0.45 and len(lines) < 4:
            chosen = variants[min(last, bisect(shares, roll() * shares[-1]))]
            if all(line.item is not chosen.snapshot for line in lines):
                lines.append(self._ticket(chosen))
        if roll() < 0.05:
            other = self._events[int(roll() * len(self._events))].product.variants[0]
            if all(line.item is not other.snapshot for line in lines):
                lines.append(self._ticket(other))
        if roll() < 0.10:
            addon = next(
                (a for a in self._extras.addons if a.sku.endswith(f"-{event.event_id}")), self._extras.addons[0]
            )
            lines.append(self._line(addon, 1))
        if roll() < 0.03:
            lines.append(self._line(self._extras.goods[int(roll() * len(self._extras.goods))], 1))
        return tuple(lines)

    def _ticket(self, variant: Variant) -> Line:
        return self._line(variant, QUANTITIES[int(self._roll() * len(QUANTITIES))])

    def _line(self, variant: Variant, quantity: int, properties: tuple[tuple[str, str], ...] = ()) -> Line:
        snapshot = variant.snapshot
        assert snapshot is not None
        line = Line(self._world.new_id("LineItem"), snapshot, quantity, quantity, variant.price, properties=properties)
        if quantity >= 6 and self._roll() < 0.3:
            line.discount = line.price * quantity // 10
        return line

    def _large(self, event: MadeEvent, count: int) -> tuple[Line, ...]:
        """A school or a firm: a line for each person, with a name in its properties."""
        variant = event.product.variants[0]
        return tuple(self._line(variant, 1, (("Name", f"Gast {place + 1}"),)) for place in range(count))

    def _address(self, order: Order, customer: Customer) -> None:
        region = self._people.region(customer)
        order.locale = customer.locale
        order.billing_address = customer.addresses[0]
        if region.currency != "EUR":
            order.currency, order.rate = region.currency, region.rate
        if self._roll() < 0.05:
            order.note = "Bitte zwei Plätze nebeneinander" if order.locale == "de" else "Aisle seats, please"
        if self._roll() < 0.04:
            order.tags = ("Gruppe",)

    def _paper(self, order: Order) -> bool:
        paper = any(line.item.requires_shipping for line in order.lines)
        if paper:
            order.shipping_address = order.billing_address
            order.shipping_title = "Versichertes Paket" if order.shipping_address else None
        return paper

    def _pay(self, order: Order, at_till: bool) -> None:
        """Most are paid; some wait for a transfer, some are only authorized."""
        kind = self._roll()
        total = sum(line.price * line.quantity - line.discount for line in order.lines)
        if at_till:
            self._transaction(order, "SALE", "SUCCESS", "cash" if kind < 0.5 else "shopify_payments", total)
        elif kind < 0.035:
            self._transaction(order, "SALE", "PENDING", "Bank Deposit", total)
        elif kind < 0.05:
            self._transaction(order, "AUTHORIZATION", "SUCCESS", "shopify_payments", total)
        else:
            gateway = FINE_GATEWAYS[order.id % len(FINE_GATEWAYS)]
            self._transaction(order, "SALE", "SUCCESS", gateway, total)

    def _transaction(self, order: Order, kind: str, status: str, gateway: str, amount: int) -> None:
        number = self._world.new_id("OrderTransaction")
        order.transactions = (Transaction(number, kind, status, gateway, amount, order.created_at),)
        self._adopt("OrderTransaction", number, order)

    def _work(self, order: Order, paper: bool) -> None:
        """One fulfilment order for what comes by e-mail, one for what is posted."""
        posted = [line for line in order.lines if line.item.requires_shipping] if paper else []
        plain = [line for line in order.lines if not line.item.requires_shipping] if paper else order.lines
        made = []
        for lines, delivery in ((plain, "NONE"), (posted, "SHIPPING")):
            if lines:
                made.append(self._fulfillment_order(order, lines, delivery))
        order.fulfillment_orders = tuple(made)
        self._adopt("FulfillmentOrder", made[0].id, order)
        self._adopt("FulfillmentOrderLineItem", made[0].lines[0].id, order)

    def _fulfillment_order(self, order: Order, lines: Sequence[Line], delivery: str) -> FulfillmentOrder:
        world = self._world
        place = self._till if order.source_name == "pos" else self._web
        first = world.new_id("FulfillmentOrderLineItem", len(lines))
        parts = tuple(FoLine(first + n, line, line.quantity, line.quantity) for n, line in enumerate(lines))
        at = order.created_at
        number = world.new_id("FulfillmentOrder")
        return FulfillmentOrder(number, order, place, "OPEN", at, at, parts, delivery=delivery)


def _forget(order: Order) -> None:
    """Null personal data, as the Basic plan and erased customers give it."""
    order.customer = None
    order.email = None
    order.phone = None
    order.shipping_address = None
    order.billing_address = None
