"""A printer is set up, tried, mended and removed from the command line; a real socket stands for it."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.conftest import BoxOffice
from tests.oracles.fgl_printer import FglPrinter
from tests.oracles.printer_server import PrinterServer

ADD = ("printers", "add", "box", "--language", "fgl", "--layout", "ticket-2x5.5in")


def test_a_ticket_printer_from_set_up_to_removal(tmp_path: Path) -> None:
    office = BoxOffice(tmp_path / "home")
    with PrinterServer(FglPrinter(1118, 406)) as server:
        assert (
            "language"
            in office.refused("printers", "add", "x", "--language", "hp", "--transport", "tcp://h")["message"]
        )
        assert office.run("printers", "list") == []

        added = office.one(*ADD, "--transport", server.address, "--option", "patience=5")
        assert (added["name"], added["language"], added["options"]) == ("box", "fgl", {"patience": 5.0})
        assert office.refused(*ADD, "--transport", server.address)["code"] == "conflict"

        state = office.one("printers", "status", "box")
        assert (state["state"], state["speaks"], state["identity"]) == ("ready", True, "FGL46G42 TF-0001")

        tried = office.one("printers", "test", "box")
        assert (tried["state"], tried["confirmed"]) == ("printed", True)
        assert len(server.printer.done()) == 1

        mended = office.one("printers", "test", "box", "--answer", "rotated")
        assert mended["options"] == {"answers": "yes", "patience": 5.0, "turn": 180}
        assert "menu" in office.refused("printers", "test", "box", "--answer", "pale")["next_step"]

        server.order(2, "jam")
        jammed = office.one("printers", "test", "box", code=1)
        assert (jammed["state"], jammed["condition"]) == ("in_doubt", "jam")

    gone = office.one("printers", "status", "box", code=1)
    assert (gone["state"], gone["prints"]) == ("offline", False)
    assert office.one("printers", "remove", "box") == {"name": "box", "removed": True}
    assert office.refused("printers", "status", "box")["code"] == "not_found"


def test_a_rehearsal_hands_in_its_sheet_and_leaves_nothing_behind_but_the_pictures(tmp_path: Path) -> None:
    office = BoxOffice(tmp_path / "home")
    told = office.run("rehearse", "--faults", "jam,silence", "--tickets", "4", "--pictures", str(tmp_path / "papers"))

    assert [(line["fault"], line["passed"], line["doubts"]) for line in told] == [
        ("jam", True, 1),
        ("silence", True, 1),
    ]
    assert len(list((tmp_path / "papers" / "rehearsal").glob("*.png"))) == 9  # one spoiled, one printed anew
    assert not (tmp_path / "home" / "databases").exists()
    assert "fire" in office.refused("rehearse", "--faults", "fire")["message"]
