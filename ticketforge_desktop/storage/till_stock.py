"""Leases, holds and the waiting list of one profile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from ticketforge_desktop.storage.file import OpenFile
from ticketforge_desktop.storage.holds import HoldsFile, SeatSteps
from ticketforge_desktop.storage.idle_seats import IdleSeats, SeatReturns
from ticketforge_desktop.storage.lease_terms import LeaseTermsOfMirror
from ticketforge_desktop.storage.leases import LeasesFile
from ticketforge_desktop.storage.outbox import OutboxFile
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.waiting import WaitingFile


class Seats(SeatSteps, SeatReturns, Protocol):
    """Of `storage.seats.SeatRows`."""


class TillStock:
    """What this station may sell without asking the store."""

    def __init__(
        self,
        station: OpenFile,
        mirror: Readers,
        outbox: OutboxFile,
        seats: Seats,
        station_id: str,
        now: Callable[[], datetime],
    ) -> None:
        writer, readers = station.writer(), station.readers
        self.leases = LeasesFile(writer, readers, outbox, station_id, now)
        self.holds = HoldsFile(writer, readers, seats, station_id, now)
        self.idle_seats = IdleSeats(writer, readers, seats, now)
        self.waiting = WaitingFile(writer, readers, now)
        self.terms = LeaseTermsOfMirror(mirror)
