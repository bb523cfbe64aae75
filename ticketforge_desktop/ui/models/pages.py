"""Pages of a listing, the last used ones kept: what lets a table stand on a million rows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Final, Generic, TypeVar

from ticketforge_desktop.services.ports.mirror import Listing

RowT = TypeVar("RowT")

PAGE_ROWS: Final = 64  # a screen of 32-px rows and as much again
KEPT_PAGES: Final = 48  # some 3,000 rows: scrolling back and forth costs no fetch


class Pages(Generic[RowT]):
    """Rows of one listing by number; a page is fetched when one of its rows is asked for, the oldest one is let go.

    Not thread-safe: one model owns it.
    """

    def __init__(self, listing: Listing[RowT], page_rows: int = PAGE_ROWS, kept: int = KEPT_PAGES) -> None:
        self._listing = listing
        self._page_rows = page_rows
        self._kept = kept
        self._pages: OrderedDict[int, Sequence[RowT]] = OrderedDict()
        self._length = len(listing)

    def __len__(self) -> int:
        return self._length

    @property
    def listing(self) -> Listing[RowT]:
        """What the pages are cut from."""
        return self._listing

    def page_of(self, row: int) -> int:
        """The number of the page that holds a row."""
        return row // self._page_rows

    def span(self, page: int) -> tuple[int, int]:
        """First row of a page, and how many rows it has."""
        start = page * self._page_rows
        return start, max(0, min(self._page_rows, self._length - start))

    def held(self, row: int) -> RowT | None:
        """The row if its page is here; None otherwise, and nothing is fetched."""
        page = self._pages.get(self.page_of(row))
        if page is None:
            return None
        self._pages.move_to_end(self.page_of(row))
        place = row % self._page_rows
        # A listing may have lost rows since its ids were sorted; the model is refreshed by the ChangeSet that said so.
        return page[place] if place < len(page) else None

    def row(self, row: int) -> RowT | None:
        """The row, its page fetched if need be. None for a row that is gone. Raises what the listing raises."""
        if not 0 <= row < self._length:
            return None
        number = self.page_of(row)
        if number not in self._pages:
            start, count = self.span(number)
            self.put(number, self._listing.page(start, count))
        return self.held(row)

    def put(self, number: int, rows: Sequence[RowT]) -> None:
        """Take over a page that was fetched elsewhere."""
        self._pages[number] = rows
        self._pages.move_to_end(number)
        while len(self._pages) > self._kept:
            self._pages.popitem(last=False)


def all_rows(listing: Listing[RowT], chunk: int = 500) -> Iterator[tuple[int, RowT]]:
    """Every row of a listing with its number, read in chunks: for export and copying."""
    length = len(listing)
    for start in range(0, length, chunk):
        rows = listing.page(start, min(chunk, length - start))
        yield from enumerate(rows, start)
