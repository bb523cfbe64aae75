"""The dashboard's figures, out of the tables that are kept for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ticketforge_desktop.domain.arrivals import MOST_EVENINGS, PastEvening, expected_arrival
from ticketforge_desktop.domain.events import HardticketState
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.stock import Thresholds
from ticketforge_desktop.services.views import DashboardFigures, DaySales, EntryPoint, TonightFigures
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.derivation import read_shop
from ticketforge_desktop.storage.door_tally import DoorTally
from ticketforge_desktop.storage.event_queries import stock_alerts
from ticketforge_desktop.storage.figures import TILL
from ticketforge_desktop.storage.order_queries import STATUS
from ticketforge_desktop.storage.times import known_moment, moment, stamp

_WEEK: Final = 7
_EVENT: Final = (
    "SELECT e.event_id, e.title, e.venue_name, e.city, e.zone, e.starts_at, e.doors_at, coalesce(f.valid, 0)"
    " FROM events e LEFT JOIN event_figures f ON f.event_id = e.event_id"
    " WHERE e.status IN ('PUBLISHED', 'SOLD_OUT', 'COMPLETED') AND e.starts_at <> '' AND e.starts_at"
)


def dashboard(
    connection: Connection, tally: DoorTally, now: datetime, days: int, limits: Thresholds
) -> DashboardFigures:
    """Figures for the last `days` days, today included, in the shop's zone and currency."""
    shop = read_shop(connection)
    zone, currency = (shop.zone, shop.currency) if shop is not None else ("UTC", "EUR")
    span = max(1, days)
    today = _today(now, zone)
    chart = _days(connection, today - timedelta(days=span - 1), today, currency)
    # A day is compared with the same weekday, a month with the month before.
    back = timedelta(days=max(span, _WEEK))
    before = _days(connection, today - timedelta(days=span - 1) - back, today - back, currency)
    envelopes, oldest, new = _envelopes(connection, now)
    alerts = tuple(stock_alerts(connection, limits, now))
    return DashboardFigures(
        Money(sum(day.web_minor + day.till_minor for day in chart), currency),
        Money(sum(day.web_minor + day.till_minor for day in before), currency),
        sum(day.tickets for day in chart),
        sum(day.tickets for day in before),
        envelopes,
        max(0, (now - oldest).days) if oldest is not None else 0,
        tuple(chart),
        tonight(connection, tally, now),
        alerts,
        connection.execute("SELECT count(*) FROM categories").fetchone()[0],
        new,
    )


def tonight(connection: Connection, tally: DoorTally, now: datetime) -> TonightFigures | None:
    """Entry of the event whose start is nearest to now; None when no event has a start."""
    at = stamp(now)
    found = [
        row
        for row in (
            connection.execute(f"{_EVENT} >= ? ORDER BY e.starts_at, e.product_id LIMIT 1", (at,)).fetchone(),
            connection.execute(f"{_EVENT} < ? ORDER BY e.starts_at DESC, e.product_id LIMIT 1", (at,)).fetchone(),
        )
        if row is not None and moment(row[5]) is not None
    ]
    if not found:
        return None
    event_id, title, venue, city, zone, starts_at, doors_at, expected = min(
        found, key=lambda row: abs(known_moment(row[5]) - now)
    )
    admitted, inside, curve = tally.of_event(event_id)
    start = known_moment(starts_at)
    usual, evenings = _usual(connection, tally, event_id, venue, start, expected)
    return TonightFigures(
        event_id,
        title,
        venue,
        city,
        zone,
        start,
        moment(doors_at),
        expected,
        admitted,
        inside,
        curve,
        usual,
        evenings,
    )


def _usual(
    connection: Connection, tally: DoorTally, event_id: str, venue: str, start: datetime, tickets: int
) -> tuple[tuple[EntryPoint, ...], int]:
    """What is expected tonight, from this station's own log of evenings that are over.

    This venue's come first, then the newest. Only as many are looked at as may count.
    """
    known = [other for other in tally.events() if other != event_id]
    if not known:
        return (), 0
    rows = connection.execute(
        "SELECT e.event_id, e.starts_at, coalesce(f.valid, 0) FROM events e"
        " LEFT JOIN event_figures f ON f.event_id = e.event_id"
        " WHERE e.event_id IN (SELECT value FROM json_each(?)) AND e.starts_at <> '' AND e.starts_at < ?"
        " ORDER BY e.venue_name <> ?, e.starts_at DESC LIMIT ?",
        (json.dumps(known), stamp(start), venue, 4 * MOST_EVENINGS),
    )
    begun = ((other, moment(began), valid) for other, began, valid in rows)
    past = [PastEvening(tally.minutes(other, at), valid) for other, at, valid in begun if at is not None]
    curve, evenings = expected_arrival(past, tickets)
    return tuple(EntryPoint(start + timedelta(minutes=point.minute), point.guests) for point in curve), evenings


def _today(now: datetime, zone: str) -> date:
    try:
        return now.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError):
        return now.astimezone(UTC).date()


def _days(connection: Connection, first: date, last: date, currency: str) -> Sequence[DaySales]:
    """Each day of the span, those without sales too."""
    sums: dict[str, list[int]] = {}
    for day, channel, total, tickets in connection.execute(
        "SELECT day, channel, total_minor, tickets FROM sales_days WHERE day BETWEEN ? AND ? AND currency = ?",
        (first.isoformat(), last.isoformat(), currency),
    ):
        of_day = sums.setdefault(day, [0, 0, 0])
        of_day[1 if channel == TILL else 0] += total
        of_day[2] += tickets
    days = [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    return [DaySales(day, *sums.get(day, (0, 0, 0))) for day in days]


def _envelopes(connection: Connection, now: datetime) -> tuple[int, datetime | None, int]:
    """Orders that wait to be packed, since when the oldest waits, and how many came within a day."""
    count, oldest, new = connection.execute(
        "SELECT count(*), min(h.created_at), coalesce(sum(h.created_at > ?), 0)"  # noqa: S608
        " FROM hardticket_orders h JOIN orders o ON o.order_id = h.order_id"
        f" WHERE h.state = '{HardticketState.PENDING}' AND {STATUS} = 'CONFIRMED'",
        (stamp(now - timedelta(days=1)),),
    ).fetchone()
    return count, moment(oldest or ""), new
