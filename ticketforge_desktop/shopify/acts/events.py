"""`set_event` and `publish_event`: an event as a whole, and where it is on sale.

The store deletes what a named list leaves out. A category that somebody added in the store, and that this act does not
know, would be gone with its sold tickets: the act is refused instead, unless it says so itself (`drop`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from ticketforge_desktop.domain.events import PRODUCT_TYPE, VENDOR
from ticketforge_desktop.domain.money import decimal_string
from ticketforge_desktop.services.ports.outbox import ActRefused, Safety
from ticketforge_desktop.shopify.acts.kinds import ActKind, Facts, Payload, gid
from ticketforge_desktop.shopify.acts.sales import Currency, Minor
from ticketforge_desktop.shopify.acts.sending import Answer, StoreCall
from ticketforge_desktop.shopify.decode import number
from ticketforge_desktop.shopify.wire import Connection, Node, Ref


class Category(Payload, kw_only=True, frozen=True):
    """A price category. `variant_id` 0: a new one, which may bring stock for one place along."""

    name: Annotated[str, Meta(min_length=1, max_length=255)]
    price_minor: Minor
    sku: str = ""
    variant_id: int = 0
    barcode: str = ""
    oversell: bool = False
    posted: bool = False  # whether it has to be sent by post
    location_id: int = 0
    quantity: int = 0


class EventField(Payload, kw_only=True, frozen=True):
    """A metafield of the event."""

    key: Annotated[str, Meta(min_length=2, max_length=64)]
    value: Annotated[str, Meta(min_length=1)]
    type: str = "single_line_text_field"
    namespace: str = "ticketforge"


class SetEvent(Payload, kw_only=True, frozen=True):
    """An event. `event_id` 0: a new one, known by its `handle` until it has a number; unpublished at first."""

    title: Annotated[str, Meta(min_length=1, max_length=255)]
    handle: Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=255)]
    currency: Currency
    categories: Annotated[list[Category], Meta(min_length=1, max_length=2_048)]
    event_id: int = 0
    description_html: str | None = None
    status: Literal["active", "draft", "archived"] = "active"
    option: str = "Category"
    tags: list[str] | None = None
    fields: list[EventField] = field(default_factory=list)
    drop: list[int] = field(default_factory=list)  # categories to delete

    def __post_init__(self) -> None:
        if len({category.name for category in self.categories}) != len(self.categories):
            raise ValueError("two categories have the same name")


class PublishEvent(Payload, kw_only=True, frozen=True):
    """Put an event on sale; no publications named: in all of the store's. `at` (ISO 8601) for later."""

    event_id: int = 0
    event: str = ""  # the UUID of our act that made it
    publications: list[int] = field(default_factory=list)
    at: str = ""

    def __post_init__(self) -> None:
        if bool(self.event_id) == bool(self.event):
            raise ValueError("either `event_id` or `event` names the event")


class ItemRef(Node):
    """A variant that was set."""

    id: str
    sku: str | None = None
    inventory_item: Ref | None = None


class EventProduct(Node):
    """A product with its variants."""

    id: str
    variants: Connection[ItemRef]
    handle: str = ""


class EventRead(Node):
    """Reply of `event_read`."""

    product: EventProduct | None


class EventSet(Answer):
    """`productSet`."""

    product: EventProduct | None = None


class Publications(Node):
    """Reply of `publications`."""

    publications: Connection[Ref]


def send_event(call: StoreCall, event: SetEvent) -> Facts:
    """Set the event; a new one by its handle, so that twice makes one."""
    identifier = {"id": gid("Product", event.event_id)} if event.event_id else {"handle": event.handle}
    known = call.ask("event_read", EventRead, {"identifier": identifier}).product
    if known is None and event.event_id:
        raise ActRefused("The event is not in the store any more.", reason="gone", errors=[])
    _check_categories(event, known)
    made = call.do("event_set", EventSet, {"identifier": identifier, "input": _input(event)}).product
    if made is None:
        return {}
    variants = [variant for variant in made.variants.nodes if variant]
    return {
        "event_id": number(made.id),
        "handle": made.handle,
        "variants": [number(variant.id) for variant in variants],
        "items": [number(variant.inventory_item.id) if variant.inventory_item else 0 for variant in variants],
    }


def send_publish(call: StoreCall, wanted: PublishEvent) -> Facts:
    """Publish; twice is once."""
    found = wanted.event_id or (call.made(wanted.event) or {}).get("event_id")
    if not isinstance(found, int):
        raise ActRefused("The event this belongs to is not known.", reason="gone", errors=[])
    where = [gid("Publication", publication) for publication in wanted.publications]
    if not where:
        where = [ref.id for ref in call.ask("publications", Publications, {}).publications.nodes if ref]
    when = {"publishDate": wanted.at} if wanted.at else {}
    variables = {"id": gid("Product", found), "input": [{"publicationId": place, **when} for place in where]}
    call.do("event_publish", Answer, variables)
    return {"event_id": found, "publications": [number(place) for place in where]}


def _check_categories(event: SetEvent, known: EventProduct | None) -> None:
    """Nothing is deleted that the act does not name."""
    if known is None or not event.event_id:
        return
    there = {number(variant.id) for variant in known.variants.nodes if variant}
    named = {category.variant_id for category in event.categories} | set(event.drop)
    if there - named:
        raise ActRefused(
            "The event has categories in the store that this change does not know; it would delete them.",
            next_step="Sync, look at the event again, and change it anew.",
            reason="stale",
            errors=[],
            unknown=sorted(there - named),
        )


def _input(event: SetEvent) -> dict[str, object]:
    wanted: dict[str, object] = {
        "title": event.title,
        "handle": event.handle,
        "vendor": VENDOR,
        "productType": PRODUCT_TYPE,
        "status": event.status.upper(),
        "productOptions": [{"name": event.option, "values": [{"name": row.name} for row in event.categories]}],
        "variants": [_variant(event, row) for row in event.categories],
    }
    if event.description_html is not None:
        wanted["descriptionHtml"] = event.description_html
    if event.tags is not None:
        wanted["tags"] = event.tags
    if event.fields:
        wanted["metafields"] = [
            {"namespace": row.namespace, "key": row.key, "type": row.type, "value": row.value} for row in event.fields
        ]
    return wanted


def _variant(event: SetEvent, row: Category) -> dict[str, object]:
    wanted: dict[str, object] = {
        "optionValues": [{"optionName": event.option, "name": row.name}],
        "price": decimal_string(row.price_minor, event.currency),
        "inventoryPolicy": "CONTINUE" if row.oversell else "DENY",
        "inventoryItem": {"tracked": True, "requiresShipping": row.posted},
    }
    if row.variant_id:
        wanted["id"] = gid("ProductVariant", row.variant_id)
    if row.sku:
        wanted["sku"] = row.sku
    if row.barcode:
        wanted["barcode"] = row.barcode
    if row.location_id and not row.variant_id:
        # Stock of a category that is on sale is never set, only adjusted: others sell meanwhile.
        place = {"locationId": gid("Location", row.location_id), "name": "available", "quantity": row.quantity}
        wanted["inventoryQuantities"] = [place]
    return wanted


KINDS = (
    ActKind("set_event", SetEvent, Safety.REPEATABLE, send_event),
    ActKind("publish_event", PublishEvent, Safety.REPEATABLE, send_publish),
)
