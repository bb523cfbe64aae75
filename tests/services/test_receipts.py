"""Receipts and the drawer on a strict receipt printer: drawer first, one original, the rest copies or questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.devices.tickets import SHELF
from tests.oracles.escpos_printer import EscPosPrinter
from tests.oracles.printer_server import PrinterServer
from tests.oracles.starprnt_printer import StarPrntPrinter
from tests.services.paper import Hall
from tests.services.print_victim import coded
from ticketforge_desktop.devices.printing.conversation import Pacing
from ticketforge_desktop.devices.printing.printer_papers import DevicePapers
from ticketforge_desktop.devices.printing.printer_room import PrinterRoom
from ticketforge_desktop.devices.printing.sample_faces import sample
from ticketforge_desktop.domain.errors import BadInput, Conflict, NoDrawer, NotFound, ReceiptPrinted, RightMissing
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.services.kept_faces import receipt_of, to_text
from ticketforge_desktop.services.ports.documents import ReceiptFace
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import NewJob, Origin, PaperKind, PrintState, Step
from ticketforge_desktop.services.ports.receipts import Receipts
from ticketforge_desktop.services.post_papers import Sender
from ticketforge_desktop.services.print_doubts import PrintDoubts
from ticketforge_desktop.services.receipts import ReceiptDesk, ReceiptRoom

QUICK = Pacing(answer=0.05, settle=0.001, poll=0.002, base=0.3, grace=0.05, reconnect=0.2, pause=0.02)


def face(number: str = "K1-17") -> ReceiptFace:
    found = sample("receipt")
    assert isinstance(found, ReceiptFace)
    return replace(found, number=number)


class Counter:
    """A till with its receipt printer."""

    def __init__(self, hall: Hall, server: PrinterServer, printer: EscPosPrinter) -> None:
        self.hall, self.server, self.printer = hall, server, printer
        self.ledger = hall.profile.print_ledger
        self.setup = PrinterSetup("Bon", "escpos", server.address, "roll-80mm", options={"patience": 1.0})
        self.staff = DEFAULT_MANAGER
        self.busy = False

    def receipts(self, **options: Any) -> ReceiptDesk:
        setup = replace(self.setup, options={**self.setup.options, **options})
        opens = PrinterRoom(SHELF, pacing=QUICK).open_session
        papers = DevicePapers(SHELF)
        room = ReceiptRoom(
            self.ledger, self._named(setup), papers, opens, self._lock, self.hall.clock, ("Wallstraße 1",)
        )
        desk = ReceiptDesk(room, self.staff)
        port: Receipts = desk
        assert port is desk
        return desk

    def texts(self) -> list[tuple[str, ...]]:
        return [paper.texts for paper in self.printer.tickets]

    def states(self, number: str = "K1-17") -> list[tuple[str, str, str]]:
        return [(job.kind, job.copy_kind, str(job.state)) for job in self.receipts().papers(number)]

    def answer(self, *, good: bool) -> None:
        doubts = PrintDoubts(self.ledger, self.hall.clock, DEFAULT_MANAGER)
        for doubt in doubts.doubts():
            for job in doubt.papers:
                doubts.resolve(job.job_id, good=good)

    def _named(self, setup: PrinterSetup) -> Callable[[str], PrinterSetup]:
        def named(name: str) -> PrinterSetup:
            if name != setup.name:
                raise NotFound(f"There is no printer {name}.")
            return setup

        return named

    def _lock(self, printer: str) -> AbstractContextManager[None]:
        @contextmanager
        def held() -> Iterator[None]:
            if self.busy:
                raise Conflict(f"Somebody else is printing on {printer}.", printer=printer)
            yield

        return held()


@pytest.fixture
def till(hall: Hall) -> Iterator[Counter]:
    printer = EscPosPrinter(576, 4000)
    with PrinterServer(printer) as server:
        yield Counter(hall, server, printer)
    assert printer.refused == []


def test_the_drawer_opens_before_the_receipt_and_both_are_lines_of_the_ledger(till: Counter) -> None:
    seen: list[int] = []
    eject = till.printer.eject
    till.printer.eject = lambda ticket: (seen.append(len(till.printer.kicks)), eject(ticket))[1]  # type: ignore[method-assign,func-returns-value]
    entry = till.receipts().print_receipt(face(), "Bon", open_drawer=True)

    assert (entry.state, entry.kind, entry.ticket_id, entry.issue) == (
        PrintState.PRINTED,
        "receipt",
        "receipt:K1-17",
        0,
    )
    assert (entry.layout, entry.language, entry.reason) == ("receipt-80mm", "escpos", "")
    assert seen == [1], "the drawer was open when the paper came"
    assert till.printer.kicks == [(2, 100, 200)]
    drawer, receipt = till.receipts().papers("K1-17")
    assert (drawer.kind, drawer.state, drawer.bytes) == (PaperKind.DRAWER, PrintState.PRINTED, 5)
    assert drawer.sending_at is not None
    assert receipt.sending_at is not None
    assert drawer.sending_at < receipt.sending_at
    (words,) = till.texts()
    assert "Bon K1-17" in words
    assert not [word for word in words if "KOPIE" in word]


def test_a_second_original_is_refused_and_a_copy_says_that_it_is_one_and_leaves_the_drawer_shut(till: Counter) -> None:
    till.receipts().print_receipt(face(), "Bon", open_drawer=True)
    with pytest.raises(ReceiptPrinted, match=r"K1-17 was printed \(job 2\)") as refused:
        till.receipts().print_receipt(face(), "Bon", open_drawer=True)
    assert {**refused.value.facts} == {"number": "K1-17", "job": 2, "state": "printed", "printer": "Bon"}

    first, second = (till.receipts().print_copy("K1-17", "Bon", "the guest lost it") for _ in range(2))
    assert (first.state, first.copy_kind, first.note) == (PrintState.PRINTED, "copy", "the guest lost it")
    assert second.state is PrintState.PRINTED
    _, one, two = till.texts()
    assert ("– KOPIE 1 –" in one, "– KOPIE 2 –" in two) == (True, True)
    assert "Glasperlen – Herbsttour 2026," in " ".join(one)
    assert len(till.printer.kicks) == 1


@pytest.mark.parametrize("good", [True, False])
def test_a_receipt_in_doubt_is_asked_about_and_only_ever_a_copy_afterwards(till: Counter, good: bool) -> None:
    till.server.order(1, "jam")
    entry = till.receipts().print_receipt(face(), "Bon", open_drawer=True)
    assert (entry.state, entry.condition) == (PrintState.IN_DOUBT, "fault")
    assert till.states() == [("drawer", "", "printed"), ("receipt", "", "in_doubt")]
    till.server.mend()
    with pytest.raises(ReceiptPrinted, match="may have been printed"):
        till.receipts().print_receipt(face(), "Bon", open_drawer=True)

    till.answer(good=good)
    with pytest.raises(ReceiptPrinted):
        till.receipts().print_receipt(face(), "Bon")
    assert till.receipts().print_copy("K1-17", "Bon").state is PrintState.PRINTED
    assert "– KOPIE 1 –" in till.texts()[-1]
    assert len(till.printer.kicks) == 1


def test_what_never_left_is_printed_as_the_original_and_the_drawer_is_not_opened_twice_for_one_sale(
    till: Counter,
) -> None:
    till.server.order(1, "paper_out")
    till.receipts().print_receipt(face("K1-16"), "Bon")  # the roll ends here
    entry = till.receipts().print_receipt(face(), "Bon", open_drawer=True)
    assert (entry.state, entry.reason) == (PrintState.FAILED, "the drawer did not open, so the receipt was not sent")
    assert entry.condition == "paper_out", "what hindered the drawer is why there is no receipt"
    assert till.states() == [("drawer", "", "failed"), ("receipt", "", "failed")]
    assert till.printer.kicks == []

    till.server.mend()
    assert till.receipts().print_receipt(face(), "Bon", open_drawer=True).state is PrintState.PRINTED
    assert till.states()[2:] == [("drawer", "", "printed"), ("receipt", "", "printed")]
    assert not [word for word in till.texts()[-1] if "KOPIE" in word]
    assert len(till.printer.kicks) == 1


def dead(till: Counter, drawer: PrintState, receipt: PrintState) -> None:
    """What a program leaves that died with its lines in these states."""
    now = till.hall.clock.now()
    lines = [(f"{kind}:K1-17", Origin("escpos", kind=kind)) for kind in (PaperKind.DRAWER, PaperKind.RECEIPT)]
    jobs = till.ledger.queue_all(
        [NewJob(ref, 0, "Bon", "receipt-80mm", "manager", origin) for ref, origin in lines],
        now,
        {"receipt:K1-17": to_text(face())},
    )
    for job, state in zip(jobs, (drawer, receipt), strict=True):
        steps = {PrintState.QUEUED: [], PrintState.SENDING: [PrintState.SENDING]}
        for step in steps.get(state, [PrintState.SENDING, PrintState.PRINTED]):
            till.ledger.move_all([Step(job.job_id, step)], now)


@pytest.mark.parametrize("drawer", [PrintState.SENDING, PrintState.PRINTED])
def test_after_a_crash_behind_the_drawer_the_receipt_is_printed_and_the_drawer_left_alone(
    till: Counter, drawer: PrintState
) -> None:
    dead(till, drawer, PrintState.QUEUED)
    assert till.receipts().print_receipt(face(), "Bon", open_drawer=True).state is PrintState.PRINTED
    asked = "in_doubt" if drawer is PrintState.SENDING else "printed"
    assert till.states() == [("drawer", "", asked), ("receipt", "", "printed")]
    assert till.printer.kicks == []
    assert len(till.texts()) == 1


def test_after_a_crash_before_the_first_byte_both_go_out_once(till: Counter) -> None:
    dead(till, PrintState.QUEUED, PrintState.QUEUED)
    assert till.receipts().print_receipt(face(), "Bon", open_drawer=True).state is PrintState.PRINTED
    assert till.states() == [("drawer", "", "printed"), ("receipt", "", "printed")]
    assert (len(till.printer.kicks), len(till.texts())) == (1, 1)


def test_after_a_crash_in_the_middle_of_the_receipt_nothing_is_sent_again(till: Counter) -> None:
    dead(till, PrintState.PRINTED, PrintState.SENDING)
    with pytest.raises(ReceiptPrinted):
        till.receipts().print_receipt(face(), "Bon", open_drawer=True)
    assert till.states() == [("drawer", "", "printed"), ("receipt", "", "in_doubt")]
    assert till.texts() == []


def test_a_receipt_that_was_begun_can_be_printed_from_what_was_kept(till: Counter) -> None:
    dead(till, PrintState.PRINTED, PrintState.QUEUED)
    with pytest.raises(Conflict, match="nothing to copy"):
        till.receipts().print_copy("K1-17", "Bon")
    assert till.receipts().print_kept("K1-17", "Bon").state is PrintState.PRINTED
    assert "Bon K1-17" in till.texts()[0]
    with pytest.raises(NotFound, match="No receipt K1-99"):
        till.receipts().print_kept("K1-99", "Bon")


def test_what_was_queued_and_left_is_given_up_by_a_person_and_may_be_printed_later(till: Counter) -> None:
    dead(till, PrintState.PRINTED, PrintState.QUEUED)
    doubts = PrintDoubts(till.ledger, till.hall.clock, DEFAULT_MANAGER)
    (left,) = doubts.queue()
    with pytest.raises(Conflict, match="not in doubt"):
        doubts.resolve(left.job_id, good=True)
    given_up = doubts.resolve(left.job_id, good=False)
    assert (given_up.state, given_up.settled_by) == (PrintState.FAILED, "manager")
    assert doubts.queue() == []
    assert till.receipts().print_receipt(face(), "Bon").state is PrintState.PRINTED


def test_a_drawer_that_a_person_saw_shut_opens_when_the_receipt_is_printed_again(till: Counter) -> None:
    dead(till, PrintState.SENDING, PrintState.QUEUED)
    now = till.hall.clock.now()
    till.ledger.recover(now, now)
    till.answer(good=False)
    till.receipts().print_receipt(face(), "Bon", open_drawer=True)
    assert len(till.printer.kicks) == 1


def test_the_drawer_by_itself_needs_a_reason_which_the_audit_keeps(till: Counter) -> None:
    with pytest.raises(BadInput, match="for a reason only"):
        till.receipts().open_drawer("Bon", "  ")
    first = till.receipts().open_drawer("Bon", "change for the parking machine")
    second = till.receipts(drawer="2").open_drawer("Bon", "counting")
    assert (first.kind, first.state, first.note) == ("drawer", PrintState.PRINTED, "change for the parking machine")
    assert second.job_id != first.job_id
    assert till.printer.kicks == [(2, 100, 200), (5, 100, 200)]
    rows = [row for row in till.hall.profile.station.audit_rows(limit=10) if row.action == "open_drawer"]
    assert [(row.staff_id, row.subject) for row in rows] == [("manager", "Bon"), ("manager", "Bon")]
    assert till.hall.profile.station.verify_audit().ok


def test_a_receipt_that_brings_no_address_has_the_shop_s(till: Counter) -> None:
    till.receipts().print_receipt(replace(face(), address=()), "Bon")
    till.receipts().print_receipt(face("K1-18"), "Bon")
    without, with_one = till.texts()
    assert ("Wallstraße 1" in without, "Wallstraße 1" in with_one) == (True, False)
    assert Sender("Nordlicht · Hafenstraße 12 · 20457 Hamburg").address == ("Hafenstraße 12", "20457 Hamburg")
    assert Sender("Nordlicht").address == ()


def test_the_drawer_takes_no_piece_of_the_roll(till: Counter) -> None:
    till.hall.profile.stock_rolls.open("R-1", "", "Bon", (1, 9), "m", till.hall.clock.now())
    till.receipts().print_receipt(face(), "Bon", open_drawer=True)
    assert [(job.kind, job.serial) for job in till.receipts().papers("K1-17")] == [("drawer", ""), ("receipt", "1")]


def test_no_paper_of_a_doubt_is_the_drawer(till: Counter) -> None:
    """A drawer that was opened is not the last certain paper of the tray."""
    till.receipts().print_receipt(face("K1-16"), "Bon")
    till.receipts().open_drawer("Bon", "counting")
    till.server.order(2, "jam")
    till.receipts().print_receipt(face(), "Bon")
    (doubt,) = PrintDoubts(till.ledger, till.hall.clock, DEFAULT_MANAGER).doubts()
    assert doubt.last_certain is not None
    assert doubt.last_certain.ticket_id == "receipt:K1-16"


def test_the_paper_on_top_of_the_tray_does_not_tell_whether_the_drawer_opened(till: Counter, hall: Hall) -> None:
    now, ticket = hall.clock.now(), hall.ids[0]
    paper = till.ledger.queue(NewJob(ticket, 1, "Bon", "roll-80mm", "m"), now)
    till.ledger.move_all([Step(paper.job_id, PrintState.SENDING)], now)
    till.ledger.move_all([Step(paper.job_id, PrintState.PRINTED)], now)
    dead(till, PrintState.SENDING, PrintState.SENDING)
    till.ledger.recover(now + timedelta(minutes=1), now)
    doubts = PrintDoubts(till.ledger, hall.clock, DEFAULT_MANAGER)
    settled = doubts.answer(coded(hall.profile.queries.ticket(ticket)), last_out=True)

    assert [(job.kind, job.state) for job in settled] == [("receipt", PrintState.VOID)]
    assert [job.kind for job in doubts.queue()] == ["drawer"]


def test_what_can_t_be_done_is_refused_before_a_line_is_written(till: Counter) -> None:
    with pytest.raises(NoDrawer, match="without a cash drawer"):
        till.receipts(drawer="none").print_receipt(face(), "Bon", open_drawer=True)
    with pytest.raises(NotFound):
        till.receipts().print_receipt(face(), "Kasse 9")
    with pytest.raises(BadInput, match="needs a number"):
        till.receipts().print_receipt(face(" "), "Bon")
    with pytest.raises(NotFound):
        till.receipts(receipt_layout="nothing-of-ours").print_receipt(face(), "Bon")
    till.setup = replace(till.setup, language="zpl")
    with pytest.raises(NoDrawer, match="no receipt printer"):
        till.receipts().open_drawer("Bon", "counting")
    till.setup = replace(till.setup, language="escpos")
    till.busy = True
    with pytest.raises(Conflict, match="Somebody else"):
        till.receipts().print_receipt(face(), "Bon", open_drawer=True)
    till.busy = False
    till.staff = Staff("f", "Fenja", ROLE_RIGHTS[Role.FULFILMENT])
    with pytest.raises(RightMissing):
        till.receipts().print_receipt(face(), "Bon", open_drawer=True)
    with pytest.raises(RightMissing):
        till.receipts().open_drawer("Bon", "counting")
    assert till.ledger.jobs() == []
    assert till.receipts().print_receipt(face(), "Bon").state is PrintState.PRINTED, "without the drawer she may"


def test_without_a_reachable_printer_the_receipt_waits_for_another_try(till: Counter) -> None:
    till.setup = replace(till.setup, transport="tcp://127.0.0.1:9")
    entry = till.receipts().print_receipt(face(), "Bon", open_drawer=True)
    assert (entry.state, till.states()) == (PrintState.FAILED, [("drawer", "", "failed"), ("receipt", "", "failed")])


@pytest.mark.parametrize(("drawer", "kick"), [("1", (1, 100, 200)), ("2", (2, 200, 200))])
def test_a_star_printer_does_both_too(hall: Hall, drawer: str, kick: tuple[int, int, int]) -> None:
    star = StarPrntPrinter(576, 4000)
    with PrinterServer(star) as server:
        till = Counter(hall, server, EscPosPrinter(576, 4000))
        till.setup = replace(till.setup, language="starprnt")
        assert till.receipts(drawer=drawer).print_receipt(face(), "Bon", open_drawer=True).state is PrintState.PRINTED
        assert till.states() == [("drawer", "", "printed"), ("receipt", "", "printed")]
        assert star.kicks == [kick]
        assert len(star.done()) == 1


def test_what_stood_on_a_receipt_is_kept_whole() -> None:
    one = replace(
        face(), at=face().at + timedelta(microseconds=1), rounding=Money(-2, "CHF"), signed=("a", "b"), pay_link="x",
        change=None,
    )  # fmt: skip
    assert receipt_of(to_text(one)) == one
    assert receipt_of(to_text(replace(one, copy=3))) == one
    assert receipt_of(to_text(one).replace('"note"', '"of_tomorrow": [1], "note"')) == one
