"""What could not be taken over is tried again at each sync: the store may have mended it, or this program was."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.errors import StoreRefused
from ticketforge_desktop.domain.records import TroubleRecord
from ticketforge_desktop.services.ports.mirror import MirrorWriter
from ticketforge_desktop.services.ports.store import Store, StorePage
from ticketforge_desktop.sync.steps import Steps

# So many a sync, the least tried first: a thousand at once would be no trouble of a single thing.
MOST: Final = 60


class Retries:
    """One pass over what is noted."""

    def __init__(self, store: Store, mirror: MirrorWriter) -> None:
        self._store, self._mirror = store, mirror

    def run(self, steps: Steps) -> ChangeSet:
        """Fetch by id and write; what works drops its note, what does not counts one more try."""
        noted: defaultdict[str, list[TroubleRecord]] = defaultdict(list)
        for trouble in self._mirror.troubles(MOST):
            noted[trouble.kind].append(trouble)
        changes = ChangeSet()
        for kind, troubles in noted.items():
            steps.at("changes", "troubles", len(troubles))
            # A product or level that can't be read spoils the reply it comes in: asked for one by one.
            groups = [troubles] if kind in ("order", "customer") else [[each] for each in troubles]
            for group in groups:
                changes |= self._try(kind, group)
        return changes

    def _try(self, kind: str, troubles: list[TroubleRecord]) -> ChangeSet:
        numbers = [trouble.object_id for trouble in troubles]
        try:
            page = self._fetch(kind, numbers)
        except StoreRefused:
            return self._mirror.apply(StoreBatch(troubles=tuple(troubles)), None)
        if page is None:
            self._mirror.settle(kind, numbers)
            return ChangeSet()
        changes = self._mirror.apply(page.batch, None)
        if page.no_events:
            changes |= self._mirror.remove(product_ids=page.no_events)
        self._mirror.settle(kind, sorted(set(numbers) - self._seen(kind, page)))
        return changes

    def _fetch(self, kind: str, numbers: list[int]) -> StorePage | None:
        match kind:
            case "order":
                return self._store.fetch_orders(numbers, urgent=False)
            case "customer":
                return self._store.fetch_customers(numbers)
            case "product":
                return self._store.fetch_products(numbers)
            case "stock":
                return self._store.fetch_stock(numbers)
        return None  # of no use any more: its feed brings it when it changes

    @staticmethod
    def _seen(kind: str, page: StorePage) -> set[int]:
        """What the store still has of a kind: written or noted anew. The rest is gone, and its trouble with it."""
        batch = page.batch
        written = {
            "order": [order.order_id for order in batch.orders],
            "customer": [person.customer_id for person in batch.participants],
            "product": [event.product_id for event in batch.events],
            "stock": [level.inventory_item_id for level in batch.stock],
        }[kind]
        return {*written, *(trouble.object_id for trouble in batch.troubles)}
