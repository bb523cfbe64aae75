"""One kind of thing, by id and by time, as the search index sees it.

A real store's search index lags its writes: for some seconds a search shows the old state, or nothing of a new
object, while a lookup by id shows the new one. ``Table`` keeps both views. Keys pack (time, id) into one integer, so
that 100,000 orders need one list and no tuples.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from ticketforge_desktop.demo.documents import Document, Readers, describer

ID_BITS = 48
ID_MASK = (1 << ID_BITS) - 1


class Stamped(Protocol):
    """What a table can hold."""

    id: int
    created_at: int
    updated_at: int


T = TypeVar("T", bound=Stamped)


@dataclass(slots=True)
class Pending:
    """A write the index has not seen yet."""

    visible_at: float
    stamp: int | None  # the updatedAt it will show; None = the object goes away
    before: Document | None  # what the index shows until then; None = nothing


def pack(stamp: int, number: int) -> int:
    """(time, id) as one integer that sorts the same way."""
    return (stamp << ID_BITS) | number


class Table(Generic[T]):
    """Things of one type. Not locked: callers hold the world's lock."""

    def __init__(self, type_name: str, readers: Readers) -> None:
        self.type_name = type_name
        self.readers = readers
        self.describe = describer(readers)
        self.rows: dict[int, T] = {}
        self.ids: list[int] = []
        self.keys: list[int] = []
        self.pending: dict[int, deque[Pending]] = {}
        self.queue: deque[tuple[float, int]] = deque()
        self.shown: dict[int, int | None] = {}  # updatedAt the index shows, for pending ids only
        self.remembered: dict[int, Document] | None = None  # documents before the running mutation

    def load(self, rows: Iterable[T]) -> None:
        """Add many at once, ascending by id, visible at once (the generator's way in)."""
        for row in rows:
            self.rows[row.id] = row
        self.ids = sorted(self.rows)
        self.keys = sorted(pack(row.updated_at, row.id) for row in self.rows.values())

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows.values())

    def get(self, number: int | None) -> T | None:
        """By id, always current; inside a mutation the state before it is remembered for the lagging index."""
        row = self.rows.get(number) if number is not None else None
        if row is not None and self.remembered is not None:
            self.remember(row)
        return row

    def remember(self, row: T) -> None:
        """Note what the index shows of ``row`` before a mutation changes it."""
        if self.remembered is not None and row.id not in self.remembered:
            self.remembered[row.id] = self.describe(row)

    def add(self, row: T, now: float, lag: float) -> None:
        """A new one: found by id at once, by search after ``lag`` seconds."""
        self.rows[row.id] = row
        self._note(row.id, Pending(now + lag, row.updated_at, None), lag)

    def moved(self, row: T, old_stamp: int, now: float, lag: float) -> None:
        """``row.updated_at`` was changed from ``old_stamp``."""
        before = (self.remembered or {}).get(row.id) or {**self.describe(row), "updated_at": old_stamp}
        if row.id not in self.shown:
            self.shown[row.id] = old_stamp
        self._note(row.id, Pending(now + lag, row.updated_at, before), lag)
        if self.remembered is not None:
            self.remembered[row.id] = self.describe(row)

    def remove(self, row: T, now: float, lag: float) -> None:
        """Gone by id at once, from searches after ``lag`` seconds."""
        before = (self.remembered or {}).get(row.id) or self.describe(row)
        self.rows.pop(row.id, None)
        if row.id not in self.shown:
            self.shown[row.id] = row.updated_at
        self._note(row.id, Pending(now + lag, None, before), lag)

    def _note(self, number: int, change: Pending, lag: float) -> None:
        self.shown.setdefault(number, None)
        self.pending.setdefault(number, deque()).append(change)
        self.queue.append((change.visible_at, number))
        if lag <= 0:
            self.flush(change.visible_at)

    def flush(self, now: float) -> None:
        """Let the index see what is due."""
        while self.queue and self.queue[0][0] <= now:
            _, number = self.queue.popleft()
            self._show(number, self.pending[number].popleft().stamp)
            if not self.pending[number]:
                del self.pending[number], self.shown[number]

    def _show(self, number: int, stamp: int | None) -> None:
        old = self.shown[number]
        if old is not None:
            at = bisect_left(self.keys, pack(old, number))
            del self.keys[at]
        if stamp is not None:
            insort(self.keys, pack(stamp, number))
        if old is None and stamp is not None:
            insort(self.ids, number)
        elif stamp is None and old is not None:
            del self.ids[bisect_left(self.ids, number)]
        self.shown[number] = stamp

    def document(self, number: int) -> Document | None:
        """What the index holds of a pending object; None = it shows the current state."""
        waiting = self.pending.get(number)
        return waiting[0].before if waiting else None
