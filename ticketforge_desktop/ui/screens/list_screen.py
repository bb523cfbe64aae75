"""A screen that begins with a list and opens its rows on pages of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import Desk
from ticketforge_desktop.ui.screens.listing import ListPage
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.screen import Screen


class ListScreen(Screen):
    """`list` is the first of `pages`. The screen that derives gives in what is asked and what opening a row means."""

    list: ListPage[Any]

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.pages = QStackedWidget()
        self.open_button = Button(self.theme, icon="eye", shortcut="↵")

    def stack(self, *pages: QWidget) -> None:
        """Lay out the pages, the list first."""
        for page in (self.list, *pages):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.list.order_keys()

    def begin_strip(self, find: str, open_row: Callable[[Any], object]) -> None:
        """The strip's first button opens the chosen row, as Return does; the action `find` leads to the filter."""
        self._open_row = open_row
        self.open_button.clicked.connect(self.open_chosen)
        self.list.strip.buttons.addWidget(self.open_button)
        self.context.actions.bind(find, self._find, self)

    def join_list(
        self,
        ask: Callable[[], object],
        count: Callable[[], object],
        show_chosen: Callable[[Any], object],
        tell_empty: Callable[[], object],
    ) -> None:
        """What follows from an open profile, typing in the filter, choosing a row, and rows that came."""
        page = self.list
        page.search.searched.connect(lambda _text: ask())
        page.table.chosen.connect(show_chosen)
        page.table.opened.connect(lambda _index: self.open_chosen())
        page.table.selectionModel().selectionChanged.connect(lambda *_: page.tell_count())
        page.model.loaded.connect(lambda _count: tell_empty())
        self._ask_first = (ask, count)
        self.context.on_desk(self._opened)

    def _opened(self, _desk: Desk) -> None:
        for ask in self._ask_first:
            ask()

    def show_list(self) -> None:
        """Back to the list, the focus where it was most useful: in the filter."""
        self.pages.setCurrentWidget(self.list)
        self.list.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self) -> None:
        self.show_list()
        self.list.search.selectAll()

    def open_chosen(self) -> None:
        """Open the chosen row, if there is one."""
        row = self.list.table.current_row
        if row is not None:
            self._open_row(row)
