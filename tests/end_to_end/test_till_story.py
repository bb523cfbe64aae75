"""A shift at a till with a bad line to the store: up, gone, throttling, answers lost after it had done its work.

By the program's commands alone. At the end the Z report, the store's orders, the places left and the doors agree.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.conftest import BoxOffice
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore

ORDERS = """{ orders(first: 250, query: "source_name:ticketforge") { nodes { name sourceName sourceIdentifier
  displayFinancialStatus totalPriceSet { shopMoney { amount } } lineItems(first: 20) { nodes { quantity } }
  transactions { gateway amountSet { shopMoney { amount } } } } } }"""
GATEWAYS = {"cash": "cash", "card": "card_terminal", "invoice": "invoice"}
WAYS: tuple[tuple[str, ...], ...] = (
    ("--quantity", "2", "--given", "500"),
    ("--tender", "card", "--reference", "T-{n}"),
    ("--quantity", "3", "--discount", "10%", "--reason", "members"),
    ("--class", "reduced", "--tender", "invoice", "--reference", "R-{n}"),
    ("--class", "free", "--reason", "press"),
    ("--quantity", "2", "--class", "child"),
)


@dataclass
class Evening:
    """A box office with a lease, the store it sells for, and what was sold."""

    office: BoxOffice
    demo: DemoStore
    port: int
    event: str
    category: str
    variant_id: int
    extra: int = 0  # units the store has beyond the capacity that it tells
    sold: list[dict[str, Any]] = field(default_factory=list)

    def sell(self, number: int) -> None:
        way = [part.format(n=number) for part in WAYS[number % len(WAYS)]]
        sale = self.office.one("sell", "--event", self.event, "--category", self.category, *way)
        assert (sale["state"], sale["pending"]) == ("paid", True), sale
        assert all(ticket["code"] for ticket in sale["tickets"])
        self.sold.append(sale)

    def line(self, state: str) -> None:
        """Makes the line to the store as it is said."""
        faults = self.demo.faults
        if state == "down":
            self.demo.stop()
        elif state == "up":
            faults.clear()
            if self.demo._server is None:
                self.demo.listen(self.port)
        else:
            faults.add(Fault("throttle-storm", count=2))
            faults.add(Fault("bad-gateway", probability=0.5, count=5))
            faults.add(Fault("dropped-connection", probability=0.2, count=3))

    def stocked(self, units: int) -> None:
        """The store has so many to sell, enough for every buyer of the evening."""
        short = units - self.in_store()[0]
        if short > 0:
            variant = self.demo.world.variants.get(self.variant_id)
            assert variant is not None
            level = max(variant.item.levels.values(), key=lambda one: one.quantities["available"])
            level.quantities["available"] += short
            self.demo.world.touch_level(level, "available")
            self.extra = short

    def orders(self) -> list[dict[str, Any]]:
        told = self.demo.query(ORDERS)
        return [one for one in told["data"]["orders"]["nodes"] if one["sourceName"] == "ticketforge"]

    def in_store(self) -> tuple[int, int]:
        """Available and reserved of the category."""
        variant = self.demo.world.variants.get(self.variant_id)
        levels = variant.item.levels.values()
        return sum(x.quantities["available"] for x in levels), sum(x.quantities["reserved"] for x in levels)

    def shown(self) -> dict[str, Any]:
        rows = self.office.one("events", "show", self.event)["categories"]
        return next(row for row in rows if row["category_id"] == self.category)


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    with DemoStore.start(orders=3, events=3, plan="plus", job_delay=0.0, seed=4) as demo:
        office = BoxOffice(tmp_path / "profile")
        office.one("connect", "--url", demo.url, "--token-stdin", feed=demo.token)
        office.one("sync")
        rows = [(row["event_id"], one) for row in office.run("events", "list") if row["available"] > 40
                for one in office.one("events", "show", row["event_id"])["categories"]]  # fmt: skip
        event, category = max(rows, key=lambda row: int(row[1]["available"]))
        port = int(demo.url.rpartition(":")[2])
        yield Evening(office, demo, port, event, category["category_id"], int(category["variant_id"]))


def story(evening: Evening, sales: int, seed: int) -> None:
    office, chance = evening.office, random.Random(seed)
    evening.stocked(3 * sales)
    available, reserved = evening.in_store()
    office.one("shift", "open", "--float", "100")
    office.run(
        "allotment", "lease", "--event", evening.event, "--category", evening.category, "--quantity", str(2 * sales)
    )
    assert evening.in_store() == (available - 2 * sales, reserved + 2 * sales)

    line = ["up", "down", "faulty"]
    met = Counter[str]()
    for number in range(sales):
        state = line[number * 6 // sales % 3]
        if number * 6 // sales != (number - 1) * 6 // sales or not number:
            evening.line("up")
            evening.line(state)
        evening.sell(number)
        met[state] += 1
        if chance.random() < 0.25:
            pushed = office.run("outbox", "push", "--wait", "1", code=1 if state == "down" else 0)[-1]
            assert state == "down" or pushed["attention"] == 0
    assert min(met[state] for state in line) >= sales // 4, met

    taken = Counter(evening.demo.faults.taken)
    assert taken["bad-gateway"] + taken["dropped-connection"] > 0, "no answer was ever lost: the line was never bad"
    evening.line("up")
    pushed = office.run("outbox", "push", "--wait", "60")[-1]
    assert (pushed["waiting"], pushed["attention"]) == (0, 0), pushed
    office.one("sync")

    z = close(evening)
    judge_money(evening, z)
    judge_stock(evening, available, reserved)
    judge_doors(evening)


def close(evening: Evening) -> dict[str, Any]:
    """The drawer holds what it must; what is not sold goes back to the web shop."""
    expected = evening.office.one("shift", "report")["expected"]
    z = evening.office.one("shift", "close", "--counted", expected)
    evening.office.one("sync")
    evening.office.run("outbox", "push", "--wait", "60")
    evening.office.one("sync")
    assert (z["kind"], z["difference"]) == ("Z", "0.00")
    return z


def judge_money(evening: Evening, z: dict[str, Any]) -> None:
    """Every sale is one order, and the Z report is their sum: by order, in all, and by tender."""
    orders = {order["sourceIdentifier"]: order for order in evening.orders()}
    assert len(orders) == len(evening.orders()) == len(evening.sold), "none is missing, none is there twice"
    for sale in evening.sold:
        order = orders[sale["sale_id"]]
        assert Decimal(order["totalPriceSet"]["shopMoney"]["amount"]) == Decimal(sale["total"])
        assert order["displayFinancialStatus"] == "PAID"
        assert sum(one["quantity"] for one in order["lineItems"]["nodes"]) == len(sale["tickets"])
    total = sum((Decimal(order["totalPriceSet"]["shopMoney"]["amount"]) for order in orders.values()), Decimal(0))
    assert Decimal(z["total"]) == total
    paid: Counter[str] = Counter()
    for order in orders.values():
        for one in order["transactions"]:
            paid[one["gateway"]] += int(Decimal(one["amountSet"]["shopMoney"]["amount"]) * 100)
    assert {GATEWAYS[one["tender"]]: int(Decimal(one["total"]) * 100) for one in z["tenders"]} == dict(paid)
    assert z["tickets"] == sum(len(sale["tickets"]) for sale in evening.sold)


def judge_stock(evening: Evening, available: int, reserved: int) -> None:
    """What the store has left is what was there without what was sold, and what everybody is shown."""
    units = sum(len(sale["tickets"]) for sale in evening.sold)
    assert evening.in_store() == (available - units, reserved)
    assert evening.shown()["available"] == available - units - evening.extra


def judge_doors(evening: Evening) -> None:
    """Each code lets in once, whoever comes with it again."""
    codes = [ticket["code"] for sale in evening.sold for ticket in sale["tickets"]]
    assert len(set(codes)) == len(codes)
    told = evening.office.run("check", "--event", evening.event, "--stdin", feed="\n".join([*codes, *codes]) + "\n")
    assert Counter(one["verdict"] for one in told[: len(codes)]) == {"admitted": len(codes)}
    assert Counter(one["verdict"] for one in told[len(codes) :]) == {"already_used": len(codes)}


def test_twelve_sales_with_a_bad_line(evening: Evening) -> None:
    story(evening, sales=12, seed=3)


@pytest.mark.long
def test_two_hundred_sales_with_a_bad_line(evening: Evening) -> None:
    story(evening, sales=200, seed=5)
