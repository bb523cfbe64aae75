"""Leasing seats and counting shelves: what the store demands of every change of stock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.demo.documents_for_tests import ADJUST, DRAFT_CREATE, MOVE, SET
from tests.demo.stores import Store, small_store, stock
from ticketforge_desktop.demo.clock import iso
from ticketforge_desktop.demo.gids import gid

ITEM, PLACE = gid("InventoryItem", 4001), gid("Location", 501)
LEASE = "ticketforge://lease/till-1"


@pytest.fixture
def store() -> Iterator[Store]:
    made = small_store()
    yield made
    made.close()


def lease(quantity: int, seen: int | None = None, **more: Any) -> dict[str, Any]:
    source = {"locationId": PLACE, "name": "available", "changeFromQuantity": seen}
    target = {"locationId": PLACE, "name": "reserved", "changeFromQuantity": None, "ledgerDocumentUri": LEASE}
    row = {"inventoryItemId": ITEM, "quantity": quantity, "from": source, "to": target, **more}
    return {"reason": "reservation_created", "referenceDocumentUri": LEASE, "changes": [row]}


def change(delta: int, name: str = "available", **more: Any) -> dict[str, Any]:
    row = {"inventoryItemId": ITEM, "locationId": PLACE, "delta": delta, "changeFromQuantity": None, **more}
    return {"name": name, "reason": "correction", "changes": [row]}


def target(quantity: int, **more: Any) -> dict[str, Any]:
    row = {"inventoryItemId": ITEM, "locationId": PLACE, "quantity": quantity, "changeFromQuantity": None, **more}
    return {"name": "available", "reason": "correction", "quantities": [row]}


def test_a_till_leases_seats_and_sells_out_of_its_lease(store: Store) -> None:
    group = store.one(MOVE, input=lease(4, seen=10), key="a")["inventoryAdjustmentGroup"]
    assert {(c["name"], c["delta"]) for c in group["changes"]} == {("available", -4), ("reserved", 4)}
    assert stock(store, 3001) == {"available": 6, "reserved": 4}
    sold = change(-3, "reserved", ledgerDocumentUri=LEASE)
    store.one(ADJUST, input=sold, key="b")
    assert stock(store, 3001) == {"available": 6, "reserved": 1}


def test_a_lease_under_the_same_key_is_taken_once(store: Store) -> None:
    one = store.one(MOVE, input=lease(4), key="a")["inventoryAdjustmentGroup"]["id"]
    assert store.one(MOVE, input=lease(4), key="a")["inventoryAdjustmentGroup"]["id"] == one
    assert stock(store, 3001) == {"available": 6, "reserved": 4}
    assert store.errors(MOVE, input=lease(5), key="a")[0]["code"] == "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"
    store.desk.keys.hold("inventoryMoveQuantities", "c", store.world.clock.now())
    assert store.errors(MOVE, input=lease(5), key="c")[0]["code"] == "IDEMPOTENCY_CONCURRENT_REQUEST"


def test_somebody_was_faster(store: Store) -> None:
    errors = store.errors(MOVE, input=lease(4, seen=9), key="a")
    assert errors[0]["code"] == "CHANGE_FROM_QUANTITY_STALE"
    assert stock(store, 3001) == {"available": 10}


def test_a_lease_can_give_back_no_more_than_it_has(store: Store) -> None:
    store.one(MOVE, input=lease(2), key="a")
    given = lease(3)
    row = given["changes"][0]
    row["from"], row["to"] = row["to"], row["from"]
    assert store.errors(MOVE, input=given, key="b")[0]["code"] == "MOVE_QUANTITIES_FAILED"
    assert stock(store, 3001) == {"available": 8, "reserved": 2}


def test_what_a_draft_holds_is_nobody_elses_to_give_back(store: Store) -> None:
    line = {"variantId": gid("ProductVariant", 3001), "quantity": 1}
    until = iso(store.world.now() + 60)
    store.one(DRAFT_CREATE, input={"lineItems": [line], "reserveInventoryUntil": until})
    store.one(MOVE, input=lease(2), key="lease")
    back = lease(3)
    row = back["changes"][0]
    row["from"], row["to"] = row["to"], row["from"]
    assert store.errors(MOVE, input=back, key="three")[0]["code"] == "MOVE_QUANTITIES_FAILED"
    sold = change(-3, "reserved", ledgerDocumentUri=LEASE)
    assert store.errors(ADJUST, input=sold, key="sold")[0]["code"] == "ADJUST_QUANTITIES_FAILED"
    row["quantity"] = 2
    store.one(MOVE, input=back, key="two")
    assert stock(store, 3001) == {"available": 9, "reserved": 1}

    store.world.clock.advance(60)
    store.one(MOVE, input=lease(0), key="anything")
    assert stock(store, 3001) == {"available": 10}, "the draft gave back what it held"
    store.one(MOVE, input=lease(1), key="again")
    row["quantity"] = 1
    store.one(MOVE, input=back, key="all")
    assert stock(store, 3001) == {"available": 10}, "and holds nothing any more"


def test_setting_says_what_changed_and_nothing_when_nothing_did(store: Store) -> None:
    group = store.one(SET, input=target(12, changeFromQuantity=10), key="a")["inventoryAdjustmentGroup"]
    assert group["changes"] == [{"name": "available", "delta": 2}, {"name": "on_hand", "delta": 2}]
    assert store.one(SET, input=target(12), key="b")["inventoryAdjustmentGroup"] is None


def test_on_hand_counts_what_is_promised_too(store: Store) -> None:
    store.one(MOVE, input=lease(4), key="a")
    store.one(SET, input={**target(9), "name": "on_hand"}, key="b")
    assert stock(store, 3001) == {"available": 5, "reserved": 4}


@pytest.mark.parametrize(
    ("document", "given", "code", "field"),
    [
        (ADJUST, change(1, "on_hand"), "INVALID_QUANTITY_NAME", ["input", "name"]),
        (ADJUST, {**change(1), "reason": "because"}, "INVALID_REASON", ["input", "reason"]),
        (
            ADJUST,
            change(1, "reserved"),
            "INVALID_QUANTITY_DOCUMENT",
            ["input", "changes", "0", "ledgerDocumentUri"],
        ),
        (
            ADJUST,
            change(1, ledgerDocumentUri=LEASE),
            "INVALID_AVAILABLE_DOCUMENT",
            ["input", "changes", "0", "ledgerDocumentUri"],
        ),
        (
            ADJUST,
            change(1, "reserved", ledgerDocumentUri="gid://shopify/Order/1"),
            "INTERNAL_LEDGER_DOCUMENT",
            ["input", "changes", "0", "ledgerDocumentUri"],
        ),
        (
            ADJUST,
            change(-1, "reserved", ledgerDocumentUri=LEASE),
            "ADJUST_QUANTITIES_FAILED",
            ["input", "changes"],
        ),
        (
            ADJUST,
            change(1, inventoryItemId=gid("InventoryItem", 9)),
            "INVALID_INVENTORY_ITEM",
            ["input", "changes", "0", "inventoryItemId"],
        ),
        (
            ADJUST,
            change(1, locationId=gid("Location", 9)),
            "INVALID_LOCATION",
            ["input", "changes", "0", "locationId"],
        ),
        (
            ADJUST,
            {**change(1), "referenceDocumentUri": "no uri"},
            "INVALID_REFERENCE_DOCUMENT",
            ["input", "referenceDocumentUri"],
        ),
        (SET, {**target(1), "name": "committed"}, "INVALID_NAME", ["input", "name"]),
        (SET, target(-2_000_000_000), "INVALID_QUANTITY_TOO_LOW", ["input", "quantities", "0", "quantity"]),
        (SET, target(2_000_000_000), "INVALID_QUANTITY_TOO_HIGH", ["input", "quantities", "0", "quantity"]),
        (
            SET,
            {**target(-5), "name": "on_hand"},
            "INVALID_QUANTITY_NEGATIVE",
            ["input", "quantities", "0", "quantity"],
        ),
        (
            SET,
            {**target(5), "quantities": target(5)["quantities"] * 2},
            "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR",
            ["input", "quantities", "1", "locationId"],
        ),
        (MOVE, lease(-1), "INVALID_QUANTITY_NEGATIVE", ["input", "changes", "0", "quantity"]),
        (
            MOVE,
            lease(1, to={"locationId": PLACE, "name": "available", "changeFromQuantity": None}),
            "SAME_QUANTITY_NAME",
            ["input", "changes", "0"],
        ),
        (
            MOVE,
            lease(
                1,
                to={
                    "locationId": gid("Location", 502),
                    "name": "reserved",
                    "changeFromQuantity": None,
                    "ledgerDocumentUri": LEASE,
                },
            ),
            "DIFFERENT_LOCATIONS",
            ["input", "changes", "0"],
        ),
        (
            MOVE,
            lease(1, to={"locationId": PLACE, "name": "committed", "changeFromQuantity": None}),
            "INVALID_QUANTITY_NAME",
            ["input", "changes", "0", "to", "name"],
        ),
    ],
)
def test_what_the_store_refuses(store: Store, document: str, given: Any, code: str, field: list[str]) -> None:
    errors = store.errors(document, input=given, key="k")
    assert [(e["code"], e["field"]) for e in errors] == [(code, field)]
    assert stock(store, 3001) == {"available": 10}


@pytest.mark.parametrize(
    ("document", "given", "type_name"),
    [
        (ADJUST, change(1), "InventoryChangeInput"),
        (SET, target(1), "InventoryQuantityInput"),
        (MOVE, lease(1), "InventoryMoveQuantityTerminalInput"),
    ],
)
def test_the_comparison_must_be_sent_even_as_null(store: Store, document: str, given: Any, type_name: str) -> None:
    row = given.get("changes", given.get("quantities"))[0]
    row.get("from", row).pop("changeFromQuantity")
    error = store.reply(document, input=given, key="k")["errors"][0]
    assert error["message"] == f"{type_name} must include the following argument: changeFromQuantity."
    assert error["extensions"]["code"] == "INVALID_FIELD_ARGUMENTS"


def test_where_an_item_is_not_stocked_nothing_happens(store: Store) -> None:
    elsewhere = change(5, locationId=gid("Location", 502))
    assert store.one(ADJUST, input=elsewhere, key="k")["inventoryAdjustmentGroup"] is None


def test_an_item_is_stocked_at_another_place(store: Store) -> None:
    activate = """mutation($item: ID!, $place: ID!, $available: Int, $key: String!) {
      inventoryActivate(inventoryItemId: $item, locationId: $place, available: $available) @idempotent(key: $key) {
        inventoryLevel { id isActive quantities(names: ["available", "on_hand"]) { name quantity } }
        userErrors { field message } } }"""
    level = store.one(activate, item=ITEM, place=gid("Location", 502), available=7, key="a")["inventoryLevel"]
    assert level["id"] == "gid://shopify/InventoryLevel/502?inventory_item_id=4001"
    assert [q["quantity"] for q in level["quantities"]] == [7, 7]
    errors = store.errors(activate, item=ITEM, place=gid("Location", 502), available=9, key="b")
    assert errors[0]["field"] == ["available"]
    assert stock(store, 3001, 502) == {"available": 7}


def test_a_change_of_stock_moves_the_event(store: Store) -> None:
    product = store.world.products.rows[2001]
    before = product.updated_at
    store.world.clock.advance(60)
    store.one(ADJUST, input=change(1), key="k")
    assert product.updated_at == before + 60
