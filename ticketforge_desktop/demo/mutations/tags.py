"""Tags of orders, products, customers and drafts: ``tagsAdd``, ``tagsRemove`` and how tags are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload, Refused
from ticketforge_desktop.demo.entities import Customer, Order, Product
from ticketforge_desktop.demo.gids import parse_gid
from ticketforge_desktop.demo.mutations.answers import refuse, user_error, words

Changer = Callable[[tuple[str, ...]], tuple[str, ...]]

TAGGABLE = {"Order": "Order", "Product": "Product", "Customer": "Customer", "DraftOrder": "Draft order"}
SCOPES = ("write_orders", "write_products", "write_customers", "write_draft_orders")


def split_tags(given: Iterable[str]) -> list[str]:
    """Single tags of what was given: commas separate, blanks around are cut, empty ones dropped."""
    return [tag for part in given for tag in (piece.strip() for piece in part.split(",")) if tag]


def tidy(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as the store keeps them: the first spelling of each, sorted without regard to case."""
    first: dict[str, str] = {}
    for tag in tags:
        first.setdefault(tag.casefold(), tag)
    return tuple(sorted(first.values(), key=lambda tag: (tag.casefold(), tag)))


def add_tags(call: MutationCall) -> Payload:
    """``tagsAdd``."""
    given = split_tags(words(call.args, "tags"))
    return _change(call, lambda old: tidy((*old, *given)))


def remove_tags(call: MutationCall) -> Payload:
    """``tagsRemove``: any spelling of a tag removes it."""
    gone = {tag.casefold() for tag in split_tags(words(call.args, "tags"))}
    return _change(call, lambda old: tuple(tag for tag in old if tag.casefold() not in gone))


def _change(call: MutationCall, change: Changer) -> Payload:
    global_id = call.args["id"]
    parsed = parse_gid(global_id)
    if parsed is None or parsed[0] not in TAGGABLE:
        raise Refused("invalid id", "RESOURCE_NOT_FOUND")
    thing = call.world.find(global_id)
    if isinstance(thing, Order | Product | Customer):
        new = change(thing.tags)
        if new != thing.tags:
            thing.tags = new
            call.world.touch(thing)
        return {"node": thing, "userErrors": []}
    if isinstance(thing, dict):
        old = thing.get("tags")
        thing["tags"] = list(change(tuple(old) if isinstance(old, list | tuple) else ()))
        return {"node": thing, "userErrors": []}
    return refuse(["node"], user_error(f"{TAGGABLE[parsed[0]]} does not exist", "id"))


MUTATIONS = {"tagsAdd": Mutation(add_tags, SCOPES), "tagsRemove": Mutation(remove_tags, SCOPES)}
