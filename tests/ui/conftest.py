"""What the window's tests share: an application with our fonts, and a window on a played desk or on the demo store."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.stage import Stage
from ticketforge_desktop.ui import main_window
from ticketforge_desktop.ui.application import Application
from ticketforge_desktop.ui.runner import InlineRunner, ThreadRunner

Open = Callable[..., Application]


def settle() -> None:
    """Deliver what is posted, and delete what is to be deleted."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


@pytest.fixture
def open_window(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens a window on a stage and shows it; everything is done at once unless a runner is given."""
    monkeypatch.setattr(main_window, "preload", lambda: None)
    opened: list[Application] = []

    def open_(stage: Stage, runner: InlineRunner | ThreadRunner | None = None, place: str = "settings") -> Application:
        application = Application(qapp, stage.host(), runner or InlineRunner(), place=place)
        application.window.full_screen.allowed = False
        opened.append(application)
        application.window.show()
        application.window.activateWindow()
        assert QTest.qWaitForWindowActive(application.window)
        settle()
        return application

    yield open_
    for application in opened:
        application.end()
        application.window.deleteLater()
        application.deleteLater()
    settle()


@pytest.fixture
def stage() -> Stage:
    return Stage()
