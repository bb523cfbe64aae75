"""Maps: their document, the table they come from, the rules of numbering, and what is wrong with one."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.seating.halls import big_hall, hall
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.seating.checks import faults_of, usable
from ticketforge_desktop.domain.seating.csv_map import read_csv, write_csv
from ticketforge_desktop.domain.seating.document import read_map, read_numbers, write_map, write_numbers
from ticketforge_desktop.domain.seating.laying import RowPlan, draw_rows, lay_out, moved, numbered, turned
from ticketforge_desktop.domain.seating.numbering import Numbering, Side
from ticketforge_desktop.domain.seating.places import (
    Area,
    Row,
    Seat,
    SeatKind,
    SeatMap,
    Section,
    Stage,
    in_words,
    parts_of,
)

labels = st.one_of(st.integers(0, 400).map(str), st.text("ABC12,-:", min_size=1, max_size=5))


@given(st.lists(labels, max_size=30))
def test_numbers_in_short_are_the_same_numbers(numbers: list[str]) -> None:
    row = Row("1", tuple(Seat("S", "1", number, at * 50, at % 3, "A") for at, number in enumerate(numbers)))
    drawn = SeatMap("m", "Hall", (Section("S", (row,)),))
    assert read_map(write_map(drawn)) == drawn


def test_runs_are_written_as_runs() -> None:
    assert write_numbers(["1", "2", "3", "4"]) == "1-4"
    assert write_numbers(["39", "37", "35", "1", "2"]) == "39-35:2,1,2"
    assert read_numbers("5-1,A1") == ["5", "4", "3", "2", "1", "A1"]
    assert write_numbers(["01", "02", "03"]) == "01,02,03"  # no numbers to count with


def test_a_map_is_the_same_after_a_journey() -> None:
    drawn = replace(
        hall("..w c", "rrr"), areas=(Area("Arena", 400, 0, 900, 500, 300, "Steh"),), version=7, venue="Bühne Süd"
    )
    assert read_map(write_map(drawn)) == drawn
    assert write_map(read_map(write_map(drawn))) == write_map(drawn)


def test_a_hall_of_twenty_thousand_is_short_and_whole() -> None:
    drawn = big_hall()
    text = write_map(drawn)
    assert len(text) < 220_000
    assert read_map(text) == drawn
    assert faults_of(drawn) == []


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", '{"v":2}', '{"v":1}', '{"v":1,"id":"m","venue":"H","sections":[{"name":"S","rows":[{"row":"1"}]}]',
        '{"v":1,"id":"m","venue":"H","sections":[{"name":"S","rows":[{"row":"1","n":"1-3","at":[0,0],"dx":[1,2,3]}]}]}',
        '{"v":1,"id":"m","venue":"H","sections":[{"name":"S","rows":[{"row":"1","n":"1-3","at":[0.5,0]}]}]}',
        '{"v":1,"id":"m","venue":"H","sections":[{"name":"S","rows":[{"row":1}]}]}',
        '{"v":1,"id":"m","venue":"H","areas":[["A","x"]]}', '{"v":1,"id":"m","venue":"H","stage":[1]}',
    ],
)  # fmt: skip
def test_what_is_no_map_is_said_to_be_none(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_map(text)
    assert refused.value.facts["field"] == "map"


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    for tried in (text, json.dumps({"v": 1, "id": "m", "venue": text, "sections": text})):
        with contextlib.suppress(BadInput):
            read_map(tried)


def test_numbers_from_either_side_and_from_the_middle() -> None:
    assert Numbering().labels(4) == ["1", "2", "3", "4"]
    assert Numbering(Side.RIGHT).labels(3) == ["3", "2", "1"]
    assert Numbering(Side.CENTRE).labels(5) == ["5", "3", "1", "2", "4"]
    assert Numbering(Side.CENTRE).labels(4) == ["3", "1", "2", "4"]
    assert Numbering(first=2, step=2).labels(3) == ["2", "4", "6"]
    assert Numbering(prefix="W").labels(2) == ["W1", "W2"]
    assert Numbering(skip=("13",)).labels(14)[-2:] == ["14", "15"]


def test_rows_in_letters_leave_out_what_looks_like_a_number() -> None:
    rows = Numbering(letters=True, skip=("I", "O")).labels(27)
    assert rows[7:9] == ["H", "J"]
    assert rows[23:26] == ["Z", "AA", "AB"]
    assert not any("I" in row or "O" in row for row in Numbering(letters=True, skip=("I", "O")).labels(600))
    with pytest.raises(BadInput):
        Numbering(letters=True, skip=tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")).labels(1)


@given(
    st.sampled_from(Side),
    st.integers(0, 60),
    st.integers(1, 3),
    st.booleans(),
    st.lists(st.sampled_from("IO3X"), max_size=3),
)
def test_no_rule_names_two_places_alike(side: Side, places: int, step: int, letters: bool, skip: list[str]) -> None:
    made = Numbering(side, 1, step, letters, tuple(skip)).labels(places)
    assert len(set(made)) == len(made) == places
    assert not set(made) & set(skip)


def test_rows_drawn_along_a_line_have_their_seats_and_aisles() -> None:
    (row,) = draw_rows("S", RowPlan((0, 0), (450, 0)))
    assert [seat.x for seat in row.seats] == list(range(0, 451, 50))
    first, second = draw_rows("S", RowPlan((0, 0), (350, 0), seats=8, rows=2, aisles=(5,), bow=20))
    assert [len(run) for run in first.runs()] == [4, 4]
    assert second.seats[0].y - first.seats[0].y == 90
    assert first.seats[3].y > first.seats[0].y  # the bow's middle is farther away
    wider = draw_rows("S", RowPlan((0, 0), (150, 0), seats=4, rows=3, more=2))
    assert [len(row.seats) for row in wider] == [4, 6, 8]
    with pytest.raises(BadInput):
        draw_rows("S", RowPlan((0, 0), (100, 0), rows=0))


def test_new_rows_go_on_behind_the_names_there_are() -> None:
    rows = draw_rows("S", RowPlan((0, 0), (100, 0), rows=2), taken=("1", "2"))
    assert [row.name for row in rows] == ["3", "4"]


def test_seats_can_be_moved_turned_and_numbered_anew() -> None:
    seats = hall("...").sections[0].rows[0].seats
    assert [seat.x for seat in moved(seats, 10, 0)] == [10, 60, 110]
    assert [(seat.x, seat.y) for seat in turned(seats, 90)] == [(50, 40), (50, 90), (50, 140)]
    assert [seat.number for seat in numbered(Row("1", seats), Numbering(Side.RIGHT)).seats] == ["3", "2", "1"]
    assert lay_out([("S", [("1", [seats[0], None, seats[1]])])])[0].rows[0].runs()[1:] != []


def kinds_of(drawn: SeatMap) -> list[str]:
    return [fault.code for fault in faults_of(drawn)]


def test_what_is_wrong_with_a_map() -> None:
    fine = hall("....")
    assert kinds_of(fine) == []
    row = fine.sections[0].rows[0]
    assert kinds_of(SeatMap("m", "Hall")) == ["empty"]
    assert "no_venue" in kinds_of(replace(fine, venue=" "))
    assert kinds_of(replace(fine, stage=Stage())) == ["no_stage"]
    assert usable(faults_of(replace(fine, stage=Stage())))
    assert "twice" in kinds_of(replace(fine, sections=fine.sections * 2))
    assert "row_twice" in kinds_of(replace(fine, sections=(Section("S", (row, row)),)))
    same = Row("1", (row.seats[0], row.seats[0]._replace(x=500)))
    assert kinds_of(replace(fine, sections=(Section("S", (same,)),))) == ["seat_twice"]
    near = Row("1", (row.seats[0], row.seats[1]._replace(x=20)))
    assert kinds_of(replace(fine, sections=(Section("S", (near,)),))) == ["crowded"]
    assert kinds_of(replace(fine, areas=(Area("Arena", 0, 0, 0, 10, 10),))) == ["no_capacity"]
    slashed = Row("1", (Seat("S", "1", "1/2", 0, 0),))
    assert kinds_of(replace(fine, sections=(Section("S", (slashed,)),))) == ["bad_name"]
    assert kinds_of(hall("c.")) == ["alone"]
    assert usable(faults_of(hall("c.")))
    assert kinds_of(hall("wc")) == []


def test_a_section_too_big_for_its_document_is_to_be_divided() -> None:
    assert kinds_of(big_hall(1, 60, 40)) == ["section_too_big"]


TABLE = """Block;Reihe;Platz;x;y;Art;Kategorie;Kapazität;Breite;Höhe
Bühne;;;0;0;Bühne;;;10;2
Parkett;1;1;0;4;;A
Parkett;1;2;1;4;Rollstuhl;A
Parkett;1;3;3;4;;A
Parkett;2;1;0;5,5;;B
Arena;;;0;8;Stehplatz;C;300;10;6
"""


def test_a_table_from_another_program_becomes_a_map() -> None:
    read = read_csv(TABLE, "m", "Halle")
    assert read.faults == ()
    assert read.lines == 6
    drawn = read.drawn
    assert drawn is not None
    assert [len(run) for run in drawn.sections[0].rows[0].runs()] == [2, 1]  # a gap of one place
    assert drawn.by_id()["Parkett/1/2"].kind is SeatKind.WHEELCHAIR
    assert drawn.by_id()["Parkett/2/1"].y == 275  # a decimal comma, and 50 cm a unit
    assert drawn.stage == Stage(0, 0, 500, 100, "Bühne")
    assert drawn.areas == (Area("Arena", 300, 0, 400, 500, 300, "C"),)
    assert drawn.categories() == ["A", "B", "C"]


def test_a_table_without_places_is_laid_out() -> None:
    read = read_csv("section,row,seat,kind\nS,1,1,\nS,1,2,\nS,1,,gap\nS,1,3,\nS,2,1,\n", "m", "Hall")
    assert read.drawn is not None
    assert read.faults == ()
    assert [len(run) for run in read.drawn.sections[0].rows[0].runs()] == [2, 1]
    assert usable(faults_of(read.drawn))


@pytest.mark.parametrize(
    ("table", "line", "code"),
    [
        ("a,b\n1,2\n", 1, "no_head"),
        ("", 1, "no_head"),
        ("section,seat\nS,1\n,2\n", 3, "no_section"),
        ("section,seat\nS,1\nS,\n", 3, "no_seat"),
        ("section,row,seat\nS,1,1\nS,2,1\nS,1,1\n", 4, "twice"),
        ("section,seat,kind\nS,1,throne\n", 2, "no_kind"),
        ("section,seat,x,y\nS,1,0,0\nS,2,fifty,0\n", 3, "no_place"),
        ("section,seat,x,y\nS,1,0,0\nS,2,,\n", 3, "no_place"),
        ("section,seat,kind,capacity\nA,,standing,many\nS,1,,\n", 2, "no_capacity"),
        ("section,seat\nS,1;2\n", 2, "bad_name"),
        ("section,seat,x,y\nS,1,0,0\nS,2,50,0\nS,3,100,0\nS,4,101,0\n", 5, "crowded"),
    ],
)
def test_every_fault_of_a_table_names_its_line(table: str, line: int, code: str) -> None:
    read = read_csv(table, "m", "Hall")
    assert read.drawn is None
    assert (code, line) in [(fault.code, fault.line) for fault in read.faults]


def test_a_map_goes_out_as_a_table_and_comes_back() -> None:
    drawn = replace(hall("..w", "r. b"), areas=(Area("Arena", 400, 0, 900, 500, 300, "Steh"),))
    read = read_csv(write_csv(drawn), "hall", "Hall")
    assert read.drawn == drawn


@given(st.text('SAB12,;\n\t"x.', max_size=60))
def test_no_table_breaks_the_reader(text: str) -> None:
    for table in (text, "section,row,seat,x,y\n" + text):
        read = read_csv(table, "m", "Hall")
        assert (read.drawn is None) == (not usable(list(read.faults)) if read.faults else False)


def test_a_seat_is_read_on_paper_in_the_language_of_the_paper() -> None:
    assert in_words("Parkett links/A/15", "de") == "Parkett links, Reihe A, Platz 15"
    assert in_words("Stalls/A/15", "en") == in_words("Stalls/A/15", "fr") == "Stalls, row A, seat 15"
    for foreign in ("", "Row 3 seat 5", "Block B / Row 3 / Seat 5", "B/Row 3/Seat 5", "3/5"):
        assert in_words(foreign, "de") == foreign


def test_the_parts_of_a_seats_name() -> None:
    assert parts_of(" S / 1 / 2 ") == ("S", "1", "2")
    assert parts_of("S/1") is None
    assert parts_of("S//1") is None
