"""What is believed of a webhook: only the store's signature over these very bytes, and only what the topic says."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.services.ports.webhooks import COMPLIANCE, TOPICS, Answer, Delivery, Posted, Wanted
from ticketforge_desktop.shopify.subscriptions import SUBSCRIBED
from ticketforge_desktop.shopify.webhooks import ShopifyWebhooks

SHOP = "kartenhaus.myshopify.com"
SECRET = "shpss_made_up"
READER = ShopifyWebhooks()
PERSON = {"id": 7, "email": "a@example.com", "phone": None}
BODIES = {
    Wanted.ORDER: ({"id": 11}, "order:11"),
    Wanted.ORDER_GONE: ({"id": 11}, "order:11"),
    Wanted.PRODUCT: ({"id": 12, "title": "Gala"}, "product:12"),
    Wanted.PRODUCT_GONE: ({"id": 12}, "product:12"),
    Wanted.STOCK: ({"inventory_item_id": 13, "location_id": 14, "available": 5}, "stock:13"),
    Wanted.DATA_REQUEST: ({"shop_domain": SHOP, "customer": PERSON, "orders_requested": [1]}, "customer:7"),
    Wanted.ERASE_PERSON: ({"shop_domain": SHOP, "customer": PERSON, "orders_to_redact": [1, 2]}, "customer:7"),
    Wanted.ERASE_SHOP: ({"shop_id": 15, "shop_domain": SHOP}, "shop:15"),
    Wanted.UNINSTALLED: ({"id": 15, "name": "Kartenhaus", "myshopify_domain": SHOP, "domain": "karten.de"}, "shop:15"),
}


def posted(body: bytes, topic: str = "orders/updated", secret: str = SECRET, **headers: str) -> Posted:
    digest = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
    told = {"topic": topic, "hmac-sha256": digest, "shop-domain": SHOP, "webhook-id": "w-1", "api-version": "2026-10"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    return Posted({f"x-shopify-{name}": value for name, value in told.items()}, body)


def body_of(topic: str) -> tuple[bytes, str]:
    body, thing = BODIES[TOPICS[topic]]
    if topic == "refunds/create":
        body, thing = {"id": 99, "order_id": 11}, "order:11"
    return json.dumps(body).encode(), thing


@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_names_its_thing(topic: str) -> None:
    body, thing = body_of(topic)
    read = READER.read(posted(body, topic, triggered_at="2026-11-22T10:00:00Z"), SHOP)
    assert isinstance(read, Delivery)
    assert (read.topic, read.object_name, read.wanted) == (topic, thing, TOPICS[topic])
    assert (read.webhook_id, read.api_version, read.triggered_at) == ("w-1", "2026-10", "2026-11-22T10:00:00Z")


def test_whose_data_goes_is_kept_since_no_fetch_could_tell() -> None:
    read = READER.read(posted(body_of("customers/redact")[0], "customers/redact"), SHOP)
    assert isinstance(read, Delivery)
    assert read.facts == {"customer_id": 7, "address": "a@example.com", "order_ids": [1, 2]}


@pytest.mark.parametrize("topic", [*COMPLIANCE, "app/uninstalled"])
def test_no_other_topics_body_passes_for_one_that_does_more_than_fetch(topic: str) -> None:
    """Headers are not signed: a body that was caught may come back under any topic."""
    same_effect = {"shop/redact", "app/uninstalled"}
    for other in TOPICS:
        if TOPICS[other] is TOPICS[topic] or {topic, other} <= same_effect:
            continue
        assert READER.read(posted(body_of(other)[0], topic), SHOP) == Answer(400, "body"), other


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"shop_domain": "someone.myshopify.com"}, Answer(403, "shop")),
        ({"shop_domain": ""}, Answer(403, "shop")),
        ({"topic": "carts/update"}, Answer(422, "topic")),
        ({"topic": "ORDERS/UPDATED"}, Answer(422, "topic")),
        ({"webhook_id": ""}, Answer(400, "id")),
        ({"webhook_id": "a b"}, Answer(400, "id")),
        ({"webhook_id": "x" * 129}, Answer(400, "id")),
        ({"webhook_id": "w\r\nX-Injected: 1"}, Answer(400, "id")),
    ],
)
def test_headers_that_are_not_right_are_refused(change: dict[str, str], refusal: Answer) -> None:
    assert READER.read(posted(b'{"id": 1}', **change), SHOP) == refusal


NOTHING = [b"", b"{", b"null", b"[]", b"{}", b'{"id": 0}', b'{"id": -1}', b'{"id": "1"}', b'{"id": 1.5}', b"\xff\xfe"]
NOTHING += [b'{"id": true}', b'{"id": 99999999999999999999}', b'{"id": 1', b'{"id": {"id": 1}}']


@pytest.mark.parametrize("body", [*NOTHING, pytest.param(b"[" * 100_000, id="deep")])
def test_a_signed_body_that_says_nothing_is_refused(body: bytes) -> None:
    assert READER.read(posted(body), SHOP) == Answer(400, "body")


def test_a_shop_that_is_not_ours_locks_nothing() -> None:
    other = json.dumps({"shop_id": 1, "shop_domain": "other.myshopify.com"}).encode()
    assert READER.read(posted(other, "shop/redact"), SHOP) == Answer(400, "body")
    assert READER.read(posted(other, "shop/redact"), "") == Answer(403, "shop")


def test_either_secret_may_have_signed() -> None:
    assert READER.signed(posted(b"{}", secret="old"), ["new", "old"])
    assert READER.signed(posted(b"{}", secret="new"), ["new", "old"])
    assert not READER.signed(posted(b"{}", secret="older"), ["new", "old"])
    assert not READER.signed(posted(b"{}", secret=""), ["", "new"]), "an empty secret signs nothing"
    assert not READER.signed(posted(b"{}"), [])


@given(st.binary(max_size=200), st.data())
def test_one_flipped_bit_and_the_signature_fits_no_more(body: bytes, data: st.DataObject) -> None:
    right = posted(body)
    assert READER.signed(right, [SECRET])
    if body:
        place = data.draw(st.integers(0, len(body) * 8 - 1))
        flipped = bytearray(body)
        flipped[place // 8] ^= 1 << (place % 8)
        assert not READER.signed(Posted(right.headers, bytes(flipped)), [SECRET])
    digest = right.headers["x-shopify-hmac-sha256"]
    place = data.draw(st.integers(0, len(digest) - 2))
    other = digest[:place] + ("A" if digest[place] != "A" else "B") + digest[place + 1 :]
    assert not READER.signed(Posted({**right.headers, "x-shopify-hmac-sha256": other}, body), [SECRET])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "order_id", "customer", "shop_domain", "orders_to_redact", "x"]), inner
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from(sorted(TOPICS)), JSON.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=80))
def test_whatever_a_body_says_it_is_read_or_refused(topic: str, body: bytes) -> None:
    read = READER.read(posted(body, topic), SHOP)
    assert isinstance(read, Answer) or read.object_name.count(":") == 1


@given(st.dictionaries(st.sampled_from(sorted(posted(b"").headers)), st.text(max_size=40)), st.binary(max_size=40))
def test_without_our_secret_nothing_is_believed(headers: dict[str, str], body: bytes) -> None:
    request = Posted(headers, body)
    assert not READER.signed(request, [SECRET])
    assert READER.topic(request) in {"", *TOPICS}
    READER.read(request, SHOP)


def test_what_is_subscribed_to_is_understood_and_names_nobody() -> None:
    assert set(SUBSCRIBED) <= set(TOPICS)
    assert not set(SUBSCRIBED) & set(COMPLIANCE)
    wanted = "orders/paid orders/updated orders/cancelled refunds/create products/update products/delete"
    assert {*wanted.split(), "inventory_levels/update", "app/uninstalled"} <= set(SUBSCRIBED)
    fields = {field for asked in SUBSCRIBED.values() for field in asked}
    assert fields == {"id", "order_id", "inventory_item_id", "location_id", "domain", "myshopify_domain"}
    for topic, asked in SUBSCRIBED.items():
        body, thing = body_of(topic)
        only = json.dumps({name: value for name, value in json.loads(body).items() if name in asked}).encode()
        read = READER.read(posted(only, topic), SHOP)
        assert isinstance(read, Delivery), topic
        assert read.object_name == thing
