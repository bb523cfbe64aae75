"""One lock file a profile: whoever holds it may sync or push.

The operating system gives the lock back when a process dies, however it dies; the file itself stays and means nothing.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ticketforge_desktop.domain.errors import SyncRunning


class FileLock:
    """A lock on a file, between processes and between the threads of one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread_lock = threading.Lock()

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold the lock for the block.

        Raises:
            SyncRunning: another process or thread holds it.
        """
        if not self._thread_lock.acquire(blocking=False):
            raise _running(os.getpid())
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                if not _try_lock(handle):
                    raise _running(_owner(handle))
                os.ftruncate(handle, 0)
                os.lseek(handle, 0, os.SEEK_SET)
                os.write(handle, f"{os.getpid()}\n".encode())
                yield
            finally:
                os.close(handle)
        finally:
            self._thread_lock.release()


if sys.platform == "win32":
    import msvcrt

    # Far behind the process id, which others may read while the lock is held.
    _LOCKED_BYTE = 1 << 20

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def _owner(handle: int) -> int:
    """The process id the holder left, 0 when it can't be read."""
    os.lseek(handle, 0, os.SEEK_SET)
    text = os.read(handle, 20).decode("ascii", "replace").strip()
    return int(text) if text.isascii() and text.isdecimal() else 0


def _running(process: int) -> SyncRunning:
    named = f" (process {process})" if process else ""
    return SyncRunning(f"This profile is being synced already{named}.", process=process)
