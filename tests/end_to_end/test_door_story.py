"""An evening at the door, told by commands: every verdict that needs no gate rules, and whose codes are believed."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.end_to_end.conftest import BoxOffice, Served

Json = dict[str, Any]

REFUND = """mutation($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) {
  refund { id } userErrors { field message } } }"""
CANCEL = """mutation($id: ID!) { orderCancel(orderId: $id, reason: CUSTOMER, restock: true, notifyCustomer: false) {
  job { id } orderCancelUserErrors { message } userErrors { message } } }"""
SET = """mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) {
  metafields { id } userErrors { message } } }"""
TAG = 'mutation($id: ID!) { tagsAdd(id: $id, tags: ["reprinted"]) { node { id } userErrors { message } } }'
ORDER = """query($q: String) { orders(first: 1, query: $q) { nodes { id name
  lineItems(first: 20) { nodes { id sku originalUnitPriceSet { shopMoney { amount } } } }
  transactions(first: 1) { id gateway } } } }"""


def write(store: Served, mutation: str, **variables: Any) -> None:
    """A write that the store must take."""
    for payload in store.graphql(mutation, **variables).values():
        assert not payload["userErrors"] + payload.get("orderCancelUserErrors", [])


def order_of(store: Served, name: str) -> Json:
    order: Json = store.graphql(ORDER, q=f"name:{name}")["orders"]["nodes"][0]
    assert order["name"] == name
    return order


def refund_one(store: Served, name: str, event: str) -> None:
    """One unit of an event's first line goes back, without restock."""
    order = order_of(store, name)
    sale = order["transactions"][0]
    line = next(line for line in order["lineItems"]["nodes"] if line["sku"].startswith(f"{event}-"))
    paid_back = {
        "orderId": order["id"],
        "kind": "REFUND",
        "gateway": sale["gateway"],
        "parentId": sale["id"],
        "amount": line["originalUnitPriceSet"]["shopMoney"]["amount"],
    }
    lines = [{"lineItemId": line["id"], "quantity": 1, "restockType": "NO_RESTOCK"}]
    given = {"orderId": order["id"], "refundLineItems": lines, "transactions": [paid_back]}
    write(store, REFUND, input=given, key=str(uuid4()))


def cancel(store: Served, name: str) -> None:
    """Cancelling is a job: wait until the order says so."""
    order = order_of(store, name)
    write(store, CANCEL, id=order["id"])
    for _ in range(200):
        if store.graphql("query($id: ID!) { order(id: $id) { cancelledAt } }", id=order["id"])["order"]["cancelledAt"]:
            return
        time.sleep(0.05)
    raise AssertionError("the order was never cancelled")


def reprint(store: Served, ticket: Json) -> None:
    """Another station printed the ticket again. A metafield alone need not move `updatedAt`, so it also tags."""
    owner = order_of(store, ticket["order"])["id"]
    value = json.dumps({ticket["ticket_id"]: 2})
    write(
        store, SET, m=[{"ownerId": owner, "namespace": "ticketforge", "key": "issues", "type": "json", "value": value}]
    )
    write(store, TAG, id=owner)


def verdicts(office: BoxOffice, event: str, scans: list[str], *options: str) -> list[str]:
    answers = office.run("check", "--stdin", "--event", event, *options, feed="".join(f"{scan}\n" for scan in scans))
    return [answer["verdict"] for answer in answers]


def synced_until(office: BoxOffice, arrived: Callable[[dict[str, Json]], bool]) -> dict[str, Json]:
    """Sync until the store's last write is here: its search index lags behind by seconds. All tickets by their id."""
    patience = time.monotonic() + 60
    while True:
        office.one("sync")
        now = {ticket["ticket_id"]: ticket for ticket in office.run("tickets", "list")}
        if arrived(now):
            return now
        assert time.monotonic() < patience, "the write never arrived"


def going_on(office: BoxOffice) -> list[tuple[str, list[Json]]]:
    """Events that take place, with their valid tickets, most tickets first."""
    off = {event["event_id"] for event in office.run("events", "list") if event["status"] == "CANCELLED"}
    valid = [t for t in office.run("tickets", "list") if t["state"] == "valid" and t["event_id"] not in off]
    events = Counter(ticket["event_id"] for ticket in valid).most_common()
    return [(event, [ticket for ticket in valid if ticket["event_id"] == event]) for event, _ in events]


def orders_of(tickets: list[Json]) -> dict[str, list[Json]]:
    """Orders with their tickets, the largest first."""
    found: dict[str, list[Json]] = {}
    for ticket in tickets:
        found.setdefault(ticket["order"], []).append(ticket)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def test_each_verdict_for_its_own_reason(store: Served, office: BoxOffice) -> None:
    (event, tickets), (_, others) = going_on(office)[:2]
    (part_name, part), (_, printed), (off_name, off) = list(orders_of(tickets).items())[:3]
    assert len(part) >= 2 <= len(printed)
    everything = office.run("tickets", "list")
    unpaid = next(ticket for ticket in everything if ticket["state"] == "unpaid")
    code = off[0]["code"]
    misread = code[:100] + str((int(code[100]) + 1) % 10) + code[101:]

    scans = [misread, "Schmidt", "x" * 10_000, others[0]["code"], others[0]["ean"], "2000000000008"]
    told = ["unreadable", "unreadable", "unreadable", "wrong_event", "wrong_event", "unknown"]
    assert verdicts(office, event, scans) == told
    assert verdicts(office, unpaid["event_id"], [unpaid["code"]]) == ["unpaid"]

    cancel(store, off_name)
    refund_one(store, part_name, event)
    reprint(store, printed[0])
    now = synced_until(office, lambda now: now[printed[0]["ticket_id"]]["issue"] == 2)
    (dead,) = [ticket for ticket in part if now[ticket["ticket_id"]]["state"] == "refunded"]
    alive = next(ticket for ticket in part if now[ticket["ticket_id"]]["state"] == "valid")
    scans = [ticket["code"] for ticket in (off[0], dead, alive)]
    assert verdicts(office, event, scans) == ["cancelled", "refunded", "admitted"]
    newest = now[printed[0]["ticket_id"]]
    scans = [printed[0]["code"], printed[0]["ean"], newest["code"]]
    assert verdicts(office, event, scans) == ["replaced", "unknown", "admitted"]

    bare = printed[1]
    assert verdicts(office, event, [bare["number"].lower(), bare["ean"]]) == ["confirm", "confirm"]
    assert verdicts(office, event, [bare["ean"]], "--bare", "admit") == ["admitted"]
    assert office.one("check", "--undo", bare["ticket_id"], "--reason", "wrong person")["undone"]["station"]
    assert verdicts(office, event, [bare["number"]], "--confirmed") == ["admitted"]
    assert verdicts(office, event, [bare["code"]], "--direction", "exit") == ["exited"]


def test_a_cancelled_event_lets_nobody_in(store: Served, office: BoxOffice) -> None:
    off = {event["event_id"] for event in office.run("events", "list") if event["status"] == "CANCELLED"}
    valid = [t for t in office.run("tickets", "list") if t["state"] == "valid" and t["event_id"] in off]
    assert valid, "the generated store has a cancelled event that was sold"
    assert verdicts(office, valid[0]["event_id"], [valid[0]["code"]]) == ["event_cancelled"]


def test_a_second_station_is_believed_once_a_manager_enrols_it(
    store: Served, office: BoxOffice, tmp_path: Path
) -> None:
    other = BoxOffice(tmp_path / "till")
    other.one("connect", "--url", store.url, "--token-stdin", feed=store.token)
    other.one("sync")
    office.one("sync")
    event, theirs = going_on(other)[2]
    ours = {ticket["ticket_id"]: ticket for ticket in office.run("tickets", "list", "--event", event)}
    for ticket in theirs:
        mine = ours[ticket["ticket_id"]]
        assert (mine["number"], mine["ean"], mine["state"]) == (ticket["number"], ticket["ean"], ticket["state"])
        assert mine["code"] != ticket["code"], "each station signs with its own key"
    code = theirs[0]["code"]
    assert verdicts(other, event, [code]) == ["admitted"], "its own codes, at its own door"
    refused = office.one("check", code, "--event", event)
    assert (refused["verdict"], refused["reason"], refused["ticket_id"]) == ("forged", "key not enrolled", None)

    key_id = next(key["key_id"] for key in other.run("keys", "list") if key["own"])
    waiting = {key["key_id"] for key in office.run("keys", "list") if key["state"] == "waiting"}
    assert key_id in waiting
    assert office.one("keys", "enrol", key_id)["published"]
    assert verdicts(office, event, [code]) == ["admitted"]

    assert office.one("keys", "revoke", key_id, "--since", "2020-01-01T00:00:00+00:00")["state"] == "revoked"
    stolen = office.one("check", theirs[1]["code"], "--event", event)
    assert (stolen["verdict"], stolen["reason"]) == ("forged", "key revoked at 2020-01-01T00:00:00Z")
    other.one("sync")
    states = {key["key_id"]: (key["state"], key["own"]) for key in other.run("keys", "list")}
    assert states.pop(key_id) == ("revoked", False)
    assert ("waiting", True) in states.values(), "the station made itself a new key"
