"""What changes in the store arrives: sales, refunds, edits, stock, people, events that come and go."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sync.rig import Rig, graphql, station
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.changes import Kind
from ticketforge_desktop.domain.errors import NetworkUnavailable, TooMuchChanged
from ticketforge_desktop.services.ports.store import StorePage
from ticketforge_desktop.sync import incremental
from ticketforge_desktop.sync.incremental import Incremental
from ticketforge_desktop.sync.overlap import later
from ticketforge_desktop.sync.steps import silent

CREATE = """mutation($order: OrderCreateOrderInput!) {
  orderCreate(order: $order) { order { id } userErrors { message } }
}"""
TAG = "mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }"
CANCEL = """mutation($id: ID!) {
  orderCancel(orderId: $id, reason: CUSTOMER, refundMethod: {originalPaymentMethodsRefund: true}, restock: true) {
    job { id } orderCancelUserErrors { message }
  }
}"""
REFUND = """mutation($input: RefundInput!) {
  refundCreate(input: $input) @idempotent(key: "5b2c5d2e-7d14-4c0b-9c1e-2f6a3f0c9a11") {
    refund { id } userErrors { message }
  }
}"""


@pytest.fixture
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=150, events=6, plan="plus") as store:
        store.advance(3_600)
        yield store


@pytest.fixture
def rig(tmp_path: Path, demo: DemoStore) -> Iterator[Rig]:
    with station(tmp_path, demo) as synced:
        synced.sync()
        yield synced


def an_event_variant(demo: DemoStore) -> Any:
    products = (p for p in demo.world.products.rows.values() if p.product_type == "Event Ticket")
    return next(variant for product in products for variant in product.variants)


def sell(demo: DemoStore, quantity: int = 2, lines: int = 1) -> int:
    """A web order, made through the store's own API. Returns its number."""
    variant = f"gid://shopify/ProductVariant/{an_event_variant(demo).id}"
    order = {
        "lineItems": [{"variantId": variant, "quantity": quantity} for _ in range(lines)],
        "financialStatus": "PAID",
        "email": "new@example.org",
    }
    made = graphql(demo, CREATE, order=order)["orderCreate"]
    assert made["userErrors"] == []
    return int(made["order"]["id"].rsplit("/", 1)[1])


def states(rig: Rig, order_id: int) -> list[str]:
    return [row[0] for row in rig.rows("SELECT state FROM tickets WHERE order_id = ? ORDER BY line_id, unit", order_id)]


class TestChanges:
    def test_a_sale_arrives_with_its_tickets(self, rig: Rig, demo: DemoStore) -> None:
        order_id = sell(demo, quantity=3)
        report = rig.sync()
        assert (report.mode, report.orders) == ("incremental", 151)
        assert states(rig, order_id) == ["valid"] * 3
        assert rig.one("SELECT email FROM orders WHERE order_id = ?", order_id) == "new@example.org"

    def test_nothing_new_costs_little_and_moves_nothing_back(self, rig: Rig, demo: DemoStore) -> None:
        first = rig.sync()
        second = rig.sync()
        assert second.watermark == first.watermark
        assert second.requests <= 11
        assert second.cost <= 60, "every quarter minute: below 5 % of a standard bucket"

    def test_a_refund_reaches_the_tickets_restocked_or_not(self, rig: Rig, demo: DemoStore) -> None:
        order_id = sell(demo, quantity=3)
        rig.sync()
        line = rig.one("SELECT line_id FROM order_lines WHERE order_id = ?", order_id)
        refund = {
            "orderId": f"gid://shopify/Order/{order_id}",
            "refundLineItems": [
                {"lineItemId": f"gid://shopify/LineItem/{line}", "quantity": 1, "restockType": "NO_RESTOCK"}
            ],
        }
        assert graphql(demo, REFUND, input=refund)["refundCreate"]["userErrors"] == []
        rig.sync()
        assert states(rig, order_id).count("valid") == 2
        refunds = rig.rows("SELECT line_id, quantity, restock FROM refund_lines WHERE order_id = ?", order_id)
        assert refunds == [(line, 1, "NO_RESTOCK")]

    def test_a_cancellation_reaches_the_tickets(self, rig: Rig, demo: DemoStore) -> None:
        order_id = sell(demo)
        rig.sync()
        graphql(demo, CANCEL, id=f"gid://shopify/Order/{order_id}")
        demo.quiesce()
        rig.sync()
        assert set(states(rig, order_id)) <= {"cancelled", "refunded"}
        assert states(rig, order_id)

    def test_an_order_with_more_lines_than_a_page_arrives_whole(self, rig: Rig, demo: DemoStore) -> None:
        order_id = sell(demo, quantity=1, lines=137)
        rig.sync()
        assert rig.one("SELECT count(*) FROM order_lines WHERE order_id = ?", order_id) == 137
        assert len(states(rig, order_id)) == 137

    def test_a_refund_with_more_lines_than_a_page_arrives_whole(self, rig: Rig, demo: DemoStore) -> None:
        order_id = sell(demo, quantity=1, lines=33)
        rig.sync()
        lines = rig.rows("SELECT line_id FROM order_lines WHERE order_id = ?", order_id)
        refund = {
            "orderId": f"gid://shopify/Order/{order_id}",
            "refundLineItems": [
                {"lineItemId": f"gid://shopify/LineItem/{line}", "quantity": 1, "restockType": "NO_RESTOCK"}
                for (line,) in lines
            ],
        }
        assert graphql(demo, REFUND, input=refund)["refundCreate"]["userErrors"] == []
        rig.sync()
        assert rig.one("SELECT count(*) FROM refund_lines WHERE order_id = ?", order_id) == 33

    def test_stock_that_moved_arrives(self, rig: Rig, demo: DemoStore) -> None:
        variant = an_event_variant(demo)
        level = next(iter(variant.item.levels.values()))
        with demo.world.lock:
            level.quantities["available"] -= 1
            level.quantities["reserved"] += 1
            demo.world.touch_level(level, "available", "reserved")
        rig.sync()
        sql = "SELECT available, reserved FROM stock WHERE inventory_item_id = ? AND location_id = ?"
        assert rig.rows(sql, variant.item.id, level.location.id) == [
            (level.quantity("available"), level.quantity("reserved"))
        ]

    def test_a_customer_who_changed_arrives_and_the_rest_of_the_day_is_not_read_again(
        self, rig: Rig, demo: DemoStore
    ) -> None:
        """The store's filter matches whole days; reading stops at what is older than the watermark."""
        with demo.world.lock:
            for customer in list(demo.world.customers.rows.values())[:5]:
                demo.world.touch(customer)
            demo.advance(900)
            changed = next(iter(demo.world.customers.rows.values()))
            changed.last_name = "Neumann-Łuczak"
            demo.world.touch(changed)
        rig.sync()
        assert rig.one("SELECT name FROM participants WHERE customer_id = ?", changed.id).endswith("Neumann-Łuczak")
        demo.advance(900)
        mark = rig.profile.mirror_writer.watermark("customers")
        assert mark is not None
        page = rig.store.changed("customers", mark.at, "")
        assert [person.customer_id for person in page.batch.participants] == [changed.id]
        assert not page.more

    def test_a_product_that_stops_being_an_event_goes(self, rig: Rig, demo: DemoStore) -> None:
        product = an_event_variant(demo).product
        with demo.world.lock:
            product.product_type = "T-Shirt"
            demo.world.touch(product)
        assert rig.one("SELECT count(*) FROM events WHERE product_id = ?", product.id) == 1
        rig.sync()
        assert rig.one("SELECT count(*) FROM events WHERE product_id = ?", product.id) == 0

    def test_changes_name_what_to_show_anew(self, rig: Rig, demo: DemoStore) -> None:
        rig.sync()
        order_id = sell(demo)
        changes = rig.sync().changes
        assert changes.ids[Kind.ORDER] == {str(order_id)}
        assert Kind.TICKET in changes.kinds


class TestLag:
    def test_an_order_the_search_shows_late_is_not_missed(self, tmp_path: Path, demo: DemoStore) -> None:
        """It turns up behind one that changed later and was seen already; the overlap reads that stretch again."""
        hidden: set[int] = set()

        class Lagging:
            """A store whose search does not show some orders yet."""

            def __init__(self, store: Any) -> None:
                self._store = store

            def __getattr__(self, name: str) -> Any:
                return getattr(self._store, name)

            def changed(self, feed: str, since: str, cursor: str) -> StorePage:
                page = self._store.changed(feed, since, cursor)
                shown = tuple(order for order in page.batch.orders if order.order_id not in hidden)
                lines = tuple(line for line in page.batch.lines if line.order_id not in hidden)
                return replace(
                    page,
                    batch=replace(page.batch, orders=shown, lines=lines),
                    newest=max((order.updated_at for order in shown), default="") if feed == "orders" else page.newest,
                )

        with station(tmp_path, demo, wrap=Lagging) as rig:
            rig.sync()
            late = sell(demo)
            hidden.add(late)
            demo.advance(20)
            seen = sell(demo)
            rig.sync()
            assert states(rig, seen)
            assert not states(rig, late)
            hidden.clear()
            demo.advance(40)
            rig.sync()
            assert states(rig, late) == ["valid", "valid"]

    def test_what_was_just_written_is_read_by_id(self, tmp_path: Path) -> None:
        lagging = DemoStore.start(orders=20, events=4, plan="plus", index_lag=600.0)
        with lagging as demo, station(tmp_path, demo) as rig:
            order_id = sell(demo, quantity=2)
            page = rig.store.fetch_orders([order_id, 999])
            assert [order.order_id for order in page.batch.orders] == [order_id]
            assert [line.quantity for line in page.batch.lines] == [2]


class TestTrouble:
    def test_a_sync_that_breaks_off_leaves_a_true_older_state_and_the_next_brings_the_rest(
        self, rig: Rig, demo: DemoStore
    ) -> None:
        orders = [sell(demo) for _ in range(4)]
        demo.faults.add(Fault("dropped-connection", skip=4))
        with pytest.raises(NetworkUnavailable):
            rig.sync()
        demo.faults.clear()
        report = rig.sync()
        assert report.orders == 154
        for order_id in orders:
            assert states(rig, order_id) == ["valid", "valid"]

    def test_an_older_version_of_an_order_never_overwrites_a_newer_one(self, rig: Rig, demo: DemoStore) -> None:
        order_id = sell(demo)
        old = rig.store.fetch_orders([order_id]).batch
        demo.advance(5)
        graphql(demo, TAG, id=f"gid://shopify/Order/{order_id}", tags=["newer"])
        rig.sync()
        rig.profile.mirror_writer.apply(old, None)
        assert rig.one("SELECT tags FROM orders WHERE order_id = ?", order_id) == "newer"

    def test_more_than_paging_reaches_is_fetched_by_bulk(
        self, rig: Rig, demo: DemoStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """All customers changed and a store that lists ninety: theirs is the list that can't be narrowed."""
        with demo.world.lock:
            for customer in demo.world.customers.rows.values():
                customer.last_name = "Neu"
                demo.world.touch(customer)
        assert len(demo.world.customers.rows) > 100
        demo.advance(900)
        monkeypatch.setattr(incremental, "MOST_OBJECTS", 90)
        assert rig.sync().mode == "bulk"
        assert rig.one("SELECT count(*) FROM participants WHERE name NOT LIKE '%Neu'") == 0

    def test_more_in_one_second_than_a_store_lists_is_told(self, rig: Rig, demo: DemoStore) -> None:
        with demo.world.lock:
            for order in list(demo.world.orders.rows.values())[:120]:
                demo.world.touch(order)
        with pytest.raises(TooMuchChanged):
            Incremental(rig.store, rig.profile.mirror_writer, most_objects=40).run(silent())

    def test_a_long_list_is_narrowed_to_where_it_stands(self, rig: Rig, demo: DemoStore) -> None:
        with demo.world.lock:
            for order in list(demo.world.orders.rows.values()):
                demo.clock.advance(2)
                order.tags = ("seen",)
                demo.world.touch(order)
        asked: list[tuple[str, str]] = []

        class Listed:
            """The rig's store, and what was asked of it."""

            def __getattr__(self, name: str) -> Any:
                return getattr(rig.store, name)

            def changed(self, feed: str, since: str, cursor: str) -> StorePage:
                if feed == "orders":
                    asked.append((since, cursor))
                return rig.store.changed(feed, since, cursor)

        store: Any = Listed()
        Incremental(store, rig.profile.mirror_writer, most_objects=80).run(silent())
        assert len({since for since, _ in asked}) >= 2
        assert rig.one("SELECT count(*) FROM orders WHERE tags = 'seen'") == 150


def at(clock: str) -> str:
    return f"2026-11-22T{clock}Z"


class TestWatermarks:
    def test_nothing_seen_moves_nothing(self) -> None:
        assert later(at("10:00:00"), "", at("12:00:00")) == at("10:00:00")

    def test_what_just_changed_is_read_again(self) -> None:
        assert later("", at("10:03:00")) == at("10:01:30")
        assert later("", at("10:03:00"), at("10:03:05")) == at("10:01:35")

    def test_in_a_quiet_store_it_comes_up_to_the_newest_change_and_never_beyond(self) -> None:
        assert later("", at("10:03:00"), at("10:04:30")) == at("10:03:00")
        assert later("", at("10:03:00"), at("23:00:00")) == at("10:03:00")

    def test_a_store_whose_clocks_disagree_is_believed_by_its_changes(self) -> None:
        assert later("", at("10:03:00"), at("07:00:00")) == at("10:01:30")

    times = st.datetimes(datetime(2000, 1, 2), datetime(2099, 1, 1)).map(lambda t: t.strftime("%Y-%m-%dT%H:%M:%SZ"))

    @given(times, st.lists(st.tuples(times, times), max_size=6))
    def test_it_never_goes_back_and_never_beyond_what_was_seen(self, known: str, seen: list[tuple[str, str]]) -> None:
        newest_seen = known
        for newest, asked_at in seen:
            newest_seen = max(newest_seen, newest)
            moved = later(known, newest, asked_at)
            assert known <= moved <= newest_seen
            known = moved


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(["sell", "tag", "cancel", "sync"]), min_size=1, max_size=8))
def test_any_history_leaves_the_mirror_of_a_fresh_station(
    tmp_path_factory: pytest.TempPathFactory, history: list[str]
) -> None:
    """Incremental pulls in between or one first sync at the end: the same mirror."""
    folder = tmp_path_factory.mktemp("history")
    with DemoStore.start(orders=20, events=3, plan="plus") as demo:
        demo.advance(3_600)
        (folder / "a").mkdir()
        (folder / "b").mkdir()
        with station(folder / "a", demo) as old:
            old.sync()
            for act in history:
                demo.advance(7)
                some = f"gid://shopify/Order/{list(demo.world.orders.rows)[len(history) % 20]}"
                if act == "sell":
                    sell(demo)
                elif act == "tag":
                    graphql(demo, TAG, id=some, tags=[f"t{demo.world.now()}"])
                elif act == "cancel":
                    graphql(demo, CANCEL, id=some)
                    demo.quiesce()
                else:
                    old.sync()
            demo.quiesce()
            old.sync()
            (folder / "b" / "secrets.json").write_bytes((folder / "a" / "secrets.json").read_bytes())
            with station(folder / "b", demo) as fresh:
                fresh.sync()
                demo.advance(600)
                ours, theirs = old.contents(), fresh.contents()
        # A search index is laid out by its history; of refunds before it began a station knows the sums only, and of
        # fulfilment orders those that are open.
        unlike = {"refund_lines", "fulfillment_orders"}
        for table in (name for name in ours if not name.startswith("search") and name not in unlike):
            assert ours[table] == theirs[table], table
