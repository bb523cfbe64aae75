"""The shared bucket: never overdrawn, the fast lane first, half left by the background."""

import threading
from contextlib import suppress
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ticketforge_desktop.domain.errors import StoreBusy
from ticketforge_desktop.shopify.throttle import PATIENCE_S, Lane, Level, Reservation, Throttle, _Waiting


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.at = 1_000.0
        self.slept = 0.0

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.at += seconds
        self.slept += seconds


class StoreBucket:
    """The store's own leaky bucket: the judge of what was sent."""

    def __init__(self, time: Time, capacity: float, rate: float) -> None:
        self.time, self.capacity, self.rate = time, capacity, rate
        self.level, self.read_at = capacity, time.at

    def now(self) -> float:
        self.level = min(self.capacity, self.level + (self.time.at - self.read_at) * self.rate)
        self.read_at = self.time.at
        return self.level

    def take(self, requested: float, actual: float) -> Level:
        assert self.now() >= requested - 1e-6, "the store would have throttled this"
        self.level -= actual
        return Level(self.capacity, self.rate, self.level)


def throttle_at(time: Time) -> Throttle:
    return Throttle(now=time.now, sleep=time.sleep, jitter=lambda: 0.0)


requests = st.lists(
    st.tuples(
        st.floats(1, 1_000),
        st.floats(0, 1),  # the share of the estimate that it really costs
        st.sampled_from(list(Lane)),
        st.floats(0, 8),  # seconds until the next
    ),
    max_size=40,
)


@given(requests)
def test_what_is_sent_always_fits_into_the_stores_own_bucket(sent: list[tuple[float, float, Lane, float]]) -> None:
    time = Time()
    throttle, store = throttle_at(time), StoreBucket(time, 2_000, 100)
    for points, share, lane, pause in sent:
        reservation = throttle.reserve(points, lane, patience_s=1_000)
        throttle.settle(reservation, store.take(points, points * share))
        time.at += pause


@given(requests)
def test_the_background_leaves_half_of_the_bucket_to_till_and_door(
    sent: list[tuple[float, float, Lane, float]],
) -> None:
    time = Time()
    throttle, store = throttle_at(time), StoreBucket(time, 2_000, 100)
    for points, share, _lane, pause in sent:
        reservation = throttle.reserve(points, Lane.BACKGROUND, patience_s=1_000)
        throttle.settle(reservation, store.take(points, points * share))
        assert store.now() >= 1_000 - 1e-6
        time.at += pause


@given(st.lists(st.floats(1, 900), min_size=1, max_size=8))
def test_requests_under_way_together_never_count_the_same_points_twice(points: list[float]) -> None:
    time = Time()
    throttle, store = throttle_at(time), StoreBucket(time, 2_000, 100)
    under_way = []
    for asked in points:
        try:
            under_way.append(throttle.reserve(asked, Lane.FAST, patience_s=0))
        except StoreBusy:
            continue
    for reservation in under_way:
        throttle.settle(reservation, store.take(reservation.points, reservation.points))
    assert throttle.free() <= store.now() + 1e-6


@dataclass
class UnderWay:
    """A request between its leaving and its reply."""

    reservation: Reservation
    share: float
    told: Level | None = None
    actual: float = 0.0


steps = st.lists(
    st.one_of(
        st.tuples(st.just("send"), st.floats(1, 1_000), st.floats(0, 1)),
        st.tuples(st.just("executed"), st.integers(0, 5), st.just(0.0)),
        st.tuples(st.just("arrived"), st.integers(0, 5), st.just(0.0)),
        st.tuples(st.just("lost"), st.integers(0, 5), st.just(0.0)),
        st.tuples(st.just("elsewhere"), st.floats(1, 500), st.just(0.0)),
        st.tuples(st.just("time"), st.floats(0.01, 10), st.just(0.0)),
    ),
    max_size=60,
)


@given(steps)
def test_whatever_overtakes_what_no_more_is_overdrawn_than_other_processes_took(told: list[tuple]) -> None:
    """Requests of many threads: executed and answered in any order, some replies lost, another till at the bucket."""
    time = Time()
    throttle, store = throttle_at(time), StoreBucket(time, 2_000, 100)
    leaving: list[UnderWay] = []
    executed: list[UnderWay] = []
    elsewhere = 0.0
    for what, amount, share in told:
        if what == "send":
            with suppress(StoreBusy):
                leaving.append(UnderWay(throttle.reserve(amount, Lane.FAST, patience_s=0), share))
        elif what == "executed" and leaving:
            request = leaving.pop(int(amount) % len(leaving))
            request.actual = request.reservation.points * request.share
            assert store.now() + elsewhere >= request.reservation.points - 1e-6
            store.level -= request.actual
            request.told = Level(2_000, 100, max(store.level, 0.0))
            executed.append(request)
        elif what == "arrived" and executed:
            request = executed.pop(int(amount) % len(executed))
            throttle.settle(request.reservation, request.told, request.actual)
        elif what == "lost" and executed:
            throttle.settle(executed.pop(int(amount) % len(executed)).reservation, None)
        elif what == "elsewhere":
            taken = min(amount, store.now())
            store.level -= taken
            elsewhere += taken
        elif what == "time":
            time.at += amount


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(list(Lane)), st.floats(1, 700)), min_size=1, max_size=8))
def test_nobody_starves_and_the_fast_lane_goes_first(waiting: list[tuple[Lane, float]]) -> None:
    """All wait at an empty bucket, each on a thread of its own; the time is moved on until everyone was served."""
    clock, order = Time(), []
    turn = threading.Condition()

    def nap(_seconds: float) -> None:
        with turn:
            turn.wait(5)

    throttle = Throttle(now=clock.now, sleep=nap, jitter=lambda: 0.0)
    throttle.settle(throttle.reserve(10, Lane.FAST, 60), Level(2_000, 100, 0))

    def ask(at: int) -> None:
        lane, points = waiting[at]
        taken = throttle.reserve(points, lane, 10_000)
        order.append(at)
        throttle.settle(taken, None)

    threads = [threading.Thread(target=ask, args=(at,)) for at in range(len(waiting))]
    for at, thread in enumerate(threads):
        thread.start()
        while len(throttle._queue) <= at:  # so that they came in this order
            threading.Event().wait(0.0005)
    while any(thread.is_alive() for thread in threads):
        with turn:
            clock.at += 1.0
            turn.notify_all()
        threading.Event().wait(0.0005)
        assert clock.at < 1_000 + 600, "somebody starves"
    fast = [at for at, (lane, _) in enumerate(waiting) if lane is Lane.FAST]
    assert order[: len(fast)] == fast
    assert order[len(fast) :] == [at for at in range(len(waiting)) if at not in fast]


def test_a_sync_behind_a_till_that_never_rests_gets_its_turn_after_a_minute() -> None:
    time = Time()
    throttle = throttle_at(time)
    throttle.settle(throttle.reserve(10, Lane.FAST, 60), Level(2_000, 100, 50))
    till = _Waiting(100, Lane.FAST, time.at)
    throttle._queue.append(till)

    def nap(seconds: float) -> None:
        """One customer is served and the next one stands there."""
        time.at += max(seconds, 1.0)
        throttle._queue.remove(till)
        throttle._queue.append(till)

    throttle._sleep = nap
    began = time.at
    throttle.reserve(100, Lane.BACKGROUND, patience_s=180)
    assert PATIENCE_S <= time.at - began < PATIENCE_S + 3


def test_the_account_of_the_hour_counts_what_was_really_spent_and_forgets_after_it() -> None:
    time = Time()
    throttle = throttle_at(time)
    for _ in range(3):
        throttle.settle(throttle.reserve(100, Lane.FAST, 60), Level(2_000, 100, 2_000), spent=40)
        time.at += 30
    assert throttle.used() == 120
    assert throttle.used_share() == pytest.approx(120 / 360_000)
    time.at += 3_600
    assert throttle.used() == 0


def test_it_waits_for_what_is_missing_and_no_longer() -> None:
    time = Time()
    throttle = throttle_at(time)
    throttle.settle(throttle.reserve(10, Lane.FAST, 60), Level(2_000, 100, 200))
    throttle.reserve(700, Lane.FAST, 60)
    assert time.slept == pytest.approx(5.0)


def test_a_bucket_that_stays_empty_longer_than_one_may_wait_is_told_as_busy() -> None:
    time = Time()
    throttle = throttle_at(time)
    throttle.settle(throttle.reserve(10, Lane.FAST, 60), Level(2_000, 100, 0))
    with pytest.raises(StoreBusy) as busy:
        throttle.reserve(500, Lane.FAST, patience_s=2)
    assert busy.value.facts["wait_s"] == pytest.approx(5.0)
    assert time.slept == 0


def test_a_bigger_plan_is_learned_from_the_first_reply() -> None:
    time = Time()
    throttle = throttle_at(time)
    throttle.settle(throttle.reserve(10, Lane.BACKGROUND, 60), Level(20_000, 1_000, 19_990))
    for _ in range(9):
        throttle.reserve(1_000, Lane.BACKGROUND, 60)
    assert time.slept == 0
    assert throttle.size() == (20_000, 1_000)


def test_what_another_process_of_the_station_took_counts_here() -> None:
    time = Time()
    throttle = throttle_at(time)
    throttle.hear(Level(10_000, 500, 6_000), 1_500)
    assert throttle.level() == Level(10_000, 500, 6_000)
    assert throttle.used() == 1_500
    throttle.reserve(500, Lane.BACKGROUND, 60)
    assert time.slept == 0
    throttle.reserve(1_500, Lane.BACKGROUND, 60)
    assert time.slept == pytest.approx(2.0)  # half of it is left to others: 1,000 points are missing
    throttle.hear(Level(10_000, 500, 12_000), 0)
    assert throttle.level().available <= 10_000


def test_a_lost_reply_counts_as_spent() -> None:
    time = Time()
    throttle = throttle_at(time)
    throttle.settle(throttle.reserve(500, Lane.FAST, 60), None)
    assert throttle.free() == 1_500


def test_a_reservation_is_settled_once() -> None:
    time = Time()
    throttle = throttle_at(time)
    reservation = throttle.reserve(500, Lane.FAST, 60)
    throttle.settle(reservation, Level(2_000, 100, 1_990))
    throttle.settle(reservation, None)
    assert throttle.free() == 1_990


def test_the_background_stands_back_while_a_till_waits() -> None:
    """Real threads: a till that waits for many points gets them before a sync that could do with few."""
    clock = Time()
    served: list[str] = []
    gate = threading.Condition()

    def sleep(_seconds: float) -> None:
        with gate:
            gate.wait(5)

    throttle = Throttle(now=clock.now, sleep=sleep, jitter=lambda: 0.0)
    throttle.settle(throttle.reserve(10, Lane.FAST, 60), Level(2_000, 100, 0))

    def ask(name: str, lane: Lane, points: float) -> None:
        throttle.settle(throttle.reserve(points, lane, 1_000), None)
        with gate:
            served.append(name)
            gate.notify_all()

    sync = threading.Thread(target=ask, args=("sync", Lane.BACKGROUND, 100))
    till = threading.Thread(target=ask, args=("till", Lane.FAST, 1_500))
    till.start()
    sync.start()
    while len(served) < 2:
        with gate:
            clock.at += 2.0
            gate.notify_all()
            gate.wait(0.01)
    sync.join()
    till.join()
    assert served == ["till", "sync"]
