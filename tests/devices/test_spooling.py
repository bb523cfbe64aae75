"""Through a spooler: its word is never taken for paper, a job it is stuck with is taken back, nothing goes twice."""

from __future__ import annotations

import ctypes
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.devices.spoolers import Cups, IppPrinter, cups, ipp_printer, until
from tests.devices.tickets import SHELF, face
from ticketforge_desktop.devices.printing.languages.registry import renderer
from ticketforge_desktop.devices.printing.printer_room import PrinterRoom
from ticketforge_desktop.devices.printing.spooling import SpooledJob, SpoolFacts, SpoolSession, Stage
from ticketforge_desktop.devices.printing.transports import ipp
from ticketforge_desktop.devices.printing.transports.cups import IppSpooler, conditions_of, cups_server, queues
from ticketforge_desktop.devices.printing.transports.finding import found_queues
from ticketforge_desktop.devices.printing.transports.winspool import (
    JobInfo,
    PrinterName,
    WindowsSpooler,
    windows_queues,
)
from ticketforge_desktop.domain.errors import PrinterUnreachable
from ticketforge_desktop.services.ports.printers import Condition, PrinterSetup, Session
from ticketforge_desktop.services.ports.printing import PrintState

PRINTED, FAILED, DOUBT = PrintState.PRINTED, PrintState.FAILED, PrintState.IN_DOUBT
PDF = renderer("pdf", SHELF).render([face()], "ticket-2x5.5in", 203, "de")


def session(address: str, language: str, patience: float = 15.0) -> Session:
    return PrinterRoom(SHELF).open_session(PrinterSetup("box", language, address, options={"patience": patience}))


@pytest.fixture(scope="module")
def printer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IppPrinter]:
    with ipp_printer(tmp_path_factory.mktemp("ipp")) as one:
        yield one


@pytest.fixture(scope="module")
def spooler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cups]:
    with cups(tmp_path_factory.mktemp("cups")) as one, pytest.MonkeyPatch.context() as patch:
        patch.setenv("CUPS_SERVER", one.socket)
        yield one


# A real printer with IPP.


def test_a_pdf_reaches_an_ipp_printer_and_completed_is_told_as_handed_on(printer: IppPrinter) -> None:
    run = session(printer.address, "pdf")
    assert run.state().conditions == (Condition.UNKNOWN,)
    told = run.deliver(PDF)

    assert (told.state, told.confirmed) == (PRINTED, False)
    assert "can't say whether the paper came out" in told.reason
    assert PDF in printer.papers


def test_a_job_that_breaks_off_is_in_doubt_and_says_why(printer: IppPrinter) -> None:
    printer.how("jam")
    try:
        told = session(printer.address, "pdf").deliver(b"%PDF-jammed")
    finally:
        printer.how("good")

    assert (told.state, told.condition) == (DOUBT, Condition.JAM)
    assert b"%PDF-jammed" not in printer.papers


def test_a_printer_that_hangs_on_a_job_is_taken_the_job_away_and_leaves_a_doubt(printer: IppPrinter) -> None:
    printer.how("hang")
    try:
        told = session(printer.address, "pdf", patience=0.5).deliver(b"%PDF-hanging")
        busy = session(printer.address, "pdf").deliver(b"%PDF-next")
    finally:
        printer.let_go()

    assert told.state is DOUBT
    assert busy.state is FAILED
    assert "gave it up" in told.reason
    assert b"%PDF-hanging" not in printer.papers


# A real CUPS.


def test_raw_bytes_pass_cups_untouched_each_ticket_a_job(spooler: Cups) -> None:
    paper = spooler.folder / "paper.bin"
    spooler.queue("raw-box", f"paper:{paper}")
    assert "raw-box" in queues()
    assert "raw-box" in found_queues()
    run = session("spool:raw-box", "fgl")
    told = run.deliver(b"<RC1,1>\xff\x00ticket<p>", b"opening")

    assert (told.state, told.confirmed) == (PRINTED, False)
    assert paper.read_bytes() == b"opening<RC1,1>\xff\x00ticket<p>"


def test_a_queue_that_is_stopped_or_refuses_jobs_gets_nothing(spooler: Cups) -> None:
    paper = spooler.folder / "stopped.bin"
    spooler.queue("stopped", f"paper:{paper}")
    spooler.do("cupsdisable", "stopped")
    run = session("spool:stopped", "zpl")
    told = run.deliver(b"^XA^XZ")
    assert (told.state, told.condition) == (FAILED, Condition.PAUSED)

    spooler.do("cupsenable", "stopped")
    spooler.do("cupsreject", "stopped")
    assert run.deliver(b"^XA^XZ").state is FAILED
    spooler.do("cupsaccept", "stopped")
    assert run.deliver(b"^XA^XZ").state is PRINTED
    assert paper.read_bytes() == b"^XA^XZ"


def test_a_job_that_breaks_off_in_cups_is_in_doubt_and_is_not_sent_again(spooler: Cups) -> None:
    paper = spooler.folder / "broken.bin"
    spooler.queue("breaks", f"paper:{paper}", "-o", "printer-error-policy=retry-job")
    (spooler.folder / "broken.bin.broken").touch()
    told = session("spool:breaks", "zpl", patience=1.0).deliver(b"^XA^FDonce^XZ")
    (spooler.folder / "broken.bin.broken").unlink()

    assert told.state is DOUBT
    assert b"once" not in paper.read_bytes()  # three bytes came out; the rest was taken back in time


def test_a_job_for_a_printer_that_is_gone_is_taken_back_instead_of_printed_whenever_it_returns(spooler: Cups) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    spooler.queue("gone", f"ipp://127.0.0.1:{port}/ipp/print", "-o", "printer-error-policy=retry-current-job")
    run = session("spool:gone", "zpl", patience=1.0)
    told = run.deliver(b"^XA^XZ")

    assert told.state is not PRINTED
    assert "sends whole jobs again" in run.state().detail
    until(lambda: spooler.waiting("gone") == b"")


def test_a_queue_there_is_not_and_a_cups_there_is_not(spooler: Cups, monkeypatch: pytest.MonkeyPatch) -> None:
    told = session("spool:no-such", "zpl").deliver(b"^XA^XZ")
    assert (told.state, told.condition) == (FAILED, Condition.OFFLINE)

    monkeypatch.setenv("CUPS_SERVER", str(spooler.folder / "nobody.sock"))
    run = session("spool:raw-box", "zpl")
    assert run.deliver(b"^XA^XZ").state is FAILED
    assert run.state().conditions == (Condition.OFFLINE,)
    with pytest.raises(PrinterUnreachable):
        queues()


# The protocol itself.


def test_where_cups_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for text, place in (
        ("/run/x.sock", "/run/x.sock"),
        ("host", "host:631"),
        ("host:8631", "host:8631"),
        ("h:1/version=1.1", "h:1"),
    ):
        monkeypatch.setenv("CUPS_SERVER", text)
        assert cups_server() == place


def test_reasons_of_a_printer_are_read_and_mere_reports_are_not() -> None:
    assert conditions_of(["media-jam-error", "media-empty", "none"]) == [Condition.JAM, Condition.PAPER_OUT]
    assert conditions_of(["cover-open-report", "marker-supply-low-warning"]) == []
    assert conditions_of(["cover-open-report"], mild=True) == [Condition.COVER_OPEN]
    assert conditions_of(["media-low-warning"]) == [Condition.PAPER_LOW]
    assert conditions_of(["spontaneous-combustion-error"]) == [Condition.FAULT]


@given(st.binary(max_size=200))
def test_no_bytes_are_too_much_for_the_decoder(data: bytes) -> None:
    for whole in (data, b"\x01\x01\x00\x00\x00\x00\x00\x01" + data):
        try:
            ipp.decode(whole)
        except ValueError:
            continue


def answer_once(reply: bytes) -> int:
    """A web server that says this to whoever asks first; its port."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with server:
            line, _ = server.accept()
            with line:
                line.settimeout(2)
                line.recv(65536)
                line.sendall(reply)
                line.shutdown(socket.SHUT_WR)
                while line.recv(65536):  # closing over bytes nobody read would be a reset
                    pass

    threading.Thread(target=serve, daemon=True).start()
    return int(server.getsockname()[1])


@pytest.mark.parametrize(
    ("reply", "begun"),
    [
        (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nxyz", True),
        (b"", True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n\x01\x01\x04\x00\x00\x00\x00\x01\x03", False),
    ],
)
def test_whether_a_job_may_have_been_taken_is_known_from_how_it_broke(reply: bytes, begun: bool) -> None:
    with pytest.raises(PrinterUnreachable) as caught:
        IppSpooler(f"127.0.0.1:{answer_once(reply)}", "/ipp/print", raw=True).submit(b"x", "t")
    assert caught.value.facts["begun"] is begun


# The rules, on a played spooler.


class Played:
    """A spooler that says what it is told to, one stage a question."""

    def __init__(self, *stages: SpooledJob, facts: SpoolFacts | None = None) -> None:
        self.stages, self.said = list(stages), facts or SpoolFacts(())
        self.taken_back: list[str] = []
        self.gone = False

    def submit(self, data: bytes, title: str) -> str:
        return "7"

    def job(self, job: str) -> SpooledJob:
        if self.gone:
            raise PrinterUnreachable("gone", begun=False)
        return self.stages.pop(0) if len(self.stages) > 1 else self.stages[0]

    def take_back(self, job: str) -> None:
        self.taken_back.append(job)

    def facts(self) -> SpoolFacts:
        return self.said


def delivered(played: Played, patience: float = 0.2) -> tuple[PrintState, str]:
    setup = PrinterSetup("p", "zpl", "spool:q", options={"patience": patience})
    told = SpoolSession(setup, played, sleep=lambda _seconds: None).deliver(b"x")
    return told.state, told.reason


def test_a_job_the_spooler_never_began_is_certainly_not_printed() -> None:
    played = Played(SpooledJob(Stage.WAITING, begun=False))
    played.stages = [*[SpooledJob(Stage.WAITING, begun=False)] * 3, SpooledJob(Stage.STUCK, begun=False),
                     SpooledJob(Stage.TAKEN_BACK, begun=False)]  # fmt: skip
    assert delivered(played) == (FAILED, "the spooler did not get to it; the job was taken back")
    assert played.taken_back == ["7"]


def test_a_job_that_ends_just_while_it_is_taken_back_counts_as_handed_on() -> None:
    played = Played(SpooledJob(Stage.STUCK, begun=True), SpooledJob(Stage.HANDED_ON, begun=True))
    assert delivered(played)[0] is PRINTED


def test_a_spooler_that_dies_under_a_job_leaves_a_doubt() -> None:
    played = Played(SpooledJob(Stage.GOING, begun=True))
    played.gone = True
    state, reason = delivered(played)
    assert state is DOUBT
    assert "Nothing was printed" not in reason


# Windows, whose spooler can't be had here: its calls are played.


class Winspool:
    """`winspool.drv` as far as it is used."""

    def __init__(
        self, *, job_status: int = 0, printer_status: int = 0, takes: int = 1 << 30, known: bool = True
    ) -> None:
        self.job_status, self.printer_status, self.takes, self.known = job_status, printer_status, takes, known
        self.printed = b""
        self.kinds: list[tuple[str, str]] = []
        self.cancelled: list[int] = []
        self.open = 0

    def OpenPrinterW(self, name: str, handle: Any, defaults: object) -> int:
        self.open += self.known
        return int(self.known)

    def ClosePrinter(self, handle: Any) -> int:
        self.open -= 1
        return 1

    def StartDocPrinterW(self, handle: Any, level: int, info: Any) -> int:
        document = info._obj
        self.kinds.append((document.pDocName, document.pDatatype))
        return 41

    def StartPagePrinter(self, handle: Any) -> int:
        return 1

    EndPagePrinter = EndDocPrinter = StartPagePrinter

    def WritePrinter(self, handle: Any, data: bytes, size: int, written: Any) -> int:
        written._obj.value = min(size, self.takes)
        self.printed += data[: self.takes]
        return 1

    def SetJobW(self, handle: Any, job: int, level: int, info: object, command: int) -> int:
        self.cancelled.append(job)
        return 1

    def GetJobW(self, handle: Any, job: int, level: int, room: Any, size: int, needed: Any) -> int:
        if self.job_status < 0:
            return 0
        needed._obj.value = ctypes.sizeof(JobInfo)
        if room is None:
            return 0
        JobInfo.from_buffer(room).Status = self.job_status
        return 1

    def GetPrinterW(self, handle: Any, level: int, info: Any, size: int, needed: Any) -> int:
        info._obj.Status = self.printer_status
        return 1

    names: tuple[str, ...] = ()

    def EnumPrintersW(self, flags: int, name: object, level: int, room: Any, size: int, needed: Any, count: Any) -> int:
        rows = (PrinterName * len(self.names))(*(PrinterName(one, None, 0) for one in self.names))
        self.kept = rows  # what its rows point to lives as long as it does
        needed._obj.value, count._obj.value = ctypes.sizeof(rows), len(self.names)
        if room is None:
            return 0
        ctypes.memmove(room, rows, ctypes.sizeof(rows))
        return int(self.known)


def test_windows_gets_raw_jobs_and_a_job_gone_from_the_queue_was_handed_on() -> None:
    api = Winspool(job_status=-1)
    run = SpoolSession(PrinterSetup("box", "zpl", "spool:Boca"), WindowsSpooler("Boca", api))
    told = run.deliver(b"^XA^XZ")

    assert (told.state, told.confirmed) == (PRINTED, False)
    assert api.printed == b"^XA^XZ"
    assert api.kinds == [("TicketForge box", "RAW")]
    assert api.open == 0
    assert windows_queues(api) == []


@pytest.mark.parametrize(
    ("status", "stage", "begun"),
    [(0, Stage.WAITING, False), (0x10, Stage.GOING, True), (0x80, Stage.HANDED_ON, True), (0x40, Stage.STUCK, True),
     (0x104, Stage.TAKEN_BACK, True)],
)  # fmt: skip
def test_windows_job_states(status: int, stage: Stage, begun: bool) -> None:
    job = WindowsSpooler("q", Winspool(job_status=status)).job("41")
    assert (job.stage, job.begun) == (stage, begun)


def test_windows_a_printer_in_trouble_and_a_queue_that_takes_half() -> None:
    spooler = WindowsSpooler("q", Winspool(printer_status=0x8 | 0x400000))
    assert spooler.facts().conditions == (Condition.JAM, Condition.COVER_OPEN)

    half = Winspool(takes=3)
    with pytest.raises(PrinterUnreachable) as caught:
        WindowsSpooler("q", half).submit(b"^XA^XZ", "t")
    assert caught.value.facts["begun"] is True
    assert half.cancelled == [41]

    with pytest.raises(PrinterUnreachable) as caught:
        WindowsSpooler("q", Winspool(known=False)).submit(b"x", "t")
    assert caught.value.facts["begun"] is False


def test_windows_queues_by_name_and_a_job_that_is_taken_back() -> None:
    api = Winspool()
    api.names = ("Zebra", "Boca Lemur")
    assert windows_queues(api) == ["Boca Lemur", "Zebra"]
    WindowsSpooler("Zebra", api).take_back("41")
    assert api.cancelled == [41]

    silent = Winspool(known=False)
    silent.names = ("x",)
    with pytest.raises(PrinterUnreachable):
        windows_queues(silent)
