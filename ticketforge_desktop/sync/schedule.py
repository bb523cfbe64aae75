"""When the next sync is due: at the interval of the settings, later and later while the store does not answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

LONGEST_PAUSE: Final = timedelta(minutes=10)


class Schedule:
    """Asked by whoever has a timer. Holds no clock: every call is told the time."""

    def __init__(self, interval_s: int) -> None:
        """`interval_s` as in the settings; 0 or less: only on demand."""
        self._interval = timedelta(seconds=interval_s)
        self._next: datetime | None = None
        self._failures = 0
        self._paused = False

    @property
    def failures(self) -> int:
        """Syncs that failed one after the other."""
        return self._failures

    def due(self, now: datetime) -> bool:
        """Whether to sync now. The first is due at once, and so is one that a clock set back would put off."""
        if self._paused or self._interval <= timedelta(0):
            return False
        if self._next is None:
            return True
        return now >= self._next or self._next - now > self._pause()

    def ended(self, now: datetime) -> None:
        """A sync went through."""
        self._failures = 0
        self._next = now + self._interval

    def failed(self, now: datetime) -> None:
        """A sync failed: the pause doubles, up to ten minutes (or the interval, if that is longer)."""
        self._failures += 1
        self._next = now + self._pause()

    def asked(self) -> None:
        """A person or a returning network wants one now."""
        self._next = None

    def change_interval(self, interval_s: int) -> None:
        """The setting was changed; counted from the last sync on."""
        changed = timedelta(seconds=interval_s)
        if self._next is not None:
            self._next += changed - self._interval
        self._interval = changed

    def pause(self, paused: bool) -> None:
        """Stop or go on syncing by schedule."""
        self._paused = paused

    def _pause(self) -> timedelta:
        if not self._failures:
            return self._interval
        return max(self._interval, min(self._interval * 2.0 ** min(self._failures, 10), LONGEST_PAUSE))
