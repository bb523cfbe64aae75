"""The store refuses what the till has sold: somebody decides, and until then the buyer's tickets let in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.services.counter import Counter
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound, RightMissing
from ticketforge_desktop.domain.rights import ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.domain.tenders import Tender, Tendered
from ticketforge_desktop.services.inbox import InboxEntry
from ticketforge_desktop.services.ports.outbox import ActState, Choice
from ticketforge_desktop.services.ports.till import Sale, SaleState, StockWay
from ticketforge_desktop.services.refused_sales import RefusedSales

CLERK = Staff("clerk", "Kim", ROLE_RIGHTS[Role.TILL])


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    with DemoStore.start(orders=4, events=10, plan="plus", job_delay=0.0, seed=4) as demo:
        opened = Counter(tmp_path_factory.mktemp("refused") / "profile", demo, units=20)
        try:
            opened.desk.shifts.desk.open(10_000)
            yield opened
        finally:
            opened.desk.close()


@pytest.fixture
def gone(counter: Counter) -> Iterator[None]:
    """The category was deleted in the store since this station last looked."""
    table, number = counter.demo.world.variants, counter.row().variant_id
    kept = table.get(number)
    assert kept is not None
    del table.rows[number]
    yield
    table.rows[number] = kept


def verdict(counter: Counter, ticket_id: str) -> str:
    desk = counter.desk
    code = desk.codes().code_of(desk.queries.ticket(ticket_id))
    return str(desk.check_in.check(code, [counter.event], desk.gate, "entry", desk.staff).verdict)


def refused(counter: Counter) -> Sale:
    sale = counter.selling.sell(counter.request())
    counter.desk.pushing.run(patience_s=60)
    return counter.selling.sale(sale.sale_id)


def told(counter: Counter, sale: Sale) -> list[InboxEntry]:
    return [one for one in counter.desk.inbox.open() if one.facts.get("sale") == sale.sale_id]


def test_the_inbox_tells_it_once_and_the_tickets_stay_the_buyers(counter: Counter, gone: None) -> None:
    sale = refused(counter)
    assert (sale.state, sale.attention, sale.sold) == (SaleState.PAID, True, True)
    act = counter.desk.outbox.entry(sale.outbox_id)
    assert (act.state, act.maybe_done) == (ActState.ATTENTION, False)
    assert Choice.RETRY in act.choices
    (matter,) = told(counter, sale)
    assert (matter.kind, matter.facts["tickets"], matter.facts["outbox"]) == ("sale_refused", 2, sale.outbox_id)
    assert matter.facts["why"]
    counter.desk.till.refused.look(counter.desk.staff)
    assert len(told(counter, sale)) == 1
    assert [verdict(counter, one.ticket_id) for one in sale.tickets] == ["admitted", "admitted"]
    assert counter.orders(sale.sale_id) == []


def test_a_manager_keeps_them_out_with_one_act(counter: Counter, gone: None) -> None:
    sale, room, staff = refused(counter), counter.desk.till.refused, counter.desk.staff
    with pytest.raises(RightMissing):
        room.block(sale.sale_id, "not paid back", CLERK)
    with pytest.raises(BadInput):
        room.block(sale.sale_id, " ", staff)
    first, second = (one.ticket_id for one in sale.tickets)
    counter.desk.gates.block(first, "the till died half way", staff)
    assert room.block(sale.sale_id, "money went back", staff) == [second]
    assert room.block(sale.sale_id, "money went back", staff) == []
    assert [verdict(counter, one) for one in (first, second)] == ["blocked", "blocked"]
    (matter,) = told(counter, sale)
    counter.desk.inbox.settle(matter.key, "Blocked, money went back")
    assert told(counter, sale) == []


def test_honoured_when_the_store_is_put_right(counter: Counter) -> None:
    table, number = counter.demo.world.variants, counter.row().variant_id
    kept = table.rows.pop(number)
    sale = refused(counter)
    table.rows[number] = kept
    counter.desk.pushing.attention.retry(sale.outbox_id, counter.desk.staff)
    counter.desk.pushing.run(patience_s=60)
    counter.desk.run_sync()
    assert counter.in_store(sale)["totalPriceSet"] == sale.total.minor
    assert counter.selling.sale(sale.sale_id).state is SaleState.SETTLED
    assert [verdict(counter, one.ticket_id) for one in sale.tickets] == ["admitted", "admitted"]
    with pytest.raises(Conflict, match="has not refused"):
        counter.desk.till.refused.block(sale.sale_id, "too late", counter.desk.staff)


def test_who_was_only_asking_has_bought_nothing(counter: Counter, gone: None) -> None:
    sale = counter.desk.till.ask(counter.request(stock=StockWay.SHELF, tendered=[Tendered(Tender.CASH)]))
    assert (sale.state, sale.payments, sale.sold) == (SaleState.REFUSED, (), False)
    assert told(counter, sale) == []
    assert {verdict(counter, one.ticket_id) for one in sale.tickets} & {"admitted"} == set()
    with pytest.raises(NotFound):
        counter.desk.till.refused.block(str(uuid4()), "x", counter.desk.staff)


def test_open_stock_that_came_when_nobody_waited_any_more_is_told_after_a_while(counter: Counter) -> None:
    asked = counter.selling.sell(counter.request(stock=StockWay.SHELF))
    counter.desk.pushing.run(patience_s=60)
    unanswered = counter.desk.till.refused
    assert unanswered.look_unanswered(counter.desk.staff) == 0  # somebody may still be waiting for it

    later = RefusedSales(
        counter.desk.outbox,
        counter.desk._profile.sales,
        counter.desk._profile.effects.raise_flags,
        counter.desk.gates,
        lambda: counter.desk.now() + timedelta(minutes=6),
    )
    assert (later.look_unanswered(counter.desk.staff), later.look_unanswered(counter.desk.staff)) == (1, 0)
    (matter,) = told(counter, asked)
    assert (matter.kind, matter.facts["order"]) == ("sale_unanswered", counter.selling.sale(asked.sale_id).order)
