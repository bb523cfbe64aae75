"""Figures that are never summed up from scratch: each transaction moves them by what it changed.

An order contributes, the moment it is confirmed (paid, not cancelled, not refunded whole, no test):
its current total to the day it was made on and to the channel, and its valid tickets at their lines' price to their
event's day and category. Tickets that wait for payment hold their place: they count as sold, without money.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ticketforge_desktop.domain.events import OrderStatus, TicketState, order_status
from ticketforge_desktop.domain.records import LineRecord, OrderRecord, TicketRecord
from ticketforge_desktop.domain.ticketing import TicketRow
from ticketforge_desktop.storage.cipher import Connection

WEB: Final = "web"
TILL: Final = "till"
# `sourceName` of orders made at a counter: Shopify's own point of sale, and ours.
TILL_SOURCES: Final = frozenset({"pos", "ticketforge"})
_VALID: Final = str(TicketState.VALID)
_UNPAID: Final = str(TicketState.UNPAID)
_SEED: Final = attrgetter("seed")


class ShopDays:
    """The day in the shop's zone of a time as the store sends it."""

    def __init__(self, zone: str) -> None:
        try:
            self._zone = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            self._zone = ZoneInfo("UTC")
        self._hours: dict[str, str] = {}

    def of(self, at: str) -> str:
        """`2026-11-14T23:30:00Z` is the 15th in Berlin; "" for a time that is none."""
        hour = at[:13]
        day = self._hours.get(hour)
        if day is None:
            first, last = self._day(f"{hour}:00:00Z"), self._day(f"{hour}:59:59Z")
            # Midnight falls into this hour in a zone with half hours: then each time is asked for itself.
            day = self._hours[hour] = first if first == last else ""
        return day or self._day(at)

    def _day(self, at: str) -> str:
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            return ""
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return moment.astimezone(self._zone).date().isoformat()


class Ledger:
    """What orders contribute, added up; taken away again before an order changes.

    Counters are plain lists in dicts: a first sync counts a million tickets.
    """

    def __init__(self, days: ShopDays) -> None:
        self._days = days
        self.orders = 0
        self.tickets = 0
        # (event, variant) → valid, unpaid, gross
        self.categories: defaultdict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0, 0])
        # (day, channel, currency) → total, orders, tickets
        self.sales: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
        # (day, channel, currency) → event → total, tickets
        self.event_days: defaultdict[tuple[str, str, str], dict[str, list[int]]] = defaultdict(dict)

    def add(
        self, order: OrderRecord, lines: Sequence[LineRecord], tickets: Sequence[TicketRecord], sign: int = 1
    ) -> None:
        """Count an order in (`sign` 1) or out (-1)."""
        self._add(order, lines, [ticket[1:] for ticket in tickets], sign)  # what a row has, from its second field on

    def add_rows(self, order: OrderRecord, lines: Sequence[LineRecord], rows: Sequence[TicketRow]) -> None:
        """Count an order in whose tickets are rows of the mirror."""
        self._add(order, lines, rows, 1)

    def _add(
        self,
        order: OrderRecord,
        lines: Sequence[LineRecord],
        tickets: Sequence[tuple[str, int | str, int, int, int, str, int, str, str, int]],
        sign: int,
    ) -> None:
        """`tickets`: as rows of the mirror; of the first two fields nothing is asked."""
        self.orders += sign
        self.tickets += sign * len(tickets)
        counts = not order.test and _confirmed(order.financial_status, order.cancelled_at)
        if counts:
            seeded = any(map(_SEED, lines))
            channel = TILL if seeded or order.source_name in TILL_SOURCES else WEB
            key = self._days.of(order.processed_at or order.created_at), channel, order.currency
            sales, event_days = self.sales[key], self.event_days[key]
            sales[0] += sign * order.total_minor
            sales[1] += sign
        if not tickets:
            return
        categories = self.categories
        prices = {line.line_id: line.price_minor for line in lines}
        for _, _, _, line_id, _, event_id, variant_id, _, state, _ in tickets:
            if state == _VALID:
                figures = categories[event_id, variant_id]
                figures[0] += sign
                if counts:
                    price = sign * prices[line_id]
                    figures[2] += price
                    event_day = event_days.get(event_id)
                    if event_day is None:
                        event_day = event_days[event_id] = [0, 0]
                    event_day[0] += price
                    event_day[1] += sign
                    sales[2] += sign
            elif state == _UNPAID:
                categories[event_id, variant_id][1] += sign

    def events(self) -> set[str]:
        """Events whose figures moved."""
        return {event for (event, _), moved in self.categories.items() if any(moved)}

    def write(self, connection: Connection) -> None:
        """Move the figures in the file, inside the caller's transaction; what comes to nothing leaves no row."""
        run = connection.executemany
        run(_ADD_CATEGORY, [(*key, *moved) for key, moved in self.categories.items() if any(moved)])
        run(_ADD_SALES, [(*key, *moved) for key, moved in self.sales.items() if any(moved)])
        event_days = [
            ((event_id, *key), moved)
            for key, events in self.event_days.items()
            for event_id, moved in events.items()
            if any(moved)
        ]
        run(_ADD_EVENT_DAY, [(*key, *moved) for key, moved in event_days])
        run(_DROP_CATEGORY, [key for key, moved in self.categories.items() if min(moved) < 0])
        run(_DROP_SALES, [key for key, moved in self.sales.items() if min(moved) < 0])
        run(_DROP_EVENT_DAY, [key for key, moved in event_days if min(moved) < 0])
        run(
            _ADD_COUNT, [(kind, moved) for kind, moved in (("orders", self.orders), ("tickets", self.tickets)) if moved]
        )
        refresh_events(connection, self.events())


@lru_cache(maxsize=1024)
def _confirmed(financial_status: str, cancelled_at: str) -> bool:
    return order_status(financial_status, cancelled_at) is OrderStatus.CONFIRMED


_ADD_CATEGORY: Final = (
    "INSERT INTO category_figures (event_id, variant_id, valid, unpaid, gross_minor) VALUES (?,?,?,?,?)"
    " ON CONFLICT (event_id, variant_id) DO UPDATE SET valid = valid + excluded.valid,"
    " unpaid = unpaid + excluded.unpaid, gross_minor = gross_minor + excluded.gross_minor"
)
_ADD_SALES: Final = (
    "INSERT INTO sales_days (day, channel, currency, total_minor, orders, tickets) VALUES (?,?,?,?,?,?)"
    " ON CONFLICT (day, channel, currency) DO UPDATE SET total_minor = total_minor + excluded.total_minor,"
    " orders = orders + excluded.orders, tickets = tickets + excluded.tickets"
)
_ADD_EVENT_DAY: Final = (
    "INSERT INTO event_days (event_id, day, channel, currency, total_minor, tickets) VALUES (?,?,?,?,?,?)"
    " ON CONFLICT (event_id, day, channel, currency) DO UPDATE SET"
    " total_minor = total_minor + excluded.total_minor, tickets = tickets + excluded.tickets"
)
_ADD_COUNT: Final = (
    "INSERT INTO counts (kind, number) VALUES (?,?) ON CONFLICT (kind) DO UPDATE SET number = number + excluded.number"
)
_DROP_CATEGORY: Final = (
    "DELETE FROM category_figures WHERE event_id = ? AND variant_id = ? AND valid = 0 AND unpaid = 0"
)
_DROP_SALES: Final = "DELETE FROM sales_days WHERE day = ? AND channel = ? AND currency = ? AND orders = 0"
_DROP_EVENT_DAY: Final = (
    "DELETE FROM event_days WHERE event_id = ? AND day = ? AND channel = ? AND currency = ? AND tickets = 0"
)

# A category's capacity is the one its metafield tells. Where none is told, it is what is sold, reserved and on sale,
# so that what may be sold is what the store would sell. A variant that is not tracked has no end (`unbounded`).
CATEGORY_SQL: Final = """
SELECT c.event_id, c.variant_id, c.category_id, c.name, c.price_minor, c.position,
       coalesce(f.valid, 0) AS valid, coalesce(f.valid, 0) + coalesce(f.unpaid, 0) AS sold,
       coalesce(f.gross_minor, 0) AS gross_minor, coalesce(sum(s.reserved), 0) AS reserved,
       CASE WHEN c.capacity >= 0 THEN c.capacity
            ELSE coalesce(f.valid, 0) + coalesce(f.unpaid, 0) + coalesce(sum(s.reserved), 0)
                 + CASE WHEN c.tracked THEN coalesce(sum(s.available), 0) ELSE 0 END END AS capacity,
       c.capacity < 0 AND NOT c.tracked AS unbounded
FROM categories c
LEFT JOIN category_figures f ON f.event_id = c.event_id AND f.variant_id = c.variant_id
LEFT JOIN stock s ON s.inventory_item_id = c.inventory_item_id
"""
# Tickets whose variant is gone from the store are sold all the same: they fill their own places.
_EVENT_SQL: Final = f"""
INSERT OR REPLACE INTO event_figures
    (event_id, capacity, sold, valid, reserved, available, unbounded, gross_minor)
SELECT event_id, sum(capacity), sum(sold), sum(valid), sum(reserved), sum(capacity - sold - reserved),
       max(unbounded), sum(gross_minor)
FROM (
    SELECT event_id, capacity, sold, valid, reserved, unbounded, gross_minor
    FROM ({CATEGORY_SQL} WHERE {{categories}} GROUP BY c.variant_id)
    UNION ALL
    SELECT f.event_id, f.valid + f.unpaid, f.valid + f.unpaid, f.valid, 0, 0, f.gross_minor
    FROM category_figures f LEFT JOIN categories c ON c.variant_id = f.variant_id AND c.event_id = f.event_id
    WHERE c.variant_id IS NULL AND {{figures}}
    UNION ALL
    SELECT event_id, 0, 0, 0, 0, 0, 0 FROM events WHERE {{events}}
) GROUP BY event_id
"""  # noqa: S608 - parts are constants
_ONE_EVENT: Final = _EVENT_SQL.format(categories="c.event_id = ?1", figures="f.event_id = ?1", events="event_id = ?1")
_ALL_EVENTS: Final = _EVENT_SQL.format(categories="true", figures="true", events="true")


def count_more(connection: Connection, kind: str, more: int) -> None:
    """Move a count, inside the caller's transaction."""
    if more:
        connection.execute(_ADD_COUNT, (kind, more))


def refresh_events(connection: Connection, event_ids: Iterable[str]) -> None:
    """Sum up the figures of events over their categories: a handful of rows each."""
    events = [(event_id,) for event_id in sorted(event_ids)]
    connection.executemany("DELETE FROM event_figures WHERE event_id = ?", events)
    connection.executemany(_ONE_EVENT, events)


def refresh_all_events(connection: Connection) -> None:
    """The same for all events at once."""
    connection.execute("DELETE FROM event_figures")
    connection.execute(_ALL_EVENTS)
