"""The outbox of one desk: what waits, what a person decides, and pushing it to the store."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Final, cast

from ticketforge_desktop.domain.errors import (
    ConnectionTrouble,
    NetworkUnavailable,
    StorageTrouble,
    StoreBusy,
    SyncRunning,
    TicketForgeError,
)
from ticketforge_desktop.host.locks import FileLock
from ticketforge_desktop.services.outbox import Attention

if TYPE_CHECKING:
    from datetime import datetime

    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.services.ports.outbox import ActingStore, Outbox, PushReport
    from ticketforge_desktop.services.ports.store import Store, Traffic
    from ticketforge_desktop.services.syncing import Stopped
    from ticketforge_desktop.storage.profile import Profile

# A sync does not wait long for the outbox: what must wait goes with the next push.
BESIDE_SYNC_S: Final = 3.0


class Pushing:
    """What commands and the window do with the outbox. Every method may be called on any thread.

    It has a lock of its own, `push.lock`: a first sync of an hour holds up no sale, and two processes never push
    one profile at once.
    """

    def __init__(self, desk: Desk, profile: Profile) -> None:
        self._desk, self._profile = desk, profile
        self._lock = FileLock(desk.folder.path / "push.lock")
        self.attention: Final = Attention(profile.outbox, self._check)

    @property
    def outbox(self) -> Outbox:
        """The acts."""
        return self._profile.outbox

    def due(self) -> bool:
        """Whether something could be sent now; cheap. The window asks every few seconds, and pushes if so."""
        return bool(self._profile.send_queue.due(self._desk.now(), (), 1))

    def run(
        self,
        *,
        patience_s: float = 0.0,
        stopped: Stopped = lambda: False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> PushReport:
        """Push what is due, and what becomes due within `patience_s`. Raises as `Pusher.run`, and `NotConnected`."""
        from ticketforge_desktop.sync.push import Pusher

        self._desk.till_stock.upkeep()  # what it asks of the store goes with this push
        store = self._desk.store()
        acts = cast("ActingStore", store).acts()
        pusher = Pusher(self._profile.send_queue, acts, lock=self._lock, clock=self._desk.clock, sleep=sleep)
        began, before = self._desk.now(), store.traffic()
        try:
            report = pusher.run(self._desk.staff, patience_s=patience_s, stopped=stopped)
        except (SyncRunning, NetworkUnavailable, StoreBusy):
            raise  # another process tells of its push, the next sync of a store that is away
        except TicketForgeError as error:
            self._note(store, began, before, {"changed": 0, "error": error.code, "reason": error.message})
            raise
        if report.done:
            self._desk.till_stock.settle()  # leases the store said yes to are ours at once
        if report.attention:
            self._desk.till.refused.look(self._desk.staff)
        if report.sent:
            self._note(store, began, before, {"changed": report.done, **report.as_json()})
        return report

    def _note(self, store: Store, began: datetime, before: Traffic, facts: dict[str, object]) -> None:
        """Enter a run into the history that the sync page shows; the outbox knows what was sent in any case."""
        now, at = store.traffic(), self._desk.now()
        told = {
            "mode": "push",
            "requests": now.requests - before.requests,
            "cost": now.cost - before.cost,
            "throttled": now.throttled - before.throttled,
            **facts,
            "seconds": round(max(0.0, (at - began).total_seconds()), 3),
        }
        with suppress(StorageTrouble):
            self._profile.mirror_writer.note_sync("push", at, told)

    def beside_sync(self, stopped: Stopped = lambda: False) -> PushReport | None:
        """Push before or after a pull. None when nothing is due, another process is at it, or the store is away.

        Trouble with the store is the sync's to tell: it meets the same. The acts wait for the next push.
        """
        self._desk.till_stock.upkeep()
        if not self.due():
            return None
        try:
            return self.run(patience_s=BESIDE_SYNC_S, stopped=stopped)
        except (SyncRunning, ConnectionTrouble):
            return None

    def _check(self, kind: str, payload: Mapping[str, object]) -> None:
        from ticketforge_desktop.shopify.acts.store_acts import check_payload

        check_payload(kind, payload)
