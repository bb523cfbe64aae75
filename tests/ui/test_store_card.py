"""The store of this profile among the settings, and the way to the other stores of this computer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Open, settle
from tests.ui.stage import NOW, STATUS, Stage
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.connection_state import ConnectionState, Standing
from ticketforge_desktop.services.ports.host import ProfileInfo
from ticketforge_desktop.ui.application import Application
from ticketforge_desktop.ui.settings.store_card import StoreCard

NORTH = ProfileInfo("default", "/p", "nord.myshopify.com", "Bühne Nord", current=True)
SOUTH = ProfileInfo("Süd", "/p/profiles/Süd", "sued.myshopify.com", "Theater Süd")
NEW = ProfileInfo("Neu", "/p/profiles/Neu", "", "")


@pytest.fixture
def application(open_window: Open, stage: Stage) -> Application:
    stage.profiles = [NORTH, SOUTH, NEW]
    return open_window(stage)


@pytest.fixture
def card(application: Application) -> StoreCard:
    application.window.context.go.emit("settings", None)
    settle()
    found = application.window.screens["settings"].findChild(StoreCard)
    assert isinstance(found, StoreCard)
    return found


def test_the_other_stores_open_in_windows_of_their_own(qtbot: QtBot, card: StoreCard, stage: Stage) -> None:
    assert [button.text() for button in card.buttons] == ["Open Theater Süd", "Open Neu"]
    qtbot.mouseClick(card.buttons[0], Qt.MouseButton.LeftButton)
    assert stage.opened_profiles == ["Süd"]


def test_a_new_store_gets_a_name_and_a_window(qtbot: QtBot, card: StoreCard, stage: Stage) -> None:
    assert not card.open_new.isEnabled()
    qtbot.keyClicks(card.name, "Theater West")
    qtbot.keyClick(card.name, Qt.Key.Key_Return)
    assert stage.opened_profiles == ["Theater West"]
    assert card.name.text() == ""


def test_a_name_that_can_be_none_is_told_beside_it(
    qtbot: QtBot, card: StoreCard, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str) -> None:
        raise BadInput("no", field="profile")

    card.context.host = card.context.host._replace(open_profile=refuse)
    qtbot.keyClicks(card.name, "../x")
    qtbot.mouseClick(card.open_new, Qt.MouseButton.LeftButton)
    assert "no signs of a path" in card.field.fault
    assert card.name.text() == "../x"
    qtbot.keyClicks(card.name, "y")
    assert card.field.fault == ""


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ConnectionState.FRESH, "Connected."),
        (ConnectionState.UNINSTALLED, "locked"),
        (ConnectionState.TOKEN_EXPIRED, "does not accept our login"),
    ],
)
def test_it_says_how_the_profile_stands(card: StoreCard, state: ConnectionState, words: str) -> None:
    card.context.set_status(STATUS._replace(standing=Standing(state, NOW - timedelta(hours=1), "said so")))
    assert words in card.state.text()
    assert card.shop.text() == "Nordlicht Konzerte"


def test_without_a_store_it_says_what_to_do(card: StoreCard) -> None:
    card.context.set_status(STATUS._replace(connected=False, shop=""))
    assert card.shop.text() == "No store is connected yet"
    assert "Connect one" in card.state.text()
