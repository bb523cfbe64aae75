"""Paper that may or may not be there: at most once by themselves, and never silently, whatever happens to printer or
program."""

from __future__ import annotations

import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.paper import KASSE_1, Hall, PaperTray, states
from tests.services.stations import HandClock
from tests.storage.story import KEYS
from ticketforge_desktop.devices.printing.transports.tcp import Patience, TcpTransport
from ticketforge_desktop.domain.errors import Conflict, PrinterUnreachable
from ticketforge_desktop.services.ports.printing import NewJob, PrintLedger, PrintState
from ticketforge_desktop.services.print_tickets import PrintTickets
from ticketforge_desktop.storage.profile import open_profile

ROOT = Path(__file__).parents[2]


def unreachable(*, begun: bool) -> Callable[[], object]:
    def fail() -> None:
        raise PrinterUnreachable("The printer does not answer.", begun=begun)

    return fail


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
    job = ledger.queue(NewJob(ids[0], 1, "Kasse 1", "label-10x5cm", "manager"), clock.now())
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
