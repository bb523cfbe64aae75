"""A big store as ready records: deterministic, quick to make, with names as they are really spread."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.records import (
    CategoryRecord,
    EventRecord,
    LineRecord,
    OrderRecord,
    ParticipantRecord,
    ShopRecord,
    StockRecord,
)
from ticketforge_desktop.services.ports.mirror import LoadProgress, MirrorWriter, Watermark

SHOP = ShopRecord(1, "bench.myshopify.com", "Bench", "EUR", "Europe/Berlin", "standard", "DE")
EAN_KEY = bytes(range(16))
AT = "2026-10-01T10:00:00Z"
CATEGORIES = 5
BATCH = 50_000

_FIRST = (
    "Anna Müller Jürgen Sophie Paul Marie Lukas Lena Felix Clara Jonas Emma Björn Käthe Søren Zoë Łukasz Änne Peter"
    " Hans Ursula Michael Thomas Andreas Stefan Christian Petra Sabine Monika Karin Renate Helga Wolfgang Klaus"
).split()
_LAST = (
    "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf"
    " Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann"
    " Groß Weiß Jäger Vogel Köhler Ødegård Nowak Kowalski"
).split()
_CITIES = "Köln Berlin Zürich Wien München Graz Hamburg Leipzig Düsseldorf Straßburg".split()
_SYLLABLES = "an ma le mu sch mi ber ka to ri el ha ns pe ter fi ko wag ner be ck ho ff lu is so phi jo na da".split()


class Names:
    """Names by the thousand: common ones often, most of them rare, as in any town."""

    def __init__(self, seed: int = 7) -> None:
        self._mixed = random.Random(seed)
        made = [self._invented() for _ in range(30_000)]
        self._first = _FIRST + made[:2_000]
        self._last = _LAST + made[2_000:]
        self._first_weights = [1 / (rank + 8) for rank in range(len(self._first))]
        self._last_weights = [1 / (rank + 30) for rank in range(len(self._last))]

    def draw(self, count: int) -> list[str]:
        first = self._mixed.choices(self._first, self._first_weights, k=count)
        last = self._mixed.choices(self._last, self._last_weights, k=count)
        return [f"{one} {other}" for one, other in zip(first, last, strict=True)]

    def _invented(self) -> str:
        return "".join(self._mixed.choices(_SYLLABLES, k=self._mixed.choice((2, 3, 3, 4)))).capitalize()


@dataclass(frozen=True)
class Size:
    """How big a store: orders, lines an order, tickets a line."""

    orders: int
    lines: int = 1
    quantity: int = 2
    events: int = 500
    people: int = 0


def catalogue(size: Size) -> StoreBatch:
    """Events with five categories each and their stock."""
    events, categories, stock = [], [], []
    for number in range(1, size.events + 1):
        event_id = f"event-{number:05d}"
        day = f"2026-{number % 12 + 1:02d}-{number % 27 + 1:02d}"
        events.append(
            EventRecord(
                event_id,
                number,
                f"Konzert {number}",
                f"{day}T19:00:00Z",
                f"{day}T18:00:00Z",
                f"{day}T22:00:00Z",
                "Europe/Berlin",
                f"Halle {number % 60}",
                _CITIES[number % len(_CITIES)],
                "DE",
                "PUBLISHED",
                0,
                "de",
                "",
                "",
                "",
                "EUR",
                AT,
                AT,
            )
        )
        for place in range(CATEGORIES):
            variant = number * 10 + place
            categories.append(
                CategoryRecord(
                    variant, event_id, f"K{place}", variant, f"Kategorie {place}", 4200 + place, -1, place, 1, 0, "", AT
                )
            )
            stock.append(StockRecord(variant, 1, 100, 0, 0, 100, AT))
    return StoreBatch(events=tuple(events), categories=tuple(categories), stock=tuple(stock))


def people(size: Size) -> Iterator[StoreBatch]:
    """Participants in batches."""
    names = Names()
    for start in range(0, size.people, BATCH):
        found = []
        for number, name in enumerate(names.draw(min(BATCH, size.people - start)), start=start + 1):
            mail = f"{name.replace(' ', '.').lower()}{number % 97}@example.de"
            phone = f"+49 170 {number * 7919 % 10**7:07d}"
            city = _CITIES[number % len(_CITIES)]
            found.append(ParticipantRecord(number, name, mail, phone, city, "DE", 0, AT, AT))
        yield StoreBatch(participants=tuple(found))


def orders(size: Size) -> Iterator[StoreBatch]:
    """Orders with their lines, each order before its lines, in batches of about 50,000 rows."""
    names = Names(11)
    each = max(1, BATCH // (1 + size.lines))
    for start in range(0, size.orders, each):
        count = min(each, size.orders - start)
        found, lines = [], []
        for number, name in enumerate(names.draw(count), start=start + 1):
            day = f"2026-{number % 12 + 1:02d}-{number % 27 + 1:02d}T{number % 24:02d}:{number % 60:02d}:00Z"
            total = 4200 * size.lines * size.quantity
            found.append(
                OrderRecord(
                    number, f"#{number}", day, day, day, "", "PAID", "UNFULFILLED", "EUR", total, total, 0, 0,
                    number % 9999, name, f"g{number}@example.de", "", "web", "", "", "", "", "", 0,
                )
            )  # fmt: skip
            for place in range(size.lines):
                event = (number * 7 + place) % size.events + 1
                category = (number + place) % CATEGORIES
                lines.append(
                    LineRecord(
                        number * 10 + place, number, event * 10 + category, f"event-{event:05d}-K{category}",
                        "Kategorie", "TicketForge", size.quantity, size.quantity, 4200, "", "", place,
                    )
                )  # fmt: skip
        yield StoreBatch(orders=tuple(found), lines=tuple(lines))


def fill(writer: MirrorWriter, size: Size) -> None:
    """A first sync of ready records, through the real shadow."""
    shadow = writer.shadow()
    for feed, batches in (
        ("products", iter([catalogue(size)])),
        ("customers", people(size)),
        ("orders", orders(size)),
    ):
        progress = LoadProgress(feed, "bench", AT, "", 0, 0, False)
        shadow.begin(progress)
        rows = 0
        for batch in batches:
            rows += len(batch)
            shadow.load([batch], LoadProgress(feed, "bench", AT, "", rows, rows, False))
        shadow.load([], LoadProgress(feed, "bench", AT, "", rows, rows, True))
    shadow.finish(SHOP, [Watermark("orders", AT)])
