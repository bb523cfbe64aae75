"""While the kiosk holds the door, no key, button, message or closed window leads anywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from tests.ui.conftest import Open, settle
from tests.ui.devices.test_hub import types
from tests.ui.stage import Stage
from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.services import pins
from ticketforge_desktop.services.kiosk import KioskPost
from ticketforge_desktop.ui.application import Application
from ticketforge_desktop.ui.help import CrashDialog
from ticketforge_desktop.ui.places import ALL_PLACES
from ticketforge_desktop.ui.screens.door import DoorScreen
from ticketforge_desktop.ui.screens.door.hold import OPEN_TO_ALL
from ticketforge_desktop.ui.tray import Message
from ticketforge_desktop.ui.widgets.buttons import Button

PIN = "2580"


@pytest.fixture
def held(stage: Stage, open_window: Open, monkeypatch: pytest.MonkeyPatch) -> Application:
    """A window that was started where the kiosk held when the program ended."""
    monkeypatch.setattr(pins, "_COST", 5)

    def unknown(event_id: str) -> None:
        raise NotFound("not mirrored", event=event_id)

    stage.desk.queries.event = unknown  # type: ignore[attr-defined]
    stage.desk.kiosk.set_pin(PIN, DEFAULT_MANAGER)
    stage.desk.kiosk.hold(KioskPost(("gone",), "West", "entry"), DEFAULT_MANAGER)
    return open_window(stage)


def door_of(application: Application) -> DoorScreen:
    screen = application.window.findChild(DoorScreen)
    assert screen is not None
    return screen


def give(application: Application, pin: str) -> None:
    pad = door_of(application).hold.pad
    QTest.keyClicks(pad, pin)
    QTest.keyClick(pad, Qt.Key.Key_Return)


def test_a_restart_comes_back_to_the_kiosk_wherever_the_window_would_have_opened(held: Application) -> None:
    assert held.context.holds
    assert held.window.place == "door"
    assert not held.window.rail.isVisible()
    assert door_of(held).kiosk.isVisible()


def test_a_held_kiosk_comes_back_though_whoever_acts_may_not_check_tickets(
    stage: Stage, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pins, "_COST", 5)
    stage.desk.kiosk.set_pin(PIN, DEFAULT_MANAGER)
    asked: list[str] = []

    def unknown(event_id: str) -> None:
        asked.append(event_id)
        raise NotFound("not mirrored", event=event_id)

    stage.desk.queries.event = unknown  # type: ignore[attr-defined]
    stage.desk.kiosk.hold(KioskPost(("gala",), "West", "entry"), DEFAULT_MANAGER)
    host, till = stage.host, Staff("t", "Till", ROLE_RIGHTS[Role.TILL])
    monkeypatch.setattr(stage, "host", lambda: host(till))
    window = open_window(stage)
    door = door_of(window)
    assert (window.context.holds, window.window.place) == (True, "door")
    assert not window.window.rail.isVisible()
    assert asked == [], "the post waits for somebody who may check tickets"
    assert door.kiosk.field.shown is not None
    assert "sign in" in door.kiosk.field.shown.advice
    window.window.open("till")
    assert window.window.place == "door"

    window.context.actions.set_staff(DEFAULT_MANAGER)
    door.hold.tick()
    settle()
    assert asked == ["gala"], "somebody who may check tickets has signed in"
    assert door.kiosk.field.shown is None
    give_pin_and_leave(window)


def give_pin_and_leave(window: Application) -> None:
    door_of(window).hold.ask()
    settle()
    give(window, PIN)
    settle()
    assert not window.context.holds


def test_no_place_can_be_opened_by_name_message_or_status_bar(held: Application) -> None:
    window = held.window
    for place in ALL_PLACES:
        window.open(place.name)
        assert window.place == "door"
    window.open("door", "another event")
    assert door_of(held).post is None
    held.context.go.emit("orders", "#1001")
    window.status_bar.asked.emit("outbox", "attention")
    window.status_bar.asked.emit("connect", "")
    assert window.place == "door"
    assert window._wizard is None


def test_what_the_tray_tells_leads_nowhere(held: Application) -> None:
    from ticketforge_desktop.ui.tray import Tray

    tray = Tray(held.context, held.window, lambda _message, _act: None)
    tray.follow(Message("attention", "Sold out", "", "events", "gid"))
    assert held.window.place == "door"


def test_no_shortcut_does_anything_but_what_belongs_to_the_door(held: Application) -> None:
    actions = held.context.actions
    for action in actions.all():
        if action.name not in OPEN_TO_ALL:
            assert not actions.possible(action.name), action.name
            assert not actions.trigger(action.name), action.name
    for key in range(Qt.Key.Key_F1.value, Qt.Key.Key_F12.value + 1):
        QTest.keyClick(held.window, Qt.Key(key))
    for key in (Qt.Key.Key_K, Qt.Key.Key_Q, Qt.Key.Key_R, Qt.Key.Key_F1):
        QTest.keyClick(held.window, key, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert held.window.place == "door"
    assert held.window.isVisible()
    assert not held.window.findChildren(QDialog)
    assert held.window._finder is None


def test_a_fault_of_the_program_opens_no_file_manager(held: Application, stage: Stage) -> None:
    def offered() -> list[str]:
        held.window.tell_trouble(RuntimeError("a bug"))
        (dialog,) = held.window.findChildren(CrashDialog)
        words = [button.text() for button in dialog.findChildren(Button)]
        dialog.accept()
        dialog.deleteLater()
        settle()
        return words

    assert offered() == ["Go on"]
    held.context.set_hold(None)
    assert offered() == ["Show the file", "Go on"]


def test_the_window_is_closed_by_the_pin_only(held: Application, stage: Stage) -> None:
    assert not held.window.close()
    assert held.window.isVisible()
    assert not stage.desk.closed
    assert door_of(held).hold.pad.isVisible()
    assert not held.window.close(), "asking again does not make the question go away"
    assert door_of(held).hold.pad.isVisible()
    give(held, "9999")
    assert held.context.holds
    give(held, PIN)
    assert not held.context.holds
    assert held.window.rail.isVisible()
    held.window.open("settings")
    assert held.window.place == "settings"
    assert held.window.close()
    assert stage.desk.closed


def test_a_scanner_that_types_into_the_window_types_no_pin(held: Application, stage: Stage) -> None:
    """Not even a code that is the PIN itself: what comes at a scanner's pace is a scan."""
    screen = door_of(held)
    scans: list[str] = []
    assert held.context.scanners is not None
    held.context.scanners.heard.connect(lambda heard: scans.append(heard.scan.text))
    held.window.close()
    pad = screen.hold.pad
    assert pad.hasFocus()
    code = PIN * 4
    types(held.window, f"{code}\r")
    settle()
    assert scans == [code]
    assert pad.typed == 0
    assert not pad.isVisible(), "the verdict takes its place"
    assert held.context.holds
    held.window.close()
    give(held, PIN)
    assert not held.context.holds


def test_it_stays_on_the_whole_screen(held: Application) -> None:
    full = held.window.full_screen
    full.allowed = True
    full.set_kiosk(True)
    assert held.window.isFullScreen()
    for leave in (held.window.showNormal, held.window.showMinimized, held.window.showMaximized):
        leave()
        settle()
        assert held.window.isFullScreen()
        assert not held.window.isMinimized()
    held.context.set_hold(None)
    held.window.showNormal()
    settle()
    assert not held.window.isFullScreen()


def test_the_end_of_the_program_leaves_the_kiosk_held_for_the_next_start(held: Application, stage: Stage) -> None:
    held.end()
    assert stage.desk.closed
    assert stage.desk.kiosk.post() is not None


def test_the_way_out_of_a_forgotten_pin_is_written_down() -> None:
    words = Path("docs/door.md").read_text(encoding="utf-8")
    assert "ticketforge kiosk release" in words
