"""Makes the catalogue: events with their categories, the paper-ticket add-on, and things that are no events.

Metafields of an event, namespace ``ticketforge`` (all on the product, in this order):

================ ======================= =============================================================================
event_id         single_line_text_field  the trade's id, may hold hyphens
event_date       date_time               start, UTC
venue_name       single_line_text_field
doors_at         date_time               doors open, UTC
ends_at          date_time               expected end, UTC
timezone         single_line_text_field  IANA zone of the venue
venue_address    single_line_text_field  one line
city             single_line_text_field
country          single_line_text_field  ISO 3166-1
status           single_line_text_field  DRAFT, PUBLISHED, SOLD_OUT, CANCELLED, COMPLETED
================ ======================= =============================================================================

On each variant: ``category_id`` (single_line_text_field) and ``capacity`` (number_integer).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.entities import InventoryItem, Metafield, Product, Variant
from ticketforge_desktop.demo.made.lines import snapshot_of
from ticketforge_desktop.demo.made.shows import LAYOUTS, SHOWS, Category
from ticketforge_desktop.demo.made.venues import VENUES, Venue
from ticketforge_desktop.demo.state import World

DAY = 86_400
VENDOR = "TicketForge"
EVENT_TYPE = "Event Ticket"
GERMAN = frozenset({"DE", "AT", "CH"})


@dataclass(slots=True, eq=False)
class MadeEvent:
    """An event on its way into the store. ``weight``: how well it sells; ``left``: share of seats still free."""

    product: Product
    event_id: str
    venue: Venue
    starts_at: int
    on_sale_at: int
    status: str
    weight: float
    categories: tuple[Category, ...]
    left: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)  # cumulative, by category


def put_metafield(world: World, owner: Product | Variant, key: str, kind: str, value: str) -> None:
    """One ``ticketforge`` metafield."""
    if owner.metafields is None:
        owner.metafields = {}
    at = owner.created_at
    number = world.new_id("Metafield")
    owner.metafields["ticketforge", key] = Metafield(number, "ticketforge", key, kind, value, at, at, owner)


def make_events(world: World, rng: random.Random, count: int) -> list[MadeEvent]:
    """``count`` events around now: one tonight with doors open, some past, most to come."""
    now = world.now()
    return [_event(world, rng, place, now) for place in range(count)]


def _status(place: int, starts_at: int, now: int) -> str:
    if starts_at < now - 4 * 3_600:
        return "COMPLETED"
    if place % 13 == 7:
        return "CANCELLED"
    if place % 11 == 8:
        return "DRAFT"
    return "SOLD_OUT" if place % 9 == 2 else "PUBLISHED"


def _starts_at(rng: random.Random, place: int, now: int, zone: str) -> int:
    """Tonight for the first (doors opened 40 minutes ago), next evening for the second, then all around."""
    if place == 0:
        return (now + 50 * 60) // 300 * 300
    offset, hour, minute = 1, 20, 0
    if place > 1:
        offset = rng.randint(-28, -1) if place % 4 == 3 else rng.randint(2, 120)
        hour, minute = rng.choice((18, 19, 19, 20, 20)), rng.choice((0, 0, 30))
    # An evening is an evening where the venue stands, in summer time and out of it.
    here = datetime.fromtimestamp(now, ZoneInfo(zone)) + timedelta(days=offset)
    return int(here.replace(hour=hour, minute=minute, second=0, microsecond=0).timestamp())


def _event(world: World, rng: random.Random, place: int, now: int) -> MadeEvent:
    venue = VENUES[place % len(VENUES)]
    title, slug = SHOWS[(place * 7) % len(SHOWS)]
    starts_at = _starts_at(rng, place, now, venue.zone)
    status = "PUBLISHED" if place < 2 else _status(place, starts_at, now)
    date = datetime.fromtimestamp(starts_at, UTC)
    # Ids with and without hyphens, as sellers have them.
    event_id = f"{slug}-{date:%y%m%d}-{place + 1}" if place % 3 else f"EV{1000 + place}"
    on_sale_at = min(now - 2 * DAY, starts_at - rng.randint(45, 110) * DAY)
    product = Product(
        id=world.new_id("Product"),
        title=f"{title} · {venue.city}",
        handle=f"{event_id}".lower(),
        vendor=VENDOR,
        product_type=EVENT_TYPE,
        status={"DRAFT": "DRAFT", "COMPLETED": "ARCHIVED"}.get(status, "ACTIVE"),
        created_at=on_sale_at,
        updated_at=on_sale_at,
        published_at=None if status == "DRAFT" else on_sale_at,
        description_html=f"<p>{title} – {venue.name}, {venue.city}</p>",
        tags=tuple(sorted({venue.city, venue.country, "TicketForge"})),
        options=("Kategorie",) if venue.country in GERMAN else ("Category",),
        publications=frozenset() if status == "DRAFT" else frozenset({1, 2}),
    )
    _describe(world, product, event_id, venue, starts_at, status)
    layout = LAYOUTS[place % len(LAYOUTS)]
    made = MadeEvent(product, event_id, venue, starts_at, on_sale_at, status, _weight(place, rng, status), layout)
    product.variants = tuple(_variant(world, made, number, category) for number, category in enumerate(layout))
    made.shares = list(accumulate(category.share for category in layout))
    made.left = [_left(place, number, status, rng) for number in range(len(layout))]
    return made


def _weight(place: int, rng: random.Random, status: str) -> float:
    if status == "DRAFT":
        return 0.0
    return 4.0 if place == 0 else 0.3 + rng.random() ** 2 * 3


def _left(place: int, number: int, status: str, rng: random.Random) -> float:
    """Sold out, critical, nearly sold out or free: every kind occurs in every store of ten events."""
    if status == "SOLD_OUT":
        return 0.0
    kinds = (0.45, 0.04, 0.0, 0.12, 0.28, 0.7)
    return kinds[(place + number * 2) % len(kinds)] * (0.8 + 0.2 * rng.random())


def _describe(world: World, product: Product, event_id: str, venue: Venue, starts_at: int, status: str) -> None:
    text = "single_line_text_field"
    values = (
        ("event_id", text, event_id),
        ("event_date", "date_time", iso(starts_at) or ""),
        ("venue_name", text, venue.name),
        ("doors_at", "date_time", iso(starts_at - 90 * 60) or ""),
        ("ends_at", "date_time", iso(starts_at + 150 * 60) or ""),
        ("timezone", text, venue.zone),
        ("venue_address", text, f"{venue.street}, {venue.zip} {venue.city}"),
        ("city", text, venue.city),
        ("country", text, venue.country),
        ("status", text, status),
    )
    for key, kind, value in values:
        put_metafield(world, product, key, kind, value)


def _variant(world: World, made: MadeEvent, number: int, category: Category) -> Variant:
    product = made.product
    word = category.german if made.venue.country in GERMAN else category.english
    variant = add_variant(world, product, word, f"{made.event_id}-{category.id}", category.price, number)
    put_metafield(world, variant, "category_id", "single_line_text_field", category.id)
    return variant


def add_variant(world: World, product: Product, title: str, sku: str, price: int, number: int) -> Variant:
    """A variant with its inventory item; stock follows when the sales are known."""
    at = product.created_at
    item = InventoryItem(world.new_id("InventoryItem"), None, at, at)
    variant = Variant(
        id=world.new_id("ProductVariant"),
        product=product,
        item=item,
        sku=sku,
        title=title,
        price=price,
        created_at=at,
        updated_at=at,
        position=number + 1,
        options=(title,),
    )
    item.variant = variant
    variant.snapshot = snapshot_of(variant)
    return variant
