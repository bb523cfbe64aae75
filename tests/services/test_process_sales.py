"""Our own sales, when they come back from the store as orders."""

from __future__ import annotations

import pytest

from tests.services.processing import ProcessingStation, web_order
from tests.storage.shop_makers import EARLY
from ticketforge_desktop.domain.changes import Kind
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.records import LineRecord, OrderRecord
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.conflicts import ConflictInbox
from ticketforge_desktop.services.inbox import FlagInbox, Inbox

LATER, LATEST = "2026-10-07T00:00:00Z", "2026-10-08T00:00:00Z"


SALE = "0f0e0d0c-0b0a-4908-8706-050403020100"


SEED = f"tf1.{SALE}.110.2.0a0b0c0d.{'ab' * 64}"


@pytest.fixture
def sold(station: ProcessingStation) -> ProcessingStation:
    """A station whose till sold two tickets that have not come back from the store."""
    station.write(
        "INSERT INTO sales (sale_id, kind, currency, total_minor, state) VALUES (?, 'sale', 'EUR', 8400, 'paid')", SALE
    )
    station.write(
        "INSERT INTO sale_lines (sale_id, line, variant_id, quantity, seed) VALUES (?, 1, 110, 2, ?)", SALE, SEED
    )
    return station


def back(at: str = EARLY, order_id: int = 1001, **changes: object) -> tuple[OrderRecord, tuple[LineRecord, ...]]:
    found, lines = web_order(order_id, at=at, source_identifier=SALE, **changes)
    return found, tuple(each._replace(seed=SEED) for each in lines)


def sale_of(station: ProcessingStation) -> tuple[object, ...]:
    (row,) = station.station("SELECT order_id, order_name, state FROM sales")
    (each,) = station.station("SELECT line_id FROM sale_lines")
    return *row.values(), each["line_id"]


def inbox_of(station: ProcessingStation) -> Inbox:
    conflicts = ConflictInbox(station.profile.conflicts, lambda _ticket: None)
    flags = FlagInbox(station.profile.effects)
    return Inbox(conflicts, flags, lambda _ticket: None, lambda _event: ("", ""), lambda: "EUR")


def test_our_own_sale_is_recognised_when_it_comes_back(sold: ProcessingStation) -> None:
    sold.put(*back())
    report = sold.process()
    assert report.sales == 1
    assert report.changes.touches(Kind.SALE)
    assert sale_of(sold) == (1001, "#1001", "settled", 10015)
    sold.put(*back(LATER, cancelled_at=LATER))
    assert sold.process().sales == 0
    assert sale_of(sold) == (1001, "#1001", "settled", 10015)


def test_a_sale_that_waits_for_its_payment_is_settled_when_that_came(sold: ProcessingStation) -> None:
    sold.write("UPDATE sales SET state = 'open'")
    sold.put(*back(financial_status="PENDING"))
    sold.process()
    assert sale_of(sold) == (1001, "#1001", "open", 10015)
    sold.put(*back(LATER))
    sold.process()
    assert sale_of(sold) == (1001, "#1001", "settled", 10015)


def test_a_sale_whose_total_is_another_in_the_store_needs_a_person_once(sold: ProcessingStation) -> None:
    sold.put(*back(original_total_minor=4200))
    assert sold.process().flags == 1
    assert sale_of(sold)[2] == "attention"
    assert sold.flags() == [("sale_differs", SALE)]
    (matter,) = inbox_of(sold).open(DEFAULT_MANAGER)
    assert matter.exposure == Money(4200, "EUR")
    sold.write("UPDATE sales SET state = 'settled'")  # a person looked at it
    sold.put(*back(LATER, original_total_minor=4200))
    sold.process()
    assert sale_of(sold)[2] == "settled"


def test_the_rounding_of_cash_is_no_difference(sold: ProcessingStation) -> None:
    sold.write("UPDATE sales SET rounding_minor = 2")
    sold.put(*back())
    sold.process()
    assert sale_of(sold)[2] == "settled"
    assert sold.flags() == []


def test_a_sale_the_store_has_twice_is_told(sold: ProcessingStation) -> None:
    sold.put(*back())
    sold.put(*back(order_id=1002))
    sold.process()
    assert sale_of(sold) == (1001, "#1001", "settled", 10015)
    assert sold.flags() == [("sale_doubled", SALE)]
    sold.put(*back(LATER, order_id=1002))
    assert sold.process().flags == 0
