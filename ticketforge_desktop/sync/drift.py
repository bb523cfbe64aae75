"""The daily drift check: what changed in the store over two days is compared with the mirror, order by order.

A sync that works leaves nothing to find here; this is the proof, and the mending where something was missed. What is
newer than the mirror's watermark is no drift: the next sync brings it. Neither is what the token may not see, nor an
order that is known to be unreadable.

Versions alone do not prove that the content is the same: whether each change of an order moves its `updatedAt` is not
promised. So what the gate decides by (cancelled, paid or refunded, what is left of its lines) is compared too, which
the same list tells at no further cost. An order that differs is fetched, and is drift if that changed it here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.errors import TooMuchChanged
from ticketforge_desktop.domain.records import OrderStanding
from ticketforge_desktop.services.ports.mirror import MirrorWriter
from ticketforge_desktop.services.ports.store import Store
from ticketforge_desktop.services.views import MirrorCounts
from ticketforge_desktop.sync.guard import ALL_ORDERS, VISIBLE_DAYS, credible
from ticketforge_desktop.sync.incremental import MOST_OBJECTS
from ticketforge_desktop.sync.overlap import before
from ticketforge_desktop.sync.steps import Steps

WINDOW: Final = timedelta(days=2)
_AT_ONCE: Final = 60  # orders fetched and written in one go
_MOST_TROUBLES: Final = 10_000


@dataclass(slots=True)
class Drift:
    """What was found."""

    since: str
    all_visible: bool
    checked: int = 0
    stale: list[int] = field(default_factory=list)
    doubted: dict[int, OrderStanding] = field(default_factory=dict)  # ours: the same version, and not the store's
    missing: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    mended: int = 0
    withheld: int = 0
    troubles: int = 0
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    changes: ChangeSet = field(default_factory=ChangeSet)


class DriftCheck:
    """One comparison."""

    def __init__(self, store: Store, mirror: MirrorWriter) -> None:
        self._store, self._mirror = store, mirror

    def run(self, steps: Steps, held: MirrorCounts) -> Drift:
        """Compare and mend. `held` is what the mirror counts, to be set beside the store's own counts."""
        scopes = self._store.facts().scopes
        now = self._store.time()
        found = Drift(before(now, WINDOW), ALL_ORDERS in scopes)
        visible = "" if found.all_visible else before(now, timedelta(days=VISIBLE_DAYS))
        theirs, standing = self._listed(found.since, steps)
        found.checked = len(theirs)
        unlisted = self._compare(found, theirs, visible)
        self._doubt(found, theirs, standing)
        self._look_for(found, unlisted, len(theirs))
        self._mend(found, steps)
        self._clear_up(found)
        self._count(found, held, visible)
        return found

    def _listed(self, since: str, steps: Steps) -> tuple[dict[int, str], dict[int, OrderStanding]]:
        """The store's list, id → version, and what the gate decides by; one too long to be paged is narrowed."""
        theirs: dict[int, str] = {}
        standing: dict[int, OrderStanding] = {}
        cursor, in_query, more = "", 0, True
        while more:
            page = self._store.versions(since, cursor)
            theirs.update(page.found)
            standing.update(page.standing)
            steps.at("checking", "orders", len(theirs))
            in_query, cursor, more = in_query + len(page.found), page.cursor, page.more
            if more and in_query >= MOST_OBJECTS:
                newest = max(at for _, at in page.found)
                if newest <= since:
                    raise TooMuchChanged("More orders changed in a second than the store lists.", feed="orders")
                since, cursor, in_query = newest, "", 0
        return theirs, standing

    def _doubt(self, found: Drift, theirs: dict[int, str], standing: dict[int, OrderStanding]) -> None:
        """Orders of the same version about which the gate would decide otherwise."""
        ours, held = self._mirror.order_versions(found.since), self._mirror.order_standing(found.since)
        found.doubted = {
            number: held[number]
            for number, told in standing.items()
            if number in held and ours[number][0] == theirs[number] and held[number] != told
        }

    def _clear_up(self, found: Drift) -> None:
        """Fetch doubted orders; where that makes the gate decide otherwise, it was drift.

        Where a whole batch turns out to be the same, the difference lies in how it is told: the rest is left alone.
        """
        doubted = list(found.doubted)
        for start in range(0, len(doubted), _AT_ONCE):
            some = doubted[start : start + _AT_ONCE]
            page = self._store.fetch_orders(some, urgent=False)
            found.changes |= self._mirror.apply(page.batch, None)
            now = self._mirror.order_standing(found.since)
            changed = [number for number in some if now.get(number) != found.doubted[number]]
            if not changed:
                return
            found.stale += changed
            found.mended += len(changed)

    def _compare(self, found: Drift, theirs: dict[int, str], visible: str) -> list[int]:
        """Sort what differs; returns what is here with a change of these days that the store does not list."""
        mark = self._mirror.watermark("orders")
        known_to = mark.at if mark is not None else ""
        ours = self._mirror.order_versions(found.since)
        unreadable = {each.object_id for each in self._mirror.troubles(_MOST_TROUBLES) if each.kind == "order"}
        found.troubles = len(unreadable)
        lacking = [number for number, at in theirs.items() if at <= known_to and number not in ours]
        old = self._mirror.held("order", lacking)
        for number, at in theirs.items():
            if at > known_to or number in unreadable:
                continue
            if number in ours:
                if ours[number][0] < at:
                    found.stale.append(number)
            elif number in old:
                found.stale.append(number)
            else:
                found.missing.append(number)
        return [number for number, (_, made) in ours.items() if number not in theirs and made >= visible]

    def _look_for(self, found: Drift, unlisted: Sequence[int], of: int) -> None:
        """What the list lacks may be late in the index: only what is not found by its id either is gone."""
        if not unlisted:
            return
        there = self._store.existing("order", unlisted)
        gone = [number for number in unlisted if number not in there]
        if gone and not credible(len(gone), of + len(gone)):
            found.withheld = len(gone)
            return
        found.gone = gone

    def _mend(self, found: Drift, steps: Steps) -> None:
        wanted = [*found.stale, *found.missing]
        for start in range(0, len(wanted), _AT_ONCE):
            page = self._store.fetch_orders(wanted[start : start + _AT_ONCE], urgent=False)
            found.changes |= self._mirror.apply(page.batch, None)
            found.mended += len(page.batch.orders)
            steps.at("checking", "orders", start + len(page.batch.orders), len(wanted))
        if found.gone:
            found.changes |= self._mirror.remove(order_ids=found.gone)
            found.mended += len(found.gone)

    def _count(self, found: Drift, held: MirrorCounts, visible: str) -> None:
        ours = {
            "orders": self._mirror.orders_since(visible),
            "events": held.events,
            "customers": held.participants,
        }
        told = self._store.counts()
        found.counts = {kind: {"store": told[kind], "mirror": ours[kind]} for kind in ours if kind in told}
