"""Whether a document may run as a bulk query; messages as recorded (lines 33–41) or documented.

https://shopify.dev/docs/api/usage/bulk-operations/queries: at least one and at most five connections, nested no deeper
than two below the first, ``edges { node }`` only, ``id`` on every parent, no connection inside a list, 65,535 bytes.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    parse,
    validate,
)

from ticketforge_desktop.demo import replies

MAX_BYTES = 65_535
MAX_CONNECTIONS = 5
MAX_DEPTH = 2


class BadBulkQuery(ValueError):
    """The document may not run; the text is the user error's message."""


def checked(schema: GraphQLSchema, text: str) -> DocumentNode:
    """The parsed document, or BadBulkQuery."""
    size = len(text.encode())
    if size > MAX_BYTES:
        raise BadBulkQuery(f"Query is too large ({size} bytes; maximum is {MAX_BYTES} bytes)")
    try:
        document = parse(text)
    except GraphQLError as error:
        words = error.message.removeprefix("Syntax Error: ")
        words = "unexpected end of file" if "<EOF>" in words else words
        raise BadBulkQuery(f"Invalid bulk query: syntax error, {words}") from None
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    if len(operations) != 1:
        raise BadBulkQuery("Bulk queries must contain exactly one operation.")
    if operations[0].operation is not OperationType.QUERY:
        raise BadBulkQuery("Invalid operation type. Only `query` operations are supported.")
    errors = validate(schema, document, max_errors=1)
    if errors:
        entry = replies.validation_reply(errors)["errors"]
        assert isinstance(entry, list)
        raise BadBulkQuery(f"Invalid bulk query: {entry[0]['message']}")
    _Shape(schema, document).check(operations[0])
    return document


class _Shape:
    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.schema = schema
        self.fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self.connections = 0

    def check(self, operation: OperationDefinitionNode) -> None:
        root = self.schema.query_type
        assert root is not None
        for _, node in self._fields(root, operation.selection_set):
            if node.name.value in {"node", "nodes"}:
                raise BadBulkQuery("Bulk queries cannot contain a top level `node` or `nodes` field.")
        self._walk(root, operation.selection_set, 0, in_list=False)
        if not self.connections:
            raise BadBulkQuery("Bulk queries must contain at least one connection.")
        if self.connections > MAX_CONNECTIONS:
            raise BadBulkQuery(f"Bulk queries cannot contain more than {MAX_CONNECTIONS} connections.")

    def _fields(
        self, parent: GraphQLObjectType | GraphQLInterfaceType, selections: SelectionSetNode | None
    ) -> Iterator[tuple[GraphQLObjectType | GraphQLInterfaceType, FieldNode]]:
        for selection in selections.selections if selections else ():
            if isinstance(selection, FieldNode):
                yield parent, selection
                continue
            node: InlineFragmentNode | FragmentDefinitionNode
            if isinstance(selection, FragmentSpreadNode):
                node = self.fragments[selection.name.value]
            else:
                assert isinstance(selection, InlineFragmentNode)
                node = selection
            condition: NamedTypeNode | None = node.type_condition
            kind = parent if condition is None else self.schema.get_type(condition.name.value)
            if isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
                yield from self._fields(kind, node.selection_set)

    def _walk(
        self,
        parent: GraphQLObjectType | GraphQLInterfaceType,
        selections: SelectionSetNode | None,
        depth: int,
        *,
        in_list: bool,
    ) -> None:
        for owner, node in self._fields(parent, selections):
            if node.name.value.startswith("__"):
                continue
            field = owner.fields[node.name.value]
            kind = get_named_type(field.type)
            if kind.name.endswith("Connection"):
                assert isinstance(kind, GraphQLObjectType)
                self._connection(kind, node, depth, in_list=in_list)
            elif isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
                listed = in_list or isinstance(get_nullable_type(field.type), GraphQLList)
                self._walk(kind, node.selection_set, depth, in_list=listed)

    def _connection(self, kind: GraphQLObjectType, node: FieldNode, depth: int, *, in_list: bool) -> None:
        name = node.name.value
        self.connections += 1
        if in_list:
            message = "Queries that contain a connection field within a list field are not currently supported."
            raise BadBulkQuery(message)
        if depth > MAX_DEPTH:
            raise BadBulkQuery("Bulk queries cannot contain connections with a nesting depth greater than 2.")
        fields = [(owner, one) for owner, one in self._fields(kind, node.selection_set) if one.name.value == "edges"]
        if not fields or any(one.name.value == "nodes" for _, one in self._fields(kind, node.selection_set)):
            raise BadBulkQuery(f"Bulk queries require `edges {{ node }}`: connection '{name}' does not use it.")
        edge_kind = get_named_type(kind.fields["edges"].type)
        assert isinstance(edge_kind, GraphQLObjectType)
        for _, edges in fields:
            for owner, inner in self._fields(edge_kind, edges.selection_set):
                if inner.name.value == "node":
                    self._node(owner, inner, name, depth)

    def _node(self, owner: GraphQLObjectType | GraphQLInterfaceType, inner: FieldNode, name: str, depth: int) -> None:
        kind = get_named_type(owner.fields["node"].type)
        if not isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
            return
        before = self.connections
        self._walk(kind, inner.selection_set, depth + 1, in_list=False)
        plain = {f.name.value for _, f in self._fields(kind, inner.selection_set) if f.alias is None}
        if self.connections > before and "id" not in plain:
            message = "The parent 'node' field for a nested connection must select the 'id' field."
            raise BadBulkQuery(f"{message} Connection '{name}' does not.")
