"""The query root: every field that the client's documents ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ticketforge_desktop.demo import access, ledger
from ticketforge_desktop.demo.calls import Refused
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.entities import Order
from ticketforge_desktop.demo.fields import Args, Resolver
from ticketforge_desktop.demo.gids import number_of, parse_gid
from ticketforge_desktop.demo.index import Table
from ticketforge_desktop.demo.lookup import SortKey, matching_ids, search_page
from ticketforge_desktop.demo.pages import MAX_PAGE, Page, page_of_list
from ticketforge_desktop.demo.search import compile_search
from ticketforge_desktop.demo.state import World
from ticketforge_desktop.demo.views import root_lists
from ticketforge_desktop.demo.views.common import count
from ticketforge_desktop.demo.views.root_terms import table_terms
from ticketforge_desktop.demo.views.shop import app_installation, public_versions
from ticketforge_desktop.demo.visible import limited, sees, sees_all

COUNT_LIMIT = 10_000
"""``*Count`` roots stop at 10,000 unless asked with ``limit: null`` (documentation of ``ordersCount``)."""

ORDER_SORTS: Mapping[str, SortKey] = {
    "PROCESSED_AT": lambda o: o.processed_at,
    "TOTAL_PRICE": ledger.original_total,
    "CURRENT_TOTAL_PRICE": ledger.current_total,
    "CUSTOMER_NAME": lambda o: (o.customer.last_name or "").lower() if o.customer else "",
    "FINANCIAL_STATUS": ledger.financial_status,
    "FULFILLMENT_STATUS": ledger.fulfillment_status,
    "TOTAL_ITEMS_QUANTITY": lambda o: sum(line.quantity for line in o.lines),
}
PRODUCT_SORTS: Mapping[str, SortKey] = {
    "TITLE": lambda p: p.title.lower(),
    "VENDOR": lambda p: p.vendor.lower(),
    "PRODUCT_TYPE": lambda p: p.product_type.lower(),
    "PUBLISHED_AT": lambda p: p.published_at or 0,
}
VARIANT_SORTS: Mapping[str, SortKey] = {
    "SKU": lambda v: v.sku,
    "TITLE": lambda v: v.title.lower(),
    "POSITION": lambda v: v.position,
    "NAME": lambda v: v.title.lower(),
}
CUSTOMER_SORTS: Mapping[str, SortKey] = {
    "NAME": lambda c: f"{c.last_name or ''}, {c.first_name or ''}".lower(),
    "LOCATION": lambda c: (c.addresses[0].country_code or "") if c.addresses else "",
}


def _paged(table_of: Callable[[World], Table[Any]], name: str, sorts: Mapping[str, SortKey]) -> Resolver:
    def resolve(root: Any, args: Args, context: RequestContext) -> Page:
        world = context.world
        world.settle_index()
        search = limited(compile_search(args.get("query"), table_terms(name, world)), name, context)
        context.note_search(search, args.get("query"), [name])
        return search_page(table_of(world), search, args, sorts)

    return resolve


def _counted(table_of: Callable[[World], Table[Any]], name: str) -> Resolver:
    def resolve(root: Any, args: Args, context: RequestContext) -> dict[str, object]:
        world = context.world
        world.settle_index()
        search = limited(compile_search(args.get("query"), table_terms(name, world)), name, context)
        context.note_search(search, args.get("query"), [f"{name}Count"])
        table = table_of(world)
        everything = not args.get("query") and (name != "orders" or sees_all(context))
        found = len(table.ids) if everything else sum(1 for _ in matching_ids(table, search))
        limit = args.get("limit", COUNT_LIMIT)
        return count(found, limit)

    return resolve


def _by_id(type_name: str) -> Resolver:
    def resolve(root: Any, args: Args, context: RequestContext) -> object | None:
        found = context.world.find(args["id"]) if number_of(args["id"], type_name) is not None else None
        return found if sees(found, context) else None

    return resolve


def _record(type_name: str) -> Resolver:
    def resolve(root: Any, args: Args, context: RequestContext) -> object | None:
        return context.world.records.get(type_name, {}).get(str(args["id"]))

    return resolve


def node(root: Any, args: Args, context: RequestContext) -> object | None:
    """``node(id)``: anything by its gid; a gid of nothing is null, no gid at all is an error."""
    return any_node(str(args["id"]), context)


def any_node(text: str, context: RequestContext) -> object | None:
    """A thing of the world, a bulk job, or the shop."""
    parsed = parse_gid(text)
    if parsed is None:
        raise Refused(f"Invalid global id '{text}'", "argumentLiteralsIncompatible")
    if parsed[0] == "BulkOperation":
        return context.bulk.get(text) if context.bulk else None
    if parsed[0] == "Shop":
        return context.world.shop if number_of(text) == context.world.shop.id else None
    found = context.world.find(text)
    scope = access.NODE_SCOPES.get(parsed[0])
    readable = scope is None or access.has_scope(context.scopes, scope)
    return found if readable and sees(found, context) else None


def nodes(root: Any, args: Args, context: RequestContext) -> list[object | None]:
    """``nodes(ids)``: in the order asked, null for what is gone or unreadable."""
    if len(args["ids"]) > MAX_PAGE:
        message = f"The input array size of {len(args['ids'])} is greater than the maximum allowed of {MAX_PAGE}."
        raise Refused(message, "MAX_INPUT_SIZE_EXCEEDED")
    return [any_node(str(text), context) for text in args["ids"]]


def _order_by_identifier(root: Any, args: Args, context: RequestContext) -> Order | None:
    wanted = args["identifier"]
    if wanted.get("id"):
        return context.world.orders.get(number_of(wanted["id"], "Order"))
    custom = wanted.get("customId")
    if not custom:
        return None
    key = (context.namespace(str(custom.get("namespace") or "$app")), str(custom["key"]))
    for order in context.world.orders:
        held = (order.metafields or {}).get(key)
        if held is not None and held.value == custom["value"]:
            return order
    return None


def _location(root: Any, args: Args, context: RequestContext) -> object | None:
    places = context.world.locations
    if not args.get("id"):
        return places[min(places)] if places else None
    return places.get(number_of(args["id"], "Location") or 0)


def _bulk_operation(root: Any, args: Args, context: RequestContext) -> object | None:
    if number_of(args["id"], "BulkOperation") is None:
        raise Refused(f"Invalid id: {args['id']}", "RESOURCE_NOT_FOUND")
    return context.bulk.get(str(args["id"])) if context.bulk else None


def _current_bulk(root: Any, args: Args, context: RequestContext) -> object | None:
    return context.bulk.current(str(args.get("type") or "QUERY")) if context.bulk else None


def _bulk_operations(root: Any, args: Args, context: RequestContext) -> Page:
    return page_of_list(root_lists.bulk_operations(args, context), {**args, "reverse": False})


QUERY: dict[str, Resolver] = {
    "orders": _paged(lambda w: w.orders, "orders", ORDER_SORTS),
    "products": _paged(lambda w: w.products, "products", PRODUCT_SORTS),
    "productVariants": _paged(lambda w: w.variants, "productVariants", VARIANT_SORTS),
    "customers": _paged(lambda w: w.customers, "customers", CUSTOMER_SORTS),
    "inventoryItems": _paged(lambda w: w.items, "inventoryItems", {}),
    "ordersCount": _counted(lambda w: w.orders, "orders"),
    "productsCount": _counted(lambda w: w.products, "products"),
    "productVariantsCount": _counted(lambda w: w.variants, "productVariants"),
    "customersCount": _counted(lambda w: w.customers, "customers"),
    "order": _by_id("Order"),
    "orderByIdentifier": _order_by_identifier,
    "product": _by_id("Product"),
    "productByIdentifier": root_lists.product_by_identifier,
    "productVariant": _by_id("ProductVariant"),
    "customer": _by_id("Customer"),
    "inventoryItem": _by_id("InventoryItem"),
    "inventoryLevel": lambda r, a, c: c.world.find(a["id"]),
    "fulfillment": _by_id("Fulfillment"),
    "fulfillmentOrder": _by_id("FulfillmentOrder"),
    "refund": _by_id("Refund"),
    "return": _record("Return"),
    "draftOrder": _record("DraftOrder"),
    "metaobject": _record("Metaobject"),
    "metaobjectDefinition": _record("MetaobjectDefinition"),
    "webhookSubscription": _record("WebhookSubscription"),
    "job": _record("Job"),
    "productOperation": lambda r, a, c: c.world.find(a["id"]),
    "node": node,
    "nodes": nodes,
    "shop": lambda r, a, c: c.world.shop,
    "currentAppInstallation": app_installation,
    "publicApiVersions": public_versions,
    "location": _location,
    "locations": root_lists.locations,
    "events": root_lists.events,
    "fulfillmentOrders": root_lists.fulfillment_orders,
    "metaobjects": root_lists.metaobjects,
    "metaobjectByHandle": root_lists.metaobject_by_handle,
    "metaobjectDefinitions": root_lists.records("MetaobjectDefinition"),
    "metaobjectDefinitionByType": root_lists.definition_by_type,
    "publications": root_lists.records("Publication"),
    "publicationsCount": lambda r, a, c: count(len(c.world.records_of("Publication"))),
    "draftOrders": root_lists.draft_orders,
    "webhookSubscriptions": root_lists.webhook_subscriptions,
    "returnableFulfillments": root_lists.returnable_fulfillments,
    "returnReasonDefinitions": root_lists.return_reasons,
    "bulkOperation": _bulk_operation,
    "bulkOperations": _bulk_operations,
    "currentBulkOperation": _current_bulk,
}

TABLES = {"QueryRoot": QUERY}
