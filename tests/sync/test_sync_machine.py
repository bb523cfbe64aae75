"""A station beside a busy store, with every kind of trouble alone and in pairs: after each quiet moment both agree.

The store is asked past our client what it holds (`store_truth`), so that what our decoding gets wrong shows too.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.sync.busy_shop import BusyShop
from tests.sync.rig import Rig, station
from tests.sync.store_truth import differences, of_the_mirror, of_the_store
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import ConnectionTrouble, SyncTrouble

# Trouble that comes and goes by itself; another shop behind the address is a story of its own.
TROUBLES = (
    "throttle-storm",
    "bad-gateway",
    "dropped-connection",
    "slow",
    "truncated-bulk",
    "failed-bulk",
    "server-error",
)
ONE_OR_TWO = st.lists(st.sampled_from(TROUBLES), min_size=1, max_size=2, unique=True)


class SyncMachine(RuleBasedStateMachine):
    """One store, one station; the store goes on working while the station is in trouble."""

    def __init__(self) -> None:
        super().__init__()
        self.open_things = ExitStack()

    @initialize(seed=st.integers(0, 2**32), lag=st.sampled_from([0.0, 0.0, 4.0]))
    def open(self, seed: int, lag: float) -> None:
        enter = self.open_things.enter_context
        self.folder = Path(enter(tempfile.TemporaryDirectory()))
        self.demo = enter(
            DemoStore.start(orders=12, events=3, plan="plus", seed=seed % 1000, job_delay=0, index_lag=lag)
        )
        self.shop = BusyShop(self.demo, seed)
        self.at_station = enter(ExitStack())
        self.rig = self.begin_the_day()

    def teardown(self) -> None:
        self.open_things.close()

    def begin_the_day(self) -> Rig:
        return self.at_station.enter_context(station(self.folder, self.demo))

    @rule(acts=st.integers(1, 12))
    def people_buy_and_change_their_minds(self, acts: int) -> None:
        self.shop.work(acts)

    @rule(names=ONE_OR_TWO, chance=st.sampled_from([0.2, 0.5, 1.0]), count=st.integers(1, 6))
    def trouble_begins(self, names: list[str], chance: float, count: int) -> None:
        for name in names:
            faults = {"seconds": 0.01, "after": 3} if name in {"slow", "failed-bulk"} else {}
            self.demo.faults.add(Fault(name, chance, count, settings=faults))

    @rule(full=st.sampled_from([False, False, False, True]))
    def the_station_syncs_as_well_as_it_can(self, full: bool) -> None:
        with suppress(ConnectionTrouble, SyncTrouble):
            self.rig.sync(full=full)

    @rule(full=st.booleans(), acts=st.integers(1, 6), at=st.integers(0, 12))
    def people_buy_while_it_syncs(self, full: bool, acts: int, at: int) -> None:
        left = [at]

        def now_and_then(_step: object) -> None:
            if left[0] == 0:
                self.shop.work(acts)
            left[0] -= 1

        with suppress(ConnectionTrouble, SyncTrouble):
            self.rig.sync(full=full, tell=now_and_then)

    @rule(at=st.integers(0, 8))
    def somebody_stops_it_half_way(self, at: int) -> None:
        told = [0]

        def enough() -> bool:
            told[0] += 1
            return told[0] > at

        with suppress(ConnectionTrouble, SyncTrouble):
            self.rig.sync(full=at % 2 == 0, stopped=enough)

    @rule()
    def the_station_is_started_anew(self) -> None:
        self.at_station.close()
        self.rig = self.begin_the_day()

    @rule()
    def time_goes_by(self) -> None:
        self.demo.advance(90)

    @rule(what=st.sampled_from(["event", "order"]))
    def something_goes_for_good(self, what: str) -> None:
        self.shop.drop_event() if what == "event" else self.shop.drop_order()

    @rule()
    def a_quiet_moment(self) -> None:
        self.demo.faults.clear()
        self.demo.quiesce()
        report = self.rig.sync()
        assert not report.stopped
        assert differences(of_the_store(self.demo), of_the_mirror(self.rig)) == {}


QUIETLY = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


class TestSyncMachine(SyncMachine.TestCase):
    settings = settings(max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=QUIETLY)


@pytest.mark.long
class TestSyncMachineAtLength(SyncMachine.TestCase):
    settings = settings(max_examples=150, stateful_step_count=30, deadline=None, suppress_health_check=QUIETLY)
