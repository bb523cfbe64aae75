"""The outbox as the pusher works it off: `SendQueue` on the station file."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.services.ports.outbox import ActState, Choice, OutboxEntry
from ticketforge_desktop.storage.outbox import read_entry
from ticketforge_desktop.storage.outbox_rows import COLUMNS, entry_of, note
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import moment, stamp
from ticketforge_desktop.storage.writer import Work, Writer

# No pause is longer; a next attempt further away means that the clock was set back.
LONGEST_PAUSE: Final = timedelta(minutes=15)

# The first act of each aggregate that is not done. One that is parked holds back its own aggregate, no other.
_HEADS: Final = (
    "FROM outbox AS act WHERE state IN ('pending', 'sending') AND NOT EXISTS (SELECT 1 FROM outbox AS earlier WHERE"
    " earlier.aggregate = act.aggregate AND earlier.outbox_id < act.outbox_id AND earlier.state <> 'done')"
)
_DUE: Final = (
    f"SELECT {COLUMNS} {_HEADS} AND (next_attempt_at <= ? OR next_attempt_at > ?) ORDER BY priority, outbox_id LIMIT ?"
)
_NEXT: Final = f"SELECT aggregate, next_attempt_at {_HEADS} ORDER BY next_attempt_at LIMIT ?"
_BEGIN: Final = (
    "UPDATE outbox SET state = 'sending', attempts = attempts + 1, maybe_done = 1, sent_at = ?1,"
    " first_sent_at = CASE WHEN first_sent_at = '' THEN ?1 ELSE first_sent_at END WHERE outbox_id = ?2"
)
_DONE: Final = (
    "UPDATE outbox SET state = 'done', result = ?, done_at = ?, maybe_done = 0, error_code = '', last_error = '',"
    " next_attempt_at = '', choices = '' WHERE outbox_id = ?"
)
_WAIT: Final = (
    "UPDATE outbox SET state = 'pending', next_attempt_at = ?, maybe_done = ?, error_code = ?, last_error = ?"
    " WHERE outbox_id = ?"
)
_PARK: Final = (
    "UPDATE outbox SET state = 'attention', next_attempt_at = '', maybe_done = ?, error_code = ?, last_error = ?,"
    " choices = ? WHERE outbox_id = ?"
)
_MADE: Final = (
    "SELECT result FROM outbox WHERE source_identifier = ? AND state = 'done' AND result <> ''"
    " ORDER BY outbox_id LIMIT 1"
)


class SendQueueFile:
    """See `SendQueue` for what each call means. Times are the store's own, as the pusher knows them."""

    def __init__(self, writer: Writer, readers: Readers) -> None:
        self._writer, self._readers = writer, readers

    def due(self, now: datetime, busy: Collection[str], limit: int) -> Sequence[OutboxEntry]:
        values = (stamp(now), stamp(now + LONGEST_PAUSE), limit + len(busy))
        with self._readers.borrow() as connection:
            rows = connection.execute(_DUE, values).fetchall()
        found = (entry_of(row) for row in rows)
        return [entry for entry in found if entry.aggregate not in busy][:limit]

    def next_due(self, now: datetime, busy: Collection[str]) -> datetime | None:
        with self._readers.borrow() as connection:
            rows = connection.execute(_NEXT, (len(busy) + 1,)).fetchall()
        for aggregate, at in rows:
            if aggregate not in busy:
                return min(moment(at) or now, now + LONGEST_PAUSE)
        return None

    def begin(self, outbox_id: int, now: datetime) -> OutboxEntry:
        def begin(work: Work) -> OutboxEntry:
            before = read_entry(work.raw, outbox_id)
            if before.state not in (ActState.PENDING, ActState.SENDING):
                raise Conflict(f"Act {outbox_id} is {before.state} by now.", id=outbox_id)
            work.raw.execute(_BEGIN, (stamp(now), outbox_id))
            note(work, outbox_id, now, "sent")
            return before

        return self._writer.run(begin)

    def keep(self, outbox_id: int, progress: Mapping[str, object]) -> None:
        def keep(work: Work) -> None:
            known = read_entry(work.raw, outbox_id).progress
            text = json.dumps({**known, **progress}, ensure_ascii=False, separators=(",", ":"))
            work.raw.execute("UPDATE outbox SET progress = ? WHERE outbox_id = ?", (text, outbox_id))

        self._writer.run(keep)

    def new_key(self, outbox_id: int) -> str:
        key = str(uuid4())
        self._writer.run(
            lambda work: work.raw.execute(
                "UPDATE outbox SET idempotency_key = ?, first_sent_at = '' WHERE outbox_id = ?", (key, outbox_id)
            )
        )
        return key

    def done(self, outbox_id: int, facts: Mapping[str, object], now: datetime, *, found: bool = False) -> None:
        text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))

        def done(work: Work) -> None:
            work.raw.execute(_DONE, (text, stamp(now), outbox_id))
            note(work, outbox_id, now, "found" if found else "done")

        self._writer.run(done)

    def wait(
        self, outbox_id: int, until: datetime, now: datetime, *, maybe_done: bool, outcome: str, code: str, words: str
    ) -> None:
        def wait(work: Work) -> None:
            work.raw.execute(_WAIT, (stamp(until), int(maybe_done), code, words, outbox_id))
            note(work, outbox_id, now, outcome, words)

        self._writer.run(wait)

    def park(
        self, outbox_id: int, now: datetime, *, maybe_done: bool, code: str, words: str, choices: Sequence[Choice]
    ) -> None:
        def park(work: Work) -> None:
            work.raw.execute(_PARK, (int(maybe_done), code, words, ",".join(choices), outbox_id))
            note(work, outbox_id, now, "parked" if maybe_done else "refused", words)

        self._writer.run(park)

    def made(self, source: str) -> Mapping[str, object] | None:
        with self._readers.borrow() as connection:
            row = connection.execute(_MADE, (source,)).fetchone()
        return json.loads(row[0]) if row else None

    def waiting(self) -> tuple[int, int]:
        with self._readers.borrow() as connection:
            counts = dict(connection.execute("SELECT state, count(*) FROM outbox WHERE state <> 'done' GROUP BY state"))
        return counts.get("pending", 0) + counts.get("sending", 0), counts.get("attention", 0)
