"""What somebody has chosen in a hall, and what follows from it; no widget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal

from ticketforge_desktop.domain.seating.best import MOST, Choice, Wanted
from ticketforge_desktop.domain.seating.places import Seat
from ticketforge_desktop.services.ports.seats import SeatState
from ticketforge_desktop.services.seat_plan import SeatPlan
from ticketforge_desktop.ui.screens.seats.looks import Look, Mark
from ticketforge_desktop.ui.screens.seats.words import mark_of

KEYS: Final = 6  # best seats for so many have a key of their own


class Choosing(QObject):
    """Follows a plan. `changed` when another seat is chosen, `looked` when the hall looks otherwise."""

    changed = Signal()
    looked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan: SeatPlan | None = None
        self.offline = False
        self.category = ""  # whose seats are looked for; "" = any
        self.wheelchairs = 0
        self.chosen: tuple[str, ...] = ()
        self.told = Choice()  # what there is to say of the last choice

    def show_plan(self, plan: SeatPlan | None, *, offline: bool = False) -> None:
        """Another state of the hall; what is chosen and can't be had any more is let go."""
        self.plan, self.offline = plan, offline
        if plan is not None and self.category not in plan.categories:
            self.category = next((zone for zone in self.zones()), "")
        kept = tuple(seat_id for seat_id in self.chosen if self.can_have(seat_id))
        self.looked.emit()
        self._choose(kept)

    def zones(self) -> list[str]:
        """The event's categories that have seats here, in the event's order."""
        if self.plan is None:
            return []
        return [category for category in self.plan.categories if category in self.plan.hall.zones]

    def count(self, category: str) -> int:
        """How many of a category are free."""
        return self.plan.count(category, ours_only=self.offline) if self.plan is not None else 0

    def can_have(self, seat_id: str) -> bool:
        """Whether a seat can be sold now."""
        plan = self.plan
        if plan is None or seat_id not in plan.hall.seats or plan.hall.seats[seat_id].category not in plan.categories:
            return False
        state = plan.state(seat_id)
        return state is SeatState.LEASED or (state is SeatState.FREE and not self.offline)

    def seat(self, seat_id: str) -> Seat | None:
        """A seat of the hall."""
        return self.plan.hall.seats.get(seat_id) if self.plan is not None else None

    def mark(self, seat_id: str) -> Mark:
        """How a seat stands; chosen ones are marked over it."""
        if self.plan is None:
            return Mark.FREE
        return mark_of(self.plan.state(seat_id), offline=self.offline)

    def looks(self) -> dict[str, Look]:
        """How every seat looks."""
        plan = self.plan
        if plan is None:
            return {}
        numbers = {category: at for at, category in enumerate(plan.categories)}
        usual = mark_of(SeatState.FREE, offline=self.offline)
        states, found = plan.states, {}
        for seat_id, seat in plan.hall.seats.items():
            row = states.get(seat_id)
            mark = usual if row is None else mark_of(row.state, offline=self.offline)
            colour = numbers.get(seat.category, -1)
            found[seat_id] = Look(mark, seat.kind, colour, bool(self.category) and seat.category != self.category)
        return found

    def look_for(self, category: str) -> None:
        """Seats of this category from now on; what is chosen stays."""
        if category != self.category:
            self.category = category
            self.looked.emit()

    def press(self, seat_id: str) -> bool:
        """Choose a seat, or let it go; whether that was possible."""
        if seat_id in self.chosen:
            self._choose(tuple(other for other in self.chosen if other != seat_id))
            return True
        if not self.can_have(seat_id):
            return False
        self._choose((*self.chosen, seat_id))
        return True

    def add(self, seats: Iterable[str]) -> None:
        """Choose several more."""
        more = [seat_id for seat_id in seats if self.can_have(seat_id) and seat_id not in self.chosen]
        if more:
            self._choose((*self.chosen, *more))

    def best(self, quantity: int) -> Choice:
        """The best seats for so many take the place of what is chosen; nothing is changed where there are none."""
        if self.plan is None:
            return Choice()
        wanted = Wanted(quantity, self.category, min(self.wheelchairs, quantity))
        found = self.plan.hall.best(self.plan.free(ours_only=self.offline), wanted)
        if found.seats:
            self._choose(found.seat_ids, found)
        else:
            self.told = found
            self.changed.emit()
        return found

    def beside(self) -> int:
        """How far aside the same seats would leave none alone (left is negative); 0 where there are none."""
        found = self._beside()
        return found[0] if found is not None else 0

    def move(self) -> None:
        """Take those instead."""
        found = self._beside()
        if found is not None:
            self._choose(found[1])

    def clear(self) -> None:
        """Nothing is chosen."""
        self._choose(())

    def _beside(self) -> tuple[int, tuple[str, ...]] | None:
        if self.plan is None or not self.chosen or len(self.chosen) > MOST:
            return None
        return self.plan.hall.beside(self.plan.free(ours_only=self.offline), self.chosen)

    def _choose(self, seats: Sequence[str], told: Choice | None = None) -> None:
        before, self.chosen = self.chosen, tuple(seats)
        if told is None:
            told = self._judged()
        if self.chosen != before or told != self.told:
            self.told = told
            self.changed.emit()

    def _judged(self) -> Choice:
        """What there is to say of seats that were chosen by hand."""
        from ticketforge_desktop.domain.seating.best import Why
        from ticketforge_desktop.domain.seating.places import SeatKind

        if self.plan is None or not self.chosen:
            return Choice()
        hall = self.plan.hall
        seats = tuple(hall.seats[seat_id] for seat_id in self.chosen)
        alone = hall.alone_after(self.plan.free(ours_only=self.offline), self.chosen)
        why = (Why.LEAVES_ALONE,) if alone else ()
        limited = (Why.RESTRICTED,) if any(seat.kind is SeatKind.RESTRICTED for seat in seats) else ()
        return Choice(seats, alone, (*why, *limited))
