"""When a sync is due."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.sync.schedule import LONGEST_PAUSE, Schedule

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_the_first_is_due_at_once_and_the_next_after_the_interval() -> None:
    schedule = Schedule(30)
    assert schedule.due(NOON)
    schedule.ended(NOON)
    assert not schedule.due(after(29))
    assert schedule.due(after(30))


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
