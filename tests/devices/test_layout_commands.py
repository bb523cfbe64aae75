"""What a printer is sent for a draft, as lines a person can read; and a draft on a (simulated) printer's paper."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.devices.tickets import SHELF, face
from ticketforge_desktop.devices.printing.languages.registry import renderer
from ticketforge_desktop.devices.printing.layout_desk import LayoutDesk
from ticketforge_desktop.devices.printing.layout_listing import lines_of
from ticketforge_desktop.domain.errors import LayoutMisfit
from ticketforge_desktop.services.ports.layout_design import Commands, Draft

DESK = LayoutDesk(SHELF)
TICKET = DESK.open("ticket-2x5.5in")
ROLL = DESK.open("roll-80mm")


def listed(draft: Draft, language: str, dpi: int = 203) -> Commands:
    return DESK.commands(draft, face(), language, dpi, "de")


def kinds_of(draft: Draft, told: Commands) -> dict[str, str]:
    """The kind of item of each line that is known."""
    lines = (*told.opening, *told.paper)
    return {line.text: draft.items[line.item].kind for line in lines if line.item >= 0}


@pytest.mark.parametrize("language", ["fgl", "zpl"])
def test_each_thing_on_the_ticket_has_a_line_with_its_item(language: str) -> None:
    told = listed(TICKET, language)
    by_line = kinds_of(TICKET, told)
    (code,) = [kind for line, kind in by_line.items() if "QR" in line or "^BQ" in line]
    assert code == "qr"
    assert [kind for line, kind in by_line.items() if re.search(r"<eP|\^BE", line)] == ["ean13"]
    words = [line.text for line in told.paper if "Hafenhalle" in line.text]
    assert words
    assert all(by_line[line] == "text" for line in words)
    assert told.bytes == len(renderer(language, SHELF).run(TICKET.name, 203, "de").ticket(face()))  # type: ignore[attr-defined]


def test_every_ticket_code_is_shortened_and_no_line_is_endless() -> None:
    for language, draft in (("fgl", TICKET), ("zpl", TICKET), ("escpos", ROLL), ("pdf", TICKET), ("tspl", TICKET)):
        told = listed(draft, language)
        assert told.paper
        assert all(len(line.text) <= 202 for line in told.paper)
        assert not any(face().code in line.text for line in told.paper), language


def test_a_receipt_printers_bytes_are_commands_and_words_in_their_code_page() -> None:
    told = listed(ROLL, "escpos")
    by_line = kinds_of(ROLL, told)
    texts = [line.text for line in told.paper]
    assert any(text.endswith("Jördis Müller-Łukaszewicz") for text in texts) or any("€" in text for text in texts)
    code = next(text for text in texts if "GS ( k" in text)
    assert by_line[code] == "qr"
    assert texts[0].startswith("ESC R 0  ESC L")
    assert texts[-1].endswith("GS V 66 0")
    assert not any("\x1b" in text or "\x1d" in text for text in texts)


def test_pictures_of_dots_are_counted_and_not_shown() -> None:
    told = listed(TICKET, "tspl")
    assert told.opening[0].text.startswith("SIZE ")
    assert told.paper[0].text == "CLS"
    assert told.paper[-1].text == "PRINT 1,1"
    shown = [line.text for line in told.paper[1:-1]]
    assert all(re.fullmatch(r"BITMAP \d+,\d+,\d+,\d+,0,… [\d,]+ bytes", line) for line in shown)
    total = sum(int(line.split("… ")[1].split()[0].replace(",", "")) for line in shown)
    heads = sum(len(line.split("…")[0]) + 2 for line in shown)
    assert total + heads + len("CLS\r\nPRINT 1,1\r\n") == told.bytes, "every byte is accounted for"
    star = listed(ROLL, "starprnt")
    assert all(line.text.startswith("ESC GS S … ") for line in star.paper)


def test_a_layout_for_other_printers_is_no_layout_to_mend() -> None:
    with pytest.raises(LayoutMisfit) as caught:
        listed(replace(TICKET, source=TICKET.source.replace('"tspl", ', "").replace(', "tspl"', "")), "tspl")
    assert "tspl" not in str(caught.value.facts["made_for"])
    assert "another layout" in caught.value.next_step


def test_what_is_no_command_is_still_shown() -> None:
    assert lines_of("escpos", b"\x1b@\x1b\x7fabc") == ["ESC @  ··abc"]
    assert lines_of("mars", bytes(range(30))) == [bytes(range(24)).hex(" "), bytes(range(24, 30)).hex(" ")]
    assert lines_of("zpl", b"^XA^FS" * 700)[-1] == "… 100 more lines"


def test_documents_have_lines_too() -> None:
    receipt = DESK.open("receipt-80mm")
    told = DESK.commands(receipt, DESK.sample("receipt"), "escpos", 203, "de")
    assert any("Programmheft" in line.text for line in told.paper)
    assert {line.item for line in told.paper} == {-1}
