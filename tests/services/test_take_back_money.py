"""What goes back is what was paid, in coins there are: nothing for what was never paid, nothing short in the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.services.counter import Counter
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.basket import Discount, DiscountKind, PriceClass
from ticketforge_desktop.domain.codes import Payload
from ticketforge_desktop.domain.errors import BadInput, Conflict
from ticketforge_desktop.domain.tenders import Tender, Tendered
from ticketforge_desktop.services.money_settings import CASH_ROUNDING
from ticketforge_desktop.services.ports.till import Sale, SaleState, StockWay
from ticketforge_desktop.services.sell import new_sale_id
from ticketforge_desktop.services.take_back import TakenBack

FULL = PriceClass.FULL


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    with DemoStore.start(orders=150, events=10, plan="plus", job_delay=0.0, seed=4) as demo:
        opened = Counter(tmp_path_factory.mktemp("back") / "profile", demo, units=40)
        try:
            opened.desk.shifts.desk.open(10_000)
            yield opened
        finally:
            opened.desk.close()


@pytest.fixture
def no_small_coins(counter: Counter) -> Iterator[None]:
    book, staff = counter.desk.settings, counter.desk.staff
    book.put({CASH_ROUNDING: "five"}, staff)
    yield
    book.put({CASH_ROUNDING: "law"}, staff)


def sold(counter: Counter, off: int, category: int = 0) -> Sale:
    """One ticket of a category for cash, with so many cents off."""
    basket = replace(counter.basket((category, 1, FULL)), discount=Discount(DiscountKind.AMOUNT, off, "coin"))
    return counter.selling.sell(counter.request(basket))


def back(sale: Sale, **how: object) -> TakenBack:
    tickets = tuple(one.ticket_id for one in sale.tickets)
    return TakenBack(new_sale_id(), tickets, "cannot come", **how)  # type: ignore[arg-type]


def taken(sale: Sale) -> int:
    return sum(paid.amount_minor for paid in sale.payments)


@pytest.mark.usefixtures("no_small_coins")
@pytest.mark.parametrize("off", [2, 3])
def test_cash_goes_back_in_coins_there_are_and_the_store_to_the_cent(counter: Counter, off: int) -> None:
    sale = sold(counter, off)
    assert sale.rounding_minor

    refund = counter.desk.till.taking_back.refund(back(sale))

    assert taken(refund) == -taken(sale)
    assert refund.rounding_minor == -sale.rounding_minor
    assert refund.total.minor == -sale.total.minor
    counter.push()
    assert counter.in_store(sale)["totalRefundedSet"] == sale.total.minor


@pytest.mark.usefixtures("no_small_coins")
@pytest.mark.parametrize("off", [2, 3])
@pytest.mark.parametrize("fee", [0, 100])
def test_an_exchange_is_rounded_in_cash_and_paid_to_the_cent_in_the_store(counter: Counter, off: int, fee: int) -> None:
    """The difference is rounded up once and down once; a new order left short would shut the door."""
    cheap, dear = sorted((0, 1), key=lambda at: counter.row(at).price.minor)
    sale = sold(counter, off, cheap)

    swap = counter.desk.till.taking_back.exchange(back(sale, fee_minor=fee), counter.categories[dear])

    assert swap.rounding_minor
    assert (taken(swap), taken(swap) % 5) == (swap.total.minor + swap.rounding_minor, 0)
    counter.push()
    order = counter.in_store(swap)
    assert order["totalReceivedSet"] == order["totalPriceSet"] == counter.row(dear).price.minor
    assert order["displayFinancialStatus"] == "PAID"


def test_a_fee_below_nothing_gives_nothing_away(counter: Counter) -> None:
    sale, before = sold(counter, 1), counter.rows()
    with pytest.raises(BadInput):
        counter.desk.till.taking_back.exchange(back(sale, fee_minor=-500), counter.categories[1])
    assert counter.rows() == before


def test_what_the_store_was_only_asked_for_is_no_money_back(counter: Counter) -> None:
    sale = counter.selling.sell(counter.request(stock=StockWay.SHELF))
    before = counter.rows()
    for how in ({}, {"tender": Tender.CASH}):
        with pytest.raises(Conflict, match="not sold yet"):
            counter.desk.till.taking_back.refund(back(sale, **how))
    assert counter.rows() == before
    counter.desk.pushing.run(patience_s=5)
    assert counter.selling.answered(sale.sale_id, (Tendered(Tender.CASH),)).state is SaleState.PAID


def test_an_answer_with_too_little_money_is_no_payment(counter: Counter) -> None:
    sale = counter.selling.sell(counter.request(stock=StockWay.SHELF))
    counter.desk.pushing.run(patience_s=5)
    with pytest.raises(BadInput, match="not paid in full"):
        counter.selling.answered(sale.sale_id, (Tendered(Tender.CARD, sale.total.minor - 1, "T1"),))
    assert counter.selling.sale(sale.sale_id).state is SaleState.ASKED
    paid = counter.selling.answered(sale.sale_id, (Tendered(Tender.CARD, None, "T2"),))
    assert (paid.state, taken(paid)) == (SaleState.PAID, sale.total.minor)


def test_another_basket_is_not_paid_for_under_the_sale_the_store_was_asked_for(counter: Counter) -> None:
    request = counter.request(stock=StockWay.SHELF)
    sale = counter.selling.sell(request)
    more = replace(request, basket=request.basket.plus(counter.basket((1, 1, FULL)).lines[0]))
    with pytest.raises(Conflict, match="another basket"):
        counter.desk.till.ask(more)
    assert counter.selling.sale(sale.sale_id).state is SaleState.ASKED
    assert taken(counter.desk.till.ask(request)) == sale.total.minor


def test_a_code_the_mirror_does_not_hold_any_more_is_dead_where_it_was_taken_back(counter: Counter) -> None:
    """A good signature alone opens the door for what the mirror never saw, but not for what this till paid back."""
    sale = sold(counter, 1)
    payload = Payload(b"\0" * 4, b"\0" * 5, bytes.fromhex(sale.tickets[0].ticket_id), b"\0" * 4, 1)
    book = counter.desk.pushing._profile.ticket_book
    states = []
    for _ in range(2):
        seen = book.unseen(payload, counter.event)
        assert seen is not None
        states.append(seen.state)
        if len(states) == 1:
            counter.desk.till.taking_back.refund(back(sale))
    assert states == ["valid", "refunded"]


def test_who_never_paid_gets_nothing_back(counter: Counter) -> None:
    desk = counter.desk
    unpaid = next(row for row in desk.queries.tickets() if str(row.state) == "unpaid")
    wanted = TakenBack(new_sale_id(), (unpaid.ticket_id,), "never paid", Tender.CASH)

    refund = desk.till.taking_back.refund(wanted)

    assert (refund.total.minor, refund.payments) == (0, ())
    assert str(desk.queries.ticket(unpaid.ticket_id).state) == "refunded"
