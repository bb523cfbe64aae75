"""A printer on a serial line (or a USB adapter that is one)."""

from __future__ import annotations

import contextlib

import serial

from ticketforge_desktop.devices.printing.transports.trouble import unreachable
from ticketforge_desktop.domain.errors import PrinterUnreachable

CHUNK = 256
"""Bytes written at once: with flow control, a stopped printer is noticed within one chunk."""


class SerialLine:
    """The line, opened alone (nobody else may hold it), 8 bits, no parity, one stop bit.

    With flow control a printer that stops taking bytes for `patience` seconds is an error with `begun`. With XON/XOFF
    the system takes those two bytes out of what the printer says; its language must not wait for them then.
    """

    def __init__(self, path: str, *, baud: int = 9600, flow: str = "none", patience: float = 20.0) -> None:
        self._path = path
        self._patience = patience
        try:
            self._line = serial.Serial(
                path,
                baud,
                timeout=0,
                write_timeout=patience,
                xonxoff=flow == "xonxoff",
                rtscts=flow == "rtscts",
                exclusive=True,
            )
        except (serial.SerialException, OSError, ValueError) as trouble:
            raise self._trouble(str(trouble), 0, begun=False) from trouble

    def write(self, data: bytes) -> None:
        sent = 0
        try:
            while sent < len(data):
                sent += self._line.write(data[sent : sent + CHUNK]) or 0
            self._line.flush()
        except serial.SerialTimeoutException as trouble:
            raise self._trouble(f"it took nothing for {self._patience:g} s", sent, begun=True) from trouble
        except (serial.SerialException, OSError) as trouble:
            # An adapter that is pulled out shows as either.
            raise self._trouble("the line broke", sent, begun=True) from trouble

    def read(self, limit: int, patience: float) -> bytes:
        try:
            self._line.timeout = max(patience, 0.0)
            first = self._line.read(1)
            return bytes(first) + bytes(self._line.read(min(self._line.in_waiting, limit - 1))) if first else b""
        except (serial.SerialException, OSError, TypeError) as trouble:
            raise self._trouble("the line broke", 0, begun=True) from trouble

    def drain(self) -> bytes:
        with contextlib.suppress(serial.SerialException, OSError, TypeError):
            self._line.timeout = 0
            return bytes(self._line.read(self._line.in_waiting))
        return b""

    def close(self) -> None:
        with contextlib.suppress(serial.SerialException, OSError):
            self._line.close()

    def _trouble(self, reason: str, sent: int, *, begun: bool) -> PrinterUnreachable:
        next_step = (
            "Check paper and cover of the printer, then say what became of the last ticket."
            if begun
            else "Check the cable, the path of the line, and that no other program holds it."
        )
        return unreachable(f"serial {self._path}", reason, next_step, begun=begun, sent=sent)
