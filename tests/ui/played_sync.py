"""The sync page and outbox of a played desk: the test decides what there is and sees what was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.services.connection_state import ConnectionState
from ticketforge_desktop.services.ports.outbox import ActState, Attempt, OutboxEntry, PushReport
from ticketforge_desktop.services.ports.station import OutboxCounts
from ticketforge_desktop.services.schedule import Done, Task
from ticketforge_desktop.services.stock_alerts import RaisedAlert
from ticketforge_desktop.services.sync_views import (
    Budget,
    FeedState,
    ReceiverState,
    StoreTroubleRow,
    SyncOverview,
    SyncRun,
    Used,
)

NOW = datetime(2026, 11, 14, 18, 36, tzinfo=UTC)
RUN = SyncRun(NOW - timedelta(seconds=12), "incremental", 0.8, 5, 41, 0, 3)
OVERVIEW = SyncOverview(
    state=ConnectionState.FRESH,
    reason="",
    since=NOW,
    synced_at=NOW,
    feeds=(FeedState("orders", NOW, 2500), FeedState("stock", NOW, 312), FeedState("deletions", None, 0)),
    last_run=RUN,
    budget=Budget(2000, 100, 1850, 0.012),
    outbox=OutboxCounts(2, 3),
    troubles=0,
    paused=False,
    notices=(),
    hour=Used(120, 960),
)


def act(outbox_id: int, kind: str = "refund", state: ActState = ActState.ATTENTION, **fields: Any) -> OutboxEntry:
    """An act as the outbox would tell it."""
    payload: dict[str, object] = {
        "order_id": 1042,
        "currency": "EUR",
        "lines": [{"line_id": 7, "units": [1, 2], "restock": "cancel"}],
        "money": [{"payment_id": 5, "minor": 5400}],
        "note": "Sick",
    }
    entry = OutboxEntry(
        outbox_id=outbox_id,
        kind=kind,
        aggregate="order:1042",
        payload=payload,
        idempotency_key=f"key-{outbox_id}",
        source="",
        state=state,
        priority=5,
        attempts=1,
        created_at=NOW - timedelta(minutes=outbox_id),
        staff_id="J. S.",
        error_code="too_much",
        last_error="refundCreate: Refund amount exceeds refundable amount",
        choices=("retry", "change", "settle") if state is ActState.ATTENTION else (),
    )
    return replace(entry, **fields)


class PlayedSyncPage:
    """`ui.desk.SyncPage`."""

    def __init__(self) -> None:
        self.told = OVERVIEW
        self.runs: list[SyncRun] = [RUN]
        self.rows: list[StoreTroubleRow] = []
        self.acts: list[OutboxEntry] = []
        self.tried: dict[int, list[Attempt]] = {}
        self.blocking: dict[int, OutboxEntry] = {}
        self.alerts: list[RaisedAlert] = []
        self.receiving: ReceiverState | None = None
        self.last = Done(NOW, NOW)
        self.did: list[tuple[object, ...]] = []
        self.refuse: Exception | None = None  # what the next decision comes to
        self.mended = 0
        self.on_full: Callable[[], ChangeSet] = ChangeSet

    def overview(self) -> SyncOverview:
        return self.told

    def history(self, limit: int, *, eventful: bool) -> Sequence[SyncRun]:
        return [run for run in self.runs if not eventful or run.changed or run.error][:limit]

    def troubles(self, limit: int) -> Sequence[StoreTroubleRow]:
        return self.rows[:limit]

    def pace(self) -> tuple[Budget | None, int]:
        return self.told.budget, RUN.cost

    def done(self) -> Done:
        return self.last

    def full(self, progress: Any, cancelled: Any) -> ChangeSet:
        self.did.append(("full",))
        return self.on_full()

    def check(self, task: Task, progress: Any, cancelled: Any, *, whole: bool) -> tuple[ChangeSet, int]:
        self.did.append(("check", str(task), whole))
        self._maybe_refuse()
        return ChangeSet(), self.mended

    def push(self, cancelled: Any) -> PushReport:
        self.did.append(("push",))
        self._maybe_refuse()
        return PushReport(2, 2, 0, 0, 0.1)

    def entries(self, states: Sequence[ActState], limit: int, before: int = 0) -> Sequence[OutboxEntry]:
        found = [entry for entry in self.acts if entry.state in states and (not before or entry.outbox_id < before)]
        return found[:limit]

    def attempts(self, outbox_id: int) -> Sequence[Attempt]:
        return self.tried.get(outbox_id, [])

    def blocked_by(self, outbox_id: int) -> OutboxEntry | None:
        return self.blocking.get(outbox_id)

    def retry(self, outbox_id: int) -> None:
        self._decide(outbox_id, ("retry", outbox_id))

    def change(self, outbox_id: int, payload: dict[str, object]) -> None:
        self._decide(outbox_id, ("change", outbox_id, payload))

    def settle(self, outbox_id: int, how: str) -> None:
        self._decide(outbox_id, ("settle", outbox_id, how))

    def order_name(self, order_id: int) -> str:
        return f"#{order_id}"

    def category_name(self, variant_id: int) -> str:
        return f"Herbsttour · Category {variant_id}"

    def receiver(self) -> ReceiverState | None:
        return self.receiving

    def receive(self, on: bool) -> ReceiverState:
        self._maybe_refuse()
        self.receiving = ReceiverState(on, "http://127.0.0.1:8921/webhooks" if on else "")
        return self.receiving

    def untold_alerts(self) -> Sequence[RaisedAlert]:
        alerts, self.alerts = self.alerts, []
        return alerts

    def _decide(self, outbox_id: int, what: tuple[object, ...]) -> None:
        self._maybe_refuse()
        parked = [entry for entry in self.acts if entry.outbox_id == outbox_id and entry.state is ActState.ATTENTION]
        if not parked:
            raise Conflict(f"Act {outbox_id} does not wait for a person.")
        self.did.append(what)
        self.acts = [entry for entry in self.acts if entry.outbox_id != outbox_id]

    def _maybe_refuse(self) -> None:
        refused, self.refuse = self.refuse, None
        if refused is not None:
            raise refused
