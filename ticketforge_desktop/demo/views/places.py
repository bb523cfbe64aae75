"""Locations as the schema shows them, with their stock."""

from __future__ import annotations

from dataclasses import replace

from ticketforge_desktop.demo import documents
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.countries import COUNTRY_NAMES
from ticketforge_desktop.demo.entities import Level, Location
from ticketforge_desktop.demo.fields import Args, Resolver
from ticketforge_desktop.demo.gids import number_of
from ticketforge_desktop.demo.search import Terms, compile_search
from ticketforge_desktop.demo.views.common import WITH_METAFIELDS, attribute, legacy_id, own_gid, time_of

LEVEL_TERMS = Terms(frozenset(documents.LEVEL) | {"id"})


def _levels(place: Location, args: Args, context: RequestContext) -> list[Level]:
    """``Location.inventoryLevels(query: "updated_at:…")``: the way to fetch stock that changed."""
    search = compile_search(args.get("query"), replace(LEVEL_TERMS, zone=context.world.shop.zone))
    context.note_search(search, args.get("query"), ["location", "inventoryLevels"])
    found = []
    for item in context.world.items:
        level = item.levels.get(place.id)
        if level is None or not (level.active or args.get("includeInactive")):
            continue
        if search.matches(lambda name, level=level: documents.LEVEL.get(name, _nothing)(level)):  # type: ignore[misc]
            found.append(level)
    return sorted(found, key=documents.level_key)


def _nothing(level: Level) -> object:
    return None


def _level(place: Location, args: Args, context: RequestContext) -> Level | None:
    item = context.world.items.get(number_of(args["inventoryItemId"], "InventoryItem"))
    return item.levels.get(place.id) if item else None


def _address(place: Location, args: Args, context: RequestContext) -> dict[str, object]:
    address = place.address
    lines = [address.address1, address.address2, f"{address.zip or ''} {address.city or ''}".strip()]
    return {
        "__typename": "LocationAddress",
        "address1": address.address1,
        "address2": address.address2,
        "city": address.city,
        "zip": address.zip,
        "province": None,
        "provinceCode": address.province_code,
        "country": COUNTRY_NAMES.get(address.country_code or ""),
        "countryCode": address.country_code,
        "phone": address.phone,
        "formatted": [line for line in lines if line],
    }


LOCATION: dict[str, Resolver] = {
    **WITH_METAFIELDS,
    "id": own_gid,
    "legacyResourceId": legacy_id,
    "name": attribute("name"),
    "isActive": attribute("active"),
    "fulfillsOnlineOrders": attribute("fulfills_online_orders"),
    "shipsInventory": attribute("ships_inventory"),
    "hasActiveInventory": lambda p, a, c: any(p.id in item.levels for item in c.world.items),
    "isPrimary": lambda p, a, c: p.id == min(c.world.locations, default=0),
    "address": _address,
    "createdAt": time_of("created_at"),
    "updatedAt": time_of("updated_at"),
    "inventoryLevels": _levels,
    "inventoryLevel": _level,
}

TABLES = {"Location": LOCATION}
