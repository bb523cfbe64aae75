"""Stock status of a category or an event: availability and the five levels of `notes/field.md`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StockLevel(StrEnum):
    """From none left to plenty; the order is the order of severity."""

    SOLD_OUT = "sold_out"
    CRITICAL = "critical"
    LOW_STOCK = "low_stock"
    MEDIUM = "medium"
    AVAILABLE = "available"


SEVERITY: dict[StockLevel, int] = {level: rank for rank, level in enumerate(StockLevel)}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Upper bounds of the share still available, in percent of capacity."""

    critical: int = 5
    low_stock: int = 15
    medium: int = 30


DEFAULT_THRESHOLDS = Thresholds()


def available(capacity: int, sold: int, reserved: int) -> int:
    """Units that may still be sold. Negative when oversold: the figure is shown as it is, never hidden."""
    return capacity - sold - reserved


def not_for_sale(capacity: int, free: int) -> bool:
    """Whether a category was never offered: no capacity and nothing sold of it. That is not sold out."""
    return capacity <= 0 and free == capacity


def stock_level(capacity: int, free: int, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> StockLevel:
    """The level of `free` units out of `capacity`.

    No capacity, none left and oversold are all `sold_out`: there is nothing to sell. Shares are compared as
    integers (`free * 100 <= share * capacity`), so a bound itself belongs to the worse level.
    """
    if capacity <= 0 or free <= 0:
        return StockLevel.SOLD_OUT
    for share, level in (
        (thresholds.critical, StockLevel.CRITICAL),
        (thresholds.low_stock, StockLevel.LOW_STOCK),
        (thresholds.medium, StockLevel.MEDIUM),
    ):
        if free * 100 <= share * capacity:
            return level
    return StockLevel.AVAILABLE
