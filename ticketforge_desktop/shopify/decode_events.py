"""From the store's words to the trade's: events, their categories, stock and places."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.events import PRODUCT_TYPE, VENDOR, EventStatus, category_of
from ticketforge_desktop.domain.records import CategoryRecord, EventRecord, LocationRecord, StockRecord
from ticketforge_desktop.shopify.decode import minor, number
from ticketforge_desktop.shopify.wire import LevelNode, LocationNode, ProductNode, ProductRef, Value, VariantNode

_ON_SALE: Final = ("PUBLISHED", "SOLD_OUT")


def utc(text: str, zone: str) -> str:
    """A time of a metafield in UTC as the store writes times; a time without offset is in the event's zone.

    What is no time gives "": an event without a date is shown as such.
    """
    if not text:
        return ""
    try:
        moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(zone or "UTC"))
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, KeyError, OSError, OverflowError):
        return ""


def location_record(node: LocationNode) -> LocationRecord:
    """A location."""
    return LocationRecord(number(node.id), node.name, node.is_active)


def stock_record(node: LevelNode) -> StockRecord:
    """Stock of an item at a location; a level that was switched off holds nothing."""
    units = {entry.name: entry.quantity for entry in node.quantities} if node.is_active else {}
    return StockRecord(
        number(node.item.id),
        number(node.location.id),
        units.get("available", 0),
        units.get("reserved", 0),
        units.get("committed", 0),
        units.get("on_hand", 0),
        node.updated_at,
    )


def is_event(node: ProductNode | ProductRef) -> bool:
    """Whether a product is an event: told by vendor and type, not by a search term, which fails open."""
    return node.vendor == VENDOR and node.product_type == PRODUCT_TYPE


def event_id_of(node: ProductNode | ProductRef) -> str:
    """The event's id: the metafield, or the product's own number where a seller made the event without one."""
    return _text(node.event_id) or str(number(node.id))


def event_record(node: ProductNode, currency: str) -> EventRecord:
    """An event product without its variants."""
    zone = _zone(_text(node.time_zone))
    picture = node.featured_media.preview if node.featured_media is not None else None
    age = _text(node.minimum_age)
    return EventRecord(
        event_id=event_id_of(node),
        product_id=number(node.id),
        title=node.title,
        starts_at=utc(_text(node.event_date), zone),
        doors_at=utc(_text(node.doors_at), zone),
        ends_at=utc(_text(node.ends_at), zone),
        zone=zone,
        venue_name=_text(node.venue_name),
        city=_text(node.city),
        country=_text(node.country),
        status=_event_status(_text(node.event_status), node.status),
        minimum_age=int(age) if age.isascii() and age.isdecimal() and len(age) < 4 else 0,
        language=_text(node.language),
        image_url=picture.image.url if picture is not None and picture.image is not None else "",
        tags=",".join(node.tags),
        description=node.description,
        currency=currency,
        created_at=node.created_at,
        updated_at=node.updated_at,
    )


def category_record(node: VariantNode, event_id: str, currency: str) -> CategoryRecord:
    """A variant of an event. A SKU that does not begin with the event's id is a category id as it stands."""
    sku = node.sku or ""
    try:
        category_id = category_of(sku, event_id)
    except BadInput:
        category_id = sku or str(number(node.id))
    capacity = _text(node.capacity)
    return CategoryRecord(
        variant_id=number(node.id),
        event_id=event_id,
        category_id=category_id,
        inventory_item_id=number(node.inventory_item.id),
        name=node.title,
        price_minor=minor(node.price, currency),
        capacity=int(capacity) if capacity.isascii() and capacity.isdecimal() and len(capacity) < 10 else -1,
        position=node.position,
        tracked=node.inventory_item.tracked,
        sells_on=node.inventory_policy == "CONTINUE",
        colour=_colour(_text(node.colour)),
        updated_at=node.updated_at,
    )


def _text(value: Value | None) -> str:
    return value.value if value is not None else ""


def _event_status(told: str, product_status: str) -> str:
    """The event's own status; a product that was taken off sale overrides one that says it is on sale."""
    by_product = {"DRAFT": "DRAFT", "ARCHIVED": "COMPLETED"}.get(product_status, "")
    if told in EventStatus.__members__ and not (by_product and told in _ON_SALE):
        return told
    return by_product or "PUBLISHED"


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key if name else ""
    except (ValueError, OSError, KeyError):
        return ""


def _colour(text: str) -> str:
    body = text.removeprefix("#")
    return text if text != body and len(body) == 6 and all(c in "0123456789abcdefABCDEF" for c in body) else ""
