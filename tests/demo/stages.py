"""The state that recordings presume, by operation: the least that the recorded question needs."""

from __future__ import annotations

from dataclasses import replace

from tests.demo.replay import HOME, Exchange, Json, Stage, numbers, place
from tests.demo.stage_props import customer, item, order, product
from tests.demo.stage_sales import (
    cancellable,
    drafted,
    drafted_variant,
    editable,
    edited,
    held,
    recorded_order,
    refundable,
    returnable,
    returning,
    sent,
    sent_for_event,
    settled,
    to_send,
    to_update,
)
from tests.demo.stores import START, Store, add_variant
from ticketforge_desktop.demo.entities import (
    Address,
    Location,
)
from ticketforge_desktop.demo.gids import gid


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
    "locations": recorded_places,
    "shop": recorded_shop,
    "product": recorded_product,
    "products": counted_products,
    "order": recorded_order,
    "customer": recorded_customer,
    "nodes": recorded_nodes,
}
