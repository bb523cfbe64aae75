"""Halls of the demo's venues: drawn here, put into the station, some of their seats taken by a second till.

Made up, as everything in the demo is; the categories are those that the demo's events sell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.errors import ConnectionTrouble
from ticketforge_desktop.domain.seating.claims import Change, ClaimState, change, key_of, short_station, token_of
from ticketforge_desktop.domain.seating.laying import RowPlan, draw_rows
from ticketforge_desktop.domain.seating.places import Row, Seat, SeatKind, SeatMap, Section, Stage
from ticketforge_desktop.services.seat_maps import id_of

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.services.seat_plan import SeatPlan

_EVENTS: Final = 12  # events to come whose venues are given a hall
_TAKEN: Final = 2  # of them have seats that the second till sold
_SECOND_TILL: Final = "demo-till-2"


def concert_hall(venue: str) -> SeatMap:
    """Stalls with a middle aisle, boxes at both sides, two circles; 1,196 places, some for wheelchairs."""
    return SeatMap(
        id_of(venue),
        venue,
        (
            Section("Parkett", _stalls()),
            Section("Loge links", _box("Loge links", -1_560)),
            Section("Loge rechts", _box("Loge rechts", 1_260)),
            Section("1. Rang", _circle("1. Rang", 2_250, 8, "rang-1")),
            Section("2. Rang", _circle("2. Rang", 3_200, 6, "rang-2")),
        ),
        stage=Stage(-800, 0, 1_600, 260),
    )


def _stalls() -> tuple[Row, ...]:
    plan = RowPlan((-800, 520), (800, 520), 30, 16, bow=50, row_pitch=80, aisles=(16,), aisle=140, category="parkett")
    rows = draw_rows("Parkett", plan)
    last = rows[-1]
    kinds = {0: SeatKind.WHEELCHAIR, 1: SeatKind.COMPANION, 28: SeatKind.COMPANION, 29: SeatKind.WHEELCHAIR}
    seats = tuple(seat._replace(kind=kinds.get(at, seat.kind)) for at, seat in enumerate(last.seats))
    return (*rows[:-1], Row(last.name, seats))


def _box(name: str, left: int) -> tuple[Row, ...]:
    plan = RowPlan((left, 620), (left + 200, 620), 5, 10, row_pitch=80, category="loge")
    return draw_rows(name, plan)


def _circle(name: str, top: int, rows: int, category: str) -> tuple[Row, ...]:
    plan = RowPlan(
        (-1_200, top), (1_200, top), 44, rows, bow=60, row_pitch=80, aisles=(23,), aisle=140, category=category
    )
    drawn = draw_rows(name, plan)
    behind = tuple(_restricted(seat) if seat.number in ("1", "44") else seat for seat in drawn[-1].seats)
    return (*drawn[:-1], Row(drawn[-1].name, behind))


def _restricted(seat: Seat) -> Seat:
    return seat._replace(kind=SeatKind.RESTRICTED)


def leave_halls(desk: Desk) -> str:
    """Draw the halls of the next events, and let a second till have sold some of the first ones' seats.

    Returns the id of an event with a hall of which seats are taken, "" where no event sells numbered seats.
    """
    shown = ""
    seated = 0
    for row in desk.seating.events()[:_EVENTS]:
        if row.venue and not any(known.venue == row.venue for known in desk.seating.maps()):
            desk.seating.desk.save(concert_hall(row.venue))
        plan = desk.seating.plan(row.event_id)
        if plan is not None and seated < _TAKEN:
            seated += 1
            shown = shown or row.event_id
            _take_some(desk, row.event_id, plan)
    return shown


def _take_some(desk: Desk, event_id: str, plan: SeatPlan) -> None:
    """A third is sold, a few are leased to the other till, some are held; and this till has a block of its own."""
    store, us = desk.store(), short_station(_SECOND_TILL)
    for section in plan.hall.drawn.sections:
        states: dict[ClaimState, dict[str, str]] = {}
        for row in section.rows:
            for at, seat in enumerate(row.seats):
                spot = (at * 7 + int(row.name) * 13 + (at // 3) * 5 + len(section.name)) % 29
                state = ClaimState.SOLD if spot < 10 else ClaimState.HELD if spot == 28 else ClaimState.FREE
                state = ClaimState.LEASED if spot == 20 and int(row.name) % 4 == 0 else state
                if state is not ClaimState.FREE and seat.plain:
                    states.setdefault(state, {})[f"{seat.row}/{seat.number}"] = ""
        key = key_of(event_id, section.name)
        document = store.document(key)
        text = document.value if document is not None else ""
        for state, seats in states.items():
            wanted = Change(us, "Kasse Nord", seats, state, token_of(f"{event_id}:{section.name}:{state}"))
            text = change(text, event_id, section.name, wanted).text
        store.swap_document(key, text, document.digest if document is not None else None)
    try:
        desk.seating.look(event_id)
        desk.seating.seats.lease_some(event_id, "parkett", 20, "till")
    except ConnectionTrouble:
        return
