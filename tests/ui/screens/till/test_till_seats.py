"""Numbered seats at the counter: the best ones by Return, others by hand, none twice and none lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.screens.printing.page import told_by, wait
from tests.ui.screens.till.conftest import Counter
from tests.ui.screens.till.test_till_story import RETURN, place_of, printed, sold_by, strike
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.seating.claims import Change, ClaimState, key_of, take
from ticketforge_desktop.domain.tenders import Tender, Tendered
from ticketforge_desktop.services.ports.seats import SeatState
from ticketforge_desktop.services.ports.till import SaleState, StockWay
from ticketforge_desktop.services.sell import SaleRequest, new_sale_id
from ticketforge_desktop.ui.screens.till import TillScreen
from ticketforge_desktop.ui.screens.till.hand import Step

ROWS, WIDE = "AB", 12
SECTION = "Saal"


@dataclass
class Hall:
    event_id: str
    category: str  # its digit
    desk: Counter

    def states(self) -> dict[str, SeatState]:
        rows = self.desk.desk._profile.seating.rows.rows(self.event_id)
        return {row.seat_id: row.state for row in rows}


@pytest.fixture(scope="module")
def hall(counter: Counter) -> Hall:
    """Another event's venue has two rows of numbered seats, of which none is leased; ten units of it are."""
    desk = counter.desk
    bare = desk.queries.event(counter.event_id).row.venue
    for event in desk.till_page.events("", 9):
        kinds = desk.till_page.categories(event.event_id)
        place = next((at for at, kind in enumerate(kinds) if kind.to_ask_for > 30), None)
        if event.venue != bare and place is not None:
            break
    else:
        pytest.fail("no event with another venue")
    rows = [f"{SECTION};{row};{seat};;{kinds[place].category_id}" for row in ROWS for seat in range(1, WIDE + 1)]
    read = desk.seating.read("section;row;seat;kind;category\n" + "\n".join(rows), event.venue)
    assert read.drawn is not None
    desk.till_stock.lease(event.event_id, [kinds[place].category_id], quantity=10)
    desk.seating.save(read.drawn, None)
    return Hall(event.event_id, str(place + 1), counter)


@pytest.fixture(autouse=True)
def empty(till: TillScreen) -> Iterator[None]:
    yield
    if till.counter.hand is not None:
        till.counter.discard()


def choose(till: TillScreen, hall: Hall) -> None:
    strike(till, place_of(till, hall.event_id) + hall.category)
    wait(lambda: till.quantity.hall is not None and till.quantity.hall.isVisibleTo(till))


def chosen(till: TillScreen) -> tuple[str, ...]:
    assert till.counter.hand is not None
    return till.counter.hand.seats


def test_the_best_two_seats_take_no_more_keys_than_two_standing_tickets(till: TillScreen, hall: Hall) -> None:
    sales, desk = sold_by(till), hall.desk.desk
    choose(till, hall)
    strike(till, "2")
    best = chosen(till)
    assert len(best) == 2

    strike(till, RETURN)
    assert hall.states() == dict.fromkeys(best, SeatState.LEASED), "got from the store before they are in the basket"
    row = till.panel.rows[0].detail.text()
    assert (SECTION in row, best[0].rpartition("/")[2] in row) == (True, True)
    strike(till, RETURN)
    printed(till)

    (sale,) = sales
    assert sorted(ticket.seat for ticket in sale.tickets) == sorted(best)
    assert hall.states() == dict.fromkeys(best, SeatState.SOLD)
    receipt = hall.desk.receipts.done()[-1]
    number = best[0].rpartition("/")[2]
    assert any(f"seat {number}" in text or f"Platz {number}" in text for text in receipt.texts)
    # The order's own lines name them, and so do its tickets once they come back.
    desk.pushing.run(patience_s=5)
    desk.run_sync()
    order = desk.queries.order(desk.till.selling.sale(sale.sale_id).order)
    assert sorted(ticket.seat for ticket in order.tickets) == sorted(best)


def test_seats_are_pointed_at_and_return_takes_them(till: TillScreen, hall: Hall) -> None:
    choose(till, hall)
    assert till.quantity.hall is not None
    view, wanted = till.quantity.hall.picker.view, (f"{SECTION}/B/1", f"{SECTION}/B/2")
    for seat in wanted:
        view.toggled.emit(seat)
    assert chosen(till) == wanted

    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    wait(lambda: not till.counter.busy)

    assert till.counter.hand is not None
    assert [line.seats for line in till.counter.hand.basket.lines] == [wanted]
    # They lie in this basket: the same hall does not offer them to its next line.
    till.more()
    strike(till, hall.category)
    assert not till.quantity.hall.picker.choosing.press(wanted[0])
    strike(till, "3" + RETURN)
    assert [len(line.seats) for line in till.counter.hand.basket.lines] == [2, 3]
    with pytest.raises(BadInput):
        till.counter.hand.basket.plus(till.counter.hand.basket.lines[0])


def test_what_is_taken_out_or_discarded_is_everybodys_again_and_can_be_brought_back_before(
    till: TillScreen, hall: Hall
) -> None:
    choose(till, hall)
    strike(till, "3" + RETURN)
    assert till.counter.hand is not None
    seats = till.counter.hand.basket.lines[0].seats
    till.counter.discard()
    assert {hall.states().get(seat) for seat in seats} == {SeatState.LEASED}, "Ctrl+Z may bring it back"
    till.counter.bring_back()
    assert till.counter.hand.basket.lines[0].seats == seats

    till.counter.discard()
    wait(lambda: bool(till.counter.categories))
    strike(till, hall.category)
    assert till.counter.hand.step is Step.QUANTITY
    assert (chosen(till), till.counter.hand.typed) == ((), ""), "the next buyer begins with nothing chosen"
    till.counter.bring_back()
    till.counter.drop_line(0)

    wait(lambda: not set(seats) & hall.states().keys())


def test_a_parked_baskets_seats_are_nobody_elses(till: TillScreen, hall: Hall) -> None:
    choose(till, hall)
    strike(till, "2" + RETURN)
    assert till.counter.hand is not None
    seats = till.counter.hand.basket.lines[0].seats
    till.counter.park()
    wait(lambda: not till.counter.busy and till.counter.hand.basket.lines == ())
    desk = hall.desk.desk

    plan = desk.till_page.seats(hall.event_id)

    assert plan is not None
    assert not set(seats) & plan.free()
    assert desk.till_page.free_seats(hall.event_id, seats) == 0
    (parked,) = desk.till_page.parked()
    desk.till_page.take_back(parked.basket_id)
    assert desk.till_page.free_seats(hall.event_id, seats) == 2


def test_a_seat_another_till_took_meanwhile_is_told_and_the_next_best_offered(till: TillScreen, hall: Hall) -> None:
    desk, told = hall.desk.desk, told_by(till.context)
    desk.till_page.free_seats(hall.event_id, [f"{SECTION}/{row}/{seat}" for row in ROWS for seat in range(1, WIDE + 1)])
    desk.pushing.run(patience_s=5)
    store = desk.store()
    choose(till, hall)
    strike(till, "2")
    lost = chosen(till)
    key = key_of(hall.event_id, SECTION)
    document = store.document(key)
    names = dict.fromkeys((seat.partition("/")[2] for seat in lost), "")
    other = Change("other", "Till 2", names, ClaimState.SOLD, "aa00")
    text = take(document.value if document is not None else "", hall.event_id, SECTION, other).text
    store.swap_document(key, text, document.digest if document is not None else None)

    strike(till, RETURN)

    assert till.counter.hand is not None
    assert (till.counter.hand.step, till.counter.hand.basket.lines) == (Step.QUANTITY, ())
    assert "somebody else" in told[-1]
    wait(lambda: till.counter.seating.plan is not None and not set(lost) & till.counter.seating.plan.free())
    strike(till, RETURN)
    (line,) = till.counter.hand.basket.lines
    assert (len(line.seats), set(line.seats) & set(lost)) == (2, set())


def test_a_sale_the_store_refuses_leaves_its_seats_to_be_sold_again(till: TillScreen, hall: Hall) -> None:
    desk, page = hall.desk.desk, hall.desk.desk.till_page
    choose(till, hall)
    strike(till, "2" + RETURN)
    assert till.counter.hand is not None
    basket = till.counter.hand.basket
    seats, room = basket.lines[0].seats, desk.till.room
    asked = page.sell(SaleRequest(new_sale_id(), basket, (Tendered(Tender.CASH),), stock=StockWay.SHELF))
    assert {hall.states()[seat] for seat in seats} == {SeatState.SOLD}

    room.file.settle(asked.sale_id, SaleState.REFUSED, (), room.clock.now(), desk.staff)

    assert {hall.states()[seat] for seat in seats} == {SeatState.LEASED}
