"""A printer on the network, raw port 9100: one connection for a run, and what it says is read."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import sys
import time
from dataclasses import dataclass

from ticketforge_desktop.devices.printing.transports.trouble import unreachable
from ticketforge_desktop.domain.errors import PrinterUnreachable


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait: for a connection, for the printer to take more bytes, and for it to close behind us."""

    connect: float = 5.0
    send: float = 20.0
    close: float = 2.0


class TcpLine:
    """An open connection.

    A printer that runs out of paper stops reading: the bytes pile up until nothing more is taken for `send` seconds,
    which is an error with `begun`. A printer that closes its own half has nothing more to say, but may go on reading;
    only `read` complains of that.
    """

    def __init__(self, host: str, port: int, patience: Patience | None = None) -> None:
        self._place = f"{host}:{port}"
        self._patience = patience or Patience()
        self._ended = False
        self._broke: OSError | None = None
        try:
            self._line = socket.create_connection((host, port), timeout=self._patience.connect)
        except (OSError, UnicodeError) as trouble:
            raise self._trouble(trouble, 0, begun=False) from trouble
        with contextlib.suppress(OSError):
            self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def write(self, data: bytes) -> None:
        sent = 0
        if self._broke is not None:
            raise self._trouble(self._broke, 0, begun=False) from self._broke
        try:
            self._line.settimeout(self._patience.send)
            view = memoryview(data)
            while sent < len(data):
                sent += self._line.send(view[sent:])
            self._await_taken()
        except OSError as trouble:
            # What the system did not take can't have left; what it took may be anywhere.
            raise self._trouble(trouble, sent, begun=sent > 0) from trouble

    def read(self, limit: int, patience: float) -> bytes:
        if self._broke is not None:
            raise self._trouble(self._broke, 0, begun=True) from self._broke
        if self._ended:
            raise self._closed()
        try:
            self._line.settimeout(max(patience, 0.001))
            got = self._line.recv(limit)
        except TimeoutError:
            return b""
        except OSError as trouble:
            raise self._trouble(trouble, 0, begun=True) from trouble
        if not got:
            self._ended = True
            raise self._closed()
        return got

    def drain(self) -> bytes:
        stale = bytearray()
        try:
            self._line.setblocking(False)
            while not self._ended and len(stale) < 1 << 20:
                part = self._line.recv(4096)
                self._ended = not part
                stale += part
        except BlockingIOError:
            pass
        except OSError as trouble:
            self._broke = trouble  # told once by the system; `read` and `write` tell it
        return bytes(stale)

    def close(self) -> None:
        """Closing over bytes nobody read would send a reset, on which a printer throws away what it has not printed."""
        with contextlib.suppress(OSError):
            self._line.settimeout(self._patience.close)
            self._line.shutdown(socket.SHUT_WR)
            self._await_close()
        self._line.close()

    def _await_taken(self) -> None:
        """Until the other side has all bytes, where the system tells (Linux): in our own buffer nothing is printed.

        A printer that had closed the connection altogether answers bytes with a reset.
        """
        end, pause = time.monotonic() + self._patience.send, 0.0001
        while True:
            left = _untaken(self._line)
            broke = self._line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if broke:
                raise OSError(broke, os.strerror(broke))
            if not left:
                return
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(pause)
            pause = min(2 * pause, 0.005)

    def _await_close(self) -> None:
        """Read what the printer still says until it closes, for a bounded time."""
        end = time.monotonic() + self._patience.close
        while not self._ended and (left := end - time.monotonic()) > 0:
            self._line.settimeout(left)
            self._ended = not self._line.recv(4096)

    def _closed(self) -> PrinterUnreachable:
        look = "Look at the printer, then say what became of the last ticket."
        return unreachable(self._place, "it closed the line", look, begun=True)

    def _trouble(self, trouble: OSError | UnicodeError, sent: int, *, begun: bool) -> PrinterUnreachable:
        reason, next_step = _words(trouble, self._patience, begun=begun)
        return unreachable(self._place, reason, next_step, begun=begun, sent=sent)


class TcpTransport:
    """One connection a job, for printers that are given whole jobs.

    After the last byte our half is closed and the printer gets `close` seconds to close its own; a reset in that time
    means it threw the job away, silence means nothing (many keep the line open).
    """

    def __init__(self, host: str, port: int, patience: Patience | None = None) -> None:
        self._host, self._port, self._patience = host, port, patience or Patience()

    def send(self, data: bytes) -> None:
        line = TcpLine(self._host, self._port, self._patience)
        try:
            line.write(data)
            line._line.shutdown(socket.SHUT_WR)
            with contextlib.suppress(TimeoutError):
                line._await_close()
        except OSError as trouble:
            raise line._trouble(trouble, len(data), begun=True) from trouble
        finally:
            line._line.close()


def _untaken(line: socket.socket) -> int:
    """Bytes the other side has not acknowledged yet; 0 where the system does not tell."""
    if not sys.platform.startswith("linux"):
        return 0
    import fcntl
    import termios

    try:
        return int(struct.unpack("i", fcntl.ioctl(line.fileno(), termios.TIOCOUTQ, bytes(4)))[0])
    except OSError:
        return 0


def _words(trouble: OSError | UnicodeError, patience: Patience, *, begun: bool) -> tuple[str, str]:
    """Reason and next step."""
    if isinstance(trouble, TimeoutError):
        if begun:
            step = "Check paper, ribbon and cover of the printer, and that it is not paused."
            return f"it took nothing for {patience.send:g} s", step
        return "no answer", "Check that the printer is on and in this network, and its address."
    if isinstance(trouble, ConnectionRefusedError):
        return "it refuses the connection", "Check the port, and that no other program holds the printer."
    if isinstance(trouble, socket.gaierror | UnicodeError):
        return "its name is not known in this network", "Check the name, or use the printer's IP address."
    if isinstance(trouble, ConnectionError):
        return "it broke the connection", "Look at the printer, then say what became of the last ticket."
    return (trouble.strerror or "no connection").lower(), "Check the network cable or the wireless network."
