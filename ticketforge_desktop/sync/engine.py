"""A sync from its lock to its report."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.errors import WrongShop
from ticketforge_desktop.domain.records import PublicKeyRecord, ShopRecord
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.host import Clock, ProfileLock
from ticketforge_desktop.services.ports.mirror import MirrorWriter
from ticketforge_desktop.services.ports.store import Store, Traffic
from ticketforge_desktop.services.syncing import Stopped, SyncReport, Tell
from ticketforge_desktop.services.views import MirrorCounts
from ticketforge_desktop.sync.first import FirstSync
from ticketforge_desktop.sync.incremental import Incremental, TooMuchChanged
from ticketforge_desktop.sync.steps import Steps, Stop


class Ring(Protocol):
    """The shop's key ring, brought together with ours before tickets are derived (`services.keys`)."""

    def __call__(self, store: Store, staff: Staff) -> Sequence[PublicKeyRecord]:
        """The published keys; the station has taken them over."""
        ...


class SyncEngine:
    """Pulls one store into one mirror. One run at a time a profile, whichever process it is in."""

    def __init__(
        self,
        store: Store,
        mirror: MirrorWriter,
        *,
        ring: Ring,
        counts: Callable[[], MirrorCounts],
        lock: ProfileLock,
        clock: Clock,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`counts` tells what the mirror holds, for the report."""
        self._store, self._mirror, self._ring, self._counts = store, mirror, ring, counts
        self._lock, self._clock, self._sleep = lock, clock, sleep

    def run(
        self,
        staff: Staff,
        *,
        full: bool = False,
        tell: Tell = lambda _progress: None,
        stopped: Stopped = lambda: False,
    ) -> SyncReport:
        """Bring the mirror up to date; by bulk when it is empty or `full` is asked for.

        Raises:
            RightMissing, SyncRunning, and the kinds of ConnectionTrouble, SyncTrouble and StorageTrouble. Whatever
            it is, the mirror in use is a true, older state of the store, and the next run goes on.
        """
        staff.require(Right.SYNC)
        with self._lock.hold():
            return self._run(staff, full, Steps(tell, stopped))

    def _run(self, staff: Staff, full: bool, steps: Steps) -> SyncReport:
        began, before = self._clock.now(), self._store.traffic()
        mode, changes, was_stopped = "incremental", ChangeSet(), False
        try:
            steps.at("connecting")
            shop = self._right_shop()
            keys = self._ring(self._store, staff)
            if full or self._mirror.shop() is None:
                mode = "bulk"
                changes |= FirstSync(self._store, self._mirror, sleep=self._sleep).run(shop, keys, steps)
            else:
                changes |= self._mirror.apply(StoreBatch(keys=tuple(keys)), None)
            mode, changes = self._catch_up(mode, changes, shop, keys, steps)
        except Stop:
            was_stopped = True
        ended = self._clock.now()
        report = self._report(mode, before, (ended - began).total_seconds(), was_stopped, changes)
        if not was_stopped:
            self._mirror.note_sync(mode, ended, report.as_json())
        return report

    def _catch_up(
        self, mode: str, changes: ChangeSet, shop: ShopRecord, keys: Sequence[PublicKeyRecord], steps: Steps
    ) -> tuple[str, ChangeSet]:
        """One incremental pass; where paging can't reach all that changed, everything by bulk and one more."""
        passing = Incremental(self._store, self._mirror)
        try:
            return mode, changes | passing.run(steps)
        except TooMuchChanged:
            changes |= FirstSync(self._store, self._mirror, sleep=self._sleep).run(shop, keys, steps)
            return "bulk", changes | passing.run(steps)

    def _right_shop(self) -> ShopRecord:
        shop, known = self._store.shop(), self._mirror.shop()
        if known is not None and (known.shop_id != shop.shop_id or known.domain != shop.domain):
            raise WrongShop(
                f"{shop.domain} answers, but this mirror copies {known.domain}.",
                expected=known.domain,
                found=shop.domain,
            )
        return shop

    def _report(self, mode: str, before: Traffic, seconds: float, stopped: bool, changes: ChangeSet) -> SyncReport:
        held, now = self._counts(), self._store.traffic()
        orders = self._mirror.watermark("orders")
        return SyncReport(
            mode=mode,
            events=held.events,
            categories=held.categories,
            orders=held.orders,
            tickets=held.tickets,
            requests=now.requests - before.requests,
            cost=now.cost - before.cost,
            throttled=now.throttled - before.throttled,
            seconds=round(seconds, 3),
            watermark=orders.at if orders is not None else "",
            stopped=stopped,
            changes=changes,
        )
