"""Webhooks of the store in the station file: what came, and what is still to be done about it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Final

from ticketforge_desktop.services.ports.webhooks import TOPICS, Delivery, Wanted, WebhookTask
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, moment, stamp
from ticketforge_desktop.storage.writer import Work, Writer

_RECEIPT: Final = (
    "INSERT INTO webhook_receipts (webhook_id, topic, object, received_at, api_version, triggered_at)"
    " VALUES (?,?,?,?,?,?) ON CONFLICT (webhook_id) DO NOTHING"
)
_TASK: Final = "INSERT INTO webhook_tasks (webhook_id, topic, object, received_at, facts) VALUES (?,?,?,?,?)"
# Lists of topics go in as one JSON text. A topic that only a newer version knows waits for it.
_DUE: Final = (
    "SELECT t.task_id, t.webhook_id, t.topic, t.object, r.api_version, r.triggered_at, t.facts,"
    " t.received_at, t.attempts, t.last_error, t.next_attempt_at"
    " FROM webhook_tasks t JOIN webhook_receipts r ON r.webhook_id = t.webhook_id"
    " WHERE t.done_at = '' AND t.topic IN (SELECT value FROM json_each(?)) AND t.next_attempt_at <= ?"
    " ORDER BY t.task_id LIMIT ?"
)
_NEXT: Final = (
    "SELECT min(CASE next_attempt_at WHEN '' THEN received_at ELSE next_attempt_at END)"
    " FROM webhook_tasks WHERE done_at = '' AND topic IN (SELECT value FROM json_each(?))"
)
_OLD: Final = (
    "SELECT webhook_id FROM webhook_receipts r WHERE received_at < ? AND NOT EXISTS"
    " (SELECT 1 FROM webhook_tasks t WHERE t.webhook_id = r.webhook_id AND t.done_at = '') LIMIT 500"
)


class Inbox:
    """`WebhookInbox`."""

    def __init__(self, writer: Writer, readers: Readers, now: Callable[[], datetime]) -> None:
        self._writer, self._readers, self._now = writer, readers, now

    def take(self, delivery: Delivery) -> bool:
        def keep(work: Work) -> bool:
            at, came = stamp(self._now()), delivery
            receipt = (came.webhook_id, came.topic, came.object_name, at, came.api_version, came.triggered_at)
            if not work.raw.execute(_RECEIPT, receipt).rowcount:
                return False
            facts = json.dumps(dict(came.facts), ensure_ascii=False) if came.facts else ""
            work.raw.execute(_TASK, (came.webhook_id, came.topic, came.object_name, at, facts))
            return True

        return self._writer.run(keep)

    def due(self, wanted: Collection[Wanted], limit: int) -> Sequence[WebhookTask]:
        topics = json.dumps([topic for topic, asks in TOPICS.items() if asks in wanted])
        with self._readers.borrow() as connection:
            rows = connection.execute(_DUE, (topics, stamp(self._now()), limit)).fetchall()
        return [_task(row) for row in rows]

    def next_due(self) -> datetime | None:
        row = self._readers.row(_NEXT, (json.dumps(list(TOPICS)),))
        return None if row is None else moment(row[0] or "")

    def waiting(self) -> int:
        return int(self._readers.row("SELECT count(*) FROM webhook_tasks WHERE done_at = ''", ())[0])

    def done(self, task_ids: Sequence[int]) -> None:
        at = stamp(self._now())
        values = [(at, task_id) for task_id in task_ids]
        self._writer.run(
            lambda work: work.raw.executemany(
                "UPDATE webhook_tasks SET done_at = ?, facts = '', last_error = '' WHERE task_id = ? AND done_at = ''",
                values,
            )
        )

    def failed(self, task_id: int, error: str, next_attempt_at: datetime) -> None:
        values = (error, stamp(next_attempt_at), task_id)
        self._writer.run(
            lambda work: work.raw.execute(
                "UPDATE webhook_tasks SET attempts = attempts + 1, last_error = ?, next_attempt_at = ?"
                " WHERE task_id = ? AND done_at = ''",
                values,
            )
        )

    def prune(self, before: datetime) -> int:
        gone = 0
        while some := self._writer.run(lambda work: self._prune_some(work, stamp(before))):
            gone += some
        return gone

    @staticmethod
    def _prune_some(work: Work, before: str) -> int:
        old = work.raw.execute(_OLD, (before,)).fetchall()
        work.raw.executemany("DELETE FROM webhook_tasks WHERE webhook_id = ?", old)
        work.raw.executemany("DELETE FROM webhook_receipts WHERE webhook_id = ?", old)
        return len(old)


def _task(row: Sequence[object]) -> WebhookTask:
    task_id, webhook_id, topic, thing, version, triggered, facts, received, attempts, error, following = row
    delivery = Delivery(
        str(webhook_id),
        str(topic),
        str(thing),
        str(version),
        str(triggered),
        json.loads(str(facts)) if facts else {},
    )
    return WebhookTask(
        int(str(task_id)),
        delivery,
        known_moment(str(received)),
        int(str(attempts)),
        str(error),
        moment(str(following)),
    )
