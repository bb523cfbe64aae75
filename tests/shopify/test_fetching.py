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
from ticketforge_desktop.shopify.wire import Connection, LevelNode, PageInfo, Ref

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


def test_addresses_are_read_for_the_post_line_by_line(demo: DemoStore, store: ShopifyStore) -> None:
    orders = list(demo.world.orders)
    found = store.post_addresses([*(order.id for order in orders), NOBODY])
    assert set(found) == {order.id for order in orders if order.shipping_address is not None}
    posted = next(order for order in orders if order.shipping_address is not None)
    place = posted.shipping_address
    lines = found[posted.id]
    assert lines[0] == f"{place.first_name} {place.last_name}"
    assert f"{place.zip} {place.city}" in lines


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


class Paged:
    """An item kept at five places, told two at a time; after `gone_after` pages the item is gone."""

    def __init__(self, gone_after: int = 99) -> None:
        self.pages, self.gone_after = 0, gone_after

    def run(self, asked: Document, reply: type, variables: dict) -> object:
        start = int(variables.get("after") or 0)
        nodes = [level(place) for place in range(start, min(start + 2, 5))]
        page = Connection(nodes, PageInfo(start + 2 < 5, str(start + 2)))
        self.pages += 1
        if asked.name == "stock_by_item":
            return replies.StockByItem([replies.ItemOfStock(page, "gid://shopify/InventoryItem/1")])
        return replies.ItemLevels(None if self.pages > self.gone_after else replies.ItemStock(page))


def level(place: int) -> LevelNode:
    item, location = Ref("gid://shopify/InventoryItem/1"), Ref(f"gid://shopify/Location/{place + 1}")
    return LevelNode("gid://shopify/InventoryLevel/1", item, location, "2026-11-22T10:00:00Z")


def test_levels_beyond_the_first_page_are_followed_to_the_end() -> None:
    assert [row.location_id for row in Fetching(Paged()).stock([1]).batch.stock] == [1, 2, 3, 4, 5]
    assert [row.location_id for row in Fetching(Paged(gone_after=2)).stock([1]).batch.stock] == [1, 2, 3, 4]
