"""Printers nobody set up: an address with its language is asked like a printer, and one device has one writer."""

from __future__ import annotations

import pytest

from tests.end_to_end.conftest import BoxOffice, Served
from tests.end_to_end.test_door_story import going_on
from tests.oracles.escpos_printer import EscPosPrinter
from tests.oracles.printer_server import PrinterServer
from ticketforge_desktop.host.printer_locks import PrinterLocks

pytestmark = pytest.mark.long  # many commands, one after the other


def test_a_receipt_printer_by_its_address_confirms_and_takes_the_roll(store: Served, office: BoxOffice) -> None:
    _, tickets = next((event, tickets) for event, tickets in reversed(going_on(office)) if len(tickets) >= 6)
    first, second, third, fourth = (("--ticket", ticket["ticket_id"]) for ticket in tickets[:4])
    with PrinterServer(EscPosPrinter(576, 960)) as server:
        named = ("--printer", server.address, "--language", "escpos", "--option", "patience=10")
        told = office.one("print", *named, *first)
        assert (told["state"], told["reason"]) == ("printed", ""), "it said so itself"
        server.order(2, "silence")
        assert office.run("print", *named, *second, code=1)[0]["state"] == "in_doubt"
        (still,) = office.run("print", *named, *third, code=1)
        assert (still["state"], still["condition"]) == ("failed", "silent"), "who answered before gets nothing more"
        server.mend()

        office.one("printers", "add", "Bon", "--language", "escpos", "--transport", server.address.upper() + "/")
        told = office.one("print", "--printer", server.address, *third)
        assert (told["state"], told["printer"]) == ("printed", "Bon"), "however its address is written"
        assert len(server.printer.done()) == 3

        # A window that prints on the same device under another name.
        with PrinterLocks(office.home)(server.address):
            held = office.refused("print", "--printer", "Bon", *fourth)
        assert held["code"] == "conflict"
        assert "printing on Bon" in held["message"]
        assert office.one("print", "--printer", "Bon", *fourth)["state"] == "printed"
        assert len(server.printer.done()) == 4


def test_who_never_answers_is_told_as_a_doubt_unless_that_was_said(store: Served, office: BoxOffice) -> None:
    import socket

    _, tickets = next((event, tickets) for event, tickets in reversed(going_on(office)) if len(tickets) >= 6)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        named = ("--printer", f"tcp://127.0.0.1:{deaf.getsockname()[1]}", "--language", "zpl")
        quick = ("--option", "patience=1")
        (told,) = office.run("print", *named, *quick, "--ticket", tickets[4]["ticket_id"], code=1)
        assert (told["state"], told["condition"]) == ("in_doubt", "silent")
        line = office.run("print", "queue")[0]
        assert (line["job"], line["state"]) == (told["job"], "in_doubt")
        settled = office.one("print", "resolve", str(told["job"]), "--good")
        assert (settled["job"], settled["state"]) == (told["job"], "printed")
        mute = office.one("print", *named, "--option", "answers=no", "--ticket", tickets[5]["ticket_id"])
        assert mute["state"] == "printed"
        assert "does not report back" in mute["reason"]
