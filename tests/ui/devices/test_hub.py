"""Scans of all scanners reach whoever shows something that takes them; what nobody takes is typed or told."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Open, settle
from tests.ui.stage import NOW, Stage
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.ports.scanning import Presence, Scanned, ScannerState
from ticketforge_desktop.services.scanners import ScannerKind, ScannerSettings
from ticketforge_desktop.ui.devices.hub import Heard, ScannerHub
from ticketforge_desktop.ui.main_window import MainWindow

CODE = "84701" + "0123456789" * 3
GATE = ScannerSettings(ScannerKind.SERIAL, "Gate A", "COM5")


class Taker(QWidget):
    """Something on the screen that takes scans."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heard: list[Heard] = []
        self.show()

    @property
    def texts(self) -> list[str]:
        return [heard.scan.text for heard in self.heard]


@pytest.fixture
def window(open_window: Open, stage: Stage) -> MainWindow:
    return open_window(stage).window


def hub_of(window: MainWindow) -> ScannerHub:
    assert window.context.scanners is not None
    return window.context.scanners


def scan(text: str, after_s: float = 0, scanner: str = "Gate A") -> Scanned:
    return Scanned(text, scanner, NOW + timedelta(seconds=after_s))


def types(window: QWidget, text: str) -> None:
    """As a scanner does it: 3 ms between keys, to the window."""
    for number, sign in enumerate(text):
        key = Qt.Key.Key_Return if sign == "\r" else ord(sign.upper())
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
        event.setTimestamp(5000 + number * 3)
        QCoreApplication.sendEvent(window.windowHandle(), event)


def in_front(window: QWidget, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is window.windowHandle())


def a_field(window: MainWindow) -> QLineEdit:
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    assert field.hasFocus()
    return field


def test_who_shows_last_comes_first_and_what_is_hidden_gets_nothing(window: MainWindow) -> None:
    hub = hub_of(window)
    below, above = Taker(window), Taker(window)
    hub.claim(below, below.heard.append)
    hub.claim(above, above.heard.append)
    hub.give(scan("1"))
    above.hide()
    hub.give(scan("2"))
    above.show()
    hub.claim(below, below.heard.append)
    hub.give(scan("3"))
    hub.release(below)
    hub.give(scan("4"))
    assert (below.texts, above.texts) == (["2", "3"], ["1", "4"])


def test_a_scanner_that_types_reaches_the_taker_whatever_has_the_focus(window: MainWindow) -> None:
    taker, field = Taker(window), a_field(window)
    hub_of(window).claim(taker, taker.heard.append)
    types(window, f"{CODE}\r")
    (heard,) = taker.heard
    assert (heard.scan.text, heard.scan.scanner, heard.scan.at) == (CODE, "Keyboard scanner", NOW)
    assert heard.keys is not None
    assert heard.keys.ended
    assert field.text() == ""


def test_a_scanner_that_types_into_a_dialog_is_heard_too_and_again_in_the_window_behind_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    taker = Taker(window)
    hub_of(window).claim(taker, taker.heard.append)
    dialog = QDialog(window)
    field = QLineEdit(dialog)
    dialog.open()
    in_front(dialog, qtbot)
    types(dialog, f"{CODE}\r")
    assert (taker.texts, field.text()) == ([CODE], "")
    dialog.close()
    in_front(window, qtbot)
    types(window, f"9{CODE}\r")
    assert taker.texts == [CODE, f"9{CODE}"]


def test_where_nobody_takes_scans_keys_pass_at_once(window: MainWindow) -> None:
    field = a_field(window)
    types(window, "abcdefghijkl")
    assert field.text() == "abcdefghijkl"


def test_held_in_the_beam_it_is_told_once_except_to_who_looks_for_that(window: MainWindow) -> None:
    hub, taker, tester = hub_of(window), Taker(window), Taker(window)
    hub.claim(taker, taker.heard.append)
    for after in (0, 0.5, 2):
        hub.give(scan(CODE, after))
    hub.give(scan(CODE, 2, "Gate B"))
    assert [heard.scan.scanner for heard in taker.heard] == ["Gate A", "Gate B"]
    hub.forget()
    hub.give(scan(CODE, 2.1))
    assert len(taker.heard) == 3
    hub.claim(tester, tester.heard.append, repeats=True)
    hub.give(scan(CODE, 2.2))
    assert [heard.repeat for heard in tester.heard] == [True]


def test_a_serial_scan_that_nobody_takes_is_typed_where_the_focus_is(window: MainWindow) -> None:
    field, entered = a_field(window), []
    field.returnPressed.connect(lambda: entered.append(field.text()))
    hub_of(window).give(scan(f"{CODE}\x1d"))
    assert entered == [CODE]


def test_a_scan_that_can_go_nowhere_is_told(window: MainWindow) -> None:
    told: list[tuple[str, str]] = []
    window.context.told.connect(lambda tone, words: told.append((tone, words)))
    window.setFocus()
    hub_of(window).give(scan(CODE))
    assert told == [("attention", "A scan came, and nothing here takes it. Open the door first.")]


def test_scans_of_a_thread_arrive_in_the_windows(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    taker = Taker(window)
    threads: list[threading.Thread] = []
    hub_of(window).claim(taker, lambda heard: (taker.heard.append(heard), threads.append(threading.current_thread())))
    thread = threading.Thread(target=lambda: stage.desk.scanning.heard(scan(CODE)))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: taker.texts == [CODE])
    assert threads == [threading.main_thread()]


def test_pulled_out_and_plugged_in_again_is_told_and_stands_in_the_status_bar(window: MainWindow, stage: Stage) -> None:
    told: list[str] = []
    window.context.told.connect(lambda _tone, words: told.append(words))
    scanning = stage.desk.scanning
    scanning.kept.put([GATE], DEFAULT_MANAGER)
    hub_of(window).reload()
    assert scanning.reloads == 1

    def stands(presence: Presence) -> str:
        state = ScannerState("Gate A", presence)
        scanning.told["Gate A"] = state
        scanning.changed(state)
        settle()
        return window.status_bar.scanner.look.whole

    assert stands(Presence.MISSING) == "Gate A not ready"
    assert told == [], "that it is not there yet is no news"
    assert stands(Presence.READY) == "Gate A ready"
    assert stands(Presence.MISSING) == "Gate A not ready"
    assert stands(Presence.READY) == "Gate A ready"
    assert told == [
        "Gate A is not plugged in any more. It is heard again as soon as it is back.",
        "Gate A is back.",
    ]


def test_a_keyboard_set_up_otherwise_is_heard_so_at_once(window: MainWindow, stage: Stage) -> None:
    keyboard = ScannerSettings(ScannerKind.KEYBOARD, "Hand", prefix="~", least=4)
    taker = Taker(window)
    hub = hub_of(window)
    hub.claim(taker, taker.heard.append)
    stage.desk.scanning.kept.put([keyboard], DEFAULT_MANAGER)
    hub.reload()
    types(window, "~1234\r")
    assert [(heard.scan.scanner, heard.scan.text) for heard in taker.heard] == [("Hand", "1234")]


def test_closed_it_hears_nothing(window: MainWindow) -> None:
    hub, taker = hub_of(window), Taker(window)
    hub.claim(taker, taker.heard.append)
    window.close()
    hub.reload()
    hub._changed(ScannerState("Gate A", Presence.READY))
    types(window, f"{CODE}\r")
    assert taker.heard == []
    assert window.context.scanners is None
