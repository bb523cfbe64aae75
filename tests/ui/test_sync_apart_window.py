"""A window whose first sync runs in a process of its own, from its first step over an accident to its end."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.bootstrap.station_secrets import StationSecrets
from ticketforge_desktop.bootstrap.window import Startup
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.host.folder import ProfileFolder
from ticketforge_desktop.host.memory_secrets import MemorySecrets
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.services.syncing import SyncProgress
from ticketforge_desktop.ui.application import Application

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
PATIENCE_MS = 60_000


@pytest.fixture
def store() -> Iterator[DemoStore]:
    with DemoStore.start(events=4, orders=120, bulk_pace=100) as started:
        yield started


@pytest.fixture
def application(qapp: QApplication, tmp_path: Path, store: DemoStore) -> Iterator[Application]:
    startup = Startup(ProfileFolder(tmp_path / "profile").make(), lambda: None, demo=False)
    desk = Desk(startup._folder, StationSecrets(MemorySecrets()))
    desk.connect(StoreLogin(store.url, token=store.token))
    desk.sync_apart()
    startup._desk = desk
    joined = Application(qapp, startup.host())
    joined.window.full_screen.allowed = False
    joined.window.show()
    yield joined
    joined.end()
    startup.close()
    joined.window.deleteLater()
    joined.deleteLater()
    settle()


def test_a_first_sync_that_is_killed_is_told_and_the_next_one_fills_the_window(
    qtbot: QtBot, application: Application
) -> None:
    context, window = application.context, application.window
    qtbot.waitUntil(lambda: context.driver is not None, timeout=PATIENCE_MS)
    driver, desk = context.driver, context.desk
    assert driver is not None
    assert isinstance(desk, Desk)
    steps: list[SyncProgress] = []
    driver.progressed.connect(steps.append)
    qtbot.waitUntil(lambda: bool(steps), timeout=PATIENCE_MS)
    process = desk._pulling.process
    assert process is not None
    assert process.pid is not None

    os.kill(process.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: not driver.running, timeout=PATIENCE_MS)
    assert window.banner.isVisible()
    assert window.banner.title.text() == "The sync could not finish."
    assert context.status is not None
    assert context.status.synced_at is None

    with qtbot.waitSignal(context.told, timeout=PATIENCE_MS) as told:
        driver.sync(asked=True)
        assert driver.running
    assert told.args == ["admitted", "Sync finished."]
    assert desk.queries.counts().orders == 120
    qtbot.waitUntil(lambda: context.status is not None and context.status.synced_at is not None, timeout=PATIENCE_MS)


def test_a_window_that_is_closed_takes_its_sync_along(qtbot: QtBot, application: Application) -> None:
    context = application.context
    qtbot.waitUntil(lambda: context.driver is not None, timeout=PATIENCE_MS)
    driver, desk = context.driver, context.desk
    assert driver is not None
    assert isinstance(desk, Desk)
    process = desk._pulling.process
    assert process is not None
    qtbot.waitUntil(lambda: process.pid is not None, timeout=PATIENCE_MS)
    child = process.pid
    assert child is not None
    application.window.close()
    application.runner.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
