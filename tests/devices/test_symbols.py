"""Codes: each writer is held against another, and what a scanner reads is what was put in."""

from __future__ import annotations

import pytest
import qrcode
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.devices.tickets import NASTY, SHELF, codes_on, ean_for, face, read
from ticketforge_desktop.devices.printing import symbols
from ticketforge_desktop.devices.printing.preview import Preview
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printing import PatternMark, TextMark

DIGITS = st.text("0123456789", min_size=1, max_size=255)


def picture(matrix: symbols.Matrix) -> Image.Image:
    side = len(matrix)
    small = Image.frombytes("L", (side, side), b"".join(matrix))
    whole = Image.new("L", (side + 8, side + 8), 255)
    whole.paste(small, (4, 4))
    return whole.resize((whole.width * 4, whole.height * 4), Image.Resampling.NEAREST)


@settings(max_examples=25, deadline=None)
@given(DIGITS)
def test_two_writers_of_qr_codes_agree_but_for_the_mask_each_prefers(digits: str) -> None:
    matrix = symbols.qr_matrix(digits)

    def other(mask: int) -> symbols.Matrix:
        symbol = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0, mask_pattern=mask)
        symbol.add_data(digits)
        symbol.make(fit=True)
        return tuple(bytes(0 if dark else 255 for dark in row) for row in symbol.get_matrix())

    assert matrix in [other(mask) for mask in range(8)]
    assert read(picture(matrix)) == {digits}


def test_a_ticket_code_is_version_6_as_layouts_plan_it() -> None:
    assert symbols.qr_side(symbols.TICKET_DIGITS) == 41 == len(symbols.qr_matrix(face().code))
    assert len(face().code) == symbols.TICKET_DIGITS


@pytest.mark.parametrize("digits", [1, 34, 35, 202, 203, 255, 256, 1600])
def test_sizes_are_planned_as_the_writer_makes_them(digits: int) -> None:
    assert len(symbols.qr_matrix("7" * digits)) == symbols.qr_side(digits)


@pytest.mark.parametrize("code", ["", "12 3", "12a", "²³", "-1", "9" * 1601])
def test_codes_that_are_no_digits_or_too_long_are_refused(code: str) -> None:
    with pytest.raises(BadInput):
        symbols.qr_matrix(code)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=20))
def test_two_writers_of_eans_agree(seed: str) -> None:
    ean = ean_for(seed)
    theirs = zxingcpp.create_barcode(ean, zxingcpp.BarcodeFormat.EAN13)
    rows = memoryview(theirs.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]
    first = bytes(rows)[: symbols.EAN_MODULES]

    assert symbols.ean13_bits(ean) == "".join("0" if module else "1" for module in first)
    assert sum(width for _, width in symbols.bar_runs(symbols.ean13_bits(ean))) == symbols.ean13_bits(ean).count("1")


@pytest.mark.parametrize("text", ["https" + "://pay.example/ä?x=1&y=2", "A", "1" * 500, "Grüße 😀"])
def test_codes_for_screens_hold_any_text(text: str) -> None:
    assert read(picture(symbols.onscreen_qr(text))) == {text}


@pytest.mark.parametrize("text", ["", "x" * 5000])
def test_codes_for_screens_say_what_does_not_fit(text: str) -> None:
    with pytest.raises(BadInput):
        symbols.onscreen_qr(text)


@pytest.mark.parametrize("name", [info.name for info in SHELF.all() if info.document == "ticket"])
def test_the_preview_shows_the_codes_that_will_be_printed(name: str) -> None:
    drawing = Preview(SHELF).drawing(face(), name, 203, "de")
    scale = 8
    paper = Image.new("L", (round(drawing.width * scale), round(drawing.height * scale)), 255)
    for mark in drawing.marks:
        if isinstance(mark, PatternMark):
            for x, y, width, height in mark.rectangles:
                corner = (round(x * scale), round(y * scale))
                paper.paste(0, (*corner, round((x + width) * scale), round((y + height) * scale)))

    assert read(paper) == codes_on(SHELF.layout(name), face())
    texts = [mark.text for mark in drawing.marks if isinstance(mark, TextMark)]
    assert any("Glasperlen" in text for text in texts)
    assert "DEMO" not in " ".join(texts)


@pytest.mark.parametrize("text", NASTY)
def test_the_preview_takes_any_text(text: str) -> None:
    assert Preview(SHELF).drawing(face(event=text, holder=text), "roll-80mm", 203, "en").marks
