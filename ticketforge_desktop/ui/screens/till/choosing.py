"""What is on sale: events by date, then the categories of one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.services.availability import CategoryAvailability
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.till.tiles import TileGrid
from ticketforge_desktop.ui.theme import Measure
from ticketforge_desktop.ui.till_desk import TillEvent
from ticketforge_desktop.ui.widgets.badge import stock_word
from ticketforge_desktop.ui.widgets.empty import EmptyState
from ticketforge_desktop.ui.widgets.fields import SearchField
from ticketforge_desktop.ui.widgets.screen import ScrollArea

_TONES = {StockLevel.SOLD_OUT: "refused", StockLevel.CRITICAL: "critical", StockLevel.LOW_STOCK: "low_stock"}


class Choosing(QWidget):
    """A grid of tiles with an empty state; events have a search above."""

    def __init__(self, context: Context, *, searchable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, theme = context, context.theme
        self.search = SearchField(theme, "")
        if not searchable:
            self.search.hide()
        self.grid = TileGrid(theme)
        self.empty = EmptyState(theme, "events", "", "")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, Measure.MARGIN)
        column.addWidget(self.grid)
        column.addStretch(1)
        self.area = ScrollArea(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Measure.GAP)
        whole.addWidget(self.search, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.empty, 1)
        whole.addWidget(self.area, 1)
        self.empty.hide()

    def show_events(self, events: Sequence[TillEvent]) -> None:
        """A tile an event."""
        formats = self.context.formats
        for tile, event in zip(self.grid.show_count(len(events)), events, strict=True):
            when = formats.moment(event.starts_at, event.zone) if event.starts_at else ""
            level = stock_word(event.alert) if event.alert in _TONES else self.tr("%n left", "", event.available)
            ours = self.tr("%n at this till", "", event.ours) if event.ours else ""
            below = " · ".join(filter(None, (when, event.venue)))
            tile.show_words(event.title, below, level, ours, _TONES.get(event.alert, "text"))
        self._settle(bool(events))
        words = self.tr("No event is on sale") if not self.search.text() else self.tr("No event is called that")
        self.empty.set_words(words, self.tr("Events appear here once they are published in the shop and synced."))

    def show_categories(self, categories: Sequence[CategoryAvailability]) -> None:
        """A tile a category: its price, and what there is of it."""
        money, number = self.context.formats.money, self.context.formats.number
        for tile, one in zip(self.grid.show_count(len(categories)), categories, strict=True):
            if one.unbounded:
                stock, tone = self.tr("always available"), "text"
            elif one.available + one.ours <= 0:
                stock, tone = stock_word(StockLevel.SOLD_OUT), "refused"
            else:
                stock = self.tr("{n} left").format(n=number(max(0, one.available) + one.ours))
                tone = _TONES.get(one.alert, "text") if one.available > 0 else "text"
            ours = self.tr("%n at once", "", one.ours) if one.ours else self.tr("asks the store")
            if one.unbounded:
                ours = ""
            tile.show_words(one.name, money(one.price), stock, ours, tone)
        self._settle(bool(categories))
        self.empty.set_words(
            self.tr("This event has no categories"), self.tr("Add variants to its product in the shop, then sync.")
        )

    def _settle(self, any_: bool) -> None:
        self.area.setVisible(any_)
        self.empty.setVisible(not any_)

    def retranslate(self) -> None:
        """Words that do not follow from what is shown."""
        self.search.set_words(self.tr("Find an event"), self.tr("Find an event on sale"))
        self.grid.setAccessibleName(self.tr("On sale"))
