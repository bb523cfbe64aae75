"""`UnseenRows` in the station file."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.admission import Reason
from ticketforge_desktop.services.ports.unseen import BY_SYNC, UnseenAdmission
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage import ticket_uses
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.file import OpenFile
from ticketforge_desktop.storage.times import known_moment, stamp
from ticketforge_desktop.storage.writer import Priority, Work

CAME_LATER: Final = "The ticket came with a later sync."
_FOLLOWED: Final = "unseen_followed"  # the last entry of the log that was looked at
_PAGE: Final = 5_000
_CHUNK: Final = 200
_TAIL: Final = (
    "SELECT admission_id, kind, reason, ticket_id, event_id, at, gate, station, nonce, issue FROM admissions"
    " WHERE admission_id > ? ORDER BY admission_id LIMIT ?"
)
_NEW: Final = (
    "INSERT INTO unseen_admissions (ticket_id, event_id, at, gate, station, nonce, issue) VALUES (?,?,?,?,?,?,?)"
    " ON CONFLICT (ticket_id) DO NOTHING"
)
_REMEMBER: Final = (
    "INSERT INTO processing (name, value) VALUES (?,?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_CONFLICT: Final = (
    "INSERT INTO conflicts (kind, ticket_id, event_id, facts, found_at) VALUES ('unknown_missing', ?, ?, ?, ?)"
)
_SETTLE: Final = (
    "UPDATE conflicts SET settled_at = ?, settled_by = ?, settled_how = ? WHERE conflict_id = ? AND settled_at = ''"
)


class UnseenFile:
    """Who was let in before the mirror knew the ticket.

    Args:
        station_id: our own id, for both the conflict's side and the audit.
        now: the time of entries.
    """

    def __init__(self, file: OpenFile, station_id: str, now: Callable[[], datetime]) -> None:
        self._file, self._id, self._now = file, station_id, now

    def follow(self) -> int:
        found = 0
        while True:
            row = self._file.readers.row("SELECT value FROM processing WHERE name = ?", (_FOLLOWED,))
            begin = int(row[0]) if row else 0
            with self._file.readers.borrow() as connection:
                tail = connection.execute(_TAIL, (begin, _PAGE)).fetchall()
            if not tail:
                return found
            unseen = [entry[3:] for entry in tail if entry[1] == "admit" and entry[2] == Reason.NOT_SYNCED_YET]
            found += self._take(unseen, str(tail[-1][0]))

    def _take(self, unseen: Sequence[Sequence[object]], up_to: str) -> int:
        def take(work: Work) -> int:
            new = sum(int(work.raw.execute(_NEW, tuple(entry)).rowcount) for entry in unseen)
            work.raw.execute(_REMEMBER, (_FOLLOWED, up_to))
            return new

        return self._file.writer().run(take, Priority.SYNC)

    def waiting(self) -> Sequence[UnseenAdmission]:
        with self._file.readers.borrow() as connection:
            rows = connection.execute("SELECT ticket_id, at, conflict_id FROM unseen_admissions ORDER BY at")
            return [UnseenAdmission(ticket, known_moment(at), bool(conflict)) for ticket, at, conflict in rows]

    def known(self, ticket_ids: Sequence[str]) -> int:
        return self._in_chunks(ticket_ids, self._let_go)

    def missing(self, ticket_ids: Sequence[str]) -> int:
        return self._in_chunks(ticket_ids, self._tell)

    def _in_chunks(self, ticket_ids: Sequence[str], each: Callable[[Connection, str], int]) -> int:
        done = 0
        for start in range(0, len(ticket_ids), _CHUNK):
            some = ticket_ids[start : start + _CHUNK]

            def work_off(work: Work, some: Sequence[str] = some) -> int:
                return sum(each(work.raw, ticket_id) for ticket_id in some)

            done += self._file.writer().run(work_off, Priority.SYNC)
        return done

    def _let_go(self, raw: Connection, ticket_id: str) -> int:
        row = raw.execute("SELECT conflict_id FROM unseen_admissions WHERE ticket_id = ?", (ticket_id,)).fetchone()
        if row is None:
            return 0
        raw.execute("DELETE FROM unseen_admissions WHERE ticket_id = ?", (ticket_id,))
        if row[0] and raw.execute(_SETTLE, (stamp(self._now()), BY_SYNC, CAME_LATER, row[0])).rowcount:
            chain.append(raw, self._now(), self._id, BY_SYNC, "settle_conflict", ticket_id, CAME_LATER, "", "")
        return 1

    def _tell(self, raw: Connection, ticket_id: str) -> int:
        row = raw.execute(
            "SELECT event_id, at, gate, station, nonce, issue FROM unseen_admissions"
            " WHERE ticket_id = ? AND conflict_id = 0",
            (ticket_id,),
        ).fetchone()
        if row is None:
            return 0
        if ticket_uses.read(raw, ticket_id) is None:  # taken back: nobody is in with it
            raw.execute("DELETE FROM unseen_admissions WHERE ticket_id = ?", (ticket_id,))
            return 0
        event_id, at, gate, station, nonce, issue = row
        late = {
            "station": station,
            "station_id": self._id,
            "gate": gate,
            "at": known_moment(at).isoformat(),
            "verdict": "admitted",
            "issue": issue,
            "nonce": nonce,
        }
        facts = json.dumps({"late": late}, ensure_ascii=False)
        conflict = raw.execute(_CONFLICT, (ticket_id, event_id, facts, stamp(self._now()))).lastrowid
        raw.execute("UPDATE unseen_admissions SET conflict_id = ? WHERE ticket_id = ?", (conflict, ticket_id))
        return 1
