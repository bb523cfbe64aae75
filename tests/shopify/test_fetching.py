"""What a webhook named is fetched again by its id: whole, and what is gone is missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.shopify import replies
from ticketforge_desktop.shopify.documents import Document
from ticketforge_desktop.shopify.faults import TooCostly
from ticketforge_desktop.shopify.fetching import Fetching
from ticketforge_desktop.shopify.opening import open_store
from ticketforge_desktop.shopify.store import ShopifyStore
from ticketforge_desktop.shopify.wire import Connection

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


class Dear:
    """A store where more than five ids cost more than a request may."""

    def __init__(self, known: set[str]) -> None:
        self.known, self.asked = known, []

    def run(self, asked: Document, reply: type, variables: dict) -> replies.StockByItem:
        ids = variables["ids"]
        self.asked.append(len(ids))
        if len(ids) > 5:
            raise TooCostly("Query cost is 1,040, which exceeds the single query max cost limit (1,000).")
        nodes = [replies.ItemOfStock(Connection([]), one) if one in self.known else None for one in ids]
        return replies.StockByItem(nodes)


def test_a_request_that_costs_too_much_is_halved() -> None:
    dear = Dear({f"gid://shopify/InventoryItem/{number}" for number in range(20)})
    assert Fetching(dear).stock(list(range(22))).objects == 20
    assert dear.asked == [20, 10, 5, 5, 5, 5, 2]


def test_one_that_costs_too_much_by_itself_is_told() -> None:
    class Dearest(Dear):
        def run(self, asked: Document, reply: type, variables: dict) -> replies.StockByItem:
            raise TooCostly("Too much.")

    with pytest.raises(TooCostly):
        Fetching(Dearest(set())).stock([1])
