"""The generated store is believable, free of contradictions, and the same for the same seed."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import datetime
from functools import cache

import pytest

from tests.demo import invariants
from tests.demo.embedded import NOON, running
from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.clock import StoreClock, from_iso, iso
from ticketforge_desktop.demo.documents import stock
from ticketforge_desktop.demo.entities import Order, Product, Variant
from ticketforge_desktop.demo.generator import generate
from ticketforge_desktop.demo.made.venues import VENUES
from ticketforge_desktop.demo.state import World

EIGHT = {"DE", "AT", "CH", "GB", "US", "FR", "CA", "AU"}


@cache
def world() -> World:
    return generate(StoreClock(frozen_at=NOON), orders=4_000, events=40, seed=3)


def facts(thing: Product | Variant) -> dict[str, str]:
    return {key: field.value for (_, key), field in (thing.metafields or {}).items()}


def events() -> list[Product]:
    return [product for product in world().products if product.product_type == "Event Ticket"]


def count(holds) -> int:
    return sum(1 for order in world().orders if holds(order))


def test_nothing_contradicts_anything() -> None:
    assert invariants.faults(world()) == []


def test_capacity_is_what_is_sold_free_and_reserved() -> None:
    sold: Counter[int] = Counter()
    for order in world().orders:
        for line in order.lines:
            sold[line.item.variant_id or 0] += line.current_quantity
        for refund in order.refunds:
            for part in refund.lines:
                if part.restock_type == "NO_RESTOCK":
                    sold[part.line.item.variant_id or 0] += part.quantity
    for event in events():
        for variant in event.variants:
            reserved = sum(level.quantities["reserved"] for level in variant.item.levels.values())
            assert int(facts(variant)["capacity"]) == sold[variant.id] + stock(variant) + reserved, variant.sku


def test_every_kind_of_event_in_eight_countries() -> None:
    found = [facts(event) for event in events()]
    assert {one["country"] for one in found} == EIGHT
    assert {one["status"] for one in found} == {"DRAFT", "PUBLISHED", "SOLD_OUT", "CANCELLED", "COMPLETED"}
    assert len({one["event_id"] for one in found}) == 40
    assert any("-" in one["event_id"] for one in found)
    assert any("-" not in one["event_id"] for one in found)
    assert {one["timezone"] for one in found} == {venue.zone for venue in VENUES}
    for event, one in zip(events(), found, strict=True):
        assert event.vendor == "TicketForge"
        assert list(one)[:3] == ["event_id", "event_date", "venue_name"]
        assert from_iso(one["doors_at"]) < from_iso(one["event_date"]) < from_iso(one["ends_at"])
        for variant in event.variants:
            assert variant.sku == f"{one['event_id']}-{facts(variant)['category_id']}"
        if one["status"] == "SOLD_OUT":
            assert all(stock(variant) == 0 for variant in event.variants)
        if one["status"] == "COMPLETED":
            assert from_iso(one["event_date"]) < NOON


def test_tonight_has_open_doors_whenever_the_store_starts() -> None:
    for hour in range(0, 24, 3):
        now = NOON + hour * 3_600
        tonight = facts(next(iter(generate(StoreClock(frozen_at=now), orders=30, events=1).products)))
        assert from_iso(tonight["doors_at"]) <= now < from_iso(tonight["event_date"]) <= now + 3_600
        assert tonight["status"] == "PUBLISHED"


def test_stock_of_every_colour() -> None:
    shares = []
    for event in events():
        if facts(event)["status"] == "PUBLISHED":
            for variant in event.variants:
                capacity = int(facts(variant)["capacity"])
                if capacity:
                    shares.append(stock(variant) / capacity)
    assert any(share == 0 for share in shares)
    assert any(0 < share <= 0.05 for share in shares)
    assert any(0.05 < share <= 0.15 for share in shares)
    assert any(share > 0.30 for share in shares)


def test_orders_of_every_kind() -> None:
    statuses = Counter(ledger.financial_status(order) for order in world().orders)
    assert statuses["PAID"] > 3_000
    assert all(statuses[name] >= 5 for name in ("PENDING", "AUTHORIZED", "PARTIALLY_REFUNDED", "REFUNDED", "VOIDED")), (
        statuses
    )
    skus = Counter(line.item.sku for order in world().orders for line in order.lines)
    assert skus["HARDTICKET-ADDON"] > 50
    assert any(str(sku).startswith("HARDTICKET-ADDON-") for sku in skus)
    assert any(str(sku).startswith("SHIRT") for sku in skus)
    assert count(lambda o: o.cancelled_at) > 30
    assert count(lambda o: o.edits and any(line.added_at for line in o.lines)) > 15
    assert count(lambda o: any(line.current_quantity < line.quantity for line in o.lines) and not o.cancelled_at) > 100
    assert count(lambda o: any(p.restock_type == "NO_RESTOCK" for r in o.refunds for p in r.lines)) > 20
    assert count(lambda o: any(p.restock_type == "CANCEL" for r in o.refunds for p in r.lines)) > 50
    assert count(lambda o: o.refunds and not any(r.lines for r in o.refunds)) > 5
    assert count(lambda o: o.customer is None and o.source_name == "web") > 20
    assert count(lambda o: o.source_name == "pos" and o.location_id) > 100
    assert count(lambda o: o.fulfillments and o.fulfillments[0].tracking) > 50
    assert count(lambda o: len(o.lines) > 250) == 1
    assert max(line.quantity for order in world().orders for line in order.lines) == 12
    assert {order.currency for order in world().orders} >= {"EUR", "CHF", "GBP", "USD", "PLN"}


def test_names_of_the_trade() -> None:
    names = {f"{c.first_name} {c.last_name}" for c in world().customers}
    text = " ".join(names)
    assert all(letter in text for letter in "äöüßłŻé")
    assert all(c.email and c.email.isascii() for c in world().customers)
    assert all(c.email.split("@")[1].startswith(("example.", "mail.example.")) for c in world().customers)
    consents = Counter(bool(c.email_consent) for c in world().customers)
    assert consents[True] > 100
    assert consents[False] > 100


def test_sales_are_spread_over_weeks_and_ids_follow_time() -> None:
    orders: list[Order] = list(world().orders)
    assert [o.created_at for o in orders] == sorted(o.created_at for o in orders)
    weeks = Counter((NOON - order.created_at) // (7 * 86_400) for order in orders)
    assert len(weeks) == 10
    assert min(weeks.values()) > 50
    assert all(order.created_at <= order.updated_at <= NOON for order in orders)
    assert orders[-1].created_at > NOON - 6 * 3_600, "something was sold today"


def fingerprint(store) -> str:
    query = """{ orders { edges { node { id name updatedAt email lineItems { edges { node { id sku currentQuantity }
        } } } } } }"""
    job, errors = store.bulk.run_query(query, grouped=False, context=store.context())
    assert errors == []
    store.bulk.wait()
    return hashlib.sha256(job.file.read_bytes()).hexdigest()


def test_the_same_seed_gives_the_same_store() -> None:
    prints = []
    for seed in (5, 5, 6):
        with running(orders=200, seed=seed) as store:
            prints.append((fingerprint(store), store.token, store.client_secret))
    assert prints[0] == prints[1]
    assert prints[0][0] != prints[2][0]
    assert prints[0][1] != prints[2][1]


@pytest.mark.parametrize(("events", "orders"), [(0, 0), (1, 1), (3, 50), (150, 10)])
def test_stores_of_any_size(events: int, orders: int) -> None:
    small = generate(StoreClock(frozen_at=NOON), orders=orders, events=events)
    assert len(small.orders) == orders
    assert len(small.products) == max(1, events) + 3
    assert invariants.faults(small) == []


def test_times_are_written_as_a_store_writes_them() -> None:
    assert iso(NOON) == "2026-11-18T11:06:40Z"
    assert iso(None) is None
    assert from_iso("2026-11-18T11:06:40Z") == from_iso("2026-11-18T12:06:40+01:00") == NOON
    assert from_iso("2026-11-18") == int(datetime.fromisoformat("2026-11-18T00:00:00+00:00").timestamp())
