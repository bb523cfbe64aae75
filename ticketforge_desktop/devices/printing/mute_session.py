"""A run on a printer that can't be asked."""

from __future__ import annotations

from ticketforge_desktop.devices.printing.profiles import dressed, settings_of
from ticketforge_desktop.devices.printing.sessions import BROKE_EARLY, Open, failed
from ticketforge_desktop.domain.errors import PrinterUnreachable
from ticketforge_desktop.services.ports.printers import Condition, Delivery, Line, PrinterSetup, PrinterState
from ticketforge_desktop.services.ports.printing import PrintState


class MuteSession:
    """`Session` with a printer that can't be asked: what was taken counts as printed, and is told as not confirmed."""

    def __init__(self, setup: PrinterSetup, open_line: Open) -> None:
        self._setup = setup
        self._open = open_line
        self._line: Line | None = None
        self._opened_with = b""

    def deliver(self, data: bytes, opening: bytes = b"") -> Delivery:
        opening = settings_of(self._setup) + opening
        try:
            line = self._connected()
        except PrinterUnreachable as trouble:
            return failed(Condition.OFFLINE, trouble.message)
        try:
            if opening and self._opened_with != opening:
                line.write(opening)
                self._opened_with = opening
        except PrinterUnreachable as trouble:
            self.close()
            return failed(Condition.OFFLINE, BROKE_EARLY, trouble.message)
        try:
            line.write(dressed(self._setup, data))
        except PrinterUnreachable as trouble:
            self.close()
            if not trouble.facts.get("begun", True):
                return failed(Condition.OFFLINE, trouble.message)
            return Delivery(PrintState.IN_DOUBT, False, Condition.OFFLINE, trouble.message)
        return Delivery(PrintState.PRINTED, False, Condition.UNKNOWN)

    def state(self) -> PrinterState:
        """Whether it is there at all; more can't be known."""
        try:
            self._connected()
        except PrinterUnreachable as trouble:
            return PrinterState((Condition.OFFLINE,), speaks=False, detail=trouble.message)
        return PrinterState((Condition.UNKNOWN,), speaks=False)

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
        self._opened_with = b""

    def _connected(self) -> Line:
        """The line; a new one where the printer closed or broke it while nothing was under way."""
        if self._line is not None:
            try:
                self._line.drain()
                self._line.read(1, 0.0)
            except PrinterUnreachable:
                self.close()
        if self._line is None:
            self._line = self._open()
        return self._line
