"""What changed since the last sync, feed by feed, each by its own watermark.

Products come before orders, so that an order finds the event it is for; then stock, then people. Orders and products
ascend by change and move their watermark page by page; stock has no order and customers come newest first, so theirs
moves at the end. A store stops paging at 25,000 objects: before that the filter is narrowed to where we stand.
"""

from __future__ import annotations

from typing import Final

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.errors import SyncTrouble
from ticketforge_desktop.services.ports.mirror import MirrorWriter, Watermark
from ticketforge_desktop.services.ports.store import Store
from ticketforge_desktop.sync.overlap import later
from ticketforge_desktop.sync.steps import Steps

FEEDS: Final = ("products", "orders", "stock", "customers")
ASCENDING: Final = frozenset({"products", "orders"})
# The store's limit less a page, so that the page that would cross it is never asked for.
MOST_OBJECTS: Final = 24_700


class TooMuchChanged(SyncTrouble):
    """More changed than paging can reach; only a full sync brings it."""

    code = "too_much_changed"


class Incremental:
    """One pass over all feeds."""

    def __init__(self, store: Store, mirror: MirrorWriter, *, most_objects: int | None = None) -> None:
        self._store, self._mirror = store, mirror
        self._most = MOST_OBJECTS if most_objects is None else most_objects

    def run(self, steps: Steps) -> ChangeSet:
        """Bring the mirror up to date.

        Raises:
            TooMuchChanged: a full sync is needed; what was applied so far stays and is right.
        """
        changes = self._locations()
        for feed in FEEDS:
            changes |= self._feed(feed, steps)
        return changes

    def _locations(self) -> ChangeSet:
        changes, cursor, more = ChangeSet(), "", True
        while more:
            page = self._store.changed("locations", "", cursor)
            changes |= self._mirror.apply(page.batch, None)
            cursor, more = page.cursor, page.more
        return changes

    def _feed(self, feed: str, steps: Steps) -> ChangeSet:
        mark = self._mirror.watermark(feed)
        known = mark.at if mark is not None else ""
        since, cursor, newest, asked_at = known, "", "", ""
        changes, done, in_query = ChangeSet(), 0, 0
        while True:
            page = self._store.changed(feed, since, cursor)
            newest, asked_at = max(newest, page.newest), asked_at or page.asked_at
            move = feed in ASCENDING or not page.more
            moved = Watermark(feed, later(known, newest, asked_at)) if move and newest else None
            if len(page.batch) or moved is not None:
                changes |= self._mirror.apply(page.batch, moved)
            if page.no_events:
                changes |= self._mirror.remove(product_ids=page.no_events)
            done, in_query = done + page.objects, in_query + page.objects
            if done:
                steps.at("changes", feed, done)
            if not page.more:
                return changes
            cursor = page.cursor
            if in_query >= self._most:
                since, cursor, in_query = self._narrowed(feed, since, newest), "", 0

    def _narrowed(self, feed: str, since: str, newest: str) -> str:
        """Where to ask from now; what carries the same second is read again, which changes nothing."""
        if feed not in ASCENDING or newest <= since:
            raise TooMuchChanged(f"More {feed} changed than the store lists.", feed=feed, since=since)
        return newest
