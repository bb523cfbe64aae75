"""Requested cost of a document, computed from its text over the true schema: the formula of the notes, nothing of ours.

connection = 2 + max(1, floor(2 * ln(first))) * (1 + children); object 1; MoneyBag and MoneyV2 0; `*Count` roots 10;
`nodes(ids)` 1 for each id; mutation 10.
"""

import gzip
import json
import math
from functools import cache
from pathlib import Path

import graphql

SHARED = Path(__file__).parents[3] / "shared" / "shopify" / "admin_2026-10.min.json.gz"
SHIPPED = Path(__file__).parents[2] / "ticketforge_desktop" / "resources" / "shopify" / "admin_2026-10.min.json.gz"
FREE = {"MoneyBag", "MoneyV2"}


@cache
def schema() -> graphql.GraphQLSchema:
    """The complete Admin schema."""
    source = SHIPPED if SHIPPED.exists() else SHARED
    with gzip.open(source, "rt", encoding="utf-8") as file:
        told = json.load(file)
    return graphql.build_client_schema(told.get("data", told))


class _Counter:
    def __init__(self, document: graphql.DocumentNode, variables: dict) -> None:
        self.fragments = {d.name.value: d for d in document.definitions if d.kind == "fragment_definition"}
        self.variables = variables

    def selection(self, owner: graphql.GraphQLNamedType, selections: graphql.SelectionSetNode | None) -> int:
        if selections is None:
            return 0
        total = 0
        for node in selections.selections:
            if node.kind == "fragment_spread":
                fragment = self.fragments[node.name.value]
                total += self.selection(schema().type_map[fragment.type_condition.name.value], fragment.selection_set)
            elif node.kind == "inline_fragment":
                total += self.selection(schema().type_map[node.type_condition.name.value], node.selection_set)
            elif not node.name.value.startswith("__"):
                total += self.field(owner, node)
        return total

    def field(self, owner: graphql.GraphQLNamedType, node: graphql.FieldNode) -> int:
        kind = graphql.get_named_type(owner.fields[node.name.value].type)
        if not graphql.is_composite_type(kind):
            return 0
        if owner is schema().mutation_type:
            return 10
        if owner is schema().query_type and node.name.value.endswith("Count"):
            return 10
        arguments = {a.name.value: graphql.value_from_ast_untyped(a.value, self.variables) for a in node.arguments}
        if kind.name.endswith("Connection"):
            size = arguments.get("first") or arguments.get("last")
            assert size, f"{node.name.value} without first or last"
            return 2 + max(1, math.floor(2 * math.log(size))) * (1 + self.of_nodes(kind, node.selection_set))
        children = self.selection(kind, node.selection_set)
        if node.name.value == "nodes" and owner is schema().query_type:
            return len(arguments["ids"]) * (1 + children)
        return children + (0 if kind.name in FREE else 1)

    def of_nodes(self, kind: graphql.GraphQLNamedType, selections: graphql.SelectionSetNode) -> int:
        total = 0
        for node in selections.selections:
            if node.name.value == "nodes":
                total += self.selection(graphql.get_named_type(kind.fields["nodes"].type), node.selection_set)
            elif node.name.value == "edges":
                edge = graphql.get_named_type(kind.fields["edges"].type)
                inner = next(n for n in node.selection_set.selections if n.name.value == "node")
                total += self.selection(graphql.get_named_type(edge.fields["node"].type), inner.selection_set)
        return total


def requested_cost(text: str, variables: dict | None = None) -> int:
    """Points one request of this document asks for."""
    document = graphql.parse(text)
    operation = next(d for d in document.definitions if d.kind == "operation_definition")
    given = {
        v.variable.name.value: graphql.value_from_ast_untyped(v.default_value)
        for v in operation.variable_definitions
        if v.default_value is not None
    } | (variables or {})
    root = schema().mutation_type if operation.operation.value == "mutation" else schema().query_type
    return _Counter(document, given).selection(root, operation.selection_set)
