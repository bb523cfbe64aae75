"""What sync left behind, for the page that tells of it: history, watermarks, troubles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from ticketforge_desktop.services.sync_views import FeedState, StoreTroubleRow, SyncRun, Used
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, moment, stamp

# Feeds in the order in which they matter at a counter, and what counts them.
_FEEDS: Final = {
    "orders": "SELECT number FROM counts WHERE kind = 'orders'",
    "stock": "SELECT count(*) FROM stock",
    "products": "SELECT count(*) FROM categories",
    "customers": "SELECT number FROM counts WHERE kind = 'participants'",
    "locations": "SELECT count(*) FROM locations",
    "keys": "SELECT count(*) FROM public_keys",
    "deletions": "",
}
_RUNS: Final = "SELECT ended_at, mode, facts FROM sync_runs"
# With a sync every quarter minute, the ones that found nothing would hide the ones that matter.
_EVENTFUL: Final = (
    " WHERE mode NOT IN ('incremental', 'push') OR coalesce(json_extract(facts, '$.changed'), 1) > 0"
    " OR coalesce(json_extract(facts, '$.error'), '') <> ''"
)


class SyncQueries:
    """Reads of the mirror; safe on any thread."""

    def __init__(self, mirror: Readers) -> None:
        self._mirror = mirror

    def feeds(self) -> tuple[FeedState, ...]:
        """Every feed with its watermark, those never fetched included; one this program does not know comes last."""
        with self._mirror.borrow() as connection:
            marks = dict(connection.execute("SELECT feed, at FROM sync_state"))
            counted = {
                feed: (connection.execute(sql).fetchone() or (0,))[0] if sql else 0 for feed, sql in _FEEDS.items()
            }
        unknown = [feed for feed in sorted(marks) if feed not in _FEEDS]
        known = [feed for feed in _FEEDS if feed in marks or _FEEDS[feed]]
        return tuple(FeedState(feed, moment(marks.get(feed, "")), counted.get(feed, 0)) for feed in [*known, *unknown])

    def history(self, limit: int, *, eventful: bool = False) -> Sequence[SyncRun]:
        """Runs, newest first; `eventful` leaves out those that found nothing new."""
        where = _EVENTFUL if eventful else ""
        with self._mirror.borrow() as connection:
            rows = connection.execute(f"{_RUNS}{where} ORDER BY run_id DESC LIMIT ?", (limit,)).fetchall()
        return [_run(*row) for row in rows]

    def last(self, *modes: str) -> SyncRun | None:
        """The newest run of any of these modes that went through; of all modes when none is named."""
        held = f" AND mode IN ({','.join('?' * len(modes))})" if modes else ""
        row = self._mirror.row(
            f"{_RUNS} WHERE coalesce(json_extract(facts, '$.error'), '') = ''{held} ORDER BY run_id DESC LIMIT 1",
            modes,
        )
        return None if row is None else _run(*row)

    def used(self, since: datetime) -> Used:
        """Requests and points of all runs that ended since."""
        row = self._mirror.row(
            "SELECT total(json_extract(facts, '$.requests')), total(json_extract(facts, '$.cost'))"
            " FROM sync_runs WHERE ended_at >= ?",
            (stamp(since),),
        )
        return Used(round(row[0]), round(row[1]))

    def troubles(self, limit: int) -> Sequence[StoreTroubleRow]:
        """What could not be taken over, newest first."""
        with self._mirror.borrow() as connection:
            rows = connection.execute(
                "SELECT kind, object_id, name, code, reason, since, tries FROM store_troubles"
                " ORDER BY since DESC, kind, object_id LIMIT ?",
                (limit,),
            ).fetchall()
        return [
            StoreTroubleRow(kind, object_id, name, code, reason, known_moment(since), tries)
            for kind, object_id, name, code, reason, since, tries in rows
        ]

    def trouble_count(self) -> int:
        """How many things could not be taken over."""
        return int(self._mirror.row("SELECT count(*) FROM store_troubles", ())[0])

    def order_name(self, order_id: int) -> str:
        """`#1042`; "" for an order that is not here."""
        row = self._mirror.row("SELECT name FROM orders WHERE order_id = ?", (order_id,))
        return str(row[0]) if row else ""

    def category_name(self, variant_id: int) -> str:
        """`Event · Category`; "" for a category that is not here."""
        row = self._mirror.row(
            "SELECT events.title, categories.name FROM categories JOIN events USING (event_id) WHERE variant_id = ?",
            (variant_id,),
        )
        return " · ".join(part for part in row if part) if row else ""


def _run(ended_at: str, mode: str, text: str) -> SyncRun:
    facts: dict[str, Any] = json.loads(text or "{}")
    return SyncRun(
        ended_at=known_moment(ended_at),
        mode=mode,
        seconds=float(facts.get("seconds") or 0.0),
        requests=int(facts.get("requests") or 0),
        cost=int(facts.get("cost") or 0),
        throttled=int(facts.get("throttled") or 0),
        changed=int(facts.get("changed") or 0),
        error=str(facts.get("error") or ""),
        facts=facts,
    )
