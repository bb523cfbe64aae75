"""Ways to a printer: all bytes or a typed error that says whether something may be on paper."""

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
from typing import Any

import pytest

from ticketforge_desktop.devices.printing.transports.address import Address, parse
from ticketforge_desktop.devices.printing.transports.file import FileLine
from ticketforge_desktop.devices.printing.transports.opening import open_line
from ticketforge_desktop.devices.printing.transports.serial_line import SerialLine
from ticketforge_desktop.devices.printing.transports.tcp import Patience, TcpTransport
from ticketforge_desktop.domain.errors import BadInput, PrinterUnreachable

HASTY = Patience(connect=2.0, send=0.3, close=0.3)
MUCH = bytes(range(256)) * 40_000  # more than any socket buffer takes unread


@contextmanager
def printer(behaviour: Callable[[socket.socket], object]) -> Iterator[int]:
    """A printer on loopback for one connection; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            line, _ = server.accept()
            with line:
                behaviour(line)

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join(10)
        assert not thread.is_alive()


def doubt(send: Callable[[], None]) -> PrinterUnreachable:
    with pytest.raises(PrinterUnreachable) as caught:
        send()
    assert caught.value.next_step
    return caught.value


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("tcp://printer.local:9101", Address("tcp", host="printer.local", port=9101)),
        ("tcp://10.0.0.7", Address("tcp", host="10.0.0.7", port=9100)),
        (" TCP://[::1]:9100/ ", Address("tcp", host="::1", port=9100)),
        ("file:/dev/usb/lp0", Address("file", "/dev/usb/lp0")),
        ("file:out/tickets?.zpl", Address("file", "out/tickets?.zpl")),
        ("serial:COM3", Address("serial", "COM3")),
        (
            "serial:/dev/ttyUSB0?baud=19200&flow=xonxoff",
            Address("serial", "/dev/ttyUSB0", settings={"baud": "19200", "flow": "xonxoff"}),
        ),
        ("spool:Boca Lemur", Address("spool", "Boca Lemur")),
        ("sim:training", Address("sim", "training")),
        ("ipp://printer.local", Address("ipp", "/ipp/print", "printer.local", 631)),
        ("ipp://10.0.0.8:8631/printers/box", Address("ipp", "/printers/box", "10.0.0.8", 8631)),
    ],
)
def test_addresses_are_read_as_people_write_them(text: str, address: Address) -> None:
    assert parse(text) == address


@pytest.mark.parametrize(
    "text",
    ["", "printer", "tcp:host", "tcp://", "tcp://h:0", "tcp://h:99999", "tcp://h:x", "tcp://h/path", "tcp://a@h", "tcp://[",
     "file:", "serial:", "serial:?baud=1", "serial:x?baud=fast", "serial:x?baud=²", "serial:x?flow=up", "serial:x?b=1",
     "usb:1", "file:a\0b", "C:\\x", "ipp:host", "ipp://h?x=1", "spool: ", "spool:a\tb", "sim:"],
)  # fmt: skip
def test_addresses_that_are_none_are_refused_with_what_is_expected(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(text)
    assert "tcp://HOST:PORT" in caught.value.next_step


@pytest.mark.parametrize("text", ["spool:Boca", "ipp://127.0.0.1/ipp/print", "sim:training"])
def test_what_no_line_leads_to_says_what_to_do(text: str) -> None:
    with pytest.raises(BadInput, match="no open line") as caught:
        open_line(parse(text))
    assert "printers add" in caught.value.next_step


def test_a_slow_printer_gets_every_byte_and_sees_our_end() -> None:
    got = bytearray()

    def slow(line: socket.socket) -> None:
        while part := line.recv(50_000):
            got.extend(part)

    with printer(slow) as port:
        line = open_line(parse(f"tcp://127.0.0.1:{port}"))
        line.write(MUCH)
        line.close()

    assert bytes(got) == MUCH


def test_a_printer_that_keeps_the_line_open_and_talks_garbage_is_no_trouble() -> None:
    done = threading.Event()

    def chatty(line: socket.socket) -> None:
        line.sendall(b"\x02garbage\x03\xff" * 10)
        while line.recv(4096):
            pass
        done.wait(10)

    with printer(chatty) as port:
        TcpTransport("127.0.0.1", port, HASTY).send(b"^XA^XZ")
        done.set()


def test_nobody_there_means_nothing_was_printed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    trouble = doubt(lambda: TcpTransport("127.0.0.1", port, HASTY).send(b"^XA^XZ"))

    assert trouble.facts["begun"] is False
    assert "Nothing was printed" in trouble.message


def test_a_name_that_is_none_means_nothing_was_printed() -> None:
    trouble = doubt(lambda: TcpTransport("x" * 80, 9100, HASTY).send(b"^XA^XZ"))
    assert trouble.facts["begun"] is False


def test_a_printer_without_paper_that_stops_reading_leaves_a_doubt() -> None:
    done = threading.Event()

    with printer(lambda _line: done.wait(10)) as port:
        trouble = doubt(lambda: TcpTransport("127.0.0.1", port, HASTY).send(MUCH))
        done.set()

    assert trouble.facts["begun"] is True
    assert 0 < int(str(trouble.facts["sent"])) < len(MUCH)
    assert "paper" in trouble.next_step


def reset(line: socket.socket) -> None:
    """Close with a reset, as a printer does that loses power."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def test_a_reset_in_the_middle_leaves_a_doubt() -> None:
    def break_off(line: socket.socket) -> None:
        line.recv(1000)
        reset(line)

    with printer(break_off) as port:
        trouble = doubt(lambda: TcpTransport("127.0.0.1", port, HASTY).send(MUCH))

    assert trouble.facts["begun"] is True


def test_a_reset_after_the_last_byte_leaves_a_doubt_too() -> None:
    def throw_away(line: socket.socket) -> None:
        while line.recv(4096):
            pass
        reset(line)

    with printer(throw_away) as port:
        trouble = doubt(lambda: TcpTransport("127.0.0.1", port, HASTY).send(b"^XA^XZ"))

    assert trouble.facts["begun"] is True
    assert "on paper or not" in trouble.message


def test_a_file_takes_job_after_job(tmp_path: Path) -> None:
    for job in (b"one", b"two"):
        line = open_line(parse(f"file:{tmp_path / 'out.zpl'}"))
        line.write(job)
        line.close()
    assert (tmp_path / "out.zpl").read_bytes() == b"onetwo"


@pytest.mark.parametrize("name", ["", "missing/out.zpl"])
def test_a_file_that_cannot_be_opened_means_nothing_was_printed(tmp_path: Path, name: str) -> None:
    trouble = doubt(lambda: FileLine(str(tmp_path / name)).write(b"x"))
    assert trouble.facts["begun"] is False


def test_a_device_that_takes_nothing_leaves_a_doubt() -> None:
    trouble = doubt(lambda: FileLine("/dev/full").write(b"x"))
    assert trouble.facts["begun"] is True


def test_a_plain_file_on_a_full_disk_is_put_back_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.zpl"
    path.write_bytes(b"before")
    real = os.write

    def full(handle: int, data: bytes) -> int:
        if len(data) < 5:
            raise OSError(28, "No space left on device")
        return real(handle, data[:3])

    monkeypatch.setattr(os, "write", full)
    trouble = doubt(lambda: FileLine(str(path)).write(b"ticket"))

    assert trouble.facts["begun"] is False
    assert path.read_bytes() == b"before"


def through_cable(data: bytes, path: str, **settings: Any) -> None:
    line = SerialLine(path, **settings)
    try:
        line.write(data)
    finally:
        line.close()


@contextmanager
def serial_printer() -> Iterator[tuple[int, str]]:
    """Both ends of a serial line: what the printer reads from, and the path we open."""
    ours, theirs = pty.openpty()
    tty.setraw(ours)
    tty.setraw(theirs)
    try:
        yield ours, os.ttyname(theirs)
    finally:
        os.close(theirs)
        os.close(ours)


def test_a_serial_printer_gets_every_byte_as_it_is() -> None:
    data = bytes(range(256)) * 40
    got = bytearray()
    with serial_printer() as (line, path):

        def listen() -> None:
            while len(got) < len(data) and select.select([line], [], [], 10)[0]:
                got.extend(os.read(line, 1024))

        thread = threading.Thread(target=listen)
        thread.start()
        way = open_line(parse(f"serial:{path}?baud=115200"))
        way.write(data)
        thread.join(10)
        way.close()
    assert bytes(got) == data


def test_a_serial_printer_that_takes_no_more_leaves_a_doubt() -> None:
    with serial_printer() as (_line, path):
        trouble = doubt(lambda: through_cable(MUCH, path, flow="xonxoff", patience=0.3))
    assert trouble.facts["begun"] is True


def test_a_serial_line_that_is_not_there_means_nothing_was_printed(tmp_path: Path) -> None:
    trouble = doubt(lambda: through_cable(b"x", str(tmp_path / "ttyUSB9")))
    assert trouble.facts["begun"] is False


def test_a_serial_line_that_is_held_by_another_is_left_alone() -> None:
    import fcntl

    with serial_printer() as (_line, path):
        other = os.open(path, os.O_RDWR | os.O_NOCTTY)
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        trouble = doubt(lambda: through_cable(b"x", path))
        os.close(other)
    assert trouble.facts["begun"] is False


def test_a_cable_that_is_pulled_leaves_a_doubt() -> None:
    ours, theirs = pty.openpty()
    path = os.ttyname(theirs)
    tty.setraw(theirs)
    pulled = threading.Timer(0.2, lambda: os.close(ours))
    pulled.start()
    trouble = doubt(lambda: through_cable(MUCH, path, patience=5))
    pulled.join()
    os.close(theirs)
    assert trouble.facts["begun"] is True
