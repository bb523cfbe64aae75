"""The house goes dark: a pack made before doors, a door that never saw the store, and its log that comes back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.conftest import BoxOffice, Served
from tests.end_to_end.test_door_story import going_on

Json = dict[str, Any]
PASSPHRASE = "nachts sind alle Türen grau"


def with_passphrase(office: BoxOffice, passphrase: str = PASSPHRASE) -> BoxOffice:
    office.environment["TICKETFORGE_BLACKOUT_PASSPHRASE"] = passphrase
    return office


@pytest.fixture
def dark(tmp_path: Path, office: BoxOffice) -> BoxOffice:
    """A computer that never met the store."""
    return with_passphrase(BoxOffice(tmp_path / "dark"))


def scan(office: BoxOffice, event: str, *codes: str, gate: str = "North") -> list[Json]:
    return office.run("check", "--stdin", "--event", event, "--gate", gate, feed="".join(f"{code}\n" for code in codes))


def test_a_door_that_never_saw_the_store_lets_in_and_its_log_comes_back_once(
    tmp_path: Path, office: BoxOffice, dark: BoxOffice
) -> None:
    with_passphrase(office)
    (event, tickets), (other_event, others) = going_on(office)[:2]
    early, late, twice, blocked, group = tickets[:5]
    office.one("gates", "set", json.dumps({"categories": ["no-such"]}), "--event", event, "--gate", "West")
    office.one("check", "--block", blocked["ticket_id"], "--reason", "stolen")
    assert scan(office, event, early["code"])[0]["verdict"] == "admitted"

    made = office.one("blackout", "pack", "--event", event, "-o", str(tmp_path / "pack"))
    assert made["tickets"] == len([t for t in office.run("tickets", "list") if t["event_id"] == event])
    assert made["scans"] == 1
    assert made["keys"] == 1
    assert {path.name for path in (tmp_path / "pack").iterdir()} == {
        "manifest.json",
        "door-list.sealed",
        "door-list.pdf",
    }
    sealed = (tmp_path / "pack" / "door-list.sealed").read_bytes()
    assert late["ticket_id"].encode() not in sealed
    assert (tmp_path / "pack" / "door-list.pdf").read_bytes().startswith(b"%PDF")

    opened = dark.one("blackout", "open", str(tmp_path / "pack"), "--station", "North door")
    assert (opened["event_id"], opened["tickets"]) == (event, made["tickets"])
    answers = scan(dark, event, early["code"], late["code"], late["code"], twice["code"], blocked["code"], "Schmidt")
    verdicts = [answer["verdict"] for answer in answers]
    assert verdicts == ["already_used", "admitted", "already_used", "admitted", "blocked", "unreadable"]
    assert answers[1]["holder"] == late["holder"]
    assert scan(dark, event, group["ean"])[0]["verdict"] == "confirm"
    assert scan(dark, event, group["code"], gate="West")[0]["verdict"] == "wrong_gate"
    assert answers[1]["confidence"]["source"].startswith("pack from ")
    assert answers[1]["confidence"]["mirror_age_s"] > 0
    assert scan(dark, event, others[0]["code"])[0]["verdict"] not in {"admitted", "confirm"}, other_event
    # Meanwhile, at the main station, somebody comes in with the copy of a ticket.
    assert scan(office, event, twice["code"], gate="South")[0]["verdict"] == "admitted"

    back = dark.one("blackout", "pack", "--event", event, "-o", str(tmp_path / "back"))
    assert back["paper"] is False
    came = office.one("blackout", "merge", str(tmp_path / "back"))
    assert (came["station_name"], came["admitted"], came["conflicts"]) == ("North door", 2, 1)
    assert came["new"] == came["came_back"] > 2
    assert came["merged_before"] is False
    (conflict,) = office.run("conflicts", "list")
    assert conflict["ticket_id"] == twice["ticket_id"]
    assert {conflict["late"]["gate"], conflict["first"]["gate"]} == {"North", "South"}
    used = scan(office, event, late["code"])[0]
    assert used["verdict"] == "already_used"
    assert used["first_used"]["station"] == "North door"

    again = office.one("blackout", "merge", str(tmp_path / "back"))
    assert (again["new"], again["tickets"], again["conflicts"], again["merged_before"]) == (0, 0, 0, True)
    assert len(office.run("conflicts", "list", "--all")) == 1
    # Later it comes back again, with one scan more.
    assert scan(dark, event, group["code"])[0]["verdict"] == "admitted"
    dark.one("blackout", "pack", "--event", event, "-o", str(tmp_path / "again"))
    assert office.one("blackout", "merge", str(tmp_path / "again"))["new"] == 1
    # And the older of the two once more: nothing is forgotten for it.
    assert office.one("blackout", "merge", str(tmp_path / "back"))["new"] == 0
    assert scan(office, event, group["code"])[0]["verdict"] == "already_used"


def test_what_is_wrong_is_told_and_changes_nothing(tmp_path: Path, office: BoxOffice, dark: BoxOffice) -> None:
    with_passphrase(office)
    event, _ = going_on(office)[0]
    good = tmp_path / "good"
    office.one("blackout", "pack", "--event", event, "-o", str(good), "--no-paper")
    assert office.refused("blackout", "pack", "--event", event, "-o", str(good))["code"] == "bad_input"
    assert office.refused("blackout", "pack", "--event", "none", "-o", str(tmp_path / "none"))["code"] == "not_found"
    assert not (tmp_path / "none").exists()
    short = with_passphrase(BoxOffice(office.home), "short")
    assert short.refused("blackout", "pack", "--event", event, "-o", str(tmp_path / "s"))["code"] == "bad_input"

    wrong = with_passphrase(BoxOffice(dark.home), "another passphrase")
    assert wrong.refused("blackout", "open", str(good))["code"] == "wrong_key"
    assert dark.refused("blackout", "open", str(tmp_path / "nowhere"))["code"] == "bad_input"
    torn, altered = tmp_path / "torn", tmp_path / "altered"
    for copy in (torn, altered):
        shutil.copytree(good, copy)
    sealed = (good / "door-list.sealed").read_bytes()
    (torn / "door-list.sealed").write_bytes(sealed[: len(sealed) // 2])
    assert dark.refused("blackout", "open", str(torn))["code"] == "pack_damaged"
    (altered / "door-list.sealed").unlink()
    assert dark.refused("blackout", "open", str(altered))["code"] == "pack_damaged"
    assert dark.one("status")["events"] == 0

    # It was made here: nothing has come back in it. And a profile with a store of its own opens none.
    assert office.refused("blackout", "merge", str(good))["code"] == "bad_input"
    assert office.refused("blackout", "open", str(good))["code"] == "conflict"

    typed = BoxOffice(dark.home)
    typed.environment.pop("TICKETFORGE_BLACKOUT_PASSPHRASE", None)
    assert typed.one("blackout", "open", str(good), feed=f"{PASSPHRASE}\n")["event_id"] == event


def test_a_dark_door_that_meets_the_store_becomes_a_whole_station_and_forgets_nobody(
    tmp_path: Path, store: Served, office: BoxOffice, dark: BoxOffice
) -> None:
    with_passphrase(office)
    event, tickets = going_on(office)[2]
    secret = tmp_path / "stick.key"
    secret.write_bytes(bytes(range(64)))
    key_file = ("--key-file", str(secret))
    office.one("blackout", "pack", "--event", event, "-o", str(tmp_path / "pack"), "--no-paper", *key_file)
    assert dark.refused("blackout", "open", str(tmp_path / "pack"))["code"] == "wrong_key"
    dark.one("blackout", "open", str(tmp_path / "pack"), *key_file)
    assert scan(dark, event, tickets[0]["code"])[0]["verdict"] == "admitted"

    dark.one("connect", "--url", store.url, "--token-stdin", feed=store.token)
    assert dark.one("sync")["mode"] == "bulk", "a pack knows one event: nothing may be built upon it"
    known = {ticket["ticket_id"] for ticket in office.run("tickets", "list")}
    assert {ticket["ticket_id"] for ticket in dark.run("tickets", "list")} == known
    again = scan(dark, event, tickets[0]["code"])[0]
    assert again["verdict"] == "already_used"
    assert "source" not in again["confidence"]
    assert dark.refused("blackout", "open", str(tmp_path / "pack"), *key_file)["code"] == "conflict"
