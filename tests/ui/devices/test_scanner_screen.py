"""Setting up scanners and trying them: in the settings and in the first run."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Open, settle
from tests.ui.stage import NOW, Stage
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.ports.scanning import Presence, Scanned, ScannerState, SerialLine
from ticketforge_desktop.services.scanners import Ends, ScannerKind, ScannerSettings
from ticketforge_desktop.services.settings import LANGUAGE
from ticketforge_desktop.ui.devices.camera import read_picture
from ticketforge_desktop.ui.devices.diagnosis import TEST_CODE
from ticketforge_desktop.ui.devices.hub import Heard
from ticketforge_desktop.ui.devices.sightings import Sight
from ticketforge_desktop.ui.devices.wedge import Key, WedgeScan
from ticketforge_desktop.ui.main_window import MainWindow
from ticketforge_desktop.ui.screens.scanners import ScannersScreen
from ticketforge_desktop.ui.screens.scanners.trial import ScannerTrial
from ticketforge_desktop.ui.screenshots import _mistyped
from ticketforge_desktop.ui.wizard.scanner_page import ScannerPage

GATE = ScannerSettings(ScannerKind.SERIAL, "Gate A", "COM5")
Click = Qt.MouseButton.LeftButton


@pytest.fixture
def window(open_window: Open, stage: Stage) -> MainWindow:
    stage.desk.scanning.found = [SerialLine("usb:0c2e:0b61:7", "/dev/ttyACM3", "Honeywell Xenon (/dev/ttyACM3)")]
    return open_window(stage).window


def screen_of(window: MainWindow) -> ScannersScreen:
    window.open("scanners")
    settle()
    screen = window.screens["scanners"]
    assert isinstance(screen, ScannersScreen)
    return screen


def give(window: MainWindow, text: str, *, after_s: float = 0, keys: WedgeScan | None = None) -> None:
    assert window.context.scanners is not None
    window.context.scanners.give(Scanned(text, "Scanner", NOW + timedelta(seconds=after_s)), keys)


def facts(trial: ScannerTrial) -> list[str]:
    return [value.text() for _name, value in trial.facts]


def test_a_serial_scanner_is_added_changed_and_removed(qtbot: QtBot, window: MainWindow, stage: Stage) -> None:
    screen, scanning = screen_of(window), stage.desk.scanning
    assert screen.none.isVisible()
    qtbot.mouseClick(screen.add, Click)
    form = screen.form
    qtbot.keyClicks(form.name, "Gate A")
    form.keep.click()
    assert form.fields["address"].fault == "Choose the line it is on."
    form.lines.choose("usb:0c2e:0b61:7")
    form.lines.activated.emit(form.lines.currentIndex())
    assert form.fields["address"].fault == ""
    form.ends.setChecked(True)
    form.gap.setText("80")
    form.keep.click()
    (kept,) = scanning.kept.all()
    assert kept == ScannerSettings(ScannerKind.SERIAL, "Gate A", "usb:0c2e:0b61:7", gap_ms=80, ends=Ends.SIGN)
    assert scanning.reloads == 1
    assert form.isHidden()
    assert screen.rows[0].state.text() == "Serial line · not plugged in"

    scanning.told["Gate A"] = ScannerState("Gate A", Presence.READY)
    scanning.changed(scanning.told["Gate A"])
    settle()
    assert screen.rows[0].state.text() == "Serial line · ready"
    qtbot.mouseClick(screen.rows[0].change, Click)
    form.name.setText("Gate B")
    form.prefix.setText("~")
    form.keep.click()
    assert [(one.name, one.prefix, one.gap_ms) for one in scanning.kept.all()] == [("Gate B", "~", 80)]
    qtbot.mouseClick(screen.rows[0].remove, Click)
    assert scanning.kept.all() == ()
    assert (screen.rows, scanning.reloads) == ([], 3)


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("name", "gate a", "Another scanner has this name."),
        ("name", " ", "Give it a name: “Gate A”, “Hand scanner”."),
        ("gap", "soon", "Choose a number from 0 to 1000."),
        ("gap", "5000", "Choose a number from 0 to 1000."),
        ("address", "COM5", "Another scanner is on this line already."),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(
    window: MainWindow, stage: Stage, name: str, text: str, fault: str
) -> None:
    stage.desk.scanning.kept.put([GATE], DEFAULT_MANAGER)
    screen = screen_of(window)
    screen.open_form(ScannerSettings(ScannerKind.SERIAL, "", "COM6"))
    screen.form.name.setText("Gate B")
    getattr(screen.form, name).setText(text)
    screen.form.keep.click()
    assert screen.form.fields["gap_ms" if name == "gap" else name].fault == fault
    assert stage.desk.scanning.kept.all() == (GATE,)
    screen.form.drop.click()
    assert screen.form.isHidden()


def test_a_keyboards_form_asks_for_its_layout_and_for_no_line(window: MainWindow, stage: Stage) -> None:
    screen = screen_of(window)
    screen.open_form(ScannerSettings(ScannerKind.KEYBOARD, "Hand", layout="fr"))
    assert screen.form.fields["layout"].isVisible()
    assert not screen.form.fields["address"].isVisible()
    assert screen.form.scanner == ScannerSettings(ScannerKind.KEYBOARD, "Hand", layout="fr")


def test_a_wrong_layout_is_named_and_mended(qtbot: QtBot, window: MainWindow, stage: Stage) -> None:
    trial = screen_of(window).trial
    mistyped = _mistyped()
    give(window, mistyped.scan.text, keys=mistyped.keys)
    assert trial.words.text() == "The scanner types for another keyboard (US) than this computer has. Press Mend."
    assert facts(trial) == [
        mistyped.scan.text, "The test code", "4 ms from key to key, 9 ms at most", "Return or Tab", "–",
    ]  # fmt: skip
    qtbot.mouseClick(trial.mend, Click)
    assert stage.desk.scanning.kept.keyboard == ScannerSettings(ScannerKind.KEYBOARD, "Keyboard scanner", layout="us")
    assert trial.verdict.text() == "Mended"
    assert not trial.mend.isVisible()
    assert window.context.scanners is not None
    assert window.context.scanners.wedge.settings.layout == "us"


def test_a_good_scan_invisible_signs_and_doubles(window: MainWindow) -> None:
    trial = screen_of(window).trial
    give(window, f"]Q1{TEST_CODE}\x1d")
    assert trial.good
    assert trial.words.text() == "Scanner reads as it should."
    assert facts(trial) == [f"]Q1{TEST_CODE}␝", "The test code", "–", "–", "–"]
    for again in (0.3, 0.6):
        give(window, f"]Q1{TEST_CODE}\x1d", after_s=again)
    assert facts(trial)[-1] == "2 times"
    give(window, "4006381333931", after_s=9)
    assert facts(trial)[1] == "A ticket's EAN"
    give(window, TEST_CODE.swapcase(), after_s=10)
    assert "Caps Lock" in trial.words.text()
    give(window, TEST_CODE[4:], after_s=11)
    assert "Signs are missing" in trial.words.text()
    give(window, "x" * 400, after_s=12)
    assert facts(trial)[:2] == ["x" * 160 + " …", "Nothing known"]
    assert not trial.mend.isVisible()


def test_a_scanner_too_slow_to_be_told_from_a_hand_gets_its_pause(
    qtbot: QtBot, window: MainWindow, stage: Stage
) -> None:
    trial = screen_of(window).trial
    trial.typed.setText(TEST_CODE)
    trial._typed_at = [at * 120.0 for at in range(len(TEST_CODE))]
    qtbot.keyClick(trial.typed, Qt.Key.Key_Return)
    assert trial.words.text() == "The scanner types slower than expected. Mend sets its longest pause to 160 ms."
    assert not trial.good
    qtbot.mouseClick(trial.mend, Click)
    assert stage.desk.scanning.kept.keyboard.gap_ms == 160
    trial.typed.setText("a name")
    qtbot.keyClick(trial.typed, Qt.Key.Key_Return)
    assert (trial.found, trial.typed.text()) == (None, "")


def test_a_prefix_or_an_end_that_the_scanner_does_not_send_is_named_and_taken_out(
    qtbot: QtBot, window: MainWindow, stage: Stage
) -> None:
    kept = stage.desk.scanning.kept
    hand = ScannerSettings(ScannerKind.KEYBOARD, "Hand", prefix="~", ends=Ends.SIGN)
    kept.put([hand], DEFAULT_MANAGER)
    trial = screen_of(window).trial
    trial.typed.setText(TEST_CODE)
    trial._typed_at = [at * 5.0 for at in range(len(TEST_CODE))]
    qtbot.keyClick(trial.typed, Qt.Key.Key_Return)
    words = "The scanner does not send the prefix ~. Mend takes it out of the settings."
    assert trial.words.text() == words
    trial.mend_it()
    assert kept.all() == (replace(hand, prefix=""),)
    trial.typed.setText(TEST_CODE)
    trial._typed_at = [at * 5.0 for at in range(len(TEST_CODE))]
    trial._idle.timeout.emit()
    assert trial.words.text() == "The scanner sends no Return or Tab. Mend takes that out of the settings."
    trial.mend_it()
    assert kept.all() == (replace(hand, prefix="", ends=Ends.EITHER),)
    assert trial.found is None
    trial.typed.setText("a name and more")
    trial._typed_at = [at * 5.0 for at in range(15)]
    trial._idle.timeout.emit()
    assert trial.found is None, "that was a hand"


def test_the_code_on_the_screen_is_what_a_camera_reads_from_it(window: MainWindow) -> None:
    code = screen_of(window).trial.code
    assert read_picture(code.grab().toImage()) == [Sight(TEST_CODE, square=True)]


def test_on_another_page_the_test_takes_nothing(window: MainWindow) -> None:
    trial = screen_of(window).trial
    window.open("settings")
    give(window, TEST_CODE)
    assert trial.found is None


def test_it_is_said_in_german(window: MainWindow) -> None:
    screen = screen_of(window)
    mistyped = _mistyped()
    screen.trial.take(Heard(mistyped.scan, keys=mistyped.keys))
    screen.context.put_settings({LANGUAGE: "de"})
    settle()
    assert screen.trial.mend.text() == "Beheben"
    assert "US" in screen.trial.words.text()
    assert (
        screen.trial.words.text() != "The scanner types for another keyboard (US) than this computer has. Press Mend."
    )


def test_the_first_run_tests_a_scanner_and_keeps_it(qtbot: QtBot, window: MainWindow, stage: Stage) -> None:
    wizard = window.open_wizard()
    wizard.show_page(4)
    page = wizard.page
    assert isinstance(page, ScannerPage)
    assert (wizard.title.text(), wizard.forward.text()) == ("Does the scanner read?", "Finish without a test")
    qtbot.keyClick(page.trial.typed, Qt.Key.Key_Return)
    assert wizard.page is page, "a Return of the scanner does not go on"
    keys = tuple(Key(0, False, sign) for sign in TEST_CODE)
    give(window, TEST_CODE, keys=WedgeScan(TEST_CODE, True, (3.0, 5.0), keys))
    assert wizard.forward.text() == "Finish"
    qtbot.mouseClick(wizard.forward, Click)
    assert stage.desk.scanning.kept.all() == (ScannerSettings(ScannerKind.KEYBOARD, "Scanner"),)


def test_who_has_no_scanner_goes_on_without(qtbot: QtBot, window: MainWindow, stage: Stage) -> None:
    wizard = window.open_wizard()
    wizard.show_page(4)
    qtbot.mouseClick(wizard.forward, Click)
    assert stage.desk.scanning.kept.all() == ()
    assert not wizard.isVisible()
