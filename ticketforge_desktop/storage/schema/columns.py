"""Columns as the tables here write them: never NULL, never a float, so that an absent thing is "" or 0.

All tables are STRICT: SQLite then refuses what is not of the column's type, above all a float as money.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text, text
from sqlalchemy.schema import SchemaItem

NAMES: Final = {"ix": "ix_%(table_name)s_%(column_0_N_name)s"}


def word(name: str, *of: ForeignKey, **options: Any) -> Column[str]:
    """Text, "" when there is none. Times are ISO 8601 in UTC, documents JSON."""
    return Column(name, Text, *of, nullable=False, server_default=text("''"), **options)


def number(name: str, default: int = 0, **options: Any) -> Column[int]:
    """An integer: counts, ids of the store, 0/1, and money in minor units (`*_minor`, beside a `currency`)."""
    return Column(name, Integer, nullable=False, server_default=text(str(default)), **options)


def key(name: str, *of: ForeignKey) -> Column[str]:
    """A text that names the row."""
    return Column(name, Text, *of, primary_key=True, nullable=False)


def number_key(name: str) -> Column[int]:
    """An integer that names the row; SQLite's rowid where it stands alone."""
    return Column(name, Integer, primary_key=True, nullable=False, autoincrement=False)


def row_key(name: str) -> Column[int]:
    """A number the file gives out itself: one above the highest. Logs lose no rows, so it never comes twice."""
    return Column(name, Integer, primary_key=True, nullable=False)


def rows(name: str, metadata: MetaData, *items: SchemaItem) -> Table:
    """A table kept in order of its rowid."""
    return Table(name, metadata, *items, sqlite_strict=True)


def clustered(name: str, metadata: MetaData, *items: SchemaItem) -> Table:
    """A table kept in order of its primary key (WITHOUT ROWID)."""
    return Table(name, metadata, *items, sqlite_strict=True, sqlite_with_rowid=False)
