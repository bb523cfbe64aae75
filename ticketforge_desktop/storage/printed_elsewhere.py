"""`PrintedElsewhere` on the station file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.printed_marks import mark_of
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.writer import Work, Writer

_BY: Final = (
    "SELECT h.name FROM printed_marks m JOIN printed_heard h ON h.station_id = m.station_id AND h.shard = m.shard"
    " WHERE m.mark = ? LIMIT 1"
)
_OURS: Final = (
    "SELECT DISTINCT ticket_id FROM print_jobs WHERE issue = 1 AND state NOT IN ('queued', 'failed')"
    " AND copy_kind <> 'proof' AND created_at >= ?"
)


class Elsewhere:
    """`PrintedElsewhere`, and what this station has to tell."""

    def __init__(self, writer: Writer, readers: Readers) -> None:
        self._writer, self._readers = writer, readers

    def by(self, ticket_id: str) -> str:
        row = self._readers.row(_BY, (mark_of(ticket_id),))
        return "" if row is None else row[0] or "?"

    def digests(self, station_id: str) -> Mapping[str, str]:
        with self._readers.borrow() as connection:
            rows = connection.execute("SELECT shard, digest FROM printed_heard WHERE station_id = ?", (station_id,))
            return dict(rows.fetchall())

    def put(self, station_id: str, name: str, shard: str, digest: str, marks: Sequence[str]) -> None:
        def put(work: Work) -> None:
            work.raw.execute("DELETE FROM printed_marks WHERE station_id = ? AND shard = ?", (station_id, shard))
            work.raw.executemany(
                "INSERT OR IGNORE INTO printed_marks (mark, station_id, shard) VALUES (?,?,?)",
                [(mark, station_id, shard) for mark in marks],
            )
            work.raw.execute(
                "INSERT OR REPLACE INTO printed_heard (station_id, shard, name, digest) VALUES (?,?,?,?)",
                (station_id, shard, name, digest),
            )
            work.raw.execute("UPDATE printed_heard SET name = ? WHERE station_id = ?", (name, station_id))

        self._writer.run(put)

    def ours(self, since: datetime) -> list[str]:
        """Tickets whose first issue is, or may be, on paper here, begun since that moment."""
        with self._readers.borrow() as connection:
            return [row[0] for row in connection.execute(_OURS, (stamp(since),)).fetchall() if len(row[0]) == 16]
