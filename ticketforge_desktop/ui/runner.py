"""The only place that knows threads meet Qt.

Work runs on a few plain threads; what comes of it is delivered on the thread that made the runner (the window's), by
a queued signal. A callback is dropped when its job was cancelled or its owner (a QObject) is gone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from queue import SimpleQueue

T = TypeVar("T")
Failed = Callable[[Exception], None]
_THREADS = 4


class Cancelled(Exception):
    """Raised inside work that notices it is no longer wanted; nobody is told."""


class Job(Generic[T]):
    """A piece of work under way. The worker sees it too: it reports progress and asks whether to go on."""

    def __init__(self, deliver: Callable[[Callable[[], None]], None], owner: QObject | None) -> None:
        self._deliver = deliver
        self._owner = owner
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._latest: object = None
        self._told = True
        self._on_progress: Callable[[object], None] | None = None
        self.finished = False

    @property
    def cancelled(self) -> bool:
        """Whether the result is no longer wanted."""
        return self._cancelled.is_set()

    @property
    def wanted(self) -> bool:
        """Whether somebody still waits: not cancelled, and the owner is alive."""
        return not self.cancelled and (self._owner is None or shiboken6.isValid(self._owner))

    def cancel(self) -> None:
        """No callback comes any more; the worker stops at its next `check`."""
        self._cancelled.set()

    def check(self) -> None:
        """For the worker: raise `Cancelled` when the job was cancelled."""
        if self.cancelled:
            raise Cancelled

    def report(self, progress: object) -> None:
        """For the worker: tell how far it is. Only the latest report is shown, so reporting often is cheap."""
        with self._lock:
            self._latest = progress
            waiting, self._told = not self._told, False
        if self._on_progress is not None and not waiting:
            self._deliver(self._show_progress)

    def _show_progress(self) -> None:
        with self._lock:
            latest, self._told = self._latest, True
        if self._on_progress is not None and self.wanted and not self.finished:
            self._on_progress(latest)


class Runner(Protocol):
    """Runs work beside the window."""

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
        replaces: Job[T] | None = None,
    ) -> Job[T]:
        """Run `work()`; then `done(result)` or `failed(error)` on the window's thread.

        Without `failed` an error goes to whoever listens to `unhandled`. `replaces` is cancelled first: for work
        that follows typing, where only the last answer counts.
        """
        ...

    def run(
        self,
        work: Callable[[Job[T]], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        progress: Callable[[object], None] | None = None,
        owner: QObject | None = None,
        replaces: Job[T] | None = None,
    ) -> Job[T]:
        """As `submit`, for long work: `work(job)` reports progress and asks whether it is still wanted."""
        ...

    def close(self) -> None:
        """Cancel what waits, let what runs end, and stop."""
        ...


class _Bridge(QObject):
    """Carries closures from any thread to the one that made it."""

    call = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.call.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def _run(self, closure: Callable[[], None]) -> None:
        closure()


class ThreadRunner(QObject):
    """The runner of the window: four threads, started when the first work comes."""

    unhandled = Signal(object)  # an exception nobody took

    def __init__(self, threads: int = _THREADS) -> None:
        super().__init__()
        self._bridge = _Bridge()
        self._queue: SimpleQueue[Callable[[], None] | None] | None = None
        self._threads: list[threading.Thread] = []
        self._most = threads
        self._jobs: set[Job[object]] = set()
        self._closed = False

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
        replaces: Job[T] | None = None,
    ) -> Job[T]:
        return self.run(lambda _job: work(), done, failed, owner=owner, replaces=replaces)

    def run(
        self,
        work: Callable[[Job[T]], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        progress: Callable[[object], None] | None = None,
        owner: QObject | None = None,
        replaces: Job[T] | None = None,
    ) -> Job[T]:
        if replaces is not None:
            replaces.cancel()
        job: Job[T] = Job(self._bridge.call.emit, owner)
        job._on_progress = progress
        if self._closed:
            job.cancel()
            return job
        self._jobs.add(job)  # type: ignore[arg-type]
        queue = self._queue or self._open_queue()
        queue.put(lambda: self._work(job, work, done, failed))
        self._grow(queue)
        return job

    @property
    def busy(self) -> int:
        """Jobs that have not come to their end."""
        return len(self._jobs)

    def close(self) -> None:
        self._closed = True
        for job in list(self._jobs):
            job.cancel()
        for _ in self._threads:
            if self._queue is not None:
                self._queue.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        self._jobs.clear()

    def _open_queue(self) -> SimpleQueue[Callable[[], None] | None]:
        from queue import SimpleQueue  # with the first work, which comes after the first paint

        self._queue = SimpleQueue()
        return self._queue

    def _grow(self, queue: SimpleQueue[Callable[[], None] | None]) -> None:
        if len(self._threads) < min(self._most, len(self._jobs)):
            thread = threading.Thread(
                target=self._loop, args=(queue,), name=f"runner-{len(self._threads)}", daemon=True
            )
            self._threads.append(thread)
            thread.start()

    def _loop(self, queue: SimpleQueue[Callable[[], None] | None]) -> None:
        while (task := queue.get()) is not None:
            task()

    def _work(
        self, job: Job[T], work: Callable[[Job[T]], T], done: Callable[[T], None] | None, failed: Failed | None
    ) -> None:
        result: T | None = None
        error: Exception | None = None
        try:
            if job.wanted:
                result = work(job)
        except Cancelled:
            job.cancel()
        except Exception as caught:  # noqa: BLE001 - whatever it is, it must reach the window, not die in a thread
            error = caught
        if not self._closed:
            self._bridge.call.emit(lambda: self._end(job, result, error, done, failed))

    def _end(
        self,
        job: Job[T],
        result: T | None,
        error: Exception | None,
        done: Callable[[T], None] | None,
        failed: Failed | None,
    ) -> None:
        job.finished = True
        self._jobs.discard(job)
        if error is not None and failed is None:
            self.unhandled.emit(error)
        if not job.wanted:
            return
        if error is not None and failed is not None:
            failed(error)
        elif error is None and done is not None:
            done(result)  # type: ignore[arg-type]


class InlineRunner(QObject):
    """Does everything at once on the calling thread: for tests and pictures, where order must be certain."""

    unhandled = Signal(object)

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
        replaces: Job[T] | None = None,
    ) -> Job[T]:
        return self.run(lambda _job: work(), done, failed, owner=owner, replaces=replaces)

    def run(
        self,
        work: Callable[[Job[T]], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        progress: Callable[[object], None] | None = None,
        owner: QObject | None = None,
        replaces: Job[T] | None = None,
    ) -> Job[T]:
        if replaces is not None:
            replaces.cancel()
        job: Job[T] = Job(lambda closure: closure(), owner)
        job._on_progress = progress
        try:
            result = work(job)
        except Cancelled:
            job.cancel()
            return job
        except Exception as error:  # noqa: BLE001 - as the threads do: to the callback, or to whoever listens
            job.finished = True
            (failed or self.unhandled.emit)(error)
            return job
        job.finished = True
        if done is not None and job.wanted:
            done(result)
        return job

    def close(self) -> None:
        """Nothing runs."""
