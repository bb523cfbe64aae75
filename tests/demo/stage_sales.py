"""Orders, parcels, returns and drafts in the state that recordings presume."""

from __future__ import annotations

from typing import Any

from tests.demo.replay import HOME, Exchange, Json, numbers
from tests.demo.stage_props import custom_line, order, paid, parcel, product
from tests.demo.stores import START, Store, add_variant
from ticketforge_desktop.demo.clock import from_iso
from ticketforge_desktop.demo.entities import (
    FoLine,
    Fulfillment,
    FulfillmentOrder,
    Order,
)
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.ledger import NO_STATUS
from ticketforge_desktop.demo.money import parse_amount


def cancellable(store: Store, exchange: Exchange) -> None:
    """An order in the state that the answer tells of."""
    made = order(store, int(exchange.variables["orderId"].rsplit("/", 1)[1]))
    errors = exchange.payload.get("orderCancelUserErrors") or exchange.payload.get("userErrors") or []
    message = errors[0]["message"] if errors else ""
    if "already been canceled" in message:
        made.cancelled_at = START
    if "outstanding fulfillments" in message:
        parcel(store, made, 1)


def editable(store: Store, exchange: Exchange) -> None:
    """The order that an edit begins on, as its calculated order shows it."""
    shown = exchange.payload["calculatedOrder"]
    number = int(exchange.variables["id"].rsplit("/", 1)[1])
    rows = (shown.get("lineItems") or {}).get("nodes") or []
    if rows:
        row = rows[0]
        price = parse_amount(row["originalUnitPriceSet"]["shopMoney"]["amount"])
        order(store, number, [custom_line(store, row["title"], row["quantity"], price)])
    elif "totalPriceSet" in shown:
        shop, seen = (
            parse_amount(shown["totalPriceSet"][side]["amount"]) for side in ("shopMoney", "presentmentMoney")
        )
        order(store, number, [custom_line(store, price=shop)], currency="USD", rate=round(seen * 1_000_000 / shop))
    else:
        order(store, number)


def edited(store: Store, exchange: Exchange) -> Json:
    """An edit under way that takes a paid unit off; the recording's notify flag tells whether it was archived."""
    back = -parse_amount(exchange.payload["order"]["totalOutstandingSet"]["shopMoney"]["amount"])
    number = int(exchange.payload["order"]["id"].rsplit("/", 1)[1])
    archived = "Order unarchived" in exchange.payload["successMessages"]
    line = custom_line(store, quantity=2, price=back)
    made = order(store, number, [line], transactions=(paid(store, 2 * back),), closed_at=START if archived else None)
    begin = "mutation($id: ID!) { orderEditBegin(id: $id) { calculatedOrder { id } userErrors { message } } }"
    calculated = store.one(begin, id=gid("Order", made.id))["calculatedOrder"]["id"]
    change = """mutation($id: ID!, $line: ID!) { orderEditSetQuantity(id: $id, lineItemId: $line, quantity: 1) {
      calculatedOrder { id } userErrors { message } } }"""
    store.one(change, id=calculated, line=gid("CalculatedLineItem", line.id))
    return {"id": calculated}


def settled(store: Store, exchange: Exchange) -> None:
    """An order that was paid already, with the recorded transaction."""
    shown = exchange.payload["order"]
    amount = parse_amount(shown["transactions"][0]["amountSet"]["shopMoney"]["amount"])
    number = int(exchange.variables["input"]["id"].rsplit("/", 1)[1])
    order(store, number, [custom_line(store, price=amount)], transactions=(paid(store, amount),))


def to_update(store: Store, exchange: Exchange) -> None:
    """The order before its update."""
    shown = exchange.payload["order"]
    facts: Json = {"email": shown.get("email")}
    if "processedAt" in shown:
        facts["processed_at"] = from_iso(shown["processedAt"])
    order(store, int(shown["id"].rsplit("/", 1)[1]), **facts)


def refundable(store: Store, exchange: Exchange) -> None:
    """A paid order whose payment has the recorded number and gateway, in two currencies where the answer has two."""
    given, payload = exchange.variables["input"], exchange.payload
    parent = int(given["transactions"][0]["parentId"].rsplit("/", 1)[1])
    known = payload["refund"] is not None
    money = paid(store, 2500, parent if known else 77, "bogus-parent-gateway")
    facts: Json = {"transactions": (money,)}
    if given.get("currency"):
        back = payload["refund"]["totalRefundedSet"]
        shop, seen = (parse_amount(back[side]["amount"]) for side in ("shopMoney", "presentmentMoney"))
        facts |= {"currency": given["currency"], "rate": round(seen * 1_000_000 / shop)}
    order(store, int(given["orderId"].rsplit("/", 1)[1]), [custom_line(store, price=2500)], **facts)


def to_send(store: Store, exchange: Exchange) -> None:
    """The fulfilment orders of the question, with the lines and titles of the answer."""
    world = store.world
    shown = (exchange.payload["fulfillment"] or {}).get("fulfillmentLineItems", {}).get("nodes", [])
    row = exchange.variables["fulfillment"]["lineItemsByFulfillmentOrder"][0]
    asked = row.get("fulfillmentOrderLineItems") or [{"id": None, "quantity": n["quantity"]} for n in shown]
    parts = []
    for index, entry in enumerate(asked or [{"id": None, "quantity": 1}]):
        title = shown[index]["lineItem"]["title"] if index < len(shown) else "Item"
        part_id = int(entry["id"].rsplit("/", 1)[1]) if entry["id"] else world.new_id("FulfillmentOrderLineItem")
        parts.append(
            FoLine(part_id, custom_line(store, title, entry["quantity"]), entry["quantity"], entry["quantity"])
        )
    number = int(row["fulfillmentOrderId"].rsplit("/", 1)[1])
    made = Order(1, 1513, START, START, START, None, None, None, tuple(part.line for part in parts))
    work = FulfillmentOrder(number, made, world.locations[HOME], "OPEN", START, START, tuple(parts))
    made.fulfillment_orders = (work,)
    name = (exchange.payload["fulfillment"] or {}).get("name", "-F1")
    if name.endswith("F2"):
        made.fulfillments = (Fulfillment(9, made, 1, "CANCELLED", "CANCELED", START, START, ()),)
    world.add(made)


def sent(store: Store, exchange: Exchange) -> None:
    """A parcel that was sent, as far as the answer found it."""
    found = numbers("Fulfillment", exchange.response)
    if not found:
        return
    made = order(store, 1)
    parcel_made = parcel(store, made, found[0])
    shown = exchange.payload.get("fulfillment") or {}
    if exchange.operation == "fulfillmentCancel":
        parcel_made.tracking = tuple((t["company"], t["number"], t["url"]) for t in shown["trackingInfo"])
    if "events" in shown:
        for event in shown["events"]["nodes"]:
            parcel_made.events = (*parcel_made.events, {"__typename": "FulfillmentEvent", **event})
        parcel_made.display_status = shown["displayStatus"]


def sent_for_event(store: Store, exchange: Exchange) -> None:
    """A parcel that something happened to."""
    if exchange.payload["fulfillmentEvent"] is not None:
        number = int(exchange.variables["fulfillmentEvent"]["fulfillmentId"].rsplit("/", 1)[1])
        parcel(store, order(store, 1), number)


def held(store: Store, exchange: Exchange) -> None:
    """Work with the holds that the answer shows, without the one that is asked for."""
    shown = exchange.payload["fulfillmentOrder"]
    world = store.world
    rows = (shown.get("lineItems") or {}).get("nodes") or []
    parts = [
        FoLine(
            int(row["id"].rsplit("/", 1)[1]),
            custom_line(store, row["lineItem"]["title"], row["totalQuantity"]),
            row["totalQuantity"],
            row["remainingQuantity"],
        )
        for row in rows
    ] or [FoLine(1, custom_line(store), 1, 1)]
    made = Order(1, 1000, START, START, START, None, None, None, tuple(part.line for part in parts))
    number = int(exchange.variables["id"].rsplit("/", 1)[1])
    work = FulfillmentOrder(number, made, world.locations[HOME], "OPEN", START, START, tuple(parts))
    new = (exchange.payload.get("fulfillmentHold") or {}).get("id")
    before = [hold for hold in shown["fulfillmentHolds"] if hold["id"] != new]
    before += [{"id": gone, "handle": gone} for gone in exchange.variables.get("holdIds") or []]
    work.holds = tuple({"__typename": "FulfillmentHold", **hold} for hold in before)
    work.status = "ON_HOLD" if before else "OPEN"
    made.fulfillment_orders = (work,)
    world.add(made)


def returnable(store: Store, exchange: Exchange) -> None:
    """A sent order whose fulfilment line has the recorded number; the answer names the order."""
    given = exchange.variables["returnInput"]
    number = int(given["orderId"].rsplit("/", 1)[1])
    shown = (exchange.payload["return"] or {}).get("order") or {}
    name = shown.get("name", "#1000")
    row = given["returnLineItems"][0]
    made = order(store, number, [custom_line(store, quantity=row["quantity"] + 1)], number=int(name[1:]))
    parcel(store, made, 1, line_ids=[int(row["fulfillmentLineItemId"].rsplit("/", 1)[1])])


def returning(store: Store, exchange: Exchange) -> Json | None:
    """A return with as many lines as the question processes; its numbers are ours."""
    shown = exchange.payload["return"]
    create = """mutation($r: ReturnInput!) { returnCreate(returnInput: $r) { return { id
      returnLineItems(first: 5) { nodes { id } } } userErrors { message } } }"""
    wanted = exchange.variables["input"]
    errors = exchange.payload["userErrors"]
    if errors and errors[0]["field"] == ["input", "returnId"]:
        return None
    quantities = [row["quantity"] for row in wanted["returnLineItems"]]
    made = order(store, 1, [custom_line(store, quantity=q) for q in quantities])
    sent_lines = parcel(store, made, 1).lines
    rows = [
        {
            "fulfillmentLineItemId": gid("FulfillmentLineItem", line.id),
            "quantity": line.quantity,
            "returnReason": "UNWANTED",
        }
        for line in sent_lines
    ]
    given = {"orderId": gid("Order", 1), "returnLineItems": rows}
    ours = store.one(create, r=given)["return"]
    lines = [
        {"id": node["id"] if shown else gid("ReturnLineItem", 1), "quantity": quantity}
        for node, quantity in zip(ours["returnLineItems"]["nodes"], quantities, strict=True)
    ]
    return {"input": {**wanted, "returnId": ours["id"], "returnLineItems": lines}}


def drafted(store: Store, exchange: Exchange) -> Json:
    """An open draft with what the answer tells of it."""
    shown = exchange.payload["draftOrder"]
    create = """mutation($i: DraftOrderInput!) { draftOrderCreate(input: $i) { draftOrder { id }
      userErrors { message } } }"""
    total = ((shown.get("order") or {}).get("totalPriceSet") or {}).get("shopMoney", {}).get("amount", "1.0")
    given = {"email": shown.get("email"), "tags": shown.get("tags") or []}
    line = {"title": "Item", "quantity": 1, "originalUnitPrice": total}
    number = store.one(create, i={**given, "lineItems": [line]})["draftOrder"]["id"]
    refused = bool(exchange.payload["userErrors"])
    return {"id": number, **({"paymentGatewayId": gid("PaymentGateway", 1)} if refused else {})}


def drafted_variant(store: Store, exchange: Exchange) -> None:
    """The variant that a draft's line names, as the answer shows it."""
    for number in numbers("ProductVariant", exchange.variables):
        shown = next(iter(_lines(exchange.payload)), {})
        owner = product(store, number + 1, shown.get("title", "Product"))
        made = add_variant(store.world, owner, number, shown.get("sku") or "", "Default Title", 1995, {HOME: 9}, 1)
        made.item.requires_shipping = True
        made.options = ()


def _lines(payload: Any) -> list[Json]:
    shown = payload.get("calculatedDraftOrder") or payload.get("draftOrder") or {}
    lines = shown.get("lineItems") or []
    return lines["nodes"] if isinstance(lines, dict) else lines


def recorded_order(store: Store, exchange: Exchange) -> None:
    """An order with its words, and what was paid where that is all there is."""
    shown = exchange.payload
    facts: Json = {"number": int((shown.get("name") or "#1000")[1:]), "tags": tuple(shown.get("tags") or ())}
    facts |= {"note": shown.get("note"), "email": shown.get("email"), "forced_status": NO_STATUS}
    if shown.get("processedAt"):
        facts["processed_at"] = from_iso(shown["processedAt"])
    order(store, int(shown["id"].rsplit("/", 1)[1]), **facts)
