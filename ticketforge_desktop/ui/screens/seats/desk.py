"""What the seat maps' page gets of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ticketforge_desktop.domain.seating.checks import Fault
    from ticketforge_desktop.domain.seating.csv_map import ReadCsv
    from ticketforge_desktop.domain.seating.places import SeatMap
    from ticketforge_desktop.services.ports.seats import SeatMapRow
    from ticketforge_desktop.services.seat_plan import SeatPlan
    from ticketforge_desktop.services.views import EventRow


class SeatPage(Protocol):
    """All of it may take a while: for the runner."""

    def maps(self) -> Sequence[SeatMapRow]:
        """By venue."""
        ...

    def map(self, map_id: str) -> SeatMap:
        """Raises `BadInput`."""
        ...

    def check(self, drawn: SeatMap) -> Sequence[Fault]:
        """What is wrong with a map."""
        ...

    def save(self, drawn: SeatMap, upon: int | None) -> SeatMap:
        """Keep a map. Raises as `SeatMapDesk.save`."""
        ...

    def read(self, text: str, venue: str) -> ReadCsv:
        """A table as a map, not yet kept. Raises `BadInput`."""
        ...

    def venues(self) -> Sequence[str]:
        """Of events to come."""
        ...

    def events(self, venue: str = "") -> Sequence[EventRow]:
        """Events to come, of a venue or of all."""
        ...

    def plan(self, event_id: str) -> SeatPlan | None:
        """An event's hall as it is known here; None where it has no seats."""
        ...

    def look(self, event_id: str) -> SeatPlan | None:
        """The same after a look at the store, where that answers."""
        ...

    def offline(self) -> bool:
        """Whether the store does not answer."""
        ...

    def lease(self, event_id: str, seats: Sequence[str]) -> SeatPlan | None:
        """Get seats from the store for this till. Raises as `Seats.lease`."""
        ...

    def release(self, event_id: str, seats: Sequence[str]) -> SeatPlan | None:
        """Give leased seats back. Raises as `Seats.release`."""
        ...
