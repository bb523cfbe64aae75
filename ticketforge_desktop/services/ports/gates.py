"""Rules of gates and events, and blocked tickets, as this station keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ticketforge_desktop.domain.rights import Staff


@dataclass(frozen=True, slots=True)
class RuleLayer:
    """One layer of rules. `event_id` "" belongs to the gate, `gate` "" to the event at every gate."""

    event_id: str
    gate: str
    rules: Mapping[str, object]
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BlockedTicket:
    """A ticket a manager blocked, as all logs that are here have it."""

    ticket_id: str
    reason: str
    staff_id: str
    at: datetime
    event_id: str = ""  # in whose log it stands; "" while the ticket's event is not known, and no other door told
    station: str = ""  # where it was blocked, by name


class GateStore(Protocol):
    """The rules in the station file."""

    def layers(self, event_id: str, gate: str) -> Sequence[Mapping[str, object]]:
        """What holds for an event at a gate, weakest first: the gate's, the event's, the event's at this gate."""
        ...

    def all_layers(self) -> Sequence[RuleLayer]:
        """Every layer, gates first."""
        ...

    def put_layer(self, event_id: str, gate: str, rules: Mapping[str, object], staff: Staff) -> None:
        """Keep a layer, audited with what it was; an empty one goes. The rules have been read by `merge_rules`."""
        ...

    def block(self, ticket_id: str, reason: str, staff: Staff, event_id: str = "", gate: str = "") -> None:
        """Block a ticket, audited: an entry of the event's log. Another reason takes the place of the one before."""
        ...

    def unblock(self, ticket_id: str, staff: Staff, event_id: str = "", gate: str = "") -> None:
        """Let it pass again, audited: an entry of the log. Raises `NotFound` when it is not blocked."""
        ...

    def tell(self, ticket_id: str, event_id: str) -> None:
        """Write a block that stands in no event's log into this one's, as of when it was made. Safe to repeat."""
        ...

    def blocked(self) -> Sequence[BlockedTicket]:
        """Newest first."""
        ...
