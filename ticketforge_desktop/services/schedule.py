"""When the station turns to the store by itself: syncs, the daily drift check, the nightly sweep.

One pure rule for whoever has a timer, the window or a loop without one. Holds no clock: every call is told the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from ticketforge_desktop.services.sync_views import Budget

LONGEST_PAUSE: Final = timedelta(minutes=10)  # between two tries at a store that does not answer
QUICKEST_S: Final = 15
CALM_S: Final = 60  # up to here the bucket may shorten the interval; a longer one was a person's wish
IDLE_SHARE: Final = 0.04  # of what the bucket restores: an idle station stays below its 5 %

NIGHT_HOUR: Final = 3  # the shop's own time: the web shop is quiet, the box office closed
NIGHT: Final = timedelta(hours=4)
SWEEP_OVERDUE: Final = timedelta(hours=36)  # a station that is off at night sweeps when it is on
DRIFT_EVERY: Final = timedelta(hours=24)
SETTLING: Final = timedelta(hours=1)  # nothing big in the first hour, nor again soon after it failed


class Task(StrEnum):
    """What may be due, in the order in which it goes: orders and stock come with `sync`, so that goes first."""

    SYNC = "sync"
    DRIFT = "drift"
    SWEEP = "sweep"


@dataclass(frozen=True, slots=True)
class Done:
    """When the big checks last went through, as the history tells; None = never."""

    drift: datetime | None = None
    sweep: datetime | None = None


def allowed_interval(longest_s: int, budget: Budget | None, cost: int) -> int:
    """Seconds between two syncs: as short as the store's bucket allows, never longer than the setting.

    Args:
        longest_s: the setting. Above `CALM_S` it is kept as it is: that seller wants it rarer.
        budget: the bucket as last told, None while unknown.
        cost: points the last sync took; syncing at the interval takes at most `IDLE_SHARE` of what is restored.
    """
    if longest_s > CALM_S or budget is None or budget.restore_rate <= 0:
        return longest_s
    if budget.available < budget.capacity / 2:
        return longest_s
    return int(min(longest_s, max(QUICKEST_S, cost / (IDLE_SHARE * budget.restore_rate))))


class Schedule:
    """Asked by whoever has a timer."""

    def __init__(self, interval_s: int, zone: tzinfo | None = None) -> None:
        """`interval_s` as in the settings, 0 or less: only on demand. `zone` is the shop's; None the computer's."""
        self._longest = timedelta(seconds=interval_s)
        self._allowed = self._longest
        self._zone = zone
        self._next: datetime | None = None
        self._failures = 0
        self._paused = False
        self._began: datetime | None = None
        self._rested_at: dict[Task, datetime] = {}

    @property
    def failures(self) -> int:
        """Syncs that failed one after the other."""
        return self._failures

    @property
    def paused(self) -> bool:
        """Whether nothing is due until somebody lets it go on."""
        return self._paused

    @property
    def next_at(self) -> datetime | None:
        """When the next sync is due; None when at once, or not by itself (paused, only on demand)."""
        return None if self._paused or self._longest <= timedelta(0) else self._next

    def task(self, now: datetime, done: Done) -> Task | None:
        """What to do now, one thing at a time; None while nothing is due."""
        self._began = self._began or now
        if self.due(now):
            return Task.SYNC
        if self._paused or self._longest <= timedelta(0) or self._failures:
            return None
        if self._rested(Task.DRIFT, now) and self._drift_due(now, done.drift):
            return Task.DRIFT
        if self._rested(Task.SWEEP, now) and self._sweep_due(now, done.sweep):
            return Task.SWEEP
        return None

    def due(self, now: datetime) -> bool:
        """Whether to sync now. The first is due at once, and so is one that a clock set back would put off."""
        if self._paused or self._longest <= timedelta(0):
            return False
        if self._next is None:
            return True
        return now >= self._next or self._next - now > self._pause()

    def ended(self, now: datetime, allowed_s: int | None = None) -> None:
        """A sync went through; `allowed_s` is what the bucket allows from now on (`allowed_interval`)."""
        self._failures = 0
        self._allowed = self._longest if allowed_s is None else min(self._longest, timedelta(seconds=allowed_s))
        self._next = now + self._pause()

    def failed(self, now: datetime, task: Task = Task.SYNC) -> None:
        """A sync failed: the pause doubles, up to ten minutes (or the interval, if that is longer).

        A big check that failed rests for an hour and holds up nothing.
        """
        if task is not Task.SYNC:
            self.rest(now, task)
            return
        self._failures += 1
        self._next = now + self._pause()

    def rest(self, now: datetime, task: Task) -> None:
        """A big check was just done, stopped or failed: not again within the hour, whatever the history tells."""
        self._rested_at[task] = now

    def asked(self) -> None:
        """A person or a returning network wants one now."""
        self._next = None

    def change_interval(self, interval_s: int) -> None:
        """The setting was changed; counted from the last sync on."""
        before = self._pause()
        self._longest = self._allowed = timedelta(seconds=interval_s)
        if self._next is not None:
            self._next += self._pause() - before

    def pause(self, paused: bool) -> None:
        """Stop or go on by schedule."""
        self._paused = paused

    def _pause(self) -> timedelta:
        if not self._failures:
            return self._allowed
        return max(self._longest, min(self._longest * 2.0 ** min(self._failures, 10), LONGEST_PAUSE))

    def _rested(self, task: Task, now: datetime) -> bool:
        rested = self._rested_at.get(task)
        return rested is None or not timedelta(0) <= now - rested < SETTLING

    def _drift_due(self, now: datetime, last: datetime | None) -> bool:
        return self._waited(now, last) >= DRIFT_EVERY

    def _sweep_due(self, now: datetime, last: datetime | None) -> bool:
        local = now.astimezone(self._zone)
        night = local.replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
        in_this_night = night <= local < night + NIGHT
        if in_this_night and (last is None or last < night or last > now):
            return True
        return self._waited(now, last) >= SWEEP_OVERDUE

    def _waited(self, now: datetime, last: datetime | None) -> timedelta:
        """Since it was last done. What was never done, or is said to lie ahead, is due once the station has settled."""
        if last is not None and last <= now:
            return now - last
        began = self._began or now
        return SWEEP_OVERDUE if now - began >= SETTLING else timedelta(0)
