"""Seats of events: how they stand, whose they are, and getting them from the store.

The store has the last word: a seat is leased by claiming it in the document of its section by compare-and-swap, and
only then counted ours. What is ours is sold, held and given back here, at once and without asking; the outbox tells the
store. Whatever this station knows of other stations' seats is as old as its last look at the documents (`refresh`),
which is why nothing is sold that is not leased.

Web orders may name seats too (a seat-map app of the shop): `refresh` writes them into the documents where they are
free, and tells those that are not.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.domain.folding import fold
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.domain.seating.best import MOST, Choice, Hall, Wanted
from ticketforge_desktop.domain.seating.claims import (
    Change,
    ClaimState,
    clear,
    key_of,
    names_of,
    read_section,
    short_station,
    take,
)
from ticketforge_desktop.domain.seating.places import SeatMap
from ticketforge_desktop.services.ports.mirror import MirrorQueries
from ticketforge_desktop.services.ports.seats import (
    MapHead,
    OrderSeat,
    SeatFile,
    SeatGone,
    SeatMaps,
    SeatRow,
    SeatState,
    SeatStore,
)
from ticketforge_desktop.services.seat_look import TRIES, SeatClash, SeatLook
from ticketforge_desktop.services.seat_plan import NO_ROW, SeatPlan, seat_name, with_zones, zones_of
from ticketforge_desktop.services.views import EventDetails

Halls = dict[str, tuple[object, Hall]]  # by event: what it was prepared from, and the hall
_LARGEST_PIECE: Final = 10  # seats beside each other that a lease for the till is made of


@dataclass(frozen=True, slots=True)
class SeatRoom:
    """What seats are kept with.

    Attributes:
        store: the connected store; raises `ConnectionTrouble` kinds.
        station: id and name of this station.
        web: the seats that web orders of an event name.
    """

    maps: SeatMaps
    file: SeatFile
    queries: MirrorQueries
    store: Callable[[], SeatStore]
    station: tuple[str, str]
    web: Callable[[str], Sequence[OrderSeat]]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a look at the store's documents told."""

    sections: int
    clashes: tuple[SeatClash, ...]


class Seats:
    """Every method may be called on any thread; those that ask the store take as long as it does."""

    def __init__(self, room: SeatRoom, staff: Staff, halls: Halls | None = None) -> None:
        """`halls`: what was prepared before, where this is made anew for somebody else who acts."""
        self._room, self._staff = room, staff
        self._us: Final = short_station(room.station[0])
        self._looking = SeatLook(room.file)
        self._halls: Halls = {} if halls is None else halls

    def map_of(self, event_id: str) -> SeatMap | None:
        """The event's own map, or its venue's. Raises `NotFound` for an unknown event."""
        head = self._head_for(self._room.queries.event(event_id))
        return self._room.maps.map(head.map_id) if head is not None else None

    def plan(self, event_id: str) -> SeatPlan | None:
        """How the hall stands, as far as this station knows; None where people sit as they like.

        Raises:
            NotFound: the event is not in the mirror.
        """
        self._staff.require(Right.VIEW)
        event = self._room.queries.event(event_id)
        hall = self._hall(event)
        if hall is None:
            return None
        rows = {row.seat_id: row for row in self._room.file.rows(event_id)}
        for told in self._room.web(event_id):
            seat_id = seat_name(told.seat)
            if (
                told.living
                and seat_id in hall.seats
                and rows.get(seat_id, NO_ROW).state in (SeatState.FREE, SeatState.ELSEWHERE)
            ):
                rows[seat_id] = SeatRow(seat_id, SeatState.SOLD, f"order:{told.order_id}", ours=False)
        categories = {category.category_id: category for category in event.categories}
        if hall.zones.isdisjoint(categories):
            return None
        return SeatPlan(event, hall, rows, categories, hall.drawn.areas)

    def best(self, event_id: str, wanted: Wanted, *, ours_only: bool = False, but: Collection[str] = ()) -> Choice:
        """The best seats that can be sold. `wanted.category` is a category's id; `but` are not to be given.

        Raises:
            NotFound: the event has no seats, or is unknown.
        """
        plan = self._seated(event_id)
        return plan.hall.best(plan.free(ours_only=ours_only) - set(but), wanted)

    def refresh(self, event_id: str) -> Refreshed:
        """Look at the store's documents of an event, and write seats of web orders into them.

        Raises:
            ConnectionTrouble: the store does not answer; what was known stays.
            NotFound: the event has no seats.
        """
        drawn = self._seated(event_id).hall.drawn
        store, clashes = self._room.store(), []
        web: dict[str, list[OrderSeat]] = {}
        for told in self._room.web(event_id):
            name, _, seat = seat_name(told.seat).partition("/")
            web.setdefault(name, []).append(told._replace(seat=seat))
        for section in drawn.sections:
            clashes += self._looking.look(store, event_id, section.name, web.get(section.name, ()))
        return Refreshed(len(drawn.sections), tuple(clashes))

    def lease(self, event_id: str, seats: Sequence[str], owner: str) -> None:
        """Get seats from the store for this station: all of them, or none. Those that are ours already stay so.

        Args:
            owner: the allotment or basket they are got for.

        Raises:
            RightMissing, ConnectionTrouble.
            SeatGone: one of them is somebody else's; `facts["seats"]`.
            Conflict: other stations changed the same document each time we tried.
        """
        self._staff.require(Right.SELL)
        known = [row for row in self._room.file.rows(event_id) if row.ours]
        ours = {row.seat_id for row in known if row.state is SeatState.LEASED}
        taken = {seat_name(told.seat) for told in self._room.web(event_id) if told.living}
        taken |= {row.seat_id for row in known if row.state is not SeatState.LEASED}  # sold, though not told yet
        gone = [seat for seat in seats if seat in taken]
        if gone:
            raise self._gone(event_id, gone)
        store, done = self._room.store(), list[str]()
        try:
            for section, names in names_of([seat for seat in seats if seat not in ours]).items():
                self._lease(store, event_id, section, names, owner)
                done += [f"{section}/{name}" for name in names]
        except BaseException:
            if done:  # all or none: those of the sections before go back
                self._room.file.release(event_id, done, self._staff)
            raise

    def lease_some(self, event_id: str, category_id: str, quantity: int, owner: str) -> tuple[str, ...]:
        """Get so many good seats of a category for this station, in pieces that stand together.

        Raises:
            As `lease`; `SeatGone` also where fewer are free than that.
        """
        for _ in range(TRIES):
            chosen = self._pieces(event_id, category_id, quantity)
            try:
                self.lease(event_id, chosen, owner)
            except SeatGone:
                self.refresh(event_id)  # somebody was faster: choose among what is left
                continue
            return tuple(chosen)
        raise Conflict("Others took the seats each time we tried.", event=event_id)

    def sell(self, event_id: str, seats: Sequence[str], sale_id: str) -> None:
        """Seats of ours are sold. A sale does this in its own transaction (`storage.seats.sell_in`)."""
        self._staff.require(Right.SELL)
        self._room.file.sell(event_id, seats, sale_id, self._staff)

    def hold(self, event_id: str, seats: Sequence[str], hold_id: str) -> None:
        """Keep seats of ours for somebody. Raises `RightMissing`, `SeatGone`."""
        self._staff.require(Right.SELL)
        self._room.file.hold(event_id, seats, hold_id, self._staff)

    def give_back(self, event_id: str, seats: Sequence[str], owner: str) -> None:
        """Seats of a hold or a sale that was taken back are ours to sell again. Raises `RightMissing`, `SeatGone`."""
        self._staff.require(Right.SELL)
        self._room.file.give_back(event_id, seats, owner, self._staff)

    def release(self, event_id: str, seats: Sequence[str]) -> None:
        """Leased seats go back to everybody. Raises `RightMissing`, `SeatGone`."""
        self._staff.require(Right.SELL)
        self._room.file.release(event_id, seats, self._staff)

    def release_of(self, event_id: str, owner: str) -> int:
        """Everything that was leased for an allotment or basket and not sold goes back; how many seats."""
        rows = self._room.file.rows(event_id)
        seats = [row.seat_id for row in rows if row.ours and row.state is SeatState.LEASED and row.owner == owner]
        if seats:
            self.release(event_id, seats)
        return len(seats)

    def block(self, event_id: str, seats: Sequence[str], reason: str) -> None:
        """Take seats off sale: a pillar, a camera, the house's own. The store must answer, unless they are ours.

        Raises: as `lease`.
        """
        self._staff.require(Right.ADJUST_STOCK)
        self.lease(event_id, seats, "block")
        self._room.file.block(event_id, seats, " ".join(reason.split()), self._staff)

    def unblock(self, event_id: str, seats: Sequence[str]) -> None:
        """Put blocked seats on sale again, for everybody. Raises `SeatGone` where one is not blocked by us."""
        self._staff.require(Right.ADJUST_STOCK)
        rows = {row.seat_id: row for row in self._room.file.rows(event_id) if row.ours}
        gone = [seat for seat in seats if rows.get(seat, NO_ROW).state is not SeatState.BLOCKED]
        if gone:
            raise self._gone(event_id, gone)
        for seat in seats:
            self._room.file.give_back(event_id, [seat], rows[seat].owner, self._staff)
        self._room.file.release(event_id, seats, self._staff)

    def take_back(self, event_id: str, station: str) -> int:
        """A till is gone for good: what it leased or held is everybody's again; how many sections changed.

        Args:
            station: its name, as the seat map shows it.

        Raises:
            RightMissing, ConnectionTrouble, NotFound: no station of that name has a seat there.
        """
        self._staff.require(Right.ADJUST_STOCK)
        drawn, store, changed, known = self._seated(event_id).hall.drawn, self._room.store(), 0, False
        for section in drawn.sections:
            for _ in range(TRIES):
                key, document = key_of(event_id, section.name), store.document(key_of(event_id, section.name))
                text = document.value if document is not None else ""
                ids = [found for found, name in read_section(text).names.items() if name == station]
                known = known or bool(ids)
                after = text
                for found in ids:
                    after = clear(after, event_id, section.name, found)
                if document is None or after == text:
                    break
                try:
                    store.swap_document(key, after, document.digest)
                except Conflict:
                    continue
                changed += 1
                break
            self._looking.look(store, event_id, section.name)
        if not known:
            raise NotFound(f"No station called {station!r} has a seat of this event.", station=station)
        return changed

    def _lease(self, store: SeatStore, event_id: str, section: str, names: Sequence[str], owner: str) -> None:
        key, token = key_of(event_id, section), secrets.token_hex(6)
        wanted = Change(self._us, self._room.station[1], dict.fromkeys(names, ""), ClaimState.LEASED, token)
        for _ in range(TRIES):
            document = store.document(key)
            taken = take(document.value if document is not None else "", event_id, section, wanted)
            if taken.lost:
                raise self._gone(event_id, [f"{section}/{name}" for name in taken.lost])
            try:
                store.swap_document(key, taken.text, document.digest if document is not None else None)
            except Conflict:
                continue  # another station changed the section: perhaps other seats of it
            self._room.file.lease(event_id, section, names, owner, token)
            return
        raise Conflict("Other stations changed these seats each time we tried.", event=event_id, section=section)

    def _pieces(self, event_id: str, category_id: str, quantity: int) -> list[str]:
        """Good seats, as few pieces as can be."""
        plan = self._seated(event_id)
        free = set(plan.free()) - {seat for seat, row in plan.states.items() if row.ours}
        chosen: list[str] = []
        while len(chosen) < quantity:
            most = min(_LARGEST_PIECE, quantity - len(chosen), MOST)
            found = next(
                (
                    choice.seat_ids
                    for size in range(most, 0, -1)
                    if (choice := plan.hall.best(free, Wanted(size, category_id))).seats
                ),
                (),
            )
            if not found:
                raise SeatGone(f"Only {len(chosen)} seats are free.", event=event_id, seats=[], free=len(chosen))
            chosen += found
            free -= set(found)
        return chosen

    def _head_for(self, event: EventDetails) -> MapHead | None:
        heads = self._room.maps.heads()
        own, venue = f"event/{event.row.event_id}", fold(event.row.venue)
        found = next((head for head in heads if head.map_id == own), None)
        return found or next(
            (head for head in heads if venue and fold(head.venue) == venue and not _of_one(head.map_id)), None
        )

    def _hall(self, event: EventDetails) -> Hall | None:
        """The map with the event's categories; prepared once as long as neither changes."""
        head = self._head_for(event)
        if head is None:
            return None
        mark = (head, tuple((category.category_id, category.name) for category in event.categories))
        known = self._halls.get(event.row.event_id)
        if known is None or known[0] != mark:
            drawn = self._room.maps.map(head.map_id)
            if drawn is None:
                return None
            known = (mark, Hall(with_zones(drawn, zones_of(event.categories, drawn))))
            self._halls[event.row.event_id] = known
        return known[1]

    def _seated(self, event_id: str) -> SeatPlan:
        plan = self.plan(event_id)
        if plan is None:
            raise NotFound(
                "This event has no seat map.", event=event_id,
                next_step="Import one for its venue: `ticketforge seats import FILE --venue NAME`.",
            )  # fmt: skip
        return plan

    def _gone(self, event_id: str, seats: Sequence[str]) -> SeatGone:
        named = ", ".join(seats[:6]) + (" …" if len(seats) > 6 else "")
        return SeatGone(f"Not free any more: {named}.", event=event_id, seats=list(seats))


def _of_one(map_id: str) -> bool:
    return map_id.startswith("event/")
