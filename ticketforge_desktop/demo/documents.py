"""What the search index holds of each kind of thing: search term → how it is read.

Values: int (numbers and times), str, tuple of str (any may match), bool, None. A term that is not here is unknown to
the store, and unknown terms fail open (``search``). ``default`` is what bare words are looked for in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.entities import Customer, Level, Order, Variant

Document = dict[str, object]
Readers = Mapping[str, Callable[[Any], object]]


def confirmation_number(order_id: int) -> str:
    """The nine letters a buyer reads on the thank-you page."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    mixed = (order_id * 2_654_435_761) & 0x1FFF_FFFF_FFFF
    return "".join(alphabet[(mixed >> (5 * place)) & 31] for place in range(9))


def stock(variant: Variant) -> int:
    """Available units over all locations (``inventoryQuantity``)."""
    return sum(level.quantities["available"] for level in variant.item.levels.values())


def _person(customer: Customer | None) -> tuple[str, ...]:
    return (customer.first_name or "", customer.last_name or "") if customer else ()


def _fulfillment(order: Order) -> str:
    status = ledger.fulfillment_status(order).lower()
    return {"fulfilled": "shipped", "partially_fulfilled": "partial"}.get(status, status)


ORDER: Readers = {
    "id": lambda o: o.id,
    "name": lambda o: o.name,
    "created_at": lambda o: o.created_at,
    "updated_at": lambda o: o.updated_at,
    "processed_at": lambda o: o.processed_at,
    "financial_status": lambda o: ledger.financial_status(o).lower(),
    "fulfillment_status": _fulfillment,
    "status": lambda o: "cancelled" if o.cancelled_at else "closed" if o.closed_at else "open",
    "return_status": lambda o: ledger.return_status(o).lower(),
    "tag": lambda o: o.tags,
    "source_identifier": lambda o: o.source_identifier,
    "source_name": lambda o: o.source_name,
    "sku": lambda o: tuple(line.item.sku or "" for line in o.lines),
    "email": lambda o: o.email,
    "customer_id": lambda o: o.customer.id if o.customer else None,
    "location_id": lambda o: o.location_id,
    "gateway": lambda o: tuple(t.gateway for t in o.transactions),
    "test": lambda o: str(o.test).lower(),
    "confirmation_number": lambda o: confirmation_number(o.id),
    "discount_code": lambda o: o.discount_code,
    "default": lambda o: (o.name, o.email or "", *_person(o.customer)),
}

PRODUCT: Readers = {
    "id": lambda p: p.id,
    "title": lambda p: p.title,
    "handle": lambda p: p.handle,
    "vendor": lambda p: p.vendor,
    "product_type": lambda p: p.product_type,
    "status": lambda p: p.status.lower(),
    "published_status": lambda p: "published" if p.published_at else "unpublished",
    "tag": lambda p: p.tags,
    "sku": lambda p: tuple(variant.sku for variant in p.variants),
    "barcode": lambda p: tuple(variant.barcode or "" for variant in p.variants),
    "created_at": lambda p: p.created_at,
    "updated_at": lambda p: p.updated_at,
    "published_at": lambda p: p.published_at,
    "inventory_total": lambda p: sum(stock(variant) for variant in p.variants),
    "default": lambda p: (p.title, p.vendor, p.product_type, *p.tags),
}

VARIANT: Readers = {
    "id": lambda v: v.id,
    "sku": lambda v: v.sku,
    "barcode": lambda v: v.barcode,
    "title": lambda v: v.title,
    "product_id": lambda v: v.product.id,
    "product_status": lambda v: v.product.status.lower(),
    "product_type": lambda v: v.product.product_type,
    "vendor": lambda v: v.product.vendor,
    "tag": lambda v: v.product.tags,
    "created_at": lambda v: v.created_at,
    "updated_at": lambda v: v.updated_at,
    "inventory_quantity": stock,
    "taxable": lambda v: str(v.taxable).lower(),
    "default": lambda v: (v.title, v.sku, v.product.title),
}

ITEM: Readers = {
    "id": lambda i: i.id,
    "sku": lambda i: i.sku,
    "created_at": lambda i: i.created_at,
    "updated_at": lambda i: i.updated_at,
    "default": lambda i: (i.sku or "",),
}

CUSTOMER: Readers = {
    "id": lambda c: c.id,
    "email": lambda c: c.email,
    "phone": lambda c: c.phone,
    "first_name": lambda c: c.first_name,
    "last_name": lambda c: c.last_name,
    "state": lambda c: c.state.lower(),
    "tag": lambda c: c.tags,
    "country": lambda c: tuple(a.country_code or "" for a in c.addresses),
    "created_at": lambda c: c.created_at,
    "updated_at": lambda c: c.updated_at,
    "customer_date": lambda c: c.created_at,
    "email_marketing_state": lambda c: c.email_consent.state.lower() if c.email_consent else "not_subscribed",
    "default": lambda c: (c.first_name or "", c.last_name or "", c.email or ""),
}

LEVEL: Readers = {
    "inventory_item_id": lambda level: level.item.id,
    "created_at": lambda level: level.created_at,
    "updated_at": lambda level: level.updated_at,
    "inventory_group_id": lambda level: None,
}


def level_key(level: Level) -> tuple[int, int]:
    """Levels of a location are sorted by their item."""
    return level.item.id, level.location.id


def describer(readers: Readers) -> Callable[[Any], Document]:
    """A function that reads all terms of one thing."""

    def describe(thing: Any) -> Document:
        return {name: read(thing) for name, read in readers.items()}

    return describe
