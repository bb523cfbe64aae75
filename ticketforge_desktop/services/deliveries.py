"""Ways to a printer as sessions: what a plain transport can tell of one ticket, told as a session tells it."""

from __future__ import annotations

from typing import Final

from ticketforge_desktop.domain.errors import PrinterUnreachable
from ticketforge_desktop.services.ports.printers import Condition, Delivery, PrinterState, Session
from ticketforge_desktop.services.ports.printing import Acknowledging, PrintState, Transport

UNCONFIRMED: Final = "delivered; this printer does not report back"
DENIED: Final = "the printer did not confirm it"


class TransportSession:
    """`Session` over a transport that only carries bytes: each ticket is a job of its own, opening included."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._knows = b""

    def deliver(self, data: bytes, opening: bytes = b"") -> Delivery:
        """Opening and ticket go in one job, the opening until the printer has taken it once."""
        begins = b"" if opening == self._knows else opening
        confirms = isinstance(self._transport, Acknowledging)
        try:
            self._transport.send(begins + data)
            good = not isinstance(self._transport, Acknowledging) or self._transport.acknowledged()
        except PrinterUnreachable as trouble:
            self._knows = b""  # switched off meanwhile, it may have forgotten what it stored
            state = PrintState.IN_DOUBT if trouble.facts.get("begun", True) else PrintState.FAILED
            return Delivery(state, False, Condition.OFFLINE, trouble.message)
        if not good:
            self._knows = b""
            return Delivery(PrintState.IN_DOUBT, False, Condition.SILENT, DENIED)
        self._knows = opening
        return Delivery(PrintState.PRINTED, confirms, Condition.UNKNOWN, "" if confirms else UNCONFIRMED)

    def state(self) -> PrinterState:
        """It can't be asked."""
        return PrinterState((Condition.UNKNOWN,), speaks=False)

    def close(self) -> None:
        """Nothing stays open between jobs."""


def session_of(way: Transport | Session) -> Session:
    """A session as it is; a transport as a session."""
    return TransportSession(way) if isinstance(way, Transport) else way
