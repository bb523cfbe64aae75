"""The events screen: density first, the filter has the focus, the strip belongs to the chosen row."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.events import EventStatus
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.mirror import EventFilter, Listing, Sort
from ticketforge_desktop.services.views import EventRow
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.models.paged import PagedModel
from ticketforge_desktop.ui.screens.events.columns import event_columns
from ticketforge_desktop.ui.screens.events.details import EventDetailsPage
from ticketforge_desktop.ui.screens.list_screen import ListScreen
from ticketforge_desktop.ui.screens.listing import ListPage, on_change
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.chips import Chip

ACTIONS: Final = (
    Action("events.find", "Filter events", "search", "Ctrl+F", in_palette=False),
    Action("events.door", "Open the door", "door", "D", Right.CHECK_IN, in_palette=False),
    Action("events.orders", "Orders", "orders", "O", in_palette=False),
)
FIND, DOOR, ORDERS = ACTIONS
_SPANS = ("upcoming", "past", "drafts")


class EventsScreen(ListScreen):
    """All events, and one of them in detail. `arrive("EVENT_ID")` opens that one, `arrive(EventFilter)` lists."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        context.actions.declare(ACTIONS)
        self.model: PagedModel[EventRow] = PagedModel(
            event_columns(context), lambda row: row.event_id, context.runner, Sort("starts_at"), self
        )
        self.list: ListPage[EventRow] = ListPage(context, self.model, self.tr("Events"))
        self.details = EventDetailsPage(context)
        self._counts: dict[str, int] = {}
        self._make_chips()
        self._make_strip()
        self.stack(self.details)
        self.details.left.connect(self.show_list)
        kinds = (Changed.EVENT, Changed.CATEGORY, Changed.STOCK, Changed.TICKET, Changed.SALE, Changed.SYNC)
        on_change(context, self, self.refresh, *kinds)
        self.retranslate()
        self.join_list(self._ask, self._count, self._show_chosen, self._tell_empty)

    def _make_chips(self) -> None:
        self.chips = {span: Chip(self.theme, "") for span in _SPANS}
        self.low = Chip(self.theme, "", icon="filter")
        self.chips["upcoming"].setChecked(True)
        for span, chip in self.chips.items():
            chip.clicked.connect(lambda _on=False, s=span: self._choose_span(s))
            self.list.filters.addWidget(chip)
        self.low.clicked.connect(lambda _on=False: self._ask())
        self.list.filters.addWidget(self.low)

    def _make_strip(self) -> None:
        self.begin_strip(FIND.name, lambda row: self.open_event(row.event_id))
        for action, act in ((DOOR, self._go_door), (ORDERS, self._go_orders)):
            self.context.actions.bind(action.name, act, self.list)
            self.list.strip.buttons.addWidget(Button.of(self.theme, self.context.actions, action.name))

    # Coming and going

    def arrive(self, subject: object = None) -> None:
        if isinstance(subject, str) and subject:
            self.open_event(subject)
            return
        if isinstance(subject, EventFilter):
            self._take_filter(subject)
        self.show_list()

    def _take_filter(self, chosen: EventFilter) -> None:
        self.list.search.setText(chosen.text)
        for span, chip in self.chips.items():
            chip.setChecked(span == chosen.span)
        self.low.setChecked(chosen.low_stock_only)
        self._ask()

    def open_event(self, event_id: str) -> None:
        """Show one event."""
        self.pages.setCurrentWidget(self.details)
        self.details.show_event(event_id)

    def refresh(self) -> None:
        """Ask for rows and counts anew; what is chosen stays chosen."""
        self.model.refresh()
        self._count()
        self.details.refresh()

    # What is asked

    @property
    def span(self) -> str:
        """The chosen span; `all` when no chip is on."""
        return next((span for span, chip in self.chips.items() if chip.isChecked()), "all")

    def _choose_span(self, span: str) -> None:
        """One span or none: pressing the chosen one shows all."""
        for other, chip in self.chips.items():
            if other != span:
                chip.setChecked(False)
        self._ask()

    def _ask(self) -> None:
        desk = self.context.desk
        if desk is None:
            return
        chosen = EventFilter(self.list.search.text().strip(), self.span, self.low.isChecked())

        def query(sort: Sort) -> Listing[EventRow]:
            return desk.queries.events(chosen, sort)

        self.model.ask(query)

    def _count(self) -> None:
        desk = self.context.desk
        if desk is not None:
            self.context.runner.submit(desk.queries.event_counts, self._counted, self.context.trouble.emit, owner=self)

    def _counted(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._tell_counts()

    # What is told

    def _show_chosen(self, row: EventRow | None) -> None:
        strip, formats = self.list.strip, self.context.formats
        self.list.tell_count()
        self.open_button.setEnabled(row is not None)
        alive = row is not None and row.status not in (EventStatus.DRAFT, EventStatus.CANCELLED)
        self.context.actions.set_enabled(DOOR.name, alive)
        self.context.actions.set_enabled(ORDERS.name, row is not None)
        strip.title.setText("" if row is None else row.title)
        day = "" if row is None or row.starts_at is None else formats.day(row.starts_at, row.zone)
        strip.detail.setText("" if row is None else ", ".join(part for part in (day, row.venue) if part))

    def _go_door(self) -> None:
        row = self.list.table.current_row
        if row is not None:
            self.context.go.emit("door", row.event_id)

    def _go_orders(self) -> None:
        row = self.list.table.current_row
        if row is not None:
            self.context.go.emit("orders", row)

    def retranslate(self) -> None:
        self.list.search.set_words(self.tr("Filter by title, venue, city, id …"), self.tr("Filter events"))
        words = {"upcoming": self.tr("Upcoming"), "past": self.tr("Past"), "drafts": self.tr("Drafts")}
        for span, chip in self.chips.items():
            chip.set_word(words[span])
        self.low.set_word(self.tr("Low stock or worse"))
        self.open_button.setText(self.tr("Open"))
        self.list.table.setAccessibleName(self.tr("Events"))
        self.list.retranslate()
        self.details.retranslate()
        self._tell_counts()
        self._tell_empty()
        self._show_chosen(self.list.table.current_row)

    def _tell_counts(self) -> None:
        number = self.context.formats.number
        for span, chip in self.chips.items():
            chip.set_count(number(self._counts[span]) if span in self._counts else "")
        line = ""
        if self._counts:
            events = sum(self._counts.get(span, 0) for span in _SPANS)
            venues = self._counts.get("venues", 0)
            line = ", ".join(
                (
                    self.tr("{n} event(s)", "", events).format(n=number(events)),
                    self.tr("{n} venue(s)", "", venues).format(n=number(venues)),
                )
            )
        self.list.header.set_words(self.tr("Events"), line)

    def _tell_empty(self) -> None:
        text = self.list.search.text().strip()
        self.list.no_match.set_words(
            self.tr("No event matches “{text}”").format(text=text) if text else self.tr("No event here"),
            self.tr("Try fewer letters, or choose another span above."),
        )
        self.list.nothing.set_words(
            self.tr("No events here yet"),
            self.tr("Events come from your store. Sync first (Ctrl+R), or choose another span above."),
        )
