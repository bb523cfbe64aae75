"""Inventory items and levels as the schema shows them."""

from __future__ import annotations

from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.entities import InventoryItem, Level
from ticketforge_desktop.demo.fields import Args, Resolver
from ticketforge_desktop.demo.gids import gid, number_of
from ticketforge_desktop.demo.money import money
from ticketforge_desktop.demo.views.common import attribute, count, legacy_id, own_gid, time_of


def level_gid(level: Level) -> str:
    """``gid://shopify/InventoryLevel/{location}?inventory_item_id={item}``."""
    return f"{gid('InventoryLevel', level.location.id)}?inventory_item_id={level.item.id}"


def _quantities(level: Level, args: Args, context: RequestContext) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for name in args["names"]:
        known = name == "on_hand" or name in level.quantities
        stamp = level.stamps.get(name, level.updated_at if name == "available" else None)
        found.append(
            {
                "__typename": "InventoryQuantity",
                "id": f"{gid('InventoryQuantity', level.item.id)}?inventory_level_id={level.location.id}&name={name}",
                "name": name,
                "quantity": level.quantity(name) if known else 0,
                "updatedAt": iso(stamp),
            }
        )
    return found


def _levels(item: InventoryItem, args: Args, context: RequestContext) -> list[Level]:
    found = sorted(item.levels.values(), key=lambda level: level.location.id)
    return found if args.get("includeInactive") else [level for level in found if level.active]


def _level(item: InventoryItem, args: Args, context: RequestContext) -> Level | None:
    number = number_of(args["locationId"], "Location")
    return item.levels.get(number) if number is not None else None


ITEM: dict[str, Resolver] = {
    "id": own_gid,
    "legacyResourceId": legacy_id,
    "sku": lambda i, a, c: i.sku or None,
    "tracked": attribute("tracked"),
    "requiresShipping": attribute("requires_shipping"),
    "createdAt": time_of("created_at"),
    "updatedAt": time_of("updated_at"),
    "variant": attribute("variant"),
    "variants": lambda i, a, c: [i.variant] if i.variant else [],
    "unitCost": lambda i, a, c: money(i.cost) if i.cost is not None else None,
    "inventoryLevels": _levels,
    "inventoryLevel": _level,
    "locationsCount": lambda i, a, c: count(len(i.levels)),
    "measurement": lambda i, a, c: {"id": gid("InventoryItemMeasurement", i.id), "weight": None},
}

LEVEL: dict[str, Resolver] = {
    "id": lambda level, a, c: level_gid(level),
    "isActive": attribute("active"),
    "createdAt": time_of("created_at"),
    "updatedAt": time_of("updated_at"),
    "item": attribute("item"),
    "location": attribute("location"),
    "quantities": _quantities,
}

TABLES = {"InventoryItem": ITEM, "InventoryLevel": LEVEL}
