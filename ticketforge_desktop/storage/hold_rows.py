"""Holds inside a transaction: what is kept, what has ended by its time, and what a sale takes of one.

A hold keeps units of this station's lease rather than units moved in the store: it is made and let go offline, in one
transaction with what else is sold, and nothing of it can fail half way. To the web shop its units are reserved already.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.services.ports.allotments import Category, Hold, HoldState
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.times import known_moment, moment, stamp

COLUMNS: Final = (
    "hold_id, event_id, category_id, variant_id, quantity, taken, name, reason, until, state, staff_id, made_at,"
    " ended_at, ended_how, seats"
)
_HELD: Final = "SELECT coalesce(sum(quantity - taken), 0) FROM holds WHERE state = 'held' AND variant_id = ?"
_ENDED: Final = f"SELECT {COLUMNS} FROM holds WHERE state = 'held' AND until <= ? ORDER BY until, hold_id"  # noqa: S608
_END: Final = "UPDATE holds SET state = ?, ended_at = ?, ended_how = ? WHERE hold_id = ?"


def held_units(raw: Connection, variant_id: int) -> int:
    """Units kept for somebody."""
    return int(raw.execute(_HELD, (variant_id,)).fetchone()[0])


def release_ended_in(raw: Connection, now: datetime) -> list[Hold]:
    """Let go of what has ended by its time, for good; what was let go now."""
    ended = [hold_of(row) for row in raw.execute(_ENDED, (stamp(now),)).fetchall()]
    for hold in ended:
        end_in(raw, hold.hold_id, HoldState.RELEASED, "time", now)
    return ended


def end_in(raw: Connection, hold_id: str, state: HoldState, how: str, now: datetime) -> None:
    """A hold is over."""
    raw.execute(_END, (str(state), stamp(now), how, hold_id))


def take_held_in(raw: Connection, hold_id: str, variant_id: int, most: int, now: datetime) -> int:
    """Units of a hold go to whom they were kept for: so many of this category, 0 where it keeps none of it.

    Raises:
        NotFound: there is no such hold.
    """
    hold = read_hold(raw, hold_id)
    units = min(most, hold.left) if hold.category.variant_id == variant_id else 0
    if units:
        raw.execute("UPDATE holds SET taken = taken + ? WHERE hold_id = ?", (units, hold_id))
    if units and units == hold.left:
        end_in(raw, hold_id, HoldState.SOLD, "sold", now)
    return units


def read_hold(raw: Connection, hold_id: str) -> Hold:
    """Raises `NotFound`."""
    row = raw.execute(f"SELECT {COLUMNS} FROM holds WHERE hold_id = ?", (hold_id,)).fetchone()  # noqa: S608
    if row is None:
        raise NotFound(f"There is no hold {hold_id}.", next_step="`ticketforge hold list` shows them.", id=hold_id)
    return hold_of(row)


def hold_of(row: tuple[Any, ...]) -> Hold:
    """A row of `COLUMNS`."""
    hold_id, event_id, category_id, variant_id, quantity, taken, name, reason, until, state, staff_id, made = row[:12]
    ended_at, ended_how, seats = row[12:]
    return Hold(
        hold_id,
        Category(event_id, category_id, variant_id),
        quantity,
        taken,
        name,
        reason,
        known_moment(until),
        HoldState(state),
        staff_id,
        known_moment(made),
        moment(ended_at),
        ended_how,
        tuple(seats.split("\n")) if seats else (),
    )
