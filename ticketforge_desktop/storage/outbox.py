"""The outbox in the station file: acts for the store, each with its story, none ever deleted.

Two parts on one table. `OutboxFile` is what services and screens see; `SendQueueFile` is the pusher's side, each call
one durable transaction. `add_in` writes an act in the caller's own transaction, so that after a crash an effect here
and its act are both there, or neither.

An act is never taken for undone because we have not heard of it: `maybe_done` is written before the first byte
leaves, and only an answer that says "nothing was done" takes it back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final
from uuid import uuid4

from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.outbox import Act, ActState, Attempt, OutboxEntry
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.outbox_rows import COLUMNS, entry_of, note
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

_NO_ID: Final = 2**63 - 1  # above every act's
LONGEST_WORDS: Final = 2_000

_INSERT: Final = (
    "INSERT INTO outbox (kind, aggregate, payload, idempotency_key, source_identifier, state, priority, staff_id,"
    " created_at) VALUES (?,?,?,?,?,'pending',?,?,?)"
)
_BLOCKED_BY: Final = (
    f"SELECT {COLUMNS} FROM outbox WHERE aggregate = (SELECT aggregate FROM outbox WHERE outbox_id = ?1)"  # noqa: S608
    " AND outbox_id < ?1 AND state = 'attention' ORDER BY outbox_id LIMIT 1"
)
# A person's word begins the act anew: another key (the store repeats its old answer under the old one), no attempt
# that may have arrived, no step half done.
_AGAIN: Final = (
    "UPDATE outbox SET state = 'pending', idempotency_key = ?, payload = ?, maybe_done = 0, first_sent_at = '',"
    " next_attempt_at = '', error_code = '', last_error = '', choices = '', progress = '' WHERE outbox_id = ?"
)
_SETTLE: Final = (
    "UPDATE outbox SET state = 'done', settled_by = ?, settled_how = ?, done_at = ?, choices = '' WHERE outbox_id = ?"
)


class OutboxFile:
    """`Outbox` on the station file.

    Args:
        writer: the station file's.
        readers: the station file's.
        station_id: this station, for the audit.
        now: the program's clock.
    """

    def __init__(
        self, writer: Writer, readers: Readers, station_id: Callable[[], str], now: Callable[[], datetime]
    ) -> None:
        self._writer, self._readers = writer, readers
        self._station_id, self._now = station_id, now

    def add(self, act: Act, staff: Staff) -> int:
        return self._writer.run(lambda work: self.add_in(work, act, staff), Priority.TILL)

    def add_in(self, work: Work, act: Act, staff: Staff) -> int:
        """Put an act in, in the transaction of its effect: both are there after a crash, or neither.

        Raises:
            BadInput: no kind, no aggregate, or a payload that is no JSON object.
        """
        if not act.kind or not act.aggregate:
            raise BadInput("An act has a kind and an aggregate.", field="aggregate" if act.kind else "kind")
        values = (act.kind, act.aggregate, _json(act.payload), str(uuid4()), act.source or str(uuid4()), act.priority)
        return int(work.raw.execute(_INSERT, (*values, staff.staff_id, stamp(self._now()))).lastrowid)

    def entries(self, *, states: Sequence[ActState] = (), limit: int = 1000, before: int = 0) -> Sequence[OutboxEntry]:
        wanted = ",".join("?" * len(states))
        where = f" WHERE outbox_id < ?{f' AND state IN ({wanted})' if states else ''}"
        sql = f"SELECT {COLUMNS} FROM outbox{where} ORDER BY outbox_id DESC LIMIT ?"  # noqa: S608 - our own columns
        with self._readers.borrow() as connection:
            rows = connection.execute(sql, (before or _NO_ID, *map(str, states), limit)).fetchall()
        return [entry_of(row) for row in rows]

    def entry(self, outbox_id: int) -> OutboxEntry:
        with self._readers.borrow() as connection:
            return read_entry(connection, outbox_id)

    def attempts(self, outbox_id: int) -> Sequence[Attempt]:
        with self._readers.borrow() as connection:
            rows = connection.execute(
                "SELECT at, outcome, detail FROM outbox_attempts WHERE outbox_id = ? ORDER BY attempt_id", (outbox_id,)
            ).fetchall()
        return [Attempt(known_moment(at), outcome, detail) for at, outcome, detail in rows]

    def blocked_by(self, outbox_id: int) -> OutboxEntry | None:
        with self._readers.borrow() as connection:
            row = connection.execute(_BLOCKED_BY, (outbox_id,)).fetchone()
        return entry_of(row) if row else None

    def retry(self, outbox_id: int, staff: Staff) -> None:
        def again(work: Work) -> None:
            entry = _parked(work, outbox_id)
            self._begin_anew(work, entry, _json(entry.payload))
            self._by_person(work, entry, staff, "outbox_retry", "Sent again as it is.")

        self._writer.run(again)

    def change(self, outbox_id: int, payload: dict[str, object], staff: Staff) -> None:
        text = _json(payload)

        def change(work: Work) -> None:
            entry = _parked(work, outbox_id)
            self._begin_anew(work, entry, text)
            before = _json(entry.payload)
            self._by_person(work, entry, staff, "outbox_change", "Changed and sent again.", before, text)

        self._writer.run(change)

    def settle(self, outbox_id: int, how: str, staff: Staff) -> None:
        words = " ".join(how.split())
        if not words:
            raise BadInput("Say how it was settled.", field="how", value=how)
        if len(words) > LONGEST_WORDS:
            raise BadInput(f"At most {LONGEST_WORDS} characters.", field="how", value=words[:40])
        self._writer.run(lambda work: self.settle_in(work, outbox_id, words, staff))

    def settle_in(self, work: Work, outbox_id: int, words: str, staff: Staff) -> None:
        """Settle a parked act in the transaction of what follows from it. Raises `NotFound`, `Conflict`."""
        entry = _parked(work, outbox_id)
        work.raw.execute(_SETTLE, (staff.staff_id, words, stamp(self._now()), outbox_id))
        self._by_person(work, entry, staff, "outbox_settle", words)

    def _begin_anew(self, work: Work, entry: OutboxEntry, payload: str) -> None:
        work.raw.execute(_AGAIN, (str(uuid4()), payload, entry.outbox_id))

    def _by_person(
        self,
        work: Work,
        entry: OutboxEntry,
        staff: Staff,
        action: str,
        words: str,
        before: str = "",
        after: str = "",
    ) -> None:
        now = self._now()
        note(work, entry.outbox_id, now, "person", f"{staff.name}: {words}")
        subject = f"outbox:{entry.outbox_id}"
        detail = f"{entry.kind} {entry.aggregate}: {words}"
        station = self._station_id()
        chain.append(work.raw, now, station, staff.staff_id, action, subject, detail, before, after)


def read_entry(connection: Connection, outbox_id: int) -> OutboxEntry:
    """One row. Raises `NotFound`."""
    sql = f"SELECT {COLUMNS} FROM outbox WHERE outbox_id = ?"  # noqa: S608 - our own columns
    row = connection.execute(sql, (outbox_id,)).fetchone()
    if row is None:
        raise NotFound(
            f"There is no act {outbox_id} in the outbox.",
            next_step="`ticketforge outbox list` shows them.",
            id=outbox_id,
        )
    return entry_of(row)


def _parked(work: Work, outbox_id: int) -> OutboxEntry:
    entry = read_entry(work.raw, outbox_id)
    if entry.state is not ActState.ATTENTION:
        raise Conflict(
            f"Act {outbox_id} does not wait for a person: it is {entry.state}.", id=outbox_id, state=str(entry.state)
        )
    return entry


def _json(payload: object) -> str:
    """Raises `BadInput` for what is no JSON object."""
    try:
        text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError) as error:
        raise BadInput(f"The act's content can't be written down: {error}.", field="payload") from error
    if not isinstance(payload, dict):
        raise BadInput("The act's content is a JSON object.", field="payload", value=text[:40])
    return text
