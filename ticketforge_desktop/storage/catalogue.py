"""Events, categories and stock in the mirror, and which orders must be looked at again when they change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ticketforge_desktop.domain.records import CategoryRecord, EventRecord, StockRecord
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.records_sql import INSERT_WORDS, UPSERTS, select
from ticketforge_desktop.storage.schema.search import EVENT, search_row
from ticketforge_desktop.storage.search_words import event_words

_WAITING: Final = (
    "SELECT u.order_id FROM unplaced_lines u JOIN order_lines l ON l.order_id = u.order_id AND l.line_id = u.line_id"
)


def _queue(orders: str) -> str:
    return f"INSERT OR IGNORE INTO orders_to_derive (order_id) {orders}"


_WAITING_FOR_EVENT: Final = _queue(f"{_WAITING} WHERE substr(l.sku, 1, length(?1)) = ?1")
_WAITING_FOR_VARIANT: Final = _queue(f"{_WAITING} WHERE l.variant_id = ?")
# Lines of a variant unknown so far were placed by their SKU, which may have named a shorter event id.
_PLACED_SHORTER: Final = _queue(
    "SELECT t.order_id FROM tickets t JOIN order_lines l ON l.order_id = t.order_id AND l.line_id = t.line_id"
    " WHERE t.event_id = ?2 AND substr(l.sku, 1, length(?1)) = ?1"
)
_PLACED_ELSEWHERE: Final = _queue("SELECT order_id FROM tickets WHERE variant_id = ? AND event_id <> ?")
_PLACED_HERE: Final = _queue("SELECT order_id FROM tickets WHERE event_id = ? AND variant_id = ?")
_ALL_PLACED: Final = _queue("SELECT order_id FROM tickets WHERE event_id = ?")


class Catalogue:
    """The catalogue inside one transaction. What changed is gathered in the sets."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.execute
        self._many = connection.executemany
        self.events: set[str] = set()
        self.categories: set[int] = set()
        self.stock_events: set[str] = set()
        self.venues = False
        self.written = 0  # rows that were new or different, and those taken out
        self.placing = False  # whether lines may belong to another event than before

    def put_event(self, whole: tuple[EventRecord, Sequence[CategoryRecord]]) -> None:
        """Write an event with all its categories; none are given where the page brought none of them."""
        event, categories = whole
        if self._is_stale(event):
            return  # its categories are stale with it: one that was deleted since would come back
        if self._put_event_row(event) and categories:
            kept = {category.variant_id for category in categories}
            for (variant_id,) in self._variants_of(event.event_id):
                if variant_id not in kept:
                    self._remove_category(event.event_id, variant_id)
        for category in categories:
            self.put_category(category)

    def put_category(self, category: CategoryRecord) -> None:
        """Write a category, unless ours is newer."""
        row = self._run(select("categories", "WHERE variant_id = ?"), (category.variant_id,)).fetchone()
        known = None if row is None else CategoryRecord(*row)
        if known is not None and (known == category or known.updated_at > category.updated_at):
            return
        self._run(UPSERTS["categories"], category)
        self.written += 1
        self.categories.add(category.variant_id)
        self.events.add(category.event_id)
        if known is None or known.event_id != category.event_id:
            self.placing = True
            if known is not None:
                self.events.add(known.event_id)
            self._run(_WAITING_FOR_VARIANT, (category.variant_id,))
            self._run(_PLACED_ELSEWHERE, (category.variant_id, category.event_id))

    def put_stock(self, stock: StockRecord) -> None:
        """Write a stock level, unless ours is newer."""
        key = stock.inventory_item_id, stock.location_id
        row = self._run(select("stock", "WHERE inventory_item_id = ? AND location_id = ?"), key).fetchone()
        if row is not None and (tuple(row) == tuple(stock) or row[6] > stock.updated_at):
            return
        self._run(UPSERTS["stock"], stock)
        self.written += 1
        found = self._run("SELECT event_id FROM categories WHERE inventory_item_id = ?", key[:1])
        self.stock_events.update(event_id for (event_id,) in found)

    def remove_product(self, product_id: int) -> None:
        """Take out the event of a product that is gone, or is none any more."""
        for (event_id,) in self._run("SELECT event_id FROM events WHERE product_id = ?", (product_id,)).fetchall():
            self._remove_event(event_id, product_id)
            for (variant_id,) in self._variants_of(event_id):
                self._remove_category(event_id, variant_id)

    def _variants_of(self, event_id: str) -> list[tuple[int]]:
        return self._run("SELECT variant_id FROM categories WHERE event_id = ?", (event_id,)).fetchall()  # type: ignore[no-any-return]

    def _is_stale(self, event: EventRecord) -> bool:
        newest = self._run("SELECT max(updated_at) FROM events WHERE product_id = ?", (event.product_id,)).fetchone()[0]
        return newest is not None and newest > event.updated_at

    def _put_event_row(self, event: EventRecord) -> bool:
        """Whether the event is now as this record says (it may have been so before)."""
        row = self._run(select("events", "WHERE event_id = ?"), (event.event_id,)).fetchone()
        known = None if row is None else EventRecord(*row)
        if known is not None and (known.updated_at, known.product_id) > (event.updated_at, event.product_id):
            return False
        moved = self._run(
            "SELECT event_id FROM events WHERE product_id = ? AND event_id <> ?", (event.product_id, event.event_id)
        ).fetchall()
        for (event_id,) in moved:  # the product was given another event id
            self._remove_event(event_id, event.product_id)
        if known == event:
            return True
        if known is not None and known.product_id != event.product_id:
            self._run("DELETE FROM search WHERE rowid = ?", (search_row(EVENT, known.product_id),))
        self._run(UPSERTS["events"], event)
        self.written += 1
        self._run("DELETE FROM search WHERE rowid = ?", (search_row(EVENT, event.product_id),))
        self._run(INSERT_WORDS, (search_row(EVENT, event.product_id), event_words(event)))
        self.events.add(event.event_id)
        if known is None:
            self._queue_for_new_event(event.event_id)
        self._settle_venues(event, known)
        return True

    def _queue_for_new_event(self, event_id: str) -> None:
        self.placing = True
        front = f"{event_id}-"
        self._run(_WAITING_FOR_EVENT, (front,))
        cut = event_id.rfind("-")
        while cut > 0:
            self._run(_PLACED_SHORTER, (front, event_id[:cut]))
            cut = event_id.rfind("-", 0, cut)

    def _remove_event(self, event_id: str, product_id: int) -> None:
        self._run(_ALL_PLACED, (event_id,))
        row = self._run(select("events", "WHERE event_id = ?"), (event_id,)).fetchone()
        self._run("DELETE FROM events WHERE event_id = ?", (event_id,))
        self._run("DELETE FROM search WHERE rowid = ?", (search_row(EVENT, product_id),))
        self.events.add(event_id)
        self.placing = True
        self.written += 1
        if row is not None:
            self._settle_venues(None, EventRecord(*row))

    def _remove_category(self, event_id: str, variant_id: int) -> None:
        self._run(_PLACED_HERE, (event_id, variant_id))
        item = self._run("SELECT inventory_item_id FROM categories WHERE variant_id = ?", (variant_id,)).fetchone()
        self._run("DELETE FROM categories WHERE variant_id = ?", (variant_id,))
        if item is not None:
            self._run("DELETE FROM stock WHERE inventory_item_id = ?", item)
        self.events.add(event_id)
        self.categories.add(variant_id)
        self.placing = True
        self.written += 1

    def _settle_venues(self, event: EventRecord | None, before: EventRecord | None) -> None:
        """A venue is there while an event is in it."""
        if event is not None and event.venue_name:
            added = self._run(
                "INSERT INTO venues (name, city, country, zone) VALUES (?,?,?,?)"
                " ON CONFLICT (name, city, country) DO NOTHING",
                (event.venue_name, event.city, event.country, event.zone),
            )
            self.venues = self.venues or added.rowcount > 0
        if before is not None and (event is None or _place(event) != _place(before)):
            gone = self._run(
                "DELETE FROM venues WHERE name = ?1 AND city = ?2 AND country = ?3 AND NOT EXISTS"
                " (SELECT 1 FROM events WHERE venue_name = ?1 AND city = ?2 AND country = ?3)",
                _place(before),
            )
            self.venues = self.venues or gone.rowcount > 0


def _place(event: EventRecord) -> tuple[str, str, str]:
    return event.venue_name, event.city, event.country


def by_event(categories: Iterable[CategoryRecord]) -> Mapping[str, list[CategoryRecord]]:
    """Categories by their event."""
    found: dict[str, list[CategoryRecord]] = {}
    for category in categories:
        found.setdefault(category.event_id, []).append(category)
    return found
