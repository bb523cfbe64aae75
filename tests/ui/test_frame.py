"""The window itself: what it shows first, where one can go, and what happens when something goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Open, settle
from tests.ui.stage import NOW, STATUS, PlayedDesk, Stage
from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.errors import DatabaseTooNew, DiskFull, NotFound, TokenRefused
from ticketforge_desktop.domain.rights import ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.ui.help import CrashDialog, HelpDialog
from ticketforge_desktop.ui.runner import ThreadRunner
from ticketforge_desktop.ui.widgets.skeleton import Skeleton


def test_it_paints_a_skeleton_first_and_opens_the_profile_after_that(
    qtbot: QtBot, open_window: Open, stage: Stage
) -> None:
    stage.gate.clear()
    window = open_window(stage, ThreadRunner()).window
    with qtbot.waitSignal(window.opened):
        assert window.context.desk is None
        assert isinstance(window.stack.currentWidget(), Skeleton)
        stage.gate.set()
    assert window.context.desk is not None
    assert window.place == "settings"
    assert not isinstance(window.stack.currentWidget(), Skeleton)
    assert "Nordlicht Konzerte" in window.windowTitle()


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    """The databases, the store client and the printers come after what a person can see."""
    from benchmarks.start import HEAVY, ours

    loaded = set(json.loads(json.dumps(ours(str(tmp_path))["modules"])))
    assert "PySide6" in loaded
    assert not loaded & set(HEAVY)


def test_f_keys_go_everywhere_and_each_screen_is_made_once(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert window.place == "till"
    till = window.stack.currentWidget()
    qtbot.keyClick(window, Qt.Key.Key_F4)
    assert window.place == "fulfilment"
    assert window.rail.items["fulfilment"].isChecked()
    assert not window.rail.items["till"].isChecked()
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert window.stack.currentWidget() is till


def test_places_of_later_days_say_so_and_offer_a_way_on(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    for name in ("fulfilment", "reports"):
        window.open(name)
        screen = window.screens[name]
        assert "not part of this version yet" in screen.empty.title.text()  # type: ignore[attr-defined]
        assert screen._button.isEnabled()  # type: ignore[attr-defined]


def test_without_the_right_a_place_stays_closed(open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    window.context.actions.set_staff(Staff("r", "R. B.", ROLE_RIGHTS[Role.STEWARD]))
    window.open("till")
    assert window.place == "settings"
    assert not window.context.actions.trigger("go.till")


def test_a_profile_of_a_newer_version_is_told_with_a_way_to_try_again(
    qtbot: QtBot, open_window: Open, stage: Stage
) -> None:
    stage.broken = DatabaseTooNew("newer")
    window = open_window(stage).window
    assert window.context.desk is None
    assert window.banner.isVisible()
    assert window.banner.title.text() == "This profile was written by a newer version."
    assert window.banner.tone == "refused"
    stage.broken = None
    qtbot.mouseClick(window.banner._act, Qt.MouseButton.LeftButton)
    assert window.context.desk is stage.desk
    assert not window.banner.isVisible()


def test_states_become_a_banner_and_acts_a_toast(open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    window.tell_trouble(TokenRefused("401"))
    assert window.banner.title.text() == "The store does not accept the access token."
    window.tell_trouble(NotFound("no such order"))
    assert [toast.title.text() for toast in window.toasts.shown] == ["That is not known here."]
    for _ in range(4):
        window.tell_trouble(NotFound("no such order"))
    settle()
    assert len(window.toasts.shown) == 3


def test_a_bug_leaves_a_crash_file_and_a_dialog(open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    bug = ZeroDivisionError("division by zero")
    window.tell_trouble(bug)
    settle()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog)]
    assert stage.crashes == [bug]
    assert dialog.path == "/profile/crashes/crash.txt"
    dialog.accept()
    settle()


def test_a_bug_in_a_thread_is_not_lost(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    runner = ThreadRunner()
    window = open_window(stage, runner).window
    qtbot.waitUntil(lambda: window.context.desk is not None)

    def work() -> None:
        raise ZeroDivisionError

    runner.submit(work)
    qtbot.waitUntil(lambda: bool(stage.crashes))
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, CrashDialog):
            dialog.accept()


def test_help_shows_every_key_there_is(open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    dialog = window.open_help()
    assert isinstance(dialog, HelpDialog)
    shown = {child.text() for child in dialog.findChildren(type(window.status_bar.shop).__mro__[1])}
    for action in window.context.actions.all():
        if action.shortcut:
            assert window.context.actions.text(action.name) in shown
            assert window.context.actions.shortcut_text(action.name) in shown
    dialog.accept()


def test_the_door_takes_the_whole_window_and_gives_it_back(open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    window.context.kiosk.emit(True)
    assert not window.rail.isVisible()
    assert window.status_bar.isVisible()
    window.context.kiosk.emit(False)
    assert window.rail.isVisible()


def test_light_becomes_dark_and_is_remembered(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    application = open_window(stage)
    qtbot.keyClick(
        application.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert application.theme.dark
    assert stage.drawer.values["window.theme"] == "dark"
    pixel = application.window.grab().toImage().pixelColor(600, 400).name()
    assert pixel.upper() in (application.theme.tokens.window, application.theme.tokens.surface)


def test_what_others_wrote_reaches_the_models(open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    heard: list[ChangeSet] = []
    window.context.changed.connect(heard.append)
    stage.desk.elsewhere = ChangeSet.of(Kind.ADMISSION)
    assert window.driver is not None
    window.driver.poll()
    assert [changes.kinds for changes in heard] == [{Kind.ADMISSION}]


def test_another_profile_gets_screens_of_its_own(open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    first, old = window.screens["settings"], stage.desk
    stage.desk = PlayedDesk(STATUS._replace(shop="Kartenhaus", demo=True))
    window.open_desk()
    settle()
    assert window.context.desk is not old
    assert window.screens["settings"] is not first
    assert window.windowTitle().startswith("DEMO – Kartenhaus")


def test_closing_the_window_closes_the_profile(open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    window.close()
    assert stage.desk.closed


@pytest.mark.parametrize("error", [DiskFull("full"), DatabaseTooNew("newer")])
def test_trouble_with_the_profile_during_the_first_run_is_told_there(open_window: Open, error: Exception) -> None:
    stage = Stage(first_run=True)
    stage.broken = error
    window = open_window(stage).window
    wizard = window.open_wizard()
    wizard.show_page(2)
    wizard.page.name.setText("Till 1")  # type: ignore[attr-defined]
    wizard._onwards()
    assert wizard.isVisible()
    assert wizard.banner.isVisible()
    assert wizard.page.name.text() == "Till 1"  # type: ignore[attr-defined]


def test_the_command_of_the_window_knows_its_way() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "ticketforge_desktop", "--help"],
        capture_output=True,
        text=True,
        env=os.environ,
        check=False,
    )
    assert asked.returncode == 0
    assert "--demo" in asked.stdout


def test_the_clock_of_the_status_bar_is_the_desks(open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    assert window.context.desk is not None
    assert window.context.desk.now() == NOW
