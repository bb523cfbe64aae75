"""Numbered stock on the printing page: put in, printed on, spoiled, counted, changed for the next roll."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.house import context_on
from tests.ui.screens.print_house import LABELS, TALKING, fresh_tickets, jam_under, settle_all
from tests.ui.screens.printing.page import CLERK, page_of, press, troubles_of
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.domain.rights import ROLE_RIGHTS, Role
from ticketforge_desktop.services.run_choice import Choice
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.places import SIDE_PLACES
from ticketforge_desktop.ui.screens.printing.stock_form import Deed


@pytest.fixture(autouse=True)
def no_rolls(desk: Desk) -> Iterator[None]:
    yield
    settle_all(desk)
    for roll in desk.print_page.rolls():
        if roll.closed_at is None:
            desk.print_page.count_roll(roll.roll_id, roll.next_serial, close=True)


def put_in(context: Context, name: str, first: str, last: str, printer: str = TALKING.name) -> None:
    screen = page_of(context)
    press(screen.stock.put_in)
    form = screen.stock.form
    form.printer.choose(printer)
    form.name.setText(name)
    form.first.setText(first)
    form.last.setText(last)
    press(form.keep)


def test_a_roll_is_put_in_printed_on_and_changed_for_the_next(context: Context, desk: Desk) -> None:
    put_in(context, "R-1", "1 001", "1010")
    ids = fresh_tickets(desk, 3)
    for _event in desk.print_page.work(desk.print_page.plan(Choice(ticket_ids=tuple(ids))), [TALKING.name], bool):
        pass
    screen = page_of(context)
    (line,) = [one for one in screen.stock.lines if not one.isHidden()]
    assert line.title.text() == "R-1 in Box office"
    assert line.figures.text() == "next piece 1004 · 7 left · 3 printed"
    press(line.spoil)
    form = screen.stock.form
    form.pieces.setText("2")
    press(form.keep)
    assert form.fields["reason"].fault == "Say what happened to them."
    form.reason.setText("Torn")
    press(form.keep)
    assert form.isHidden()
    assert line.figures.text() == "next piece 1006 · 5 left · 3 printed · 2 spoiled"
    press(line.close_roll)
    assert form.following.text() == "1006"
    form.following.setText("1008")
    press(form.keep)
    assert form.isVisible()
    assert form.deed is Deed.OPEN, "the next roll is asked for at once"
    assert form.fields["printer"].isHidden()
    form.name.setText("R-2")
    form.first.setText("5001")
    form.last.setText("6000")
    press(form.keep)
    assert "R-1: 3 printed, 2 spoiled, 2 missing" in screen.stock.closed.text()
    assert line.title.text() == "R-2 in Box office"


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(context: Context, desk: Desk) -> None:
    put_in(context, "F-1", "1", "10")
    screen = page_of(context)
    form, stock = screen.stock.form, screen.stock
    press(stock.put_in)
    assert form.printer.count() == 0 or form.fields["printer"].isHidden(), "one printer is free"
    form.name.setText("F-1")
    form.first.setText("10")
    form.last.setText("nine")
    press(form.keep)
    assert form.fields["first"].fault.startswith("Read the numbers")
    assert form.last.text() == "nine"
    form.last.setText("20")
    press(form.keep)
    assert form.fields["roll"].fault.startswith("There was a roll of that name")
    form.name.setText("")
    press(form.keep)
    assert form.fields["roll"].fault.startswith("Write what stands on the roll")
    desk.print_page.open_roll("F-2", LABELS.name, 1, 9)  # somebody at another window
    form.name.setText("F-3")
    press(form.keep)
    assert form.fields["first"].fault == "Another roll lies in it: take that out first."
    line = stock.lines[0]
    form.ask(Deed.SPOIL, line.roll, ())
    form.pieces.setText("50")
    form.reason.setText("wet")
    press(form.keep)
    assert form.fields["pieces"].fault.startswith("So many are not left")
    form.ask(Deed.COUNT, line.roll, ())
    form.following.setText("99")
    press(form.keep)
    assert form.fields["next"].fault == "That number is not on this roll."
    assert {roll.roll_id for roll in desk.print_page.rolls() if roll.closed_at is None} == {"F-1", "F-2"}


def test_a_roll_with_a_paper_in_doubt_stays_in(context: Context, desk: Desk) -> None:
    put_in(context, "D-1", "1", "10")
    jam_under(desk, 1, 1)
    screen = page_of(context)
    assert "1 in doubt" in screen.stock.lines[0].figures.text()
    press(screen.stock.lines[0].close_roll)
    press(screen.stock.form.keep)
    assert screen.stock.form.fields["next"].fault.startswith("A paper of this roll is in doubt")
    assert desk.print_page.rolls()[0].closed_at is None


def test_a_roll_that_somebody_else_took_out_is_told_as_such(context: Context, desk: Desk) -> None:
    put_in(context, "C-1", "1", "10")
    screen = page_of(context)
    press(screen.stock.lines[0].count)
    desk.print_page.count_roll("C-1", 3, close=True)
    seen = troubles_of(context)
    press(screen.stock.form.keep)
    assert [type(one).__name__ for one in seen] == ["Conflict"]


def test_who_may_not_print_does_nothing_with_stock(desk: Desk, app: QApplication) -> None:
    desk.print_page.open_roll("V-1", TALKING.name, 1, 5)
    with context_on(desk, app, staff=replace(CLERK, rights=ROLE_RIGHTS[Role.STEWARD])) as context:
        context.actions.declare(place.action for place in SIDE_PLACES)
        stock = page_of(context).stock
        assert not stock.put_in.isEnabled()
        assert not any(
            one.isEnabled() for one in (stock.lines[0].spoil, stock.lines[0].count, stock.lines[0].close_roll)
        )
