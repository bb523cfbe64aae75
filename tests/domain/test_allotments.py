"""How many units a till holds: by how fast it sells, and never so many that the web shop runs dry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.allotments import REASONS, LeaseRule, NoLeaseReason, why_not

RULE = LeaseRule(least=4, most=40, minutes=30, share=20)


@pytest.mark.parametrize(
    ("sold", "in_reach", "target"),
    [
        (0, 500, 4),  # nothing sells yet: the least
        (3, 500, 4),
        (12, 500, 12),  # as many as the last half hour sold
        (90, 500, 40),  # the most
        (30, 100, 20),  # a fifth of what is left
        (30, 96, 20),  # rounded up
        (30, 12, 4),  # a fifth would be 3: the least goes before
        (30, 3, 3),  # no more than there is
        (30, 0, 0),
        (30, -5, 0),  # oversold
    ],
)
def test_the_size_of_a_lease(sold: int, in_reach: int, target: int) -> None:
    assert RULE.target(sold, in_reach) == target


@pytest.mark.parametrize(
    ("free", "ask"),
    [(12, 0), (6, 0), (5, 7), (0, 12)],  # below half of twelve it is filled up
)
def test_a_lease_is_refilled_below_the_half(free: int, ask: int) -> None:
    assert RULE.refill(free, 12, 500) == ask


@given(
    least=st.integers(1, 50),
    more=st.integers(0, 100),
    share=st.integers(1, 100),
    free=st.integers(0, 200),
    sold=st.integers(0, 500),
    in_store=st.integers(-20, 2_000),
)
def test_no_till_asks_for_more_than_the_store_has_or_the_rule_allows(
    least: int, more: int, share: int, free: int, sold: int, in_store: int
) -> None:
    rule = LeaseRule(least, least + more, 30, share)
    in_reach = max(0, in_store) + free
    target, wanted = rule.target(sold, in_reach), rule.refill(free, sold, in_reach)
    assert 0 <= target <= min(least + more, in_reach)
    assert 0 <= wanted <= max(0, in_store)
    assert free + wanted <= max(free, target)
    if wanted == 0:
        assert free * 2 >= target, "never left below half without asking"
    # What is asked for fills it up, so that the same look asks for nothing more.
    assert rule.refill(free + wanted, sold, in_reach) == 0


def test_units_are_leased_only_where_reserving_them_keeps_others_from_buying() -> None:
    assert why_not(tracked=True, sells_on=False) is None
    assert why_not(tracked=False, sells_on=False) is NoLeaseReason.UNTRACKED
    assert why_not(tracked=False, sells_on=True) is NoLeaseReason.UNTRACKED
    assert why_not(tracked=True, sells_on=True) is NoLeaseReason.OVERSELLS
    assert set(REASONS) == set(NoLeaseReason)
