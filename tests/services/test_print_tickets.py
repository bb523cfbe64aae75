"""Tickets onto paper: at most once by themselves, and never silently, whatever happens to printer or program."""

from __future__ import annotations

import json
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.services.conftest import Founder
from tests.services.evening import Evening
from tests.services.paper import KASSE_1, Hall, PaperTray, code_of, print_room, render_room
from tests.services.stations import HandClock
from tests.storage.story import KEYS
from ticketforge_desktop.devices.printing.transports.tcp import Patience, TcpTransport
from ticketforge_desktop.domain.errors import (
    BadInput,
    Conflict,
    DiskFull,
    LayoutFault,
    NotFound,
    PrinterUnreachable,
    RightMissing,
)
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.host.atomic import replace_file
from ticketforge_desktop.services.ports.printing import PrintLedger, PrintState
from ticketforge_desktop.services.print_tickets import Outcome, Printer, PrintTickets
from ticketforge_desktop.storage.profile import Profile, open_profile

ROOT = Path(__file__).parents[2]
NOBODY = Staff("guest", "Guest", frozenset())


@pytest.fixture
def hall(found: Founder) -> Hall:
    return Hall(Evening(found("till 1")))


@pytest.fixture
def ids(hall: Hall) -> list[str]:
    """Three of the tickets."""
    return hall.ids[:3]


@pytest.fixture
def ledger(hall: Hall) -> PrintLedger:
    return hall.profile.print_ledger


@pytest.fixture
def room(hall: Hall) -> PrintTickets:
    return hall.room()


def states(outcomes: list[Outcome]) -> list[str]:
    return [str(outcome.state) for outcome in outcomes]


def unreachable(*, begun: bool) -> Callable[[], object]:
    def fail() -> None:
        raise PrinterUnreachable("The printer does not answer.", begun=begun)

    return fail


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


def test_sending_is_durable_before_the_first_byte(room: PrintTickets, hall: Hall, ids: list[str]) -> None:
    seen: list[PrintState] = []

    def look_from_elsewhere() -> None:
        with open_profile(hall.profile.folder, KEYS) as other:
            seen.extend(job.state for job in other.print_ledger.jobs())

    list(room.print(ids[:1], KASSE_1, PaperTray(look_from_elsewhere)))

    assert seen == [PrintState.SENDING]


def test_a_printer_that_is_off_fails_without_doubt_and_the_same_ticket_can_be_printed_later(
    room: PrintTickets, ids: list[str]
) -> None:
    tray = PaperTray(unreachable(begun=False))

    assert states(list(room.print(ids, KASSE_1, tray))) == ["failed"], "the others were not begun"
    assert states(list(room.print(ids, KASSE_1, tray))) == ["printed"] * 3
    assert b"^DF" in tray.jobs[0]


def test_a_doubt_stops_the_run_and_is_settled_by_a_person(
    room: PrintTickets, ledger: PrintLedger, ids: list[str]
) -> None:
    tray = PaperTray(None, unreachable(begun=True))

    outcomes = list(room.print(ids, KASSE_1, tray))

    assert states(outcomes) == ["printed", "in_doubt"]
    assert [job.ticket_id for job in room.queue()] == [ids[1]]
    again = list(room.print(ids[1:], KASSE_1, tray))
    assert states(again) == ["failed", "printed"], "a doubtful ticket is never resent by itself"
    assert "may have been printed" in again[0].reason

    job = room.resolve(outcomes[1].job, good=True)

    assert (job.state, job.reason) == (PrintState.PRINTED, "Manager says good")
    assert room.queue() == []
    with pytest.raises(Conflict):
        room.resolve(outcomes[1].job, good=False)


def test_a_void_paper_never_comes_back_under_its_issue(room: PrintTickets, ids: list[str]) -> None:
    tray = PaperTray(unreachable(begun=True))
    (doubt,) = room.print(ids[:1], KASSE_1, tray)
    room.resolve(doubt.job, good=False)

    (again,) = room.print(ids[:1], KASSE_1, tray)

    assert (again.state, tray.jobs) == (PrintState.FAILED, [])
    assert "void" in again.reason


def test_a_printer_that_confirms_is_believed_and_one_that_denies_leaves_a_doubt(
    room: PrintTickets, ids: list[str]
) -> None:
    class Confirming(PaperTray):
        def acknowledged(self) -> bool:
            return len(self.jobs) == 1

    outcomes = list(room.print(ids, KASSE_1, Confirming()))

    assert [(str(outcome.state), outcome.reason) for outcome in outcomes] == [
        ("printed", ""),
        ("in_doubt", "the printer did not confirm it"),
    ]


def test_a_defect_while_sending_leaves_a_doubt_and_is_not_hidden(room: PrintTickets, ids: list[str]) -> None:
    def stumble() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(room.print(ids, KASSE_1, PaperTray(stumble)))

    assert [job.state for job in room.queue()] == [PrintState.IN_DOUBT]


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
    left = ledger.queue(ids[0], 1, "Kasse 2", "roll-80mm", "manager", clock.now())
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
    held = ledger.queue(ids[1], 1, "Kasse 2", "roll-80mm", "manager", clock.now())
    ledger.move(held.job_id, PrintState.SENDING, clock.now())

    (outcome,) = run

    assert "is being printed on Kasse 2" in outcome.reason
    assert len(tray.jobs) == 1
    with pytest.raises(Conflict):
        ledger.move(held.job_id, PrintState.SENDING, clock.now())


def test_the_ledger_takes_no_step_that_is_none(ledger: PrintLedger, clock: HandClock, ids: list[str]) -> None:
    job = ledger.queue(ids[0], 1, "Kasse 1", "label-10x5cm", "manager", clock.now())
    for state in (PrintState.QUEUED, PrintState.PRINTED, PrintState.IN_DOUBT, PrintState.VOID):
        with pytest.raises(Conflict):
            ledger.move(job.job_id, state, clock.now())
    with pytest.raises(NotFound):
        ledger.move(job.job_id + 1, PrintState.SENDING, clock.now())
    assert [found.state for found in ledger.jobs()] == [PrintState.QUEUED]


# Prints the tickets it is told to a port, and says what became of each.
VICTIM = """
import sys
from pathlib import Path
from tests.services.paper import KASSE_1, print_room
from tests.services.stations import HandClock
from tests.storage.story import KEYS
from ticketforge_desktop.devices.printing.transports.tcp import TcpTransport
from ticketforge_desktop.storage.profile import open_profile
with open_profile(Path(sys.argv[1]), KEYS) as profile:
    printer = TcpTransport("127.0.0.1", int(sys.argv[2]))
    for outcome in print_room(profile, HandClock()).print(sys.argv[3:], KASSE_1, printer):
        print(outcome.state, flush=True)
"""


def test_a_program_killed_while_it_prints_leaves_one_doubt_and_resends_nothing(
    room: PrintTickets, hall: Hall, ledger: PrintLedger, ids: list[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        command = [sys.executable, "-c", VICTIM, str(hall.profile.folder), str(port), *ids]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as victim:
            first, _ = server.accept()
            with first:
                while first.recv(65536):
                    pass
            second, _ = server.accept()
            with second:
                second.recv(10)
                victim.send_signal(signal.SIGKILL)
                victim.wait(10)
            assert victim.stdout is not None
            assert victim.stdout.read().split() == [b"printed"]
    assert [job.state for job in ledger.jobs()] == [PrintState.SENDING, PrintState.PRINTED]

    (lost,) = room.give_up_the_dead(after=timedelta(0))

    assert (lost.ticket_id, lost.state) == (ids[1], PrintState.IN_DOUBT)
    tray = PaperTray()
    assert states(list(room.print(ids, KASSE_1, tray))) == ["failed", "failed", "printed"]
    assert tray.papers(hall.numbers) == [hall.numbers[2]]


def test_a_job_that_is_being_sent_right_now_is_not_given_up(
    room: PrintTickets, ledger: PrintLedger, clock: HandClock, ids: list[str]
) -> None:
    job = ledger.queue(ids[0], 1, "Kasse 1", "label-10x5cm", "manager", clock.now())
    ledger.move(job.job_id, PrintState.SENDING, clock.now())

    assert list(room.give_up_the_dead()) == []
    clock.pass_by(minutes=3)
    assert [lost.job_id for lost in room.give_up_the_dead()] == [job.job_id]
    assert ledger.move(job.job_id, PrintState.PRINTED, clock.now()).state is PrintState.PRINTED, "it lived after all"


def test_a_silent_network_printer_leaves_a_doubt(room: PrintTickets, ids: list[str]) -> None:
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        # The printer takes the bytes and is switched off: a reset instead of an end.
        def die() -> None:
            line, _ = server.accept()
            line.recv(100)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            line.close()
            done.set()

        thread = threading.Thread(target=die)
        thread.start()
        transport = TcpTransport("127.0.0.1", server.getsockname()[1], Patience(2, 2, 2))
        outcomes = list(room.print(ids, KASSE_1, transport))
        thread.join(10)

    assert done.is_set()
    assert states(outcomes) == ["in_doubt"]


def in_place(path: str, data: bytes) -> None:
    replace_file(Path(path), data)


def test_tickets_are_written_to_a_file_whole(tmp_path: Path, ids: list[str], hall: Hall) -> None:
    room = render_room(hall.profile, in_place)
    out = tmp_path / "tickets.pdf"

    done = room.render(ids, "pdf", "sheet-a4-4", str(out))

    assert done.as_json() == {"file": str(out), "bytes": out.stat().st_size}
    assert out.read_bytes().startswith(b"%PDF-")
    assert room.render(ids, "zpl", "roll-80mm", str(out), words="en").bytes == out.stat().st_size
    assert out.read_bytes().count(b"^XFR:") == 3


@pytest.mark.parametrize(
    ("chosen", "language", "layout", "error"),
    [
        ([], "pdf", "sheet-a4-4", BadInput),
        (None, "word", "sheet-a4-4", BadInput),
        (None, "pdf", "gone", NotFound),
        (["ff" * 8], "pdf", "sheet-a4-4", NotFound),
        (None, "zpl", "sheet-a4-4", LayoutFault),
    ],
)
def test_what_cannot_be_rendered_writes_nothing(
    hall: Hall, chosen: list[str] | None, language: str, layout: str, error: type[Exception], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(error):
        render_room(hall.profile, in_place).render(
            hall.ids if chosen is None else chosen, language, layout, str(out / "x")
        )
    assert list(out.iterdir()) == []


def test_a_disk_that_is_full_leaves_the_file_as_it_was(tmp_path: Path, ids: list[str], hall: Hall) -> None:
    def full(_path: str, _data: bytes) -> None:
        raise DiskFull("The disk is full.")

    with pytest.raises(DiskFull):
        render_room(hall.profile, full).render(ids, "pdf", "sheet-a4-4", str(tmp_path / "x"))
    with pytest.raises(RightMissing):
        render_room(hall.profile, full, staff=NOBODY).render(ids, "pdf", "sheet-a4-4", "x")
