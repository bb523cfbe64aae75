"""What a full sync gives order processing to do: the first, a later one, and one after the mirror was lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.processing import ProcessingStation, shop_world, web_order
from tests.storage.shop_makers import World, load
from ticketforge_desktop.domain.events import EventStatus
from ticketforge_desktop.services.ports.mirror import Watermark

OLD, NEW, LATER = (f"2026-11-{day:02d}T09:00:00Z" for day in (1, 10, 11))


def world_of(*orders: tuple[object, object]) -> World:
    world = shop_world()
    for found, lines in orders:
        world.orders[found.order_id] = found, lines, ()  # type: ignore[attr-defined,assignment]
    return world


def whole_sync(station: ProcessingStation, world: World, complete_to: str) -> None:
    """A full sync whose bulk job knew the store up to a time."""
    from tests.storage.shop_makers import LOCATIONS, SHOP

    shadow = station.profile.mirror_writer.shadow()
    load(shadow, "locations", [LOCATIONS])
    for feed, batches in world.batches().items():
        load(shadow, feed, batches)
    shadow.finish(SHOP, [Watermark("orders", complete_to)])


@pytest.fixture
def station(tmp_path: Path) -> Iterator[ProcessingStation]:
    opened = ProcessingStation(tmp_path)
    yield opened
    opened.close()


def test_the_first_makes_parcels_only_for_what_is_still_to_be_posted(station: ProcessingStation) -> None:
    orders = [
        web_order(1001, add_on=1),
        web_order(1002),
        web_order(1003, add_on=1, fulfillment_status="FULFILLED"),
        web_order(1004, add_on=1, cancelled_at=NEW),
        web_order(1005, add_on=1, financial_status="PENDING"),
        web_order(1006, add_on=1, variant=120),
        web_order(1007, add_on=2),
    ]
    station.full_sync(world_of(*orders))
    report = station.process()
    assert report.whole
    assert report.orders == 2, "the others are not even looked at"
    assert [name for name, *_ in station.parcels()] == ["1001-1", "1007-1"]
    before = station.everything()
    assert not station.process().whole
    assert station.everything() == before


def test_a_later_one_changes_nothing_where_the_store_did_not(station: ProcessingStation) -> None:
    world = world_of(web_order(1001, add_on=1), web_order(1002, add_on=1, cancelled_at=NEW))
    whole_sync(station, world, NEW)
    station.process()
    before = station.everything()
    whole_sync(station, world, LATER)
    report = station.process()
    assert (report.whole, report.orders) == (True, 1)
    assert station.everything() == before


def test_a_later_one_finds_all_that_happened_meanwhile(station: ProcessingStation) -> None:
    whole_sync(station, world_of(web_order(1001, add_on=1), web_order(1002), web_order(1003)), OLD)
    station.process()
    inside, _ = station.tickets(1002)
    station.admit(inside)
    station.sends_mail = True

    off, lines = web_order(1001, add_on=1)
    back, its_lines = web_order(1002)
    world = world_of(
        (off._replace(cancelled_at=NEW, updated_at=NEW), lines),
        (back._replace(financial_status="REFUNDED", refunds=1, refunded_minor=8400, updated_at=NEW), its_lines),
        web_order(1003),
        web_order(1004, at=NEW, add_on=1),
        web_order(1005, at=NEW),
    )
    whole_sync(station, world, NEW)
    report = station.process()

    assert report.orders == 4
    assert [(name, off) for name, _, off, _ in station.parcels()] == [("1001-1", "order_cancelled"), ("1004-1", "")]
    assert station.flags() == [("admitted_refunded", inside)]
    assert station.mails() == ["mail:order_confirmation:1004", "mail:order_confirmation:1005"]


def test_with_the_mirror_lost_the_station_still_knows_what_it_did(station: ProcessingStation, tmp_path: Path) -> None:
    world = world_of(web_order(1001, add_on=1), web_order(1002))
    whole_sync(station, world, NEW)
    station.sends_mail = True
    station.process()
    inside, _ = station.tickets(1002)
    station.admit(inside)
    before = station.station("SELECT * FROM parcels")
    station.close()
    for path in tmp_path.glob("mirror*"):
        path.unlink()

    again = ProcessingStation(tmp_path, sends_mail=True)
    off, lines = web_order(1002)
    world.orders[1002] = off._replace(cancelled_at=LATER, updated_at=LATER), lines, ()
    new, its_lines = web_order(1003, at=LATER)
    world.orders[1003] = new, its_lines, ()
    whole_sync(again, world, LATER)
    again.process()
    assert again.station("SELECT * FROM parcels") == before
    assert again.flags() == [("admitted_cancelled", inside)]
    assert again.mails() == ["mail:order_confirmation:1003"]
    again.close()


def test_a_run_that_was_stopped_after_a_full_sync_goes_on_with_all_of_it(station: ProcessingStation) -> None:
    from ticketforge_desktop.domain.rights import DEFAULT_MANAGER

    station.full_sync(world_of(web_order(1001, add_on=1)))
    station.service().run(DEFAULT_MANAGER, lambda: True)
    assert station.parcels() == []
    assert station.process().parcels == 1


def test_sales_that_came_back_are_found_by_a_full_sync(station: ProcessingStation) -> None:
    station.full_sync()
    station.process()
    sale = "0f0e0d0c-0b0a-4908-8706-050403020100"
    station.write("INSERT INTO sales (sale_id, currency, total_minor, state) VALUES (?, 'EUR', 8400, 'paid')", sale)
    found, lines = web_order(1001, at="2026-09-01T00:00:00Z", source_identifier=sale)
    whole_sync(station, world_of((found, lines)), NEW)
    assert station.process().sales == 1
    assert [row["order_name"] for row in station.station("SELECT order_name FROM sales")] == ["#1001"]


def test_an_event_that_was_cancelled_is_nothing_to_post_for(station: ProcessingStation) -> None:
    world = world_of(web_order(1001, add_on=1))
    world.events[11] = world.events[11]._replace(status=str(EventStatus.CANCELLED))
    station.full_sync(world)
    assert station.process().orders == 0


def test_an_order_that_fails_from_the_beginning_makes_no_run_look_at_everything_again(
    station: ProcessingStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ticketforge_desktop.storage.effects_file import EffectsOnFile

    def refuse(*_: object) -> None:
        raise ValueError("never")

    monkeypatch.setattr(EffectsOnFile, "_write_parcels", refuse)
    station.full_sync(world_of(web_order(1001, add_on=1)))
    runs = [station.process() for _ in range(3)]
    assert [(run.whole, run.troubles) for run in runs] == [(True, 1), (False, 1), (False, 1)]


def test_a_mirror_that_is_swapped_in_during_a_run_is_looked_at_by_the_next(
    station: ProcessingStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process syncs in full while this one has looked at the older mirror."""
    from ticketforge_desktop.services.process_orders import ProcessOrders

    whole_sync(station, world_of(), OLD)
    station.sends_mail = True
    look = ProcessOrders._look_at_all

    def overtaken(self: ProcessOrders, *values: object) -> None:
        look(self, *values)  # type: ignore[arg-type]
        whole_sync(station, world_of(web_order(1001, at=NEW, add_on=1)), NEW)

    with monkeypatch.context() as patched:
        patched.setattr(ProcessOrders, "_look_at_all", overtaken)
        station.process()
    report = station.process()
    assert (report.whole, report.parcels) == (True, 1)
    assert station.station("SELECT value FROM processing WHERE name = 'seen_to'") == [{"value": NEW}]
