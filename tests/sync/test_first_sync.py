"""The first sync over real HTTP: the mirror holds what the store holds, or nothing was touched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.rig import graphql, station
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import (
    BulkIncomplete,
    NetworkUnavailable,
    ScopeMissing,
    SyncRunning,
    TokenRefused,
    WrongShop,
)
from ticketforge_desktop.domain.rights import ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.services.syncing import SyncProgress


@pytest.fixture(scope="module")
def shared_demo() -> Iterator[DemoStore]:
    """A store that no test changes."""
    with DemoStore.start(orders=400, events=12, plan="plus") as store:
        yield store


@pytest.fixture
def demo() -> Iterator[DemoStore]:
    """A store of the test's own, for trouble."""
    with DemoStore.start(orders=300, events=8, plan="plus") as store:
        yield store


class TestWhatArrives:
    def test_counts_equal_the_stores_own(self, tmp_path: Path, shared_demo: DemoStore) -> None:
        with station(tmp_path, shared_demo) as rig:
            report, told = rig.sync(), rig.store.counts()
            assert (report.mode, report.events, report.orders) == ("bulk", told["events"], told["orders"])
            assert rig.counts().participants == told["customers"]
            lines = {line.id: line for order in shared_demo.world.orders.rows.values() for line in order.lines}
            assert rig.one("SELECT count(*) FROM order_lines") == len(lines)
            for line_id, quantity, current, price in rig.rows(
                "SELECT line_id, quantity, current_quantity, price_minor FROM order_lines"
            ):
                line = lines[line_id]
                assert (quantity, current, price) == (line.quantity, line.current_quantity, line.unit_after_discount)
            levels = {
                (item.id, place): (level.quantity("available"), level.quantity("on_hand"))
                for item in shared_demo.world.items.rows.values()
                for place, level in item.levels.items()
            }
            stock = rig.rows("SELECT inventory_item_id, location_id, available, on_hand FROM stock")
            assert {row[:2]: row[2:] for row in stock} == levels

    def test_what_was_paid_and_given_back_is_the_stores_own(self, tmp_path: Path, shared_demo: DemoStore) -> None:
        with station(tmp_path, shared_demo) as rig:
            rig.sync()
            moved = {
                paid.id: (order.id, paid.kind, paid.status, paid.amount)
                for order in shared_demo.world.orders.rows.values()
                for paid in (*order.transactions, *(t for refund in order.refunds for t in refund.transactions))
            }
            rows = rig.rows("SELECT transaction_id, order_id, kind, status, amount_minor FROM transactions")
            assert {row[0]: row[1:] for row in rows} == moved
            assert any(kind == "REFUND" for _, kind, _, _ in moved.values())

    def test_every_unit_of_an_event_has_a_ticket_and_nothing_else_has_one(
        self, tmp_path: Path, shared_demo: DemoStore
    ) -> None:
        with station(tmp_path, shared_demo) as rig:
            report = rig.sync()
            world = shared_demo.world
            of_events = {
                v.id for p in world.products.rows.values() if p.product_type == "Event Ticket" for v in p.variants
            }
            units = sum(
                line.quantity
                for order in world.orders.rows.values()
                for line in order.lines
                if line.item.variant_id in of_events
            )
            assert report.tickets == units > 0

    def test_the_report_tells_what_it_cost(self, tmp_path: Path, shared_demo: DemoStore) -> None:
        with station(tmp_path, shared_demo) as rig:
            report = rig.sync()
            assert report.requests == rig.store.traffic().requests > 0
            assert report.cost > 0
            assert list(report.as_json()) == [
                "mode",
                "events",
                "categories",
                "orders",
                "tickets",
                "requests",
                "cost",
                "throttled",
                "seconds",
                "watermark",
                "stopped",
                "changed",
                "troubles",
            ]
            last = rig.profile.mirror_writer.last_sync()
            assert last is not None
            assert (last["mode"], last["orders"]) == ("bulk", report.orders)

    def test_the_watermark_is_behind_the_start_of_the_job(self, tmp_path: Path, demo: DemoStore) -> None:
        with station(tmp_path, demo) as rig:
            started = demo.world.now()
            report = rig.sync()
            seconds = demo.world.clock.now()
            from ticketforge_desktop.demo.clock import iso

            assert report.watermark <= iso(started)
            assert report.watermark >= iso(int(seconds) - 300)

    def test_progress_counts_up_to_what_the_store_counted(self, tmp_path: Path, shared_demo: DemoStore) -> None:
        steps: list[SyncProgress] = []
        with station(tmp_path, shared_demo) as rig:
            rig.sync(tell=steps.append)
        phases = list(dict.fromkeys(step.phase for step in steps))
        assert [phase for phase in phases if phase != "preparing"] == ["connecting", "loading", "finishing", "changes"]
        orders = [step for step in steps if step.phase == "loading" and step.feed == "orders"]
        assert orders[-1].done == orders[-1].total > 400
        assert [step.done for step in orders] == sorted(step.done for step in orders)

    def test_a_store_without_personal_data_is_mirrored_all_the_same(self, tmp_path: Path) -> None:
        hidden = DemoStore.start(orders=80, events=4, plan="plus", personal_data=False)
        with hidden as demo, station(tmp_path, demo) as rig:
            assert rig.sync().orders == 80
            assert rig.rows("SELECT DISTINCT holder, email, phone FROM orders") == [("", "", "")]

    def test_an_empty_store(self, tmp_path: Path) -> None:
        """No orders, no customers: their jobs have no file at all."""
        with DemoStore.start(orders=0, events=2, plan="plus") as demo, station(tmp_path, demo) as rig:
            report = rig.sync()
            assert (report.mode, report.orders, report.tickets, report.events) == ("bulk", 0, 0, 2)
            assert rig.sync().mode == "incremental"

    def test_a_second_full_sync_changes_nothing(self, tmp_path: Path, shared_demo: DemoStore) -> None:
        with station(tmp_path, shared_demo) as rig:
            rig.sync()
            before = rig.contents()
            assert rig.sync(full=True).mode == "bulk"
            assert rig.contents() == before


class TestTrouble:
    @pytest.mark.parametrize(
        "fault",
        [
            Fault("truncated-bulk", count=1),
            Fault("truncated-bulk", count=2, skip=1),
            Fault("truncated-bulk", count=4, settings={"clean": 1}),
            Fault("failed-bulk", count=1, settings={"after": 40}),
            Fault("failed-bulk", count=2, settings={"after": 5}),
            Fault("bad-gateway", count=2),
            Fault("dropped-connection", count=4, probability=0.5),
            Fault("throttle-storm", count=6),
            Fault("server-error", count=4, probability=0.5),
            Fault("slow", count=2, settings={"seconds": 0.2}),
        ],
        ids=lambda fault: "-".join([fault.name, str(fault.count), *fault.settings]),
    )
    def test_passing_trouble_leaves_a_whole_mirror(self, tmp_path: Path, demo: DemoStore, fault: Fault) -> None:
        with station(tmp_path / "quiet", demo) as quiet:
            quiet.sync()
            expected = quiet.contents()
        (tmp_path / "troubled").mkdir()
        (tmp_path / "troubled" / "secrets.json").write_bytes((tmp_path / "quiet" / "secrets.json").read_bytes())
        demo.faults.add(fault)
        with station(tmp_path / "troubled", demo) as rig:
            report = rig.sync()
            assert demo.faults.taken.count(fault.name) >= 1
            assert report.orders == 300
            assert rig.contents() == expected

    @pytest.mark.parametrize("clean", [0, 1])
    def test_a_file_that_is_always_torn_leaves_the_mirror_as_it_was(
        self, tmp_path: Path, demo: DemoStore, clean: int
    ) -> None:
        with station(tmp_path, demo) as rig:
            rig.sync()
            before = rig.contents()
            demo.faults.add(Fault("truncated-bulk", settings={"clean": clean}))
            with pytest.raises(BulkIncomplete if clean else NetworkUnavailable) as incomplete:
                rig.sync(full=True)
            assert incomplete.value.next_step
            assert rig.contents() == before
            demo.faults.clear()
            rig.sync(full=True)
            assert rig.contents() == before

    def test_a_job_that_always_fails_leaves_no_mirror_and_says_how_it_ended(
        self, tmp_path: Path, demo: DemoStore
    ) -> None:
        demo.faults.add(Fault("failed-bulk", settings={"after": 3}))
        with station(tmp_path, demo) as rig:
            with pytest.raises(BulkIncomplete) as failed:
                rig.sync()
            assert failed.value.facts["state"] == "FAILED"
            assert rig.profile.mirror_writer.shop() is None
            assert rig.profile.mirror_writer.last_sync() is None

    def test_a_wrong_token_touches_nothing(self, tmp_path: Path, demo: DemoStore) -> None:
        with station(tmp_path, demo, token="shpat_wrong") as rig:
            with pytest.raises(TokenRefused):
                rig.sync()
            assert rig.profile.mirror_writer.shop() is None

    def test_a_missing_scope_is_named(self, tmp_path: Path, demo: DemoStore) -> None:
        demo.authority.limit_scopes(tuple(demo.authority.scopes - {"read_customers", "write_customers"}))
        with station(tmp_path, demo) as rig:
            assert "read_customers" in rig.store.facts().missing_scopes
            with pytest.raises(ScopeMissing):
                rig.sync()

    def test_another_shop_behind_the_url_is_refused_and_the_mirror_stays(self, tmp_path: Path, demo: DemoStore) -> None:
        with station(tmp_path, demo) as rig:
            rig.sync()
            before = rig.contents()
        elsewhere = DemoStore.start(orders=20, events=2, plan="plus", faults="other-shop")
        with elsewhere as other, station(tmp_path, other) as rig:
            for full in (False, True):
                with pytest.raises(WrongShop) as wrong:
                    rig.sync(full=full)
            assert wrong.value.facts["found"] == other.shop
            assert rig.contents() == before

    def test_no_network_at_first_start(self, tmp_path: Path) -> None:
        demo = DemoStore.start(orders=10, events=2)
        url = demo.url
        demo.stop()

        class Gone:
            token = "shpat_1"

        Gone.url = url
        with station(tmp_path, Gone) as rig:
            with pytest.raises(NetworkUnavailable) as gone:
                rig.sync()
            assert gone.value.next_step
            assert rig.profile.mirror_writer.shop() is None

    def test_only_one_syncs_at_a_time(self, tmp_path: Path, demo: DemoStore) -> None:
        with station(tmp_path, demo) as rig, station(tmp_path, demo) as second:
            refused: list[SyncRunning] = []

            def meanwhile(step: SyncProgress) -> None:
                if step.phase == "finishing":
                    with pytest.raises(SyncRunning) as running:
                        second.sync()
                    refused.append(running.value)

            rig.sync(tell=meanwhile)
            assert len(refused) == 1
            assert second.sync().mode == "incremental"

    def test_a_steward_may_not_sync(self, tmp_path: Path, demo: DemoStore) -> None:
        from ticketforge_desktop.domain.errors import RightMissing

        steward = Staff("s", "Steward", ROLE_RIGHTS[Role.STEWARD])
        with station(tmp_path, demo) as rig, pytest.raises(RightMissing):
            rig.engine.run(steward)

    def test_a_sync_that_is_stopped_goes_on_where_it_was(self, tmp_path: Path, demo: DemoStore) -> None:
        with station(tmp_path, demo) as rig:
            seen: list[SyncProgress] = []
            report = rig.sync(tell=seen.append, stopped=lambda: bool(seen) and seen[-1].feed == "orders")
            assert report.stopped
            assert rig.profile.mirror_writer.shop() is None
            requests = report.requests
            again = rig.sync()
            assert (again.stopped, again.orders) == (False, 300)
            assert again.requests < requests + 12, "jobs were not started again"


class TestWhatHappensMeanwhile:
    def test_what_changes_while_the_job_runs_is_in_the_mirror_after_the_sync(
        self, tmp_path: Path, demo: DemoStore
    ) -> None:
        """The job's file is a picture of its start; the pass behind it brings the rest."""
        changed: list[str] = []

        def meanwhile(step: SyncProgress) -> None:
            if step.phase == "loading" and step.feed == "orders" and not changed:
                order_id = next(iter(demo.world.orders.rows))
                gid = f"gid://shopify/Order/{order_id}"
                graphql(
                    demo, 'mutation($id: ID!) { tagsAdd(id: $id, tags: ["late"]) { userErrors { message } } }', id=gid
                )
                changed.append(str(order_id))

        with station(tmp_path, demo) as rig:
            rig.sync(tell=meanwhile)
            tags = rig.one("SELECT tags FROM orders WHERE order_id = ?", int(changed[0]))
            assert "late" in tags.split(",")
