"""The inbox of what logs do not agree on, in the station file."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.shared_log import ConflictRow
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, moment, stamp
from ticketforge_desktop.storage.writer import Work, Writer

_ROW: Final = (
    "SELECT conflict_id, kind, ticket_id, event_id, facts, exposure_minor, currency, found_at, settled_at, settled_by,"
    " settled_how FROM conflicts"
)


class ConflictRows:
    """`Conflicts` on the station file.

    Args:
        station_id: names this station in the audit.
        now: the time for entries.
    """

    def __init__(self, writer: Writer, readers: Readers, station_id: str, now: Callable[[], datetime]) -> None:
        self._writer, self._readers, self._station_id, self._now = writer, readers, station_id, now

    def open(self) -> Sequence[ConflictRow]:
        return self._rows("WHERE settled_at = '' ORDER BY conflict_id DESC")

    def all(self, limit: int) -> Sequence[ConflictRow]:
        return self._rows("ORDER BY conflict_id DESC LIMIT ?", limit)

    def standing(self) -> tuple[int, int]:
        """How many wait, and the newest number ever given."""
        with self._readers.borrow() as connection:
            row = connection.execute(
                "SELECT count(CASE WHEN settled_at = '' THEN 1 END), coalesce(max(conflict_id), 0) FROM conflicts"
            ).fetchone()
        return int(row[0]), int(row[1])

    def settle(self, conflict_id: int, how: str, staff: Staff) -> ConflictRow:
        def settle(work: Work) -> ConflictRow:
            found = work.raw.execute(f"{_ROW} WHERE conflict_id = ?", (conflict_id,)).fetchone()
            if found is None:
                raise NotFound(f"There is no conflict {conflict_id}.", conflict=conflict_id)
            row = _read(found)
            if row.settled_at is not None:
                raise Conflict(f"{row.settled_by} has settled this: {row.settled_how}", conflict=conflict_id)
            work.raw.execute(
                "UPDATE conflicts SET settled_at = ?, settled_by = ?, settled_how = ? WHERE conflict_id = ?",
                (stamp(self._now()), staff.staff_id, how, conflict_id),
            )
            chain.append(
                work.raw, self._now(), self._station_id, staff.staff_id, "settle_conflict", row.ticket_id, how, "", ""
            )
            return _read(work.raw.execute(f"{_ROW} WHERE conflict_id = ?", (conflict_id,)).fetchone())

        return self._writer.run(settle)

    def _rows(self, clause: str, *values: object) -> Sequence[ConflictRow]:
        with self._readers.borrow() as connection:
            return [_read(row) for row in connection.execute(f"{_ROW} {clause}", values)]


def _read(row: tuple[Any, ...]) -> ConflictRow:
    conflict_id, kind, ticket, event_id, facts, exposure, currency, found, settled, who, how = row
    told = json.loads(facts) if facts else {}
    return ConflictRow(
        conflict_id,
        kind,
        ticket,
        event_id,
        told.get("late", {}),
        told.get("first", {}),
        float(told.get("minutes", 0.0)),
        exposure,
        currency,
        known_moment(found),
        moment(settled),
        who,
        how,
    )
