"""Metafields: ``metafieldsSet`` with compare-and-swap, ``metafieldsDelete``, and those given when something is made."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.entities import Customer, Location, Metafield, MetafieldMap, Order, Product, Variant
from ticketforge_desktop.demo.gids import gid, parse_gid
from ticketforge_desktop.demo.mutations.answers import Args, UserError, rows, text, user_error
from ticketforge_desktop.demo.state import World
from ticketforge_desktop.demo.views.common import digest

AT_ONCE = 25
LONGEST = {"json": 128_000, "multi_line_text_field": 65_535, "single_line_text_field": 65_535}
STALE = "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value."
SCOPES = ("write_products", "write_orders", "write_customers")


class Owner(Protocol):
    """What has metafields of its own."""

    metafields: MetafieldMap | None


@dataclass(frozen=True, slots=True)
class Target:
    """An owner found: its map (made when missing) and how its change is told."""

    thing: object
    open_map: Callable[[], MetafieldMap]
    told: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Write:
    """One checked row of ``metafieldsSet``."""

    target: Target
    namespace: str
    key: str
    type: str
    value: str


def set_metafields(call: MutationCall) -> Payload:
    """``metafieldsSet``: all rows or none; ``compareDigest`` null creates only, absent overwrites."""
    inputs = rows(call.args, "metafields")
    if len(inputs) > AT_ONCE:
        message = f"Exceeded the maximum metafields input limit of {AT_ONCE}."
        return _none(user_error(message, "metafields", code="LESS_THAN_OR_EQUAL_TO", elementIndex=None))
    writes: list[Write] = []
    errors: list[UserError] = []
    for index, row in enumerate(inputs):
        checked = _check(call, index, row)
        if isinstance(checked, Write):
            writes.append(checked)
        else:
            errors.append(checked)
    if errors:
        return _none(*errors)
    done = [_write(call.world, write) for write in writes]
    for target in {id(write.target.thing): write.target for write in writes}.values():
        target.told()
    return {"metafields": done, "userErrors": []}


def delete_metafields(call: MutationCall) -> Payload:
    """``metafieldsDelete``: what is not there is answered by null in its place."""
    gone: list[dict[str, object] | None] = []
    told: dict[int, Target] = {}
    for row in rows(call.args, "metafields"):
        target = find_target(call.context, row.get("ownerId"))
        namespace, key = call.context.namespace(str(row["namespace"])), str(row["key"])
        if target is None or target.open_map().pop((namespace, key), None) is None:
            gone.append(None)
            continue
        told[id(target.thing)] = target
        gone.append({"ownerId": row["ownerId"], "namespace": row["namespace"], "key": key})
    for target in told.values():
        target.told()
    return {"deletedMetafields": gone, "userErrors": []}


def attach(context: RequestContext, owner: Owner, inputs: Iterable[Args]) -> None:
    """Metafields given while something is made or replaced: written without any comparison."""
    found = owner.metafields if owner.metafields is not None else {}
    for row in inputs:
        namespace = context.namespace(text(row, "namespace") or "$app")
        key = str(row["key"])
        old = found.get((namespace, key))
        kind = text(row, "type") or (old.type if old else "single_line_text_field")
        _store(context.world, found, owner, namespace, key, kind, str(row.get("value") or ""))
    owner.metafields = found or None


def find_target(context: RequestContext, global_id: object) -> Target | None:
    """The owner behind a gid: a thing of the shop, the shop itself, or the app's installation."""
    world = context.world
    parsed = parse_gid(global_id)
    if parsed is None:
        return None
    if parsed[0] == "Shop":
        same = global_id == gid("Shop", world.shop.id)
        return Target(world.shop, lambda: world.shop.metafields, lambda: None) if same else None
    if parsed[0] == "AppInstallation":
        return Target("AppInstallation", lambda: world.app_metafields, lambda: None)
    thing = world.find(global_id)
    if isinstance(thing, Order | Product | Variant | Customer | Location):
        return Target(thing, lambda: _map_of(thing), lambda: world.touch(thing))
    return None


def _map_of(owner: Owner) -> MetafieldMap:
    if owner.metafields is None:
        owner.metafields = {}
    return owner.metafields


def _check(call: MutationCall, index: int, row: Args) -> Write | UserError:
    def wrong(message: str, code: str, *field: str) -> UserError:
        return user_error(message, "metafields", index, *field, code=code, elementIndex=None)

    target = find_target(call.context, row.get("ownerId"))
    if target is None:
        return wrong("Owner does not exist.", "INVALID_VALUE", "ownerId")
    namespace, key = call.context.namespace(text(row, "namespace") or "$app"), str(row["key"])
    if not re.fullmatch(r"[A-Za-z0-9_-]{2,64}", key):
        return wrong("Key is invalid.", "INVALID", "key")
    if not re.fullmatch(r"[A-Za-z0-9_-]{3,255}", namespace):
        return wrong("Namespace is invalid.", "INVALID", "namespace")
    old = target.open_map().get((namespace, key))
    kind = text(row, "type") or (old.type if old else None)
    if kind is None:
        return wrong("Type can't be blank", "BLANK", "type")
    if old is not None and old.type != kind:
        return wrong(f"Type must be consistent with the definition's type: '{old.type}'.", "INVALID_TYPE", "type")
    value = normalise(kind, str(row["value"]))
    if value is None:
        return wrong(f"Value is invalid {kind}.", "INVALID_VALUE", "value")
    if len(value.encode()) > LONGEST.get(kind, 65_535):
        return wrong("Value is too long.", "TOO_LONG", "value")
    if "compareDigest" in row and row["compareDigest"] != (digest(old.value) if old else None):
        return wrong(STALE, "STALE_OBJECT")
    return Write(target, namespace, key, kind, value)


def normalise(kind: str, value: str) -> str | None:
    """A value as the store keeps it; None when it does not fit its type; unknown types are kept as they come."""
    if kind == "json" or kind.startswith("list."):
        return _json(value, list if kind.startswith("list.") else object)
    if kind == "boolean":
        return value.lower() if value.lower() in {"true", "false"} else None
    pattern = {
        "number_integer": r"-?\d{1,16}",
        "number_decimal": r"-?\d+(\.\d+)?",
        "date": r"\d{4}-\d{2}-\d{2}",
        "date_time": r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:\d{2})?",
    }.get(kind)
    if pattern is not None and not re.fullmatch(pattern, value):
        return None
    if kind == "single_line_text_field" and ("\n" in value or not value):
        return None
    return _date_time(value) if kind == "date_time" else value


def _json(value: str, shape: type) -> str | None:
    try:
        return value if isinstance(json.loads(value), shape) else None
    except ValueError:
        return None


def _date_time(value: str) -> str:
    bare = re.sub(r"\.\d+", "", value).replace("Z", "+00:00")
    return bare if re.search(r"[+-]\d{2}:\d{2}$", bare) else f"{bare}+00:00"


def _write(world: World, write: Write) -> Metafield:
    found = write.target.open_map()
    return _store(world, found, write.target.thing, write.namespace, write.key, write.type, write.value)


def _store(
    world: World, found: MetafieldMap, owner: object, namespace: str, key: str, kind: str, value: str
) -> Metafield:
    now = world.now()
    old = found.get((namespace, key))
    if old is None:
        number = world.new_id("Metafield")
        found[namespace, key] = Metafield(number, namespace, key, kind, value, now, now, owner)
    elif (old.type, old.value) != (kind, value):
        old.type, old.value, old.updated_at = kind, value, now
    return found[namespace, key]


def _none(*errors: UserError) -> Payload:
    return {"metafields": [], "userErrors": list(errors)}


MUTATIONS: Mapping[str, Mutation] = {
    "metafieldsSet": Mutation(set_metafields, SCOPES),
    "metafieldsDelete": Mutation(delete_metafields, SCOPES),
}
