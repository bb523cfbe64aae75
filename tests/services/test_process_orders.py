"""What changed orders cause at the station: once, whatever is repeated, and nothing for what is past."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.processing import ProcessingStation, shop_world, web_order
from tests.storage.shop_makers import line
from ticketforge_desktop.domain.changes import Kind
from ticketforge_desktop.services.process_orders import ProcessReport


@pytest.fixture
def station(tmp_path: Path) -> Iterator[ProcessingStation]:
    opened = ProcessingStation(tmp_path)
    opened.full_sync()
    opened.process()
    yield opened
    opened.close()


def test_before_the_first_sync_there_is_nothing_to_do(tmp_path: Path) -> None:
    empty = ProcessingStation(tmp_path)
    assert empty.process() == ProcessReport()
    empty.close()


@pytest.mark.parametrize("add_on", [1, 3])
def test_an_order_with_the_add_on_gets_one_parcel(station: ProcessingStation, add_on: int) -> None:
    station.put(*web_order(1001, 2, add_on=add_on))
    report = station.process()
    assert (report.orders, report.parcels) == (1, 1)
    assert report.changes.touches(Kind.PARCEL)
    assert station.parcels() == [("1001-1", "PENDING", "", 2)]
    (parcel,) = station.station("SELECT order_name, event_id, recipient, email FROM parcels")
    assert tuple(parcel.values()) == ("#1001", "gala", "Jürgen Groß", "juergen@example.de")
    again = station.process()
    assert (again.orders, again.parcels) == (0, 0)


def test_the_add_on_may_stand_anywhere_and_on_several_lines(station: ProcessingStation) -> None:
    found, lines = web_order(1001, 2, add_on=1)
    station.put(found, (*reversed(lines), line(10019, 1001, 900, "HARDTICKET-ADDON-7", 4)))
    station.process()
    assert station.parcels() == [("1001-1", "PENDING", "", 2)]


def test_more_than_ten_tickets_make_several_parcels(station: ProcessingStation) -> None:
    station.put(*web_order(1001, 23, add_on=1))
    station.process()
    assert [(name, pieces) for name, _, _, pieces in station.parcels()] == [
        ("1001-1", 10),
        ("1001-2", 10),
        ("1001-3", 3),
    ]


def test_an_order_without_the_add_on_gets_none(station: ProcessingStation) -> None:
    station.put(*web_order(1001, 2))
    assert station.process().orders == 1
    assert station.parcels() == []


def test_nothing_is_posted_before_it_is_paid(station: ProcessingStation) -> None:
    station.put(*web_order(1001, add_on=1, financial_status="PENDING"))
    station.process()
    assert station.parcels() == []
    station.put(*web_order(1001, add_on=1, at="2026-10-06T00:00:00Z"))
    station.process()
    assert station.parcels() == [("1001-1", "PENDING", "", 2)]
