"""One order: its tickets are the object, so what can be done stands under them and names what is chosen."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.faces import PRINTABLE
from ticketforge_desktop.services.views import EventRow, OrderDetails, ScanRow
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import Desk
from ticketforge_desktop.ui.models.export import tab_separated
from ticketforge_desktop.ui.runner import Job
from ticketforge_desktop.ui.screens.facts import FixedTable, Head
from ticketforge_desktop.ui.screens.listing import walk
from ticketforge_desktop.ui.screens.orders.blocking import Blocking
from ticketforge_desktop.ui.screens.orders.cards import HolderCard, PaymentCard, PostCard
from ticketforge_desktop.ui.screens.orders.log import cells, entries
from ticketforge_desktop.ui.screens.orders.taking_back import TakingBack
from ticketforge_desktop.ui.screens.orders.tickets import Seen, TicketTable
from ticketforge_desktop.ui.screens.split import Split
from ticketforge_desktop.ui.screens.words import order_state, post_state
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.badge import Badge
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.fields import CheckBox
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.screen import ScrollArea, head_over
from ticketforge_desktop.ui.widgets.text import Text

ACTIONS: Final = (
    Action("order.print", "Print …", "printer", "Ctrl+P", Right.PRINT, in_palette=False),
    Action("order.copy", "Copy", "copy", "", in_palette=False),
)
PRINT, COPY = ACTIONS


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows, fetched together."""

    order: OrderDetails
    events: dict[str, EventRow]
    tickets: tuple[Seen, ...]
    scans: tuple[ScanRow, ...]


def fetch(desk: Desk, name: str) -> Shown:
    """An order with its events, the uses of its tickets and what the door saw of them. Raises `NotFound`."""
    order = desk.queries.order(name)
    events: dict[str, EventRow] = {}
    for event_id in dict.fromkeys(ticket.event_id for ticket in order.tickets):
        with suppress(NotFound):  # an event may leave the store, its orders do not
            events[event_id] = desk.queries.event(event_id).row
    blocked = desk.gates.blocked()
    tickets = tuple(
        Seen(ticket, desk.admissions.use_of(ticket.ticket_id), blocked.get(ticket.ticket_id))
        for ticket in order.tickets
    )
    return Shown(order, events, tickets, tuple(desk.admissions.history([t.ticket_id for t in order.tickets])))


class OrderDetailsPage(QWidget):
    """The page of one order. `left` asks to go back, `printing(ticket ids, order)` for the preview."""

    left = Signal()
    printing = Signal(object, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.order = ""
        self.zone = ""  # the shop's, for what happened outside the venue
        self._shown: Shown | None = None
        self._print_next = False
        self._job: Job[tuple[str, Shown]] | None = None
        theme = context.theme
        context.actions.declare(ACTIONS)
        self.header = ScreenHeader(theme)
        self.back = self.header.add_back("")
        self.back.clicked.connect(self.left)
        away = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        away.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        away.activated.connect(self.left)
        self.badges = [Badge(theme) for _ in range(3)]
        for badge in self.badges:
            self.header.beside.addWidget(badge)
        context.actions.bind(PRINT.name, self.print_chosen, self)
        context.actions.bind(COPY.name, self.copy_tickets, self)
        self.print_button = Button.of(theme, context.actions, PRINT.name, kind=Kind.PRIMARY)
        self.header.trailing.addWidget(self.print_button)
        self.tickets = TicketTable(context)
        self.blocking = Blocking(context, self, lambda: self.tickets.chosen)
        self.taking_back = TakingBack(context, self, lambda: self.tickets.chosen)
        self.all_box = CheckBox(theme, "")
        self.chosen_words = Text(theme, "", Role.STRONG)
        self.none_words = Text(theme, "", Role.BODY, "secondary", wrap=True)
        self.log = FixedTable(theme, "", grows=True, last=True)
        self.holder, self.payment, self.post = HolderCard(context), PaymentCard(context), PostCard(context)
        self._lay_out()
        self._join()
        self.retranslate()

    def _lay_out(self) -> None:
        theme = self.context.theme
        self.split = Split(theme, 320, 560)
        card = Card(theme, flush=True)
        self.tickets_head = card.add_head("", line=True)
        copy = Button.of(theme, self.context.actions, COPY.name, kind=Kind.QUIET)
        self.tickets_head.trailing.addWidget(copy)
        card.body.addWidget(self.tickets)
        below = QHBoxLayout()
        below.setContentsMargins(Measure.CARD_PADDING - 3, 4, Measure.CARD_PADDING, 4)
        below.setSpacing(Measure.GAP)
        below.addWidget(self.all_box)
        below.addStretch(1)
        below.addWidget(self.chosen_words)
        for button in (self.taking_back.button, *self.blocking.buttons):
            below.addWidget(button)
        card.body.addWidget(self.none_words)
        self.none_words.setContentsMargins(16, 16, 16, 16)
        card.body.addLayout(below)
        log = Card(theme, flush=True)
        self.log_head = log.add_head("", line=True)
        log.body.addWidget(self.log)
        log.body.addStretch(1)
        self.split.main.addWidget(card)
        self.split.main.addWidget(log, 1)
        for side in (self.holder, self.payment, self.post):
            self.split.side.addWidget(side)
        self.split.side.addStretch(1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, Measure.MARGIN)
        column.addWidget(self.split)
        head_over(self, self.header, ScrollArea(content))
        walk(
            self.back,
            self.print_button,
            copy,
            self.tickets,
            self.all_box,
            self.taking_back.button,
            *self.blocking.buttons,
            self.log,
        )

    def _join(self) -> None:
        self.tickets.checked_changed.connect(self._tell_chosen)
        self.all_box.clicked.connect(self._choose_all)

    # What is shown

    def show_order(self, name: str) -> None:
        """Fetch and show an order; one that is gone leads back to the list."""
        if name != self.order:
            self._shown = None
        self.order = name
        self.refresh()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Fetch again what is shown."""
        desk, name = self.context.desk, self.order
        if desk is not None and name:
            # The log of the door is read whole: of several questions in a row only the last is answered.
            self._job = self.context.runner.submit(
                lambda: (name, fetch(desk, name)), self._arrived, self._gone, owner=self, replaces=self._job
            )

    def print_when_shown(self) -> None:
        """Go on to the preview as soon as the order is there."""
        if self._shown is not None:
            self.print_chosen()
        else:
            self._print_next = True

    def _gone(self, error: BaseException) -> None:
        self.order, self._shown, self._print_next = "", None, False
        self.left.emit()
        self.context.trouble.emit(error)

    def _arrived(self, fetched: tuple[str, Shown]) -> None:
        name, shown = fetched
        if name != self.order:
            return
        keep = self._shown is not None
        self._shown = shown
        self._show(shown, keep=keep)
        if self._print_next:
            self._print_next = False
            self.print_chosen()

    def _show(self, shown: Shown, *, keep: bool) -> None:
        order = shown.order
        self._show_head(shown)
        self.tickets.show_tickets(shown.tickets, shown.events, keep=keep)
        self.tickets.setVisible(bool(shown.tickets))
        self.none_words.setVisible(not shown.tickets)
        self.all_box.setVisible(len(shown.tickets) > 1)
        self.tickets_head.note.setText(self._prices(order))
        for card in (self.holder, self.payment, self.post):
            card.show_order(order)
        desk = self.context.desk
        if desk is not None:
            lines = entries(order, shown.scans)
            self.log.show_rows([cells(line, self.context, desk.now(), self.zone) for line in lines])

    def _show_head(self, shown: Shown) -> None:
        order, formats, events = shown.order, self.context.formats, list(shown.events.values())
        line = order.row.event_title
        if len(events) > 1:
            line = " · ".join(event.title for event in events)
        elif events:
            event = events[0]
            at = event.starts_at
            when = formats.zoned(formats.moment(at, event.zone), at, event.zone) if at else ""
            line = " · ".join(part for part in (event.title, when, event.venue, event.city) if part)
        self.header.set_words(self.tr("Order {name}").format(name=order.row.name), line)
        states = [order_state(order.row), post_state(order.row)]
        for badge, state in zip(self.badges, states, strict=False):
            badge.setVisible(state is not None)
            if state is not None:
                badge.set(state.word, state.tone)
        inside = sum(1 for seen in shown.tickets if seen.use is not None)
        words = self.tr("{inside} of {all} admitted").format(inside=inside, all=len(shown.tickets))
        self.badges[2].set(words, "neutral")
        self.badges[2].setVisible(inside > 0)

    def _prices(self, order: OrderDetails) -> str:
        lines = [line for line in order.lines if line.is_ticket and line.current_quantity]
        return " · ".join(f"{line.current_quantity} × {self.context.formats.money(line.price)}" for line in lines[:2])

    def _tell_chosen(self) -> None:
        chosen, tickets = self.tickets.checked, self.tickets.tickets
        state = Qt.CheckState
        whole = bool(tickets) and len(chosen) == len(tickets)
        self.all_box.setTristate(bool(chosen) and not whole)
        self.all_box.setCheckState(state.Checked if whole else state.PartiallyChecked if chosen else state.Unchecked)
        if len(chosen) == 1:
            words = self.tr("Ticket {unit} chosen").format(unit=chosen[0].unit)
        elif chosen:
            words = self.tr("%n ticket(s) chosen", "", len(chosen))
        else:
            words = self.tr("None chosen: printing takes all valid ones")
        self.chosen_words.setText(words if tickets else "")
        self.blocking.settle()
        self.taking_back.settle()
        self.context.actions.set_enabled(PRINT.name, bool(self._to_print()))
        self.context.actions.set_enabled(COPY.name, bool(tickets))

    # What is done

    def _choose_all(self) -> None:
        tickets = self.tickets.tickets
        every = len(self.tickets.checked) < len(tickets)
        self.tickets.check([ticket.ticket_id for ticket in tickets] if every else [])

    def _to_print(self) -> tuple[str, ...]:
        """Chosen tickets, or all without a choice; only what still admits somebody may be on paper."""
        tickets = self.tickets.checked or self.tickets.tickets
        return tuple(ticket.ticket_id for ticket in tickets if ticket.state in PRINTABLE)

    def print_chosen(self) -> None:
        """Ask for the preview."""
        ids = self._to_print()
        if ids:
            self.printing.emit(ids, self.order)

    def copy_tickets(self) -> None:
        """Put the chosen tickets (or all) on the clipboard: number, EAN, category, seat, state."""
        rows = self.tickets.checked or self.tickets.tickets
        text = tab_separated([(t.number, t.ean, t.category, t.seat, str(t.state)) for t in rows])
        QGuiApplication.clipboard().setText(text)
        self.context.told.emit("admitted", self.tr("%n ticket(s) copied.", "", len(rows)))

    def retranslate(self) -> None:
        """All words anew."""
        self.back.setAccessibleName(self.tr("Back to the list"))
        self.back.setToolTip(self.tr("Back to the list (Esc)"))
        self.tickets_head.title.setText(self.tr("Tickets"))
        self.log_head.title.setText(self.tr("Log"))
        self.log_head.note.setText(self.tr("from the shop and this station's door"))
        self.log.setAccessibleName(self.tr("Log"))
        self.none_words.setText(self.tr("This order has no tickets."))
        self.all_box.setText(self.tr("Choose all"))
        self.all_box.setAccessibleName(self.tr("Choose all"))
        self.tickets.retranslate()
        self.log.set_heads(
            [
                Head(self.tr("When"), sample="Heute 88:88:88 x"),
                Head("", sample="x"),
                Head(self.tr("What"), stretch=True),
                Head(self.tr("Where"), right=True, sample="Gate AAAAAAA"),
            ]
        )
        if self._shown is not None:
            self._show(self._shown, keep=True)
        else:
            self._tell_chosen()
