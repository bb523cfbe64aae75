"""Stock levels: five words, and a defined answer where there is no capacity or too much was sold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.stock import SEVERITY, StockLevel, Thresholds, available, stock_level


@pytest.mark.parametrize(
    ("capacity", "free", "level"),
    [
        (100, 0, StockLevel.SOLD_OUT),
        (100, 1, StockLevel.CRITICAL),
        (100, 5, StockLevel.CRITICAL),  # a bound belongs to the worse level
        (100, 6, StockLevel.LOW_STOCK),
        (100, 15, StockLevel.LOW_STOCK),
        (100, 16, StockLevel.MEDIUM),
        (100, 30, StockLevel.MEDIUM),
        (100, 31, StockLevel.AVAILABLE),
        (1, 1, StockLevel.AVAILABLE),
        (0, 0, StockLevel.SOLD_OUT),  # no capacity: nothing to sell
        (0, 5, StockLevel.SOLD_OUT),
        (100, -3, StockLevel.SOLD_OUT),  # oversold
        (-1, 5, StockLevel.SOLD_OUT),
        (19, 1, StockLevel.LOW_STOCK),  # 5.26 %: no rounding
        (20, 1, StockLevel.CRITICAL),
    ],
)
def test_levels(capacity: int, free: int, level: StockLevel) -> None:
    assert stock_level(capacity, free) is level


def test_thresholds_are_settings() -> None:
    assert stock_level(100, 10, Thresholds(critical=10, low_stock=20, medium=50)) is StockLevel.CRITICAL


@given(st.integers(0, 5_000), st.integers(-100, 5_000))
def test_more_left_is_never_a_worse_level(capacity: int, free: int) -> None:
    assert SEVERITY[stock_level(capacity, free + 1)] >= SEVERITY[stock_level(capacity, free)]


def test_oversold_is_shown_as_it_is() -> None:
    assert available(capacity=100, sold=98, reserved=5) == -3
