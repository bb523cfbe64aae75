"""Which file is in use. The station's never changes; the mirror's does, each time a first sync is swapped in.

A database that others have open can't be replaced under its name: the log beside it belongs to the old one. So each
new mirror has a name of its own, and a small file, replaced in one step, says which is in use. Whoever still reads
the old one reads it to the end; nobody sees half of the new one.
"""

from __future__ import annotations

import contextlib
import os
import re
import threading
from pathlib import Path
from typing import Final, Protocol

from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.storage.cipher import Connection, Vault
from ticketforge_desktop.storage.errors import DRIVER_ERRORS, storage_errors
from ticketforge_desktop.storage.migrate import bring_up

SUFFIXES: Final = ("", "-wal", "-shm", "-journal")
_NUMBERED: Final = re.compile(r"mirror\.(\d+)\.db")


class Place(Protocol):
    """Where a file is now."""

    @property
    def path(self) -> Path: ...

    def generation(self) -> int:
        """A number that changes when another file takes the place."""
        ...

    def open_reader(self) -> tuple[int, Connection]:
        """A read-only connection with the generation it reads."""
        ...


class FixedPlace:
    """A file that stays."""

    def __init__(self, vault: Vault) -> None:
        self.vault: Final = vault
        self.path: Final = vault.path

    def generation(self) -> int:
        return 0

    def open_reader(self) -> tuple[int, Connection]:
        return 0, self.vault.connect(read_only=True)


class MirrorPlace:
    """The mirror in use in a folder: `mirror.db`, later `mirror.1.db` and so on, named by `mirror.current`."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._first = vault
        self._pointer = folder / "mirror.current"
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = (-1, -1)
        self._generation = 0
        self.vault = vault

    @property
    def path(self) -> Path:
        return self.vault.path

    @property
    def shadow_vault(self) -> Vault:
        """Where a first sync is filled."""
        return self._first.at(self._folder / "mirror.new.db")

    def generation(self) -> int:
        try:
            facts = os.stat(self._pointer)  # noqa: PTH116 - asked before every scan, and three times as fast
            seen = (facts.st_mtime_ns, facts.st_ino)
        except FileNotFoundError:
            seen = (0, 0)
        if seen != self._seen:
            with self._lock:
                self._read_pointer()
                self._seen = seen
        return self._generation

    def open_reader(self) -> tuple[int, Connection]:
        generation = self.generation()
        while True:
            try:
                return generation, self.vault.connect(read_only=True)
            except (TicketForgeError, OSError, *DRIVER_ERRORS):
                # Swapped between asking and opening? Then the new one opens; anything else is the caller's trouble.
                if self.generation() == generation:
                    raise
                generation = self.generation()

    def open_writer(self) -> tuple[int, Connection]:
        """The mirror for writing, made when there is none yet."""
        generation = self.generation()
        return generation, bring_up(self.vault)

    def swap_in(self, shadow: Path) -> None:
        """Make a finished, closed shadow the mirror in use. Atomic: before it the old one counts, after it the new."""
        self.generation()
        old = self.vault
        target = self._folder / f"mirror.{self._highest() + 1}.db"
        shadow.replace(target)
        _sync_folder(self._folder)
        self._point_at(target.name)
        self._retire(old)

    def set_aside(self) -> None:
        """Take a mirror that can't be read out of use: whoever opens the mirror next makes an empty one."""
        self.generation()
        old = self.vault
        self._point_at(f"mirror.{self._highest() + 1}.db")
        self._retire(old)

    def _point_at(self, name: str) -> None:
        draft = self._pointer.with_suffix(".next")
        with draft.open("w") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._pointer)
        _sync_folder(self._folder)
        self.generation()

    def tidy(self) -> None:
        """Take away mirrors that are no longer in use, unless somebody still reads them."""
        self.generation()
        for path in self._folder.glob("mirror*.db"):
            ours = path == self._first.path or _NUMBERED.fullmatch(path.name)
            if ours and path != self.path:
                self._retire(self._first.at(path))

    def _read_pointer(self) -> None:
        try:
            name = self._pointer.read_text().strip()
        except FileNotFoundError:
            name = ""
        matched = _NUMBERED.fullmatch(name)
        self._generation = int(matched.group(1)) if matched else 0
        self.vault = self._first.at(self._folder / name) if matched else self._first

    def _highest(self) -> int:
        found = (_NUMBERED.fullmatch(path.name) for path in self._folder.glob("mirror.*.db"))
        return max((int(match.group(1)) for match in found if match), default=0)

    def _retire(self, old: Vault) -> None:
        """Remove a mirror once its log is written back: who opens it in this very moment then still finds it whole."""
        if old.path == self.path or not old.path.exists():
            return
        try:
            with storage_errors(old.path):
                connection = old.connect()
                try:
                    connection.execute("PRAGMA busy_timeout = 0")
                    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
                finally:
                    connection.close()
        except Exception:  # noqa: BLE001 - damaged or of another key: nobody can be reading it
            busy = 0
        if not busy:
            for suffix in SUFFIXES:
                with contextlib.suppress(OSError):  # Windows keeps a file that somebody has open
                    Path(f"{old.path}{suffix}").unlink()


def _sync_folder(folder: Path) -> None:
    """Make a rename durable, where the system lets a folder be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
