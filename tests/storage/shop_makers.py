"""A small shop for the storage tests: events, people, orders, and a bulk load of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.records import (
    CategoryRecord,
    EventRecord,
    LineRecord,
    LocationRecord,
    OrderRecord,
    ParticipantRecord,
    PublicKeyRecord,
    RefundLineRecord,
    ShopRecord,
    StockRecord,
)
from ticketforge_desktop.services.ports.mirror import LoadProgress, MirrorWriter, ShadowMirror, Watermark

SHOP = ShopRecord(1, "buehne.myshopify.com", "Bühne", "EUR", "Europe/Berlin", "standard", "DE")
EARLY = "2026-10-01T10:00:00Z"


def event(event_id: str, product_id: int, **changes: object) -> EventRecord:
    made = EventRecord(
        event_id,
        product_id,
        f"Große {event_id}",
        "2026-11-14T19:00:00Z",
        "2026-11-14T18:00:00Z",
        "2026-11-14T22:00:00Z",
        "Europe/Berlin",
        "Stadthalle",
        "Köln",
        "DE",
        "PUBLISHED",
        0,
        "de",
        "",
        "gala,2026",
        "",
        "EUR",
        EARLY,
        EARLY,
    )
    return made._replace(**changes)  # type: ignore[arg-type]


def category(variant_id: int, event_id: str, category_id: str = "A", **changes: object) -> CategoryRecord:
    made = CategoryRecord(
        variant_id,
        event_id,
        category_id,
        variant_id + 5_000,
        f"Kat {category_id}",
        4200,
        100,
        1,
        True,
        False,
        "",
        EARLY,
    )
    return made._replace(**changes)  # type: ignore[arg-type]


def stock(item_id: int, **changes: object) -> StockRecord:
    return StockRecord(item_id, 1, 90, 0, 0, 90, EARLY)._replace(**changes)  # type: ignore[arg-type]


def person(customer_id: int, name: str, **changes: object) -> ParticipantRecord:
    email = f"{name.split(maxsplit=1)[0].lower()}@example.de"
    made = ParticipantRecord(customer_id, name, email, "+49 221 1234567", "Köln", "DE", False, EARLY, EARLY)
    return made._replace(**changes)  # type: ignore[arg-type]


def order(order_id: int, **changes: object) -> OrderRecord:
    made = OrderRecord(
        order_id=order_id,
        name=f"#{order_id}",
        created_at="2026-10-05T09:00:00Z",
        updated_at="2026-10-05T09:00:00Z",
        processed_at="2026-10-05T09:00:00Z",
        cancelled_at="",
        financial_status="PAID",
        fulfillment_status="UNFULFILLED",
        currency="EUR",
        total_minor=8400,
        original_total_minor=8400,
        refunded_minor=0,
        refunds=0,
        customer_id=0,
        holder="Jürgen Groß",
        email="juergen@example.de",
        phone="",
        source_name="web",
        source_identifier="",
        tags="",
        note="",
        void_units="",
        issues="",
        test=False,
    )
    return made._replace(**changes)  # type: ignore[arg-type]


def line(line_id: int, order_id: int, variant_id: int, sku: str, quantity: int = 2, **changes: object) -> LineRecord:
    made = LineRecord(
        line_id, order_id, variant_id, sku, "Kat A", "TicketForge", quantity, quantity, 4200, "", "", line_id
    )
    return made._replace(**changes)  # type: ignore[arg-type]


def refund(refund_id: int, order_id: int, line_id: int, quantity: int = 1) -> RefundLineRecord:
    return RefundLineRecord(refund_id, order_id, line_id, quantity, "NO_RESTOCK", 4200, "2026-10-06T09:00:00Z")


ADD_ON = "HARDTICKET-ADDON"


@dataclass
class World:
    """What a store holds: the last state of each thing."""

    events: dict[int, EventRecord] = field(default_factory=dict)
    categories: dict[int, CategoryRecord] = field(default_factory=dict)
    stock: dict[tuple[int, int], StockRecord] = field(default_factory=dict)
    people: dict[int, ParticipantRecord] = field(default_factory=dict)
    orders: dict[int, tuple[OrderRecord, tuple[LineRecord, ...], tuple[RefundLineRecord, ...]]] = field(
        default_factory=dict
    )

    def batches(self, size: int = 40, seed: int = 0) -> dict[str, list[StoreBatch]]:
        """A bulk file of each feed, in stretches; children may come before their parents."""
        mixed = random.Random(seed)
        lines = [each for _, found, _ in self.orders.values() for each in found]
        refunds = [each for _, _, found in self.orders.values() for each in found]
        rows: list[tuple[str, object]] = [("orders", found) for found, _, _ in self.orders.values()]
        rows += [("lines", each) for each in lines] + [("refund_lines", each) for each in refunds]
        mixed.shuffle(rows)
        products: list[tuple[str, object]] = [("events", each) for each in self.events.values()]
        products += [("categories", each) for each in self.categories.values()]
        products += [("stock", each) for each in self.stock.values()]
        mixed.shuffle(products)
        people: list[tuple[str, object]] = [("participants", each) for each in self.people.values()]
        return {
            "products": _stretches(products, size),
            "customers": _stretches(people, size),
            "orders": _stretches(rows, size),
        }


def _stretches(rows: Sequence[tuple[str, object]], size: int) -> list[StoreBatch]:
    found = []
    for start in range(0, len(rows), size):
        parts: dict[str, list[object]] = {}
        for name, row in rows[start : start + size]:
            parts.setdefault(name, []).append(row)
        found.append(StoreBatch(**{name: tuple(part) for name, part in parts.items()}))  # type: ignore[arg-type]
    return found or [StoreBatch()]


def small_world(orders: int = 30) -> World:
    """Two events whose ids begin alike, a few people, and orders of every kind."""
    world = World()
    for number, event_id in enumerate(("gala", "gala-2"), start=11):
        world.events[number] = event(event_id, number, city="Köln" if number == 11 else "Zürich")
        for offset, name in enumerate(("A", "B-1")):
            made = category(number * 10 + offset, event_id, name)
            world.categories[made.variant_id] = made
            world.stock[made.inventory_item_id, 1] = stock(made.inventory_item_id, available=60, reserved=offset * 3)
    for number in range(1, 6):
        world.people[number] = person(number, f"Person{number} Müller")
    for number in range(1001, 1001 + orders):
        world.orders[number] = ordered(number, number % 7)
    return world


def ordered(order_id: int, kind: int) -> tuple[OrderRecord, tuple[LineRecord, ...], tuple[RefundLineRecord, ...]]:
    """An order of the shop: plain, two events, posted, refunded in part, cancelled, unpaid, at the till."""
    first = line(order_id * 10, order_id, 110, "gala-A")
    base = order(order_id, customer_id=order_id % 5 + 1, created_at=f"2026-10-{order_id % 27 + 1:02d}T22:30:00Z")
    base = base._replace(processed_at=base.created_at)
    if kind == 1:
        return base, (first, line(order_id * 10 + 1, order_id, 0, "gala-2-B-1", 1)), ()
    if kind == 2:
        posted = line(order_id * 10 + 1, order_id, 900, ADD_ON, 1, price_minor=499)
        again = line(order_id * 10 + 2, order_id, 900, f"{ADD_ON}-7", 3, price_minor=499)
        return base, (first, posted, again), ()
    if kind == 3:
        left = first._replace(current_quantity=1)
        back = base._replace(financial_status="PARTIALLY_REFUNDED", total_minor=4200, refunded_minor=4200, refunds=1)
        return back, (left,), (refund(order_id, order_id, first.line_id),)
    if kind == 4:
        return base._replace(cancelled_at="2026-10-20T10:00:00Z", financial_status="VOIDED"), (first,), ()
    if kind == 5:
        return base._replace(financial_status="PENDING"), (first,), ()
    if kind == 6:
        return base._replace(source_name="pos"), (first._replace(variant_id=111, sku="gala-B-1"),), ()
    return base, (first,), ()


LOCATIONS = StoreBatch(
    locations=(LocationRecord(1, "Lager", True),),
    keys=(PublicKeyRecord("0a0b0c0d", "Kasse", "aa" * 32, EARLY, ""),),
)


def started(feed: str, job: str = "job-1") -> LoadProgress:
    return LoadProgress(feed, job, EARLY, f"http://127.0.0.1/{feed}", 0, 0, False)


def load(shadow: ShadowMirror, feed: str, batches: Sequence[StoreBatch]) -> None:
    """Load a feed, going on where it stands."""
    progress = shadow.progress(feed)
    if progress is None:
        progress = started(feed)
        shadow.begin(progress)
    while not progress.complete:
        index = progress.bytes_done
        done = progress.rows_done + len(batches[index])
        whole = index + 1 == len(batches)
        progress = LoadProgress(feed, progress.job_id, EARLY, progress.url, index + 1, done, whole)
        shadow.load([batches[index]], progress)


def first_sync(writer: MirrorWriter, world: World, *, size: int = 40, seed: int = 0) -> None:
    """A first sync of a whole world."""
    shadow = writer.shadow()
    load(shadow, "locations", [LOCATIONS])
    for feed, batches in world.batches(size, seed).items():
        load(shadow, feed, batches)
    shadow.finish(SHOP, [Watermark("orders", EARLY), Watermark("products", EARLY)])
