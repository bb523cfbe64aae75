"""Numbers that people read out and EAN-13s that scanners read: no slip goes unseen."""

from __future__ import annotations

import itertools

import pytest
from barcode.ean import EAN13
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.ticket_numbers import (
    ALPHABET,
    ean_of,
    framed,
    is_ean,
    number_of,
    parse_number,
    ticket_id,
)

tickets = st.binary(min_size=8, max_size=8)
KEY = bytes(range(16))


@given(tickets)
def test_a_number_is_read_back(ticket: bytes) -> None:
    number = number_of(ticket)
    assert [len(group) for group in number.split("-")] == [4, 4, 4]
    assert parse_number(number) == number


@given(tickets)
def test_numbers_differ_where_the_upper_55_bits_do(ticket: bytes) -> None:
    lower = (int.from_bytes(ticket, "big") ^ 1).to_bytes(8, "big")
    upper = (int.from_bytes(ticket, "big") ^ 1 << 9).to_bytes(8, "big")
    assert number_of(lower) == number_of(ticket) != number_of(upper)


@given(tickets)
def test_every_single_wrong_character_is_seen(ticket: bytes) -> None:
    letters = number_of(ticket).replace("-", "")
    for place, wrong in itertools.product(range(12), ALPHABET):
        if wrong != letters[place]:
            assert parse_number(letters[:place] + wrong + letters[place + 1 :]) is None


@given(tickets)
def test_any_two_characters_that_changed_places_are_seen(ticket: bytes) -> None:
    letters = list(number_of(ticket).replace("-", ""))
    for one, other in itertools.combinations(range(12), 2):
        if letters[one] != letters[other]:
            swapped = letters.copy()
            swapped[one], swapped[other] = letters[other], letters[one]
            assert parse_number("".join(swapped)) is None


def test_the_check_holds_for_every_pair_of_values_at_every_place() -> None:
    """The proof behind the two properties: all twelve weights are different and none is zero."""
    weights = []
    for place in range(12):
        bits = 1 << (5 * (10 - place)) if place < 11 else 0
        number = number_of((bits << 9).to_bytes(8, "big")).replace("-", "")
        weights.append(ALPHABET.index(number[11]) if place < 11 else 1)
    assert len(set(weights)) == 12
    assert 0 not in weights


@pytest.mark.parametrize(
    "spoken",
    ["xk0w-8j91-a9jw", "XK0W8J91A9JW", " xkow 8j91 a9jw ", "XKOW–8JgI".replace("g", "9") + "–A9JW", "XK0W_8J9l_A9JW"],
)
def test_a_number_is_read_as_people_write_it(spoken: str) -> None:
    assert parse_number(spoken) == "XK0W-8J91-A9JW"


@pytest.mark.parametrize("text", ["", "XK0W-8J91-A9J", "XK0W-8J91-A9JWW", "XK0W-8J91-A9JU", "XK0W-8J91-A9Jẞ", "Ø"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = parse_number(text)
    assert number is None or parse_number(number) == number


@given(tickets, st.integers(1, 65_535))
def test_an_ean_is_in_the_house_range_and_passes_another_programs_check(ticket: bytes, issue: int) -> None:
    ean = ean_of(KEY, ticket, issue)
    assert ean[0] == "2"
    assert is_ean(ean)
    assert str(EAN13(ean[:12])) == ean


@given(tickets, st.integers(1, 65_534))
def test_an_old_issues_ean_is_another(ticket: bytes, issue: int) -> None:
    assert ean_of(KEY, ticket, issue) != ean_of(KEY, ticket, issue + 1)


@given(tickets)
def test_every_wrong_digit_of_an_ean_is_seen(ticket: bytes) -> None:
    ean = ean_of(KEY, ticket, 1)
    for place, digit in itertools.product(range(13), "0123456789"):
        changed = ean[:place] + digit + ean[place + 1 :]
        assert is_ean(changed) == (digit == ean[place])


@pytest.mark.parametrize("text", ["", "200000000000", "２０００００００００００８", "2000000000008 ", "abcdefghijklm"])
def test_what_is_no_ean(text: str) -> None:
    assert not is_ean(text)


def test_names_of_two_shops_units_and_seeds_never_run_together() -> None:
    seen = {ticket_id(shop, seed, unit) for shop in ("a", "ab", "") for seed in ("b", "bc", "") for unit in (1, 2, 256)}
    assert len(seen) == 27
    assert ticket_id("SHOP.myshopify.com", "1", 1) == ticket_id("shop.myshopify.com", "1", 1)


def test_a_key_or_name_of_the_wrong_size_is_refused() -> None:
    with pytest.raises(BadInput):
        ean_of(b"short", bytes(8), 1)
    with pytest.raises(BadInput):
        framed("x" * 65_536)
    assert framed("ß") == b"\x00\x02\xc3\x9f"
