"""Indexes of a mirror that was just filled, built in pieces so that memory stays the same for any number of tickets.

`CREATE INDEX` sorts all entries at once, and in memory: a temporary file would not be encrypted. So the entries of the
tickets' indexes are sorted a range of keys at a time and appended to a table that is kept in order of just those
columns; at the end the table's entry in the schema is made that of the index. That is exact by SQLite's file format
(https://sqlite.org/fileformat2.html, 2.5 and 2.6): an index of a WITHOUT ROWID table is a b-tree of its columns and
then those of the primary key, a WITHOUT ROWID table one of its primary key's columns and then the others. Both come
to the same bytes when nothing else is in either, which is asked before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from ticketforge_desktop.storage.cipher import Connection

if TYPE_CHECKING:
    from sqlalchemy import Index

TICKETS: Final = "tickets"
PIECE: Final = 650_000  # entries sorted at once: about 50 MB, which loading needed before
_DIFFERENT: Final = 50  # values a piece, so that none of them makes a piece much longer
_CACHE_KIB: Final = 2_048
_SORTED: Final = "sorted_"  # what an index is called while it is a table

Key = tuple[Any, ...]


def make_indexes(connection: Connection, tables: Iterable[str]) -> None:
    """Build the indexes of some tables whole."""
    for index in _indexes(tables):
        connection.execute(_ddl(index))


def sort_tickets(connection: Connection, tickets: int, sample: Sequence[Sequence[Any]]) -> None:
    """Build the tickets' indexes: whole for a store of usual size, else as tables in order, of which `name_sorted`
    makes indexes.

    Args:
        tickets: how many there are.
        sample: rows of them, taken evenly: they tell where to cut.
    """
    # The table is read once a piece, an index written once: pages kept would only be memory beside the sorter's.
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    connection.execute("PRAGMA shrink_memory")
    pieces = -(-tickets // PIECE)
    if pieces <= 1 or not _may_name(connection):
        make_indexes(connection, [TICKETS])
        return
    for index in _indexes([TICKETS]):
        _sort(connection, index, _cuts(index, pieces, sample))


def name_sorted(connection: Connection) -> None:
    """Enter the sorted tables, if there are any, as the indexes they are. The last thing before the commit: only who
    opens the file after it sees them as such."""
    whole = {f"{_SORTED}{index.name}": index for index in _indexes([TICKETS])}
    there = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    made = [index for name, index in whole.items() if (name,) in there]
    if not made:
        return
    connection.execute("PRAGMA writable_schema = ON")
    try:
        for index in made:
            connection.execute(
                "UPDATE sqlite_master SET type = 'index', name = ?1, tbl_name = ?2, sql = ?3 WHERE name = ?4",
                (index.name, TICKETS, _ddl(index), f"{_SORTED}{index.name}"),
            )
    finally:
        connection.execute("PRAGMA writable_schema = OFF")


def _may_name(connection: Connection) -> bool:
    """Whether entries of the schema may be changed: a SQLite built to defend itself refuses that."""
    try:
        connection.execute("PRAGMA writable_schema = ON")
        return bool(connection.execute("PRAGMA writable_schema").fetchone()[0])
    finally:
        connection.execute("PRAGMA writable_schema = OFF")


def analyze(connection: Connection) -> None:
    """What the planner must know of the tables: asked of most, told of the tickets' indexes."""
    from ticketforge_desktop.storage.schema.mirror import MIRROR

    connection.execute("PRAGMA analysis_limit = 1000")
    for table in MIRROR.tables:
        connection.execute(f"ANALYZE {table}")
    row = connection.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = ?1 AND idx = ?1", (TICKETS,)).fetchone()
    if row is None:
        return  # there are none
    tickets = int(row[0].split()[0])
    events = connection.execute("SELECT count(DISTINCT event_id) FROM category_figures").fetchone()[0]
    for index in _indexes([TICKETS]):
        alike = tickets // max(1, events) if _columns(index)[0] == "event_id" else 1
        stat = f"{tickets} {max(1, alike)}"
        connection.execute("DELETE FROM sqlite_stat1 WHERE tbl = ? AND idx = ?", (TICKETS, index.name))
        connection.execute("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?,?,?)", (TICKETS, index.name, stat))


def _sort(connection: Connection, index: Index, cuts: Sequence[Key]) -> None:
    key, table = _key(index), f"{_SORTED}{index.name}"
    assert index.table is not None
    types = {column.name: column.type for column in index.table.columns}
    columns = ", ".join(f"{name} {types[name]} NOT NULL" for name in key)
    names = ", ".join(key)
    connection.execute(f"CREATE TABLE {table} ({columns}, PRIMARY KEY ({names})) WITHOUT ROWID, STRICT")
    for low, high in zip([(), *cuts], [*cuts, ()], strict=True):
        where = " AND ".join(_bound(key, sign, cut) for sign, cut in ((">=", low), ("<", high)) if cut) or "true"
        connection.execute(
            f"INSERT INTO {table} SELECT {names} FROM {TICKETS} WHERE {where} ORDER BY {names}",  # noqa: S608
            [*low, *high],
        )


def _bound(key: Sequence[str], sign: str, cut: Key) -> str:
    if len(cut) == 1:
        return f"{key[0]} {sign} ?"
    return f"({', '.join(key[: len(cut)])}) {sign} ({','.join('?' * len(cut))})"


def _cuts(index: Index, pieces: int, sample: Sequence[Sequence[Any]]) -> list[Key]:
    """Keys that part the entries into about equal pieces: their first columns where these differ enough (that is
    quicker to compare), else whole ones, for all tickets may be of one event."""
    assert index.table is not None
    places = [list(index.table.columns.keys()).index(name) for name in _key(index)]
    keys = sorted(tuple(row[place] for place in places) for row in sample)
    if len(keys) < pieces:
        return []
    columns = 1 if len({key[0] for key in keys}) >= _DIFFERENT * pieces else len(places)
    return [keys[len(keys) * piece // pieces][:columns] for piece in range(1, pieces)]


def _key(index: Index) -> tuple[str, ...]:
    """The columns of an entry: the index's own, then those of the primary key that are not among them."""
    assert index.table is not None
    own = _columns(index)
    return own + tuple(column.name for column in index.table.primary_key if column.name not in own)


def _columns(index: Index) -> tuple[str, ...]:
    return tuple(str(column.name) for column in index.columns)


def _indexes(tables: Iterable[str]) -> list[Index]:
    from ticketforge_desktop.storage.schema.mirror import MIRROR

    return [
        index for table in tables for index in sorted(MIRROR.tables[table].indexes, key=lambda index: str(index.name))
    ]


def _ddl(index: Index) -> str:
    from sqlalchemy.dialects.sqlite import dialect
    from sqlalchemy.schema import CreateIndex

    return str(CreateIndex(index).compile(dialect=dialect()))
