"""Writing the log back into the file when nobody waits for it.

A checkpoint inside a commit is what makes one scan in a thousand slow, so commits make none (`wal_autocheckpoint` is
0). It is done here, passively and on a connection of its own: writers and readers go on meanwhile.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from ticketforge_desktop.domain.errors import StorageTrouble
from ticketforge_desktop.storage.cipher import LONGEST_LOG, Connection, Vault
from ticketforge_desktop.storage.errors import DRIVER_ERRORS

# Idle so long, and the log is written back. A queue at a door pauses for less.
IDLE_SECONDS: Final = 2.0
_LOOK_SECONDS: Final = 0.5


class IdleCheckpoint:
    """Decides when to checkpoint a file, and does it. Used by the writer's thread alone.

    Args:
        alone: a block in which nobody writes; taken only for the last stretch of a log that grew too long.
    """

    def __init__(
        self,
        vault: Vault,
        alone: Callable[[], AbstractContextManager[object]],
        idle_seconds: float = IDLE_SECONDS,
        longest_log: int = LONGEST_LOG,
    ) -> None:
        self._vault = vault
        self._alone = alone
        self._log = Path(f"{vault.path}-wal")
        self._longest = longest_log
        self._connection: Connection | None = None
        self._done_at = 0.0
        self._idle = idle_seconds
        self.pause: Final = min(idle_seconds, _LOOK_SECONDS)

    def done_since(self, last_write: float) -> bool:
        """Whether everything up to `last_write` (monotonic seconds) is written back."""
        return self._done_at >= last_write

    def consider(self, last_write: float) -> bool:
        """Checkpoint if the file has been idle long enough or the log is too long; whether it was done."""
        started = time.monotonic()
        if self.done_since(last_write):
            return False
        too_long = self._log_is_long()
        if started - last_write < self._idle and not too_long:
            return False
        try:
            whole = self._run()
            if too_long:
                # A log is begun anew only when it is whole in the file at the moment somebody begins to write. Where
                # writing never pauses that moment has to be made; little is left to do, so the writers wait briefly.
                with self._alone():
                    whole = self._run()
        except (*DRIVER_ERRORS, StorageTrouble):
            return False  # nothing is lost: the log keeps everything, and the next pause tries again
        # If somebody still reads an old state, the rest waits for the next write, not for a busy loop.
        self._done_at = started if whole else last_write
        return True

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            with contextlib.suppress(*DRIVER_ERRORS):
                self._connection.close()
            self._connection = None

    def _run(self) -> bool:
        """Write back what readers allow; whether that was everything."""
        if self._connection is None:
            self._connection = self._vault.connect()
        busy, in_log, written = self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        return not busy and in_log == written

    def _log_is_long(self) -> bool:
        try:
            return self._log.stat().st_size > self._longest
        except OSError:
            return False
