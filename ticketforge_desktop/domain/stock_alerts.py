"""When a category's stock raises an alert, and when that is over.

An alert stands from the moment the level is reached until the stock is clear of it: a margin above the bound, so that
a seat given back and sold again does not ring each time. Levels nest: who is sold out is critical and low as well.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from ticketforge_desktop.domain.stock import SEVERITY, StockLevel, Thresholds, not_for_sale, stock_level

# Levels that ring, the worst first.
ALERT_LEVELS: Final = (StockLevel.SOLD_OUT, StockLevel.CRITICAL, StockLevel.LOW_STOCK)
# How far above its bound the stock must be before an alert is over: the larger of both.
MARGIN_UNITS: Final = 2
MARGIN_PERCENT: Final = 2


@dataclass(frozen=True, slots=True)
class CategoryStock:
    """Stock of one category of a coming event."""

    event_id: str
    variant_id: int
    event_title: str
    category: str
    capacity: int
    available: int
    unbounded: bool = False  # not tracked by the store: never runs out


def standing_alerts(stock: CategoryStock, standing: Collection[StockLevel], limits: Thresholds) -> list[StockLevel]:
    """The alerts that stand now, the worst first, given those that stood before."""
    if stock.unbounded or not_for_sale(stock.capacity, stock.available):
        return []
    rank = SEVERITY[stock_level(stock.capacity, stock.available, limits)]
    return [
        level
        for level in ALERT_LEVELS
        if rank <= SEVERITY[level] or (level in standing and not _clear_of(stock, level, limits))
    ]


def _clear_of(stock: CategoryStock, level: StockLevel, limits: Thresholds) -> bool:
    if 0 < stock.capacity <= stock.available:  # nothing is sold: small houses never reach the margin
        return True
    shares = {StockLevel.SOLD_OUT: 0, StockLevel.CRITICAL: limits.critical, StockLevel.LOW_STOCK: limits.low_stock}
    bound = shares[level] * stock.capacity
    margin = max(MARGIN_UNITS * 100, MARGIN_PERCENT * stock.capacity)
    return stock.available * 100 > bound + margin
