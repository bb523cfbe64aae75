"""An evening at one till: leased before the doors, refilled while it sells, given back when the shift is closed.

The desk as the window has it, against the embedded store over HTTP. At the end what the store counts, what the mirror
tells and what was sold agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.domain.seating.halls import hall
from ticketforge_desktop.bootstrap import Desk, open_desk
from ticketforge_desktop.demo.entities import Variant
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.tenders import Tender, Tendered
from ticketforge_desktop.host.locks import FileLock
from ticketforge_desktop.services.availability import CategoryAvailability
from ticketforge_desktop.services.ports.allotments import LeaseRefused, LeaseState, NoLease
from ticketforge_desktop.services.ports.mirror import EventFilter, Sort
from ticketforge_desktop.services.ports.outbox import Choice
from ticketforge_desktop.services.ports.shifts import CashCount
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.services.ports.till import Sale, StockWay
from ticketforge_desktop.services.sell import SaleRequest, new_sale_id


class Counter:
    """One desk, and an event with two categories or more that can be leased."""

    def __init__(self, desk: Desk, demo: DemoStore) -> None:
        self.desk, self.demo, self.stock = desk, demo, desk.till_stock
        self.event = next(event for event in self.upcoming() if len(self.plenty(event)) > 1)
        self.category = self.plenty(self.event)[0].category_id

    def upcoming(self) -> list[str]:
        found = self.desk.queries.events(EventFilter(span="upcoming"), Sort("starts_at"))
        return [row.event_id for row in found.page(0, len(found))]

    def plenty(self, event_id: str) -> list[CategoryAvailability]:
        rows = self.stock.availability.of_event(event_id)
        return [row for row in rows if row.no_lease is None and row.to_ask_for > 40]

    def row(self) -> CategoryAvailability:
        rows = self.stock.availability.of_event(self.event)
        return next(row for row in rows if row.category_id == self.category)

    @property
    def variant(self) -> Variant:
        found = self.demo.world.variants.get(self.row().variant_id)
        assert found is not None
        return found

    def in_store(self) -> tuple[int, int]:
        """Available and reserved, over all places."""
        levels = self.variant.item.levels.values()
        return sum(x.quantities["available"] for x in levels), sum(x.quantities["reserved"] for x in levels)

    def sell(self, units: int) -> Sale:
        selling = self.desk.till.selling
        basket = selling.empty().plus(selling.line(self.event, self.category, units))
        return selling.sell(SaleRequest(new_sale_id(), basket, (Tendered(Tender.CASH),), stock=StockWay.LEASE))


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    home: Path = tmp_path_factory.mktemp("evening") / "profile"
    with DemoStore.start(orders=4, events=10, plan="plus", job_delay=0.0, seed=4) as demo:
        desk = open_desk(str(home), lambda: "made up for this test")
        try:
            desk.connect(StoreLogin(demo.url, token=demo.token))
            desk.run_sync()
            yield Counter(desk, demo)
        finally:
            desk.close()


def test_a_lease_that_is_not_answered_in_time_waits_and_is_told_as_such(counter: Counter) -> None:
    desk, stock, before = counter.desk, counter.stock, counter.row()

    def shown() -> tuple[int, int, int]:
        now = counter.row()
        return now.asked, now.ours, now.reserved - before.reserved

    soon = desk.now() + timedelta(minutes=5)
    with FileLock(desk.folder.path / "push.lock").hold():  # another process is at it, and hangs
        (lease,) = stock.lease(counter.event, [counter.category], patience_s=0)
        assert (lease.state, lease.leased, lease.asked) == (LeaseState.ASKED, 0, 4)
        with pytest.raises(NoLease):
            stock.keep(counter.event, counter.category, 2, "A", "x", soon, patience_s=0)
        assert shown() == (6, 0, 0), "both wait"
    desk.run_sync()
    assert shown() == (0, 6, 6), "with the next sync they are ours"
    hold = stock.keep(counter.event, counter.category, 2, "A", "x", soon)
    assert shown() == (0, 4, 6)
    assert stock.end_shift() == 4
    desk.run_sync()
    assert shown() == (0, 0, 2), "what is kept stays"
    stock.holds.release(hold.hold_id, desk.staff)
    assert stock.end_shift() == 2


def test_all_of_an_event_is_leased_but_what_cannot_be(counter: Counter) -> None:
    stock, rows = counter.stock, counter.plenty(counter.event)
    stubborn = counter.demo.world.variants.get(rows[1].variant_id)
    assert stubborn is not None
    stubborn.policy = "CONTINUE"  # since the last sync: the store says so, not the mirror
    made = {lease.category_id: lease for lease in stock.lease(counter.event, quantity=2)}
    assert (made[rows[0].category_id].state, made[rows[0].category_id].left) == (LeaseState.OPEN, 2)
    refused = made[rows[1].category_id]
    assert (refused.state, refused.reason, stock.attention(refused)) == (LeaseState.REFUSED, "oversells", False)
    with pytest.raises(LeaseRefused):
        stock.lease(counter.event, [rows[1].category_id], quantity=2)
    with pytest.raises(NotFound):
        stock.lease("nothing")
    stubborn.policy = "DENY"
    assert stock.end_shift() >= 2


def test_a_lease_nobody_knows_of_asks_for_a_person(counter: Counter) -> None:
    desk, stock = counter.desk, counter.stock
    lease = stock.allotments.lease(counter.event, counter.category, desk.staff, quantity=2)
    asked = stock.file.allotment(lease)
    assert not stock.attention(asked)
    queue = desk.pushing._profile.send_queue
    queue.begin(asked.outbox_id, desk.now())
    queue.park(asked.outbox_id, desk.now(), maybe_done=True, code="maybe_done", words="?", choices=[Choice.SETTLE])
    assert stock.attention(asked)
    desk.outbox.settle(asked.outbox_id, "No idea", desk.staff)
    stock.upkeep()
    assert stock.attention(stock.file.allotment(lease)), "lost"
    assert not stock.attention(stock.allotments.resolve(lease, there=False, staff=desk.staff))


def test_who_waits_is_offered_what_comes_back_to_the_store(counter: Counter) -> None:
    desk, stock = counter.desk, counter.stock
    desk.run_sync()
    levels = counter.variant.item.levels.values()
    kept = [dict(level.quantities) for level in levels]
    for level in levels:
        level.quantities["available"] = 0
        counter.demo.world.touch_level(level, "available")
    desk.run_sync()
    room, soon = stock.waiting, desk.now() + timedelta(minutes=20)
    person = room.add(counter.event, counter.category, 3, "Jana Öst", desk.staff, phone="0171 555")
    assert stock.possible(room.list(desk.staff)) == set()
    with pytest.raises(LeaseRefused) as refused:
        stock.offer(person.waiting_id, soon)
    assert refused.value.facts["reason"] == "sold_out"
    for level, quantities in zip(levels, kept, strict=True):
        level.quantities.update(quantities)
        counter.demo.world.touch_level(level, "available")
    desk.run_sync()
    assert stock.possible(room.list(desk.staff)) == {person.waiting_id}
    reserved = counter.in_store()[1]
    assert stock.offer(person.waiting_id, soon).state == "offered"
    assert (counter.in_store()[1], counter.row().held) == (reserved + 3, 3)
    assert stock.possible(room.list(desk.staff)) == set(), "they have their offer"
    room.withdraw(person.waiting_id, desk.staff)
    assert stock.end_shift() == 3


def test_an_evening_from_the_float_to_the_count(counter: Counter) -> None:
    desk, stock = counter.desk, counter.stock
    desk.run_sync()
    (available, reserved), sold = counter.in_store(), counter.row().sold
    desk.shifts.desk.open(10_000)
    stock.lease(counter.event, [counter.category], quantity=4)
    first = counter.sell(3)
    assert (first.pending, counter.row().ours) == (True, 1)
    with pytest.raises(NoLease):
        counter.sell(2)
    assert counter.row().ours == 1, "a sale that is refused takes nothing"
    desk.status()  # as the window asks every two seconds: what runs low is asked for
    assert counter.row().asked == 3
    desk.pushing.run(patience_s=60)
    assert counter.row().ours == 4
    counter.sell(2)
    desk.pushing.run(patience_s=60)
    here = counter.row().ours
    assert counter.in_store() == (available - 5 - here, reserved + here)
    desk.run_sync()
    row = counter.row()
    assert (row.sold, row.available) == (sold + 5, row.capacity - row.sold - row.reserved)

    desk.shifts.desk.close(CashCount(10_000 + 5 * row.price.minor))
    desk.run_sync()  # which finds the closed shift by itself
    assert counter.in_store() == (available - 5, reserved)
    row = counter.row()
    assert (row.ours, row.held, row.asked, row.reserved) == (0, 0, 0, reserved)
    desk.status()
    assert not stock.file.leases(), "without a shift nothing is leased again"


def test_what_is_sold_tonight_is_leased_before_the_first_buyer_comes(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = counter.stock
    monkeypatch.setattr(counter.desk.door_log, "tonight", lambda: [counter.event])
    wanted = [row for row in stock.availability.of_event(counter.event) if row.no_lease is None and row.to_ask_for > 0]
    assert stock.lease_tonight() == len(wanted)
    assert stock.lease_tonight() == 0, "they are on their way"
    assert stock.send()
    assert all(row.ours >= 1 for row in stock.availability.of_event(counter.event) if row in wanted)
    stock.end_shift()


def test_units_of_numbered_seats_come_with_seats_and_both_go_home(counter: Counter) -> None:
    desk, stock = counter.desk, counter.stock
    drawn = hall("....." * 2, "....." * 2)
    venue = desk.queries.event(counter.event).row.venue
    rows = tuple(
        replace(row, seats=tuple(seat._replace(category=counter.category) for seat in row.seats))
        for row in drawn.sections[0].rows
    )
    desk.seating.desk.save(replace(drawn, venue=venue, sections=(replace(drawn.sections[0], rows=rows),)))

    def ours() -> int:
        plan = desk.seating.plan(counter.event)
        assert plan is not None
        return plan.count(counter.category, ours_only=True)

    desk.shifts.desk.open(0)
    stock.lease(counter.event, [counter.category], quantity=6)
    assert (counter.row().ours, ours()) == (6, 6)
    plan = desk.seating.plan(counter.event)
    assert plan is not None
    seats = sorted(plan.free(ours_only=True))[:2]
    selling = desk.till.selling
    basket = selling.empty().plus(selling.line(counter.event, counter.category, 2, seats=tuple(seats)))
    selling.sell(SaleRequest(new_sale_id(), basket, (Tendered(Tender.CASH),), stock=StockWay.LEASE))
    assert (counter.row().ours, ours()) == (4, 4)
    stock.lease(counter.event, [counter.category], quantity=30)
    assert (counter.row().ours, ours()) == (34, 18), "as many seats as the hall has"
    desk.shifts.desk.close(CashCount(0))
    desk.run_sync()
    assert (counter.row().ours, ours()) == (0, 0)
    desk.seating.look(counter.event)
    plan = desk.seating.plan(counter.event)
    assert plan is not None
    assert plan.count(counter.category) == 18, "all but the two that were sold are everybody's"
