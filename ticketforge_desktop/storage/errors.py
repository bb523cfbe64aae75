"""SQLite's failures in the program's words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from ticketforge_desktop.domain.errors import DatabaseCorrupt, DiskFull, StorageTrouble

# Primary result codes (https://www.sqlite.org/rescode.html); extended codes carry them in the low byte.
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26

DRIVER_ERRORS: Final = (sqlcipher.Error, sqlite3.Error)


def result_code(error: BaseException) -> int:
    """SQLite's primary result code of a driver error, also inside an SQLAlchemy error; 0 when it is none."""
    inner = getattr(error, "orig", None) or error
    code = getattr(inner, "sqlite_errorcode", 0)
    return code & 0xFF if isinstance(code, int) else 0


def is_not_a_database(error: BaseException) -> bool:
    """Whether the first page could not be read: another key, or damage."""
    return result_code(error) == _NOTADB


def in_our_words(error: Exception, path: Path) -> StorageTrouble | None:
    """The typed error for a driver's error; None when it is a fault of ours that must not be hidden."""
    code = result_code(error)
    file = path.name
    if code == _FULL:
        return DiskFull(f"The disk is full: nothing more can be written to {file}.", file=file)
    if code in (_CORRUPT, _NOTADB):
        return DatabaseCorrupt(f"{file} is damaged.", file=file)
    if code in (_BUSY, _LOCKED):
        return StorageTrouble(
            f"{file} is held by another process for too long.",
            next_step="Close other windows of this profile, then try again.",
            file=file,
        )
    if code == _READONLY:
        return StorageTrouble(
            f"{file} can't be written: the folder or disk is read-only.",
            next_step="Make the profile's folder writable, or use another one (--home).",
            file=file,
        )
    if code in (_IOERR, _CANTOPEN):
        return StorageTrouble(
            f"{file} can't be read or written ({error}).",
            next_step="Check the disk and the rights of the profile's folder.",
            file=file,
        )
    return None


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Raise what SQLite reports inside as `StorageTrouble`.

    Raises:
        DiskFull, DatabaseCorrupt, StorageTrouble: as their names say.
    """
    try:
        yield
    except DRIVER_ERRORS as error:
        typed = in_our_words(error, path)
        if typed is None:
            raise
        raise typed from error
    except Exception as error:
        # SQLAlchemy wraps the driver's errors; it is not imported here, since the door does without it.
        typed = in_our_words(error, path) if hasattr(error, "orig") else None
        if typed is None:
            raise
        raise typed from error
