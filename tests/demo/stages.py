"""The state that recordings presume, by operation: the least that the recorded question needs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.demo.replay import HOME, Exchange, Json, Stage, numbers, place
from tests.demo.stores import START, Store, add_variant
from ticketforge_desktop.demo.clock import from_iso
from ticketforge_desktop.demo.entities import (
    Address,
    Customer,
    FoLine,
    Fulfillment,
    FulfillmentLine,
    FulfillmentOrder,
    InventoryItem,
    Level,
    Line,
    Location,
    Order,
    Product,
    Snapshot,
    Transaction,
    Variant,
)
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.ledger import NO_STATUS
from ticketforge_desktop.demo.money import parse_amount


def product(store: Store, number: int, title: str = "Product", **facts: Any) -> Product:
    made = Product(number, title, f"handle-{number}", "Vendor", "", "ACTIVE", START, START)
    for name, value in facts.items():
        setattr(made, name, value)
    store.world.add(made)
    return made


def customer(store: Store, number: int, **facts: Any) -> Customer:
    made = Customer(number, "Hermes", "Buyer", f"c{number}@example.com", None, START, START)
    for name, value in facts.items():
        setattr(made, name, value)
    store.world.add(made)
    return made


def item(store: Store, number: int, units: dict[int, int]) -> InventoryItem:
    owner = product(store, number + 1)
    made = InventoryItem(number, None, START, START)
    made.variant = Variant(number + 2, owner, made, "", "Default Title", 1000, START, START)
    owner.variants = (made.variant,)
    for where, quantity in units.items():
        level = Level(made, store.world.locations[where], START, created_at=START)
        level.quantities["available"] = quantity
        made.levels[where] = level
    store.world.add(made)
    store.world.add(made.variant)
    return made


def order(store: Store, order_id: int, lines: list[Line] | None = None, **facts: Any) -> Order:
    world = store.world
    made = Order(order_id, 1000, START, START, START, None, None, None, tuple(lines or [custom_line(store)]))
    for name, value in facts.items():
        setattr(made, name, value)
    if not made.fulfillment_orders:
        parts = tuple(
            FoLine(world.new_id("FulfillmentOrderLineItem"), line, line.quantity, line.quantity) for line in made.lines
        )
        number = world.new_id("FulfillmentOrder")
        made.fulfillment_orders = (FulfillmentOrder(number, made, world.locations[HOME], "OPEN", START, START, parts),)
    world.add(made)
    return made


def custom_line(store: Store, title: str = "Item", quantity: int = 1, price: int = 1000, number: int = 0) -> Line:
    item = Snapshot(None, None, title, None, None, None, True, price)
    return Line(number or store.world.new_id("LineItem"), item, quantity, quantity, price)


def paid(store: Store, amount: int, number: int = 0, gateway: str = "manual", kind: str = "SALE") -> Transaction:
    return Transaction(number or store.world.new_id("OrderTransaction"), kind, "SUCCESS", gateway, amount, START)


def parcel(store: Store, made: Order, number: int, **facts: Any) -> Fulfillment:
    world = store.world
    for line in made.lines:
        line.fulfilled = line.quantity
    for work in made.fulfillment_orders:
        work.status = "CLOSED"
        for part in work.lines:
            part.remaining = 0
    ids = facts.pop("line_ids", None) or [world.new_id("FulfillmentLineItem") for _ in made.lines]
    rows = tuple(FulfillmentLine(n, line, line.quantity) for n, line in zip(ids, made.lines, strict=True))
    sent = Fulfillment(number, made, 1, "SUCCESS", "FULFILLED", START, START, rows, world.locations[HOME])
    for name, value in facts.items():
        setattr(sent, name, value)
    made.fulfillments = (sent,)
    world.adopt("Fulfillment", number, made)
    for row in rows:
        world.adopt("FulfillmentLineItem", row.id, made)
    return sent


def tagged(store: Store, exchange: Exchange) -> None:
    """What bears tags, with those it had before the call."""
    node = exchange.payload and exchange.payload.get("node")
    if not node:
        return
    given = exchange.variables["tags"]
    given = [t.strip() for part in (given if isinstance(given, list) else [given]) for t in part.split(",")]
    after = [t for t in node["tags"] if t not in given] if exchange.operation == "tagsAdd" else [*node["tags"], *given]
    kind, number = exchange.variables["id"].split("/")[-2:]
    if exchange.operation == "tagsRemove" and "red" in given:
        after = [*node["tags"], "Red"]
    if kind == "Product":
        product(store, int(number), tags=tuple(after))
    elif kind == "Order":
        order(store, int(number), tags=tuple(after), number=int(node["name"][1:]))
    elif kind == "Customer":
        names = node["displayName"].rsplit(" ", 1)
        facts = {"first_name": names[0], "last_name": names[1], "email": node["email"]}
        customer(store, int(number), tags=tuple(after), **facts)
    elif kind == "DraftOrder":
        record: Json = {"__typename": "DraftOrder", "id": exchange.variables["id"], "name": node["name"], "tags": after}
        store.world.put(record)


def metafield_owners(store: Store, exchange: Exchange) -> None:
    """Owners that the recording did not miss."""
    missing = {exchange.variables["metafields"][int(e["field"][1])]["ownerId"] for e in exchange.payload["userErrors"]}
    for row in exchange.variables["metafields"]:
        kind, number = row["ownerId"].split("/")[-2:]
        if row["ownerId"] in missing or store.world.find(row["ownerId"]):
            continue
        if kind == "Product":
            product(store, int(number))
        elif kind == "Customer":
            customer(store, int(number))
        elif kind == "ProductVariant":
            owner = product(store, 1)
            add_variant(store.world, owner, int(number), "", "Default Title", 1000, {}, 1)


def same_type_exists(store: Store, exchange: Exchange) -> None:
    """A definition that is taken was there before."""
    if exchange.payload["userErrors"] and exchange.payload["userErrors"][0]["code"] == "TAKEN":
        store.run(exchange.query, **exchange.variables)


def metaobject_definition(store: Store, exchange: Exchange) -> None:
    """The definition behind an upserted handle: its fields are those written."""
    fields = exchange.variables["metaobject"]["fields"]
    definition = {
        "type": exchange.variables["handle"]["type"],
        "displayNameKey": "title" if any(row["key"] == "title" for row in fields) else None,
        "fieldDefinitions": [
            {"key": row["key"], "name": row["key"], "type": "single_line_text_field"} for row in fields
        ],
    }
    document = """mutation($d: MetaobjectDefinitionCreateInput!) { metaobjectDefinitionCreate(definition: $d) {
      metaobjectDefinition { id } userErrors { field message } } }"""
    store.one(document, d=definition)


def stocked(store: Store, exchange: Exchange) -> None:
    """Items at their places with the quantities that the question expects."""
    given = exchange.variables.get("input", exchange.variables)
    for row in given.get("changes", given.get("quantities", [given])):
        where = row.get("locationId") or row["from"]["locationId"]
        spot = place(store, where)
        number = int(row["inventoryItemId"].rsplit("/", 1)[1])
        if exchange.operation == "inventoryActivate":
            level = exchange.payload["inventoryLevel"]
            spot.name = (level.get("location") or {}).get("name", spot.name)
            item(store, number, {})
            continue
        seen = row.get("changeFromQuantity") or (row.get("from") or {}).get("changeFromQuantity") or 0
        item(store, number, {spot.id: seen})


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


def existing_product(store: Store, exchange: Exchange) -> None:
    """The product of a question, with the title and the handle of the answer."""
    shown = (exchange.payload or {}).get("product") or {}
    for number in numbers("Product", exchange.variables):
        facts: Json = {"handle": shown["handle"]} if shown.get("handle") else {}
        product(store, number, shown.get("title", "Product"), **facts)
    if exchange.payload and exchange.payload.get("userErrors"):
        product(store, 1, handle="product-handle-lifecycle-20260719114534")


def existing_variants(store: Store, exchange: Exchange) -> None:
    """A product's variants, as the answer shows them."""
    if exchange.operation == "productVariantsBulkCreate":
        for answer in exchange.response["data"].values():
            shown = answer["product"]
            number = int(shown["id"].rsplit("/", 1)[1])
            owner = product(store, number, shown.get("title", "Product"), options=("Color",))
            add_variant(store.world, owner, number + 1, "", "Seed", 1000, {}, 1)
        return
    owner = product(store, int(exchange.variables["productId"].rsplit("/", 1)[1]))
    for shown in exchange.payload["productVariants"]:
        variant_id = int(shown["id"].rsplit("/", 1)[1])
        title = shown.get("title", "Default Title")
        add_variant(store.world, owner, variant_id, "", title, 1000, {}, len(owner.variants) + 1, shipped=True)
        chosen = shown.get("selectedOptions")
        if chosen:
            owner.options = tuple(option["name"] for option in chosen)


def publishable(store: Store, exchange: Exchange) -> None:
    """A product and a publication."""
    for number in numbers("Product", exchange.variables):
        product(store, number)
    for number in numbers("Publication", exchange.variables):
        store.world.put({"__typename": "Publication", "id": gid("Publication", number), "name": "Online Store"})


def places_named(store: Store, exchange: Exchange) -> None:
    """Places that a product's stock lies at."""
    for number in numbers("Location", exchange.variables):
        place(store, gid("Location", number))


def existing_customer(store: Store, exchange: Exchange) -> None:
    """The customer of a question, unless the answer did not know one."""
    errors = (exchange.payload or {}).get("userErrors") or []
    if any("does not exist" in error["message"] for error in errors):
        return
    for number in numbers("Customer", exchange.variables):
        customer(store, number, state="ENABLED")


STAGES: dict[str, Stage] = {
    "tagsAdd": tagged,
    "tagsRemove": tagged,
    "metafieldsSet": metafield_owners,
    "metaobjectDefinitionCreate": same_type_exists,
    "metaobjectUpsert": metaobject_definition,
    "inventoryActivate": stocked,
    "inventoryAdjustQuantities": stocked,
    "inventoryMoveQuantities": stocked,
    "inventorySetQuantities": stocked,
    "orderCancel": cancellable,
    "orderEditBegin": editable,
    "orderEditCommit": edited,
    "orderMarkAsPaid": settled,
    "orderUpdate": to_update,
    "refundCreate": refundable,
    "fulfillmentCreate": to_send,
    "fulfillmentCancel": sent,
    "fulfillmentTrackingInfoUpdate": sent,
    "fulfillmentEventCreate": sent_for_event,
    "fulfillmentOrderHold": held,
    "fulfillmentOrderReleaseHold": held,
    "returnCreate": returnable,
    "returnProcess": returning,
    "draftOrderComplete": drafted,
    "draftOrderCreate": drafted_variant,
    "draftOrderCalculate": drafted_variant,
    "productUpdate": existing_product,
    "productDelete": existing_product,
    "productSet": places_named,
    "productVariantsBulkCreate": existing_variants,
    "productVariantsBulkUpdate": existing_variants,
    "publishablePublish": publishable,
    "customerRequestDataErasure": existing_customer,
    "customerUpdate": existing_customer,
}


def recorded_places(store: Store, exchange: Exchange) -> None:
    """The recorded shop's places, and what is said of the shop itself."""
    recorded_shop(store, exchange)
    shown = exchange.response["data"]["locations"]
    nodes = shown.get("nodes") or [edge["node"] for edge in shown["edges"]]
    store.world.locations.clear()
    for node in nodes:
        number = int(node["id"].rsplit("/", 1)[1])
        given = node.get("address") or {}
        names = {"address1": "address1", "address2": "address2", "city": "city", "zip": "zip"}
        home = Address(**{ours: given.get(theirs) for ours, theirs in names.items()})
        home.country_code, home.province_code = given.get("countryCode") or "CA", given.get("provinceCode")
        made = Location(number, node.get("name", f"{number}"), home, START, START, active=node.get("isActive", True))
        made.fulfills_online_orders = node.get("fulfillsOnlineOrders", True)
        store.world.add(made)


def recorded_shop(store: Store, exchange: Exchange) -> None:
    """The shop as it calls itself."""
    shown, shop = exchange.response["data"].get("shop") or {}, store.world.shop
    shop.name = shown.get("name", shop.name)
    shop.domain = shown.get("myshopifyDomain", shop.domain)
    shop.taxes_included = shown.get("taxesIncluded", shop.taxes_included)
    shop.address.country_code = (shown.get("shopAddress") or {}).get("countryCode", "CA")
    if "locations" in exchange.response["data"] and exchange.operation == "shop":
        recorded_places(store, replace(exchange, operation="locations"))


def recorded_product(store: Store, exchange: Exchange) -> None:
    """A product with its title and plain variants."""
    shown = exchange.payload
    if not shown or "id" not in exchange.variables:
        return
    number = int(exchange.variables["id"].rsplit("/", 1)[1])
    made = product(store, number, shown.get("title", "Product"))
    made.handle, made.status = shown.get("handle", made.handle), shown.get("status", made.status)
    for index, node in enumerate((shown.get("variants") or {}).get("nodes", []), 1):
        facts = (node.get("sku") or "", node.get("title", "Default Title"), 1000, {}, index)
        add_variant(store.world, made, int(node["id"].rsplit("/", 1)[1]), *facts)


def counted_products(store: Store, exchange: Exchange) -> None:
    """Products with the recorded stock in the recorded order."""
    rows = exchange.response["data"].get("inventoryTotalOrder")
    for index, node in enumerate(rows["nodes"] if rows else []):
        tags = (exchange.variables["query"].removeprefix("tag:"),)
        made = product(store, 100 + index, node["title"], tags=tags)
        add_variant(store.world, made, 200 + index, "", "Default Title", 1000, {HOME: node["totalInventory"]}, 1)


def recorded_order(store: Store, exchange: Exchange) -> None:
    """An order with its words, and what was paid where that is all there is."""
    shown = exchange.payload
    facts: Json = {"number": int((shown.get("name") or "#1000")[1:]), "tags": tuple(shown.get("tags") or ())}
    facts |= {"note": shown.get("note"), "email": shown.get("email"), "forced_status": NO_STATUS}
    if shown.get("processedAt"):
        facts["processed_at"] = from_iso(shown["processedAt"])
    order(store, int(shown["id"].rsplit("/", 1)[1]), **facts)


def recorded_customer(store: Store, exchange: Exchange) -> None:
    """A customer with name, addresses and tags."""
    shown = exchange.payload
    if not shown or "id" not in exchange.variables:
        return
    facts: Json = {
        "first_name": shown.get("firstName"),
        "last_name": shown.get("lastName"),
        "email": shown.get("email"),
    }
    facts |= {"phone": shown.get("phone"), "locale": shown.get("locale", "en"), "note": shown.get("note")}
    facts["tags"] = tuple(shown.get("tags") or ())
    customer(store, int(exchange.variables["id"].rsplit("/", 1)[1]), **facts)


def recorded_nodes(store: Store, exchange: Exchange) -> None:
    """Bare things behind a list of gids."""
    for node in exchange.payload:
        kind, number = (node or {"id": "//0"})["id"].split("/")[-2:]
        if kind == "Product":
            product(store, int(number), node.get("title", "Product"))
        elif kind == "Location":
            place(store, node["id"], node.get("name", "Place"))


STAGES |= {
    "locations": recorded_places,
    "shop": recorded_shop,
    "product": recorded_product,
    "products": counted_products,
    "order": recorded_order,
    "customer": recorded_customer,
    "nodes": recorded_nodes,
}
