"""A lock a printer: whoever holds it sends there, and the system takes it from a process that dies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import blake2b
from pathlib import Path

from ticketforge_desktop.domain.errors import Conflict, SyncRunning
from ticketforge_desktop.host.locks import FileLock


class PrinterLocks:
    """The printers of one profile, between its processes and between the threads of one.

    Args:
        device_of: what stands behind a printer's name. It is held besides the name, so that two names or spellings of
            one device never send at once, and a name whose set-up is changed meanwhile stays held.
    """

    def __init__(self, folder: Path, device_of: Callable[[str], str] = lambda printer: printer) -> None:
        self._folder, self._device_of = folder, device_of

    @contextmanager
    def __call__(self, printer: str) -> Iterator[None]:
        """Hold a printer for the block. Raises `Conflict`: another window or command prints there."""
        held = False
        try:
            with ExitStack() as locks:
                for name in dict.fromkeys((printer, self._device_of(printer))):
                    locks.enter_context(self._lock(name).hold())
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

    def _lock(self, name: str) -> FileLock:
        """A lock of its own each time: the system keeps two of one process apart as it does two processes."""
        digest = blake2b(name.encode(), digest_size=8, person=b"tf-printer").hexdigest()
        return FileLock(self._folder / f"printer-{digest}.lock")
