"""A copy of a file while it is in use: complete, encrypted with the same key, and proven by opening it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from ticketforge_desktop.domain.errors import BadInput, DatabaseCorrupt
from ticketforge_desktop.storage.cipher import Connection, Vault
from ticketforge_desktop.storage.errors import storage_errors
from ticketforge_desktop.storage.place import SUFFIXES

_PAGES_A_STEP: Final = 2_000  # writers get their turn in between


def back_up(vault: Vault, target: Path) -> None:
    """Copy the file to `target`, which appears only when the copy is complete and proven.

    SQLite's backup is used, not `VACUUM INTO`: that would write pages of another size than the file's.

    Raises:
        BadInput: the target is a folder or the file itself, or its folder does not exist.
        DiskFull, DatabaseCorrupt, StorageTrouble: and no target was made or replaced.
    """
    if target.is_dir() or not target.parent.is_dir() or target.absolute() == vault.path.absolute():
        raise BadInput(f"A backup can't be written to {target.name!r}.", field="path")
    draft = target.with_name(f"{target.name}.part")
    _remove(draft)
    try:
        with storage_errors(target):
            source, copy = vault.connect(), vault.at(draft).connect_new()
            try:
                source.backup(copy, pages=_PAGES_A_STEP)
                # The copy is one file without a log beside it.
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()
                source.close()
            _prove(vault.at(draft))
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        _remove(draft)


def _prove(copy: Vault) -> None:
    connection: Connection = copy.connect(wal=False, read_only=True)
    try:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise DatabaseCorrupt(f"The copy {copy.path.name} is damaged: {found}.", file=copy.path.name)
    finally:
        connection.close()


def _remove(path: Path) -> None:
    for suffix in SUFFIXES:
        Path(f"{path}{suffix}").unlink(missing_ok=True)
