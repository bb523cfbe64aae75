"""Seats a closed till still has to itself: leased, neither sold nor kept. They go back to everybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

# A closed shift is looked after for so long; whoever leases seats later without a shift does so on purpose.
_LATELY: Final = timedelta(days=2)
_OPEN: Final = "SELECT 1 FROM shifts WHERE closed_at = '' LIMIT 1"
_CLOSED: Final = "SELECT max(closed_at) FROM shifts WHERE closed_at >= ?"
_IDLE: Final = (
    "SELECT event_id, section || '/' || seat FROM seats WHERE state = 'leased' AND seat <> ''"
    " AND substr(owner, 1, 1) <> '@' AND changed_at <= ? ORDER BY event_id, section, seat"
)


class SeatReturns(Protocol):
    """Of `storage.seats.SeatRows`."""

    def release_in(self, work: Work, event_id: str, seats: Sequence[str], staff: Staff) -> None:
        """Raises `SeatGone`."""
        ...


class IdleSeats:
    """Found by the shift that was closed last, so that a crash behind its end leaves nothing leased."""

    def __init__(self, writer: Writer, readers: Readers, seats: SeatReturns, now: Callable[[], datetime]) -> None:
        self._writer, self._readers, self._seats, self._now = writer, readers, seats, now

    def release(self, staff: Staff) -> int:
        """Give back what was leased before the last shift was closed, unless one is open; how many seats."""
        with self._readers.borrow() as connection:
            if not _idle(connection, self._now()):
                return 0

        def release(work: Work) -> int:
            found = _idle(work.raw, self._now())
            for event_id in dict.fromkeys(event_id for event_id, _ in found):
                self._seats.release_in(work, event_id, [seat for event, seat in found if event == event_id], staff)
            return len(found)

        return self._writer.run(release, Priority.TILL)


def _idle(connection: Connection, now: datetime) -> list[tuple[str, str]]:
    if connection.execute(_OPEN).fetchone() is not None:
        return []
    (closed_at,) = connection.execute(_CLOSED, (stamp(now - _LATELY),)).fetchone()
    return connection.execute(_IDLE, (closed_at,)).fetchall() if closed_at else []
