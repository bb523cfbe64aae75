"""What a request costs (the bucket it is paid from: ``demo.bucket``).

Requested cost as fitted to 1,614 recorded queries (notes, "Cost and throttling"): a connection costs
``2 + max(1, floor(2·ln(first))) × (1 + children)``, an object 1 and its children, MoneyBag and MoneyV2 nothing, the
``*Count`` roots 10, ``nodes(ids)`` one for each id, a mutation 10, fulfillmentTrackingInfoUpdate about 50.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    get_named_type,
    is_composite_type,
)
from graphql.utilities import value_from_ast_untyped

MUTATION_COST = 10
MUTATION_COSTS = {"fulfillmentTrackingInfoUpdate": 50}
FREE_OBJECTS = frozenset(
    {
        "MoneyBag",
        "MoneyV2",
        "PageInfo",
        "Count",
        "MailingAddress",  # recordings, lines 53, 56 and 62
        "ShopAddress",  # line 344
        "InventoryItemMeasurement",  # line 192
        "Weight",
        "CustomerEmailMarketingConsentState",  # lines 52 and 66
        "CustomerSmsMarketingConsentState",
    }
)
COUNT_COST = 10

Fragments = Mapping[str, FragmentDefinitionNode]


def page_cost(size: int) -> int:
    """How often a connection's children count."""
    return max(1, math.floor(2 * math.log(size))) if size > 0 else 0


class CostModel:
    """Costs by the schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema

    def requested(self, document: DocumentNode, operation: OperationDefinitionNode, variables: dict[str, Any]) -> int:
        """Cost before execution: every page full."""
        return self._total(document, operation, variables, None, known=False)

    def actual(
        self, document: DocumentNode, operation: OperationDefinitionNode, variables: dict[str, Any], data: object
    ) -> int:
        """Cost of what came back: pages as long as they are, missing objects nothing."""
        return self._total(document, operation, variables, data, known=True)

    def _total(
        self,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: dict[str, Any],
        data: object,
        *,
        known: bool,
    ) -> int:
        fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        walk = _Walk(self.schema, fragments, variables, known)
        if operation.operation is OperationType.MUTATION:
            return walk.mutation(operation.selection_set, data)
        root = self.schema.query_type
        assert root is not None
        return max(1, walk.children(root, operation.selection_set, data)) if not _is_free(operation) else 0


def _is_free(operation: OperationDefinitionNode) -> bool:
    fields = [s for s in operation.selection_set.selections if isinstance(s, FieldNode)]
    return bool(fields) and all(field.name.value.startswith("__") for field in fields)


class _Walk:
    def __init__(self, schema: GraphQLSchema, fragments: Fragments, variables: dict[str, Any], known: bool) -> None:
        self.schema = schema
        self.fragments = fragments
        self.variables = variables
        self.known = known

    def mutation(self, selections: SelectionSetNode, data: object) -> int:
        """Ten each, and what is below the payload's own objects (those are free, as are user errors)."""
        root = self.schema.mutation_type
        assert root is not None
        total = 0
        for node in _flat(selections, self.fragments):
            name = node.name.value
            if name.startswith("__"):
                continue
            total += MUTATION_COSTS.get(name, MUTATION_COST)
            payload = get_named_type(root.fields[name].type)
            assert isinstance(payload, GraphQLObjectType)
            here = _under(data, node)
            for field in _flat(node.selection_set, self.fragments):
                total += self._payload_field(payload, field, here)
        return total

    def _payload_field(self, payload: GraphQLObjectType, node: FieldNode, data: object) -> int:
        name = node.name.value
        if name.startswith("__"):
            return 0
        kind = get_named_type(payload.fields[name].type)
        if not is_composite_type(kind) or kind.name in FREE_OBJECTS or "UserError" in kind.name:
            return 0
        here = _under(data, node)
        if self.known and here is None:
            return 0
        return self.children(kind, node.selection_set, here[0] if isinstance(here, list) and here else here)

    def children(self, parent: GraphQLCompositeType, selections: SelectionSetNode | None, data: object) -> int:
        """The cost of a selection: fields add up, of alternatives by type the dearest counts."""
        total = 0
        by_type: dict[str, int] = {}
        for selection in selections.selections if selections else ():
            if isinstance(selection, FieldNode):
                total += self.field(parent, selection, data)
            else:
                kind, inner = self._fragment(parent, selection)
                part = self.children(kind, inner, data)
                if kind is parent or isinstance(kind, GraphQLInterfaceType):
                    total += part
                else:
                    by_type[kind.name] = by_type.get(kind.name, 0) + part
        return total + max(by_type.values(), default=0)

    def _fragment(self, parent: GraphQLCompositeType, selection: Any) -> tuple[GraphQLCompositeType, SelectionSetNode]:
        node: Any = self.fragments[selection.name.value] if isinstance(selection, FragmentSpreadNode) else selection
        if node.type_condition is None:
            return parent, node.selection_set
        kind: Any = self.schema.get_type(node.type_condition.name.value)
        return kind, node.selection_set

    def field(self, parent: GraphQLCompositeType, node: FieldNode, data: object) -> int:
        name = node.name.value
        if name.startswith("__") or not isinstance(parent, (GraphQLObjectType, GraphQLInterfaceType)):
            return 0
        field = parent.fields[name]
        kind = get_named_type(field.type)
        if name.endswith("Count") and parent is self.schema.query_type:
            return COUNT_COST
        if not is_composite_type(kind) or kind.name in FREE_OBJECTS:
            return 0
        here = _under(data, node)
        if self.known and here is None:
            return 0
        if kind.name.endswith("Connection"):
            return self._connection(kind, node, here)
        if name == "nodes" and parent is self.schema.query_type:
            ids = self._argument(node, "ids") or []
            sample = _richest(_as_list(here)) if self.known else None
            return len(ids) + self.children(kind, node.selection_set, sample)
        return 1 + self.children(kind, node.selection_set, here[0] if isinstance(here, list) and here else here)

    def _connection(self, kind: GraphQLObjectType, node: FieldNode, here: object) -> int:
        size = self._argument(node, "first")
        size = self._argument(node, "last") if size is None else size
        inner, item, sample, found = self._node_selection(kind, node, here)
        asked = int(size or 0)
        times = page_cost(min(asked, found) if self.known else asked)
        each = sum(1 + self.children(item, part, sample) for part in inner) if item else 0
        return 2 + times * max(1, each)

    def _node_selection(
        self, kind: GraphQLObjectType, node: FieldNode, here: object
    ) -> tuple[list[SelectionSetNode], GraphQLCompositeType | None, object, int]:
        """What is asked of each node (by ``nodes`` or ``edges``), the first node that came, and how many."""
        parts: list[SelectionSetNode] = []
        item = get_named_type(kind.fields["nodes"].type) if "nodes" in kind.fields else None
        rows: list[Any] = []
        for field in _flat(node.selection_set, self.fragments):
            if field.name.value == "nodes" and field.selection_set:
                parts.append(field.selection_set)
                rows = _as_list(_under(here, field)) or rows
            elif field.name.value == "edges":
                edges = _as_list(_under(here, field))
                for inner in _flat(field.selection_set, self.fragments):
                    if inner.name.value == "node" and inner.selection_set:
                        parts.append(inner.selection_set)
                        rows = [_under(edge, inner) for edge in edges] or rows
        sample = _richest(rows)
        return parts, item if is_composite_type(item) else None, sample, len(rows)

    def _argument(self, node: FieldNode, name: str) -> Any:
        for argument in node.arguments:
            if argument.name.value == name:
                return value_from_ast_untyped(argument.value, self.variables)
        return None


def _flat(selections: SelectionSetNode | None, fragments: Fragments) -> list[FieldNode]:
    found: list[FieldNode] = []
    for selection in selections.selections if selections else ():
        if isinstance(selection, FieldNode):
            found.append(selection)
        elif isinstance(selection, FragmentSpreadNode):
            found += _flat(fragments[selection.name.value].selection_set, fragments)
        elif isinstance(selection, InlineFragmentNode):
            found += _flat(selection.selection_set, fragments)
    return found


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _under(data: object, node: FieldNode) -> Any:
    if not isinstance(data, dict):
        return None
    return data.get(node.alias.value if node.alias else node.name.value)


def _richest(rows: list[Any]) -> object:
    """The node with most below it stands for all (an upper bound of what they cost)."""
    return max((row for row in rows if isinstance(row, dict)), key=_weight, default=None)


def _weight(row: dict[str, Any]) -> int:
    return sum(len(value) for value in row.values() if isinstance(value, (dict, list)))
