"""One event whole: its figures, its categories with stock, and what else the store knows of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ticketforge_desktop.domain.events import EventStatus
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.views import EventDetails
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.events.columns import category_cells
from ticketforge_desktop.ui.screens.facts import FactList, FixedTable, Head
from ticketforge_desktop.ui.screens.split import Abreast, Split
from ticketforge_desktop.ui.screens.words import event_state
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.badge import Badge, stock_word, widest_stock
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.figure import FigureCard
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.screen import ScrollArea, head_over
from ticketforge_desktop.ui.widgets.text import Text

ACTIONS: Final = (
    Action(
        "event.door",
        "Open the door for this event",
        "door",
        "Ctrl+D",
        Right.CHECK_IN,
        in_palette=False,
    ),
    Action("event.orders", "Orders of this event", "orders", "Ctrl+O", in_palette=False),
    Action("event.print", "Print tickets …", "printer", "Ctrl+P", Right.PRINT, in_palette=False),
)
DOOR, ORDERS, PRINT = ACTIONS


class EventDetailsPage(QWidget):
    """The page of one event; `left` asks to go back to the list."""

    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._event_id = ""
        self._details: EventDetails | None = None
        theme = context.theme
        context.actions.declare(ACTIONS)
        self.header = ScreenHeader(theme)
        self.back = self.header.add_back("")
        self.back.clicked.connect(self.left)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self, self.left.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        self.badge = Badge(theme)
        self.header.beside.addWidget(self.badge)
        context.actions.bind(ORDERS.name, self._go_orders, self)
        context.actions.bind(DOOR.name, self._go_door, self)
        context.actions.bind(PRINT.name, self._go_print, self)
        self.header.trailing.addWidget(Button.of(theme, context.actions, ORDERS.name, text=""))
        self.header.trailing.addWidget(Button.of(theme, context.actions, DOOR.name, kind=Kind.PRIMARY))
        self.figures = {key: FigureCard(theme, "") for key in ("sold", "available", "held", "gross")}
        self.categories = FixedTable(theme, "", grows=True, last=True)
        self.card = Card(theme, flush=True)
        self.card_head = self.card.add_head("", line=True)
        self.card_head.trailing.addWidget(Button.of(theme, context.actions, PRINT.name, kind=Kind.QUIET))
        self.card.body.addWidget(self.categories)
        self.facts = FactList(theme)
        self.facts_card = Card(theme)
        self.facts_head = self.facts_card.add_head("")
        self.facts_card.body.addWidget(self.facts)
        self.description = Text(theme, "", Role.BODY, wrap=True)
        self.description_card = Card(theme)
        self.description_head = self.description_card.add_head("")
        self.description_card.body.addWidget(self.description)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, Measure.MARGIN)
        column.setSpacing(Measure.GAP)
        column.addWidget(Abreast(self.context.theme, list(self.figures.values()), 800))
        split = Split(self.context.theme, 300, 560)
        split.main.addWidget(self.card)
        split.main.addStretch(1)
        for card in (self.facts_card, self.description_card):
            split.side.addWidget(card)
        split.side.addStretch(1)
        column.addWidget(split, 1)
        head_over(self, self.header, ScrollArea(content))

    @property
    def event_id(self) -> str:
        """The event that is shown; "" before the first."""
        return self._event_id

    def show_event(self, event_id: str) -> None:
        """Fetch and show an event; one that is gone leads back to the list."""
        self._event_id = event_id
        self.refresh()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Fetch again what is shown."""
        desk, event_id = self.context.desk, self._event_id
        if desk is not None and event_id:
            self.context.runner.submit(lambda: desk.queries.event(event_id), self._show, self._gone, owner=self)

    def _gone(self, error: BaseException) -> None:
        self._event_id = ""
        self.left.emit()
        self.context.trouble.emit(error)

    def _show(self, details: EventDetails) -> None:
        if details.row.event_id != self._event_id:
            return
        self._details = details
        row, formats = details.row, self.context.formats
        at = row.starts_at
        when = "" if at is None else formats.zoned(formats.moment(at, row.zone), at, row.zone)
        self.header.set_words(row.title, " · ".join(part for part in (when, row.venue, row.city) if part))
        state = event_state(row.status)
        if state is None:
            self.badge.set(stock_word(row.alert), str(row.alert))
        else:
            self.badge.set(state.word, state.tone)
        off = row.status in (EventStatus.DRAFT, EventStatus.CANCELLED)
        self.context.actions.set_enabled(DOOR.name, not off)
        self.context.actions.set_enabled(PRINT.name, not off and details.row.sold > 0)
        self._show_figures(details)
        self._show_facts(details)
        self.categories.show_rows([category_cells(self.context, category) for category in details.categories])
        self.card_head.note.setText(self.tr("%n category(s)", "", len(details.categories)))
        self.description.setText(details.description)
        self.description_card.setVisible(bool(details.description))

    def _show_figures(self, details: EventDetails) -> None:
        row, formats = details.row, self.context.formats
        share = row.sold / row.capacity if row.capacity > 0 else 0.0
        of = self.tr("of {capacity} places").format(capacity=formats.number(row.capacity))
        self.figures["sold"].show_figure(formats.number(row.sold), formats.percent(share), of)
        self.figures["available"].show_figure(formats.number(row.available), "", stock_word(row.alert))
        self.figures["held"].show_figure(formats.number(row.reserved), "", self.tr("not for sale in the web shop"))
        self.figures["gross"].show_figure(formats.money(row.gross), "", self.tr("tickets, as they were paid"))

    def _show_facts(self, details: EventDetails) -> None:
        formats, zone = self.context.formats, details.row.zone
        unknown = self.tr("not told by the shop")

        def clock(at: object) -> str:
            from datetime import datetime

            return formats.moment(at, zone) if isinstance(at, datetime) else unknown

        age = self.tr("from %n year(s)", "", details.minimum_age) if details.minimum_age else self.tr("none")
        self.facts.show_facts(
            [
                (self.tr("Doors"), clock(details.doors_at)),
                (self.tr("Starts"), clock(details.row.starts_at)),
                (self.tr("Ends"), clock(details.ends_at)),
                (self.tr("Venue"), ", ".join(p for p in (details.row.venue, details.row.city) if p) or unknown),
                (self.tr("Minimum age"), age),
                (self.tr("Event ID"), details.row.event_id),
            ]
        )

    def _go_orders(self) -> None:
        if self._details is not None:
            self.context.go.emit("orders", self._details.row)

    def _go_print(self) -> None:
        if self._details is not None:
            self.context.go.emit("printing", self._details.row)

    def _go_door(self) -> None:
        if self._event_id:
            self.context.go.emit("door", self._event_id)

    def retranslate(self) -> None:
        """All words anew."""
        self.back.setAccessibleName(self.tr("Back to the list"))
        self.back.setToolTip(self.tr("Back to the list (Esc)"))
        names = {
            "sold": self.tr("Sold"),
            "available": self.tr("Available"),
            "held": self.tr("Held"),
            "gross": self.tr("Gross"),
        }
        for key, card in self.figures.items():
            card.label.setText(names[key])
        self.card_head.title.setText(self.tr("Categories"))
        self.facts_head.title.setText(self.tr("Event"))
        self.description_head.title.setText(self.tr("Description"))
        self.categories.setAccessibleName(self.tr("Categories"))
        self.categories.set_heads(
            [
                Head(self.tr("Status"), badge=widest_stock(self.context.theme)),
                Head(self.tr("Category"), stretch=True),
                Head(self.tr("Price"), right=True, sample="€8,888.00"),
                Head(self.tr("Capacity"), right=True, sample="88,888"),
                Head(self.tr("Sold"), right=True, sample="88,888"),
                Head(self.tr("Held"), right=True, sample="8,888", rank=1),
                Head(self.tr("Available"), right=True, sample="88,888"),
            ]
        )
        if self._details is not None:
            self._show(self._details)
