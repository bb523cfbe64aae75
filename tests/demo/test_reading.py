"""Every document that reads executes over HTTP, and pages hold while the store changes underneath."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.demo.embedded import Client, operation, query_operations, running
from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.server import DemoStore

PAGE = """query($first: Int, $after: String, $last: Int, $before: String, $query: String, $key: OrderSortKeys,
  $back: Boolean) {
  orders(first: $first, after: $after, last: $last, before: $before, query: $query, sortKey: $key, reverse: $back) {
    edges { cursor node { id updatedAt } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


@pytest.fixture(scope="module")
def store():
    with running(plan="plus") as made:
        yield made


@pytest.fixture
def client(store: DemoStore):
    with Client(store) as made:
        yield made


def variables_for(name: str, store: DemoStore) -> dict[str, object]:
    world = store.world
    order, product = gid("Order", world.orders.ids[-4]), gid("Product", world.products.ids[0])
    return {
        "orders_page": {"first": 10},
        "order_line_items_more": {"id": order},
        "product_variants_more": {"id": product},
        "nodes_by_ids": {"ids": [order, product, gid("Order", 1)]},
        "order_by_source_identifier": {"query": "source_identifier:'tf-1'"},
        "variant_by_sku": {"query": "sku:'HARDTICKET-ADDON'"},
        "suggested_refund": {"orderId": order, "lines": []},
        "inventory_levels_by_location": {"locationId": gid("Location", min(world.locations))},
        "metafields_get": {"ownerId": product},
        "metaobjects_page": {"type": "ticketforge_station"},
        "job_poll": {"id": gid("Job", "x")},
        "returnable_fulfillments": {"orderId": order},
        "bulk_poll": {"id": gid("BulkOperation", 1)},
        "product_operation": {"id": gid("ProductSetOperation", 1)},
    }.get(name, {})


def test_all_documents_that_read_execute(client: Client, store: DemoStore, shared: Path) -> None:
    names = query_operations(shared)
    assert len(names) >= 24
    for name in names:
        reply = client.reply(operation(shared, name), **variables_for(name, store))
        assert "errors" not in reply, (name, reply)
        assert reply["extensions"]["cost"]["requestedQueryCost"] > 0


def test_paging_forward_and_backward_meets_every_order_once(client: Client, store: DemoStore) -> None:
    for key in ("UPDATED_AT", "CREATED_AT", "ID", "TOTAL_PRICE", "CUSTOMER_NAME"):
        for back in (False, True):
            seen = walk(client, key=key, back=back)
            assert len(seen) == len(set(seen)) == len(store.world.orders), (key, back)
            backwards = walk(client, key=key, back=back, from_end=True)
            assert backwards == seen, (key, back)


def walk(client: Client, *, from_end: bool = False, **variables: object) -> list[str]:
    seen: list[str] = []
    cursor = None
    while True:
        window = {"last": 70, "before": cursor} if from_end else {"first": 70, "after": cursor}
        page = client.data(PAGE, **window, **variables)["orders"]
        ids = [edge["node"]["id"] for edge in page["edges"]]
        seen = ids + seen if from_end else seen + ids
        info = page["pageInfo"]
        if not info["hasPreviousPage" if from_end else "hasNextPage"]:
            return seen
        cursor = info["startCursor" if from_end else "endCursor"]


def test_updated_order_is_ascending_and_an_update_moves_to_the_end() -> None:
    with running(orders=200, plan="plus") as store, Client(store) as client:
        first = client.data(PAGE, first=50, key="UPDATED_AT")["orders"]
        stamps = [edge["node"]["updatedAt"] for edge in first["edges"]]
        assert stamps == sorted(stamps)
        seen = [edge["node"]["id"] for edge in first["edges"]]
        # While the client reads on, an order it has seen and one it has not seen yet are changed.
        late = store.world.orders.keys[-1] & ((1 << 48) - 1)
        with store.world.lock:
            store.clock.advance(60)
            for number in (int(seen[3].rsplit("/", 1)[1]), late):
                store.world.touch(store.world.orders.get(number))
        cursor, rest = first["pageInfo"]["endCursor"], []
        while cursor:
            page = client.data(PAGE, first=50, key="UPDATED_AT", after=cursor)["orders"]
            rest += [edge["node"]["id"] for edge in page["edges"]]
            cursor = page["pageInfo"]["endCursor"] if page["pageInfo"]["hasNextPage"] else None
        assert set(seen) | set(rest) == {gid("Order", n) for n in store.world.orders.ids}
        assert len(rest) == len(set(rest))
        assert rest[-2:] == [seen[3], gid("Order", late)]


def test_a_cursor_survives_its_order(client: Client) -> None:
    with running(orders=60) as store, Client(store) as mine:
        page = mine.data(PAGE, first=10, key="ID")["orders"]
        last = int(page["edges"][-1]["node"]["id"].rsplit("/", 1)[1])
        with store.world.lock:
            store.world.delete(store.world.orders.get(last))
        following = mine.data(PAGE, first=1, key="ID", after=page["pageInfo"]["endCursor"])["orders"]
        assert following["edges"][0]["node"]["id"] == gid("Order", last + 1)
        told = mine.data(
            '{ events(last: 1, query: "action:destroy AND subject_type:ORDER") { nodes { '
            "... on BasicEvent { subjectId subjectType action } } } }"
        )["events"]["nodes"]
        assert told == [{"subjectId": gid("Order", last), "subjectType": "ORDER", "action": "destroy"}]
        assert mine.data("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[gid("Order", last)]) == {
            "nodes": [None]
        }


def test_lines_beyond_one_page_are_followed(client: Client, store: DemoStore, shared: Path) -> None:
    big = max(store.world.orders, key=lambda order: len(order.lines))
    assert len(big.lines) > 250
    found: list[str] = []
    cursor = None
    while True:
        order = client.data(operation(shared, "order_line_items_more"), id=gid("Order", big.id), after=cursor)["order"]
        found += [line["id"] for line in order["lineItems"]["nodes"]]
        if not order["lineItems"]["pageInfo"]["hasNextPage"]:
            break
        cursor = order["lineItems"]["pageInfo"]["endCursor"]
    assert found == [gid("LineItem", line.id) for line in big.lines]
    nested = client.data(
        "query($id: ID!) { order(id: $id) { lineItems(first: 30) { nodes { id } pageInfo { hasNextPage } } } }",
        id=gid("Order", big.id),
    )["order"]["lineItems"]
    assert len(nested["nodes"]) == 30
    assert nested["pageInfo"]["hasNextPage"] is True


@pytest.mark.parametrize(
    ("window", "message"),
    [
        ("", "you must provide one of first or last"),
        ("(first: 2, last: 2)", "providing both first and last is not supported"),
        ("(first: 251)", "first cannot exceed 250"),
        ("(last: -1)", "last must be zero or greater"),
        ('(first: 2, after: "rubbish")', "Invalid cursor for current pagination sort: 'rubbish' (after)."),
    ],
)
def test_a_wrong_window_is_refused(client: Client, window: str, message: str) -> None:
    reply = client.reply(f"{{ orders{window} {{ nodes {{ id }} }} }}")
    assert reply["data"] is None
    assert reply["errors"][0]["message"] == message
    assert reply["errors"][0]["path"] == ["orders"]
    assert reply["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


def test_too_many_ids_are_refused(client: Client) -> None:
    reply = client.reply("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[gid("Order", n) for n in range(251)])
    assert reply["errors"][0]["extensions"]["code"] == "MAX_INPUT_SIZE_EXCEEDED"


def test_paging_stops_after_25000_objects(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr("ticketforge_desktop.demo.lookup.PAGING_STOP", 100)
    page = client.data(PAGE, first=100, key="ID")["orders"]
    reply = client.reply(PAGE, first=10, key="ID", after=page["pageInfo"]["endCursor"])
    assert "limited to" in reply["errors"][0]["message"]
    narrow = client.data(PAGE, first=60, key="ID", query="financial_status:pending")["orders"]
    assert narrow["edges"]


def test_any_field_of_the_schema_may_be_asked_for(client: Client) -> None:
    """What the store does not emulate is empty, never a crash."""
    schema = client.store.executor.schema
    from graphql import GraphQLScalarType, get_named_type

    for kind, root in (
        ("Order", "orders"),
        ("Product", "products"),
        ("Customer", "customers"),
        ("ProductVariant", "productVariants"),
    ):
        scalars = [
            name
            for name, field in schema.get_type(kind).fields.items()
            if isinstance(get_named_type(field.type), GraphQLScalarType)
            and not any(str(arg.type).endswith("!") for arg in field.args.values())
        ]
        nodes = client.data(f"{{ {root}(first: 5) {{ nodes {{ {' '.join(scalars)} }} }} }}")[root]["nodes"]
        assert set(nodes[0]) == set(scalars)


def test_aliases_fragments_and_typenames(client: Client) -> None:
    data = client.data(
        """query { a: orders(first: 1) { nodes { ...o } } node: shop { __typename name } }
        fragment o on Order { __typename id lines: lineItems(first: 1) { edges { node { __typename quantity } } } }"""
    )
    assert data["a"]["nodes"][0]["__typename"] == "Order"
    assert data["a"]["nodes"][0]["lines"]["edges"][0]["node"]["__typename"] == "LineItem"
    assert data["node"]["__typename"] == "Shop"
