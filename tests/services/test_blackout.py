"""Packs on real files: what goes along, what stays, and what an interruption comes to."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.services.dark_house import SECRET, House
from tests.services.evening import event
from tests.services.stations import TestStation
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.blackout_pack import BlackoutPack, read_pack
from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.conflicts import ConflictInbox


def test_the_rules_of_the_house_hold_at_a_door_that_never_saw_it(house: House) -> None:
    evening = house.evening
    one, group, replaced, kept_out = (evening.sold(f"#{number}")[0] for number in (1, 2, 3, 4))
    evening.sold("#3", issues=json.dumps({replaced.ticket_id: 2}))
    evening.reprinted(replaced, 2, "2026-11-14T12:00:00Z", "till 2")
    evening.gates.change("gala", "", {"reentry": True, "people": {"parkett-a": 2}}, DEFAULT_MANAGER)
    evening.gates.change("gala", "B", {"categories": ["balcony"]}, DEFAULT_MANAGER)
    evening.gates.change("matinee", "", {"entries": 5}, DEFAULT_MANAGER)
    evening.gates.block(kept_out.ticket_id, "stolen", DEFAULT_MANAGER)
    evening.scan(evening.code(group))
    door = house.dark()
    opened = door.open(house.pack("pack"))
    assert (opened.tickets, opened.scans, opened.keys, opened.station_name) == (4, 1, 1, "Box office")
    assert door.verdict(evening.code(one), gate="B") == "wrong_gate"
    assert [door.verdict(evening.code(one)) for _ in range(3)] == ["admitted", "admitted", "already_used"]
    assert door.verdict(evening.code(one), direction="exit") == "exited"
    assert door.verdict(evening.code(one)) == "readmitted"
    assert [door.verdict(evening.code(group)) for _ in range(2)] == ["admitted", "already_used"], "one was in before"
    assert door.verdict(evening.code(kept_out)) == "blocked"
    assert door.verdict(evening.code(replaced)) == "replaced"
    result = door.door.check(evening.code(replaced), ["gala"], "A", "entry", DEFAULT_MANAGER)
    assert result.decision.by == "till 2"
    assert result.mirror_age_s is not None
    assert result.mirror_age_s > 240, "its knowledge is as old as it was where it was packed"
    assert result.packed_at is not None
    assert {row.event_id for row in door.station.profile.gates.all_layers()} == {"gala"}


def test_a_stolen_stations_key_is_no_more_believed_in_the_dark(house: House) -> None:
    ticket, later = house.evening.sold("#1")[0], house.evening.sold("#2", created_at="2026-11-14T17:50:00Z")[0]
    signer = house.station.keys.signer()
    codes = [house.evening.code(one, signer=signer) for one in (ticket, later)]
    key = house.station.keys.key_id()
    house.station.keys.revoke(key, DEFAULT_MANAGER, None, house.clock.now() - timedelta(hours=1))
    door = house.dark()
    door.open(house.pack("pack"))
    assert [door.verdict(code) for code in codes] == ["admitted", "forged"], "what was made before the theft stays good"


def test_blocks_go_out_with_a_pack_and_come_back_with_one(house: House) -> None:
    evening = house.evening
    stolen, found, both = (evening.sold(f"#{number}")[0] for number in (1, 2, 3))
    for ticket in (stolen, found):
        evening.gates.block(ticket.ticket_id, "stolen", DEFAULT_MANAGER)
    door = house.dark()
    first = house.pack("first")
    door.open(first)
    told = door.door.check(evening.code(stolen), ["gala"], "A", "entry", DEFAULT_MANAGER).as_json()["blocked"]
    assert isinstance(told, dict)
    assert (told["reason"], told["station"], told["staff"]) == ("stolen", "Box office", "manager")
    assert told["at"] == "2026-11-14T18:00:00.000000Z"

    evening.gates.unblock(stolen.ticket_id, DEFAULT_MANAGER)
    door.gates.unblock(found.ticket_id, DEFAULT_MANAGER)
    door.gates.block(both.ticket_id, "payment disputed", DEFAULT_MANAGER)
    door.open(first)
    assert door.verdict(evening.code(found)) == "admitted", "an old pack blocks nothing again"
    house.clock.pass_by(minutes=1)
    door.open(house.pack("second"))
    assert door.verdict(evening.code(stolen)) == "admitted"
    house.main.packs.merge(str(house.back(door, "back")), SECRET, DEFAULT_MANAGER)
    assert evening.verdict(evening.code(both)) == "blocked"
    assert set(evening.gates.blocked()) == {both.ticket_id}
    assert ConflictInbox(house.station.profile.conflicts).open(DEFAULT_MANAGER) == []


def test_a_key_nobody_enrolled_does_not_travel(house: House) -> None:
    ticket = house.evening.sold("#1")[0]
    stranger = TestStation(house.folder / "stranger", house.clock, "stranger")
    signer = stranger.keys.signer()
    house.station.file.put_keys(stranger.file.keys())
    stranger.close()
    door = house.dark()
    door.open(house.pack("pack"))
    assert door.verdict(house.evening.code(ticket, signer=signer)) == "forged"


def test_what_is_nobodys_business_stays_at_home(house: House) -> None:
    house.evening.sold(
        "#1", holder="Ida Straßer", email="ida@example.test", phone="+43 1 2345", total_minor=7_777,
        tags="vip, door:wheelchair",
        note="owes us money\nDoor: ask for ID",
    )  # fmt: skip
    folder = house.pack("pack")
    unsealed = house.main.sealer.unseal((folder / "door-list.sealed").read_bytes(), SECRET)
    told = json.dumps([[*table] for table in read_pack(unsealed).tables.values()], ensure_ascii=False)
    assert "Ida Straßer" in told
    assert not [word for word in ("ida@example", "2345", "7777", "owes us", "vip") if word in told]
    assert house.evening.ean_key.hex() not in told
    for path in folder.iterdir():
        assert b"Ida" not in path.read_bytes(), path.name
    door = house.dark()
    door.open(folder)
    (row,) = door.station.profile.queries.tickets(event_id="gala")
    found = door.station.profile.ticket_book.by_id(row.ticket_id)
    assert found is not None
    assert found.notes == ("wheelchair", "ask for ID")
    assert [hit.title for hit in door.station.profile.queries.search("strasser")] == ["#1"]
    assert door.station.profile.queries.counts().tickets == 1


def test_the_printed_list_is_in_the_order_people_are_looked_for(house: House) -> None:
    sold = house.evening.sold
    names = ["Zoë Ångström", "Anna Müller", "Max Muffel", "Uwe Mustermann", "Ida Straßer", "Ole Strasse"]
    for number, name in enumerate(names, 1):
        sold(f"#{number}", holder=name)
    unpaid = sold("#7", holder="Äneas Ärger", financial_status="PENDING")[0]
    sold("#8", holder="Gone Girl", cancelled_at="2026-11-02T10:00:00Z")
    sold("#9", holder="")
    inside = sold("#10", holder="Bea Berg")[0]
    house.evening.scan(house.evening.code(inside))
    house.pack("pack", paper=True)
    house.pack("english", paper=True, language="en")
    (head, german, _), (_, english, _) = house.main.sheets
    assert (head.title, head.station) == ("Gala", "Box office")
    assert head.starts_at is not None
    assert head.starts_at.hour == 20, "in the venue's own zone"
    assert [row.name.split(",")[0] for row in german] == [
        "Ärger", "Ångström", "Berg", "Müller", "Muffel", "Mustermann", "Strasse", "Straßer", "",
    ]  # fmt: skip
    assert [row.name.split(",")[0] for row in english] == [
        "Ångström", "Ärger", "Berg", "Muffel", "Müller", "Mustermann", "Strasse", "Straßer", "",
    ]  # fmt: skip
    marks = {row.name: row.mark for row in german if row.mark}
    assert marks == {"Ärger, Äneas": "unpaid", "Berg, Bea": "inside"}
    assert unpaid.ticket_id not in {row.number for row in german}
    assert (house.folder / "pack" / "door-list.pdf").read_bytes() == b"%PDF made up"


def test_a_log_comes_back_once_whatever_way_it_takes(house: House) -> None:
    tickets = [house.evening.sold(f"#{number}")[0] for number in range(1, 6)]
    codes = [house.evening.code(ticket) for ticket in tickets]
    pack = house.pack("pack")
    north, south = house.dark("north"), house.dark("south")
    for door in (north, south):
        door.open(pack)
    assert [north.verdict(code) for code in codes[:3]] == ["admitted"] * 3
    assert [south.verdict(code) for code in codes[2:4]] == ["admitted"] * 2
    north.door.undo(tickets[0].ticket_id, "the wrong one", DEFAULT_MANAGER)
    # The south door hears of the north's first, and brings both home.
    relay = house.dark("relay")
    relay.open(house.back(north, "north-pack"))
    relay.packs.merge(str(house.back(south, "south-pack")), SECRET, DEFAULT_MANAGER)
    both = house.back(relay, "both")
    merge = house.main.packs.merge
    came = merge(str(both), SECRET, DEFAULT_MANAGER)
    assert (came.admitted, came.new, came.conflicts, came.merged_before) == (5, 6, 1, False)
    for name in ("north-pack", "south-pack", "both"):
        again = merge(str(house.folder / name), SECRET, DEFAULT_MANAGER)
        assert (again.new, again.conflicts, again.merged_before) == (0, 0, name == "both")
    assert [house.evening.verdict(code) for code in codes] == [
        "admitted", "already_used", "already_used", "already_used", "admitted",
    ]  # fmt: skip
    (conflict,) = house.station.profile.conflicts.open()
    assert conflict.ticket_id == tickets[2].ticket_id
    assert {conflict.late["station"], conflict.first["station"]} == {"north", "south"}


def test_an_opening_that_was_cut_off_goes_on_and_lets_nobody_in_twice(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = house.evening.sold("#1")[0]
    house.evening.scan(house.evening.code(ticket))
    pack, door = house.pack("pack"), house.dark()
    rows = door.station.profile.pack_file

    def power_cut(_pack: BlackoutPack) -> None:
        raise OSError("the battery was empty")

    with monkeypatch.context() as cut:
        cut.setattr(rows, "load_mirror", power_cut)
        with pytest.raises(OSError, match="battery"):
            door.open(pack)
    with pytest.raises(NotFound):
        door.verdict(house.evening.code(ticket))
    door.open(pack)
    assert door.verdict(house.evening.code(ticket)) == "already_used"
    door.open(pack)
    assert door.verdict(house.evening.code(ticket)) == "already_used"


def test_a_newer_pack_takes_an_older_ones_place_and_not_the_other_way_round(house: House) -> None:
    first = house.evening.sold("#1")[0]
    older = house.pack("older")
    door = house.dark()
    door.open(older)
    assert door.verdict(house.evening.code(first)) == "admitted"
    house.clock.pass_by(minutes=30)
    second = house.evening.sold("#2")[0]
    newer = house.pack("newer")
    door.open(newer)
    assert door.verdict(house.evening.code(second)) == "admitted"
    assert door.verdict(house.evening.code(first)) == "already_used", "its own scans stay"
    with pytest.raises(Conflict, match="newer"):
        door.open(older)
    house.evening.sold("#3", variant=6)
    door.open(house.pack("matinee", "matinee"))
    assert {row.event_id for row in door.station.profile.queries.tickets()} == {"gala", "matinee"}
    assert door.station.profile.queries.counts().tickets == 3


def test_a_rescheduled_event_comes_with_its_times(house: House) -> None:
    house.evening.sold("#1")
    moved = event("gala")._replace(starts_at="2026-11-15T19:00:00Z", updated_at="2026-11-14T17:00:00Z")
    house.evening.mirror.apply(StoreBatch(events=(moved,)), None)
    door = house.dark()
    door.open(house.pack("pack"))
    starts_at = door.station.profile.queries.event("gala").row.starts_at
    assert starts_at is not None
    assert starts_at.day == 15
