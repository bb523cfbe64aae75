"""A table of a million rows: what is not looked at is not fetched, and nothing is fetched twice without need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ticketforge_desktop.domain.errors import DatabaseCorrupt
from ticketforge_desktop.services.ports.mirror import Sort
from ticketforge_desktop.ui.models import paged
from ticketforge_desktop.ui.models.paged import PAGE_ROWS, Column, PagedModel
from ticketforge_desktop.ui.models.pages import KEPT_PAGES
from ticketforge_desktop.ui.models.table import PagedTable
from ticketforge_desktop.ui.runner import InlineRunner
from ticketforge_desktop.ui.theme import Theme
from ticketforge_desktop.ui.widgets.table import Cell

MILLION = 1_000_000


class Row(NamedTuple):
    number: int
    name: str


class Rows:
    """A synthetic listing that remembers what was asked of it; `shift` moves every row down, as new ones do."""

    def __init__(self, length: int = MILLION, shift: int = 0) -> None:
        self.length, self.shift = length, shift
        self.asked: list[int] = []
        self.trouble: Exception | None = None

    def __len__(self) -> int:
        return self.length

    def page(self, start: int, count: int) -> Sequence[Row]:
        if self.trouble is not None:
            raise self.trouble
        self.asked.append(start)
        return [Row(n - self.shift, f"row {n - self.shift}") for n in range(start, min(self.length, start + count))]


class LateRunner(InlineRunner):
    """Keeps work until it is told to do it."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[Callable[[], object]] = []

    def submit(self, work, done=None, failed=None, *, owner=None, replaces=None):  # type: ignore[no-untyped-def, override]
        if replaces is not None:
            replaces.cancel()
        job = paged.Job(lambda closure: closure(), owner)

        def later() -> None:
            if not job.cancelled:
                result = work()
                if done is not None:
                    done(result)

        self.kept.append(later)
        return job

    def catch_up(self) -> None:
        kept, self.kept = self.kept, []
        for work in kept:
            work()


def columns() -> list[Column[Row]]:
    return [
        Column(
            "number", lambda: "Number", lambda row: Cell(str(row.number), right=True), lambda: "9999999", right=True
        ),
        Column("name", lambda: "Name", lambda row: Cell(row.name), lambda: "", stretch=1),
    ]


def model_on(runner: InlineRunner | None = None) -> PagedModel[Row]:
    return PagedModel(columns(), lambda row: str(row.number), runner or InlineRunner(), Sort("number"))


@pytest.fixture
def table(app: QApplication) -> PagedTable[Row]:
    model = model_on()
    made: PagedTable[Row] = PagedTable(Theme(), "Rows", model)
    model.setParent(made)
    made.resize(600, 640)
    made.show()
    return made


def test_opening_a_million_rows_fetches_one_screen(table: PagedTable[Row]) -> None:
    rows = Rows()
    table._paged.ask(lambda _sort: rows)
    table.grab()
    assert table._paged.rowCount() == MILLION
    assert rows.asked == [0]


def test_scrolling_through_all_of_it_fetches_only_what_was_seen(
    table: PagedTable[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paged, "SLOW_S", 60.0)  # a busy machine is not a slow file
    rows = Rows()
    table._paged.ask(lambda _sort: rows)
    bar = table.verticalScrollBar()
    stops = 200
    for stop in range(stops):
        bar.setValue(bar.maximum() * stop // stops)
        table.grab()
    assert len(rows.asked) == len(set(rows.asked))  # nothing twice on the way down
    assert len(rows.asked) <= 2 * stops  # a screen lies on two pages at most
    assert len(table._paged._pages._pages) <= KEPT_PAGES
    asked = len(rows.asked)
    for _ in range(20):
        table.grab()
    assert len(rows.asked) == asked  # painting again fetches nothing


def test_the_last_row_is_a_key_away(table: PagedTable[Row]) -> None:
    rows = Rows()
    table._paged.ask(lambda _sort: rows)
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert table.current_row == Row(MILLION - 1, f"row {MILLION - 1}")
    assert len(rows.asked) <= 3


def test_new_rows_above_leave_the_chosen_one_chosen(table: PagedTable[Row]) -> None:
    table._paged.ask(lambda _sort: Rows())
    table.choose_row(500_000)
    place = table.verticalScrollBar().value()
    table._paged._query = lambda _sort: Rows(MILLION + 30, shift=30)
    table._paged.refresh()
    assert table.current_row == Row(500_000, "row 500000")
    assert table.currentIndex().row() == 500_030
    # … and stays where the eye has it, though thirty rows came in above.
    assert table.verticalScrollBar().value() == place + 30 * table.verticalHeader().defaultSectionSize()


def test_a_chosen_row_that_is_gone_is_not_replaced_in_silence(table: PagedTable[Row]) -> None:
    """The strip below must not go on naming a row that is no longer there."""
    told: list[Row | None] = []
    table._paged.ask(lambda _sort: Rows())
    table.choose_row(500_000)
    table.chosen.connect(told.append)
    table._paged._query = lambda _sort: Rows(10)
    table._paged.refresh()
    assert told[-1] == Row(0, "row 0") == table.current_row


def test_only_the_newest_question_is_answered(app: QApplication) -> None:
    runner = LateRunner()
    model = model_on(runner)
    model.ask(lambda _sort: Rows(5))
    model.ask(lambda _sort: Rows(7))
    loads: list[int] = []
    model.loaded.connect(loads.append)
    runner.catch_up()
    assert loads == [7]


def test_typing_asks_once_it_pauses(app: QApplication, qtbot) -> None:
    model = model_on()
    asked: list[str] = []
    for text in ("m", "mü", "mül"):

        def query(_sort: Sort, text: str = text) -> Rows:
            asked.append(text)
            return Rows(1)

        model.ask(query, soon=True)
    with qtbot.waitSignal(model.loaded):
        pass
    assert asked == ["mül"]


def test_slow_pages_are_fetched_beside_the_window(app: QApplication, monkeypatch) -> None:
    monkeypatch.setattr(paged, "SLOW_S", -1.0)  # every page counts as slow
    runner = LateRunner()
    model = model_on(runner)
    model.ask(lambda _sort: Rows())
    runner.catch_up()
    for page in range(3):
        assert model.row_at(page * PAGE_ROWS) is not None
    assert model.row_at(50 * PAGE_ROWS) is None  # on its way
    assert model.row_at(50 * PAGE_ROWS + 1) is None
    assert len(runner.kept) == 1  # asked for once
    arrived: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: arrived.append((first.row(), last.row())))
    runner.catch_up()
    assert arrived == [(50 * PAGE_ROWS, 51 * PAGE_ROWS - 1)]
    assert model.row_at(50 * PAGE_ROWS) == Row(50 * PAGE_ROWS, f"row {50 * PAGE_ROWS}")


def test_a_page_that_cannot_be_read_is_told_once_and_painting_goes_on(table: PagedTable[Row], qtbot) -> None:
    rows = Rows()
    rows.trouble = DatabaseCorrupt("The mirror is damaged.")
    told: list[object] = []
    table._paged.failed.connect(told.append)
    table._paged.ask(lambda _sort: rows)
    for _ in range(3):
        table.grab()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [rows.trouble]


def test_each_cell_is_told_with_its_head(table: PagedTable[Row]) -> None:
    table._paged.ask(lambda _sort: Rows())
    assert table._paged.index(3, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Name: row 3"
