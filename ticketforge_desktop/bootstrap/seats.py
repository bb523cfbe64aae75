"""Seats of one desk: choosing and keeping them, and the maps they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ticketforge_desktop.domain.errors import Conflict, ConnectionTrouble
from ticketforge_desktop.domain.folding import fold
from ticketforge_desktop.services.ports.mirror import EventFilter, Sort
from ticketforge_desktop.services.seat_maps import SeatMapDesk, Shared
from ticketforge_desktop.services.seats import Halls, SeatRoom, Seats

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.domain.seating.checks import Fault
    from ticketforge_desktop.domain.seating.csv_map import ReadCsv
    from ticketforge_desktop.domain.seating.places import SeatMap
    from ticketforge_desktop.services.ports.seats import SeatMapRow
    from ticketforge_desktop.services.seat_plan import SeatPlan
    from ticketforge_desktop.services.views import EventRow
    from ticketforge_desktop.storage.profile import Profile


class DeskSeats:
    """`SeatPage`, and the services behind it. Every method may be called on any thread."""

    def __init__(self, desk: Desk, profile: Profile) -> None:
        self._desk, self._files = desk, profile.seating
        self._halls: Halls = {}

    @property
    def seats(self) -> Seats:
        """Choosing, leasing, selling, holding."""
        desk, files = self._desk, self._files
        station = desk.station.station_id(), desk.station.station_name()
        room = SeatRoom(files.maps, files.rows, desk.queries, desk.store, station, files.orders)
        return Seats(room, desk.staff, self._halls)

    @property
    def desk(self) -> SeatMapDesk:
        """Maps."""
        return SeatMapDesk(self._files.maps, self._files.rows, self._events_of, self._desk.staff)

    def plan(self, event_id: str) -> SeatPlan | None:
        """See `SeatPage`."""
        return self.seats.plan(event_id)

    def look(self, event_id: str) -> SeatPlan | None:
        """See `SeatPage`."""
        try:
            if self.seats.plan(event_id) is not None:
                self.seats.refresh(event_id)
        except ConnectionTrouble:
            pass  # what is known here is shown; the status bar says that nobody answers
        return self.seats.plan(event_id)

    def offline(self) -> bool:
        """See `SeatPage`."""
        return self._desk.stores.offline_since() is not None

    def events(self, venue: str = "") -> Sequence[EventRow]:
        """See `SeatPage`."""
        rows = self._desk.queries.events(EventFilter(span="upcoming"), Sort("starts_at")).page(0, 500)
        return [row for row in rows if not venue or fold(row.venue) == fold(venue)]

    def venues(self) -> Sequence[str]:
        """See `SeatPage`."""
        return sorted({row.venue for row in self.events() if row.venue})

    def maps(self) -> Sequence[SeatMapRow]:
        """See `SeatPage`."""
        return self.desk.maps()

    def map(self, map_id: str) -> SeatMap:
        """See `SeatPage`."""
        return self.desk.map(map_id)

    def check(self, drawn: SeatMap) -> Sequence[Fault]:
        """See `SeatPage`."""
        return self.desk.check(drawn)

    def save(self, drawn: SeatMap, upon: int | None) -> SeatMap:
        """See `SeatPage`."""
        return self.desk.save(drawn, upon=upon)

    def read(self, text: str, venue: str) -> ReadCsv:
        """See `SeatPage`."""
        return self.desk.read(text, venue)

    def lease(self, event_id: str, seats: Sequence[str]) -> SeatPlan | None:
        """See `SeatPage`."""
        self.seats.lease(event_id, seats, "till")
        return self.seats.plan(event_id)

    def release(self, event_id: str, seats: Sequence[str]) -> SeatPlan | None:
        """See `SeatPage`."""
        self.seats.release(event_id, seats)
        return self.seats.plan(event_id)

    def share(self) -> Shared:
        """Exchange maps with the other stations. Raises `ConnectionTrouble`."""
        return self.desk.share(self._desk.store())

    def beside_sync(self) -> None:
        """Maps go along with a sync; trouble waits for the next one."""
        try:
            self.share()
        except (ConnectionTrouble, Conflict):
            return

    def _events_of(self, venue: str) -> Sequence[str]:
        rows = self._desk.queries.events(EventFilter(span="all"), Sort("starts_at"))
        found = rows.page(0, len(rows)) if len(rows) else ()
        return [row.event_id for row in found if fold(row.venue) == fold(venue)]
