"""A printer in the program: every language it speaks, every fault to order, and pictures that scan."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from tests.devices.tickets import SHELF, codes, face, read
from ticketforge_desktop.devices.printing import test_page
from ticketforge_desktop.devices.printing.conversation import Pacing
from ticketforge_desktop.devices.printing.printer_room import PrinterRoom
from ticketforge_desktop.devices.printing.simulated.park import MOST_PAPERS, SimulatedPrinters
from ticketforge_desktop.devices.printing.simulated.printer import FAULTS, SimulatedPrinter
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printers import Condition, Delivery, PrinterSetup, Session
from ticketforge_desktop.services.ports.printing import PrintState, TicketRun

QUICK = Pacing(answer=0.05, settle=0.001, poll=0.002, base=0.2, grace=0.05, reconnect=0.3, pause=0.02)
LANGUAGES = ("fgl", "zpl", "escpos", "tspl", "starprnt")
PRINTED, FAILED, DOUBT = PrintState.PRINTED, PrintState.FAILED, PrintState.IN_DOUBT
LAYOUTS = {"fgl": "ticket-2x5.5in", "zpl": "ticket-2x5.5in", "tspl": "ticket-2x5.5in"}
ROLL = "roll-80mm"


class Practice:
    """One simulated printer with a session and a run on it."""

    def __init__(self, park: SimulatedPrinters, language: str) -> None:
        layout = LAYOUTS.get(language, ROLL)
        self.setup = PrinterSetup("p", language, "sim:training", layout, options={"patience": 0.3})
        room = PrinterRoom(SHELF, park, pacing=QUICK)
        self.printer: SimulatedPrinter = park.printer("training", language)
        self.session: Session = room.open_session(self.setup)
        self.run: TicketRun = room.renderer(self.setup).run(layout, 203, "de")  # type: ignore[attr-defined]
        self.number = 0

    def print(self) -> Delivery:
        self.number += 1
        ticket = self.run.ticket(face(ticket_id=f"{self.number:016x}"))
        return self.session.deliver(ticket, self.run.opening())


@contextmanager
def practice(language: str, folder: Path | None = None) -> Iterator[Practice]:
    one = Practice(SimulatedPrinters(SHELF, folder), language)
    yield one
    one.session.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_acknowledges_tickets_in_every_language(language: str) -> None:
    with practice(language) as one:
        told = [one.print() for _ in range(3)]

        assert [delivery.state for delivery in told] == [PRINTED] * 3
        assert all(delivery.confirmed for delivery in told)
        assert one.session.state().conditions == (Condition.READY,)
        assert "SIM" in one.session.state().identity
        assert [paper.ticket for paper in one.printer.papers] == [f"{n:016x}" for n in (1, 2, 3)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", ["jam", "paper_out", "cover", "cutter", "silence", "reset"])
def test_every_fault_leaves_that_ticket_in_doubt_and_the_next_one_unsent(language: str, fault: str) -> None:
    with practice(language) as one:
        assert one.print().state is PRINTED
        one.printer.order(fault)
        assert one.print().state is DOUBT
        if fault != "reset":  # one that was switched off and on is ready again
            assert one.print().state is FAILED
            assert one.printer.begun == 2
            assert one.printer.trouble == fault
        one.printer.mend()
        assert one.print().state is PRINTED
        tickets = [paper.ticket for paper in one.printer.papers if not paper.spoiled]
        assert len(set(tickets)) == len(tickets)


def test_what_is_wrong_is_told_by_its_name_where_the_language_has_one() -> None:
    names = {
        "fgl": {"jam": Condition.JAM, "paper_out": Condition.PAPER_OUT, "cutter": Condition.CUTTER},
        "escpos": {"paper_out": Condition.PAPER_OUT, "cover": Condition.COVER_OPEN, "cutter": Condition.CUTTER},
        "starprnt": {"jam": Condition.JAM, "paper_out": Condition.PAPER_OUT, "cover": Condition.COVER_OPEN},
        "tspl": {"jam": Condition.JAM, "paper_out": Condition.PAPER_OUT, "cover": Condition.COVER_OPEN},
        "zpl": {"paper_out": Condition.SILENT, "jam": Condition.PAUSED},
    }
    for language, faults in names.items():
        for fault, condition in faults.items():
            with practice(language) as one:
                assert one.print().state is PRINTED
                one.printer.order(fault)
                assert one.print().condition is condition, (language, fault)


def test_garbage_for_an_answer_is_a_doubt_and_another_printer_gets_nothing() -> None:
    with practice("fgl") as one:
        one.printer.order("garbage", 1)
        assert one.print().condition is Condition.GARBLED
    with practice("escpos") as one:
        one.printer.order("swap", 1)
        assert one.print().state is PRINTED
        told = one.print()
        assert (told.state, told.condition) == (FAILED, Condition.SWAPPED)
    with practice("fgl") as one:
        one.printer.order("offline", 1)
        assert one.print().state is PRINTED
        assert one.print().condition is Condition.OFFLINE
        one.printer.mend()
        assert one.print().state is PRINTED
    with practice("tspl") as one:
        one.printer.order("paper_low", 1)
        assert one.print().state is PRINTED
        assert one.session.state().conditions == (Condition.PAPER_LOW,)
        assert one.print().state is PRINTED


def test_a_ticket_that_waited_for_paper_comes_out_when_there_is_some() -> None:
    with practice("fgl") as one:
        one.printer.order("paper_out")
        assert one.print().condition is Condition.PAPER_OUT
        assert one.printer.papers == []
        one.printer.mend()
        assert [paper.ticket for paper in one.printer.papers] == ["0000000000000001"]


def test_the_pictures_are_the_tickets_as_they_are_read_and_their_codes_scan(tmp_path: Path) -> None:
    with practice("zpl", tmp_path) as one:
        assert one.print().state is PRINTED
        one.printer.order("jam")
        one.print()

        picture = Image.open(io.BytesIO(one.printer.papers[0].picture))
        assert read(picture) == codes(face())
        assert picture.size == (round(139.7 * 8), round(50.8 * 8))
        names = [path.name for path in SimulatedPrinters(SHELF, tmp_path).pictures("training")]
        assert names == ["000001-out.png", "000002-spoiled.png"]


def test_old_pictures_make_room_for_new_ones(tmp_path: Path) -> None:
    folder = tmp_path / "training"
    folder.mkdir()
    for number in range(1, MOST_PAPERS + 1):
        (folder / f"{number:06d}-out.png").write_bytes(b"x")
    with practice("fgl", tmp_path) as one:
        one.print()
    kept = SimulatedPrinters(SHELF, tmp_path).pictures("training")
    assert len(kept) == MOST_PAPERS
    assert kept[-1].name == f"{MOST_PAPERS + 1:06d}-out.png"
    assert kept[0].name == "000002-out.png"


def test_bytes_nobody_announced_come_out_as_a_blank_paper() -> None:
    with practice("fgl") as one:
        assert one.session.deliver(b"<RC1,1>something else<p>").state is PRINTED
        assert [(paper.ticket, paper.picture) for paper in one.printer.papers] == [("", b"")]


def test_only_faults_there_are_can_be_ordered() -> None:
    with pytest.raises(BadInput, match="fire") as caught:
        SimulatedPrinter("p", "fgl").order("fire")
    assert all(fault in caught.value.next_step for fault in FAULTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_test_page_shows_rulers_and_codes(language: str) -> None:
    park = SimulatedPrinters(SHELF)
    setup = PrinterSetup("p", language, "sim:training", LAYOUTS.get(language, ROLL))
    room = PrinterRoom(SHELF, park, pacing=QUICK)
    opening, page = room.test_page(setup)
    session = room.open_session(setup)
    assert session.deliver(page, opening).state is PRINTED
    session.close()
    (paper,) = park.printer("training", language).papers
    assert read(Image.open(io.BytesIO(paper.picture))) == {test_page.face().code}
