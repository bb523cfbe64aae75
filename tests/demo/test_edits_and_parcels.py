"""Editing orders, sending them, taking parcels back, holding work, and returning what was sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.demo.documents_for_tests import (
    EDIT_ADD,
    EDIT_BEGIN,
    EDIT_COMMIT,
    EDIT_SET,
    FULFILL,
    FULFILLMENT_CANCEL,
    ORDER,
    ORDER_CREATE,
)
from tests.demo.stores import Store, small_store, stock
from tests.demo.test_sales import OBEY, cash, seats
from ticketforge_desktop.demo.gids import gid


@pytest.fixture
def store() -> Iterator[Store]:
    made = small_store(job_delay=3600)
    yield made
    made.close()


@pytest.fixture
def order(store: Store) -> dict[str, Any]:
    sale = {"lineItems": [seats(3001, 3)], "transactions": [cash("126.00")]}
    return store.one(ORDER_CREATE, order=sale, options=OBEY)["order"]


def begin(store: Store, order: dict[str, Any]) -> dict[str, Any]:
    return store.one(EDIT_BEGIN, id=order["id"])["calculatedOrder"]


def read(store: Store, order: dict[str, Any]) -> dict[str, Any]:
    return store.run(ORDER, id=order["id"])["order"]


def parcel_of(order: dict[str, Any], quantity: int, **tracking: str) -> dict[str, Any]:
    work = order["fulfillmentOrders"]["nodes"][0]
    part = {"id": work["lineItems"]["nodes"][0]["id"], "quantity": quantity}
    rows = [{"fulfillmentOrderId": work["id"], "fulfillmentOrderLineItems": [part]}]
    return {"lineItemsByFulfillmentOrder": rows, **({"trackingInfo": tracking} if tracking else {})}


def test_an_exchange_frees_one_seat_and_takes_another(store: Store, order: dict[str, Any]) -> None:
    edit = begin(store, order)
    line = edit["lineItems"]["nodes"][0]
    assert (line["quantity"], line["editableQuantity"]) == (3, 3)
    store.one(EDIT_SET, id=edit["id"], line=line["id"], quantity=2, restock=True)
    shown = store.one(EDIT_ADD, id=edit["id"], variant=gid("ProductVariant", 3002), quantity=1)["calculatedOrder"]
    assert shown["totalOutstandingSet"]["shopMoney"]["amount"] == "-13.5"
    assert stock(store, 3001) == {"available": 7, "committed": 3}, "nothing changes before the commit"
    done = store.one(EDIT_COMMIT, id=edit["id"])
    assert done["order"]["edited"] is True
    assert done["successMessages"] == ["Order updated"]
    assert stock(store, 3001) == {"available": 8, "committed": 2}
    assert stock(store, 3002) == {"available": 2, "committed": 1}
    lines = read(store, order)["lineItems"]["nodes"]
    assert [(n["sku"], n["quantity"], n["currentQuantity"]) for n in lines] == [
        ("chor-26-parkett", 3, 2),
        ("chor-26-rang", 1, 1),
    ]


def test_a_seat_edited_away_without_restock_is_lost(store: Store, order: dict[str, Any]) -> None:
    edit = begin(store, order)
    line = edit["lineItems"]["nodes"][0]["id"]
    store.one(EDIT_SET, id=edit["id"], line=line, quantity=0, restock=False)
    store.one(EDIT_COMMIT, id=edit["id"])
    assert stock(store, 3001) == {"available": 7}


def test_more_of_a_line_is_one_line_still(store: Store, order: dict[str, Any]) -> None:
    edit = begin(store, order)
    line = edit["lineItems"]["nodes"][0]["id"]
    store.one(EDIT_SET, id=edit["id"], line=line, quantity=5)
    store.one(EDIT_COMMIT, id=edit["id"])
    node = read(store, order)["lineItems"]["nodes"][0]
    assert (node["quantity"], node["currentQuantity"], node["unfulfilledQuantity"]) == (5, 5, 5)
    assert stock(store, 3001) == {"available": 5, "committed": 5}


def test_an_archived_order_is_opened_by_an_edit(store: Store, order: dict[str, Any]) -> None:
    store.world.orders.rows[int(order["id"].rsplit("/", 1)[1])].closed_at = 1
    edit = begin(store, order)
    store.one(EDIT_ADD, id=edit["id"], variant=gid("ProductVariant", 3002), quantity=1)
    done = store.one(EDIT_COMMIT, id=edit["id"], notify=True)
    assert done["successMessages"] == ["Order updated", "Order unarchived", "Notification sent"]


def test_of_two_edits_the_slower_one_is_refused(store: Store, order: dict[str, Any]) -> None:
    one, two = begin(store, order), begin(store, order)
    line = one["lineItems"]["nodes"][0]["id"]
    store.one(EDIT_SET, id=one["id"], line=line, quantity=2, restock=True)
    store.one(EDIT_SET, id=two["id"], line=line, quantity=1, restock=True)
    store.one(EDIT_COMMIT, id=one["id"])
    errors = store.errors(EDIT_COMMIT, id=two["id"])
    assert errors[0]["message"] == "The order has been changed since this edit session began."
    assert read(store, order)["lineItems"]["nodes"][0]["currentQuantity"] == 2


def test_what_was_sent_cannot_be_edited_away(store: Store, order: dict[str, Any]) -> None:
    store.one(FULFILL, f=parcel_of(order, 2))
    edit = begin(store, order)
    line = edit["lineItems"]["nodes"][0]
    assert line["editableQuantity"] == 1
    errors = store.errors(EDIT_SET, id=edit["id"], line=line["id"], quantity=1)
    assert errors[0]["field"] == ["quantity"]


@pytest.mark.parametrize(
    ("document", "variables", "field"),
    [
        (EDIT_BEGIN, {"id": gid("Order", 1)}, ["id"]),
        (EDIT_COMMIT, {"id": gid("CalculatedOrder", 1)}, ["id"]),
        (EDIT_ADD, {"id": gid("CalculatedOrder", 1), "variant": gid("ProductVariant", 1), "quantity": 1}, ["id"]),
    ],
)
def test_editing_what_is_not_there(store: Store, document: str, variables: Any, field: list[str]) -> None:
    assert store.errors(document, **variables)[0]["field"] == field


def test_adding_nonsense_to_an_edit(store: Store, order: dict[str, Any]) -> None:
    edit = begin(store, order)["id"]
    wrong = [
        {"variant": gid("ProductVariant", 1), "quantity": 1},
        {"variant": gid("ProductVariant", 3001), "quantity": 0},
        {"variant": gid("ProductVariant", 3001), "quantity": 1, "twice": False},
    ]
    fields = [store.errors(EDIT_ADD, id=edit, **case)[0]["field"] for case in wrong]
    assert fields == [["variantId"], ["quantity"], ["variantId"]]
    store.one(EDIT_ADD, id=edit, variant=gid("ProductVariant", 3001), quantity=1, twice=True)


def test_parcels_leave_the_shelf_one_by_one(store: Store, order: dict[str, Any]) -> None:
    first = store.one(FULFILL, f=parcel_of(order, 1, company="DHL", number="42", url="https://example.com/42"))
    parcel = first["fulfillment"]
    assert parcel["name"] == f"{order['name']}-F1"
    assert parcel["trackingInfo"] == [{"company": "DHL", "number": "42", "url": "https://example.com/42"}]
    assert stock(store, 3001) == {"available": 7, "committed": 2}
    assert read(store, order)["displayFulfillmentStatus"] == "PARTIALLY_FULFILLED"
    second = store.one(FULFILL, f=parcel_of(order, 2))["fulfillment"]
    assert second["name"] == f"{order['name']}-F2"
    assert stock(store, 3001) == {"available": 7}
    assert read(store, order)["displayFulfillmentStatus"] == "FULFILLED"
    errors = store.errors(FULFILL, f=parcel_of(order, 1))
    assert errors[0]["message"] == "Fulfillment order has an unfulfillable status= closed."


def test_more_than_is_left_cannot_be_sent(store: Store, order: dict[str, Any]) -> None:
    errors = store.errors(FULFILL, f=parcel_of(order, 4))
    expected = {"field": ["fulfillment"], "message": "Invalid fulfillment order line item quantity requested."}
    assert errors == [expected]
    assert stock(store, 3001) == {"available": 7, "committed": 3}


def test_a_cancelled_parcel_is_owed_again(store: Store, order: dict[str, Any]) -> None:
    parcel = store.one(FULFILL, f=parcel_of(order, 3))["fulfillment"]
    gone = store.one(FULFILLMENT_CANCEL, id=parcel["id"])["fulfillment"]
    assert (gone["status"], gone["displayStatus"]) == ("CANCELLED", "CANCELED")
    assert stock(store, 3001) == {"available": 7, "committed": 3}
    now = read(store, order)
    assert now["displayFulfillmentStatus"] == "UNFULFILLED"
    store.one(FULFILL, f=parcel_of(order, 3))


def test_held_work_is_not_sent_before_it_is_released(store: Store, order: dict[str, Any]) -> None:
    hold = """mutation($id: ID!, $h: FulfillmentOrderHoldInput!) { fulfillmentOrderHold(id: $id, fulfillmentHold: $h) {
      fulfillmentHold { id displayReason } fulfillmentOrder { status } userErrors { code field message } } }"""
    release = """mutation($id: ID!, $ids: [ID!]) { fulfillmentOrderReleaseHold(id: $id, holdIds: $ids) {
      fulfillmentOrder { status fulfillmentHolds { id } } userErrors { code field message } } }"""
    work = order["fulfillmentOrders"]["nodes"][0]["id"]
    one = store.one(hold, id=work, h={"reason": "AWAITING_RETURN_ITEMS", "handle": "one"})
    assert one["fulfillmentHold"]["displayReason"] == "Exchange items awaiting return delivery"
    assert store.errors(hold, id=work, h={"reason": "OTHER", "handle": "one"})[0]["code"] == (
        "DUPLICATE_FULFILLMENT_HOLD_HANDLE"
    )
    store.one(hold, id=work, h={"reason": "OTHER", "handle": "two"})
    assert store.errors(FULFILL, f=parcel_of(order, 1))
    left = store.one(release, id=work, ids=[one["fulfillmentHold"]["id"]])["fulfillmentOrder"]
    assert (left["status"], len(left["fulfillmentHolds"])) == ("ON_HOLD", 1)
    assert store.one(release, id=work)["fulfillmentOrder"]["status"] == "OPEN"
    store.one(FULFILL, f=parcel_of(order, 1))


def test_a_return_is_announced_processed_and_closed(store: Store, order: dict[str, Any]) -> None:
    create = """mutation($r: ReturnInput!) { returnCreate(returnInput: $r) { return { id name status
      returnLineItems(first: 5) { nodes { id quantity ... on ReturnLineItem { fulfillmentLineItem { id } } } } }
      userErrors { code field message } } }"""
    process = """mutation($i: ReturnProcessInput!) { returnProcess(input: $i) { return { id status
      refunds(first: 5) { nodes { id } } } userErrors { code field message } } }"""
    sent = store.one(FULFILL, f=parcel_of(order, 3))["fulfillment"]["fulfillmentLineItems"]["nodes"][0]["id"]
    row = {"fulfillmentLineItemId": sent, "quantity": 2, "returnReason": "UNWANTED"}
    made = store.one(create, r={"orderId": order["id"], "returnLineItems": [row]})["return"]
    assert made["name"] == f"{order['name']}-R1"
    assert read(store, order)["returnStatus"] == "IN_PROGRESS"
    too_many = {"orderId": order["id"], "returnLineItems": [{**row, "quantity": 2}]}
    assert store.errors(create, r=too_many)[0]["field"][-1] == "quantity"
    line = made["returnLineItems"]["nodes"][0]["id"]
    disposition = {
        "reverseFulfillmentOrderLineItemId": gid("ReverseFulfillmentOrderLineItem", 1),
        "quantity": 2,
        "dispositionType": "RESTOCKED",
        "locationId": gid("Location", 501),
    }
    rows = [{"id": line, "quantity": 2, "dispositions": [disposition]}]
    transfer = {
        "issueRefund": {
            "orderTransactions": [
                {
                    "parentId": order["transactions"][0]["id"],
                    "transactionAmount": {"amount": "84.00", "currencyCode": "EUR"},
                }
            ]
        }
    }
    shown = store.one(process, i={"returnId": made["id"], "returnLineItems": rows, "financialTransfer": transfer})
    assert shown["return"]["status"] == "OPEN"
    store.desk.jobs.finish()
    now = read(store, order)
    assert now["returnStatus"] == "RETURNED"
    assert now["totalRefundedSet"]["shopMoney"]["amount"] == "84.0"
    assert stock(store, 3001) == {"available": 9}
    assert store.errors(process, i={"returnId": made["id"], "returnLineItems": rows})[0]["code"] == "INVALID_STATE"


def test_tracking_and_events_show_where_a_parcel_is(store: Store, order: dict[str, Any]) -> None:
    track = """mutation($id: ID!, $t: FulfillmentTrackingInput!) {
      fulfillmentTrackingInfoUpdate(fulfillmentId: $id, trackingInfoInput: $t) {
        fulfillment { trackingInfo { company number url } } userErrors { field message } } }"""
    event = """mutation($e: FulfillmentEventInput!) { fulfillmentEventCreate(fulfillmentEvent: $e) {
      fulfillmentEvent { id status happenedAt message } userErrors { field message } } }"""
    parcel = store.one(FULFILL, f=parcel_of(order, 3))["fulfillment"]["id"]
    shown = store.one(track, id=parcel, t={"company": "DHL", "numbers": ["1", "2"], "urls": ["https://e.org/1"]})
    assert shown["fulfillment"]["trackingInfo"] == [
        {"company": "DHL", "number": "1", "url": "https://e.org/1"},
        {"company": "DHL", "number": "2", "url": None},
    ]
    store.one(event, e={"fulfillmentId": parcel, "status": "IN_TRANSIT", "message": "Köln"})
    assert read(store, order)["fulfillments"][0]["displayStatus"] == "IN_TRANSIT"
    unknown = gid("Fulfillment", 9)
    assert store.errors(track, id=unknown, t={})[0]["message"] == "Fulfillment does not exist."
    assert store.errors(event, e={"fulfillmentId": unknown, "status": "DELIVERED"})[0]["field"] == [
        "fulfillmentEvent",
        "fulfillmentId",
    ]


def test_paying_later(store: Store) -> None:
    mark = """mutation($id: ID!) { orderMarkAsPaid(input: {id: $id}) {
      order { displayFinancialStatus transactions(first: 9) { kind } } userErrors { field message } } }"""
    pay = """mutation($id: ID!, $amount: MoneyInput) { orderCreateManualPayment(id: $id, amount: $amount,
      paymentMethodName: "Bank") { order { displayFinancialStatus } userErrors { code field message } } }"""
    pending = store.one(ORDER_CREATE, order={"lineItems": [seats(3001, 1)], "financialStatus": "PENDING"})["order"]
    half = {"amount": "20.00", "currencyCode": "EUR"}
    assert store.one(pay, id=pending["id"], amount=half)["order"]["displayFinancialStatus"] == "PARTIALLY_PAID"
    too_much = {"amount": "22.01", "currencyCode": "EUR"}
    assert store.errors(pay, id=pending["id"], amount=too_much)[0]["code"] == "AMOUNT_EXCEEDS_BALANCE"
    assert store.one(mark, id=pending["id"])["order"]["displayFinancialStatus"] == "PAID"
    assert store.errors(mark, id=pending["id"])[0]["message"] == "Order cannot be marked as paid."
    held = {"lineItems": [seats(3001, 1)], "transactions": [cash("42.00", kind="AUTHORIZATION")]}
    promised = store.one(ORDER_CREATE, order=held)["order"]
    kinds = store.one(mark, id=promised["id"])["order"]["transactions"]
    assert [t["kind"] for t in kinds] == ["AUTHORIZATION", "CAPTURE"]
