"""A station beside a busy store, with every kind of trouble alone and in pairs: after each quiet moment both agree.

The store is asked past our client what it holds (`store_truth`), so that what our decoding gets wrong shows too. What
was sold here meanwhile is in the store once, and comes back as the sale it was.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.sync.busy_shop import BusyShop
from tests.sync.push_rig import SharedTime, sale
from tests.sync.rig import Rig, station
from tests.sync.store_truth import differences, of_the_mirror, of_the_store
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import ConnectionTrouble, SyncTrouble
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.host.locks import FileLock
from ticketforge_desktop.services.ports.outbox import Act, ActState
from ticketforge_desktop.sync.push import Pusher

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
        self.time = SharedTime(self.demo.clock)
        self.sold: dict[str, int] = {}  # source → quantity

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

    @rule(quantity=st.integers(1, 3))
    def the_station_sells(self, quantity: int) -> None:
        variant = self.shop.chance.choice([v for event in self.shop.events() for v in event.variants])
        source = str(UUID(int=self.shop.chance.getrandbits(128)))
        payload = sale(variant.id, quantity, variant.price)
        self.rig.profile.outbox.add(Act("sale", f"sale:{source}", payload, source=source), DEFAULT_MANAGER)
        self.sold[source] = quantity

    @rule()
    def the_station_pushes_as_well_as_it_can(self) -> None:
        with suppress(ConnectionTrouble):
            self.push(0)

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
        self.push_all()
        self.demo.quiesce()
        report = self.rig.sync()
        assert not report.stopped
        assert differences(of_the_store(self.demo), of_the_mirror(self.rig)) == {}
        self.all_that_was_sold_is_there_once()

    def push(self, patience_s: float) -> None:
        lock = FileLock(self.folder / "push.lock")
        queue, acts = self.rig.profile.send_queue, self.rig.store.acts()
        Pusher(queue, acts, lock=lock, clock=self.time, sleep=self.time.sleep).run(
            DEFAULT_MANAGER, patience_s=patience_s
        )

    def push_all(self) -> None:
        """Until nothing waits; where nobody can know whether a sale arrived, a person looks into the store."""
        for _ in range(20):
            self.push(1_200)
            outbox = self.rig.profile.outbox
            for entry in outbox.entries(states=[ActState.ATTENTION]):
                there = any(order.source_identifier == entry.source for order in self.demo.world.orders)
                if entry.error_code in {"gone", "sold_out"}:  # deleted, or sold to others, before this was sent
                    assert not there
                    outbox.settle(entry.outbox_id, "money given back", DEFAULT_MANAGER)
                    self.sold.pop(entry.source)
                    continue
                assert entry.error_code == "maybe_done", (entry.error_code, entry.last_error)
                assert not there, "a sale that is there is found"
                outbox.retry(entry.outbox_id, DEFAULT_MANAGER)
            if not any(self.rig.profile.send_queue.waiting()):
                return
            self.shop.sell()  # a later order shows that the store's index goes on
            self.demo.advance(90)
        raise AssertionError([(e.state, e.last_error) for e in self.rig.profile.outbox.entries() if e.state != "done"])

    def all_that_was_sold_is_there_once(self) -> None:
        found = [row[0] for row in self.rig.rows("SELECT source_identifier FROM orders WHERE source_identifier <> ''")]
        ours = [source for source in found if source in self.sold]
        assert sorted(ours) == sorted(self.sold.keys() - self.shop.dropped)


COMMON = {
    "deadline": None,
    # Shrinking takes minutes here; the steps of a failing run are printed all the same.
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
}


class TestSyncMachine(SyncMachine.TestCase):
    settings = settings(max_examples=12, stateful_step_count=18, **COMMON)


@pytest.mark.long
class TestSyncMachineAtLength(SyncMachine.TestCase):
    settings = settings(max_examples=150, stateful_step_count=30, **COMMON)
