"""An order comes whole, however much hangs on it, and also for a token that may not see what is to be sent."""

from __future__ import annotations

from typing import Any

import pytest

from tests.shopify.scripted_store import SHOP, Answer, Asked, data, errors, scripted_store
from ticketforge_desktop.domain.errors import NetworkUnavailable, ScopeMissing
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.shopify.opening import open_store

SHUT = {"hasNextPage": False, "endCursor": None}
MORE = {"hasNextPage": True, "endCursor": "next"}


def money(amount: str) -> dict[str, Any]:
    return {"shopMoney": {"amount": amount, "currencyCode": "EUR"}}


def line(number: int) -> dict[str, Any]:
    return {
        "id": f"gid://shopify/LineItem/{number}",
        "quantity": 1,
        "currentQuantity": 1,
        "discountedUnitPriceAfterAllDiscountsSet": money("5.00"),
    }


def sending(number: int, page: dict[str, Any] = SHUT) -> dict[str, Any]:
    rows = [{"id": f"gid://shopify/FulfillmentOrderLineItem/{number}1", "lineItem": {"id": "gid://shopify/LineItem/1"}}]
    return {
        "id": f"gid://shopify/FulfillmentOrder/{number}",
        "status": "OPEN",
        "updatedAt": "2026-11-22T10:00:00Z",
        "assignedLocation": {"location": None},
        "lineItems": {"nodes": rows, "pageInfo": page},
    }


def order(number: int, **told: Any) -> dict[str, Any]:
    at = "2026-11-22T10:00:00Z"
    usual = {
        "id": f"gid://shopify/Order/{number}",
        "name": f"#{number}",
        "createdAt": at,
        "updatedAt": at,
        "processedAt": at,
        "currencyCode": "EUR",
        "currentTotalPriceSet": money("5.00"),
        "totalPriceSet": money("5.00"),
        "totalRefundedSet": money("0.00"),
        "lineItems": {"nodes": [line(number * 10)], "pageInfo": SHUT},
    }
    return {**usual, **told}


def orders(*nodes: Any) -> Answer:
    return data({"orders": {"nodes": list(nodes), "pageInfo": SHUT}})


def operation(asked: Asked) -> str:
    return asked.json["query"].split()[1].split("(")[0]


def read(script: dict[str, Any]) -> tuple[Any, list[str], list[Any]]:
    """The page of orders a store with these answers gives, what it was asked, and with which variables."""

    def answer(asked: Asked) -> Answer:
        name = operation(asked)
        if name == "Shop":
            return data(SHOP)
        told = script[name]
        return told(asked) if callable(told) else told

    with scripted_store(answer) as there:
        store = open_store(StoreLogin(there.url, token="shpat_1"), sleep=lambda _s: None)
        try:
            page = store.changed("orders", "", "")
            store.changed("orders", "", "")
        finally:
            store.close()
        asked = [a for a in there.asked if a.path.endswith("graphql.json")]
        return page, [operation(a) for a in asked], [a.json["variables"] for a in asked]


def test_every_nested_page_is_followed_to_its_end() -> None:
    paid = [
        {"id": f"gid://shopify/OrderTransaction/{number}", "kind": "SALE", "status": "SUCCESS", "amountSet": money("1")}
        for number in range(1, 61)
    ]
    whole = order(
        7,
        transactions=paid,
        refunds=[
            {
                "id": "gid://shopify/Refund/5",
                "createdAt": "2026-11-22T11:00:00Z",
                "refundLineItems": {"nodes": [], "pageInfo": MORE},
            }
        ],
        fulfillmentOrders={"nodes": [sending(1), sending(2, MORE)], "pageInfo": MORE},
        lineItems={"nodes": [line(1)], "pageInfo": MORE},
    )
    refunded = {"quantity": 1, "restockType": "NO_RESTOCK", "lineItem": {"id": "gid://shopify/LineItem/1"}}
    further = {"id": "gid://shopify/FulfillmentOrderLineItem/99", "lineItem": {"id": "gid://shopify/LineItem/2"}}
    page, _, _ = read(
        {
            "OrdersPage": orders(whole),
            "OrderLines": data({"node": {"lineItems": {"nodes": [line(2), None], "pageInfo": SHUT}}}),
            "RefundLines": data({"node": {"refundLineItems": {"nodes": [refunded], "pageInfo": SHUT}}}),
            "OrderFulfillmentOrders": data({"node": {"fulfillmentOrders": {"nodes": [sending(3)], "pageInfo": SHUT}}}),
            "FulfillmentLines": data({"node": {"lineItems": {"nodes": [further], "pageInfo": SHUT}}}),
        }
    )
    batch = page.batch
    assert [row.line_id for row in batch.lines] == [1, 2]
    assert len(batch.transactions) == 60, "a list without pages: all or an error"
    assert [row.line_id for row in batch.refund_lines] == [1]
    assert [row.fulfillment_order_id for row in batch.fulfillment_orders] == [1, 2, 3]
    assert [row.lines for row in batch.fulfillment_orders][1] == "[[21,1,0,0],[99,2,0,0]]"
    assert batch.troubles == ()


def test_a_nested_page_nobody_can_read_is_the_trouble_of_its_order_alone() -> None:
    bad = order(7, lineItems={"nodes": [], "pageInfo": MORE})
    page, _, _ = read(
        {
            "OrdersPage": orders(order(6), bad, None, {}, order(8)),
            "OrderLines": data({"node": {"lineItems": {"nodes": [{"id": 4}], "pageInfo": SHUT}}}),
        }
    )
    assert [row.order_id for row in page.batch.orders] == [6, 8]
    (trouble,) = page.batch.troubles
    assert (trouble.kind, trouble.object_id, trouble.name, trouble.code) == ("order", 7, "#7", "unreadable")
    assert {row.order_id for row in page.batch.lines} == {6, 8}, "nothing of it is left behind"


def test_a_connection_that_breaks_within_an_order_is_no_trouble_of_the_order() -> None:
    bad = order(7, lineItems={"nodes": [], "pageInfo": MORE})
    with pytest.raises(NetworkUnavailable):
        read({"OrdersPage": orders(order(6), bad), "OrderLines": Answer(status=503)})


def test_a_thing_without_any_id_is_passed_over_and_the_watermark_still_moves() -> None:
    late = {"name": "#9", "updatedAt": "2026-11-22T12:00:00Z"}
    page, _, _ = read({"OrdersPage": orders(order(6), late)})
    assert [row.order_id for row in page.batch.orders] == [6]
    assert page.newest == "2026-11-22T12:00:00Z"


def test_a_token_that_may_not_see_what_is_to_be_sent_still_reads_orders_and_asks_no_more() -> None:
    def page(asked: Asked) -> Answer:
        if asked.json["variables"]["sending"]:
            said = (
                "Access denied for fulfillmentOrders field. Required access: `read_merchant_managed_fulfillment_orders`"
            )
            return errors(said, code="ACCESS_DENIED")
        return orders(order(6))

    told, names, variables = read({"OrdersPage": page})
    assert [row.order_id for row in told.batch.orders] == [6]
    assert names.count("OrdersPage") == 3
    assert [v["sending"] for v in variables if "sending" in v] == [True, False, False]


def test_a_token_that_may_not_read_orders_is_told_so() -> None:
    said = "Access denied for orders field. Required access: `read_orders` access scope."
    with pytest.raises(ScopeMissing) as missing:
        read({"OrdersPage": errors(said, code="ACCESS_DENIED")})
    assert missing.value.facts["scopes"] == ["read_orders"]


def test_orders_by_id_are_asked_for_in_smaller_groups_when_they_are_too_dear() -> None:
    sizes: list[int] = []

    def answer(asked: Asked) -> Answer:
        if operation(asked) == "Shop":
            return data(SHOP)
        ids = asked.json["variables"]["ids"]
        sizes.append(len(ids))
        if len(ids) > 4:
            return errors("Query cost is 1200", code="MAX_COST_EXCEEDED")
        return data({"nodes": [order(int(gid.rpartition("/")[2])) for gid in ids]})

    with scripted_store(answer) as there:
        store = open_store(StoreLogin(there.url, token="shpat_1"), sleep=lambda _s: None)
        try:
            found = store.fetch_orders(list(range(1, 8)))
            store.fetch_orders([1, 2])
        finally:
            store.close()
    assert [row.order_id for row in found.batch.orders] == list(range(1, 8))
    assert sizes == [7, 7, 3, 3, 1, 2]
