"""Reading connections: a few, lent one at a time, so that none is ever used by two threads at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ticketforge_desktop.domain.errors import StorageTrouble
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.errors import storage_errors
from ticketforge_desktop.storage.place import Place


class Readers:
    """A pool of read-only connections to the file in use.

    Args:
        place: which file that is; when it changes (a first sync was swapped in), older connections are closed as
            they come back.
        most: connections kept open; more are opened when needed and closed after use.
    """

    def __init__(self, place: Place, most: int = 4) -> None:
        self._place = place
        self._most = most
        # pop and append of a list are single steps for all threads: lending needs no lock.
        self._free: list[tuple[int, Connection]] = []
        self._closed = False

    @contextmanager
    def borrow(self) -> Iterator[Connection]:
        """A connection for this thread, for as long as the block lasts. All reads of the block see one state.

        Raises:
            DatabaseCorrupt, WrongKey, StorageTrouble
        """
        with storage_errors(self._place.path):
            generation, connection = self._take()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._give_back(generation, connection)

    def row(self, sql: str, values: Sequence[object]) -> Any:
        """The first row of a look-up by key, None when there is none: the door's way, without ceremony."""
        generation, connection = self._take()
        try:
            return connection.execute(sql, values).fetchone()
        except Exception as error:
            with storage_errors(self._place.path):
                raise error
        finally:
            self._give_back(generation, connection)

    def close(self) -> None:
        """Close what is free; what is lent is closed when it comes back."""
        self._closed = True
        while self._free:
            self._free.pop()[1].close()

    def _take(self) -> tuple[int, Connection]:
        if self._closed:
            raise StorageTrouble(f"{self._place.path.name} has been closed.", file=self._place.path.name)
        generation = self._place.generation()
        while self._free:
            try:
                lent = self._free.pop()
            except IndexError:  # another thread was faster
                break
            if lent[0] == generation:
                return lent
            lent[1].close()
        return self._place.open_reader()

    def _give_back(self, generation: int, connection: Connection) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        # One that reads an older file is closed by whoever would take it next.
        if self._closed or len(self._free) >= self._most:
            connection.close()
        else:
            self._free.append((generation, connection))
