"""Lines that stay open and are listened to: sockets, serial lines, device files; half closed, broken, pulled out."""

from __future__ import annotations

import os
import pty
import select
import socket
import struct
import threading
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.devices.test_printer_sessions import DOUBT, OPENING, PRINTED, QUICK, TICKETS
from tests.devices.tickets import SHELF
from tests.oracles.fgl_printer import FglPrinter
from ticketforge_desktop.devices.printing.printer_room import PrinterRoom
from ticketforge_desktop.devices.printing.transports.address import parse
from ticketforge_desktop.devices.printing.transports.device_line import DeviceLine
from ticketforge_desktop.devices.printing.transports.opening import open_line
from ticketforge_desktop.devices.printing.transports.serial_line import SerialLine
from ticketforge_desktop.devices.printing.transports.tcp import Patience, TcpLine
from ticketforge_desktop.domain.errors import BadInput, PrinterUnreachable
from ticketforge_desktop.services.ports.printers import Condition, PrinterSetup, Session

HASTY = Patience(connect=2.0, send=0.4, close=0.4)


@contextmanager
def served(behaviour: Callable[[socket.socket], object], times: int = 1) -> Iterator[int]:
    """A printer on loopback for so many connections, one after the other; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            for _ in range(times):
                line, _ = server.accept()
                with line:
                    behaviour(line)

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join(10)
        assert not thread.is_alive()


def until_closed(line: socket.socket) -> bytes:
    got = bytearray()
    while part := line.recv(65536):
        got += part
    return bytes(got)


def test_a_network_line_writes_reads_and_drains() -> None:
    def talk(line: socket.socket) -> None:
        assert line.recv(3) == b"ask"
        line.sendall(b"answer")
        assert line.recv(4) == b"more"
        line.sendall(b"stale")
        until_closed(line)

    with served(talk) as port:
        line = TcpLine("127.0.0.1", port, HASTY)
        line.write(b"ask")
        assert line.read(3, 5) + line.read(100, 5) == b"answer"
        assert line.read(100, 0.05) == b""
        assert line.drain() == b""
        line.write(b"more")
        select.select([line._line], [], [], 5)
        assert line.drain() == b"stale"
        line.close()


def test_closing_a_line_reads_what_is_left_so_that_the_printer_keeps_what_it_has() -> None:
    ends: list[object] = []

    def prints_what_it_got(line: socket.socket) -> None:
        line.sendall(b"status nobody reads")
        try:
            ends.append(until_closed(line))
        except OSError as reset:  # on which real printers throw their buffer away
            ends.append(reset)

    with served(prints_what_it_got) as port:
        line = TcpLine("127.0.0.1", port, HASTY)
        line.write(b"ticket")
        line.close()
    assert ends == [b"ticket"]


def test_a_printer_that_closed_its_half_goes_on_reading_and_only_listening_complains() -> None:
    got: list[bytes] = []

    def mute(line: socket.socket) -> None:
        line.shutdown(socket.SHUT_WR)
        got.append(until_closed(line))

    with served(mute) as port:
        line = TcpLine("127.0.0.1", port, HASTY)
        for _ in range(2):
            with pytest.raises(PrinterUnreachable) as caught:
                line.read(10, 2)
            assert "closed the line" in caught.value.message
        line.write(b"ticket")
        assert line.drain() == b""
        line.close()
    assert got == [b"ticket"]


def test_a_printer_that_stops_taking_bytes_is_noticed_also_when_they_would_fit_into_our_own_buffer() -> None:
    done = threading.Event()
    with served(lambda _line: done.wait(10)) as port:
        line = TcpLine("127.0.0.1", port, HASTY)
        with pytest.raises(PrinterUnreachable) as caught:
            line.write(bytes(6_000_000))
        done.set()
        assert caught.value.facts["begun"] is True
        line.close()


def mute_session(port: int) -> Session:
    setup = PrinterSetup("p", "zpl", f"tcp://127.0.0.1:{port}", options={"answers": "no"})
    return PrinterRoom(SHELF, pacing=QUICK, patience=HASTY).open_session(setup)


def test_a_mute_printer_that_closes_its_half_gets_each_ticket_over_a_line_of_its_own() -> None:
    got: list[bytes] = []

    def mute(line: socket.socket) -> None:
        line.shutdown(socket.SHUT_WR)
        got.append(until_closed(line))

    with served(mute, times=2) as port:
        run = mute_session(port)
        assert [run.deliver(b"one", b"opening ").state, run.deliver(b"two", b"opening ").state] == [PRINTED] * 2
        run.close()
    assert got == [b"opening one", b"opening two"]


def test_a_printer_that_closed_the_connection_altogether_takes_nothing_more() -> None:
    closed = threading.Event()

    def leaves(line: socket.socket) -> None:
        line.close()
        closed.set()

    with served(leaves) as port:
        line = TcpLine("127.0.0.1", port, HASTY)
        assert closed.wait(5)
        with pytest.raises(PrinterUnreachable) as caught:
            line.write(b"ticket")
        assert caught.value.facts["begun"] is True
        line.close()


def test_a_mute_printer_that_broke_the_line_between_two_tickets_is_connected_anew_and_told_the_opening() -> None:
    got: list[bytes] = []
    connections: list[int] = []
    printed, broken = threading.Event(), threading.Event()

    def breaks(line: socket.socket) -> None:
        connections.append(line.fileno())
        if len(connections) == 1:
            assert printed.wait(10)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            line.close()
            broken.set()
        else:
            got.append(until_closed(line))

    with served(breaks, times=2) as port:
        run = mute_session(port)
        assert run.deliver(b"one", b"opening ").state is PRINTED
        printed.set()
        assert broken.wait(5)
        assert run.deliver(b"two", b"opening ").state is PRINTED
        run.close()
    assert got == [b"opening two"]


# Serial lines and device files, with a strict ticket printer at the other end.


@contextmanager
def printer_on_a_line(printer: FglPrinter) -> Iterator[str]:
    """A pseudo terminal whose other end is the printer; gives the path we open."""
    ours, theirs = pty.openpty()
    tty.setraw(ours)
    tty.setraw(theirs)
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            if select.select([ours], [], [], 0.02)[0]:
                said = printer.feed(os.read(ours, 4096))
                if said:
                    os.write(ours, said)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield os.ttyname(theirs)
    finally:
        stop.set()
        thread.join(10)
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize("address", ["serial:{}?baud=115200", "serial:{}?flow=xonxoff", "file:{}"])
def test_a_ticket_printer_on_a_serial_line_or_a_device_file_acknowledges_each_ticket(address: str) -> None:
    printer = FglPrinter(1118, 406)
    with printer_on_a_line(printer) as path:
        setup = PrinterSetup("p", "fgl", address.format(path), options={"patience": 5.0})
        run = PrinterRoom(SHELF, pacing=QUICK).open_session(setup)
        told = [run.deliver(ticket, OPENING) for ticket in TICKETS[:2]]
        assert run.state().identity == "FGL46G42 TF-0001"
        printer.orders[3] = "jam"
        jammed = run.deliver(TICKETS[2], OPENING)
        run.close()

    assert all(one.state is PRINTED and one.confirmed for one in told)
    assert (jammed.state, jammed.condition) == (DOUBT, Condition.JAM)
    assert len(printer.tickets) == 2
    assert printer.refused == []


def test_a_device_that_takes_nothing_for_a_while_is_stopped() -> None:
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    line = DeviceLine(os.ttyname(theirs), patience=0.2)
    with pytest.raises(PrinterUnreachable) as caught:
        line.write(bytes(1_000_000))
    assert caught.value.facts["begun"] is True
    line.close()
    os.close(ours)
    os.close(theirs)


def test_a_device_that_is_pulled_out_says_so_when_it_is_read() -> None:
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    line = DeviceLine(os.ttyname(theirs), patience=1)
    assert line.read(10, 0.01) == b""
    os.write(ours, b"\x06")
    assert line.read(10, 2) == b"\x06"
    os.write(ours, b"\x11")
    select.select([theirs], [], [], 2)
    assert line.drain() == b"\x11"
    os.close(ours)
    with pytest.raises(PrinterUnreachable):
        line.read(10, 1)
    line.close()
    os.close(theirs)


def test_a_device_that_may_only_be_written_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    real = os.open

    def write_only(path: str, flags: int, *more: int) -> int:
        if flags & os.O_RDWR:
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", write_only)
    line = DeviceLine(os.ttyname(theirs))
    line.write(b"ticket")
    assert os.read(ours, 10) == b"ticket"
    assert line.read(10, 0.01) == b""
    assert line.drain() == b""
    line.close()
    os.close(ours)
    os.close(theirs)


def test_a_serial_line_whose_adapter_is_pulled_says_so_when_it_is_read() -> None:
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    line = SerialLine(os.ttyname(theirs))
    os.write(ours, b"\x11\x06")
    assert line.read(1, 2) == b"\x11"
    assert line.read(10, 2) == b"\x06"
    os.write(ours, b"\x10")
    select.select([theirs], [], [], 2)
    assert line.drain() == b"\x10"
    os.close(ours)
    os.close(theirs)
    with pytest.raises(PrinterUnreachable):
        line.read(10, 1)
    assert line.drain() == b""
    line.close()


@pytest.mark.parametrize("address", ["serial:{}/none", "file:/dev/none/such", "tcp://127.0.0.1:1"])
def test_what_is_not_there_leaves_nothing_begun(address: str, tmp_path: Path) -> None:
    with pytest.raises(PrinterUnreachable) as caught:
        open_line(parse(address.format(tmp_path)), HASTY).write(b"x")
    assert caught.value.facts["begun"] is False


def test_a_spooler_and_a_simulated_printer_have_no_line_of_their_own() -> None:
    for address in ("spool:q", "sim:s"):
        with pytest.raises(BadInput, match="no open line"):
            open_line(parse(address))
    with pytest.raises(BadInput, match="simulated"):
        PrinterRoom(SHELF).open_session(PrinterSetup("p", "zpl", "sim:x")).deliver(b"x")
