"""The JSON bodies of webhooks: the classic resource shapes, with the fields that receivers act on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ticketforge_desktop.demo import ledger
from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.entities import (
    Address,
    Customer,
    Fulfillment,
    Level,
    Line,
    Order,
    Product,
    Refund,
    Variant,
)
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.money import price
from ticketforge_desktop.demo.state import World

Body = dict[str, Any]


def body_of(world: World, topic: str, thing: Any) -> Body:
    """What a webhook of ``topic`` says of ``thing``; records are said as they are, without what can't be written."""
    if topic.endswith("/delete"):
        return {"id": _number(thing)}
    write = _WRITERS.get(getattr(thing, "TYPE", ""))
    if write is not None:
        return write(world, thing)
    return {"admin_graphql_api_id": thing["id"], **_plain(thing)} if isinstance(thing, Mapping) else {}


def encode(body: Body, include: Iterable[str] = ()) -> bytes:
    """The bytes that are signed; ``include`` names the only fields wanted (``line_items.sku`` goes down)."""
    wanted = list(include)
    chosen = {key: value for key, value in body.items() if _asked(key, wanted)} if wanted else body
    return json.dumps(chosen, ensure_ascii=False, separators=(",", ":")).encode()


def _asked(key: str, wanted: list[str]) -> bool:
    return any(name == key or name.startswith(f"{key}.") for name in wanted)


def _number(thing: Any) -> object:
    return thing["id"] if isinstance(thing, Mapping) else thing.id


def _plain(record: Mapping[str, object]) -> Body:
    return {key: value for key, value in record.items() if isinstance(value, str | int | float | bool | None)}


def _address(address: Address | None) -> Body | None:
    if address is None:
        return None
    return {name: getattr(address, name) for name in Address.__slots__ if name != "id"}


def _line(line: Line) -> Body:
    return {
        "id": line.id,
        "admin_graphql_api_id": gid("LineItem", line.id),
        "sku": line.item.sku,
        "title": line.item.title,
        "variant_id": line.item.variant_id,
        "product_id": line.item.product_id,
        "quantity": line.quantity,
        "current_quantity": line.current_quantity,
        "fulfillable_quantity": ledger.unfulfilled(line),
        "price": price(line.price),
        "properties": [{"name": name, "value": value} for name, value in line.properties],
    }


def _order(world: World, order: Order) -> Body:
    return {
        "id": order.id,
        "admin_graphql_api_id": gid("Order", order.id),
        "name": order.name,
        "order_number": order.number,
        "created_at": iso(order.created_at),
        "updated_at": iso(order.updated_at),
        "processed_at": iso(order.processed_at),
        "cancelled_at": iso(order.cancelled_at),
        "cancel_reason": (order.cancel_reason or "").lower() or None,
        "closed_at": iso(order.closed_at),
        "financial_status": (ledger.shown_status(order) or "").lower() or None,
        "fulfillment_status": {"FULFILLED": "fulfilled", "PARTIALLY_FULFILLED": "partial"}.get(
            ledger.fulfillment_status(order)
        ),
        "currency": world.shop.currency,
        "presentment_currency": order.currency,
        "current_total_price": price(ledger.current_total(order)),
        "total_price": price(ledger.original_total(order)),
        "total_outstanding": price(ledger.outstanding(order)),
        "email": order.email,
        "phone": order.phone,
        "note": order.note,
        "note_attributes": [{"name": name, "value": value} for name, value in order.attributes],
        "tags": ", ".join(order.tags),
        "test": order.test,
        "source_name": order.source_name,
        "source_identifier": order.source_identifier,
        "customer": _customer(world, order.customer) if order.customer else None,
        "shipping_address": _address(order.shipping_address),
        "billing_address": _address(order.billing_address),
        "line_items": [_line(line) for line in order.lines],
        "refunds": [_refund(world, refund) for refund in order.refunds],
    }


def _refund(world: World, refund: Refund) -> Body:
    order = world.order_of("Refund", refund.id)
    return {
        "id": refund.id,
        "admin_graphql_api_id": gid("Refund", refund.id),
        "order_id": order.id if order else None,
        "created_at": iso(refund.created_at),
        "note": refund.note,
        "refund_line_items": [
            {
                "id": row.id,
                "line_item_id": row.line.id,
                "quantity": row.quantity,
                "restock_type": row.restock_type.lower(),
                "location_id": row.location_id,
                "subtotal": price(row.subtotal),
            }
            for row in refund.lines
        ],
        "transactions": [
            {
                "id": t.id,
                "kind": t.kind.lower(),
                "gateway": t.gateway,
                "amount": price(t.amount),
                "parent_id": t.parent_id,
            }
            for t in refund.transactions
        ],
    }


def _customer(world: World, customer: Customer) -> Body:
    return {
        "id": customer.id,
        "admin_graphql_api_id": gid("Customer", customer.id),
        "email": customer.email,
        "phone": customer.phone,
        "first_name": customer.first_name,
        "last_name": customer.last_name,
        "created_at": iso(customer.created_at),
        "updated_at": iso(customer.updated_at),
        "state": customer.state.lower(),
        "tags": ", ".join(customer.tags),
    }


def _product(world: World, product: Product) -> Body:
    return {
        "id": product.id,
        "admin_graphql_api_id": gid("Product", product.id),
        "title": product.title,
        "handle": product.handle,
        "vendor": product.vendor,
        "product_type": product.product_type,
        "status": product.status.lower(),
        "tags": ", ".join(product.tags),
        "created_at": iso(product.created_at),
        "updated_at": iso(product.updated_at),
        "published_at": iso(product.published_at),
        "variants": [_variant(variant) for variant in product.variants],
    }


def _variant(variant: Variant) -> Body:
    return {
        "id": variant.id,
        "admin_graphql_api_id": gid("ProductVariant", variant.id),
        "product_id": variant.product.id,
        "title": variant.title,
        "sku": variant.sku,
        "price": price(variant.price),
        "inventory_item_id": variant.item.id,
        "updated_at": iso(variant.updated_at),
    }


def _level(world: World, level: Level) -> Body:
    return {
        "inventory_item_id": level.item.id,
        "location_id": level.location.id,
        "available": level.quantities["available"],
        "updated_at": iso(level.updated_at),
        "admin_graphql_api_id": gid("InventoryLevel", f"{level.location.id}?inventory_item_id={level.item.id}"),
    }


def _fulfillment(world: World, parcel: Fulfillment) -> Body:
    return {
        "id": parcel.id,
        "admin_graphql_api_id": gid("Fulfillment", parcel.id),
        "order_id": parcel.order.id,
        "status": parcel.status.lower(),
        "created_at": iso(parcel.created_at),
        "updated_at": iso(parcel.updated_at),
        "tracking_company": parcel.tracking[0][0] if parcel.tracking else None,
        "tracking_numbers": [number for _, number, _ in parcel.tracking if number],
        "line_items": [{**_line(row.line), "quantity": row.quantity} for row in parcel.lines],
    }


_WRITERS: dict[str, Callable[[World, Any], Body]] = {
    "Order": _order,
    "Refund": _refund,
    "Customer": _customer,
    "Product": _product,
    "InventoryLevel": _level,
    "Fulfillment": _fulfillment,
}
