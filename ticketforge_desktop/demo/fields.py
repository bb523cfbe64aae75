"""How a field of the schema gets its value: one rule for the executor and for the bulk writer.

Every resolver is ``(thing, args, context) -> value``. ``Fields`` looks it up by type and field name; what no resolver
knows is read from a dict by name, and what is missing there gets the emptiest value its type allows, so that a client
may ask for any field of the schema and never breaks the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLOutputType,
    GraphQLScalarType,
    get_named_type,
)

from ticketforge_desktop.demo.context import RequestContext

Args = Mapping[str, Any]
Resolver = Callable[[Any, Args, RequestContext], Any]
Table = Mapping[str, Mapping[str, Resolver]]

_SCALAR_EMPTY: dict[str, object] = {
    "Boolean": False,
    "Int": 0,
    "Float": 0.0,
    "Decimal": "0.0",
    "Money": "0.00",
    "UnsignedInt64": "0",
    "DateTime": "1970-01-01T00:00:00Z",
    "Date": "1970-01-01",
    "JSON": {},
}


def empty_value(field_type: GraphQLOutputType) -> object:
    """The emptiest value a type allows: None, nothing in a list, zero, an object of empties."""
    if not isinstance(field_type, GraphQLNonNull):
        return None
    inner: Any = field_type.of_type
    if isinstance(inner, GraphQLList):
        return []
    named: Any = get_named_type(inner)
    if isinstance(named, GraphQLScalarType):
        return _SCALAR_EMPTY.get(named.name, "")
    if isinstance(named, GraphQLEnumType):
        return next(iter(named.values))
    return [] if named.name.endswith("Connection") else {"__typename": named.name}


class Fields:
    """All resolvers by type."""

    def __init__(self, tables: Table) -> None:
        self._tables = {name: dict(table) for name, table in tables.items()}

    def find(self, type_name: str, field_name: str) -> Resolver | None:
        """The written resolver of a field, if there is one."""
        table = self._tables.get(type_name)
        return table.get(field_name) if table else None


def type_name_of(thing: Any) -> str | None:
    """The GraphQL type of a value: an entity's ``TYPE``, a dict's ``__typename``."""
    if isinstance(thing, Mapping):
        name = thing.get("__typename")
        return str(name) if name else None
    return getattr(thing, "TYPE", None)
