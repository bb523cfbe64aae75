"""The station file as the use cases reach it: identity, settings, keys, staff, audit, backup.

Written without SQLAlchemy on purpose: the window and the door open it before that is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.records import PublicKeyRecord
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Right, Staff
from ticketforge_desktop.services.ports.station import AuditRow, OutboxCounts
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.backup import back_up
from ticketforge_desktop.storage.cipher import Vault
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, stamp
from ticketforge_desktop.storage.writer import Work, Writer

DEFAULT_NAME: Final = "Station 1"
LONGEST_NAME: Final = 60

# A key keeps the bytes it came with, an enrolment stays, and of two revocations the earlier counts.
PUT_KEY: Final = """
INSERT INTO keys (key_id, station, public_key, enrolled_at, revoked_at) VALUES (?,?,?,?,?)
ON CONFLICT (key_id) DO UPDATE SET
    station = CASE WHEN excluded.station = '' THEN station ELSE excluded.station END,
    enrolled_at = CASE WHEN excluded.enrolled_at = '' THEN enrolled_at ELSE excluded.enrolled_at END,
    revoked_at = CASE WHEN revoked_at = '' THEN excluded.revoked_at
                      WHEN excluded.revoked_at = '' THEN revoked_at
                      ELSE min(revoked_at, excluded.revoked_at) END
WHERE public_key = excluded.public_key
"""
_KEYS: Final = "SELECT key_id, station, public_key, enrolled_at, revoked_at FROM keys ORDER BY key_id"


class Station:
    """`StationFile` on the encrypted file.

    Args:
        now: the time for entries; the computer's clock unless a test says otherwise.
    """

    def __init__(self, vault: Vault, writer: Writer, readers: Readers, now: Callable[[], datetime]) -> None:
        self._vault = vault
        self._writer = writer
        self._readers = readers
        self._now = now
        self._id = self._identify()
        self._name: str | None = None

    def station_id(self) -> str:
        return self._id

    def station_name(self) -> str:
        self._name = str(self._one("SELECT name FROM identity WHERE one = 1", ()))
        return self._name

    def known_name(self) -> str:
        """The name as it was last read or given in this process: for the door, which can't wait for a look."""
        return self._name or self.station_name()

    def rename_station(self, name: str, staff: Staff) -> None:
        wanted = " ".join(name.split())
        if not wanted or len(wanted) > LONGEST_NAME:
            raise BadInput(f"A station's name has 1 to {LONGEST_NAME} characters.", field="name", value=name)

        def rename(work: Work) -> None:
            before = work.raw.execute("SELECT name FROM identity WHERE one = 1").fetchone()[0]
            work.raw.execute("UPDATE identity SET name = ? WHERE one = 1", (wanted,))
            self._log(work, staff, "rename_station", self._id, before=before, after=wanted)

        self._writer.run(rename)
        self._name = wanted

    def setting(self, key: str) -> str | None:
        value = self._one("SELECT value FROM settings WHERE name = ?", (key,))
        return None if value is None else str(value)

    def put_setting(self, key: str, value: str, staff: Staff) -> None:
        def put(work: Work) -> None:
            row = work.raw.execute("SELECT value FROM settings WHERE name = ?", (key,)).fetchone()
            before = row[0] if row else ""
            if row and before == value:
                return
            work.raw.execute(
                "INSERT INTO settings (name, value, changed_at, staff_id) VALUES (?,?,?,?) ON CONFLICT (name) DO UPDATE"
                " SET value = excluded.value, changed_at = excluded.changed_at, staff_id = excluded.staff_id",
                (key, value, stamp(self._now()), staff.staff_id),
            )
            self._log(work, staff, "set", key, before=before, after=value)

        self._writer.run(put)

    def keys(self) -> Sequence[PublicKeyRecord]:
        with self._readers.borrow() as connection:
            return [PublicKeyRecord(*row) for row in connection.execute(_KEYS)]

    def put_keys(self, keys: Sequence[PublicKeyRecord]) -> None:
        self._writer.run(lambda work: work.raw.executemany(PUT_KEY, [tuple(key) for key in keys]))

    def staff(self) -> Sequence[Staff]:
        with self._readers.borrow() as connection:
            own = {role: _rights(rights) for role, rights in connection.execute("SELECT role, rights FROM roles")}
            rows = connection.execute(
                "SELECT staff_id, name, role, rights FROM staff WHERE disabled_at = '' ORDER BY name, staff_id"
            ).fetchall()
        known = own | {str(role): rights for role, rights in ROLE_RIGHTS.items()}
        people = [
            Staff(staff_id, name, _rights(rights) or known.get(role, frozenset()))
            for staff_id, name, role, rights in rows
        ]
        return people or [DEFAULT_MANAGER]

    def audit(self, staff: Staff, action: str, subject: str, detail: str = "") -> None:
        self._writer.run(lambda work: self._log(work, staff, action, subject, detail))

    def audit_rows(self, limit: int) -> Sequence[AuditRow]:
        with self._readers.borrow() as connection:
            rows = connection.execute(
                "SELECT row, at, staff_id, action, subject, detail, before, after FROM audit ORDER BY row DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return [
            AuditRow(
                row, known_moment(at), who, action, subject, detail or (f"{before} → {after}" if after else before)
            )
            for row, at, who, action, subject, detail, before, after in rows
        ]

    def verify_audit(self) -> chain.AuditCheck:
        """Walk the whole chain; see `audit.verify`."""
        with self._readers.borrow() as connection:
            return chain.verify(connection)

    def outbox_counts(self) -> OutboxCounts:
        with self._readers.borrow() as connection:
            counts = dict(connection.execute("SELECT state, count(*) FROM outbox WHERE state <> 'done' GROUP BY state"))
        return OutboxCounts(counts.get("pending", 0) + counts.get("sending", 0), counts.get("attention", 0))

    def backup(self, path: str) -> None:
        back_up(self._vault, Path(path))
        self._writer.run(
            lambda work: work.raw.execute(
                "INSERT INTO backups (path, at, bytes, verified_at) VALUES (?,?,?,?)",
                (Path(path).name, stamp(self._now()), Path(path).stat().st_size, stamp(datetime.now(UTC))),
            )
        )

    def _identify(self) -> str:
        found = self._one("SELECT station_id FROM identity WHERE one = 1", ())
        if found:
            return str(found)

        def create(work: Work) -> str:
            # Another process may have been first: its identity stands.
            work.raw.execute(
                "INSERT INTO identity (one, station_id, name, created_at) VALUES (1,?,?,?)"
                " ON CONFLICT (one) DO NOTHING",
                (str(uuid4()), DEFAULT_NAME, stamp(self._now())),
            )
            return str(work.raw.execute("SELECT station_id FROM identity WHERE one = 1").fetchone()[0])

        return self._writer.run(create)

    def _log(
        self, work: Work, staff: Staff, action: str, subject: str, detail: str = "", before: str = "", after: str = ""
    ) -> None:
        chain.append(work.raw, self._now(), self._id, staff.staff_id, action, subject, detail, before, after)

    def _one(self, sql: str, values: tuple[object, ...]) -> object | None:
        with self._readers.borrow() as connection:
            row = connection.execute(sql, values).fetchone()
        return row[0] if row else None


def _rights(text: str) -> frozenset[Right]:
    """Rights as they are kept: comma separated; one that this program does not know gives nothing."""
    known = {str(right): right for right in Right}
    return frozenset(known[word] for word in text.split(",") if word in known)
