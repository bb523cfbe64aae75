"""Fulfilments: making, tracking, cancelling them, and holding the work for them.

A fulfilment order is work for one place; a fulfilment is what was handed over of it. Payload shape of 2026-10:
``fulfillmentCreate`` takes ``lineItemsByFulfillmentOrder`` (the former V2).
"""

from __future__ import annotations

from dataclasses import dataclass

from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.entities import FoLine, Fulfillment, FulfillmentLine, FulfillmentOrder, Order
from ticketforge_desktop.demo.gids import gid, number_of
from ticketforge_desktop.demo.mutations.answers import (
    Args,
    Invalid,
    filled,
    refuse,
    rows,
    table,
    text,
    whole,
    words,
)
from ticketforge_desktop.demo.mutations.stock import close_if_done, hand_over, open_work, take_back
from ticketforge_desktop.demo.state import World

SCOPES = ("write_merchant_managed_fulfillment_orders", "write_fulfillments")
SENDABLE = {"OPEN", "IN_PROGRESS"}
Tracking = tuple[tuple[str | None, str | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """Units of one fulfilment order line that go into a parcel."""

    work: FulfillmentOrder
    part: FoLine
    quantity: int


def create_fulfillment(call: MutationCall) -> Payload:
    """``fulfillmentCreate``: all work must belong to one order and one place."""
    given = table(call.args, "fulfillment")
    try:
        shares = [share for row in rows(given, "lineItemsByFulfillmentOrder") for share in _shares(call.world, row)]
        if not shares:
            raise Invalid("Line items by fulfillment order can't be blank", "fulfillment")
        if len({id(share.work.order) for share in shares}) > 1:
            raise Invalid("All fulfillment orders must belong to the same order.", "fulfillment")
        if len({share.work.location.id for share in shares}) > 1:
            raise Invalid("All fulfillment orders must be assigned to the same location.", "fulfillment")
    except Invalid as refused:
        return refuse(["fulfillment"], refused.error)
    parcel = send(call.world, shares, tracking_of(table(given, "trackingInfo")))
    return {"fulfillment": parcel, "userErrors": []}


def _shares(world: World, row: Args) -> list[Share]:
    work = world.find(row.get("fulfillmentOrderId"))
    if not isinstance(work, FulfillmentOrder):
        raise Invalid("Fulfillment order does not exist.", "fulfillment")
    if work.status not in SENDABLE:
        message = f"Fulfillment order has an unfulfillable status= {work.status.lower()}."
        raise Invalid(message, "fulfillment")
    chosen = rows(row, "fulfillmentOrderLineItems")
    if not chosen:
        return [Share(work, part, part.remaining) for part in work.lines if part.remaining]
    return [_share(work, one) for one in chosen]


def _share(work: FulfillmentOrder, row: Args) -> Share:
    number = number_of(row.get("id"), "FulfillmentOrderLineItem")
    part = next((part for part in work.lines if part.id == number), None)
    if part is None:
        raise Invalid("Fulfillment order line item does not exist.", "fulfillment")
    quantity = whole(row, "quantity")
    if quantity < 1:
        raise Invalid("Fulfillment order line item quantity must be greater than 0.", "fulfillment")
    if quantity > part.remaining:
        raise Invalid("Invalid fulfillment order line item quantity requested.", "fulfillment")
    return Share(work, part, quantity)


def send(world: World, shares: list[Share], tracking: Tracking = (), display: str = "FULFILLED") -> Fulfillment:
    """Hand over ``shares``: a parcel is made, its units leave the shelf, finished work is closed."""
    work, order = shares[0].work, shares[0].work.order
    now = world.now()
    parcel = Fulfillment(
        id=world.new_id("Fulfillment"),
        order=order,
        number=max((old.number for old in order.fulfillments), default=0) + 1,
        status="SUCCESS",
        display_status=display,
        created_at=now,
        updated_at=now,
        lines=tuple(
            FulfillmentLine(world.new_id("FulfillmentLineItem"), share.part.line, share.quantity) for share in shares
        ),
        location=work.location,
        fulfillment_order_id=work.id,
        tracking=tracking,
    )
    for share in shares:
        share.part.remaining -= share.quantity
        share.part.line.fulfilled += share.quantity
        hand_over(world, share.part.line, share.work, share.quantity)
    order.fulfillments = (*order.fulfillments, parcel)
    world.adopt("Fulfillment", parcel.id, order)
    for line in parcel.lines:
        world.adopt("FulfillmentLineItem", line.id, order)
    for done in {id(share.work): share.work for share in shares}.values():
        close_if_done(done)
        world.touch(done)
    world.touch_order(order)
    world.announce("Fulfillment", "create", parcel)
    if not open_work(order):
        world.announce("Order", "fulfilled", order)
    return parcel


def send_all(world: World, order: Order, given: Args) -> None:
    """An order created as fulfilled: everything left the house at once."""
    numbers = words(given, "trackingNumbers") or words(given, "trackingNumber")
    tracking: Tracking = tuple((text(given, "trackingCompany"), number, None) for number in numbers)
    for work in open_work(order):
        send(world, [Share(work, part, part.remaining) for part in work.lines], tracking)


def tracking_of(given: Args) -> Tracking:
    """``FulfillmentTrackingInput`` as (company, number, url) triples; numbers and urls pair up by place."""
    numbers = words(given, "numbers") or words(given, "number")
    urls = words(given, "urls") or words(given, "url")
    company = filled(given, "company")
    longest = max(len(numbers), len(urls), 1 if company else 0)
    return tuple(
        (company, numbers[i] if i < len(numbers) else None, urls[i] if i < len(urls) else None) for i in range(longest)
    )


def update_tracking(call: MutationCall) -> Payload:
    """``fulfillmentTrackingInfoUpdate``."""
    parcel = call.world.find(call.args["fulfillmentId"])
    if not isinstance(parcel, Fulfillment):
        return refuse(["fulfillment"], Invalid("Fulfillment does not exist.", "fulfillmentId").error)
    parcel.tracking = tracking_of(table(call.args, "trackingInfoInput"))
    call.world.touch(parcel)
    call.world.touch_order(parcel.order)
    return {"fulfillment": parcel, "userErrors": []}


def cancel_fulfillment(call: MutationCall) -> Payload:
    """``fulfillmentCancel``: its units are to be sent again, in a fulfilment order opened for them."""
    world = call.world
    parcel = world.find(call.args["id"])
    if not isinstance(parcel, Fulfillment):
        return refuse(["fulfillment"], Invalid("Fulfillment not found.", "id").error)
    if parcel.status == "CANCELLED":
        return {"fulfillment": parcel, "userErrors": [Invalid("Fulfillment is already cancelled.", "id").error]}
    order, parcel.status, parcel.display_status = parcel.order, "CANCELLED", "CANCELED"
    _reopen(world, parcel)
    world.touch(parcel)
    world.touch_order(order)
    return {"fulfillment": parcel, "userErrors": []}


def _reopen(world: World, parcel: Fulfillment) -> None:
    """Units that were neither refunded nor returned are owed again where they were owed before."""
    for sent in parcel.lines:
        line = sent.line
        owed = min(sent.quantity, line.fulfilled - line.returned)
        line.fulfilled -= sent.quantity
        line.returned -= sent.quantity - owed
        for work in parcel.order.fulfillment_orders:
            part = next((part for part in work.lines if part.line is line), None)
            if part is None or work.location is not parcel.location or part.total - part.remaining < sent.quantity:
                continue
            part.total -= sent.quantity - owed
            part.remaining += owed
            work.status = "OPEN" if owed and work.status == "CLOSED" else work.status
            take_back(world, line, work, owed)
            world.touch(work)
            break


def create_event(call: MutationCall) -> Payload:
    """``fulfillmentEventCreate``: where a parcel is; the newest event is the parcel's display status."""
    given = table(call.args, "fulfillmentEvent")
    parcel = call.world.find(given.get("fulfillmentId"))
    if not isinstance(parcel, Fulfillment):
        wrong = Invalid("Fulfillment does not exist.", "fulfillmentEvent", "fulfillmentId")
        return refuse(["fulfillmentEvent"], wrong.error)
    now = iso(call.world.now())
    event = {name: value for name, value in given.items() if name != "fulfillmentId"}
    event |= {
        "__typename": "FulfillmentEvent",
        "id": gid("FulfillmentEvent", call.world.new_id("FulfillmentEvent")),
        "createdAt": now,
        "happenedAt": given.get("happenedAt") or now,
    }
    parcel.events = (*parcel.events, event)
    if parcel.status != "CANCELLED":
        parcel.display_status = str(given["status"])
    call.world.touch(parcel)
    call.world.touch_order(parcel.order)
    call.world.announce("FulfillmentEvent", "create", event)
    return {"fulfillmentEvent": event, "userErrors": []}


MUTATIONS = {
    "fulfillmentCreate": Mutation(create_fulfillment, SCOPES),
    "fulfillmentTrackingInfoUpdate": Mutation(update_tracking, SCOPES, cost=50),
    "fulfillmentCancel": Mutation(cancel_fulfillment, SCOPES),
    "fulfillmentEventCreate": Mutation(create_event, SCOPES),
}
