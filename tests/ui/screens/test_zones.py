"""A venue in Hamburg, a computer that stands in another zone: one screen has one clock, and says whose it is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.house import House, shown
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.formats import Formats, local
from ticketforge_desktop.ui.screens.door import DoorScreen
from ticketforge_desktop.ui.screens.events import EventsScreen
from ticketforge_desktop.ui.status_bar import StatusBar


@pytest.fixture(params=["Asia/Tokyo", "Europe/Berlin"])
def computer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone this computer is set to."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def door(context: Context, house: House) -> DoorScreen:
    screen = DoorScreen(context)
    screen.sounds.muted = True
    shown(screen, 1280, 768)
    return screen


def test_at_the_open_door_the_status_bar_shows_the_time_of_the_door(
    computer: str, door: DoorScreen, context: Context, house: House
) -> None:
    assert house.tonight.zone == "Europe/Berlin"
    status = context.status
    assert status is not None
    context.set_status(status._replace(synced_at=house.clock.now() - timedelta(minutes=2)))
    bar = StatusBar(context)
    asked = house.clock.now() - timedelta(minutes=2)
    assert f"{local(asked):%H:%M}" in bar.connection.look.whole, "elsewhere the computer's own"
    door.arrive(house.tonight.event_id)
    QApplication.processEvents()
    assert door.kiosk.clock.text() == f"{local(house.clock.now(), 'Europe/Berlin'):%H:%M}"
    assert f"{local(asked, 'Europe/Berlin'):%H:%M}" in bar.connection.look.whole
    door.escape()
    assert f"{local(asked):%H:%M}" in bar.connection.look.whole
    bar.deleteLater()


def test_a_zone_is_named_only_where_it_is_not_the_computers(
    computer: str, door: DoorScreen, context: Context, house: House
) -> None:
    named = computer != "Europe/Berlin"
    zone = f"{local(house.tonight.starts_at, 'Europe/Berlin'):%Z}"  # type: ignore[arg-type]
    door.arrive(house.tonight.event_id)
    assert (f" {zone} ·" in door.kiosk.line.text()) is named
    events = EventsScreen(context)
    shown(events)
    events.arrive(house.tonight.event_id)
    assert (zone in events.details.header.line.text()) is named


def test_a_zone_without_a_name_is_called_by_its_distance(computer: str) -> None:
    at = datetime(2026, 11, 14, 18, 0, tzinfo=UTC)
    assert Formats("en").zoned("21:00", at, "Europe/Istanbul") == "21:00 UTC+03"
    assert Formats("en").zoned("21:00", at, computer) == "21:00"


def test_a_german_reads_the_german_name(computer: str) -> None:
    at, named = datetime(2026, 7, 14, 18, 0, tzinfo=UTC), computer != "Europe/Berlin"
    assert Formats("de").zoned("20:00", at, "Europe/Vienna") == ("20:00 MESZ" if named else "20:00")
