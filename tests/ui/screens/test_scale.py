"""Axes: round steps, and never a chart that lies about its height."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.ui.charts.scale import axis_for, time_ticks

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("highest", "step", "top"),
    [(6482, 2000, 8000), (1538, 500, 2000), (3, 1, 3), (0, 1, 1), (1, 1, 1), (10_000, 2500, 10_000), (41, 20, 60)],
)
def test_steps_are_round(highest: int, step: int, top: int) -> None:
    axis = axis_for(highest)
    assert (axis.step, axis.top) == (step, top)


def test_money_is_measured_in_whole_euros() -> None:
    assert axis_for(648_250, unit=100).ticks == range(0, 800_001, 200_000)
    assert axis_for(30, unit=100).top == 100


@given(st.integers(0, 10**12), st.integers(2, 8))
def test_an_axis_always_reaches_its_highest_value_and_wastes_little(highest: int, lines: int) -> None:
    axis = axis_for(highest, lines)
    assert axis.top >= highest
    assert len(axis.ticks) <= lines + 1
    assert axis.ticks[0] == 0
    assert axis.top - axis.step < highest or axis.top == axis.step


def test_an_evening_is_told_by_quarters_of_an_hour() -> None:
    start = datetime(2026, 11, 14, 18, 24, tzinfo=BERLIN)
    ticks = time_ticks(start, start + timedelta(hours=2, minutes=21))
    assert [f"{t:%H:%M}" for t in ticks] == [
        "18:30", "18:45", "19:00", "19:15", "19:30", "19:45", "20:00", "20:15", "20:30", "20:45",
    ]  # fmt: skip


@given(st.integers(1, 60 * 48), st.integers(0, 1439), st.integers(2, 12))
def test_there_is_never_a_crowd_of_ticks(minutes: int, begin: int, most: int) -> None:
    start = datetime(2026, 11, 14, tzinfo=BERLIN) + timedelta(minutes=begin)
    ticks = time_ticks(start, start + timedelta(minutes=minutes), most)
    assert len(ticks) <= most
    assert all(start <= t <= start + timedelta(minutes=minutes) for t in ticks)
