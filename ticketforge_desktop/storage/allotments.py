"""Allotments in the station file: what is leased, what of it is sold, what went back.

`use_in` and `give_back_in` belong to the sale's transaction. Whoever asks what is left first lets go of the holds whose
time is over, in the same transaction: a clock set back afterwards brings no hold back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final

from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.services.ports.allotments import Allotment, LeaseState, LeaseUse, NoLease
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.hold_rows import held_units, release_ended_in, take_held_in
from ticketforge_desktop.storage.times import known_moment, stamp
from ticketforge_desktop.storage.writer import Work

COLUMNS: Final = (
    "allotment_id, event_id, category_id, variant_id, inventory_item_id, location_id, state, asked, leased, used,"
    " returned, reason, ledger_document, shift_id, outbox_id, leased_at, changed_at"
)
# The oldest lease first, so that old ones come to an end.
OPEN: Final = (
    "SELECT allotment_id, leased - used - returned, inventory_item_id, location_id, ledger_document FROM allotments"
    " WHERE state = 'open' AND variant_id = ? AND leased - used - returned > 0 ORDER BY leased_at, allotment_id"
)
# Spent when nothing is left, open again when a unit comes back.
MOVE: Final = (
    "UPDATE allotments SET used = used + ?1, returned = returned + ?2, changed_at = ?3, state ="
    " CASE WHEN leased - used - returned - ?1 - ?2 > 0 THEN 'open' ELSE 'spent' END WHERE allotment_id = ?4"
)


def use_in(
    work: Work, variant_id: int, quantity: int, now: datetime, *, holds: Collection[str] = ()
) -> tuple[LeaseUse, ...]:
    """Take units for a sale out of this station's lease, inside the sale's transaction.

    Args:
        holds: under which units may be kept for the buyer; those of this category are taken first, the rest from what
            is kept for nobody. One that has ended meanwhile keeps nothing, and is passed over.

    Raises:
        NoLease: fewer are left (`facts`: `variant_id`, `wanted`, `left`); the caller's transaction must be undone.
        NotFound: there is no such hold.
    """
    release_ended_in(work.raw, now)
    missing = quantity
    for hold_id in holds:
        missing -= take_held_in(work.raw, hold_id, variant_id, missing, now)  # from here on they are nobody's
    free = free_units(work.raw, variant_id)
    if quantity > free:
        raise NoLease(
            f"This station holds {free} of the {quantity} units wanted.",
            variant_id=variant_id,
            wanted=quantity,
            left=free,
        )
    uses, missing = [], quantity
    for allotment_id, left, item, place, document in work.raw.execute(OPEN, (variant_id,)).fetchall():
        if not missing:
            break
        take = min(left, missing)
        work.raw.execute(MOVE, (take, 0, stamp(now), allotment_id))
        uses.append(LeaseUse(allotment_id, take, item, place, document))
        missing -= take
    return tuple(uses)


def give_back_in(work: Work, uses: Iterable[LeaseUse], now: datetime) -> None:
    """Units of a sale that never went to the store are for sale again, at this station.

    Not for what the store has heard of: those units left its `reserved`, and a restock puts them on open sale.

    Raises:
        Conflict: more than were used.
    """
    for use in uses:
        row = work.raw.execute("SELECT used FROM allotments WHERE allotment_id = ?", (use.allotment_id,)).fetchone()
        if row is None or row[0] < use.quantity:
            raise Conflict(f"Of allotment {use.allotment_id} not so many units are sold.", allotment=use.allotment_id)
        work.raw.execute(MOVE, (-use.quantity, 0, stamp(now), use.allotment_id))


def free_units(raw: Connection, variant_id: int) -> int:
    """Leased, and kept for nobody. Holds that have ended must have been let go before."""
    (left,) = raw.execute(
        "SELECT coalesce(sum(leased - used - returned), 0) FROM allotments WHERE state = 'open' AND variant_id = ?",
        (variant_id,),
    ).fetchone()
    return max(0, int(left) - held_units(raw, variant_id))


def allotment_of(row: tuple[Any, ...]) -> Allotment:
    """A row of `COLUMNS`."""
    (allotment_id, event_id, category_id, variant_id, item, place, state, asked, leased, used, returned) = row[:11]
    reason, document, shift_id, outbox_id, leased_at, changed_at = row[11:]
    return Allotment(
        allotment_id,
        event_id,
        category_id,
        variant_id,
        item,
        place,
        LeaseState(state),
        asked,
        leased,
        used,
        returned,
        reason,
        document,
        shift_id,
        outbox_id,
        known_moment(leased_at),
        known_moment(changed_at),
    )
