"""Addresses for the post: nothing missing, and a postcode the country has."""

from __future__ import annotations

import pytest

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.postal import address_of, postal_address


@pytest.mark.parametrize(
    ("country", "typed", "kept"),
    [
        ("DE", " 26122 ", "26122"),
        ("DE", "D-26122", "26122"),
        ("AT", "AT-1010", "1010"),
        ("CH", "8001", "8001"),
        ("GB", "sw1a1aa", "SW1A 1AA"),
        ("FR", "75 001", "75001"),
        ("US", "10001-1234", "10001-1234"),
        ("PL", "00950", "00-950"),
        ("NL", "1012ab", "1012 AB"),
        ("BE", "1000", "1000"),
        ("JP", "100-0001", "100-0001"),
    ],
)
def test_a_postcode_is_kept_as_its_country_writes_it(country: str, typed: str, kept: str) -> None:
    assert postal_address("A. Lovelace", "Main St 1", typed, "Town", country).postcode == kept


@pytest.mark.parametrize(
    ("country", "typed"),
    [("DE", "2612"), ("DE", "26122a"), ("AT", "0101"), ("CH", "80011"), ("GB", "12345"), ("FR", "7500"),
     ("US", "1000"), ("PL", "0095"), ("NL", "0012 AB"), ("BE", "10000")],
)  # fmt: skip
def test_a_postcode_the_country_has_not_is_refused_with_one_it_has(country: str, typed: str) -> None:
    with pytest.raises(BadInput) as caught:
        postal_address("A. Lovelace", "Main St 1", typed, "Town", country)

    assert (caught.value.facts["field"], caught.value.facts["reason"]) == ("postcode", "form")
    example = str(caught.value.facts["example"])
    assert postal_address("A. Lovelace", "Main St 1", example, "Town", country).postcode == example


@pytest.mark.parametrize("field", ["name", "street", "postcode", "city", "country"])
def test_what_is_missing_is_named(field: str) -> None:
    typed = {"name": "A", "street": "B 1", "postcode": "1000", "city": "C", "country": "BE"} | {field: "  "}

    with pytest.raises(BadInput) as caught:
        postal_address(**typed)

    assert caught.value.facts["field"] == field


def test_it_is_kept_and_read_again_and_nothing_else_is_an_address() -> None:
    address = postal_address("Zoë  Ö.", "Straße 1", "26122", "Oldenburg", "de")

    assert (address.name, address.country) == ("Zoë Ö.", "DE")
    assert address_of(address.as_json()) == address
    assert [address_of(text) for text in ("", "[]", "{", '{"street":"x"}', "null")] == [None] * 5
