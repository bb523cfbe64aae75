"""Stock alerts: raised when a coming event's category runs low, once a level, and ended when it is clear of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ticketforge_desktop.domain.stock import StockLevel, Thresholds
from ticketforge_desktop.domain.stock_alerts import ALERT_LEVELS, standing_alerts
from ticketforge_desktop.services.ports.processing import AlertMove, EffectsFile, ProcessQueue


@dataclass(frozen=True, slots=True)
class RaisedAlert:
    """A category that reached a level just now; of several levels reached at once the worst is told."""

    event_id: str
    variant_id: int
    event_title: str
    category: str
    level: StockLevel
    available: int
    capacity: int


@dataclass(frozen=True, slots=True)
class AlertChanges:
    """What a look at the stock changed: alerts to be told, and how many ended."""

    raised: tuple[RaisedAlert, ...]
    cleared: int


class StockAlerts:
    """Compares the stock of coming events with the alerts that stand.

    Args:
        limits: the thresholds of the settings, asked at each look.
    """

    def __init__(self, mirror: ProcessQueue, station: EffectsFile, limits: Callable[[], Thresholds]) -> None:
        self._mirror, self._station, self._limits = mirror, station, limits

    def look(self, now: datetime) -> AlertChanges:
        """Raise and end alerts in one transaction; none is written where nothing changed."""
        limits, before = self._limits(), self._station.standing_alerts()
        stock = {category.variant_id: category for category in self._mirror.coming_stock(now)}
        moves = []
        for variant_id, category in stock.items():
            known = before.get(variant_id, frozenset())
            standing = standing_alerts(category, known, limits)
            if known.symmetric_difference(standing):
                raised = tuple(level for level in standing if level not in known)
                cleared = tuple(level for level in ALERT_LEVELS if level in known and level not in standing)
                moves.append(AlertMove(category, raised, cleared))
        gone = sorted(before.keys() - stock.keys())  # over, cancelled, or no longer in the store
        if moves or gone:
            self._station.move_alerts(moves, gone)
        ended = sum(len(move.cleared) for move in moves) + sum(len(before[variant_id]) for variant_id in gone)
        return AlertChanges(tuple(_told(move) for move in moves if move.raised), ended)


def _told(move: AlertMove) -> RaisedAlert:
    stock = move.stock
    return RaisedAlert(
        stock.event_id,
        stock.variant_id,
        stock.event_title,
        stock.category,
        move.raised[0],
        stock.available,
        stock.capacity,
    )
