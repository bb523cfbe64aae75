"""Logs of several doors as one: the same truth in whatever order they arrive, and parts that fit the store."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.shared_log import (
    MOST_BYTES,
    Entry,
    EntryKind,
    Part,
    Voice,
    cut,
    read_index,
    read_part,
    replay,
    write_index,
    write_part,
)
from ticketforge_desktop.domain.uses import SINGLE, Allowance, Period

START = datetime(2026, 11, 14, 19, 0, tzinfo=UTC)
TICKET = "00000000000000aa"


def entry(kind: str, minute: float, station: str = "A", **told: object) -> Entry:
    usual = Entry(
        station, f"Gate {station}", f"{station}-{kind}-{minute}", START + timedelta(minutes=minute), TICKET,
        EntryKind(kind), "admitted", station, 1,
    )  # fmt: skip
    return usual._replace(**told)


def no_days(_at: datetime) -> str:
    return ""


class TestReplay:
    def test_one_door_alone_is_as_it_was(self) -> None:
        told = replay([entry("a", 0)], SINGLE, no_days)
        assert (told.state.used, told.state.inside, told.doubles) == (1, 1, ())
        assert told.first is not None
        assert told.first.gate == "A"

    def test_two_doors_that_did_not_see_each_other_make_a_double_with_both_sides(self) -> None:
        late, first = entry("a", 4, "A"), entry("a", 1, "B")
        told = replay([late, first], SINGLE, no_days)
        assert told.first == first
        assert told.doubles == ((late, first),)
        assert told.state.inside == 1

    def test_an_admission_that_was_taken_back_takes_no_place(self) -> None:
        told = replay([entry("a", 0), entry("u", 1), entry("a", 2, "B")], SINGLE, no_days)
        assert told.doubles == ()
        assert told.first is not None
        assert told.first.station == "B"

    def test_an_undo_takes_back_its_own_doors_admission_first(self) -> None:
        told = replay([entry("a", 0, "A"), entry("a", 1, "B"), entry("u", 2, "A")], SINGLE, no_days)
        assert told.undone == {"A-a-0"}
        assert told.doubles == ()

    def test_what_a_door_undid_of_another_is_taken_back_too(self) -> None:
        assert replay([entry("a", 0, "A"), entry("u", 2, "B")], SINGLE, no_days).state.used == 0

    def test_going_out_at_one_door_and_in_at_another(self) -> None:
        back = Allowance(reentry=True)
        told = replay([entry("a", 0, "A"), entry("x", 10, "B"), entry("a", 20, "A")], back, no_days)
        assert (told.state.used, told.state.inside, told.doubles) == (1, 1, ())
        assert replay([entry("a", 0, "A"), entry("a", 20, "B")], back, no_days).doubles != ()

    def test_a_group_may_split_between_doors(self) -> None:
        group = Allowance(people=3)
        entries = [entry("a", minute, station) for minute, station in enumerate("ABAB")]
        told = replay(entries, group, no_days)
        assert told.state.used == 3
        assert [double.late for double in told.doubles] == [entries[3]]

    def test_a_pass_counts_each_day(self) -> None:
        daily = Allowance(period=Period.DAY)
        entries = [entry("a", 0, "A"), entry("a", 24 * 60, "B")]
        told = replay(entries, daily, lambda at: at.date().isoformat())
        assert told.doubles == ()
        assert told.first == entries[1]

    def test_a_forced_admission_is_nobodys_mistake(self) -> None:
        assert replay([entry("a", 0, "A"), entry("f", 1, "B")], SINGLE, no_days).doubles == ()


LOGS = st.lists(
    st.builds(entry, st.sampled_from("aafxuz"), st.integers(0, 30), st.sampled_from("ABC")),
    unique_by=lambda one: (one.station, one.nonce),
    max_size=12,
)


@given(LOGS, st.integers(1, 3), st.booleans(), st.randoms())
def test_the_order_of_arrival_means_nothing(logs: list[Entry], people: int, reentry: bool, chance) -> None:
    allowance = Allowance(people=people, reentry=reentry)
    told = replay(logs, allowance, no_days)
    chance.shuffle(logs)
    assert replay(logs, allowance, no_days) == told
    forced = sum(one.kind is EntryKind.FORCE and one.nonce not in told.undone for one in logs)
    assert 0 <= told.state.inside <= people + forced
    admitted = sum(one.kind is EntryKind.ADMIT and one.nonce not in told.undone for one in logs)
    assert told.state.used + len(told.doubles) <= admitted + forced
    if admitted and not reentry:
        assert told.state.used > 0


class TestParts:
    def part(self, rows: int, gate: str = "Tor Süd") -> list[Entry]:
        return [entry("a", n, gate=gate, nonce=f"{n:032x}") for n in range(rows)]

    def test_what_is_written_reads_back_the_same(self) -> None:
        part = Part("EV1003", "uuid-1", "Kasse Ößling", 2, tuple(self.part(30)))
        read = read_part(write_part(part))
        assert read.entries == tuple(e._replace(station="uuid-1", name="Kasse Ößling") for e in part.entries)
        assert (read.event_id, read.number) == ("EV1003", 2)

    def test_an_evening_is_cut_into_parts_that_fit_and_lose_nothing(self) -> None:
        entries = self.part(5_000, gate="Ä" * 60)
        parts = cut("EV1003", "A", "Gate A", 3, entries)
        assert [part.number for part in parts] == list(range(3, 3 + len(parts)))
        assert [one for part in parts for one in part.entries] == entries
        assert all(len(write_part(part).encode()) <= MOST_BYTES for part in parts)
        assert len(parts) <= 5, "parts are not wasted"

    def test_gates_of_many_bytes_count_by_their_bytes(self) -> None:
        entries = [one._replace(gate=f"🎪{n}" * 200) for n, one in enumerate(self.part(300))]
        parts = cut("EV1003", "A", "Gate A", 1, entries)
        assert all(len(write_part(part).encode()) <= MOST_BYTES for part in parts)
        assert sum(len(part.entries) for part in parts) == 300

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"v": 2}', '{"v": 1}', "{" * 9_999, '{"v":1,"rows":3}'])
    def test_what_is_no_part_is_refused(self, text: str) -> None:
        with pytest.raises(BadInput):
            read_part(text)

    def test_a_strange_row_hides_no_other(self) -> None:
        whole = json.loads(write_part(Part("EV1003", "A", "Gate A", 1, tuple(self.part(3)))))
        whole["rows"][1:1] = [["x"], 7, None, ["n", 1e300, "t", "a", "v", 0, 1], ["n", 1, "t", "q", "v", 0, 1]]
        assert len(read_part(json.dumps(whole)).entries) == 3


class TestIndex:
    def test_it_reads_back_and_takes_no_nonsense(self) -> None:
        voices = {"one": Voice("Kasse", 2, 2_412, "2026-11-14T19:00:00+00:00")}
        assert read_index(write_index("EV1003", voices)) == voices
        text = '{"stations": {"a": 3, "b": {"name": "B", "parts": 0, "rows": 1, "at": ""}}}'
        assert read_index(text) == read_index("not json") == read_index("[]") == {}
