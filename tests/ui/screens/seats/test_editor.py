"""Drawing a hall: rows by a line, rules for numbers, kinds and categories, and every change can be taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.domain.seating.halls import hall
from tests.ui.screens.seats.conftest import drag, press, spot
from ticketforge_desktop.domain.seating.checks import Fault
from ticketforge_desktop.domain.seating.numbering import Numbering, Side
from ticketforge_desktop.domain.seating.places import SeatKind, SeatMap
from ticketforge_desktop.ui.screens.seats.drafting import Drafting
from ticketforge_desktop.ui.screens.seats.editor import Editor
from ticketforge_desktop.ui.screens.seats.pencil import Tool
from ticketforge_desktop.ui.theme.theme import Theme


@pytest.fixture
def editor(theme: Theme, show: Callable[[QWidget], QWidget]) -> Editor:
    made = Editor(theme, Drafting())
    show(made)
    made.drafting.open(SeatMap("hall", "Hall"), None)
    return made


def ids(editor: Editor) -> list[str]:
    return [seat.seat_id for seat in editor.drafting.drawn.seats()]


def test_a_hall_is_drawn_from_nothing(editor: Editor) -> None:
    editor.take(Tool.STAGE)
    drag(editor.pencil, QPoint(300, 60), QPoint(500, 100))
    stage = editor.drafting.drawn.stage
    assert stage.width > 0
    editor.take(Tool.ROWS)
    drag(editor.pencil, QPoint(300, 200), QPoint(400, 201))
    assert editor.rules.fields["section"].fault, "the section has no name yet"
    assert editor.rules.section.hasFocus()
    assert ids(editor) == []
    editor.rules.section.setText(" Stalls ")
    editor.rules.rows.setText("2")
    editor.rules.letters.choose("letters")
    drag(editor.pencil, QPoint(300, 200), QPoint(400, 201))
    rows = editor.drafting.drawn.sections[0].rows
    assert [row.name for row in rows] == ["A", "B"]
    assert len({seat.y for seat in rows[0].seats}) == 1, "a hand that means straight is straight"
    assert editor.drafting.selection == set(ids(editor))
    editor.take(Tool.AREA)
    editor.area.area.setText("Arena")
    drag(editor.pencil, QPoint(300, 350), QPoint(420, 400))
    assert editor.drafting.drawn.areas == ()
    editor.area.capacity.setText("400")
    drag(editor.pencil, QPoint(300, 350), QPoint(420, 400))
    assert [(area.name, area.capacity) for area in editor.drafting.drawn.areas] == [("Arena", 400)]
    for _ in range(3):
        editor.drafting.undo()
    assert ids(editor) == []
    assert editor.drafting.drawn.stage.width == 0
    while editor.drafting.can_redo:
        editor.drafting.redo()
    assert len(editor.drafting.drawn.areas) == 1


def test_more_rows_go_on_behind_those_there_are(editor: Editor) -> None:
    editor.rules.section.setText("Stalls")
    editor.rules.side.choose(str(Side.RIGHT))
    editor.take(Tool.ROWS)
    drag(editor.pencil, QPoint(300, 200), QPoint(360, 200))
    drag(editor.pencil, QPoint(300, 240), QPoint(360, 240))
    rows = editor.drafting.drawn.sections[0].rows
    assert [row.name for row in rows] == ["1", "2"]
    assert rows[0].seats[-1].number == "1"


def test_a_field_that_is_no_number_says_so_and_nothing_is_drawn(editor: Editor) -> None:
    editor.rules.section.setText("Stalls")
    editor.rules.rows.setText("two")
    editor.take(Tool.ROWS)
    drag(editor.pencil, QPoint(300, 200), QPoint(360, 200))
    assert editor.rules.fields["rows"].fault != ""
    assert ids(editor) == []


@pytest.fixture
def drawn(editor: Editor) -> Editor:
    editor.drafting.open(hall("....", "...."), 1)
    return editor


def test_chosen_seats_are_changed_together(drawn: Editor) -> None:
    press(drawn.pencil, "S/1/1")
    press(drawn.pencil, "S/1/2")
    assert drawn.chosen.isVisible()
    assert drawn.chosen.count.text() == "2 seats chosen"
    drawn.chosen.category.setText("Loge")
    drawn.chosen.category.editingFinished.emit()
    drawn.drafting.kind(SeatKind.WHEELCHAIR)
    first, second, third = list(drawn.drafting.drawn.seats())[:3]
    assert {first.category, second.category} == {"Loge"}
    assert third.category == "A"
    assert first.kind is second.kind is SeatKind.WHEELCHAIR
    QTest.keyClick(drawn.pencil, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert next(drawn.drafting.drawn.seats()).x == first.x + 10
    QTest.keyClick(drawn.pencil, Qt.Key.Key_Delete)
    assert len(ids(drawn)) == 6
    for _ in range(4):
        drawn.drafting.undo()
    assert drawn.drafting.drawn == hall("....", "....")
    assert not drawn.drafting.unsaved


def test_rows_are_numbered_and_named_anew_by_rules(drawn: Editor) -> None:
    press(drawn.pencil, "S/1/1")
    drawn.chosen.buttons["rows"].click()
    assert drawn.drafting.selection == {f"S/1/{number}" for number in range(1, 5)}
    drawn.rules.side.choose(str(Side.CENTRE))
    drawn.rules.first.setText("11")
    drawn.chosen.buttons["number"].click()
    assert [seat.number for seat in drawn.drafting.drawn.sections[0].rows[0].seats] == ["13", "11", "12", "14"]
    assert len(drawn.drafting.selection) == 4, "the same chairs stay chosen"
    drawn.rules.letters.choose("letters")
    drawn.chosen.buttons["name"].click()
    assert [row.name for row in drawn.drafting.drawn.sections[0].rows] == ["A", "2"]
    drawn.rules.section.setText("Balcony")
    drawn.chosen.buttons["section"].click()
    assert {seat.section for seat in drawn.drafting.drawn.seats()} == {"Balcony"}
    drawn.chosen.buttons["right"].click()
    assert len({seat.y for seat in drawn.drafting.drawn.sections[0].rows[0].seats}) > 1


def test_two_sections_can_t_have_one_name(drawn: Editor) -> None:
    told: list[object] = []
    drawn.refused.connect(told.append)
    drawn.drafting.choose(["S/1/1"])
    drawn.drafting.section(" ")
    assert len(told) == 1
    drawn.drafting.name_rows(Numbering(letters=True, skip=tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
    assert len(told) == 2
    assert drawn.drafting.drawn == hall("....", "....")


def test_faults_are_told_while_one_draws(drawn: Editor) -> None:
    assert drawn.faults.text() == "8 seats, without faults."
    drawn.drafting.choose(["S/1/1"])
    drawn.drafting.nudge(50, 0)
    assert "stands on another seat" in drawn.faults.text()
    assert drawn.faults.tone == "refused"
    drawn.drafting.undo()
    drawn.show_faults((Fault("no_seat", "S", "x", 7),))
    assert drawn.faults.text() == "Line 7: The seat's number is missing."


def test_the_tool_is_put_down_by_escape_and_a_sweep_chooses(drawn: Editor) -> None:
    drawn.take(Tool.ROWS)
    QTest.keyClick(drawn.pencil, Qt.Key.Key_Escape)
    assert drawn.pencil.tool is Tool.CHOOSE
    start, end = spot(drawn.pencil, "S/1/1"), spot(drawn.pencil, "S/1/3")
    drag(drawn.pencil, start - QPoint(8, 8), end + QPoint(4, 8), Qt.KeyboardModifier.ShiftModifier)
    assert drawn.drafting.selection == {"S/1/1", "S/1/2", "S/1/3"}
    QTest.keyClick(drawn.pencil, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(drawn.drafting.selection) == 8
    QTest.keyClick(drawn.pencil, Qt.Key.Key_Escape)
    assert not drawn.drafting.selection
