"""The checks as people run them: what drifted is mended, what was deleted goes, and the history remembers."""

from __future__ import annotations

from tests.end_to_end.conftest import BoxOffice, Served

DELETE = "mutation($id: ID!) { productDelete(input: {id: $id}) { deletedProductId userErrors { message } } }"
TAG = "mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }"
PRODUCTS = """{ products(first: 100) { nodes { id
  eventId: metafield(namespace: "ticketforge", key: "event_id") { value } } } }"""
ORDERS = "{ orders(first: 3, sortKey: ID) { nodes { id name } } }"


def test_a_drift_check_and_a_sweep_by_hand(office: BoxOffice, store: Served) -> None:
    for order in store.graphql(ORDERS)["orders"]["nodes"]:
        store.graphql(TAG, id=order["id"], tags=["seen"])
    synced = office.one("sync")
    assert synced["changed"] >= 3
    assert synced["troubles"] == 0

    drift = office.one("sync", "--drift")
    assert (drift["mode"], drift["drift"], drift["mended"]) == ("drift", 0, 0)
    assert drift["checked"] >= 3
    told = store.counts()
    assert drift["counts"]["orders"] == {"store": told["orders"], "mirror": told["orders"]}
    assert drift["requests"] > 0
    assert drift["cost"] > 0

    sweep = office.one("sync", "--sweep")
    assert (sweep["mode"], sweep["complete"], sweep["removed"], sweep["withheld"]) == ("sweep", True, {}, {})
    assert sweep["checked"]["order"] == told["orders"]
    assert office.one("status")["mirror_age_s"] >= 0


def test_an_event_deleted_in_the_store_is_gone_after_the_next_sync(office: BoxOffice, store: Served) -> None:
    office.one("sync")
    events = office.run("events", "list")
    found = store.graphql(PRODUCTS)["products"]["nodes"]
    gid = next(p["id"] for p in found if p["eventId"] and p["eventId"]["value"] == events[-1]["event_id"])
    assert store.graphql(DELETE, id=gid)["productDelete"]["userErrors"] == []
    office.one("sync")
    assert events[-1]["event_id"] not in {event["event_id"] for event in office.run("events", "list")}


def test_two_checks_at_once_are_wrong_usage(office: BoxOffice) -> None:
    office.run("sync", "--drift", "--sweep", code=2)
