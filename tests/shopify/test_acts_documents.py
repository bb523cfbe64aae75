"""Every document of the acts is valid on the true schema and costs what its head says."""

import re
from importlib.resources import files

import graphql
import pytest

from tests.shopify.cost_formula import requested_cost, schema
from ticketforge_desktop.services.ports.outbox import KIND_RIGHTS, Safety
from ticketforge_desktop.shopify.acts import store_acts
from ticketforge_desktop.shopify.acts.store_acts import KINDS
from ticketforge_desktop.shopify.documents import document

FOLDER = files("ticketforge_desktop.shopify") / "documents" / "acts"
NAMES = sorted(entry.name.removesuffix(".graphql") for entry in FOLDER.iterdir())
VARIABLES = {"refund_read": {"lines": ["gid://shopify/LineItem/1"] * 50}}
# The mutations of ours to which the store gives a key, or which take none and are looked up (shopify.dev).
KEYED = {"refundCreate", "inventoryAdjustQuantities", "inventoryMoveQuantities"}


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_valid_and_costs_what_its_head_says(name: str) -> None:
    sent = document(f"acts/{name}")
    parsed = graphql.parse(sent.text)
    assert graphql.validate(schema(), parsed) == []
    assert requested_cost(sent.text, VARIABLES.get(name)) == sent.cost
    assert sent.cost < 1_000
    operation = parsed.definitions[0]
    assert isinstance(operation, graphql.OperationDefinitionNode)
    if sent.mutates:
        (root,) = operation.selection_set.selections
        assert isinstance(root, graphql.FieldNode)
        assert root.alias is not None
        assert root.alias.value == "answer"
        assert ("@idempotent" in sent.text) is (root.name.value in KEYED)


def test_every_document_is_sent_by_some_act() -> None:
    folder = files("ticketforge_desktop.shopify") / "acts"
    code = "\n".join(entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".py"))
    named = set(re.findall(r'"([a-z_]+)"', code)) | {"consent_email", "consent_sms"}
    assert set(NAMES) <= named


def test_every_kind_has_its_right_and_a_way_to_be_safe() -> None:
    assert set(KIND_RIGHTS) == set(KINDS)
    assert {name for name, kind in KINDS.items() if kind.safety is Safety.NAMED} == {
        "sale",
        "draft_sale",
        "draft_complete",
        "fulfil",
    }
    assert all(kind.find is not None for kind in KINDS.values() if kind.safety is Safety.NAMED)
    assert {name for name, kind in KINDS.items() if kind.safety is Safety.KEYED} == {
        "refund",
        "adjust_stock",
        "move_stock",
        "lease_stock",
    }
    assert store_acts.KINDS is KINDS
