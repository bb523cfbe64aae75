"""The station file's memory of its connection: `services.ports.connection.ConnectionBook`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.connection import Remark
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, stamp
from ticketforge_desktop.storage.writer import Work, Writer

LOCKED: Final = "locked"
_PUT: Final = (
    "INSERT INTO connection (name, value, changed_at) VALUES (?,?,?) ON CONFLICT (name) DO UPDATE"
    " SET value = excluded.value, changed_at = excluded.changed_at WHERE value <> excluded.value"
)


class Connections:
    """Small and rarely written; read before every conversation with the store."""

    def __init__(self, writer: Writer, readers: Readers, now: Callable[[], datetime], station_id: str) -> None:
        self._writer, self._readers, self._now, self._station_id = writer, readers, now, station_id

    def remarks(self) -> dict[str, Remark]:
        with self._readers.borrow() as connection:
            rows = connection.execute("SELECT name, value, changed_at FROM connection").fetchall()
        return {name: Remark(value, known_moment(at)) for name, value, at in rows}

    def remember(self, name: str, value: str) -> None:
        self._writer.run(lambda work: self._put(work, name, value))

    def forget(self, *names: str) -> None:
        marks = ",".join("?" for _ in names)
        self._writer.run(lambda work: work.raw.execute(f"DELETE FROM connection WHERE name IN ({marks})", names))  # noqa: S608

    def lock(self, reason: str, staff: Staff) -> bool:
        return self._writer.run(lambda work: self._turn(work, reason, staff, "lock_profile"))

    def unlock(self, staff: Staff) -> bool:
        return self._writer.run(lambda work: self._turn(work, "", staff, "unlock_profile"))

    def _turn(self, work: Work, reason: str, staff: Staff, action: str) -> bool:
        before = str(work.raw.execute("SELECT locked FROM identity WHERE one = 1").fetchone()[0])
        if bool(before) == bool(reason):
            return False
        work.raw.execute("UPDATE identity SET locked = ? WHERE one = 1", (reason,))
        if reason:
            self._put(work, LOCKED, reason)
        else:
            work.raw.execute("DELETE FROM connection WHERE name = ?", (LOCKED,))
        chain.append(
            work.raw,
            self._now(),
            self._station_id,
            staff.staff_id,
            action,
            self._station_id,
            before=before,
            after=reason,
        )
        return True

    def _put(self, work: Work, name: str, value: str) -> None:
        work.raw.execute(_PUT, (name, value, stamp(self._now())))
