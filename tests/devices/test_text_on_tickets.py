"""Words, dates and prices: as people write them, fitted into their area, safe in any script."""

from __future__ import annotations

import io
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont

from tests.devices.tickets import EIGHTY, NASTY, face
from ticketforge_desktop.devices.printing import formats, templates, truetype
from ticketforge_desktop.devices.printing.fit import block_height, fit
from ticketforge_desktop.devices.printing.languages import canvas
from ticketforge_desktop.devices.printing.metrics import Font0, ShippedFaces
from ticketforge_desktop.devices.printing.text import clean, visual
from ticketforge_desktop.domain.money import Money

NBSP = "\N{NO-BREAK SPACE}"
EVENING = datetime(2026, 11, 14, 19, 0, tzinfo=UTC)


def filled(source: str, language: str = "de", **changes: object) -> str:
    read = templates.parse(source).reader(lambda name, form: formats.field_reader(name, form, language))
    return read(face(**changes)).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("source", "german", "english"),
    [
        ("{starts_at}", "Sa 14.11.2026, 20:00", "Sat 14 Nov 2026, 20:00"),
        ("{starts_at:date}", "Sa 14.11.2026", "Sat 14 Nov 2026"),
        ("{starts_at:long}", "Samstag, 14. November 2026", "Saturday, 14 November 2026"),
        ("{starts_at:weekday} {doors_at:time}", "Samstag 18:30", "Saturday 18:30"),
        ("{price}", "42,00 €", "€42.00"),
        ("{price:plain}", "42,00", "42.00"),
        ("{price:code}", "42,00 EUR", "EUR 42.00"),
        ("{ean:spaced}", "2 085177 390619", "2 085177 390619"),
        ("{category:upper}", "STEHPLATZ INNENRAUM", "STEHPLATZ INNENRAUM"),
        ("{order} · {unit}/{units}", "#1042 · 2/4", "#1042 · 2/4"),
        ("{{{unit}}} [[x]]", "{2} [x]", "{2} [x]"),
    ],
)
def test_fields_are_put_into_words(source: str, german: str, english: str) -> None:
    assert filled(source) == german
    assert filled(source, "en") == english


@pytest.mark.parametrize(
    ("minor", "currency", "german", "english"),
    [
        (123_456_789, "EUR", "1.234.567,89 €", "€1,234,567.89"),
        (1200, "JPY", "1.200 ¥", "¥1,200"),
        (4250, "CHF", "42,50 CHF", "CHF 42.50"),
        (4250, "PLN", "42,50 zł", "42.50 zł"),
        (4250, "CAD", "42,50 CA$", "CA$42.50"),
        (12_345, "KWD", "12,345 KWD", "KWD 12.345"),
        (-500, "GBP", "-5,00 £", "-£5.00"),
        (0, "EUR", "0,00 €", "€0.00"),
    ],
)
def test_prices_by_currency(minor: int, currency: str, german: str, english: str) -> None:
    assert filled("{price}", price=Money(minor, currency)) == german
    assert filled("{price}", "en", price=Money(minor, currency)) == english


@pytest.mark.parametrize(
    ("zone", "at", "shown"),
    [
        ("America/New_York", EVENING, "14:00"),
        ("Australia/Sydney", EVENING, "06:00"),
        ("Europe/London", datetime(2026, 7, 1, 19, 0, tzinfo=UTC), "20:00"),
        ("Mars/Olympus", EVENING, "19:00 UTC"),
        ("", EVENING, "19:00 UTC"),
        ("../../etc/passwd", EVENING, "19:00 UTC"),
        ("UTC", EVENING, "19:00"),
    ],
)
def test_times_are_those_of_the_venue(zone: str, at: datetime, shown: str) -> None:
    assert filled("{starts_at:time}", zone=zone, starts_at=at) == shown


def test_parts_without_data_vanish_with_their_words() -> None:
    assert filled("{venue}[, {city}]", city="") == "Hafenhalle"
    assert filled("Einlass {doors_at:time}", doors_at=None) == ""
    assert filled("[Reihe {seat} · ]{category}", seat="") == "Stehplatz Innenraum"
    assert filled("Ausgabe {issue}") == "Ausgabe 1"


@pytest.mark.parametrize("source", ["{", "}", "a{b", "[{seat}", "{seat}]", "[[{seat}[[[x]"])
def test_templates_that_make_no_sense_are_refused(source: str) -> None:
    with pytest.raises(ValueError, match="'"):
        templates.parse(source)


ROOM = st.tuples(st.floats(20, 400), st.floats(12, 120))


@settings(max_examples=600, deadline=None)
@given(
    st.one_of(st.text(max_size=150), st.sampled_from(NASTY)), ROOM, st.floats(6, 9), st.integers(1, 4), st.booleans()
)
def test_nothing_ever_leaves_its_area(
    text: str, room: tuple[float, float], smallest: float, lines: int, printer: bool
) -> None:
    metrics = Font0() if printer else ShippedFaces()
    words = metrics.prepare(text)
    width = metrics.width(words, bold=True)

    fitted = fit(words, width, room, (24.0, smallest), lines)

    assert len(fitted.lines) <= lines
    assert fitted.pt <= 24
    assert block_height(len(fitted.lines), fitted.pt) <= room[1] + 0.01
    for line in fitted.lines:
        assert width(line) * fitted.pt <= room[0] + 0.01


def test_text_is_shrunk_before_it_is_wrapped_and_wrapped_before_it_is_cut() -> None:
    def width(text: str) -> float:
        return len(text) * 0.5

    assert fit("short", width, (100, 40), (20, 8), 2).pt == 20
    assert fit("shrunk to fit", width, (100, 20), (17, 8), 1).lines == ("shrunk to fit",)
    assert fit("two words", width, (60, 40), (20, 8), 2).lines == ("two", "words")
    assert fit("Schifffahrtsgesellschaft", width, (40, 24), (8, 8), 2).lines == ("Schifffah-", "rtsgesell…")
    assert fit("many more words than fit", width, (40, 12), (8, 8), 1).lines == ("many more…",)


def test_a_name_of_eighty_signs_is_whole_on_the_widest_line_and_cut_honestly_on_a_short_one() -> None:
    metrics = ShippedFaces()
    width = metrics.width(EIGHTY, bold=False)
    assert fit(EIGHTY, width, (300, 12), (9, 5), 1).lines == (EIGHTY,)
    assert fit(EIGHTY, width, (100, 12), (9, 5), 1).lines[0].endswith("…")


@settings(max_examples=300)
@given(st.text(max_size=80))
@example("0\r\xa0")
def test_cleaned_text_holds_nothing_that_steers(text: str) -> None:
    cleaned = clean(text)
    assert not [sign for sign in cleaned if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")]
    assert clean(cleaned) == cleaned
    assert "  " not in cleaned


def test_emoji_vanish_and_signs_no_face_has_are_marked() -> None:
    prepare = ShippedFaces().prepare
    assert prepare("Café 😀🎸 Anna") == "Café Anna"
    assert prepare("漢字 Club") == "?? Club"
    assert prepare("ﬁne №5 Ⅳ ½") == "fine №5 IV ½"
    assert prepare("e\u0301") == "é"


def test_right_to_left_text_is_put_in_the_order_it_is_drawn() -> None:
    # Expected orders worked out by hand from UAX 9; capitals stand for nothing here.
    assert visual("abc 12 (x)") == "abc 12 (x)"
    assert visual("שלום") == "םולש"
    assert visual("שלום 12") == "12 םולש"
    assert visual("Dr. שלום עליכם!") == "Dr. םכילע םולש!"
    assert visual("שלום (Anna)") == "(Anna) םולש"
    assert visual("שלום (לוי)") == "(יול) םולש"


def test_arabic_letters_are_joined() -> None:
    assert visual("محمد") == "\ufeaa\ufee4\ufea4\ufee3", "initial, medial, medial, final, drawn from the left"
    assert visual("لا") == "\ufefb", "lam and alef are one sign"
    assert visual("دا") == "\ufe8d\ufea9", "neither joins forward"


@pytest.mark.parametrize(("bold", "file"), [(False, "Inter-Regular.ttf"), (True, "Inter-Bold.ttf")])
def test_our_reader_of_fonts_agrees_with_reportlabs(bold: bool, file: str) -> None:
    from reportlab.pdfbase.ttfonts import TTFontFile

    theirs = TTFontFile(io.BytesIO(truetype.font_bytes(file)))
    ours = truetype.faces(bold)[0]
    signs = [chr(code) for code in theirs.charToGlyph if code > 0x20 and code not in (0xA0, 0xFFFF)]
    assert len(signs) > 1000
    for sign in signs:
        assert ours.has(sign), hex(ord(sign))
        assert ours.width(sign) * 1000 == pytest.approx(theirs.charWidths[ord(sign)], abs=1)


@pytest.mark.parametrize("text", ["Grüße Żółć 42,00 €", "Стоячие №5 &@", "ÅÇñğ%Q"])
def test_text_as_dots_looks_as_freetype_draws_it(text: str) -> None:
    size = 48
    line = canvas.text_dots(text, size, bold=True)
    ours = Image.frombytes("1", (line.dots.width, line.dots.height), line.dots.packed())
    font = ImageFont.truetype(io.BytesIO(truetype.font_bytes("Inter-Bold.ttf")), size, layout_engine=0)
    theirs = Image.new("1", ours.size, 0)
    draw = ImageDraw.Draw(theirs)
    pen = float(line.left)
    for sign in text:
        draw.text((round(pen), line.above), sign, fill=1, font=font, anchor="ls")
        pen += truetype.faces(True)[0].width(sign) * size

    def ink(picture: Image.Image) -> int:
        return picture.convert("L").histogram()[255]

    both, either = ink(ImageChops.logical_and(ours, theirs)), ink(ImageChops.logical_or(ours, theirs))
    assert both / either > 0.8
