"""Receipts and papers for the post, by programs that are killed again and again: nothing torn, nothing twice."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.services.conftest import Founder
from tests.services.evening import Evening
from tests.services.jamming import JammingPrinter, JammingReceiptPrinter
from tests.services.killing import Killer
from tests.services.paper import Hall
from tests.services.post_office import Office
from tests.services.run_shop import Shop
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.host.clock import SystemClock
from ticketforge_desktop.host.printer_locks import PrinterLocks
from ticketforge_desktop.services.ports.print_runs import RunState
from ticketforge_desktop.services.ports.printing import CopyKind, PaperKind, PrintJob, PrintState
from ticketforge_desktop.services.print_doubts import PrintDoubts


@pytest.fixture
def hall(found: Founder) -> Hall:
    opened = Hall(Evening(found("till 1")))
    opened.profile.print_ledger  # noqa: B018 - the file is there before another process opens it
    return opened


class Person:
    """Somebody who looks into the tray, and into the drawer, at every doubt."""

    def __init__(self, hall: Hall, printer: JammingPrinter) -> None:
        self.ledger, self.printer = hall.profile.print_ledger, printer
        self.locks = PrinterLocks(hall.profile.folder)
        self.doubts = PrintDoubts(self.ledger, SystemClock(), DEFAULT_MANAGER)
        self.asked = 0

    def answer_all(self) -> None:
        with self.locks("Kasse 1"):  # whoever printed is gone
            now = SystemClock().now()
            self.ledger.recover(now, now, "Kasse 1")
        for doubt in self.doubts.doubts():
            for job in doubt.papers:
                self.asked += 1
                self.doubts.resolve(job.job_id, good=self.is_there(job))

    def is_there(self, job: PrintJob) -> bool:
        if job.kind == PaperKind.DRAWER:
            opened = [one for one in self.jobs(PaperKind.DRAWER) if one.state is PrintState.PRINTED]
            assert isinstance(self.printer, JammingReceiptPrinter)
            return self.printer.kicks > len(opened)
        tray = Counter(ref for ref, _ in self.printer.tray)
        known = [one for one in self.jobs(job.kind) if one.ticket_id == job.ticket_id]
        return tray[job.ticket_id] > sum(one.state is PrintState.PRINTED for one in known)

    def jobs(self, kind: str) -> list[PrintJob]:
        return [job for job in self.ledger.jobs(limit=100_000) if job.kind == kind]


def till_story(hall: Hall, sales: int, kills: int, jams: int, log: Path, seed: int, first: int = 0) -> None:
    chance = random.Random(seed)
    printer = JammingReceiptPrinter(chance, jams, sales)
    person = Person(hall, printer)

    def done() -> bool:
        out = {job.ticket_id for job in person.jobs(PaperKind.RECEIPT) if job.state is PrintState.PRINTED}
        return len(out) == sales

    try:
        killer = Killer(hall.profile, printer, f"till:{sales}", kills, jams, sales, chance, first)
        killer.until(done, person.answer_all, log)
    finally:
        printer.close()
    receipts = person.jobs(PaperKind.RECEIPT)
    printed = Counter(
        (job.ticket_id, job.copy_kind == CopyKind.COPY) for job in receipts if job.state is PrintState.PRINTED
    )
    assert Counter((ref, copy > 0) for ref, copy in printer.tray) == printed, "the ledger says what lies in the tray"
    assert max(Counter(ref for ref, copy in printer.tray if not copy).values()) == 1, "no second original"
    assert {ref for ref, _ in printer.tray} == {f"receipt:K1-{place}" for place in range(1, sales + 1)}
    void = {job.ticket_id for job in receipts if job.state is PrintState.VOID and not job.copy_kind}
    assert {ref for ref, copy in printer.tray if copy} == void, "a copy of what was spoiled, and of nothing else"
    opened = Counter(job.ticket_id for job in person.jobs(PaperKind.DRAWER) if job.state is PrintState.PRINTED)
    assert printer.kicks == sum(opened.values())
    assert set(opened.values()) == {1}, "one sale, one drawer"
    assert len(opened) == sales
    settled = [job for job in person.ledger.jobs(limit=100_000) if job.settled_by]
    assert len(settled) == person.asked > 0, "every doubt was asked, and nothing else"
    assert not person.ledger.jobs(states=(PrintState.SENDING, PrintState.IN_DOUBT, PrintState.QUEUED))


def post_story(hall: Hall, orders: int, kills: int, jams: int, log: Path, seed: int) -> None:
    chance = random.Random(seed)
    for place in range(orders):
        hall.sold(f"#{1042 + place}", quantity=1 + place % 3)
    shop = Shop(hall, documents=Office(), keys=None)
    run = shop.plan(post=True)
    items = shop.runs.items(run)
    wanted = {order: [item for item in items if item.bundle == order] for order in {item.bundle for item in items}}
    printer = JammingPrinter(chance, jams, len(items))
    person = Person(hall, printer)
    dropped: set[str] = set()

    def between() -> None:
        """Doubts are answered; an order with a spoiled paper is packed by hand, so its rest is left out."""
        person.answer_all()
        for torn in shop.runs.torn(run):
            assert torn.reason in ("void", "printer")
            if torn.reason == "void":
                dropped.add(torn.bundle)
                shop.runs.drop(run, torn.bundle)

    try:
        killer = Killer(hall.profile, printer, run, kills, jams, len(items), chance)
        killer.until(lambda: shop.state(run) is RunState.DONE, between, log)
    finally:
        printer.close()
    assert set(Counter(printer.tray).values()) == {1}, "no paper came twice"
    order_of = {item.ref if item.kind == "ticket" else f"{item.kind}:{item.ref}": item.bundle for item in items}
    tray = [order_of[ref] for ref, _ in printer.tray]
    pieces = [order for place, order in enumerate(tray) if not place or tray[place - 1] != order]
    assert len(pieces) == len(set(pieces)), "each order lies in one piece"
    void = {item.bundle for item in shop.runs.items(run) if item.state == "void"}
    assert dropped <= void
    for order, papers in wanted.items():
        lies = [ref for ref, _ in printer.tray if order_of[ref] == order]
        whole = [paper.ref if paper.kind == "ticket" else f"{paper.kind}:{paper.ref}" for paper in papers]
        if order not in void:
            assert lies == whole, "an order nobody was asked to leave out is whole, in its order"
        else:
            assert lies == whole[: len(lies)], "what nobody wanted any more did not come"
    assert shop.runs.torn(run) == []


def test_ten_sales_three_kills_around_the_bytes_and_a_jam(hall: Hall, tmp_path: Path) -> None:
    till_story(hall, sales=10, kills=3, jams=1, log=tmp_path / "kills.log", seed=6, first=3)


@pytest.mark.long
def test_two_hundred_sales_thirty_two_kills_and_six_jams(hall: Hall, tmp_path: Path) -> None:
    till_story(hall, sales=200, kills=32, jams=6, log=tmp_path / "kills.log", seed=12)


@pytest.mark.long
def test_ten_orders_for_the_post_seven_kills_and_a_jam(hall: Hall, tmp_path: Path) -> None:
    post_story(hall, orders=10, kills=7, jams=1, log=tmp_path / "kills.log", seed=5)


@pytest.mark.long
def test_a_hundred_orders_for_the_post_thirty_two_kills_and_six_jams(hall: Hall, tmp_path: Path) -> None:
    post_story(hall, orders=100, kills=32, jams=6, log=tmp_path / "kills.log", seed=13)
