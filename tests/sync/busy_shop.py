"""A shop that never stands still: sales, refunds, edits, cancellations, stock and people, by the store's own API."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

from tests.demo import documents_for_tests as docs
from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.entities import Order, Product, Variant
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.money import price
from ticketforge_desktop.demo.server import DemoStore

PAY = "mutation($id: ID!) { orderMarkAsPaid(input: {id: $id}) { userErrors { message } } }"
RENAME = """mutation($id: ID!, $title: String!) {
  productUpdate(product: {id: $id, title: $title}) { userErrors { message } } }"""
RENAME_PERSON = """mutation($id: ID!, $name: String!) {
  customerUpdate(input: {id: $id, lastName: $name}) { userErrors { message } } }"""
DROP = "mutation($id: ID!) { productDelete(input: {id: $id}) { userErrors { message } } }"


class BusyShop:
    """Random but repeatable work on a store. Every act is one that a store may refuse; none is careful."""

    def __init__(self, demo: DemoStore, seed: int) -> None:
        self.demo = demo
        self.chance = random.Random(seed)
        self.names = 0
        self.dropped: set[str] = set()  # source identifiers of orders that were deleted
        self.acts: dict[str, Callable[[], None]] = {
            "sell": self.sell,
            "refund": self.refund,
            "edit": self.edit,
            "cancel": self.cancel,
            "pay": self.pay,
            "stock": self.stock,
            "rename": self.rename,
            "person": self.person,
        }

    def work(self, acts: int) -> None:
        """So many acts, sales twice as often as the rest."""
        for _ in range(acts):
            self.acts[self.chance.choice(["sell", *self.acts])]()

    def run(self, document: str, **variables: Any) -> dict[str, Any]:
        """Past the faults: what others do in the store is not what is put to the test."""
        reply = self.demo.query(document, variables)
        assert "errors" not in reply, reply["errors"]
        return reply["data"]

    def sell(self) -> int:
        """A web order of one to three lines, paid or not, at times with the postage add-on. Returns its number."""
        variants = self.chance.choices(self.variants(), k=self.chance.randint(1, 3))
        lines = [{"variantId": gid("ProductVariant", v.id), "quantity": self.chance.randint(1, 4)} for v in variants]
        total = sum(variant.price * line["quantity"] for variant, line in zip(variants, lines, strict=True))
        order: dict[str, Any] = {"lineItems": lines, "email": f"gast{self.number()}@example.org"}
        if self.chance.random() < 0.8:
            money = {"shopMoney": {"amount": price(total), "currencyCode": "EUR"}}
            order["transactions"] = [{"kind": "SALE", "status": "SUCCESS", "gateway": "web", "amountSet": money}]
        behaviour = self.chance.choice(["BYPASS", "DECREMENT_IGNORING_POLICY"])
        made = self.run(docs.ORDER_CREATE, order=order, options={"inventoryBehaviour": behaviour})["orderCreate"]
        assert made["userErrors"] == [], made
        return int(made["order"]["id"].rsplit("/", 1)[1])

    def refund(self) -> None:
        """Some units of a line, with or without their money, put back or not."""
        order = self.order()
        line = self.chance.choice(order.lines)
        kind = self.chance.choice(["NO_RESTOCK", "CANCEL"])
        row = {"lineItemId": gid("LineItem", line.id), "quantity": self.chance.randint(1, 2), "restockType": kind}
        given: dict[str, Any] = {"orderId": gid("Order", order.id), "refundLineItems": [row]}
        if kind == "CANCEL":
            row["locationId"] = gid("Location", next(iter(self.demo.world.locations)))
        paid = next((t for t in order.transactions if t.kind in {"SALE", "CAPTURE"}), None)
        if paid is not None and self.chance.random() < 0.7:
            amount = price(ledger.net_payment(order) * self.chance.choice([10, 50, 100]) // 100)
            facts = {"kind": "REFUND", "gateway": paid.gateway, "amount": amount, "orderId": given["orderId"]}
            given["transactions"] = [{**facts, "parentId": gid("OrderTransaction", paid.id)}]
        self.run(docs.REFUND_CREATE, input=given, key=str(UUID(int=self.chance.getrandbits(128))))

    def edit(self) -> None:
        """A line to another quantity, at times to none; at times another line."""
        order = self.order()
        begun = self.run(docs.EDIT_BEGIN, id=gid("Order", order.id))["orderEditBegin"]["calculatedOrder"]
        if begun is None:
            return
        line = gid("CalculatedLineItem", self.chance.choice(order.lines).id)
        quantity, restock = self.chance.randint(0, 4), self.chance.random() < 0.5
        self.run(docs.EDIT_SET, id=begun["id"], line=line, quantity=quantity, restock=restock)
        if self.chance.random() < 0.5:
            variant = gid("ProductVariant", self.chance.choice(self.variants()).id)
            self.run(docs.EDIT_ADD, id=begun["id"], variant=variant, quantity=1, twice=True)
        self.run(docs.EDIT_COMMIT, id=begun["id"])

    def cancel(self) -> None:
        """A whole order, its money back or not."""
        back = {"originalPaymentMethodsRefund": self.chance.random() < 0.5}
        restock = self.chance.random() < 0.5
        self.run(docs.ORDER_CANCEL, id=gid("Order", self.order().id), restock=restock, back=back)

    def pay(self) -> None:
        """An order that was owed is paid."""
        self.run(PAY, id=gid("Order", self.order().id))

    def stock(self) -> None:
        """A count at a place."""
        variant = self.chance.choice(self.variants())
        level = next(iter(variant.item.levels.values()), None)
        if level is None:
            return
        row = {
            "inventoryItemId": gid("InventoryItem", variant.item.id),
            "locationId": gid("Location", level.location.id),
        }
        count = {**row, "quantity": self.chance.randint(0, 60), "changeFromQuantity": None}
        given = {"name": "available", "reason": "correction", "quantities": [count]}
        self.run(docs.SET, input=given, key=str(UUID(int=self.chance.getrandbits(128))))

    def rename(self) -> None:
        """An event under another title."""
        event = self.chance.choice(self.events())
        self.run(RENAME, id=gid("Product", event.id), title=f"{event.title.split(' · ')[0]} · {self.number()}")

    def person(self) -> None:
        """A buyer with another name."""
        customer = self.chance.choice(list(self.demo.world.customers.rows.values()))
        self.run(RENAME_PERSON, id=gid("Customer", customer.id), name=f"Ößler {self.number()}")

    def drop_event(self) -> None:
        """An event goes for good; its orders stay."""
        events = self.events()
        if len(events) > 2:
            self.run(DROP, id=gid("Product", self.chance.choice(events).id))

    def drop_order(self) -> None:
        """An order goes for good, as a seller may delete one; the last two stay for the other rules."""
        if len(list(self.demo.world.orders)) <= 2:
            return
        world, order = self.demo.world, self.order()
        with world.lock:
            world.delete(order)
        self.dropped.add(order.source_identifier or "")

    def number(self) -> int:
        self.names += 1
        return self.names

    def order(self) -> Order:
        return self.chance.choice(list(self.demo.world.orders))

    def events(self) -> list[Product]:
        products = self.demo.world.products.rows.values()
        return [product for product in products if product.product_type == "Event Ticket" and product.variants]

    def variants(self) -> list[Variant]:
        """Of events, and the postage add-on."""
        add_on = [v for v in self.demo.world.variants.rows.values() if (v.sku or "").startswith("HARDTICKET-ADDON")]
        return [variant for event in self.events() for variant in event.variants] + add_on
