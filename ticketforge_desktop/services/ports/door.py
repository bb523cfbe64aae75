"""What an entry check needs: the tickets of the mirror and the log of the station."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from ticketforge_desktop.domain.codes import Payload
from ticketforge_desktop.domain.gate_times import EventTimes
from ticketforge_desktop.domain.uses import Allowance
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.views import DoorBreakdown, DoorCounters, ScanRow


@dataclass(frozen=True, slots=True)
class DoorTicket:
    """All that a decision needs to know of a ticket, in one fetch."""

    ticket_id: str
    number: str
    ean: str
    event_id: str
    event_status: str
    category_id: str
    category: str
    order: str
    holder: str
    seat: str
    state: str  # TicketState value
    issue: int
    unit: int
    units: int
    replaced_at: str  # when the current issue was made; "" for issue 1
    replaced_by: str  # the station that made it
    issued_at: str = ""  # when the current issue was made: `replaced_at`, for issue 1 the order's creation
    blocked: str = ""  # why a manager blocked the ticket; "" when nobody did
    minimum_age: int = 0  # of the event; 0 = none
    lost_papers: tuple[tuple[int, str], ...] = ()  # issue and key of codes that are not good (`domain.reissues`)
    notes: tuple[str, ...] = ()  # what the steward must see: the order's tags `door:…`, lines of its note `Door: …`
    blocked_at: str = ""  # when, as files keep times
    blocked_by: str = ""  # the station where it was blocked, by name
    blocked_who: str = ""  # the person's staff id


@dataclass(frozen=True, slots=True)
class Use:
    """The admission that counts for a ticket now."""

    at: datetime
    gate: str
    station: str
    inside: bool
    entries: int = 1  # taken in the period: more than one for groups, passes and several entries
    people: int = 1  # of the ticket who are inside


@dataclass(frozen=True, slots=True)
class Passed:
    """What the log made of somebody at the gate: the verdict, and the use that stood there before."""

    verdict: Verdict
    before: Use | None = None
    inside: int = 0  # people of the ticket who are inside after it


@dataclass(frozen=True, slots=True)
class Attempt:
    """One scan with its outcome, as it is logged. Times are UTC."""

    at: datetime
    nonce: str
    input_digest: str  # hex digest of the raw input: what was scanned without keeping garbage
    ticket_id: str  # "" when none was recognised
    event_id: str
    verdict: Verdict
    reason: str
    gate: str
    direction: str  # "entry" | "exit"
    staff_id: str
    issue: int
    mirror_age_s: float | None
    category: str = ""
    order: str = ""
    holder: str = ""


class Logged(NamedTuple):
    """One entry of the log as it stands there; `kind` is the store's: admit, note, exit, exit_all, force, undo…"""

    at: datetime
    kind: str
    ticket_id: str
    event_id: str
    verdict: str
    reason: str
    gate: str
    direction: str
    order: str


class TicketBook(Protocol):
    """The mirror as the door reads it: by key, in microseconds."""

    def by_id(self, ticket_id: str) -> DoorTicket | None: ...

    def by_ean(self, ean: str, event_ids: Sequence[str]) -> Sequence[DoorTicket]:
        """Tickets of these events whose current issue has this EAN-13."""
        ...

    def by_number(self, number: str, event_ids: Sequence[str]) -> Sequence[DoorTicket]: ...

    def event_status(self, event_id: str) -> str | None: ...

    def event_times(self, event_id: str) -> EventTimes:
        """The event's own times and zone; none of them where it is not in the mirror."""
        ...

    def unseen(self, payload: Payload, event_id: str) -> DoorTicket | None:
        """What an authentic code says of a ticket the mirror does not know, with event and category by name.

        None when the event is not in the mirror. Nothing is known of order, holder, seat and state; it counts as valid.
        """
        ...

    def events_by_tag(self, tag: bytes) -> Sequence[str]:
        """Event ids whose 5-byte tag in a code is this (see docs/ticket-code.md)."""
        ...

    def age_s(self, now: datetime) -> float | None:
        """Seconds since the mirror was last known to be complete; None when never synced."""
        ...

    def packed_at(self) -> datetime | None:
        """When the pack was made that the mirror is from, as of the last `age_s`; None for a mirror of its own."""
        ...


class AdmissionLog(Protocol):
    """The station's log of attempts: append-only, durable when a call returns."""

    def use_of(self, ticket_id: str) -> Use | None:
        """The use that counts now, None when the ticket was never admitted or it was undone."""
        ...

    def admit(self, attempt: Attempt) -> Use | None:
        """Log an admission if the ticket has no use that counts, in one durable transaction.

        Returns None when it was logged; otherwise the use that stands against it, and nothing was written.
        """
        ...

    def enter(self, attempt: Attempt, allowance: Allowance, today: str) -> Passed:
        """Somebody wants in: decide by `domain.uses.enter` and log whatever came of it, in one durable transaction.

        `attempt.verdict` is what an entry would be; a refusal is logged as `already_used` with the reason `used`.
        """
        ...

    def force(self, attempt: Attempt, reason: str) -> Use | None:
        """A person lets somebody in whatever the rules say: an entry of its own kind with the reason in words.

        Returns the use that stood there before; one more entry counts on top of it.
        """
        ...

    def leave(self, attempt: Attempt) -> Passed:
        """Somebody wants out: `exited` or `not_inside`, logged in the same transaction."""
        ...

    def leave_all(self, event_ids: Sequence[str], attempt: Attempt) -> int:
        """Everybody of these events counts as having left; one entry an event. Returns how many tickets it moved."""
        ...

    def note(self, attempt: Attempt) -> None:
        """Log an attempt that opened nothing."""
        ...

    def undo(self, ticket_id: str, attempt: Attempt, reason: str) -> Use:
        """Append the compensating entry. Raises `NotFound` when there is no use to undo."""
        ...

    def recent(self, gate: str, limit: int) -> Sequence[ScanRow]:
        """Newest first."""
        ...

    def history(self, ticket_ids: Sequence[str]) -> Sequence[ScanRow]:
        """Everything this station logged of these tickets, newest first.

        Read by ticket; blocks and unblocks are among them, which are no scans.
        """
        ...

    def logged(self, event_ids: Sequence[str]) -> Sequence[Logged]:
        """Every scan and act of these events, oldest first.

        The log is read from end to end (about 0.7 s for a million entries): ask beside the window.
        """
        ...

    def last_event(self, gate: str) -> str:
        """The event of the newest entry at a gate (""  at any) that belongs to one; "" when there is none."""
        ...

    def counters(self, event_ids: Sequence[str], gate: str, since: datetime) -> DoorCounters:
        """`expected` is left 0 here: the mirror knows it."""
        ...

    def breakdown(self, event_ids: Sequence[str]) -> DoorBreakdown:
        """The same by category and by gate."""
        ...

    def filled_since(self, event_id: str) -> datetime | None:
        """Since when somebody of the event has been inside without a break; None when nobody is."""
        ...
