"""Evenings on printers by their names: a jam and its doubt settled, an order packed for the post, a drawer opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.devices.spoolers import IppPrinter, ipp_printer
from tests.end_to_end.conftest import BoxOffice, Served
from tests.end_to_end.test_door_story import going_on
from tests.oracles import pdf_judge
from tests.oracles.escpos_printer import EscPosPrinter
from tests.oracles.fgl_printer import FglPrinter
from tests.oracles.printer_server import PrinterServer

Json = dict[str, Any]
ADDRESSES = "{ orders(first: 250, reverse: true) { nodes { name shippingAddress { name formatted } } } }"


def test_tickets_on_a_named_printer_are_confirmed_and_a_jam_stops_there(store: Served, office: BoxOffice) -> None:
    event, tickets = next((event, tickets) for event, tickets in reversed(going_on(office)) if len(tickets) >= 4)
    ids = [ticket["ticket_id"] for ticket in tickets[:4]]
    named = [option for ticket in ids for option in ("--ticket", ticket)]
    with PrinterServer(FglPrinter(1118, 406)) as server:
        place = ("--language", "fgl", "--transport", server.address, "--layout", "ticket-2x5.5in")
        office.one("printers", "add", "Kasse 1", *place, "--option", "patience=10")
        server.order(3, "jam")
        told = office.run("print", "--printer", "kasse 1", *named, code=1)

        assert [(line["ticket_id"], line["state"]) for line in told] == [
            (ids[0], "printed"), (ids[1], "printed"), (ids[2], "in_doubt"),
        ]  # fmt: skip
        assert told[0]["reason"] == ""  # the printer said so itself
        assert told[2]["condition"] == "jam"
        assert len(server.printer.tickets) == 2

        # Still jammed: FGL says so once only, but a printer that answered before and is silent now gets nothing more.
        stuck = office.run("print", "--printer", "Kasse 1", "--ticket", ids[3], code=1)
        assert [(line["state"], line["condition"]) for line in stuck] == [("failed", "silent")]
        assert office.refused("printers", "remove", "Kasse 1")["code"] == "conflict"

        server.mend()
        office.one("print", "resolve", str(told[2]["job"]), "--void")
        again = office.run("print", "--printer", "Kasse 1", "--ticket", ids[3])
        assert [line["state"] for line in again] == ["printed"]
        assert len(server.printer.done()) == 3
        assert event


def test_practice_on_the_simulated_printer_of_the_station_keeps_pictures(store: Served, office: BoxOffice) -> None:
    _, tickets = next((event, tickets) for event, tickets in reversed(going_on(office)) if len(tickets) >= 2)
    office.one("printers", "add", "practice", "--language", "zpl", "--transport", "sim:practice")
    told = office.run("print", "--printer", "practice", "--ticket", tickets[-1]["ticket_id"])

    assert [line["state"] for line in told] == ["printed"]
    assert [path.name for path in (office.home / "simulated" / "practice").iterdir()] == ["000001-out.png"]


@dataclass
class Papers:
    """What came out of three printers: two label printers that write files, and a laser printer of the network."""

    folder: Path
    laser: IppPrinter

    def of(self, name: str) -> str:
        return (self.folder / f"{name}.zpl").read_bytes().decode()


@pytest.fixture(scope="module")
def paper(office: BoxOffice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    folder = tmp_path_factory.mktemp("paper")
    with ipp_printer(tmp_path_factory.mktemp("laser")) as laser:
        for name, language, place, layout in (
            ("Tickets", "zpl", f"file:{folder / 'tickets.zpl'}", "label-10x5cm"),
            ("Labels", "zpl", f"file:{folder / 'labels.zpl'}", "address-10x5cm"),
            ("Laser", "pdf", laser.address, "delivery-note-a4"),
        ):
            office.one("printers", "add", name, "--language", language, "--transport", place, "--layout", layout)
        yield Papers(folder, laser)


def posted(store: Served, office: BoxOffice) -> tuple[str, list[str], list[Json]]:
    """An order with an address and several valid tickets: its name, its address, its tickets."""
    for order in store.graphql(ADDRESSES)["orders"]["nodes"]:
        place = order["shippingAddress"]
        if place is None or not place["formatted"]:
            continue
        tickets = [row for row in office.run("tickets", "list", "--order", order["name"]) if row["state"] == "valid"]
        if len(tickets) > 1 and not office.run("print", "queue"):
            return order["name"], [place["name"], *place["formatted"]], tickets
    raise AssertionError("nobody wants post")


def test_an_order_comes_out_of_three_printers_and_every_paper_is_in_the_ledger(
    store: Served, office: BoxOffice, paper: Papers
) -> None:
    name, address, tickets = posted(store, office)
    *papers, run = office.run(
        "print", "--post", "--order", name, "--printer", "Tickets", "--note-printer", "Laser",
        "--label-printer", "Labels",
    )  # fmt: skip
    assert [line["state"] for line in papers] == ["printed"] * (len(tickets) + 2)
    assert [line["ticket_id"] for line in papers[-2:]] == [f"delivery_note:{name}", f"label:{name}"]
    assert (run["state"], run["printed"], run["chosen"]["post"]) == ("done", len(tickets) + 2, True)

    assert all(f"^FD{ticket['number']}^FS" in paper.of("tickets") for ticket in tickets)
    (note,) = paper.laser.papers
    told = " ".join(pdf_judge.words(note).split())
    assert all(line in told for line in (*address, name, f"{len(tickets)} Stück"))
    assert tickets[0]["number"] in told or tickets[1]["number"] in told
    assert all(line.split()[0] in paper.of("labels") for line in address)
    items = office.run("print", "run", "show", run["run"])
    assert [item["kind"] for item in items] == ["ticket"] * len(tickets) + ["delivery_note", "label"]
    assert office.run("print", "run", "torn", run["run"]) == []


@pytest.mark.long
def test_a_run_for_the_post_needs_a_printer_for_each_paper_and_an_address(
    store: Served, office: BoxOffice, paper: Papers
) -> None:
    name, _, _ = posted(store, office)
    error = office.refused("print", "--post", "--order", name, "--printer", "Tickets")
    assert (error["code"], "delivery notes" in error["message"]) == ("bad_input", True)
    (run,) = (run for run in office.run("print", "run", "list", "--open") if run["chosen"].get("order") == name)
    assert (run["state"], run["waiting"] > 2) == ("ready", True)
    assert office.one("print", "run", "cancel", run["run"])["state"] == "cancelled"
    error = office.refused("print", "run", "continue", run["run"], "--finish", "#0", "--printer", "Tickets")
    assert error["code"] == "not_found"


def test_the_drawer_opens_for_a_reason_and_only_where_there_is_one(office: BoxOffice, paper: Papers) -> None:
    with PrinterServer(EscPosPrinter(576, 2000)) as server:
        office.one("printers", "add", "Bon", "--language", "escpos", "--transport", server.address)
        told = office.one("print", "drawer", "--printer", "bon", "--reason", "change for the parking machine")
        assert (told["kind"], told["state"], told["note"]) == ("drawer", "printed", "change for the parking machine")
        assert isinstance(server.printer, EscPosPrinter)
        assert server.printer.kicks == [(2, 100, 200)]
    assert office.refused("print", "drawer", "--printer", "Tickets", "--reason", "x")["code"] == "no_drawer"
    assert office.refused("print", "drawer", "--printer", "Bon", "--reason", " ")["code"] == "bad_input"
    assert office.refused("print", "receipt", "K1-1", "--printer", "Bon", "--copy")["code"] == "not_found"
    assert office.run("print", "receipt", "K1-1") == []
