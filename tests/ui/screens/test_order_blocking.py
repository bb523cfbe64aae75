"""A ticket is reported stolen at the counter: it is kept out of the doors, and let pass when it is found again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.house import House, context_on, shown
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Right
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.views import OrderDetails
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.orders import OrdersScreen
from ticketforge_desktop.ui.screens.orders.blocking import BlockDialog
from ticketforge_desktop.ui.screens.orders.details import OrderDetailsPage

EVERYBODY = DEFAULT_MANAGER.rights


@pytest.fixture
def order(house: House) -> OrderDetails:
    tonight = {ticket.ticket_id for ticket in house.valid_tickets()}
    return house.order_with(lambda one: len(one.tickets) > 1 and all(t.ticket_id in tonight for t in one.tickets))


@pytest.fixture
def page(context: Context, order: OrderDetails) -> OrderDetailsPage:
    return opened(context, order)


@pytest.fixture
def clerk(house: House, app: QApplication, order: OrderDetails) -> Iterator[OrderDetailsPage]:
    with context_on(house, app, staff=replace(DEFAULT_MANAGER, rights=EVERYBODY - {Right.FORCE_ADMISSION})) as context:
        yield opened(context, order)


def opened(context: Context, order: OrderDetails) -> OrderDetailsPage:
    screen = OrdersScreen(context)
    shown(screen)
    screen.arrive(order.row.name)
    QApplication.processEvents()
    return screen.details


def button(page: OrderDetailsPage, which: str) -> object:
    return page.blocking.buttons["block pass".split().index(which)]


def choose(page: OrderDetailsPage, *tickets: int) -> None:
    page.tickets.check([page.tickets.tickets[at].ticket_id for at in tickets])


def decide(page: OrderDetailsPage, reason: str) -> None:
    dialog = page.blocking.ask()
    assert isinstance(dialog, BlockDialog)
    dialog.reason.setText(reason)
    QTest.mouseClick(dialog.decide, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def row_of(page: OrderDetailsPage, at: int) -> list[str]:
    return [cell.text for cell in page.tickets.rows[at]]


def verdict(house: House, page: OrderDetailsPage, at: int) -> tuple[Verdict, str]:
    ticket = page.tickets.tickets[at]
    result = house.check_in.check(
        house.codes.code_of(ticket), [ticket.event_id], "A", "entry", DEFAULT_MANAGER, at=house.clock.now()
    )
    return result.verdict, result.ticket.blocked if result.ticket is not None else ""


def test_nothing_is_blocked_that_is_not_chosen(page: OrderDetailsPage) -> None:
    assert not button(page, "block").isVisible()  # type: ignore[attr-defined]
    assert not button(page, "pass").isVisible()  # type: ignore[attr-defined]
    assert page.blocking.ask() is None
    assert not page.context.actions.trigger("order.block")


def test_the_chosen_ticket_is_blocked_for_a_reason_and_says_so(page: OrderDetailsPage, house: House) -> None:
    choose(page, 0)
    decide(page, "  stolen   from a car ")
    assert "Blocked" in row_of(page, 0)
    assert "Blocked" not in row_of(page, 1)
    assert page.tickets.rows[0][2].second.startswith("stolen from a car · ")
    assert verdict(house, page, 0) == (Verdict.BLOCKED, "stolen from a car")
    assert verdict(house, page, 1)[0] is Verdict.ADMITTED
    audited = house.station.audit_rows(1)[0]
    assert (audited.action, audited.subject) == ("block_ticket", page.tickets.tickets[0].ticket_id)
    assert audited.staff_id == DEFAULT_MANAGER.staff_id
    assert "stolen from a car" in audited.detail


def test_it_passes_again(page: OrderDetailsPage, house: House) -> None:
    choose(page, 0, 1)
    decide(page, "lost")
    told: list[str] = []
    page.context.told.connect(lambda _tone, words: told.append(words))
    choose(page, 0)
    assert not button(page, "block").isVisible()  # type: ignore[attr-defined]
    QTest.mouseClick(button(page, "pass"), Qt.MouseButton.LeftButton)  # type: ignore[arg-type]
    assert told == ["1 ticket passes again."]
    assert verdict(house, page, 0)[0] is Verdict.ADMITTED
    assert verdict(house, page, 1)[0] is Verdict.BLOCKED
    assert house.station.audit_rows(1)[0].action == "unblock_ticket"
    told = " ".join(cell.text for row in page.log.rows for cell in row)
    assert "may pass again" in told
    assert "blocked, “lost”" in told


def test_without_a_reason_nothing_is_decided(page: OrderDetailsPage, house: House) -> None:
    choose(page, 0)
    dialog = page.blocking.ask()
    assert dialog is not None
    dialog.reason.setText("   ")
    assert not dialog.decide.isEnabled()
    QTest.mouseClick(dialog.ready[0], Qt.MouseButton.LeftButton)
    assert dialog.reason.text() == "Lost or stolen"
    dialog.reject()
    assert house.gates.blocked() == {}
    assert verdict(house, page, 0)[0] is Verdict.ADMITTED


def test_return_in_the_reason_decides(page: OrderDetailsPage, house: House) -> None:
    choose(page, 1)
    dialog = page.blocking.ask()
    assert dialog is not None
    QTest.keyClicks(dialog.reason, "chargeback")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert [row.reason for row in house.gates.blocked().values()] == ["chargeback"]


def test_who_may_not_is_not_offered_it_and_sees_it_all_the_same(
    clerk: OrderDetailsPage, house: House, order: OrderDetails
) -> None:
    house.gates.block(order.tickets[0].ticket_id, "reported stolen", DEFAULT_MANAGER)
    clerk.refresh()
    choose(clerk, 0, 1)
    assert not any(one.isVisible() for one in clerk.blocking.buttons)
    assert not clerk.context.actions.trigger("order.block")
    assert "Blocked" in row_of(clerk, 0)
