"""The dashboard's figures, out of the tables that are kept for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ticketforge_desktop.domain.events import HardticketState
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.stock import Thresholds
from ticketforge_desktop.services.views import DashboardFigures, DaySales, TonightFigures
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
    envelopes, oldest = _envelopes(connection)
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
    return TonightFigures(
        event_id, title, venue, city, zone, known_moment(starts_at), moment(doors_at), expected, admitted, inside, curve
    )


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


def _envelopes(connection: Connection) -> tuple[int, datetime | None]:
    """Orders that wait to be packed, and since when the oldest waits."""
    count, oldest = connection.execute(
        "SELECT count(*), min(h.created_at) FROM hardticket_orders h JOIN orders o ON o.order_id = h.order_id"  # noqa: S608
        f" WHERE h.state = '{HardticketState.PENDING}' AND {STATUS} = 'CONFIRMED'"
    ).fetchone()
    return count, moment(oldest or "")
