"""The status bar and the syncs behind it: offline is a mode, progress has a count, cancel means cancel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Open, settle
from tests.ui.stage import NOW, STATUS, Stage, Step
from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.errors import NetworkUnavailable, TokenRefused
from ticketforge_desktop.services.connection_state import ConnectionState, Standing
from ticketforge_desktop.services.settings import SYNC_INTERVAL
from ticketforge_desktop.ui.runner import ThreadRunner


def test_it_tells_shop_connection_outbox_devices_shift_and_staff(open_window: Open, stage: Stage) -> None:
    bar = open_window(stage).window.status_bar
    local = NOW.astimezone().strftime("%H:%M")
    since = (NOW - timedelta(hours=2)).astimezone().strftime("%H:%M")
    heard = (NOW - timedelta(minutes=5)).astimezone().strftime("%H:%M")
    assert [item.accessibleName() for item in bar.items if not item.isHidden()] == [
        "Nordlicht Konzerte",
        f"Online data as of {local}",
        "Outbox 2",
        "Needs attention 3",
        f"Boca 1 ready {heard}",
        "Scanner ready",
        f"Shift since {since}",
        "J. S.",
    ]


def test_of_a_printer_only_what_is_known_is_claimed(open_window: Open, stage: Stage) -> None:
    bar = open_window(stage).window.status_bar
    told = [
        STATUS._replace(printer_seen=None),
        STATUS._replace(printer_trouble="paper_out"),
        STATUS._replace(printer_ready=False),
    ]
    words = []
    for status in told:
        bar._tell(status)
        words.append(bar.printer.accessibleName())
    assert words == ["Boca 1 not asked yet", "Boca 1 No paper", "Boca 1 in doubt"]


def test_what_is_not_there_is_said_plainly(open_window: Open, stage: Stage) -> None:
    stage.desk.told = STATUS._replace(
        printer="", scanner="", shift_since=None, connected=False, shop="", synced_at=None, attention=0
    )
    bar = open_window(stage).window.status_bar
    names = [item.accessibleName() for item in bar.items]
    assert {"No store", "Not connected", "No printer", "No scanner", "No shift", "Needs attention 0"} <= set(names)
    assert stage.desk.syncs == 0


def test_offline_colours_the_whole_bar_and_says_since_when(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    def gone(_tell: Callable[[Any], None], _stop: Callable[[], bool]) -> ChangeSet:
        raise NetworkUnavailable("no answer")

    stage.desk.on_sync = gone
    application = open_window(stage)
    window = application.window
    qtbot.waitUntil(lambda: window.status_bar.offline)
    since = NOW.astimezone().strftime("%H:%M")
    assert window.status_bar.connection.look.value == f"Offline since {since}"
    assert window.status_bar.grab().toImage().pixelColor(640, 3).name().upper() == application.theme.tokens.offline
    assert window._banner is None or not window._banner.isVisible()  # a mode, not an error

    stage.desk.on_sync = lambda _tell, _stop: ChangeSet.of(Kind.ORDER)
    stage.desk.clock = NOW + timedelta(minutes=5)
    assert window.driver is not None
    window.driver.sync()
    assert not window.status_bar.offline


def test_a_store_that_does_not_answer_is_asked_ever_less_often(open_window: Open, stage: Stage) -> None:
    def gone(_tell: Callable[[Any], None], _stop: Callable[[], bool]) -> ChangeSet:
        raise NetworkUnavailable("no answer")

    stage.desk.on_sync = gone
    window = open_window(stage).window
    assert window.driver is not None
    waits = []
    for _ in range(7):
        window.driver.sync()
        assert window.driver.schedule.next_at is not None
        waits.append((window.driver.schedule.next_at - stage.desk.clock).total_seconds())
    assert waits[0] >= 2 * SYNC_INTERVAL.default
    assert waits == sorted(waits)
    assert waits[-1] == 600


def test_a_refused_token_is_told_even_when_nobody_asked(open_window: Open, stage: Stage) -> None:
    def refused(_tell: Callable[[Any], None], _stop: Callable[[], bool]) -> ChangeSet:
        raise TokenRefused("401")

    window = open_window(stage).window
    stage.desk.on_sync = refused
    assert window.driver is not None
    window.driver.sync()
    assert window.banner.isVisible()
    assert not window.status_bar.offline


def test_progress_shows_a_count_and_can_be_cancelled(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    stopped: list[bool] = []

    def long(tell: Callable[[Any], None], stop: Callable[[], bool]) -> ChangeSet:
        tell(Step("bulk", "orders", 12_400, 20_000))
        while not stop():
            pass
        stopped.append(True)
        return ChangeSet()

    stage.desk.on_sync = long
    window = open_window(stage, ThreadRunner()).window
    qtbot.waitUntil(lambda: window.status_bar.connection.accessibleName() == "Fetching orders 12,400 of 20,000")
    assert window.status_bar.connection.look.fraction == 0.62
    assert not window.context.actions.possible("sync.now")
    qtbot.mouseClick(window.status_bar.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(stopped))
    assert not window.status_bar.cancel.isVisible()
    assert window.status_bar.connection.look.value == "Online"
    assert window.context.actions.possible("sync.now")


def test_a_sync_somebody_asked_for_says_when_it_is_done(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    window = open_window(stage).window
    before = stage.desk.syncs
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert stage.desk.syncs == before + 1
    assert [toast.title.text() for toast in window.toasts.shown] == ["Sync finished."]


def test_in_a_small_window_words_go_before_anything_is_cut(open_window: Open, stage: Stage) -> None:
    stage.drawer.values["window.font_scale"] = 150
    window = open_window(stage).window
    window.resize(1024, 768)
    settle()
    bar = window.status_bar
    assert bar.scanner.compact
    shown = [item for item in bar.items if item.isVisible()]
    assert len(shown) == 8
    assert all(item.width() >= item.sizeHint().width() for item in shown)
    assert all(left.geometry().right() < right.geometry().left() for left, right in pairwise(shown))
    assert bar.scanner.toolTip() == "Scanner ready"


@pytest.mark.parametrize(
    ("state", "paused", "value", "leads"),
    [
        (ConnectionState.FRESH, False, "Online", "sync"),
        (ConnectionState.FRESH, True, "Paused", "sync"),
        (ConnectionState.STALE, False, "Data is old", "sync"),
        (ConnectionState.STALE, True, "Paused", "sync"),
        (ConnectionState.TOKEN_EXPIRED, True, "Log in again", "connect"),
        (ConnectionState.UNINSTALLED, True, "Locked", "sync"),
    ],
)
def test_each_state_is_told_and_leads_to_what_mends_it(
    qtbot: QtBot, open_window: Open, stage: Stage, state: ConnectionState, paused: bool, value: str, leads: str
) -> None:
    stage.desk.told = STATUS._replace(standing=Standing(state), paused=paused)
    bar = open_window(stage).window.status_bar
    assert bar.connection.look.value == value
    assert "data as of" in bar.connection.accessibleName()
    asked: list[tuple[str, str]] = []
    bar.asked.disconnect()
    bar.asked.connect(lambda place, subject: asked.append((place, subject)))
    bar.connection.setFocus()
    qtbot.keyClick(bar.connection, Qt.Key.Key_Space)
    assert asked == [(leads, "")]
