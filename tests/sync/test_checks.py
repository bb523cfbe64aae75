"""Nothing stale stays: deletions by the store's log, the nightly sweep, the daily drift check, and what they spare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.storage.dump import content
from tests.sync.rig import Rig, graphql, station
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import NetworkUnavailable
from ticketforge_desktop.domain.records import OrderStanding
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.ports.store import Deletions, Versions
from ticketforge_desktop.services.syncing import SyncProgress
from ticketforge_desktop.sync.guard import credible

TAG = "mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }"
DAY = 86_400


@pytest.fixture
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=90, events=5, plan="plus") as store:
        yield store


@pytest.fixture
def rig(tmp_path: Path, demo: DemoStore) -> Iterator[Rig]:
    with station(tmp_path, demo) as synced:
        synced.sync()
        yield synced


def delete(demo: DemoStore, kind: str, count: int = 1, *, logged: bool = True) -> list[int]:
    """Things of a kind are gone from the store, with or without a word of it in its log."""
    world = demo.world
    with world.lock:
        demo.advance(1)
        things: list[Any] = {
            "order": list(world.orders),
            "customer": list(world.customers.rows.values()),
            "product": [p for p in world.products.rows.values() if p.product_type == "Event Ticket"],
            "variant": [p.variants[-1] for p in world.products.rows.values() if p.product_type == "Event Ticket"],
        }[kind][-count:]
        told = len(world.events)
        for thing in things:
            if kind == "variant":
                thing.product.variants = [other for other in thing.product.variants if other is not thing]
            world.delete(thing)
        if not logged:
            del world.events[told:]
    return [thing.id for thing in things]


COLUMNS = {
    "order": ("orders", "order_id"),
    "customer": ("participants", "customer_id"),
    "product": ("events", "product_id"),
    "variant": ("categories", "variant_id"),
}


def mirrored(rig: Rig, kind: str) -> set[int]:
    table, column = COLUMNS[kind]
    return {row[0] for row in rig.rows(f"SELECT {column} FROM {table}")}


class TestTheStoresLog:
    @pytest.mark.parametrize("kind", ["order", "customer", "product", "variant"])
    def test_what_was_deleted_goes_at_the_next_pull(self, rig: Rig, demo: DemoStore, kind: str) -> None:
        (gone,) = delete(demo, kind)
        before = mirrored(rig, kind)
        assert gone in before
        rig.sync()
        assert gone not in mirrored(rig, kind)
        if kind != "product":
            assert mirrored(rig, kind) == before - {gone}

    def test_an_order_that_went_takes_all_it_had(self, rig: Rig, demo: DemoStore) -> None:
        (gone,) = delete(demo, "order")
        rig.sync()
        for table in ("order_lines", "refund_lines", "transactions", "fulfillment_orders", "tickets"):
            assert rig.rows(f"SELECT * FROM {table} WHERE order_id = ?", gone) == [], table

    def test_a_log_that_names_what_is_there_takes_nothing(self, tmp_path: Path, demo: DemoStore) -> None:
        """Its search fails open, and an entry may be of another thing: each id is asked for first."""

        class Confused:
            def __init__(self, store: Any) -> None:
                self._store = store

            def __getattr__(self, name: str) -> Any:
                return getattr(self._store, name)

            def deleted(self, since: str, cursor: str) -> Deletions:
                found = [("order", order.id) for order in demo.world.orders]
                found += [("product", number) for number in demo.world.products.rows]
                return Deletions(tuple(found), "", False, "2030-01-01T00:00:00Z")

        with station(tmp_path, demo, wrap=Confused) as rig:
            rig.sync()
            rig.sync()
            assert (len(mirrored(rig, "order")), len(mirrored(rig, "product"))) == (90, 5)

    def test_what_is_settled_is_not_asked_for_again(self, rig: Rig, demo: DemoStore) -> None:
        idle = [rig.sync(), rig.sync()][-1].requests
        delete(demo, "order")
        assert rig.sync().requests == idle + 1
        assert rig.sync().requests == idle


class TestTheSweep:
    @pytest.mark.parametrize("kind", ["order", "customer", "product", "variant"])
    def test_what_the_log_kept_silent_about_goes_at_night(self, rig: Rig, demo: DemoStore, kind: str) -> None:
        (gone,) = delete(demo, kind, logged=False)
        before = mirrored(rig, kind)
        rig.sync()
        assert gone in mirrored(rig, kind)
        report = rig.sweep()
        assert mirrored(rig, kind) == before - {gone}
        assert report.removed.get(kind) == 1
        assert report.checked["order"] in (89, 90)
        runs = rig.rows("SELECT mode FROM sync_runs ORDER BY run_id")
        assert runs[-1] == ("sweep",)

    def test_it_goes_on_where_it_was_killed(self, rig: Rig, demo: DemoStore) -> None:
        gone = delete(demo, "order", 2, logged=False)
        first = rig.engine.sweep(DEFAULT_MANAGER, most_requests=3)
        assert (first.complete, list(first.checked)) == (False, ["product", "variant"])
        demo.faults.add(Fault("dropped-connection"))
        with pytest.raises(NetworkUnavailable):
            rig.sweep()
        demo.faults.clear()
        rig.sync()  # a sync between two slices disturbs nothing
        steps: list[SyncProgress] = []
        report = rig.engine.sweep(DEFAULT_MANAGER, tell=steps.append, most_requests=100)
        assert report.complete
        assert "products" not in {step.feed for step in steps}, "what was asked for is not asked for again"
        assert report.removed == {"order": 2}
        assert not mirrored(rig, "order").intersection(gone)
        assert rig.profile.mirror_writer.fact("sweep") == ""

    def test_a_lost_scope_empties_nothing_and_is_told(self, rig: Rig, demo: DemoStore) -> None:
        before = {kind: mirrored(rig, kind) for kind in COLUMNS}
        lost = {"read_customers", "write_customers"}
        demo.authority.limit_scopes(tuple(demo.authority.scopes - lost))
        report = rig.sweep()
        assert report.skipped == ("customer",)
        assert {kind: mirrored(rig, kind) for kind in COLUMNS} == before

    def test_so_many_gone_at_once_are_held_back_and_told(self, rig: Rig, demo: DemoStore) -> None:
        """The scopes are all there and still a third is null: whatever it is, it is not the sweep's to believe."""
        delete(demo, "order", 30, logged=False)
        delete(demo, "customer", 1, logged=False)
        before = mirrored(rig, "order")
        report = rig.sweep()
        assert report.withheld == {"order": 30}
        assert report.removed == {"customer": 1}
        assert mirrored(rig, "order") == before

    def test_orders_too_old_to_be_seen_stay(self, rig: Rig, demo: DemoStore) -> None:
        before = mirrored(rig, "order")
        old = {order.id for order in demo.world.orders if order.created_at < demo.world.now() - 60 * DAY}
        assert old
        demo.authority.limit_scopes(tuple(demo.authority.scopes - {"read_all_orders"}))
        report = rig.sweep()
        assert (report.withheld, report.removed) == ({}, {})
        assert report.checked["order"] < len(before)
        assert mirrored(rig, "order") == before


class TestDrift:
    def test_a_station_that_missed_nothing_finds_nothing(self, rig: Rig, demo: DemoStore) -> None:
        report = rig.drift()
        assert (report.drift, report.mended) == (0, 0)
        assert report.counts["orders"] == {"store": 90, "mirror": 90}
        assert report.checked > 0

    def test_what_was_missed_is_found_and_mended(self, rig: Rig, demo: DemoStore) -> None:
        """An order that changed, one that came and one that went, all behind the watermark."""
        numbers = [order.id for order in list(demo.world.orders)[-4:]]
        stale, missing, gone = numbers[:3]
        older = rig.store.fetch_orders([stale]).batch
        for number in numbers:
            graphql(demo, TAG, id=f"gid://shopify/Order/{number}", tags=["late"])
        demo.advance(600)
        rig.sync()
        writer = rig.profile.mirror_writer
        writer.remove(order_ids=[stale, missing])  # as if a page had been lost
        writer.apply(older, None)
        with demo.world.lock:
            told = len(demo.world.events)
            order = demo.world.orders.get(gone)
            assert order is not None
            demo.world.delete(order)
            del demo.world.events[told:]
        report = rig.drift()
        assert (report.stale, report.missing, report.gone, report.mended) == (1, 1, 1, 3)
        assert set(report.orders) == {str(stale), str(missing), str(gone)}
        assert rig.one("SELECT tags FROM orders WHERE order_id = ?", stale).endswith("late")
        assert rig.tickets(missing)
        assert gone not in mirrored(rig, "order")
        assert rig.drift().drift == 0
        last = rig.rows("SELECT mode, json_extract(facts, '$.changed') FROM sync_runs ORDER BY run_id DESC LIMIT 2")
        assert last == [("drift", 0), ("drift", 3)]

    @pytest.mark.parametrize(
        "damage",
        [
            "UPDATE orders SET cancelled_at = '2026-01-01T00:00:00Z' WHERE order_id = :order",
            "UPDATE orders SET financial_status = 'REFUNDED' WHERE order_id = :order",
            "UPDATE order_lines SET current_quantity = current_quantity + 1 WHERE order_id = :order",
        ],
    )
    def test_what_the_gate_decides_by_is_compared_although_the_version_is_the_same(
        self, rig: Rig, demo: DemoStore, damage: str
    ) -> None:
        paid = next(order for order in reversed(list(demo.world.orders)) if order.lines)
        graphql(demo, TAG, id=f"gid://shopify/Order/{paid.id}", tags=["late"])
        demo.advance(600)
        rig.sync()
        whole = content(rig.profile)
        writer = rig.profile._mirror_file.writer()
        writer.run(lambda work: work.raw.execute(damage, {"order": paid.id}))
        report = rig.drift()
        assert (report.stale, report.missing, report.gone, report.mended) == (1, 0, 0, 1)
        assert report.orders == (str(paid.id),)
        assert content(rig.profile)["orders"] == whole["orders"]
        assert content(rig.profile)["order_lines"] == whole["order_lines"]
        assert rig.drift().drift == 0

    def test_a_difference_that_fetching_does_not_mend_is_no_drift_and_costs_one_batch(
        self, rig: Rig, demo: DemoStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for order in list(demo.world.orders)[-5:]:
            graphql(demo, TAG, id=f"gid://shopify/Order/{order.id}", tags=["late"])
        demo.advance(600)
        rig.sync()
        whole, standing = rig.store.versions, OrderStanding("", "PAID", 99)

        def told_otherwise(since: str, cursor: str) -> Versions:
            page = whole(since, cursor)
            return replace(page, standing=dict.fromkeys(page.standing, standing))

        monkeypatch.setattr(rig.store, "versions", told_otherwise)
        monkeypatch.setattr("ticketforge_desktop.sync.drift._AT_ONCE", 2)
        asked: list[int] = []
        fetch = rig.store.fetch_orders
        monkeypatch.setattr(rig.store, "fetch_orders", lambda ids, **how: (asked.extend(ids), fetch(ids, **how))[1])
        report = rig.drift()
        assert (report.drift, report.mended) == (0, 0)
        assert len(asked) == 2

    def test_what_the_next_pull_brings_is_no_drift(self, rig: Rig, demo: DemoStore) -> None:
        demo.advance(300)
        number = next(iter(demo.world.orders)).id
        graphql(demo, TAG, id=f"gid://shopify/Order/{number}", tags=["new"])
        assert rig.drift().drift == 0

    def test_without_read_all_orders_old_orders_are_no_drift_and_counts_compare_what_is_visible(
        self, rig: Rig, demo: DemoStore
    ) -> None:
        old = next(order for order in demo.world.orders if order.created_at < demo.world.now() - 61 * DAY)
        graphql(demo, TAG, id=f"gid://shopify/Order/{old.id}", tags=["old"])
        demo.advance(300)
        rig.sync()
        demo.authority.limit_scopes(tuple(demo.authority.scopes - {"read_all_orders"}))
        report = rig.drift()
        assert (report.all_visible, report.drift) == (False, 0)
        told = report.counts["orders"]
        assert told["store"] == told["mirror"] < 90
        assert len(mirrored(rig, "order")) == 90

    def test_a_check_that_fails_is_in_the_history_and_does_not_make_the_mirror_younger(
        self, rig: Rig, demo: DemoStore
    ) -> None:
        rig.sync()
        synced_at = rig.profile.queries.counts().synced_at
        demo.faults.add(Fault("dropped-connection"))
        with pytest.raises(NetworkUnavailable):
            rig.drift()
        with pytest.raises(NetworkUnavailable):
            rig.sync()
        failed = rig.rows("SELECT mode, json_extract(facts, '$.error') FROM sync_runs ORDER BY run_id DESC LIMIT 2")
        assert failed == [("incremental", "network_unavailable"), ("drift", "network_unavailable")]
        demo.faults.clear()
        rig.drift()
        rig.sweep()
        assert rig.profile.queries.counts().synced_at == synced_at


@given(st.integers(0, 5_000), st.integers(0, 5_000))
def test_the_whole_mirror_is_never_believed_to_be_gone(gone: int, of: int) -> None:
    if credible(gone, of):
        assert gone < of
        assert gone <= max(3, of * 0.05)
    elif gone <= 3:
        assert gone >= of
