"""Delivery notes and labels from the mirror, and which printer is there for which of them."""

from __future__ import annotations

import pytest

from tests.devices.tickets import SHELF
from tests.oracles import pdf_judge
from tests.services.paper import Hall
from ticketforge_desktop.devices.printing.printer_papers import DevicePapers
from ticketforge_desktop.domain.errors import BadInput, LayoutFault
from ticketforge_desktop.services.ports.print_runs import ItemKind, PostOrder
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.post_papers import PostPapers, Sender

ADDRESSES = {1042: ("Jörg Müller", "Wallstraße 7", "24103 Kiel", "Deutschland")}
SENDER = Sender("Nordlicht · Hafenstraße 12 · 20457 Hamburg")


def printer(language: str, layout: str = "", words: str = "de") -> PrinterSetup:
    place = "spool:laser" if language == "pdf" else "tcp://127.0.0.1:9"
    return PrinterSetup(language, language, place, layout, words=words)


@pytest.fixture
def office(hall: Hall) -> PostPapers:
    return PostPapers(
        hall.profile.queries,
        DevicePapers(SHELF),
        lambda ids: {one: ADDRESSES[one] for one in ids if one in ADDRESSES},
        SENDER,
        hall.clock,
    )


def on_paper(made: bytes) -> str:
    return " ".join(pdf_judge.words(made).split())


def test_a_note_lists_what_was_printed_by_event_and_category(office: PostPapers, hall: Hall) -> None:
    order = PostOrder("#1042", ADDRESSES[1042], tuple(hall.ids[:3]))
    event = hall.profile.queries.event("gala").row
    first = hall.profile.queries.ticket(hall.ids[0])
    for words, more, total in (("de", "und 2 weitere", "3 Stück"), ("en", "and 2 more", "3 pieces")):
        made = office.make(ItemKind.DELIVERY_NOTE, order, printer("pdf", words=words))
        told = on_paper(made.data)
        assert made.layout == "delivery-note-a4"
        for part in (*order.lines, "#1042", "3 ×", event.title, first.category, first.number, more, total, SENDER.line):
            assert part in told, part
    one = PostOrder("#1042", ADDRESSES[1042], tuple(hall.ids[:1]))
    alone = on_paper(office.make(ItemKind.DELIVERY_NOTE, one, printer("pdf")).data)
    assert ("1 Stück" in alone, "weitere" in alone) == (True, False)


def test_a_label_says_where_it_goes_and_whose_it_is(office: PostPapers) -> None:
    order = PostOrder("#1042", ADDRESSES[1042], ())
    told = on_paper(office.make(ItemKind.LABEL, order, printer("pdf")).data)
    assert all(line in told for line in (*order.lines, SENDER.line, "Bestellung #1042"))
    with pytest.raises(BadInput, match="#1042 has no address"):
        office.make(ItemKind.LABEL, PostOrder("#1042", (), ()), printer("zpl"))
    with pytest.raises(LayoutFault):
        office.make(ItemKind.DELIVERY_NOTE, order, printer("zpl"))


def test_without_a_sender_the_shop_s_name_stands_there(hall: Hall) -> None:
    plain = PostPapers(hall.profile.queries, DevicePapers(SHELF), lambda _ids: {}, Sender(), hall.clock)
    shop = hall.profile.queries.shop()
    assert shop is not None
    told = on_paper(plain.make(ItemKind.LABEL, PostOrder("#1", ("Ada",), ()), printer("pdf")).data)
    assert shop.name in told


def test_orders_without_an_address_are_missing(office: PostPapers) -> None:
    assert office.recipients({"#1042": 1042, "#1043": 1043}) == {"#1042": ADDRESSES[1042]}


@pytest.mark.parametrize(
    ("language", "layout", "own", "prints"),
    [
        ("zpl", "label-10x5cm", None, {ItemKind.LABEL}),
        ("zpl", "address-10x5cm", ItemKind.LABEL, {ItemKind.LABEL}),
        ("pdf", "delivery-note-a4", ItemKind.DELIVERY_NOTE, {ItemKind.DELIVERY_NOTE, ItemKind.LABEL}),
        ("pdf", "", None, {ItemKind.DELIVERY_NOTE, ItemKind.LABEL}),
        ("escpos", "roll-80mm", None, set()),
    ],
)
def test_what_a_printer_is_there_for(
    office: PostPapers, language: str, layout: str, own: ItemKind | None, prints: set[ItemKind]
) -> None:
    setup = printer(language, layout)
    assert office.own(setup) is own
    assert {kind for kind in (ItemKind.DELIVERY_NOTE, ItemKind.LABEL) if office.prints(kind, setup)} == prints
