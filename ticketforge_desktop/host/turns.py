"""Taking turns between processes: short things that only one may do at a time (renewing a token, writing a secret)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from ticketforge_desktop.domain.errors import NetworkUnavailable, SyncRunning
from ticketforge_desktop.host.locks import FileLock

# Longer than any one thing done in a turn may take (a request to the store: 30 s).
LONGEST_WAIT_S: Final = 45.0
_LOOK_AGAIN_S: Final = 0.02


class FileTurn:
    """A lock file that is waited for. The operating system gives it back when a process dies.

    A thread that has the turn may take it again.
    """

    def __init__(
        self,
        path: Path,
        *,
        longest_wait_s: float = LONGEST_WAIT_S,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._path, self._longest, self._now, self._sleep = path, longest_wait_s, now, sleep
        self._threads = threading.RLock()
        self._depth = 0

    @contextmanager
    def take(self) -> Iterator[None]:
        """Hold the turn for the block.

        Raises:
            NetworkUnavailable: another process keeps it for longer than anything takes (it hangs at the network).
        """
        if not self._threads.acquire(timeout=self._longest):
            raise self._too_long()
        try:
            if self._depth:
                yield
                return
            with self._held():
                self._depth += 1
                try:
                    yield
                finally:
                    self._depth -= 1
        finally:
            self._threads.release()

    @contextmanager
    def _held(self) -> Iterator[None]:
        deadline = self._now() + self._longest
        while True:
            holding = FileLock(self._path).hold()
            with suppress(SyncRunning):
                holding.__enter__()
                break
            if self._now() >= deadline:
                raise self._too_long()
            self._sleep(_LOOK_AGAIN_S)
        try:
            yield
        finally:
            holding.__exit__(None, None, None)

    def _too_long(self) -> NetworkUnavailable:
        return NetworkUnavailable(
            f"Another process of this profile keeps {self._path.name} for too long.",
            next_step="Close other windows and commands of this profile, then try again.",
        )
