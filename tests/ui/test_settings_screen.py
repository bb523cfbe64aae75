"""The settings screen: generated, checked while typing, kept without a button."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Open, settle
from tests.ui.stage import STATUS, Stage
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.kiosk import KioskPost
from ticketforge_desktop.services.settings import (
    DOOR_GATE,
    FONT_SCALE,
    LANGUAGE,
    REDUCED_MOTION,
    SETTINGS,
    STATION_NAME,
    STOCK_CRITICAL,
    STOCK_LOW,
    SYNC_INTERVAL,
    THEME,
    Setting,
)
from ticketforge_desktop.ui.application import Application
from ticketforge_desktop.ui.settings.editors import NumberEditor, TextEditor
from ticketforge_desktop.ui.settings.kiosk_pin import PinDialog
from ticketforge_desktop.ui.settings.screen import SettingsScreen


@pytest.fixture
def application(open_window: Open, stage: Stage) -> Application:
    return open_window(stage)


@pytest.fixture
def screen(application: Application) -> SettingsScreen:
    made = application.window.screens["settings"]
    assert isinstance(made, SettingsScreen)
    return made


def type_into(qtbot: QtBot, screen: SettingsScreen, setting: Setting, text: str) -> None:
    editor = screen.editors[setting]
    assert isinstance(editor, NumberEditor | TextEditor)
    editor.field.selectAll()
    qtbot.keyClick(editor.field, Qt.Key.Key_Delete)
    qtbot.keyClicks(editor.field, text)


def note(screen: SettingsScreen, setting: Setting) -> str:
    editor = screen.editors[setting]
    assert isinstance(editor, NumberEditor | TextEditor)
    return editor.frame.note.text()


def test_there_is_an_input_for_every_declaration(screen: SettingsScreen) -> None:
    assert list(screen.editors) == list(SETTINGS)
    for setting, editor in screen.editors.items():
        assert str(editor.value) == str(screen.context.settings.get(setting))


def test_a_valid_value_is_kept_a_moment_after_typing(qtbot: QtBot, screen: SettingsScreen, stage: Stage) -> None:
    type_into(qtbot, screen, SYNC_INTERVAL, "120")
    assert SYNC_INTERVAL.key not in stage.desk.station.values
    qtbot.waitUntil(lambda: stage.desk.station.values.get(SYNC_INTERVAL.key) == "120")


def test_an_invalid_value_stays_with_its_mend_and_is_not_kept(
    qtbot: QtBot, screen: SettingsScreen, stage: Stage
) -> None:
    type_into(qtbot, screen, SYNC_INTERVAL, "5")
    assert note(screen, SYNC_INTERVAL) == "Choose a number from 15 to 3600."
    type_into(qtbot, screen, DOOR_GATE, "  ")
    assert note(screen, DOOR_GATE) == "This can't stay empty."
    screen.keep()
    assert SYNC_INTERVAL.key not in stage.desk.station.values
    assert screen.editors[SYNC_INTERVAL].value == "5"
    assert screen.editors[SYNC_INTERVAL].field.accessibleDescription().startswith("Choose a number")  # type: ignore[attr-defined]
    type_into(qtbot, screen, SYNC_INTERVAL, "50")
    assert note(screen, SYNC_INTERVAL) == SYNC_INTERVAL.description


def test_stock_levels_are_checked_together(qtbot: QtBot, screen: SettingsScreen, stage: Stage) -> None:
    type_into(qtbot, screen, STOCK_LOW, "3")
    assert note(screen, STOCK_LOW) == "This must be 6 or more: it lies above “Critical from”."
    type_into(qtbot, screen, STOCK_CRITICAL, "2")
    screen.keep()
    assert stage.desk.station.values == {STOCK_CRITICAL.key: "2", STOCK_LOW.key: "3"}


def test_leaving_keeps_what_was_typed_last(qtbot: QtBot, screen: SettingsScreen, stage: Stage) -> None:
    type_into(qtbot, screen, STATION_NAME, "Gate B")
    screen.context.go.emit("till", None)
    assert stage.desk.station.name == "Gate B"


def test_theme_language_and_font_follow_at_once(
    qtbot: QtBot, screen: SettingsScreen, application: Application, stage: Stage
) -> None:
    dark = screen.editors[THEME].field._segments["dark"]  # type: ignore[attr-defined]
    qtbot.mouseClick(dark, Qt.MouseButton.LeftButton)
    screen.keep()
    assert application.theme.dark
    german = screen.editors[LANGUAGE].field._segments["de"]  # type: ignore[attr-defined]
    qtbot.mouseClick(german, Qt.MouseButton.LeftButton)
    screen.keep()
    settle()
    assert application.context.language == "de"
    assert screen.header.title.text() == "Einstellungen"
    assert note(screen, SYNC_INTERVAL).startswith("Wie oft der Shop")
    type_into(qtbot, screen, FONT_SCALE, "125")
    screen.keep()
    assert application.theme.scale == 1.25
    qtbot.keyClick(screen.editors[REDUCED_MOTION].box, Qt.Key.Key_Space)  # type: ignore[attr-defined]
    screen.keep()
    assert application.theme.reduced_motion
    assert stage.drawer.values["window.language"] == "de"


def test_arrow_keys_count(qtbot: QtBot, screen: SettingsScreen) -> None:
    editor = screen.editors[FONT_SCALE]
    qtbot.keyClick(editor.field, Qt.Key.Key_Up)  # type: ignore[attr-defined]
    assert editor.value == "101"
    qtbot.keyClick(editor.field, Qt.Key.Key_Down)  # type: ignore[attr-defined]
    assert editor.value == "100"


def test_the_store_card_leads_to_the_wizard(qtbot: QtBot, screen: SettingsScreen, application: Application) -> None:
    assert screen.store.shop.text() == "Nordlicht Konzerte"
    application.context.set_status(STATUS._replace(shop="", connected=False))
    assert screen.store.shop.text() == "No store is connected yet"
    application.context.actions.trigger("store.connect")
    settle()
    wizard = application.window.open_wizard()
    assert wizard.isVisible()
    assert wizard.leave.isVisible()
    qtbot.mouseClick(wizard.leave, Qt.MouseButton.LeftButton)
    assert not wizard.isVisible()


def test_the_kiosks_pin_is_chosen_twice_and_only_its_hash_is_kept(
    qtbot: QtBot, screen: SettingsScreen, stage: Stage
) -> None:
    qtbot.mouseClick(screen.pin, Qt.MouseButton.LeftButton)
    dialog = screen.findChild(PinDialog)
    assert dialog is not None
    for _ in range(2):
        qtbot.keyClicks(dialog.pad, "2580")
        qtbot.keyClick(dialog.pad, Qt.Key.Key_Return)
    settle()
    assert screen.findChild(PinDialog) is None
    assert stage.desk.kiosk.pin.known()
    assert not any("2580" in value for value in stage.desk.station.values.values())
    stage.desk.kiosk.pin.require("2580")


def test_a_pin_is_not_scanned_and_may_be_left_as_it_was(
    qtbot: QtBot, screen: SettingsScreen, stage: Stage, application: Application
) -> None:
    told: list[str] = []
    application.context.told.connect(lambda _tone, words: told.append(words))
    dialog = screen.ask_pin()
    assert isinstance(dialog, PinDialog)
    qtbot.keyClicks(dialog.pad, "2000000000008")
    qtbot.keyClick(dialog.pad, Qt.Key.Key_Return)
    assert told == ["A PIN is not scanned."]
    qtbot.mouseClick(dialog.pad.back, Qt.MouseButton.LeftButton)
    settle()
    assert not stage.desk.kiosk.pin.known()


def test_while_the_kiosk_holds_it_is_given_no_other_pin(screen: SettingsScreen, stage: Stage) -> None:
    """The window lets nobody come here then; another window of the profile is told why."""
    stage.desk.kiosk.set_pin("2580", DEFAULT_MANAGER)
    stage.desk.kiosk.hold(KioskPost(("e",), "A", "entry"), DEFAULT_MANAGER)
    dialog = screen.ask_pin()
    assert isinstance(dialog, PinDialog)
    dialog.pad.chosen.emit("1379")
    settle()
    assert screen.findChild(PinDialog) is None
    stage.desk.kiosk.pin.require("2580")
