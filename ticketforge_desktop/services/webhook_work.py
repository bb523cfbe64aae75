"""Webhooks acted on: nearly each means "fetch this id again", whatever its body said and however late it came.

Things named several times are fetched once. What the store can't answer now stays and is tried again; one thing's
trouble never stops the rest. What the law asks (a person's data, a shop's end) needs no store and is done at once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.errors import (
    ConnectionTrouble,
    StorageTrouble,
    StoreRefused,
    TicketForgeError,
)
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.mirror import MirrorWriter
from ticketforge_desktop.services.ports.store import Store
from ticketforge_desktop.services.ports.webhooks import Wanted, WebhookInbox, WebhookTask
from ticketforge_desktop.services.syncing import Stopped

AT_ONCE: Final = frozenset({Wanted.DATA_REQUEST, Wanted.ERASE_PERSON, Wanted.ERASE_SHOP, Wanted.UNINSTALLED})
BY_FETCHING: Final = frozenset(Wanted) - AT_ONCE
FIRST_PAUSE: Final = timedelta(seconds=5)
LONGEST_PAUSE: Final = timedelta(hours=1)
_A_TURN: Final = 200
_TOGETHER: Final = 20  # things fetched in one go
_SECRETS: Final = re.compile(r"\b(shp[a-z]{2}_\w+)")


@dataclass(frozen=True, slots=True)
class WebhookReport:
    """What one run did: tasks done, tasks put off, tasks that still wait."""

    done: int = 0
    failed: int = 0
    waiting: int = 0
    changes: ChangeSet = field(default_factory=ChangeSet)


class WorkOffWebhooks:
    """Acts on the tasks of the inbox. Doing one twice changes nothing, so several processes may run at once.

    Args:
        store: opens the store when it is first needed.
        by_law: acts on the topics of `AT_ONCE` (`services.webhook_duties`).
        changed: hears of changes in the mirror after each turn (order processing).
    """

    def __init__(
        self,
        inbox: WebhookInbox,
        store: Callable[[], Store],
        mirror: MirrorWriter,
        by_law: Callable[[WebhookTask], ChangeSet],
        clock: Clock,
        changed: Callable[[ChangeSet], None] = lambda _changes: None,
    ) -> None:
        self._inbox, self._store, self._mirror = inbox, store, mirror
        self._by_law, self._clock, self._changed = by_law, clock, changed
        self._done = self._failed = 0

    def run(self, stopped: Stopped = lambda: False) -> WebhookReport:
        """Work until nothing is due.

        Raises:
            ConnectionTrouble: the store does not answer or will not talk to us; what needs it stays as it was.
            StorageTrouble: a file can't be written.
        """
        self._done = self._failed = 0
        changes = ChangeSet()
        while not stopped() and (tasks := self._inbox.due(AT_ONCE, _A_TURN)):
            for task in tasks:
                changes |= self._one_by_law(task)
        # Before the first sync there is nothing to keep up to date; that sync brings everything.
        while not stopped() and self._mirror.shop() is not None and (tasks := self._inbox.due(BY_FETCHING, _A_TURN)):
            for wanted in (Wanted.PRODUCT, Wanted.ORDER, Wanted.STOCK):
                some = [task for task in tasks if _fetched_as(task.delivery.wanted) is wanted]
                changes |= self._fetch_all(wanted, some)
            self._changed(changes)
        return WebhookReport(self._done, self._failed, self._inbox.waiting(), changes)

    def _one_by_law(self, task: WebhookTask) -> ChangeSet:
        try:
            changes = self._by_law(task)
        except StorageTrouble:
            raise
        except Exception as trouble:  # noqa: BLE001 - kept with its reason and tried again
            self._put_off(task, trouble)
            return ChangeSet()
        self._settle([task])
        return changes

    def _fetch_all(self, wanted: Wanted, tasks: Sequence[WebhookTask]) -> ChangeSet:
        """Fetch what these tasks name, each thing once."""
        by_thing: defaultdict[int, list[WebhookTask]] = defaultdict(list)
        for task in tasks:
            by_thing[task.delivery.number].append(task)
        things, changes = list(by_thing), ChangeSet()
        for start in range(0, len(things), _TOGETHER):
            some = {number: by_thing[number] for number in things[start : start + _TOGETHER]}
            changes |= self._fetch_some(wanted, some)
        return changes

    def _fetch_some(self, wanted: Wanted, some: dict[int, list[WebhookTask]]) -> ChangeSet:
        try:
            changes = self._fetch(wanted, some)
        except StorageTrouble:
            raise
        except Exception as trouble:
            if isinstance(trouble, ConnectionTrouble) and not isinstance(trouble, StoreRefused):
                raise
            if len(some) == 1:
                for task in next(iter(some.values())):
                    self._put_off(task, trouble)
                return ChangeSet()
            changes = ChangeSet()
            for number, tasks in some.items():
                changes |= self._fetch_some(wanted, {number: tasks})
            return changes
        self._settle([task for tasks in some.values() for task in tasks])
        return changes

    def _fetch(self, wanted: Wanted, some: dict[int, list[WebhookTask]]) -> ChangeSet:
        store, numbers = self._store(), list(some)
        if wanted is Wanted.STOCK:
            return self._mirror.apply(store.fetch_stock(numbers).batch, None)
        said_gone = [
            number
            for number, tasks in some.items()
            if any(task.delivery.wanted in (Wanted.ORDER_GONE, Wanted.PRODUCT_GONE) for task in tasks)
        ]
        # Only what was said to be deleted and is not there any more goes: a thing may also be hidden from our token.
        if wanted is Wanted.ORDER:
            page = store.fetch_orders(numbers, urgent=False)
            changes = self._mirror.apply(page.batch, None)
            there = {order.order_id for order in page.batch.orders}
            there |= {trouble.object_id for trouble in page.batch.troubles}  # there, but past understanding
            gone = [number for number in said_gone if number not in there]
            return changes | self._mirror.remove(order_ids=gone) if gone else changes
        page = store.fetch_products(numbers)
        changes = self._mirror.apply(page.batch, None)
        there = {event.product_id for event in page.batch.events}
        gone = [number for number in said_gone if number not in there] + list(page.no_events)
        return changes | self._mirror.remove(product_ids=sorted(set(gone))) if gone else changes

    def _settle(self, tasks: Sequence[WebhookTask]) -> None:
        self._inbox.done([task.task_id for task in tasks])
        self._done += len(tasks)

    def _put_off(self, task: WebhookTask, trouble: Exception) -> None:
        self._inbox.failed(task.task_id, _reason(trouble), self._clock.now() + pause_after(task.attempts))
        self._failed += 1


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts before this one: 5 s, doubling, an hour at most."""
    return min(FIRST_PAUSE * 2.0 ** min(attempts, 12), LONGEST_PAUSE)


def due_in(inbox: WebhookInbox, now: datetime) -> timedelta | None:
    """How long until the next task is due, None when none waits."""
    following = inbox.next_due()
    return None if following is None else max(following - now, timedelta(0))


def _fetched_as(wanted: Wanted) -> Wanted:
    return {Wanted.ORDER_GONE: Wanted.ORDER, Wanted.PRODUCT_GONE: Wanted.PRODUCT}.get(wanted, wanted)


def _reason(trouble: Exception) -> str:
    code = trouble.code if isinstance(trouble, TicketForgeError) else type(trouble).__name__
    return _SECRETS.sub("…", f"{code}: {trouble}")[:500]
