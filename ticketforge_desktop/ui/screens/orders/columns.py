"""Columns of the orders table, and of the tickets of one order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.domain.events import OrderStatus
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.views import OrderRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.models.paged import Column
from ticketforge_desktop.ui.screens.events.columns import NONE, WIDE_DAY, iso
from ticketforge_desktop.ui.screens.words import order_state, post_state
from ticketforge_desktop.ui.theme import Role
from ticketforge_desktop.ui.widgets.table import Cell

_OVER = frozenset({OrderStatus.CANCELLED, OrderStatus.REFUNDED})


def not_shared() -> str:
    """What stands where a name or an address would: the shop's plan hides it."""
    return QCoreApplication.translate("Orders", "not shared by the shop")


def holder_cell(row: OrderRow) -> Cell:
    """Name, and beside it the address; quiet words where the shop tells neither."""
    if not row.holder and not row.email:
        return Cell(not_shared(), role=Role.SMALL, tone="secondary")
    return Cell(row.holder or row.email, row.email if row.holder else "", dim=row.status in _OVER)


def order_columns(context: Context, zone: Callable[[], str]) -> list[Column[OrderRow]]:
    """Newest first is what a counter wants; the state is a badge, post only where there is any.

    `zone` gives the shop's zone: orders have no venue.
    """
    translate = QCoreApplication.translate

    def state(row: OrderRow) -> Cell:
        shown = order_state(row)
        return Cell(shown.word, badge=shown.tone)

    def post(row: OrderRow) -> Cell:
        shown = post_state(row)
        return Cell() if shown is None else Cell(shown.word, badge=shown.tone)

    def ordered(row: OrderRow) -> Cell:
        if row.created_at is None:
            return Cell(NONE, tone="secondary")
        formats = context.formats
        return Cell(formats.day(row.created_at, zone(), year=True), formats.time(row.created_at, zone()))

    return [
        Column(
            "name", lambda: translate("Orders", "Order"), lambda row: Cell(row.name, role=Role.NAME), lambda: "#100428"
        ),
        Column(
            "created_at",
            lambda: translate("Orders", "Ordered"),
            ordered,
            lambda: f"{context.formats.day(WIDE_DAY, year=True)}  28:88 ",
            rank=2,
            plain=lambda row: iso(row.created_at, zone()),
        ),
        Column(
            "holder",
            lambda: translate("Orders", "Holder"),
            holder_cell,
            lambda: "",
            stretch=4,
            plain=lambda row: row.holder,
        ),
        Column(
            "event_title",
            lambda: translate("Orders", "Event"),
            lambda row: Cell(row.event_title or NONE, dim=row.status in _OVER),
            lambda: "",
            stretch=4,
            rank=1,
            plain=lambda row: row.event_title,
        ),
        Column(
            "tickets",
            lambda: translate("Orders", "Tickets"),
            lambda row: Cell(context.formats.number(row.tickets), right=True),
            lambda: "88",
            right=True,
            plain=lambda row: str(row.tickets),
        ),
        Column(
            "total",
            lambda: translate("Orders", "Total"),
            lambda row: Cell(context.formats.money(row.total), right=True, dim=row.status in _OVER),
            lambda: context.formats.money(Money(8_888_800, "EUR")),
            right=True,
            plain=lambda row: row.total.decimal,
        ),
        Column(
            "status",
            lambda: translate("Orders", "State"),
            state,
            lambda: translate("States", "Refunded in part") + "x",
            plain=lambda row: order_state(row).word,
        ),
        Column(
            "hardticket",
            lambda: translate("Orders", "Post"),
            post,
            lambda: translate("States", "Posted") + "xx",
            rank=3,
        ),
    ]
