"""One cost bucket per store, shared by all threads that talk to it (shopify.dev: "API rate limits", calculated costs).

Before a request its estimated cost is reserved; the reply says what the bucket really holds and corrects us, so that
what other processes and other tills took is known as soon as anybody hears of it. What does not fit waits for
`(needed - available) / restore rate` seconds and a little jitter, so that several tills do not wake at once.

The fast lane (till, door) may empty the bucket; the background (sync) leaves half of it and stands back while anyone
waits in the fast lane. In each lane it is first come, first served: a dear request is not overtaken for ever by cheap
ones. A background request that has stood back for `PATIENCE_S` counts as fast, so that even a till that never rests
can't keep the mirror from following.
"""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ticketforge_desktop.domain.errors import StoreBusy

STANDARD_CAPACITY: Final = 2_000.0
STANDARD_RESTORE: Final = 100.0
PATIENCE_S: Final = 60.0
HOUR_S: Final = 3_600.0
_JITTER_S: Final = 0.25
_STAND_BACK_S: Final = 0.05
# Nobody sleeps longer than this in one go: a reply may have told of more points meanwhile.
_NAP_S: Final = 2.0
_SLICE_S: Final = 60.0


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
    settled_before: float = 0.0  # what all earlier replies had settled when this request was let go
    open: bool = True


@dataclass(slots=True, eq=False)
class _Waiting:
    """A request in its lane's queue."""

    points: float
    lane: Lane
    since: float


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
        self._reserved = self._settled = 0.0
        self._queue: list[_Waiting] = []  # as they came
        self._used: deque[tuple[float, float]] = deque()  # a minute's begin, and the points of it

    def reserve(self, points: float, lane: Lane, patience_s: float) -> Reservation:
        """Wait until `points` may be spent and set them aside.

        Raises:
            StoreBusy: it would take longer than `patience_s` from now.
        """
        deadline = self._now() + patience_s
        waiting = _Waiting(points, lane, self._now())
        with self._lock:
            self._queue.append(waiting)
        try:
            while True:
                taken, wait = self._try(waiting)
                if taken is not None:
                    return taken
                if self._now() + wait > deadline:
                    raise StoreBusy(
                        f"The store's bucket is empty; {points:.0f} points need about {wait:.0f} s.", wait_s=wait
                    )
                self._sleep(min(wait, _NAP_S) + self._jitter() * _JITTER_S)
        finally:
            with self._lock:
                self._queue.remove(waiting)

    def settle(self, reservation: Reservation, level: Level | None, spent: float | None = None) -> None:
        """End a reservation.

        Args:
            level: what the reply told; None when there was none (the points then count as spent).
            spent: what the request really cost, for the account of the hour; None: what was reserved.
        """
        with self._lock:
            if not reservation.open:
                return
            reservation.open = False
            self._reserved -= reservation.points
            cost = reservation.points if spent is None else spent
            known = self._level() - cost
            if level is not None:
                self._capacity, self._restore = level.capacity, max(level.restore_rate, 1.0)
                known = self._believed(level.available, self._level(), self._settled - reservation.settled_before)
            self._available, self._read_at = min(max(known, 0.0), self._capacity), self._now()
            self._settled += cost
            self._note(cost)

    def hear(self, level: Level, spent: float) -> None:
        """What another process of this station took, and how it left the bucket."""
        with self._lock:
            self._capacity, self._restore = level.capacity, max(level.restore_rate, 1.0)
            self._available, self._read_at = min(max(level.available, 0.0), self._capacity), self._now()
            self._settled += spent
            self._note(spent)

    @staticmethod
    def _believed(told: float, known: float, meanwhile: float) -> float:
        """What to make of a level the store told.

        Requests that are still under way may not be in it yet: `_reserved` holds them back. Those that were settled
        while this one was under way (`meanwhile`, in points) may not be in it either, since replies overtake each
        other; what their replies made known then counts, if it lies between all of them and none of them.
        """
        return min(told, max(known, told - meanwhile))

    def size(self) -> tuple[float, float]:
        """Capacity and restore rate, as far as they are known."""
        with self._lock:
            return self._capacity, self._restore

    def free(self) -> float:
        """Points that may be spent now."""
        with self._lock:
            return self._level() - self._reserved

    def level(self) -> Level:
        """The bucket as it should be by now."""
        with self._lock:
            return Level(self._capacity, self._restore, max(0.0, self._level() - self._reserved))

    def used(self) -> float:
        """Points this process took in the last hour."""
        with self._lock:
            self._forget_old()
            return sum(points for _, points in self._used)

    def used_share(self) -> float:
        """The same as a share of what the bucket restores in an hour."""
        used = self.used()
        with self._lock:
            return used / (self._restore * HOUR_S)

    def _try(self, waiting: _Waiting) -> tuple[Reservation | None, float]:
        with self._lock:
            fast = self._counts_as_fast(waiting)
            before = self._before(waiting, fast)
            if before and not fast and any(self._counts_as_fast(other) for other in before):
                return None, _STAND_BACK_S
            # A request larger than what may ever be free goes out when all that can be there is there.
            floor = 0.0 if fast else self._capacity / 2
            ahead = sum(other.points for other in before)
            needed = min(waiting.points + floor, self._capacity)
            free = self._level() - self._reserved
            if not before and free >= needed:
                self._reserved += waiting.points
                return Reservation(waiting.points, self._settled), 0.0
            # While everything is reserved the level can't rise to what is needed: look again when replies came.
            return None, max((needed + ahead - free) / self._restore, _STAND_BACK_S)

    def _before(self, waiting: _Waiting, fast: bool) -> list[_Waiting]:
        """Whose turn comes first: the fast lane's, and in one's own lane those who came earlier."""
        mine = self._queue.index(waiting)
        return [
            other
            for at, other in enumerate(self._queue)
            if other is not waiting and (at < mine if self._counts_as_fast(other) == fast else not fast)
        ]

    def _counts_as_fast(self, waiting: _Waiting) -> bool:
        return waiting.lane is Lane.FAST or self._now() - waiting.since >= PATIENCE_S

    def _level(self) -> float:
        return min(self._capacity, self._available + (self._now() - self._read_at) * self._restore)

    def _note(self, points: float) -> None:
        now = self._now()
        if self._used and now - self._used[-1][0] < _SLICE_S:
            begin, sum_ = self._used.pop()
            self._used.append((begin, sum_ + points))
        else:
            self._used.append((now, points))
        self._forget_old()

    def _forget_old(self) -> None:
        while self._used and self._now() - self._used[0][0] >= HOUR_S:
            self._used.popleft()
