"""Tickets onto paper: at most once by themselves, and never silently, whatever happens to printer or program."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.services.paper import GATE_PRINTER, PaperTray, Tickets, print_room, render_room, ticket_id
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
IDS = [ticket_id(number) for number in (1, 2, 3)]
NOBODY = Staff("guest", "Guest", frozenset())


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    with open_profile(tmp_path / "home", KEYS) as opened:
        yield opened


@pytest.fixture
def ledger(profile: Profile) -> PrintLedger:
    return profile.print_ledger


@pytest.fixture
def room(ledger: PrintLedger, clock: HandClock) -> PrintTickets:
    return print_room(ledger, clock)


def states(outcomes: list[Outcome]) -> list[str]:
    return [str(outcome.state) for outcome in outcomes]


def unreachable(*, begun: bool) -> Callable[[], object]:
    def fail() -> None:
        raise PrinterUnreachable("The printer does not answer.", begun=begun)

    return fail


def test_tickets_are_printed_in_order_and_the_ledger_knows_each(room: PrintTickets, ledger: PrintLedger) -> None:
    tray = PaperTray()

    outcomes = list(room.print(IDS, GATE_PRINTER, tray))

    assert states(outcomes) == ["printed"] * 3
    assert [text[:9] for text in tray.tickets] == ["TEST-0001", "TEST-0002", "TEST-0003"]
    assert [job.ticket_id for job in ledger.jobs()] == IDS[::-1]
    assert outcomes[0].as_json() == {
        "job": 1,
        "ticket_id": IDS[0],
        "issue": 1,
        "state": "printed",
        "reason": "delivered; this printer does not report back",
    }
    assert [b"^DF" in job for job in tray.jobs] == [True, False, False], "the fixed part is sent once a run"


def test_an_issue_is_printed_once_however_often_it_is_asked_for(room: PrintTickets) -> None:
    tray = PaperTray()
    list(room.print(IDS[:1], GATE_PRINTER, tray))

    again = list(room.print([IDS[0], IDS[1], IDS[1]], GATE_PRINTER, tray))

    assert states(again) == ["failed", "printed"]
    assert "was printed on Kasse 1 (job 1)" in again[0].reason
    assert len(tray.jobs) == 2


def test_a_new_issue_of_a_ticket_is_another_paper(ledger: PrintLedger, clock: HandClock) -> None:
    tickets, tray = Tickets(), PaperTray()
    room = print_room(ledger, clock, tickets)
    list(room.print(IDS[:1], GATE_PRINTER, tray))

    tickets.becomes(1, issue=2)

    assert states(list(room.print(IDS[:1], GATE_PRINTER, tray))) == ["printed"]
    assert len(tray.jobs) == 2


def test_sending_is_durable_before_the_first_byte(room: PrintTickets, profile: Profile, tmp_path: Path) -> None:
    seen: list[PrintState] = []

    def look_from_elsewhere() -> None:
        with open_profile(tmp_path / "home", KEYS) as other:
            seen.extend(job.state for job in other.print_ledger.jobs())

    list(room.print(IDS[:1], GATE_PRINTER, PaperTray(look_from_elsewhere)))

    assert seen == [PrintState.SENDING]


def test_a_printer_that_is_off_fails_without_doubt_and_the_same_ticket_can_be_printed_later(
    room: PrintTickets,
) -> None:
    tray = PaperTray(unreachable(begun=False))

    assert states(list(room.print(IDS, GATE_PRINTER, tray))) == ["failed"], "the others were not begun"
    assert states(list(room.print(IDS, GATE_PRINTER, tray))) == ["printed"] * 3
    assert b"^DF" in tray.jobs[0]


def test_a_doubt_stops_the_run_and_is_settled_by_a_person(room: PrintTickets, ledger: PrintLedger) -> None:
    tray = PaperTray(None, unreachable(begun=True))

    outcomes = list(room.print(IDS, GATE_PRINTER, tray))

    assert states(outcomes) == ["printed", "in_doubt"]
    assert [job.ticket_id for job in room.queue()] == [IDS[1]]
    again = list(room.print(IDS[1:], GATE_PRINTER, tray))
    assert states(again) == ["failed", "printed"], "a doubtful ticket is never resent by itself"
    assert "may have been printed" in again[0].reason

    job = room.resolve(outcomes[1].job, good=True)

    assert (job.state, job.reason) == (PrintState.PRINTED, "Manager says good")
    assert room.queue() == []
    with pytest.raises(Conflict):
        room.resolve(outcomes[1].job, good=False)


def test_a_void_paper_never_comes_back_under_its_issue(room: PrintTickets) -> None:
    tray = PaperTray(unreachable(begun=True))
    (doubt,) = room.print(IDS[:1], GATE_PRINTER, tray)
    room.resolve(doubt.job, good=False)

    (again,) = room.print(IDS[:1], GATE_PRINTER, tray)

    assert (again.state, tray.jobs) == (PrintState.FAILED, [])
    assert "void" in again.reason


def test_a_printer_that_confirms_is_believed_and_one_that_denies_leaves_a_doubt(room: PrintTickets) -> None:
    class Confirming(PaperTray):
        def acknowledged(self) -> bool:
            return len(self.jobs) == 1

    outcomes = list(room.print(IDS, GATE_PRINTER, Confirming()))

    assert [(str(outcome.state), outcome.reason) for outcome in outcomes] == [
        ("printed", ""),
        ("in_doubt", "the printer did not confirm it"),
    ]


def test_a_defect_while_sending_leaves_a_doubt_and_is_not_hidden(room: PrintTickets) -> None:
    def stumble() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(room.print(IDS, GATE_PRINTER, PaperTray(stumble)))

    assert [job.state for job in room.queue()] == [PrintState.IN_DOUBT]


@pytest.mark.parametrize("state", [state for state in TicketState if state is not TicketState.VALID])
def test_a_list_with_a_ticket_that_admits_nobody_prints_nothing(
    state: TicketState, ledger: PrintLedger, clock: HandClock
) -> None:
    tickets, tray = Tickets(), PaperTray()
    tickets.becomes(2, state=state)

    with pytest.raises(BadInput, match=f"is {state}"):
        print_room(ledger, clock, tickets).print(IDS, GATE_PRINTER, tray)

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
    room: PrintTickets, ledger: PrintLedger, printer: Printer, error: type[Exception]
) -> None:
    tray = PaperTray()
    with pytest.raises(error):
        room.print(IDS, printer, tray)
    assert (tray.jobs, ledger.jobs()) == ([], [])


def test_who_may_not_print_prints_nothing(ledger: PrintLedger, clock: HandClock) -> None:
    room = print_room(ledger, clock, staff=NOBODY)
    for act in (lambda: room.print(IDS, GATE_PRINTER, PaperTray()), lambda: room.resolve(1, good=True), room.queue):
        with pytest.raises(RightMissing):
            act()


def test_a_ticket_with_a_broken_code_fails_alone(ledger: PrintLedger, clock: HandClock) -> None:
    tickets, tray = Tickets(), PaperTray()
    tickets.becomes(2, ean="4006381333930")

    outcomes = list(print_room(ledger, clock, tickets).print(IDS, GATE_PRINTER, tray))

    assert states(outcomes) == ["printed", "failed", "printed"]
    assert "check digit" in outcomes[1].reason


def test_two_tills_that_print_one_ticket_at_the_same_moment_make_one_paper(
    tmp_path: Path, profile: Profile, clock: HandClock
) -> None:
    other = open_profile(tmp_path / "home", KEYS)
    tray, start = PaperTray(), threading.Barrier(2)
    outcomes: list[Outcome] = []

    def till(ledger: PrintLedger) -> None:
        room = print_room(ledger, clock)
        start.wait()
        outcomes.extend(room.print([ticket_id(number) for number in range(1, 10)], GATE_PRINTER, tray))

    threads = [threading.Thread(target=till, args=(one.print_ledger,)) for one in (profile, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()

    assert len(tray.tickets) == len(set(tray.tickets)) == 9
    assert sorted(states(outcomes)) == ["failed"] * 9 + ["printed"] * 9


def test_a_job_that_was_never_sent_is_taken_over(room: PrintTickets, ledger: PrintLedger, clock: HandClock) -> None:
    left = ledger.queue(IDS[0], 1, "Kasse 2", "roll-80mm", "manager", clock.now())
    tray = PaperTray()

    (outcome,) = room.print(IDS[:1], GATE_PRINTER, tray)

    assert (outcome.job, outcome.state) == (left.job_id, PrintState.PRINTED)
    (job,) = ledger.jobs(ticket_id=IDS[0])
    assert (job.printer, job.layout) == ("Kasse 1", "label-10x5cm")


def test_of_two_that_hold_a_job_the_first_to_send_has_it(
    room: PrintTickets, ledger: PrintLedger, clock: HandClock
) -> None:
    tray = PaperTray()
    run = room.print(IDS[:2], GATE_PRINTER, tray)
    next(run)
    held = ledger.queue(IDS[1], 1, "Kasse 2", "roll-80mm", "manager", clock.now())
    ledger.move(held.job_id, PrintState.SENDING, clock.now())

    (outcome,) = run

    assert "is being printed on Kasse 2" in outcome.reason
    assert len(tray.jobs) == 1
    with pytest.raises(Conflict):
        ledger.move(held.job_id, PrintState.SENDING, clock.now())


def test_the_ledger_takes_no_step_that_is_none(ledger: PrintLedger, clock: HandClock) -> None:
    job = ledger.queue(IDS[0], 1, "Kasse 1", "label-10x5cm", "manager", clock.now())
    for state in (PrintState.QUEUED, PrintState.PRINTED, PrintState.IN_DOUBT, PrintState.VOID):
        with pytest.raises(Conflict):
            ledger.move(job.job_id, state, clock.now())
    with pytest.raises(NotFound):
        ledger.move(job.job_id + 1, PrintState.SENDING, clock.now())
    assert [found.state for found in ledger.jobs()] == [PrintState.QUEUED]


# Prints ticket 1 … 3 to a port and says "ready" when the profile is open.
VICTIM = """
import sys
from pathlib import Path
from tests.services.paper import GATE_PRINTER, print_room, ticket_id
from tests.services.stations import HandClock
from tests.storage.story import KEYS
from ticketforge_desktop.devices.printing.transports.tcp import TcpTransport
from ticketforge_desktop.storage.profile import open_profile
with open_profile(Path(sys.argv[1]), KEYS) as profile:
    room = print_room(profile.print_ledger, HandClock())
    printer = TcpTransport("127.0.0.1", int(sys.argv[2]))
    for outcome in room.print([ticket_id(n) for n in (1, 2, 3)], GATE_PRINTER, printer):
        print(outcome.state, flush=True)
"""


def test_a_program_killed_while_it_prints_leaves_one_doubt_and_resends_nothing(
    tmp_path: Path, clock: HandClock
) -> None:
    home = tmp_path / "home"
    open_profile(home, KEYS).close()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        command = [sys.executable, "-c", VICTIM, str(home), str(port)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ}) as victim:
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

    with open_profile(home, KEYS) as profile:
        room = print_room(profile.print_ledger, clock)
        assert [job.state for job in profile.print_ledger.jobs()] == [PrintState.SENDING, PrintState.PRINTED]

        (lost,) = room.give_up_the_dead(after=clock.now() - clock.now())

        assert (lost.ticket_id, lost.state) == (ticket_id(2), PrintState.IN_DOUBT)
        tray = PaperTray()
        assert states(list(room.print(IDS, GATE_PRINTER, tray))) == ["failed", "failed", "printed"]
        assert [text[:9] for text in tray.tickets] == ["TEST-0003"]


def test_a_job_that_is_being_sent_right_now_is_not_given_up(
    room: PrintTickets, ledger: PrintLedger, clock: HandClock
) -> None:
    job = ledger.queue(IDS[0], 1, "Kasse 1", "label-10x5cm", "manager", clock.now())
    ledger.move(job.job_id, PrintState.SENDING, clock.now())

    assert list(room.give_up_the_dead()) == []
    clock.pass_by(minutes=3)
    assert [lost.job_id for lost in room.give_up_the_dead()] == [job.job_id]
    assert ledger.move(job.job_id, PrintState.PRINTED, clock.now()).state is PrintState.PRINTED, "it lived after all"


def test_a_silent_network_printer_leaves_a_doubt(room: PrintTickets) -> None:
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
        outcomes = list(room.print(IDS, GATE_PRINTER, transport))
        thread.join(10)

    assert done.is_set()
    assert states(outcomes) == ["in_doubt"]


def test_tickets_are_written_to_a_file_whole(tmp_path: Path) -> None:
    room = render_room(lambda path, data: replace_file(Path(path), data))
    out = tmp_path / "tickets.pdf"

    done = room.render(IDS, "pdf", "sheet-a4-4", str(out))

    assert done.as_json() == {"file": str(out), "bytes": out.stat().st_size}
    assert out.read_bytes().startswith(b"%PDF-")
    assert room.render(IDS, "zpl", "roll-80mm", str(out), words="en").bytes == out.stat().st_size
    assert out.read_bytes().count(b"^XFR:") == 3


@pytest.mark.parametrize(
    ("ids", "language", "layout", "error"),
    [
        ([], "pdf", "sheet-a4-4", BadInput),
        (IDS, "word", "sheet-a4-4", BadInput),
        (IDS, "pdf", "gone", NotFound),
        (["ff" * 8], "pdf", "sheet-a4-4", NotFound),
        (IDS, "zpl", "sheet-a4-4", LayoutFault),
    ],
)
def test_what_cannot_be_rendered_writes_nothing(
    ids: list[str], language: str, layout: str, error: type[Exception], tmp_path: Path
) -> None:
    out = tmp_path / "tickets"
    with pytest.raises(error):
        render_room(lambda path, data: replace_file(Path(path), data)).render(ids, language, layout, str(out))
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    def full(_path: str, _data: bytes) -> None:
        raise DiskFull("The disk is full.")

    with pytest.raises(DiskFull):
        render_room(full).render(IDS, "pdf", "sheet-a4-4", str(tmp_path / "x"))
    with pytest.raises(RightMissing):
        render_room(full, staff=NOBODY).render(IDS, "pdf", "sheet-a4-4", "x")
