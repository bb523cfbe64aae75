"""ZPL: read by a renderer that is not ours, safe against every text, small, and no code is ever resized."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.devices.tickets import NASTY, SHELF, codes_on, face, ink_outside, nasty_face, nasty_faces, read
from tests.oracles import zpl_judge
from ticketforge_desktop.devices.printing.languages.zpl import ZplRenderer, ZplRun
from ticketforge_desktop.devices.printing.model import QrItem, turned
from ticketforge_desktop.domain.errors import BadInput, LayoutFault
from ticketforge_desktop.services.ports.printing import TicketFace

LABELS = [info.name for info in SHELF.all() if "zpl" in info.languages and info.document == "ticket"]
RENDERER = ZplRenderer(SHELF)


def commands(zpl: bytes) -> list[str]:
    """The commands of a job in order, as a printer splits them: at every caret and every tilde."""
    return re.findall(r"[\^~][A-Z@][A-Z0-9@]?", zpl.decode("utf-8"))


def shape(zpl: bytes) -> list[str]:
    """Commands without those that say how a text is set: a text may be a field, a picture, or longer by a line."""
    return [name for name in commands(zpl) if name not in ("^FT", "^A0", "^FD", "^FH", "^FR", "^FO", "^GF", "^FS")]


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("name", LABELS)
def test_every_layout_with_the_nastiest_data_is_read_and_nothing_overflows(name: str, dpi: int) -> None:
    faces = nasty_faces()
    layout = SHELF.layout(name)
    laid = turned(layout)
    per_mm = 8 if dpi == 203 else dpi / 25.4
    words = "de" if dpi == 203 else "en"

    pictures = zpl_judge.labels(
        RENDERER.render(faces, name, dpi, words), round(laid.width * per_mm), round(laid.height * per_mm), dpi
    )

    assert len(pictures) == len(faces)
    for one, picture in zip(faces, pictures, strict=True):
        assert read(picture) == codes_on(laid, one), one.holder
        assert ink_outside(picture, laid, per_mm) == [], one.holder


@pytest.mark.parametrize("text", NASTY)
def test_no_text_of_a_store_becomes_a_command(text: str) -> None:
    harmless, nasty = ZplRun(SHELF.layout("label-10x5cm"), 203, "de"), ZplRun(SHELF.layout("label-10x5cm"), 203, "de")

    assert shape(nasty.ticket(nasty_face(text))) == shape(harmless.ticket(nasty_face("Anna")))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.text(alphabet="^~_\\,:;FSXZAJ\x1b\x00\r\n5E{}<>", max_size=40))
def test_no_text_at_all_becomes_a_command(text: str, sharp: str) -> None:
    run = ZplRun(SHELF.layout("ticket-2x5.5in"), 203, "en")

    zpl = run.ticket(face(event=text, holder=sharp, category=text + sharp))

    assert shape(zpl) == shape(run.ticket(face()))
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", zpl), "control characters never reach the printer"


def test_what_looks_like_a_command_is_printed_as_it_was_typed() -> None:
    zpl = RENDERER.render([face(holder="a^FS ~JA _5E")], "label-10x5cm", 203, "de").decode()

    assert "^FH_^FDa_5EFS _7EJA _5F5E^FS" in zpl


def test_the_fixed_part_is_sent_once_and_a_ticket_is_small_after_it() -> None:
    for name in LABELS:
        job = RENDERER.render([face(unit=unit) for unit in range(1, 11)], name, 203, "de").decode()
        lines = job.strip().split("\n")

        assert [line.count("^DF") for line in lines] == [1] + [0] * 10
        stored = re.search(r"\^DF(R:T[0-9A-F]{6}\.ZPL)", lines[0])
        assert stored is not None
        assert all(line.startswith(f"^XA^CI28^XF{stored[1]}^FS") for line in lines[1:])
        assert max(len(line.encode()) for line in lines[1:]) <= 1000


def test_a_printer_with_a_knife_is_told_to_cut_behind_every_label() -> None:
    layout = SHELF.layout("label-10x5cm")
    assert ZplRun(layout, 203, "de", cut=True).ticket(face()).startswith(b"^XA^CI28^MMC^XF")
    assert b"^MM" not in ZplRun(layout, 203, "de").ticket(face())


def test_another_layout_is_stored_under_another_name() -> None:
    names = {ZplRun(SHELF.layout(name), dpi, "de").opening()[:20] for name in LABELS for dpi in (203, 300)}
    assert len(names) == 2 * len(LABELS)


def test_the_symbol_is_numeric_level_m_and_pinned_to_its_place() -> None:
    zpl = RENDERER.render([face()], "label-10x5cm", 203, "de").decode()

    assert f"^BY2,3,10^BQN,2,5^FDMM,N{face().code}^FS" in zpl


@pytest.mark.parametrize("name", LABELS)
def test_the_symbol_stands_in_the_middle_of_its_area(name: str) -> None:
    laid = turned(SHELF.layout(name))
    (area,) = [placed.item.area for placed in laid.items if isinstance(placed.item, QrItem)]
    zpl = RENDERER.render([face()], name, 203, "de")
    (paper,) = zpl_judge.labels(zpl, round(laid.width * 8), round(laid.height * 8), 203)

    (found,) = zxingcpp.read_barcodes(paper, zxingcpp.BarcodeFormat.QRCode)
    corners = [found.position.top_left, found.position.bottom_right]
    middle = [sum(corner.x for corner in corners) / 2, sum(corner.y for corner in corners) / 2]

    assert middle == pytest.approx([(area.x + area.width / 2) * 8, (area.y + area.height / 2) * 8], abs=2)


@pytest.mark.parametrize("changes", [{"code": "12a"}, {"code": "^XZ"}, {"code": ""}, {"code": "١٢٣"}])
def test_a_code_that_is_no_digits_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        RENDERER.render([face(**changes)], "label-10x5cm", 203, "de")


@pytest.mark.parametrize("ean", ["2085177390618", "208517739061", "20851773906190", "^FS", "208517739061x"])
def test_an_ean_with_a_wrong_check_digit_or_length_is_refused(ean: str) -> None:
    with pytest.raises(BadInput):
        RENDERER.render([face(ean=ean)], "label-10x5cm", 203, "de")


def test_a_longer_code_than_the_layout_has_room_for_is_refused_with_the_reason() -> None:
    with pytest.raises(LayoutFault, match="600 digits"):
        RENDERER.render([face(code="1" * 600)], "label-10x5cm", 203, "de")


def test_a_layout_made_for_another_language_is_refused() -> None:
    with pytest.raises(LayoutFault, match="not for zpl"):
        RENDERER.render([face()], "sheet-a4-4", 203, "de")


def test_the_same_tickets_give_the_same_bytes() -> None:
    faces: list[TicketFace] = nasty_faces()
    assert RENDERER.render(faces, "roll-80mm", 203, "de") == RENDERER.render(faces, "roll-80mm", 203, "de")
