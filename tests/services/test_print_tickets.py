"""Tickets onto paper: each issue once, in order, and only what still admits somebody."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from tests.services.paper import KASSE_1, NOBODY, Hall, PaperTray, code_of, print_room, states
from tests.services.stations import HandClock
from tests.storage.story import KEYS
from ticketforge_desktop.domain.errors import BadInput, Conflict, LayoutFault, NotFound, RightMissing
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.services.ports.printing import NewJob, PrintLedger, PrintState
from ticketforge_desktop.services.print_tickets import Outcome, Printer, PrintTickets
from ticketforge_desktop.storage.profile import Profile, open_profile


def test_tickets_are_printed_in_order_and_the_ledger_knows_each(
    room: PrintTickets, ledger: PrintLedger, ids: list[str], hall: Hall
) -> None:
    tray = PaperTray()

    outcomes = list(room.print(ids, KASSE_1, tray))

    assert states(outcomes) == ["printed"] * 3
    assert tray.papers(hall.numbers) == hall.numbers[:3]
    assert [job.ticket_id for job in ledger.jobs()] == ids[::-1]
    assert outcomes[0].as_json() == {
        "job": 1,
        "ticket_id": ids[0],
        "issue": 1,
        "state": "printed",
        "reason": "delivered; this printer does not report back",
        "printer": "Kasse 1",
    }
    assert [b"^DF" in job for job in tray.jobs] == [True, False, False], "the fixed part is sent once a run"


def test_an_issue_is_printed_once_however_often_it_is_asked_for(room: PrintTickets, ids: list[str]) -> None:
    tray = PaperTray()
    list(room.print(ids[:1], KASSE_1, tray))

    again = list(room.print([ids[0], ids[1], ids[1]], KASSE_1, tray))

    assert states(again) == ["failed", "printed"]
    assert "was printed on Kasse 1 (job 1)" in again[0].reason
    assert len(tray.jobs) == 2


def test_a_new_issue_of_a_ticket_is_another_paper(room: PrintTickets, hall: Hall, ids: list[str]) -> None:
    tray = PaperTray()
    list(room.print(ids[:1], KASSE_1, tray))

    hall.sold(quantity=9, issues=json.dumps({ids[0]: 2}))

    assert states(list(room.print(ids[:1], KASSE_1, tray))) == ["printed"]
    assert tray.papers(hall.numbers) == [hall.numbers[0]] * 2
    assert [job.issue for job in hall.profile.print_ledger.jobs()] == [2, 1]


# How an order is told whose ticket is none that admits somebody.
WORTHLESS: dict[TicketState, dict[str, Any]] = {
    TicketState.UNPAID: {"financial_status": "PENDING"},
    TicketState.CANCELLED: {"cancelled_at": "2026-11-02T10:00:00Z"},
    TicketState.REFUNDED: {"financial_status": "REFUNDED"},
    TicketState.VOID: {"line_told": {"current_quantity": 0}},
}


def test_every_state_of_a_ticket_that_admits_nobody_is_tried() -> None:
    assert set(WORTHLESS) == set(TicketState) - {TicketState.VALID}


@pytest.mark.parametrize("state", WORTHLESS)
def test_a_list_with_a_ticket_that_admits_nobody_prints_nothing(
    state: TicketState, room: PrintTickets, hall: Hall, ledger: PrintLedger, ids: list[str]
) -> None:
    tray = PaperTray()
    worthless = hall.sold("#1043", **WORTHLESS[state])

    with pytest.raises(BadInput, match=f"is {state}"):
        room.print([*ids, *worthless], KASSE_1, tray)

    assert (tray.jobs, ledger.jobs()) == ([], [])


@pytest.mark.parametrize(
    ("printer", "error"),
    [
        (Printer("a", "pdf", "label-10x5cm"), BadInput),
        (Printer("a", "fgl", "label-10x5cm"), BadInput),
        (Printer("a", "zpl", "sheet-a4-4"), LayoutFault),
        (Printer("a", "zpl", "gone"), NotFound),
        (Printer("a", "zpl", "label-10x5cm", dpi=7), BadInput),
        (Printer("a", "zpl", "label-10x5cm", words="fr"), BadInput),
    ],
)
def test_a_printer_set_up_wrongly_begins_nothing(
    room: PrintTickets, ledger: PrintLedger, printer: Printer, error: type[Exception], ids: list[str]
) -> None:
    tray = PaperTray()
    with pytest.raises(error):
        room.print(ids, printer, tray)
    assert (tray.jobs, ledger.jobs()) == ([], [])


def test_who_may_not_print_prints_nothing(hall: Hall, ids: list[str]) -> None:
    room = hall.room(staff=NOBODY)
    for act in (lambda: room.print(ids, KASSE_1, PaperTray()), lambda: room.resolve(1, good=True), room.queue):
        with pytest.raises(RightMissing):
            act()


def test_a_ticket_with_a_broken_code_fails_alone(hall: Hall, ids: list[str]) -> None:
    tray = PaperTray()
    room = hall.room(code=lambda row: "^XZ" if row.ticket_id == ids[1] else code_of(row))

    outcomes = list(room.print(ids, KASSE_1, tray))

    assert states(outcomes) == ["printed", "failed", "printed"]
    assert "digits only" in outcomes[1].reason


def test_two_tills_that_print_one_ticket_at_the_same_moment_make_one_paper(hall: Hall, ids: list[str]) -> None:
    tray, start = PaperTray(), threading.Barrier(2)
    outcomes: list[Outcome] = []

    def till(profile: Profile) -> None:
        room = print_room(profile, hall.clock)
        start.wait()
        outcomes.extend(room.print(hall.ids, KASSE_1, tray))

    with open_profile(hall.profile.folder, KEYS) as other:
        threads = [threading.Thread(target=till, args=(one,)) for one in (hall.profile, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(tray.papers(hall.numbers)) == sorted(hall.numbers)
    assert sorted(states(outcomes)) == ["failed"] * 9 + ["printed"] * 9


def test_a_job_that_was_never_sent_is_taken_over(
    room: PrintTickets, ledger: PrintLedger, clock: HandClock, ids: list[str]
) -> None:
    left = ledger.queue(NewJob(ids[0], 1, "Kasse 2", "roll-80mm", "manager"), clock.now())
    tray = PaperTray()

    (outcome,) = room.print(ids[:1], KASSE_1, tray)

    assert (outcome.job, outcome.state) == (left.job_id, PrintState.PRINTED)
    (job,) = ledger.jobs(ticket_id=ids[0])
    assert (job.printer, job.layout) == ("Kasse 1", "label-10x5cm")


def test_of_two_that_hold_a_job_the_first_to_send_has_it(
    room: PrintTickets, ledger: PrintLedger, clock: HandClock, ids: list[str]
) -> None:
    tray = PaperTray()
    run = room.print(ids[:2], KASSE_1, tray)
    next(run)
    held = ledger.queue(NewJob(ids[1], 1, "Kasse 2", "roll-80mm", "manager"), clock.now())
    ledger.move(held.job_id, PrintState.SENDING, clock.now())

    (outcome,) = run

    assert "is being printed on Kasse 2" in outcome.reason
    assert len(tray.jobs) == 1
    with pytest.raises(Conflict):
        ledger.move(held.job_id, PrintState.SENDING, clock.now())


def test_the_ledger_takes_no_step_that_is_none(ledger: PrintLedger, clock: HandClock, ids: list[str]) -> None:
    job = ledger.queue(NewJob(ids[0], 1, "Kasse 1", "label-10x5cm", "manager"), clock.now())
    for state in (PrintState.QUEUED, PrintState.PRINTED, PrintState.IN_DOUBT, PrintState.VOID):
        with pytest.raises(Conflict):
            ledger.move(job.job_id, state, clock.now())
    with pytest.raises(NotFound):
        ledger.move(job.job_id + 1, PrintState.SENDING, clock.now())
    assert [found.state for found in ledger.jobs()] == [PrintState.QUEUED]
