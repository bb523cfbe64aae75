"""States in words and badge tones: one place, so that a state is called and coloured alike on every screen."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.domain.events import EventStatus, OrderStatus, TicketState
from ticketforge_desktop.domain.seating.places import own_parts
from ticketforge_desktop.services.views import OrderRow


class State(NamedTuple):
    """A word, the tone of its badge (`widgets.badge.LOOKS`), and an icon where it has one."""

    word: str
    tone: str
    icon: str = ""


def event_state(status: EventStatus) -> State | None:
    """The badge of an event; None for a published or sold-out one, whose stock speaks for it."""
    translate = QCoreApplication.translate
    if status is EventStatus.DRAFT:
        return State(translate("States", "Draft"), "draft")
    if status is EventStatus.CANCELLED:
        return State(translate("EventStates", "Cancelled"), "refused")
    if status is EventStatus.COMPLETED:
        return State(translate("States", "Over"), "neutral")
    return None


def order_state(row: OrderRow) -> State:
    """What an order comes to; a refund in part is said, because it leaves tickets valid."""
    translate = QCoreApplication.translate
    if row.status is OrderStatus.CANCELLED:
        return State(translate("States", "Cancelled"), "refused")
    if row.status is OrderStatus.REFUNDED:
        return State(translate("States", "Refunded"), "exit")
    if row.status is OrderStatus.PENDING:
        return State(translate("States", "Not paid"), "attention")
    if row.financial_status == "PARTIALLY_REFUNDED":
        return State(translate("States", "Refunded in part"), "exit")
    return State(translate("States", "Paid"), "admitted")


def post_state(row: OrderRow) -> State | None:
    """How far posted tickets are; None for an order without post."""
    translate = QCoreApplication.translate
    if not row.hardticket:
        return None
    if row.fulfillment_status == "FULFILLED":
        return State(translate("States", "Posted"), "exit", "truck")
    return State(translate("States", "To post"), "neutral", "fulfilment")


def ticket_state(state: TicketState, *, used: bool) -> State:
    """A ticket's standing; an admission outweighs what the store says."""
    translate = QCoreApplication.translate
    if used:
        return State(translate("States", "Admitted"), "admitted", "check-circle")
    return {
        TicketState.VALID: State(translate("States", "Valid"), "accent", "ticket"),
        TicketState.UNPAID: State(translate("States", "Not paid"), "attention", "warning"),
        TicketState.CANCELLED: State(translate("States", "Cancelled"), "refused", "x-circle"),
        TicketState.REFUNDED: State(translate("States", "Refunded"), "refused", "x-circle"),
        TicketState.VOID: State(translate("States", "Taken out"), "refused", "x-circle"),
    }[state]


def blocked_state() -> State:
    """A ticket that a supervisor keeps out of this station's doors, whatever the store says of it."""
    return State(QCoreApplication.translate("States", "Blocked"), "refused", "lock")


def seat_text(seat: str) -> str:
    """`Stalls, row 12, seat 15`; what is no name of a seat of ours stays as it was written."""
    parts = own_parts(seat)
    if parts is None:
        return seat
    words = QCoreApplication.translate("Seats", "{section}, row {row}, seat {number}")
    return words.format(section=parts[0], row=parts[1], number=parts[2])
