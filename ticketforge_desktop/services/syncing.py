"""What a sync tells while it runs, and what it reports when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.rights import Staff


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far a sync is. `total` is 0 while the store has not told it.

    Phases: `connecting`, `preparing` (the store writes the bulk file), `loading` (rows of it), `finishing` (tickets,
    search, swap), `changes` (what changed since the last sync), `checking` (a drift check or a sweep compares).
    """

    phase: str
    feed: str = ""
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class SyncReport:
    """A finished sync, as `sync --json` prints it. `stopped`: a person stopped it; the next one goes on there."""

    mode: str  # "bulk" | "incremental"
    events: int
    categories: int
    orders: int
    tickets: int
    requests: int
    cost: int
    throttled: int
    seconds: float
    watermark: str  # of the orders
    stopped: bool = False
    changed: int = 0  # objects that were new or different; in a bulk sync all that were loaded
    troubles: int = 0  # things that could not be taken over; the rest was
    changes: ChangeSet = field(default_factory=ChangeSet)

    def as_json(self) -> dict[str, object]:
        """All fields but the changes."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "changes"}


@dataclass(frozen=True, slots=True)
class DriftReport:
    """What a drift check found and mended, as `sync --drift --json` prints it.

    Compared are the orders that changed in the store since `since`, up to where the mirror says it knows the store.
    `counts` sets the store's own counts beside the mirror's; without `all_visible` only orders of the last 60 days
    count, on both sides.
    """

    since: str
    checked: int  # orders compared
    stale: int  # here, but older than in the store
    missing: int  # in the store, not here
    gone: int  # here, not in the store any more
    mended: int
    withheld: int  # so many were gone at once that none was taken out
    troubles: int  # orders known to be unreadable, not called drift
    all_visible: bool  # the token has read_all_orders
    counts: dict[str, dict[str, int]]  # {"orders": {"store": 1042, "mirror": 1042}, …}
    orders: tuple[str, ...]  # ids of those that drifted, the first twenty
    requests: int = 0
    cost: int = 0
    throttled: int = 0
    seconds: float = 0.0
    stopped: bool = False
    mode: str = "drift"
    changes: ChangeSet = field(default_factory=ChangeSet)

    @property
    def drift(self) -> int:
        """How many orders were not as in the store."""
        return self.stale + self.missing + self.gone

    @property
    def changed(self) -> int:
        """How many were mended."""
        return self.mended

    def as_json(self) -> dict[str, object]:
        """All fields but the changes, and `drift` and `changed`."""
        told = {name: getattr(self, name) for name in self.__slots__ if name != "changes"}
        return {"mode": told.pop("mode"), "drift": self.drift, **told, "changed": self.changed}


@dataclass(frozen=True, slots=True)
class SweepReport:
    """How far a sweep is, as `sync --sweep --json` prints it. Kinds: `product`, `variant`, `order`, `customer`.

    `withheld`: the store knows so few of these that a lost access is likelier than deletions; none was taken out.
    `skipped`: the token may not read these.
    """

    complete: bool
    checked: dict[str, int]
    removed: dict[str, int]
    withheld: dict[str, int]
    skipped: tuple[str, ...]
    requests: int = 0
    cost: int = 0
    throttled: int = 0
    seconds: float = 0.0
    stopped: bool = False
    mode: str = "sweep"
    changes: ChangeSet = field(default_factory=ChangeSet)

    @property
    def changed(self) -> int:
        """How many were taken out."""
        return sum(self.removed.values())

    def as_json(self) -> dict[str, object]:
        """All fields but the changes, and `changed`."""
        told = {name: getattr(self, name) for name in self.__slots__ if name != "changes"}
        return {"mode": told.pop("mode"), **told, "changed": self.changed}


Tell = Callable[[SyncProgress], None]
Stopped = Callable[[], bool]


class Syncer(Protocol):
    """Brings the mirror up to date with the store."""

    def run(self, staff: Staff, *, full: bool = False, tell: Tell, stopped: Stopped) -> SyncReport:
        """Raises `RightMissing`, `SyncRunning`, and the kinds of connection, sync and storage trouble."""
        ...
