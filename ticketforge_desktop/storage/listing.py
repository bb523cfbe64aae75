"""Sorted, filtered tables: ids sorted once, pages fetched by key."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.readers import Readers

RowT = TypeVar("RowT")

# Fetches rows by their ids, in any order, as (id, row).
Fetch = Callable[[Connection, Sequence[int]], Sequence[tuple[int, RowT]]]


class IdListing(Generic[RowT]):
    """`Listing` over ids: a million of them are eight megabytes, and a page is a look by key for each of its rows."""

    def __init__(self, readers: Readers, ids: array[int], fetch: Fetch[RowT]) -> None:
        self._readers = readers
        self._ids = ids
        self._fetch = fetch

    def __len__(self) -> int:
        return len(self._ids)

    def page(self, start: int, count: int) -> Sequence[RowT]:
        """Rows `start` … `start + count` as they are now; what was taken out since is left out."""
        wanted = self._ids[max(start, 0) : max(start, 0) + max(count, 0)]
        if not wanted:
            return []
        with self._readers.borrow() as connection:
            found = dict(self._fetch(connection, wanted))
        return [found[number] for number in wanted if number in found]


def ids_of(connection: Connection, sql: str, values: Sequence[object]) -> array[int]:
    """The first column of a query as an array, without a Python object for each row at once."""
    ids = array("q")
    rows = connection.execute(sql, values)
    while chunk := rows.fetchmany(10_000):
        ids.extend([row[0] for row in chunk])
    return ids


def marks(values: Sequence[object]) -> str:
    """Placeholders for a list of values."""
    return ",".join("?" * len(values))
