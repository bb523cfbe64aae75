"""Packs on real files: what goes along, what stays, what an interruption and a stranger come to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.evening import Evening, event
from tests.services.stations import HandClock, TestStation
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.blackout_pack import BlackoutPack, PackHead, Table, read_pack, write_pack
from ticketforge_desktop.domain.errors import (
    BadInput,
    Conflict,
    DatabaseCorrupt,
    KeyMissing,
    NotFound,
    RightMissing,
    TicketForgeError,
    WrongKey,
    WrongShop,
)
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.domain.uses import Period
from ticketforge_desktop.host.pack_shelf import Folders
from ticketforge_desktop.host.sealed_file import SealedFile
from ticketforge_desktop.services.blackout import Blackout, Opened
from ticketforge_desktop.services.check_in import CheckIn
from ticketforge_desktop.services.gates import Gates
from ticketforge_desktop.services.ports.blackout import PackFiles, PaperHead, PaperRow
from ticketforge_desktop.services.ports.shared_log import TicketTerms

SECRET = b"a made-up passphrase"
STEWARD = Staff("s1", "Steward", ROLE_RIGHTS[Role.STEWARD])


class Packing:
    """A station that packs, opens and merges; printed lists are caught."""

    def __init__(self, station: TestStation, gates: Gates) -> None:
        self.station, self.gates = station, gates
        self.bare, self.sheets = "confirm", list[tuple[PaperHead, list[PaperRow], str]]()
        self.sealer = SealedFile(n=2**4)
        profile = station.profile

        def terms(event_id: str, ticket: str) -> TicketTerms:
            rules, times = gates(event_id, "")
            known = profile.ticket_book.by_id(ticket)
            allowance = rules.allowance(known.category_id if known else "")
            daily = rules.period is Period.DAY
            return TicketTerms(allowance, lambda at: rules.day(at, times).isoformat() if daily else "")

        def paper(head: PaperHead, rows: list[PaperRow], language: str) -> bytes:
            self.sheets.append((head, list(rows), language))
            return b"%PDF made up"

        self.packs = Blackout(
            profile.pack_file, profile.shared_log, station.file, station.clock,
            shelf=Folders(), sealer=self.sealer, paper=paper,  # type: ignore[arg-type]
            rules=lambda event_id: gates.rules(event_id, ""), terms=terms,
            shop=lambda: shop.domain if (shop := profile.queries.shop()) else "",
            bare=lambda: self.bare, adopt_bare=lambda policy: setattr(self, "bare", policy),
        )  # fmt: skip

    def open(self, folder: Path) -> Opened:
        return self.packs.open(str(folder), SECRET, DEFAULT_MANAGER)


class DarkDoor(Packing):
    """A station that never met the store, with a door of its own."""

    def __init__(self, folder: Path, clock: HandClock, name: str = "North door") -> None:
        station = TestStation(folder, clock, name)
        profile = station.profile
        gates = Gates(profile.gates, lambda: {"bare": "confirm"}, profile.ticket_book.event_times, clock=Ticks())
        super().__init__(station, gates)
        self.door = CheckIn(
            profile.ticket_book, profile.admissions, station.trusted(), station.verifier, clock,
            rulings=gates, packed=profile.ticket_book.packed_at,
        )  # fmt: skip

    def verdict(self, code: str, gate: str = "A", direction: str = "entry", event_id: str = "gala") -> str:
        self.station.clock.pass_by(seconds=5)
        return str(self.door.check(code, [event_id], gate, direction, DEFAULT_MANAGER).verdict)


class Ticks:
    """A clock that never stands, so that no rule is believed a second time."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        self.at += 10
        return self.at


class House:
    """The main station with its evening, and dark doors beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, HandClock()
        self.station = TestStation(folder / "main", self.clock, "Box office")
        self.evening = Evening(self.station)
        self.evening.synced(minutes_ago=4)
        self.station.keys.signer()
        known = self.station.file.keys()
        self.station.file.put_keys([key._replace(enrolled_at="2026-10-01T00:00:00Z") for key in known])
        self.main = Packing(self.station, self.evening.gates)
        self.doors = list[DarkDoor]()

    def pack(self, name: str, event_id: str = "gala", paper: bool = False, **more: str) -> Path:
        self.main.packs.pack(event_id, str(self.folder / name), SECRET, DEFAULT_MANAGER, paper=paper, **more)
        return self.folder / name

    def dark(self, name: str = "north") -> DarkDoor:
        self.doors.append(DarkDoor(self.folder / name, self.clock, name))
        return self.doors[-1]

    def back(self, door: DarkDoor, name: str) -> Path:
        door.packs.pack("gala", str(self.folder / name), SECRET, DEFAULT_MANAGER, paper=False)
        return self.folder / name

    def close(self) -> None:
        for each in (self.station, *(door.station for door in self.doors)):
            each.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    opened = House(tmp_path)
    yield opened
    opened.close()


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
    assert (came.admitted, came.new, came.conflicts) == (5, 6, 1)
    for name in ("north-pack", "south-pack", "both"):
        again = merge(str(house.folder / name), SECRET, DEFAULT_MANAGER)
        assert (again.new, again.conflicts) == (0, 0)
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


def test_strangers_and_the_unauthorised_get_nothing(house: House) -> None:
    house.evening.sold("#1")
    pack = house.pack("pack")
    door = house.dark()
    for act in (
        lambda: house.main.packs.pack("gala", str(house.folder / "no"), SECRET, STEWARD),
        lambda: door.packs.open(str(pack), SECRET, STEWARD),
        lambda: house.main.packs.merge(str(pack), SECRET, STEWARD),
    ):
        with pytest.raises(RightMissing):
            act()
    with pytest.raises(NotFound):
        house.pack("none", "opera")
    with pytest.raises(BadInput, match="language"):
        house.pack("french", language="fr")
    with pytest.raises(KeyMissing):
        house.main.packs.pack("gala", str(house.folder / "no"), b"", DEFAULT_MANAGER)
    with pytest.raises(Conflict):
        house.main.open(pack)
    with pytest.raises(BadInput, match="made here"):
        house.main.packs.merge(str(pack), SECRET, DEFAULT_MANAGER)
    with pytest.raises(NotFound, match="no shop"):
        door.packs.merge(str(pack), SECRET, DEFAULT_MANAGER)
    assert not (house.folder / "no").exists()
    assert door.station.profile.pack_file.is_fresh()


def forged_pack(house: House, folder: Path, **head: str) -> Path:
    """A pack of somebody who knows the passphrase, its facts changed."""
    good = house.folder / "good"
    if not good.exists():
        house.pack("good")
    pack = read_pack(house.main.sealer.unseal((good / "door-list.sealed").read_bytes(), SECRET))
    changed = replace(pack, head=replace(pack.head, **head))
    facts = {
        "format": "ticketforge-blackout-pack",
        **{n: getattr(changed.head, n) for n in ("pack_id", "event_id", "made_at")},
    }
    Folders().write(str(folder), PackFiles(facts, house.main.sealer.seal(write_pack(changed), SECRET)))
    return folder


def test_packs_of_another_shop_or_event_are_refused(house: House) -> None:
    house.evening.sold("#1")
    elsewhere = forged_pack(house, house.folder / "elsewhere", shop="elsewhere.example", station="another")
    with pytest.raises(WrongShop):
        house.main.packs.merge(str(elsewhere), SECRET, DEFAULT_MANAGER)
    opera = forged_pack(house, house.folder / "opera", event_id="opera", station="another")
    with pytest.raises(NotFound, match="opera"):
        house.main.packs.merge(str(opera), SECRET, DEFAULT_MANAGER)
    door = house.dark()
    door.open(house.folder / "good")
    with pytest.raises(WrongShop):
        door.open(elsewhere)


def test_a_torn_or_altered_pack_is_told_and_changes_nothing(house: House) -> None:
    house.evening.sold("#1")
    pack, door = house.pack("pack", paper=True), house.dark()
    whole = {path.name: path.read_bytes() for path in pack.iterdir()}
    manifest = json.loads(whole["manifest.json"])

    def signed(name: str, data: bytes) -> bytes:
        """The manifest as somebody writes it who changed a file."""
        manifest["files"][name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        return json.dumps(manifest).encode()

    sealed = whole["door-list.sealed"]
    other_sheet = b"%PDF of somebody else"
    cases: list[tuple[dict[str, bytes], type[TicketForgeError]]] = [
        ({"door-list.sealed": sealed[:-1]}, DatabaseCorrupt),
        ({"door-list.pdf": other_sheet}, DatabaseCorrupt),
        ({"door-list.pdf": other_sheet, "manifest.json": signed("door-list.pdf", other_sheet)}, DatabaseCorrupt),
        ({"manifest.json": b"{"}, DatabaseCorrupt),
        ({"manifest.json": b"[]"}, DatabaseCorrupt),
        ({"manifest.json": b'{"files": {}, "format": "ticketforge-blackout-pack"}'}, DatabaseCorrupt),
        ({"manifest.json": whole["manifest.json"].replace(b"gala", b"gale")}, DatabaseCorrupt),
        ({"manifest.json": whole["manifest.json"].replace(b"blackout-pack", b"something")}, BadInput),
    ]
    manifest = json.loads(whole["manifest.json"])
    for place in (0, 12, 60, 130, len(sealed) - 30):
        bent = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        cases.append(({"door-list.sealed": bent, "manifest.json": signed("door-list.sealed", bent)}, TicketForgeError))
    for changed, error in cases:
        for name, data in (whole | changed).items():
            (pack / name).write_bytes(data)
        with pytest.raises(error) as told:
            door.open(pack)
        assert isinstance(told.value, DatabaseCorrupt | WrongKey | BadInput), told.value
        assert door.station.profile.pack_file.is_fresh()
    (pack / "manifest.json").write_bytes(whole["manifest.json"])
    (pack / "door-list.sealed").write_bytes(sealed)
    (pack / "door-list.pdf").unlink()
    with pytest.raises(WrongKey):
        door.packs.open(str(pack), b"another passphrase", DEFAULT_MANAGER)
    door.open(pack)  # the paper was taken out on purpose: the list is whole


def test_a_list_is_read_as_it_was_written_or_not_at_all() -> None:
    head = PackHead("p", "gala", "Gala", "shop", "s", "Box", "2026-11-14T18:00:00+00:00", "")
    pack = BlackoutPack(head, {"tickets": Table(("a", "b"), ((1, "ü"), (2, "")))}, "admit", ())
    data = write_pack(pack)
    assert read_pack(data) == pack
    for bad in (b"", b"x", data[:-3], write_pack(replace(pack, tables={"t": Table(("a",), ((1, 2),))}))):
        with pytest.raises(BadInput):
            read_pack(bad)


def test_columns_of_a_stranger_never_become_sql(house: House) -> None:
    house.evening.sold("#1")
    house.pack("good")
    pack = read_pack(house.main.sealer.unseal((house.folder / "good" / "door-list.sealed").read_bytes(), SECRET))
    tickets = pack.tables["tickets"]
    bad = tickets._replace(columns=("ticket_id) SELECT 1 --", *tickets.columns[1:]))
    door = house.dark()
    with pytest.raises(BadInput, match="columns"):
        door.station.profile.pack_file.load_mirror(replace(pack, tables={**pack.tables, "tickets": bad}))
    assert door.station.profile.pack_file.is_fresh()


def test_a_rescheduled_event_comes_with_its_times(house: House) -> None:
    house.evening.sold("#1")
    moved = event("gala")._replace(starts_at="2026-11-15T19:00:00Z", updated_at="2026-11-14T17:00:00Z")
    house.evening.mirror.apply(StoreBatch(events=(moved,)), None)
    door = house.dark()
    door.open(house.pack("pack"))
    starts_at = door.station.profile.queries.event("gala").row.starts_at
    assert starts_at is not None
    assert starts_at.day == 15


def test_a_place_that_is_none_is_told(house: House) -> None:
    (house.folder / "file").write_bytes(b"somebody's")
    with pytest.raises(BadInput, match="not empty"):
        house.pack("file")
    with pytest.raises(TicketForgeError):
        house.pack("file/below")
    assert (house.folder / "file").read_bytes() == b"somebody's"
    house.evening.sold("#1")
    pack = house.pack("pack")
    (pack / "door-list.sealed").unlink()
    (pack / "door-list.sealed").mkdir()
    with pytest.raises(DatabaseCorrupt, match="missing"):
        house.dark().open(pack)
    (pack / "manifest.json").write_text(json.dumps({"files": {"door-list.sealed": "x" * 70_000}}))
    with pytest.raises(DatabaseCorrupt, match="manifest"):
        house.doors[0].open(pack)
