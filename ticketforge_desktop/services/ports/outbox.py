"""The outbox: what this station did that the store must hear of, exactly once, and the way it gets there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ticketforge_desktop.domain.rights import Staff


class ActState(StrEnum):
    """Where an act stands on its way to the store."""

    PENDING = "pending"  # waits for its turn, or for its next attempt
    SENDING = "sending"  # durable before the first byte leaves
    ATTENTION = "attention"  # refused, or nobody can know whether it arrived: a person decides
    DONE = "done"  # in the store, or settled by a person


@dataclass(frozen=True, slots=True)
class Act:
    """What is to happen in the store.

    `payload` is a JSON object in the trade's words; its fields belong to the kind (`shopify.acts` documents them).
    `source` is the UUID under which a kind without `@idempotent` is looked up again; "" where there is none.
    """

    kind: str
    aggregate: str  # acts on one thing (`order:123`, `sale:UUID`, `variant:9`) are sent in the order they were made
    payload: dict[str, object]
    priority: int = 5  # lower goes first between aggregates
    source: str = ""


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """One row of the outbox, whole."""

    outbox_id: int
    kind: str
    aggregate: str
    payload: dict[str, object]
    idempotency_key: str
    source: str
    state: ActState
    priority: int
    attempts: int
    created_at: datetime
    staff_id: str = ""
    first_sent_at: datetime | None = None
    next_attempt_at: datetime | None = None
    error_code: str = ""
    last_error: str = ""
    result: dict[str, object] = field(default_factory=dict)
    done_at: datetime | None = None
    settled_by: str = ""
    settled_how: str = ""  # "" = the store took it; else how a person settled it
    choices: tuple[str, ...] = ()  # what a person may do: "retry", "change", "settle"


@dataclass(frozen=True, slots=True)
class ActResult:
    """What the store answered: ids and names of what was made, fields by kind."""

    facts: dict[str, object] = field(default_factory=dict)


class Outbox(Protocol):
    """The rows. Durable when a call returns; nothing is ever deleted."""

    def add(self, act: Act, staff: Staff) -> int:
        """Put an act in, in a transaction of its own; use the writer's way where it has an effect here."""
        ...

    def entries(self, *, states: Sequence[ActState] = (), limit: int = 1000) -> Sequence[OutboxEntry]:
        """Newest first; empty states do not filter."""
        ...

    def entry(self, outbox_id: int) -> OutboxEntry:
        """Raises `NotFound`."""
        ...

    def retry(self, outbox_id: int, staff: Staff) -> None:
        """A person sends a parked act again as it is. Raises `Conflict` unless it is parked, `RightMissing`."""
        ...

    def change(self, outbox_id: int, payload: dict[str, object], staff: Staff) -> None:
        """A person changed a parked act: other content, so a new idempotency key. Raises `Conflict`, `BadInput`."""
        ...

    def settle(self, outbox_id: int, how: str, staff: Staff) -> None:
        """A person settled a parked act by hand, in words. Raises `Conflict`, `BadInput` when `how` says nothing."""
        ...


class StoreActs(Protocol):
    """The store, as the outbox reaches it."""

    def perform(self, entry: OutboxEntry) -> ActResult:
        """Send the act once.

        Raises:
            StoreRefused: the store understood and said no; nothing was done.
            NetworkUnavailable, StoreBusy, TokenRefused, ScopeMissing: `facts["maybe_done"]` tells whether it may
            have been done all the same.
        """
        ...

    def find(self, entry: OutboxEntry) -> ActResult | None:
        """Look for what an earlier attempt may have made. None: not there (yet: the store's index lags)."""
        ...

    def looked_up(self, kind: str) -> bool:
        """Whether acts of this kind are looked up before a second attempt; others are idempotent by their key."""
        ...


@dataclass(frozen=True, slots=True)
class PushReport:
    """What one push did, as `outbox push` prints it."""

    sent: int
    done: int
    waiting: int
    attention: int
    seconds: float

    def as_json(self) -> dict[str, object]:
        """All fields."""
        return {name: getattr(self, name) for name in self.__slots__}
