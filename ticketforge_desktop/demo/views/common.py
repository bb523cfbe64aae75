"""Small things many types share: gids, times, metafields, attributes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.entities import Metafield, MetafieldMap, Order
from ticketforge_desktop.demo.fields import Args, Resolver
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.ledger import included_tax
from ticketforge_desktop.demo.money import money_bag


def own_gid(thing: Any, args: Args, context: RequestContext) -> str:
    """``id``."""
    return gid(thing.TYPE, thing.id)


def legacy_id(thing: Any, args: Args, context: RequestContext) -> str:
    """``legacyResourceId``: an UnsignedInt64 travels as a string."""
    return str(thing.id)


def time_of(attribute: str) -> Resolver:
    """A DateTime from seconds."""
    return lambda thing, args, context: iso(getattr(thing, attribute))


def attribute(name: str) -> Resolver:
    """A plain attribute."""
    return lambda thing, args, context: getattr(thing, name)


def constant(value: object) -> Resolver:
    """Always the same."""
    return lambda thing, args, context: value


def personal(read: Callable[[Any], object]) -> Resolver:
    """Null where the plan or the app may not see personal data."""
    return lambda thing, args, context: read(thing) if context.personal_data else None


def bag(read: Callable[[Any], int]) -> Resolver:
    """A MoneyBag of an order's amount."""
    return lambda order, args, context: money_bag(read(order), order)


def child_bag(type_name: str, read: Callable[[Any], int]) -> Resolver:
    """A MoneyBag of a child's amount, in its order's currencies."""

    def resolve(child: Any, args: Args, context: RequestContext) -> object:
        return money_bag(read(child), context.world.order_of(type_name, child.id))

    return resolve


def pairs(items: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Attributes as key and value."""
    return [{"key": key, "value": value} for key, value in items]


def count(number: int, limit: int | None = None) -> dict[str, object]:
    """A Count; past ``limit`` it says AT_LEAST."""
    if limit is not None and number > limit:
        return {"count": limit, "precision": "AT_LEAST"}
    return {"count": number, "precision": "EXACT"}


def tax_lines(amount: int, order: Order | None) -> list[dict[str, object]]:
    """The one tax that is inside the prices."""
    included = included_tax(amount)
    if not included:
        return []
    return [{"title": "MwSt", "rate": 0.07, "ratePercentage": 7.0, "priceSet": money_bag(included, order)}]


def digest(value: str) -> str:
    """``compareDigest`` of a metafield's value: 64 hex digits."""
    return hashlib.sha256(value.encode()).hexdigest()


def metafields_of(thing: Any) -> MetafieldMap:
    """The owner's metafields; an owner without any has an empty map."""
    return getattr(thing, "metafields", None) or {}


def metafield(thing: Any, args: Args, context: RequestContext) -> Metafield | None:
    """``metafield(namespace, key)``; the key may carry the namespace as ``namespace.key``."""
    namespace, key = args.get("namespace"), str(args["key"])
    if namespace is None:
        namespace, _, key = key.rpartition(".") if "." in key else (f"app--{context.app_id}", "", key)
    return metafields_of(thing).get((context.namespace(str(namespace)), key))


def metafields(thing: Any, args: Args, context: RequestContext) -> list[Metafield]:
    """``metafields(namespace, keys)`` in the order they were made."""
    found = list(metafields_of(thing).values())
    if args.get("namespace") is not None:
        wanted = context.namespace(str(args["namespace"]))
        found = [field for field in found if field.namespace == wanted]
    if args.get("keys"):
        names = {_full_key(str(key), context) for key in args["keys"]}
        found = [field for field in found if f"{field.namespace}.{field.key}" in names or field.key in names]
    return found


def _full_key(key: str, context: RequestContext) -> str:
    namespace, dot, name = key.rpartition(".")
    return f"{context.namespace(namespace)}.{name}" if dot else key


WITH_METAFIELDS: dict[str, Resolver] = {"metafield": metafield, "metafields": metafields}
