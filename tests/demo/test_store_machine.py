"""Random work on the store by the mutations alone: after every step, stock, orders and money agree."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.demo import documents_for_tests as docs
from tests.demo.invariants import faults
from tests.demo.stores import Store, small_store
from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.entities import Order
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.money import price

VARIANTS = st.sampled_from([3001, 3002, 3003, 3010, 3020])
UNITS = st.integers(1, 4)
BEHAVIOUR = st.sampled_from(["BYPASS", "DECREMENT_OBEYING_POLICY", "DECREMENT_IGNORING_POLICY"])
PLACES = st.sampled_from([None, 501, 502])


class StoreMachine(RuleBasedStateMachine):
    """A box office, a warehouse and a web shop, all at once and none of them careful."""

    @initialize()
    def open(self) -> None:
        self.store: Store = small_store()
        self.keys = 0
        for variant, units in ((3001, 4), (3002, 2), (3020, 3)):
            self.sell([(variant, units), (3001, 1)], "DECREMENT_OBEYING_POLICY", "SALE")

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()

    def key(self) -> str:
        self.keys += 1
        return f"key-{self.keys}"

    def orders(self) -> list[Order]:
        return list(self.store.world.orders)

    def pick(self, data: st.DataObject) -> Order:
        orders = self.orders()
        return orders[data.draw(st.integers(0, len(orders) - 1), "order")]

    @rule(
        lines=st.lists(st.tuples(VARIANTS, UNITS), min_size=1, max_size=3),
        behaviour=BEHAVIOUR,
        paid=st.sampled_from([None, "SALE", "AUTHORIZATION"]),
    )
    def sell(self, lines: list[tuple[int, int]], behaviour: str, paid: str | None) -> None:
        rows = [{"variantId": gid("ProductVariant", variant), "quantity": units} for variant, units in lines]
        total = sum(self.store.world.variants.rows[variant].price * units for variant, units in lines)
        money = {"shopMoney": {"amount": price(total), "currencyCode": "EUR"}}
        transactions = [{"kind": paid, "status": "SUCCESS", "gateway": "cash", "amountSet": money}] if paid else []
        order = {"lineItems": rows, **({"transactions": transactions} if transactions else {})}
        self.store.run(docs.ORDER_CREATE, order=order, options={"inventoryBehaviour": behaviour})

    @precondition(lambda self: self.orders())
    @rule(
        data=st.data(),
        kind=st.sampled_from(["NO_RESTOCK", "CANCEL", "RETURN"]),
        units=UNITS,
        share=st.integers(0, 120),
        place=PLACES,
        twice=st.booleans(),
    )
    def refund(self, data: st.DataObject, kind: str, units: int, share: int, place: int | None, twice: bool) -> None:
        order = self.pick(data)
        sent = [line for line in order.lines if line.fulfilled > line.returned]
        line = data.draw(st.sampled_from(sent if kind == "RETURN" and sent else order.lines), "line")
        units = min(units, line.current_quantity + 1)
        row: dict[str, Any] = {"lineItemId": gid("LineItem", line.id), "quantity": units, "restockType": kind}
        if place is not None:
            row["locationId"] = gid("Location", place)
        given: dict[str, Any] = {"orderId": gid("Order", order.id), "refundLineItems": [row]}
        paid = next((t for t in order.transactions if t.kind in {"SALE", "CAPTURE"}), None)
        if paid is not None and share:
            amount = price(ledger.net_payment(order) * share // 100)
            facts = {"kind": "REFUND", "gateway": paid.gateway, "amount": amount, "orderId": given["orderId"]}
            given["transactions"] = [{**facts, "parentId": gid("OrderTransaction", paid.id)}]
        key, before = self.key(), len(order.refunds)
        for _ in range(1 + twice):
            self.store.run(docs.REFUND_CREATE, input=given, key=key)
        assert len(order.refunds) <= before + 1

    @precondition(lambda self: self.orders())
    @rule(data=st.data(), restock=st.booleans(), back=st.booleans())
    def cancel(self, data: st.DataObject, restock: bool, back: bool) -> None:
        order = self.pick(data)
        method = {"originalPaymentMethodsRefund": back}
        self.store.run(docs.ORDER_CANCEL, id=gid("Order", order.id), restock=restock, back=method)

    @precondition(lambda self: self.orders())
    @rule(data=st.data(), quantity=st.integers(0, 5), restock=st.booleans(), added=VARIANTS, units=st.integers(0, 2))
    def edit(self, data: st.DataObject, quantity: int, restock: bool, added: int, units: int) -> None:
        order = self.pick(data)
        begun = self.store.run(docs.EDIT_BEGIN, id=gid("Order", order.id))["orderEditBegin"]["calculatedOrder"]
        if begun is None:
            return
        line = order.lines[data.draw(st.integers(0, len(order.lines) - 1), "line")]
        number = gid("CalculatedLineItem", line.id)
        self.store.run(docs.EDIT_SET, id=begun["id"], line=number, quantity=quantity, restock=restock)
        if units:
            facts = {"variant": gid("ProductVariant", added), "quantity": units, "twice": True}
            self.store.run(docs.EDIT_ADD, id=begun["id"], **facts)
        self.store.run(docs.EDIT_COMMIT, id=begun["id"])

    @precondition(lambda self: self.orders())
    @rule(data=st.data(), units=st.integers(1, 2), whole=st.booleans())
    def send(self, data: st.DataObject, units: int, whole: bool) -> None:
        every = [work for order in self.orders() for work in order.fulfillment_orders]
        work = data.draw(st.sampled_from([w for w in every if w.status == "OPEN"] or every), "work")
        part = {"id": gid("FulfillmentOrderLineItem", work.lines[0].id), "quantity": units}
        row = {"fulfillmentOrderId": gid("FulfillmentOrder", work.id)}
        rows = [row if whole else {**row, "fulfillmentOrderLineItems": [part]}]
        self.store.run(docs.FULFILL, f={"lineItemsByFulfillmentOrder": rows})

    @precondition(lambda self: any(order.fulfillments for order in self.orders()))
    @rule(data=st.data())
    def take_parcel_back(self, data: st.DataObject) -> None:
        parcels = [parcel for order in self.orders() for parcel in order.fulfillments]
        parcel = parcels[data.draw(st.integers(0, len(parcels) - 1), "parcel")]
        self.store.run(docs.FULFILLMENT_CANCEL, id=gid("Fulfillment", parcel.id))

    @rule(units=st.integers(-1, 5), back=st.booleans())
    def lease(self, units: int, back: bool) -> None:
        place = gid("Location", 501)
        papers = {"ledgerDocumentUri": "ticketforge://lease/1"}
        ends = [
            {"locationId": place, "name": "available", "changeFromQuantity": None},
            {"locationId": place, "name": "reserved", "changeFromQuantity": None, **papers},
        ]
        source, target = ends[::-1] if back else ends
        row = {"inventoryItemId": gid("InventoryItem", 4001), "quantity": units, "from": source, "to": target}
        facts = {"reason": "reservation_created", "referenceDocumentUri": "ticketforge://lease/1", "changes": [row]}
        self.store.run(docs.MOVE, input=facts, key=self.key())

    @rule(units=st.integers(1, 3), minutes=st.integers(1, 20), complete=st.booleans(), variant=VARIANTS)
    def draft(self, units: int, minutes: int, complete: bool, variant: int) -> None:
        from ticketforge_desktop.demo.clock import iso

        line = {"variantId": gid("ProductVariant", variant), "quantity": units}
        until = iso(self.store.world.now() + 60 * minutes)
        made = self.store.run(docs.DRAFT_CREATE, input={"lineItems": [line], "reserveInventoryUntil": until})
        draft = made["draftOrderCreate"]["draftOrder"]
        if draft and complete:
            self.store.run(docs.DRAFT_COMPLETE, id=draft["id"], pending=units == 1)

    @rule(seconds=st.sampled_from([1, 60, 3600]))
    def time_goes_by(self, seconds: int) -> None:
        self.store.world.clock.advance(seconds)

    @invariant()
    def everything_agrees(self) -> None:
        if hasattr(self, "store"):
            assert faults(self.store.world) == []


StoreMachine.TestCase.settings = settings(
    max_examples=120,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
TestStoreMachine = StoreMachine.TestCase


def test_a_drafts_end_gives_back_what_a_till_could_not_take_from_it() -> None:
    machine = StoreMachine()
    machine.open()
    machine.draft(units=1, minutes=1, complete=False, variant=3001)
    machine.lease(units=1, back=True)
    machine.time_goes_by(60)
    machine.lease(units=0, back=False)
    machine.everything_agrees()
    machine.teardown()
