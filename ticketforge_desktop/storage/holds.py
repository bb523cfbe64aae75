"""`Holds` on the station file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.allotments import Hold, HoldState, NoLease
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.allotments import free_units
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.hold_rows import COLUMNS, end_in, hold_of, read_hold, release_ended_in
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

_HELD_SEATS: Final = "SELECT section || '/' || seat FROM seats WHERE event_id = ? AND owner = ? AND state = 'held'"
# Holds that are over and whose seats may still be kept: whoever let go of them counted units, not seats.
_OVER: Final = f"SELECT {COLUMNS} FROM holds WHERE state <> 'held' AND seats <> '' AND ended_at >= ?"  # noqa: S608
_LATELY: Final = timedelta(days=2)


class SeatSteps(Protocol):
    """Of `storage.seats.SeatRows`."""

    def hold_in(self, work: Work, event_id: str, seats: Sequence[str], hold_id: str, staff: Staff) -> None:
        """Raises `SeatGone`."""
        ...

    def give_back_in(self, work: Work, event_id: str, seats: Sequence[str], owner: str, staff: Staff) -> None:
        """Raises `SeatGone`."""
        ...


class HoldsFile:
    """`Holds`.

    Args:
        seats: keeps named seats, in our transactions.
        station_id: names this station in the audit.
    """

    def __init__(
        self, writer: Writer, readers: Readers, seats: SeatSteps, station_id: str, now: Callable[[], datetime]
    ) -> None:
        self._writer, self._readers, self._station_id, self._now = writer, readers, station_id, now
        self._seats = seats

    def add(self, hold: Hold, staff: Staff) -> Hold:
        def add(work: Work) -> Hold:
            now = self._now()
            release_ended_in(work.raw, now)
            variant_id = hold.category.variant_id
            free = free_units(work.raw, variant_id)
            if hold.quantity > free:
                raise NoLease(
                    f"This station holds {free} of the {hold.quantity} units to be kept.",
                    next_step="Lease more first: `ticketforge allotment lease`.",
                    variant_id=variant_id,
                    wanted=hold.quantity,
                    left=free,
                )
            work.raw.execute(
                "INSERT INTO holds (hold_id, event_id, category_id, variant_id, quantity, name, reason, until, state,"
                " staff_id, made_at, seats) VALUES (?,?,?,?,?,?,?,?,'held',?,?,?)",
                (
                    hold.hold_id,
                    *hold.category,
                    hold.quantity,
                    hold.name,
                    hold.reason,
                    stamp(hold.until),
                    staff.staff_id,
                    stamp(now),
                    "\n".join(hold.seats),
                ),
            )
            if hold.seats:
                self._seats.hold_in(work, hold.category.event_id, hold.seats, hold.hold_id, staff)
            made = read_hold(work.raw, hold.hold_id)
            self._note(work, staff, "hold_add", made)
            return made

        return self._writer.run(add, Priority.TILL)

    def release(self, hold_id: str, staff: Staff) -> Hold:
        def release(work: Work) -> Hold:
            now = self._now()
            release_ended_in(work.raw, now)
            hold = read_hold(work.raw, hold_id)
            if hold.state is not HoldState.HELD:
                raise Conflict(f"The hold for {hold.name} has ended.", id=hold_id, state=str(hold.state))
            end_in(work.raw, hold_id, HoldState.RELEASED, "person", now)
            self._free_seats(work, hold, staff)
            self._note(work, staff, "hold_release", hold)
            return read_hold(work.raw, hold_id)

        return self._writer.run(release, Priority.TILL)

    def release_ended(self, staff: Staff) -> Sequence[Hold]:
        now = self._now()
        ended = "SELECT 1 FROM holds WHERE state = 'held' AND until <= ? LIMIT 1"
        with self._readers.borrow() as connection:
            due = connection.execute(ended, (stamp(now),)).fetchone() is not None
            due = due or any(_seats_of(connection, hold) for hold in _over(connection, now))
        if not due:
            return ()

        def release(work: Work) -> Sequence[Hold]:
            released = release_ended_in(work.raw, now)
            for hold in _over(work.raw, now):
                self._free_seats(work, hold, staff)
            return released

        return self._writer.run(release, Priority.TILL)

    def holds(self, *, event_id: str = "", every: bool = False) -> Sequence[Hold]:
        # What has ended and was not let go yet is shown as what it is.
        where = "" if every else " AND state = 'held' AND until > ?2"
        sql = f"SELECT {COLUMNS} FROM holds WHERE ?1 IN ('', event_id){where} ORDER BY until, hold_id"  # noqa: S608
        values = (event_id,) if every else (event_id, stamp(self._now()))
        with self._readers.borrow() as connection:
            return [hold_of(row) for row in connection.execute(sql, values).fetchall()]

    def hold(self, hold_id: str) -> Hold:
        with self._readers.borrow() as connection:
            return read_hold(connection, hold_id)

    def _free_seats(self, work: Work, hold: Hold, staff: Staff) -> None:
        """Seats that are still kept are this station's to sell again."""
        if kept := _seats_of(work.raw, hold):
            self._seats.give_back_in(work, hold.category.event_id, kept, hold.hold_id, staff)

    def _note(self, work: Work, staff: Staff, action: str, hold: Hold) -> None:
        detail = f"{hold.left} of {hold.category.event_id}/{hold.category.category_id} for {hold.name}"
        chain.append(work.raw, self._now(), self._station_id, staff.staff_id, action, f"hold:{hold.hold_id}", detail)


def _over(connection: Connection, now: datetime) -> list[Hold]:
    return [hold_of(row) for row in connection.execute(_OVER, (stamp(now - _LATELY),)).fetchall()]


def _seats_of(connection: Connection, hold: Hold) -> list[str]:
    if not hold.seats:
        return []
    values = hold.category.event_id, hold.hold_id
    return [seat for (seat,) in connection.execute(_HELD_SEATS, values).fetchall()]
