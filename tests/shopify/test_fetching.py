"""What a webhook named is fetched again by its id: whole, and what is gone is missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.shopify.opening import open_store
from ticketforge_desktop.shopify.store import ShopifyStore

NOBODY = 999_999_999


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(events=24, orders=120, seed=5) as store:
        yield store


@pytest.fixture
def store(demo: DemoStore) -> Iterator[ShopifyStore]:
    opened = open_store(StoreLogin(demo.url, token=demo.token))
    yield opened
    opened.close()


def test_products_by_id_are_what_the_pages_say(store: ShopifyStore) -> None:
    pages, cursor, more = [], "", True
    while more:
        page = store.changed("products", "", cursor)
        pages.append(page)
        cursor, more = page.cursor, page.more
    events = {event.product_id: event for page in pages for event in page.batch.events}
    categories = {row.variant_id: row for page in pages for row in page.batch.categories}
    others = {number for page in pages for number in page.no_events}
    assert len(events) == 24

    fetched = store.fetch_products([*events, *others, NOBODY])
    assert {event.product_id: event for event in fetched.batch.events} == events
    assert {row.variant_id: row for row in fetched.batch.categories} == categories
    assert set(fetched.no_events) == others
    assert fetched.objects == len(events) + len(others)


def test_stock_by_item_is_what_the_locations_say(store: ShopifyStore) -> None:
    levels, cursor, more = [], "", True
    while more:
        page = store.stock(cursor)
        levels += page.batch.stock
        cursor, more = page.cursor, page.more
    items = sorted({level.inventory_item_id for level in levels})[:45]
    wanted = sorted(level for level in levels if level.inventory_item_id in items)
    assert len(items) == 45

    fetched = store.fetch_stock([*items, NOBODY])
    assert sorted(fetched.batch.stock) == wanted
    assert fetched.objects == 45


def test_orders_come_the_same_on_either_lane(store: ShopifyStore) -> None:
    some = [order.order_id for order in store.changed("orders", "", "").batch.orders][:7]
    assert store.fetch_orders([*some, NOBODY], urgent=False).batch == store.fetch_orders(some).batch
    assert [order.order_id for order in store.fetch_orders(some).batch.orders] == some


def test_a_request_that_costs_too_much_is_halved(demo: DemoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ticketforge_desktop.shopify.fetching._IDS_A_REQUEST", 60)
    opened = open_store(StoreLogin(demo.url, token=demo.token))
    try:
        numbers = [product.id for product in demo.world.products][:20]
        opened.shop()
        before = opened.traffic().requests
        fetched = opened.fetch_products([*numbers, *range(NOBODY, NOBODY + 30)])
        assert fetched.objects == len(numbers)
        assert opened.traffic().requests - before >= 3, "one was refused as too costly, two brought them"
    finally:
        opened.close()
