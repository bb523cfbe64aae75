"""What a till shows of a category: what is its own, what the web shop has, and why it can't be leased."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ticketforge_desktop.domain.allotments import NoLeaseReason
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.services.availability import Availability, CategoryAvailability
from ticketforge_desktop.services.ports.allotments import Category, LeaseTerms, StockPlace, VariantLease
from ticketforge_desktop.services.views import CategoryRow

STALLS = Category("gala", "parkett", 11)


class House:
    """A mirror with one category of a hundred places, and a station."""

    def __init__(
        self, *, reserved: int, lease: VariantLease | None, tracked: bool = True, sells_on: bool = False
    ) -> None:
        self.row = CategoryRow("parkett", 11, "gala", "Parkett", Money(4200, "EUR"), 100, 30, reserved, 70 - reserved,
                               StockLevel.AVAILABLE)  # fmt: skip
        self.terms = [LeaseTerms(STALLS, tracked, sells_on, 70 - reserved, reserved)]
        self.held = [lease] if lease else []

    def categories(self, event_id: str) -> Sequence[CategoryRow]:
        return [self.row] if event_id == "gala" else []

    def of_event(self, event_id: str) -> Sequence[LeaseTerms]:
        return self.terms

    def of_variants(self, variant_ids: Sequence[int]) -> Sequence[LeaseTerms]:
        return self.terms

    def places(self, variant_id: int) -> Sequence[StockPlace]:
        return []

    def leases(self, *, event_id: str = "") -> Sequence[VariantLease]:
        return self.held


def shown(house: House) -> CategoryAvailability:
    (row,) = Availability(house, house, house).of_event("gala")
    return row


def test_ours_come_on_top_of_what_the_web_shop_has() -> None:
    row = shown(House(reserved=25, lease=VariantLease(STALLS, left=10, held=4, asked=3)))
    assert (row.ours, row.held, row.asked) == (6, 4, 3)
    assert (row.capacity, row.sold, row.reserved, row.available, row.to_ask_for) == (100, 30, 25, 45, 45)
    assert (row.elsewhere, row.no_lease) == (15, None)


def test_a_lease_the_mirror_has_not_seen_is_counted_all_the_same() -> None:
    row = shown(House(reserved=0, lease=VariantLease(STALLS, left=10, held=0, asked=0)))
    assert (row.reserved, row.available, row.in_store, row.ours) == (10, 60, 60, 10)


def test_more_held_than_left_leaves_nothing_and_never_less() -> None:
    row = shown(House(reserved=5, lease=VariantLease(STALLS, left=2, held=4, asked=0)))
    assert row.ours == 0


@pytest.mark.parametrize(
    ("tracked", "sells_on", "reason"),
    [(False, False, NoLeaseReason.UNTRACKED), (True, True, NoLeaseReason.OVERSELLS), (True, False, None)],
)
def test_why_it_cannot_be_leased(tracked: bool, sells_on: bool, reason: NoLeaseReason | None) -> None:
    row = shown(House(reserved=0, lease=None, tracked=tracked, sells_on=sells_on))
    assert (row.no_lease, row.unbounded) == (reason, reason is NoLeaseReason.UNTRACKED)
    assert (row.ours, row.held, row.asked) == (0, 0, 0)


def test_a_category_that_vanished_between_two_looks_is_gone_and_oversold_stock_is_not_asked_for() -> None:
    house = House(reserved=0, lease=None)
    house.terms = []
    assert (shown(house).no_lease, shown(house).to_ask_for) == (NoLeaseReason.GONE, 0)
    house.terms = [LeaseTerms(STALLS, True, False, -3, 0)]
    assert (shown(house).in_store, shown(house).to_ask_for) == (-3, 0)
    assert Availability(house, house, house).of_event("nothing") == ()
