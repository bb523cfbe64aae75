"""Replaying what real stores answered: build the state a recording presumes, ask again, compare what comes back.

Only what a store makes up by itself is forgiven: numbers of new things, times, cursors, digests, upload forms, the
currency of the recorded shop (a name for the same decimal), and the number in an order's or draft's name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.demo.stores import SHARED, START, Store, executor
from ticketforge_desktop.demo.bulk import BulkJobs
from ticketforge_desktop.demo.bulk_mutations import bulk_mutations
from ticketforge_desktop.demo.clock import StoreClock
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.entities import Address, Location
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.mutations import Desk
from ticketforge_desktop.demo.state import World

RECORDINGS = SHARED / "shopify" / "recordings" / "exchanges.jsonl"
HOME = 106_318_430_514  # the recorded shop's own place
GID = re.compile(r"gid://shopify/(\w+)/[^\"\s]+")
TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
NAME = re.compile(r"#D?\d+(-[FR]\d+)?")
MADE_UP = {
    "startCursor",
    "endCursor",
    "cursor",
    "compareDigest",
    "url",
    "resourceUrl",
    "invoiceUrl",
    "currencyCode",
    "presentmentCurrencyCode",
}
KEYED = {"refundCreate", "inventoryActivate", "inventoryAdjustQuantities", "inventorySetQuantities"}
Json = dict[str, Any]


@dataclass(frozen=True)
class Exchange:
    """One recorded question and answer; ``line`` is its line in the file, counted from 0."""

    line: int
    version: str
    operation: str
    query: str
    variables: Json
    response: Json

    @property
    def payload(self) -> Any:
        """The recorded value of the first root field."""
        return next(iter((self.response.get("data") or {"": None}).values()))


def in_our_version(exchange: Exchange) -> Exchange:
    """A question of an older version in the words of 2026-10: keys demanded since, a flag that is gone."""
    query = exchange.query
    if exchange.operation in KEYED and "@idempotent" not in query:
        query = re.sub(rf"({exchange.operation}\([^)]*\))", r'\1 @idempotent(key: "replay")', query, count=1)
    given = exchange.variables.get("input")
    if exchange.operation == "inventorySetQuantities" and isinstance(given, dict) and "ignoreCompareQuantity" in given:
        rows = [{**row, "changeFromQuantity": None} for row in given["quantities"]]
        kept = {name: value for name, value in given.items() if name != "ignoreCompareQuantity"}
        return replace(exchange, query=query, variables={**exchange.variables, "input": {**kept, "quantities": rows}})
    return replace(exchange, query=query)


def exchanges() -> list[Exchange]:
    """All recordings, in the file's order."""
    with RECORDINGS.open(encoding="utf-8") as file:
        return [in_our_version(Exchange(line, **json.loads(text))) for line, text in enumerate(file)]


def shape(value: Any, known: frozenset[str], key: str = "") -> Any:
    """``value`` without what a store makes up. Gids that the question named (``known``) must come back as they are."""
    if isinstance(value, dict):
        if key == "parameters" and value["name"] not in ("content_type", "Content-Type", "acl"):
            return {"name": value["name"], "value": "…"}
        return {name: shape(inner, known, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner, known, key) for inner in value]
    if not isinstance(value, str) or not value:
        return value
    if key in MADE_UP:
        return "…"
    if key == "name" and NAME.fullmatch(value):
        return NAME.sub(lambda match: "#" + (match[1] or ""), value)
    if TIME.fullmatch(value) and value not in known:
        return "time"
    return GID.sub(lambda match: match[0] if match[0] in known else f"a new {match[1]}", value)


def question_words(variables: Json) -> frozenset[str]:
    """Every string of the question's variables."""
    found: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        elif isinstance(value, str):
            found.add(value)

    walk(variables)
    return frozenset(found)


def empty_store() -> Store:
    """A store with one place and nothing to sell; what it does later is not done while a recording is compared."""
    world = World(StoreClock(frozen_at=START), seed=1)
    world.next_order_number = 1000
    world.add(Location(HOME, "Shop location", Address(country_code="CA"), START, START))
    return Store(world, Desk(job_delay=3600))


def ask(store: Store, exchange: Exchange, variables: Json | None = None) -> Json:
    """The embedded store's reply to the recorded question."""
    bulk = BulkJobs(store.world, executor())
    try:
        context = RequestContext(
            store.world,
            base_url="http://127.0.0.1:9",
            mutations={**bulk_mutations(), **store.desk.mutations},
            bulk=bulk,
        )
        body = {"query": exchange.query, "variables": exchange.variables if variables is None else variables}
        return executor().run(body, context)
    finally:
        bulk.close()


Stage = Callable[[Store, Exchange], Json | None]


def replay(exchange: Exchange, stage: Stage | None) -> tuple[Any, Any]:
    """(what was recorded, what we answered), both shaped."""
    store = empty_store()
    try:
        changed = stage(store, exchange) if stage else None
        store.world.quiesce_index()
        variables = {**exchange.variables, **(changed or {})}
        reply = ask(store, exchange, variables)
        known = question_words(exchange.variables) | question_words(variables)
        if changed:
            known -= question_words(changed) | question_words({name: exchange.variables.get(name) for name in changed})
        recorded = {name: exchange.response[name] for name in ("errors", "data") if name in exchange.response}
        answered = {name: reply[name] for name in ("errors", "data") if name in reply}
        return shape(recorded, known), shape(answered, known)
    finally:
        store.close()


def place(store: Store, global_id: str, name: str = "Shop location") -> Location:
    """A place with a recorded id."""
    number = int(global_id.rsplit("/", 1)[1])
    if number not in store.world.locations:
        store.world.add(Location(number, name, Address(country_code="CA"), START, START))
    return store.world.locations[number]


def numbers(type_name: str, value: Any) -> list[int]:
    """All numbers of gids of a type in a JSON value, in their order, each once."""
    text = json.dumps(value)
    return list(dict.fromkeys(int(n) for n in re.findall(rf"gid://shopify/{type_name}/(\d+)", text)))


def gid_of(type_name: str, number: int) -> str:
    """Short for the tests' tables."""
    return gid(type_name, number)
