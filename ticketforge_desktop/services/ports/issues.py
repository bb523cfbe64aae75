"""Issues of tickets: what this station knows of them, and the store, which gives them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.outbox import Act
from ticketforge_desktop.services.ports.store import Document


class IssueState(StrEnum):
    """How this station came to know of an issue."""

    TAKEN = "taken"  # by us, in the store
    OFFLINE = "offline"  # by us; the store hears of it through the outbox
    HEARD = "heard"  # another station took it; the mirror does not have it yet


@dataclass(frozen=True, slots=True)
class IssueNote:
    """One issue of a ticket, 2 or higher."""

    ticket_id: str
    issue: int
    made_at: str  # ISO 8601, UTC
    station: str
    staff_id: str
    reason: str
    state: IssueState
    key_id: str  # hex; whose key signs its code


class IssueBook(Protocol):
    """What this station knows. Durable when a call returns."""

    def newest(self, ticket_id: str) -> IssueNote | None:
        """The highest issue known here, None where it is the first."""
        ...

    def notes(self, ticket_id: str = "", limit: int = 1000) -> Sequence[IssueNote]:
        """Newest first; "" for all tickets."""
        ...

    def note(self, told: IssueNote, act: Act, staff: Staff) -> None:
        """An issue of ours: the note, the act for the store and the entry in the audit, in one transaction.

        Raises:
            Conflict: this station has given the number out already, or knows a higher one.
        """
        ...

    def given_out_offline(self) -> Sequence[IssueNote]:
        """Numbers of ours that were given out without the store, and that no other station is known to have."""
        ...

    def hear(self, told: IssueNote) -> None:
        """An issue of another station; where we had given out the number offline, it is that station's from now on."""
        ...


class IssueStore(Protocol):
    """The store, which keeps one document of issues an order. `Store` has it."""

    def order_document(self, order_id: int, key: str) -> Document | None:
        """None where it was never written. Raises `NotFound`: the order is gone."""
        ...

    def swap_order_document(self, order_id: int, key: str, value: str, digest: str | None) -> Document:
        """Write if the digest still fits (None: only if absent). Raises `Conflict`."""
        ...


class PrintedElsewhere(Protocol):
    """Which tickets other stations have on paper, as they told (`domain.printed_marks`)."""

    def by(self, ticket_id: str) -> str:
        """The name of a station that has the ticket's first issue on paper, "" where none is known."""
        ...

    def digests(self, station_id: str) -> Mapping[str, str]:
        """What was read of a station so far: the digest of each of its documents."""
        ...

    def heard(self) -> str:
        """Tells whether anything was heard since; "" while nothing ever was."""
        ...

    def twice(self, since: datetime) -> Sequence[tuple[str, str]]:
        """Tickets whose first issue is on paper here, begun since a moment, and at another station: its name."""
        ...

    def put(self, station_id: str, name: str, shard: str, digest: str, marks: Sequence[str]) -> None:
        """A document of a station, whole: it takes the place of what was known of it."""
        ...
