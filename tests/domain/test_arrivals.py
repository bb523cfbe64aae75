"""The expected curve: what earlier evenings say of tonight, and when they say nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.arrivals import (
    BEGIN,
    END,
    MOST_EVENINGS,
    STEP,
    Arrival,
    PastEvening,
    expected_arrival,
    minutes_to_peak,
)


def at(curve: tuple[Arrival, ...], minute: int) -> int:
    return next(point.guests for point in curve if point.minute == minute)


def test_half_of_the_guests_are_usually_in_half_an_hour_before_the_start() -> None:
    earlier = PastEvening({-60: 10, -30: 40, -5: 40, 10: 10}, tickets=100)
    curve, evenings = expected_arrival([earlier], 1000)
    assert evenings == 1
    assert [point.minute for point in curve] == list(range(BEGIN, END + 1, STEP))
    assert [at(curve, minute) for minute in (-90, -60, -30, -25, -5, 5, 10, 60)] == [
        0, 100, 500, 500, 900, 900, 1000, 1000,
    ]  # fmt: skip


def test_not_everybody_comes_and_the_curve_ends_where_they_usually_do() -> None:
    curve, _ = expected_arrival([PastEvening({-30: 80}, tickets=100)], 500)
    assert curve[-1].guests == 400


def test_one_evening_with_a_closed_gate_does_not_bend_the_rest() -> None:
    usual = [PastEvening({-40: 50, -10: 50}, 100)] * 4
    late = PastEvening({30: 100}, 100)
    assert expected_arrival([late, *usual], 100)[0] == expected_arrival(usual, 100)[0]


def test_only_the_likest_evenings_count() -> None:
    near, far = PastEvening({-40: 100}, 100), PastEvening({20: 100}, 100)
    curve, evenings = expected_arrival([near] * MOST_EVENINGS + [far] * 20, 100)
    assert (evenings, at(curve, -40)) == (MOST_EVENINGS, 100)


def test_evenings_that_say_nothing_draw_no_line() -> None:
    a_few, let_in_elsewhere = PastEvening({-10: 19}, 19), PastEvening({-10: 30}, 1000)
    taken_back = PastEvening({-10: 30, -5: -30}, 100)
    assert expected_arrival([a_few, let_in_elsewhere, taken_back], 100) == ((), 0)
    assert expected_arrival([], 100) == ((), 0)
    assert expected_arrival([PastEvening({-10: 100}, 100)], 0) == ((), 0), "nothing sold"


def test_the_peak_is_where_the_crowd_is_thickest_and_past_once_it_was() -> None:
    curve, _ = expected_arrival([PastEvening({-60: 20, -22: 60, 0: 20}, 100)], 100)
    assert minutes_to_peak(curve, -60) == 37
    assert minutes_to_peak(curve, -23) == 0
    assert minutes_to_peak(curve, 5) is None
    assert minutes_to_peak((), -60) is None


evenings = st.builds(
    PastEvening,
    st.dictionaries(st.integers(-400, 300), st.integers(-3, 60), max_size=40),
    st.integers(0, 2000),
)


@given(st.lists(evenings, max_size=8), st.integers(0, 5000))
def test_a_curve_never_falls_and_never_tells_more_guests_than_tickets(past: list[PastEvening], tickets: int) -> None:
    curve, told = expected_arrival(past, tickets)
    assert bool(curve) == bool(told)
    counts = [point.guests for point in curve]
    assert counts == sorted(counts)
    assert all(0 <= guests <= tickets for guests in counts)
