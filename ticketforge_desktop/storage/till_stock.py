"""Leases, holds and the waiting list of one profile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ticketforge_desktop.storage.file import OpenFile
from ticketforge_desktop.storage.holds import HoldsFile, SeatSteps
from ticketforge_desktop.storage.lease_terms import LeaseTermsOfMirror
from ticketforge_desktop.storage.leases import LeasesFile
from ticketforge_desktop.storage.outbox import OutboxFile
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.waiting import WaitingFile


class TillStock:
    """What this station may sell without asking the store."""

    def __init__(
        self,
        station: OpenFile,
        mirror: Readers,
        outbox: OutboxFile,
        seats: SeatSteps,
        station_id: str,
        now: Callable[[], datetime],
    ) -> None:
        writer, readers = station.writer(), station.readers
        self.leases = LeasesFile(writer, readers, outbox, station_id, now)
        self.holds = HoldsFile(writer, readers, seats, station_id, now)
        self.waiting = WaitingFile(writer, readers, now)
        self.terms = LeaseTermsOfMirror(mirror)
