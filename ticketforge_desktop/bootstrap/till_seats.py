"""Seats on their way into a sale: got from the store for a basket, and given back when it comes to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.services.ports.seats import SeatState
from ticketforge_desktop.services.seat_plan import set_aside

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.seats import DeskSeats
    from ticketforge_desktop.services.seat_plan import SeatPlan
    from ticketforge_desktop.storage.profile import Profile

_OWNER: Final = "basket:"


class BasketSeats:
    """A basket's seats are leased under its name; what a till leases for its stock is another matter, and stays."""

    def __init__(self, seating: DeskSeats, profile: Profile) -> None:
        self._seating, self._profile = seating, profile

    def plan(self, event_id: str, *, look: bool) -> SeatPlan | None:
        """See `TillPage.seats`."""
        plan = self._seating.look(event_id) if look else self._seating.plan(event_id)
        return None if plan is None else set_aside(plan, self._parked(event_id))

    def lease(self, event_id: str, seats: Sequence[str], sale_id: str) -> None:
        """See `TillPage.lease_seats`."""
        self._seating.seats.lease(event_id, seats, _OWNER + sale_id)

    def free(self, event_id: str, seats: Sequence[str]) -> int:
        """See `TillPage.free_seats`."""
        wanted = set(seats) - self._parked(event_id)
        idle = [
            row.seat_id
            for row in self._profile.seating.rows.rows(event_id)
            if row.seat_id in wanted and row.ours and row.state is SeatState.LEASED and row.owner.startswith(_OWNER)
        ]
        if idle:
            self._seating.seats.release(event_id, idle)
        return len(idle)

    def _parked(self, event_id: str) -> set[str]:
        """Seats of baskets that were put aside."""
        lines = (line for parked in self._profile.parked.parked() for line in parked.basket.lines)
        return {seat for line in lines if line.event_id == event_id for seat in line.seats}
