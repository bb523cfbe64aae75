"""Allotments: units this station leased from the web shop, the holds on them, and who waits for some.

The store moves leased units from `available` to `reserved` under this station's ledger document before they count as
ours. What is sold, held or given back is then decided in the station file alone, so it never waits for the network.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from ticketforge_desktop.domain.allotments import LeaseRule
from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.outbox import Act

# The store's words for why reserved units change.
USED: Final = "reservation_updated"
RETURNED: Final = "reservation_deleted"


class NoLease(TicketForgeError):
    """This station holds fewer units than wanted; `facts`: `variant_id`, `wanted`, `left` (0 where it has none)."""

    code = "no_lease"
    default_next_step = "Ask the store, choose another category, or put the buyer on the waiting list."


class LeaseRefused(TicketForgeError):
    """The store leases nothing; `facts["reason"]`: `untracked`, `oversells`, `sold_out`, `gone`, `not_stocked`."""

    code = "lease_refused"
    default_next_step = "Sell it from open stock: the store is asked at each sale."


class LeaseState(StrEnum):
    """Where an allotment stands."""

    ASKED = "asked"  # on its way to the store: none of it is ours
    UNWANTED = "unwanted"  # asked, but the till closed meanwhile: goes back as soon as the store says yes
    OPEN = "open"  # ours; what is left of it may be sold
    SPENT = "spent"  # sold or given back, to the last unit
    REFUSED = "refused"  # the store gave none; `reason` says why
    LOST = "lost"  # nobody knew whether the store did it, and a person settled it by hand


class HoldState(StrEnum):
    """Where a hold stands."""

    HELD = "held"
    SOLD = "sold"
    RELEASED = "released"


class WaitingState(StrEnum):
    """Where somebody on the waiting list stands."""

    WAITING = "waiting"
    OFFERED = "offered"  # units are held in their name
    SERVED = "served"
    WITHDRAWN = "withdrawn"


class LeaseUse(NamedTuple):
    """Units of one allotment that a sale takes."""

    allotment_id: str
    quantity: int
    inventory_item_id: int
    location_id: int
    document: str  # the ledger document under which the store reserves them


class Category(NamedTuple):
    """What a lease is asked for."""

    event_id: str
    category_id: str
    variant_id: int


@dataclass(frozen=True, slots=True)
class Allotment:
    """One lease. `left` = leased − used − returned, ours only while it is open."""

    allotment_id: str
    event_id: str
    category_id: str
    variant_id: int
    inventory_item_id: int
    location_id: int
    state: LeaseState
    asked: int
    leased: int
    used: int
    returned: int
    reason: str
    document: str
    shift_id: str
    outbox_id: int
    leased_at: datetime
    changed_at: datetime

    @property
    def left(self) -> int:
        """Units not sold and not given back; those of holds included."""
        return self.leased - self.used - self.returned


@dataclass(frozen=True, slots=True)
class VariantLease:
    """What this station has of one category. `free` = left − held: what may be sold to anybody."""

    category: Category
    left: int
    held: int
    asked: int  # units on their way
    open_since: datetime | None = None

    @property
    def free(self) -> int:
        """Never below 0."""
        return max(0, self.left - self.held)


@dataclass(frozen=True, slots=True)
class Hold:
    """Units kept for somebody, out of this station's lease, until a time. `left`: not yet sold to them."""

    hold_id: str
    category: Category
    quantity: int
    taken: int
    name: str
    reason: str
    until: datetime
    state: HoldState
    staff_id: str
    made_at: datetime
    ended_at: datetime | None = None
    ended_how: str = ""  # "" | "time" | "person" | "sold"
    seats: tuple[str, ...] = ()

    @property
    def left(self) -> int:
        """What is still kept."""
        return self.quantity - self.taken if self.state is HoldState.HELD else 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who wants units of a category that has none."""

    waiting_id: int
    category: Category
    quantity: int
    name: str
    email: str
    phone: str
    state: WaitingState
    hold_id: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class LeaseTerms:
    """What the mirror knows of a category that decides whether units of it can be leased."""

    category: Category
    tracked: bool
    sells_on: bool  # the store's policy CONTINUE: may be oversold
    available: int  # the store's own open stock, over all places
    reserved: int  # leases of all stations, and whatever else the store keeps back


class StockPlace(NamedTuple):
    """Units of one inventory item at one place, as of the last sync."""

    inventory_item_id: int
    location_id: int
    available: int
    reserved: int


class MirrorTerms(Protocol):
    """Categories as the mirror knows them."""

    def of_event(self, event_id: str) -> Sequence[LeaseTerms]:
        """In the event's own order; empty where it is not known."""
        ...

    def of_variants(self, variant_ids: Sequence[int]) -> Sequence[LeaseTerms]:
        """Those that are known."""
        ...

    def places(self, variant_id: int) -> Sequence[StockPlace]:
        """Where the store keeps it, most reserved first."""
        ...


class Leases(Protocol):
    """Allotments in the station file. Each call is one durable transaction."""

    def ask(self, category: Category, wanted: int, least: int, staff: Staff, *, alone: bool = False) -> str:
        """Ask the store for units; returns the allotment's id. `alone`: "" when some are on their way already."""
        ...

    def settle(self, staff: Staff) -> Sequence[Allotment]:
        """Take in what the store answered to leases asked for; those that changed."""
        ...

    def give_back(self, staff: Staff, *, variant_id: int = 0, most: int | None = None) -> int:
        """Return free units (of one category, or of all) to the store; how many. Holds keep theirs."""
        ...

    def give_back_closed(self, staff: Staff) -> int:
        """Return what was leased in shifts that are closed; how many units."""
        ...

    def end(self, staff: Staff) -> int:
        """The till closes: give all back, and want nothing more of what is on its way; how many units went back."""
        ...

    def resolve(self, allotment_id: str, *, there: bool, staff: Staff) -> Allotment:
        """A person looked in the store's history: the move of a parked lease is there, or it is not.

        Raises `NotFound`; `Conflict` unless its act is parked.
        """
        ...

    def free(self, category: Category, units: Sequence[tuple[StockPlace, int]], reason: str, staff: Staff) -> None:
        """Put units that are reserved for nobody here back on sale, if the store still has what the mirror shows.

        Raises:
            Conflict: acts of this station that change reserved units are still to be sent, or to be decided on.
        """
        ...

    def allotment(self, allotment_id: str) -> Allotment:
        """Raises `NotFound`."""
        ...

    def allotments(self, *, event_id: str = "", every: bool = False) -> Sequence[Allotment]:
        """Newest first: those that are asked, open or lost; `every`: all there were."""
        ...

    def leases(self, *, event_id: str = "") -> Sequence[VariantLease]:
        """What is ours, category by category; holds that have ended count as released."""
        ...

    def to_refill(self, rule: LeaseRule) -> Sequence[tuple[VariantLease, int]]:
        """Categories that run low, with the pace of the last minutes: units sold within `rule.minutes`."""
        ...


class Holds(Protocol):
    """Holds in the station file."""

    def add(self, hold: Hold, staff: Staff) -> Hold:
        """Raises `NoLease`; `SeatGone` when one of its seats is not ours to keep."""
        ...

    def release(self, hold_id: str, staff: Staff) -> Hold:
        """A person lets the units go. Raises `NotFound`, `Conflict` when it has ended."""
        ...

    def release_ended(self, staff: Staff) -> Sequence[Hold]:
        """Let go of what has ended by its time, its seats too; those let go now."""
        ...

    def holds(self, *, event_id: str = "", every: bool = False) -> Sequence[Hold]:
        """By end; those that are held, or all."""
        ...

    def hold(self, hold_id: str) -> Hold:
        """Raises `NotFound`."""
        ...


class WaitingList(Protocol):
    """The waiting list in the station file."""

    def add(self, person: Waiting, staff: Staff) -> Waiting: ...

    def people(self, *, event_id: str = "", every: bool = False) -> Sequence[Waiting]:
        """In the order in which they came; those that wait or have an offer, or all."""
        ...

    def person(self, waiting_id: int) -> Waiting:
        """Raises `NotFound`."""
        ...

    def move(self, waiting_id: int, state: WaitingState, staff: Staff, *, hold_id: str = "") -> Waiting:
        """Raises `NotFound`, `Conflict` when they are served or gone."""
        ...


def used_acts(uses: Iterable[LeaseUse], aggregate: str, *, priority: int = 5) -> tuple[Act, ...]:
    """What takes sold units out of the store's `reserved`: behind the `sale` act, in its aggregate.

    One act a ledger document, so one a sale. Nothing sold, no act.
    """
    by_document: dict[str, dict[tuple[int, int], int]] = {}
    for use in uses:
        rows = by_document.setdefault(use.document, {})
        where = use.inventory_item_id, use.location_id
        rows[where] = rows.get(where, 0) + use.quantity
    return tuple(
        Act(
            "adjust_stock",
            aggregate,
            {
                "state": "reserved",
                "reason": USED,
                "document": document,
                "changes": [
                    {"item_id": item, "location_id": place, "delta": -quantity}
                    for (item, place), quantity in rows.items()
                    if quantity
                ],
            },
            priority,
        )
        for document, rows in by_document.items()
        if any(rows.values())
    )
