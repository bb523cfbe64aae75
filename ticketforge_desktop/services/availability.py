"""What can be sold of a category, and how: from this station's lease at once, or by asking the store.

`reserved` are the leases of all stations: to the web shop and to every count they are gone, so `available` is what the
whole house can still sell on the web, and `ours` comes on top of it at this till.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ticketforge_desktop.domain.allotments import NoLeaseReason, why_not
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.services.ports.allotments import MirrorTerms, VariantLease
from ticketforge_desktop.services.views import CategoryRow


class CategoryReads(Protocol):
    """Of `MirrorQueries`."""

    def categories(self, event_id: str) -> Sequence[CategoryRow]: ...


class LeaseReads(Protocol):
    """Of `Leases`."""

    def leases(self, *, event_id: str = "") -> Sequence[VariantLease]: ...


@dataclass(frozen=True, slots=True)
class CategoryAvailability:
    """One category as the till shows it."""

    event_id: str
    category_id: str
    variant_id: int
    name: str
    price: Money
    capacity: int
    sold: int
    reserved: int  # leases of all stations
    available: int  # capacity − sold − reserved: open to the web shop; below 0 when oversold
    alert: StockLevel
    ours: int  # free in this station's lease: sold at once, offline too
    held: int  # kept here for somebody
    asked: int  # on their way to this station
    in_store: int  # what the store itself counts as available, as far as this station knows
    no_lease: NoLeaseReason | None  # why units of it can't be leased

    @property
    def elsewhere(self) -> int:
        """Reserved, and not for this station: other tills' leases, and what a lost till took with it."""
        return max(0, self.reserved - self.ours - self.held)

    @property
    def unbounded(self) -> bool:
        """The store counts none of it: there is always one more."""
        return self.no_lease is NoLeaseReason.UNTRACKED

    @property
    def to_ask_for(self) -> int:
        """What asking the store may bring, as far as the mirror knows; the store has the last word."""
        return max(0, self.in_store)


class Availability:
    """Live availability of an event's categories."""

    def __init__(self, queries: CategoryReads, terms: MirrorTerms, leases: LeaseReads) -> None:
        self._queries, self._terms, self._leases = queries, terms, leases

    def of_event(self, event_id: str) -> tuple[CategoryAvailability, ...]:
        """In the event's own order; empty for an event that is not known."""
        terms = {each.category.variant_id: each for each in self._terms.of_event(event_id)}
        leases = {each.category.variant_id: each for each in self._leases.leases(event_id=event_id)}
        found = []
        for row in self._queries.categories(event_id):
            known, lease = terms.get(row.variant_id), leases.get(row.variant_id)
            # A lease of a minute ago is reserved in the store, and in the mirror after the next sync.
            unseen = max(0, lease.left - row.reserved) if lease else 0
            found.append(
                CategoryAvailability(
                    row.event_id,
                    row.category_id,
                    row.variant_id,
                    row.name,
                    row.price,
                    row.capacity,
                    row.sold,
                    row.reserved + unseen,
                    row.available - unseen,
                    row.alert,
                    lease.free if lease else 0,
                    lease.held if lease else 0,
                    lease.asked if lease else 0,
                    known.available - unseen if known else 0,
                    why_not(tracked=known.tracked, sells_on=known.sells_on) if known else NoLeaseReason.GONE,
                )
            )
        return tuple(found)
