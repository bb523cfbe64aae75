"""ESC/POS: umlauts and Polish from the printer's own code pages, marks where the layout has them, no text a command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.devices.logos import shelf_with_logo
from tests.devices.strict_printers import printed, printer, run
from tests.devices.tickets import NASTY, SHELF, codes, face, nasty_face, read
from tests.oracles.escpos_printer import EscPosPrinter
from ticketforge_desktop.devices.printing.languages import escpos_commands as command
from ticketforge_desktop.devices.printing.languages.escpos import EscPosRenderer
from ticketforge_desktop.devices.printing.languages.escpos_text import PAGES, CodePages, chosen_type
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.model import QrItem
from ticketforge_desktop.devices.printing.raster import Dots
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printing import TicketFace

NAME = "roll-80mm"
REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")


def texts(one: TicketFace, **options: object) -> tuple[str, ...]:
    (ticket,) = printed("escpos", NAME, [one], **options)
    return ticket.texts


@pytest.mark.parametrize(
    "name", ["Jörg Müller-Łukaszewicz", "Zażółć gęślą jaźń", "Þórður Øster", "Çağlar 5 €", "«Été» – œuvre"]
)
def test_names_are_printed_right_on_the_second_ticket_as_on_the_first(name: str) -> None:
    pages = CodePages(PAGES)
    first, second = printed("escpos", NAME, [face(holder=name), face(holder=name)])

    assert (name in first.texts) is pages.has(name)
    assert second.texts == first.texts


def test_two_languages_in_one_line_change_the_code_page_within_it() -> None:
    data = run("escpos", NAME).ticket(face(holder="Þór Żółć"))

    assert "Þór Żółć" in texts(face(holder="Þór Żółć"))
    assert len(re.findall(rb"\x1bt.", data)) > len(
        re.findall(rb"\x1bt.", run("escpos", NAME).ticket(face(holder="Anna")))
    )


def test_a_sign_in_no_code_page_is_drawn_and_not_left_out() -> None:
    (ticket,) = printed("escpos", NAME, [face(holder="Ωδείο", seat="")])
    (blank,) = printed("escpos", NAME, [face(holder="", seat="")])
    line = (24, 424, 552, 456)

    assert not any("Ω" in text for text in ticket.texts)
    assert ticket.picture.crop(line).getextrema()[0] == 0
    assert blank.picture.crop(line).getextrema()[0] == 255


def test_a_printer_with_other_code_pages_is_set_up_with_their_numbers() -> None:
    data = EscPosRenderer(SHELF).run(NAME, 203, "de").ticket(face())
    assert b"\x1bt\x12" in data or b"\x1bt\x10" in data
    assert texts(face(holder="Łucja"), code_pages="cp852:18")
    assert "Łucja" in texts(face(holder="Łucja"), code_pages="cp852:18")
    assert "Łucja" not in texts(face(holder="Łucja"), code_pages="cp437:0")
    assert "Ωδείο Москва" in texts(face(holder="Ωδείο Москва"), code_pages="cp437:0 cp737:14 cp866:17")


def test_a_printer_made_for_chinese_is_told_that_a_sign_is_one_byte() -> None:
    assert "Jörg Müller-Łukaszewicz" in texts(face(), single_byte=True)
    assert run("escpos", NAME, single_byte=True).ticket(face()).startswith(b"\x1c.")
    assert run("escpos", NAME).ticket(face()).startswith(b"\x1bR")


@pytest.mark.parametrize("option", ["", "cp852", "cp852:300", "utf-8:1", "cpnone:1", "cp852:x"])
def test_code_pages_that_are_none_are_refused(option: str) -> None:
    with pytest.raises(BadInput):
        CodePages(option)


@pytest.mark.parametrize("text", NASTY)
def test_no_text_of_a_store_becomes_a_command(text: str) -> None:
    (ticket,) = printed("escpos", NAME, [nasty_face(text)])
    assert read(ticket.picture) == codes(nasty_face(text))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(alphabet="\x1b\x1d\x10\x04\x14\x0c@pVk\x00äŁ€\r\n", max_size=40))
def test_no_text_at_all_becomes_a_command(text: str, sharp: str) -> None:
    machine = printer("escpos", SHELF.layout(NAME), 203)
    job = run("escpos", NAME)
    machine.feed(job.opening() + job.ticket(face(event=text, holder=sharp, category=text + sharp, shop=sharp)))

    assert len(machine.done()) == 1
    assert isinstance(machine, EscPosPrinter)
    assert machine.kicks == []


def test_the_symbol_stands_in_the_middle_of_its_area_in_both_modes() -> None:
    (area,) = [placed.item.area for placed in SHELF.layout(NAME).items if isinstance(placed.item, QrItem)]
    for mode in ("page", "raster"):
        (ticket,) = printed("escpos", NAME, [face()], mode=mode)
        (found,) = zxingcpp.read_barcodes(ticket.picture, zxingcpp.BarcodeFormat.QRCode)
        corners = (found.position.top_left, found.position.bottom_right)
        middle = [sum(corner.x for corner in corners) / 2, sum(corner.y for corner in corners) / 2]
        assert middle == pytest.approx([(area.x + area.width / 2) * 8, (area.y + area.height / 2) * 8], abs=2)


def test_type_is_the_largest_that_fits() -> None:
    assert chosen_type(10, 24, 200) == (0, 1, 12, 24)
    assert chosen_type(10, 24, 100) == (1, 1, 9, 17)
    assert chosen_type(10, 48, 300) == (1, 3, 27, 51)
    assert chosen_type(10, 48, 250) == (0, 2, 24, 48)
    assert chosen_type(10, 10, 300) is None
    assert chosen_type(60, 24, 300) is None


def test_a_head_finer_than_a_command_counts_is_placed_in_units_of_two_dots() -> None:
    (ticket,) = printed("escpos", NAME, [face()], 300)
    assert read(ticket.picture) == codes(face())
    assert b"\x1dP\x96\x96" in run("escpos", NAME, 300).ticket(face())


def test_a_printer_without_knife_is_not_told_to_cut() -> None:
    assert b"\x1dV" not in run("escpos", NAME, cut=False).ticket(face())
    assert run("escpos", NAME).ticket(face()).count(b"\x1dVB\x00") == 1


@pytest.fixture
def with_logo(tmp_path: Path) -> LayoutShelf:
    return shelf_with_logo(tmp_path, NAME, "3, 0.2", "10, 2.6")


def test_a_logo_is_sent_once_and_recalled_on_every_ticket(with_logo: LayoutShelf) -> None:
    job = EscPosRenderer(with_logo).run("with-logo", 203, "de")
    machine = EscPosPrinter(576, 944)
    machine.feed(job.opening() + job.ticket(face()) + job.ticket(face(unit=1)))

    first, second = machine.done()
    for ticket in (first, second):
        assert ticket.picture.crop((58, 8, 70, 14)).getextrema()[0] == 0
    assert b"0S0" in job.opening()
    assert b"0S0" not in job.ticket(face())


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([0x10, 0x04, 0x05, 0x14, 0x00, 0xFF]), min_size=8, max_size=64))
def test_no_picture_holds_a_command_that_is_obeyed_in_real_time(body: list[int]) -> None:
    rows = tuple(int.from_bytes(bytes(body[at : at + 4]), "big") for at in range(0, len(body) // 4 * 4, 4))
    picture = Dots(32, len(rows), rows)

    data = command.packed(picture)

    assert not REAL_TIME.search(data)
    changed = [index for index, (ours, theirs) in enumerate(zip(data, picture.packed(), strict=True)) if ours != theirs]
    assert all(picture.packed()[index] == 0x10 for index in changed), "only single dots are left out"


def test_no_position_reads_as_a_real_time_command() -> None:
    for number in (0x0410, 0x0510, 0x1410):
        assert not REAL_TIME.search(command.position(number, number))
    assert command.position(300, 20) == b"\x1b$\x2c\x01\x1d$\x14\x00"


@pytest.mark.parametrize(("pin", "expected"), [(2, b"\x1bp\x00\x32\x64"), (5, b"\x1bp\x01\x32\x64")])
def test_the_drawer_has_a_command_of_its_own(pin: int, expected: bytes) -> None:
    machine = EscPosPrinter(576, 944)
    machine.feed(command.drawer(pin))

    assert command.drawer(pin) == expected
    assert machine.kicks == [(pin, 100, 200)]
    assert machine.refused == []


@pytest.mark.parametrize("pulse", [{"pin": 3}, {"on_ms": 0}, {"on_ms": 300, "off_ms": 100}, {"off_ms": 600}])
def test_a_pulse_no_drawer_knows_is_refused(pulse: dict[str, int]) -> None:
    with pytest.raises(BadInput):
        command.drawer(**pulse)
