"""An event's hall as it stands: the map, what its price zones are called by the event, and which seats are free."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ticketforge_desktop.domain.folding import fold
from ticketforge_desktop.domain.seating.best import Hall
from ticketforge_desktop.domain.seating.places import Area, SeatMap, parts_of
from ticketforge_desktop.services.ports.seats import SeatRow, SeatState
from ticketforge_desktop.services.views import CategoryRow, EventDetails

NO_ROW: Final = SeatRow("", SeatState.FREE, "", ours=False)


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """An event's hall as it stands.

    Attributes:
        hall: the map, its categories replaced by the event's own ids; "" where the event has no such category.
        states: seats that are not free, by name.
        categories: the event's, by id.
        standing: areas without seats; sold by number, not by seat.
    """

    event: EventDetails
    hall: Hall
    states: Mapping[str, SeatRow]
    categories: Mapping[str, CategoryRow]
    standing: tuple[Area, ...]

    def state(self, seat_id: str) -> SeatState:
        """How a seat stands."""
        row = self.states.get(seat_id)
        return row.state if row is not None else SeatState.FREE

    def free(self, *, ours_only: bool = False) -> frozenset[str]:
        """Seats that can be sold: leased ones, and unless `ours_only` those the store would have to give us."""
        ours = {seat for seat, row in self.states.items() if row.state is SeatState.LEASED}
        if ours_only:
            return frozenset(ours & self.hall.seats.keys())
        return frozenset((self.hall.seats.keys() - self.states.keys()) | (ours & self.hall.seats.keys()))

    def count(self, category_id: str, *, ours_only: bool = False) -> int:
        """How many of a category can be sold."""
        seats = self.hall.seats
        return sum(1 for seat_id in self.free(ours_only=ours_only) if seats[seat_id].category == category_id)


def set_aside(plan: SeatPlan, seats: Collection[str]) -> SeatPlan:
    """The hall while these seats lie in a basket: they are not chosen for anybody else."""
    taken = {
        seat_id: SeatRow(seat_id, SeatState.HELD, "basket", ours=True)
        for seat_id in seats
        if seat_id in plan.hall.seats and plan.state(seat_id) in (SeatState.FREE, SeatState.LEASED)
    }
    return replace(plan, states={**plan.states, **taken}) if taken else plan


def zones_of(categories: Sequence[CategoryRow], drawn: SeatMap) -> dict[str, str]:
    """The event's category for each price zone of a map: by id or name, however it is written; "" for none."""
    known: dict[str, str] = {}
    for category in categories:
        known.setdefault(fold(category.category_id), category.category_id)
    for category in categories:
        known.setdefault(fold(category.name), category.category_id)
    return {zone: known.get(fold(zone), "") for zone in drawn.categories()}


def with_zones(drawn: SeatMap, zones: Mapping[str, str]) -> SeatMap:
    """The map with other names of its price zones."""
    sections = tuple(
        replace(
            section,
            rows=tuple(
                replace(row, seats=tuple(seat._replace(category=zones.get(seat.category, "")) for seat in row.seats))
                for row in section.rows
            ),
        )
        for section in drawn.sections
    )
    areas = tuple(replace(area, category=zones.get(area.category, "")) for area in drawn.areas)
    return replace(drawn, sections=sections, areas=areas)


def seat_name(text: str) -> str:
    """A seat as the map names it, from what an order says; the text itself where it is none."""
    parts = parts_of(text)
    return "/".join(parts) if parts else text
