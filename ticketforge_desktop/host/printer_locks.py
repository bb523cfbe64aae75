"""A lock a printer: whoever holds it sends there, and the system takes it from a process that dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from ticketforge_desktop.domain.errors import Conflict, SyncRunning
from ticketforge_desktop.host.locks import FileLock


class PrinterLocks:
    """The printers of one profile, between its processes and between the threads of one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def __call__(self, printer: str) -> Iterator[None]:
        """Hold a printer for the block. Raises `Conflict`: another window or command prints there."""
        name = blake2b(printer.encode(), digest_size=8, person=b"tf-printer").hexdigest()
        # A lock of its own each time: the system keeps two of one process apart as it does two processes.
        lock, held = FileLock(self._folder / f"printer-{name}.lock"), False
        try:
            with lock.hold():
                held = True
                yield
        except SyncRunning as busy:
            if held:
                raise
            raise Conflict(
                f"Another window or command is printing on {printer}.",
                printer=printer,
                next_step="Wait until it is done, or pause its run: `print run pause RUN`.",
            ) from busy
