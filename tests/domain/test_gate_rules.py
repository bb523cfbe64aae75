"""The rules of a gate: read layer by layer, refused by field, and reckoned in the venue's own time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.admission import BarePolicy, UnknownPolicy
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.gate_rules import GateRules, merge_rules
from ticketforge_desktop.domain.gate_times import EventTimes, parse_moment
from ticketforge_desktop.domain.uses import Allowance, Period

EVENING = EventTimes.of("2026-11-14T18:00:00Z", "2026-11-14T19:00:00Z", "2026-11-14T22:00:00Z", "Europe/Berlin")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class TestTimes:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("doors", "2026-11-14T18:00"),
            ("doors-30", "2026-11-14T17:30"),
            ("START + 15", "2026-11-14T19:15"),
            ("end+60", "2026-11-14T23:00"),
            ("18:30", "2026-11-14T17:30"),  # Berlin is an hour ahead
        ],
    )
    def test_a_time_is_tied_to_the_event_or_to_the_venues_clock(self, text: str, expected: str) -> None:
        moment = parse_moment(text, "opens")
        assert moment is not None
        assert moment.resolve(EVENING, date(2026, 11, 14)) == utc(expected)

    @pytest.mark.parametrize("text", ["dors", "doors-", "25:00", "18:60", "start+99999", "18.30", "doors--5", "١٨:٣٠"])
    def test_what_is_no_time_is_refused_by_name(self, text: str) -> None:
        with pytest.raises(BadInput) as refused:
            parse_moment(text, "closes")
        assert refused.value.facts["field"] == "closes"

    def test_without_doors_the_start_counts_and_without_an_end_nothing(self) -> None:
        bare = EventTimes.of("", "2026-11-14T19:00:00Z", "", "Europe/Berlin")
        doors, end = parse_moment("doors-30", "opens"), parse_moment("end", "closes")
        assert doors is not None
        assert end is not None
        assert doors.resolve(bare, date(2026, 11, 14)) == utc("2026-11-14T18:30")
        assert end.resolve(bare, date(2026, 11, 14)) is None

    def test_an_unknown_zone_is_utc_and_nonsense_no_time(self) -> None:
        times = EventTimes.of("soon", "2026-11-14T19:00:00Z", "", "Atlantis/Capital")
        assert times.doors is None
        assert str(times.zone) == "UTC"

    @pytest.mark.parametrize(
        ("day", "text", "expected"),
        [
            (date(2026, 3, 29), "02:30", "2026-03-29T01:30"),  # skipped in spring: the moment after, 03:30
            (date(2026, 10, 25), "02:30", "2026-10-25T00:30"),  # twice in autumn: its first
        ],
    )
    def test_nights_on_which_clocks_change(self, day: date, text: str, expected: str) -> None:
        moment = parse_moment(text, "opens")
        assert moment is not None
        assert moment.resolve(EVENING, day) == utc(expected)


class TestWindow:
    def test_grace_widens_both_ends(self) -> None:
        rules = merge_rules([{"opens": "doors", "closes": "end", "grace": 10}])
        assert rules.window(utc("2026-11-14T18:00"), EVENING) == (utc("2026-11-14T17:50"), utc("2026-11-14T22:10"))

    def test_no_rule_no_limit(self) -> None:
        assert GateRules().window(utc("2026-11-14T18:00"), EVENING) == (None, None)

    @pytest.mark.parametrize(
        ("at", "is_open"),
        [("17:29", False), ("17:31", True), ("22:59", True), ("23:30", True), ("00:30+1", True), ("01:01+1", False)],
    )
    def test_a_gate_open_past_midnight(self, at: str, is_open: bool) -> None:
        rules = merge_rules([{"opens": "18:30", "closes": "02:00"}])
        clock, _, later = at.partition("+")
        moment = utc(f"2026-11-14T{clock}") + timedelta(days=int(later or 0))
        opens, closes = rules.window(moment, EVENING)
        assert opens is not None
        assert closes is not None
        assert (opens <= moment <= closes) is is_open


class TestLayers:
    def test_the_later_layer_wins_field_by_field(self) -> None:
        station = {"bare": "admit", "grace": 5}
        gate = {"categories": ["parkett"], "grace": 10}
        event = {"reentry": True, "people": {"familie": 4}}
        here = {"categories": []}
        rules = merge_rules([station, gate, event, here])
        assert rules.bare is BarePolicy.ADMIT
        assert (rules.grace, rules.reentry, rules.categories) == (10, True, frozenset())
        assert rules.allowance("familie") == Allowance(1, 4, Period.EVENT, reentry=True)
        assert rules.allowance("parkett").people == 1

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("categories", "parkett"),
            ("categories", [1]),
            ("opens", 18),
            ("grace", -1),
            ("grace", "5"),
            ("entries", 0),
            ("entries", True),
            ("period", "week"),
            ("reentry", "yes"),
            ("days", ["14.11.2026"]),
            ("people", {"familie": 0}),
            ("people", ["familie"]),
            ("unknown", "maybe"),
            ("day_begins", 1440),
            ("colour", "red"),
        ],
    )
    def test_what_can_not_be_is_refused_by_field(self, field: str, value: object) -> None:
        with pytest.raises(BadInput) as refused:
            merge_rules([{field: value}])
        assert refused.value.facts["field"] == field

    @given(
        st.fixed_dictionaries(
            {},
            optional={
                "categories": st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=4),
                "opens": st.sampled_from(["", "doors", "doors-30", "18:30", "start+5"]),
                "closes": st.sampled_from(["", "end", "end+90", "23:59", "02:00"]),
                "grace": st.integers(0, 120),
                "entries": st.integers(1, 99),
                "period": st.sampled_from(["event", "day"]),
                "reentry": st.booleans(),
                "days": st.lists(st.dates().map(str), unique=True, max_size=3),
                "people": st.dictionaries(st.text(min_size=1, max_size=5), st.integers(1, 500), max_size=3),
                "day_begins": st.integers(0, 1439),
                "exit_all": st.sampled_from(["", "04:00"]),
                "bare": st.sampled_from(["admit", "confirm"]),
                "unknown": st.sampled_from(list(UnknownPolicy)).map(str),
            },
        )
    )
    def test_what_is_kept_reads_back_the_same(self, layer: dict[str, object]) -> None:
        rules = merge_rules([layer])
        assert merge_rules([rules.as_json()]) == rules
