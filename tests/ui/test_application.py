"""The application around the window: nothing dies unseen, and pictures are taken of everything."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Open, settle
from tests.ui.stage import PlayedQueries, Stage
from ticketforge_desktop.ui import screenshots
from ticketforge_desktop.ui.desk import Desk
from ticketforge_desktop.ui.help import CrashDialog
from ticketforge_desktop.ui.screenshots import SIZES, Scene, shoot


def close_dialogs() -> None:
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, CrashDialog):
            dialog.accept()
    settle()


def test_what_nobody_caught_becomes_a_crash_file(
    qtbot: QtBot, open_window: Open, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    application = open_window(stage)
    application.catch_bugs()
    bug = ZeroDivisionError("in a slot")
    sys.excepthook(type(bug), bug, None)
    assert stage.crashes == [bug]

    def broken() -> None:
        raise LookupError("in a thread nobody watches")

    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(stage.crashes) == 2)
    close_dialogs()


def test_an_interrupt_is_no_bug(
    open_window: Open, stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    open_window(stage).catch_bugs()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert stage.crashes == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_pictures_are_taken_in_every_dress(
    qapp: QApplication, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def few(_window: object, _guests: object = ()) -> list[Scene]:
        open_settings = Scene("settings", lambda window: window.open("settings"))
        return [open_settings, Scene("palette", lambda window: window.open_palette().search("mu")),
                Scene("help", lambda window: window.open_help())]  # fmt: skip

    monkeypatch.setattr(screenshots, "scenes", few)
    monkeypatch.setattr(screenshots, "FIRST_PLACE", "settings")
    files = shoot(stage.host(), tmp_path)
    assert len(files) == len(set(files)) == 3 * 2 * 2 * len(SIZES)
    pictures = {file.name: QImage(str(file)) for file in files}
    for name, picture in pictures.items():
        if "help" not in name:
            assert f"{picture.width()}x{picture.height()}" == name.split("-")[0]
    light, dark = (pictures[f"1280x800-{theme}-en-01-settings.png"] for theme in ("light", "dark"))
    assert light.pixelColor(600, 500).lightness() > 200 > dark.pixelColor(600, 500).lightness()
    german = pictures["1280x800-light-de-01-settings.png"]
    assert german != light
    assert stage.desk.closed


def test_without_orders_their_scenes_are_left_out(stage: Stage) -> None:
    class Nothing(PlayedQueries):
        def orders(self, _chosen: object, _sort: object) -> Nothing:
            return self

        def events(self, _chosen: object, _sort: object) -> Nothing:
            return self

        def page(self, _start: int, _count: int) -> list[object]:
            return []

    stage.desk.queries = Nothing()
    desk: Desk = stage.desk  # type: ignore[assignment]
    assert screenshots._an_order(desk) == ""
    assert screenshots._an_event(desk) == ""
