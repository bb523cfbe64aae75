"""Tickets to print: a usual one, and the nastiest data a store may hold."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import zxingcpp
from PIL import Image

from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.model import Area, EanItem, Layout, LineItem, TearItem
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.ports.printing import TicketFace

SHELF = LayoutShelf()
_FACE = TicketFace(
    ticket_id="00112233aabbccdd",
    number="7KQ2-M9XA-4TZC",
    ean="2085177390619",
    code="84701" + "1234567890" * 21 + "12345678",
    event="Glasperlen – Herbsttour",
    starts_at=datetime(2026, 11, 14, 19, 0, tzinfo=UTC),
    doors_at=datetime(2026, 11, 14, 17, 30, tzinfo=UTC),
    zone="Europe/Berlin",
    venue="Hafenhalle",
    city="Hamburg",
    category="Stehplatz Innenraum",
    price=Money(4200, "EUR"),
    seat="",
    holder="Jörg Müller-Łukaszewicz",
    order="#1042",
    unit=2,
    units=4,
    issue=1,
    shop="Nordlicht Konzerte",
)
EIGHTY = "Maximiliane-Charlotte Freifrau von Württemberg-Schwarzenfels zu Hohenlohe-Ingelf"
NASTY = (
    EIGHTY,
    "^FS^XZ^XA^FDevil",
    "~JA~JR~HS",
    "_5EFS _7EJA __ _",
    "\x1b@\x10\x04\x01\x02STX\x03\r\n^XZ",
    "😀🎸👨‍👩‍👧‍👦🇩🇪 Café",
    "שלום עליכם (12) Cohen",
    "مهرجان الموسيقى العربية ٢٠٢٦",
    "\u202eevil\u202c \u200bzero\u200b \ufeff",
    "<p><rte>{}[]\\|`´ <BC>",
    "Żółć Gęślą Jaźń ŠČŘŽ ğüşiöçİ Őű",
    "Стоячие места Ωδείο Ηρώδου",
    "W" * 120,
    "漢字の名前 ไทย",
    "A\u0301 n\u0303 e\u0302\u0323",
    "(((( )(",
)


def face(**changes: object) -> TicketFace:
    """The usual ticket, changed where the test says so."""
    return replace(_FACE, **changes)  # type: ignore[arg-type]


def nasty_face(text: str) -> TicketFace:
    """The same nasty text wherever the store lets people write."""
    return face(
        event=text, venue=text, city=text, category=text, seat=text, holder=text, order=f"#{text}", shop=text, unit=10,
        units=10, issue=12, price=Money(123_456_789, "CHF"), code=code_for(text), ean=ean_for(text),
    )  # fmt: skip


def nasty_faces() -> list[TicketFace]:
    return [face(), *map(nasty_face, NASTY), face(doors_at=None, starts_at=None, city="", holder="", demo=True)]


def code_for(text: str) -> str:
    """223 digits of its own for each text."""
    return "84701" + "".join(random.Random(text).choices("0123456789", k=218))


def ean_for(text: str) -> str:
    digits = "2" + "".join(random.Random(text).choices("0123456789", k=11))
    total = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits))
    return digits + str(-total % 10)


def read(picture: Image.Image) -> set[str]:
    """Every code in a picture, as a scanner reads it."""
    return {found.text for found in zxingcpp.read_barcodes(picture)}


def codes(*faces: TicketFace) -> set[str]:
    return {text for one in faces for text in (one.code, one.ean)}


def codes_on(layout: Layout, one: TicketFace) -> set[str]:
    """The codes of a ticket on such a layout: a wristband has no EAN."""
    has_ean = any(isinstance(placed.item, EanItem) for placed in layout.items)
    return {one.code, one.ean} if has_ean else {one.code}


def ink_outside(picture: Image.Image, layout: Layout, per_mm: float, slack: float = 0.2) -> list[tuple[int, int]]:
    """Dark dots that lie in no item's area, `slack` mm allowed: what overflows."""
    rest = picture.copy()
    for placed in layout.items:
        area = placed.item.area
        if isinstance(placed.item, TearItem | LineItem):
            area = Area(area.x - 0.5, area.y - 0.5, area.width + 1, area.height + 1)
        box = (area.x - slack, area.y - slack, area.right + slack, area.bottom + slack)
        left, top, right, bottom = (round(side * per_mm) for side in box)
        rest.paste(255, (max(0, left), max(0, top), min(rest.width, right), min(rest.height, bottom)))
    dark = rest.point(lambda value: 255 if value < 128 else 0).getbbox()
    return [] if dark is None else [(dark[0], dark[1]), (dark[2], dark[3])]
