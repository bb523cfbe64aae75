"""Every document we send is valid on the true schema, costs what it says, and fits under a store's limits."""

import re
from importlib.resources import files

import graphql
import pytest

from tests.shopify.cost_formula import requested_cost, schema
from ticketforge_desktop.shopify.documents import bulk_query, document
from ticketforge_desktop.shopify.store import BULK_FEEDS

FOLDER = files("ticketforge_desktop.shopify") / "documents"
NAMES = sorted(entry.name.removesuffix(".graphql") for entry in FOLDER.iterdir() if entry.name.endswith(".graphql"))
VARIABLES = {
    "orders_by_id": {"ids": ["gid://shopify/Order/1"] * 15},
    "customers_by_id": {"ids": ["gid://shopify/Customer/1"] * 15},
    "existing": {"ids": ["gid://shopify/Product/1"] * 250},
    "post_addresses": {"ids": ["gid://shopify/Order/1"] * 50},
    "products_by_id": {"ids": ["gid://shopify/Product/1"] * 20},
    "stock_by_item": {"ids": ["gid://shopify/InventoryItem/1"] * 20},
}


def fields_of_nodes(text: str, connection: str) -> set[str]:
    """Names of the fields selected on the nodes of a connection, fragments flattened, nested connections left out."""
    parsed = graphql.parse(text)
    fragments = {d.name.value: d.selection_set for d in parsed.definitions if d.kind == "fragment_definition"}

    def flat(selections: graphql.SelectionSetNode) -> list[graphql.FieldNode]:
        found = []
        for node in selections.selections:
            found += flat(fragments[node.name.value]) if node.kind == "fragment_spread" else [node]
        return found

    def find(selections: graphql.SelectionSetNode) -> graphql.SelectionSetNode | None:
        for node in flat(selections):
            if node.kind == "field" and node.name.value == connection:
                inner = flat(node.selection_set)
                nodes = next((n for n in inner if n.name.value == "nodes"), None)
                if nodes is None:
                    edges = next(n for n in inner if n.name.value == "edges")
                    nodes = flat(edges.selection_set)[0]
                return nodes.selection_set
            if node.selection_set and (below := find(node.selection_set)) is not None:
                return below
        return None

    operation = next(d for d in parsed.definitions if d.kind == "operation_definition")
    return {re.sub(r"\s+", " ", graphql.print_ast(node)) for node in flat(find(operation.selection_set))}


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_valid_and_costs_what_its_head_says(name: str) -> None:
    sent = document(name)
    assert graphql.validate(schema(), graphql.parse(sent.text)) == []
    assert requested_cost(sent.text, VARIABLES.get(name)) == sent.cost
    assert sent.cost < 1_000


@pytest.mark.parametrize("feed", BULK_FEEDS)
def test_a_bulk_query_keeps_the_rules_of_bulk_jobs(feed: str) -> None:
    text = bulk_query(feed)
    parsed = graphql.parse(text)
    assert graphql.validate(schema(), parsed) == []
    assert len(text.encode()) < 65_535
    connections, depths = [], []
    types = graphql.TypeInfo(schema())

    class Rules(graphql.Visitor):
        depth = 0

        def enter_field(self, node: graphql.FieldNode, *_args: object) -> None:
            kind = types.get_type()
            inside = graphql.get_named_type(kind)
            assert node.name.value not in ("pageInfo", "nodes"), "a bulk query has edges and nodes only"
            if inside.name.endswith("Connection"):
                connections.append(node.name.value)
                self.depth += 1
                depths.append(self.depth)
                assert not any(a.name.value in ("first", "after") for a in node.arguments)
            if node.name.value == "node":
                assert any(getattr(s, "name", None) and s.name.value == "id" for s in node.selection_set.selections)
            if graphql.is_list_type(graphql.get_nullable_type(kind)) and graphql.is_composite_type(inside):
                assert node.name.value == "edges" or "edges" not in graphql.print_ast(node)

        def leave_field(self, node: graphql.FieldNode, *_args: object) -> None:
            if graphql.get_named_type(types.get_type()).name.endswith("Connection"):
                self.depth -= 1

    graphql.visit(parsed, graphql.TypeInfoVisitor(types, Rules()))
    assert 1 <= len(connections) <= 5
    assert max(depths) <= 3, "a root and two levels below it"


@pytest.mark.parametrize(
    ("feed", "page", "connection", "only_in_one"),
    [
        ("orders", "orders_page", "orders", {"lineItems", "refunds", "fulfillmentOrders"}),
        ("orders", "orders_page", "lineItems", set()),
        ("customers", "customers_page", "customers", set()),
        ("products", "products_page", "products", {"variants"}),
        ("products", "products_page", "variants", {"product", "inventoryItem"}),
    ],
)
def test_a_bulk_job_and_a_page_ask_for_the_same_things(
    feed: str, page: str, connection: str, only_in_one: set[str]
) -> None:
    """Else a station that began with a bulk file would know its store differently from one that read pages."""
    by_bulk, by_page = fields_of_nodes(bulk_query(feed), connection), fields_of_nodes(document(page).text, connection)
    assert {re.split(r"\W", field)[0] for field in by_bulk ^ by_page} <= only_in_one


def test_every_fragment_is_used_and_none_is_sent_twice() -> None:
    used = "\n".join(document(name).text for name in NAMES)
    for entry in (FOLDER / "fragments").iterdir():
        name = entry.read_text("utf-8").split()[1]
        assert f"...{name}" in used.replace("... ", "...")
    text = document("orders_page").text
    assert text.count("fragment LineFields on") == 1
