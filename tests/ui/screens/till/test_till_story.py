"""A sale from the first key to the change: by keyboard alone, with the real store and printers that read strictly."""

from __future__ import annotations

import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.house import shown
from tests.ui.screens.printing.page import told_by, troubles_of, wait
from tests.ui.screens.till.conftest import Counter
from ticketforge_desktop.services.money_settings import FISCAL_DEVICE
from ticketforge_desktop.services.ports.till import Sale
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.till import TillScreen
from ticketforge_desktop.ui.screens.till.hand import Step

RETURN = "\r"


def strike(till: TillScreen, keys: str) -> int:
    """Press keys one after the other, whatever has the focus; how many it were."""
    for key in keys:
        target = QApplication.focusWidget() or till
        if key == RETURN:
            QTest.keyClick(target, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(target, key)
        QApplication.processEvents()
        wait(lambda: not till.counter.busy)
    return len(keys)


def place_of(till: TillScreen, event_id: str) -> str:
    """The digit of an event's tile."""
    ids = [event.event_id for event in till.counter.events]
    return str(ids.index(event_id) + 1)


def sold_by(till: TillScreen) -> list[Sale]:
    sales: list[Sale] = []
    till.counter.sold.connect(sales.append)
    return sales


def printed(till: TillScreen) -> None:
    wait(lambda: till.counter.papers is not None)


def test_two_tickets_for_cash_take_six_keys_and_everything_follows(till: TillScreen, counter: Counter) -> None:
    desk, sales = counter.desk, sold_by(till)
    before = desk.till_page.categories(counter.event_id)[0].ours

    keys = strike(till, place_of(till, counter.event_id) + "12" + RETURN + RETURN)
    printed(till)

    assert keys <= 10
    (sale,) = sales
    assert (len(sale.tickets), sale.pending, sale.change_minor) == (2, True, 0)
    assert desk.till_page.categories(counter.event_id)[0].ours == before - 2
    assert till.counter.papers is not None
    assert (till.counter.papers.printed, till.counter.papers.receipt) == (2, "printed")
    # The paper: two tickets that the printer understood to the last byte, and a receipt behind an open drawer.
    assert len(counter.tickets.done()) == 2
    assert len(counter.receipts.kicks) == 1
    (receipt,) = counter.receipts.done()
    assert any(f"{sale.total.minor // 100},{sale.total.minor % 100:02d}" in text for text in receipt.texts)
    # The store: one order, paid, with the very tickets that were printed.
    desk.pushing.run(patience_s=5)
    desk.run_sync()
    kept = desk.till.selling.sale(sale.sale_id)
    assert kept.order.startswith("#")
    assert {row.ticket_id for row in desk.queries.order(kept.order).tickets} == {one.ticket_id for one in sale.tickets}
    # And the next buyer stands before the same event.
    assert till.counter.hand is not None
    assert (till.counter.hand.step, till.counter.hand.basket.lines) == (Step.CATEGORY, ())


def test_with_a_signing_device_the_receipt_bears_its_code(till: TillScreen, counter: Counter) -> None:
    desk, sales = counter.desk, sold_by(till)
    desk.settings.put({FISCAL_DEVICE: "test"}, desk.staff)
    try:
        strike(till, place_of(till, counter.event_id) + "11" + RETURN + RETURN)
        printed(till)
        (sale,) = sales
        code = desk.shifts.fiscal.mark(sale.sale_id).code
    finally:
        desk.settings.put({FISCAL_DEVICE: "none"}, desk.staff)

    assert code.startswith("V0;")
    (found,) = zxingcpp.read_barcodes(counter.receipts.done()[-1].picture)
    assert found.text == code


def test_change_is_told_in_large_figures_and_by_coins(till: TillScreen, counter: Counter) -> None:
    strike(till, place_of(till, counter.event_id) + "11" + RETURN + "500")

    price = counter.desk.till_page.categories(counter.event_id)[0].price.minor
    back = till.context.formats.money(counter.desk.till_page.money(50_000 - price))
    assert till.payment.change.figure.text() == back
    assert "1" in till.payment.change.below.text()
    QTest.keyClick(till, Qt.Key.Key_Backspace)
    assert till.payment.given.figure.text() == till.context.formats.money(counter.desk.till_page.money(5_000))
    till.counter.discard()


def test_a_sale_is_split_between_cash_and_card(till: TillScreen, counter: Counter) -> None:
    sales = sold_by(till)
    strike(till, place_of(till, counter.event_id) + "11" + RETURN + "10" + RETURN)
    assert till.payment.change.label.text() == "Still to pay"

    QTest.keyClick(till, Qt.Key.Key_F10)
    strike(till, RETURN)
    printed(till)

    (sale,) = sales
    assert [(str(paid.tender), paid.amount_minor) for paid in sale.payments] == [
        ("cash", 1000),
        ("card", sale.total.minor - 1000),
    ]


def test_a_free_place_wants_a_reason_and_costs_nothing(till: TillScreen, counter: Counter) -> None:
    sales, troubles = sold_by(till), troubles_of(till.context)
    strike(till, place_of(till, counter.event_id) + "11")
    QTest.mouseClick(till.quantity.classes._segments["free"], Qt.MouseButton.LeftButton)
    strike(till, RETURN)
    assert [getattr(error, "facts", {}).get("field") for error in troubles] == ["reason"]

    till.quantity.reason.setFocus()
    QTest.keyClicks(till.quantity.reason, "press")
    QTest.keyClick(till.quantity.reason, Qt.Key.Key_Return)
    wait(lambda: not till.counter.busy)
    strike(till, RETURN)

    wait(lambda: bool(sales))
    assert (sales[0].total.minor, sales[0].lines[0].reason, len(sales[0].tickets)) == (0, "press", 1)


def test_more_than_the_lease_holds_asks_the_store_and_waits(till: TillScreen, counter: Counter) -> None:
    sales = sold_by(till)
    ours = counter.desk.till_page.categories(counter.event_id)[0].ours
    strike(till, f"{place_of(till, counter.event_id)}1{ours + 1}" + RETURN + RETURN)
    assert till.question.isVisible()
    assert sales == []

    QTest.mouseClick(till.question.yes, Qt.MouseButton.LeftButton)
    wait(lambda: bool(sales))

    assert (sales[0].order[:1], len(sales[0].tickets)) == ("#", ours + 1)
    assert counter.desk.till_page.categories(counter.event_id)[0].ours == ours  # the lease was left alone


def test_a_discarded_sale_is_brought_back_and_a_parked_one_taken_up(till: TillScreen, counter: Counter) -> None:
    told = told_by(till.context)
    strike(till, place_of(till, counter.event_id) + "13" + RETURN)
    QTest.keyClick(till, Qt.Key.Key_Delete)
    assert till.counter.hand is not None
    assert till.counter.hand.basket.lines == ()
    assert told[-1].startswith("Sale discarded")

    till.context.actions.trigger("till.bring_back")
    assert till.counter.hand.basket.tickets == 3

    till.counter.park()
    wait(lambda: not till.counter.busy)
    assert till.counter.hand.basket.lines == ()
    (parked,) = counter.desk.till_page.parked()
    till.counter.take_parked(parked.basket_id)
    wait(lambda: not till.counter.busy)
    assert till.counter.hand.basket.tickets == 3
    assert list(counter.desk.till_page.parked()) == []
    till.counter.discard()


def test_escape_leads_back_step_by_step_and_keeps_the_basket(till: TillScreen, counter: Counter) -> None:
    strike(till, place_of(till, counter.event_id) + "11" + RETURN)
    for step in (Step.CATEGORY, Step.EVENT):
        QTest.keyClick(till, Qt.Key.Key_Escape)
        assert till.counter.hand is not None
        assert till.counter.hand.step is step
    assert till.counter.hand.basket.tickets == 1
    strike(till, RETURN)
    assert till.counter.hand.step is Step.PAYMENT
    till.counter.discard()


def test_without_a_shift_nothing_is_sold_until_one_is_opened(context: Context, counter: Counter) -> None:
    desk = counter.desk
    desk.shifts.desk.close(desk.shifts.desk.count({}, note="end of the story"))
    screen = TillScreen(context)
    shown(screen, 1100, 700)
    assert screen.no_shift.isVisible()
    assert not screen.panel.pay.isEnabled()

    screen.no_shift.amount.setText("1.000,5,0")
    screen.no_shift.open_shift()
    assert screen.no_shift.field.fault
    screen.no_shift.amount.setText("150.00")
    screen.no_shift.open_shift()

    wait(lambda: not screen.no_shift.isVisible())
    assert desk.shifts.desk.current() is not None
