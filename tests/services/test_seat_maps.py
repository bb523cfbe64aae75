"""Maps: kept, refused with reasons, and shared between stations through the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.seating.halls import big_hall, hall
from tests.services.seat_props import SeatDocuments, SeatTill
from ticketforge_desktop.domain.errors import BadInput, Conflict, RightMissing
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.domain.seating.document import write_map
from ticketforge_desktop.domain.seating.travel import INDEX, PART, digest_of, pack, part_key, read_list, unpack
from ticketforge_desktop.services.seat_maps import SeatMapDesk, id_of

CLERK = Staff("c", "Bo", ROLE_RIGHTS[Role.TILL])


@pytest.fixture
def stations(tmp_path: Path) -> Iterator[tuple[SeatTill, SeatTill]]:
    one, other = SeatTill(tmp_path / "1", "till 1"), SeatTill(tmp_path / "2", "till 2")
    one.store = other.store = SeatDocuments()
    other.files.maps.drop("hall", DEFAULT_MANAGER)
    yield one, other
    one.close()
    other.close()


def maps(till: SeatTill, staff: Staff = DEFAULT_MANAGER) -> SeatMapDesk:
    return SeatMapDesk(till.files.maps, till.files.rows, lambda _venue: ["gala"], staff)


def test_a_map_with_faults_is_not_kept_and_says_why(stations: tuple[SeatTill, SeatTill]) -> None:
    one, _ = stations
    with pytest.raises(BadInput) as refused:
        maps(one).save(replace(hall("...."), venue=""))
    assert [fault.code for fault in refused.value.facts["faults"]] == ["no_venue"]  # type: ignore[attr-defined]
    with pytest.raises(RightMissing):
        maps(one, CLERK).save(hall("...."))
    assert maps(one).map("hall").version == 1
    with pytest.raises(BadInput):
        maps(one).map("nowhere")


def test_a_seat_that_somebody_was_sold_can_t_vanish_from_the_map(stations: tuple[SeatTill, SeatTill]) -> None:
    one, _ = stations
    one.seats().lease("gala", ["S/1/6"], "x")
    one.seats().sell("gala", ["S/1/6"], "sale-1")
    smaller = replace(hall(".....", "....."))
    assert [(fault.code, fault.where) for fault in maps(one).check(smaller)] == [("promised", "S/1/6")]
    with pytest.raises(BadInput):
        maps(one).save(smaller)
    with pytest.raises(Conflict):
        maps(one).drop("hall")
    moved = hall("......", "......", "......")
    assert maps(one).save(moved, upon=1).version == 2
    # An event with a map of its own asks nothing of the venue's.
    one.files.maps.put(replace(moved, map_id="event/gala"), DEFAULT_MANAGER)
    assert maps(one).save(smaller).version == 3
    assert maps(one).check(replace(smaller, map_id="event/gala")) != []


def test_a_table_becomes_a_map_of_a_venue_and_goes_out_again(stations: tuple[SeatTill, SeatTill]) -> None:
    one, _ = stations
    with pytest.raises(BadInput):
        maps(one).read("section,seat\nS,1\n", " ")
    read = maps(one).read("section,seat\nS,1\nS,2\n", "Große  Halle")
    assert read.drawn is not None
    assert (
        (read.drawn.map_id, read.drawn.venue)
        == ("grosse-halle", "Große Halle")
        == (id_of("Große Halle"), "Große Halle")
    )
    maps(one).save(read.drawn)
    assert maps(one).read(maps(one).table("grosse-halle"), "Große Halle").drawn == read.drawn
    maps(one).drop("grosse-halle")
    assert [row.map_id for row in maps(one).maps()] == ["hall"]


def test_stations_share_their_maps_and_the_newer_one_wins(stations: tuple[SeatTill, SeatTill]) -> None:
    one, other = stations
    assert maps(one).share(one.store).sent == ("hall",)
    assert maps(other).share(other.store).received == ("hall",)
    assert maps(other).map("hall") == maps(one).map("hall")
    maps(other).save(replace(hall("..."), venue="Hall 2"), upon=1)
    assert maps(other).share(other.store).sent == ("hall",)
    assert maps(one).share(one.store).received == ("hall",)
    assert maps(one).map("hall").venue == "Hall 2"
    assert maps(one).share(one.store).as_json() == {"sent": [], "received": [], "clashes": []}


def test_two_who_changed_one_map_are_told_and_neither_loses_it(stations: tuple[SeatTill, SeatTill]) -> None:
    one, other = stations
    maps(one).share(one.store)
    maps(other).share(other.store)
    maps(one).save(hall("..."), upon=1)
    maps(other).save(hall("....."), upon=1)
    maps(one).share(one.store)
    told = maps(other).share(other.store)
    assert told.clashes == ("hall",)
    assert len(maps(other).map("hall").by_id()) == 5
    maps(other).save(hall("....."), upon=2)  # somebody looked, and says: mine
    assert maps(other).share(other.store).sent == ("hall",)
    assert maps(one).share(one.store).received == ("hall",)


def test_parts_that_are_still_on_their_way_are_waited_for(stations: tuple[SeatTill, SeatTill]) -> None:
    one, other = stations
    maps(one).share(one.store)
    key = part_key("hall", 1)
    whole = one.store.texts.pop(key)
    assert maps(other).share(other.store).received == ()
    one.store.texts[key] = '{"z":"AAAA"}'
    assert maps(other).share(other.store).received == ()
    one.store.texts[key] = whole
    assert maps(other).share(other.store).received == ("hall",)


def test_somebody_else_s_map_in_the_list_stays_there(stations: tuple[SeatTill, SeatTill]) -> None:
    one, other = stations
    other.files.maps.put(replace(hall(".."), map_id="arena", venue="Arena"), DEFAULT_MANAGER)
    one.store.before_swap.append(lambda: maps(other).share(other.store))
    maps(one).share(one.store)
    assert set(read_list(one.store.texts[INDEX])) == {"hall", "arena"}


def test_a_hall_of_twenty_thousand_travels_in_one_document() -> None:
    text = write_map(big_hall())
    parts = pack(text)
    assert len(parts) == 1
    assert len(parts[0]) < PART
    assert unpack(parts, digest_of(text)) == text


@given(st.text(max_size=400))
def test_what_is_packed_comes_out_and_nonsense_does_not(text: str) -> None:
    assert unpack(pack(text), digest_of(text)) == text
    assert unpack(pack(text + "x"), digest_of(text)) is None
    assert unpack([text], digest_of(text)) is None
    assert read_list(text) == {} or text.strip().startswith("{")
