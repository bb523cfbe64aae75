"""Packs of strangers, of another shop, torn or altered ones: told, and nothing changes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.dark_house import SECRET, House
from ticketforge_desktop.domain.blackout_pack import BlackoutPack, PackHead, Table, read_pack, write_pack
from ticketforge_desktop.domain.errors import (
    BadInput,
    Conflict,
    KeyMissing,
    NotFound,
    PackDamaged,
    RightMissing,
    TicketForgeError,
    WrongKey,
    WrongShop,
)
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.host.pack_shelf import Folders
from ticketforge_desktop.services.ports.blackout import PackFiles

STEWARD = Staff("s1", "Steward", ROLE_RIGHTS[Role.STEWARD])


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
        ({"door-list.sealed": sealed[:-1]}, PackDamaged),
        ({"door-list.pdf": other_sheet}, PackDamaged),
        ({"door-list.pdf": other_sheet, "manifest.json": signed("door-list.pdf", other_sheet)}, PackDamaged),
        ({"manifest.json": b"{"}, PackDamaged),
        ({"manifest.json": b"[]"}, PackDamaged),
        ({"manifest.json": b'{"files": {}, "format": "ticketforge-blackout-pack"}'}, PackDamaged),
        ({"manifest.json": whole["manifest.json"].replace(b"gala", b"gale")}, PackDamaged),
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
        assert isinstance(told.value, PackDamaged | WrongKey | BadInput), told.value
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
    with pytest.raises(PackDamaged, match="missing"):
        house.dark().open(pack)
    (pack / "manifest.json").write_text(json.dumps({"files": {"door-list.sealed": "x" * 70_000}}))
    with pytest.raises(PackDamaged, match="manifest"):
        house.doors[0].open(pack)
