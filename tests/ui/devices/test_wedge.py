"""The filter on a real application: scans are taken, typing arrives where it was meant, each key once."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ticketforge_desktop.ui.devices.burst import SLOWEST_MS, WedgeSettings
from ticketforge_desktop.ui.devices.layouts import sign_of
from ticketforge_desktop.ui.devices.wedge import Key, KeyboardWedge, WedgeScan

NUMBER = "VWDV-V1VZ-VF9Z"
OFFSET = 0 if sys.platform == "win32" else 8


class Desk:
    """A field with the focus, and a keyboard whose keys come when they are told to."""

    def __init__(self, app: QApplication, qtbot: QtBot) -> None:
        self.field = QLineEdit()
        self.field.show()
        self.field.activateWindow()
        self.field.setFocus()
        qtbot.waitExposed(self.field)
        self.wedge = KeyboardWedge()
        self.scans: list[str] = []
        self.wedge.scanned.connect(self.scans.append)
        self.returns = 0
        self.field.returnPressed.connect(self._return)
        app.installEventFilter(self.wedge)
        self.at = 1000

    def _return(self) -> None:
        self.returns += 1

    def key(self, sign: str, gap: int, *, code: int = 0, shift: bool = False, mods: Qt.KeyboardModifier | None = None,
            key: int = 0) -> None:  # fmt: skip
        """A key pressed and let go, as the window system tells it."""
        self.at += gap
        held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        number = key or (Qt.Key.Key_Return if sign == "\r" else ord(sign.upper()[0]) if sign else 0)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, number, mods or held, code, 0, 0, sign)
            event.setTimestamp(self.at)
            QCoreApplication.sendEvent(self.field.windowHandle(), event)

    def types(self, text: str, gap: int) -> None:
        for sign in text:
            self.key(sign, gap)


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qapp, qtbot)
    yield made
    qapp.removeEventFilter(made.wedge)
    made.field.close()
    made.field.deleteLater()


def test_a_scan_is_told_once_and_leaves_the_field_alone(desk: Desk) -> None:
    desk.types(f"{NUMBER}\r", 4)
    assert (desk.scans, desk.field.text(), desk.returns) == ([NUMBER], "", 0)


def test_a_scan_without_a_return_ends_by_itself(desk: Desk, qtbot: QtBot) -> None:
    desk.types(NUMBER, 4)
    assert desk.scans == []
    qtbot.waitUntil(lambda: desk.scans == [NUMBER], timeout=20 * SLOWEST_MS)
    assert desk.field.text() == ""


def test_what_a_hand_types_arrives_once_and_in_order(desk: Desk, qtbot: QtBot) -> None:
    for sign in "Schmidt":
        desk.key(sign, 120)
    desk.key("\r", 120)
    qtbot.waitUntil(lambda: desk.returns == 1, timeout=20 * SLOWEST_MS)
    assert (desk.scans, desk.field.text()) == ([], "Schmidt")


def test_typing_before_a_scan_stays_typing(desk: Desk) -> None:
    desk.types("ab", 150)
    desk.at += 400
    desk.types(f"{NUMBER}\r", 3)
    assert (desk.scans, desk.field.text()) == ([NUMBER], "ab")


def test_a_shortcut_of_a_hand_passes_and_what_was_begun_comes_first(desk: Desk) -> None:
    desk.types("abc", 5)
    desk.key("\x01", 5, mods=Qt.KeyboardModifier.ControlModifier, key=Qt.Key.Key_A)
    assert desk.field.selectedText() == "abc", "the letters arrived before the shortcut that chooses them all"


def test_letters_of_a_scan_press_no_shortcut(desk: Desk, qapp: QApplication) -> None:
    pressed: list[str] = []
    shortcut = QShortcut(QKeySequence("D"), desk.field)
    shortcut.activated.connect(lambda: pressed.append("D"))
    desk.types("VW", 3)
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_D, Qt.KeyboardModifier.NoModifier, "D")
    override.ignore()
    QCoreApplication.sendEvent(desk.field.windowHandle(), override)
    assert override.isAccepted()
    desk.types("DV-V1VZ-VF9Z\r", 3)
    assert (desk.scans, pressed) == ([NUMBER], [])


@pytest.mark.parametrize("computer", ["us", "de", "fr"])
@pytest.mark.parametrize("scanner", ["us", "de", "fr"])
def test_a_scanner_is_read_by_its_own_layout_whatever_the_computers(desk: Desk, scanner: str, computer: str) -> None:
    desk.wedge.use(WedgeSettings(layout=scanner))
    for sign in NUMBER:
        code, shift = key_for(sign, scanner)
        desk.key(sign_of(code, computer, shift=shift), 3, code=code + OFFSET, shift=shift)
    desk.key("\r", 3, code=28 + OFFSET)
    assert desk.scans == [NUMBER]


def key_for(sign: str, layout: str) -> tuple[int, bool]:
    """The physical key and the shift with which a keyboard writes a sign."""
    return next(
        (code, shift) for code in range(2, 58) for shift in (False, True) if sign_of(code, layout, shift=shift) == sign
    )


def test_another_scanner_gets_its_own_settings_and_nothing_held_is_lost(desk: Desk) -> None:
    desk.types("abc", 4)
    desk.wedge.use(WedgeSettings(prefix="~", least=4))
    assert desk.field.text() == "abc"
    desk.types("x~1234\r", 4)
    assert (desk.scans, desk.field.text()) == (["1234"], "abcx")


def test_where_nobody_wants_a_scan_it_is_typed_into_the_field_that_has_the_focus(desk: Desk) -> None:
    wanted = [False]
    desk.wedge._wanted = lambda: wanted[0]
    desk.types(f"{NUMBER}\r", 4)
    assert (desk.scans, desk.field.text(), desk.returns) == ([], NUMBER, 1)
    desk.field.clear()
    desk.wedge.use(WedgeSettings(prefix="~", least=4, layout="us"))
    for sign in f"~{NUMBER}":
        code, shift = key_for(sign, "us")
        desk.key(sign_of(code, "de", shift=shift), 3, code=code + OFFSET, shift=shift)
    desk.key("\r", 3, code=28 + OFFSET)
    assert (desk.scans, desk.field.text(), desk.returns) == ([], NUMBER, 2), "as the scanner meant it, prefix left out"
    wanted[0] = True
    desk.wedge.use(WedgeSettings())
    desk.types(f"{NUMBER}\r", 4)
    assert desk.scans == [NUMBER]


def test_what_a_scan_came_in_is_told_for_its_test(desk: Desk) -> None:
    read: list[WedgeScan] = []
    desk.wedge.read.connect(read.append)
    for sign in "TF-AZ":
        code, shift = key_for(sign, "us")
        desk.key(sign_of(code, "de", shift=shift), 5, code=code + OFFSET, shift=shift)
    assert desk.field.text() == ""
    desk.wedge.flush()
    assert desk.field.text() == "TFßAY", "too short for a scan: typing"
    for sign in "TF-AZ-TF-AZ":
        code, shift = key_for(sign, "us")
        desk.key(sign_of(code, "de", shift=shift), 5, code=code + OFFSET, shift=shift)
    desk.key("\r", 5)
    (scan,) = read
    assert (scan.text, scan.ended, scan.pace_ms) == ("TFßAYßTFßAY", True, (5.0, 5.0))
    assert scan.keys[2] == Key(12, False, "ß")
