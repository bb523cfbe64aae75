"""One field resolver and one type resolver for graphql-core, and the same rules for the bulk writer.

Each field of the schema gets a ``Plan`` once: its resolver, whether it is a connection, and its emptiest value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLAbstractType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLSchema,
    get_named_type,
)
from graphql.language import StringValueNode
from graphql.utilities import value_from_ast_untyped

from ticketforge_desktop.demo import access
from ticketforge_desktop.demo.calls import MutationCall, Refused
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.fields import Args, Fields, Resolver, empty_value, type_name_of
from ticketforge_desktop.demo.pages import Page, page_of_list


@dataclass(frozen=True, slots=True)
class Plan:
    """How one field is resolved."""

    read: Resolver | None
    name: str
    connection: bool
    empty: object


class Resolvers:
    """Plans of all fields used so far."""

    def __init__(self, schema: GraphQLSchema, fields: Fields) -> None:
        self.schema = schema
        self.fields = fields
        self._plans: dict[tuple[str, str], Plan] = {}

    def plan(self, parent: GraphQLObjectType, field_name: str) -> Plan:
        """The plan of a field of an object type."""
        key = (parent.name, field_name)
        found = self._plans.get(key)
        if found is None:
            found = self._make(parent, field_name)
            self._plans[key] = found
        return found

    def _make(self, parent: GraphQLObjectType, field_name: str) -> Plan:
        field_type: GraphQLOutputType = parent.fields[field_name].type
        connection = get_named_type(field_type).name.endswith("Connection")
        read = self.fields.find(parent.name, field_name)
        if read is None and "pageInfo" in parent.fields:
            read = _PAGE_FIELDS.get(field_name)
        return Plan(read, field_name, connection, empty_value(field_type))

    def value(self, plan: Plan, source: Any, args: Args, context: RequestContext) -> Any:
        """The field's value, connections not yet paged."""
        value: Any
        if isinstance(source, dict) and (plan.read is None or plan.name in source):
            value = source.get(plan.name)
            if callable(value):
                value = value(args, context)
        elif plan.read is not None:
            value = plan.read(source, args, context)
        else:
            value = None
        return plan.empty if value is None else value

    def resolve_field(self, source: Any, info: GraphQLResolveInfo, **args: Any) -> Any:
        """graphql-core's field resolver."""
        context: RequestContext = info.context
        plan = self.plan(info.parent_type, info.field_name)
        if source is None:
            return self._root(plan, info, args, context)
        value = self.value(plan, source, args, context)
        if plan.connection and isinstance(value, (list, tuple)):
            return page_of_list(value, args)
        return value

    def _root(self, plan: Plan, info: GraphQLResolveInfo, args: Args, context: RequestContext) -> Any:
        if info.parent_type is self.schema.mutation_type:
            return self._mutate(info, args, context)
        access.demand(plan.name, access.QUERY_SCOPES.get(plan.name, ()), context.scopes)
        value = plan.read(None, args, context) if plan.read else None
        value = plan.empty if value is None else value
        if plan.connection and isinstance(value, (list, tuple)):
            return page_of_list(value, args)
        return value

    def _mutate(self, info: GraphQLResolveInfo, args: Args, context: RequestContext) -> Any:
        name = info.field_name
        mutation = context.mutations.get(name)
        if mutation is None:
            raise Refused(f"The embedded store does not emulate {name}.", "NOT_EMULATED")
        access.demand(name, mutation.scopes, context.scopes)
        return mutation.handler(MutationCall(name, dict(args), context, idempotency_key(info)))

    def resolve_type(self, value: Any, info: GraphQLResolveInfo, abstract: GraphQLAbstractType) -> str | None:
        """graphql-core's type resolver."""
        return concrete_type(self.schema, value, abstract)


def concrete_type(schema: GraphQLSchema, value: Any, abstract: GraphQLAbstractType) -> str:
    """The object type of a value; one that does not tell its own is the first possible one."""
    name = type_name_of(value)
    return name if name else schema.get_possible_types(abstract)[0].name


def idempotency_key(info: GraphQLResolveInfo) -> str | None:
    """The key of ``@idempotent`` on this field; None when the directive is missing."""
    for directive in info.field_nodes[0].directives:
        if directive.name.value == "idempotent":
            for argument in directive.arguments:
                if argument.name.value == "key":
                    value = value_from_ast_untyped(argument.value, info.variable_values)
                    literal = isinstance(argument.value, StringValueNode)
                    return str(value) if literal or value is not None else None
    return None


def _edges(page: Page, args: Args, context: RequestContext) -> list[dict[str, object]]:
    return [{"node": node, "cursor": page.cursor_of(node)} for node in page.nodes]


def _page_info(page: Page, args: Args, context: RequestContext) -> dict[str, object]:
    nodes = page.nodes
    return {
        "hasNextPage": page.has_next,
        "hasPreviousPage": page.has_previous,
        "startCursor": page.cursor_of(nodes[0]) if nodes else None,
        "endCursor": page.cursor_of(nodes[-1]) if nodes else None,
    }


_PAGE_FIELDS: Mapping[str, Resolver] = {
    "nodes": lambda page, args, context: page.nodes,
    "edges": _edges,
    "pageInfo": _page_info,
}
