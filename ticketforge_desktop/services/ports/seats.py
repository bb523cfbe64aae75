"""Seats as the use cases reach them: maps and states in the station file, and the store, which has the last word.

A seat belongs to one station at a time. Before it is sold it is *leased*: claimed in the store's document of the
event's section by compare-and-swap, so that of two stations one has it. From then on this station sells it without
asking anybody, online and offline alike. Whatever becomes of it (sold, held, given back) is written here first, with
the act that tells the store, in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.domain.seating.places import SeatMap
from ticketforge_desktop.services.ports.store import Document


class SeatGone(Conflict):
    """A seat is not ours to give: sold, held, blocked, another station's. `facts["seats"]` names those that are not."""

    code = "seat_gone"
    default_next_step = "Choose other seats; the map shows which are free."


class SeatState(StrEnum):
    """How a seat of an event stands, as this station knows it."""

    FREE = "free"  # nobody's: the store must be asked before it is sold
    LEASED = "leased"  # ours: can be sold without asking
    HELD = "held"  # ours, kept for somebody
    SOLD = "sold"
    BLOCKED = "blocked"  # not for sale
    ELSEWHERE = "elsewhere"  # another station's


class SeatRow(NamedTuple):
    """A seat that is not free. `owner` is the allotment, basket, hold or sale; of other stations' their name."""

    seat_id: str
    state: SeatState
    owner: str
    ours: bool  # this station answers for it


class OrderSeat(NamedTuple):
    """A seat that a ticket of a web order names, in the order's own words. `living`: not refunded, not cancelled."""

    seat: str
    order_id: int
    living: bool = True


class Mark(NamedTuple):
    """How far a section was known when somebody began to read its document: what changed since is not overwritten."""

    digest: str  # of the document as it was last looked at
    looked: str  # how many acts of ours there were then, and how many of them unsent
    acts: int
    unsent: int


@dataclass(frozen=True, slots=True)
class SeatMapRow:
    """A map in the list of maps."""

    map_id: str
    venue: str
    version: int
    seats: int
    standing: int  # places without seats
    sections: int
    changed_at: str  # ISO 8601, UTC


class MapHead(NamedTuple):
    """A map without what is on it."""

    map_id: str
    venue: str
    version: int


class SeatMaps(Protocol):
    """The maps of this station. Durable when a call returns."""

    def heads(self) -> Sequence[MapHead]:
        """All, by venue; cheap, however large the maps are."""
        ...

    def maps(self) -> Sequence[SeatMapRow]:
        """All, by venue."""
        ...

    def map(self, map_id: str) -> SeatMap | None:
        """None where there is none of that name."""
        ...

    def put(self, drawn: SeatMap, staff: Staff, *, upon: int | None = None) -> SeatMap:
        """Keep a map; returned with the version it has now.

        Args:
            upon: the version that was changed, None to put it in whatever there is.

        Raises:
            Conflict: the map has another version by now.
        """
        ...

    def drop(self, map_id: str, staff: Staff) -> None:
        """Forget a map. Raises `NotFound`."""
        ...


class SeatFile(Protocol):
    """The states of seats in the station file. Durable when a call returns.

    `storage.seats.SeatRows` has besides these the steps that belong into somebody else's transaction: `sell_in`,
    `hold_in`, `give_back_in` and `release_in`.
    """

    @property
    def us(self) -> str:
        """This station as the store's documents name it."""
        ...

    def rows(self, event_id: str) -> Sequence[SeatRow]:
        """Seats of an event that are not free, as far as it is known here."""
        ...

    def events(self) -> Sequence[str]:
        """Events of which a seat is not free."""
        ...

    def mark(self, event_id: str, section: str) -> Mark:
        """To be taken before the section's document is read, and shown to `learn`."""
        ...

    def learn(self, event_id: str, section: str, text: str, digest: str, mark: Mark) -> Sequence[str] | None:
        """Take over what the store's document of a section says; our own unsent changes stay.

        Returns the seats that this station sold, holds or blocks and that the store says are somebody else's; None,
        and nothing was written, where this station did something there after `mark`: the document is to be read anew.
        """
        ...

    def lease(self, event_id: str, section: str, seats: Sequence[str], owner: str, token: str) -> None:
        """Seats (`row/number`) that the store has just given us under this token.

        Those that we have sold meanwhile stay sold.
        """
        ...

    def sell(self, event_id: str, seats: Sequence[str], sale_id: str, staff: Staff) -> None:
        """`sell_in` in a transaction of its own. Raises `SeatGone`."""
        ...

    def hold(self, event_id: str, seats: Sequence[str], hold_id: str, staff: Staff) -> None:
        """Leased seats are kept for somebody. Raises `SeatGone`."""
        ...

    def give_back(self, event_id: str, seats: Sequence[str], owner: str, staff: Staff) -> None:
        """Seats of a sale or hold that was taken back are leased again: ours to sell once more. Raises `SeatGone`."""
        ...

    def release(self, event_id: str, seats: Sequence[str], staff: Staff) -> None:
        """Leased seats go back to everybody; the store hears of it. Raises `SeatGone`."""
        ...

    def block(self, event_id: str, seats: Sequence[str], reason: str, staff: Staff) -> None:
        """Leased seats are not for sale, for a reason; `give_back` (owner `block:<reason>`) takes it back.

        Raises `SeatGone`.
        """
        ...


class SeatStore(Protocol):
    """The store as far as seats need it: documents of the app. `Store` has it."""

    def document(self, key: str) -> Document | None:
        """None where it was never written."""
        ...

    def swap_document(self, key: str, value: str, digest: str | None) -> Document:
        """Write if the digest still fits (None: only if absent). Raises `Conflict`."""
        ...
