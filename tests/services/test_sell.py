"""Selling at the counter: once or not at all, at today's price, and the store's order says the very same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import convert

from tests.services.counter import Counter
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.basket import Discount, DiscountKind, PriceClass
from ticketforge_desktop.domain.errors import BadInput, RightMissing
from ticketforge_desktop.domain.events import EventStatus
from ticketforge_desktop.domain.rights import ROLE_RIGHTS, Right, Role, Staff
from ticketforge_desktop.domain.sale_seeds import read_seed
from ticketforge_desktop.domain.sold_units import sold_units
from ticketforge_desktop.domain.tenders import Tender, Tendered
from ticketforge_desktop.services.money_settings import CASH_ROUNDING, TAX_PRICES, TAX_RATE
from ticketforge_desktop.services.ports.allotments import NoLease
from ticketforge_desktop.services.ports.outbox import Choice
from ticketforge_desktop.services.ports.till import Buyer, NoOpenShift, Sale, SaleRefused, SaleState, StockWay
from ticketforge_desktop.services.sale_acts import sale_act
from ticketforge_desktop.services.sell import SaleRequest, SellTickets, add_on
from ticketforge_desktop.shopify.acts.sales import Sale as Told

FULL, REDUCED, CHILD, FREE = PriceClass.FULL, PriceClass.REDUCED, PriceClass.CHILD, PriceClass.FREE
CLERK = Staff("clerk", "Kim", ROLE_RIGHTS[Role.TILL])
CASH = (Tendered(Tender.CASH),)
OFF_TENTH = Discount(DiscountKind.PERCENT, 1_000, "members")


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    with DemoStore.start(orders=4, events=10, plan="plus", job_delay=0.0, seed=4) as demo:
        opened = Counter(tmp_path_factory.mktemp("sell") / "profile", demo, units=100)
        try:
            opened.desk.shifts.desk.open(10_000)
            yield opened
        finally:
            opened.desk.close()


@pytest.fixture
def clerk(counter: Counter) -> SellTickets:
    """Somebody who may sell, and nothing else of it."""
    return SellTickets(counter.desk.till.room, CLERK)


def refused(
    counter: Counter, request: SaleRequest, error: type[Exception], by: SellTickets | None = None
) -> pytest.ExceptionInfo[Exception]:
    """A sale that is refused, and leaves every table as it was."""
    before = counter.rows()
    assert {"sales", "sold_tickets", "payments", "outbox", "allotments", "audit"} <= set(before)
    with pytest.raises(error) as told:
        (by or counter.selling).sell(request)
    after = counter.rows()
    assert {name for name in before if before[name] != after[name]} == set()
    return told


# Once


def test_enter_pressed_twice_sells_once(counter: Counter) -> None:
    request, left = counter.request(), counter.left()
    first = counter.selling.sell(request)
    written = counter.rows()
    assert counter.selling.sell(request) == first
    assert counter.rows() == written
    assert counter.left() == left - 2


def test_two_threads_with_one_basket_sell_once(counter: Counter) -> None:
    request, left, begin = counter.request(), counter.left(), Barrier(6)

    def sell(_number: int) -> Sale:
        begin.wait(30)
        return counter.selling.sell(request)

    with ThreadPoolExecutor(6) as pool:
        sold = list(pool.map(sell, range(6)))
    assert all(sale == sold[0] for sale in sold)
    assert counter.left() == left - 2
    acts = [one for one in counter.desk.outbox.entries() if one.aggregate == f"sale:{request.sale_id}"]
    assert sorted(act.kind for act in acts) == ["adjust_stock", "sale"]
    counter.push()
    assert counter.in_store(sold[0])["totalPriceSet"] == sold[0].total.minor


# Refused, and nothing is written


def test_more_than_is_leased_is_refused_whole(counter: Counter) -> None:
    basket = counter.basket((1, 1, FULL), (0, counter.left() + 1, FULL))  # the first line alone could be sold
    refused(counter, counter.request(basket), NoLease)


def test_a_price_that_changed_since_the_line_was_made_is_told(counter: Counter) -> None:
    basket = counter.basket((0, 1, FULL))
    (line,) = basket.lines
    old = replace(basket, lines=(replace(line, unit_minor=line.unit_minor - 100),))
    told = refused(counter, counter.request(old), SaleRefused).value
    assert isinstance(told, SaleRefused)
    assert told.facts["reason"] == "price_changed"
    assert (told.facts["was"], told.facts["now"]) == (line.unit_minor - 100, line.unit_minor)
    other = replace(basket, lines=(replace(line, variant_id=line.variant_id + 1),))
    refused(counter, counter.request(other), SaleRefused)


def test_an_event_that_is_over_sells_nothing(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    basket, queries = counter.basket((0, 1, FULL)), counter.desk.queries
    found = queries.event(counter.event)
    over = replace(found, row=replace(found.row, status=EventStatus.COMPLETED))
    monkeypatch.setattr(type(queries), "event", lambda _self, _event_id: over)
    assert refused(counter, counter.request(basket), SaleRefused).value.facts["reason"] == "event_over"  # type: ignore[attr-defined]


def test_what_is_not_paid_in_full_is_not_sold(counter: Counter) -> None:
    total = counter.selling.due(counter.basket((0, 2, FULL)), ())[0].total_minor
    told = refused(counter, counter.request(tendered=[Tendered(Tender.CASH, total - 1)]), BadInput).value
    assert told.facts["left"] == 1  # type: ignore[attr-defined]
    declined = [Tendered(Tender.CARD, None, "T1", approved=False)]
    refused(counter, counter.request(tendered=declined), BadInput)
    refused(counter, counter.request(tendered=[Tendered(Tender.VOUCHER, None, "NOBODY-KNOWS")]), BadInput)


def test_an_empty_basket_another_currency_and_postage_without_address(counter: Counter) -> None:
    empty = counter.selling.empty()
    refused(counter, counter.request(empty.plus(add_on("Post", 500, 0)), buyer=Buyer(address="{}")), BadInput)
    refused(counter, counter.request(replace(counter.basket((0, 1, FULL)), currency="USD")), BadInput)
    refused(counter, counter.request(counter.basket((0, 1, FULL)).plus(add_on("Post", 500, 0))), BadInput)
    refused(counter, counter.request(note="x" * 2_001), BadInput)


def test_who_may_sell_may_not_give_away(counter: Counter, clerk: SellTickets) -> None:
    free, whole = counter.basket((0, 1, FREE)), counter.basket((0, 1, FULL))
    refused(counter, counter.request(free), RightMissing, clerk)
    refused(counter, counter.request(replace(whole, discount=OFF_TENTH)), RightMissing, clerk)
    line = replace(whole.lines[0], discount_minor=100, reason="late")
    refused(counter, counter.request(replace(whole, lines=(line,))), RightMissing, clerk)
    refused(counter, counter.request(whole, stock=StockWay.OVERSELL), RightMissing, clerk)
    nobody = SellTickets(counter.desk.till.room, Staff("n", "N", frozenset(Right) - {Right.SELL}))
    refused(counter, counter.request(whole), RightMissing, nobody)
    with pytest.raises(BadInput):
        counter.selling.line(counter.event, counter.categories[0], 1, FREE, reason=" ")


def test_without_a_shift_no_money_is_taken(tmp_path_factory: pytest.TempPathFactory, counter: Counter) -> None:
    other = Counter(tmp_path_factory.mktemp("shut") / "profile", counter.demo, units=2)
    try:
        refused(other, other.request(), NoOpenShift)
        other.desk.till_stock.end_shift()
    finally:
        other.desk.close()


# The store's order


def test_a_manager_sells_more_than_there_is_and_the_lease_is_left_alone(counter: Counter) -> None:
    left = counter.left()
    sale = counter.selling.sell(counter.request(stock=StockWay.OVERSELL))
    assert (sale.state, counter.left()) == (SaleState.PAID, left)
    counter.push()
    assert counter.in_store(sale)["totalPriceSet"] == sale.total.minor


def test_cash_is_rounded_here_and_the_order_is_paid_to_the_cent(counter: Counter) -> None:
    book, staff = counter.desk.settings, counter.desk.staff
    book.put({CASH_ROUNDING: "five"}, staff)
    try:
        odd = Discount(DiscountKind.AMOUNT, 3, "coin")
        for tendered in (CASH, (Tendered(Tender.CARD, 1_000, "T2"), Tendered(Tender.CASH))):
            sale = counter.selling.sell(
                counter.request(replace(counter.basket((0, 1, FULL)), discount=odd), tendered=tendered)
            )
            taken = sum(paid.amount_minor for paid in sale.payments)
            assert sale.rounding_minor
            assert (taken, taken % 5) == (sale.total.minor + sale.rounding_minor, 0)
            counter.push()
            order = counter.in_store(sale)
            assert order["totalPriceSet"] == order["totalReceivedSet"] == sale.total.minor
            assert order["displayFinancialStatus"] == "PAID"
            assert counter.selling.sale(sale.sale_id).state is SaleState.SETTLED
    finally:
        book.put({CASH_ROUNDING: "law"}, staff)


@pytest.fixture
def taxed(counter: Counter) -> Iterator[Callable[[str], None]]:
    """Sets what prices mean, at seven per cent."""
    book, staff = counter.desk.settings, counter.desk.staff

    def set_to(prices: str) -> None:
        book.put({TAX_PRICES: prices, TAX_RATE: "7"}, staff)

    yield set_to
    book.put({TAX_PRICES: "store", TAX_RATE: "0"}, staff)


MIXED = (
    (((0, 3, FULL), (1, 1, REDUCED), (0, 1, CHILD)), None),
    (((0, 3, REDUCED), (1, 2, FULL), (0, 1, FREE)), Discount(DiscountKind.AMOUNT, 1_001, "guests")),
    (((0, 1, FULL), (1, 1, CHILD)), Discount(DiscountKind.PERCENT, 3_333, "third")),
    (((0, 2, FREE),), None),
)


def test_what_the_store_counts_is_what_the_receipt_says(counter: Counter, taxed: Callable[[str], None]) -> None:
    taxed("included")
    sales = [
        counter.selling.sell(counter.request(counter.basket(*lines, discount=discount))) for lines, discount in MIXED
    ]
    counter.push()
    for sale in sales:
        order = counter.in_store(sale)
        told = (order["totalPriceSet"], order["totalTaxSet"], order["totalReceivedSet"])
        assert told == (sale.total.minor, sale.tax_minor, sale.total.minor)
        assert order["displayFinancialStatus"] == "PAID"
        assert sale.tax_minor == sum(line.tax_minor for line in sale.lines)
        assert counter.selling.sale(sale.sale_id).state is SaleState.SETTLED


def test_tax_that_comes_on_top_is_told_so_that_the_order_comes_to_the_same(
    counter: Counter, taxed: Callable[[str], None]
) -> None:
    """By what the store is told: the embedded one knows no tax on top of its prices."""
    taxed("added")
    for lines, discount in MIXED:
        draft = counter.selling.prepared(counter.basket(*lines, discount=discount), Buyer())
        told = convert(sale_act(draft, "till", "1", "Kim").payload, Told)
        assert (told.due_minor(), told.tax_included) == (draft.total_minor, False)
        assert sum(line.tax_minor for line in told.lines) == draft.tax_minor
        net = sum(line.quantity * line.unit_minor for line in told.lines) - draft.discount_minor
        assert draft.total_minor == net + (net * 7 + 50) // 100


@pytest.mark.parametrize("prices", ["included", "added"])
def test_numbered_seats_are_a_line_each_and_each_line_adds_up(
    counter: Counter, taxed: Callable[[str], None], prices: str
) -> None:
    taxed(prices)
    line = counter.selling.line(counter.event, counter.categories[0], 3, seats=("A-1", "A-2", "A-3"))
    basket = replace(counter.selling.empty().plus(line), discount=Discount(DiscountKind.AMOUNT, 100, "x"))
    draft = counter.selling.prepared(basket, Buyer())
    assert [(one.quantity, one.seats) for one in draft.lines] == [(1, ("A-1",)), (1, ("A-2",)), (1, ("A-3",))]
    assert [ticket.seat for ticket in draft.tickets] == ["A-1", "A-2", "A-3"]
    assert len({one.seed for one in draft.lines}) == 3
    assert sum(one.discount_minor for one in draft.lines) == 100
    for one in draft.lines:
        added = 0 if prices == "included" else one.tax_minor
        assert one.total_minor == one.price_minor - one.discount_minor + added


LINES = st.lists(
    st.tuples(st.integers(0, 1), st.integers(1, 3), st.sampled_from(list(PriceClass))), min_size=1, max_size=4
)
DISCOUNTS = st.one_of(st.none(), st.integers(1, 10_000).map(lambda bp: Discount(DiscountKind.PERCENT, bp, "x")))


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(lines=LINES, discount=DISCOUNTS)
def test_every_station_derives_the_tickets_that_were_printed(
    counter: Counter, lines: list[tuple[int, int, PriceClass]], discount: Discount | None
) -> None:
    sale = counter.selling.sell(counter.request(counter.basket(*lines, discount=discount)))
    ids = [ticket.ticket_id for ticket in sale.tickets]
    assert len(ids) == len(set(ids)) == sum(quantity for _, quantity, _ in lines)
    shop, ean_key = counter.desk.queries.shop(), counter.desk.keys.ean_key()
    assert shop is not None
    assert ean_key is not None
    derived = []
    for line in sale.lines:
        seed = read_seed(line.seed)
        assert seed is not None
        assert (seed.variant_id, seed.quantity) == (line.variant_id, line.quantity)
        derived += [
            (unit.ticket_id, unit.ean)
            for unit in sold_units(shop.domain, ean_key, seed.sale, line.seats, seed.quantity)
        ]
    assert derived == [(ticket.ticket_id, ticket.ean) for ticket in sale.tickets]
    # the money of a line is that of its units
    for line in sale.lines:
        assert line.total_minor == line.quantity * line.price_minor - line.discount_minor


def test_the_order_that_comes_back_has_the_very_tickets(counter: Counter) -> None:
    """All that was sold here, by the property above too, is back with one sync: in the mirror, by the store's order."""
    counter.selling.sell(counter.request(counter.basket(*MIXED[1][0], discount=MIXED[1][1])))
    counter.push()
    sold = [sale for sale in counter.selling.sales(limit=500) if sale.sold]
    assert sold
    for sale in sold:
        order = counter.desk.queries.order(sale.order)
        assert {row.ticket_id for row in order.tickets} == {ticket.ticket_id for ticket in sale.tickets}
        assert {row.ean for row in order.tickets} == {f"{ticket.ean:013d}" for ticket in sale.tickets}
        assert order.row.total.minor == sale.total.minor
    assert {order["sourceIdentifier"] for order in counter.orders()} >= {sale.sale_id for sale in sold}


# Open stock: the store is asked


def test_open_stock_is_the_buyers_when_the_store_says_so(counter: Counter) -> None:
    left = counter.left()
    sale = counter.desk.till.ask(counter.request(stock=StockWay.SHELF))
    assert (sale.state, sale.sold, counter.left()) == (SaleState.PAID, True, left)
    assert counter.in_store(sale)["totalPriceSet"] == sale.total.minor
    assert counter.selling.answered(sale.sale_id, CASH) == sale, "twice is once"


def test_while_nobody_knows_nothing_is_paid_and_a_no_ends_it(counter: Counter) -> None:
    sale = counter.selling.sell(counter.request(stock=StockWay.SHELF))
    assert (sale.state, sale.payments, sale.sold) == (SaleState.ASKED, (), False)
    assert counter.selling.answered(sale.sale_id, CASH).state is SaleState.ASKED
    variant = counter.demo.world.variants.get(sale.lines[0].variant_id)
    assert variant is not None
    kept = [dict(level.quantities) for level in variant.item.levels.values()]
    for level in variant.item.levels.values():
        level.quantities["available"] = 0
    try:
        counter.desk.pushing.run(patience_s=60)
        answered = counter.selling.answered(sale.sale_id, CASH)
    finally:
        for level, quantities in zip(variant.item.levels.values(), kept, strict=True):
            level.quantities.update(quantities)
    assert (answered.state, answered.payments, answered.sold) == (SaleState.REFUSED, (), False)
    assert counter.orders(sale.sale_id) == []


def test_a_person_who_gives_up_asking_makes_no_sale_of_it(counter: Counter) -> None:
    """Settled by hand in the outbox, and the store has no order: nothing may be paid or printed."""
    sale = counter.selling.sell(counter.request(stock=StockWay.SHELF))
    queue = counter.desk.pushing._profile.send_queue
    queue.begin(sale.outbox_id, counter.desk.now())
    queue.park(sale.outbox_id, counter.desk.now(), maybe_done=False, code="gone", words="?", choices=[Choice.SETTLE])
    counter.desk.outbox.settle(sale.outbox_id, "The buyer has left", counter.desk.staff)
    answered = counter.selling.answered(sale.sale_id, CASH)
    assert (answered.state, answered.payments) == (SaleState.REFUSED, ())
