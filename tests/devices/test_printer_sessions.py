"""A run on one printer: every ticket is printed, not sent, or in doubt, and never sent twice."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.devices.tickets import SHELF, face
from tests.oracles.fgl_printer import FglPrinter
from tests.oracles.printer_base import Ticket
from tests.oracles.printer_server import PrinterServer
from ticketforge_desktop.devices.printing.conversation import Pacing
from ticketforge_desktop.devices.printing.languages.registry import run_renderer
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.model import Layout
from ticketforge_desktop.devices.printing.printer_room import PrinterRoom
from ticketforge_desktop.devices.printing.sessions import LONGEST_WAIT, SpeakingSession
from ticketforge_desktop.devices.printing.transports.tcp import Patience
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printers import (
    Condition,
    Delivery,
    PrinterSetup,
    Session,
    WindowedSession,
)
from ticketforge_desktop.services.ports.printing import PrintState

QUICK = Pacing(answer=0.25, settle=0.01, poll=0.01, base=0.4, grace=0.15, reconnect=1.0, pause=0.02)
SPEED = {"patience": 0.5}


class AnyLanguage(LayoutShelf):
    """Layouts for whichever language."""

    def for_printer(self, name: str, language: str) -> Layout:
        return self.layout(name)


RUN = run_renderer("fgl", AnyLanguage()).run("ticket-2x5.5in", 203, "de")
OPENING = RUN.opening()
TICKETS = [RUN.ticket(face(ticket_id=f"{index:016x}")) for index in range(6)]
PRINTED, FAILED, DOUBT = PrintState.PRINTED, PrintState.FAILED, PrintState.IN_DOUBT


def room() -> PrinterRoom:
    return PrinterRoom(SHELF, pacing=QUICK, patience=Patience(connect=1.0, send=1.0, close=0.3))


def fgl() -> FglPrinter:
    return FglPrinter(1118, 406)


@contextmanager
def session(address: str, language: str = "fgl", **options: object) -> Iterator[Session]:
    made = room().open_session(PrinterSetup("box", language, address, options=SPEED | options))
    try:
        yield made
    finally:
        made.close()


def states(deliveries: list[Delivery]) -> list[PrintState]:
    return [one.state for one in deliveries]


def test_tickets_come_out_one_by_one_each_acknowledged_and_the_opening_goes_once() -> None:
    with PrinterServer(fgl()) as server, session(server.address) as run:
        told = [run.deliver(ticket, OPENING) for ticket in TICKETS[:3]]

        assert all(one.state is PRINTED and one.confirmed for one in told)
        assert len(server.printer.done()) == 3
        assert server.connections == 1
        assert run.state().conditions == (Condition.READY,)
        assert run.state().identity == "FGL46G42 TF-0001"


@pytest.mark.parametrize(
    ("fault", "condition", "papers"),
    [
        ("jam", Condition.JAM, 1), ("paper_out", Condition.PAPER_OUT, 1), ("cutter", Condition.CUTTER, 1),
        ("silence", Condition.SILENT, 2), ("garbage", Condition.GARBLED, 2), ("reset", Condition.OFFLINE, 1),
    ],
)  # fmt: skip
def test_what_happens_under_a_ticket_leaves_that_one_in_doubt(fault: str, condition: Condition, papers: int) -> None:
    with PrinterServer(fgl()) as server, session(server.address) as run:
        server.order(2, fault)
        told = [run.deliver(ticket, OPENING) for ticket in TICKETS[:2]]

        assert states(told) == [PRINTED, DOUBT]
        assert told[1].condition is condition
        assert told[1].reason
        assert "Nothing was printed" not in told[1].reason
        assert len(server.printer.tickets) == papers


def test_a_printer_in_trouble_gets_no_further_ticket_until_it_is_mended() -> None:
    with PrinterServer(fgl()) as server, session(server.address) as run:
        server.order(1, "jam")
        assert run.deliver(TICKETS[0], OPENING).state is DOUBT

        refused = run.deliver(TICKETS[1], OPENING)
        assert (refused.state, refused.condition) == (FAILED, Condition.JAM)
        assert server.printer.begun == 1

        server.mend()
        assert run.deliver(TICKETS[1], OPENING).state is PRINTED
        assert len(server.printer.tickets) == 1


def test_paper_that_runs_out_behind_the_last_ticket_is_no_failure_of_it() -> None:
    printer = fgl()
    printer.acknowledgement = lambda: b"\x06\x10\x13"  # type: ignore[method-assign]
    with PrinterServer(printer) as server, session(server.address) as run:
        told = run.deliver(TICKETS[0], OPENING)

        assert (told.state, told.condition) == (PRINTED, Condition.PAPER_OUT)


def test_a_printer_that_was_switched_off_between_two_tickets_is_told_the_opening_again() -> None:
    with PrinterServer(fgl()) as server, session(server.address) as run:
        assert run.deliver(TICKETS[0], OPENING).state is PRINTED
        server.printer.power_cycle()
        server.drop()
        assert run.deliver(TICKETS[1], OPENING).state is PRINTED

        assert server.connections == 2
        assert len(server.printer.done()) == 2  # done() also says that nothing was refused: the logos were there


def test_another_printer_in_its_place_gets_nothing() -> None:
    with PrinterServer(fgl()) as server, session(server.address) as run:
        assert run.deliver(TICKETS[0], OPENING).state is PRINTED
        server.swap("TF-0002")

        for _ in range(2):
            told = run.deliver(TICKETS[1], OPENING)
            assert (told.state, told.condition) == (FAILED, Condition.SWAPPED)
            assert "TF-0001" in told.reason
            assert "TF-0002" in told.reason
        assert run.state().conditions == (Condition.SWAPPED,)
        assert server.printer.begun == 1


def test_a_printer_that_is_gone_is_waited_for_and_then_told_as_off_line() -> None:
    with PrinterServer(fgl()) as server, session(server.address) as run:
        assert run.deliver(TICKETS[0], OPENING).state is PRINTED
    told = run.deliver(TICKETS[1], OPENING)
    assert (told.state, told.condition) == (FAILED, Condition.OFFLINE)
    assert run.state().conditions == (Condition.OFFLINE,)
    assert not run.state().prints
    run.close()


def test_nobody_there_from_the_beginning_is_told_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with session(f"tcp://127.0.0.1:{port}") as run:
        told = run.deliver(TICKETS[0])
    assert (told.state, told.condition) == (FAILED, Condition.OFFLINE)
    assert "Nothing was printed" in told.reason


def test_a_printer_that_was_heard_before_and_is_silent_now_gets_no_ticket() -> None:
    printer = fgl()
    with PrinterServer(printer) as server, session(server.address) as run:
        assert run.deliver(TICKETS[0], OPENING).state is PRINTED
        printer.mute = True
        told = run.deliver(TICKETS[1], OPENING)

        assert (told.state, told.condition) == (FAILED, Condition.SILENT)
        assert printer.begun == 1


def test_a_printer_nobody_ever_heard_gets_one_ticket_and_that_stays_in_doubt() -> None:
    printer = fgl()
    printer.mute = True
    with PrinterServer(printer) as server:
        with session(server.address) as run:
            told = run.deliver(TICKETS[0], OPENING)
            assert (told.state, told.condition) == (DOUBT, Condition.SILENT)
        with session(server.address, answers="yes") as run:  # it is known to answer
            assert run.deliver(TICKETS[1], OPENING).state is FAILED
        with session(server.address, answers="no") as run:  # it is known not to
            told = run.deliver(TICKETS[2], OPENING)
            assert (told.state, told.confirmed, told.condition) == (PRINTED, False, Condition.UNKNOWN)
            assert run.state().speaks is False
    assert printer.begun == 2


def test_stale_bytes_are_never_taken_for_an_acknowledgement() -> None:
    printer = fgl()
    with PrinterServer(printer) as server, session(server.address) as run:
        assert run.deliver(TICKETS[0], OPENING).state is PRINTED
        server._say(b"\x06\x06")  # two that came late
        server.order(2, "jam")
        told = run.deliver(TICKETS[1], OPENING)

        assert (told.state, told.condition) == (DOUBT, Condition.JAM)


class SlowPrinter(FglPrinter):
    """It says X-ON as soon as it has paper again; what it held comes out, and is acknowledged, some commands later.

    As printers do that feed and print while they take in what comes next; `due` is what they still have to say.
    """

    due = b""

    def mend(self) -> bytes:
        self.trouble, self.due = "", bytes([6])
        held, self.held = self.held, None
        if held is not None:
            self.tickets.append(held)
        return bytes([17]) + self.feed(b"")

    def take(self, data: bytes) -> tuple[int, bytes] | None:
        if self.due and data[:4] == b"<S2>":
            due, self.due = self.due, b""
            step = super().take(data)
            assert step is not None
            return step[0], due + step[1]
        return super().take(data)

    def eject(self, ticket: Ticket) -> bytes:
        """With a jam under the new ticket, all that is said of paper is the old ticket's acknowledgement."""
        due, self.due = self.due, b""
        return due + super().eject(ticket)


def test_the_acknowledgement_of_a_ticket_that_was_held_does_not_count_for_the_next_one() -> None:
    printer = SlowPrinter(1118, 406)
    with PrinterServer(printer) as server, session(server.address) as run:
        server.order(1, "paper_out")
        assert run.deliver(TICKETS[0], OPENING).condition is Condition.PAPER_OUT
        server.order(2, "jam")
        server.mend()  # X-ON, which nobody asked for; the first ticket's byte 6 is still due
        told = run.deliver(TICKETS[1], OPENING)

        assert (told.state, told.condition) == (DOUBT, Condition.JAM), "byte 6 was the first ticket's"
        assert len(printer.tickets) == 1


def test_a_printer_that_goes_on_by_itself_on_an_open_line_is_asked_in_its_turn_again() -> None:
    printer = SlowPrinter(1118, 406)
    with PrinterServer(printer) as server, session(server.address) as run:
        assert run.deliver(TICKETS[0], OPENING).state is PRINTED
        printer.due = bytes([6])  # somebody else's, or one from its memory
        server._say(bytes([17]))
        server.order(2, "jam")
        told = run.deliver(TICKETS[1], OPENING)

        assert (server.connections, told.state, told.condition) == (1, DOUBT, Condition.JAM)


def test_ready_without_an_answer_in_its_turn_is_not_enough() -> None:
    printer = fgl()
    printer._status = (  # type: ignore[method-assign]
        lambda numbers, name, data, end: (end, bytes([17]) if name == "S1" else b"")
    )
    with PrinterServer(printer) as server:
        with session(server.address, answers="yes") as run:
            told = run.deliver(TICKETS[0], OPENING)
            assert (told.state, told.condition) == (FAILED, Condition.SILENT)
            assert printer.begun == 0
        with session(server.address) as run:  # nobody ever heard it
            assert run.deliver(TICKETS[0], OPENING).state is DOUBT


def test_an_answer_that_was_due_is_waited_for_under_the_first_ticket_of_a_printer_nobody_heard() -> None:
    """It says nothing to questions at first, then the acknowledgement of an older ticket and only then its answer."""
    printer = SlowPrinter(1118, 406)
    said: list[str] = []

    def late(numbers: list[int], name: str, data: bytes, end: int) -> tuple[int, bytes]:
        said.append(name)
        return end, b""

    printer._status = late  # type: ignore[method-assign]
    printer.eject = lambda ticket: b"\x06"  # type: ignore[method-assign]
    with PrinterServer(printer) as server, session(server.address) as run:
        told = run.deliver(TICKETS[0], OPENING)

        assert said[:1] == ["S2"]
        assert (told.state, told.condition) == (DOUBT, Condition.SILENT), "that 6 may be of anything"


# Windows: several tickets on their way at once.


def test_a_window_of_tickets_is_sent_together_and_acknowledged_in_order() -> None:
    with PrinterServer(fgl()) as server, session(server.address) as run:
        assert isinstance(run, WindowedSession)
        told = run.deliver_all(TICKETS, OPENING)

        assert states(list(told)) == [PRINTED] * 6
        assert len(server.printer.done()) == 6


@pytest.mark.parametrize(
    ("fault", "bad"), [("jam", 1), ("jam", 3), ("jam", 6), ("reset", 1), ("reset", 3), ("reset", 6), ("silence", 3)]
)
def test_in_a_window_what_was_acknowledged_is_printed_and_all_behind_is_in_doubt(fault: str, bad: int) -> None:
    with PrinterServer(fgl()) as server, session(server.address) as run:
        assert isinstance(run, WindowedSession)
        server.order(bad, fault)
        run._setup.options["patience"] = 0.2  # type: ignore[attr-defined]
        told = list(run.deliver_all(TICKETS, OPENING))

        certain = bad if fault == "silence" else bad - 1
        assert len(told) == 6
        assert PRINTED not in states(told)[certain:]
        if fault != "reset":  # a reset may take acknowledgements with it that were on their way
            assert states(told)[: bad - 1] == [PRINTED] * (bad - 1)
        assert states(told)[bad - 1] is DOUBT
        # Whatever is told as not sent is on no paper, and what is told as printed is.
        printed = states(told).count(PRINTED)
        assert printed <= len(server.printer.tickets) <= 6 - states(told).count(FAILED)


def test_a_printer_behind_a_file_is_told_as_not_confirmed(tmp_path: Path) -> None:
    with session(f"file:{tmp_path}/out.fgl") as run:
        told = run.deliver(TICKETS[0], OPENING)
        again = run.deliver(TICKETS[1], OPENING)

    assert (told.state, told.confirmed) == (PRINTED, False)
    assert again.state is PRINTED
    assert (tmp_path / "out.fgl").read_bytes() == OPENING + TICKETS[0] + TICKETS[1]


def test_a_file_that_cannot_be_written_failed_certainly(tmp_path: Path) -> None:
    with session(f"file:{tmp_path}/no/such/out.fgl") as run:
        told = run.deliver(TICKETS[0])
    assert (told.state, told.condition) == (FAILED, Condition.OFFLINE)


def test_a_session_with_a_language_there_is_not_is_refused() -> None:
    with pytest.raises(BadInput, match="klingon"):
        room().open_session(PrinterSetup("p", "klingon", "tcp://127.0.0.1"))


def test_patience_grows_with_the_ticket_and_has_an_end() -> None:
    run = room().open_session(PrinterSetup("p", "fgl", "serial:/dev/none?baud=9600"))
    assert isinstance(run, SpeakingSession)
    assert run._patience(20_000, 1) - run._patience(480, 1) > 20
    assert run._patience(10_000_000, 1) == LONGEST_WAIT
