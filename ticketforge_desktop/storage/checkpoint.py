"""Writing the log back into the file when nobody waits for it.

A checkpoint inside a commit is what makes one scan in a thousand slow, so commits make none (`wal_autocheckpoint` is
0). It is done here, passively and on a connection of its own: writers and readers go on meanwhile.
"""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import Final

from ticketforge_desktop.domain.errors import StorageTrouble
from ticketforge_desktop.storage.cipher import Connection, Vault
from ticketforge_desktop.storage.errors import DRIVER_ERRORS

# Idle so long, and the log is written back. A queue at a door pauses for less.
IDLE_SECONDS: Final = 2.0
# Never idle for hours: then at this size of the log in any case, so that it can't fill the disk.
LONGEST_LOG: Final = 64 * 1024 * 1024


class IdleCheckpoint:
    """Decides when to checkpoint a file, and does it. Used by the writer's thread alone."""

    def __init__(self, vault: Vault, idle_seconds: float = IDLE_SECONDS, longest_log: int = LONGEST_LOG) -> None:
        self._vault = vault
        self._log = Path(f"{vault.path}-wal")
        self._longest = longest_log
        self._connection: Connection | None = None
        self._done_at = 0.0
        self.pause: Final = idle_seconds

    def done_since(self, last_write: float) -> bool:
        """Whether everything up to `last_write` (monotonic seconds) is written back."""
        return self._done_at >= last_write

    def consider(self, last_write: float) -> bool:
        """Checkpoint if the file has been idle long enough or the log is too long; whether it was done."""
        started = time.monotonic()
        if self.done_since(last_write):
            return False
        if started - last_write < self.pause and not self._log_is_long():
            return False
        try:
            busy, in_log, written = self._run()
        except (*DRIVER_ERRORS, StorageTrouble):
            return False  # nothing is lost: the log keeps everything, and the next pause tries again
        if not busy and in_log == written:
            self._done_at = started
        else:
            # Somebody reads an old state: what is left waits for the next write, not for a busy loop.
            self._done_at = last_write
        return True

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            with contextlib.suppress(*DRIVER_ERRORS):
                self._connection.close()
            self._connection = None

    def _run(self) -> tuple[int, int, int]:
        if self._connection is None:
            self._connection = self._vault.connect()
        busy, in_log, written = self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        return busy, in_log, written

    def _log_is_long(self) -> bool:
        try:
            return self._log.stat().st_size > self._longest
        except OSError:
            return False
