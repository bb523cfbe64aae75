"""An evening at the till by its commands: opened, sold, counted, closed; the accountant and the store see one sum."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.end_to_end.conftest import BoxOffice, Served, serve
from tests.oracles import pdf_judge


@pytest.fixture(scope="module")
def store() -> Iterator[Served]:
    with serve("--events", "2", "--orders", "3", "--seed", "4") as served:
        yield served


@pytest.fixture(scope="module")
def event(office: BoxOffice) -> str:
    """An event of which this station holds ten tickets."""
    found = next(row["event_id"] for row in office.run("events", "list") if row["available"] > 20)
    category = next(row for row in office.one("events", "show", found)["categories"] if row["available"] > 12)
    office.one("allotment", "lease", "--event", found, "--category", category["category_id"], "--quantity", "10")
    return f"{found} {category['category_id']}"


def store_totals(store: Served) -> Decimal:
    """What the store says its till orders come to."""
    asked = '{ orders(first: 50, query: "source_name:ticketforge") { nodes { sourceName totalPriceSet { shopMoney'
    orders = store.graphql(asked + " { amount } } } } }")["orders"]["nodes"]
    found = [one for one in orders if one["sourceName"] == "ticketforge"]
    return sum((Decimal(one["totalPriceSet"]["shopMoney"]["amount"]) for one in found), Decimal(0))


def test_an_evening_from_float_to_export(office: BoxOffice, store: Served, event: str, tmp_path: Path) -> None:
    event_id, category = event.split()

    def sell(*more: str) -> Decimal:
        sold = office.one("sell", "--event", event_id, "--category", category, *more)
        assert sold["state"] == "paid"
        return Decimal(sold["total"])

    assert office.refused("shift", "report")["code"] == "no_open_shift"
    opened = office.one("shift", "open", "--float", "1.000,50")
    assert (opened["number"], opened["float"], opened["closed_at"]) == (1, "1000.50", None)
    assert "does not comply with the law" in opened["notices"][0]
    assert office.refused("shift", "open", "--float", "0")["code"] == "conflict"

    cash = sell("--quantity", "2", "--given", "500")
    card = sell("--tender", "card", "--reference", "T-17")
    owed = sell("--class", "reduced", "--tender", "invoice")
    sell("--class", "free", "--reason", "Presse")
    moved = office.one("shift", "move", "--drop", "200", "--reason", "Tresor")
    assert (moved["kind"], moved["amount"], moved["currency"]) == ("drop", "200.00", "EUR")
    office.one("shift", "move", "--out", "7.50", "--reason", "Porto")
    assert office.refused("shift", "move", "--out", "99999", "--reason", "zu viel")["code"] == "conflict"

    x = office.one("shift", "report")
    expected = Decimal("1000.50") + cash - Decimal("207.50")
    assert (x["kind"], Decimal(x["total"]), Decimal(x["expected"])) == ("X", cash + card + owed, expected)
    assert (x["counted"], x["difference"], x["tickets"], x["open"]) == (None, None, 5, "0.00")
    tenders = {one["tender"]: Decimal(one["total"]) for one in x["tenders"]}
    assert tenders == {"cash": cash, "card": card, "invoice": owed}
    classes = {one["price_class"]: one["quantity"] for one in x["categories"]}
    assert classes == {"full": 3, "reduced": 1, "free": 1}

    office.run("outbox", "push")
    assert store_totals(store) == Decimal(x["total"])

    office.one("printers", "add", "Bon", "--language", "escpos", "--transport", "sim:bon")
    counted = expected - 5
    z = office.one("shift", "close", "--counted", str(counted), "--note", "fehlt", "--print", "Bon", "--words", "de")
    assert (z["kind"], z["difference"], z["note"], z["printed"]) == ("Z", "-5.00", "fehlt", "printed")
    assert office.one("shift", "report", "--verify") == {"ok": True, "shifts": 1, "first_bad": None, "reason": ""}

    again = office.one("shift", "report", "--number", "1", "--print", "Bon", "-o", str(tmp_path / "z.pdf"))
    assert {**again, "job": 0, "file": ""} == {**z, "job": 0, "file": ""}
    assert again["job"] > z["job"]
    told = " ".join(pdf_judge.words((tmp_path / "z.pdf").read_bytes()).split())
    for part in ("Z report 1", "Difference -€5.00", "Note: fehlt", "does not comply with the law"):
        assert part in told

    done = office.one("shift", "export", "-o", str(tmp_path / "b.csv"), "--decimal", "comma", "--dates", "de")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "b.csv").read_text("utf-8-sig")), delimiter=";"))
    assert len(rows) == done["bookings"]

    def booked(*kinds: str) -> Decimal:
        return sum((Decimal(row["gross"].replace(",", ".")) for row in rows if row["kind"] in kinds), Decimal(0))

    assert booked("line", "rounding", "fee") == booked("payment") == Decimal(z["total"])
    cash_rows = [row for row in rows if row["tender"] == "cash"]
    assert sum(Decimal(row["gross"].replace(",", ".")) for row in cash_rows) == counted
    assert {row["order"][:1] for row in rows if row["kind"] == "line"} == {"#"}


def test_what_a_person_reads(office: BoxOffice, event: str) -> None:
    assert event
    told = office.said("shift", "report", "--number", "1", "--words", "de")
    assert told.splitlines()[0] == "Z-Bericht 1"
    for part in ("ZAHLUNGSARTEN", "Abschöpfung: Tresor", "Differenz", "Bemerkung: fehlt", "KassenSichV"):
        assert part in told
