"""A table model over a listing of any length: it holds the pages that are looked at, never the table.

A query (filter and sort) runs off the window's thread and gives a listing; its pages are fetched where they are asked
for while that costs about a millisecond, and by the runner as soon as a disk or a lock makes it slower. A query that
was overtaken by a newer one is forgotten, so what is shown is always what was typed last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from ticketforge_desktop.services.ports.mirror import Listing, Sort
from ticketforge_desktop.ui.models.pages import PAGE_ROWS, Pages, all_rows
from ticketforge_desktop.ui.runner import Job, Runner
from ticketforge_desktop.ui.widgets.badge import stock_word
from ticketforge_desktop.ui.widgets.table import Cell

RowT = TypeVar("RowT")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1  # the row itself, for delegates; None while it is on its way
DEBOUNCE_MS: Final = 120
SLOW_S: Final = 0.008  # half a frame
_SLOW_TIMES: Final = 3
_NEAR_PAGES: Final = 3


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """A column: the field it sorts by, its head (looked up when shown, so languages may change), its cells.

    `sample` gives a text as wide as the column should be; columns with a `stretch` share what is left; where that is
    too little, columns of the highest `rank` are left out first (0 never is).
    """

    key: str
    title: Callable[[], str]
    cell: Callable[[RowT], Cell]
    sample: Callable[[], str]
    right: bool = False
    stretch: int = 0
    rank: int = 0
    plain: Callable[[RowT], str] | None = None  # for export, where it differs from the text shown

    def text(self, row: RowT) -> str:
        """The cell in words: what is read out."""
        cell = self.cell(row)
        if cell.level is not None:
            return stock_word(cell.level)
        return f"{cell.text} {cell.second}".strip()

    def exported(self, row: RowT) -> str:
        """The cell as a file or the clipboard gets it."""
        return (self.plain or self.text)(row)


class PagedModel(QAbstractTableModel, Generic[RowT]):
    """Rows of the newest listing. `loaded(count)` follows each query, `failed(error)` each that broke."""

    loaded = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        key_of: Callable[[RowT], str],
        runner: Runner,
        sort: Sort,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key_of = key_of
        self._runner = runner
        self._sort = sort
        self._query: Callable[[Sort], Listing[RowT]] | None = None
        self._pages: Pages[RowT] | None = None
        self._job: Job[Listing[RowT]] | None = None
        self.asked_anew = True  # filter or order changed since the rows that are shown
        self._slow = 0
        self._waiting: set[int] = set()
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._debounce.timeout.connect(self.refresh)

    # What is asked

    @property
    def order(self) -> Sort:
        """How the rows are sorted."""
        return self._sort

    def ask(self, query: Callable[[Sort], Listing[RowT]], *, soon: bool = False) -> None:
        """Show another query: at once, or after a moment without another (`soon`, for what is being typed)."""
        self._query, self.asked_anew = query, True
        if soon:
            self._debounce.start()
        else:
            self.refresh()

    def refresh(self) -> None:
        """Ask again; what is shown stays until the answer is there."""
        self._debounce.stop()
        query, sort = self._query, self._sort
        if query is None:
            return
        self._job = self._runner.submit(
            lambda: query(sort), self._take, failed=self.failed.emit, owner=self, replaces=self._job
        )

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            self._sort, self.asked_anew = Sort(self.columns[column].key, order == Qt.SortOrder.DescendingOrder), True
            self.refresh()

    def _take(self, listing: Listing[RowT]) -> None:
        self.beginResetModel()
        self._pages = Pages(listing)
        self._waiting.clear()
        self.endResetModel()
        self.asked_anew = False
        self.loaded.emit(len(listing))

    # What is shown

    @property
    def listing(self) -> Listing[RowT] | None:
        """The listing shown; None before the first answer."""
        return None if self._pages is None else self._pages.listing

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() or self._pages is None else len(self._pages)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section].right)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[index.column()].right)
        if role not in (ROW_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row_at(index.row())
        if role == ROW_ROLE:
            return row
        if row is None:
            return ""
        text = self.columns[index.column()].text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()].title()}: {text}"
        return text

    def cell_at(self, index: Index) -> Cell:
        """What the delegate paints."""
        row = self.row_at(index.row())
        return Cell() if row is None else self.columns[index.column()].cell(row)

    def row_at(self, number: int) -> RowT | None:
        """A row; None when it is gone or still on its way (then `dataChanged` tells when it is there)."""
        if self._pages is None:
            return None
        held = self._pages.held(number)
        if held is not None or self._pages.page_of(number) in self._waiting:
            return held
        if self._slow >= _SLOW_TIMES:
            self._fetch_aside(self._pages.page_of(number))
            return None
        begun = perf_counter()
        try:
            row = self._pages.row(number)
        except Exception as error:  # noqa: BLE001 - painting must not raise; the screen tells what broke
            self._waiting.add(self._pages.page_of(number))  # not asked again on each repaint
            QTimer.singleShot(0, self, lambda broken=error: self.failed.emit(broken))
            return None
        if perf_counter() - begun > SLOW_S:
            self._slow += 1
        return row

    def _fetch_aside(self, page: int) -> None:
        pages = self._pages
        assert pages is not None
        self._waiting.add(page)
        start, count = pages.span(page)

        def arrived(rows: Sequence[RowT]) -> None:
            if pages is not self._pages:
                return
            pages.put(page, rows)
            self._waiting.discard(page)
            self.dataChanged.emit(self.index(start, 0), self.index(start + count - 1, len(self.columns) - 1))

        self._runner.submit(lambda: pages.listing.page(start, count), arrived, failed=self.failed.emit, owner=self)

    # Where a row went

    def find(self, key: str, near: int) -> int | None:
        """The number of the row with this key, looked for on the pages around `near`; None when it is not there."""
        pages = self._pages
        if pages is None or not len(pages):
            return None
        middle = pages.page_of(max(0, min(near, len(pages) - 1)))
        last = pages.page_of(len(pages) - 1)
        for step in range(_NEAR_PAGES + 1):
            for page in {middle - step, middle + step}:
                if 0 <= page <= last:
                    start, count = pages.span(page)
                    for number in range(start, start + count):
                        row = self.row_at(number)
                        if row is not None and self.key_of(row) == key:
                            return number
        return None

    # What is taken out

    def cells(self, numbers: Sequence[int]) -> list[list[str]]:
        """Chosen rows as text, for the clipboard; rows that are gone are left out."""
        rows = (self.row_at(number) for number in numbers)
        return [[column.exported(row) for column in self.columns] for row in rows if row is not None]

    def every_cell(self) -> Iterator[list[str]]:
        """All rows as text, read in chunks; to be run off the window's thread."""
        listing = self.listing
        if listing is not None:
            for _, row in all_rows(listing):
                yield [column.exported(row) for column in self.columns]

    def heads(self) -> list[str]:
        """The titles of all columns."""
        return [column.title() for column in self.columns]


def _alignment(right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


__all__ = ["PAGE_ROWS", "ROW_ROLE", "Column", "PagedModel"]
