"""Blocked tickets: entries of the logs, of which the newest by their order holds at every station.

`blocked_tickets` is what they come to, brought up in the transaction that writes or takes an entry, so that a scan
looks at one row. Whoever blocks, or lets pass again, knows what this station knows: an entry is put behind those, even
where another station's clock is ahead.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.times import known_moment, stamp

BLOCK: Final = "block"
UNBLOCK: Final = "unblock"
_MILLISECOND: Final = timedelta(milliseconds=1)
_SHARED: Final = (
    "SELECT at, station, nonce, kind, reason, staff_id, event_id, name FROM shared_admissions"
    " WHERE ticket_id = ? AND kind IN ('b', 'p')"
)
# Our own, whether they were copied or not.
_OWN: Final = (
    "SELECT at, '', nonce, CASE kind WHEN 'block' THEN 'b' ELSE 'p' END, reason, staff_id, event_id, station"
    " FROM admissions INDEXED BY ix_admissions_ticket_id WHERE ticket_id = ? AND kind IN ('block', 'unblock')"
)
_LOG: Final = (
    "INSERT INTO admissions (kind, at, nonce, ticket_id, event_id, verdict, reason, gate, station, staff_id)"
    " VALUES (?,?,?,?,?,?,?,?,?,?)"
)


class Entry(NamedTuple):
    """The entry of some station's log that holds; `at` as files keep times, to the millisecond as all are told it."""

    at: str
    station: str
    nonce: str
    kind: str  # domain.shared_log.EntryKind
    reason: str
    staff_id: str
    event_id: str
    name: str  # of the station, as people call it

    @property
    def order(self) -> tuple[str, str, str]:
        """As `domain.shared_log.Entry.order`."""
        return self.at, self.station, self.nonce


def milliseconds(at: str) -> str:
    """A part tells milliseconds: ours are cut to them too, so that every station puts entries in the same order."""
    return f"{at[:23]}000Z"


def newest(connection: Connection, own_id: str, ticket_id: str) -> Entry | None:
    """The entry about a ticket that holds, None when nobody ever blocked it."""
    known = [Entry(*row) for row in connection.execute(_SHARED, (ticket_id,))]
    for row in connection.execute(_OWN, (ticket_id,)):
        entry = Entry(*row)
        known.append(entry._replace(at=milliseconds(entry.at), station=own_id))
    return max(known, key=lambda entry: entry.order, default=None)


def settle(connection: Connection, own_id: str, ticket_id: str) -> None:
    """Bring `blocked_tickets` to what the logs say; what no log says anything of stays as it is."""
    holds = newest(connection, own_id, ticket_id)
    if holds is None:
        return
    if holds.kind == "p":
        connection.execute("DELETE FROM blocked_tickets WHERE ticket_id = ?", (ticket_id,))
        return
    connection.execute(
        "INSERT OR REPLACE INTO blocked_tickets (ticket_id, reason, staff_id, at, event_id, station)"
        " VALUES (?,?,?,?,?,?)",
        (ticket_id, holds.reason, holds.staff_id, holds.at, holds.event_id, holds.name),
    )


class Act(NamedTuple):
    """Somebody blocks a ticket or lets it pass again; `event_id` is "" where this station does not know the ticket."""

    kind: str  # BLOCK | UNBLOCK
    ticket_id: str
    event_id: str
    reason: str
    staff_id: str
    gate: str
    station: str
    nonce: str


def write(connection: Connection, own_id: str, act: Act, at: datetime) -> None:
    """The entry in our own log, behind all that is known here, and what it makes of the ticket."""
    before = newest(connection, own_id, act.ticket_id)
    if before is not None:
        at = max(at, known_moment(before.at) + _MILLISECOND)
    connection.execute(
        _LOG,
        (
            act.kind, stamp(at), act.nonce, act.ticket_id, act.event_id, str(Verdict.BLOCKED),
            act.reason, act.gate, act.station, act.staff_id,
        ),
    )  # fmt: skip
    settle(connection, own_id, act.ticket_id)
