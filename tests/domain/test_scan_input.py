"""What scanners send: cleaned, recognised, and never a fault."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.domain.test_ticket_code_document import VECTORS, our_code
from tests.oracles.ticket_code_by_the_book import as_digits
from ticketforge_desktop.domain.codes import CodeFault
from ticketforge_desktop.domain.scan_input import LONGEST, Scan, ScanKind, clean, recognise

CODE: str = VECTORS["codes"][0]["code"]
EAN: str = VECTORS["names"][0]["ean"]
NUMBER: str = VECTORS["names"][0]["number"]


@pytest.mark.parametrize(
    "wrapped",
    [
        "{}\r\n",
        "\x02{}\x03",
        "]Q1{}",  # AIM identifier of a QR code
        "]Q1\\000026{}",  # with ECI 26 (UTF-8)
        "\\000026{}",
        "\x1d{}\x04",
        "\ufeff {} \u200b",
        "\t{}\t",
    ],
)
@pytest.mark.parametrize(("scan", "kind"), [(CODE, ScanKind.CODE), (EAN, ScanKind.EAN), (NUMBER, ScanKind.NUMBER)])
def test_what_readers_put_around_a_scan_is_taken_off(wrapped: str, scan: str, kind: ScanKind) -> None:
    assert recognise(wrapped.format(scan)).kind is kind


def test_a_code_sent_in_groups_is_one_code() -> None:
    grouped = " ".join(CODE[at : at + 40] for at in range(0, len(CODE), 40))
    assert recognise(grouped) == recognise(CODE)


def test_the_three_kinds_carry_what_is_looked_up() -> None:
    code = recognise(CODE).code
    assert code is not None
    assert code.payload.ticket.hex() == VECTORS["codes"][0]["ticket_id"]
    assert recognise(f"]E0{EAN}") == Scan(ScanKind.EAN, EAN)
    assert recognise(NUMBER.lower().replace("-", " – ")) == Scan(ScanKind.NUMBER, NUMBER)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (CODE[:-1], CodeFault.LENGTH),
        (CODE + "0", CodeFault.LENGTH),
        (CODE[:100], CodeFault.LENGTH),
        (CODE[:-1] + str((int(CODE[-1]) + 1) % 10), CodeFault.CHECKSUM),
        ("", None),
        ("Schmidt", None),
        ("https://example.org/t/84701", None),
        (EAN[:-1] + str((int(EAN[-1]) + 1) % 10), None),
        ("８４７０１" + CODE[5:], None),  # digits, but none of ours
        ("\ud800", None),
    ],
)
def test_nothing_else_is_guessed_to_be_a_ticket(raw: str, fault: CodeFault | None) -> None:
    assert recognise(raw) == Scan(ScanKind.NOTHING, fault=fault)


def test_garbage_of_any_length_is_dropped_unread() -> None:
    assert clean("8" * (LONGEST + 1)) == ""
    assert recognise("\x00garbage" * 2_000).kind is ScanKind.NOTHING
    assert recognise(CODE + "\n" * 10_000).kind is ScanKind.NOTHING


@settings(max_examples=600)
@given(st.text(max_size=600) | st.text("0123456789]\\Q1 -\r\x1d", max_size=300))
@example("]" * 5)
@example("\\00000")
def test_any_text_gives_an_answer_and_none_is_a_code(raw: str) -> None:
    """A text that is a code by chance would need a checksum of five digits and 88 fitting bytes."""
    assert recognise(raw).kind is not ScanKind.CODE


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(min_size=8, max_size=8), st.integers(1, 65_535))
def test_every_one_digit_change_of_a_code_is_seen_before_any_signature(key: bytes, ticket: bytes, issue: int) -> None:
    code = our_code(key, "shop.myshopify.com", "event", "category", ticket, issue)
    assert recognise(code).kind is ScanKind.CODE
    for place in range(len(code)):
        changed = code[:place] + str((int(code[place]) + 1 + place % 9) % 10) + code[place + 1 :]
        assert recognise(changed).kind is ScanKind.NOTHING


def test_digits_that_changed_places_are_seen() -> None:
    for place in range(len(CODE) - 1):
        if CODE[place] != CODE[place + 1]:
            swapped = CODE[:place] + CODE[place + 1] + CODE[place] + CODE[place + 2 :]
            assert recognise(swapped).kind is ScanKind.NOTHING


@pytest.mark.parametrize(
    ("start", "fault"),
    [
        ("02" + "00" * 21 + "0001", CodeFault.VERSION),  # a format of later days
        ("01" + "00" * 21 + "0000", CodeFault.FORMAT),  # issue 0
    ],
)
def test_well_formed_digits_of_another_format_are_no_code(start: str, fault: CodeFault) -> None:
    assert recognise(as_digits(bytes.fromhex(start) + bytes(64))) == Scan(ScanKind.NOTHING, fault=fault)
