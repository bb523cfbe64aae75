"""Somebody looks for an event, sees how it sells, and goes on from there."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.ui.screens.house import House, shown, texts
from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.stock import SEVERITY, StockLevel
from ticketforge_desktop.services.ports.mirror import EventFilter, Sort
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.models.paged import ROW_ROLE
from ticketforge_desktop.ui.screens.events import EventsScreen
from ticketforge_desktop.ui.screens.events.columns import category_cells


@pytest.fixture
def events(context: Context) -> EventsScreen:
    screen = EventsScreen(context)
    shown(screen)
    return screen


def titles(screen: EventsScreen) -> list[str]:
    rows = [screen.model.index(at, 0).data(ROW_ROLE) for at in range(screen.model.rowCount())]
    return [row.title for row in rows]


def test_the_filter_has_the_focus_and_finds_as_it_is_typed(events: EventsScreen, house: House, qtbot) -> None:
    assert events.list.search.hasFocus()
    events.chips["upcoming"].click()  # off: all spans
    everything = titles(events)
    wanted = house.tonight.title
    with qtbot.waitSignal(events.model.loaded):
        QTest.keyClicks(events.list.search, wanted.split()[0])
    found = titles(events)
    assert wanted in found
    assert len(found) < len(everything)
    QTest.keyClick(events.list.search, Qt.Key.Key_Escape)
    assert titles(events) == everything


def test_chips_choose_a_span_and_count_what_is_behind_them(events: EventsScreen, house: House) -> None:
    counts = house.queries.event_counts()
    assert events.chips["upcoming"].isChecked()
    assert len(titles(events)) == counts["upcoming"]
    events.chips["drafts"].click()
    assert len(titles(events)) == counts["drafts"]
    assert not events.chips["upcoming"].isChecked()
    assert f"Drafts {counts['drafts']}" == events.chips["drafts"].accessibleName()


def test_low_stock_leaves_only_what_runs_low(events: EventsScreen) -> None:
    events.low.click()
    rows = [events.model.index(at, 0).data(ROW_ROLE) for at in range(events.model.rowCount())]
    assert rows
    assert all(SEVERITY[row.alert] <= SEVERITY[StockLevel.LOW_STOCK] for row in rows)


def test_a_head_sorts_and_sorts_back(events: EventsScreen) -> None:
    sold = [c.key for c in events.model.columns].index("sold")
    events.chips["upcoming"].click()
    events.list.table.sortByColumn(sold, Qt.SortOrder.DescendingOrder)
    figures = [events.model.row_at(at).sold for at in range(events.model.rowCount())]
    assert figures == sorted(figures, reverse=True)
    events.list.table.sortByColumn(sold, Qt.SortOrder.AscendingOrder)
    assert [events.model.row_at(at).sold for at in range(events.model.rowCount())] == sorted(figures)


def test_nothing_found_says_so_and_what_to_try(events: EventsScreen) -> None:
    events.list.search.setText("xyzzy")
    events.list.search.returnPressed.emit()
    assert "No event matches “xyzzy”" in texts(events)
    assert not events.list.export_button.isEnabled()


def test_return_opens_the_chosen_event_with_its_categories(events: EventsScreen, house: House) -> None:
    QTest.keyClick(events.list.search, Qt.Key.Key_Down)
    assert events.list.table.hasFocus()
    row = events.list.table.current_row
    QTest.keyClick(events.list.table, Qt.Key.Key_Return)
    page = events.details
    assert page.isVisible()
    assert page.header.title.text() == row.title
    categories = house.queries.categories(row.event_id)
    assert [cells[1].text for cells in page.categories.rows] == [category.name for category in categories]
    assert page.figures["sold"].value.text() == events.context.formats.number(row.sold)
    QTest.keyClick(page.back, Qt.Key.Key_Escape)
    assert events.list.isVisible()
    assert events.list.search.hasFocus()


def test_the_strip_leads_to_door_and_orders_of_the_chosen_event(events: EventsScreen, qtbot) -> None:
    row = events.list.table.current_row
    assert events.list.strip.title.text() == row.title
    with qtbot.waitSignal(events.context.go) as gone:
        events.context.actions.trigger("events.orders")
    assert gone.args == ["orders", row]


def test_a_change_keeps_the_chosen_row_and_the_place(events: EventsScreen) -> None:
    events.chips["upcoming"].click()
    table = events.list.table
    table.choose_row(min(9, events.model.rowCount() - 1))
    before = table.current_row
    table.verticalScrollBar().setValue(40)
    loads: list[int] = []
    events.model.loaded.connect(loads.append)
    events.context.broadcast(ChangeSet.of(Kind.SETTING))
    assert loads == []  # none of its business
    events.context.broadcast(ChangeSet.of(Kind.STOCK))
    assert len(loads) == 1
    assert table.current_row == before
    assert table.verticalScrollBar().value() == min(40, table.verticalScrollBar().maximum())


def test_a_change_while_nobody_looks_is_fetched_on_return(events: EventsScreen) -> None:
    loads: list[int] = []
    events.model.loaded.connect(loads.append)
    events.hide()
    events.context.broadcast(ChangeSet.of(Kind.EVENT))
    assert loads == []
    events.show()
    assert len(loads) == 1


def test_the_list_is_exported_as_it_stands(events: EventsScreen, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "events.csv"
    with qtbot.waitSignal(events.context.told) as told:
        events.list.export_to(path)
    assert "events.csv" in told.args[1]
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == events.model.rowCount() + 1
    assert rows[0][:3] == ["Status", "Event", "Starts"]
    assert rows[1][1] == events.model.row_at(0).title


def test_chosen_rows_go_to_the_clipboard(events: EventsScreen) -> None:
    events.list.table.setFocus()
    QTest.keyClick(events.list.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keySequence(events.list.table, "Ctrl+C")
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 3
    assert lines[0].split("\t")[1] == "Event"
    assert lines[1].split("\t")[1] == events.model.row_at(0).title


def test_a_column_that_is_switched_off_goes(events: EventsScreen) -> None:
    table = events.list.table
    venue = [c.key for c in events.model.columns].index("venue")
    assert not table.isColumnHidden(venue)
    table.want_column("venue", False)
    assert table.isColumnHidden(venue)
    table.want_column("venue", True)
    assert not table.isColumnHidden(venue)


def test_a_narrow_window_leaves_out_the_lesser_columns_first(events: EventsScreen) -> None:
    keys = [c.key for c in events.model.columns]
    events.window().resize(700, 600)
    events.grab()
    hidden = {keys[at] for at in range(len(keys)) if events.list.table.isColumnHidden(at)}
    assert "reserved" in hidden
    assert not hidden & {"alert", "title", "starts_at", "sold", "available"}


def test_an_event_that_left_the_store_leads_back_with_the_reason(events: EventsScreen, qtbot) -> None:
    with qtbot.waitSignal(events.context.trouble) as trouble:
        events.arrive("no-such-event")
    assert trouble.args[0].code == "not_found"
    assert events.list.isVisible()


def test_the_dashboard_may_ask_for_what_runs_low(events: EventsScreen, house: House) -> None:
    chosen = EventFilter(span="upcoming", low_stock_only=True)
    events.arrive(chosen)
    assert len(titles(events)) == len(house.queries.events(chosen, Sort("starts_at")))


def test_what_was_never_offered_is_not_called_sold_out(events: EventsScreen, house: House) -> None:
    category = house.queries.event(house.tonight.event_id).categories[0]
    none = replace(category, capacity=0, sold=0, reserved=0, available=0, alert=StockLevel.SOLD_OUT)
    assert category_cells(events.context, none)[0].text == "Not for sale"
    gone = replace(none, capacity=4, sold=4)
    assert category_cells(events.context, gone)[0].level is StockLevel.SOLD_OUT
