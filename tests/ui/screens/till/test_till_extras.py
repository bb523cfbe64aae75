"""A discount by right, and tickets that are sent by post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.screens.printing.page import wait
from tests.ui.screens.till.conftest import Counter
from tests.ui.screens.till.test_till_story import RETURN, place_of, printed, sold_by, strike
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.till import Buyer
from ticketforge_desktop.ui.screens.till import TillScreen
from ticketforge_desktop.ui.screens.till.discount import DiscountDialog
from ticketforge_desktop.ui.screens.till.post import PostDialog


@pytest.fixture(autouse=True)
def empty(till: TillScreen) -> Iterator[None]:
    yield
    if till.counter.hand is not None:
        till.counter.discard()


def discount_of(till: TillScreen) -> DiscountDialog:
    dialog = till.extras.ask_discount()
    assert isinstance(dialog, DiscountDialog)
    return dialog


def test_ten_percent_off_stands_on_panel_receipt_and_order(till: TillScreen, counter: Counter) -> None:
    desk, sales = counter.desk, sold_by(till)
    strike(till, place_of(till, counter.event_id) + "12" + RETURN)
    full = till.counter.due()[0].total_minor

    dialog = discount_of(till)
    dialog.value.setText("10")
    dialog.done_with()
    assert dialog.reason_field.fault, "nobody gives a discount without saying why"
    dialog.reason.setText("choir of the house")
    dialog.done_with()
    assert "choir of the house" in till.panel.off.text()
    strike(till, RETURN)
    printed(till)

    (sale,) = sales
    assert (sale.total.minor, sale.discount_minor) == (full - (full + 5) // 10, (full + 5) // 10)
    paper = counter.receipts.done()[-1].texts
    told = " ".join(paper)
    assert ("choir" in told, "Discount" in told) == (True, True), list(paper)
    desk.pushing.run(patience_s=5)
    desk.run_sync()
    assert desk.queries.order(desk.till.selling.sale(sale.sale_id).order).row.total.minor == sale.total.minor


def test_a_discount_that_cant_be_is_told_at_its_field_and_one_is_taken_back(till: TillScreen, counter: Counter) -> None:
    strike(till, place_of(till, counter.event_id) + "11" + RETURN)
    full = till.counter.due()[0].total_minor
    dialog = discount_of(till)
    dialog.kind.choose("amount")
    dialog.reason.setText("sorry")
    for typed in ("", "a", "0", "99999"):
        dialog.value.setText(typed)
        dialog.done_with()
        assert dialog.value_field.fault, typed
        assert till.counter.due()[0].total_minor == full
        dialog.value_field.set_fault("")
    dialog.value.setText("5.50")
    dialog.done_with()
    assert till.counter.due()[0].total_minor == full - 550

    again = discount_of(till)
    assert (again.value.text(), again.reason.text()) == ("5.50", "sorry")
    QTest.mouseClick(again.none, Qt.MouseButton.LeftButton)

    assert till.counter.due()[0].total_minor == full
    assert not till.panel.off.isVisibleTo(till)


def test_without_the_right_nobody_is_even_asked(till: TillScreen, counter: Counter) -> None:
    strike(till, place_of(till, counter.event_id) + "11" + RETURN)
    staff = till.context.staff
    till.context.actions.set_staff(replace(staff, rights=staff.rights - {Right.DISCOUNT}))
    try:
        till.show_all()
        assert not till.panel.discount.isEnabled()
        assert till.extras.ask_discount() is None
    finally:
        till.context.actions.set_staff(staff)
        till.show_all()


def test_tickets_by_post_are_paid_for_addressed_and_not_printed_here(till: TillScreen, counter: Counter) -> None:
    desk, sales, before = counter.desk, sold_by(till), len(counter.tickets.done())
    strike(till, place_of(till, counter.event_id) + "11" + RETURN)
    bare = till.counter.due()[0].total_minor
    dialog = till.extras.ask_post()
    assert isinstance(dialog, PostDialog)
    dialog.name.setText("Zoë Brandt")
    dialog.street.setText("Lange Straße 3")
    dialog.postcode.setText("2612")
    dialog.done_with()
    assert dialog.fields["city"].fault
    dialog.city.setText("Oldenburg")
    dialog.done_with()
    assert "26122" in dialog.fields["postcode"].fault
    dialog.postcode.setText("26122")
    dialog.done_with()
    wait(lambda: len(till.panel.rows) == 2)

    assert till.counter.due()[0].total_minor == bare + desk.till_page.postage().unit_minor
    assert "26122 Oldenburg" in till.panel.rows[1].detail.text()
    assert not till.panel.tickets.isChecked()
    till.counter.set_buyer(Buyer(name="Zoë Brandt", email="zoe@example.org"))
    strike(till, RETURN)
    printed(till)

    (sale,) = sales
    assert len(counter.tickets.done()) == before, "they are printed by those who send them"
    assert till.panel.tickets.isChecked(), "the next buyer takes them along"
    desk.pushing.run(patience_s=5)
    desk.run_sync()
    order = desk.queries.order(desk.till.selling.sale(sale.sale_id).order)
    assert order.row.total.minor == sale.total.minor
    assert "Lange Straße 3" in str(desk.store().post_addresses([order.row.order_id]))


def test_without_tickets_nothing_is_posted_and_nothing_taken_off(till: TillScreen, counter: Counter) -> None:
    strike(till, place_of(till, counter.event_id) + "11" + RETURN)
    dialog = till.extras.ask_post()
    assert isinstance(dialog, PostDialog)
    for field, text in ((dialog.name, "A B"), (dialog.street, "C 1"), (dialog.postcode, "26122"), (dialog.city, "D")):
        field.setText(text)
    dialog.done_with()
    wait(lambda: len(till.panel.rows) == 2)

    till.counter.drop_line(0)

    assert till.counter.hand is not None
    assert (till.counter.hand.basket.lines, till.counter.hand.buyer.address) == ((), "")
