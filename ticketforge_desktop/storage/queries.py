"""Reads of the mirror, for lists, figures and the search."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.records import ShopRecord
from ticketforge_desktop.domain.stock import DEFAULT_THRESHOLDS, Thresholds
from ticketforge_desktop.services.ports.mirror import EventFilter, OrderFilter, Sort
from ticketforge_desktop.services.views import (
    CategoryRow,
    DashboardFigures,
    EventDetails,
    EventRow,
    MirrorCounts,
    OrderDetails,
    OrderRow,
    SearchHit,
    StockLine,
    TicketRow,
)
from ticketforge_desktop.storage import event_queries as events
from ticketforge_desktop.storage import order_queries as orders
from ticketforge_desktop.storage.dashboard import dashboard
from ticketforge_desktop.storage.derivation import read_shop
from ticketforge_desktop.storage.door_tally import DoorTally
from ticketforge_desktop.storage.listing import IdListing
from ticketforge_desktop.storage.mirror_checks import UP_TO_DATE
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.search import search
from ticketforge_desktop.storage.sold_tickets import SoldTickets
from ticketforge_desktop.storage.times import moment


class Queries:
    """`MirrorQueries`.

    Args:
        setting: a setting of the station as JSON text, None where it was never set.
        sold: tickets of this till, which are tickets before the store has sent their order back.
    """

    def __init__(
        self,
        readers: Readers,
        tally: DoorTally,
        setting: Callable[[str], str | None],
        now: Callable[[], datetime],
        sold: SoldTickets | None = None,
    ) -> None:
        self._readers = readers
        self._sold = sold
        self._tally = tally
        self._setting = setting
        self._now = now

    def counts(self) -> MirrorCounts:
        with self._readers.borrow() as connection:
            run = connection.execute
            many = dict(run("SELECT kind, number FROM counts"))
            last = run(f"SELECT ended_at FROM sync_runs WHERE {UP_TO_DATE}").fetchone()  # noqa: S608
            return MirrorCounts(
                run("SELECT count(*) FROM events").fetchone()[0],
                run("SELECT count(*) FROM categories").fetchone()[0],
                many.get("orders", 0),
                many.get("tickets", 0),
                many.get("participants", 0),
                None if last is None else moment(last[0]),
            )

    def shop(self) -> ShopRecord | None:
        with self._readers.borrow() as connection:
            return read_shop(connection)

    def events(self, chosen: EventFilter, sort: Sort) -> IdListing[EventRow]:
        """Raises `BadInput` for a column or span that is none."""
        return events.list_events(self._readers, chosen, sort, self._thresholds(), self._now())

    def event_counts(self) -> dict[str, int]:
        with self._readers.borrow() as connection:
            return events.count_events(connection, self._now())

    def event(self, event_id: str) -> EventDetails:
        with self._readers.borrow() as connection:
            return events.one_event(connection, event_id, self._thresholds())

    def categories(self, event_id: str) -> Sequence[CategoryRow]:
        with self._readers.borrow() as connection:
            return events.categories_of(connection, event_id, self._thresholds())

    def orders(self, chosen: OrderFilter, sort: Sort) -> IdListing[OrderRow]:
        """Raises `BadInput` for a column or status that is none."""
        return orders.list_orders(self._readers, chosen, sort)

    def order(self, name: str) -> OrderDetails:
        with self._readers.borrow() as connection:
            return orders.one_order(connection, name)

    def ticket(self, ticket_id: str) -> TicketRow:
        try:
            with self._readers.borrow() as connection:
                row = orders.one_ticket(connection, ticket_id)
            ended = self._sold.ended(ticket_id) if self._sold else None
            return replace(row, state=ended) if ended is not None else row
        except NotFound:
            sold = self._sold.ticket(ticket_id) if self._sold else None
            if sold is None:
                raise
            return sold

    def tickets(self, *, event_id: str = "", order: str = "", limit: int | None = None) -> Iterator[TicketRow]:
        """As the port says. Raises `NotFound` for an order that is not here."""
        return orders.tickets_in_pages(self._readers, event_id, order, limit)

    def stock_alerts(self) -> Sequence[StockLine]:
        with self._readers.borrow() as connection:
            return events.stock_alerts(connection, self._thresholds(), self._now())

    def dashboard(self, now: datetime, days: int) -> DashboardFigures:
        with self._readers.borrow() as connection:
            return dashboard(connection, self._tally, now, days, self._thresholds())

    def search(self, text: str, limit: int = 20) -> Sequence[SearchHit]:
        with self._readers.borrow() as connection:
            return search(connection, text, limit)

    def _thresholds(self) -> Thresholds:
        """The station's own stock levels, where it set any."""
        default = DEFAULT_THRESHOLDS
        return Thresholds(
            self._level("stock.critical", default.critical),
            self._level("stock.low", default.low_stock),
            self._level("stock.medium", default.medium),
        )

    def _level(self, key: str, default: int) -> int:
        text = self._setting(key)
        try:
            value = json.loads(text) if text is not None else default
        except ValueError:
            return default
        return value if type(value) is int else default
