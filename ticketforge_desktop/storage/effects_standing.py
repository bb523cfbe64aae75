"""What this station has done for orders so far, read for many at once or inside the transaction for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ticketforge_desktop.domain.effect_rules import once_keys, parcel_key
from ticketforge_desktop.domain.effects import (
    DEAD,
    OrderFacts,
    ParcelStanding,
    SaleStanding,
    Standing,
    UseStanding,
)
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.listing import marks

_CHUNK: Final = 200


def standing_of(connection: Connection, facts: OrderFacts) -> Standing:
    """What was done for one order."""
    return read_standing(connection, [facts])[facts.order_id]


def read_standing(connection: Connection, orders: Sequence[OrderFacts]) -> Mapping[int, Standing]:
    """What was done for these orders; only what their facts could ask for is looked up."""
    parcels: defaultdict[int, list[ParcelStanding]] = defaultdict(list)
    for row in _rows(
        connection,
        "SELECT order_id, parcel_id, number, state, packed_at, called_off, pieces FROM parcels WHERE order_id IN ({})"
        " ORDER BY order_id, number",
        [facts.order_id for facts in orders],
    ):
        order_id, parcel_id, number, state, packed_at, called_off, pieces = row
        parcels[order_id].append(ParcelStanding(parcel_id, number, state, bool(packed_at), called_off, pieces))
    dead = [ticket.ticket_id for facts in orders for ticket in facts.tickets if ticket.state in DEAD]
    uses = {
        ticket_id: UseStanding(at, gate, station)
        for ticket_id, at, gate, station in _rows(
            connection, "SELECT ticket_id, at, gate, station FROM ticket_uses WHERE ticket_id IN ({})", dead
        )
    }
    sources = [facts.order.source_identifier for facts in orders if facts.order is not None]
    sales = _sales(connection, [source for source in sources if source])
    keys = {facts.order_id: _keys(facts, parcels[facts.order_id]) for facts in orders}
    asked = [key for some in keys.values() for key in some]
    done = {row[0] for row in _rows(connection, "SELECT effect FROM effects WHERE effect IN ({})", asked)}
    return {
        facts.order_id: Standing(
            tuple(parcels[facts.order_id]),
            {t.ticket_id: uses[t.ticket_id] for t in facts.tickets if t.ticket_id in uses} if uses else {},
            sales.get(facts.order.source_identifier) if facts.order is not None and sales else None,
            frozenset(done.intersection(keys[facts.order_id])) if done else frozenset(),
        )
        for facts in orders
    }


def use_of(connection: Connection, ticket_id: str) -> UseStanding | None:
    """The admission that counts for a ticket."""
    row = connection.execute("SELECT at, gate, station FROM ticket_uses WHERE ticket_id = ?", (ticket_id,)).fetchone()
    return None if row is None else UseStanding(*row)


def _keys(facts: OrderFacts, parcels: Sequence[ParcelStanding]) -> list[str]:
    return [*once_keys(facts), *(parcel_key(parcel.parcel_id) for parcel in parcels if parcel.packed)]


def _sales(connection: Connection, sale_ids: Sequence[str]) -> dict[str, SaleStanding]:
    if not sale_ids:
        return {}
    lines: defaultdict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for sale_id, *line in _rows(
        connection,
        "SELECT sale_id, line, seed, line_id FROM sale_lines WHERE sale_id IN ({}) ORDER BY sale_id, line",
        sale_ids,
    ):
        lines[sale_id].append((line[0], line[1], line[2]))
    rows = _rows(
        connection,
        "SELECT sale_id, state, order_id, order_name, total_minor, currency FROM sales WHERE sale_id IN ({})",
        sale_ids,
    )
    return {row[0]: SaleStanding(*(*row, tuple(lines[row[0]]))) for row in rows}


def _rows(connection: Connection, sql: str, keys: Sequence[object]) -> Iterator[tuple[Any, ...]]:
    """Rows by key, a few hundred keys a query."""
    for start in range(0, len(keys), _CHUNK):
        some = keys[start : start + _CHUNK]
        yield from connection.execute(sql.format(marks(some)), some)
