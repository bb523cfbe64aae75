"""The audit: a chain in which every row holds the digest of the row before it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.times import stamp

FIRST: Final = "0" * 64
_FIELDS: Final = "at, station_id, staff_id, action, subject, detail, before, after"
_INSERT: Final = f"INSERT INTO audit ({_FIELDS}, previous, hash) VALUES (?,?,?,?,?,?,?,?,?,?)"  # noqa: S608


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """What `audit verify` found."""

    ok: bool
    rows: int
    first_bad: int | None  # row number of the first row that does not fit


def link(previous: str, fields: tuple[str, ...]) -> str:
    """The digest of a row: SHA-256 over the digest before it and its fields as a JSON list (UTF-8, no blanks)."""
    text = json.dumps([previous, *fields], ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def append(
    connection: Connection,
    at: datetime,
    station_id: str,
    staff_id: str,
    action: str,
    subject: str,
    detail: str = "",
    before: str = "",
    after: str = "",
) -> None:
    """Add a row inside the caller's transaction, so that an act and its entry are durable together."""
    last = connection.execute("SELECT hash FROM audit ORDER BY row DESC LIMIT 1").fetchone()
    previous = last[0] if last else FIRST
    fields = (stamp(at), station_id, staff_id, action, subject, detail, before, after)
    connection.execute(_INSERT, (*fields, previous, link(previous, fields)))


def verify(connection: Connection) -> AuditCheck:
    """Walk the chain: a row changed, removed from the middle or put in between breaks it at its place.

    Rows cut off the end leave a whole, shorter chain: the count says so to whoever knows the number before.
    """
    previous, rows = FIRST, 0
    for row, before, digest, *fields in connection.execute(
        f"SELECT row, previous, hash, {_FIELDS} FROM audit ORDER BY row"  # noqa: S608
    ):
        rows += 1
        if row != rows or before != previous or link(previous, tuple(fields)) != digest:
            return AuditCheck(False, rows, row)
        previous = digest
    return AuditCheck(True, rows, None)
