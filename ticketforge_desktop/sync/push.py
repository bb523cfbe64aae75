"""The pusher: every act of the station reaches the store, in order on one thing, side by side on different ones."""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from ticketforge_desktop.domain.errors import NetworkUnavailable, StoreBusy
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.host import Clock, ProfileLock
from ticketforge_desktop.services.ports.outbox import OutboxEntry, PushReport, SendQueue, StoreActs
from ticketforge_desktop.services.syncing import Stopped
from ticketforge_desktop.sync.push_one import Ended, Sender, Turn
from ticketforge_desktop.sync.push_rules import pause_s

THREADS: Final = 4
_LONGEST_NAP_S: Final = 0.5
_BATCH: Final = 32  # acts read at once: asking anew for each would cost an offline weekend's outbox dear


@dataclass(slots=True)
class _Run:
    """What one push has done so far."""

    began: datetime
    until: datetime  # no pause reaches beyond
    sent: int = 0
    done: int = 0
    troubles: int = 0  # turns in a row that met everybody's trouble
    hold_until: datetime | None = None
    error: Exception | None = None  # nothing more can be sent
    crash: Exception | None = None
    ready: deque[OutboxEntry] = field(default_factory=deque)  # due, each the first of its aggregate
    flying: dict[Future[Turn], OutboxEntry] = field(default_factory=dict)


class Pusher:
    """Sends what is due. One push at a time a profile, whichever process it is in; a sync may run beside it.

    Args:
        queue: the rows.
        acts: the store.
        lock: held while pushing; not the sync's, so that a long first sync does not hold up a sale.
        clock: this computer's clock; the store's is learned from its first reply.
        threads: acts under way at once.
    """

    def __init__(
        self,
        queue: SendQueue,
        acts: StoreActs,
        *,
        lock: ProfileLock,
        clock: Clock,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
        threads: int = THREADS,
    ) -> None:
        self._queue, self._acts, self._lock, self._clock = queue, acts, lock, clock
        self._sleep, self._jitter, self._threads = sleep, jitter, threads
        self._ahead = timedelta(0)  # how far the store's clock is ahead of ours

    def run(self, staff: Staff, *, patience_s: float = 0.0, stopped: Stopped = lambda: False) -> PushReport:
        """Send what is due, and what becomes due within `patience_s`. Acts that must wait longer stay waiting.

        Raises:
            RightMissing. SyncRunning: another process is pushing. TokenRefused, WrongShop, ProfileLocked, StoreRefused
            (a frozen store), or NetworkUnavailable and StoreBusy before anything could be asked: nothing is lost, and
            what was sent until then stays sent.
        """
        staff.require(Right.SYNC)
        with self._lock.hold():
            return self._run(patience_s, stopped)

    def _run(self, patience_s: float, stopped: Stopped) -> PushReport:
        began = self._clock.now()
        run = _Run(began, began + timedelta(seconds=patience_s))
        if self._queue.next_due(began, ()) is not None:
            self._meet_store(run, stopped)
            with ExitStack() as stack:
                pool = stack.enter_context(ThreadPoolExecutor(self._threads, thread_name_prefix="push"))
                self._work_off(run, pool, stopped)
        fault = run.error or run.crash
        if fault is not None:
            raise fault
        waiting, attention = self._queue.waiting()
        seconds = round((self._clock.now() - began).total_seconds(), 3)
        return PushReport(run.sent, run.done, waiting, attention, seconds)

    def _meet_store(self, run: _Run, stopped: Stopped) -> None:
        """The right shop answers, and tells its time. Waits for it as long as the run may."""
        while True:
            try:
                told = self._acts.ready()
            except (NetworkUnavailable, StoreBusy) as error:
                run.troubles += 1
                nap = pause_s(run.troubles, self._jitter)
                if stopped() or self._clock.now() + timedelta(seconds=nap) >= run.until:
                    raise error
                self._nap(nap, stopped)
                continue
            self._ahead = told - self._clock.now() if told is not None else timedelta(0)
            run.troubles = 0
            return

    def _work_off(self, run: _Run, pool: ThreadPoolExecutor, stopped: Stopped) -> None:
        sender = Sender(self._queue, self._acts, self._now, self._jitter)
        try:
            while True:
                ending = run.error is not None or stopped()
                if not ending:
                    self._start_due(run, pool, sender)
                if run.flying:
                    self._land(run)
                elif ending or not self._wait_for_next(run, stopped):
                    return
        finally:
            for future in run.flying:  # a fault of the storage ends the run; what is under way is let finish
                future.exception()

    def _start_due(self, run: _Run, pool: ThreadPoolExecutor, sender: Sender) -> None:
        if self._held(run):
            return
        while len(run.flying) < self._threads:
            if not run.ready:
                busy = {entry.aggregate for entry in run.flying.values()}
                run.ready.extend(self._queue.due(self._now(), busy, _BATCH))
            if not run.ready:
                return
            entry = run.ready.popleft()
            run.flying[pool.submit(sender.turn, entry)] = entry

    def _land(self, run: _Run) -> None:
        """Take in what has ended; at least one."""
        ended, _ = wait(run.flying, return_when=FIRST_COMPLETED)
        for future in ended:
            del run.flying[future]
            turn = future.result()
            run.sent += turn.sent
            run.done += turn.ended is Ended.DONE
            if turn.ended is Ended.HOLD:
                run.troubles += 1
                nap = max(turn.wait_s, pause_s(run.troubles, self._jitter))
                run.hold_until = max(run.hold_until or self._clock.now(), self._clock.now() + timedelta(seconds=nap))
            elif turn.ended is Ended.DONE:
                run.troubles = 0
            if turn.ended is Ended.STOP:
                run.error = turn.error
            else:  # a fault of ours in one act is told when all others had their turn
                run.crash = run.crash or turn.error

    def _wait_for_next(self, run: _Run, stopped: Stopped) -> bool:
        """Nap until something is due; False when nothing will be, or not in time."""
        now = self._clock.now()
        due = self._queue.next_due(self._now(), ())
        if due is None:
            return False
        at = max(due - self._ahead, run.hold_until or now, now)
        if at > run.until:
            return False
        self._nap(max((at - now).total_seconds(), 0.001), stopped)
        return True

    def _held(self, run: _Run) -> bool:
        return run.hold_until is not None and self._clock.now() < run.hold_until

    def _now(self) -> datetime:
        """The store's time, as near as we know it."""
        return self._clock.now() + self._ahead

    def _nap(self, seconds: float, stopped: Stopped) -> None:
        until = self._clock.now() + timedelta(seconds=seconds)
        while not stopped() and (left := (until - self._clock.now()).total_seconds()) > 0:
            self._sleep(min(left, _LONGEST_NAP_S))
