"""Papers for the post: an order's tickets, note and label lie together, and nobody tears them apart unasked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.paper import Hall
from tests.services.post_office import Office
from tests.services.run_shop import JAM, OFF, Machine, Shop, setup
from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound
from ticketforge_desktop.services.ports.print_runs import ItemKind, RunState, TornBundle
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.services.print_doubts import PrintDoubts
from ticketforge_desktop.services.run_shares import shares_of

ORDERS = {"#1042": 3, "#1043": 2, "#1044": 1, "#1045": 2}


class Counter(Shop):
    """A shop that posts four orders."""

    def __init__(self, hall: Hall, **office: Any) -> None:
        self.office = Office(**office)
        super().__init__(hall, documents=self.office)
        for name, quantity in ORDERS.items():
            hall.sold(name, quantity=quantity)
        self.order_of = {row.number: row.order for row in self.profile.queries.tickets(event_id="gala")}

    def tray(self, name: str) -> list[str]:
        """What came out of a printer: an order's name for a ticket, kind and order for what goes with it."""
        told = []
        for data in self.machines[name].papers if name in self.machines else []:
            text = data.decode("latin-1")
            ticket = next((order for number, order in self.order_of.items() if f"^FD{number}^FS" in text), "")
            told.append(ticket or text.split("^FD")[1].split("^FS")[0])
        return told

    def torn(self, run: str) -> list[tuple[str, str, int]]:
        found: list[TornBundle] = list(self.runs.torn(run))
        return [(one.bundle, one.reason, one.waiting) for one in found]

    def answer(self, *, good: bool) -> None:
        doubts = PrintDoubts(self.room.ledger, self.hall.clock, self.runs._staff)
        for doubt in doubts.doubts():
            for job in doubt.papers:
                doubts.resolve(job.job_id, good=good)


@pytest.fixture
def counter(hall: Hall) -> Counter:
    return Counter(hall)


WHOLE = [
    line
    for order, tickets in ORDERS.items()
    for line in (*[order] * tickets, f"delivery_note {order}", f"label {order}")
]


def test_papers_lie_order_by_order(hall: Hall) -> None:
    counter = Counter(hall, nowhere=("#1044",))
    run = counter.plan(post=True)
    assert counter.runs.progress(run).run.chosen["without_address"] == ["#1044"]
    counter.work(run)

    assert counter.tray("Kasse 1") == [line for line in WHOLE if "#1044" not in line]
    assert counter.office.made[:2] == [
        ("delivery_note", "#1042", ("Ada", counter.office.made[0][2][1]), 3),
        ("label", "#1042", ("Ada", counter.office.made[0][2][1]), 3),
    ]
    assert counter.state(run) is RunState.DONE
    jobs = [job for job in reversed(counter.room.ledger.jobs(run_id=run)) if job.kind != "ticket"]
    assert [(job.kind, job.ticket_id, job.layout, job.issue) for job in jobs[:2]] == [
        ("delivery_note", "delivery_note:#1042", "a6", 0),
        ("label", "label:#1042", "a6", 0),
    ]
    assert counter.room.book.address(run, "#1042") == (), "nobody's address is kept longer than it is needed"


def test_only_what_is_wanted_goes_with_the_tickets(counter: Counter) -> None:
    run = counter.plan(post=True, leave_out=(ItemKind.DELIVERY_NOTE,))
    counter.work(run)
    assert counter.tray("Kasse 1") == [line for line in WHOLE if "note" not in line]
    for wrong in ({"leave_out": (ItemKind.LABEL,)}, {"post": True, "leave_out": tuple(ItemKind)[1:]}):
        with pytest.raises(BadInput, match="leave out"):
            counter.plan(**wrong)


def test_two_printers_share_the_orders_and_a_third_prints_the_labels(counter: Counter) -> None:
    run = counter.plan(post=True)
    counter.work(run, "Kasse 1", "Kasse 2", "Label")
    trays = [counter.tray("Kasse 1"), counter.tray("Kasse 2")]
    assert counter.state(run) is RunState.DONE
    assert sorted(counter.tray("Label")) == [f"label {order}" for order in ORDERS]
    for tray in trays:  # each order whole and in one piece
        orders = list(dict.fromkeys(line.split()[-1] for line in tray))
        assert tray == [line for order in orders for line in (*[order] * ORDERS[order], f"delivery_note {order}")]
    assert sum(map(len, trays)) == len(WHOLE) - 4
    share = counter.runs.progress(run).run.shares
    assert share["Label"].kinds == (ItemKind.LABEL,)
    assert share["Kasse 1"].along == (ItemKind.DELIVERY_NOTE,)


def test_a_label_waits_until_the_tickets_of_its_order_are_out(counter: Counter) -> None:
    run = counter.plan(post=True)
    seen: list[set[str]] = []
    label = Machine()
    book = counter.room.book

    def standing() -> None:
        items = [item for item in book.items(run, bundle="#1042") if item.kind is not ItemKind.LABEL]
        seen.append({str(item.state) for item in items})

    label.orders = [standing]  # type: ignore[list-item]
    counter.machines["Label"] = label
    counter.work(run, "Kasse 1", "Label")
    assert seen == [{"printed"}]


def test_a_jam_in_an_order_is_asked_about_and_the_rest_comes_from_the_same_printer(counter: Counter) -> None:
    run = counter.plan(post=True)
    counter.machines["Kasse 1"] = Machine(None, JAM)
    counter.work(run, "Kasse 1")
    assert (counter.state(run), counter.torn(run)) == (RunState.STOPPED, [("#1042", "in_doubt", 3)])
    assert counter.runs.progress(run).as_json()["torn"] == 1
    with pytest.raises(Conflict, match="in doubt"):
        counter.runs.release(run, "#1042")

    events = counter.work(run, "Kasse 1")  # nobody answered: the other orders go on, this one is left alone
    assert [line for line in counter.tray("Kasse 1") if "#1042" in line] == ["#1042"]
    assert len(events) == len(WHOLE) - 5
    counter.answer(good=True)
    assert counter.torn(run) == [("#1042", "printer", 3)]
    counter.work(run, "Kasse 1")
    assert counter.tray("Kasse 1")[-3:] == ["#1042", "delivery_note #1042", "label #1042"]
    assert (counter.state(run), counter.torn(run)) == (RunState.DONE, [])


def test_another_printer_leaves_a_begun_order_alone_until_somebody_says_so(counter: Counter) -> None:
    run = counter.plan(post=True)
    counter.machines["Kasse 1"] = Machine(None, None, OFF)
    counter.work(run, "Kasse 1")
    assert counter.tray("Kasse 1") == ["#1042", "#1042"]

    counter.work(run, "Kasse 2")
    assert counter.tray("Kasse 2") == [line for line in WHOLE if "#1042" not in line]
    assert (counter.state(run), counter.torn(run)) == (RunState.STOPPED, [("#1042", "printer", 3)])
    assert [item.printer for item in counter.runs.torn(run)[0].papers] == ["Kasse 1", "Kasse 1"]

    assert counter.runs.release(run, "#1042") == 3
    counter.work(run, "Kasse 2")
    assert counter.tray("Kasse 2")[-3:] == ["#1042", "delivery_note #1042", "label #1042"]
    assert counter.state(run) is RunState.DONE


def test_a_void_paper_holds_its_order_back_and_it_can_be_left_out(counter: Counter) -> None:
    run = counter.plan(post=True)
    counter.machines["Kasse 1"] = Machine(JAM)
    counter.work(run, "Kasse 1")
    counter.answer(good=False)
    counter.work(run, "Kasse 1")
    assert counter.torn(run) == [("#1042", "void", 4)]

    assert counter.runs.drop(run, "#1042") == 4
    progress = counter.runs.progress(run)
    assert (progress.run.state, progress.counts.cancelled, progress.counts.void) == (RunState.DONE, 4, 1)
    with pytest.raises(NotFound):
        counter.runs.drop(run, "#9999")


def test_a_ticket_that_was_refunded_meanwhile_holds_its_order_back_and_no_other(counter: Counter, hall: Hall) -> None:
    run = counter.plan(post=True)
    hall.sold("#1043", quantity=2, line_told={"current_quantity": 1})
    counter.work(run, "Kasse 1")
    assert [line for line in counter.tray("Kasse 1") if "#1043" in line] == ["#1043"]
    assert counter.tray("Kasse 1")[-4:] == WHOLE[-4:]
    ((bundle, reason, _waiting),) = counter.torn(run)
    assert (bundle, reason) == ("#1043", "failed")


def test_a_run_that_was_paused_goes_on_where_it_was(counter: Counter) -> None:
    run = counter.plan(post=True)
    counter.machines["Kasse 1"] = Machine(None, lambda: counter.runs.pause(run) and None)  # type: ignore[func-returns-value]
    counter.work(run, "Kasse 1", "Label")
    assert (counter.state(run), counter.tray("Label")) == (RunState.PAUSED, [])
    counter.work(run, *counter.runs.progress(run).run.printers)
    assert counter.tray("Kasse 1") == [line for line in WHOLE if "label" not in line]
    assert counter.state(run) is RunState.DONE


def test_a_printer_keeps_its_share_when_the_run_goes_on(counter: Counter) -> None:
    run = counter.plan(post=True)
    counter.machines["Kasse 1"] = Machine(OFF)
    counter.work(run, "Kasse 1", "Kasse 2", takes={"Kasse 2": [ItemKind.LABEL, ItemKind.DELIVERY_NOTE]})
    counter.work(run, "Kasse 1", "Kasse 2")
    assert counter.tray("Kasse 1") == [line for line in WHOLE if " " not in line]
    assert counter.tray("Kasse 2") == [line for line in WHOLE if " " in line]


def test_nobody_begins_when_one_kind_of_paper_has_no_printer(hall: Hall) -> None:
    counter = Counter(hall, no_notes=("Kasse 1", "Label"))
    run = counter.plan(post=True)
    for names, takes, reason in (
        (("Kasse 1", "Label"), {}, "has delivery notes"),
        (("Label",), {}, "prints tickets"),
        (("Kasse 2", "Kasse 1"), {"Kasse 1": [ItemKind.DELIVERY_NOTE]}, "Kasse 1 can't print delivery notes"),
    ):
        with pytest.raises(BadInput, match=reason):
            counter.work(run, *names, takes=takes)
    assert (counter.state(run), counter.machines) == (RunState.READY, {})
    plain = counter.plan()
    with pytest.raises(BadInput, match="no papers for the post"):
        counter.work(plain, "Kasse 1", takes={"Kasse 1": [ItemKind.LABEL]})
    assert (counter.state(plain), counter.machines) == (RunState.READY, {})


def test_shares_in_words_of_their_own() -> None:
    both = [setup("Kasse 1"), setup("Label")]
    share = shares_of(both, ItemKind, Office(), {})
    assert share["Kasse 1"].kinds == (ItemKind.TICKET, ItemKind.DELIVERY_NOTE)
    alone = shares_of(both[:1], [ItemKind.TICKET], Office(), {})
    assert (alone["Kasse 1"].kinds, alone["Kasse 1"].along) == ((ItemKind.TICKET,), ())


def test_the_papers_of_an_order_are_lines_of_the_ledger_that_are_asked_about(counter: Counter) -> None:
    run = counter.plan(post=True)
    counter.machines["Kasse 1"] = Machine(None, None, None, JAM)
    counter.work(run, "Kasse 1")
    (doubt,) = PrintDoubts(counter.room.ledger, counter.hall.clock, counter.runs._staff).doubts()
    assert [(job.kind, job.state) for job in doubt.papers] == [("delivery_note", PrintState.IN_DOUBT)]
    assert doubt.last_certain is not None
    assert doubt.last_certain.kind == "ticket"
