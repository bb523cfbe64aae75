"""A run on a loopback printer that jams, by a program that is killed again and again: nothing lost, nothing twice."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.services.conftest import Founder
from tests.services.evening import Evening
from tests.services.jamming import JammingPrinter
from tests.services.killing import Killer
from tests.services.paper import Hall, faces_of, renderers
from tests.services.print_victim import coded
from tests.services.run_shop import Machine
from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.host.clock import SystemClock
from ticketforge_desktop.host.printer_locks import PrinterLocks
from ticketforge_desktop.services.ports.print_runs import RunState
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.services.print_doubts import PrintDoubts
from ticketforge_desktop.services.print_runs import PrintRuns, RunRoom
from ticketforge_desktop.services.run_choice import Choice


class Operator:
    """Somebody who looks into the tray at every doubt; every third answer is given by scanning the paper."""

    def __init__(self, hall: Hall, printer: JammingPrinter) -> None:
        self.profile, self.printer = hall.profile, printer
        self.asked = 0
        self.doubts = PrintDoubts(self.profile.print_ledger, SystemClock(), DEFAULT_MANAGER)

    def answer_all(self) -> None:
        with PrinterLocks(self.profile.folder)("Kasse 1"):  # whoever printed is gone
            now = SystemClock().now()
            self.profile.print_ledger.recover(now, now, "Kasse 1")
        for doubt in self.doubts.doubts():
            for job in doubt.papers:
                self.asked += 1
                out = (job.ticket_id, job.issue) in self.printer.tray
                if out and self.asked % 3 == 0:
                    row = self.profile.queries.ticket(job.ticket_id)
                    (settled,) = self.doubts.answer(coded(row))
                    assert settled.job_id == job.job_id
                else:
                    self.doubts.resolve(job.job_id, good=out)


def story(hall: Hall, tickets: int, kills: int, jams: int, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    hall.sold("#1042", quantity=tickets)
    profile = hall.profile
    printer = JammingPrinter(chance, jams, tickets)
    operator = Operator(hall, printer)
    runs = plain_runs(hall)
    run = runs.plan(Choice(event_id="gala")).run_id
    killer = Killer(profile, printer, run, kills, jams, tickets, chance)
    try:
        killer.until(lambda: runs.progress(run).run.state is RunState.DONE, operator.answer_all, tmp_path / "kills.log")
    finally:
        printer.close()
    judge(hall, printer, operator, run)


def plain_runs(hall: Hall) -> PrintRuns:
    profile, shelf = hall.profile, renderers()
    room = RunRoom(
        profile.print_runs, profile.print_ledger, profile.queries, faces_of(profile, coded),
        lambda setup: shelf[setup.language], lambda _setup: Machine(), PrinterLocks(profile.folder), SystemClock(),
    )  # fmt: skip
    return PrintRuns(room, DEFAULT_MANAGER)


def judge(hall: Hall, printer: JammingPrinter, operator: Operator, run: str) -> None:
    """What lies in the tray against what the ledger says."""
    ledger, ids = hall.profile.print_ledger, {row.ticket_id for row in hall.profile.queries.tickets(event_id="gala")}
    jobs = ledger.jobs(limit=100_000)
    assert {str(job.state) for job in jobs} <= {"printed", "void", "failed"}
    came = Counter(printer.tray)
    assert set(came.values()) == {1}, "no paper came twice"
    printed = Counter((job.ticket_id, job.issue) for job in jobs if job.state is PrintState.PRINTED)
    void = {job.ticket_id for job in jobs if job.state is PrintState.VOID}
    assert came == printed, "what the ledger calls printed is what lies in the tray"
    assert {ticket for ticket, _ in came} | void == ids, "no ticket is lost"
    assert not {ticket for ticket, _ in came} & void
    settled = [job for job in jobs if job.settled_by]
    assert len(settled) == operator.asked > 0, "every doubt was asked, and nothing else"
    counts = plain_runs(hall).progress(run).counts
    assert (counts.printed, counts.void) == (len(printed), len(void))
    reprint_the_void(hall, void)


def reprint_the_void(hall: Hall, void: set[str]) -> None:
    """A void paper's ticket gets the next issue, and only that."""
    room, tray = hall.room(), Machine()
    for ticket in void:
        (refused,) = room.print([ticket], PrinterSetup("Kasse 1", "zpl", "", "label-10x5cm"), Machine())
        assert "void" in refused.reason
    from tests.services.two_tills import IssueDocuments
    from ticketforge_desktop.services.print_tickets import PrintTickets
    from ticketforge_desktop.services.reprint import Reprint, ReprintRoom, current_issue, ean_maker

    profile, documents = hall.profile, IssueDocuments()
    reprints = Reprint(
        ReprintRoom(
            profile.queries, profile.issues, profile.print_ledger, lambda: documents, ("a", "till 1"), lambda: "aa",
            profile.ticket_book.made, SystemClock(),
        ),
        DEFAULT_MANAGER,
    )  # fmt: skip
    assert {reprints.next_issue(ticket, "jammed").issue for ticket in void} <= {2}
    current = current_issue(profile.issues, ean_maker(lambda: bytes(16)), profile.ticket_book.made, "a")
    from ticketforge_desktop.services.faces import TicketFaces

    faces = TicketFaces(profile.queries, coded, current=current)
    printing = PrintTickets(faces, renderers(), profile.print_ledger, SystemClock(), DEFAULT_MANAGER)
    outcomes = list(printing.print(sorted(void), PrinterSetup("Kasse 1", "zpl", "", "label-10x5cm"), tray))
    assert [(str(outcome.state), outcome.issue) for outcome in outcomes] == [("printed", 2)] * len(void)


@pytest.fixture
def hall(found: Founder) -> Hall:
    opened = Hall(Evening(found("till 1")))
    opened.profile.print_ledger  # noqa: B018 - the file is there before another process opens it
    return opened


def test_forty_tickets_eight_kills_and_two_jams(hall: Hall, tmp_path: Path) -> None:
    story(hall, tickets=40, kills=8, jams=2, tmp_path=tmp_path, seed=4)


@pytest.mark.long
def test_four_hundred_tickets_thirty_two_kills_and_six_jams(hall: Hall, tmp_path: Path) -> None:
    story(hall, tickets=400, kills=32, jams=6, tmp_path=tmp_path, seed=11)


def test_a_second_program_at_the_same_printer_is_told(hall: Hall) -> None:
    locks = PrinterLocks(hall.profile.folder)
    with locks("Kasse 1"):
        with locks("Kasse 2"):
            pass
        with pytest.raises(Conflict, match="Another window or command"), locks("Kasse 1"):
            pass
    with locks("Kasse 1"):
        pass
