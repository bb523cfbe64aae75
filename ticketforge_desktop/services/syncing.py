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
    search, swap), `changes` (what changed since the last sync).
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
    changes: ChangeSet = field(default_factory=ChangeSet)

    def as_json(self) -> dict[str, object]:
        """All fields but the changes."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "changes"}


Tell = Callable[[SyncProgress], None]
Stopped = Callable[[], bool]


class Syncer(Protocol):
    """Brings the mirror up to date with the store."""

    def run(self, staff: Staff, *, full: bool = False, tell: Tell, stopped: Stopped) -> SyncReport:
        """Raises `RightMissing`, `SyncRunning`, and the kinds of connection, sync and storage trouble."""
        ...
