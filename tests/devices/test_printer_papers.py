"""Receipts for a printer as it is set up: layout, options, drawer, and what a simulated one shows of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.devices.tickets import SHELF
from ticketforge_desktop.devices.printing.conversation import Pacing
from ticketforge_desktop.devices.printing.printer_papers import DevicePapers
from ticketforge_desktop.devices.printing.printer_room import PrinterRoom
from ticketforge_desktop.devices.printing.sample_faces import sample
from ticketforge_desktop.devices.printing.simulated.park import SimulatedPrinters
from ticketforge_desktop.domain.errors import LayoutFault, NoDrawer, NotFound
from ticketforge_desktop.services.ports.documents import ReceiptFace
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import PrintState

QUICK = Pacing(answer=0.05, settle=0.001, poll=0.002, base=0.3, grace=0.05, reconnect=0.2, pause=0.02)
PAPERS = DevicePapers(SHELF)


def receipt() -> ReceiptFace:
    found = sample("receipt")
    assert isinstance(found, ReceiptFace)
    return found


def setup(language: str = "escpos", layout: str = "", **options: Any) -> PrinterSetup:
    return PrinterSetup("Bon", language, "sim:Bon", layout, options={"patience": 1.0, **options})


@pytest.mark.parametrize("language", ["escpos", "starprnt"])
def test_a_simulated_printer_shows_the_receipt_and_counts_the_drawer(language: str) -> None:
    park = SimulatedPrinters(SHELF)
    papers, one = DevicePapers(SHELF, park), setup(language)
    session = PrinterRoom(SHELF, park, pacing=QUICK).open_session(one)
    drawer, paper = papers.drawer(one), papers.paper(receipt(), one, "receipt:K1-17")
    told = [session.deliver(data) for data in (drawer, paper)]
    session.close()

    machine = park.printer("Bon", language)
    assert [one.state for one in told] == [PrintState.PRINTED] * 2
    assert machine.kicks == 1
    assert [(out.ticket, out.issue, out.spoiled) for out in machine.papers] == [("receipt:K1-17", 0, False)]
    assert machine.papers[0].picture.startswith(b"\x89PNG")
    with pytest.raises(NoDrawer):
        papers.drawer(setup("zpl"))


def test_the_printer_s_options_hold_for_receipts_too() -> None:
    cut, whole = (PAPERS.paper(receipt(), setup(cut=one), "x") for one in (True, False))
    assert cut.endswith(b"\x1dVB\x00")
    assert not whole.endswith(b"\x1dVB\x00")
    straight, turned = (PAPERS.paper(receipt(), setup(turn=one), "x") for one in (0, 180))
    assert straight != turned


def test_which_layout_a_receipt_is_printed_in() -> None:
    assert PAPERS.layout_for(receipt(), setup(layout="roll-80mm")) == "receipt-80mm"
    assert PAPERS.layout_for(receipt(), setup(layout="receipt-80mm", receipt_layout="gone")) == "receipt-80mm"
    assert PAPERS.layout_for(receipt(), setup(layout="not-there-any-more")) == "receipt-80mm"
    with pytest.raises(NotFound):
        PAPERS.layout_for(receipt(), setup(receipt_layout="gone"))
    with pytest.raises(LayoutFault):
        PAPERS.layout_for(receipt(), setup("fgl"))


def test_a_printer_is_not_set_up_with_a_layout_that_is_not_there_or_for_something_else() -> None:
    room = PrinterRoom(SHELF)
    room.check(setup(layout="receipt-80mm"))
    room.check(setup("zpl", "address-10x5cm"))
    room.check(setup(layout="roll-80mm", receipt_layout="receipt-80mm"))
    for wrong in (
        setup(receipt_layout="gone"),
        setup(receipt_layout="roll-80mm"),
        setup("fgl", receipt_layout="receipt-80mm"),
        replace(setup("fgl"), layout="receipt-80mm"),
    ):
        with pytest.raises((NotFound, LayoutFault)):
            room.check(wrong)
