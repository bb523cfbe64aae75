"""`PrintedElsewhere` on the station file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
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
# A spoiled paper of ours is none that somebody could come with.
_TWICE: Final = (
    "SELECT DISTINCT j.ticket_id, h.name FROM print_jobs j JOIN printed_marks m ON m.mark = substr(j.ticket_id, 1, 12)"
    " JOIN printed_heard h ON h.station_id = m.station_id AND h.shard = m.shard"
    " WHERE j.issue = 1 AND j.state IN ('printed', 'in_doubt', 'sending') AND j.copy_kind <> 'proof'"
    " AND j.created_at >= ? AND length(j.ticket_id) = 16"
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

    def heard(self) -> str:
        with self._readers.borrow() as connection:
            rows = connection.execute("SELECT station_id, shard, digest FROM printed_heard ORDER BY 1, 2").fetchall()
        return blake2b(repr(rows).encode(), digest_size=8).hexdigest() if rows else ""

    def twice(self, since: datetime) -> list[tuple[str, str]]:
        with self._readers.borrow() as connection:
            rows = connection.execute(_TWICE, (stamp(since),)).fetchall()
        return [(ticket_id, name or "?") for ticket_id, name in rows]

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
