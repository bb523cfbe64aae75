"""What every list of the window has: filter, chips, table, strip of the chosen row, export, honest emptiness."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.models.export import Export, write_csv
from ticketforge_desktop.ui.models.paged import PagedModel
from ticketforge_desktop.ui.models.table import PagedTable
from ticketforge_desktop.ui.runner import Job
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.empty import EmptyState
from ticketforge_desktop.ui.widgets.fields import SearchField
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.skeleton import Skeleton
from ticketforge_desktop.ui.widgets.text import Text

RowT = TypeVar("RowT")
_FILTER_LEAST: Final = 240
_COUNT_LEAST: Final = 900  # px at 100 % below which a strip drops its count


class ActionStrip(QWidget):
    """Below a table: what is chosen, what can be done with it (`buttons`), and how many there are."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.CARD_PADDING, Measure.GRID, Measure.CARD_PADDING, Measure.GRID)
        row.setSpacing(12)
        self.title = Text(theme, "", Role.STRONG, wrap=True)
        self.detail = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(Measure.KEY_GAP)
        self.count = Text(theme, "", Role.SMALL, "secondary")
        row.addLayout(words, 1)
        row.addLayout(self.buttons)
        row.addWidget(self.count)
        theme.changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.count.setVisible(self.width() >= _COUNT_LEAST * self._theme.scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("raised"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour("border"))
        painter.end()


class ListPage(QWidget, Generic[RowT]):
    """A list with its head and filter. The screen that owns it says what rows are and what is asked.

    `search` has the focus on arrival; Return or Down in it goes on to the table.
    """

    def __init__(self, context: Context, model: PagedModel[RowT], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.model = model
        theme = context.theme
        self.header = ScreenHeader(theme)
        self.columns_button = Button(theme, icon="columns")
        self.export_button = Button(theme, icon="export")
        self.header.trailing.addWidget(self.columns_button)
        self.header.trailing.addWidget(self.export_button)
        self.search = SearchField(theme, "")
        self.filters = QHBoxLayout()
        self.filters.setSpacing(Measure.GRID)
        self.table: PagedTable[RowT] = PagedTable(theme, name, model)
        self.strip = ActionStrip(theme)
        self.nothing = EmptyState(theme, "info", "", "")
        self.no_match = EmptyState(theme, "search", "", "")
        self._export: Job[Export] | None = None
        self._lay_out(theme)
        self._join()

    def _lay_out(self, theme: Theme) -> None:
        self._filter_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._filter_row.setSpacing(Measure.GAP)
        self._filter_row.addWidget(self.search, 1)
        chips = QHBoxLayout()
        chips.addLayout(self.filters)
        chips.addStretch(1)
        self._filter_row.addLayout(chips, 1)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.strip)
        self._stack = QStackedWidget()
        self._waiting = Skeleton(theme)
        for page in (self._waiting, listed, self.no_match, self.nothing):
            self._stack.addWidget(page)
        self._listed = listed
        card = Card(theme, flush=True)
        card.body.addWidget(self._stack)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, Measure.MARGIN)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(self._filter_row)
        whole.addSpacing(Measure.GAP)
        whole.addWidget(card, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Chips that do not fit beside the filter go below it."""
        room = self.width() - 2 * Measure.MARGIN
        filter_wide = max(_FILTER_LEAST, self.search.sizeHint().width())  # its hint is read whole
        beside = room >= self.filters.sizeHint().width() + Measure.GAP + filter_wide
        way = QBoxLayout.Direction
        self._filter_row.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._filter_row.setSpacing(Measure.GAP if beside else Measure.GRID)

    def order_keys(self) -> None:
        """Tab goes as the eye does: head, filter, chips, table, strip. Called when all of them are there."""
        chips, strip = _widgets_of(self.filters), _widgets_of(self.strip.buttons)
        walk(self.columns_button, self.export_button, self.search, *chips, self.table, *strip)

    def _join(self) -> None:
        self.model.loaded.connect(self._loaded)
        self.model.failed.connect(self._failed)
        self.columns_button.clicked.connect(self._choose_columns)
        self.export_button.clicked.connect(self._ask_export)
        self.search.installEventFilter(self)

    @property
    def filtered(self) -> bool:
        """Whether something narrows the list; the screen overrides what it knows of."""
        return bool(self.search.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.model.rowCount():
                self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.currentIndex().isValid():
                self.table.opened.emit(self.table.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _loaded(self, count: int) -> None:
        page = self._listed if count else self.no_match if self.filtered else self.nothing
        self._stack.setCurrentWidget(page)
        self.export_button.setEnabled(count > 0)

    def _failed(self, error: object) -> None:
        self.context.trouble.emit(error)

    # Columns and export

    def _choose_columns(self) -> None:
        menu = QMenu(self)
        for column in self.model.columns[1:]:
            entry = menu.addAction(column.title())
            entry.setCheckable(True)
            entry.setChecked(column.key not in self.table.unwanted)
            entry.toggled.connect(lambda on, key=column.key: self.table.want_column(key, on))
        menu.popup(self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft()))

    def _ask_export(self) -> None:
        if self._export is not None:
            self._export.cancel()
            self._exported(None)
            return
        name = f"{self.table.accessibleName()}.csv"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export"), name, self.tr("Table (*.csv)"))
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write all rows of the list as it is filtered and sorted, off the window's thread; the button cancels."""
        heads, rows = self.model.heads(), self.model.every_cell()
        delimiter = ";" if self.context.language == "de" else ","

        def work(job: Job[Export]) -> Export:
            return write_csv(
                path, heads, rows, delimiter=delimiter, progress=job.report, cancelled=lambda: job.cancelled
            )

        self.export_button.setText(self.tr("Cancel export"))
        self._export = self.context.runner.run(
            work, lambda done: self._exported(done, path), self._export_failed, progress=self._export_at, owner=self
        )
        if self._export.finished:
            self._export = None

    def _export_at(self, done: object) -> None:
        whole = self.context.formats.number(self.model.rowCount())
        self.strip.count.setText(self.tr("Exporting {done} of {whole}").format(done=done, whole=whole))

    def _export_failed(self, error: BaseException) -> None:
        self._exported(None)
        self.context.trouble.emit(error)

    def _exported(self, done: Export | None, path: Path | None = None) -> None:
        self._export = None
        self.export_button.setText(self.tr("Export"))
        self.tell_count()
        if done is not None and done.complete and path is not None:
            rows = self.tr("%n row(s) written to {file}.", "", done.rows).format(file=path.name)
            self.context.told.emit("admitted", rows)

    def tell_count(self) -> None:
        """Say how many rows there are, and how many of them are chosen."""
        chosen, number = len(self.table.selected_numbers), self.context.formats.number
        whole = number(self.model.rowCount())
        self.strip.count.setText(self.tr("{chosen} of {whole} selected").format(chosen=number(chosen), whole=whole))

    def retranslate(self) -> None:
        """Words that all lists share."""
        self.columns_button.setText(self.tr("Columns"))
        self.export_button.setText(self.tr("Export"))
        self.tell_count()
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.model.columns) - 1)
        self.table.fit_columns()
        self.fit()
        self.table.viewport().update()


def walk(*widgets: QWidget) -> None:
    """Set the order of Tab."""
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)


def _widgets_of(layout: QLayout) -> list[QWidget]:
    items = (layout.itemAt(at) for at in range(layout.count()))
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]


def on_change(context: Context, owner: QWidget, refresh: Callable[[], Any], *kinds: Any) -> None:
    """Call `refresh` when one of these kinds changed and the owner is in sight; else when it comes into sight."""
    watcher = _Watcher(owner, refresh, frozenset(kinds))
    context.changed.connect(watcher.changed)


class _Watcher(QObject):
    def __init__(self, owner: QWidget, refresh: Callable[[], Any], kinds: frozenset[Any]) -> None:
        super().__init__(owner)
        self._owner = owner
        self._refresh = refresh
        self._kinds = kinds
        self._stale = False
        owner.installEventFilter(self)

    def changed(self, changes: Any) -> None:
        """Something was written."""
        if not changes.touches(*self._kinds):
            return
        if self._owner.isVisible():
            self._refresh()
        else:
            self._stale = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._stale:
            self._stale = False
            self._refresh()
        return False
