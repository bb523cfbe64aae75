"""The orders screen: one field searches names, addresses, order and ticket numbers; every order is a page away."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.events import OrderStatus
from ticketforge_desktop.domain.records import ShopRecord
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.domain.scan_input import recognise
from ticketforge_desktop.services.ports.mirror import Listing, MirrorQueries, OrderFilter, Sort
from ticketforge_desktop.services.views import EventRow, MirrorCounts, OrderRow
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.models.paged import PagedModel
from ticketforge_desktop.ui.screens.list_screen import ListScreen
from ticketforge_desktop.ui.screens.listing import ListPage, on_change
from ticketforge_desktop.ui.screens.orders.columns import order_columns
from ticketforge_desktop.ui.screens.orders.details import OrderDetailsPage
from ticketforge_desktop.ui.screens.orders.preview import PrintPreviewPage
from ticketforge_desktop.ui.screens.words import order_state
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.chips import Chip

ACTIONS: Final = (
    Action("orders.find", "Search orders", "search", "Ctrl+F", in_palette=False),
    Action("orders.print", "Print tickets …", "printer", "Ctrl+P", Right.PRINT, in_palette=False),
)
FIND, PRINT = ACTIONS


class OrdersScreen(ListScreen):
    """All orders, one order, and the preview of its tickets.

    `arrive("#1042")` opens that order, `arrive(EventRow)` lists the orders of an event,
    `arrive(OrderFilter(text=…))` searches.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        context.actions.declare(ACTIONS)
        self._zone = ""  # the shop's
        self.model: PagedModel[OrderRow] = PagedModel(
            order_columns(context, lambda: self._zone),
            lambda row: row.name,
            context.runner,
            Sort("created_at", descending=True),
            self,
        )
        self.list: ListPage[OrderRow] = ListPage(context, self.model, self.tr("Orders"))
        self.details = OrderDetailsPage(context)
        self.preview = PrintPreviewPage(context)
        self._event: EventRow | None = None
        self._counts: MirrorCounts | None = None
        self._make_chips()
        self._make_strip()
        self.stack(self.details, self.preview)
        self._join()
        self.retranslate()
        self.join_list(self._ask, self._count, self._show_chosen, self._tell_empty)

    def _make_chips(self) -> None:
        self.event_chip = Chip(self.theme, "", icon="x")
        self.event_chip.setChecked(True)
        self.event_chip.hide()
        self.event_chip.clicked.connect(lambda _on=False: self._choose_event(None))
        self.list.filters.addWidget(self.event_chip)
        self.chips = {status: Chip(self.theme, "") for status in OrderStatus}
        for status, chip in self.chips.items():
            chip.clicked.connect(lambda _on=False, s=status: self._choose_status(s))
            self.list.filters.addWidget(chip)
        self.post = Chip(self.theme, "", icon="truck")
        self.post.clicked.connect(lambda _on=False: self._ask())
        self.list.filters.addWidget(self.post)

    def _make_strip(self) -> None:
        self.begin_strip(FIND.name, lambda row: self.open_order(row.name))
        self.context.actions.bind(PRINT.name, self._print_chosen, self.list)
        self.list.strip.buttons.addWidget(Button.of(self.theme, self.context.actions, PRINT.name))

    def _join(self) -> None:
        self.details.left.connect(self.show_list)
        self.details.printing.connect(self.show_preview)
        self.preview.left.connect(self._back_from_preview)
        kinds = (Changed.ORDER, Changed.TICKET, Changed.PARTICIPANT, Changed.ADMISSION, Changed.PRINT_JOB, Changed.SYNC)
        on_change(self.context, self, self.refresh, *kinds)

    # Coming and going

    def arrive(self, subject: object = None) -> None:
        if isinstance(subject, EventRow):
            self._choose_event(subject)
        elif isinstance(subject, OrderFilter):
            self.list.search.setText(subject.text)
            self._ask()
        elif isinstance(subject, str) and subject:
            self.open_order(subject)
            return
        self.show_list()

    def open_order(self, name: str) -> None:
        """Show one order."""
        self.pages.setCurrentWidget(self.details)
        self.details.show_order(name)

    def show_preview(self, ticket_ids: object, order: str) -> None:
        """Show tickets as they would come out of the printer."""
        if isinstance(ticket_ids, tuple):
            self.pages.setCurrentWidget(self.preview)
            self.preview.show_tickets(ticket_ids, order)

    def _back_from_preview(self) -> None:
        if self.details.order:
            self.pages.setCurrentWidget(self.details)
            self.details.back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.show_list()

    def refresh(self) -> None:
        """Ask for everything shown anew."""
        self.model.refresh()
        self._count()
        self.details.refresh()

    # What is asked

    def _choose_status(self, status: OrderStatus) -> None:
        for other, chip in self.chips.items():
            if other is not status:
                chip.setChecked(False)
        self._ask()

    def _choose_event(self, event: EventRow | None) -> None:
        self._event = event
        self.event_chip.setVisible(event is not None)
        self.event_chip.setChecked(True)
        self.event_chip.set_word("" if event is None else _short(event.title))
        self.list.fit()
        self._ask()

    def _ask(self) -> None:
        desk = self.context.desk
        if desk is None:
            return
        status = next((str(status) for status, chip in self.chips.items() if chip.isChecked()), "")
        event_id = self._event.event_id if self._event else ""
        chosen = OrderFilter(self.list.search.text().strip(), event_id, status, self.post.isChecked())

        def query(sort: Sort) -> Listing[OrderRow]:
            return found(desk.queries, chosen, sort)

        self.model.ask(query)

    def _count(self) -> None:
        desk = self.context.desk
        if desk is not None:
            self.context.runner.submit(
                lambda: (desk.queries.counts(), desk.queries.shop()),
                self._counted,
                self.context.trouble.emit,
                owner=self,
            )

    def _counted(self, found: tuple[MirrorCounts, ShopRecord | None]) -> None:
        self._counts, shop = found
        if shop is not None and shop.zone != self._zone:
            self._zone = self.details.zone = shop.zone
            self.list.table.viewport().update()
        self._tell_head()

    # What is told

    def _show_chosen(self, row: OrderRow | None) -> None:
        strip, formats = self.list.strip, self.context.formats
        self.list.tell_count()
        self.open_button.setEnabled(row is not None)
        self.context.actions.set_enabled(PRINT.name, row is not None and row.tickets > 0)
        strip.title.setText("" if row is None else row.name)
        detail = ""
        if row is not None:
            tickets = self.tr("%n ticket(s)", "", row.tickets)
            detail = " · ".join((tickets, formats.money(row.total), order_state(row).word))
        strip.detail.setText(detail)

    def _print_chosen(self) -> None:
        row = self.list.table.current_row
        if row is not None:
            self.open_order(row.name)
            self.details.print_when_shown()

    def retranslate(self) -> None:
        self.list.search.set_words(self.tr("Name, e-mail, order or ticket number …"), self.tr("Search orders"))
        words = {
            OrderStatus.PENDING: self.tr("Not paid"),
            OrderStatus.CONFIRMED: self.tr("Paid"),
            OrderStatus.CANCELLED: self.tr("Cancelled"),
            OrderStatus.REFUNDED: self.tr("Refunded"),
        }
        for status, chip in self.chips.items():
            chip.set_word(words[status])
        self.post.set_word(self.tr("By post"))
        self.event_chip.setToolTip(self.tr("Show the orders of all events again"))
        self.open_button.setText(self.tr("Open"))
        self.list.table.setAccessibleName(self.tr("Orders"))
        self.list.retranslate()
        self.details.retranslate()
        self.preview.retranslate()
        self._tell_head()
        self._tell_empty()
        self._show_chosen(self.list.table.current_row)

    def _tell_head(self) -> None:
        counts, line, number = self._counts, "", self.context.formats.number
        if counts is not None:
            line = ", ".join(
                (
                    self.tr("{n} order(s)", "", counts.orders).format(n=number(counts.orders)),
                    self.tr("{n} ticket(s)", "", counts.tickets).format(n=number(counts.tickets)),
                )
            )
        self.list.header.set_words(self.tr("Orders"), line)

    def _tell_empty(self) -> None:
        text = self.list.search.text().strip()
        self.list.no_match.set_words(
            self.tr("Nothing found for “{text}”").format(text=text) if text else self.tr("No order here"),
            self.tr("A name, an e-mail address, an order number or the number on a ticket is enough."),
        )
        narrowed = self._event is not None or self.post.isChecked() or any(c.isChecked() for c in self.chips.values())
        self.list.nothing.set_words(
            self.tr("No order here") if narrowed else self.tr("No orders yet"),
            self.tr("Choose another state above, or all of them.")
            if narrowed
            else self.tr("Orders come from your store. Sync first (Ctrl+R)."),
        )


def found(queries: MirrorQueries, chosen: OrderFilter, sort: Sort) -> Listing[OrderRow]:
    """Orders that fit; where none does, the order of the ticket whose number was typed or whose code was scanned."""
    listing = queries.orders(chosen, sort)
    if not chosen.text or len(listing):
        return listing
    order = _order_of_ticket(queries, chosen.text)
    return queries.orders(replace(chosen, text=order), sort) if order else listing


def _order_of_ticket(queries: MirrorQueries, text: str) -> str:
    """The name of the order a ticket belongs to; "" when the text names none. Looks only, so no signature is asked."""
    scan = recognise(text)
    if scan.code is not None:
        try:
            return queries.ticket(scan.code[0].ticket.hex()).order
        except NotFound:
            return ""
    hit = next((hit for hit in queries.search(text, 5) if hit.kind == "ticket"), None)
    return queries.ticket(hit.key).order if hit is not None else ""


def _short(title: str, most: int = 24) -> str:
    return title if len(title) <= most else f"{title[: most - 1].rstrip()}…"
