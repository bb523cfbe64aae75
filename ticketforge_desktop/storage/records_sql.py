"""How records go into their tables and come back: columns in the order of the fields, nothing in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from ticketforge_desktop.domain.records import (
    CategoryRecord,
    EventRecord,
    FulfillmentOrderRecord,
    LineRecord,
    LocationRecord,
    OrderRecord,
    ParticipantRecord,
    PublicKeyRecord,
    RefundLineRecord,
    ShopRecord,
    StockRecord,
    TransactionRecord,
)
from ticketforge_desktop.storage.cipher import Connection

_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "shop": ShopRecord._fields,
    "locations": LocationRecord._fields,
    "events": EventRecord._fields,
    "categories": CategoryRecord._fields,
    "stock": StockRecord._fields,
    "participants": ParticipantRecord._fields,
    "orders": OrderRecord._fields,
    "order_lines": LineRecord._fields,
    "refund_lines": RefundLineRecord._fields,
    "public_keys": PublicKeyRecord._fields,
    "transactions": TransactionRecord._fields,
    "fulfillment_orders": FulfillmentOrderRecord._fields,
}
COLUMNS: Final = {table: ", ".join(fields) for table, fields in _FIELDS.items()}


def insert(table: str, verb: str = "INSERT") -> str:
    """An insert that takes the table's record as it is."""
    marks = ",".join("?" * len(_FIELDS[table]))
    return f"{verb} INTO {table} ({COLUMNS[table]}) VALUES ({marks})"


def select(table: str, rest: str) -> str:
    """A select whose rows make the table's record."""
    return f"SELECT {COLUMNS[table]} FROM {table} {rest}"  # noqa: S608


def _upsert(table: str, key: str, newer: str) -> str:
    changed = ", ".join(f"{name} = excluded.{name}" for name in _FIELDS[table] if name not in key.split(", "))
    return f"{insert(table)} ON CONFLICT ({key}) DO UPDATE SET {changed} WHERE {newer}"


# A record replaces what is here only if it is not older.
_NOT_OLDER: Final = "excluded.updated_at >= {table}.updated_at"

UPSERTS: Final = {
    # Two products that claim one event: the one changed last is the event, of two changed at once the higher number.
    "events": _upsert(
        "events", "event_id", "(excluded.updated_at, excluded.product_id) >= (events.updated_at, events.product_id)"
    ),
    "categories": _upsert("categories", "variant_id", _NOT_OLDER.format(table="categories")),
    "stock": _upsert("stock", "inventory_item_id, location_id", _NOT_OLDER.format(table="stock")),
    "participants": _upsert("participants", "customer_id", _NOT_OLDER.format(table="participants")),
    "orders": _upsert("orders", "order_id", _NOT_OLDER.format(table="orders")),
    "locations": insert("locations", "INSERT OR REPLACE"),
    "public_keys": insert("public_keys", "INSERT OR REPLACE"),
    "order_lines": insert("order_lines", "INSERT OR REPLACE"),
    "transactions": insert("transactions", "INSERT OR REPLACE"),
    "fulfillment_orders": insert("fulfillment_orders", "INSERT OR REPLACE"),
    # One line of an order may be refunded twice in a refund, restocked and not: each is kept, equals are summed up.
    "refund_lines": insert("refund_lines") + " ON CONFLICT (order_id, refund_id, line_id, restock) DO UPDATE SET"
    " quantity = quantity + excluded.quantity, amount_minor = amount_minor + excluded.amount_minor",
}

TICKET_COLUMNS: Final = "ticket_id, ean, order_id, line_id, unit, event_id, variant_id, seat, state, issue"
# A `TicketRecord` as it is, its number left out: that is part of the id.
INSERT_TICKET: Final = f"INSERT INTO tickets ({TICKET_COLUMNS}) VALUES (?1,?3,?4,?5,?6,?7,?8,?9,?10,?11)"  # noqa: S608
INSERT_TICKET_ROW: Final = f"INSERT OR FAIL INTO tickets ({TICKET_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)"  # noqa: S608
INSERT_HARDTICKET: Final = "INSERT INTO hardticket_orders (order_id, state, created_at) VALUES (?,?,?)"
INSERT_UNPLACED: Final = "INSERT INTO unplaced_lines (order_id, line_id) VALUES (?,?)"
INSERT_SALE_LINE: Final = "INSERT OR REPLACE INTO sale_lines_seen (sale, line_id, order_id, key_id) VALUES (?,?,?,?)"
INSERT_WORDS: Final = "INSERT INTO search (rowid, words) VALUES (?,?)"

# Values a statement. With many more, SQLite finds no place for their texts in the memory it keeps at hand.
_VALUES_AT_ONCE: Final = 144


def put_many(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """`executemany` for millions: several rows a statement, so that the driver hands over fewer, longer ones.

    Args:
        statement: an insert of one row, `… VALUES (?,?,…) …`; rows meet what stands in the table one after the other,
            also those of one statement.
        rows: as many values each as there are marks.
    """
    if not rows:
        return
    columns = len(rows[0])
    at_once = max(1, _VALUES_AT_ONCE // columns)
    if len(rows) >= at_once:
        values = chain.from_iterable(rows)
        connection.executemany(_widened(statement, at_once), zip(*[values] * (at_once * columns), strict=False))
    rest = rows[len(rows) - len(rows) % at_once :]
    if rest:
        connection.executemany(statement, rest)


@lru_cache(maxsize=64)
def _widened(statement: str, rows: int) -> str:
    head, values, tail = statement.partition(" VALUES ")
    end = tail.index(")") + 1
    return f"{head}{values}{','.join([tail[:end]] * rows)}{tail[end:]}"
