"""`Leases` on the station file: asking for units, taking in the store's answer, giving back.

Units count as ours in the transaction after the store's yes, and stop counting in the one that gives them back, before
the store hears of it. Whatever step a crash falls into, the act stands in the outbox: nothing is believed ours that the
store has not reserved, and what it has reserved is booked or returned at the next look (`settle`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from ticketforge_desktop.domain.allotments import ASK_AGAIN, LeaseRule, NoLeaseReason
from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.allotments import RETURNED, Allotment, Category, LeaseState, VariantLease
from ticketforge_desktop.services.ports.outbox import Act, ActState, OutboxEntry
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.allotments import COLUMNS, MOVE, allotment_of, free_units
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.hold_rows import release_ended_in
from ticketforge_desktop.storage.outbox import OutboxFile, read_entry
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import moment, stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

_LEASE_PRIORITY: Final = 2  # behind sales, before all that nobody waits for
_RETURN_PRIORITY: Final = 4
_OPEN_SHIFT: Final = "SELECT shift_id FROM shifts WHERE closed_at = '' ORDER BY opened_at DESC, number DESC LIMIT 1"
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
# The newest first: what was leased long ago is sold first, so that its lease comes to an end.
_RETURNABLE: Final = (
    f"SELECT {COLUMNS} FROM allotments WHERE state = 'open' AND variant_id = ? {{more}}"  # noqa: S608
    " ORDER BY leased_at DESC, allotment_id DESC"
)
_LEASES: Final = (
    "SELECT event_id, category_id, variant_id,"
    " sum(CASE state WHEN 'open' THEN leased - used - returned ELSE 0 END),"
    " sum(CASE state WHEN 'asked' THEN asked ELSE 0 END), min(CASE state WHEN 'open' THEN leased_at END)"
    " FROM allotments WHERE state IN ('open', 'asked') AND ?1 IN ('', event_id) GROUP BY variant_id ORDER BY 1, 2"
)
_KEPT: Final = (
    "SELECT variant_id, sum(quantity - taken) FROM holds WHERE state = 'held' AND until > ? GROUP BY variant_id"
)
# Categories this shift sells from a lease, unless somebody has sent their last one back.
_IN_PLAY: Final = (
    "SELECT event_id, category_id, variant_id, max(leased_at) AS newest, returned FROM allotments"
    " WHERE state IN ('open', 'spent') AND shift_id = ? GROUP BY variant_id HAVING returned = 0"
)
_REFUSED: Final = (
    "SELECT 1 FROM allotments WHERE variant_id = ? AND (state = 'asked' OR state = 'refused'"
    " AND (changed_at > ? OR shift_id = ? AND reason IN (?, ?))) LIMIT 1"
)
_SOLD: Final = (
    "SELECT coalesce(sum(l.quantity), 0) FROM sales s JOIN sale_lines l ON l.sale_id = s.sale_id"
    " WHERE s.at >= ? AND s.kind = 'sale' AND s.state <> 'refused' AND l.variant_id = ?"
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
            shift = work.raw.execute(_OPEN_SHIFT).fetchone()
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
            return sum(self._give_back_in(work, one, staff, more=f"AND {_CLOSED_SHIFTS}") for one in variants)

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
            return _leases(connection, event_id, self._now())

    def to_refill(self, rule: LeaseRule) -> Sequence[tuple[VariantLease, int]]:
        now = self._now()
        with self._readers.borrow() as connection:
            shift = connection.execute(_OPEN_SHIFT).fetchone()
            if shift is None:
                return ()
            known = {each.category.variant_id: each for each in _leases(connection, "", now)}
            found = []
            for event_id, category_id, variant_id, *_ in connection.execute(_IN_PLAY, shift).fetchall():
                if _refused_lately(connection, variant_id, shift[0], now):
                    continue
                since = stamp(now - timedelta(minutes=rule.minutes))
                (sold,) = connection.execute(_SOLD, (since, variant_id)).fetchone()
                nothing = VariantLease(Category(event_id, category_id, variant_id), 0, 0, 0)
                found.append((known.get(variant_id, nothing), int(sold)))
            return found

    # inside a transaction

    def _answered(self, work: Work, lease: Allotment, entry: OutboxEntry, staff: Staff) -> Allotment:
        if entry.settled_how:
            return self._ended(work, lease, LeaseState.LOST, "")
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
        change = {
            "item_id": lease.inventory_item_id,
            "location_id": lease.location_id,
            "quantity": units,
            "source": "reserved",
            "target": "available",
        }
        payload: dict[str, object] = {"document": lease.document, "reason": RETURNED, "changes": [change]}
        self._outbox.add_in(work, Act("move_stock", f"lease:{lease.allotment_id}", payload, _RETURN_PRIORITY), staff)

    def _note(self, work: Work, staff: Staff, action: str, subject: str, detail: str) -> None:
        chain.append(work.raw, self._now(), self._station_id, staff.staff_id, action, subject, detail)


def _leases(connection: Connection, event_id: str, now: datetime) -> list[VariantLease]:
    kept = dict(connection.execute(_KEPT, (stamp(now),)).fetchall())
    return [
        VariantLease(Category(event, category, variant), left, kept.get(variant, 0), asked, moment(since or ""))
        for event, category, variant, left, asked, since in connection.execute(_LEASES, (event_id,)).fetchall()
    ]


def _on_their_way(raw: Connection, variant_id: int) -> bool:
    sql = "SELECT 1 FROM allotments WHERE variant_id = ? AND state = 'asked' LIMIT 1"
    return raw.execute(sql, (variant_id,)).fetchone() is not None


def _refused_lately(connection: Connection, variant_id: int, shift_id: str, now: datetime) -> bool:
    for_good = str(NoLeaseReason.UNTRACKED), str(NoLeaseReason.OVERSELLS)
    values = (variant_id, stamp(now - ASK_AGAIN), shift_id, *for_good)
    return connection.execute(_REFUSED, values).fetchone() is not None


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
