"""Root connections over short lists: read whole, filtered, sorted, paged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ticketforge_desktop.demo.bulk_job import BulkJob
from ticketforge_desktop.demo.clock import from_iso, iso
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.entities import FulfillmentOrder, Location, Product
from ticketforge_desktop.demo.fields import Args, Resolver
from ticketforge_desktop.demo.gids import gid, number_of
from ticketforge_desktop.demo.pages import identity
from ticketforge_desktop.demo.search import compile_search
from ticketforge_desktop.demo.views.root_terms import list_terms

Read = Callable[[Any, str], object]


def filtered(things: Iterable[Any], args: Args, context: RequestContext, name: str, read: Read) -> list[Any]:
    """Those that match ``query``."""
    search = compile_search(args.get("query"), list_terms(name, context.world))
    context.note_search(search, args.get("query"), [name])
    return [thing for thing in things if search.matches(lambda term, thing=thing: read(thing, term))]  # type: ignore[misc]


def records(type_name: str) -> Resolver:
    """All records of a type."""
    return lambda root, args, context: context.world.records_of(type_name)


def stamp(value: object) -> int:
    """Seconds of a record's time, which may be text or a number."""
    if isinstance(value, int):
        return value
    try:
        return from_iso(str(value))
    except ValueError:
        return 0


def _record_term(record: Mapping[str, Any], term: str) -> object:
    camel = "".join(part.capitalize() if place else part for place, part in enumerate(term.split("_")))
    value = record.get(camel, record.get(term))
    if term == "id":
        return number_of(record.get("id")) or record.get("id")
    return stamp(value) if term.endswith("_at") and value is not None else value


def locations(root: Any, args: Args, context: RequestContext) -> list[Location]:
    """``locations``: active ones unless asked otherwise, by name as the recordings' cursors show (line 148)."""
    places = context.world.locations.values()
    found = [place for place in places if place.active or args.get("includeInactive")]

    def read(place: Location, term: str) -> object:
        values: dict[str, object] = {
            "id": place.id,
            "active": str(place.active).lower(),
            "created_at": place.created_at,
            "country": place.address.country_code,
        }
        return values.get(term) or getattr(place, term, None) or getattr(place.address, term, None) or place.name

    found = filtered(found, args, context, "locations", read)
    by_id = args.get("sortKey") == "ID"
    return sorted(found, key=lambda place: (0, place.id) if by_id else (0, place.name.lower(), place.id))


def events(root: Any, args: Args, context: RequestContext) -> list[dict[str, object]]:
    """``events``: what was destroyed and when, oldest first (or by ``sortKey: CREATED_AT``, which is the same)."""

    def read(event: Mapping[str, Any], term: str) -> object:
        if term == "created_at":
            return event["at"]
        if term == "subject_id":
            return number_of(event["subjectId"])
        return _record_term(event, term)

    found = filtered(context.world.events, args, context, "events", read)
    return [{**event, "createdAt": iso(event["at"]), "appTitle": None, "attributeToApp": False} for event in found]


def fulfillment_orders(root: Any, args: Args, context: RequestContext) -> list[FulfillmentOrder]:
    """``fulfillmentOrders``: open work of all orders, closed too if asked."""
    work = [
        one
        for order in context.world.orders
        for one in order.fulfillment_orders
        if args.get("includeClosed") or one.status not in {"CLOSED", "CANCELLED"}
    ]

    def read(one: FulfillmentOrder, term: str) -> object:
        values: dict[str, object] = {
            "id": one.id,
            "status": one.status.lower(),
            "updated_at": one.updated_at,
            "assigned_location_id": one.location.id,
        }
        return values.get(term)

    found = filtered(work, args, context, "fulfillmentOrders", read)
    if args.get("sortKey") == "UPDATED_AT":
        return sorted(found, key=lambda one: (one.updated_at, one.id))
    return sorted(found, key=lambda one: one.id)


def metaobjects(root: Any, args: Args, context: RequestContext) -> list[dict[str, object]]:
    """``metaobjects(type)``."""
    wanted = context.namespace(str(args["type"])) if str(args["type"]).startswith("$app") else str(args["type"])
    mine = [m for m in context.world.records_of("Metaobject") if m.get("type") in {wanted, args["type"]}]
    found = filtered(mine, args, context, "metaobjects", _record_term)
    if str(args.get("sortKey") or "").lower() == "updated_at":
        found.sort(key=lambda m: (stamp(m.get("updatedAt")), number_of(m["id"]) or 0))
    return found


def metaobject_by_handle(root: Any, args: Args, context: RequestContext) -> object | None:
    """``metaobjectByHandle``."""
    wanted = args["handle"]
    kind = str(wanted["type"])
    for one in context.world.records_of("Metaobject"):
        if one.get("handle") == wanted["handle"] and one.get("type") in {kind, context.namespace(kind)}:
            return one
    return None


def definition_by_type(root: Any, args: Args, context: RequestContext) -> object | None:
    """``metaobjectDefinitionByType``."""
    kind = str(args["type"])
    for one in context.world.records_of("MetaobjectDefinition"):
        if one.get("type") in {kind, context.namespace(kind)}:
            return one
    return None


def draft_orders(root: Any, args: Args, context: RequestContext) -> list[dict[str, object]]:
    """``draftOrders``; one is found by each of its tags."""

    def read(draft: Mapping[str, Any], term: str) -> object:
        return tuple(draft.get("tags") or ()) if term == "tag" else _record_term(draft, term)

    return filtered(context.world.records_of("DraftOrder"), args, context, "draftOrders", read)


def webhook_subscriptions(root: Any, args: Args, context: RequestContext) -> list[dict[str, object]]:
    """``webhookSubscriptions`` by topic and address."""
    found = context.world.records_of("WebhookSubscription")
    if args.get("topics"):
        found = [one for one in found if one.get("topic") in args["topics"]]
    if args.get("uri"):
        found = [one for one in found if one.get("uri") == args["uri"]]
    return filtered(found, args, context, "webhookSubscriptions", _record_term)


def product_by_identifier(root: Any, args: Args, context: RequestContext) -> Product | None:
    """``productByIdentifier``: by id or handle."""
    wanted = args["identifier"]
    if wanted.get("id"):
        return context.world.products.get(number_of(wanted["id"], "Product"))
    return next((p for p in context.world.products if p.handle == wanted.get("handle")), None)


def returnable_fulfillments(root: Any, args: Args, context: RequestContext) -> list[dict[str, object]]:
    """``returnableFulfillments(orderId)``: what was handed over and may come back."""
    order = context.world.orders.get(number_of(args["orderId"], "Order"))
    found: list[dict[str, object]] = []
    for parcel in order.fulfillments if order else ():
        if parcel.status != "SUCCESS":
            continue
        lines = [
            {"__typename": "ReturnableFulfillmentLineItem", "quantity": part.quantity, "fulfillmentLineItem": part}
            for part in parcel.lines
            if part.line.current_quantity
        ]
        found.append(
            {
                "__typename": "ReturnableFulfillment",
                "id": gid("ReturnableFulfillment", parcel.id),
                "fulfillment": parcel,
                "returnableFulfillmentLineItems": lines,
            }
        )
    return found


_REASONS = ("UNKNOWN", "UNWANTED", "WRONG_ITEM", "NOT_AS_DESCRIBED", "DEFECTIVE", "OTHER")


def return_reasons(root: Any, args: Args, context: RequestContext) -> list[dict[str, object]]:
    """``returnReasonDefinitions``."""
    return [
        {
            "__typename": "ReturnReasonDefinition",
            "id": gid("ReturnReasonDefinition", place + 1),
            "handle": name.lower().replace("_", "-"),
            "name": name.replace("_", " ").capitalize(),
            "deleted": False,
        }
        for place, name in enumerate(_REASONS)
    ]


def bulk_operations(args: Args, context: RequestContext) -> list[BulkJob]:
    """``bulkOperations``: newest first, and ``reverse: true`` oldest first (recordings, lines 42, 45 and 50)."""
    jobs = context.bulk.all() if context.bulk else []

    def read(job: BulkJob, term: str) -> object:
        values: dict[str, object] = {
            "id": job.id,
            "status": job.status.lower(),
            "operation_type": job.kind.lower(),
            "created_at": job.created_at,
        }
        return values.get(term)

    found = filtered(jobs, args, context, "bulkOperations", read)
    by_completion = args.get("sortKey") == "COMPLETED_AT"
    found.sort(key=lambda job: ((job.completed_at or 0) if by_completion else job.created_at, identity(job)))
    return found if args.get("reverse") else found[::-1]
