"""What the sync page and `sync`'s relatives show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ticketforge_desktop.domain.notices import Notice
from ticketforge_desktop.services.connection_state import ConnectionState
from ticketforge_desktop.services.ports.station import OutboxCounts


@dataclass(frozen=True, slots=True)
class FeedState:
    """How far one feed of the store is known: everything changed up to `watermark` is in the mirror."""

    feed: str  # "orders" | "products" | "stock" | "customers" | "locations" | "deletions"
    watermark: datetime | None
    objects: int = 0  # how many the mirror holds


@dataclass(frozen=True, slots=True)
class SyncRun:
    """A finished sync from the history; `error` is the code of what ended it, "" when it went through."""

    ended_at: datetime
    mode: str  # "bulk" | "incremental" | "sweep" | "drift" | "push"
    seconds: float
    requests: int
    cost: int
    throttled: int
    changed: int = 0  # objects that were new or different
    error: str = ""
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Used:
    """What a stretch of time took of the store: requests, and points of its bucket."""

    requests: int
    cost: int


@dataclass(frozen=True, slots=True)
class StoreTroubleRow:
    """One thing of the store that could not be taken over; the rest was. Tried again at each sync."""

    kind: str  # "order" | "product" | "customer"
    object_id: int
    name: str
    code: str
    reason: str
    since: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class Budget:
    """The store's bucket as the last reply told it, in points; `used_share` is what an hour of this station took."""

    capacity: float
    restore_rate: float
    available: float
    used_share: float


@dataclass(frozen=True, slots=True)
class SyncOverview:
    """All that the sync page shows at its top."""

    state: ConnectionState
    reason: str  # why it is locked or refused, in the store's or our words; "" otherwise
    since: datetime | None  # of an offline, locked or refused state
    synced_at: datetime | None
    feeds: tuple[FeedState, ...]
    last_run: SyncRun | None
    budget: Budget | None
    outbox: OutboxCounts
    troubles: int
    paused: bool
    notices: tuple[Notice, ...]  # what this store will not show (60 days, hidden personal data, missing scopes)
    missing_scopes: tuple[str, ...] = ()
    hour: Used = Used(0, 0)  # the last 60 minutes
    drift_at: datetime | None = None  # when the big checks last went through
    sweep_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReceiverState:
    """The webhook receiver in this process."""

    serving: bool
    address: str = ""  # "http://127.0.0.1:8921/webhooks"
    received: int = 0
    refused: int = 0
    last_at: datetime | None = None
    error: str = ""
