"""The table over a paged model: it keeps selection and place when the rows are asked for anew."""

from __future__ import annotations

from typing import Any, Final, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ticketforge_desktop.ui.models.export import tab_separated
from ticketforge_desktop.ui.models.paged import PagedModel
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.table import TableView

RowT = TypeVar("RowT")
_KEPT: Final = 50  # selected rows that are looked for again after a refresh
_PADDING: Final = 21
_STRETCH_PX: Final = 40  # the least a stretching column gets for each unit


class _Place(NamedTuple):
    """Where somebody was: rows by key, and the first row in sight."""

    current: tuple[str, int] | None
    selected: tuple[tuple[str, int], ...]
    scroll: int


class PagedTable(TableView, Generic[RowT]):
    """A table of a paged model. `chosen(row)` tells the current row (None without one), `opened(index)` its opening."""

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: str,
        model: PagedModel[RowT],
        *,
        row_height: int = Measure.ROW_DENSE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, row_height=row_height, sorts=False, parent=parent)
        self._paged = model
        self._place = _Place(None, (), 0)
        self._told: str | None = None
        self._unwanted: set[str] = set()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setModel(model)
        self.describe(model.cell_at)
        head = self.horizontalHeader()
        head.setMinimumSectionSize(20)
        head.setSortIndicator(self._column_of(model.order.column), _order(model.order.descending))
        self.setSortingEnabled(True)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._return)
        model.dataChanged.connect(lambda *_: self._tell())
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self._tell())
        self.copied.connect(self.copy)
        head.sortIndicatorChanged.connect(lambda *_: self.fit_columns())
        theme.changed.connect(self.fit_columns)

    @property
    def current_row(self) -> RowT | None:
        """The row the keyboard is on; None without one."""
        index = self.currentIndex()
        return self._paged.row_at(index.row()) if index.isValid() else None

    @property
    def selected_numbers(self) -> list[int]:
        """Numbers of all selected rows, from the top."""
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def copy(self) -> None:
        """Put the selected rows on the clipboard, tab separated, under their heads when there are several."""
        numbers = self.selected_numbers
        rows = self._paged.cells(numbers)
        if rows:
            QGuiApplication.clipboard().setText(tab_separated([self._paged.heads(), *rows] if len(rows) > 1 else rows))

    def choose_row(self, number: int) -> None:
        """Make a row the current and only selected one."""
        if 0 <= number < self._paged.rowCount():
            self.selectRow(number)
            self.scrollTo(self._paged.index(number, 0))

    # Columns

    @property
    def unwanted(self) -> frozenset[str]:
        """Columns a person has switched off, by key."""
        return frozenset(self._unwanted)

    def want_column(self, key: str, wanted: bool) -> None:
        """Switch a column on or off."""
        (self._unwanted.discard if wanted else self._unwanted.add)(key)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column its width; leave out those of the highest rank where there is no room for all."""
        room = self.viewport().width()
        wide = [self._wanted_width(at) for at in range(len(self._paged.columns))]
        shown = [at for at, column in enumerate(self._paged.columns) if column.key not in self._unwanted]
        while True:
            fixed = sum(wide[at] for at in shown if not self._paged.columns[at].stretch)
            units = sum(self._paged.columns[at].stretch for at in shown)
            ranked = [at for at in shown if self._paged.columns[at].rank]
            least = round(_STRETCH_PX * self._scale()) * units
            if room - fixed >= least or not ranked:
                break
            shown.remove(max(ranked, key=lambda at: self._paged.columns[at].rank))
        left = max(room - fixed, least)
        for at, column in enumerate(self._paged.columns):
            self.setColumnHidden(at, at not in shown)
            if at in shown:
                self.setColumnWidth(at, left * column.stretch // units if column.stretch else wide[at])

    def _scale(self) -> float:
        return self._theme.scale

    def _wanted_width(self, at: int) -> int:
        column = self._paged.columns[at]
        arrow = 18 if self.horizontalHeader().sortIndicatorSection() == at else 0
        head = self._theme.width(Role.SMALL_STRONG, column.title()) + arrow
        return max(head, self._theme.width(Role.NAME, column.sample())) + _PADDING + (8 if at == 0 else 0)

    def _column_of(self, key: str) -> int:
        return next((at for at, column in enumerate(self._paged.columns) if column.key == key), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    # Staying where one was

    def _remember(self) -> None:
        model, index = self._paged, self.currentIndex()
        selected = self.selectionModel().selectedRows()
        current = model.row_at(index.row()) if index.isValid() else None
        kept = [(row, at.row()) for at in selected[:_KEPT] if (row := model.row_at(at.row())) is not None]
        self._place = _Place(
            (model.key_of(current), index.row()) if current is not None else None,
            tuple((model.key_of(row), number) for row, number in kept) if len(selected) <= _KEPT else (),
            self.verticalScrollBar().value(),
        )

    def _return(self) -> None:
        """Go back to the same rows; another question (filter, order) is read from its beginning."""
        place, model, chooser = self._place, self._paged, self.selectionModel()
        found = None if place.current is None else model.find(*place.current)
        self.verticalScrollBar().setValue(self._scroll_for(found))
        self.setAutoScroll(False)  # the place is kept, whatever becomes current
        if found is not None:
            chosen = QItemSelection()
            for key, near in place.selected:
                at = model.find(key, near)
                if at is not None:
                    chosen.select(model.index(at, 0), model.index(at, model.columnCount() - 1))
            chooser.setCurrentIndex(model.index(found, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
            chooser.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        elif model.rowCount():
            self.choose_row(0)
        self.setAutoScroll(True)
        self._tell(force=True)

    def _scroll_for(self, found: int | None) -> int:
        """The chosen row stays where it was on the screen; somebody who reads from the top stays at the top."""
        place = self._place
        if self._paged.asked_anew or not place.scroll:
            return 0
        moved = found - place.current[1] if found is not None and place.current is not None else 0
        return place.scroll + moved * self.verticalHeader().defaultSectionSize()

    def _tell(self, *, force: bool = False) -> None:
        row = self.current_row
        key = None if row is None else self._paged.key_of(row)
        if force or key != self._told:
            self._told = key
            self.chosen.emit(row)


def _order(descending: bool) -> Qt.SortOrder:
    return Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder


Table = PagedTable[Any]
