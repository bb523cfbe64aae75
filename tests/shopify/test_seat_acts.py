"""Seats in the embedded store: claimed by compare-and-swap, settled by the outbox, and never written over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.domain.seating.halls import hall
from tests.services.seat_props import Events
from tests.sync.push_rig import PushRig, pushing
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.seating.claims import ClaimState, Section, key_of, read_section
from ticketforge_desktop.services.ports.seats import SeatGone, SeatState
from ticketforge_desktop.services.seat_maps import SeatMapDesk
from ticketforge_desktop.services.seats import SeatRoom, Seats
from ticketforge_desktop.shopify.acts.store_acts import check_payload


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=3, events=2, plan="plus", job_delay=0.0, seed=9) as store:
        yield store


@pytest.fixture
def rigs(tmp_path: Path, demo: DemoStore) -> Iterator[tuple[PushRig, PushRig]]:
    with pushing(tmp_path / "1", demo) as one, pushing(tmp_path / "2", demo) as other:
        for rig, name in ((one, "till 1"), (other, "till 2")):
            rig.profile.station.rename_station(name, DEFAULT_MANAGER)
            rig.profile.seating.maps.put(hall("......"), DEFAULT_MANAGER)
        yield one, other


def seats(rig: PushRig) -> Seats:
    files, station = rig.profile.seating, rig.profile.station
    named = station.station_id(), station.station_name()
    room = SeatRoom(files.maps, files.rows, Events(), lambda: rig.store, named, lambda _event: ())  # type: ignore[arg-type]
    return Seats(room, DEFAULT_MANAGER)


def section(rig: PushRig, event: str) -> Section:
    document = rig.store.document(key_of(event, "S"))
    return read_section(document.value if document else "")


def test_a_seat_goes_from_one_till_to_the_buyer_and_both_tills_know(rigs: tuple[PushRig, PushRig]) -> None:
    one, other = rigs
    seats(one).lease("gala", ["S/1/1", "S/1/2"], "allotment")
    with pytest.raises(SeatGone):
        seats(other).lease("gala", ["S/1/2"], "x")
    seats(one).sell("gala", ["S/1/1"], "sale-1")
    seats(one).release("gala", ["S/1/2"])
    report = one.push(60)
    assert (report.done, report.attention) == (2, 0)
    assert {seat: claim.state for seat, claim in section(one, "gala").claims.items()} == {"1/1": ClaimState.SOLD}
    seats(other).refresh("gala")
    assert [(row.seat_id, row.state, row.owner) for row in other.profile.seating.rows.rows("gala")] == [
        ("S/1/1", SeatState.SOLD, "till 1")
    ]
    seats(other).lease("gala", ["S/1/2"], "x")


def test_a_seat_that_a_manager_gave_to_another_waits_for_a_person(rigs: tuple[PushRig, PushRig]) -> None:
    one, other = rigs
    seats(one).lease("late", ["S/1/1"], "allotment")
    seats(one).sell("late", ["S/1/1"], "sale-1")
    seats(other).take_back("late", "till 1")
    seats(other).lease("late", ["S/1/1"], "x")
    assert one.push(60).attention == 1
    (entry,) = one.profile.outbox.entries()
    assert entry.error_code == "seat_gone"
    assert "S/1/1" in entry.last_error
    assert section(one, "late").claims["1/1"].state is ClaimState.LEASED


def test_maps_travel_through_the_store(rigs: tuple[PushRig, PushRig]) -> None:
    one, other = rigs
    desks = [
        SeatMapDesk(rig.profile.seating.maps, rig.profile.seating.rows, lambda _venue: (), DEFAULT_MANAGER)
        for rig in rigs
    ]
    desks[0].save(hall("......", "......"), upon=1)
    assert desks[0].share(one.store).sent == ("hall",)
    assert desks[1].share(other.store).received == ("hall",)
    assert len(desks[1].map("hall").by_id()) == 12


@pytest.mark.parametrize(
    "wrong", [{"state": "given"}, {"token": "x"}, {"seats": {}}, {"station": "till 1"}, {"more": 1}]
)
def test_an_act_that_is_none_is_refused_before_it_is_sent(wrong: dict[str, Any]) -> None:
    fine: dict[str, Any] = {
        "event": "gala", "section": "S", "station": "0a1b2c3d", "name": "till", "seats": {"1/1": ""},
        "state": "sold", "token": "0a1b2c3d4e5f",
    }  # fmt: skip
    check_payload("settle_seats", fine)
    with pytest.raises(BadInput):
        check_payload("settle_seats", fine | wrong)
