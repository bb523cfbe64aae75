"""A strict printer on a loopback socket, with orders for what goes wrong.

    with PrinterServer(FglPrinter(1118, 406)) as server:
        server.order(3, "jam")
        ...  # print to server.address
        server.mend()

Orders by the number of a ticket, counted from 1 over the printer's life: `jam`, `paper_out`, `cover`, `cutter`,
`silence` (printed, and mute from then on), `garbage` (printed, and answered with what no printer says), `reset` (the
printer dies in the middle of the ticket: the connection is reset, what it held is gone). `swap` puts another printer in
its place. One computer is served at a time, as on such printers' port 9100; others wait.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from types import TracebackType

from tests.oracles.printer_base import FAULTS, StrictPrinter

GARBAGE = b"\x7f\xfeHTTP/1.0 400\r\n"
_MIDDLE = 64
"""Bytes of a ticket that arrive before a reset."""


class PrinterServer:
    """Serves one printer until it is left."""

    def __init__(self, printer: StrictPrinter) -> None:
        self.printer = printer
        self.connections = 0
        self._lock = threading.RLock()
        self._peer: socket.socket | None = None
        self._resets: set[int] = set()
        self._garbage: set[int] = set()
        self._since = 0  # bytes since the last ticket
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, name="printer", daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def address(self) -> str:
        """As printers are set up with."""
        return f"tcp://127.0.0.1:{self.port}"

    def __enter__(self) -> PrinterServer:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        # Closing alone does not wake a thread that waits for a connection.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.drop()
        self._thread.join(timeout=10)
        assert not self._thread.is_alive(), "the printer's thread did not end"

    def order(self, ticket: int, fault: str) -> None:
        """What is to happen to a ticket."""
        assert fault in FAULTS, fault
        with self._lock:
            if fault == "reset":
                self._resets.add(ticket)
            elif fault == "garbage":
                self._garbage.add(ticket)
            else:
                self.printer.orders[ticket] = fault

    def mend(self) -> None:
        """A person puts the printer right."""
        with self._lock:
            self._say(self.printer.mend())

    def swap(self, serial: str) -> None:
        """Another printer of the same kind stands there now; the old one was unplugged."""
        with self._lock:
            self.printer.power_cycle()
            self.printer.serial = serial
        self.drop()

    def drop(self) -> None:
        """Reset the connection, as a printer does that lost its power."""
        with self._lock:
            peer, self._peer = self._peer, None
            if peer is not None:
                with contextlib.suppress(OSError):
                    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                with contextlib.suppress(OSError):
                    peer.shutdown(socket.SHUT_RD)
                peer.close()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self._peer = peer
                self.connections += 1
            self._listen(peer)

    def _listen(self, peer: socket.socket) -> None:
        while True:
            try:
                data = peer.recv(65536)
            except OSError:
                data = b""
            with self._lock:
                if not data or self._peer is not peer:
                    break
                self._take(data)
        with self._lock:
            if self._peer is peer:
                self._peer = None
            peer.close()

    def _take(self, data: bytes) -> None:
        """In small pieces, so that a ticket may be cut at any byte."""
        while data and self._peer is not None:
            number = self.printer.begun + 1
            if number in self._resets and self._since >= _MIDDLE:
                self._resets.discard(number)
                self._since = 0
                self.printer.power_cycle()
                self.drop()
                return
            piece, data = data[:_MIDDLE], data[_MIDDLE:]
            said = self.printer.feed(piece)
            self._since += len(piece)
            if self.printer.begun >= number:
                self._since = 0
                if number in self._garbage:
                    said = GARBAGE
            self._say(said)

    def _say(self, said: bytes) -> None:
        if said and self._peer is not None:
            try:
                self._peer.sendall(said)
            except OSError:
                self._peer = None
