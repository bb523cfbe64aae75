"""What is told outside the window: once, in one message, and never over a verdict."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QSystemTrayIcon

from tests.ui.conftest import Open
from tests.ui.stage import NOW, STATUS, Stage
from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.services.settings import NOTIFY
from ticketforge_desktop.services.stock_alerts import RaisedAlert
from ticketforge_desktop.ui.application import Application


def alert(category: str, level: StockLevel = StockLevel.CRITICAL, event: str = "EV1") -> RaisedAlert:
    return RaisedAlert(event, 5, "Herbsttour", category, level, 0 if level is StockLevel.SOLD_OUT else 7, 200)


def sync(application: Application, stage: Stage, *alerts: RaisedAlert) -> None:
    stage.desk.sync_page.alerts = list(alerts)
    assert application.context.driver is not None
    application.context.driver.sync()


def titles(application: Application) -> list[str]:
    return [toast.title.text() for toast in application.window.toasts.shown]


def test_without_a_tray_a_toast_tells_it_and_leads_to_the_event(open_window: Open, stage: Stage) -> None:
    application = open_window(stage)
    sync(application, stage, alert("Parkett"))
    assert titles(application) == ["Nearly sold out: Parkett"]
    (toast,) = application.window.toasts.shown
    went: list[tuple[str, object]] = []
    application.context.go.disconnect()
    application.context.go.connect(lambda place, subject: went.append((place, subject)))
    toast.act.click()
    assert went == [("events", "EV1")]


def test_what_is_only_low_is_left_to_the_dashboard(open_window: Open, stage: Stage) -> None:
    application = open_window(stage)
    sync(application, stage, alert("Rang", StockLevel.LOW_STOCK))
    assert titles(application) == []


def test_many_at_once_are_one_message(open_window: Open, stage: Stage) -> None:
    application = open_window(stage)
    sync(application, stage, *(alert(f"C{n}", StockLevel.SOLD_OUT, f"EV{n}") for n in range(5)))
    assert titles(application) == ["5 categories are critical or sold out"]
    words = application.window.toasts.shown[0].accessibleName()
    assert "Herbsttour · C0" in words
    assert "2 more" in words


def test_each_alert_is_told_once(open_window: Open, stage: Stage) -> None:
    application = open_window(stage)
    sync(application, stage, alert("Parkett"))
    sync(application, stage)
    assert len(titles(application)) == 1


def test_what_is_scarce_when_a_store_is_first_seen_is_no_news(open_window: Open, stage: Stage) -> None:
    stage.desk.told = STATUS._replace(synced_at=None)
    stage.desk.sync_page.alerts = [alert("Parkett")]
    application = open_window(stage)
    assert stage.desk.syncs == 1
    assert stage.desk.sync_page.alerts == []
    assert titles(application) == []


def test_nothing_is_told_over_the_door_or_when_it_is_switched_off(open_window: Open, stage: Stage) -> None:
    application = open_window(stage)
    application.context.kiosk.emit(True)
    sync(application, stage, alert("Parkett"))
    assert titles(application) == []
    application.context.kiosk.emit(False)
    application.context.put_settings({NOTIFY: False})
    sync(application, stage, alert("Rang"))
    assert titles(application) == []
    application.context.put_settings({NOTIFY: True})
    sync(application, stage, alert("Loge"))
    assert titles(application) == ["Nearly sold out: Loge"]


def test_acts_that_come_to_need_a_person_are_told_and_old_ones_are_not(open_window: Open, stage: Stage) -> None:
    stage.desk.told = STATUS._replace(attention=3)
    application = open_window(stage)
    driver = application.context.driver
    assert driver is not None
    assert titles(application) == []
    stage.desk.told = STATUS._replace(attention=4)
    driver.poll()
    assert titles(application) == ["4 acts need attention"]
    stage.desk.told = STATUS._replace(attention=1, synced_at=NOW)
    driver.poll()
    assert len(titles(application)) == 1
    application.window.toasts.shown[0].act.click()
    assert application.window.place == "outbox"


def test_with_a_tray_the_system_shows_it_and_a_click_leads_there(
    open_window: Open, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _icon: None)
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _icon, title, text, _kind: shown.append((title, text)), raising=True
    )
    stage.desk.told = STATUS._replace(attention=3)
    application = open_window(stage)
    sync(application, stage, alert("Parkett", StockLevel.SOLD_OUT))
    assert shown == [("Sold out: Parkett", "Herbsttour")]
    assert titles(application) == []
    stage.desk.told = STATUS._replace(attention=4)
    assert application.context.driver is not None
    application.context.driver.poll()
    tray = application.window._store_actions.tray
    assert tray is not None
    assert tray._icon is not None
    tray._icon.messageClicked.emit()
    assert application.window.place == "outbox"
