"""The hall of the event in hand, and the seats of baskets that came to nothing. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from ticketforge_desktop.domain.basket import Basket, BasketLine
from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.services.seat_plan import SeatPlan, set_aside
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.till.hand import Hand
from ticketforge_desktop.ui.till_desk import TillPage


class Seating(QObject):
    """Keeps the plan that is shown, and gives seats back beside the window."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.plan: SeatPlan | None = None
        self.offline = False
        self._zones: tuple[object, frozenset[str]] = (None, frozenset())

    def take(self, plan: SeatPlan | None, offline: bool, basket: Basket) -> None:
        """The hall as it was found; seats of the basket in hand are not offered again."""
        if plan is not None:
            plan = set_aside(plan, _seats_of(basket, plan.event.row.event_id))
        self.plan, self.offline = plan, offline

    def seated(self, hand: Hand) -> bool:
        """Whether the category in hand is sold by seat."""
        plan = self.plan
        if plan is None or hand.event is None or hand.category is None:
            return False
        if plan.event.row.event_id != hand.event.event_id:
            return False
        if self._zones[0] is not plan.hall:
            self._zones = (plan.hall, frozenset(seat.category for seat in plan.hall.seats.values()))
        return hand.category.category_id in self._zones[1]

    def chosen(self, hand: Hand) -> dict[str, tuple[str, ...]]:
        """The seats in hand by category: each costs what its own category does."""
        found: dict[str, tuple[str, ...]] = {}
        for seat_id in hand.seats:
            seat = self.plan.hall.seats.get(seat_id) if self.plan is not None else None
            if seat is not None:
                found[seat.category] = (*found.get(seat.category, ()), seat_id)
        return found

    def lines(self, page: TillPage, hand: Hand) -> Callable[[], Sequence[BasketLine]]:
        """What gets the seats in hand and makes lines of them; for the runner."""
        assert hand.event is not None
        event_id, chosen = hand.event.event_id, self.chosen(hand)

        def get() -> Sequence[BasketLine]:
            lines = [
                page.line(event_id, category, len(seats), hand.price_class, hand.reason, seats)
                for category, seats in chosen.items()
            ]
            page.lease_seats(event_id, hand.seats, hand.sale_id)
            return lines

        return get

    def give_back(self, lines: Sequence[BasketLine]) -> None:
        """Seats of lines that are not sold: beside the window, and nobody waits for it."""
        desk = self._context.desk
        if desk is None:
            return
        page = desk.till_page
        for line in lines:
            if line.seats:
                work = partial(page.free_seats, line.event_id, line.seats)
                self._context.runner.submit(work, self._freed, self._context.trouble.emit, owner=self)

    def _freed(self, count: int) -> None:
        if count:
            self._context.broadcast(ChangeSet.of(Changed.OUTBOX, Changed.STOCK))


def merged(basket: Basket, line: BasketLine) -> Basket:
    """The basket with a line more; the same category in the same class and at the same price becomes one line."""
    for at, known in enumerate(basket.lines):
        if not known.seats and replace(known, quantity=line.quantity) == line:
            lines = list(basket.lines)
            lines[at] = replace(known, quantity=known.quantity + line.quantity)
            return replace(basket, lines=tuple(lines))
    return basket.plus(line)


def without_seats(basket: Basket, gone: Sequence[str]) -> tuple[Basket, tuple[BasketLine, ...]]:
    """The basket without the lines one of these seats is in, and those lines."""
    lost = tuple(line for line in basket.lines if set(line.seats) & set(gone))
    for line in lost:
        basket = basket.without(basket.lines.index(line))
    return basket, lost


def _seats_of(basket: Basket, event_id: str) -> set[str]:
    return {seat for line in basket.lines if line.event_id == event_id for seat in line.seats}
