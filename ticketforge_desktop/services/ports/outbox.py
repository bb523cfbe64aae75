"""The outbox: what this station did that the store must hear of, exactly once, and the way it gets there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ticketforge_desktop.domain.errors import StoreBusy, StoreRefused
from ticketforge_desktop.domain.rights import Right, Staff


class ActState(StrEnum):
    """Where an act stands on its way to the store."""

    PENDING = "pending"  # waits for its turn, or for its next attempt
    SENDING = "sending"  # durable before the first byte leaves
    ATTENTION = "attention"  # refused, or nobody can know whether it arrived: a person decides
    DONE = "done"  # in the store, or settled by a person


class Choice(StrEnum):
    """What a person may do with a parked act."""

    RETRY = "retry"  # send it again as it is
    CHANGE = "change"  # send it with other content
    SETTLE = "settle"  # it was done, or made good, by hand


class Safety(StrEnum):
    """What makes a second attempt of a kind safe."""

    KEYED = "keyed"  # `@idempotent`: the same key with the same variables, for 24 hours; looked up or parked after
    NAMED = "named"  # the store takes no key: looked up before any second attempt
    REPEATABLE = "repeatable"  # doing it twice is doing it once; it reads the store's state each time


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
    sent_at: datetime | None = None  # the last time it left
    maybe_done: bool = False  # an attempt may have reached the store, and its answer is not known
    progress: dict[str, object] = field(default_factory=dict)  # how far an act of several steps got; the kind's own


@dataclass(frozen=True, slots=True)
class Attempt:
    """One line of an act's story."""

    at: datetime
    outcome: str  # "sent" | "done" | "lost" | "refused" | "busy" | "found" | "not_found" | "parked" | "person"
    detail: str


@dataclass(frozen=True, slots=True)
class ActResult:
    """What the store answered: ids and names of what was made, fields by kind."""

    facts: dict[str, object] = field(default_factory=dict)


class ActRefused(StoreRefused):
    """The store said no to an act; nothing of it was done. `facts["reason"]` is the typed reason, kept as the
    act's `error_code`: `sold_out`, `gone`, `stale`, `already_done`, `too_much`, `bad_payload`, `clock`, `refused`.
    """


class KeySpent(StoreRefused):
    """The idempotency key belongs to an attempt that failed: nothing was done, and a new key is needed."""


class StoreWorking(StoreBusy):
    """The store is still at this act (its key is in use, its job is running); `facts["wait_s"]`. Others go on."""


class Outbox(Protocol):
    """The rows, as services and screens reach them. Durable when a call returns; nothing is ever deleted.

    Rights are asked by `services.outbox.Attention`, which stands before `retry`, `change` and `settle`.
    """

    def add(self, act: Act, staff: Staff) -> int:
        """Put an act in, in a transaction of its own; use the writer's way where it has an effect here."""
        ...

    def entries(self, *, states: Sequence[ActState] = (), limit: int = 1000, before: int = 0) -> Sequence[OutboxEntry]:
        """Newest first; empty states do not filter. `before`: only those older than this id, to page on; 0 = all."""
        ...

    def entry(self, outbox_id: int) -> OutboxEntry:
        """Raises `NotFound`."""
        ...

    def attempts(self, outbox_id: int) -> Sequence[Attempt]:
        """The story of an act, oldest first."""
        ...

    def blocked_by(self, outbox_id: int) -> OutboxEntry | None:
        """The parked act of the same aggregate that this one waits for; None when it waits for none."""
        ...

    def retry(self, outbox_id: int, staff: Staff) -> None:
        """A person sends a parked act again as it is, under a new key. Raises `Conflict` unless it is parked."""
        ...

    def change(self, outbox_id: int, payload: dict[str, object], staff: Staff) -> None:
        """A person changed a parked act: other content, so a new idempotency key. Raises `Conflict`, `BadInput`."""
        ...

    def settle(self, outbox_id: int, how: str, staff: Staff) -> None:
        """A person settled a parked act by hand, in words. Raises `Conflict`, `BadInput` when `how` says nothing."""
        ...


class SendQueue(Protocol):
    """The rows, as the pusher works them off. Each call is one durable transaction."""

    def due(self, now: datetime, busy: Collection[str], limit: int) -> Sequence[OutboxEntry]:
        """The acts that may be sent now: the first open act of each aggregate that is not `busy` and not parked.

        By priority, then in the order they were made. A next attempt further away than the longest pause there
        is counts as due: the clock was set back.
        """
        ...

    def next_due(self, now: datetime, busy: Collection[str]) -> datetime | None:
        """When the next act may be sent; None when nothing waits, or only behind parked acts."""
        ...

    def begin(self, outbox_id: int, now: datetime) -> OutboxEntry:
        """Durable before the first byte: SENDING, counted, and maybe done from here on.

        Returns the act as it is to be sent, with the key it has now. Raises `Conflict` when it is parked or done.
        """
        ...

    def keep(self, outbox_id: int, progress: Mapping[str, object]) -> None:
        """How far an act of several steps got; merged into what is known."""
        ...

    def new_key(self, outbox_id: int) -> str:
        """Another idempotency key, durable before it is used."""
        ...

    def done(self, outbox_id: int, facts: Mapping[str, object], now: datetime, *, found: bool = False) -> None:
        """The store has it."""
        ...

    def wait(
        self, outbox_id: int, until: datetime, now: datetime, *, maybe_done: bool, outcome: str, code: str, words: str
    ) -> None:
        """Not done yet: again at `until`."""
        ...

    def park(
        self, outbox_id: int, now: datetime, *, maybe_done: bool, code: str, words: str, choices: Sequence[Choice]
    ) -> None:
        """A person has to look at it."""
        ...

    def made(self, source: str) -> Mapping[str, object] | None:
        """What the act of this source made in the store, once it is done."""
        ...

    def waiting(self) -> tuple[int, int]:
        """Acts that wait, and acts parked."""
        ...


class Sending(Protocol):
    """What an act may use while it is sent."""

    def keep(self, **progress: object) -> None:
        """Remember how far it got, durable when this returns."""
        ...

    def made(self, source: str) -> Mapping[str, object] | None:
        """What an earlier act made (a sale its order), once it is done."""
        ...


@dataclass(frozen=True, slots=True)
class Sight:
    """A look for what an earlier attempt may have made.

    `result` None: not there. `certain`: it was asked for by id, so it really is not there; a search by name tells
    less, for the store's index lags. `told_at` is the store's clock at the look, `newest_at` the time of the newest
    thing its index shows ("" where it shows none): both ISO 8601 in UTC.
    """

    result: ActResult | None
    certain: bool = False
    told_at: str = ""
    newest_at: str = ""


class StoreActs(Protocol):
    """The store, as the outbox reaches it. Safe to use from several threads."""

    def ready(self) -> datetime | None:
        """Make sure that the right shop answers; the store's clock, None when it tells none.

        Raises `ConnectionTrouble` kinds.
        """
        ...

    def check(self, kind: str, payload: Mapping[str, object]) -> None:
        """Raises `BadInput` when the payload does not fit the kind, or nobody knows the kind."""
        ...

    def safety(self, kind: str) -> Safety:
        """What makes a second attempt safe. Raises `BadInput` when nobody knows the kind."""
        ...

    def perform(self, entry: OutboxEntry, sending: Sending) -> ActResult:
        """Send the act once.

        Raises:
            ActRefused: the store said no; nothing was done. StoreRefused: no, in words that are not typed.
            KeySpent, StoreWorking: see there.
            BadInput: the payload does not fit.
            NetworkUnavailable, StoreBusy, TokenRefused, ScopeMissing, WrongShop: `facts["maybe_done"]` tells
            whether it may have been done all the same.
        """
        ...

    def find(self, entry: OutboxEntry, sending: Sending) -> Sight | None:
        """Look for what an earlier attempt may have made. None: this kind can't be looked up."""
        ...


class ActingStore(Protocol):
    """A connected store that takes acts."""

    def acts(self) -> StoreActs:
        """Over the same connection and bucket."""
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


# What a person needs to retry, change or settle an act of a kind: the right that made it. Kinds that are not here
# (a later version's) need SETTINGS, which also serves for every kind.
KIND_RIGHTS: Mapping[str, Right] = {
    "sale": Right.SELL,
    "draft_sale": Right.SELL,
    "draft_complete": Right.SELL,
    "refund": Right.REFUND,
    "cancel_order": Right.REFUND,
    "edit_order": Right.REFUND,
    "fulfil": Right.FULFIL,
    "track": Right.FULFIL,
    "adjust_stock": Right.ADJUST_STOCK,
    "move_stock": Right.ADJUST_STOCK,
    "lease_stock": Right.SELL,
    "set_event": Right.EDIT_EVENTS,
    "publish_event": Right.EDIT_EVENTS,
    "set_document": Right.SETTINGS,
    "set_order_document": Right.REPRINT,
    "take_issue": Right.REPRINT,
    "settle_seats": Right.SELL,
    "tag": Right.EDIT_EVENTS,
    "consent": Right.PRIVACY,
    "erase_customer": Right.PRIVACY,
}
