"""What the till keeps in a profile: sales, shifts, leases, seats. A part of `profile.Profile`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from ticketforge_desktop.storage.sold_tickets import SoldTickets

if TYPE_CHECKING:
    from ticketforge_desktop.storage.file import OpenFile
    from ticketforge_desktop.storage.fiscal import FiscalRows
    from ticketforge_desktop.storage.outbox import OutboxFile
    from ticketforge_desktop.storage.parked import ParkedFile
    from ticketforge_desktop.storage.sales import SalesFile
    from ticketforge_desktop.storage.seats import SeatRows
    from ticketforge_desktop.storage.shifts import Shifts
    from ticketforge_desktop.storage.station_file import Station
    from ticketforge_desktop.storage.till_stock import TillStock


class TillFiles:
    """Everything is opened when it is first asked for."""

    _now: Callable[[], datetime]
    _station_file: OpenFile
    _mirror_file: OpenFile

    if TYPE_CHECKING:

        def _opened(self, file: OpenFile) -> OpenFile: ...

        @property
        def station(self) -> Station: ...

        @property
        def outbox(self) -> OutboxFile: ...

        @property
        def seats(self) -> SeatRows: ...

    @cached_property
    def till_stock(self) -> TillStock:
        """Leases, holds and the waiting list."""
        from ticketforge_desktop.storage.till_stock import TillStock

        station, mirror = self._opened(self._station_file), self._opened(self._mirror_file)
        return TillStock(station, mirror.readers, self.outbox, self.seats, self.station.station_id(), self._now)

    @cached_property
    def sales(self) -> SalesFile:
        """`TillFile`."""
        from ticketforge_desktop.storage.sales import SalesFile

        file, station_id = self._opened(self._station_file), self.station.station_id()
        return SalesFile(
            file.writer(),
            file.readers,
            self.outbox,
            station_id,
            self._now,
            self.seats.sell_for,
            self.seats.give_back_in,
            self.fiscal.book_in,
        )

    @cached_property
    def parked(self) -> ParkedFile:
        """`ParkedBaskets`."""
        from ticketforge_desktop.storage.parked import ParkedFile

        file = self._opened(self._station_file)
        return ParkedFile(file.writer(), file.readers, self._now)

    @cached_property
    def sold_tickets(self) -> SoldTickets:
        """What this till sold, whether or not the mirror holds it yet."""
        return SoldTickets(self._opened(self._station_file).readers, self._opened(self._mirror_file).readers)

    @cached_property
    def fiscal(self) -> FiscalRows:
        """`FiscalFile`, and `book_in` for transactions of the station file."""
        from ticketforge_desktop.storage.fiscal import FiscalRows

        file, station = self._opened(self._station_file), self.station
        wanted = lambda: station.setting("till.fiscal_device") not in (None, '"none"')  # noqa: E731
        return FiscalRows(file.writer(), file.readers, station.station_id(), self._now, wanted)

    @cached_property
    def shifts(self) -> Shifts:
        """`ShiftBook`."""
        from ticketforge_desktop.storage.shifts import Shifts

        file = self._opened(self._station_file)
        return Shifts(file.writer(), file.readers, self.station.station_id(), self.fiscal.book_in)
