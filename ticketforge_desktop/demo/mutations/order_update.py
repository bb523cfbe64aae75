"""What may be changed on an order without an edit: ``orderUpdate``, ``orderClose``, ``orderOpen``."""

from __future__ import annotations

import re

from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.mutations.answers import (
    Invalid,
    address,
    find_order,
    pairs,
    refuse,
    rows,
    table,
    text,
    words,
)
from ticketforge_desktop.demo.mutations.metafields import attach
from ticketforge_desktop.demo.mutations.tags import split_tags, tidy

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def update_order(call: MutationCall) -> Payload:
    """``orderUpdate``: only what is named changes; lists replace what was there."""
    given = table(call.args, "input")
    order = find_order(call.world, given.get("id"))
    if order is None:
        return refuse(["order"], Invalid("Order does not exist", "id").error)
    if set(given) == {"id"}:
        return refuse(["order"], Invalid("No valid update parameters have been provided").error)
    email = text(given, "email")
    if email and not EMAIL.fullmatch(email):
        return refuse(["order"], Invalid("Email is invalid", "email").error)
    for name in ("note", "email", "phone"):
        if name in given:
            setattr(order, name, text(given, name) or None)
    if "tags" in given:
        order.tags = tidy(split_tags(words(given, "tags")))
    if "customAttributes" in given:
        order.attributes = pairs(given, "customAttributes")
    if "shippingAddress" in given:
        order.shipping_address = address(table(given, "shippingAddress"), call.world)
    attach(call.context, order, rows(given, "metafields"))
    call.world.touch_order(order)
    return {"order": order, "userErrors": []}


def close_order(call: MutationCall) -> Payload:
    """``orderClose``: archiving what is archived already changes nothing."""
    order = find_order(call.world, table(call.args, "input").get("id"))
    if order is None:
        return refuse(["order"], Invalid("Order does not exist", "id").error)
    if order.closed_at is None:
        order.closed_at = call.world.now()
        call.world.touch_order(order)
    return {"order": order, "userErrors": []}


def open_order(call: MutationCall) -> Payload:
    """``orderOpen``: a cancelled order stays closed."""
    order = find_order(call.world, table(call.args, "input").get("id"))
    if order is None:
        return refuse(["order"], Invalid("Order does not exist", "id").error)
    if order.cancelled_at:
        return {"order": order, "userErrors": [Invalid("Order cannot be opened because it was cancelled", "id").error]}
    if order.closed_at is not None:
        order.closed_at = None
        call.world.touch_order(order)
    return {"order": order, "userErrors": []}


MUTATIONS = {
    "orderUpdate": Mutation(update_order, ("write_orders",)),
    "orderClose": Mutation(close_order, ("write_orders",)),
    "orderOpen": Mutation(open_order, ("write_orders",)),
}
