"""One cost bucket per store, shared by all threads that talk to it (shopify.dev: "API rate limits", calculated costs).

Before a request its estimated cost is reserved; the reply says what the bucket really holds and corrects us. What does
not fit waits for `(needed - available) / restore rate` seconds and a little jitter, so that several tills do not wake
at once. The fast lane (till, door) may empty the bucket; the background (sync) leaves half of it and stands back while
anyone waits in the fast lane.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ticketforge_desktop.domain.errors import StoreBusy

STANDARD_CAPACITY: Final = 2_000.0
STANDARD_RESTORE: Final = 100.0
_JITTER_S: Final = 0.25
_STAND_BACK_S: Final = 0.05


class Lane(Enum):
    """Who asks: a person at a till or door, or the sync behind them."""

    FAST = "fast"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Level:
    """What a reply tells of the bucket, in points and points a second."""

    capacity: float
    restore_rate: float
    available: float


@dataclass(slots=True, eq=False)
class Reservation:
    """Points set aside for one request until its reply settles them."""

    points: float
    open: bool = True


class Throttle:
    """The bucket as we know it. Until the first reply it is the smallest there is (standard plan)."""

    def __init__(
        self,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._now, self._sleep, self._jitter = now, sleep, jitter
        self._lock = threading.Lock()
        self._capacity, self._restore = STANDARD_CAPACITY, STANDARD_RESTORE
        self._available, self._read_at = STANDARD_CAPACITY, now()
        self._reserved = 0.0
        self._fast_waiting = 0

    def reserve(self, points: float, lane: Lane, patience_s: float) -> Reservation:
        """Wait until `points` may be spent and set them aside.

        Raises:
            StoreBusy: it would take longer than `patience_s` from now.
        """
        deadline = self._now() + patience_s
        fast = lane is Lane.FAST
        if fast:
            self._count_fast(1)
        try:
            while True:
                taken, wait = self._try(points, fast)
                if taken is not None:
                    return taken
                if self._now() + wait > deadline:
                    raise StoreBusy(
                        f"The store's bucket is empty; {points:.0f} points need about {wait:.0f} s.", wait_s=wait
                    )
                self._sleep(wait + self._jitter() * _JITTER_S)
        finally:
            if fast:
                self._count_fast(-1)

    def settle(self, reservation: Reservation, level: Level | None) -> None:
        """End a reservation; `level` is what the reply told, None when there was none (the points count as spent)."""
        with self._lock:
            if not reservation.open:
                return
            reservation.open = False
            self._reserved -= reservation.points
            known = self._level() - reservation.points
            if level is not None:
                self._capacity, self._restore = level.capacity, max(level.restore_rate, 1.0)
                # Other requests under way may not be in the store's figure yet: `_reserved` still holds them back.
                known = level.available
            self._available, self._read_at = min(max(known, 0.0), self._capacity), self._now()

    def size(self) -> tuple[float, float]:
        """Capacity and restore rate, as far as they are known."""
        with self._lock:
            return self._capacity, self._restore

    def free(self) -> float:
        """Points that may be spent now."""
        with self._lock:
            return self._level() - self._reserved

    def _try(self, points: float, fast: bool) -> tuple[Reservation | None, float]:
        with self._lock:
            if not fast and self._fast_waiting:
                return None, _STAND_BACK_S
            # A request larger than what may ever be free goes out when all that can be there is there.
            floor = 0.0 if fast else self._capacity / 2
            needed = min(points + floor, self._capacity)
            free = self._level() - self._reserved
            if free >= needed:
                self._reserved += points
                return Reservation(points), 0.0
            # While everything is reserved the level can't rise to what is needed: look again when replies came.
            return None, max((needed - free) / self._restore, _STAND_BACK_S)

    def _level(self) -> float:
        return min(self._capacity, self._available + (self._now() - self._read_at) * self._restore)

    def _count_fast(self, step: int) -> None:
        with self._lock:
            self._fast_waiting += step
