"""Events and categories as the window shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from ticketforge_desktop.domain.errors import BadInput, NotFound
from ticketforge_desktop.domain.events import EventStatus
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.stock import StockLevel, Thresholds, not_for_sale, stock_level
from ticketforge_desktop.domain.stock_alerts import CategoryStock
from ticketforge_desktop.services.ports.mirror import EventFilter, Sort
from ticketforge_desktop.services.views import CategoryRow, EventDetails, EventRow, StockLine
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.figures import CATEGORY_SQL
from ticketforge_desktop.storage.listing import IdListing, ids_of, marks
from ticketforge_desktop.storage.matching import all_of, match_of
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.schema.search import EVENT
from ticketforge_desktop.storage.times import moment, stamp

_ROW: Final = (
    "e.product_id, e.event_id, e.title, e.starts_at, e.zone, e.venue_name, e.city, e.country, e.status, e.currency,"
    " coalesce(f.capacity, 0), coalesce(f.sold, 0), coalesce(f.reserved, 0), coalesce(f.available, 0),"
    " coalesce(f.unbounded, 0), coalesce(f.gross_minor, 0)"
)
_FROM: Final = "FROM events e LEFT JOIN event_figures f ON f.event_id = e.event_id"
# The worst level first, as `domain.stock.SEVERITY` has it.
_ALERT: Final = (
    "CASE WHEN coalesce(f.unbounded, 0) THEN 4 WHEN coalesce(f.capacity, 0) <= 0 OR f.available <= 0 THEN 0"
    " WHEN f.available * 100 <= {critical} * f.capacity THEN 1"
    " WHEN f.available * 100 <= {low_stock} * f.capacity THEN 2"
    " WHEN f.available * 100 <= {medium} * f.capacity THEN 3 ELSE 4 END"
)
_SORTS: Final = {
    "event_id": "e.event_id",
    "title": "e.title COLLATE NOCASE",
    "starts_at": "e.starts_at",
    "zone": "e.zone",
    "venue": "e.venue_name COLLATE NOCASE",
    "city": "e.city COLLATE NOCASE",
    "country": "e.country",
    "status": "e.status",
    "capacity": "f.capacity",
    "sold": "f.sold",
    "reserved": "f.reserved",
    "available": "f.available",
    "gross": "f.gross_minor",
}
# An event is over when it ends; without an end, at the end of the day it starts on.
_OVER: Final = (
    "e.starts_at <> '' AND"
    " CASE WHEN e.ends_at <> '' THEN e.ends_at < ? ELSE datetime(e.starts_at, '+12 hours') < datetime(?) END"
)
_SPANS: Final = {
    "all": ("true", 0),
    "drafts": ("e.status = 'DRAFT'", 0),
    "upcoming": (f"e.status <> 'DRAFT' AND NOT ({_OVER})", 2),
    "past": (f"e.status <> 'DRAFT' AND {_OVER}", 2),
}

_ON_SALE: Final = f"'{EventStatus.PUBLISHED}', '{EventStatus.SOLD_OUT}'"


def list_events(
    readers: Readers, chosen: EventFilter, sort: Sort, limits: Thresholds, now: datetime
) -> IdListing[EventRow]:
    """Raises `BadInput` for a column or span that is none."""
    if chosen.span not in _SPANS:
        raise BadInput(f"{chosen.span!r} is no span of events.", field="span")
    alert = _ALERT.format(critical=limits.critical, low_stock=limits.low_stock, medium=limits.medium)
    column = alert if sort.column == "alert" else _SORTS.get(sort.column)
    if column is None:
        raise BadInput(f"Events have no column {sort.column!r}.", field="sort")
    where, times = _SPANS[chosen.span]
    values: list[object] = [stamp(now)] * times
    if chosen.low_stock_only:
        where += f" AND {alert} <= 2"
    if chosen.text.strip():
        match = match_of(chosen.text)
        if match is None:
            where += " AND false"
        else:
            where += f" AND e.product_id IN ({all_of(EVENT)})"
            values.append(match)
    way = "DESC" if sort.descending else "ASC"
    sql = f"SELECT e.product_id {_FROM} WHERE {where} ORDER BY {column} {way}, e.starts_at, e.product_id"

    def fetch(connection: Connection, ids: Sequence[int]) -> Sequence[tuple[int, EventRow]]:
        rows = connection.execute(f"SELECT {_ROW} {_FROM} WHERE e.product_id IN ({marks(ids)})", tuple(ids))
        return [(row[0], event_row(row, limits)) for row in rows]

    with readers.borrow() as connection:
        return IdListing(readers, ids_of(connection, sql, values), fetch)


def count_events(connection: Connection, now: datetime) -> dict[str, int]:
    """Events by span, and venues."""
    found = {}
    for span, (where, times) in _SPANS.items():
        values = [stamp(now)] * times
        found[span] = int(connection.execute(f"SELECT count(*) FROM events e WHERE {where}", values).fetchone()[0])  # noqa: S608
    found["venues"] = int(connection.execute("SELECT count(*) FROM venues").fetchone()[0])
    return found


def one_event(connection: Connection, event_id: str, limits: Thresholds) -> EventDetails:
    """Raises `NotFound`."""
    row = connection.execute(
        f"SELECT {_ROW}, e.doors_at, e.ends_at, e.minimum_age, e.description, e.image_url, e.tags"
        f" {_FROM} WHERE e.event_id = ?",
        (event_id,),
    ).fetchone()
    if row is None:
        raise NotFound(f"Event {event_id!r} is not in the mirror.", event_id=event_id)
    doors_at, ends_at, minimum_age, description, image_url, tags = row[16:]
    return EventDetails(
        event_row(row, limits),
        moment(doors_at),
        moment(ends_at),
        minimum_age,
        description,
        image_url,
        tuple(tag.strip() for tag in tags.split(",") if tag.strip()),
        tuple(categories_of(connection, event_id, limits)),
    )


def categories_of(connection: Connection, event_id: str, limits: Thresholds) -> list[CategoryRow]:
    """In the order the shop gave them."""
    rows = connection.execute(
        f"SELECT k.*, e.currency FROM ({CATEGORY_SQL} WHERE c.event_id = ? GROUP BY c.variant_id) k"  # noqa: S608
        " JOIN events e ON e.event_id = k.event_id ORDER BY k.position, k.variant_id",
        (event_id,),
    )
    return [category_row(row, row[12], limits) for row in rows]


def stock_alerts(connection: Connection, limits: Thresholds, now: datetime) -> list[StockLine]:
    """Worst first, then by start."""
    where, _ = _SPANS["upcoming"]
    rows = connection.execute(
        # No event's share is lower than its lowest category's, but an event with plenty may hide one that is out:
        # so all categories of coming events are looked at, which are thousands, not millions.
        f"SELECT k.*, e.currency, e.title, e.starts_at, e.zone"  # noqa: S608
        f" FROM events e JOIN ({CATEGORY_SQL} GROUP BY c.variant_id) k ON k.event_id = e.event_id"
        f" WHERE e.status IN ({_ON_SALE}) AND {where}",
        [stamp(now)] * 2,
    )
    found = []
    for row in rows:
        category = category_row(row, row[12], limits)
        if not_for_sale(category.capacity, category.available):
            continue
        if _RANK[category.alert] <= _RANK[StockLevel.LOW_STOCK]:
            found.append(
                (_RANK[category.alert], row[14], row[5], StockLine(category, row[13], moment(row[14]), row[15]))
            )
    return [line for *_, line in sorted(found, key=lambda each: each[:3])]


def coming_stock(connection: Connection, now: datetime) -> list[CategoryStock]:
    """Every category of coming events that are on sale or sold out, in order of the variant."""
    where, _ = _SPANS["upcoming"]
    coming = f"SELECT e.event_id FROM events e WHERE e.status IN ({_ON_SALE}) AND {where}"  # noqa: S608
    rows = connection.execute(
        "SELECT k.event_id, k.variant_id, e.title, k.name, k.capacity, k.capacity - k.sold - k.reserved, k.unbounded"  # noqa: S608
        f" FROM ({CATEGORY_SQL} WHERE c.event_id IN ({coming}) GROUP BY c.variant_id) k"
        " JOIN events e ON e.event_id = k.event_id ORDER BY k.variant_id",
        [stamp(now)] * 2,
    )
    return [CategoryStock(*row) for row in ((*row[:6], bool(row[6])) for row in rows)]


_RANK: Final = {level: rank for rank, level in enumerate(StockLevel)}


def level_of(capacity: int, available: int, unbounded: int, limits: Thresholds) -> StockLevel:
    """A variant that is not tracked never runs out."""
    return StockLevel.AVAILABLE if unbounded else stock_level(capacity, available, limits)


def event_row(row: tuple[Any, ...], limits: Thresholds) -> EventRow:
    """From the columns of `_ROW`."""
    _, event_id, title, starts_at, zone, venue, city, country, status, currency = row[:10]
    capacity, sold, reserved, available, unbounded, gross = row[10:16]
    return EventRow(
        event_id,
        title,
        moment(starts_at),
        zone,
        venue,
        city,
        country,
        _status(status),
        capacity,
        sold,
        reserved,
        available,
        level_of(capacity, available, unbounded, limits),
        Money(gross, currency),
    )


def category_row(row: tuple[Any, ...], currency: str, limits: Thresholds) -> CategoryRow:
    """From the columns of `CATEGORY_SQL`."""
    event_id, variant_id, category_id, name, price, _position, _valid, sold, _gross, reserved, capacity, unbounded = (
        row[:12]
    )
    free = capacity - sold - reserved
    return CategoryRow(
        category_id,
        variant_id,
        event_id,
        name,
        Money(price, currency),
        capacity,
        sold,
        reserved,
        free,
        level_of(capacity, free, unbounded, limits),
    )


def _status(text: str) -> EventStatus:
    """A status the store invents later is shown as a draft: nothing is sold or opened for it."""
    try:
        return EventStatus(text)
    except ValueError:
        return EventStatus.DRAFT
