"""Ctrl+K: one list over everything, worked with the keyboard alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Open, settle
from tests.ui.stage import Stage
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.rights import ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.services.ports.mirror import OrderFilter
from ticketforge_desktop.services.views import SearchHit
from ticketforge_desktop.ui.command_palette import CommandPalette
from ticketforge_desktop.ui.formats import Formats
from ticketforge_desktop.ui.palette_parts import ROW_ROLE
from ticketforge_desktop.ui.palette_rows import Group, Row, arrange, fold, hit_rows, match, split

# Already the 15th in Europe, still the evening of the 14th where the hall stands.
LATE = datetime(2026, 11, 15, 1, 0, tzinfo=UTC)
HITS = [
    SearchHit("person", "9", "M. K.", "m.k@example.org"),
    SearchHit("order", "#1042", "#1042", "M. K.", amount=Money(17_299, "EUR")),
    SearchHit("ticket", "aa", "#1042, 1 of 4", "Stehplatz Innenraum"),
    SearchHit("event", "ev-1", "Glasperlen – Herbsttour", "Massey Hall", LATE, "America/Toronto"),
]


@pytest.fixture
def palette(qtbot: QtBot, open_window: Open, stage: Stage) -> CommandPalette:
    stage.desk.queries.hits = list(HITS)
    window = open_window(stage).window
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window._finder is not None
    return window._finder


def chosen(palette: CommandPalette) -> Row:
    row: Row = palette.list.currentIndex().data(ROW_ROLE)
    return row


def test_it_opens_with_every_action_and_the_focus_in_the_field(palette: CommandPalette) -> None:
    assert palette.focusWidget() is palette.field
    titles = [row.title for row in palette.model.rows if not row.is_head]
    assert "Dashboard" in titles
    assert "Sync now" in titles
    assert "Find anything …" not in titles


def test_the_exact_hit_stands_first_and_return_opens_it(qtbot: QtBot, palette: CommandPalette) -> None:
    went: list[tuple[str, object]] = []
    palette.context.go.connect(lambda place, subject: went.append((place, subject)))
    qtbot.keyClicks(palette.field, "1042")
    qtbot.waitUntil(lambda: any(row.key == "#1042" for row in palette.model.rows))
    assert chosen(palette).title == "#1042"
    assert chosen(palette).detail == "M. K. · €172.99"
    palette.context.go.disconnect()
    palette.context.go.connect(lambda place, subject: went.append((place, subject)))
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert ("orders", "#1042") in went
    assert not palette.isVisible()


def test_typing_asks_once_for_what_was_typed_last(qtbot: QtBot, palette: CommandPalette, stage: Stage) -> None:
    qtbot.keyClicks(palette.field, "mueller")
    qtbot.waitUntil(lambda: bool(stage.desk.queries.asked))
    assert stage.desk.queries.asked == ["mueller"]


def test_prefixes_narrow(qtbot: QtBot, palette: CommandPalette, stage: Stage) -> None:
    qtbot.keyClicks(palette.field, ">setti")
    assert [row.title for row in palette.model.rows if not row.is_head] == ["Settings"]
    palette.field.clear()
    palette.search("#104")
    assert stage.desk.queries.asked[-1] == "#104"
    assert {row.group for row in palette.model.rows} == {Group.ORDER}
    palette.search("@m")
    assert stage.desk.queries.asked[-1] == "@m"
    assert {row.group for row in palette.model.rows} == {Group.PERSON}
    palette.search("m")
    assert len({row.group for row in palette.model.rows}) > 1


def test_arrows_skip_heads_and_tab_goes_through_the_groups(qtbot: QtBot, palette: CommandPalette) -> None:
    palette.search("m")
    seen = {chosen(palette).key}
    for _ in range(12):
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
        assert not chosen(palette).is_head
        seen.add(chosen(palette).key)
    assert {"9", "#1042", "aa", "ev-1"} <= seen
    qtbot.keyClick(palette.field, Qt.Key.Key_Tab)
    assert palette.tabs[Group.ACTION].isChecked()
    qtbot.keyClick(palette.field, Qt.Key.Key_Tab)
    assert {row.group for row in palette.model.rows} == {Group.EVENT}
    qtbot.keyClick(palette.field, Qt.Key.Key_Backtab)
    assert palette.tabs[Group.ACTION].isChecked()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_a_missing_right_is_shown_before_it_is_tried(palette: CommandPalette) -> None:
    actions = palette.context.actions
    actions.set_staff(Staff("r", "R. B.", ROLE_RIGHTS[Role.STEWARD]))
    palette.search(">till")
    (row,) = [row for row in palette.model.rows if row.key == "go.till"]
    assert row.lacks == "Needs a right"
    palette._choose(palette.list.currentIndex())
    assert palette.isVisible()


def test_people_lead_to_their_orders(palette: CommandPalette) -> None:
    went: list[tuple[str, object]] = []
    palette.context.go.disconnect()
    palette.context.go.connect(lambda place, subject: went.append((place, subject)))
    palette.search("@m")
    palette._choose(palette.list.currentIndex())
    assert went == [("orders", OrderFilter(text="M. K."))]


def test_nothing_found_is_said(palette: CommandPalette, stage: Stage) -> None:
    stage.desk.queries.hits = []
    palette.search("zzzz")
    assert palette.nothing.isVisible()
    assert palette.nothing.text() == "Nothing found."


def test_it_never_covers_the_status_bar(palette: CommandPalette) -> None:
    window = palette.window()
    assert palette.geometry().bottom() < window.status_bar.y()  # type: ignore[attr-defined]
    window.resize(1024, 768)
    settle()
    assert palette.geometry().bottom() < window.status_bar.y()  # type: ignore[attr-defined]
    assert palette.rect().contains(palette.panel.geometry())


def test_the_rules_of_the_list() -> None:
    assert split("#1042") == (Group.ORDER, "1042")
    assert split("  @ müller ") == (Group.PERSON, "müller")
    assert split("plain") == (None, "plain")
    assert fold("Übersicht Straße") == "ubersicht strasse"
    assert match("#1042, 2 of 4", "1042") == (1, 4)
    assert match("Loge", "zz") is None
    rows = hit_rows(HITS, Formats("de"))
    heads = [row.group for row in arrange(rows, None, "1042") if row.is_head]
    assert heads == [Group.ORDER, Group.EVENT, Group.PERSON, Group.TICKET]
    said = {row.group: row.detail for row in rows}
    assert said[Group.ORDER] == "M. K. · 172,99\u00a0€"
    assert said[Group.EVENT] == "Sa. 14.11.2026 · Massey Hall"
    assert hit_rows(HITS[-1:], Formats("en"))[0].detail == "Sat 14 Nov 2026 · Massey Hall"
