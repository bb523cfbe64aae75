"""What happens to an order in the store changes its tickets at the door, at the next pull."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.demo import documents_for_tests as docs
from tests.sync.rig import Rig, graphql, station
from ticketforge_desktop.demo.entities import Order, Transaction, Variant
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.money import price
from ticketforge_desktop.demo.server import DemoStore


class Seller:
    """A person in the store's admin, by its API."""

    def __init__(self, demo: DemoStore) -> None:
        self.demo = demo
        self.keys = 0
        events = [p for p in demo.world.products.rows.values() if p.product_type == "Event Ticket" and p.variants]
        self.variants: list[Variant] = [variant for event in events for variant in event.variants]

    def sells(self, quantity: int, kind: str = "SALE") -> Order:
        variant = self.variants[0]
        money = {"shopMoney": {"amount": price(variant.price * quantity), "currencyCode": "EUR"}}
        order = {
            "lineItems": [{"variantId": gid("ProductVariant", variant.id), "quantity": quantity}],
            "transactions": [{"kind": kind, "status": "SUCCESS", "gateway": "web", "amountSet": money}],
        }
        made = self.run(docs.ORDER_CREATE, "orderCreate", order=order, options=None)
        found = self.demo.world.orders.get(int(made["order"]["id"].rsplit("/", 1)[1]))
        assert found is not None
        return found

    def refunds(self, order: Order, quantity: int, restock: str, amount: int) -> None:
        given: dict[str, Any] = {"orderId": gid("Order", order.id)}
        if quantity:
            row: dict[str, Any] = {"lineItemId": gid("LineItem", order.lines[0].id), "quantity": quantity}
            row["restockType"] = restock
            if restock != "NO_RESTOCK":
                row["locationId"] = gid("Location", next(iter(self.demo.world.locations)))
            given["refundLineItems"] = [row]
        if amount:
            paid = order.transactions[0]
            facts = {"kind": "REFUND", "gateway": paid.gateway, "amount": price(amount), "orderId": given["orderId"]}
            given["transactions"] = [{**facts, "parentId": gid("OrderTransaction", paid.id)}]
        self.run(docs.REFUND_CREATE, "refundCreate", input=given, key=self.key())

    def edits(self, order: Order, quantity: int, added: Variant | None = None) -> None:
        begun = self.run(docs.EDIT_BEGIN, "orderEditBegin", id=gid("Order", order.id))["calculatedOrder"]
        line = gid("CalculatedLineItem", order.lines[0].id)
        self.run(docs.EDIT_SET, "orderEditSetQuantity", id=begun["id"], line=line, quantity=quantity, restock=True)
        if added is not None:
            variant = gid("ProductVariant", added.id)
            self.run(docs.EDIT_ADD, "orderEditAddVariant", id=begun["id"], variant=variant, quantity=1, twice=True)
        self.run(docs.EDIT_COMMIT, "orderEditCommit", id=begun["id"], notify=False)

    def cancels(self, order: Order, back: bool) -> None:
        refund = {"originalPaymentMethodsRefund": back}
        graphql(self.demo, docs.ORDER_CANCEL, id=gid("Order", order.id), restock=True, back=refund)
        self.demo.quiesce()

    def payment_is_voided(self, order: Order) -> None:
        """What a payment provider does; no call of the API leads to it."""
        world = self.demo.world
        with world.lock:
            first = order.transactions[0]
            void = Transaction(
                world.new_id("OrderTransaction"), "VOID", "SUCCESS", first.gateway, first.amount, world.now(), first.id
            )
            order.transactions = (*order.transactions, void)
            world.touch(order)

    def key(self) -> str:
        self.keys += 1
        return str(UUID(int=self.keys))

    def run(self, document: str, name: str, **variables: object) -> Any:
        done = graphql(self.demo, document, **variables)[name]
        assert done["userErrors"] == [], done
        return done


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=20, events=3, plan="plus") as store:
        yield store


@pytest.fixture(scope="module")
def seller(demo: DemoStore) -> Seller:
    return Seller(demo)


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory, demo: DemoStore) -> Iterator[Rig]:
    folder: Path = tmp_path_factory.mktemp("gate")
    with station(folder, demo) as synced:
        synced.sync()
        yield synced


def sold(rig: Rig, seller: Seller, quantity: int = 3) -> Order:
    order = seller.sells(quantity)
    rig.sync()
    assert rig.tickets(order.id) == ["valid"] * quantity
    return order


@pytest.mark.parametrize("restock", ["NO_RESTOCK", "CANCEL"])
@pytest.mark.parametrize("with_money", [True, False])
def test_a_refund_of_one_ticket_kills_one_put_back_or_not_paid_back_or_not(
    rig: Rig, seller: Seller, restock: str, with_money: bool
) -> None:
    order = sold(rig, seller)
    seller.refunds(order, 1, restock, order.lines[0].price if with_money else 0)
    rig.sync()
    assert rig.tickets(order.id) == ["valid", "valid", "refunded"]


def test_money_given_back_for_nothing_kills_no_ticket(rig: Rig, seller: Seller) -> None:
    order = sold(rig, seller)
    seller.refunds(order, 0, "", 500)
    rig.sync()
    assert rig.tickets(order.id) == ["valid"] * 3
    assert rig.rows("SELECT kind, amount_minor FROM transactions WHERE order_id = ? ORDER BY 1", order.id) == [
        ("REFUND", 500),
        ("SALE", order.lines[0].price * 3),
    ]


def test_all_money_given_back_kills_all_tickets(rig: Rig, seller: Seller) -> None:
    order = sold(rig, seller)
    seller.refunds(order, 0, "", order.lines[0].price * 3)
    rig.sync()
    assert rig.tickets(order.id) == ["refunded"] * 3


@pytest.mark.parametrize("back", [True, False])
def test_a_cancelled_order_lets_nobody_in(rig: Rig, seller: Seller, back: bool) -> None:
    order = sold(rig, seller)
    seller.cancels(order, back)
    rig.sync()
    assert rig.tickets(order.id) == ["cancelled"] * 3


def test_an_edit_takes_tickets_out_and_the_line_to_none_takes_all(rig: Rig, seller: Seller) -> None:
    order = sold(rig, seller)
    seller.edits(order, 2)
    rig.sync()
    assert rig.tickets(order.id) == ["valid", "valid", "void"]
    seller.edits(order, 0)
    rig.sync()
    assert not {"valid", "unpaid"} & set(rig.tickets(order.id))
    assert len(rig.tickets(order.id)) == 3


def test_an_exchange_kills_the_old_ticket_and_brings_a_new_one(rig: Rig, seller: Seller) -> None:
    order = sold(rig, seller, quantity=1)
    seller.edits(order, 0, added=seller.variants[1])
    rig.sync()
    old, new = rig.tickets(order.id)
    assert old == "void"
    before, after = (variant.price for variant in seller.variants[:2])
    assert new == ("unpaid" if after > before else "valid")
    lines = rig.rows("SELECT variant_id FROM order_lines WHERE order_id = ? ORDER BY line_id", order.id)
    assert lines == [(seller.variants[0].id,), (seller.variants[1].id,)]


def test_a_payment_that_is_reversed_lets_nobody_in(rig: Rig, seller: Seller) -> None:
    order = seller.sells(2, kind="AUTHORIZATION")
    rig.sync()
    assert rig.tickets(order.id) == ["unpaid"] * 2
    seller.payment_is_voided(order)
    rig.sync()
    assert rig.tickets(order.id) == ["cancelled"] * 2
    kinds = rig.rows("SELECT kind, parent_id FROM transactions WHERE order_id = ? ORDER BY transaction_id", order.id)
    assert kinds == [("AUTHORIZATION", 0), ("VOID", order.transactions[0].id)]


def test_what_is_to_be_sent_comes_with_its_order_and_alone(rig: Rig, seller: Seller, demo: DemoStore) -> None:
    order = sold(rig, seller)
    sql = "SELECT status, lines FROM fulfillment_orders WHERE order_id = ?"
    ((status, lines),) = rig.rows(sql, order.id)
    work = order.fulfillment_orders[0]
    assert (status, lines) == ("OPEN", f"[[{work.lines[0].id},{order.lines[0].id},3,3]]")
    with demo.world.lock:  # the order itself is not touched
        demo.advance(200)
        work.status = "IN_PROGRESS"
        demo.world.touch(work)
    rig.sync()
    assert rig.rows(sql, order.id)[0][0] == "IN_PROGRESS"
