"""The one writer of a file: work is done one piece at a time, the door's before everything else's."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ticketforge_desktop.domain.errors import StorageTrouble
from ticketforge_desktop.storage.checkpoint import IdleCheckpoint
from ticketforge_desktop.storage.cipher import Connection, Vault
from ticketforge_desktop.storage.errors import DRIVER_ERRORS, storage_errors

if TYPE_CHECKING:
    import sqlalchemy as sa

ResultT = TypeVar("ResultT")


class Priority(IntEnum):
    """Who goes first."""

    DOOR = 0
    TILL = 1
    NORMAL = 5
    SYNC = 8


class Work:
    """An open transaction: what a piece of work may use. It must not be kept beyond the work."""

    def __init__(self, connection: Connection, path_name: str) -> None:
        self.raw: Final = connection
        self._name = path_name
        self._alchemy: sa.Connection | None = None

    @property
    def sql(self) -> sa.Connection:
        """SQLAlchemy over the same transaction; imported on first use, since the door does without it."""
        if self._alchemy is None:
            from ticketforge_desktop.storage.engine import sqlalchemy_over

            self._alchemy = sqlalchemy_over(self.raw)
        return self._alchemy


class Writer:
    """Runs work in transactions on the only writing connection of this process.

    `run` does the work in the caller's thread when nobody else is writing (a scan saves two changes of thread),
    otherwise it waits in the queue for its turn. Either way one piece is written at a time, in order of priority.

    Args:
        connection: opened by `migrate.bring_up`; owned and closed by the writer.
        vault: the file, for what happens beside the transactions.
    """

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._vault = vault
        self._work = Work(connection, vault.path.name)
        self._begin = connection.cursor()
        self._baton = threading.Lock()
        self._wake = threading.Condition(threading.Lock())
        self._queue: list[tuple[int, int, Callable[[Work], Any], Future[Any]]] = []
        self._tickets = itertools.count()
        self._closing = False
        self._sleeping = False
        self._wanted_alone = False
        self._last_write = 0.0
        self._checkpoint = IdleCheckpoint(vault, self._alone)
        self._thread = threading.Thread(target=self._loop, name=f"writer-{vault.kind.name}", daemon=True)
        self._thread.start()

    def run(self, work: Callable[[Work], ResultT], priority: Priority = Priority.NORMAL) -> ResultT:
        """Do the work in a transaction and return what it returns; what it raises undoes all of it.

        Raises:
            DiskFull, DatabaseCorrupt, StorageTrouble: and whatever the work raises.
        """
        if not self._queue and not self._wanted_alone and self._baton.acquire(blocking=False):
            try:
                if self._closing:
                    raise self._closed()
                return self._transact(work)
            finally:
                self._baton.release()
        return self.submit(work, priority).result()

    def row(self, sql: str, values: Sequence[object]) -> tuple[bool, Any]:
        """The first row of a look-up by key, and whether there was an answer: not while somebody writes.

        Its own commits leave a connection's pages as they are, where every other one reads anew what they changed.
        """
        if self._queue or self._wanted_alone or not self._baton.acquire(blocking=False):
            return False, None
        try:
            if self._closing:
                return False, None
            found = self._work.raw.execute(sql, values).fetchone()
        except DRIVER_ERRORS:
            return False, None  # a reader meets the same, and tells it
        finally:
            self._baton.release()
        return True, found

    def submit(self, work: Callable[[Work], ResultT], priority: Priority = Priority.NORMAL) -> Future[ResultT]:
        """Have the work done by the writer's thread."""
        future: Future[ResultT] = Future()
        with self._wake:
            if self._closing:
                raise self._closed()
            heapq.heappush(self._queue, (int(priority), next(self._tickets), work, future))
            self._wake.notify()
        return future

    def close(self) -> None:
        """Finish what is queued, write the log back into the file, and close."""
        with self._wake:
            if self._closing:
                return
            self._closing = True
            self._wake.notify()
        self._thread.join()
        with self._baton:
            self._checkpoint.close()
            with storage_errors(self._vault.path):
                self._work.raw.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """For the writer's thread: nobody writes inside. Work that comes meanwhile waits in the queue."""
        self._wanted_alone = True
        try:
            with self._baton:
                yield
        finally:
            self._wanted_alone = False

    def _closed(self) -> StorageTrouble:
        return StorageTrouble(f"{self._vault.path.name} has been closed.", file=self._vault.path.name)

    def _transact(self, work: Callable[[Work], ResultT]) -> ResultT:
        execute = self._begin.execute
        try:
            execute("BEGIN IMMEDIATE")
            result = work(self._work)
            execute("COMMIT")
        except BaseException as error:
            if self._work.raw.in_transaction:  # a full disk ends the transaction by itself
                execute("ROLLBACK")
            with storage_errors(self._vault.path):
                raise error
        self._last_write = time.monotonic()
        if self._sleeping:
            self._rouse()
        return result

    @property
    def last_write(self) -> float:
        """When this process last wrote, in monotonic seconds."""
        return self._last_write

    def _rouse(self) -> None:
        with self._wake:
            self._sleeping = False
            self._wake.notify()

    def _loop(self) -> None:
        while True:
            with self._wake:
                # Nothing written since the last checkpoint: sleep until somebody writes or asks.
                if not self._queue and not self._closing:
                    self._sleeping = self._checkpoint.done_since(self._last_write)
                    self._wake.wait(None if self._sleeping else self._checkpoint.pause)
                    self._sleeping = False
                if self._closing and not self._queue:
                    return
                queued = bool(self._queue)
            if queued:
                self._do_next()
            else:
                self._checkpoint.consider(self._last_write)

    def _do_next(self) -> None:
        with self._baton:
            with self._wake:
                if not self._queue:
                    return
                _, _, work, future = heapq.heappop(self._queue)
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(self._transact(work))
            except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits for the result
                future.set_exception(error)
