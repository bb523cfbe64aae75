"""The printed door list, as poppler shows it and a scanner reads it."""

from __future__ import annotations

from datetime import UTC, datetime

import zxingcpp

from tests.oracles import pdf_judge
from ticketforge_desktop.devices.printing.door_list import ROWS_A_PAGE, door_list
from ticketforge_desktop.services.ports.blackout import PaperHead, PaperRow

HEAD = PaperHead(
    "Die Zauberflöte", datetime(2026, 11, 14, 19, tzinfo=UTC), "Klangturm, Graz",
    datetime(2026, 11, 14, 17, 2, tzinfo=UTC), "Kassa 1",
)  # fmt: skip


def ean(number: int) -> str:
    """A number of the restricted range with its check digit."""
    body = f"20{number:010d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


def row(number: int, name: str = "Müller, Anna", mark: str = "") -> PaperRow:
    return PaperRow(name, f"#{1000 + number}", "Parkett", "Reihe 12 Platz 7 links außen", "ABC-DEF", ean(number), mark)


def test_every_ticket_of_a_page_is_read_by_a_scanner() -> None:
    rows = [row(number) for number in range(ROWS_A_PAGE + 3)]
    pages = pdf_judge.pages(door_list(HEAD, rows, "de"), dpi=200)
    assert len(pages) == 2
    found = [{code.text for code in zxingcpp.read_barcodes(page, formats=zxingcpp.EAN13)} for page in pages]
    assert found == [{one.ean for one in rows[:ROWS_A_PAGE]}, {one.ean for one in rows[ROWS_A_PAGE:]}]


def test_it_says_whose_it_is_and_how_old_in_both_languages() -> None:
    rows = [row(1, "Öztürk, Änne", "unpaid"), row(2, mark="blocked"), row(3, mark="inside"), row(4, "مراد")]
    german = pdf_judge.words(door_list(HEAD, rows, "de"))
    for words in (
        "Die Zauberflöte",
        "14.11.2026 17:02",
        "Kassa 1",
        "Öztürk, Änne",
        "OFFEN",
        "GESPERRT",
        "Seite 1 von 1",
    ):
        assert words in german
    assert "Platz 7" in german
    assert "links außen" in german, "a seat is told whole"
    english = pdf_judge.words(door_list(HEAD, rows, "en"))
    for words in ("UNPAID", "BLOCKED", "was in", "Page 1 of 1", "4 tickets"):
        assert words in english


def test_an_event_without_tickets_is_a_page_that_says_so_and_odd_ones_stop_nothing() -> None:
    assert "0 Tickets" in pdf_judge.words(door_list(HEAD, [], "de"))
    odd = PaperRow("x" * 200, "", "y " * 100, "", "", "123", "")
    assert "x…" in pdf_judge.words(door_list(HEAD, [odd], "de"))
