"""ESC/POS judged by emupos, which nobody here wrote: pictures, code pages and codes. It knows no page mode."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import zxingcpp

from tests.devices.strict_printers import run
from tests.devices.tickets import SHELF, codes, face, nasty_faces, read
from tests.oracles import emupos_judge
from tests.oracles.emupos_judge import Emupos
from ticketforge_desktop.devices.printing.languages import escpos_commands as command
from ticketforge_desktop.devices.printing.languages.escpos_text import CodePages
from ticketforge_desktop.devices.printing.printer_papers import DevicePapers
from ticketforge_desktop.devices.printing.sample_faces import sample
from ticketforge_desktop.services.ports.documents import ReceiptFace
from ticketforge_desktop.services.ports.printers import PrinterSetup


@pytest.fixture(scope="module")
def emupos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emupos]:
    if not emupos_judge.available():
        pytest.skip("no Python 3.13 or newer for emupos")
    with emupos_judge.running(tmp_path_factory.mktemp("emupos")) as printer:
        yield printer


def test_tickets_as_pictures_are_one_paper_each_and_both_codes_are_read(emupos: Emupos) -> None:
    faces = [face(), *nasty_faces()[3:7]]
    job = run("escpos", "roll-80mm", mode="raster")

    papers = emupos.print(job.opening() + b"".join(map(job.ticket, faces)), len(faces))

    assert [read(paper.picture) for paper in papers] == [codes(one) for one in faces]


def test_names_come_out_of_the_code_pages_as_they_were_written(emupos: Emupos) -> None:
    names = ["Jörg Müller-Łukaszewicz", "Zażółć gęślą jaźń", "Þórður Øster 42,00 €", "«Été» – œuvre", "Fußgänger"]
    pages = CodePages("cp437:0 cp850:2 cp1252:16 cp852:18 cp858:19")
    job = command.RESET + b"".join(pages.encoded(name) + b"\n" for name in names) + command.cut()

    (paper,) = emupos.print(job, 1)

    assert paper.text.split("\n")[: len(names)] == names


def test_the_second_receipt_is_as_right_as_the_first(emupos: Emupos) -> None:
    pages = CodePages("cp437:0 cp852:18 cp858:19")
    receipt = command.RESET + pages.encoded("Größe Łódź") + b"\n" + command.cut()

    papers = emupos.print(receipt * 3, 3)

    assert [paper.text.strip() for paper in papers] == ["Größe Łódź"] * 3


def test_codes_the_printer_draws_itself_are_read(emupos: Emupos) -> None:
    one = face()
    job = command.RESET + command.qr(one.code, 5) + b"\n" + command.ean13(one.ean[:12], 3, 80) + b"\n" + command.cut()

    (paper,) = emupos.print(job, 1)

    assert read(paper.picture) == codes(one)


def test_a_receipt_behind_the_drawer_s_command_is_one_paper_and_its_link_is_read(emupos: Emupos) -> None:
    setup = PrinterSetup("Bon", "escpos", "tcp://127.0.0.1:9", "roll-80mm", options={"mode": "raster"})
    found = sample("receipt")
    assert isinstance(found, ReceiptFace)
    link = "https://nordlicht.example/pay?key=0123456789abcdef"
    receipts = DevicePapers(SHELF)

    job = receipts.drawer(setup) + receipts.paper(replace(found, pay_link=link), setup, "receipt:1")
    (paper,) = emupos.print(job, 1)

    assert [code.text for code in zxingcpp.read_barcodes(paper.picture)] == [link]
    assert paper.picture.height > 900
