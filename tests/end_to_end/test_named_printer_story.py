"""An evening on a ticket printer that speaks: set up by name, jammed in the middle, its doubt settled, gone on."""

from __future__ import annotations

from tests.end_to_end.conftest import BoxOffice, Served
from tests.end_to_end.test_door_story import going_on
from tests.oracles.fgl_printer import FglPrinter
from tests.oracles.printer_server import PrinterServer


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
