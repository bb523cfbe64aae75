"""The store's clock: real time plus what a test has moved it by."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime


class StoreClock:
    """Seconds since 1970. ``advance`` moves it; ``frozen`` stops it (then only ``advance`` moves it)."""

    def __init__(self, base: Callable[[], float] | None = None, *, frozen_at: float | None = None) -> None:
        self._base = base or time.time
        self._offset = 0.0
        self._frozen = frozen_at

    def now(self) -> float:
        """The store's time."""
        return (self._base() if self._frozen is None else self._frozen) + self._offset

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._offset += seconds


def iso(stamp: float | None) -> str | None:
    """A DateTime as Shopify writes it: whole seconds, UTC, ``Z``."""
    if stamp is None:
        return None
    return datetime.fromtimestamp(int(stamp), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_iso(text: str) -> int:
    """Seconds of an ISO 8601 date or time; without a zone it is UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
