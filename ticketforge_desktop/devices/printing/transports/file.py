"""A file as a printer: each job is added to its end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ticketforge_desktop.devices.printing.transports.trouble import unreachable


class FileLine:
    """Adds each job to the end of the file, takes everything and says nothing.

    A plain file is forced to the disk before `write` returns.
    """

    def __init__(self, path: str) -> None:
        self._path = Path(path)

    def write(self, data: bytes) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
        try:
            handle = os.open(self._path, flags, 0o600)
        except OSError as trouble:
            raise self._trouble(trouble, 0, begun=False) from trouble
        sent = 0
        try:
            plain = stat.S_ISREG(os.fstat(handle).st_mode)
            start = os.fstat(handle).st_size if plain else 0
            view = memoryview(data)
            try:
                while sent < len(data):
                    sent += os.write(handle, view[sent:])
                if plain:
                    os.fsync(handle)
            except OSError as trouble:
                if plain:
                    # A plain file can be put back as it was; what a device got, it got.
                    os.ftruncate(handle, start)
                raise self._trouble(trouble, sent, begun=not plain) from trouble
        finally:
            os.close(handle)

    def read(self, limit: int, patience: float) -> bytes:
        return b""

    def drain(self) -> bytes:
        return b""

    def close(self) -> None:
        """Nothing is held between two jobs."""

    def _trouble(self, trouble: OSError, sent: int, *, begun: bool) -> Exception:
        reason = trouble.strerror or "it can't be written"
        next_step = "Check the path, the rights on it, and that the disk has room."
        return unreachable(f"file {self._path}", reason.lower(), next_step, begun=begun, sent=sent)
