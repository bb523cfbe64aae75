"""Amounts as people type them: read as their language writes them, never guessed by a factor of a thousand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.amounts import typed_amount, typed_percent, written
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.money import decimal_string

LOCALES = ("de", "en", "de-CH", "fr", "sv", "pl", "en-GB", "de_AT")


@given(st.integers(0, 10**12), st.sampled_from(["EUR", "CHF", "JPY", "KWD"]), st.sampled_from(LOCALES))
def test_what_the_language_writes_it_reads_again(minor: int, currency: str, locale: str) -> None:
    assert typed_amount(written(minor, currency, locale), currency, locale) == minor


@given(st.integers(0, 10**12), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_the_commands_own_decimal_strings_are_read_in_english(minor: int, currency: str) -> None:
    assert typed_amount(decimal_string(minor, currency), currency, "en") == minor


@given(st.text(alphabet="0123456789.,' -€", max_size=12), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_the_two_languages_never_read_one_text_a_thousandfold_apart(text: str, currency: str) -> None:
    found = []
    for locale in ("de", "en"):
        try:
            found.append(typed_amount(text, currency, locale))
        except BadInput:
            return
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("text", "currency", "locale", "minor"),
    [
        ("1.000,50", "EUR", "de", 100050),
        ("1.000,50", "EUR", "en", 100050),
        ("1,000.50", "EUR", "de", 100050),
        ("1,000.50", "EUR", "en", 100050),
        ("12", "EUR", "de", 1200),
        ("12,5", "EUR", "de", 1250),
        ("12.5", "EUR", "de", 1250),
        ("12,5", "EUR", "en", 1250),
        (",50", "EUR", "de", 50),
        ("1.000", "EUR", "de", 100000),
        ("1,000", "EUR", "en", 100000),
        ("1'000.50", "CHF", "de-CH", 100050),
        ("1\N{RIGHT SINGLE QUOTATION MARK}000", "CHF", "de", 100000),
        ("1 000,50", "EUR", "fr", 100050),
        ("1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567,89", "EUR", "fr", 123456789),
        ("€ 12.50", "EUR", "en", 1250),
        ("12,50 €", "EUR", "de", 1250),
        ("12 eur", "EUR", "de", 1200),
        ("12,-", "EUR", "de", 1200),
        ("12.–", "CHF", "de-CH", 1200),
        ("0.500", "EUR", "en", 50),
        ("1.5", "KWD", "en", 1500),
        ("1.234", "KWD", "en", 1234),
        ("1200", "JPY", "de", 1200),
        ("007", "EUR", "de", 700),
    ],
)
def test_amounts(text: str, currency: str, locale: str, minor: int) -> None:
    assert typed_amount(text, currency, locale) == minor


@pytest.mark.parametrize(
    ("text", "currency", "locale", "reason"),
    [
        ("1,000", "EUR", "de", "ambiguous"),
        ("1.000", "EUR", "en", "ambiguous"),
        ("1.000", "EUR", "de-CH", "ambiguous"),
        ("1.234", "KWD", "de", "ambiguous"),
        ("1,000", "JPY", "de", "ambiguous"),
        ("", "EUR", "de", "empty"),
        ("  ", "EUR", "de", "empty"),
        ("€", "EUR", "de", "empty"),
        ("-5", "EUR", "de", "negative"),
        ("\N{MINUS SIGN}5", "EUR", "de", "negative"),
        ("12.345,678", "EUR", "de", "digits"),
        ("12.5", "JPY", "en", "digits"),
        ("1.00.000", "EUR", "en", "form"),
        ("1,000,00", "EUR", "en", "form"),
        ("1.000.50", "EUR", "de", "form"),
        ("1'000 000,5", "EUR", "de", "form"),
        ("1.000,50.", "EUR", "de", "form"),
        ("12.", "EUR", "de", "form"),
        ("1e3", "EUR", "de", "form"),
        ("\N{ARABIC-INDIC DIGIT THREE}", "EUR", "de", "form"),
        ("zwölf", "EUR", "de", "form"),
        ("1" * 14, "EUR", "de", "large"),
    ],
)
def test_what_is_refused_and_why(text: str, currency: str, locale: str, reason: str) -> None:
    with pytest.raises(BadInput) as refused:
        typed_amount(text, currency, locale)
    assert (refused.value.facts["field"], refused.value.facts["reason"]) == ("amount", reason)


def test_an_ambiguous_amount_is_told_in_both_readings() -> None:
    with pytest.raises(BadInput) as refused:
        typed_amount("1,000", "EUR", "de")
    assert refused.value.message == "'1,000' may be 1000 or 1,00."


@pytest.mark.parametrize(("text", "bp"), [("7", 700), ("7,7 %", 770), ("19%", 1900), ("0", 0), ("7.7", 770)])
def test_percentages(text: str, bp: int) -> None:
    assert typed_percent(text, "de") == bp


def test_a_language_nobody_knows_writes_like_english() -> None:
    assert written(123456789, "EUR", "xx") == "1,234,567.89"
    assert written(-5, "EUR", "de") == "-0,05"
