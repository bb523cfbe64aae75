"""A device file that speaks both ways, such as `/dev/usb/lp0`."""

from __future__ import annotations

import contextlib
import os
import select
import time

from ticketforge_desktop.devices.printing.transports.trouble import unreachable
from ticketforge_desktop.domain.errors import PrinterUnreachable

CHUNK = 4096


class DeviceLine:
    """Opened for reading and writing without blocking; waits by `poll`, so that a stopped printer is noticed.

    A device that can only be written is opened so; it then says nothing.
    """

    def __init__(self, path: str, *, patience: float = 20.0) -> None:
        self._path = path
        self._patience = patience
        self._hears = True
        flags = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
        try:
            try:
                self._handle = os.open(path, os.O_RDWR | flags)
            except PermissionError:
                self._handle = os.open(path, os.O_WRONLY | flags)
                self._hears = False
        except OSError as trouble:
            raise self._trouble(trouble, 0, begun=False) from trouble

    def write(self, data: bytes) -> None:
        sent = 0
        view = memoryview(data)
        end = time.monotonic() + self._patience
        try:
            while sent < len(data):
                if not self._wait(select.POLLOUT, end - time.monotonic()):
                    raise TimeoutError(0, f"it took nothing for {self._patience:g} s")
                with contextlib.suppress(BlockingIOError):
                    sent += os.write(self._handle, view[sent : sent + CHUNK])
                    end = time.monotonic() + self._patience
        except OSError as trouble:
            raise self._trouble(trouble, sent, begun=sent > 0) from trouble

    def read(self, limit: int, patience: float) -> bytes:
        end = time.monotonic() + patience
        while self._hears:
            try:
                if not self._wait(select.POLLIN, end - time.monotonic()):
                    return b""
                got = os.read(self._handle, limit)
            except BlockingIOError:
                got = b""
            except OSError as trouble:
                raise self._trouble(trouble, 0, begun=True) from trouble
            if got:
                return got
            # usblp calls itself readable and gives nothing while the printer has nothing to say.
            if (left := end - time.monotonic()) <= 0:
                return b""
            time.sleep(min(0.02, left))
        time.sleep(max(0.0, patience))
        return b""

    def drain(self) -> bytes:
        stale = bytearray()
        with contextlib.suppress(OSError):
            while self._hears and len(stale) < 1 << 20 and (part := os.read(self._handle, 4096)):
                stale += part
        return bytes(stale)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._handle)

    def _wait(self, for_what: int, patience: float) -> bool:
        poll = select.poll()
        poll.register(self._handle, for_what)
        found = poll.poll(max(0.0, patience) * 1000)
        if found and found[0][1] & (select.POLLERR | select.POLLHUP | select.POLLNVAL):
            raise OSError(0, "the printer is gone")
        return bool(found)

    def _trouble(self, trouble: OSError, sent: int, *, begun: bool) -> PrinterUnreachable:
        reason = (trouble.strerror or "it can't be opened").lower()
        next_step = (
            "Check paper and cover of the printer, then say what became of the last ticket."
            if begun
            else "Check the cable, the path, and that this user may write to it (on Linux: group lp)."
        )
        return unreachable(f"device {self._path}", reason, next_step, begun=begun, sent=sent)
