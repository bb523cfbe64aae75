"""Address labels, delivery notes and receipts: rows, pages, and every printer language."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp

from tests.devices.strict_printers import PRINTERS, printer
from tests.devices.tickets import NASTY, SHELF, face
from tests.oracles import pdf_judge
from ticketforge_desktop.devices.printing import document_fields
from ticketforge_desktop.devices.printing.documents import Press, pages_of
from ticketforge_desktop.devices.printing.languages.pdf import PdfRenderer
from ticketforge_desktop.devices.printing.layout_desk import LayoutDesk
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.domain.errors import BadInput, LayoutFault
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.ports.documents import (
    AddressFace,
    DeliveryFace,
    DocumentFace,
    ReceiptFace,
    ReportFace,
    ReportRow,
)
from ticketforge_desktop.services.ports.layout_design import Place

PRESS = Press(SHELF)
DESK = LayoutDesk(SHELF)
LAYOUTS = {info.document: info.name for info in reversed(SHELF.all()) if info.document != "ticket"}  # the first of each
PAIRS = [(kind, language) for kind, name in LAYOUTS.items() for language in SHELF.layout(name).languages]


def address() -> AddressFace:
    found = DESK.sample("address")
    assert isinstance(found, AddressFace)
    return found


def delivery() -> DeliveryFace:
    found = DESK.sample("delivery")
    assert isinstance(found, DeliveryFace)
    return found


def receipt() -> ReceiptFace:
    found = DESK.sample("receipt")
    assert isinstance(found, ReceiptFace)
    return found


def report() -> ReportFace:
    found = DESK.sample("report")
    assert isinstance(found, ReportFace)
    return found


def words(kind: str, one: DocumentFace, language: str = "de") -> str:
    return " ".join(pdf_judge.words(PRESS.render(one, LAYOUTS[kind], "pdf", 203, language)).split())


def test_there_is_a_layout_for_every_document() -> None:
    assert LAYOUTS == {
        "address": "address-10x5cm",
        "delivery": "delivery-note-a4",
        "receipt": "receipt-80mm",
        "report": "report-80mm",
    }


def test_a_receipt_shows_lines_taxes_and_payments() -> None:
    told = words("receipt", receipt())
    parts = ("Glasperlen", "84,00 €", "Summe", "94,50 €", "A 7 % 84,58 € 5,92 € 90,50 €", "B 19 %")
    for part in (*parts, "Bar 100,00 € 5,50 €", "USt-IdNr. DE 123 456 789", "Sa 14.11.2026, 19:12"):
        assert part in told
    assert "€94.50" in words("receipt", receipt(), "en")
    assert "7%" in words("receipt", receipt(), "en")


LINK = "https://nordlicht.example/checkouts/do/6f2a1c9e8b7d4f30/pay?key=" + "0123456789abcdef" * 2


def test_a_receipt_says_what_else_there_is_and_closes_up_where_there_is_nothing() -> None:
    one = receipt()
    more = replace(one, rounding=Money(-1, "EUR"), signed=("TSE 4711", "Signatur a1b2"), pay_link=LINK, copy=2)
    told = words("receipt", more)
    for part in ("– KOPIE 2 –", "Rundung", "-0,01 €", "Rückgeld", "TSE 4711 Signatur a1b2", "Zum Bezahlen scannen"):
        assert part in told
    assert "– COPY 2 –" in words("receipt", more, "en")
    plain = words("receipt", replace(one, change=None))
    assert not [part for part in ("KOPIE", "Rundung", "Rückgeld", "TSE", "scannen") if part in plain]

    layout = SHELF.layout("receipt-80mm")
    (short,), (long,) = pages_of(layout, replace(one, change=None), "de"), pages_of(layout, more, "de")
    assert long.height - short.height == pytest.approx(7 + 4.6 + 4.6 + 2 * 3.4 + 5 + 36)


@pytest.mark.parametrize("language", ["escpos", "starprnt", "tspl"])
def test_the_pay_link_on_a_receipt_is_read_off_the_paper(language: str) -> None:
    one = replace(receipt(), pay_link=LINK)
    (page,) = pages_of(SHELF.layout("receipt-80mm"), one, "de")
    machine = printer(language, page, 203)
    machine.feed(PRESS.render(one, "receipt-80mm", language, 203, "de"))
    (paper,) = machine.done()
    assert [code.text for code in zxingcpp.read_barcodes(paper.picture)] == [LINK]


# As long as a device with a P-384 key writes it: two amounts, two payments, signature and key in base64.
SIGNED = (
    "V0;Kasse-1-5f0c2a;Kassenbeleg-V1;Beleg^4.00_90.50_0.00_0.00_0.00^94.50:Bar_12.00:Unbar;123456;987654;"
    f"2026-11-14T18:12:04.000Z;2026-11-14T18:12:05.250Z;ecdsa-plain-SHA384;unixTime;{'Zm9+/' * 25}Zg==;{'QUJD' * 40}"
)


@pytest.mark.parametrize("language", ["escpos", "starprnt", "tspl", "pdf"])
def test_the_code_of_the_signing_device_is_read_off_the_paper_beside_the_pay_link(language: str) -> None:
    one = replace(receipt(), signed=("TSE 4711",), signed_code=SIGNED, pay_link=LINK)
    layout = SHELF.layout("receipt-80mm")
    (page,), (without,) = pages_of(layout, one, "de"), pages_of(layout, replace(one, signed_code=""), "de")
    assert page.height - without.height == pytest.approx(56)
    data = PRESS.render(one, "receipt-80mm", language, 203, "de")
    if language == "pdf":
        picture = pdf_judge.pages(data)[0]
    else:
        machine = printer(language, page, 203)
        machine.feed(data)
        picture = machine.done()[0].picture
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [SIGNED, LINK]


def test_a_link_that_is_too_long_for_the_paper_is_refused_before_anything_is_printed() -> None:
    with pytest.raises(LayoutFault, match="QR code"):
        PRESS.render(replace(receipt(), pay_link=LINK * 5), "receipt-80mm", "escpos", 203, "de")


def test_the_roll_is_as_long_as_its_lines_and_nothing_lies_on_anything() -> None:
    layout, one = SHELF.layout("receipt-80mm"), receipt()
    long = replace(one, lines=one.lines * 20, taxes=())
    (short_page,), (page,) = pages_of(layout, one, "de"), pages_of(layout, long, "de")

    assert page.height == pytest.approx(short_page.height + 57 * 7.2 - 2 * 4.2)
    texts = [placed.item.area for placed in page.items if placed.item.area.height > 1]
    assert not [(a, b) for i, a in enumerate(texts) for b in texts[i + 1 :] if a.overlaps(b)]
    assert max(area.bottom for area in texts) < page.height
    assert words("receipt", long).count("Pfandbecher") == 20


def test_a_delivery_note_goes_on_over_pages_with_their_numbers() -> None:
    one = delivery()
    rows = tuple(replace(one.rows[0], position=index, title=f"Konzert-{index}!") for index in range(30))
    many = replace(one, rows=rows)
    pdf = PRESS.render(many, "delivery-note-a4", "pdf", 203, "de")

    assert len(pdf_judge.pages(pdf, 40)) == 3
    told = " ".join(pdf_judge.words(pdf).split())
    assert all(told.count(f"Konzert-{index}!") == 1 for index in range(30))
    assert all(f"Seite {page} von 3" in told for page in (1, 2, 3))
    assert told.count("Frau Jördis Müller-Łukaszewicz") == 3
    assert len(PRESS.drawings(many, "delivery-note-a4", 203, "de")) == 3


def test_a_long_address_loses_no_line() -> None:
    long = replace(address(), lines=tuple(f"Zeile {index}" for index in range(1, 9)))
    told = words("address", long)
    assert "Zeile 6, Zeile 7, Zeile 8" in told
    assert told.count("Zeile 1") == 1


HEADS = {"fgl": (203, 300), "tspl": (203, 300), "escpos": (203,), "starprnt": (203,)}


@pytest.mark.parametrize(
    ("kind", "language", "dpi"), [(*pair, dpi) for pair in PAIRS if pair[1] in PRINTERS for dpi in HEADS[pair[1]]]
)
def test_a_strict_printer_prints_one_paper_whatever_stands_on_it(kind: str, language: str, dpi: int) -> None:
    nasty = "".join(NASTY)
    one = {
        "address": replace(address(), lines=NASTY[:6], sender=nasty, order=nasty),
        "receipt": replace(receipt(), shop=nasty, note=nasty, cashier=nasty, address=NASTY),
        "report": replace(report(), title=nasty, rows=tuple(ReportRow(one, nasty) for one in NASTY), notices=NASTY),
    }[kind]
    (page,) = pages_of(SHELF.layout(LAYOUTS[kind]), one, "de")
    machine = printer(language, page, dpi)
    machine.feed(PRESS.render(one, LAYOUTS[kind], language, dpi, "de"))
    assert len(machine.done()) == 1


def test_zpl_printers_keep_nothing_of_a_customers_address_in_their_memory() -> None:
    stored, recalled = PRESS.render(address(), "address-10x5cm", "zpl", 203, "de").split(b"^XF")
    assert b"Kulturverein" not in stored
    assert b"Kulturverein" in recalled


def test_a_layout_for_another_document_is_refused_both_ways() -> None:
    with pytest.raises(LayoutFault, match="made for 'address', not for 'receipt'"):
        PRESS.render(receipt(), "address-10x5cm", "pdf", 203, "de")
    with pytest.raises(LayoutFault, match="made for 'address', not for 'ticket'"):
        PdfRenderer(SHELF).render([face()], "address-10x5cm", 203, "de")
    with pytest.raises(LayoutFault, match="made for 'ticket'"):
        PRESS.drawings(receipt(), "roll-80mm", 203, "de")
    with pytest.raises(LayoutFault, match="not for zpl"):
        PRESS.render(delivery(), "delivery-note-a4", "zpl", 203, "de")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('of = "payments"', 'of = "payment"', "it is one of"),
        ('text = "{method}"', 'text = "{methd}"', "no field {methd} here"),
        ('text = "{amount}"', 'text = "{amount:big}"', "no format 'big'"),
        ("{ width = 40, ", "{ width = 70, ", "the columns need 98.0 mm"),
        ("{ width = 40, ", "{ widht = 40, ", "'widht' means nothing"),
        ("row = 4.6", "row = 1.6", "a row"),
        ("row = 4.6", "row = 60", "not even one row"),
        ("columns = [{ width = 40", "columns = [] # [{ width = 40", "must be a list of tables"),
        ('kind = "line"', 'kind = "notice"', "can only stand on a ticket"),
        ('field = "pay_link"', 'field = "code"', "it is one of pay_link"),
        ('text = "{shop}"', 'text = "{event}"', "no field {event} here"),
    ],
)
def test_faults_of_documents_are_told_with_their_line(tmp_path: Path, old: str, new: str, reason: str) -> None:
    source, _ = SHELF.source("receipt-80mm")
    file = tmp_path / "receipt-80mm.toml"
    file.write_text(source.replace(old, new, 1), encoding="utf-8")
    expected = source[: source.index(old)].count("\n") + 1
    with pytest.raises(LayoutFault) as caught:
        LayoutShelf(tmp_path).check(str(file))
    faults = caught.value.facts["faults"]
    assert isinstance(faults, list)
    assert [entry["line"] for entry in faults if reason in entry["reason"]] == [expected]


@pytest.mark.parametrize("kind", LAYOUTS)
def test_documents_are_designed_like_tickets(kind: str) -> None:
    draft = DESK.open(LAYOUTS[kind])
    assert DESK.drawing(draft, DESK.sample(kind), 203, "de").marks
    assert all(DESK.verdict(draft, [DESK.sample(kind)], language, 203, "de").good for language in draft.languages)
    more = DESK.add(draft, "rows", Place(2, 2, 60, 10))
    assert more.items[-1].values["of"] in DESK.properties("rows", kind)[0].choices
    assert DESK.row_fields(kind, str(more.items[-1].values["of"]))
    assert "event" not in DESK.fields(kind)
    assert DESK.blank("x", 60, 40, ["pdf"], kind).printable
    with pytest.raises(BadInput):
        DESK.add(draft, "qr", Place(2, 2, 30, 30))
    other = DESK.sample("receipt" if kind == "address" else "address")
    assert not DESK.verdict(draft, [other], draft.languages[0], 203, "de").good


def test_rates_and_values_in_words() -> None:
    told = [document_fields.rate(rate, "de") for rate in (1900, 770, 0, -550)]
    assert told == ["19\xa0%", "7,7\xa0%", "0\xa0%", "-5,5\xa0%"]
    assert document_fields.in_words(Money(5, "EUR"), "plain", "en", "UTC") == "0.05"
    assert document_fields.in_words(None, "", "de", "UTC") == ""
    assert document_fields.in_words("ß", "upper", "de", "UTC") == "SS"
