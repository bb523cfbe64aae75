"""A profile's scanners joined: several at once, changed while they run, told by name; lines are pty pairs."""

from __future__ import annotations

import os
import pty
import queue
import tty
from collections.abc import Iterator

import pytest

from ticketforge_desktop.bootstrap.scanning import Scanning
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Staff
from ticketforge_desktop.host.clock import SystemClock
from ticketforge_desktop.services.ports.scanning import Presence, Scanned, ScannerState
from ticketforge_desktop.services.scanners import Ends, ScannerKind, ScannerSettings

WAIT_S = 20


class Drawer:
    """The settings of a station file."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def setting(self, key: str) -> str | None:
        return self.values.get(key)

    def put_setting(self, key: str, value: str, _staff: Staff) -> None:
        self.values[key] = value


class Line:
    """A pty: we write as the scanner does."""

    def __init__(self) -> None:
        self.ours, self.theirs = pty.openpty()
        tty.setraw(self.ours)
        tty.setraw(self.theirs)
        self.path = os.ttyname(self.theirs)

    def type(self, text: str) -> None:
        os.write(self.ours, text.encode())

    def close(self) -> None:
        os.close(self.ours)
        os.close(self.theirs)


class Ear:
    """What was told."""

    def __init__(self) -> None:
        self.scans: queue.Queue[Scanned] = queue.Queue()
        self.states: queue.Queue[ScannerState] = queue.Queue()

    def scan(self) -> tuple[str, str]:
        scan = self.scans.get(timeout=WAIT_S)
        return scan.scanner, scan.text

    def ready(self) -> str:
        state = self.states.get(timeout=WAIT_S)
        assert state.presence is Presence.READY
        return state.scanner


@pytest.fixture
def scanning() -> Iterator[Scanning]:
    made = Scanning(Drawer(), SystemClock())  # type: ignore[arg-type]
    yield made
    made.close()


@pytest.fixture
def lines() -> Iterator[tuple[Line, Line]]:
    made = Line(), Line()
    yield made
    for line in made:
        line.close()


def serial(name: str, line: Line, prefix: str = "") -> ScannerSettings:
    return ScannerSettings(ScannerKind.SERIAL, name, line.path, prefix=prefix, ends=Ends.SIGN)


def test_each_is_told_by_its_name_and_without_its_prefix(scanning: Scanning, lines: tuple[Line, Line]) -> None:
    scanning.kept.put([serial("Gate A", lines[0]), serial("Gate B", lines[1], prefix="~")], DEFAULT_MANAGER)
    assert scanning.standing() == ("Gate A, Gate B", False)
    ear = Ear()
    scanning.start(ear.scans.put, ear.states.put)
    assert {ear.ready(), ear.ready()} == {"Gate A", "Gate B"}
    assert scanning.standing() == ("Gate A, Gate B", True)
    lines[1].type("~2712345678901\r")
    assert ear.scan() == ("Gate B", "2712345678901")
    lines[0].type("~2712345678901\r")
    assert ear.scan() == ("Gate A", "~2712345678901")


def test_a_change_of_the_list_leaves_the_others_alone(scanning: Scanning, lines: tuple[Line, Line]) -> None:
    scanning.reload()  # nobody listens yet
    scanning.kept.put([serial("Gate A", lines[0])], DEFAULT_MANAGER)
    ear = Ear()
    scanning.start(ear.scans.put, ear.states.put)
    assert ear.ready() == "Gate A"
    lines[0].type("27123")  # the beginning of a scan, while the list is changed
    scanning.kept.add(serial("Gate B", lines[1]), DEFAULT_MANAGER)
    scanning.reload()
    assert ear.ready() == "Gate B"
    lines[0].type("45678901\r")
    assert ear.scan() == ("Gate A", "2712345678901")
    scanning.kept.remove("Gate A", DEFAULT_MANAGER)
    scanning.reload()
    assert set(scanning.states()) == {"Gate B"}
    assert scanning.standing() == ("Gate B", True)


def test_this_computers_lines_can_be_asked(scanning: Scanning) -> None:
    assert isinstance(scanning.lines(), list)
