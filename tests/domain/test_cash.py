"""Cash: rounded where small coins are gone, counted by pieces, and given back in the fewest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.cash import CashRule, cash_rule
from ticketforge_desktop.domain.denominations import (
    change_pieces,
    counted,
    is_note,
    pieces,
    suggested_notes,
)
from ticketforge_desktop.domain.errors import BadInput

CURRENCIES = ["EUR", "CHF", "SEK", "NOK", "DKK", "CZK", "HUF", "AUD", "CAD", "NZD", "ILS", "MYR", "JPY", "KWD", "USD"]
rules = st.sampled_from([cash_rule(currency) for currency in CURRENCIES])


@pytest.mark.parametrize(
    ("currency", "country", "exact", "rounded"),
    [
        ("CHF", "CH", 1002, 1000),
        ("CHF", "CH", 1003, 1005),
        ("SEK", "SE", 1049, 1000),
        ("SEK", "SE", 1050, 1100),
        ("NOK", "NO", 1050, 1100),
        ("DKK", "DK", 1024, 1000),
        ("DKK", "DK", 1025, 1050),
        ("DKK", "DK", 1075, 1100),
        ("CZK", "CZ", 1050, 1100),
        ("HUF", "HU", 100200, 100000),
        ("HUF", "HU", 100300, 100500),
        ("HUF", "HU", 100700, 100500),
        ("HUF", "HU", 100800, 101000),
        ("AUD", "AU", 1007, 1005),
        ("CAD", "CA", 1008, 1010),
        ("NZD", "NZ", 1005, 1000),
        ("NZD", "NZ", 1006, 1010),
        ("ILS", "IL", 1005, 1010),
        ("EUR", "DE", 1003, 1003),
        ("EUR", "", 1003, 1003),
        ("EUR", "FI", 1003, 1005),
        ("EUR", "BE", 1002, 1000),
        ("EUR", "NL", 1002, 1002),
        ("USD", "US", 1003, 1003),
    ],
)
def test_each_country_rounds_its_own_way(currency: str, country: str, exact: int, rounded: int) -> None:
    rule = cash_rule(currency, country)
    assert rule.rounded(exact) == rounded
    assert rule.rounded(-exact) == -rounded


@given(rules, st.integers(-(10**9), 10**9))
def test_rounding_moves_half_a_step_at_most_and_coins_make_it_up(rule: CashRule, minor: int) -> None:
    found = rule.rounded(minor)
    assert rule.payable(found)
    assert 2 * abs(found - minor) <= rule.step_minor
    assert rule.rounded(found) == found


@given(st.sampled_from(CURRENCIES), st.integers(0, 10**7))
def test_rounded_change_can_be_given_back_to_the_last_coin(currency: str, minor: int) -> None:
    rule = cash_rule(currency)
    smallest = min(pieces(currency))
    change = rule.rounded(minor) // smallest * smallest
    found = change_pieces(change, currency)
    assert sum(value * many for value, many in found) == change
    assert counted(currency, found) == change
    assert [value for value, _ in found] == sorted((value for value, _ in found), reverse=True)


@pytest.mark.parametrize("currency", [*CURRENCIES, "XAU"])
def test_every_step_of_rounding_is_a_coin(currency: str) -> None:
    known = pieces(currency)
    assert list(known) == sorted(set(known), reverse=True)
    step = cash_rule(currency).step_minor
    assert step == 1 or min(known) == step


def test_the_change_of_the_picture_in_the_manual() -> None:
    assert change_pieces(3700, "EUR") == ((2000, 1), (1000, 1), (500, 1), (200, 1))
    assert change_pieces(0, "EUR") == ()
    assert change_pieces(-5, "EUR") == ()


@pytest.mark.parametrize(
    ("due", "currency", "offers"),
    [
        (16300, "EUR", (16300, 16500, 17000, 20000)),
        (8400, "EUR", (8400, 8500, 9000, 10000)),
        (300, "EUR", (300, 500, 1000, 2000)),
        (5000, "EUR", (5000, 10000, 20000, 50000)),
        (0, "EUR", (0,)),
        (1230, "JPY", (1230, 1500, 2000, 5000)),
    ],
)
def test_what_buyers_are_likely_to_hand_over(due: int, currency: str, offers: tuple[int, ...]) -> None:
    assert suggested_notes(due, currency) == offers


@given(st.sampled_from(CURRENCIES), st.integers(1, 10**6))
def test_offers_rise_from_the_exact_sum(currency: str, due: int) -> None:
    offers = suggested_notes(due, currency)
    assert offers[0] == due
    assert list(offers) == sorted(set(offers))
    assert len(offers) <= 4


def test_notes_are_told_from_coins() -> None:
    assert [value for value in pieces("EUR") if is_note("EUR", value)][-1] == 500
    assert not is_note("CHF", 500)
    assert is_note("XAU", 500)


@pytest.mark.parametrize("count", [[(300, 1)], [(500, 1), (500, 2)], [(500, -1)], [(500, 100_001)]])
def test_what_nobody_can_have_counted(count: list[tuple[int, int]]) -> None:
    with pytest.raises(BadInput) as refused:
        counted("EUR", count)
    assert refused.value.facts["field"] == "count"
