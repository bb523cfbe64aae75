"""What printers of other languages answer during a run: label printers that are asked, receipt printers that count."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.devices.test_printer_sessions import DOUBT, FAILED, PRINTED, session, states
from ticketforge_desktop.services.ports.printers import Condition, WindowedSession


@contextmanager
def answering(reply: Callable[[bytes], bytes]) -> Iterator[tuple[str, bytearray]]:
    """A printer that answers each piece it is sent; its address, and all it got."""
    got = bytearray()
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            server.settimeout(0.05)
            while not stop.is_set():
                try:
                    line, _ = server.accept()
                except TimeoutError:
                    continue
                with line:
                    while part := line.recv(65536):
                        got.extend(part)
                        said = reply(bytes(part))
                        if said:
                            line.sendall(said)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"tcp://127.0.0.1:{server.getsockname()[1]}", got
        finally:
            stop.set()
            thread.join(10)


class Zebra:
    """Host status with a label that prints for so many questions."""

    def __init__(self, prints_for: int = 2) -> None:
        self.prints_for, self.left, self.paused, self.out_at, self.out = prints_for, 0, 0, b"never", False

    def __call__(self, part: bytes) -> bytes:
        said = b""
        self.out = self.out or self.out_at in part
        self.left += self.prints_for * part.count(b"^XZ")
        if b"~HI" in part:
            said += b"\x02ZT411-200dpi,V92.21,8,65536KB\x03\r\n"
        if b"getvar" in part:
            said += b'"99J1"'
        if self.out:
            return b""  # media out: it does not answer
        for _ in range(part.count(b"~HS")):
            self.left = max(0, self.left - 1)
            one = f"030,0,{self.paused},1245,{self.left:03d},0,0,0,000,0,0,0"
            said += f"\x02{one}\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n".encode()
        return said


def test_a_label_printer_is_asked_until_it_rests() -> None:
    zebra = Zebra(prints_for=4)
    with answering(zebra) as (address, got), session(address, "zpl") as run:
        told = run.deliver(b"^XA^FDa^FS^XZ", b"^XA^DFR:X^FS^XZ")

        assert (told.state, told.confirmed) == (PRINTED, True)
        assert zebra.left == 0
        assert run.state().identity == "ZT411-200dpi 99J1"
        assert got.count(b"^DFR:X") == 1


def test_a_label_printer_that_falls_silent_is_out_of_media_and_the_label_is_in_doubt() -> None:
    zebra = Zebra()
    with answering(zebra) as (address, got), session(address, "zpl") as run:
        assert run.deliver(b"^XA^FDa^FS^XZ").state is PRINTED
        zebra.out_at = b"^FDb"
        told = run.deliver(b"^XA^FDb^FS^XZ")
        assert (told.state, told.condition) == (DOUBT, Condition.SILENT)
        assert run.deliver(b"^XA^FDc^FS^XZ").state is FAILED

    assert b"^FDc" not in got


def test_a_paused_label_printer_gets_nothing() -> None:
    zebra = Zebra()
    zebra.paused = 1
    with answering(zebra) as (address, got), session(address, "zpl") as run:
        told = run.deliver(b"^XA^FDa^FS^XZ")

    assert (told.state, told.condition) == (FAILED, Condition.PAUSED)
    assert b"^FDa" not in got


class Receipts:
    """An ESC/POS printer that knows process ids or not."""

    def __init__(self, numbered: bool = True, known: bool = True) -> None:
        self.numbered, self.known, self.cause = numbered, known, 0x12

    def __call__(self, part: bytes) -> bytes:
        said = b""
        at = 0
        while at < len(part):
            piece = part[at:]
            if piece.startswith(b"\x10\x04"):
                cause = self.cause if piece[2] == 2 else 0x12
                said += bytes([0x1A if piece[2] == 1 and self.cause != 0x12 else cause])
                at += 3
            elif piece.startswith(b"\x1dI"):
                said += b"_TM-T88VI\x00" if self.known else b""
                at += 3
            elif piece.startswith(b"\x1d(H"):
                said += b'7"' + piece[7:11] + b"\x00" if self.numbered else b""
                at += 11
            elif piece.startswith(b"\x1dr\x01"):
                said += b"\x00"
                at += 3
            else:
                at += 1
        return said


@pytest.mark.parametrize(("numbered", "known"), [(True, True), (False, True), (False, False)])
def test_a_receipt_printer_acknowledges_as_it_can(numbered: bool, known: bool) -> None:
    with answering(Receipts(numbered, known)) as (address, got), session(address, "escpos") as run:
        told = [run.deliver(b"\x1b@ticket %d\n" % index) for index in range(3)]

    assert all(one.state is PRINTED and one.confirmed for one in told)
    # A cheap printer that says nothing of itself is not tried with a command it may print as letters.
    assert (b"\x1d(H" in got) is known
    assert (b"\x1dr\x01" in got) is not numbered


def test_a_receipt_printer_whose_cover_opens_says_so() -> None:
    printer = Receipts()
    with answering(printer) as (address, _), session(address, "escpos") as run:
        assert run.deliver(b"one").state is PRINTED
        printer.cause = 0x16
        told = run.deliver(b"two")

    assert (told.state, told.condition) == (FAILED, Condition.COVER_OPEN)


def test_a_window_on_a_printer_that_cannot_count_goes_one_by_one() -> None:
    zebra = Zebra()
    with answering(zebra) as (address, got), session(address, "zpl") as run:
        assert isinstance(run, WindowedSession)
        told = list(run.deliver_all([b"^XA^FDa^FS^XZ", b"^XA^FDb^FS^XZ", b"^XA^FDc^FS^XZ"]))

    assert states(told) == [PRINTED] * 3
    assert got.index(b"^FDa") < got.index(b"^FDb") < got.index(b"^FDc")


def test_darkness_is_told_once_a_connection_or_with_each_ticket_where_it_is_forgotten() -> None:
    with answering(Zebra()) as (address, got), session(address, "zpl", darkness=2) as run:
        for _ in range(2):
            assert run.deliver(b"^XA^FDa^FS^XZ").state is PRINTED
    assert got.count(b"^MD8") == 1

    with answering(Receipts()) as (address, got), session(address, "escpos", darkness=-1) as run:
        for _ in range(2):
            assert run.deliver(b"\x1b@x").state is PRINTED
    assert got.count(b"\x1b@\x1d(K\x02\x001\xffx") == 2
