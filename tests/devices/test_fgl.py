"""FGL: judged by a strict printer of the test's own, safe against every text, small, whole dots."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.devices.logos import shelf_with_logo
from tests.devices.strict_printers import printed, printer, run, ticket_layouts
from tests.devices.tickets import NASTY, SHELF, face, nasty_face, read
from tests.oracles.fgl_printer import FglPrinter
from ticketforge_desktop.devices.printing.languages.fgl import FglOptions, FglRenderer
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.model import QrItem
from ticketforge_desktop.domain.errors import BadInput, LayoutFault
from ticketforge_desktop.services.ports.printing import TicketFace

NAME = "ticket-2x5.5in"
IN_A_JOB = re.compile(r"RC|NR|RR|RU|RL|TTF|TRE|HW1,1|QR|X\d|eP|BX|HX|VX|LT|g\d|[pq]$")


def commands(data: bytes) -> list[str]:
    return re.findall(r"<([^<>]*)>", data.decode("utf-8"))


def texts(one: TicketFace, **options: object) -> tuple[str, ...]:
    (ticket,) = printed("fgl", NAME, [one], **options)
    return ticket.texts


@pytest.mark.parametrize("text", NASTY)
def test_no_text_of_a_store_becomes_a_command(text: str) -> None:
    data = run("fgl", NAME).ticket(nasty_face(text))

    assert all(IN_A_JOB.match(command) for command in commands(data))
    assert data.count(b"<p>") == 1
    assert data.endswith(b"<p>")
    assert not re.search(rb"[\x00-\x1f\x7f]", data)


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=60), st.text(alphabet="<>{}~^:pqRCTrte1,0\x1b\x00\r\n\\", max_size=40))
def test_no_text_at_all_becomes_a_command(text: str, sharp: str) -> None:
    machine = printer("fgl", SHELF.layout(NAME), 203)
    machine.feed(run("fgl", NAME).ticket(face(event=text, holder=sharp, category=text + sharp, shop=sharp + text)))

    assert len(machine.done()) == 1


def test_signs_with_a_meaning_are_printed_as_ones_that_look_alike_and_times_keep_their_colon() -> None:
    shown = texts(face(holder="<rte>{Ann~a}^2 : 3", doors_at=None))

    assert "(rte)(Ann-a)'2 : 3" in shown
    assert "Sa 14.11.2026, 20:00" in shown


def test_umlauts_and_polish_are_the_printers_own_type_and_other_scripts_are_dots() -> None:
    assert "Jörg Müller-Łukaszewicz" in texts(face())
    greek = texts(face(holder="Ωδείο"))
    assert not any("Ω" in text for text in greek)
    assert b"<g" in run("fgl", NAME).ticket(face(holder="Ωδείο"))


def test_a_ticket_lies_as_it_is_read_though_label_printers_turn_it() -> None:
    (ticket,) = printed("fgl", NAME, [face()])
    (found,) = zxingcpp.read_barcodes(ticket.picture, zxingcpp.BarcodeFormat.QRCode)
    (area,) = [placed.item.area for placed in SHELF.layout(NAME).items if isinstance(placed.item, QrItem)]
    middle = [(found.position.top_left.x + found.position.bottom_right.x) / 2,
              (found.position.top_left.y + found.position.bottom_right.y) / 2]  # fmt: skip

    assert ticket.picture.size == (1118, 406)
    assert middle == pytest.approx([(area.x + area.width / 2) * 8, (area.y + area.height / 2) * 8], abs=2)


@pytest.mark.parametrize("name", ticket_layouts("fgl"))
def test_a_ticket_is_small(name: str) -> None:
    job = run("fgl", name)
    assert max(len(job.ticket(face(unit=unit, order=f"#{1000 + unit}"))) for unit in range(1, 11)) <= 1000


def test_a_symbol_has_no_larger_modules_than_the_printer_draws() -> None:
    whole = SHELF.layout(NAME)
    (code,) = [placed for placed in whole.items if isinstance(placed.item, QrItem)]
    large = QrItem(replace(code.item.area, width=48, height=48))
    layout = replace(whole, items=(replace(code, item=large),))

    class Shelf(LayoutShelf):
        def layout(self, name: str) -> object:  # type: ignore[override]
            return layout

    job = FglRenderer(Shelf()).run("large", 600, "de")
    assert "QR16,0,2,0" in commands(job.ticket(face()))
    machine = FglPrinter(3300, 1200, dpi=600)
    machine.feed(job.ticket(face()))
    assert read(machine.done()[0].picture) == {face().code}


@pytest.fixture
def with_logo(tmp_path: Path) -> LayoutShelf:
    return shelf_with_logo(tmp_path, NAME, "5, 0.3", "20, 2.7")


def test_a_logo_is_sent_once_and_recalled(with_logo: LayoutShelf) -> None:
    job = FglRenderer(with_logo).run("with-logo", 203, "de")
    machine = FglPrinter(1118, 406)
    machine.feed(job.opening())
    machine.feed(job.ticket(face()) + job.ticket(face(unit=1)))

    first, second = machine.done()
    inside = (114, 10, 126, 16)
    assert first.picture.crop(inside).getextrema()[0] == 0
    assert second.picture.crop(inside).getextrema()[0] == 0
    assert b"<g" not in job.ticket(face())


def test_many_logos_have_a_number_each(tmp_path: Path) -> None:
    from PIL import Image

    source = Path("ticketforge_desktop/resources/layouts/ticket-2x5.5in.toml").read_text(encoding="utf-8")
    source = source.replace('name = "ticket-2x5.5in"', 'name = "logos"')
    for index in range(60):
        Image.new("L", (8 + index, 8), 0).save(tmp_path / f"{index}.png")
        source += f'\n[[item]]\nkind = "image"\nat = [{5 + index}, 0.3]\nsize = [0.9, 2.7]\nfile = "{index}.png"\n'
    (tmp_path / "logos.toml").write_text(source, encoding="utf-8")
    job = FglRenderer(LayoutShelf(tmp_path)).run("logos", 203, "de")
    machine = FglPrinter(1118, 406)
    machine.feed(job.opening() + job.ticket(face()))

    machine.done()
    assert len(machine.logos) == 60
    assert len(set(re.findall(rb"<LD(\d+)>", job.ticket(face())))) == 60


def test_a_printer_that_was_switched_off_is_told_its_logo_again_or_it_shows(with_logo: LayoutShelf) -> None:
    job = FglRenderer(with_logo).run("with-logo", 203, "de")
    machine = FglPrinter(1118, 406)
    machine.feed(job.opening() + job.ticket(face()))
    machine.power_cycle()
    machine.feed(job.ticket(face()))
    assert any("no logo" in reason for reason in machine.refused)

    machine.refused.clear()
    machine.feed(job.opening() + job.ticket(face()))
    assert machine.refused == []


def test_a_printer_without_knife_does_not_cut() -> None:
    (cut,) = printed("fgl", NAME, [face()])
    (uncut,) = printed("fgl", NAME, [face()], cut=False)

    assert (cut.cut, uncut.cut) == (True, False)
    assert uncut.picture.tobytes() == cut.picture.tobytes()


def test_bold_text_takes_the_bold_font_where_the_printer_has_one() -> None:
    options = FglOptions(font=1, bold_font=2)
    data = FglRenderer(SHELF, options).run(NAME, 203, "de").ticket(face())

    assert {command[:4] for command in commands(data) if command.startswith("TTF")} == {"TTF1", "TTF2"}


@pytest.mark.parametrize("changes", [{"code": "12a"}, {"code": "<p>"}, {"code": ""}, {"ean": "2085177390618"}])
def test_a_code_that_is_none_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        run("fgl", NAME).ticket(face(**changes))


def test_a_layout_made_for_another_language_is_refused() -> None:
    with pytest.raises(LayoutFault, match="not for fgl"):
        run("fgl", "sheet-a4-4")
