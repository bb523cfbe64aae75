"""The shop itself changes, and this computer's clock is wrong by a day: the mirror is the store's all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.sync.rig import Rig, graphql, station
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.changes import Kind

TAG = "mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }"


@pytest.fixture
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=40, events=3, plan="plus") as store:
        yield store


@pytest.fixture
def rig(tmp_path: Path, demo: DemoStore) -> Iterator[Rig]:
    with station(tmp_path, demo) as synced:
        synced.sync()
        yield synced


class TestTheShop:
    def test_another_name_comes_with_the_next_pull(self, rig: Rig, demo: DemoStore) -> None:
        demo.world.shop.name = "Kartenhaus am Rhein"
        report = rig.sync()
        assert report.mode == "incremental"
        assert report.changes.touches(Kind.SHOP)
        shop = rig.profile.queries.shop()
        assert shop is not None
        assert shop.name == "Kartenhaus am Rhein"
        assert not rig.sync().changes.touches(Kind.SHOP)

    def test_another_zone_counts_every_day_anew(self, rig: Rig, demo: DemoStore) -> None:
        before = rig.rows("SELECT day, channel, total_minor FROM sales_days ORDER BY 1, 2")
        demo.world.shop.zone = "Pacific/Kiritimati"
        assert rig.sync().mode == "bulk"
        assert rig.one("SELECT zone FROM shop") == "Pacific/Kiritimati"
        after = rig.rows("SELECT day, channel, total_minor FROM sales_days ORDER BY 1, 2")
        assert after != before
        assert sum(row[2] for row in after) == sum(row[2] for row in before)
        assert rig.sync().mode == "incremental"

    def test_another_currency_prices_every_category_anew(self, rig: Rig, demo: DemoStore) -> None:
        prices = dict(rig.rows("SELECT variant_id, price_minor FROM categories"))
        demo.world.shop.currency = "JPY"
        assert rig.sync().mode == "bulk"
        assert rig.rows("SELECT DISTINCT currency FROM events") == [("JPY",)]
        for variant_id, price in rig.rows("SELECT variant_id, price_minor FROM categories"):
            assert price * 100 == pytest.approx(prices[variant_id], abs=100)


class WrongClock:
    """Off by a day, one way or the other."""

    def __init__(self, off: timedelta) -> None:
        self._off = off

    def now(self) -> datetime:
        return datetime.now(UTC) + self._off


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_wrong_by_a_day_changes_nothing(tmp_path: Path, demo: DemoStore, days: int) -> None:
    """Neither at the first sync, nor when it is set wrong in between: how far the store is known, the store tells."""
    (tmp_path / "right").mkdir()
    (tmp_path / "wrong").mkdir()
    with (
        station(tmp_path / "right", demo) as right,
        station(tmp_path / "wrong", demo, clock=WrongClock(timedelta(days=days))) as wrong,
    ):
        for number, order in enumerate(list(demo.world.orders)[:3]):
            demo.advance(200)
            graphql(demo, TAG, id=gid("Order", order.id), tags=[f"turn{number}"])
            marks = []
            for rig in (right, wrong):
                rig.sync()
                assert f"turn{number}" in rig.one("SELECT tags FROM orders WHERE order_id = ?", order.id)
                marks.append(dict(rig.rows("SELECT feed, at FROM sync_state")))
            assert marks[0].keys() == marks[1].keys()
            for feed, at in marks[0].items():  # the store's own clock went on for a moment between the two
                apart = datetime.fromisoformat(at) - datetime.fromisoformat(marks[1][feed])
                assert abs(apart) < timedelta(seconds=60), feed
        assert wrong.drift().drift == 0
        sweep = wrong.sweep()
        assert (sweep.removed, sweep.withheld) == ({}, {})


def test_a_clock_set_back_between_two_syncs_loses_nothing(tmp_path: Path, demo: DemoStore) -> None:
    clock = WrongClock(timedelta(days=1))
    with station(tmp_path, demo, clock=clock) as rig:
        rig.sync()
        clock._off = timedelta(days=-1)
        order = next(iter(demo.world.orders))
        graphql(demo, TAG, id=gid("Order", order.id), tags=["seen"])
        report = rig.sync()
        assert report.seconds >= 0
        assert "seen" in rig.one("SELECT tags FROM orders WHERE order_id = ?", order.id)
