"""`Leases` on the station file: asking for units, taking in the store's answer, giving back.

Units count as ours in the transaction after the store's yes, and stop counting in the one that gives them back, before
the store hears of it. Whatever step a crash falls into, the act stands in the outbox: nothing is believed ours that the
store has not reserved, and what it has reserved is booked or returned at the next look (`settle`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final
from uuid import uuid4

from ticketforge_desktop.domain.allotments import LeaseRule
from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.allotments import (
    RETURNED,
    Allotment,
    Category,
    LeaseState,
    StockPlace,
    VariantLease,
)
from ticketforge_desktop.services.ports.outbox import Act, ActState, OutboxEntry
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.allotments import COLUMNS, MOVE, allotment_of, free_units
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.hold_rows import held_units, release_ended_in
from ticketforge_desktop.storage.lease_reads import OPEN_SHIFT, leases_of, running_low
from ticketforge_desktop.storage.outbox import OutboxFile, read_entry
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

_LEASE_PRIORITY: Final = 2  # behind sales, before all that nobody waits for
_RETURN_PRIORITY: Final = 4
_INSERT: Final = (
    "INSERT INTO allotments (allotment_id, event_id, category_id, variant_id, state, asked, least, ledger_document,"
    " shift_id, outbox_id, leased_at, changed_at) VALUES (?1,?2,?3,?4,'asked',?5,?6,?7,?8,?9,?10,?10)"
)
# Asked for, and the store's answer is known (or a person's).
_ANSWERED: Final = (
    f"SELECT {', '.join(f'a.{name}' for name in COLUMNS.split(', '))} FROM allotments a JOIN outbox o"  # noqa: S608
    " ON o.outbox_id = a.outbox_id WHERE a.state IN ('asked', 'unwanted') AND o.state = 'done'"
)
_BOOK: Final = (
    "UPDATE allotments SET state = 'open', leased = ?, inventory_item_id = ?, location_id = ?, leased_at = ?,"
    " changed_at = ?, reason = '' WHERE allotment_id = ?"
)
_END: Final = "UPDATE allotments SET state = ?, reason = ?, changed_at = ? WHERE allotment_id = ?"
_CLOSED_SHIFTS: Final = "shift_id IN (SELECT shift_id FROM shifts WHERE closed_at <> '')"
_CLOSED_LEFT: Final = (
    "SELECT coalesce(sum(leased - used - returned), 0) FROM allotments WHERE state = 'open' AND variant_id = ?"  # noqa: S608
    f" AND {_CLOSED_SHIFTS}"
)
# The newest first: what was leased long ago is sold first, so that its lease comes to an end.
_RETURNABLE: Final = (
    f"SELECT {COLUMNS} FROM allotments WHERE state = 'open' AND variant_id = ? {{more}}"  # noqa: S608
    " ORDER BY leased_at DESC, allotment_id DESC"
)
_UNSENT: Final = (
    "SELECT 1 FROM outbox WHERE state <> 'done' AND kind IN ('lease_stock', 'move_stock', 'adjust_stock') LIMIT 1"
)


class LeasesFile:
    """`Leases`.

    Args:
        outbox: takes the acts, in our transactions.
        station_id: names this station's ledger document and its entries in the audit.
    """

    def __init__(
        self, writer: Writer, readers: Readers, outbox: OutboxFile, station_id: str, now: Callable[[], datetime]
    ) -> None:
        self._writer, self._readers, self._outbox = writer, readers, outbox
        self._station_id, self._now = station_id, now

    @property
    def document(self) -> str:
        """The ledger document under which the store reserves this station's units: one for all of them."""
        return f"lease/{self._station_id}"

    def ask(self, category: Category, wanted: int, least: int, staff: Staff, *, alone: bool = False) -> str:
        allotment_id = str(uuid4())
        payload: dict[str, object] = {
            "variant_id": category.variant_id,
            "quantity": wanted,
            "least": least,
            "document": self.document,
        }
        act = Act("lease_stock", f"lease:{allotment_id}", payload, _LEASE_PRIORITY, allotment_id)

        def ask(work: Work) -> str:
            if alone and _on_their_way(work.raw, category.variant_id):
                return ""
            shift = work.raw.execute(OPEN_SHIFT).fetchone()
            outbox_id = self._outbox.add_in(work, act, staff)
            values = (*category, wanted, least, self.document, shift[0] if shift else "", outbox_id, stamp(self._now()))
            work.raw.execute(_INSERT, (allotment_id, *values))
            return allotment_id

        return self._writer.run(ask, Priority.TILL)

    def settle(self, staff: Staff) -> Sequence[Allotment]:
        with self._readers.borrow() as connection:
            if connection.execute(f"{_ANSWERED} LIMIT 1").fetchone() is None:
                return ()

        def settle(work: Work) -> list[Allotment]:
            found = [allotment_of(row) for row in work.raw.execute(_ANSWERED).fetchall()]
            return [self._answered(work, each, read_entry(work.raw, each.outbox_id), staff) for each in found]

        return self._writer.run(settle, Priority.TILL)

    def give_back(self, staff: Staff, *, variant_id: int = 0, most: int | None = None) -> int:
        def give_back(work: Work) -> int:
            release_ended_in(work.raw, self._now())
            wanted = "SELECT DISTINCT variant_id FROM allotments WHERE state = 'open' AND ?1 IN (0, variant_id)"
            variants = [row[0] for row in work.raw.execute(wanted, (variant_id,)).fetchall()]
            return sum(self._give_back_in(work, one, staff, most=most) for one in variants)

        return self._writer.run(give_back, Priority.TILL)

    def give_back_closed(self, staff: Staff) -> int:
        wanted = f"SELECT DISTINCT variant_id FROM allotments WHERE state = 'open' AND {_CLOSED_SHIFTS}"  # noqa: S608
        with self._readers.borrow() as connection:
            if connection.execute(f"{wanted} LIMIT 1").fetchone() is None:
                return 0

        def give_back(work: Work) -> int:
            release_ended_in(work.raw, self._now())
            variants = [row[0] for row in work.raw.execute(wanted).fetchall()]
            given = 0
            for one in variants:
                # Holds lie on the old units first, so that those of the open shift stay for sale.
                (left,) = work.raw.execute(_CLOSED_LEFT, (one,)).fetchone()
                most = max(0, left - held_units(work.raw, one))
                given += self._give_back_in(work, one, staff, most=most, more=f"AND {_CLOSED_SHIFTS}")
            return given

        return self._writer.run(give_back, Priority.TILL)

    def end(self, staff: Staff) -> int:
        def unwant(work: Work) -> None:
            work.raw.execute("UPDATE allotments SET state = 'unwanted' WHERE state = 'asked'")

        self._writer.run(unwant, Priority.TILL)
        return self.give_back(staff)

    def resolve(self, allotment_id: str, *, there: bool, staff: Staff) -> Allotment:
        def resolve(work: Work) -> Allotment:
            lease = _read(work.raw, allotment_id)
            entry = read_entry(work.raw, lease.outbox_id)
            parked = entry.state is ActState.ATTENTION and lease.state in (LeaseState.ASKED, LeaseState.UNWANTED)
            if not (parked or lease.state is LeaseState.LOST):
                raise Conflict(
                    f"Nobody needs to look for this lease: it is {lease.state}.", id=allotment_id, state=lease.state
                )
            kept = entry.progress.get("plan")
            plan: dict[str, object] = kept if isinstance(kept, dict) else {}
            if there and not plan:
                raise Conflict("This lease was never sent to the store.", id=allotment_id, state=lease.state)
            words = "It is in the store's history." if there else "It is not in the store's history."
            if parked:
                self._outbox.settle_in(work, entry.outbox_id, words, staff)
            self._note(work, staff, "lease_resolve", allotment_id, words)
            if there:
                return self._booked(work, lease, plan)
            return self._ended(work, lease, LeaseState.REFUSED, "not_done")

        return self._writer.run(resolve, Priority.TILL)

    def free(self, category: Category, units: Sequence[tuple[StockPlace, int]], reason: str, staff: Staff) -> None:
        # Only if the store still has what the mirror shows: a till that sold since has its units in that number.
        changes = [
            _back(place.inventory_item_id, place.location_id, quantity) | {"was": place.reserved}
            for place, quantity in units
        ]
        payload: dict[str, object] = {"document": self.document, "reason": RETURNED, "changes": changes}
        act = Act("move_stock", f"lease:freed:{uuid4()}", payload, _RETURN_PRIORITY)

        def free(work: Work) -> None:
            if work.raw.execute(_UNSENT).fetchone() is not None:
                raise Conflict(
                    "Sales or leases of this station are still to be sent, so nobody knows whose units these are.",
                    next_step="Send them and sync first: `ticketforge outbox push`, `ticketforge sync`.",
                )
            self._outbox.add_in(work, act, staff)
            count = sum(quantity for _, quantity in units)
            detail = f"{count} of {category.event_id}/{category.category_id}: {reason}"
            self._note(work, staff, "lease_free", f"variant:{category.variant_id}", detail)

        self._writer.run(free, Priority.TILL)

    def allotment(self, allotment_id: str) -> Allotment:
        with self._readers.borrow() as connection:
            return _read(connection, allotment_id)

    def allotments(self, *, event_id: str = "", every: bool = False) -> Sequence[Allotment]:
        states = "" if every else " AND state IN ('asked', 'unwanted', 'open', 'lost')"
        sql = f"SELECT {COLUMNS} FROM allotments WHERE ? IN ('', event_id){states} ORDER BY leased_at DESC, rowid DESC"  # noqa: S608
        with self._readers.borrow() as connection:
            return [allotment_of(row) for row in connection.execute(sql, (event_id,)).fetchall()]

    def leases(self, *, event_id: str = "") -> Sequence[VariantLease]:
        with self._readers.borrow() as connection:
            return leases_of(connection, event_id, self._now())

    def to_refill(self, rule: LeaseRule) -> Sequence[tuple[VariantLease, int]]:
        with self._readers.borrow() as connection:
            return running_low(connection, rule, self._now())

    # inside a transaction

    def _answered(self, work: Work, lease: Allotment, entry: OutboxEntry, staff: Staff) -> Allotment:
        if entry.settled_how:
            lost = LeaseState.LOST if entry.maybe_done else LeaseState.REFUSED
            return self._ended(work, lease, lost, entry.error_code)
        if not entry.result.get("quantity"):
            return self._ended(work, lease, LeaseState.REFUSED, str(entry.result.get("reason", "")))
        booked = self._booked(work, lease, entry.result)
        # A person may have changed the act into one for another category: such units are nobody's here.
        strange = entry.payload.get("variant_id") != lease.variant_id
        if strange or lease.state is LeaseState.UNWANTED:
            self._return(work, booked, booked.left, staff)
            return _read(work.raw, lease.allotment_id)
        return booked

    def _booked(self, work: Work, lease: Allotment, facts: dict[str, object]) -> Allotment:
        now = stamp(self._now())
        where = (facts["quantity"], facts["item_id"], facts["location_id"])
        work.raw.execute(_BOOK, (*where, now, now, lease.allotment_id))
        return _read(work.raw, lease.allotment_id)

    def _ended(self, work: Work, lease: Allotment, state: LeaseState, reason: str) -> Allotment:
        work.raw.execute(_END, (str(state), reason, stamp(self._now()), lease.allotment_id))
        return _read(work.raw, lease.allotment_id)

    def _give_back_in(
        self, work: Work, variant_id: int, staff: Staff, *, most: int | None = None, more: str = ""
    ) -> int:
        free = free_units(work.raw, variant_id)
        left = free if most is None else min(most, free)
        given = 0
        for row in work.raw.execute(_RETURNABLE.format(more=more), (variant_id,)).fetchall():
            lease = allotment_of(row)
            units = min(lease.left, left - given)
            if units > 0:
                self._return(work, lease, units, staff)
                given += units
        return given

    def _return(self, work: Work, lease: Allotment, units: int, staff: Staff) -> None:
        """Ours no more from here on; the store hears of it by its own act."""
        work.raw.execute(MOVE, (0, units, stamp(self._now()), lease.allotment_id))
        change = _back(lease.inventory_item_id, lease.location_id, units)
        payload: dict[str, object] = {"document": lease.document, "reason": RETURNED, "changes": [change]}
        self._outbox.add_in(work, Act("move_stock", f"lease:{lease.allotment_id}", payload, _RETURN_PRIORITY), staff)

    def _note(self, work: Work, staff: Staff, action: str, subject: str, detail: str) -> None:
        chain.append(work.raw, self._now(), self._station_id, staff.staff_id, action, subject, detail)


def _back(item_id: int, location_id: int, units: int) -> dict[str, object]:
    """A row of a `move_stock` that puts units back on sale."""
    where = {"item_id": item_id, "location_id": location_id}
    return where | {"quantity": units, "source": "reserved", "target": "available"}


def _on_their_way(raw: Connection, variant_id: int) -> bool:
    sql = "SELECT 1 FROM allotments WHERE variant_id = ? AND state = 'asked' LIMIT 1"
    return raw.execute(sql, (variant_id,)).fetchone() is not None


def _read(connection: Connection, allotment_id: str) -> Allotment:
    row = connection.execute(
        f"SELECT {COLUMNS} FROM allotments WHERE allotment_id = ?",  # noqa: S608
        (allotment_id,),
    ).fetchone()
    if row is None:
        raise NotFound(
            f"There is no allotment {allotment_id}.",
            next_step="`ticketforge allotment show` lists them.",
            id=allotment_id,
        )
    return allotment_of(row)
