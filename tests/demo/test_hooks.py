"""What subscribers hear when the store changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.demo.documents_for_tests import ORDER_CANCEL, ORDER_CREATE, REFUND_CREATE
from tests.demo.stores import Store, small_store
from tests.demo.test_money_back import back, line
from tests.demo.test_sales import OBEY, cash, seats
from tests.demo.test_webhook_sender import Receiver, receiving
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.hooks import Hooks
from ticketforge_desktop.demo.webhooks import WebhookSender, sign

SUBSCRIBE = """mutation($topic: WebhookSubscriptionTopic!, $uri: String!, $filter: String, $fields: [String!]) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: {uri: $uri, filter: $filter, includeFields: $fields}) {
    webhookSubscription { id topic uri } userErrors { field message } } }"""
UNSUBSCRIBE = """mutation($id: ID!) { webhookSubscriptionDelete(id: $id) {
  deletedWebhookSubscriptionId userErrors { field message } } }"""


@pytest.fixture
def store() -> Iterator[Store]:
    made = small_store()
    yield made
    made.close()


@pytest.fixture
def hooks(store: Store) -> Iterator[Hooks]:
    made = Hooks(store.world, WebhookSender("whsec", store.world.shop.domain))
    yield made
    made.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


def heard(receiver: Receiver) -> dict[str, dict[str, Any]]:
    return {headers["X-Shopify-Topic"]: json.loads(body) for headers, body in receiver.requests}


def test_a_sale_its_refund_and_its_end_are_told(store: Store, hooks: Hooks, receiver: Receiver) -> None:
    for topic in ("ORDERS_PAID", "ORDERS_CANCELLED", "REFUNDS_CREATE", "INVENTORY_LEVELS_UPDATE"):
        store.one(SUBSCRIBE, topic=topic, uri=receiver.url)
    sale = {"lineItems": [seats(3001, 2)], "transactions": [cash("84.00")]}
    order = store.one(ORDER_CREATE, order=sale, options=OBEY)["order"]
    assert hooks.quiesce()
    told = heard(receiver)
    assert told["orders/paid"]["admin_graphql_api_id"] == order["id"]
    assert told["orders/paid"]["financial_status"] == "paid"
    assert told["inventory_levels/update"]["available"] == 8
    given = {
        "orderId": order["id"],
        "refundLineItems": [line(order, 1, restockType="CANCEL")],
        "transactions": [back(order, "42.00")],
    }
    store.one(REFUND_CREATE, input=given, key="k")
    store.one(ORDER_CANCEL, id=order["id"], restock=True)
    assert hooks.quiesce()
    told = heard(receiver)
    assert told["refunds/create"]["refund_line_items"][0]["quantity"] == 1
    assert told["orders/cancelled"]["cancelled_at"]
    for headers, body in receiver.requests:
        assert headers["X-Shopify-Hmac-SHA256"] == sign("whsec", body)


def test_only_the_fields_asked_for_and_only_what_the_filter_lets_through(
    store: Store, hooks: Hooks, receiver: Receiver
) -> None:
    facts = {"topic": "ORDERS_CREATE", "uri": receiver.url, "fields": ["id", "name"]}
    store.one(SUBSCRIBE, **facts, filter="source_name:web AND test:false")
    store.one(ORDER_CREATE, order={"lineItems": [seats(3001, 1)], "sourceName": "pos"})
    store.one(ORDER_CREATE, order={"lineItems": [seats(3001, 1)], "sourceName": "web"})
    assert hooks.quiesce()
    assert [set(json.loads(body)) for _, body in receiver.requests] == [{"id", "name"}]


def test_one_address_hears_a_topic_once(store: Store, hooks: Hooks, receiver: Receiver) -> None:
    made = store.one(SUBSCRIBE, topic="ORDERS_PAID", uri=receiver.url)["webhookSubscription"]
    errors = store.errors(SUBSCRIBE, topic="ORDERS_PAID", uri=receiver.url)
    assert errors[0]["message"] == "Address for this topic has already been taken"
    assert store.errors(SUBSCRIBE, topic="ORDERS_PAID", uri="http://shop.example.com/")
    store.one(UNSUBSCRIBE, id=made["id"])
    assert store.errors(UNSUBSCRIBE, id=made["id"])[0]["field"] == ["id"]
    sale = {"lineItems": [seats(3001, 1)], "transactions": [cash("42.00")]}
    store.one(ORDER_CREATE, order=sale)
    assert hooks.quiesce()
    assert receiver.requests == []


def test_the_law_is_told_where_the_app_says(store: Store, hooks: Hooks, receiver: Receiver) -> None:
    erase = "mutation($id: ID!) { customerRequestDataErasure(customerId: $id) { customerId userErrors { code } } }"
    store.one(erase, id=gid("Customer", 4001))
    hooks.compliance_uri = receiver.url
    customer = store.world.customers.rows[4001]
    order = store.one(ORDER_CREATE, order={"lineItems": [seats(3001, 1)], "customerId": gid("Customer", 4001)})
    hooks.request_data(customer)
    hooks.redact_shop()
    with store.world.lock:
        store.world.announce("Customer", "redact", customer)
    assert hooks.quiesce()
    told = heard(receiver)
    number = int(order["order"]["id"].rsplit("/", 1)[1])
    assert told["customers/data_request"]["orders_requested"] == [number]
    assert told["customers/redact"]["orders_to_redact"] == [number]
    assert told["shop/redact"]["shop_domain"] == store.world.shop.domain


def test_an_uninstalled_app_hears_it_and_then_nothing(store: Store, hooks: Hooks, receiver: Receiver) -> None:
    store.one(SUBSCRIBE, topic="APP_UNINSTALLED", uri=receiver.url)
    hooks.uninstall()
    assert list(heard(receiver)) == ["app/uninstalled"]
    assert store.world.records_of("WebhookSubscription") == []
