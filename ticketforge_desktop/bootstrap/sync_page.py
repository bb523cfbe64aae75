"""What the window's sync page and outbox ask of a desk, joined."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.services.schedule import Done
from ticketforge_desktop.services.settings import SYNC_PAUSED
from ticketforge_desktop.services.sync_views import Budget, ReceiverState, StoreTroubleRow, SyncOverview, SyncRun

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.bootstrap.pulling import Pulling
    from ticketforge_desktop.services.ports.outbox import ActState, Attempt, OutboxEntry, PushReport
    from ticketforge_desktop.services.schedule import Task
    from ticketforge_desktop.services.stock_alerts import RaisedAlert
    from ticketforge_desktop.services.syncing import Stopped, Tell
    from ticketforge_desktop.storage.profile import Profile

_HOUR: Final = timedelta(hours=1)
_DONE_KEPT_S: Final = 60.0  # the schedule asks every two seconds, what is done changes once a day


class SyncPage:
    """`ui.desk.SyncPage` of one desk. Every method may be called on any thread."""

    def __init__(self, desk: Desk, profile: Profile, pulling: Pulling) -> None:
        self._desk, self._profile, self._pulling = desk, profile, pulling
        self._lock = threading.Lock()
        self._done: tuple[float, Done] | None = None

    def overview(self) -> SyncOverview:
        """All that the page shows at its top."""
        desk, asked = self._desk, self._profile.sync_queries
        standing, facts, done = desk.stores.standing(), desk.stores.facts(), self.done()
        return SyncOverview(
            state=standing.state,
            reason=standing.reason,
            since=standing.since,
            synced_at=desk.queries.counts().synced_at,
            feeds=asked.feeds(),
            last_run=next(iter(asked.history(1)), None),
            budget=self._budget(),
            outbox=desk.station.outbox_counts(),
            troubles=asked.trouble_count(),
            paused=desk.settings.switch(SYNC_PAUSED),
            notices=facts.kinds,
            missing_scopes=facts.missing_scopes,
            hour=asked.used(desk.now() - _HOUR),
            drift_at=done.drift,
            sweep_at=done.sweep,
        )

    def history(self, limit: int, *, eventful: bool) -> Sequence[SyncRun]:
        """Finished runs, newest first."""
        return self._profile.sync_queries.history(limit, eventful=eventful)

    def troubles(self, limit: int) -> Sequence[StoreTroubleRow]:
        """What could not be taken over."""
        return self._profile.sync_queries.troubles(limit)

    def pace(self) -> tuple[Budget | None, int]:
        """The bucket, and what the last sync took."""
        last = self._profile.sync_queries.last("incremental", "bulk")
        return self._budget(), 0 if last is None or last.mode == "bulk" else last.cost

    def done(self) -> Done:
        """When the big checks last went through; looked up once a minute."""
        now = time.monotonic()
        with self._lock:
            if self._done is not None and now - self._done[0] < _DONE_KEPT_S:
                return self._done[1]
        asked = self._profile.sync_queries
        drift, sweep = asked.last("drift"), asked.last("sweep")
        done = Done(None if drift is None else drift.ended_at, None if sweep is None else sweep.ended_at)
        with self._lock:
            self._done = (now, done)
        return done

    # Runs

    def full(self, progress: Tell, cancelled: Stopped) -> ChangeSet:
        """Everything anew. Raises as `Desk.run_sync`."""
        return self._pulling.for_window(progress, cancelled, full=True)

    def check(self, task: Task, progress: Tell, cancelled: Stopped, *, whole: bool) -> tuple[ChangeSet, int]:
        """Drift check or sweep. Raises as `Desk.drift`, `Desk.sweep`."""
        try:
            return self._pulling.check(task, progress, cancelled, whole=whole)
        finally:
            with self._lock:
                self._done = None

    def push(self, cancelled: Stopped) -> PushReport:
        """Send what is due. Raises as `Pushing.run`."""
        return self._desk.pushing.run(stopped=cancelled)

    # The outbox

    def entries(self, states: Sequence[ActState], limit: int, before: int = 0) -> Sequence[OutboxEntry]:
        """Acts, newest first, those older than the act `before`."""
        return self._desk.outbox.entries(states=states, limit=limit, before=before)

    def attempts(self, outbox_id: int) -> Sequence[Attempt]:
        """What was tried with one act."""
        return self._desk.outbox.attempts(outbox_id)

    def blocked_by(self, outbox_id: int) -> OutboxEntry | None:
        """The parked act this one waits for."""
        return self._desk.outbox.blocked_by(outbox_id)

    def retry(self, outbox_id: int) -> None:
        """Send a parked act again."""
        self._desk.pushing.attention.retry(outbox_id, self._desk.staff)

    def change(self, outbox_id: int, payload: dict[str, object]) -> None:
        """Send a parked act with other content."""
        self._desk.pushing.attention.change(outbox_id, payload, self._desk.staff)

    def settle(self, outbox_id: int, how: str) -> None:
        """A parked act was settled by hand."""
        self._desk.pushing.attention.settle(outbox_id, how, self._desk.staff)

    def order_name(self, order_id: int) -> str:
        """`#1042`, "" for an order that is not here."""
        return self._profile.sync_queries.order_name(order_id)

    def category_name(self, variant_id: int) -> str:
        """`Event · Category`, "" for a category that is not here."""
        return self._profile.sync_queries.category_name(variant_id)

    # Webhooks and alerts

    def receiver(self) -> ReceiverState | None:
        """The webhook receiver in this process."""
        return self._desk.receiver.state()

    def receive(self, on: bool) -> ReceiverState:
        """Switch the receiver. Raises as `Receiver.switch`."""
        return self._desk.receiver.switch(on)

    def untold_alerts(self) -> Sequence[RaisedAlert]:
        """Alerts raised since this was last asked, each once."""
        return self._desk.processing.take_alerts()

    def _budget(self) -> Budget | None:
        budget = self._desk.stores.budget()
        return budget if budget.capacity > 0 else None
