"""A manager sets a gate's rules: what holds is said while it is typed, and last night is tried on it first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.screens.house import House, context_on, shown
from ticketforge_desktop.domain.gate_rules import GateRules, merge_rules
from ticketforge_desktop.domain.gate_times import EventTimes
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Right
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.ui.formats import Formats
from ticketforge_desktop.ui.screens.door import DoorScreen
from ticketforge_desktop.ui.screens.door.rules import RulesPage
from ticketforge_desktop.ui.screens.door.rules_words import CHOICES, TEXTS, preview, text_of, value_of

NIGHT = EventTimes.of("2026-11-13T18:00:00Z", "2026-11-13T19:00:00Z", "", "Europe/Berlin")
NOW = datetime(2026, 11, 13, 12, 0, tzinfo=UTC)
NAMES = {"parkett-a": "Stalls A", "loge": "Box"}
IDS = {name: key for key, name in NAMES.items()}


def said(**rules: object) -> list[str]:
    return preview(merge_rules([rules]), NIGHT, NOW, Formats("en"), NAMES)


def test_the_preview_names_the_days_of_a_night_over_midnight(app: QApplication) -> None:
    assert said(opens="18:30", closes="02:00")[0] == "Opens Fri 13 Nov 18:30, closes Sat 14 Nov 02:00."
    assert said(opens="doors-30", grace=10)[0] == "Opens Fri 13 Nov 18:20, does not close. 10 min of grace are in it."
    assert said(closes="end+15")[0] == "Open until at a time the event does not have."
    assert said()[0] == "Open at any time."
    assert "Everybody counts as gone Sat 14 Nov 03:00." in said(exit_all="03:00")
    assert said(categories=["loge"], people={"loge": 4}, reentry=True)[1:3] == [
        "Only Box pass here.",
        "Entries a person: 1. Whoever was scanned out may come back. People a ticket: Box 4.",
    ]
    assert preview(merge_rules([{"opens": "doors-30"}]), None, NOW, Formats("en"), {})[0].startswith("Opens doors-30")


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("opens", "Doors-30", "Doors-30"), ("closes", "none", ""), ("grace", "10", 10), ("entries", "2", 2),
        ("days", "2026-11-14, 2026-11-15", ["2026-11-14", "2026-11-15"]), ("day_begins", "04:00", 240),
        ("categories", "stalls a, Box", ["parkett-a", "loge"]), ("people", "Box = 4", {"loge": 4}),
        ("reentry", "yes", True), ("period", "day", "day"), ("bare", "admit", "admit"), ("unknown", "refuse", "refuse"),
    ],
)  # fmt: skip
def test_what_is_typed_is_a_rule_and_is_read_back(field: str, text: str, value: object) -> None:
    assert value_of(field, text, IDS) == value
    again = value_of(field, text_of(field, value, NAMES), IDS)
    assert merge_rules([{field: again}]) == merge_rules([{field: value}])


def test_every_rule_has_a_field() -> None:
    assert {*TEXTS, *CHOICES} == set(GateRules().as_json())


def opened(door: DoorScreen) -> RulesPage:
    door.show_rules()
    QApplication.processEvents()
    assert door.pages.currentWidget() is door.rules
    return door.rules


def type_into(page: RulesPage, field: str, text: str) -> None:
    editor = page.editors[field]
    assert isinstance(editor, QLineEdit)
    editor.setText(text)
    page._check()


def test_a_rule_is_kept_and_counts_at_the_next_scan(door: DoorScreen, house: House) -> None:
    page = opened(door)
    assert page.place == (house.tonight.event_id, door.post.gate)
    type_into(page, "opens", "start+10")
    assert page.told.text().startswith("Opens ")
    page.keep.click()
    assert str(house.gates.rules(house.tonight.event_id, door.post.gate).opens) == "start+10"
    assert house.gates.rules(house.tonight.event_id, "elsewhere").opens is None
    page.left.emit()
    assert door.pages.currentWidget() is door.kiosk
    door.scan(house.codes_tonight()[0])
    assert door.answer.result.verdict is Verdict.TOO_EARLY
    page = opened(door)
    type_into(page, "opens", "")
    page.keep.click()
    assert house.gates.layers(house.tonight.event_id, door.post.gate)[1:] == []


def test_a_fault_is_told_while_it_is_typed_and_nothing_is_kept(door: DoorScreen, house: House) -> None:
    page = opened(door)
    type_into(page, "opens", "soon")
    type_into(page, "people", "Balcony of dreams = 3")
    assert page.fields["opens"].fault.startswith("Write doors, start or end")
    assert page.fields["people"].fault.startswith("Write categories")
    assert not page.keep.isEnabled()
    page.save()
    assert house.gates.layers(house.tonight.event_id, door.post.gate)[1:] == []
    type_into(page, "opens", "18:30")
    assert page.fields["opens"].fault == ""


def test_each_field_says_which_other_layer_speaks(door: DoorScreen, house: House) -> None:
    house.gates.change("", door.post.gate, {"opens": "18:30"}, DEFAULT_MANAGER)
    page = opened(door)
    assert page.fields["opens"].note.text().endswith("18:30 by this gate")
    page.scope.choose("gate")
    page.scope.chosen.emit("gate")
    assert page.editors["opens"].text() == "18:30"
    assert page.place == ("", door.post.gate)
    assert not page.fields["categories"].isVisible(), "categories are an event's"


def test_last_nights_log_is_tried_and_nothing_is_written(door: DoorScreen, house: House) -> None:
    codes = house.codes_tonight()
    for code in (codes[0], codes[1], codes[0]):
        door.scan(code)
        door.queue._hold.stop()
    before = house.admissions.recent("", 99)
    page = opened(door)
    type_into(page, "opens", "start")
    page.tried.button.click()
    told = page.tried.told.text().splitlines()
    assert told[0] == "3 of 3 scans would have been answered otherwise."
    assert told[1:] == ["2 × Welcome → Too early", "1 × Already used → Too early"]
    assert len(page.tried.rows.rows) == 3
    assert "Not open yet" in page.tried.rows.rows[0][1].text
    assert house.admissions.recent("", 99) == before
    type_into(page, "opens", "start-60")
    assert not page.tried.told.isVisible(), "what was told is of other rules"
    page.tried.button.click()
    assert page.tried.told.text() == "3 scans: all would have been answered the same."


def test_one_scan_is_told_as_one(door: DoorScreen, house: House) -> None:
    door.scan(house.codes_tonight()[0])
    page = opened(door)
    page.tried.button.click()
    assert page.tried.told.text() == "1 scan: it would have been answered the same."
    type_into(page, "opens", "start")
    page.tried.button.click()
    assert page.tried.told.text().splitlines()[0] == "1 of 1 scan would have been answered otherwise."


def test_who_may_not_edit_events_changes_no_rules(house: House, app: QApplication) -> None:
    rights = DEFAULT_MANAGER.rights - {Right.EDIT_EVENTS}
    with context_on(house, app, staff=replace(DEFAULT_MANAGER, rights=rights)) as context:
        screen = DoorScreen(context)
        screen.sounds.muted = True
        shown(screen, 1280, 768)
        screen.arrive(house.tonight.event_id)
        assert not screen.kiosk.seldom["rules"].isEnabled()
        page = opened(screen)
        type_into(page, "opens", "18:30")
        assert not page.keep.isEnabled()
