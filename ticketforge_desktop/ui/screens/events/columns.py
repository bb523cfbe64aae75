"""Columns of the events table."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.domain.events import EventStatus
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.stock import StockLevel, not_for_sale
from ticketforge_desktop.services.views import CategoryRow, EventRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.formats import local
from ticketforge_desktop.ui.models.paged import Column
from ticketforge_desktop.ui.screens.words import event_state
from ticketforge_desktop.ui.theme import Role
from ticketforge_desktop.ui.widgets.badge import stock_word
from ticketforge_desktop.ui.widgets.table import Cell

_OFF = frozenset({EventStatus.DRAFT, EventStatus.CANCELLED, EventStatus.COMPLETED})
_SHORT = frozenset({StockLevel.CRITICAL, StockLevel.LOW_STOCK})
NONE = "–"
WIDE_DAY: Final = date(2028, 11, 29)  # a Wednesday: as wide as a day gets


def iso(at: datetime | None, zone: str) -> str:
    """A moment for files: ISO 8601 with offset, "" where unknown."""
    return "" if at is None else local(at, zone).isoformat(timespec="minutes")


def _status_sample() -> str:
    """The widest status, with room for its gauge."""
    return "xxx" + max((stock_word(level) for level in StockLevel), key=len)


def event_columns(context: Context, now: datetime | None = None) -> list[Column[EventRow]]:
    """One status column (state or stock, never both); only exceptions get a badge; numbers on the right."""
    translate = QCoreApplication.translate

    def status(row: EventRow) -> Cell:
        state = event_state(row.status)
        return _stock(row) if state is None else Cell(state.word, badge=state.tone)

    def starts(row: EventRow) -> Cell:
        if row.starts_at is None:
            return Cell(NONE, tone="secondary")
        this_year = local(context.desk.now() if context.desk else row.starts_at, row.zone).year
        year = local(row.starts_at, row.zone).year != this_year
        day = context.formats.weekday(row.starts_at, row.zone, year=year)
        return Cell(day, context.formats.time(row.starts_at, row.zone), dim=row.status in _OFF)

    def count(value: int, row: EventRow) -> Cell:
        return Cell(context.formats.number(value) if value else "0", right=True, dim=row.status in _OFF)

    def held(row: EventRow) -> Cell:
        text = context.formats.number(row.reserved) if row.reserved else NONE
        return Cell(text, right=True, dim=row.status in _OFF)

    def available(row: EventRow) -> Cell:
        if row.status in _OFF:
            return Cell(NONE, right=True, dim=True)
        tone = str(row.alert) if row.alert in _SHORT else "text"
        return Cell(context.formats.number(row.available), role=Role.STRONG, tone=tone, right=True)

    return [
        Column("alert", lambda: translate("Events", "Status"), status, _status_sample),
        Column(
            "title",
            lambda: translate("Events", "Event"),
            lambda row: Cell(row.title, role=Role.NAME, dim=row.status in _OFF),
            lambda: "",
            stretch=3,
            plain=lambda row: row.title,
        ),
        Column(
            "starts_at",
            lambda: translate("Events", "Starts"),
            starts,
            lambda: f"{context.formats.weekday(WIDE_DAY, year=True)}  28:88",
            plain=lambda row: iso(row.starts_at, row.zone),
        ),
        Column(
            "venue",
            lambda: translate("Events", "Venue"),
            lambda row: Cell(row.venue, row.city, dim=row.status in _OFF),
            lambda: "",
            stretch=2,
            rank=1,
            plain=lambda row: f"{row.venue}, {row.city}".strip(", "),
        ),
        Column(
            "capacity",
            lambda: translate("Events", "Capacity"),
            lambda row: count(row.capacity, row),
            lambda: "88,888",
            right=True,
            rank=3,
            plain=lambda row: str(row.capacity),
        ),
        Column(
            "sold",
            lambda: translate("Events", "Sold"),
            lambda row: count(row.sold, row),
            lambda: "88,888",
            right=True,
            plain=lambda row: str(row.sold),
        ),
        Column(
            "reserved",
            lambda: translate("Events", "Held"),
            held,
            lambda: "8,888",
            right=True,
            rank=4,
            plain=lambda row: str(row.reserved),
        ),
        Column(
            "available",
            lambda: translate("Events", "Available"),
            available,
            lambda: "88,888",
            right=True,
            plain=lambda row: str(row.available),
        ),
        Column(
            "gross",
            lambda: translate("Events", "Gross"),
            lambda row: Cell(context.formats.money(row.gross), right=True, dim=row.status in _OFF),
            lambda: context.formats.money(Money(88_888_888, "EUR")),
            right=True,
            rank=2,
            plain=lambda row: row.gross.decimal,
        ),
    ]


def _stock(row: CategoryRow | EventRow) -> Cell:
    """How far it is sold; what was never offered is not sold out."""
    if row.alert is StockLevel.SOLD_OUT and not_for_sale(row.capacity, row.available):
        return Cell(QCoreApplication.translate("States", "Not for sale"), badge="neutral")
    return Cell(level=row.alert)


def category_cells(context: Context, row: CategoryRow) -> list[Cell]:
    """A category as a row of the details: status, name, price, capacity, sold, held, available."""
    number = context.formats.number
    tone = str(row.alert) if row.alert in _SHORT else "text"
    return [
        _stock(row),
        Cell(row.name, role=Role.NAME),
        Cell(context.formats.money(row.price), right=True),
        Cell(number(row.capacity), right=True),
        Cell(number(row.sold), right=True),
        Cell(number(row.reserved) if row.reserved else NONE, right=True),
        Cell(number(row.available), role=Role.STRONG, tone=tone, right=True),
    ]
