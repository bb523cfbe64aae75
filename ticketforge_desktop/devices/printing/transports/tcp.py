"""A printer on the network, raw port 9100."""

from __future__ import annotations

import contextlib
import socket
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


class TcpTransport:
    """Each job has a connection of its own.

    A printer that runs out of paper stops reading: the bytes pile up until nothing more is taken for `send` seconds,
    which is an error with `begun`. After the last byte our half is closed and the printer gets `close` seconds to
    close its own; a reset in that time means it threw the job away, silence means nothing (many keep the line open).
    """

    def __init__(self, host: str, port: int, patience: Patience | None = None) -> None:
        self._host = host
        self._port = port
        self._patience = patience or Patience()

    def send(self, data: bytes) -> None:
        try:
            line = socket.create_connection((self._host, self._port), timeout=self._patience.connect)
        except (OSError, UnicodeError) as trouble:
            raise self._trouble(trouble, 0, begun=False) from trouble
        with line:
            sent = 0
            try:
                with contextlib.suppress(OSError):
                    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                line.settimeout(self._patience.send)
                view = memoryview(data)
                while sent < len(data):
                    sent += line.send(view[sent:])
                line.shutdown(socket.SHUT_WR)
                self._await_close(line)
            except OSError as trouble:
                # What the system did not take can't have left; what it took may be anywhere.
                raise self._trouble(trouble, sent, begun=sent > 0) from trouble

    def _await_close(self, line: socket.socket) -> None:
        """Read what the printer still says until it closes, for a bounded time."""
        end = time.monotonic() + self._patience.close
        while (left := end - time.monotonic()) > 0:
            line.settimeout(left)
            try:
                if not line.recv(4096):
                    return
            except TimeoutError:
                return

    def _trouble(self, trouble: OSError | UnicodeError, sent: int, *, begun: bool) -> PrinterUnreachable:
        place = f"{self._host}:{self._port}"
        if isinstance(trouble, TimeoutError):
            reason = f"it took nothing for {self._patience.send:g} s" if begun else "no answer"
            next_step = (
                "Check paper, ribbon and cover of the printer, and that it is not paused."
                if begun
                else "Check that the printer is on and in this network, and its address."
            )
        elif isinstance(trouble, ConnectionRefusedError):
            reason, next_step = (
                "it refuses the connection",
                "Check the port, and that no other program holds the printer.",
            )
        elif isinstance(trouble, socket.gaierror | UnicodeError):
            reason, next_step = (
                "its name is not known in this network",
                "Check the name, or use the printer's IP address.",
            )
        elif isinstance(trouble, ConnectionError):
            reason, next_step = (
                "it broke the connection",
                "Look at the printer, then say what became of the last ticket.",
            )
        else:
            reason = (trouble.strerror or "no connection").lower()
            next_step = "Check the network cable or the wireless network."
        return unreachable(place, reason, next_step, begun=begun, sent=sent)
