"""Runs for the post in the window: who takes what, orders that lie apart, and the two answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ui.screens.house import texts
from tests.ui.screens.print_house import LABELS, TALKING, busy_event, print_house, settle_all, simulated
from tests.ui.screens.printing.page import page_of, press, told_by
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.services.ports.mirror import OrderFilter, Sort
from ticketforge_desktop.services.ports.print_runs import ItemKind, PrintRun
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.services.run_choice import Choice
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.print_desk import PostPrinter
from ticketforge_desktop.ui.screens.printing.post import ALONG, NONE, PostChoice
from ticketforge_desktop.ui.screens.printing.runs import RunLine
from ticketforge_desktop.ui.screens.printing.screen import PrintingScreen

ADDRESSES = PrinterSetup("Addresses", "zpl", "sim:addresses", "address-10x5cm", 203, options={"patience": 1.0})
NOTE, LABEL, TICKET = ItemKind.DELIVERY_NOTE, ItemKind.LABEL, ItemKind.TICKET


@pytest.fixture(scope="module")
def store() -> Iterator[Desk]:
    with print_house() as desk:
        desk.print_page.setups.add(ADDRESSES)
        yield desk


@pytest.fixture
def desk(store: Desk) -> Iterator[Desk]:
    yield store
    settle_all(store)


def post_run(desk: Desk) -> PrintRun:
    return desk.print_page.runs(1)[0].progress.run


def line_of(screen: PrintingScreen, run_id: str) -> RunLine:
    return next(one for one in screen.runs.lines if one.run_id == run_id)


def test_an_event_goes_to_the_post_with_its_labels_on_their_own_printer(context: Context, desk: Desk) -> None:
    event = busy_event(desk)
    listing = desk.queries.orders(OrderFilter(event_id=event.event_id, hardticket_only=True), Sort("created_at"))
    bought = {row.name for row in listing.page(0, len(listing))}
    screen = page_of(context)
    screen.arrive(event)
    card = screen.new_run
    press(card.post)
    share = card.share
    assert not card.sort.isEnabled()
    assert [name for name, box in share.boxes.items() if box.isVisible()] == [TALKING.name, LABELS.name]
    assert share.post.boxes[LABEL].currentText() == ADDRESSES.name, "it is there for nothing else"
    assert share.post.boxes[NOTE].key == NONE
    assert "No printer that is set up here prints them." in texts(card)
    for name, box in share.boxes.items():
        box.setChecked(name == TALKING.name)
    share.boxes[TALKING.name].clicked.emit()
    assert share.takes == {TALKING.name: [TICKET], ADDRESSES.name: [LABEL]}
    press(card.begin)
    run = post_run(desk)
    items = desk.printing.room.runs.items(run.run_id)
    assert {item.bundle for item in items} <= bought
    assert {(item.kind, item.printer) for item in items} == {(TICKET, TALKING.name), (LABEL, ADDRESSES.name)}
    assert {item.state for item in items} == {"printed"}
    assert "for the post, order by order" in line_of(screen, run.run_id).note.text()


def test_the_choice_for_the_post_can_be_taken_back(context: Context, desk: Desk) -> None:
    screen = page_of(context)
    screen.arrive(busy_event(desk))
    card = screen.new_run
    press(card.post)
    card.share.post.boxes[LABEL].choose(NONE)
    card.share.post.boxes[LABEL].activated.emit(0)
    assert not card.begin.isEnabled(), "neither notes nor labels is no run for the post"
    assert "Without both" in card.share.post.fields[LABEL].fault
    press(card.post)
    assert card.begin.isEnabled()
    assert card.sort.isEnabled()
    assert card.share.boxes[ADDRESSES.name].isVisible()
    assert not card.share.post.isVisible()
    assert (card.choice.post, card.choice.hardticket_only, card.share.takes) == (False, False, {})


def test_only_printers_that_can_are_offered_and_what_was_chosen_stays(context: Context) -> None:
    laser = PostPrinter("Laser", frozenset({TICKET, NOTE, LABEL}), None)
    till = PostPrinter("Till", frozenset({TICKET}), None)
    notes = PostPrinter("Notes", frozenset({NOTE}), NOTE)
    choice = PostChoice(context)
    choice.ask((laser, till, notes), None, {})
    choice.follow(["Laser"])
    keys = {kind: [str(box.itemData(at)) for at in range(box.count())] for kind, box in choice.boxes.items()}
    assert keys == {NOTE: [ALONG, "on:Notes", NONE], LABEL: [ALONG, NONE]}
    assert (choice.boxes[NOTE].key, choice.boxes[LABEL].key) == ("on:Notes", ALONG)
    choice.follow(["Till"])
    assert (choice.boxes[NOTE].key, choice.boxes[LABEL].key) == ("on:Notes", "on:Laser")
    assert choice.takes == {"Till": [TICKET], "Notes": [NOTE], "Laser": [LABEL]}
    choice.ask((till,), ["delivery_note"], {})
    choice.follow(["Till"])
    assert not choice.whole, "a run that has labels needs somebody for them"
    choice.deleteLater()


# Orders that lie apart


def two_orders(desk: Desk) -> tuple[str, ...]:
    """The tickets of two orders that bought the post and of which nothing was printed."""
    orders = desk.queries.orders(OrderFilter(hardticket_only=True), Sort("created_at", descending=True))
    rows = orders.page(0, len(orders))
    known = desk.store().post_addresses([row.order_id for row in rows])
    on_paper = {job.ticket_id for job in desk.printing.room.ledger.jobs(limit=10_000)}
    found: list[list[str]] = []
    for row in rows:
        tickets = [one.ticket_id for one in desk.queries.tickets(order=row.name) if one.state is TicketState.VALID]
        if tickets and row.order_id in known and not on_paper.intersection(tickets):
            found.append(tickets)
    assert len(found) >= 2
    return (*found[0], *found[1])


@pytest.fixture
def torn(desk: Desk) -> str:
    """A run for the post whose first order's ticket jammed and was found void."""
    page, printer = desk.print_page, simulated(desk)
    printer.order("jam", printer.begun + 1)
    run_id = page.plan(Choice(ticket_ids=two_orders(desk), post=True, leave_out=(NOTE,), hardticket_only=True))
    for _event in page.work(run_id, [TALKING.name], lambda: False):
        pass
    printer.mend()
    return run_id


def test_a_torn_order_is_told_with_its_reason_and_left_out(context: Context, desk: Desk, torn: str) -> None:
    screen = page_of(context)
    line = line_of(screen, torn)
    order = desk.print_page.run(torn).torn[0]
    assert order.reason == "in_doubt"
    assert f"In doubt: ticket {order.papers[0].number}" in " ".join(texts(line.torn))
    assert "1 order to decide" in screen.header.line.text()
    assert not line.torn.lines[0].finish.isEnabled(), "the doubt is answered first"
    press(screen.doubts[0].papers[0].void)
    assert f"Void: ticket {order.papers[0].number}" in " ".join(texts(line.torn))
    told = told_by(context)
    press(line.torn.lines[0].drop)
    assert told == [f"{order.order} is left out."]
    assert not line.torn.isVisible()
    assert "to decide" not in screen.header.line.text()
    press(line.go_on)
    items = desk.printing.room.runs.items(torn)
    assert {str(item.state) for item in items if item.bundle == order.order} <= {"void", "cancelled"}
    assert {str(item.state) for item in items if item.bundle != order.order} <= {"printed"}
    assert desk.print_page.run(torn).progress.run.state == "done"


def test_a_torn_order_is_finished_when_somebody_says_so(context: Context, desk: Desk, torn: str) -> None:
    (doubt,) = desk.print_page.ledger((PrintState.IN_DOUBT,), "", 5)
    desk.print_page.resolve(doubt.job.job_id, False)
    screen = page_of(context)
    line = line_of(screen, torn)
    order = desk.print_page.run(torn).torn[0]
    told = told_by(context)
    press(line.torn.lines[0].finish)
    assert told == [f"The rest of {order.order} is printed when the run goes on."]
    press(line.go_on)
    items = [item for item in desk.printing.room.runs.items(torn) if item.bundle == order.order]
    assert [str(item.state) for item in items] == ["void"] + ["printed"] * (len(items) - 1)
    assert items[-1].kind is LABEL


def test_going_on_elsewhere_asks_who_takes_the_labels(context: Context, desk: Desk, torn: str) -> None:
    screen = page_of(context)
    press(line_of(screen, torn).others)
    share = screen.go_on_card.share
    assert share.chosen == (TALKING.name,)
    assert share.post.fields[NOTE].isHidden(), "this run has none"
    assert share.post.boxes[LABEL].findData(NONE) < 0
    share.boxes[TALKING.name].click()
    assert not screen.go_on_card.go_on.isEnabled()
    share.boxes[LABELS.name].click()
    share.post.boxes[LABEL].choose(f"on:{ADDRESSES.name}")
    press(screen.go_on_card.go_on)
    items = desk.printing.room.runs.items(torn)
    assert {(item.kind, item.printer) for item in items if item.state == "printed"} == {
        (TICKET, LABELS.name), (LABEL, ADDRESSES.name)
    }  # fmt: skip
