"""New files get the schema of all migrations without each of them being run again.

The first new file of a kind is migrated, as every file is outside of the tests; what stands in it then is written into
those after it, statement by statement and row by row. Files of an older version are always migrated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ticketforge_desktop.storage.cipher import Connection

Upgrade = Callable[[Connection, str, str], None]


@dataclass(frozen=True)
class Made:
    """What is in a file that was just made."""

    statements: tuple[str, ...]
    rows: tuple[tuple[str, list[tuple[object, ...]]], ...]

    @classmethod
    def read(cls, connection: Connection) -> Made:
        listed = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY rowid").fetchall()
        virtual = [name for _, name, sql in listed if sql and sql.startswith("CREATE VIRTUAL")]
        of_virtual = tuple(f"{name}_" for name in virtual)
        tables = [name for kind, name, _ in listed if kind == "table" and name not in virtual]
        rows = ((name, connection.execute(f'SELECT * FROM "{name}"').fetchall()) for name in tables)
        statements = (sql for _, name, sql in listed if sql and not name.startswith((*of_virtual, "sqlite_")))
        return cls(tuple(statements), tuple((name, found) for name, found in rows if found))

    def write(self, connection: Connection) -> None:
        for sql in self.statements:
            connection.execute(sql)
        for table, rows in self.rows:
            connection.execute(f'DELETE FROM "{table}"')
            connection.executemany(f'INSERT INTO "{table}" VALUES ({",".join("?" * len(rows[0]))})', rows)


class SchemaAtOnce:
    """Stands in the place of `storage.migrate.upgrade_to`."""

    def __init__(self, upgrade: Upgrade) -> None:
        self._upgrade = upgrade
        self._made: dict[str, Made] = {}

    def __call__(self, connection: Connection, line: str, revision: str) -> None:
        if revision != "head" or connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            self._upgrade(connection, line, revision)
        elif line in self._made:
            self._made[line].write(connection)
        else:
            self._upgrade(connection, line, revision)
            self._made[line] = Made.read(connection)
