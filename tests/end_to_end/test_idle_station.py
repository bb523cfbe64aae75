"""An idle station leaves the store's bucket to those who sell: counted in points an hour, from real requests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.bootstrap.station_secrets import StationSecrets
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.host.folder import ProfileFolder
from ticketforge_desktop.host.memory_secrets import MemorySecrets
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.services.schedule import allowed_interval
from ticketforge_desktop.services.settings import SYNC_INTERVAL
from ticketforge_desktop.shopify.throttle import STANDARD_RESTORE

HOUR_S = 3_600
SHARE = 0.05


@pytest.fixture
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(events=40, orders=800, seed=5, plan="standard") as store:
        yield store


@pytest.fixture
def desk(tmp_path: Path, demo: DemoStore) -> Iterator[Desk]:
    opened = Desk(ProfileFolder(tmp_path / "profile").make(), StationSecrets(MemorySecrets()))
    opened.connect(StoreLogin(demo.url, token=demo.token))
    opened.run_sync()
    demo.quiesce()
    demo.advance(600)
    opened.run_sync()
    try:
        yield opened
    finally:
        opened.close()


def test_an_hour_of_idle_syncs_takes_less_than_five_hundredths_of_a_standard_bucket(
    desk: Desk, demo: DemoStore
) -> None:
    restored = STANDARD_RESTORE * HOUR_S
    costs = []
    for _ in range(3):
        demo.advance(60)
        costs.append(desk.run_sync().cost)
    assert min(costs) > 0
    budget = desk.stores.budget()
    interval = allowed_interval(int(SYNC_INTERVAL.default), budget, max(costs))
    assert SYNC_INTERVAL.minimum <= interval <= SYNC_INTERVAL.default
    assert max(costs) * HOUR_S / interval < SHARE * restored, f"{costs} points every {interval} s"


def test_the_account_of_the_hour_is_what_the_store_charged(desk: Desk, demo: DemoStore) -> None:
    """What the sync page shows as used is what the requests cost, to the point."""
    before, told = desk.stores.throttle.used(), desk.store().traffic().cost
    desk.run_sync()
    assert desk.stores.throttle.used() - before == desk.store().traffic().cost - told
    budget = desk.stores.budget()
    assert (budget.capacity, budget.restore_rate) == (2_000, 100)
    assert 0 < budget.used_share < SHARE


def test_all_connections_of_a_desk_share_one_bucket(desk: Desk, demo: DemoStore) -> None:
    throttle = desk.stores.throttle
    desk.stores.drop()
    desk.store().shop()
    assert desk.stores.throttle is throttle
    used = throttle.used()
    desk.connect(StoreLogin(demo.url, token=demo.token))
    assert throttle.used() > used, "trying a login is paid from the same bucket"
