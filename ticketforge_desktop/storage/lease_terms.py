"""`MirrorTerms`: what the mirror knows of a category that decides over a lease."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ticketforge_desktop.services.ports.allotments import Category, LeaseTerms, StockPlace
from ticketforge_desktop.storage.readers import Readers

_TERMS: Final = (
    "SELECT c.event_id, c.category_id, c.variant_id, c.tracked, c.sells_on, coalesce(sum(s.available), 0),"
    " coalesce(sum(s.reserved), 0) FROM categories c LEFT JOIN stock s ON s.inventory_item_id = c.inventory_item_id"
    " WHERE {where} GROUP BY c.variant_id ORDER BY c.event_id, c.position, c.variant_id"
)
_PLACES: Final = (
    "SELECT s.inventory_item_id, s.location_id, s.available, s.reserved FROM categories c"
    " JOIN stock s ON s.inventory_item_id = c.inventory_item_id WHERE c.variant_id = ?"
    " ORDER BY s.reserved DESC, s.location_id"
)


class LeaseTermsOfMirror:
    """`MirrorTerms`."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def of_event(self, event_id: str) -> Sequence[LeaseTerms]:
        return self._read("c.event_id = ?", (event_id,))

    def of_variants(self, variant_ids: Sequence[int]) -> Sequence[LeaseTerms]:
        return self._read(f"c.variant_id IN ({','.join('?' * len(variant_ids))})", tuple(variant_ids))

    def places(self, variant_id: int) -> Sequence[StockPlace]:
        with self._readers.borrow() as connection:
            return [StockPlace(*row) for row in connection.execute(_PLACES, (variant_id,)).fetchall()]

    def _read(self, where: str, values: tuple[object, ...]) -> list[LeaseTerms]:
        with self._readers.borrow() as connection:
            rows = connection.execute(_TERMS.format(where=where), values).fetchall()
        return [
            LeaseTerms(Category(event, category, variant), bool(tracked), bool(sells_on), available, reserved)
            for event, category, variant, tracked, sells_on, available, reserved in rows
        ]
