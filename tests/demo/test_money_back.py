"""Refunds and cancellations: units, money and stock move together, once, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.demo.documents_for_tests import FULFILL, ORDER, ORDER_CANCEL, ORDER_CREATE, REFUND_CREATE
from tests.demo.stores import Store, small_store, stock
from tests.demo.test_sales import OBEY, cash, seats
from ticketforge_desktop.demo.gids import gid


@pytest.fixture
def store() -> Iterator[Store]:
    made = small_store()
    yield made
    made.close()


@pytest.fixture
def order(store: Store) -> dict[str, Any]:
    """Four seats in the stalls, paid in cash: 168 euros."""
    sale = {"lineItems": [seats(3001, 4)], "transactions": [cash("168.00")]}
    return store.one(ORDER_CREATE, order=sale, options=OBEY)["order"]


def line(order: dict[str, Any], quantity: int, **more: Any) -> dict[str, Any]:
    return {"lineItemId": order["lineItems"]["nodes"][0]["id"], "quantity": quantity, **more}


def back(order: dict[str, Any], amount: str, **more: Any) -> dict[str, Any]:
    parent = order["transactions"][0]["id"]
    return {
        "orderId": order["id"],
        "parentId": parent,
        "gateway": "cash",
        "kind": "REFUND",
        "amount": amount,
        **more,
    }


def send(store: Store, order: dict[str, Any], quantity: int) -> dict[str, Any]:
    work = order["fulfillmentOrders"]["nodes"][0]
    part = {"id": work["lineItems"]["nodes"][0]["id"], "quantity": quantity}
    rows = [{"fulfillmentOrderId": work["id"], "fulfillmentOrderLineItems": [part]}]
    return store.one(FULFILL, f={"lineItemsByFulfillmentOrder": rows})["fulfillment"]


def test_a_cancelled_seat_is_for_sale_again(store: Store, order: dict[str, Any]) -> None:
    given = {
        "orderId": order["id"],
        "refundLineItems": [line(order, 1, restockType="CANCEL", locationId=gid("Location", 501))],
        "transactions": [back(order, "42.00")],
    }
    done = store.one(REFUND_CREATE, input=given, key="k")
    assert done["refund"]["totalRefundedSet"]["shopMoney"]["amount"] == "42.0"
    assert done["order"]["displayFinancialStatus"] == "PARTIALLY_REFUNDED"
    row = done["refund"]["refundLineItems"]["nodes"][0]["lineItem"]
    assert (row["currentQuantity"], row["refundableQuantity"], row["unfulfilledQuantity"]) == (3, 3, 3)
    assert stock(store, 3001) == {"available": 7, "committed": 3}


def test_a_refund_without_restock_still_voids_the_seat(store: Store, order: dict[str, Any]) -> None:
    given = {"orderId": order["id"], "refundLineItems": [line(order, 1, restockType="NO_RESTOCK")]}
    row = store.one(REFUND_CREATE, input=given, key="k")["refund"]["refundLineItems"]["nodes"][0]
    assert row["lineItem"]["currentQuantity"] == 3
    assert stock(store, 3001) == {"available": 6, "committed": 3}


def test_money_only_voids_nothing(store: Store, order: dict[str, Any]) -> None:
    given = {"orderId": order["id"], "transactions": [back(order, "10.00")]}
    done = store.one(REFUND_CREATE, input=given, key="k")
    assert done["refund"]["refundLineItems"]["nodes"] == []
    assert done["order"]["displayFinancialStatus"] == "PARTIALLY_REFUNDED"
    now = store.run(ORDER, id=order["id"])["order"]
    assert now["lineItems"]["nodes"][0]["currentQuantity"] == 4


def test_what_came_back_from_a_parcel_is_not_owed_again(store: Store, order: dict[str, Any]) -> None:
    send(store, order, 3)
    assert stock(store, 3001) == {"available": 6, "committed": 1}
    given = {"orderId": order["id"], "refundLineItems": [line(order, 2, restockType="RETURN")]}
    row = store.one(REFUND_CREATE, input=given, key="k")["refund"]["refundLineItems"]["nodes"][0]["lineItem"]
    assert (row["currentQuantity"], row["unfulfilledQuantity"]) == (2, 1)
    assert stock(store, 3001) == {"available": 8, "committed": 1}


def test_all_of_it_back_is_refunded(store: Store, order: dict[str, Any]) -> None:
    given = {
        "orderId": order["id"],
        "refundLineItems": [line(order, 4, restockType="CANCEL")],
        "transactions": [back(order, "168.00")],
    }
    done = store.one(REFUND_CREATE, input=given, key="k")
    assert done["order"]["displayFinancialStatus"] == "REFUNDED"
    assert done["order"]["currentTotalPriceSet"]["shopMoney"]["amount"] == "0.0"
    assert stock(store, 3001) == {"available": 10}


def test_the_same_key_refunds_once(store: Store, order: dict[str, Any]) -> None:
    given = {"orderId": order["id"], "transactions": [back(order, "42.00")]}
    first = store.one(REFUND_CREATE, input=given, key="k")["refund"]["id"]
    again = store.one(REFUND_CREATE, input=given, key="k")["refund"]["id"]
    assert again == first
    assert len(store.run(ORDER, id=order["id"])["order"]["refunds"]) == 1


def test_a_key_used_for_something_else_is_refused(store: Store, order: dict[str, Any]) -> None:
    store.one(REFUND_CREATE, input={"orderId": order["id"], "transactions": [back(order, "1.00")]}, key="k")
    other = {"orderId": order["id"], "transactions": [back(order, "2.00")]}
    errors = store.errors(REFUND_CREATE, input=other, key="k")
    assert errors[0]["message"] == "The same idempotency key cannot be used with different operation parameters."
    assert len(store.run(ORDER, id=order["id"])["order"]["refunds"]) == 1


def test_a_key_is_forgotten_after_a_day(store: Store, order: dict[str, Any]) -> None:
    given = {"orderId": order["id"], "transactions": [back(order, "1.00")]}
    store.one(REFUND_CREATE, input=given, key="k")
    store.world.clock.advance(24 * 3600 + 1)
    store.one(REFUND_CREATE, input=given, key="k")
    assert len(store.run(ORDER, id=order["id"])["order"]["refunds"]) == 2


def test_a_key_in_use_elsewhere_is_told_so(store: Store, order: dict[str, Any]) -> None:
    given = {"orderId": order["id"], "transactions": [back(order, "1.00")]}
    store.desk.keys.hold("refundCreate", "k", store.world.clock.now())
    errors = store.errors(REFUND_CREATE, input=given, key="k")
    assert errors[0]["message"] == "This request is currently in progress, please try again."
    store.desk.keys.let_go("refundCreate", "k")
    store.one(REFUND_CREATE, input=given, key="k")
    store.desk.keys.hold("refundCreate", "f", store.world.clock.now(), failed=True)
    errors = store.errors(REFUND_CREATE, input=given, key="f")
    assert errors[0]["message"] == "The previous attempt with this idempotency key failed. Use a new key."


def test_a_refused_refund_gives_its_key_the_same_answer_again(store: Store, order: dict[str, Any]) -> None:
    given = {"orderId": order["id"], "transactions": [back(order, "500.00")]}
    first = store.errors(REFUND_CREATE, input=given, key="k")
    assert store.errors(REFUND_CREATE, input=given, key="k") == first


def test_without_a_key_nothing_is_refunded(store: Store, order: dict[str, Any]) -> None:
    bare = REFUND_CREATE.replace(" @idempotent(key: $key)", "").replace(", $key: String!", "")
    reply = store.reply(bare, input={"orderId": order["id"], "transactions": [back(order, "1.00")]})
    error = reply["errors"][0]
    assert error["message"] == "The @idempotent directive is required for this mutation but was not provided."
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert store.run(ORDER, id=order["id"])["order"]["refunds"] == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda o: {"refundLineItems": [line(o, 5)]}, "Quantity cannot refund more items than were purchased"),
        (
            lambda o: {"refundLineItems": [line(o, 3), line(o, 2)]},
            "Quantity cannot refund more items than were purchased",
        ),
        (
            lambda o: {"transactions": [back(o, "168.01")]},
            "Refund amount €168.01 is greater than net payment received €168.00",
        ),
        (
            lambda o: {"transactions": [back(o, "1.00", parentId=gid("OrderTransaction", 9))]},
            "Transactions require a parent_id associated with the order",
        ),
        (
            lambda o: {"refundLineItems": [{"lineItemId": gid("LineItem", 9), "quantity": 1}]},
            "Line item does not exist",
        ),
        (lambda o: {}, "Refund must contain line items, shipping or transactions"),
    ],
)
def test_a_refund_that_makes_no_sense_changes_nothing(
    store: Store, order: dict[str, Any], change: Any, message: str
) -> None:
    before = store.run(ORDER, id=order["id"])
    errors = store.errors(REFUND_CREATE, input={"orderId": order["id"], **change(order)}, key="k")
    assert [e["message"] for e in errors] == [message]
    assert store.run(ORDER, id=order["id"]) == before
    assert stock(store, 3001) == {"available": 6, "committed": 4}


def test_what_was_sent_cannot_be_cancelled_out_of_the_order(store: Store, order: dict[str, Any]) -> None:
    send(store, order, 3)
    given = {"orderId": order["id"], "refundLineItems": [line(order, 2, restockType="CANCEL")]}
    errors = store.errors(REFUND_CREATE, input=given, key="k")
    assert errors[0]["message"] == "Refund line items cannot remove more than the fulfillable quantity"


def test_a_cancelled_order_gives_everything_back_a_moment_later(store: Store, order: dict[str, Any]) -> None:
    back_to_payment = {"originalPaymentMethodsRefund": True}
    answer = store.one(ORDER_CANCEL, id=order["id"], restock=True, back=back_to_payment)
    assert answer["job"]["done"] is False
    store.desk.jobs.finish()
    now = store.run(ORDER, id=order["id"])["order"]
    assert now["cancelledAt"]
    assert now["cancelReason"] == "CUSTOMER"
    assert now["displayFinancialStatus"] == "REFUNDED"
    assert now["lineItems"]["nodes"][0]["currentQuantity"] == 0
    assert stock(store, 3001) == {"available": 10}
    assert store.run("query($id: ID!) { job(id: $id) { done } }", id=answer["job"]["id"])["job"]["done"] is True


def test_cancelling_twice_or_after_sending_is_refused(store: Store, order: dict[str, Any]) -> None:
    store.one(ORDER_CANCEL, id=order["id"], restock=True)
    errors = store.run(ORDER_CANCEL, id=order["id"], restock=True)["orderCancel"]["orderCancelUserErrors"]
    message = "Cannot cancel an order that has already been canceled"
    assert errors == [{"code": "INVALID", "field": ["orderId"], "message": message}]
    sale = {"lineItems": [seats(3002, 1)], "transactions": [cash("28.50")]}
    other = store.one(ORDER_CREATE, order=sale, options=OBEY)["order"]
    send(store, other, 1)
    errors = store.run(ORDER_CANCEL, id=other["id"], restock=True)["orderCancel"]["orderCancelUserErrors"]
    assert errors[0]["message"] == "Cannot cancel an order that has outstanding fulfillments"


def test_cancelling_an_unpaid_order_voids_what_was_promised(store: Store) -> None:
    sale = {"lineItems": [seats(3002, 1)], "transactions": [cash("28.50", kind="AUTHORIZATION")]}
    order = store.one(ORDER_CREATE, order=sale, options=OBEY)["order"]
    store.one(ORDER_CANCEL, id=order["id"], restock=False)
    now = store.run(ORDER, id=order["id"])["order"]
    assert now["displayFinancialStatus"] == "VOIDED"
    assert [t["kind"] for t in now["transactions"]] == ["AUTHORIZATION", "VOID"]
    assert stock(store, 3002) == {"available": 2}
