"""What changed since the last sync, feed by feed, each by its own watermark.

Orders and stock come first: a door and a till live by them. An order that comes before its event waits on a list and
gets its tickets when the event follows in the same pass. Orders and products ascend by change and move their watermark
page by page; stock has no order and customers come newest first, so theirs moves at the end. A store stops paging at
25,000 objects: before that the filter is narrowed to where we stand.
"""

from __future__ import annotations

from typing import Final

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.errors import ScopeMissing, StoreRefused, TooMuchChanged
from ticketforge_desktop.services.ports.mirror import MirrorWriter, Watermark
from ticketforge_desktop.services.ports.store import Store, StorePage
from ticketforge_desktop.sync.deletions import Deletions
from ticketforge_desktop.sync.overlap import later
from ticketforge_desktop.sync.retries import Retries
from ticketforge_desktop.sync.steps import Steps

FEEDS: Final = ("orders", "locations", "stock", "products", "customers", "fulfillment_orders")
ASCENDING: Final = frozenset({"products", "orders", "fulfillment_orders"})
# Places are few and have no time of change: read whole.
UNDATED: Final = frozenset({"locations"})
# Open work of the past is fetched a little at a time: nobody packs yet, and orders must not wait for it.
PAGES_A_RUN: Final = {"fulfillment_orders": 6}
# The store's limit less a page, so that the page that would cross it is never asked for.
MOST_OBJECTS: Final = 24_700


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
        changes = ChangeSet()
        for feed in FEEDS:
            changes |= self._feed(feed, steps)
        changes |= Retries(self._store, self._mirror).run(steps)
        try:
            changes |= Deletions(self._store, self._mirror).run(steps)
        except (ScopeMissing, StoreRefused):
            return changes  # a token that may not read the log: the sweep finds what is gone
        return changes

    def _feed(self, feed: str, steps: Steps) -> ChangeSet:
        mark = self._mirror.watermark(feed)
        known = mark.at if mark is not None else ""
        since, cursor, newest, asked_at = known, "", "", ""
        changes, done, in_query, pages = ChangeSet(), 0, 0, 0
        while True:
            page = self._store.changed(feed, since, cursor)
            newest, asked_at = max(newest, page.newest), asked_at or page.asked_at
            changes |= self._write(feed, page, known, later(known, newest, asked_at))
            done, in_query, pages = done + page.objects, in_query + page.objects, pages + 1
            if done and feed not in UNDATED:
                steps.at("changes", feed, done)
            if not page.more:
                return changes
            if pages >= PAGES_A_RUN.get(feed, pages + 1) and newest > since:
                return changes  # the next run goes on behind the watermark
            cursor = page.cursor
            if in_query >= self._most:
                since, cursor, in_query = self._narrowed(feed, since, newest), "", 0

    def _write(self, feed: str, page: StorePage, known: str, moved: str) -> ChangeSet:
        """A page, and the watermark where it moves."""
        moves = feed not in UNDATED and (feed in ASCENDING or not page.more) and moved != known
        changes = ChangeSet()
        if len(page.batch) or moves:
            changes |= self._mirror.apply(page.batch, Watermark(feed, moved) if moves else None)
        if page.no_events:
            changes |= self._mirror.remove(product_ids=page.no_events)
        return changes

    def _narrowed(self, feed: str, since: str, newest: str) -> str:
        """Where to ask from now; what carries the same second is read again, which changes nothing."""
        if feed not in ASCENDING or newest <= since:
            raise TooMuchChanged(f"More {feed} changed than the store lists.", feed=feed, since=since)
        return newest
