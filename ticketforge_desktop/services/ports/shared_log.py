"""The log of all stations and what does not agree in it, as the use cases reach them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.domain.shared_log import Double, Entry, EntryKind
from ticketforge_desktop.domain.uses import Allowance


class Heard(NamedTuple):
    """How far one station's log of an event is known here; of our own, how far it is in the store."""

    event_id: str
    station: str
    name: str
    parts: int
    rows: int
    last_part: str
    said_at: str
    heard_at: str


class TicketTerms(NamedTuple):
    """What is needed to replay a ticket: what it is good for, and how days are counted."""

    allowance: Allowance
    day: Callable[[datetime], str]


class SharedLog(Protocol):
    """The station's copy of all logs. Durable when a call returns."""

    def copy_own(self, terms: Callable[[str, str], TicketTerms]) -> int:
        """Take what our own log has gained to where all are; returns how many entries. Safe to repeat.

        Tickets that others know too are brought to what all logs say; `terms` tells of event and ticket.
        """
        ...

    def bring_up(self, event_id: str, ticket_id: str, terms: TicketTerms) -> None:
        """Bring one ticket to what all logs say, at once: our own undo may leave another door's admission standing."""
        ...

    def unsent(self, event_id: str, sent: int, limit: int) -> Sequence[Entry]:
        """Our own entries of an event behind the first `sent`, in the order they were written."""
        ...

    def events_unsent(self) -> Sequence[str]:
        """Events of which our log holds more than the store is known to."""
        ...

    def heard(self, event_id: str = "") -> Sequence[Heard]:
        """What is known of whose log; of all events when none is named."""
        ...

    def note_heard(self, heard: Heard) -> None:
        """Remember how far a log is known."""
        ...

    def take(self, event_id: str, entries: Sequence[Entry], terms: Callable[[str], TicketTerms]) -> Taken:
        """Take entries of another station over, each once, and bring the tickets they name to what all logs say.

        One transaction: an admission at this door is either before it and counted, or after it and meets what it wrote.
        `terms` tells what a ticket (by id) is good for.
        """
        ...


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking over changed: new entries, tickets brought up to date, and conflicts that were not known."""

    entries: int
    tickets: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """Something two logs do not agree on, with both sides; settled by a person, in words, and never edited."""

    conflict_id: int
    kind: str  # "double_entry" | "blocked_entry" | "unknown_missing"
    ticket_id: str
    event_id: str
    late: dict[str, object]  # the entry that was one too many, or after a block, as JSON shows it
    first: dict[str, object]  # the one that stands, or the block; empty where there is none
    minutes_apart: float
    exposure_minor: int
    currency: str
    found_at: datetime
    settled_at: datetime | None = None
    settled_by: str = ""
    settled_how: str = ""

    def as_json(self) -> dict[str, object]:
        """As `conflicts list --json` prints it."""
        return {
            "id": self.conflict_id,
            "kind": self.kind,
            "ticket_id": self.ticket_id,
            "event_id": self.event_id,
            "late": self.late,
            "first": self.first,
            "minutes_apart": self.minutes_apart,
            "exposure_minor": self.exposure_minor,
            "currency": self.currency,
            "found_at": self.found_at.isoformat(),
            "settled_at": self.settled_at.isoformat() if self.settled_at else None,
            "settled_by": self.settled_by,
            "settled_how": self.settled_how,
        }


class Conflicts(Protocol):
    """The inbox of what does not agree."""

    def open(self) -> Sequence[ConflictRow]:
        """Unsettled ones, newest first."""
        ...

    def all(self, limit: int) -> Sequence[ConflictRow]:
        """Settled ones too, newest first."""
        ...

    def settle(self, conflict_id: int, how: str, staff: Staff) -> ConflictRow:
        """A person settled it, in words. Raises `NotFound`, `Conflict` when it is settled already."""
        ...


def double_entry(double: Double) -> tuple[dict[str, object], dict[str, object], float]:
    """Both sides as JSON shows them, and how many minutes lie between."""
    minutes = abs((double.late.at - double.first.at).total_seconds()) / 60
    return side(double.late), side(double.first), round(minutes, 1)


def side(entry: Entry) -> dict[str, object]:
    """One entry as JSON shows it."""
    return {
        "station": entry.name,
        "station_id": entry.station,
        "gate": entry.gate,
        "at": entry.at.isoformat(),
        "verdict": entry.verdict,
        "issue": entry.issue,
        "nonce": entry.nonce,
        **({"reason": entry.reason, "staff_id": entry.staff_id} if entry.kind is EntryKind.BLOCK else {}),
    }
