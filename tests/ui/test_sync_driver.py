"""When the window turns to the store by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Open, settle
from tests.ui.stage import NOW, STATUS, Stage
from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.errors import NetworkUnavailable, PortTaken, SyncRunning, TokenRefused
from ticketforge_desktop.services.connection_state import ConnectionState, Standing
from ticketforge_desktop.services.schedule import Done
from ticketforge_desktop.services.settings import SYNC_INTERVAL, WEBHOOKS_PORT, WEBHOOKS_SERVE
from ticketforge_desktop.services.sync_views import ReceiverState
from ticketforge_desktop.ui.runner import ThreadRunner
from ticketforge_desktop.ui.sync_driver import SyncDriver


def driver_of(open_window: Open, stage: Stage) -> SyncDriver:
    driver = open_window(stage).context.driver
    assert driver is not None
    return driver


def later(stage: Stage, driver: SyncDriver, **after: float) -> None:
    stage.desk.clock += timedelta(**after)
    driver.poll()


def test_a_full_bucket_lets_it_sync_every_quarter_minute(open_window: Open, stage: Stage) -> None:
    driver = driver_of(open_window, stage)
    assert stage.desk.syncs == 1
    later(stage, driver, seconds=14)
    assert stage.desk.syncs == 1
    later(stage, driver, seconds=2)
    assert stage.desk.syncs == 2


def test_a_longer_interval_is_a_persons_wish(open_window: Open, stage: Stage) -> None:
    driver = driver_of(open_window, stage)
    driver._context.put_settings({SYNC_INTERVAL: 600})
    later(stage, driver, seconds=599)
    assert stage.desk.syncs == 1
    later(stage, driver, seconds=2)
    assert stage.desk.syncs == 2


@pytest.mark.parametrize("state", [ConnectionState.UNINSTALLED, ConnectionState.NOT_CONNECTED])
def test_a_locked_profile_is_left_alone(open_window: Open, stage: Stage, state: ConnectionState) -> None:
    stage.desk.told = STATUS._replace(standing=Standing(state))
    driver = driver_of(open_window, stage)
    later(stage, driver, hours=5)
    assert stage.desk.syncs == 0
    assert stage.desk.sync_page.did == []


def test_acts_are_pushed_soon_after_they_were_added(open_window: Open, stage: Stage) -> None:
    driver = driver_of(open_window, stage)
    later(stage, driver, seconds=1)
    assert ("push",) not in stage.desk.sync_page.did
    stage.desk.told = stage.desk.told._replace(outbox=3)
    driver._context.broadcast(ChangeSet.of(Kind.OUTBOX))
    settle()
    assert stage.desk.sync_page.did == [("push",)]
    later(stage, driver, seconds=1)
    assert stage.desk.sync_page.did == [("push",)]


def test_what_writes_all_the_time_is_told_once_a_look(
    open_window: Open, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that prints writes between any two looks: a look that led to the next one would never end."""
    driver = driver_of(open_window, stage)
    looks: list[int] = []

    def written() -> ChangeSet | None:
        looks.append(1)
        return ChangeSet(frozenset(Kind)) if len(looks) < 50 else None

    monkeypatch.setattr(stage.desk, "changed_elsewhere", written)
    driver.poll()
    settle()
    settle()
    assert len(looks) == 1


def test_offline_or_paused_nothing_is_pushed(open_window: Open, stage: Stage) -> None:
    driver = driver_of(open_window, stage)
    stage.desk.told = stage.desk.told._replace(outbox=3, offline_since=NOW)
    later(stage, driver, seconds=1)
    stage.desk.told = stage.desk.told._replace(outbox=4, offline_since=None, paused=True)
    later(stage, driver, seconds=1)
    assert stage.desk.sync_page.did == []


def test_the_daily_check_is_done_when_it_is_due_and_quietly(open_window: Open, stage: Stage) -> None:
    application = open_window(stage)
    driver = application.context.driver
    assert driver is not None
    stage.desk.sync_page.last = Done(NOW - timedelta(hours=25), NOW)
    later(stage, driver, seconds=1)
    assert stage.desk.sync_page.did == [("check", "drift", False)]
    assert application.window.toasts.shown == []


def test_a_check_that_fails_holds_up_no_sync(open_window: Open, stage: Stage) -> None:
    driver = driver_of(open_window, stage)
    stage.desk.sync_page.last = Done(NOW - timedelta(hours=25), NOW)
    stage.desk.sync_page.refuse = NetworkUnavailable("gone")
    later(stage, driver, seconds=1)
    later(stage, driver, seconds=1)
    assert stage.desk.sync_page.did == [("check", "drift", False)]
    later(stage, driver, seconds=16)
    assert stage.desk.syncs == 2


def test_a_command_that_syncs_beside_the_window_is_no_trouble(open_window: Open, stage: Stage) -> None:
    def beside(_tell: Callable[[Any], None], _stop: Callable[[], bool]) -> ChangeSet:
        raise SyncRunning("busy")

    stage.desk.on_sync = beside
    application = open_window(stage)
    assert application.context.driver is not None
    assert application.context.driver.schedule.failures == 0
    assert application.window._banner is None
    application.context.driver.sync(asked=True)
    assert application.window.banner.isVisible()


def test_when_somebody_reached_the_store_again_it_is_asked_at_once(open_window: Open, stage: Stage) -> None:
    def gone(_tell: Callable[[Any], None], _stop: Callable[[], bool]) -> ChangeSet:
        raise NetworkUnavailable("no answer")

    stage.desk.on_sync = gone
    driver = driver_of(open_window, stage)
    assert driver.schedule.failures == 1
    stage.desk.on_sync = lambda _tell, _stop: ChangeSet()
    stage.desk.told = stage.desk.told._replace(offline_since=None)
    before = stage.desk.syncs
    later(stage, driver, seconds=1)
    assert stage.desk.syncs == before + 1


def test_a_push_that_is_refused_for_good_is_told(open_window: Open, stage: Stage) -> None:
    application = open_window(stage)
    driver = application.context.driver
    assert driver is not None
    stage.desk.sync_page.refuse = NetworkUnavailable("gone")
    driver.push()
    assert application.window._banner is None
    stage.desk.sync_page.refuse = TokenRefused("401")
    driver.push()
    assert application.window.banner.isVisible()


def test_sending_by_hand_says_what_arrived(open_window: Open, stage: Stage) -> None:
    application = open_window(stage)
    application.context.actions.trigger("outbox.push")
    assert [toast.title.text() for toast in application.window.toasts.shown] == ["2 acts arrived in the store."]


def test_the_receiver_follows_its_settings_at_once(open_window: Open, stage: Stage) -> None:
    application = open_window(stage)
    page = stage.desk.sync_page
    page.receiving = ReceiverState(False)
    application.context.put_settings({WEBHOOKS_SERVE: True})
    assert page.receiving.serving
    page.refuse = PortTaken("taken", port=9000)
    application.context.put_settings({WEBHOOKS_SERVE: False})
    assert application.window.toasts.shown  # even switching off may fail, and is told
    application.context.put_settings({WEBHOOKS_PORT: 9001})
    assert not page.receiving.serving


def test_what_a_long_sync_writes_is_shown_now_and_then_and_when_it_ends(
    qtbot: QtBot, open_window: Open, stage: Stage
) -> None:
    go = threading.Event()
    stage.desk.on_sync = lambda _tell, _stop: go.wait(30) and ChangeSet()
    runner = ThreadRunner()
    application = open_window(stage, runner)
    try:
        qtbot.waitUntil(lambda: application.context.driver is not None)
        driver = application.context.driver
        assert driver is not None
        qtbot.waitUntil(lambda: driver.running)
        shown: list[ChangeSet] = []
        application.context.changed.connect(shown.append)

        def written(*kinds: Kind, **after: float) -> None:
            stage.desk.elsewhere = ChangeSet.of(*kinds)
            qtbot.waitUntil(lambda: driver._polling is None or driver._polling.finished)
            later(stage, driver, **after)
            qtbot.waitUntil(lambda: stage.desk.elsewhere is None)
            qtbot.waitUntil(lambda: driver._polling is not None and driver._polling.finished)

        written(Kind.ORDER, seconds=1)
        assert shown.pop() == ChangeSet.of(Kind.ORDER)
        written(Kind.TICKET, seconds=2)
        written(Kind.EVENT, seconds=2)
        assert shown == []
        written(Kind.STOCK, seconds=7)
        assert shown.pop() == ChangeSet.of(Kind.TICKET, Kind.EVENT, Kind.STOCK)
        written(Kind.FLAG, seconds=1)
        assert shown == []
        go.set()
        qtbot.waitUntil(lambda: not driver.running)
        assert Kind.FLAG in shown[0].kinds
        written(Kind.MAIL, seconds=1)
        assert ChangeSet.of(Kind.MAIL) in shown, "with nothing under way it is shown at once"
    finally:
        go.set()
        runner.close()
