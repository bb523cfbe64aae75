"""What the store says of itself, asked without our client, and the same of a mirror: to be laid side by side."""

from __future__ import annotations

from typing import Any

from tests.sync.rig import Rig
from ticketforge_desktop.demo.server import DemoStore

ORDERS = """query($after: String) { orders(first: 100, after: $after) { pageInfo { hasNextPage endCursor }
  nodes { id name updatedAt cancelledAt displayFinancialStatus email note
    refunds { id }
    transactions(first: 50) { id kind status }
    lineItems(first: 250) { pageInfo { hasNextPage endCursor } nodes { id sku quantity currentQuantity } } } } }"""
MORE_LINES = """query($id: ID!, $after: String) { order(id: $id) {
  lineItems(first: 250, after: $after) { pageInfo { hasNextPage endCursor }
    nodes { id sku quantity currentQuantity } } } }"""
PRODUCTS = """query($after: String) {
  products(first: 100, after: $after, query: "vendor:TicketForge AND product_type:'Event Ticket'") {
    pageInfo { hasNextPage endCursor }
    nodes { id title variants(first: 100) { nodes { id sku price inventoryItem { id
      inventoryLevels(first: 10) { nodes { location { id } quantities(names: ["available", "reserved"]) {
        name quantity } } } } } } } } }"""
CUSTOMERS = """query($after: String) { customers(first: 200, after: $after) { pageInfo { hasNextPage endCursor }
  nodes { id lastName firstName } } }"""

Truth = dict[str, Any]


def of_the_store(demo: DemoStore) -> dict[str, Truth]:
    """Orders, events, stock and people as the store has them now."""
    orders, lines, moved = {}, {}, {}
    for order in _all(demo, ORDERS, "orders"):
        number = _number(order["id"])
        orders[number] = (
            order["name"],
            order["updatedAt"],
            order["cancelledAt"] or "",
            order["displayFinancialStatus"] or "",
            order["email"] or "",
            len(order["refunds"]),
        )
        for line in _lines(demo, order):
            lines[_number(line["id"])] = (number, line["sku"] or "", line["quantity"], line["currentQuantity"])
        for entry in order["transactions"]:
            moved[_number(entry["id"])] = (number, entry["kind"], entry["status"])
    events, stock = {}, {}
    for product in _all(demo, PRODUCTS, "products"):
        events[_number(product["id"])] = product["title"]
        for variant in product["variants"]["nodes"]:
            item = variant["inventoryItem"]
            for level in item["inventoryLevels"]["nodes"]:
                counted = {entry["name"]: entry["quantity"] for entry in level["quantities"]}
                place = (_number(item["id"]), _number(level["location"]["id"]))
                stock[place] = (counted.get("available", 0), counted.get("reserved", 0))
    people = {
        _number(person["id"]): " ".join(filter(None, (person["firstName"], person["lastName"])))
        for person in _all(demo, CUSTOMERS, "customers")
    }
    return {"orders": orders, "lines": lines, "transactions": moved, "events": events, "stock": stock, "people": people}


def of_the_mirror(rig: Rig) -> dict[str, Truth]:
    """The same from a station's file."""
    orders = rig.rows("SELECT order_id, name, updated_at, cancelled_at, financial_status, email, refunds FROM orders")
    lines = rig.rows("SELECT line_id, order_id, sku, quantity, current_quantity FROM order_lines")
    moved = rig.rows("SELECT transaction_id, order_id, kind, status FROM transactions")
    stock = rig.rows(
        "SELECT inventory_item_id, location_id, available, reserved FROM stock"
        " WHERE inventory_item_id IN (SELECT inventory_item_id FROM categories)"
    )
    return {
        "orders": {row[0]: tuple(row[1:]) for row in orders},
        "lines": {row[0]: tuple(row[1:]) for row in lines},
        "transactions": {row[0]: tuple(row[1:]) for row in moved},
        "events": dict(rig.rows("SELECT product_id, title FROM events")),
        "stock": {tuple(row[:2]): tuple(row[2:]) for row in stock},
        "people": dict(rig.rows("SELECT customer_id, name FROM participants")),
    }


def differences(store: dict[str, Truth], mirror: dict[str, Truth]) -> dict[str, dict[object, tuple[object, object]]]:
    """What differs: kind → key → (in the store, in the mirror); empty when all is the same."""
    found = {}
    for kind, truth in store.items():
        known = mirror[kind]
        wrong = {key: (truth.get(key), known.get(key)) for key in truth.keys() | known.keys()}
        wrong = {key: pair for key, pair in wrong.items() if pair[0] != pair[1]}
        if wrong:
            found[kind] = wrong
    return found


def _all(demo: DemoStore, document: str, root: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    after = None
    while True:
        reply = demo.query(document, {"after": after})
        assert "errors" not in reply, reply["errors"]
        page = reply["data"][root]
        rows += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return rows
        after = page["pageInfo"]["endCursor"]


def _lines(demo: DemoStore, order: dict[str, Any]) -> list[dict[str, Any]]:
    page, rows = order["lineItems"], list(order["lineItems"]["nodes"])
    while page["pageInfo"]["hasNextPage"]:
        reply = demo.query(MORE_LINES, {"id": order["id"], "after": page["pageInfo"]["endCursor"]})
        page = reply["data"]["order"]["lineItems"]
        rows += page["nodes"]
    return rows


def _number(text: str) -> int:
    return int(text.rsplit("/", 1)[1].partition("?")[0])
