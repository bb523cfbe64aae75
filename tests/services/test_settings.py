"""Settings: declared once, checked alone and together, kept all or not at all."""

from __future__ import annotations

import importlib
import json
import pkgutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import settings_manual
from tests.ui.stage import Drawer, PlayedStation
from ticketforge_desktop import services
from ticketforge_desktop.domain.errors import BadInput, NotFound, RightMissing
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.services.setting_kinds import Setting
from ticketforge_desktop.services.settings import (
    DOOR_BARE,
    FONT_SCALE,
    LANGUAGE,
    REDUCED_MOTION,
    SETTINGS,
    STATION_NAME,
    STOCK_CRITICAL,
    STOCK_LOW,
    STOCK_MEDIUM,
    SYNC_INTERVAL,
    THEME,
    Scope,
    SettingsBook,
    declared,
)

ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=80), st.floats(), st.lists(st.integers())
)


@pytest.fixture
def book() -> SettingsBook:
    return SettingsBook(Drawer(), PlayedStation())  # type: ignore[arg-type]


def test_every_declaration_is_sound() -> None:
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)
    for setting in SETTINGS:
        assert setting is STATION_NAME or setting.parse(setting.default) == setting.default, setting.key
        assert setting.label
        assert setting.description.endswith(".")
        assert declared(setting.key) is setting
    with pytest.raises(NotFound):
        declared("no.such.setting")


def test_what_was_never_set_reads_as_its_default(book: SettingsBook) -> None:
    assert book.text(LANGUAGE) == "system"
    assert book.number(SYNC_INTERVAL) == 60
    assert book.switch(REDUCED_MOTION) is False
    assert SettingsBook(Drawer()).text(DOOR_BARE) == "confirm"


def test_values_are_kept_where_they_belong(book: SettingsBook) -> None:
    kept = book.put(
        {THEME: "dark", SYNC_INTERVAL: "120", STATION_NAME: " Gate B ", LANGUAGE: "system"}, DEFAULT_MANAGER
    )
    assert kept == {THEME: "dark", SYNC_INTERVAL: 120, STATION_NAME: "Gate B"}  # language did not change
    assert book._window.values == {"window.theme": "dark"}  # type: ignore[attr-defined]
    assert book.station is not None
    assert json.loads(book.station.setting("sync.interval_s") or "") == 120
    assert book.station.station_name() == "Gate B"
    assert book.text(STATION_NAME) == "Gate B"


@pytest.mark.parametrize(
    ("setting", "value", "reason"),
    [
        (FONT_SCALE, 99, "bounds"),
        (FONT_SCALE, "big", "kind"),
        (FONT_SCALE, True, "kind"),
        (THEME, "pink", "choice"),
        (THEME, 3, "kind"),
        (STATION_NAME, "   ", "required"),
        (STATION_NAME, "x" * 41, "length"),
        (REDUCED_MOTION, "yes", "kind"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(
    book: SettingsBook, setting: object, value: object, reason: str
) -> None:
    with pytest.raises(BadInput) as refused:
        book.put({setting: value}, DEFAULT_MANAGER)  # type: ignore[dict-item]
    assert refused.value.facts["reason"] == reason
    assert refused.value.facts["field"] == setting.key  # type: ignore[attr-defined]


def test_stock_levels_must_rise_and_nothing_is_kept_when_they_do_not(book: SettingsBook) -> None:
    with pytest.raises(BadInput) as refused:
        book.put({STOCK_CRITICAL: 20, THEME: "dark"}, DEFAULT_MANAGER)
    assert refused.value.facts["field"] == STOCK_LOW.key
    assert refused.value.facts["minimum"] == 21
    assert book.text(THEME) == "system"
    book.put({STOCK_CRITICAL: 20, STOCK_LOW: 40, STOCK_MEDIUM: 60}, DEFAULT_MANAGER)
    assert [book.number(level) for level in (STOCK_CRITICAL, STOCK_LOW, STOCK_MEDIUM)] == [20, 40, 60]


def test_a_steward_may_change_the_theme_and_not_the_sync(book: SettingsBook) -> None:
    steward = Staff("r", "R. B.", ROLE_RIGHTS[Role.STEWARD])
    book.put({THEME: "dark"}, steward)
    with pytest.raises(RightMissing):
        book.put({SYNC_INTERVAL: 120}, steward)
    assert book.number(SYNC_INTERVAL) == 60


def test_before_the_profile_is_open_only_the_window_can_be_set() -> None:
    book = SettingsBook(Drawer())
    book.put({THEME: "dark"}, DEFAULT_MANAGER)
    with pytest.raises(NotFound):
        book.put({SYNC_INTERVAL: 120}, DEFAULT_MANAGER)


@given(st.sampled_from(SETTINGS), ANYTHING)
def test_whatever_lies_in_the_files_reading_never_fails(setting: object, value: object) -> None:
    drawer, station = Drawer({setting.key: value}), PlayedStation()  # type: ignore[attr-defined]
    station.values[setting.key] = json.dumps(value)  # type: ignore[attr-defined]
    station.name = str(value)
    read = SettingsBook(drawer, station).get(setting)  # type: ignore[arg-type]
    assert read == setting.default or setting.parse(read) == read  # type: ignore[attr-defined]


def test_a_torn_value_reads_as_the_default() -> None:
    station = PlayedStation()
    station.values[SYNC_INTERVAL.key] = '{"torn'
    assert SettingsBook(Drawer(), station).number(SYNC_INTERVAL) == 60  # type: ignore[arg-type]


def test_the_manual_says_what_the_declarations_say() -> None:
    written = settings_manual.MANUAL.read_text(encoding="utf-8")
    assert written == settings_manual.manual(), "run: python scripts/settings_manual.py"
    assert all(f"`{setting.key}`" in written for setting in SETTINGS)
    assert {setting.scope for setting in SETTINGS} == set(Scope)
    assert Path("docs") / "settings.md" == settings_manual.MANUAL.relative_to(settings_manual.ROOT)


def test_no_declaration_is_left_out_of_the_dialog() -> None:
    """Wherever they are declared: in `services.settings` itself, or in a module of a room of its own."""
    found = [each.name for each in pkgutil.iter_modules(services.__path__) if each.name.endswith("settings")]
    assert "lease_settings" in found
    modules = [importlib.import_module(f"{services.__name__}.{name}") for name in found]
    declared_ones = [value for module in modules for value in vars(module).values() if isinstance(value, Setting)]
    assert set(declared_ones) == set(SETTINGS)
    assert len(SETTINGS) == len({setting.key for setting in SETTINGS})
