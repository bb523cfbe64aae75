"""Whose a seat is: a document that many write, and nobody overwrites."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.seating.claims import (
    LONGEST,
    Change,
    Claim,
    ClaimState,
    change,
    clear,
    key_of,
    names_of,
    read_section,
    short_station,
    take,
    token_of,
)
from ticketforge_desktop.domain.seating.places import LONGEST_LABEL, MOST_IN_SECTION

OURS, OTHERS = short_station("till-1"), short_station("till-2")


def wanted(
    station: str, *seats: str, state: ClaimState = ClaimState.LEASED, token: str = "a1", had: str = ""
) -> Change:
    return Change(station, "Till", dict.fromkeys(seats, had), state, token)


def test_of_two_stations_one_has_a_seat() -> None:
    mine = take("", "gala", "S", wanted(OURS, "1/1", "1/2"))
    assert mine.lost == ()
    theirs = take(mine.text, "gala", "S", wanted(OTHERS, "1/2", "1/3"))
    assert theirs.lost == ("1/2",)
    assert theirs.text == mine.text
    assert read_section(mine.text).claims["1/1"] == Claim(ClaimState.LEASED, OURS, "a1")
    assert read_section(mine.text).names == {OURS: "Till"}


def test_a_seat_we_sold_is_not_leased_again() -> None:
    text = take("", "gala", "S", wanted(OURS, "1/1")).text
    sold = change(text, "gala", "S", wanted(OURS, "1/1", state=ClaimState.SOLD, token="b2", had="a1")).text
    assert take(sold, "gala", "S", wanted(OURS, "1/1", token="c3")).lost == ("1/1",)
    assert change(sold, "gala", "S", wanted(OURS, "1/1", state=ClaimState.SOLD, token="b2", had="a1")).text == sold


def test_what_comes_late_does_nothing_to_a_seat_given_out_anew() -> None:
    """Released while offline, leased again online; then the old release arrives."""
    text = take("", "gala", "S", wanted(OURS, "1/1", token="a1")).text
    anew = take(text, "gala", "S", wanted(OURS, "1/1", token="c3")).text
    late = change(anew, "gala", "S", wanted(OURS, "1/1", state=ClaimState.FREE, token="x", had="a1"))
    assert late.passed == ("1/1",)
    assert late.text == anew


def test_seats_of_a_till_that_is_gone_are_freed_but_what_it_sold_stays() -> None:
    text = take("", "gala", "S", wanted(OTHERS, "1/1", "1/2")).text
    text = change(text, "gala", "S", wanted(OTHERS, "1/1", state=ClaimState.SOLD, token="b", had="a1")).text
    cleared = clear(text, "gala", "S", OTHERS)
    assert set(read_section(cleared).claims) == {"1/1"}
    back = change(cleared, "gala", "S", wanted(OTHERS, "1/2", state=ClaimState.SOLD, token="b", had="a1"))
    assert back.lost == ()
    assert "1/2" in read_section(back.text).claims
    mine = take(cleared, "gala", "S", wanted(OURS, "1/2")).text
    lost = change(mine, "gala", "S", wanted(OTHERS, "1/2", state=ClaimState.SOLD, token="b", had="a1"))
    assert lost.lost == ("1/2",)
    assert lost.text == mine
    freed = change(mine, "gala", "S", wanted(OTHERS, "1/2", state=ClaimState.FREE, token="b", had="a1"))
    assert freed.lost == ()
    assert freed.text == mine


@given(
    st.recursive(st.one_of(st.none(), st.text(max_size=9), st.integers()), st.lists, max_leaves=4), st.text(max_size=9)
)
def test_nonsense_in_a_document_is_nobody_s_claim(value: object, name: str) -> None:
    for text in (json.dumps({name: value, "1/1": f"l:{OURS}:a"}), json.dumps(value), name):
        claims = read_section(text).claims
        assert all(claim.state in ClaimState for claim in claims.values())


def test_a_full_section_of_the_longest_names_stays_below_what_the_store_keeps() -> None:
    seats = [f"{'Ü' * (LONGEST_LABEL - 4)}{at:04}/{'Ö' * (LONGEST_LABEL - 4)}{at:04}" for at in range(MOST_IN_SECTION)]
    text = change("", "gala", "S" * 40, wanted(OURS, *seats, state=ClaimState.SOLD, token=token_of("sale"))).text
    assert len(text.encode()) < LONGEST
    more = [f"{'Ü' * 30}{at}/{'Ö' * 30}" for at in range(MOST_IN_SECTION)]
    with pytest.raises(BadInput):
        change(text, "gala", "S", wanted(OURS, *more, token=token_of("sale")))


def test_documents_have_names_that_the_store_takes() -> None:
    key = key_of("gala ü/1", "Parkett links")
    assert len(key) <= 64
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert key != key_of("gala ü/1", "Parkett rechts")
    assert key == key_of("gala ü/1", "Parkett links")
    assert names_of(["S/1/1", "T/1/1", "S/1/2", "S"]) == {"S": ["1/1", "1/2"], "T": ["1/1"]}
