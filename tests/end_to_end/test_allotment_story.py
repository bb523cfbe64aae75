"""Leases, holds and the waiting list as people use them: by command, against the store in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.end_to_end.conftest import BoxOffice, Served, serve

STOCK = """query($id: ID!) { productVariant(id: $id) { inventoryItem { inventoryLevels(first: 20) {
  nodes { quantities(names: ["available", "reserved"]) { name quantity } } } } } }"""


@dataclass
class Evening:
    """A box office, and one category of which the store has plenty in one place."""

    office: BoxOffice
    store: Served
    event: str
    category: str
    variant_id: int

    def in_store(self) -> dict[str, int]:
        """What the store counts, over all its places."""
        told = self.store.graphql(STOCK, id=f"gid://shopify/ProductVariant/{self.variant_id}")
        sums = {"available": 0, "reserved": 0}
        for level in told["productVariant"]["inventoryItem"]["inventoryLevels"]["nodes"]:
            for amount in level["quantities"]:
                sums[amount["name"]] += amount["quantity"]
        return sums

    def one(self, *arguments: str) -> dict[str, Any]:
        return self.office.one(*arguments)

    def row(self) -> dict[str, Any]:
        """The category as `allotment show` has it."""
        rows = self.office.run("allotment", "show", "--event", self.event)
        return next(row for row in rows if row["category_id"] == self.category)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    with serve("--events", "8", "--orders", "20", "--seed", "4") as store:
        office = BoxOffice(tmp_path_factory.mktemp("till") / "profile")
        office.one("connect", "--url", store.url, "--token-stdin", feed=store.token)
        office.one("sync")
        for event in office.run("events", "list", "--span", "upcoming"):
            for row in office.run("allotment", "show", "--event", event["event_id"]):
                if row["no_lease"] is None and row["in_store"] >= 60 and row["reserved"] == 0:
                    yield Evening(office, store, row["event_id"], row["category_id"], row["variant_id"])
                    return
        pytest.fail("no category with plenty")


def test_an_evening_with_a_lease_a_hold_and_somebody_who_waits(evening: Evening) -> None:
    office, event, category = evening.office, evening.event, evening.category
    here = ("--event", event, "--category", category)
    before = evening.in_store()
    (lease,) = office.run("allotment", "lease", *here, "--quantity", "6")
    assert (lease["state"], lease["leased"], lease["left"]) == ("open", 6, 6)
    assert evening.in_store() == {"available": before["available"] - 6, "reserved": 6}

    office.one("sync")
    shown = evening.row()
    assert (shown["ours"], shown["reserved"], shown["in_store"]) == (6, 6, before["available"] - 6)
    listed = {row["event_id"]: row for row in office.run("events", "list")}[event]
    assert listed["reserved"] == 6, "the list counts it"
    told = next(row for row in office.one("events", "show", event)["categories"] if row["category_id"] == category)
    assert (told["reserved"], told["available"]) == (6, told["capacity"] - told["sold"] - 6)

    # A hold takes what is here, and leases what is missing.
    hold = evening.one(
        "hold", "add", *here, "--quantity", "8", "--name", "Presse", "--reason", "Kritik", "--minutes", "90"
    )
    assert (hold["state"], hold["left"], hold["reason"]) == ("held", 8, "Kritik")
    assert evening.in_store()["reserved"] == 8
    assert (evening.row()["ours"], evening.row()["held"]) == (0, 8)
    assert office.one("allotment", "return") == {"returned": 0, "pending": False}, "what is held stays"
    assert evening.in_store()["reserved"] == 8

    # Somebody waits, and is offered what the press lets go.
    person = evening.one(
        "waiting", "add", *here, "--quantity", "2", "--name", "Jana Öst", "--email", "jana@example.org"
    )
    number = str(person["waiting_id"])
    assert evening.one("hold", "release", hold["hold_id"])["ended_how"] == "person"
    assert office.refused("hold", "release", hold["hold_id"])["code"] == "conflict"
    offered = evening.one("waiting", "offer", number, "--minutes", "20")
    assert offered["state"] == "offered"
    assert [(row["name"], row["left"]) for row in office.run("hold", "list")] == [("Jana Öst", 2)]
    assert evening.one("waiting", "withdraw", number)["state"] == "withdrawn"
    assert office.run("waiting", "list") == []
    assert [row["name"] for row in office.run("waiting", "list", "--all")] == ["Jana Öst"]
    assert office.run("hold", "list") == []
    assert office.refused("waiting", "withdraw", number)["code"] == "conflict"

    assert office.one("allotment", "return", *here, "--quantity", "3") == {"returned": 3, "pending": False}
    assert office.one("allotment", "return", "--event", event) == {"returned": 5, "pending": False}
    assert evening.in_store() == before
    assert office.run("allotment", "show") == []
    assert {row["state"] for row in office.run("allotment", "list", "--all")} == {"spent"}


def test_bad_input_is_refused_with_a_reason_and_leases_nothing(evening: Evening) -> None:
    office, event, category = evening.office, evening.event, evening.category
    here = ("--event", event, "--category", category)
    before = evening.in_store()
    assert office.refused("allotment", "lease", "--event", "nothing")["code"] == "not_found"
    assert office.refused("allotment", "lease", *here, "--quantity", "2", "--least", "3")["code"] == "bad_input"
    assert office.refused("allotment", "return", "--category", category)["code"] == "bad_input"
    assert office.refused("allotment", "resolve", "nothing", "--there")["code"] == "not_found"
    keep = ("hold", "add", *here, "--reason", "x", "--name", "A")
    for wrong in ((), ("--minutes", "5", "--until", "2030-01-01T10:00+01:00"), ("--until", "tomorrow")):
        assert office.refused(*keep, *wrong)["code"] == "bad_input", wrong
    assert office.refused("waiting", "add", *here, "--name", "A")["code"] == "bad_input", "nobody could tell them"
    office.one("sync")
    free = ("allotment", "free", *here, "--quantity", "1", "--reason", "stolen")
    assert office.refused(*free)["code"] == "bad_input", "nothing is reserved elsewhere"
    assert evening.in_store() == before
