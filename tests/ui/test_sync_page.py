"""The sync page: the state in words with the one thing to do next, what was done, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Open, settle
from tests.ui.played_sync import NOW, OVERVIEW, RUN
from tests.ui.stage import Stage, Step
from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.errors import BadInput, NetworkUnavailable
from ticketforge_desktop.domain.notices import Notice
from ticketforge_desktop.services.connection_state import ConnectionState, LockReason, reason_words
from ticketforge_desktop.services.sync_views import ReceiverState, StoreTroubleRow, SyncOverview
from ticketforge_desktop.ui.application import Application
from ticketforge_desktop.ui.runner import ThreadRunner
from ticketforge_desktop.ui.screens.sync import SyncScreen


def page_of(application: Application) -> SyncScreen:
    screen = application.window.screens["sync"]
    assert isinstance(screen, SyncScreen)
    return screen


def told(open_window: Open, stage: Stage, **changes: Any) -> SyncScreen:
    stage.desk.sync_page.told = replace(OVERVIEW, **changes)
    return page_of(open_window(stage, place="sync"))


STATES = [
    (ConnectionState.NOT_CONNECTED, "No store is connected", "store.connect"),
    (ConnectionState.UNINSTALLED, "This profile is locked", "store.connect"),
    (ConnectionState.TOKEN_EXPIRED, "The store does not accept our login any more", "store.connect"),
    (ConnectionState.NEVER_SYNCED, "Nothing has been fetched yet", "sync.now"),
    (ConnectionState.STALE, "The data here is old", "sync.now"),
    (ConnectionState.FRESH, "Up to date", ""),
]


@pytest.mark.parametrize(("state", "title", "action"), STATES)
def test_each_state_has_its_words_and_one_thing_to_do(
    open_window: Open, stage: Stage, state: ConnectionState, title: str, action: str
) -> None:
    page = told(open_window, stage, state=state)
    assert page.state.title.text() == title
    assert page.state.action == action
    assert page.state.text.text()


def test_every_state_is_told(open_window: Open, stage: Stage) -> None:
    known = {state for state, _, _ in STATES} | {ConnectionState.OFFLINE}
    assert known == set(ConnectionState)
    page = told(open_window, stage, state=ConnectionState.OFFLINE, since=NOW)
    assert page.state.title.text() == f"Offline since {NOW.astimezone():%H:%M}"


def test_a_locked_profile_says_why(open_window: Open, stage: Stage) -> None:
    reason = reason_words(LockReason.SHOP_REDACTED)
    page = told(open_window, stage, state=ConnectionState.UNINSTALLED, reason=reason)
    assert page.state.text.text().startswith("The store asked for its data to be erased.")


def test_a_pause_is_told_unless_something_worse_is_so(open_window: Open, stage: Stage) -> None:
    page = told(open_window, stage, paused=True)
    assert page.state.title.text() == "Syncing is paused"
    assert page.pause.text() == "Resume"
    stage.desk.sync_page.told = replace(OVERVIEW, paused=True, state=ConnectionState.TOKEN_EXPIRED)
    page.refresh()
    assert page.state.title.text() == "The store does not accept our login any more"


def test_pausing_is_kept_and_stops_the_schedule(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    application = open_window(stage, place="sync")
    driver = application.context.driver
    assert driver is not None
    qtbot.mouseClick(page_of(application).pause, Qt.MouseButton.LeftButton)
    assert stage.desk.station.values["sync.paused"] == "true"
    stage.desk.told = stage.desk.told._replace(paused=True)
    driver.poll()
    assert driver.schedule.paused
    before = stage.desk.syncs
    stage.desk.clock = NOW + timedelta(hours=3)
    driver.poll()
    assert stage.desk.syncs == before
    driver.sync(asked=True)
    assert stage.desk.syncs == before + 1


def test_feeds_budget_and_history_are_shown(open_window: Open, stage: Stage) -> None:
    failed = replace(RUN, ended_at=NOW - timedelta(days=2), error="network_unavailable", changed=0)
    stage.desk.sync_page.runs = [RUN, failed, replace(RUN, changed=0), replace(RUN, mode="drift", changed=2)]
    page = told(open_window, stage)
    assert [row[0].text for row in page.feeds.rows] == ["Orders", "Stock", "Deletions"]
    assert [row[2].text for row in page.feeds.rows] == ["2,500", "312", "–"]
    assert ("Free now", "1,850 of 2,000 points") in page.budget.facts.shown
    assert ("Points, last hour", "960") in page.budget.facts.shown
    outcomes = [row[2].text for row in page.runs.rows]
    assert outcomes == ["3 new or changed", "The store does not answer.", "2 mended"]
    assert page.runs.rows[1][2].icon == "warning"
    page.which.choose("all")
    page.refresh()
    assert [row[2].text for row in page.runs.rows][2] == "Nothing new"


def test_what_a_check_held_back_is_told_as_a_warning(open_window: Open, stage: Stage) -> None:
    withheld = replace(RUN, mode="sweep", changed=0, facts={"withheld": {"order": 900, "product": 0}}, error="")
    stage.desk.sync_page.runs = [withheld]
    page = told(open_window, stage)
    page.which.choose("all")
    page.refresh()
    (row,) = page.runs.rows
    assert row[2].text == "900 seem gone: none taken out"
    assert row[2].tone == "attention"


def test_things_that_could_not_be_taken_over_come_with_their_reason(open_window: Open, stage: Stage) -> None:
    page = told(open_window, stage)
    assert not page.troubles_card.isVisible()
    stage.desk.sync_page.rows = [
        StoreTroubleRow("order", 7, "#1042", "unreadable", "Expected `int`, got `str`", NOW, 3),
        StoreTroubleRow("product", 8, "", "oddity", "No such thing.", NOW, 1),
    ]
    stage.desk.sync_page.told = replace(OVERVIEW, troubles=2)
    page.refresh()
    assert page.troubles_card.isVisible()
    assert [(row[0].text, row[1].text, row[1].second) for row in page.troubles.rows] == [
        ("Order #1042", "Can't be read", "Expected `int`, got `str`"),
        ("Product 8", "No such thing.", ""),
    ]


def test_what_the_store_does_not_show_is_said_plainly_and_goes_when_it_is_mended(
    open_window: Open, stage: Stage
) -> None:
    page = told(open_window, stage, notices=tuple(Notice), missing_scopes=("read_orders",))
    assert page.notices.isVisible()
    said = [label.text() for label in page.notices.findChildren(QLabel) if label.isVisible()]
    assert any("60 days" in text for text in said)
    assert any("hides names" in text for text in said)
    assert any("read_orders" in text for text in said)
    stage.desk.sync_page.told = OVERVIEW
    page.refresh()
    assert not page.notices.isVisible()


def test_everything_anew_asks_first_and_the_harmless_answer_has_the_focus(
    qtbot: QtBot, open_window: Open, stage: Stage
) -> None:
    application = open_window(stage, place="sync")
    page = page_of(application)
    application.context.actions.trigger("sync.full")
    settle()
    assert page.question.isVisible()
    assert page.question.no.hasFocus()
    assert "2500 orders" in page.question.text.text()
    qtbot.mouseClick(page.question.no, Qt.MouseButton.LeftButton)
    assert ("full",) not in stage.desk.sync_page.did
    application.context.actions.trigger("sync.full")
    qtbot.mouseClick(page.question.yes, Qt.MouseButton.LeftButton)
    assert ("full",) in stage.desk.sync_page.did
    assert not page.question.isVisible()
    assert [toast.title.text() for toast in application.window.toasts.shown] == ["Everything was fetched anew."]


def test_the_checks_can_be_asked_for_and_say_what_they_found(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    application = open_window(stage, place="sync")
    page = page_of(application)
    qtbot.mouseClick(page.checks.drift, Qt.MouseButton.LeftButton)
    stage.desk.sync_page.mended = 2
    qtbot.mouseClick(page.checks.sweep, Qt.MouseButton.LeftButton)
    assert stage.desk.sync_page.did == [("check", "drift", True), ("check", "sweep", True)]
    words = [toast.title.text() for toast in application.window.toasts.shown]
    assert words == ["Store and copy agree.", "2 differences found and mended."]


def test_the_receiver_is_switched_and_a_refusal_leaves_the_switch_as_it_was(
    qtbot: QtBot, open_window: Open, stage: Stage
) -> None:
    stage.desk.sync_page.receiving = ReceiverState(False)
    application = open_window(stage, place="sync")
    page = page_of(application)
    assert page.receiver.isVisible()
    qtbot.mouseClick(page.receiver.switch, Qt.MouseButton.LeftButton)
    assert page.receiver.switch.isChecked()
    assert ("Address", "http://127.0.0.1:8921/webhooks") in page.receiver.facts.shown
    stage.desk.sync_page.receiving = ReceiverState(False)
    page.refresh()
    stage.desk.sync_page.refuse = BadInput("The port is taken.", field="port")
    qtbot.mouseClick(page.receiver.switch, Qt.MouseButton.LeftButton)
    assert not page.receiver.switch.isChecked()
    assert page.receiver.switch.isEnabled()
    assert application.window.toasts.shown


def test_a_desk_without_a_receiver_shows_no_switch(open_window: Open, stage: Stage) -> None:
    assert not told(open_window, stage).receiver.isVisible()


def test_a_run_shows_how_far_it_is_and_can_be_stopped(qtbot: QtBot, open_window: Open, stage: Stage) -> None:
    stopped: list[bool] = []

    def long(tell: Callable[[Any], None], stop: Callable[[], bool]) -> ChangeSet:
        tell(Step("loading", "orders", 12_400, 20_000))
        while not stop():
            pass
        stopped.append(True)
        return ChangeSet()

    stage.desk.on_sync = long
    application = open_window(stage, ThreadRunner(), place="sync")
    qtbot.waitUntil(lambda: "sync" in application.window.screens)
    page = page_of(application)
    qtbot.waitUntil(lambda: page.state.step.text() == "Fetching orders: 12,400 of 20,000")
    assert page.state.line.fraction == 0.62
    assert not page.now.isEnabled()
    qtbot.mouseClick(page.state.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(stopped))
    assert not page.state.progress.isVisible()
    qtbot.waitUntil(page.now.isEnabled)


def test_trouble_while_asking_is_told_by_the_window(open_window: Open, stage: Stage) -> None:
    application = open_window(stage, place="sync")

    def broken() -> SyncOverview:
        raise NetworkUnavailable("gone")

    stage.desk.sync_page.overview = broken  # type: ignore[method-assign]
    page_of(application).refresh()
    assert application.window.banner.isVisible()


def test_the_page_speaks_german_too(open_window: Open, stage: Stage) -> None:
    stage.drawer.values["window.language"] = "de"
    page = told(open_window, stage, state=ConnectionState.STALE)
    assert page.state.title.text() == "Die Daten hier sind veraltet"
    assert page.header.title.text() == "Abgleich"
