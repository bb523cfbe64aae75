"""A buyer comes back to the counter: a ticket is taken back from the page of its order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.house import shown
from tests.ui.screens.printing.page import told_by, troubles_of, wait
from tests.ui.screens.till.conftest import Counter
from ticketforge_desktop.domain.basket import PriceClass
from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.domain.tenders import Tender, Tendered
from ticketforge_desktop.services.ports.till import Sale
from ticketforge_desktop.services.sell import SaleRequest, new_sale_id
from ticketforge_desktop.services.take_back import TakenBack
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.orders import OrdersScreen
from ticketforge_desktop.ui.screens.orders.details import OrderDetailsPage
from ticketforge_desktop.ui.screens.orders.taking_back import TakeBackDialog


@pytest.fixture
def sale(counter: Counter) -> Sale:
    desk, page = counter.desk, counter.desk.till_page
    if desk.shifts.desk.current() is None:
        desk.shifts.desk.open(15_000)
    first = page.categories(counter.event_id)[0]
    desk.till_stock.lease(counter.event_id, [first.category_id], quantity=2)
    line = page.line(counter.event_id, first.category_id, 2, PriceClass.FULL, "")
    made = page.sell(SaleRequest(new_sale_id(), page.empty().plus(line), (Tendered(Tender.CASH),)))
    desk.pushing.run(patience_s=5)
    desk.run_sync()
    return desk.till.selling.sale(made.sale_id)


@pytest.fixture
def order(context: Context, sale: Sale) -> OrderDetailsPage:
    screen = OrdersScreen(context)
    shown(screen)
    screen.arrive(sale.order)
    QApplication.processEvents()
    wait(lambda: bool(screen.details.tickets.tickets))
    return screen.details


def asked(order: OrderDetailsPage, *tickets: int) -> TakeBackDialog:
    order.tickets.check([order.tickets.tickets[at].ticket_id for at in tickets])
    dialog = order.taking_back.ask()
    assert dialog is not None
    return dialog


def agree(dialog: TakeBackDialog) -> None:
    QTest.mouseClick(dialog.decided, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_one_of_two_is_taken_back_for_cash_less_a_fee(order: OrderDetailsPage, counter: Counter, sale: Sale) -> None:
    told = told_by(order.context)
    dialog = asked(order, 0)
    assert not dialog.decided.isEnabled()  # not without a reason
    dialog.reason.setText("fell ill")
    dialog.fee.setText("1.000,50,3")
    agree(dialog)
    assert dialog.fee_field.fault
    dialog.fee.setText("5.00")
    agree(dialog)
    wait(lambda: bool(told))

    back = counter.desk.till.selling.sales(limit=1)[0]
    assert (back.reverses, back.fee_minor, back.payments[0].amount_minor) == (
        sale.sale_id,
        500,
        500 - sale.total.minor // 2,
    )
    assert order.context.formats.money(counter.desk.till_page.money(sale.total.minor // 2 - 500)) in told[-1]
    assert str(counter.desk.queries.ticket(order.tickets.tickets[0].ticket_id).state) == "refunded"


def test_who_was_let_in_is_asked_about(order: OrderDetailsPage, counter: Counter, sale: Sale) -> None:
    desk, ticket = counter.desk, order.tickets.tickets[0]
    code = desk.codes().code_of(desk.queries.ticket(ticket.ticket_id))
    assert str(desk.check_in.check(code, [counter.event_id], "A", "entry", desk.staff).verdict) == "admitted"
    order.context.go.emit("orders", sale.order)
    screen = OrdersScreen(order.context)
    shown(screen)
    screen.arrive(sale.order)
    wait(lambda: bool(screen.details.tickets.tickets))

    dialog = asked(screen.details, 0)
    dialog.reason.setText("left again")
    assert dialog.used.isVisibleTo(dialog)
    assert not dialog.decided.isEnabled()
    dialog.used.setChecked(True)
    assert dialog.decided.isEnabled()
    dialog.reject()


def test_a_ticket_that_somebody_took_back_meanwhile_is_told(
    order: OrderDetailsPage, counter: Counter, sale: Sale
) -> None:
    troubles = troubles_of(order.context)
    dialog = asked(order, 1)
    dialog.reason.setText("too late")
    ticket_id = order.tickets.tickets[1].ticket_id
    counter.desk.till.taking_back.refund(TakenBack(new_sale_id(), (ticket_id,), "faster"))
    agree(dialog)
    wait(lambda: bool(troubles))

    assert isinstance(troubles[0], Conflict)
