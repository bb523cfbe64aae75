"""A printer on a serial line (or a USB adapter that is one)."""

from __future__ import annotations

import serial

from ticketforge_desktop.devices.printing.transports.trouble import unreachable
from ticketforge_desktop.domain.errors import PrinterUnreachable

CHUNK = 256
"""Bytes written at once: with flow control, a stopped printer is noticed within one chunk."""


class SerialTransport:
    """Opens the line for each job, alone (nobody else may hold it), 8 bits, no parity, one stop bit.

    With flow control a printer that stops taking bytes for `patience` seconds is an error with `begun`.
    """

    def __init__(self, path: str, *, baud: int = 9600, flow: str = "none", patience: float = 20.0) -> None:
        self._path = path
        self._baud = baud
        self._flow = flow
        self._patience = patience

    def send(self, data: bytes) -> None:
        try:
            line = serial.Serial(
                self._path,
                self._baud,
                timeout=0,
                write_timeout=self._patience,
                xonxoff=self._flow == "xonxoff",
                rtscts=self._flow == "rtscts",
                exclusive=True,
            )
        except (serial.SerialException, OSError, ValueError) as trouble:
            raise self._trouble(str(trouble), 0, begun=False) from trouble
        sent = 0
        try:
            while sent < len(data):
                sent += line.write(data[sent : sent + CHUNK]) or 0
            line.flush()
        except serial.SerialTimeoutException as trouble:
            reason = f"it took nothing for {self._patience:g} s"
            raise self._trouble(reason, sent, begun=True) from trouble
        except (serial.SerialException, OSError) as trouble:
            # An adapter that is pulled out shows as either.
            raise self._trouble("the line broke", sent, begun=True) from trouble
        finally:
            line.close()

    def _trouble(self, reason: str, sent: int, *, begun: bool) -> PrinterUnreachable:
        next_step = (
            "Check paper and cover of the printer, then say what became of the last ticket."
            if begun
            else "Check the cable, the path of the line, and that no other program holds it."
        )
        return unreachable(f"serial {self._path}", reason, next_step, begun=begun, sent=sent)
