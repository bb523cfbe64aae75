"""What changed orders cause at the station: once, whatever is repeated, and nothing for what is past."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.services.processing import ProcessingStation, shop_world, web_order
from tests.storage.shop_makers import line
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import Kind
from ticketforge_desktop.domain.effect_rules import effects_of
from ticketforge_desktop.domain.effects import Effects, OrderFacts
from ticketforge_desktop.domain.errors import BadInput, DiskFull
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.host.locks import FileLock
from ticketforge_desktop.services import process_orders
from ticketforge_desktop.services.process_orders import ProcessReport
from ticketforge_desktop.storage.effects_file import EffectsOnFile

LATER, LATEST = "2026-10-07T00:00:00Z", "2026-10-08T00:00:00Z"


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


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"cancelled_at": LATER}, "order_cancelled"),
        ({"financial_status": "REFUNDED", "refunds": 1}, "order_refunded"),
        ({"financial_status": "VOIDED"}, "order_cancelled"),
        ({"financial_status": "PENDING"}, "unpaid"),
        ({"fulfillment_status": "FULFILLED"}, "shipped_elsewhere"),
    ],
)
def test_a_parcel_on_the_desk_says_that_its_order_is_off(
    station: ProcessingStation, changes: dict[str, object], reason: str
) -> None:
    station.put(*web_order(1001, add_on=1))
    station.process()
    station.put(*web_order(1001, add_on=1, at=LATER, **changes))
    assert station.process().parcel_changes == 1
    assert station.parcels() == [("1001-1", "PENDING", reason, 2)]
    assert [row["code"] for row in station.station("SELECT code FROM parcel_events")] == ["called_off"]


def test_an_add_on_taken_out_calls_the_parcel_off_and_put_back_wants_the_same_one(station: ProcessingStation) -> None:
    found, lines = web_order(1001, add_on=1)
    station.put(found, lines)
    station.process()
    without = tuple(each._replace(current_quantity=0) if each.variant_id == 900 else each for each in lines)
    station.put(found._replace(updated_at=LATER), without)
    station.process()
    assert station.parcels() == [("1001-1", "PENDING", "add_on_removed", 2)]
    station.put(found._replace(updated_at=LATEST), lines)
    station.process()
    assert station.parcels() == [("1001-1", "PENDING", "", 2)]
    codes = [row["code"] for row in station.station("SELECT code FROM parcel_events ORDER BY parcel_event_id")]
    assert codes == ["called_off", "wanted_again"]


def test_tickets_refunded_in_part_leave_the_parcel_with_fewer(station: ProcessingStation) -> None:
    found, lines = web_order(1001, 12, add_on=1)
    station.put(found, lines)
    station.process()
    fewer = tuple(each._replace(current_quantity=3) if each.variant_id == 110 else each for each in lines)
    station.put(found._replace(updated_at=LATER, financial_status="PARTIALLY_REFUNDED", refunds=1), fewer)
    station.process()
    assert station.parcels() == [("1001-1", "PENDING", "", 3), ("1001-2", "PENDING", "fewer_tickets", 2)]


def test_a_packed_parcel_is_left_alone_and_the_manager_told(station: ProcessingStation) -> None:
    station.put(*web_order(1001, add_on=1))
    station.process()
    station.write("UPDATE parcels SET state = 'PRINTED', packed_at = '2026-10-06T00:00:00Z'")
    station.put(*web_order(1001, add_on=1, at=LATER, cancelled_at=LATER))
    assert station.process().flags == 1
    assert station.parcels() == [("1001-1", "PRINTED", "", 2)]
    assert station.flags() == [("packed_parcel_dead", "1001-1")]
    assert station.audit() == [("flag", "1001-1")]


def test_a_parcel_on_its_way_is_nobodys_business(station: ProcessingStation) -> None:
    station.put(*web_order(1001, add_on=1))
    station.process()
    station.write("UPDATE parcels SET state = 'SHIPPED', packed_at = '2026-10-06T00:00:00Z'")
    station.put(*web_order(1001, add_on=1, at=LATER, cancelled_at=LATER))
    station.process()
    assert station.parcels() == [("1001-1", "SHIPPED", "", 2)]
    assert station.flags() == []


def test_nothing_is_posted_for_an_event_that_is_over_or_cancelled(station: ProcessingStation) -> None:
    station.put(*web_order(1001, add_on=1, variant=120))
    station.profile.mirror_writer.apply(
        StoreBatch(events=(shop_world().events[11]._replace(status="CANCELLED", updated_at=LATER),)), None
    )
    station.put(*web_order(1002, add_on=1))
    station.process()
    assert station.parcels() == []


def test_one_orders_trouble_is_noted_and_stops_nobody(
    station: ProcessingStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for order_id in (1001, 1002, 1003):
        station.put(*web_order(order_id, add_on=1))
    write = EffectsOnFile._write_parcels

    def refuse_one(self: EffectsOnFile, connection: Any, facts: OrderFacts, effects: Effects) -> None:
        write(self, connection, facts, effects)
        if facts.order_id == 1002:
            raise ValueError("a street without end")

    with monkeypatch.context() as patched:
        patched.setattr(EffectsOnFile, "_write_parcels", refuse_one)
        first, second = station.process(), station.process()
    assert station.profile.mirror_writer.troubles(10) == [], "it arrived whole: no pull fetches it again"
    assert (first.orders, first.parcels, first.troubles) == (2, 2, 1)
    assert (second.orders, second.parcels, second.troubles) == (0, 0, 1)
    assert [name for name, *_ in station.parcels()] == ["1001-1", "1003-1"], "the half written one left no trace"
    (trouble,) = station.mirror("SELECT * FROM store_troubles")
    assert (trouble["kind"], trouble["object_id"], trouble["name"]) == ("processing", 1002, "#1002")
    assert (trouble["code"], trouble["reason"], trouble["tries"]) == (
        "unwritable",
        "ValueError: a street without end",
        2,
    )

    assert station.process().orders == 1
    assert [name for name, *_ in station.parcels()] == ["1001-1", "1002-1", "1003-1"]
    assert station.mirror("SELECT * FROM store_troubles") == []


def test_a_rule_that_fails_for_one_order_is_that_orders_trouble(
    station: ProcessingStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for order_id in (1001, 1002):
        station.put(*web_order(order_id, add_on=1))

    def fail_for_one(facts: OrderFacts, standing: Any, terms: Any) -> Effects:
        if facts.order_id == 1001:
            raise BadInput("no sense in it")
        return effects_of(facts, standing, terms)

    with monkeypatch.context() as patched:
        patched.setattr(process_orders, "effects_of", fail_for_one)
        assert station.process().troubles == 1
    assert [row["code"] for row in station.mirror("SELECT code FROM store_troubles")] == ["bad_input"]
    assert [name for name, *_ in station.parcels()] == ["1002-1"]


def test_a_full_disk_ends_the_run_and_leaves_everything_queued(
    station: ProcessingStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    station.put(*web_order(1001, add_on=1))

    def full(*_: object) -> None:
        raise DiskFull("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(EffectsOnFile, "carry_out", full)
        with pytest.raises(DiskFull):
            station.process()
    assert len(station.mirror("SELECT * FROM orders_to_process")) == 1
    assert station.process().parcels == 1


def test_a_person_stops_a_run_and_the_next_goes_on(station: ProcessingStation) -> None:
    station.put(*web_order(1001, add_on=1))
    assert station.service().run(DEFAULT_MANAGER, lambda: True).orders == 0
    assert station.process().orders == 1


def test_two_runs_at_once_are_one(station: ProcessingStation, tmp_path: Path) -> None:
    station.put(*web_order(1001, add_on=1))
    lock = FileLock(tmp_path / "processing.lock")
    with lock.hold():
        assert station.service(lock=lock).run(DEFAULT_MANAGER).skipped
    assert station.parcels() == []
    assert station.service(lock=lock).run(DEFAULT_MANAGER).parcels == 1


def test_an_order_that_changes_while_it_is_processed_is_looked_at_again(station: ProcessingStation) -> None:
    station.put(*web_order(1001, add_on=1))
    queue = station.profile.process_queue
    taken = queue.take(0, 10)
    station.put(*web_order(1001, add_on=1, at=LATER, cancelled_at=LATER))
    queue.done(taken)
    assert queue.waiting() == 1
    station.process()
    assert station.parcels() == []


def test_orders_without_effects_cost_the_station_file_no_transaction(
    station: ProcessingStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for order_id in range(2001, 2041):
        station.put(*web_order(order_id))
    write = station.profile._station_file.writer()
    runs: list[object] = []
    run = write.run
    monkeypatch.setattr(write, "run", lambda *work: (runs.append(work), run(*work))[1])
    assert station.process().orders == 40
    assert len(runs) <= 3
