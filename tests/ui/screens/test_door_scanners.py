"""Scanners at the open door: whatever has the focus, two of them at once, and a code held in the beam."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.ui.screens.house import House, shown
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.ports.scanning import Scanned
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.devices.hub import ScannerHub
from ticketforge_desktop.ui.screens.door import DoorScreen


@pytest.fixture
def hub(context: Context, house: House) -> Iterator[ScannerHub]:
    made = context.scanners = ScannerHub(context)
    made._desk = house  # type: ignore[assignment]
    yield made
    made.close()
    context.scanners = None
    made.deleteLater()


@pytest.fixture
def door(context: Context, house: House, hub: ScannerHub) -> DoorScreen:
    screen = DoorScreen(context)
    screen.sounds._beep = lambda: None
    shown(screen, 1280, 768)
    screen.arrive(house.tonight.event_id)
    QApplication.processEvents()
    return screen


def verdicts(door: DoorScreen) -> list[str]:
    """What the log has of this evening, oldest first."""
    door.refresh()
    desk = door.context.desk
    assert desk is not None
    assert door.post is not None
    return [row.verdict for row in reversed(desk.admissions.recent(door.post.gate, 20))]


def heard(door: DoorScreen, house: House, hub: ScannerHub, text: str, scanner: str = "Gate A") -> None:
    hub.give(Scanned(text, scanner, house.clock.now()))
    door.queue._hold.stop()


def test_a_scanner_that_types_reaches_the_door_whatever_has_the_focus(
    door: DoorScreen, house: House, hub: ScannerHub
) -> None:
    code = house.codes_tonight()[0]
    door.kiosk.mute.setFocus()
    for number, sign in enumerate(f"{code}\r"):
        key = Qt.Key.Key_Return if sign == "\r" else ord(sign)
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
        event.setTimestamp(9000 + 4 * number)
        QCoreApplication.sendEvent(door.window().windowHandle(), event)
    assert door._answer is not None
    assert door._answer.result is not None
    assert door._answer.result.verdict is Verdict.ADMITTED
    assert (door.kiosk.scan.text(), door.sounds.muted) == ("", False)


def test_a_code_held_in_the_beam_is_one_line_of_the_log(door: DoorScreen, house: House, hub: ScannerHub) -> None:
    before = len(verdicts(door))
    code = house.codes_tonight()[0]
    for _ in range(6):
        heard(door, house, hub, code)
        house.clock.pass_by(seconds=1)
    assert verdicts(door)[before:] == ["admitted"]
    heard(door, house, hub, code, "Gate B")
    assert verdicts(door)[before:] == ["admitted", "already_used"], "at another scanner it is another person"


def test_after_an_undo_the_same_scan_counts_at_once(door: DoorScreen, house: House, hub: ScannerHub) -> None:
    before = len(verdicts(door))
    code = house.codes_tonight()[0]
    heard(door, house, hub, code)
    door.ask_undo()
    door.undo("mistake")
    heard(door, house, hub, code)
    assert [verdict for verdict in verdicts(door)[before:] if verdict in ("admitted", "readmitted")]
    answer = door._answer
    assert answer is not None
    assert answer.result is not None
    assert answer.result.verdict in {Verdict.ADMITTED, Verdict.READMITTED}


def test_the_other_direction_is_another_question(door: DoorScreen, house: House, hub: ScannerHub) -> None:
    code = house.codes_tonight()[0]
    heard(door, house, hub, code)
    door.switch_direction()
    heard(door, house, hub, code)
    assert door._answer is not None
    assert door._answer.result is not None
    assert door._answer.result.verdict is Verdict.EXITED


def test_once_the_door_is_left_nothing_goes_there(door: DoorScreen, house: House, hub: ScannerHub) -> None:
    before = verdicts(door)
    post = door.post
    door.escape()
    heard(door, house, hub, house.codes_tonight()[0])
    door.post = post
    assert verdicts(door) == before
