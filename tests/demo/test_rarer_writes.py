"""The quieter mutations: words on orders, buyers found or made, custom lines in edits, and what webhooks say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.demo.documents_for_tests import DRAFT_CREATE, EDIT_BEGIN, EDIT_COMMIT, EDIT_SET, FULFILL, ORDER_CREATE
from tests.demo.stores import START, Store, small_store, stock
from tests.demo.test_sales import OBEY, seats
from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.hook_bodies import body_of, encode

UPDATE = """mutation($i: OrderInput!) { orderUpdate(input: $i) { order { note email phone tags updatedAt
  customAttributes { key value } shippingAddress { city } metafields(first: 5) { nodes { key } } }
  userErrors { field message } } }"""
CLOSE = "mutation($id: ID!) { orderClose(input: {id: $id}) { order { closedAt } userErrors { field message } } }"
OPEN = CLOSE.replace("orderClose", "orderOpen")


@pytest.fixture
def store() -> Iterator[Store]:
    made = small_store()
    yield made
    made.close()


@pytest.fixture
def order(store: Store) -> dict[str, Any]:
    return store.one(ORDER_CREATE, order={"lineItems": [seats(3001, 2)]}, options=OBEY)["order"]


def test_words_on_an_order_change_and_its_time_moves(store: Store, order: dict[str, Any]) -> None:
    store.world.clock.advance(5)
    row = {"namespace": "$app:x", "key": "seat", "type": "single_line_text_field", "value": "A1"}
    given = {
        "id": order["id"],
        "note": "Rollstuhl",
        "email": "neu@example.com",
        "phone": "+49170",
        "tags": ["b", "a"],
        "customAttributes": [{"key": "k", "value": "v"}],
        "shippingAddress": {"city": "Łódź", "countryCode": "PL"},
        "metafields": [row],
    }
    shown = store.one(UPDATE, i=given)["order"]
    assert (shown["note"], shown["email"], shown["tags"]) == ("Rollstuhl", "neu@example.com", ["a", "b"])
    assert shown["shippingAddress"] == {"city": "Łódź"}
    assert shown["metafields"]["nodes"] == [{"key": "seat"}]
    assert shown["updatedAt"] == iso(START + 5)
    assert store.one(UPDATE, i={"id": order["id"], "note": ""})["order"]["note"] is None


@pytest.mark.parametrize(
    ("change", "field"), [({}, None), ({"email": "bad"}, ["email"]), ({"id": gid("Order", 1), "note": "x"}, ["id"])]
)
def test_words_that_are_refused(store: Store, order: dict[str, Any], change: Any, field: Any) -> None:
    assert store.errors(UPDATE, i={"id": order["id"], **change})[0]["field"] == field


def test_an_order_is_archived_and_opened(store: Store, order: dict[str, Any]) -> None:
    closed = store.one(CLOSE, id=order["id"])["order"]["closedAt"]
    store.world.clock.advance(60)
    assert store.one(CLOSE, id=order["id"])["order"]["closedAt"] == closed
    assert store.one(OPEN, id=order["id"])["order"]["closedAt"] is None
    assert store.one(OPEN, id=order["id"])["order"]["closedAt"] is None
    store.world.orders.rows[int(order["id"].rsplit("/", 1)[1])].cancelled_at = START
    assert store.errors(OPEN, id=order["id"])
    for document in (CLOSE, OPEN):
        assert store.errors(document, id=gid("Order", 1))[0]["field"] == ["id"]


def test_a_buyer_is_named_in_every_way(store: Store) -> None:
    def customer_of(**facts: Any) -> dict[str, Any] | None:
        return store.one(ORDER_CREATE, order={"lineItems": [seats(3010, 1)], **facts})["order"]["customer"]

    known = {"id": gid("Customer", 4001)}
    assert customer_of(customerId=known["id"]) == known
    assert customer_of(customer={"toAssociate": known}) == known
    assert customer_of(customer={"toAssociate": {"email": "LUCJA@EXAMPLE.COM"}}) == known
    assert customer_of(customer={"toUpsert": {"email": "lucja@example.com", "lastName": "Klein"}}) == known
    assert store.world.customers.rows[4001].last_name == "Klein"
    home = {"city": "Graz", "country": "AT"}
    made = customer_of(customer={"toUpsert": {"email": "x@example.com", "firstName": "X", "addresses": [home]}})
    assert made is not None
    assert store.world.customers.rows[int(made["id"].rsplit("/", 1)[1])].addresses[0].city == "Graz"
    assert customer_of() is None


def test_a_custom_line_comes_into_an_edit_and_may_leave_it(store: Store, order: dict[str, Any]) -> None:
    add = """mutation($id: ID!, $title: String!, $price: MoneyInput!, $quantity: Int!) {
      orderEditAddCustomItem(id: $id, title: $title, price: $price, quantity: $quantity) {
        calculatedLineItem { id quantity } calculatedOrder { totalPriceSet { shopMoney { amount } } }
        userErrors { field message } } }"""
    edit = store.one(EDIT_BEGIN, id=order["id"])["calculatedOrder"]["id"]
    fee = {"amount": "5.00", "currencyCode": "EUR"}
    for wrong in ({"title": " ", "quantity": 1}, {"title": "x", "quantity": 0}):
        assert store.errors(add, id=edit, price=fee, **wrong)
    assert store.errors(add, id=edit, title="x", quantity=1, price={**fee, "amount": "-1"})[0]["field"] == ["price"]
    made = store.one(add, id=edit, title="Gebühr", price=fee, quantity=2)
    assert made["calculatedOrder"]["totalPriceSet"]["shopMoney"]["amount"] == "94.0"
    changed = store.one(EDIT_SET, id=edit, line=made["calculatedLineItem"]["id"], quantity=1)
    assert changed["calculatedOrder"]["totalPriceSet"]["shopMoney"]["amount"] == "89.0"
    assert store.errors(EDIT_SET, id=edit, line=made["calculatedLineItem"]["id"], quantity=-1)
    store.one(EDIT_COMMIT, id=edit)
    lines = store.world.orders.rows[int(order["id"].rsplit("/", 1)[1])].lines
    assert [(line.item.title, line.quantity) for line in lines[1:]] == [("Gebühr", 1)]


def test_a_draft_is_thrown_away_and_frees_its_seats(store: Store) -> None:
    line = {"variantId": gid("ProductVariant", 3002), "quantity": 3}
    until = iso(START + 600)
    draft = store.one(DRAFT_CREATE, input={"lineItems": [line], "reserveInventoryUntil": until})["draftOrder"]["id"]
    assert stock(store, 3002) == {"reserved": 3}
    delete = "mutation($i: DraftOrderDeleteInput!) { draftOrderDelete(input: $i) { deletedId userErrors { message } } }"
    assert store.one(delete, i={"id": draft})["deletedId"] == draft
    assert stock(store, 3002) == {"available": 3}
    assert store.errors(delete, i={"id": draft})


def test_what_webhooks_say_of_things(store: Store, order: dict[str, Any]) -> None:
    world = store.world
    work = order["fulfillmentOrders"]["nodes"][0]["id"]
    facts = {"lineItemsByFulfillmentOrder": [{"fulfillmentOrderId": work}], "trackingInfo": {"number": "42"}}
    parcel = world.find(store.one(FULFILL, f=facts)["fulfillment"]["id"])
    assert body_of(world, "fulfillments/create", parcel)["tracking_numbers"] == ["42"]
    event = body_of(world, "products/update", world.products.rows[2001])
    assert [variant["sku"] for variant in event["variants"]][:2] == ["chor-26-parkett", "chor-26-rang"]
    person = body_of(world, "customers/update", world.customers.rows[4001])
    assert person["last_name"] == "Groß"
    assert body_of(world, "products/delete", world.products.rows[2001]) == {"id": 2001}
    draft = {"__typename": "DraftOrder", "id": "gid://shopify/DraftOrder/1", "name": "#D1", "lineItems": []}
    assert body_of(world, "draft_orders/create", draft)["name"] == "#D1"
    shown = world.orders.rows[int(order["id"].rsplit("/", 1)[1])]
    shown.shipping_address = world.locations[501].address
    body = body_of(world, "orders/updated", shown)
    assert body["shipping_address"]["city"] == "Köln"
    assert body["financial_status"] is None, "an order without money has no status"
    assert json.loads(encode(body, ["id", "line_items.sku"])).keys() == {"id", "line_items"}


def test_work_that_is_not_there_or_done_cannot_be_held(store: Store, order: dict[str, Any]) -> None:
    hold = """mutation($id: ID!, $h: FulfillmentOrderHoldInput!) { fulfillmentOrderHold(id: $id, fulfillmentHold: $h) {
      fulfillmentOrder { status } userErrors { code } } }"""
    release = """mutation($id: ID!) { fulfillmentOrderReleaseHold(id: $id) {
      fulfillmentOrder { status } userErrors { code } } }"""
    missing, work = gid("FulfillmentOrder", 1), order["fulfillmentOrders"]["nodes"][0]["id"]
    assert store.errors(hold, id=missing, h={"reason": "OTHER"})[0]["code"] == "FULFILLMENT_ORDER_NOT_FOUND"
    assert store.errors(release, id=missing)[0]["code"] == "FULFILLMENT_ORDER_NOT_FOUND"
    for number in range(10):
        store.one(hold, id=work, h={"reason": "OTHER", "handle": f"h{number}"})
    full = store.errors(hold, id=work, h={"reason": "OTHER", "handle": "more"})
    assert full[0]["code"] == "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED"
    store.one(release, id=work)
    store.one(FULFILL, f={"lineItemsByFulfillmentOrder": [{"fulfillmentOrderId": work}]})
    assert store.errors(hold, id=work, h={"reason": "OTHER"})[0]["code"] == "TAKEN"
