"""An evening's drawer in the window: cash in and out, a count without knowing, a report for good."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.house import context_on, shown, texts
from tests.ui.screens.printing.page import CLERK, press, told_by, troubles_of
from tests.ui.screens.shift.conftest import Drawer
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.shift import ShiftScreen
from ticketforge_desktop.ui.status_bar import StatusBar


def type_count(page: ShiftScreen, *pieces: tuple[int, str]) -> None:
    for value, text in pieces:
        field = page.count.fields[value]
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)


def test_cash_moves_with_an_amount_as_the_language_writes_it_and_a_reason(page: ShiftScreen, drawer: Drawer) -> None:
    told = told_by(page.context)
    press(page.move_button)
    page.moving.kinds.choose("drop")
    QTest.keyClicks(page.moving.amount, "1.000")
    press(page.moving.book)
    assert "amount" in page.moving.amount_field.fault.lower()  # one thousand, or one? it is not guessed

    page.moving.amount.setText("40.50")
    press(page.moving.book)
    assert page.moving.reason_field.fault
    QTest.keyClicks(page.moving.reason, "safe")
    QTest.keyClick(page.moving.reason, Qt.Key.Key_Return)

    assert told == ["€40.50 dropped into the safe."]
    report = drawer.desk.shifts.desk.report()
    assert report.drawer is not None
    assert (report.drawer.dropped_minor, report.drawer.expected_minor) == (4_050, 10_950)
    assert "€109.50" in texts(page)


def test_more_than_is_there_is_refused_without_telling_how_much_there_is(page: ShiftScreen, drawer: Drawer) -> None:
    press(page.move_button)
    page.moving.kinds.choose("out")
    page.moving.amount.setText("150.01")
    page.moving.reason.setText("flowers")
    press(page.moving.book)

    assert page.moving.amount_field.fault == "There is not that much in the drawer."
    assert page.moving.reason.text() == "flowers"
    assert drawer.desk.shifts.desk.report().moves == ()


def test_the_drawer_is_counted_piece_by_piece_and_closed_for_good(page: ShiftScreen, drawer: Drawer) -> None:
    told = told_by(page.context)
    press(page.count_button)
    type_count(page, (5_000, "2"), (2_000, "2"), (200, "x"))
    assert page.count.fault.isVisible()
    press(page.count.close_button)
    assert not page.question.isVisible()  # what nobody can read is not closed with

    type_count(page, (200, "4"), (50, "3"))
    assert page.count.total.text() == "€149.50"
    page.count.note.setText("a coin short")
    press(page.count.close_button)
    assert "€149.50" in page.question.title.text()
    assert drawer.desk.shifts.desk.current() is not None  # not before it is agreed to
    press(page.question.yes)

    (shift, *_) = drawer.desk.shifts.desk.shifts()
    assert (shift.counted_minor, shift.difference_minor, shift.closed_at is not None) == (14_950, -50, True)
    assert told[-1] == f"Shift {shift.number} is closed."
    assert {"€150.00", "€149.50", "−€0.50", "Note: a coin short"} <= set(texts(page))
    assert page.no_shift.isVisible()
    assert page.count.total_minor == 0


def test_a_count_that_is_put_off_is_kept_and_escape_leads_back(page: ShiftScreen) -> None:
    press(page.count_button)
    type_count(page, (2_000, "7"))
    press(page.count.close_button)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.count.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.sheet.isVisible()

    press(page.count_button)
    assert page.count.total_minor == 14_000


def test_a_z_report_is_printed_once_then_as_a_copy_and_saved(page: ShiftScreen, drawer: Drawer, tmp_path: Path) -> None:
    told = told_by(page.context)
    press(page.count_button)
    type_count(page, (5_000, "3"))
    press(page.count.close_button)
    press(page.question.yes)

    before = len(drawer.receipts.done())
    press(page.sheet.print)
    press(page.sheet.print)
    first, second = drawer.receipts.done()[before:]
    assert not any("COPY" in text or "KOPIE" in text for text in first.texts)
    assert any("COPY" in text or "KOPIE" in text for text in second.texts)
    assert told[-1] == "Printed on Epson."

    page.save(str(tmp_path / "z.pdf"))
    assert (tmp_path / "z.pdf").read_bytes().startswith(b"%PDF")
    assert told[-1] == "Saved as z.pdf."
    troubles = troubles_of(page.context)
    page.save(str(tmp_path / "nowhere" / "z.pdf"))
    assert [getattr(error, "code", "") for error in troubles] == ["bad_input"]


def test_closed_shifts_are_read_again_and_their_chain_is_walked(page: ShiftScreen, drawer: Drawer) -> None:
    shifts = drawer.desk.shifts.desk
    shifts.close(shifts.count({10_000: 1, 5_000: 1}))
    shifts.open(0)
    page.refresh()

    page.closed.table.opened.emit(page.closed.table.model().index(0, 0))
    assert page.sheet.title.text().startswith("Z report")
    assert page.sheet.chain.isVisible()
    press(page.closed.check)
    assert page.closed.verdict.text().startswith(("All", "The one"))
    press(page.sheet.back)
    assert page.sheet.title.text().startswith("X report")


def test_whoever_counts_blindly_sees_how_many_and_never_how_much(
    drawer: Drawer, app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "staff", CLERK)
    with context_on(drawer.desk, app, staff=CLERK) as context:
        page = ShiftScreen(context)
        shown(page)
        said = " ".join(texts(page))
        assert "Hidden until counted" in said
        assert "150" not in said
        assert all(len(row) == 1 for row in page.closed.table.rows)  # no differences of others
        assert not page.closed.check.isVisible()

        press(page.count_button)
        type_count(page, (10_000, "1"))
        press(page.count.close_button)
        press(page.question.yes)

        assert "−€50.00" in texts(page)  # now it is told: the shift is closed


def test_the_status_bar_leads_to_the_page_and_marks_it(context: Context) -> None:
    bar, asked = StatusBar(context), []
    bar.asked.connect(lambda place, subject: asked.append((place, subject)))
    QTest.keyClick(bar.shift, Qt.Key.Key_Return)
    assert asked == [("shift", "")]
    bar.mark("shift")
    assert bar.shift.here
    assert not bar.outbox.here
