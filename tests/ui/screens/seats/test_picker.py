"""Choosing seats: by pointer, by finger, by keys alone, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.domain.seating.halls import big_hall
from tests.ui.screens.seats.conftest import SECTION, drag, plan_of, plan_on, press, spot
from ticketforge_desktop.services.ports.seats import SeatRow, SeatState
from ticketforge_desktop.ui.formats import Formats
from ticketforge_desktop.ui.language import Translators
from ticketforge_desktop.ui.screens.seats.looks import Mark
from ticketforge_desktop.ui.screens.seats.picker import SeatPicker
from ticketforge_desktop.ui.screens.words import seat_text
from ticketforge_desktop.ui.theme.theme import Theme

HALL = ("........", "..oohe.x", "........")


def seats(*names: str) -> tuple[str, ...]:
    return tuple(f"{SECTION}/{name}" for name in names)


@pytest.fixture
def told(picker: SeatPicker) -> list[tuple[str, ...]]:
    heard: list[tuple[str, ...]] = []
    picker.chosen.connect(heard.append)
    picker.show_plan(plan_of(*HALL))
    return heard


def test_a_seat_is_chosen_by_pressing_it_and_let_go_by_pressing_it_again(
    picker: SeatPicker, told: list[tuple[str, ...]]
) -> None:
    press(picker.view, f"{SECTION}/1/4")
    press(picker.view, f"{SECTION}/1/5")
    assert told[-1] == seats("1/4", "1/5")
    press(picker.view, f"{SECTION}/1/4")
    assert told[-1] == seats("1/5")
    assert [row.name.text() for row in picker.side.rows if row.isVisible()] == ["Parkett, row 1, seat 5"]
    picker.side.rows[0].away.click()
    assert told[-1] == ()


@pytest.mark.parametrize("seat", ["2/3", "2/5", "2/6", "2/8"])
def test_what_is_not_free_is_not_chosen(picker: SeatPicker, told: list[tuple[str, ...]], seat: str) -> None:
    press(picker.view, f"{SECTION}/{seat}")
    assert told == []


def test_the_best_seats_come_by_one_key_and_say_what_they_leave(
    picker: SeatPicker, told: list[tuple[str, ...]]
) -> None:
    picker.view.setFocus()
    QTest.keyClick(picker.view, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert told[-1] == seats("1/4", "1/5")
    assert not picker.side.note.isVisible()
    QTest.keyClick(picker.view, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert len(told[-1]) == 7
    assert picker.side.note.text() == "Leaves seat 8 alone."
    QTest.keyClick(picker.view, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
    assert len(told[-1]) == 9
    assert "two rows" in picker.side.note.text()
    QTest.keyClick(picker.view, Qt.Key.Key_Escape)
    assert told[-1] == ()


def test_a_choice_by_hand_that_leaves_a_seat_alone_can_be_moved_by_one(
    picker: SeatPicker, told: list[tuple[str, ...]]
) -> None:
    press(picker.view, f"{SECTION}/1/2")
    press(picker.view, f"{SECTION}/1/3")
    assert picker.side.note.text() == "Leaves seat 1 alone."
    assert picker.side.move_them.text() == "Move 1 to the left"
    picker.side.move_them.click()
    assert told[-1] == seats("1/1", "1/2")
    assert not picker.side.move_them.isVisible()


def test_the_whole_hall_is_worked_with_the_keys(picker: SeatPicker, told: list[tuple[str, ...]]) -> None:
    view = picker.view
    view.setFocus()
    view.current = f"{SECTION}/1/1"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
        QTest.keyClick(view, key)
    assert told[-1] == seats("1/3")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space):  # sold: nothing happens, and it is read aloud
        QTest.keyClick(view, key)
    assert told[-1] == seats("1/3")
    assert view.accessibleDescription() == "Parkett, row 2, seat 3, €54.00 · Sold"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
    assert told[-1] == seats("1/3", "3/2")
    entered: list[bool] = []
    picker.entered.connect(lambda: entered.append(True))
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert entered == [True]
    before = view.scale_now
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.scale_now >= before
    QTest.keyClick(view, Qt.Key.Key_Home)


def test_a_sweep_takes_what_is_free_in_it(picker: SeatPicker, told: list[tuple[str, ...]]) -> None:
    start, end = spot(picker.view, f"{SECTION}/2/1"), spot(picker.view, f"{SECTION}/2/8")
    drag(picker.view, start - QPoint(8, 8), end + QPoint(8, 8), Qt.KeyboardModifier.ShiftModifier)
    assert set(told[-1]) == set(seats("2/1", "2/2", "2/7"))


def test_the_tip_tells_what_a_seat_costs_and_whose_it_is(picker: SeatPicker, told: list[tuple[str, ...]]) -> None:
    view = picker.view
    assert view.tip(view.hall.seats[f"{SECTION}/2/6"]) == "Parkett, row 2, seat 6\n€54.00 · Other till · till 2"
    press(view, f"{SECTION}/1/1")
    assert view.tip(view.hall.seats[f"{SECTION}/1/1"]) == "Parkett, row 1, seat 1\n€54.00 · Selected"


def test_offline_only_what_is_leased_to_this_till_can_be_had(picker: SeatPicker) -> None:
    heard: list[tuple[str, ...]] = []
    picker.chosen.connect(heard.append)
    picker.show_plan(plan_of("....ll", "......"))
    press(picker.view, f"{SECTION}/1/1")
    assert heard[-1] == seats("1/1")
    picker.show_plan(plan_of("....ll", "......"), offline=True)
    assert heard[-1] == (), "what can't be had any more is let go"
    press(picker.view, f"{SECTION}/1/2")
    assert heard[-1] == ()
    picker.best(2)
    assert heard[-1] == seats("1/5", "1/6")
    assert [row.free for row in picker.side.zones] == ["2 free"]
    assert "Free, needs the store" in picker.legend.words()


def test_a_seat_sold_meanwhile_is_let_go_and_painted_anew(picker: SeatPicker, told: list[tuple[str, ...]]) -> None:
    press(picker.view, f"{SECTION}/1/4")
    plan = picker.choosing.plan
    assert plan is not None
    seat = f"{SECTION}/1/4"
    newer = plan_on(plan.hall.drawn, {seat: SeatRow(seat, SeatState.SOLD, "sale", ours=True)})
    picker.show_plan(newer)
    assert told[-1] == ()
    assert picker.view.hall.look_of[seat].mark is Mark.SOLD


def test_another_category_comes_forward(picker: SeatPicker) -> None:
    picker.show_plan(plan_of("....", "bbbb"))
    assert [row.text() for row in picker.side.zones if row.isVisible()] == ["Parkett A", "Parkett B"]
    assert picker.view.hall.look_of[f"{SECTION}/2/1"].dim
    picker.side.zones[1].click()
    assert not picker.view.hall.look_of[f"{SECTION}/2/1"].dim
    picker.best(2)
    assert set(picker.choosing.chosen) <= set(seats("2/1", "2/2", "2/3", "2/4"))


def test_places_for_wheelchairs_are_given_when_asked_for(picker: SeatPicker) -> None:
    from tests.domain.seating.halls import hall

    picker.show_plan(plan_on(hall("....wc", section=SECTION), {}))
    picker.best(2)
    assert set(picker.choosing.chosen) <= set(seats("1/1", "1/2", "1/3", "1/4"))
    picker.side.wheelchair.setChecked(True)
    picker.best(2)
    assert picker.choosing.chosen == seats("1/5", "1/6")
    assert "Wheelchair" in picker.legend.words()


def test_german_says_it_in_german(theme: Theme, show: Callable[[QWidget], QWidget]) -> None:
    translators = Translators()
    translators.use("de")
    try:
        picker = SeatPicker(theme, lambda: Formats("de"))
        show(picker)
        picker.show_plan(plan_of("...o"))
        picker.best(2)
        assert picker.side.note.text() in ("Lässt Platz 3 allein.", "Lässt Platz 1 allein.")
        assert picker.side.rows[0].name.text().startswith("Parkett, Reihe 1, Platz")
        picker.best(5)
        assert picker.side.note.text() == "Nur 3 Plätze sind frei."
    finally:
        translators.use("en")


def test_twenty_thousand_seats_are_moved_about_without_being_painted_again(picker: SeatPicker, theme: Theme) -> None:
    """What is seen is painted once; dragging paints only squares that come into sight, and a sale one or two."""
    drawn = big_hall()
    picker.show_plan(plan_on(drawn, {}))
    view = picker.view
    view.zoom(3)
    view.viewport().repaint()
    whole = view.hall.painted
    drag(view, QPoint(300, 300), QPoint(290, 295))
    view.viewport().repaint()
    assert view.hall.painted - whole <= 8
    before = view.hall.painted
    seat = "Block 8/10/20"
    view.bring([seat])
    view.viewport().repaint()
    before = view.hall.painted
    view.show_looks({seat: view.hall.look_of[seat]._replace(mark=Mark.SOLD)})
    view.viewport().repaint()
    assert 1 <= view.hall.painted - before <= 4
    theme.set(mode="light")
    view.viewport().repaint()
    assert view.hall.painted > before + 4


def test_door_and_orders_say_a_seat_in_words_and_leave_foreign_ones_alone() -> None:
    assert seat_text("Parkett/12/7") == "Parkett, row 12, seat 7"
    assert seat_text("Block B, Reihe 3") == "Block B, Reihe 3"
    assert seat_text("") == ""
