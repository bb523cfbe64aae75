"""What requests cost, against the recordings of real stores, and the bucket they are paid from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from graphql import get_operation_ast, parse, validate
from graphql.utilities import value_from_ast_untyped

from tests.demo.embedded import NOON, Client, operation, running
from ticketforge_desktop.demo.bucket import Bucket
from ticketforge_desktop.demo.cost import CostModel, page_cost
from ticketforge_desktop.demo.schema import admin_schema

SHARE_OF_QUERIES = 0.92
SHARE_OF_ALL = 0.96


def test_requested_costs_equal_the_recorded_ones(shared: Path) -> None:
    model = CostModel(admin_schema())
    right: dict[bool, list[bool]] = {True: [], False: []}
    for line in (shared / "shopify" / "recordings" / "exchanges.jsonl").read_text(encoding="utf-8").splitlines():
        exchange = json.loads(line)
        document = parse(exchange["query"])
        cost = exchange["response"].get("extensions", {}).get("cost")
        if not cost or validate(admin_schema(), document):
            continue  # asks for what 2026-10 no longer has
        ast = get_operation_ast(document)
        variables = dict(exchange["variables"] or {})
        for definition in ast.variable_definitions:
            if definition.default_value is not None:
                variables.setdefault(definition.variable.name.value, value_from_ast_untyped(definition.default_value))
        writes = ast.operation.value == "mutation"
        right[writes].append(model.requested(document, ast, variables) == cost["requestedQueryCost"])
    assert len(right[False]) >= 110
    assert len(right[True]) >= 250
    assert sum(right[False]) / len(right[False]) >= SHARE_OF_QUERIES
    both = right[False] + right[True]
    assert sum(both) / len(both) >= SHARE_OF_ALL


@pytest.mark.parametrize(("first", "times"), [(0, 0), (1, 1), (2, 1), (3, 2), (5, 3), (10, 4), (50, 7), (250, 11)])
def test_a_page_counts_by_its_logarithm(first: int, times: int) -> None:
    assert page_cost(first) == times


def test_every_reply_tells_its_cost_and_the_bucket(shared: Path) -> None:
    with running(orders=60) as store, Client(store) as client:
        cost = client.reply(operation(shared, "orders_page"), first=10)["extensions"]["cost"]
        assert 0 < cost["actualQueryCost"] <= cost["requestedQueryCost"] <= 1_000
        status = cost["throttleStatus"]
        assert status == {
            "maximumAvailable": 2_000,
            "currentlyAvailable": 2_000 - cost["actualQueryCost"],
            "restoreRate": 100,
        }
        store.clock.advance(1)
        assert store.bucket.status()["currentlyAvailable"] == min(2_000, 2_100 - cost["actualQueryCost"])


def test_an_empty_bucket_throttles_until_it_is_refilled(shared: Path) -> None:
    with running(orders=60) as store, Client(store) as client:
        document = operation(shared, "orders_page")
        replies = [client.reply(document, first=50) for _ in range(30)]
        throttled = [reply for reply in replies if "errors" in reply]
        assert throttled
        assert "data" not in throttled[0]
        assert throttled[0]["errors"][0]["message"] == "Throttled"
        assert throttled[0]["errors"][0]["extensions"]["code"] == "THROTTLED"
        cost = throttled[0]["extensions"]["cost"]
        assert cost["actualQueryCost"] is None
        missing = cost["requestedQueryCost"] - cost["throttleStatus"]["currentlyAvailable"]
        store.clock.advance(missing / cost["throttleStatus"]["restoreRate"] + 0.01)
        assert "data" in client.reply(document, first=50)


def test_a_query_over_1000_points_never_runs() -> None:
    with running(orders=10) as store, Client(store) as client:
        reply = client.reply(
            """{ orders(first: 250) { nodes { fulfillmentOrders(first: 250) { nodes { lineItems(first: 250) { nodes
                { id } } } } } } }"""
        )
        assert reply["errors"][0]["extensions"]["code"] == "MAX_COST_EXCEEDED"
        assert reply["extensions"]["cost"]["actualQueryCost"] is None
        assert reply["extensions"]["cost"]["requestedQueryCost"] > 1_000
        assert store.bucket.status()["currentlyAvailable"] == 2_000


@pytest.mark.parametrize(
    ("plan", "size", "rate"), [("standard", 2_000, 100), ("advanced", 4_000, 200), ("plus", 20_000, 1_000)]
)
def test_the_plan_sets_the_bucket(plan: str, size: int, rate: int) -> None:
    bucket = Bucket(plan, lambda: float(NOON))
    assert bucket.status() == {"maximumAvailable": size, "currentlyAvailable": size, "restoreRate": rate}
    assert bucket.admit(400) is None
    assert bucket.settle(400, 100)["throttleStatus"]["currentlyAvailable"] == size - 100
    bucket.drain(2)
    assert bucket.admit(1) is not None


def test_counting_costs_ten_and_mutations_ten() -> None:
    model = CostModel(admin_schema())
    for text, cost in (
        ("{ ordersCount { count } productsCount { count } }", 20),
        ('mutation { tagsAdd(id: "x", tags: ["a"]) { userErrors { message } } }', 10),
        ("{ __typename }", 0),
        ("{ shop { name } }", 1),
    ):
        document = parse(text)
        assert model.requested(document, get_operation_ast(document), {}) == cost, text
