"""`Holds` on the station file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.allotments import Hold, HoldState, NoLease
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.allotments import free_units
from ticketforge_desktop.storage.hold_rows import COLUMNS, end_in, hold_of, read_hold, release_ended_in
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer


class HoldsFile:
    """`Holds`.

    Args:
        station_id: names this station in the audit.
    """

    def __init__(self, writer: Writer, readers: Readers, station_id: str, now: Callable[[], datetime]) -> None:
        self._writer, self._readers, self._station_id, self._now = writer, readers, station_id, now

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
            self._note(work, staff, "hold_release", hold)
            return read_hold(work.raw, hold_id)

        return self._writer.run(release, Priority.TILL)

    def release_ended(self) -> Sequence[Hold]:
        ended = "SELECT 1 FROM holds WHERE state = 'held' AND until <= ? LIMIT 1"
        with self._readers.borrow() as connection:
            if connection.execute(ended, (stamp(self._now()),)).fetchone() is None:
                return ()
        return self._writer.run(lambda work: release_ended_in(work.raw, self._now()), Priority.TILL)

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

    def _note(self, work: Work, staff: Staff, action: str, hold: Hold) -> None:
        detail = f"{hold.left} of {hold.category.event_id}/{hold.category.category_id} for {hold.name}"
        chain.append(work.raw, self._now(), self._station_id, staff.staff_id, action, f"hold:{hold.hold_id}", detail)
