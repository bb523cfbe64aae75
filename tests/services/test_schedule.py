"""When a sync is due, and when the big checks are."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.services.schedule import LONGEST_PAUSE, QUICKEST_S, Done, Schedule, Task, allowed_interval
from ticketforge_desktop.services.sync_views import Budget

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
FULL = Budget(capacity=2000, restore_rate=100, available=1900, used_share=0.01)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_the_first_is_due_at_once_and_the_next_after_the_interval() -> None:
    schedule = Schedule(30)
    assert schedule.due(NOON)
    schedule.ended(NOON)
    assert not schedule.due(after(29))
    assert schedule.due(after(30))
    assert schedule.next_at == after(30)


def test_a_store_that_does_not_answer_is_asked_less_and_less_often() -> None:
    schedule, now, pauses = Schedule(30), NOON, []
    for _ in range(7):
        schedule.failed(now)
        began = now
        while not schedule.due(now):
            now += timedelta(seconds=5)
        pauses.append((now - began).total_seconds())
    assert pauses == [60, 120, 240, 480, 600, 600, 600]
    schedule.ended(now)
    assert schedule.failures == 0
    assert schedule.due(now + timedelta(seconds=30))


def test_a_long_interval_is_never_shortened_by_trouble() -> None:
    schedule = Schedule(3_600)
    schedule.failed(NOON)
    assert not schedule.due(after(3_599))
    assert schedule.due(after(3_600))


def test_a_person_need_not_wait() -> None:
    schedule = Schedule(30)
    schedule.failed(NOON)
    schedule.asked()
    assert schedule.due(after(1))


def test_paused_and_on_demand_only() -> None:
    schedule = Schedule(30)
    schedule.pause(True)
    assert not schedule.due(NOON)
    assert schedule.task(NOON, Done()) is None
    assert schedule.next_at is None
    schedule.pause(False)
    assert schedule.due(NOON)
    assert not Schedule(0).due(NOON)


def test_a_changed_interval_counts_from_the_last_sync() -> None:
    schedule = Schedule(600)
    schedule.ended(NOON)
    schedule.change_interval(15)
    assert schedule.due(after(15))


@given(st.lists(st.tuples(st.booleans(), st.integers(-90_000, 90_000)), max_size=20), st.integers(1, 900))
def test_a_clock_that_jumps_never_puts_it_off_for_long(history: list[tuple[bool, int]], interval: int) -> None:
    schedule, now = Schedule(interval), NOON
    for went_through, jump in history:
        (schedule.ended if went_through else schedule.failed)(now)
        now += timedelta(seconds=jump)
    longest = max(timedelta(seconds=interval), LONGEST_PAUSE)
    assert schedule.due(now) or schedule.due(now + longest)


# The pace


def test_a_cheap_sync_on_a_full_bucket_comes_every_quarter_minute() -> None:
    assert allowed_interval(60, FULL, cost=20) == QUICKEST_S
    schedule = Schedule(60)
    schedule.ended(NOON, allowed_interval(60, FULL, cost=20))
    assert schedule.due(after(15))


def test_a_dear_sync_or_an_empty_bucket_keeps_to_the_setting() -> None:
    assert allowed_interval(60, FULL, cost=5_000) == 60
    half_gone = Budget(2000, 100, 999, 0.4)
    assert allowed_interval(60, half_gone, cost=20) == 60
    assert allowed_interval(60, None, cost=20) == 60


def test_who_wants_it_rarer_gets_it_rarer() -> None:
    assert allowed_interval(900, FULL, cost=1) == 900


@given(
    st.integers(15, 60), st.integers(0, 10_000), st.floats(50, 1000), st.floats(100, 20_000), st.floats(0, 1)
)  # fmt: skip
def test_an_idle_station_never_takes_more_than_its_share(
    longest: int, cost: int, restore: float, capacity: float, filled: float
) -> None:
    seconds = allowed_interval(longest, Budget(capacity, restore, capacity * filled, 0), cost)
    assert min(longest, QUICKEST_S) <= seconds <= longest
    if seconds < longest:
        assert cost / (seconds * restore) <= 0.05


# The big checks


def at_home(hour: int, minute: int = 0, day: int = 22) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def synced(now: datetime) -> Schedule:
    schedule = Schedule(60, BERLIN)
    assert schedule.task(now, Done(now, now)) is Task.SYNC
    schedule.ended(now)
    return schedule


def test_the_sweep_waits_for_the_night_of_the_shop_and_comes_once() -> None:
    yesterday = at_home(3, 30, day=21)
    schedule = synced(at_home(2, 59))
    assert schedule.task(at_home(2, 59), Done(at_home(2), yesterday)) is None
    schedule.ended(at_home(3, 1))
    assert schedule.task(at_home(3, 1), Done(at_home(2), yesterday)) is Task.SWEEP
    schedule.ended(at_home(3, 20))
    assert schedule.task(at_home(3, 20), Done(at_home(2), at_home(3, 19))) is None


def test_a_station_that_is_off_at_night_sweeps_by_day() -> None:
    schedule = synced(at_home(18))
    assert schedule.task(at_home(18), Done(at_home(12), at_home(7))) is None
    assert schedule.task(at_home(18), Done(at_home(12), at_home(5, day=21))) is Task.SWEEP


def test_what_was_never_done_waits_until_the_station_has_settled() -> None:
    schedule = synced(at_home(18))
    assert schedule.task(at_home(18), Done()) is None
    schedule.ended(at_home(19))
    assert schedule.task(at_home(19), Done()) is Task.DRIFT
    assert schedule.task(at_home(19), Done(drift=at_home(19))) is Task.SWEEP


def test_drift_is_looked_for_once_a_day_and_a_sync_goes_first() -> None:
    schedule = synced(at_home(12))
    last = Done(at_home(11, day=21), at_home(4))
    assert schedule.task(at_home(12), last) is Task.DRIFT
    assert schedule.task(at_home(12, 2), last) is Task.SYNC


def test_a_big_check_that_failed_rests_and_holds_up_nothing() -> None:
    schedule = synced(at_home(12))
    last = Done(at_home(11, day=21), at_home(4))
    schedule.failed(at_home(12), Task.DRIFT)
    assert schedule.task(at_home(12), last) is None
    assert schedule.failures == 0
    assert schedule.task(at_home(12, 5), last) is Task.SYNC
    schedule.ended(at_home(13, 1))
    assert schedule.task(at_home(13, 1), last) is Task.DRIFT


def test_while_the_store_does_not_answer_nothing_big_is_begun() -> None:
    schedule = synced(at_home(12))
    schedule.failed(at_home(12))
    assert schedule.task(at_home(12), Done(at_home(11, day=20), at_home(3, day=20))) is None
