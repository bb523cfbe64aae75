"""What this station may sell without asking the store, joined: leases, holds, the waiting list, availability."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeVar

from ticketforge_desktop.domain.errors import (
    Conflict,
    ConnectionTrouble,
    NotFound,
    StorageTrouble,
    StoreBusy,
    SyncRunning,
)
from ticketforge_desktop.domain.events import EventStatus
from ticketforge_desktop.services.allotments import Allotments
from ticketforge_desktop.services.availability import Availability
from ticketforge_desktop.services.holds import Keeping, WaitingRoom
from ticketforge_desktop.services.lease_settings import lease_rule
from ticketforge_desktop.services.ports.allotments import (
    Allotment,
    Hold,
    LeaseRefused,
    LeaseState,
    NoLease,
    Waiting,
    WaitingState,
)
from ticketforge_desktop.services.ports.outbox import ActState
from ticketforge_desktop.services.ports.seats import SeatGone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.services.syncing import Stopped
    from ticketforge_desktop.storage.profile import Profile

Kept = TypeVar("Kept")

_PAUSE_S: Final = 0.2
_LOG: Final = logging.getLogger(__name__)


class TillStock:
    """What commands and the window do with leases. Every method may be called on any thread."""

    def __init__(self, desk: Desk, profile: Profile) -> None:
        self._desk = desk
        files = profile.till_stock
        self.file: Final = files.leases
        self._idle_seats = files.idle_seats
        self.allotments: Final = Allotments(files.leases, files.terms, lambda: lease_rule(desk.settings))
        self.holds: Final = Keeping(files.holds, self.allotments, desk.now)
        self.waiting: Final = WaitingRoom(files.waiting, self.holds, self.allotments)
        self.availability: Final = Availability(desk.queries, files.terms, files.leases)

    def lease(
        self,
        event_id: str,
        category_ids: Sequence[str] = (),
        *,
        quantity: int | None = None,
        least: int = 1,
        patience_s: float = 20.0,
        stopped: Stopped = lambda: False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> list[Allotment]:
        """Lease units of categories (all of the event that can be leased) and wait for the store's answer.

        A store that is away, or does not answer in time, leaves the lease `asked`: the act stays in the outbox. One
        category that is refused among several is told by its state; one alone raises.

        Raises: as `Allotments.lease`; `LeaseRefused` for a single category.
        """
        wanted = list(category_ids) or [each.category.category_id for each in self.allotments.categories(event_id)]
        asked, refusal = [], None
        for category_id in wanted:
            try:
                asked.append(
                    self.allotments.lease(event_id, category_id, self._desk.staff, quantity=quantity, least=least)
                )
            except LeaseRefused as error:
                refusal = error
                if category_ids:
                    raise
        if not asked and refusal is not None:
            raise refusal
        self._await(asked, patience_s, stopped, sleep)
        if len(asked) == 1:
            return [self.allotments.answer(asked[0])]
        return [self.file.allotment(one) for one in asked]

    def lease_tonight(self) -> int:
        """Ask for a first lease of all that is sold tonight and not leased yet, by the size rule; how many leases.

        For the opening of a till. Nothing is waited for: the answers come with the next pushes.
        """
        there = {lease.category.variant_id for lease in self.file.leases() if lease.left or lease.asked}
        asked = 0
        on_sale = EventStatus.PUBLISHED, EventStatus.SOLD_OUT
        for event_id in self._desk.door_log.tonight():
            if self._desk.queries.event(event_id).row.status not in on_sale:
                continue
            for row in self.availability.of_event(event_id):
                if row.variant_id in there or row.no_lease is not None or row.to_ask_for <= 0:
                    continue
                self.allotments.lease(event_id, row.category_id, self._desk.staff)
                asked += 1
        return asked

    def attention(self, lease: Allotment) -> bool:
        """Whether a person must look: nobody knows what the store did with it, or the store refused it."""
        asked = lease.state in (LeaseState.ASKED, LeaseState.UNWANTED)
        parked = asked and self._desk.outbox.entry(lease.outbox_id).state is ActState.ATTENTION
        return parked or lease.state is LeaseState.LOST

    def keep(
        self,
        event_id: str,
        category_id: str,
        quantity: int,
        name: str,
        reason: str,
        until: datetime,
        *,
        seats: Sequence[str] = (),
        patience_s: float = 20.0,
    ) -> Hold:
        """Hold units for somebody; what this station lacks for it is leased first, whole or not at all.

        Raises: as `Keeping.add`, and as `lease`. `NoLease` when the store did not answer in time.
        """

        def hold() -> Hold:
            return self.holds.add(event_id, category_id, quantity, name, reason, until, self._desk.staff, seats=seats)

        return self._with_lease(hold, event_id, category_id, patience_s)

    def offer(self, waiting_id: int, until: datetime, *, patience_s: float = 20.0) -> Waiting:
        """Hold for somebody who waits what they want; what this station lacks for it is leased first.

        Raises: as `WaitingRoom.offer`, and as `lease`.
        """
        event_id, category_id, _ = self.waiting.person(waiting_id).category
        return self._with_lease(
            lambda: self.waiting.offer(waiting_id, until, self._desk.staff), event_id, category_id, patience_s
        )

    def possible(self, people: Sequence[Waiting]) -> set[int]:
        """Who of those that wait could be offered what they want, each for themselves, as far as is known here."""
        events = {person.category.event_id for person in people}
        rows = {row.variant_id: row for event_id in events for row in self.availability.of_event(event_id)}
        found = set()
        for person in people:
            row = rows.get(person.category.variant_id)
            if row is not None and person.state is WaitingState.WAITING:
                leasable = row.to_ask_for if row.no_lease is None else 0
                if row.ours + leasable >= person.quantity:
                    found.add(person.waiting_id)
        return found

    def _with_lease(self, act: Callable[[], Kept], event_id: str, category_id: str, patience_s: float) -> Kept:
        """Do it; where units are missing, lease them (all or none) and do it once more."""
        try:
            return act()
        except NoLease as short:
            missing = int(str(short.facts["wanted"])) - int(str(short.facts["left"]))
            self.lease(event_id, [category_id], quantity=missing, least=missing, patience_s=patience_s)
            return act()

    def send(self, patience_s: float = 5.0, stopped: Stopped = lambda: False) -> bool:
        """Push what was just decided; False when the store is away, which then hears of it later."""
        reached = True
        try:
            self._desk.pushing.run(patience_s=patience_s, stopped=stopped)
        except (SyncRunning, StoreBusy):
            pass  # another process pushes, or the bucket fills again
        except ConnectionTrouble:
            reached = False
        self.settle()
        return reached

    def settle(self) -> None:
        """Take in what the store answered; of an event with numbered seats, get as many of them as we have units.

        Asks the store for seats; trouble with it leaves them to whoever chooses some on the map.
        """
        for lease in self.allotments.settle(self._desk.staff):
            if lease.state is LeaseState.OPEN:
                with suppress(ConnectionTrouble, Conflict, NotFound):
                    self._seat(lease)

    def _seat(self, lease: Allotment) -> None:
        seats = self._desk.seating.seats
        plan = seats.plan(lease.event_id)
        if plan is None or not any(seat.category == lease.category_id for seat in plan.hall.seats.values()):
            return
        units = sum(each.free for each in self.file.leases() if each.category.variant_id == lease.variant_id)
        missing = units - plan.count(lease.category_id, ours_only=True)
        if missing <= 0:
            return
        try:
            seats.lease_some(lease.event_id, lease.category_id, missing, "till")
        except SeatGone as few:
            free = few.facts.get("free")
            if isinstance(free, int) and free:
                seats.lease_some(lease.event_id, lease.category_id, free, "till")

    def end_shift(self, patience_s: float = 5.0) -> int:
        """The till has closed: units nobody bought go back to the web shop; how many. A store that is away waits.

        Whoever closes a shift need not call it: `upkeep` finds closed shifts by itself.
        """
        returned = self.allotments.end_shift(self._desk.staff)
        if returned + self._idle_seats.release(self._desk.staff):
            self.send(patience_s)
        return returned

    def upkeep(self) -> None:
        """What is due without a person; asked every few seconds, and cheap when nothing is. Raises nothing."""
        try:
            self.holds.release_ended(self._desk.staff)
            self.allotments.upkeep(self._desk.staff)
            self._idle_seats.release(self._desk.staff)
        except StorageTrouble as error:  # whoever works with the file next is told
            _LOG.warning("leases wait: %s", error.message)

    def _await(self, asked: Sequence[str], patience_s: float, stopped: Stopped, sleep: Callable[[float], None]) -> None:
        until = time.monotonic() + patience_s
        while not stopped():
            reached = self.send(min(2.0, patience_s), stopped)
            waits = [one for one in asked if self.file.allotment(one).state is LeaseState.ASKED]
            if not (waits and reached) or time.monotonic() >= until:
                return
            sleep(_PAUSE_S)
