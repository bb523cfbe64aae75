"""What was deleted in the store goes from the mirror: by the store's own log, each entry proven by id first.

The log is a hint, not the truth: its search fails open and not every deletion is in it. Whatever it misses, the
nightly sweep finds.
"""

from __future__ import annotations

from collections.abc import Sequence

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.services.ports.mirror import MirrorWriter, Watermark
from ticketforge_desktop.services.ports.store import Store
from ticketforge_desktop.sync.overlap import later
from ticketforge_desktop.sync.steps import Steps

FEED = "deletions"


class Deletions:
    """One pass over the store's log."""

    def __init__(self, store: Store, mirror: MirrorWriter) -> None:
        self._store, self._mirror = store, mirror

    def run(self, steps: Steps) -> ChangeSet:
        """Take out what the log names and the store lacks. Raises as the store and the mirror do."""
        mark = self._mirror.watermark(FEED) or self._mirror.watermark("orders")
        known = mark.at if mark is not None else ""
        changes, cursor, newest, asked_at, done, more = ChangeSet(), "", "", "", 0, True
        while more:
            page = self._store.deleted(known, cursor)
            newest, asked_at = max(newest, page.newest), asked_at or page.asked_at
            for kind in sorted({kind for kind, _ in page.found}):
                changes |= self._gone(kind, [number for other, number in page.found if other == kind])
            done, cursor, more = done + len(page.found), page.cursor, page.more
            if done:
                steps.at("changes", FEED, done)
        moved = later(known, newest, asked_at)
        if newest and moved != known:
            changes |= self._mirror.apply(StoreBatch(), Watermark(FEED, moved))
        return changes

    def _gone(self, kind: str, numbers: Sequence[int]) -> ChangeSet:
        here = sorted(self._mirror.held(kind, numbers))
        if not here:
            return ChangeSet()
        there = self._store.existing(kind, here)
        return take_out(self._store, self._mirror, kind, [number for number in here if number not in there])


def take_out(store: Store, mirror: MirrorWriter, kind: str, gone: Sequence[int]) -> ChangeSet:
    """Take out what was proven to be gone. Of an event that lost a category the rest is read anew."""
    if not gone:
        return ChangeSet()
    match kind:
        case "order":
            return mirror.remove(order_ids=gone)
        case "customer":
            return mirror.remove(customer_ids=gone)
        case "product":
            return mirror.remove(product_ids=gone)
    page = store.fetch_products(sorted(mirror.products_of(gone)))
    changes = mirror.apply(page.batch, None)
    return changes | mirror.remove(product_ids=page.no_events) if page.no_events else changes
