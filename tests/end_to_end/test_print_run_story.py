"""An evening's tickets printed by commands: a run on two printers, stock that is counted, a jam that is answered."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.conftest import BoxOffice, Served
from tests.end_to_end.test_door_story import going_on
from tests.oracles.fgl_printer import FglPrinter
from tests.oracles.printer_server import PrinterServer

Json = dict[str, Any]
_CODE = re.compile(rb"\^FDMM,N(\d{223})\^FS")


pytestmark = pytest.mark.long  # many commands, one after the other


def valid(office: BoxOffice) -> list[tuple[str, list[Json]]]:
    """Events with few tickets, so that commands stay quick."""
    return [(event, tickets) for event, tickets in reversed(going_on(office)) if len(tickets) >= 4]


def test_a_run_shared_by_two_printers_prints_each_ticket_once(store: Served, office: BoxOffice, tmp_path: Path) -> None:
    event, tickets = valid(office)[0]
    papers = [tmp_path / "left.zpl", tmp_path / "right.zpl"]
    printers = [option for paper in papers for option in ("--printer", f"file:{paper}")]

    planned = office.one("print", "run", "start", "--event", event, "--unprinted", "--later")
    assert (planned["state"], planned["total"]) == ("ready", len(tickets))
    *outcomes, told = office.run("print", "run", "continue", planned["run"], *printers)

    assert {outcome["state"] for outcome in outcomes} == {"printed"}
    assert (told["state"], told["printed"], told["waiting"]) == ("done", len(tickets), 0)
    codes = [code for paper in papers if paper.exists() for code in _CODE.findall(paper.read_bytes())]
    assert sorted(codes) == sorted(ticket["code"].encode() for ticket in tickets)
    assert [run["run"] for run in office.run("print", "run", "list")] == [planned["run"]]
    assert len(office.run("print", "run", "show", planned["run"], "--state", "printed")) == len(tickets)
    again = office.refused("print", "--event", event, "--unprinted", *printers[:2])
    assert again["code"] == "bad_input"
    assert office.refused("print", "run", "cancel", planned["run"])["code"] == "conflict"


def test_a_jam_is_answered_by_the_paper_and_the_stock_by_counting(
    store: Served, office: BoxOffice, tmp_path: Path
) -> None:
    _, tickets = valid(office)[1]
    first, second, third = tickets[:3]
    with PrinterServer(FglPrinter(1118, 406)) as server:
        address = server.address
        speaks = ("--printer", address, "--language", "fgl", "--option", "patience=10")
        server.order(2, "jam")
        server.order(3, "jam")
        office.one("stock", "rolls", "open", "R-7", "--printer", address, "--first", "501", "--last", "999")
        named = [option for ticket in (first, second, third) for option in ("--ticket", ticket["ticket_id"])]
        printed = office.run("print", *speaks, *named, code=1)
        assert [(one["state"], one["serial"]) for one in printed] == [("printed", "501"), ("in_doubt", "502")]
        assert (printed[0]["reason"], printed[1]["condition"]) == ("", "jam"), "an address is asked like a printer"

        (doubt,) = office.run("print", "queue", "--doubts")
        assert doubt["last_certain"]["ticket_id"] == first["ticket_id"]
        assert [job["ticket_id"] for job in doubt["papers"]] == [second["ticket_id"]]
        server.mend()
        settled = office.one("print", "resolve", "--scan", second["code"])
        assert (settled["ticket_id"], settled["state"]) == (second["ticket_id"], "printed")

        (torn,) = office.run("print", *speaks, "--ticket", third["ticket_id"], code=1)
        server.mend()
        assert office.one("print", "resolve", str(torn["job"]), "--void")["state"] == "void"
        assert office.run("print", "queue") == []
        refused = office.run("print", *speaks, "--ticket", third["ticket_id"], code=1)
        assert "void" in refused[0]["reason"]
        paper = tmp_path / "again.zpl"
        again = office.one("print", "reprint", third["ticket_id"], "--reason", "torn", "--printer", f"file:{paper}")
        assert (again["state"], again["issue"], again["why"]) == ("printed", 2, "torn")

        office.one("stock", "rolls", "spoil", "R-7", "--reason", "wrinkled", "--pieces", "2")
        closed = office.one("stock", "rolls", "close", "R-7", "--next", "508")
        assert {name: closed[name] for name in ("printed", "spoiled", "missing", "left", "counted")} == {
            "printed": 2, "spoiled": 3, "missing": 2, "left": 492, "counted": 508,
        }  # fmt: skip
        assert [roll["roll_id"] for roll in office.run("stock", "rolls", "list")] == ["R-7"]
        assert [move["kind"] for move in office.run("stock", "rolls", "show", "R-7")] == [
            "spoiled", "spoiled", "counted",
        ]  # fmt: skip
    assert json.dumps(closed)


def test_wrong_words_are_told_and_print_nothing(store: Served, office: BoxOffice, tmp_path: Path) -> None:
    event, tickets = valid(office)[2]
    file = f"file:{tmp_path / 'out.zpl'}"
    for arguments in (
        ("--event", event),
        ("--printer", "Kasse 9", "--event", event),
        ("--printer", file, "--event", event, "--sort", "colour"),
        ("--printer", file, "--event", event, "--copy", "gift"),
        ("--printer", file),
        ("--printer", file, "--event", event, "--language", "hp"),
        ("--printer", file, "--event", event, "--language", "fgl", "--dpi", "180"),
        ("--printer", file, "--event", event, "--option", "colour=red"),
        ("--printer", "tcp://", "--event", event),
    ):
        assert office.refused("print", *arguments)["next_step"]
    assert office.refused("print", "run", "pause", "nowhere")["code"] == "not_found"
    lines = office.run("stock")
    assert {line["alert"] for line in office.run("stock", "--alerts")} <= {line["alert"] for line in lines}, "places"
    proof = office.one("print", "--printer", file, "--ticket", tickets[0]["ticket_id"], "--copy", "proof")
    assert proof["state"] == "printed"
    data = (tmp_path / "out.zpl").read_bytes()
    assert tickets[0]["code"].encode() not in data
    assert b"NOT VALID" in data or "UNGÜLTIG".encode() in data
