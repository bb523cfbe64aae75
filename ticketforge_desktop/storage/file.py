"""One file with its writer and its readers, opened when they are first needed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from ticketforge_desktop.domain.errors import StorageTrouble
from ticketforge_desktop.storage.cipher import Connection, Vault
from ticketforge_desktop.storage.place import Place
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.writer import Writer


class OpenFile:
    """A file of the profile, for as long as the profile is open.

    Args:
        place: which file is in use.
        open_writer: opens it for writing at the newest schema, making it when it is not there.
    """

    def __init__(self, place: Place, vault: Callable[[], Vault], open_writer: Callable[[], Connection]) -> None:
        self._place = place
        self._vault = vault
        self._open_writer = open_writer
        self._lock = threading.Lock()
        self._writer: tuple[int, Writer] | None = None
        self._closed = False
        self._watch: tuple[int, Connection] | None = None
        self._version: tuple[int, int] | None = None
        self.readers = Readers(place)

    @property
    def vault(self) -> Vault:
        """The file in use now."""
        return self._vault()

    def ready(self) -> None:
        """Make sure the file is there, at the newest schema."""
        self.writer()

    def writer(self) -> Writer:
        """The writer of the file in use; another one after the file was replaced."""
        generation = self._place.generation()
        held = self._writer
        if held is not None and held[0] == generation:
            return held[1]
        with self._lock:
            if self._closed:
                raise StorageTrouble(f"{self._place.path.name} has been closed.", file=self._place.path.name)
            if self._writer is not None and self._writer[0] != generation:
                self._writer[1].close()
                self._writer = None
            if self._writer is None:
                self._writer = generation, Writer(self._open_writer(), self._vault())
            return self._writer[1]

    def row(self, sql: str, values: Sequence[object]) -> Any:
        """The first row of a look-up by key, by whoever has the pages at hand: the writer where it is free.

        Raises: as `Readers.row`.
        """
        held = self._writer
        if held is not None and held[0] == self._place.generation():
            answered, found = held[1].row(sql, values)
            if answered:
                return found
        return self.readers.row(sql, values)

    def last_write(self) -> float:
        """When this process last wrote to the file in use, in monotonic seconds; 0 when it did not."""
        held = self._writer
        return 0.0 if held is None else held[1].last_write

    def release_writer(self) -> None:
        """Close the writer: another file takes the place. The next write opens that one."""
        with self._lock:
            if self._writer is not None:
                self._writer[1].close()
                self._writer = None

    def changed_elsewhere(self) -> bool:
        """Whether anybody, here or in another process, committed since the last time this was asked."""
        with self._lock:
            generation = self._place.generation()
            if self._watch is not None and self._watch[0] != generation:
                self._watch[1].close()
                self._watch = None
            if self._watch is None:
                self._watch = self._place.open_reader()
            version = generation, int(self._watch[1].execute("PRAGMA data_version").fetchone()[0])
            changed = self._version is not None and version != self._version
            self._version = version
        return changed

    def close(self) -> None:
        """Finish writing, give everything back. The last to close a file writes its log back into it."""
        self.release_writer()
        with self._lock:
            self._closed = True
            if self._watch is not None:
                self._watch[1].close()
                self._watch = None
        self.readers.close()
