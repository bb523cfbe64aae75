"""Money: whole minor units, never a float, never two currencies in one sum."""

from __future__ import annotations

import operator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.money import Money, decimal_string, exponent, minor_units

currencies = st.sampled_from(["EUR", "CHF", "JPY", "KWD", "CLF", "XXX"])
amounts = st.integers(-(10**15), 10**15)


@given(amounts, currencies)
def test_an_amount_is_read_as_it_was_written(minor: int, currency: str) -> None:
    text = decimal_string(minor, currency)
    assert minor_units(text, currency) == minor
    assert Decimal(text).scaleb(exponent(currency)) == minor


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("42.0", "EUR", 4200),
        ("42", "EUR", 4200),
        ("42.5", "EUR", 4250),
        ("-0.05", "EUR", -5),
        ("4.9900", "EUR", 499),  # digits behind the minor unit, all zero
        ("1200.0", "JPY", 1200),
        ("1.234", "KWD", 1234),
        ("0.0001", "CLF", 1),
    ],
)
def test_amounts_as_the_store_sends_them(text: str, currency: str, minor: int) -> None:
    assert minor_units(text, currency) == minor


@pytest.mark.parametrize("text", ["", "4,20", "1e3", " 1", "+1", ".5", "1.", "4.999", "NaN", "--1", "1.2.3"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        minor_units(text, "EUR")
    assert refused.value.facts["value"] == text


def test_half_a_yen_does_not_exist() -> None:
    with pytest.raises(BadInput):
        minor_units("1200.5", "JPY")


@given(amounts, amounts, st.integers(0, 50), currencies)
def test_sums_differences_and_multiples(one: int, other: int, times: int, currency: str) -> None:
    first, second = Money(one, currency), Money(other, currency)
    assert first + second - second == first
    assert (first * times).minor == one * times
    assert (first < second) == (one < other)
    assert (first <= second) == (one <= other)


@pytest.mark.parametrize("combine", [operator.add, operator.sub, operator.lt, operator.le])
def test_currencies_never_mix(combine: object) -> None:
    with pytest.raises(BadInput):
        combine(Money(1, "EUR"), Money(1, "CHF"))  # type: ignore[operator]


def test_money_as_people_and_the_command_line_see_it() -> None:
    price = Money.parse("42.0", "EUR")
    assert (str(price), price.decimal) == ("42.00 EUR", "42.00")
    assert (Money(-5, "EUR").decimal, Money(1200, "JPY").decimal) == ("-0.05", "1200")
