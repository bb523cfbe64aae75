"""`ticket_uses`: what the log comes to for each ticket, one row, moved in the log's own transaction.

An ordinary ticket, good for one entry, is one insert that its primary key allows once; whatever comes in more often is
read, decided by `domain.uses` and written inside the same transaction.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ticketforge_desktop.domain.uses import FRESH, UseState
from ticketforge_desktop.services.ports.door import Use
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.times import known_moment

TAKE: Final = (
    "INSERT INTO ticket_uses (ticket_id, event_id, at, gate, station, inside, uses, admission_id)"
    " VALUES (?,?,?,?,?,1,1,?) ON CONFLICT (ticket_id) DO NOTHING"
)
_ROW: Final = (
    "SELECT event_id, at, gate, station, inside, uses, outside, day, admission_id FROM ticket_uses WHERE ticket_id = ?"
)
_PUT: Final = (
    "INSERT INTO ticket_uses (ticket_id, event_id, at, gate, station, inside, uses, outside, day, admission_id)"
    " VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (ticket_id) DO UPDATE SET at = excluded.at, gate = excluded.gate,"
    " station = excluded.station, inside = excluded.inside, uses = excluded.uses, outside = excluded.outside,"
    " day = excluded.day, admission_id = excluded.admission_id"
)
_RELEASE: Final = "DELETE FROM ticket_uses WHERE ticket_id = ?"
_MOVE: Final = "UPDATE ticket_uses SET inside = ?, uses = ?, outside = ? WHERE ticket_id = ?"
_EMPTY: Final = (
    "UPDATE ticket_uses SET outside = outside + inside, inside = 0"
    " WHERE event_id IN (SELECT value FROM json_each(?)) AND inside > 0"
)


class Row(NamedTuple):
    """A row of the table; times as they are kept."""

    event_id: str
    at: str
    gate: str
    station: str
    state: UseState
    admission_id: int  # the entry in the log that counts as the last one in

    @property
    def use(self) -> Use:
        """As the door tells it."""
        return Use(
            known_moment(self.at), self.gate, self.station, self.state.inside > 0, self.state.used, self.state.inside
        )


def read(connection: Connection, ticket_id: str) -> Row | None:
    """What is known of a ticket, None when it never came in."""
    row = connection.execute(_ROW, (ticket_id,)).fetchone()
    if row is None:
        return None
    event_id, at, gate, station, inside, used, outside, day, entry = row
    return Row(event_id, at, gate, station, UseState(used, inside, outside, day), entry)


def put(connection: Connection, ticket_id: str, row: Row) -> None:
    """Write a row, whatever was there."""
    state = row.state
    connection.execute(
        _PUT,
        (
            ticket_id, row.event_id, row.at, row.gate, row.station,
            state.inside, state.used, state.outside, state.day, row.admission_id,
        ),
    )  # fmt: skip


def move(connection: Connection, ticket_id: str, state: UseState) -> None:
    """Another state of a ticket that is there; one that comes to nothing is free again."""
    if state._replace(day="") == FRESH:
        connection.execute(_RELEASE, (ticket_id,))
    else:
        connection.execute(_MOVE, (state.inside, state.used, state.outside, ticket_id))


def empty(connection: Connection, event_ids_json: str) -> int:
    """Everybody of these events has left; how many tickets that moved."""
    return int(connection.execute(_EMPTY, (event_ids_json,)).rowcount)
