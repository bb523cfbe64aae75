"""Serial scanners: pieces and pauses, noise, pulled out in mid-code and plugged in again; lines are pty pairs."""

import os
import pty
import queue
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.devices.scanning.framing import LONGEST, Frame, Framer
from ticketforge_desktop.devices.scanning.lines import path_of, serial_lines
from ticketforge_desktop.devices.scanning.serial_scanner import SerialScanner
from ticketforge_desktop.domain.scan_repeat import Repeats
from ticketforge_desktop.host.clock import SystemClock
from ticketforge_desktop.services.ports.scanning import Presence, Scanned, ScannerState

CODE = "84701" + "0" * 218
WAIT_S = 20


class TestFraming:
    @pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t", b"\x03", b"\x03\r\n"])
    def test_whatever_ends_a_scan_it_is_told_once(self, end: bytes) -> None:
        framer = Framer()
        assert framer.feed(b"2712345678901" + end, 1.0) == [Frame("2712345678901")]
        assert framer.idle(9.0) == []

    def test_a_pause_ends_a_scan_that_nothing_else_ends(self) -> None:
        framer = Framer(gap_s=0.1)
        assert framer.feed(b"27123", 1.0) == []
        assert framer.feed(b"45678901", 1.05) == []
        assert framer.idle(1.1) == []
        assert framer.idle(1.16) == [Frame("2712345678901")]

    def test_a_pause_is_noticed_when_the_next_scan_is_there_already(self) -> None:
        framer = Framer(gap_s=0.1)
        framer.feed(b"one", 1.0)
        assert framer.feed(b"two\r", 2.0) == [Frame("one"), Frame("two")]

    def test_without_a_gap_only_an_end_sign_counts(self) -> None:
        framer = Framer(gap_s=0)
        framer.feed(b"27123", 1.0)
        assert framer.idle(60.0) == []
        assert framer.feed(b"45678901\n", 61.0) == [Frame("2712345678901")]

    def test_a_start_sign_drops_what_had_lost_its_end(self) -> None:
        assert Framer(gap_s=0).feed(b"half a co\x022712345678901\x03", 1.0) == [Frame("2712345678901")]

    def test_half_a_scan_is_none_once_the_line_broke(self) -> None:
        framer = Framer()
        framer.feed(b"27123", 1.0)
        framer.broken()
        assert framer.feed(b"45678901\r", 1.01) == [Frame("45678901")]

    def test_a_stuck_line_is_one_scan_too_long_and_holds_no_memory(self) -> None:
        framer = Framer()
        for _ in range(1_000):
            framer.feed(b"7" * 100, 1.0)
        assert framer.feed(b"\r", 1.0) == [Frame("7" * LONGEST, truncated=True)]
        assert framer.feed(b"next\r", 1.0) == [Frame("next")]

    @given(st.lists(st.binary(min_size=1, max_size=60)), st.data())
    def test_pieces_do_not_matter(self, scans: list[bytes], data: st.DataObject) -> None:
        stream = b"\r".join(scans) + b"\r"
        cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
        pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
        whole, cut = Framer(gap_s=0), Framer(gap_s=0)
        assert [f for piece in pieces for f in cut.feed(piece, 1.0)] == whole.feed(stream, 1.0)


@dataclass
class Line:
    """A serial line whose scanner end we hold; it can be pulled out and plugged in again on another path."""

    paths: dict[str, str] = field(default_factory=dict)
    ours: int = -1
    theirs: int = -1

    def plug_in(self) -> None:
        self.ours, self.theirs = pty.openpty()
        tty.setraw(self.ours)
        tty.setraw(self.theirs)
        self.paths["usb:0c2e:0b61:7"] = os.ttyname(self.theirs)

    def pull_out(self) -> None:
        self.paths.clear()
        os.close(self.theirs)
        os.close(self.ours)
        self.ours = self.theirs = -1

    def type(self, data: bytes) -> None:
        os.write(self.ours, data)


@dataclass
class Listener:
    """What a scanner told."""

    scans: "queue.Queue[Scanned]" = field(default_factory=queue.Queue)
    states: "queue.Queue[ScannerState]" = field(default_factory=queue.Queue)

    def scan(self) -> str:
        return self.scans.get(timeout=WAIT_S).text

    def presence(self) -> Presence:
        return self.states.get(timeout=WAIT_S).presence


@contextmanager
def listening(line: Line, **settings: Any) -> Iterator[Listener]:
    listener = Listener()
    scanner = SerialScanner(
        "usb:0c2e:0b61:7", SystemClock(), name="Gate A", find=lambda a: line.paths.get(a, ""), **settings
    )
    scanner.start(listener.scans.put, listener.states.put)
    try:
        yield listener
    finally:
        scanner.close()
        if line.ours >= 0:
            line.pull_out()


class TestSerialScanner:
    def test_it_reads_codes_in_whatever_pieces(self) -> None:
        line = Line()
        line.plug_in()
        with listening(line) as heard:
            assert heard.presence() is Presence.READY
            line.type(CODE[:100].encode())
            line.type(CODE[100:].encode() + b"\r\n")
            line.type(b"2712345678901\r")
            assert [heard.scan(), heard.scan()] == [CODE, "2712345678901"]

    def test_a_scanner_without_end_sign_is_heard_after_a_pause(self) -> None:
        line = Line()
        line.plug_in()
        with listening(line, gap_s=0.1) as heard:
            heard.presence()
            line.type(CODE.encode())
            assert heard.scan() == CODE

    def test_pulled_out_in_mid_code_half_of_it_is_never_told(self) -> None:
        line = Line()
        line.plug_in()
        with listening(line, gap_s=0) as heard:
            assert heard.presence() is Presence.READY
            line.type(b"2712345")
            threading.Event().wait(0.2)
            line.pull_out()
            assert heard.presence() is Presence.MISSING
            line.plug_in()
            assert heard.presence() is Presence.READY
            line.type(b"KJ32-Y458-HYHR\r")
            assert heard.scan() == "KJ32-Y458-HYHR"
            assert heard.scans.empty()

    def test_one_that_is_not_there_yet_is_waited_for(self) -> None:
        line = Line()
        with listening(line) as heard:
            assert heard.presence() is Presence.MISSING
            line.plug_in()
            assert heard.presence() is Presence.READY
            line.type(b"2712345678901\n")
            assert heard.scan() == "2712345678901"

    def test_two_scanners_do_not_mix(self) -> None:
        first, second = Line(), Line()
        first.plug_in()
        second.plug_in()
        with listening(first, gap_s=0) as at_a, listening(second, gap_s=0) as at_b:
            assert at_a.presence() is at_b.presence() is Presence.READY
            first.type(b"27123")
            second.type(b"KJ32-Y458-HYHR\r")
            first.type(b"45678901\r")
            assert at_b.scan() == "KJ32-Y458-HYHR"
            assert at_a.scan() == "2712345678901"

    def test_a_listener_that_fails_does_not_make_it_deaf(self) -> None:
        line = Line()
        line.plug_in()
        told: queue.Queue[str] = queue.Queue()

        def heard(scan: Scanned) -> None:
            told.put(scan.text)
            if scan.text == "first":
                raise RuntimeError("a fault of the window")

        scanner = SerialScanner("usb:0c2e:0b61:7", SystemClock(), find=lambda a: line.paths.get(a, ""))
        ready = threading.Event()
        scanner.start(heard, lambda _state: ready.set())
        try:
            assert ready.wait(WAIT_S)
            line.type(b"first\rsecond\r")
            assert [told.get(timeout=WAIT_S), told.get(timeout=WAIT_S)] == ["first", "second"]
        finally:
            scanner.close()
            line.pull_out()

    def test_a_line_that_can_not_be_opened_says_so(self, tmp_path: Path) -> None:
        no_line = tmp_path / "no-line"
        no_line.write_text("a file is no serial line")
        listener = Listener()
        scanner = SerialScanner(str(no_line), SystemClock())
        scanner.start(listener.scans.put, listener.states.put)
        try:
            assert listener.presence() is Presence.REFUSED
        finally:
            scanner.close()


@dataclass
class Port:
    device: str
    vid: int | None = None
    pid: int | None = None
    serial_number: str | None = None
    manufacturer: str | None = None
    product: str | None = None
    description: str | None = None


class TestLines:
    PORTS = (
        Port("/dev/ttyS0"),
        Port("/dev/ttyACM3", 0x0C2E, 0x0B61, "7", "Honeywell", "Xenon 1950"),
        Port("/dev/ttyUSB0", 0x1A86, 0x7523, None, None, "USB Serial"),
    )

    def test_devices_are_listed_by_what_they_are_and_empty_sockets_are_not(self) -> None:
        lines = serial_lines(lambda: self.PORTS)
        assert [(line.address, line.title) for line in lines] == [
            ("usb:0c2e:0b61:7", "Honeywell Xenon 1950 (/dev/ttyACM3)"),
            ("usb:1a86:7523", "USB Serial (/dev/ttyUSB0)"),
        ]

    @pytest.mark.parametrize(
        ("address", "path"),
        [
            ("usb:0c2e:0b61:7", "/dev/ttyACM3"),
            ("usb:0c2e:0b61", "/dev/ttyACM3"),  # whichever of its kind
            ("usb:0c2e:0b61:8", ""),  # another of the same kind is another scanner
            ("/dev/ttyUSB9", "/dev/ttyUSB9"),
        ],
    )
    def test_a_scanner_is_found_again_wherever_it_is_plugged_in(self, address: str, path: str) -> None:
        assert path_of(address, lambda: self.PORTS) == path

    def test_this_computer_can_be_asked(self) -> None:
        assert isinstance(serial_lines(), list)


class TestRepeats:
    NOON = datetime(2026, 11, 14, 12, 0, tzinfo=UTC)

    def told(self, *scans: tuple[str, str, float]) -> list[bool]:
        repeats = Repeats(timedelta(seconds=3))
        return [repeats.is_repeat(who, text, self.NOON + timedelta(seconds=at)) for who, text, at in scans]

    def test_held_in_the_beam_it_is_one_scan(self) -> None:
        assert self.told(("A", "x", 0), ("A", "x", 0.4), ("A", "x", 3.2)) == [False, True, True]

    def test_shown_again_later_it_counts(self) -> None:
        assert self.told(("A", "x", 0), ("A", "x", 3)) == [False, False]

    def test_another_code_in_between_makes_it_count(self) -> None:
        assert self.told(("A", "x", 0), ("A", "y", 1), ("A", "x", 2)) == [False, False, False]

    def test_two_scanners_are_two_people(self) -> None:
        assert self.told(("A", "x", 0), ("B", "x", 0)) == [False, False]

    def test_a_clock_set_back_swallows_nothing(self) -> None:
        assert self.told(("A", "x", 0), ("A", "x", -3600)) == [False, False]

    def test_asked_for_again_it_counts(self) -> None:
        repeats = Repeats()
        repeats.is_repeat("A", "x", self.NOON)
        repeats.forget("A")
        assert not repeats.is_repeat("A", "x", self.NOON)
