"""The judges are judged: what the published references forbid is refused, and faults come in the references' bytes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

import pytest

from tests.devices.strict_printers import printer, run
from tests.devices.tickets import SHELF, codes, face, read
from tests.oracles.escpos_printer import EscPosPrinter
from tests.oracles.fgl_printer import FglPrinter
from tests.oracles.printer_base import StrictPrinter
from tests.oracles.printer_server import GARBAGE, PrinterServer
from tests.oracles.starprnt_printer import StarPrntPrinter
from tests.oracles.tspl_printer import TsplPrinter
from tests.oracles.zpl_printer import ZplPrinter

DIGITS = b"1234567890" * 20


@pytest.mark.parametrize(
    ("job", "reason"),
    [
        (b"<rte><p>", "writes the flash"),
        (b"<pl1100><p>", "writes the flash"),
        (b"<BC3,2,0,32><p>", "is no command"),
        (b"<HW 1,1><p>", "is no command"),
        (b"<TTF1,12>Anna<p>", "without a position"),
        (b"<RC1,1>Anna<p>", "no font"),
        (b"<TTF9,12><p>", "no TrueType font 9"),
        ("<RC1,1><TTF1,12>Jörg<p>".encode(), "has no sign"),
        (b"<RC1,1><TTF1,12>a~b<p>", "meaning of its own"),
        (b"<RC1,1><TTF1,12>a\x1db<p>", "meaning of its own"),
        (b"<RC1,1><X2><eP8>12345<p>padding-after", "twelve digits"),
        (b"<RC1,1><QR4,0,0,0>{12345}<p>", "no numeric QR"),
        (b"<RR><RC200,200><QR4,0,2,0>{12345}<p>", "how a QR code turns"),
        (b"<RC1,1><g3>FFF<p>", "hexadecimal pairs"),
        (b"<SP0,0><LD5><p>", "no logo 5"),
        (b"<RC1,1><LT3><HX9000><p>", "beside the paper"),
    ],
)
def test_an_fgl_job_is_refused_for_what_it_must_not_hold(job: bytes, reason: str) -> None:
    machine = FglPrinter(1118, 406)
    machine.feed(job)
    assert any(reason in refused for refused in machine.refused), machine.refused


def test_an_fgl_line_is_strong_once_and_a_box_does_not_turn() -> None:
    machine = FglPrinter(100, 100)
    machine.feed(b"<RR><LT5><RC10,10><HX20><RC30,10><HX20><LT2><RC50,10><BX20,30><p>")
    (ticket,) = machine.done()

    assert ticket.picture.crop((10, 10, 30, 15)).getextrema() == (0, 0)
    assert ticket.picture.getpixel((15, 15)) == 255
    assert ticket.picture.getpixel((15, 30)) == 0
    assert ticket.picture.getpixel((15, 31)) == 255
    assert ticket.picture.crop((10, 50, 40, 52)).getextrema() == (0, 0)
    assert ticket.picture.getpixel((20, 60)) == 255


def test_the_published_examples_of_esc_pos_do_what_they_are_said_to() -> None:
    # emupos 0.4.0, README: a receipt, and DLE EOT 4 of a printer without paper answered by 7e.
    machine = EscPosPrinter(576, 944)
    machine.feed(b"\x1b@Hello from emupos\n\x1dV\x00")
    assert machine.done()[0].texts == ("Hello from emupos",)

    machine.orders[2] = "paper_out"
    machine.feed(b"\x1b@Hello\n\x1dV\x00")
    assert machine.feed(b"\x10\x04\x04") == b"\x7e"

    # HPRT TP809 Programming Manual, functions 167 and 169: 1D 28 6B 03 00 31 43 n and 1D 28 6B 03 00 31 45 n.
    machine = EscPosPrinter(576, 944)
    machine.feed(b"\x1bL\x1d$\x64\x00\x1d(k\x04\x001A2\x00\x1d(k\x03\x00\x31\x43\x04\x1d(k\x03\x00\x31\x45\x31")
    machine.feed(b"\x1d$\x2c\x01\x1d(k\xcb\x001P0" + DIGITS + b"\x1d(k\x03\x001Q0\x0c\x1dVB\x00")
    assert read(machine.done()[0].picture) == {DIGITS.decode()}


@pytest.mark.parametrize(
    ("job", "reason"),
    [
        (b"\x1b@M\xfcller\n", "no ESC t"),
        (b"\x1bt\x63", "no such code page"),
        (b"\x1bz", "begins no command"),
        (b"\x1dw\x01", "beyond 2 to 6"),
        (b"\x1d$\x01\x00", "outside page mode"),
        (b"\x1dkC\x0cABCDEFGHIJKL", "no EAN-13"),
        (b"\x0c", "outside page mode"),
        (b"\x1dv0\x00\x02\x00\x01\x00\x10\x14", "real-time command"),
        (b"\x1bp\x00\x64\x32", "no pulse"),
        (b"\x1bL\x1d$\x08\x00\x1dkC\x0c208517739061\x0c", "beside the page"),
        (b"\x1bL\n", "LF in page mode"),
        (b"\x1dP\xc8\xc8", "no whole number of dots"),
    ],
)
def test_an_esc_pos_job_is_refused_for_what_it_must_not_hold(job: bytes, reason: str) -> None:
    machine = EscPosPrinter(576, 944)
    machine.feed(job)
    assert any(reason in refused for refused in machine.refused), machine.refused


@pytest.mark.parametrize(
    ("machine", "job"),
    [
        (TsplPrinter(80, 80), b"SIZE 20 mm,10 mm\r\n"),
        (TsplPrinter(80, 80), b'TEXT 1,1,"3",0,1,1,"x"\r\n'),
        (TsplPrinter(80, 80), b"SIZE 10 mm,10 mm\r\nCLS\r\nBITMAP 0,0,2,1,0,\x1b!\r\n"),
        (TsplPrinter(80, 80), b"SIZE 10 mm,10 mm\r\nCLS\r\nBITMAP 72,0,2,1,0,\x00\x00\r\nPRINT 1,1\r\n"),
        (TsplPrinter(80, 80), b"PRINT 1,1\r\n"),
        (ZplPrinter(80, 80), b"^XA^XFR:T1.ZPL^FS^XZ"),
        (ZplPrinter(80, 80), b"^XA^FDa~JAb^FS^XZ"),
        (ZplPrinter(80, 80), b"^XA^PQ5^FDa^FS^XZ"),
        (ZplPrinter(80, 80), b"^XA^BQN,2,5^FDQA,1^FS^XZ"),
        (ZplPrinter(80, 80), b"~JR"),
        (ZplPrinter(80, 80), b"Hello"),
        (StarPrntPrinter(80, 80), b"\x1bz\x01\x02"),
        (StarPrntPrinter(80, 80), b"\x1b\x1dS\x01\x20\x00\x01\x00\x00" + bytes(32)),
        (StarPrntPrinter(80, 80), b"\x1b\x1dS\x01\x02\x00\x01\x00\x00\x1b\x06"),
        (StarPrntPrinter(80, 80), b"\x1bd\x03"),
    ],
)
def test_a_picture_job_is_refused_for_what_it_must_not_hold(machine: StrictPrinter, job: bytes) -> None:
    machine.feed(job)
    assert machine.refused


FGL_FAULTS = {"jam": b"\x18\x13", "paper_out": b"\x10\x13", "cutter": b"\x1d\x13"}


@pytest.mark.parametrize(("fault", "said"), FGL_FAULTS.items())
def test_an_fgl_printer_says_its_faults_and_waits(fault: str, said: bytes) -> None:
    job = run("fgl", "ticket-2x5.5in")
    machine = FglPrinter(1118, 406, orders={2: fault})

    assert machine.feed(job.ticket(face())) == b"\x06"
    assert machine.feed(job.ticket(face())) == said
    assert machine.feed(job.ticket(face()) + b"<S1>") == b"", "what comes next waits"
    after = machine.mend()

    kept = 3 if fault == "paper_out" else 2
    assert after.count(b"\x06") == kept - 1
    assert len(machine.tickets) == kept
    assert len(machine.spoiled) == 3 - kept


STATUS: dict[str, tuple[bytes, Callable[[bytes], bool]]] = {
    "escpos": (b"\x10\x04\x02", lambda said: said == b"\x32"),
    "tspl": (b"\x1b!?", lambda said: said == b"\x04"),
    "starprnt": (b"\x1b\x06\x01", lambda said: said[0] == 0x23 and said[5] & 0x08 == 0x08),
}


@pytest.mark.parametrize("language", STATUS)
def test_a_printer_out_of_paper_answers_in_real_time_and_prints_when_it_is_mended(language: str) -> None:
    layout = "label-10x5cm" if language == "tspl" else "roll-80mm"
    question, right = STATUS[language]
    machine = printer(language, SHELF.layout(layout), 203)
    machine.orders[1] = "paper_out"
    job = run(language, layout)
    machine.feed(job.opening() + job.ticket(face()))
    machine.feed(job.ticket(face(unit=1)))

    assert right(machine.feed(question))
    assert machine.tickets == []
    machine.mend()
    assert [read(ticket.picture) for ticket in machine.done()] == [codes(face())] * 2


def answers(machine: StrictPrinter, *questions: bytes) -> list[bytes]:
    return [machine.feed(question) for question in questions]


def test_printers_tell_who_they_are_and_count() -> None:
    assert answers(EscPosPrinter(8, 8, serial="A1"), b"\x1dI\x44", b"\x1d(H\x06\x0000ABCD", b"\x1dr\x01") == [
        b"_A1\x00", b"7\x22ABCD\x00", b"\x00",
    ]  # fmt: skip
    assert b"A1" in FglPrinter(8, 8, serial="A1").feed(b"<S2>")
    assert answers(TsplPrinter(8, 8, serial="A1"), b"~!T", b"\x1b!S") == [b"STRICT-T A1\r\n", b"\x02@@@@\x03\r\n"]
    assert ZplPrinter(8, 8).feed(b"~HS").count(b"\x03") == 3
    assert b"STRICT-Z" in ZplPrinter(8, 8).feed(b"~HI")
    star = StarPrntPrinter(8, 8, serial="A1")
    star.feed(b"\x17" * 9)
    assert star.feed(b"\x1b\x06\x01")[7] == 0x22
    assert b"A1" in star.feed(b"\x1b#*\n\x00")


def heard(line: socket.socket, size: int = 1) -> bytes:
    said = b""
    while len(said) < size:
        piece = line.recv(64)
        if not piece:
            break
        said += piece
    return said


def test_a_printer_on_the_network_obeys_its_orders() -> None:
    ticket = run("fgl", "ticket-2x5.5in").ticket(face())
    with PrinterServer(FglPrinter(1118, 406)) as server:
        for number, fault in ((2, "jam"), (4, "garbage"), (5, "reset"), (6, "silence")):
            server.order(number, fault)
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
            line.sendall(ticket)
            assert heard(line) == b"\x06"
            line.sendall(ticket)
            assert heard(line, 2) == b"\x18\x13"
            server.mend()
            assert heard(line) == b"\x11"
            line.sendall(ticket)
            assert heard(line) == b"\x06"
            line.sendall(ticket)
            assert heard(line, len(GARBAGE)) == GARBAGE
            line.sendall(ticket)
            with pytest.raises(ConnectionResetError):
                heard(line)
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
            line.sendall(ticket[:200])
            line.sendall(ticket[200:])
            assert heard(line) == b"\x06"
            server.swap("TF-0002")
            with pytest.raises(ConnectionResetError):
                heard(line)
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
            line.sendall(b"<S2>")
            assert b"TF-0002" in heard(line, 33)
            line.sendall(ticket + b"<S1>")
            line.settimeout(0.3)
            with pytest.raises(TimeoutError):
                heard(line)

    assert server.connections == 3
    assert len(server.printer.tickets) == 5
    assert len(server.printer.spoiled) == 1
    assert server.printer.refused == []
    assert not any(thread.name == "printer" for thread in threading.enumerate())
