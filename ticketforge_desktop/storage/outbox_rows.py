"""A row of the outbox as a record, and a line of its story."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from ticketforge_desktop.services.ports.outbox import ActState, OutboxEntry
from ticketforge_desktop.storage.times import known_moment, moment, stamp
from ticketforge_desktop.storage.writer import Work

COLUMNS: Final = (
    "outbox_id, kind, aggregate, payload, idempotency_key, source_identifier, state, priority, attempts, created_at,"
    " staff_id, first_sent_at, next_attempt_at, error_code, last_error, result, done_at, settled_by, settled_how,"
    " choices, sent_at, maybe_done, progress"
)
LONGEST_DETAIL: Final = 1_000


def entry_of(row: tuple[Any, ...]) -> OutboxEntry:
    """A row of `COLUMNS`."""
    (outbox_id, kind, aggregate, payload, key, source, state, priority, attempts, created, staff, first, due, code) = (
        row[:14]
    )
    error, result, done, by, how, choices, sent, maybe, progress = row[14:]
    return OutboxEntry(
        outbox_id=outbox_id,
        kind=kind,
        aggregate=aggregate,
        payload=_object(payload),
        idempotency_key=key,
        source=source,
        state=ActState(state),
        priority=priority,
        attempts=attempts,
        created_at=known_moment(created),
        staff_id=staff,
        first_sent_at=moment(first),
        next_attempt_at=moment(due),
        error_code=code,
        last_error=error,
        result=_object(result),
        done_at=moment(done),
        settled_by=by,
        settled_how=how,
        choices=tuple(choices.split(",")) if choices else (),
        sent_at=moment(sent),
        maybe_done=bool(maybe),
        progress=_object(progress),
    )


def note(work: Work, outbox_id: int, at: datetime, outcome: str, detail: str = "") -> None:
    """A line in the act's story."""
    work.raw.execute(
        "INSERT INTO outbox_attempts (outbox_id, at, outcome, detail) VALUES (?,?,?,?)",
        (outbox_id, stamp(at), outcome, detail[:LONGEST_DETAIL]),
    )


def _object(text: str) -> dict[str, object]:
    value = json.loads(text) if text else {}
    return value if isinstance(value, dict) else {}
