"""A sync from its lock to its report; and the checks that prove it, a drift check and a sweep."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final, Protocol

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.errors import StorageTrouble, TicketForgeError, TooMuchChanged, WrongShop
from ticketforge_desktop.domain.records import PublicKeyRecord, ShopRecord
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.host import Clock, ProfileLock
from ticketforge_desktop.services.ports.mirror import PACKS_FACT, MirrorWriter
from ticketforge_desktop.services.ports.store import Store
from ticketforge_desktop.services.syncing import DriftReport, Stopped, SweepReport, SyncReport, Tell
from ticketforge_desktop.services.views import MirrorCounts
from ticketforge_desktop.sync.drift import Drift, DriftCheck
from ticketforge_desktop.sync.first import FirstSync
from ticketforge_desktop.sync.incremental import Incremental
from ticketforge_desktop.sync.measure import Measure
from ticketforge_desktop.sync.steps import Steps, Stop
from ticketforge_desktop.sync.sweep import Sweep

# Of a slice of a sweep: a standard bucket has room for them beside everything else in a quarter of a minute.
SLICE_REQUESTS: Final = 8
_NAMED: Final = 20  # orders a drift report names
_MOST_TROUBLES: Final = 10_000


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
        """`counts` tells what the mirror holds, for the report. `clock` dates the history and nothing else:
        how far the store is known is told by the store's own clock."""
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
        """Bring the mirror up to date; by bulk when it is empty, when the shop counts its money or its days anew, or
        when `full` is asked for.

        Raises:
            RightMissing, SyncRunning, and the kinds of ConnectionTrouble, SyncTrouble and StorageTrouble. Whatever
            it is, the mirror in use is a true, older state of the store, and the next run goes on.
        """
        staff.require(Right.SYNC)
        with self._lock.hold(), self._noted_if_it_fails("bulk" if full else "incremental") as measure:
            return self._run(staff, full, Steps(tell, stopped), measure)

    def drift(
        self, staff: Staff, *, tell: Tell = lambda _progress: None, stopped: Stopped = lambda: False
    ) -> DriftReport:
        """Compare the orders of two days with the store and mend what differs; a run of the history.

        Raises: as `run`. Before the first sync there is nothing to compare: `SyncTrouble`.
        """
        staff.require(Right.SYNC)
        steps = Steps(tell, stopped)
        with self._lock.hold(), self._noted_if_it_fails("drift") as measure:
            steps.at("connecting")
            self._right_shop()
            try:
                found, was_stopped = DriftCheck(self._store, self._mirror).run(steps, self._counts()), False
            except Stop:
                found, was_stopped = Drift("", all_visible=False), True
            named = [*found.missing, *found.gone, *found.stale][:_NAMED]
            report = DriftReport(
                since=found.since,
                checked=found.checked,
                stale=len(found.stale),
                missing=len(found.missing),
                gone=len(found.gone),
                mended=found.mended,
                withheld=found.withheld,
                troubles=found.troubles,
                all_visible=found.all_visible,
                counts=found.counts,
                orders=tuple(str(number) for number in named),
                stopped=was_stopped,
                changes=found.changes,
                **measure.took(),
            )
            if not was_stopped:
                self._mirror.note_sync("drift", self._clock.now(), report.as_json())
            return report

    def sweep(
        self,
        staff: Staff,
        *,
        tell: Tell = lambda _progress: None,
        stopped: Stopped = lambda: False,
        most_requests: int = SLICE_REQUESTS,
    ) -> SweepReport:
        """A slice of a sweep over all ids; the next call goes on. The last slice (`complete`) enters the history.

        Raises: as `run`.
        """
        staff.require(Right.SYNC)
        steps = Steps(tell, stopped)
        with self._lock.hold(), self._noted_if_it_fails("sweep") as measure:
            steps.at("connecting")
            self._right_shop()
            sweep, changes, was_stopped = Sweep(self._store, self._mirror), ChangeSet(), False
            try:
                changes = sweep.run(steps, most_requests)
            except Stop:
                was_stopped = True
            state, took = sweep.state, measure.took()
            state.requests += took["requests"]
            state.cost += took["cost"]
            state.throttled += took["throttled"]
            state.seconds = round(state.seconds + took["seconds"], 3)
            sweep.keep()
            report = SweepReport(
                complete=state.complete,
                checked=state.checked,
                removed=state.removed,
                withheld=state.withheld,
                skipped=tuple(state.skipped),
                requests=state.requests,
                cost=state.cost,
                throttled=state.throttled,
                seconds=state.seconds,
                stopped=was_stopped,
                changes=changes,
            )
            if report.complete:
                self._mirror.note_sync("sweep", self._clock.now(), report.as_json())
            return report

    def _run(self, staff: Staff, full: bool, steps: Steps, measure: Measure) -> SyncReport:
        mode, changes, was_stopped = "incremental", ChangeSet(), False
        try:
            steps.at("connecting")
            shop, known = self._right_shop(), self._mirror.shop()
            keys = self._ring(self._store, staff)
            whole = known is not None and not self._mirror.fact(PACKS_FACT)
            if full or known is None or not whole or (known.zone, known.currency) != (shop.zone, shop.currency):
                mode = "bulk"
                changes |= FirstSync(self._store, self._mirror, sleep=self._sleep).run(shop, keys, steps)
            else:
                changes |= self._mirror.put_shop(shop)
                changes |= self._mirror.apply(StoreBatch(keys=tuple(keys)), None)
            mode, changes = self._catch_up(mode, changes, shop, keys, steps)
        except Stop:
            was_stopped = True
        report = self._report(mode, measure, was_stopped, changes)
        if not was_stopped:
            self._mirror.note_sync(mode, self._clock.now(), report.as_json())
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

    @contextmanager
    def _noted_if_it_fails(self, mode: str) -> Iterator[Measure]:
        """A run; one that fails enters the history with its error, and what it cost all the same."""
        measure = Measure.start(self._store, self._mirror, self._clock)
        try:
            yield measure
        except TicketForgeError as error:
            facts: dict[str, object] = {
                "mode": mode,
                **measure.took(),
                "changed": measure.changed(),
                "error": error.code,
                "reason": error.message,
            }
            with suppress(StorageTrouble):  # the disk may be what failed
                self._mirror.note_sync(mode, self._clock.now(), facts)
            raise

    def _right_shop(self) -> ShopRecord:
        shop, known = self._store.shop(), self._mirror.shop()
        if known is not None and (known.shop_id != shop.shop_id or known.domain != shop.domain):
            raise WrongShop(
                f"{shop.domain} answers, but this mirror copies {known.domain}.",
                expected=known.domain,
                found=shop.domain,
            )
        return shop

    def _report(self, mode: str, measure: Measure, stopped: bool, changes: ChangeSet) -> SyncReport:
        held, orders = self._counts(), self._mirror.watermark("orders")
        loaded = held.events + held.categories + held.orders + held.participants
        return SyncReport(
            mode=mode,
            events=held.events,
            categories=held.categories,
            orders=held.orders,
            tickets=held.tickets,
            watermark=orders.at if orders is not None else "",
            stopped=stopped,
            changed=loaded if mode == "bulk" and not stopped else measure.changed(),
            troubles=len(self._mirror.troubles(_MOST_TROUBLES)),
            changes=changes,
            **measure.took(),
        )
