"""Selling through the store: what an order takes from the shelf, what it owes, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.demo.documents_for_tests import ORDER_CREATE
from tests.demo.stores import START, Store, small_store, stock
from ticketforge_desktop.demo.gids import gid

OBEY = {"inventoryBehaviour": "DECREMENT_OBEYING_POLICY"}
IGNORE = {"inventoryBehaviour": "DECREMENT_IGNORING_POLICY"}


@pytest.fixture
def store() -> Iterator[Store]:
    made = small_store()
    yield made
    made.close()


def seats(variant: int, quantity: int, **more: Any) -> dict[str, Any]:
    return {"variantId": gid("ProductVariant", variant), "quantity": quantity, **more}


def euros(amount: str) -> dict[str, Any]:
    return {"shopMoney": {"amount": amount, "currencyCode": "EUR"}}


def cash(amount: str, **more: Any) -> dict[str, Any]:
    return {"kind": "SALE", "status": "SUCCESS", "gateway": "cash", "amountSet": euros(amount), **more}


def test_a_counter_sale_is_paid_and_takes_its_seats(store: Store) -> None:
    sale = {"lineItems": [seats(3001, 2)], "transactions": [cash("84.00")], "sourceIdentifier": "sale-1"}
    order = store.one(ORDER_CREATE, order=sale, options=OBEY)["order"]
    assert order["displayFinancialStatus"] == "PAID"
    assert order["displayFulfillmentStatus"] == "UNFULFILLED"
    assert order["totalOutstandingSet"]["shopMoney"]["amount"] == "0.0"
    assert order["sourceIdentifier"] == "sale-1"
    assert stock(store, 3001) == {"available": 8, "committed": 2}


def test_a_sale_from_a_lease_leaves_the_shelf_alone(store: Store) -> None:
    store.one(ORDER_CREATE, order={"lineItems": [seats(3001, 2)], "transactions": [cash("84.00")]})
    assert stock(store, 3001) == {"available": 10}


def test_more_than_there_is_changes_nothing(store: Store) -> None:
    lines = [seats(3001, 1), seats(3002, 2), seats(3002, 2)]
    refused = store.errors(ORDER_CREATE, order={"lineItems": lines}, options=OBEY)
    assert refused == [
        {"code": "INVALID", "field": ["order", "lineItems"], "message": "Line items Unable to reserve inventory"}
    ]
    assert stock(store, 3001) == {"available": 10}
    assert len(store.world.orders) == 0


def test_a_category_that_may_oversell_does(store: Store) -> None:
    store.world.variants.rows[3003].policy = "CONTINUE"
    store.one(ORDER_CREATE, order={"lineItems": [seats(3003, 2)]}, options=OBEY)
    assert stock(store, 3003) == {"available": -2, "committed": 2}


def test_ignoring_the_policy_oversells_too(store: Store) -> None:
    store.one(ORDER_CREATE, order={"lineItems": [seats(3003, 1)]}, options=IGNORE)
    assert stock(store, 3003) == {"available": -1, "committed": 1}


def test_seats_from_two_places_make_two_pieces_of_work(store: Store) -> None:
    store.world.variants.rows[3002].item.levels[502] = level = _level(store, 3002, 502, 4)
    order = store.one(ORDER_CREATE, order={"lineItems": [seats(3002, 6)]}, options=OBEY)["order"]
    work = order["fulfillmentOrders"]["nodes"]
    assert [w["lineItems"]["nodes"][0]["totalQuantity"] for w in work] == [3, 3]
    assert stock(store, 3002) == {"committed": 3}
    assert (level.quantities["available"], level.quantities["committed"]) == (1, 3)


def _level(store: Store, variant: int, place: int, units: int) -> Any:
    from ticketforge_desktop.demo.entities import Level

    level = Level(store.world.variants.rows[variant].item, store.world.locations[place], START)
    level.quantities["available"] = units
    return level


@pytest.mark.parametrize(
    ("given", "status", "outstanding"),
    [
        ({}, None, "28.5"),
        ({"financialStatus": "PENDING"}, "PENDING", "28.5"),
        ({"financialStatus": "PAID"}, "PAID", "0.0"),
        ({"transactions": [cash("28.50", kind="AUTHORIZATION")]}, "AUTHORIZED", "0.0"),
        ({"transactions": [cash("10.00")]}, "PARTIALLY_PAID", "18.5"),
        ({"transactions": [cash("28.50", status="FAILURE")]}, "PENDING", "28.5"),
    ],
)
def test_what_is_paid_follows_from_the_money(store: Store, given: Any, status: str | None, outstanding: str) -> None:
    order = store.one(ORDER_CREATE, order={"lineItems": [seats(3002, 1)], **given})["order"]
    assert order["displayFinancialStatus"] == status
    assert order["totalOutstandingSet"]["shopMoney"]["amount"] == outstanding


def test_a_discount_code_loses_no_cent(store: Store) -> None:
    code = {"itemFixedDiscountCode": {"code": "SAVE5", "amountSet": euros("5.00")}}
    sale = {"lineItems": [seats(3001, 1), seats(3002, 2)], "discountCode": code}
    order = store.one(ORDER_CREATE, order=sale)["order"]
    assert order["totalDiscountsSet"]["shopMoney"]["amount"] == "5.0"
    assert order["currentTotalPriceSet"]["shopMoney"]["amount"] == "94.0"


def test_a_buyer_abroad_sees_her_own_currency(store: Store) -> None:
    price = {**euros("40.00"), "presentmentMoney": {"amount": "34.00", "currencyCode": "GBP"}}
    sale = {"lineItems": [seats(3001, 2, priceSet=price)], "presentmentCurrency": "GBP"}
    order = store.one(ORDER_CREATE, order=sale)["order"]
    total = order["currentTotalPriceSet"]
    assert (total["shopMoney"]["amount"], total["presentmentMoney"]["amount"]) == ("80.0", "68.0")


def test_a_line_keeps_its_properties_and_an_order_its_attributes(store: Store) -> None:
    line = seats(3001, 1, properties=[{"name": "tf_seed", "value": "uuid"}])
    sale = {"lineItems": [line], "customAttributes": [{"key": "tf_sale_id", "value": "u"}], "tags": ["b,A", "a"]}
    order = store.one(ORDER_CREATE, order=sale)["order"]
    assert order["lineItems"]["nodes"][0]["customAttributes"] == [{"key": "tf_seed", "value": "uuid"}]
    assert order["customAttributes"] == [{"key": "tf_sale_id", "value": "u"}]
    assert order["tags"] == ["A", "b"]


def test_the_same_e_mail_is_the_same_customer(store: Store) -> None:
    known = store.one(ORDER_CREATE, order={"lineItems": [seats(3001, 1)], "email": "LUCJA@example.com"})["order"]
    assert known["customer"]["id"] == gid("Customer", 4001)
    new = store.one(ORDER_CREATE, order={"lineItems": [seats(3001, 1)], "email": "neu@example.com"})["order"]
    again = store.one(ORDER_CREATE, order={"lineItems": [seats(3001, 1)], "email": "neu@example.com"})["order"]
    assert new["customer"]["id"] == again["customer"]["id"] != known["customer"]["id"]


def test_an_unknown_variant_with_a_title_becomes_a_custom_line(store: Store) -> None:
    line = seats(1, 1, title="Blumen", priceSet=euros("12.00"))
    node = store.one(ORDER_CREATE, order={"lineItems": [line]})["order"]["lineItems"]["nodes"][0]
    assert (node["title"], node["variant"]) == ("Blumen", None)


@pytest.mark.parametrize(
    ("order", "code", "field"),
    [
        ({"lineItems": []}, "INVALID", ["order", "lineItems"]),
        ({"lineItems": [seats(1, 1)]}, "INVALID", ["order", "lineItems", "0", "variantId"]),
        ({"lineItems": [seats(3001, 0)]}, "INVALID", ["order", "lineItems", "0", "quantity"]),
        ({"lineItems": [{"quantity": 1, "title": "x"}]}, "INVALID", ["order", "lineItems", "0", "priceSet"]),
        (
            {"lineItems": [seats(3001, 1)], "processedAt": "2030-01-01T00:00:00Z"},
            "PROCESSED_AT_INVALID",
            ["order", "processedAt"],
        ),
        (
            {
                "lineItems": [seats(3001, 1)],
                "customerId": gid("Customer", 4001),
                "customer": {"toAssociate": {"id": gid("Customer", 4001)}},
            },
            "REDUNDANT_CUSTOMER_FIELDS",
            ["order"],
        ),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(store: Store, order: Any, code: str, field: list[str]) -> None:
    errors = store.errors(ORDER_CREATE, order=order, options=OBEY)
    assert [(e["code"], e["field"]) for e in errors] == [(code, field)]
    assert len(store.world.orders) == 0


def test_a_list_of_251_is_refused_before_anything_happens(store: Store) -> None:
    reply = store.reply(ORDER_CREATE, order={"lineItems": [seats(3001, 1)] * 251})
    error = reply["errors"][0]
    assert error["message"] == "The input array size of 251 is greater than the maximum allowed of 250."
    assert error["extensions"]["code"] == "MAX_INPUT_SIZE_EXCEEDED"
    assert len(store.world.orders) == 0
