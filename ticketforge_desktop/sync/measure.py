"""What a run took of the store, measured from its start to now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.mirror import MirrorWriter
from ticketforge_desktop.services.ports.store import Store, Traffic


class Took(TypedDict):
    """As reports have it."""

    requests: int
    cost: int
    throttled: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Measure:
    """A run that began."""

    store: Store
    mirror: MirrorWriter
    clock: Clock
    began: datetime
    before: Traffic
    written: int

    @classmethod
    def start(cls, store: Store, mirror: MirrorWriter, clock: Clock) -> Measure:
        """From now on."""
        return cls(store, mirror, clock, clock.now(), store.traffic(), mirror.written)

    def took(self) -> Took:
        """Requests, points, refusals for want of points, and seconds; a clock set back counts as no time."""
        now, seconds = self.store.traffic(), (self.clock.now() - self.began).total_seconds()
        return Took(
            requests=now.requests - self.before.requests,
            cost=now.cost - self.before.cost,
            throttled=now.throttled - self.before.throttled,
            seconds=round(max(0.0, seconds), 3),
        )

    def changed(self) -> int:
        """Objects that were written or taken out."""
        return self.mirror.written - self.written
