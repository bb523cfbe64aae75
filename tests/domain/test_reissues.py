"""Issues in the store's document: a number is one station's, whatever order they come in and whatever stood there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.reissues import Made, claim, give_up, lost_papers, made_of
from ticketforge_desktop.domain.units import read_issues

TICKET = "00112233aabbccdd"
AT = "2026-11-14T18:00:00Z"


def by(station: str, issue: int = 2) -> Made:
    return Made(issue, AT, f"till {station}", station, f"{ord(station):08x}")


def test_a_free_number_is_taken_and_says_by_whom() -> None:
    taken = claim("", TICKET, by("a"))
    assert taken.ours
    assert read_issues(taken.text) == {TICKET: 2}, "older programs read the number as before"
    assert made_of(taken.text, TICKET) == by("a")
    assert claim(taken.text, TICKET, by("a")) == taken, "twice is once"


def test_whoever_comes_second_gets_nothing_and_gives_its_paper_up() -> None:
    text = claim("", TICKET, by("a")).text
    second = claim(text, TICKET, by("b"))
    assert (second.text, second.ours, second.holder) == (text, False, by("a"))
    gone = give_up(text, TICKET, by("b"))
    assert lost_papers(gone, TICKET) == ((2, by("b").key_id),)
    assert give_up(gone, TICKET, by("b")) == gone
    assert made_of(gone, TICKET) == by("a")
    later = claim(gone, TICKET, by("a", 3)).text
    assert lost_papers(later, TICKET) == lost_papers(gone, TICKET), "it stays lost"


def test_a_number_upon_one_that_was_not_ours_is_not_ours() -> None:
    text = claim("", TICKET, by("a")).text
    assert not claim(text, TICKET, by("b", 3), upon="b").ours
    assert claim(text, TICKET, by("b", 3), upon="a").ours
    assert claim(text, TICKET, by("b", 3)).ours, "asked in the store, any number before is known"
    assert claim("", TICKET, by("b", 3), upon="b").ours, "the store is behind: nobody else took anything"


def test_a_paper_signed_with_the_holder_s_own_key_is_never_given_up() -> None:
    text = claim("", TICKET, by("a")).text
    assert give_up(text, TICKET, by("a")) == text
    assert give_up(text, TICKET, by("b")._replace(key_id="")) == text


@pytest.mark.parametrize("issue", [-1, 0, 1, 65_536])
def test_there_are_no_other_issues(issue: int) -> None:
    with pytest.raises(ValueError, match="no issue"):
        claim("", TICKET, by("a", issue))


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
documents = st.one_of(
    st.text(max_size=40),
    st.dictionaries(
        st.sampled_from([TICKET, f"{TICKET}.made", f"{TICKET}.lost", "other"]),
        st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=7), inner)),
    ).map(json.dumps),
)


@given(documents, st.sampled_from("abc"), st.integers(2, 9))
def test_whatever_stood_there_a_claim_is_kept_or_changes_nothing(text: str, station: str, issue: int) -> None:
    taken = claim(text, TICKET, by(station, issue))
    if taken.ours:
        assert made_of(taken.text, TICKET).issue == issue
    else:
        assert taken.text == text
        assert taken.holder.issue >= issue
    gone = give_up(text, TICKET, by(station, issue))
    assert made_of(gone, TICKET) == made_of(text, TICKET)


steps = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(-1, 2), st.sampled_from([None, "", "a", "b", "c"])), max_size=12
)


@given(steps)
def test_every_number_has_one_holder_and_no_number_goes_back(told: list[Any]) -> None:
    """Stations ask for the number before the current one, for it, and for those behind it, as late outboxes do."""
    text, holders, refused = "", {1: ""}, set[tuple[int, str]]()
    for station, ahead, upon in told:
        before = made_of(text, TICKET)
        issue = max(2, before.issue + ahead)
        wanted = by(station, issue)
        taken = claim(text, TICKET, wanted, upon)
        free = issue > before.issue and (issue > before.issue + 1 or upon in (None, before.station_id))
        assert taken.ours is (free or (issue, station) == (before.issue, before.station_id))
        if taken.ours:
            text = taken.text
            assert holders.setdefault(issue, station) == station
            assert made_of(text, TICKET) == (wanted if free else before)
        else:
            assert taken.text == text
            assert taken.holder == before
            text = give_up(text, TICKET, wanted)
            assert made_of(text, TICKET) == before
            if before.key_id != wanted.key_id:
                refused.add((issue, wanted.key_id))
        assert set(lost_papers(text, TICKET)) == refused, "what was refused once stays refused"


def test_a_number_of_another_station_is_not_ours_and_our_paper_is_lost() -> None:
    text = claim("", TICKET, by("a", 2)).text
    taken = claim(text, TICKET, by("b", 2))
    assert (taken.ours, taken.holder) == (False, by("a", 2))
    text = give_up(text, TICKET, by("b", 2))
    assert lost_papers(text, TICKET) == ((2, by("b", 2).key_id),)
    assert not claim(text, TICKET, by("b", 3), upon="b").ours, "b knew of no issue 2 by a"
    assert claim(text, TICKET, by("b", 3), upon="a").ours
