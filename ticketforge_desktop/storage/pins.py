"""PINs in the station file: hash and wrong tries, by what they are for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.pins import PinRow
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.writer import Work, Writer


class PinRows:
    """`PinFile` on the station file. Safe to use from any thread.

    Args:
        station_id: names this station in the audit.
        now: the time for entries.
    """

    def __init__(self, writer: Writer, readers: Readers, station_id: str, now: Callable[[], datetime]) -> None:
        self._writer, self._readers, self._station_id, self._now = writer, readers, station_id, now

    def read(self, subject: str) -> PinRow | None:
        with self._readers.borrow() as connection:
            row = connection.execute("SELECT pin_hash, failed_pins FROM pins WHERE subject = ?", (subject,)).fetchone()
        return None if row is None else PinRow(str(row[0]), int(row[1]))

    def put(self, subject: str, pin_hash: str, staff: Staff) -> None:
        def put(work: Work) -> None:
            work.raw.execute(
                "INSERT INTO pins (subject, pin_hash, changed_at, staff_id) VALUES (?,?,?,?) ON CONFLICT (subject)"
                " DO UPDATE SET pin_hash = excluded.pin_hash, failed_pins = 0, changed_at = excluded.changed_at,"
                " staff_id = excluded.staff_id",
                (subject, pin_hash, stamp(self._now()), staff.staff_id),
            )
            chain.append(work.raw, self._now(), self._station_id, staff.staff_id, "set_pin", subject)

        self._writer.run(put)

    def take_away(self, subject: str, staff: Staff) -> bool:
        def take_away(work: Work) -> bool:
            if work.raw.execute("DELETE FROM pins WHERE subject = ? RETURNING 1", (subject,)).fetchone() is None:
                return False
            chain.append(work.raw, self._now(), self._station_id, staff.staff_id, "remove_pin", subject)
            return True

        return self._writer.run(take_away)

    def count_try(self, subject: str) -> int:
        def count(work: Work) -> int:
            row = work.raw.execute(
                "UPDATE pins SET failed_pins = failed_pins + 1 WHERE subject = ? RETURNING failed_pins", (subject,)
            ).fetchone()
            return int(row[0]) if row is not None else 0

        return self._writer.run(count)

    def forgive(self, subject: str) -> None:
        self._writer.run(lambda work: work.raw.execute("UPDATE pins SET failed_pins = 0 WHERE subject = ?", (subject,)))
