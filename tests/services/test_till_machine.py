"""Any shift of sales, splits, refunds, exchanges and drops balances to the cent, and comes to what the store holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from tests.services.counter import Counter, minor
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.basket import Discount, DiscountKind, PriceClass
from ticketforge_desktop.domain.errors import BadInput, Conflict
from ticketforge_desktop.domain.shifts import MoveKind
from ticketforge_desktop.domain.tenders import Tender, Tendered
from ticketforge_desktop.services.ports.shifts import CashCount
from ticketforge_desktop.services.ports.till import EXCHANGED, Sale, SaleKind
from ticketforge_desktop.services.sell import new_sale_id
from ticketforge_desktop.services.take_back import TakenBack

UNITS = 160
FLOAT = 100_000
LINES = st.lists(
    st.tuples(st.integers(0, 1), st.integers(1, 2), st.sampled_from(list(PriceClass))), min_size=1, max_size=3
)
DISCOUNTS = st.one_of(st.none(), st.integers(1, 5_000).map(lambda bp: Discount(DiscountKind.PERCENT, bp, "x")))
PICK = st.integers(0, 10_000)
MONEY = """query($query: String) { orders(first: 250, reverse: true, query: $query) { nodes { sourceIdentifier
  transactions { kind gateway amountSet { shopMoney { amount } } } } } }"""


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    with DemoStore.start(orders=4, events=10, plan="plus", job_delay=0.0, seed=4) as demo:
        opened = Counter(tmp_path_factory.mktemp("machine") / "profile", demo, units=1_500)
        try:
            yield opened
        finally:
            opened.desk.close()


class TillMachine(RuleBasedStateMachine):
    """`cash` and `other` are what a person would note on a slip; the program's own are asked for at the end."""

    counter: Counter

    @initialize()
    def begin(self) -> None:
        if self.counter.left() < UNITS or self.counter.left(1) < UNITS:
            self.counter.lease(UNITS)
        self.desk = self.counter.desk
        self.desk.shifts.desk.open(FLOAT)
        self.cash, self.other = FLOAT, 0
        self.sales: list[Sale] = []
        self.live: dict[str, Sale] = {}  # tickets by their sale
        self.dead: list[str] = []

    @rule(lines=LINES, discount=DISCOUNTS, split=st.integers(0, 3), pick=PICK)
    def sell(self, lines: list[tuple[int, int, PriceClass]], discount: Discount | None, split: int, pick: int) -> None:
        basket = self.counter.basket(*lines, discount=discount)
        total = self.counter.selling.due(basket, ())[0].total_minor
        card = pick % (total + 1)
        ways = [
            (Tendered(Tender.CASH, total + 500),),
            (Tendered(Tender.CARD, None, "T"),),
            (Tendered(Tender.CARD, card, "T"), Tendered(Tender.CASH)),
            (Tendered(Tender.CARD, None, "T", approved=False), Tendered(Tender.INVOICE, None, "R")),
        ]
        if not total or (split == 2 and not 0 < card < total):
            split = 0
        sale = self.counter.selling.sell(self.counter.request(basket, ways[split]))
        paid_in_cash = (total, 0, total - card, 0)[split]
        self.cash += paid_in_cash
        self.other += total - paid_in_cash
        self._sold(sale)
        assert sale.total.minor == total

    def _sold(self, sale: Sale) -> None:
        self.sales.append(sale)
        self.live.update((ticket.ticket_id, sale) for ticket in sale.tickets)

    def _chosen(self, pick: int, most: int) -> tuple[str, ...]:
        """One ticket or two of one sale."""
        first = list(self.live)[pick % len(self.live)]
        sale = self.live[first]
        same = [one for one, owner in self.live.items() if owner is sale and one != first]
        return (first, *same[: pick % most])

    def _back(self, tickets: tuple[str, ...], **how: object) -> TakenBack:
        return TakenBack(new_sale_id(), tickets, "cannot come", **how)  # type: ignore[arg-type]

    @precondition(lambda self: self.live)
    @rule(pick=PICK, fee=st.sampled_from([0, 0, 150]), restock=st.booleans(), in_cash=st.booleans())
    def refund(self, pick: int, fee: int, restock: bool, in_cash: bool) -> None:
        tickets = self._chosen(pick, 2)
        wanted = self._back(tickets, fee_minor=fee, restock=restock, tender=Tender.CASH if in_cash else None)
        try:
            back = self.desk.till.taking_back.refund(wanted)
        except BadInput as refused:
            if refused.facts["field"] != "fee":
                raise
            return  # it is more than these tickets cost
        assert self.desk.till.taking_back.refund(wanted) == back, "twice is once"
        given = -sum(paid.amount_minor for paid in back.payments)
        assert given == -back.total.minor == -sum(line.total_minor for line in back.lines) - back.fee_minor
        self._booked(back)
        self.sales.append(back)
        self._ended(tickets)

    def _booked(self, given: Sale) -> None:
        """Each payment at its tender: a sale paid in two ways goes back in two."""
        for paid in given.payments:
            if paid.tender is Tender.CASH:
                self.cash += paid.amount_minor
            else:
                self.other += paid.amount_minor

    def _ended(self, tickets: tuple[str, ...]) -> None:
        for one in tickets:
            del self.live[one]
            self.dead.append(one)

    @precondition(lambda self: self.live)
    @rule(pick=PICK, category=st.integers(0, 1))
    def exchange(self, pick: int, category: int) -> None:
        tickets = self._chosen(pick, 2)
        swap = self.desk.till.taking_back.exchange(self._back(tickets), self.counter.categories[category])
        self._booked(swap)
        self._ended(tickets)
        self._sold(swap)

    @precondition(lambda self: self.dead)
    @rule(pick=PICK)
    def take_back_again(self, pick: int) -> None:
        with pytest.raises(Conflict):
            self.desk.till.taking_back.refund(self._back((self.dead[pick % len(self.dead)],)))

    @rule(kind=st.sampled_from(list(MoveKind)), amount=st.integers(1, 5_000))
    def move(self, kind: MoveKind, amount: int) -> None:
        sign = 1 if kind is MoveKind.IN else -1
        if self.cash + sign * amount < 0:
            return
        self.desk.shifts.desk.move(kind, amount, "the safe")
        self.cash += sign * amount

    @rule()
    def push(self) -> None:
        self.counter.push()

    def teardown(self) -> None:
        if not hasattr(self, "sales"):
            return
        try:
            self.judge()
        finally:
            closed = self.desk.shifts.desk.close(CashCount(self.cash))
        assert closed.drawer is not None
        assert closed.drawer.difference_minor == 0
        assert self.desk.shifts.desk.check().ok

    def judge(self) -> None:
        self.counter.push()
        report = self.desk.shifts.desk.report()
        assert report.drawer is not None
        assert report.drawer.expected_minor == self.cash
        booked = [paid for sale in self.sales for paid in sale.payments]
        total = sum(paid.amount_minor for paid in booked)
        assert sum(paid.amount_minor for paid in booked if paid.tender is not Tender.CASH) == self.other
        assert report.total_minor + report.rounding_minor == total
        assert total == self.taken_in_the_store()

    def taken_in_the_store(self) -> int:
        """What came in and went out with the orders of this shift, but for tickets that paid for others."""
        ours = {sale.sale_id for sale in self.sales if sale.kind is not SaleKind.REFUND}
        found = self.counter.demo.query(MONEY, {"query": "source_name:ticketforge"})["data"]["orders"]["nodes"]
        sign = {"SALE": 1, "REFUND": -1}
        return sum(
            sign[one["kind"]] * minor(one["amountSet"]["shopMoney"]["amount"])
            for order in found
            if order["sourceIdentifier"] in ours
            for one in order["transactions"]
            if (one["gateway"], one["kind"]) != (EXCHANGED, "SALE")
        )


def shifts(counter: Counter, examples: int, steps: int) -> None:
    machine = type("Shift", (TillMachine,), {"counter": counter})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=examples < 10,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("category", [0, 1])
def test_a_ticket_that_came_by_an_exchange_can_be_given_back(counter: Counter, category: int) -> None:
    """Its order was paid by the old ticket: there is no cash in it that could be given back."""
    desk, categories = counter.desk, counter.categories
    desk.shifts.desk.open(FLOAT)
    basket = counter.basket((1 - category, 1, PriceClass.FULL))
    old = counter.selling.sell(counter.request(basket)).tickets[0].ticket_id
    swap = desk.till.taking_back.exchange(TakenBack(new_sale_id(), (old,), "other seats"), categories[category])
    new = swap.tickets[0].ticket_id
    back = desk.till.taking_back.refund(TakenBack(new_sale_id(), (new,), "cannot come", tender=Tender.CASH))
    counter.push()
    assert back.total.minor == -swap.lines[0].total_minor
    assert counter.in_store(swap)["totalRefundedSet"] == -back.total.minor
    assert desk.shifts.desk.close(CashCount(FLOAT)).total_minor == 0


def test_a_few_shifts_balance(counter: Counter) -> None:
    shifts(counter, examples=5, steps=12)


@pytest.mark.long
def test_many_shifts_balance(counter: Counter) -> None:
    shifts(counter, examples=40, steps=25)
