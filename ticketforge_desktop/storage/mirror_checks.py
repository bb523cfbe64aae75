"""What sync asks of the mirror in order to compare it with the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ticketforge_desktop.domain.records import OrderStanding
from ticketforge_desktop.storage.readers import Readers

# The newest run that brought the mirror up to date: checks and pushes do not, nor does what failed.
UP_TO_DATE: Final = (
    "mode IN ('bulk', 'incremental') AND coalesce(json_extract(facts, '$.error'), '') = '' ORDER BY run_id DESC LIMIT 1"
)
_TABLE_OF: Final = {
    "product": ("events", "product_id"),
    "variant": ("categories", "variant_id"),
    "order": ("orders", "order_id"),
    "customer": ("participants", "customer_id"),
    "stock": ("stock", "inventory_item_id"),
}


def held(readers: Readers, kind: str, ids: Sequence[int]) -> frozenset[int]:
    """Which of these are here."""
    table, column = _TABLE_OF[kind]
    with readers.borrow() as connection:
        sql = f"SELECT 1 FROM {table} WHERE {column} = ?"  # noqa: S608 - names are ours
        return frozenset(number for number in ids if connection.execute(sql, (number,)).fetchone())


def ids(readers: Readers, kind: str, after: int, limit: int, created_since: str = "") -> list[int]:
    """Ids above `after`, ascending."""
    table, column = _TABLE_OF[kind]
    young = " AND created_at >= ?3" if created_since else ""
    sql = f"SELECT DISTINCT {column} FROM {table} WHERE {column} > ?1{young} ORDER BY {column} LIMIT ?2"  # noqa: S608
    values = (after, limit, created_since) if created_since else (after, limit)
    with readers.borrow() as connection:
        return [row[0] for row in connection.execute(sql, values)]


def products_of(readers: Readers, variant_ids: Sequence[int]) -> frozenset[int]:
    """The products these variants belong to."""
    sql = "SELECT e.product_id FROM categories c JOIN events e ON e.event_id = c.event_id WHERE c.variant_id = ?"
    with readers.borrow() as connection:
        rows = [connection.execute(sql, (variant_id,)).fetchone() for variant_id in variant_ids]
    return frozenset(row[0] for row in rows if row is not None)


def order_versions(readers: Readers, since: str) -> dict[int, tuple[str, str]]:
    """Orders that changed since a time: id → (updated_at, created_at). Reads every order once: not for every minute."""
    sql = "SELECT order_id, updated_at, created_at FROM orders WHERE updated_at >= ?"
    with readers.borrow() as connection:
        return {row[0]: (row[1], row[2]) for row in connection.execute(sql, (since,))}


def order_standing(readers: Readers, since: str) -> dict[int, OrderStanding]:
    """Of the same orders what the gate decides by."""
    sql = (
        "SELECT o.order_id, o.cancelled_at, o.financial_status, coalesce(sum(l.current_quantity), 0)"
        " FROM orders o LEFT JOIN order_lines l ON l.order_id = o.order_id WHERE o.updated_at >= ? GROUP BY o.order_id"
    )
    with readers.borrow() as connection:
        return {row[0]: OrderStanding(*row[1:]) for row in connection.execute(sql, (since,))}
