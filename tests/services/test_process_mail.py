"""Mail is queued once an occasion, only where this station sends it, and never for the past."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.processing import ProcessingStation, shop_world, web_order

OLD, NEW, LATER, LATEST = (f"2026-11-{day:02d}T09:00:00Z" for day in (1, 10, 11, 12))


@pytest.fixture
def station(tmp_path: Path) -> Iterator[ProcessingStation]:
    """It has processed one old order without mail, and was then told to send."""
    opened = ProcessingStation(tmp_path)
    opened.full_sync()
    opened.put(*web_order(1001, at=OLD))
    opened.process()
    opened.sends_mail = True
    yield opened
    opened.close()


def test_a_station_that_was_not_told_to_sends_none(tmp_path: Path) -> None:
    silent = ProcessingStation(tmp_path)
    silent.full_sync()
    silent.put(*web_order(1001, at=NEW))
    assert silent.process().mails == 0
    assert silent.mails() == []
    silent.close()


def test_a_new_order_is_confirmed_once(station: ProcessingStation) -> None:
    station.put(*web_order(1002, at=NEW))
    assert station.process().mails == 1
    (mail,) = station.station("SELECT effect, kind, recipient, language, payload, state, sent_at FROM mail")
    assert json.loads(mail.pop("payload")) == {"order_id": 1002, "order": "#1002"}
    assert tuple(mail.values()) == (
        "mail:order_confirmation:1002",
        "order_confirmation",
        "juergen@example.de",
        "de",
        "queued",
        "",
    )
    found, lines = web_order(1002, at=NEW, email="other@example.de")
    station.put(found._replace(updated_at=LATER), lines)
    assert station.process().mails == 0


def test_orders_from_before_the_switch_get_none_whatever_happens_to_them(station: ProcessingStation) -> None:
    found, lines = web_order(1001, at=OLD, cancelled_at=NEW)
    station.put(found._replace(updated_at=NEW), lines)
    assert station.process().orders == 1
    assert station.mails() == []


def test_an_unpaid_order_is_confirmed_when_it_is_paid(station: ProcessingStation) -> None:
    station.put(*web_order(1002, at=NEW, financial_status="PENDING"))
    assert station.process().mails == 0
    found, lines = web_order(1002, at=NEW)
    station.put(found._replace(updated_at=LATER), lines)
    assert station.process().mails == 1


@pytest.mark.parametrize("missing", ["email", "tickets", "coming"])
def test_without_address_ticket_or_coming_event_there_is_nothing_to_confirm(
    station: ProcessingStation, missing: str
) -> None:
    if missing == "email":
        station.put(*web_order(1002, at=NEW, email=""))
    elif missing == "tickets":
        station.put(*web_order(1002, 0, at=NEW))
    else:
        station.put(*web_order(1002, at=NEW, variant=120))
    assert station.process().mails == 0


def test_each_refund_is_told_and_a_cancellation_tells_its_own(station: ProcessingStation) -> None:
    found, lines = web_order(1002, 4, at=NEW)
    station.put(found, lines)
    station.process()
    for number, at in enumerate((NEW, LATER), start=1):
        back = found._replace(updated_at=at, financial_status="PARTIALLY_REFUNDED", refunds=number)
        station.put(back._replace(refunded_minor=4200 * number), (lines[0]._replace(current_quantity=4 - number),))
        station.process()
    off = found._replace(updated_at=LATEST, cancelled_at=LATEST, financial_status="REFUNDED", refunds=3)
    station.put(off._replace(refunded_minor=16800), (lines[0]._replace(current_quantity=0),))
    station.process()
    assert station.mails() == [
        "mail:cancellation:1002",
        "mail:order_confirmation:1002",
        "mail:refund:1002:1",
        "mail:refund:1002:2",
    ]


def test_a_refund_that_moved_no_money_is_told_by_nobody(station: ProcessingStation) -> None:
    station.put(*web_order(1002, at=NEW, refunds=1))
    station.process()
    assert station.mails() == ["mail:order_confirmation:1002"]


def test_posted_tickets_are_announced_when_they_leave(station: ProcessingStation) -> None:
    found, lines = web_order(1002, at=NEW, add_on=1)
    station.put(found, lines)
    station.process()
    station.put(found._replace(updated_at=LATER, fulfillment_status="FULFILLED"), lines)
    station.process()
    assert station.mails() == ["mail:order_confirmation:1002", "mail:shipping:1002"]


def test_switched_off_for_a_while_the_orders_of_that_while_stay_unmailed(station: ProcessingStation) -> None:
    station.sends_mail = False
    station.put(*web_order(1002, at=NEW))
    station.process()
    station.sends_mail = True
    station.put(*web_order(1003, at=LATER))
    station.process()
    assert station.mails() == ["mail:order_confirmation:1003"]


def test_the_first_order_of_a_new_shop_is_confirmed(tmp_path: Path) -> None:
    station = ProcessingStation(tmp_path, sends_mail=True)
    station.full_sync()
    station.process()
    station.put(*web_order(1001, at=OLD))
    assert station.process().mails == 1
    station.close()


def test_a_computer_whose_clock_is_a_day_wrong_mails_the_same(station: ProcessingStation) -> None:
    station.clock.pass_by(days=1)
    station.put(*web_order(1002, at=NEW))
    station.process()
    station.clock.pass_by(days=-2)
    station.put(*web_order(1003, at=LATER))
    station.process()
    assert station.mails() == ["mail:order_confirmation:1002", "mail:order_confirmation:1003"]


def test_a_first_full_sync_mails_nobody_even_where_mail_is_on(tmp_path: Path) -> None:
    station = ProcessingStation(tmp_path, sends_mail=True)
    world = shop_world()
    for order_id in range(1001, 1031):
        found, lines = web_order(order_id, at=NEW, add_on=order_id % 2)
        world.orders[order_id] = found, lines, ()
    station.full_sync(world)
    report = station.process()
    assert report.whole
    assert (report.orders, report.parcels, report.mails) == (15, 15, 0)
    station.put(*web_order(1031, at=LATER))
    assert station.process().mails == 1
    station.close()
