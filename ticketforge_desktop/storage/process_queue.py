"""The mirror's side of order processing: which orders changed, and how they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final, TypeVar

from ticketforge_desktop.domain.effect_rules import is_over
from ticketforge_desktop.domain.effects import DEAD, DELETED, OrderFacts, TicketFacts
from ticketforge_desktop.domain.events import EventStatus, HardticketState, OrderStatus, TicketState, order_status
from ticketforge_desktop.domain.records import OrderRecord
from ticketforge_desktop.domain.stock_alerts import CategoryStock
from ticketforge_desktop.services.ports.processing import DeadTicket, MirrorMarks, QueuedOrder
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.event_queries import coming_stock
from ticketforge_desktop.storage.file import OpenFile
from ticketforge_desktop.storage.listing import marks as places
from ticketforge_desktop.storage.records_sql import COLUMNS
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.troubles import PROCESSING
from ticketforge_desktop.storage.writer import Priority, Work

ItemT = TypeVar("ItemT")

WHOLE: Final = "process_all"  # left by a full sync (`shadow_finish`)
_CHUNK: Final = 200  # rows of a transaction of a few milliseconds, and keys of a query
_TICKETS: Final = (
    "SELECT t.order_id, t.ticket_id, t.event_id, t.state, coalesce(e.starts_at, ''), coalesce(e.ends_at, ''),"  # noqa: S608
    f" coalesce(e.status, '') = '{EventStatus.CANCELLED}'"
    " FROM tickets t LEFT JOIN events e ON e.event_id = t.event_id"
)
_DEAD_WORDS: Final = ", ".join(f"'{state}'" for state in sorted(DEAD - {DELETED}))


class Queue:
    """`ProcessQueue`."""

    def __init__(self, file: OpenFile) -> None:
        self._file = file

    def whole_due(self) -> str:
        row = self._file.readers.row("SELECT value FROM mirror_facts WHERE name = ?", (WHOLE,))
        return str(row[0]) if row else ""

    def whole_done(self, mark: str) -> None:
        values = (WHOLE, mark)
        self._write(lambda work: work.raw.execute("DELETE FROM mirror_facts WHERE name = ? AND value = ?", values))

    def marks(self) -> MirrorMarks | None:
        with self._file.readers.borrow() as connection:
            if connection.execute("SELECT 1 FROM shop").fetchone() is None:
                return None
            newest = connection.execute("SELECT max(created_at) FROM orders").fetchone()[0]
            feed = connection.execute("SELECT at FROM sync_state WHERE feed = 'orders'").fetchone()
        return MirrorMarks(newest or "", feed[0] if feed else "")

    def waiting(self) -> int:
        return int(self._file.readers.row("SELECT count(*) FROM orders_to_process", ())[0])

    def take(self, after: int, limit: int) -> Sequence[QueuedOrder]:
        with self._file.readers.borrow() as connection:
            turns = connection.execute(
                "SELECT turn, order_id FROM orders_to_process WHERE turn > ? ORDER BY turn LIMIT ?", (after, limit)
            ).fetchall()
            facts: dict[int, OrderFacts] = {}
            for some in _chunks(turns):
                facts |= _facts(connection, [order_id for _, order_id in some])
        return [QueuedOrder(turn, facts[order_id]) for turn, order_id in turns]

    def done(self, orders: Sequence[QueuedOrder]) -> None:
        for some in _chunks(orders):
            turns = [(queued.turn, queued.facts.order_id) for queued in some]

            def take_out(work: Work, turns: list[tuple[int, int]] = turns) -> None:
                work.raw.executemany("DELETE FROM orders_to_process WHERE turn = ? AND order_id = ?", turns)
                work.raw.execute(
                    "DELETE FROM removed_tickets WHERE NOT EXISTS"
                    " (SELECT 1 FROM orders_to_process p WHERE p.order_id = removed_tickets.order_id)"
                )

            self._write(take_out)

    def put(self, order_ids: Sequence[int]) -> None:
        for some in _chunks(order_ids):
            rows = [(order_id,) for order_id in some]
            self._write(
                lambda work, rows=rows: work.raw.executemany(  # type: ignore[misc]
                    "INSERT OR IGNORE INTO orders_to_process (order_id) VALUES (?)", rows
                )
            )

    def note_trouble(self, order_id: int, name: str, code: str, reason: str, at: datetime) -> None:
        values = (PROCESSING, order_id, name, code, reason, stamp(at))
        self._write(
            lambda work: work.raw.execute(
                "INSERT INTO store_troubles (kind, object_id, name, code, reason, since, tries) VALUES (?,?,?,?,?,?,1)"
                " ON CONFLICT (kind, object_id) DO UPDATE SET name = excluded.name, code = excluded.code,"
                " reason = excluded.reason, tries = tries + 1",
                values,
            )
        )

    def clear_troubles(self, order_ids: Sequence[int]) -> None:
        rows = [(PROCESSING, order_id) for order_id in order_ids]
        if rows:
            self._write(
                lambda work: work.raw.executemany("DELETE FROM store_troubles WHERE kind = ? AND object_id = ?", rows)
            )

    def troubled(self) -> frozenset[int]:
        return frozenset(self._ids("SELECT object_id FROM store_troubles WHERE kind = ?", (PROCESSING,)))

    def open_hardticket_orders(self, now: datetime) -> Sequence[int]:
        with self._file.readers.borrow() as connection:
            rows = connection.execute(
                "SELECT DISTINCT o.order_id, o.financial_status, o.cancelled_at, e.starts_at, e.ends_at"
                " FROM hardticket_orders h JOIN orders o ON o.order_id = h.order_id"
                " JOIN tickets t ON t.order_id = h.order_id JOIN events e ON e.event_id = t.event_id"
                " WHERE h.state = ? AND t.state = ? AND e.status <> ? ORDER BY o.order_id",
                (str(HardticketState.PENDING), str(TicketState.VALID), str(EventStatus.CANCELLED)),
            )
            found = [
                order_id
                for order_id, paid, cancelled, starts_at, ends_at in rows
                if order_status(paid, cancelled) is OrderStatus.CONFIRMED and not is_over(starts_at, ends_at, now)
            ]
        return list(dict.fromkeys(found))

    def orders_since(self, updated_at: str) -> Sequence[int]:
        return self._ids("SELECT order_id FROM orders WHERE updated_at >= ? ORDER BY order_id", (updated_at,))

    def orders_from(self, sources: Sequence[str]) -> Sequence[int]:
        wanted = set(sources)
        if not wanted:
            return []
        with self._file.readers.borrow() as connection:
            rows = connection.execute("SELECT order_id, source_identifier FROM orders WHERE source_identifier <> ''")
            return sorted(order_id for order_id, source in rows if source in wanted)

    def dead_among(self, ticket_ids: Sequence[str]) -> Sequence[DeadTicket]:
        found: list[DeadTicket] = []
        with self._file.readers.borrow() as connection:
            for some in _chunks(ticket_ids):
                rows = connection.execute(
                    "SELECT t.ticket_id, t.state, t.event_id, o.name, t.order_id FROM tickets t"  # noqa: S608
                    f" JOIN orders o ON o.order_id = t.order_id WHERE t.ticket_id IN ({places(some)})"
                    f" AND t.state IN ({_DEAD_WORDS})",
                    some,
                )
                found += [DeadTicket(*row) for row in rows]
        return found

    def held_tickets(self, ticket_ids: Sequence[str]) -> frozenset[str]:
        """Which of these tickets the mirror knows, in whatever state."""
        found: set[str] = set()
        for some in _chunks(ticket_ids):
            sql = f"SELECT ticket_id FROM tickets WHERE ticket_id IN ({places(some)})"  # noqa: S608 - marks
            with self._file.readers.borrow() as connection:
                found.update(row[0] for row in connection.execute(sql, some))
        return frozenset(found)

    def coming_stock(self, now: datetime) -> Sequence[CategoryStock]:
        with self._file.readers.borrow() as connection:
            return coming_stock(connection, now)

    def _ids(self, sql: str, values: Sequence[object]) -> list[int]:
        with self._file.readers.borrow() as connection:
            return [row[0] for row in connection.execute(sql, values)]

    def _write(self, work: Callable[[Work], object]) -> None:
        self._file.writer().run(work, Priority.SYNC)


def _chunks(items: Sequence[ItemT]) -> Iterator[Sequence[ItemT]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def _facts(connection: Connection, order_ids: Sequence[int]) -> dict[int, OrderFacts]:
    """How these orders stand; those the store deleted by the tickets they left."""
    chosen = f"IN ({places(order_ids)})"
    run = connection.execute
    orders = [
        OrderRecord(*row)
        for row in run(f"SELECT {COLUMNS['orders']} FROM orders WHERE order_id {chosen}", order_ids)  # noqa: S608
    ]
    posted = dict(run(f"SELECT order_id, state FROM hardticket_orders WHERE order_id {chosen}", order_ids).fetchall())  # noqa: S608
    tickets: defaultdict[int, list[TicketFacts]] = defaultdict(list)
    for order_id, *ticket in run(f"{_TICKETS} WHERE t.order_id {chosen} ORDER BY t.line_id, t.unit", order_ids):
        tickets[order_id].append(TicketFacts(*ticket))
    seeds = _seeds(connection, [order.order_id for order in orders if order.source_identifier])
    found = {
        order.order_id: OrderFacts(
            order.order_id,
            order.name,
            order,
            posted.get(order.order_id, ""),
            tuple(tickets[order.order_id]),
            tuple(seeds.get(order.order_id, ())),
        )
        for order in orders
    }
    for order_id in set(order_ids).difference(found):
        rows = run(
            "SELECT order_name, ticket_id, event_id FROM removed_tickets WHERE order_id = ? ORDER BY ticket_id",
            (order_id,),
        ).fetchall()
        left = tuple(TicketFacts(ticket_id, event_id, DELETED) for _, ticket_id, event_id in rows)
        found[order_id] = OrderFacts(order_id, rows[0][0] if rows else "", None, "", left)
    return found


def _seeds(connection: Connection, order_ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """The signed properties of orders that name a source; most orders name none."""
    found: dict[int, list[tuple[int, str]]] = {}
    if order_ids:
        for order_id, line_id, seed in connection.execute(
            "SELECT order_id, line_id, seed FROM order_lines"  # noqa: S608
            f" WHERE order_id IN ({places(order_ids)}) AND seed <> '' ORDER BY line_id",
            order_ids,
        ):
            found.setdefault(order_id, []).append((line_id, seed))
    return found
