"""Fulfilment orders, fulfilments and returns as the schema shows them."""

from __future__ import annotations

from typing import Any

from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.entities import Address, Fulfillment, FulfillmentOrder
from ticketforge_desktop.demo.fields import Args, Resolver
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.views.common import attribute, child_bag, legacy_id, own_gid, time_of

_ACTIONS = {
    "OPEN": ("CREATE_FULFILLMENT", "REPORT_PROGRESS", "MOVE", "HOLD", "SPLIT"),
    "IN_PROGRESS": ("CREATE_FULFILLMENT", "REPORT_PROGRESS", "HOLD"),
    "SCHEDULED": ("MARK_AS_OPEN", "HOLD"),
    "ON_HOLD": ("RELEASE_HOLD", "HOLD", "MOVE"),
}


def _actions(work: FulfillmentOrder, args: Args, context: RequestContext) -> list[dict[str, object]]:
    names = _ACTIONS.get(work.status, ())
    return [{"action": name, "externalUrl": None} for name in names]


def _destination(work: FulfillmentOrder, args: Args, context: RequestContext) -> object:
    address = work.order.shipping_address
    if work.delivery == "NONE" or address is None or not context.personal_data:
        return None
    return {
        "__typename": "FulfillmentOrderDestination",
        "id": gid("FulfillmentOrderDestination", work.id),
        "firstName": address.first_name,
        "lastName": address.last_name,
        **postal(address),
        "email": work.order.email,
    }


def postal(address: Address) -> dict[str, object]:
    """The fields that destinations and places share."""
    return {
        "company": address.company,
        "address1": address.address1,
        "address2": address.address2,
        "city": address.city,
        "zip": address.zip,
        "province": address.province_code,
        "countryCode": address.country_code,
        "phone": address.phone,
    }


def _assigned(work: FulfillmentOrder, args: Args, context: RequestContext) -> object:
    place = work.location
    return {"name": place.name, "location": place, **postal(place.address)}


def _parcels(work: FulfillmentOrder, args: Args, context: RequestContext) -> list[Fulfillment]:
    return [parcel for parcel in work.order.fulfillments if parcel.fulfillment_order_id == work.id]


def _delivery_method(work: FulfillmentOrder, args: Args, context: RequestContext) -> object:
    return {"id": gid("DeliveryMethod", work.id), "methodType": work.delivery}


WORK: dict[str, Resolver] = {
    "id": own_gid,
    "status": attribute("status"),
    "requestStatus": attribute("request_status"),
    "createdAt": time_of("created_at"),
    "updatedAt": time_of("updated_at"),
    "fulfillAt": time_of("created_at"),
    "order": attribute("order"),
    "orderId": lambda w, a, c: gid("Order", w.order.id),
    "orderName": lambda w, a, c: w.order.name,
    "orderProcessedAt": lambda w, a, c: time_of("processed_at")(w.order, a, c),
    "assignedLocation": _assigned,
    "destination": _destination,
    "deliveryMethod": _delivery_method,
    "supportedActions": _actions,
    "fulfillmentHolds": lambda w, a, c: list(w.holds),
    "fulfillments": _parcels,
    "lineItems": lambda w, a, c: w.lines,
}

WORK_LINE: dict[str, Resolver] = {
    "id": own_gid,
    "lineItem": attribute("line"),
    "totalQuantity": attribute("total"),
    "remainingQuantity": attribute("remaining"),
    "sku": lambda w, a, c: w.line.item.sku,
    "productTitle": lambda w, a, c: w.line.item.title,
    "variantTitle": lambda w, a, c: w.line.item.variant_title,
    "vendor": lambda w, a, c: w.line.item.vendor,
    "requiresShipping": lambda w, a, c: w.line.item.requires_shipping,
    "variant": lambda w, a, c: c.world.variants.rows.get(w.line.item.variant_id or 0),
    "originalUnitPriceSet": child_bag("FulfillmentOrderLineItem", lambda w: w.line.price),
}


def _tracking(parcel: Fulfillment, args: Args, context: RequestContext) -> list[dict[str, object]]:
    found: list[dict[str, object]] = [
        {"company": company, "number": number, "url": url} for company, number, url in parcel.tracking
    ]
    return found[: args["first"]] if args.get("first") is not None else found


def _orders_of(parcel: Fulfillment, args: Args, context: RequestContext) -> list[Any]:
    return [work for work in parcel.order.fulfillment_orders if work.id == parcel.fulfillment_order_id]


PARCEL: dict[str, Resolver] = {
    "id": own_gid,
    "legacyResourceId": legacy_id,
    "name": lambda f, a, c: f"{f.order.name}-F{f.number}",
    "status": attribute("status"),
    "displayStatus": attribute("display_status"),
    "createdAt": time_of("created_at"),
    "updatedAt": time_of("updated_at"),
    "order": attribute("order"),
    "location": attribute("location"),
    "trackingInfo": _tracking,
    "fulfillmentLineItems": lambda f, a, c: f.lines,
    "fulfillmentOrders": _orders_of,
    "events": lambda f, a, c: list(f.events),
    "totalQuantity": lambda f, a, c: sum(line.quantity for line in f.lines),
    "requiresShipping": lambda f, a, c: any(line.line.item.requires_shipping for line in f.lines),
}

PARCEL_LINE: dict[str, Resolver] = {
    "id": own_gid,
    "lineItem": attribute("line"),
    "quantity": attribute("quantity"),
    "originalTotalSet": child_bag("FulfillmentLineItem", lambda f: f.line.price * f.quantity),
    "discountedTotalSet": child_bag("FulfillmentLineItem", lambda f: f.line.unit_after_discount * f.quantity),
}

TABLES = {
    "FulfillmentOrder": WORK,
    "FulfillmentOrderLineItem": WORK_LINE,
    "Fulfillment": PARCEL,
    "FulfillmentLineItem": PARCEL_LINE,
}
