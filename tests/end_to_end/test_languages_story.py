"""From the store to paper in every printer language, by the program's own commands: each code on it is the ticket's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.devices.tickets import read
from tests.end_to_end.conftest import BoxOffice
from tests.oracles.escpos_printer import EscPosPrinter
from tests.oracles.fgl_printer import FglPrinter
from tests.oracles.printer_base import StrictPrinter
from tests.oracles.printer_server import PrinterServer
from tests.oracles.starprnt_printer import StarPrntPrinter
from tests.oracles.tspl_printer import TsplPrinter
from tests.oracles.zpl_printer import ZplPrinter

PRINTERS: dict[str, tuple[str, Callable[[], StrictPrinter]]] = {
    "fgl": ("ticket-2x5.5in", lambda: FglPrinter(1118, 406)),
    "zpl": ("label-10x5cm", lambda: ZplPrinter(800, 400)),
    "escpos": ("roll-80mm", lambda: EscPosPrinter(576, 944)),
    "tspl": ("label-10x5cm", lambda: TsplPrinter(800, 400)),
    "starprnt": ("roll-80mm", lambda: StarPrntPrinter(576, 944)),
}


@pytest.fixture(scope="module")
def tickets(office: BoxOffice) -> list[dict[str, Any]]:
    """A few for each language; a paper is printed once, so none is used twice."""
    office.one("sync")
    return [ticket for ticket in office.run("tickets", "list") if ticket["state"] == "valid"][: 3 * len(PRINTERS)]


def chosen(tickets: list[dict[str, Any]]) -> list[str]:
    return [argument for ticket in tickets for argument in ("--ticket", ticket["ticket_id"])]


def scanned(machine: StrictPrinter) -> list[set[str]]:
    """What a scanner reads on each paper of a printer that understood every byte."""
    papers = [ticket.picture for ticket in machine.done()]
    return [read(picture) for picture in (machine.pictures() if isinstance(machine, ZplPrinter) else papers)]


def codes(tickets: list[dict[str, Any]]) -> list[set[str]]:
    return [{ticket["code"], ticket["ean"]} for ticket in tickets]


@pytest.mark.parametrize("language", PRINTERS)
def test_tickets_rendered_to_a_file_are_understood_and_read(
    office: BoxOffice, tickets: list[dict[str, Any]], language: str, tmp_path: Path
) -> None:
    layout, make = PRINTERS[language]
    file = tmp_path / "job"
    office.one("render", *chosen(tickets[:3]), "--language", language, "--layout", layout, "-o", str(file))

    machine = make()
    machine.feed(file.read_bytes())

    assert scanned(machine) == codes(tickets[:3])


@pytest.mark.parametrize("language", PRINTERS)
def test_tickets_printed_on_a_printer_that_answers_are_told_as_printed(
    office: BoxOffice, tickets: list[dict[str, Any]], language: str
) -> None:
    layout, make = PRINTERS[language]
    first = 3 * list(PRINTERS).index(language)
    mine = tickets[first : first + 3]
    with PrinterServer(make()) as server:
        office.one("printers", "add", language, "--language", language, "--layout", layout,
                   "--transport", server.address)  # fmt: skip
        told = office.run("print", "--printer", language, *chosen(mine))

    assert [line["state"] for line in told] == ["printed"] * 3
    assert scanned(server.printer) == codes(mine)
