"""Runs under any sequence of troubles on any number of printers: each ticket on one paper, and the ledger knows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.conftest import Founder
from tests.services.evening import Evening
from tests.services.paper import Hall
from tests.services.run_shop import JAM, OFF, PRINTED, Machine, Shop, WideMachine, setup
from ticketforge_desktop.services.ports.print_runs import RunState
from ticketforge_desktop.services.ports.printers import Delivery
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.services.print_doubts import PrintDoubts

TICKETS = 9
troubles = st.lists(st.sampled_from([PRINTED, PRINTED, PRINTED, JAM, OFF, None]), max_size=8)


class Tray(WideMachine):
    """Half of its jams happen behind the paper, half before it; the tray says which."""

    def deliver(self, data: bytes, opening: bytes = b"") -> Delivery:
        told = super().deliver(data, opening)
        if told.state is PrintState.IN_DOUBT and len(self.orders) % 2:
            self.papers.append(data)
        return told


@pytest.fixture
def hall(found: Founder) -> Hall:
    return Hall(Evening(found("till 1")))


def answered(hall: Hall, shop: Shop, names: Sequence[str]) -> None:
    came = set(shop.numbers(*names))
    doubts = PrintDoubts(hall.profile.print_ledger, hall.clock, shop.runs._staff)
    for doubt in doubts.doubts():
        for job in doubt.papers:
            doubts.resolve(job.job_id, good=hall.profile.queries.ticket(job.ticket_id).number in came)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(orders=st.lists(troubles, min_size=1, max_size=3), window=st.integers(1, 4), pauses=st.sets(st.integers(0, 6)))
def test_whatever_happens_every_ticket_is_on_one_paper_or_known_to_be_void(
    hall: Hall, orders: list[list[Delivery | None]], window: int, pauses: set[int]
) -> None:
    hall.clock.pass_by(hours=1)
    order = f"#{3000 + int(hall.clock.now().timestamp()) // 3600 % 100_000}"
    tickets = hall.sold(order, quantity=TICKETS)
    names = [f"Kasse {number}" for number in range(len(orders))]
    shop = Shop(hall)
    shop.machines |= {name: Tray(*told) for name, told in zip(names, orders, strict=True)}
    run = shop.plan(event_id="", order=order)
    rounds = 0
    while shop.state(run) is not RunState.DONE:
        rounds += 1
        assert rounds < 40, "it never ends"
        events = shop.runs.work(run, [setup(name) for name in names], window=window)
        for count, event in enumerate(events):
            assert event.trouble is None
            if rounds < 3 and count in pauses and shop.state(run) is RunState.RUNNING:
                shop.runs.pause(run)
        answered(hall, shop, names)
    judge(hall, shop, tickets, names, run)


def judge(hall: Hall, shop: Shop, tickets: list[str], names: list[str], run: str) -> None:
    jobs = [job for ticket in tickets for job in hall.profile.print_ledger.jobs(ticket_id=ticket)]
    of = {state: Counter(job.ticket_id for job in jobs if job.state is state) for state in PrintState}
    came = Counter(shop.numbers(*names))
    known = {ticket: hall.profile.queries.ticket(ticket).number for ticket in tickets}
    assert set(came.values()) <= {1}
    assert {known[ticket] for ticket in of[PrintState.PRINTED]} == set(came)
    assert sorted([*of[PrintState.PRINTED].elements(), *of[PrintState.VOID].elements()]) == sorted(tickets)
    assert not of[PrintState.IN_DOUBT] | of[PrintState.SENDING] | of[PrintState.QUEUED]
    counts = shop.runs.progress(run).counts
    assert (counts.printed, counts.void) == (of[PrintState.PRINTED].total(), of[PrintState.VOID].total())
    assert counts.waiting == counts.under_way == counts.in_doubt == counts.failed == 0
    assert all(isinstance(machine, Machine) and machine.closed for machine in shop.machines.values())
