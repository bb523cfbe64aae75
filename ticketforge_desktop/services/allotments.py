"""Leasing units from the web shop: asking, refilling, giving back, and looking after what the store never answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from ticketforge_desktop.domain.allotments import REASONS, LeaseRule, why_not
from ticketforge_desktop.domain.errors import BadInput, NotFound
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.allotments import (
    Allotment,
    LeaseRefused,
    Leases,
    LeaseState,
    LeaseTerms,
    MirrorTerms,
    StockPlace,
)

LARGEST: Final = 10_000  # units of one lease
LONGEST_REASON: Final = 500


class Allotments:
    """What may be done with leases. Nothing here waits for the store: acts go out with the next push.

    Args:
        leases: the station file's.
        terms: what the mirror knows of a category.
        rule: how many units to hold, as it is set now.
    """

    def __init__(self, leases: Leases, terms: MirrorTerms, rule: Callable[[], LeaseRule]) -> None:
        self._leases, self._terms, self._rule = leases, terms, rule

    def lease(
        self, event_id: str, category_id: str, staff: Staff, *, quantity: int | None = None, least: int = 1
    ) -> str:
        """Ask the store for units of a category; returns the allotment's id, whose answer comes with a push.

        Args:
            quantity: how many; None takes what the size rule says.
            least: nothing is leased where the store has fewer.

        Raises:
            NotFound, BadInput, RightMissing.
            LeaseRefused: as far as the mirror knows, reserving units keeps nobody from buying them.
        """
        staff.require(Right.SELL)
        terms = self._one(event_id, category_id)
        reason = why_not(tracked=terms.tracked, sells_on=terms.sells_on)
        if reason is not None:
            raise refused(reason, terms.available)
        wanted = max(1, self._rule().target(0, terms.available)) if quantity is None else quantity
        if not 0 < least <= wanted <= LARGEST:
            raise BadInput(f"A lease has 1 to {LARGEST:,} units.", field="quantity", value=wanted)
        return self._leases.ask(terms.category, wanted, least, staff)

    def categories(self, event_id: str) -> Sequence[LeaseTerms]:
        """The categories of an event with what decides over a lease. Raises `NotFound`."""
        found = self._terms.of_event(event_id)
        if not found:
            raise NotFound(f"Event {event_id!r} is not in the mirror, or has no categories.", event_id=event_id)
        return found

    def settle(self, staff: Staff) -> Sequence[Allotment]:
        """Take in what the store answered since; those that changed. Safe to call at any time."""
        return self._leases.settle(staff)

    def answer(self, allotment_id: str) -> Allotment:
        """A lease that was asked for, as it stands; still `asked` while the store has not answered.

        Raises:
            NotFound.
            LeaseRefused: the store gave none.
        """
        lease = self._leases.allotment(allotment_id)
        if lease.state is LeaseState.REFUSED:
            raise refused(lease.reason, 0)
        return lease

    def give_back(self, staff: Staff, *, event_id: str = "", category_id: str = "", most: int | None = None) -> int:
        """Return units to the web shop; how many. What is held for somebody stays.

        Raises:
            NotFound, BadInput, RightMissing.
        """
        staff.require(Right.SELL)
        if most is not None and most < 1:
            raise BadInput("At least one unit goes back.", field="quantity", value=most)
        if not event_id:
            return self._leases.give_back(staff, most=most)
        wanted = [self._one(event_id, category_id)] if category_id else self.categories(event_id)
        return sum(self._leases.give_back(staff, variant_id=terms.category.variant_id, most=most) for terms in wanted)

    def end_shift(self, staff: Staff) -> int:
        """The till closes: everything free goes back, what is on its way will; how many units."""
        return self._leases.end(staff)

    def resolve(self, allotment_id: str, *, there: bool, staff: Staff) -> Allotment:
        """A person looked in the store's history for a lease nobody knows of. Right: to adjust stock.

        Raises `NotFound`, `Conflict`, `RightMissing`.
        """
        staff.require(Right.ADJUST_STOCK)
        return self._leases.resolve(allotment_id, there=there, staff=staff)

    def free(self, event_id: str, category_id: str, quantity: int, reason: str, staff: Staff) -> int:
        """Put units that the store reserves, but not for this station, back on sale; how many there were.

        For what a till took with it that will never come back. Whatever that till sold and never sent is then sold
        twice: so a manager decides, in words that are audited. Right: to adjust stock.

        Raises:
            BadInput: no reason, or more than are reserved elsewhere (`facts["elsewhere"]`).
            Conflict: acts of this station are still to be sent. NotFound, RightMissing.
        """
        staff.require(Right.ADJUST_STOCK)
        words = " ".join(reason.split())
        if not words or len(words) > LONGEST_REASON:
            raise BadInput(f"Say why, in at most {LONGEST_REASON} characters.", field="reason")
        category = self._one(event_id, category_id).category
        strange = self._elsewhere(event_id, category.variant_id)
        elsewhere = sum(units for _, units in strange)
        if not 0 < quantity <= elsewhere:
            raise BadInput(
                f"{elsewhere} units are reserved elsewhere.", field="quantity", value=quantity, elsewhere=elsewhere
            )
        chosen, missing = [], quantity
        for place, units in strange:
            if take := min(units, missing):
                chosen.append((place, take))
                missing -= take
        self._leases.free(category, chosen, words, staff)
        return elsewhere

    def _elsewhere(self, event_id: str, variant_id: int) -> list[tuple[StockPlace, int]]:
        ours: dict[int, int] = {}
        for lease in self._leases.allotments(event_id=event_id):
            if lease.variant_id == variant_id and lease.state is LeaseState.OPEN:
                ours[lease.location_id] = ours.get(lease.location_id, 0) + lease.left
        places = self._terms.places(variant_id)
        return [(place, max(0, place.reserved - ours.get(place.location_id, 0))) for place in places]

    def upkeep(self, staff: Staff) -> int:
        """What is due without a person: answers taken in, closed shifts' units returned, leases that run low refilled.

        Returns how many leases were asked for. Cheap when nothing is due; never waits for the store.
        """
        self._leases.settle(staff)
        self._leases.give_back_closed(staff)
        return self.refill(staff)

    def refill(self, staff: Staff) -> int:
        """Ask for more of what runs low in the open shift; how many leases."""
        rule = self._rule()
        low = self._leases.to_refill(rule)
        if not low:
            return 0
        known = self._terms.of_variants([lease.category.variant_id for lease, _ in low])
        terms = {each.category.variant_id: each for each in known}
        asked = 0
        for lease, sold in low:
            category = terms.get(lease.category.variant_id)
            if category is None or why_not(tracked=category.tracked, sells_on=category.sells_on) is not None:
                continue
            # The mirror may be old: what it takes for open is only a guess at the size, the store has the last word.
            wanted = rule.refill(lease.free, sold, max(0, category.available) + lease.free)
            if wanted > 0 and self._leases.ask(category.category, wanted, 1, staff, alone=True):
                asked += 1
        return asked

    def _one(self, event_id: str, category_id: str) -> LeaseTerms:
        for terms in self.categories(event_id):
            if terms.category.category_id == category_id:
                return terms
        raise NotFound(f"Event {event_id!r} has no category {category_id!r}.", event_id=event_id)


def refused(reason: str, left: int) -> LeaseRefused:
    """The error for a reason."""
    return LeaseRefused(REASONS.get(reason, "The store leases none of this category."), reason=str(reason), left=left)
