"""Tickets taken back at the counter: dead at our door at once, in the store with their units and their money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest

from ticketforge_desktop.bootstrap.demo import DemoProfile
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.basket import PriceClass
from ticketforge_desktop.domain.errors import BadInput, Conflict
from ticketforge_desktop.domain.tenders import Tender, Tendered
from ticketforge_desktop.services.ports.allotments import NoLease
from ticketforge_desktop.services.ports.till import Sale
from ticketforge_desktop.services.sell import SaleRequest, new_sale_id
from ticketforge_desktop.services.take_back import TakenBack


@dataclass
class Counter:
    """A desk with a lease of the first two categories of an event."""

    desk: Desk
    store: DemoStore
    event_id: str
    categories: tuple[str, str]

    def sell(self, quantity: int, category: int = 0) -> Sale:
        page = self.desk.till_page
        line = page.line(self.event_id, self.categories[category], quantity, PriceClass.FULL, "")
        request = SaleRequest(new_sale_id(), page.empty().plus(line), (Tendered(Tender.CASH),))
        return page.sell(request)

    def push(self) -> None:
        report = self.desk.pushing.run(patience_s=5)
        assert (report.waiting, report.attention) == (0, 0)
        self.desk.run_sync()

    def verdict(self, ticket_id: str) -> str:
        code = self.desk.codes().code_of(self.desk.queries.ticket(ticket_id))
        desk = self.desk
        return str(desk.check_in.check(code, [self.event_id], desk.gate, "entry", desk.staff).verdict)

    def back(self, *tickets: str, **how: object) -> TakenBack:
        return TakenBack(new_sale_id(), tickets, "cannot come", **how)  # type: ignore[arg-type]

    def cash(self) -> int:
        """What the drawer must hold now."""
        drawer = self.desk.shifts.desk.report().drawer
        assert drawer is not None
        return drawer.expected_minor


@pytest.fixture(scope="module")
def counter() -> Iterator[Counter]:
    profile = DemoProfile(events=8, orders=60)
    desk, _ = profile.open()
    assert profile.store is not None
    try:
        desk.run_sync()
        desk.shifts.desk.open(10_000)
        for event in desk.till_page.events("", 20):
            lines = [one for one in desk.till_page.categories(event.event_id) if one.to_ask_for > 30]
            if len(lines) >= 2 and lines[0].price != lines[1].price:
                break
        first, second = sorted(lines[:2], key=lambda one: one.price.minor)
        desk.till_stock.lease(event.event_id, [first.category_id, second.category_id], quantity=20)
        yield Counter(desk, profile.store, event.event_id, (first.category_id, second.category_id))
    finally:
        desk.close()
        profile.close()


def test_a_ticket_taken_back_before_the_store_heard_of_it_is_dead_here_at_once(counter: Counter) -> None:
    before = counter.cash()
    sale = counter.sell(2)
    gone, stays = (one.ticket_id for one in sale.tickets)

    back = counter.desk.till.taking_back.refund(counter.back(gone))

    assert (back.total.minor, back.payments[0].amount_minor) == (-sale.total.minor // 2, -sale.total.minor // 2)
    assert counter.cash() == before + sale.total.minor // 2
    assert (counter.verdict(gone), counter.verdict(stays)) == ("refunded", "admitted")
    counter.push()
    order = counter.desk.queries.order(counter.desk.till.selling.sale(sale.sale_id).order)
    assert {row.ticket_id: str(row.state) for row in order.tickets} == {gone: "refunded", stays: "valid"}
    assert order.refunded.minor == sale.total.minor // 2
    assert (counter.verdict(gone), counter.verdict(stays)) == ("refunded", "already_used")


def test_taken_back_twice_is_taken_back_once(counter: Counter) -> None:
    sale = counter.sell(1)
    wanted = counter.back(sale.tickets[0].ticket_id)
    first = counter.desk.till.taking_back.refund(wanted)
    before = counter.cash()

    assert counter.desk.till.taking_back.refund(wanted) == first
    with pytest.raises(Conflict):
        counter.desk.till.taking_back.refund(TakenBack(str(uuid4()), wanted.ticket_ids, "again"))

    assert counter.cash() == before
    counter.push()


def test_a_guest_who_was_let_in_is_no_refund_unless_somebody_says_so(counter: Counter) -> None:
    sale = counter.sell(1)
    (ticket,) = (one.ticket_id for one in sale.tickets)
    assert counter.verdict(ticket) == "admitted"

    with pytest.raises(Conflict, match="was let in"):
        counter.desk.till.taking_back.refund(counter.back(ticket))
    back = counter.desk.till.taking_back.refund(counter.back(ticket, used=True))

    assert back.total.minor == -sale.total.minor
    counter.push()


def test_a_fee_is_kept_and_never_more_than_the_ticket_cost(counter: Counter) -> None:
    sale, before = counter.sell(1), counter.cash()
    (ticket,) = (one.ticket_id for one in sale.tickets)
    with pytest.raises(BadInput):
        counter.desk.till.taking_back.refund(counter.back(ticket, fee_minor=sale.total.minor + 1))

    back = counter.desk.till.taking_back.refund(counter.back(ticket, fee_minor=500))

    assert (back.fee_minor, back.payments[0].amount_minor) == (500, 500 - sale.total.minor)
    assert counter.cash() == before - sale.total.minor + 500
    counter.push()
    order = counter.desk.queries.order(counter.desk.till.selling.sale(sale.sale_id).order)
    assert order.refunded.minor == sale.total.minor - 500


def test_a_better_category_for_the_difference(counter: Counter) -> None:
    sale = counter.sell(2)
    counter.push()
    before, worth = counter.cash(), sale.total.minor
    old = [one.ticket_id for one in sale.tickets]

    swap = counter.desk.till.taking_back.exchange(counter.back(*old), counter.categories[1])

    price = counter.desk.till_page.line(counter.event_id, counter.categories[1], 1, PriceClass.FULL, "").unit_minor
    assert swap.total.minor == 2 * price - worth
    assert counter.cash() == before + swap.total.minor
    new = [one.ticket_id for one in swap.tickets]
    assert not {counter.verdict(one) for one in old} & {"admitted", "readmitted"}
    counter.push()
    bought = counter.desk.queries.order(counter.desk.till.selling.sale(swap.sale_id).order)
    assert {row.ticket_id for row in bought.tickets} == set(new)
    assert bought.row.total.minor == 2 * price
    assert bought.row.financial_status == "PAID"
    assert [counter.verdict(one) for one in new] == ["admitted", "admitted"]
    given = counter.desk.queries.order(counter.desk.till.selling.sale(sale.sale_id).order)
    assert {str(row.state) for row in given.tickets} == {"refunded"}
    assert given.refunded.minor == 0  # its money stays: it paid for the new ones


def test_a_cheaper_category_gives_the_difference_back(counter: Counter) -> None:
    sale, before = counter.sell(1, category=1), 0
    counter.push()
    before = counter.cash()

    swap = counter.desk.till.taking_back.exchange(counter.back(sale.tickets[0].ticket_id), counter.categories[0])

    assert swap.total.minor < 0
    assert counter.cash() == before + swap.total.minor
    counter.push()
    bought = counter.desk.queries.order(counter.desk.till.selling.sale(swap.sale_id).order)
    given = counter.desk.queries.order(counter.desk.till.selling.sale(sale.sale_id).order)
    assert bought.row.financial_status == "PAID"
    assert given.refunded.minor == -swap.total.minor


def test_a_web_order_is_paid_back_by_the_store_upon_its_own_payment(counter: Counter) -> None:
    desk = counter.desk
    sold_here = {sale.order for sale in desk.till.selling.sales(limit=50)}
    ticket = next(
        row
        for row in desk.queries.tickets()
        if str(row.state) == "valid"
        and row.units >= 2
        and row.order not in sold_here
        and desk.admissions.use_of(row.ticket_id) is None
    )
    before, refunded = counter.cash(), desk.queries.order(ticket.order).refunded.minor

    back = desk.till.taking_back.refund(counter.back(ticket.ticket_id))

    assert counter.cash() == before  # the drawer has nothing to do with it
    assert back.payments == ()
    counter.push()
    states = {row.ticket_id: str(row.state) for row in desk.queries.order(ticket.order).tickets}
    assert states[ticket.ticket_id] == "refunded"
    assert desk.queries.order(ticket.order).refunded.minor == refunded + ticket.price.minor


def test_who_gets_cash_for_a_web_order_is_not_paid_back_by_the_store_too(counter: Counter) -> None:
    desk = counter.desk
    sold_here = {sale.order for sale in desk.till.selling.sales(limit=50)}
    ticket = next(row for row in desk.queries.tickets() if str(row.state) == "valid" and row.order not in sold_here)
    before, refunded = counter.cash(), desk.queries.order(ticket.order).refunded.minor

    desk.till.taking_back.refund(counter.back(ticket.ticket_id, tender=Tender.CASH, used=True))
    counter.push()

    assert counter.cash() == before - ticket.price.minor
    assert desk.queries.order(ticket.order).refunded.minor == refunded
    assert str(desk.queries.ticket(ticket.ticket_id).state) == "refunded"


def test_what_is_held_for_somebody_is_sold_to_them_and_to_nobody_else(counter: Counter) -> None:
    desk, page = counter.desk, counter.desk.till_page
    ours = next(one for one in page.categories(counter.event_id) if one.category_id == counter.categories[0]).ours
    until = desk.now() + timedelta(hours=1)
    hold = desk.till_stock.keep(counter.event_id, counter.categories[0], ours, "Ida", "comes at eight", until)
    with pytest.raises(NoLease):
        counter.sell(1)

    line = page.line(counter.event_id, counter.categories[0], 2, PriceClass.FULL, "")
    basket = page.empty().plus(line)
    sale = page.sell(SaleRequest(new_sale_id(), basket, (Tendered(Tender.CASH),), holds=(hold.hold_id,)))

    assert len(sale.tickets) == 2
    (kept,) = desk.till_stock.holds.list(desk.staff, event_id=counter.event_id)
    assert kept.left == ours - 2


def test_what_came_by_two_tenders_goes_back_by_both(counter: Counter) -> None:
    desk, page = counter.desk, counter.desk.till_page
    desk.till_stock.lease(counter.event_id, [counter.categories[0]], quantity=2)
    line = page.line(counter.event_id, counter.categories[0], 2, PriceClass.FULL, "")
    split = (Tendered(Tender.CARD, 1000, "t-1"), Tendered(Tender.CASH))
    sale = page.sell(SaleRequest(new_sale_id(), page.empty().plus(line), split))
    first, second = (one.ticket_id for one in sale.tickets)
    before = counter.cash()

    one = desk.till.taking_back.refund(counter.back(first))
    two = desk.till.taking_back.refund(counter.back(second))

    half = sale.total.minor // 2
    assert [(str(paid.tender), paid.amount_minor) for paid in one.payments] == [("card", -1000), ("cash", 1000 - half)]
    assert [(str(paid.tender), paid.amount_minor) for paid in two.payments] == [("cash", -half)]
    assert counter.cash() == before - 2 * half + 1000
    counter.push()
    assert desk.queries.order(desk.till.selling.sale(sale.sale_id).order).refunded.minor == sale.total.minor
