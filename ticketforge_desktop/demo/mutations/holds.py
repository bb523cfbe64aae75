"""Holding fulfilment orders back, and letting them go."""

from __future__ import annotations

from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.entities import FulfillmentOrder
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.mutations.answers import Invalid, refuse, table, text, words
from ticketforge_desktop.demo.mutations.parcels import SCOPES

MOST_HOLDS = 10
REASONS = {
    "AWAITING_PAYMENT": "Awaiting payment",
    "AWAITING_RETURN_ITEMS": "Exchange items awaiting return delivery",
    "HIGH_RISK_OF_FRAUD": "High risk of fraud",
    "INCORRECT_ADDRESS": "Incorrect address",
    "INVENTORY_OUT_OF_STOCK": "Inventory out of stock",
    "ONLINE_STORE_POST_PURCHASE_CROSS_SELL": "Upsell offer in progress",
    "UNKNOWN_DELIVERY_DATE": "Unknown delivery date",
    "OTHER": "Other",
}


def hold(call: MutationCall) -> Payload:
    """``fulfillmentOrderHold``: several holds may lie on one order, each under its own handle."""
    nothing = ["fulfillmentHold", "fulfillmentOrder", "remainingFulfillmentOrder"]
    work = call.world.find(call.args["id"])
    if not isinstance(work, FulfillmentOrder):
        message = "Fulfillment order not found."
        return refuse(nothing, Invalid(message, "id", code="FULFILLMENT_ORDER_NOT_FOUND").error)
    given = table(call.args, "fulfillmentHold")
    handle = text(given, "handle") or ""
    if work.status not in {"OPEN", "ON_HOLD", "SCHEDULED"}:
        message = "The fulfillment order is not in a state that allows it to be put on hold."
        return refuse(nothing, Invalid(message, "id", code="TAKEN").error)
    if any(old["handle"] == handle for old in work.holds):
        message = "The handle provided for the fulfillment hold is already in use by this app for another hold."
        code = "DUPLICATE_FULFILLMENT_HOLD_HANDLE"
        return refuse(nothing, Invalid(message, "fulfillmentHold", "handle", code=code).error)
    if len(work.holds) >= MOST_HOLDS:
        message = "The maximum number of fulfillment holds for this fulfillment order has been reached."
        return refuse(nothing, Invalid(message, "id", code="FULFILLMENT_ORDER_HOLD_LIMIT_REACHED").error)
    reason = str(given["reason"])
    entry: dict[str, object] = {
        "__typename": "FulfillmentHold",
        "id": gid("FulfillmentHold", call.world.new_id("FulfillmentHold")),
        "handle": handle,
        "reason": reason,
        "reasonNotes": text(given, "reasonNotes"),
        "displayReason": REASONS.get(reason, "Other"),
        "heldByRequestingApp": True,
    }
    work.holds, work.status = (*work.holds, entry), "ON_HOLD"
    call.world.touch_order(work.order, work)
    return {"fulfillmentHold": entry, "fulfillmentOrder": work, "userErrors": []}


def release_hold(call: MutationCall) -> Payload:
    """``fulfillmentOrderReleaseHold``: the named holds, or all of them when none is named."""
    work = call.world.find(call.args["id"])
    if not isinstance(work, FulfillmentOrder):
        message = "Fulfillment order not found."
        return refuse(["fulfillmentOrder"], Invalid(message, "id", code="FULFILLMENT_ORDER_NOT_FOUND").error)
    chosen = set(words(call.args, "holdIds"))
    work.holds = tuple(old for old in work.holds if chosen and old["id"] not in chosen)
    if not work.holds and work.status == "ON_HOLD":
        work.status = "OPEN"
    call.world.touch_order(work.order, work)
    return {"fulfillmentOrder": work, "userErrors": []}


MUTATIONS = {
    "fulfillmentOrderHold": Mutation(hold, SCOPES),
    "fulfillmentOrderReleaseHold": Mutation(release_hold, SCOPES),
}
