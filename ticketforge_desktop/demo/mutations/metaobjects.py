"""Metaobjects: their definitions, and writing one by its handle."""

from __future__ import annotations

import json
import re
from typing import cast

from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.mutations.answers import Args, Invalid, flag, refuse, rows, table, text
from ticketforge_desktop.demo.mutations.catalogue_input import slug
from ticketforge_desktop.demo.mutations.metafields import normalise
from ticketforge_desktop.demo.state import Record, World

DEFINITIONS = ("write_metaobject_definitions",)
OBJECTS = ("write_metaobjects",)
NOWHERE: dict[str, object] = {"elementKey": None, "elementIndex": None}
CATEGORIES = {"number": "NUMBER", "date": "DATE_TIME", "boolean": "TRUE_FALSE", "url": "URL", "json": "TEXT"}


def create_definition(call: MutationCall) -> Payload:
    """``metaobjectDefinitionCreate``."""
    given = table(call.args, "definition")
    kind = _resolved(call, str(given["type"]))
    try:
        _check_definition(call.world, given, kind)
    except Invalid as refused:
        return refuse(["metaobjectDefinition"], refused.error)
    now = iso(call.world.now())
    capabilities = table(given, "capabilities")
    record: Record = {
        "__typename": "MetaobjectDefinition",
        "id": gid("MetaobjectDefinition", call.world.new_id("MetaobjectDefinition")),
        "type": kind,
        "name": text(given, "name") or kind,
        "description": text(given, "description"),
        "displayNameKey": text(given, "displayNameKey"),
        "access": {"admin": "PUBLIC_READ_WRITE", "storefront": "NONE", **table(given, "access")},
        "capabilities": {
            name: {"enabled": flag(table(capabilities, name), "enabled")}
            for name in ("publishable", "translatable", "renderable", "onlineStore")
        },
        "fieldDefinitions": [_field_definition(row) for row in rows(given, "fieldDefinitions")],
        "metaobjectsCount": lambda _args, context: len(_objects(context.world, kind)),
        "metaobjects": lambda _args, context: _objects(context.world, kind),
        "hasThumbnailField": False,
        "standardTemplate": None,
        "createdAt": now,
        "updatedAt": now,
    }
    return {"metaobjectDefinition": call.world.put(record), "userErrors": []}


def upsert(call: MutationCall) -> Payload:
    """``metaobjectUpsert``: fields that are not named keep their values."""
    identity, given = table(call.args, "handle"), table(call.args, "metaobject")
    kind = _resolved(call, str(identity["type"]))
    try:
        definition = _definition(call.world, kind)
        if definition is None:
            message = f'No metaobject definition exists for type "{identity["type"]}"'
            raise Invalid(message, "handle", "type", code="UNDEFINED_OBJECT_TYPE", **NOWHERE)
        handle = _handle(str(identity["handle"]))
        old = _object(call.world, kind, handle) if handle else None
        values = _values(definition, old, given)
        handle = handle or _free_handle(call.world, kind, _display_name(definition, values, kind))
    except Invalid as refused:
        return refuse(["metaobject"], refused.error)
    now = iso(call.world.now())
    record = old or {
        "__typename": "Metaobject",
        "id": gid("Metaobject", call.world.new_id("Metaobject")),
        "type": kind,
        "handle": handle,
        "createdAt": now,
        "definition": definition,
        "capabilities": {"publishable": {"status": "DRAFT"}, "onlineStore": None},
    }
    record["fields"] = [
        {"__typename": "MetaobjectField", "key": key, "value": value, "type": _type_of(definition, key)}
        for key, value in values.items()
    ]
    record["values"] = values
    record["field"] = lambda args, _context: next(
        (row for row in cast("list[Record]", record["fields"]) if row["key"] == args["key"]), None
    )
    record["displayName"] = _display_name(definition, values, str(identity["handle"]) or handle)
    record["updatedAt"] = now
    call.world.put(record)
    call.world.announce("Metaobject", "update" if old else "create", record)
    return {"metaobject": record, "userErrors": []}


def _resolved(call: MutationCall, kind: str) -> str:
    return call.context.namespace(kind).lower()


def _check_definition(world: World, given: Args, kind: str) -> None:
    if not re.fullmatch(r"[a-z0-9_-]{3,255}", kind):
        raise Invalid("Type is invalid", "definition", "type", code="INVALID", **NOWHERE)
    if _definition(world, kind) is not None:
        raise Invalid("Type has already been taken", "definition", "type", code="TAKEN", **NOWHERE)
    if len(text(given, "description") or "") > 255:
        message = "Description is too long (maximum is 255 characters)"
        raise Invalid(message, "definition", "description", code="TOO_LONG", **NOWHERE)
    seen: set[str] = set()
    for index, row in enumerate(rows(given, "fieldDefinitions")):
        key = str(row["key"])
        if key in seen:
            message = f'Field "{key}" duplicates other inputs'
            where = ("definition", "fieldDefinitions", index)
            raise Invalid(message, *where, code="DUPLICATE_FIELD_INPUT", elementKey=key, elementIndex=None)
        seen.add(key)


def _field_definition(row: Args) -> Record:
    kind = str(row["type"])
    category = next((word for start, word in CATEGORIES.items() if kind.startswith(start)), "TEXT")
    return {
        "__typename": "MetaobjectFieldDefinition",
        "key": row["key"],
        "name": text(row, "name") or str(row["key"]).replace("_", " ").capitalize(),
        "description": text(row, "description"),
        "required": flag(row, "required"),
        "type": {"name": kind, "category": category},
        "validations": [{"name": v["name"], "value": v["value"]} for v in rows(row, "validations")],
        "capabilities": {
            "adminFilterable": {"enabled": flag(table(table(row, "capabilities"), "adminFilterable"), "enabled")}
        },
    }


def _definition(world: World, kind: str) -> Record | None:
    return next((row for row in world.records_of("MetaobjectDefinition") if row["type"] == kind), None)


def _objects(world: World, kind: str) -> list[Record]:
    return [row for row in world.records_of("Metaobject") if row["type"] == kind]


def _object(world: World, kind: str, handle: str) -> Record | None:
    return next((row for row in _objects(world, kind) if row["handle"] == handle), None)


def _handle(given: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,255}", given):
        raise Invalid("Handle is invalid", "handle", "handle", code="INVALID", **NOWHERE)
    return given.lower()


def _free_handle(world: World, kind: str, shown: str) -> str:
    """A handle made of the display name, with the first number behind it that nobody has."""
    wanted = handle = slug(shown)
    count = 0
    while _object(world, kind, handle) is not None:
        count += 1
        handle = f"{wanted}-{count}"
    return handle


def _fields(definition: Record) -> list[Record]:
    return cast("list[Record]", definition["fieldDefinitions"])


def _type_of(definition: Record, key: str) -> str:
    field = next(row for row in _fields(definition) if row["key"] == key)
    return str(cast("Record", field["type"])["name"])


def _values(definition: Record, old: Record | None, given: Args) -> dict[str, str | None]:
    """All fields of the definition with their values after the write, in the definition's order."""
    known = {str(row["key"]) for row in _fields(definition)}
    before = cast("dict[str, str | None]", old["values"]) if old else {}
    values = {str(row["key"]): before.get(str(row["key"])) for row in _fields(definition)}
    for index, row in enumerate(rows(given, "fields")):
        key, where = str(row["key"]), ("metaobject", "fields", index)
        if key not in known:
            message = f'Field definition "{key}" does not exist'
            code = "UNDEFINED_OBJECT_FIELD"
            raise Invalid(message, *where, code=code, elementKey=key, elementIndex=None)
        value = str(row["value"])
        fitting = normalise(_type_of(definition, key), value) if value else ""
        if fitting is None:
            message = f"Value is invalid {_type_of(definition, key)}."
            raise Invalid(message, *where, code="INVALID_VALUE", elementKey=key, elementIndex=None)
        values[key] = fitting or None
    for row in _fields(definition):
        if row["required"] and not values[str(row["key"])]:
            message, code = f"{row['name']} can't be blank", "OBJECT_FIELD_REQUIRED"
            raise Invalid(message, "metaobject", code=code, elementKey=row["key"], elementIndex=None)
    return values


def _display_name(definition: Record, values: dict[str, str | None], handle: str) -> str:
    key = definition["displayNameKey"]
    shown = values.get(str(key)) if key else None
    if shown:
        return str(json.loads(shown)) if shown.startswith('"') else shown
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", handle)
    return " ".join(word.capitalize() for word in re.split(r"[-_ ]+", spaced))


MUTATIONS = {
    "metaobjectDefinitionCreate": Mutation(create_definition, DEFINITIONS),
    "metaobjectUpsert": Mutation(upsert, OBJECTS),
}
