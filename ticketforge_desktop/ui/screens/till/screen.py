"""The till: event, category, how many, payment; with the keyboard alone, and ready for the next buyer at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ticketforge_desktop.domain.basket import PriceClass
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.domain.tenders import Tender
from ticketforge_desktop.services.ports.allotments import NoLease
from ticketforge_desktop.services.ports.till import ParkedBasket, Sale
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.listing import on_change
from ticketforge_desktop.ui.screens.seats.view import SeatView
from ticketforge_desktop.ui.screens.sync.cards import Question
from ticketforge_desktop.ui.screens.till.choosing import Choosing
from ticketforge_desktop.ui.screens.till.counter import Counter
from ticketforge_desktop.ui.screens.till.customer_display import DisplayKeeper
from ticketforge_desktop.ui.screens.till.extras import Extras
from ticketforge_desktop.ui.screens.till.hall import HallChoice
from ticketforge_desktop.ui.screens.till.hand import Hand, Step
from ticketforge_desktop.ui.screens.till.panel import SalePanel
from ticketforge_desktop.ui.screens.till.payment import Payment
from ticketforge_desktop.ui.screens.till.quantity import Quantity
from ticketforge_desktop.ui.screens.till.shift import NoShift
from ticketforge_desktop.ui.screens.till.steps import StepBar
from ticketforge_desktop.ui.theme import Measure
from ticketforge_desktop.ui.widgets.screen import Screen

ACTIONS: Final = (
    Action("till.cash", "Cash", "cash", "F9", Right.SELL, in_palette=False),
    Action("till.card", "Card", "card", "F10", Right.SELL, in_palette=False),
    Action("till.invoice", "Invoice", "file", "F11", Right.SELL, in_palette=False),
    Action("till.voucher", "Voucher", "gift", "F12", Right.SELL, in_palette=False),
    Action("till.discard", "Discard the sale", "x", "Del", Right.SELL, in_palette=False),
    Action("till.bring_back", "Bring the discarded sale back", "undo", "Ctrl+Z", Right.SELL, in_palette=False),
    Action("till.more", "Another category", "plus", "Ins", Right.SELL, in_palette=False),
)
_NARROW_BELOW: Final = 1100  # px of the screen


class TillScreen(Screen):
    """`arrive("EVENT_ID")` begins with that event's categories."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        context.actions.declare(ACTIONS)
        theme = self.theme
        self.counter = Counter(context, self)
        self.steps = StepBar(theme)
        self.events = Choosing(context, searchable=True)
        self.categories = Choosing(context, searchable=False)
        self.quantity = Quantity(context)
        self.payment = Payment(context)
        self.question = Question(theme)
        self.question.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.panel = SalePanel(context)
        self.no_shift = NoShift(context)
        self.no_shift.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.pages = QStackedWidget()
        self._page_of = {
            Step.EVENT: self.events,
            Step.CATEGORY: self.categories,
            Step.QUANTITY: self.quantity,
            Step.PAYMENT: self.payment,
        }
        for page in self._page_of.values():
            self.pages.addWidget(page)
        left = QVBoxLayout()
        left.setContentsMargins(Measure.MARGIN, 12, Measure.MARGIN, Measure.MARGIN)
        left.setSpacing(Measure.GAP)
        left.addWidget(self.steps)
        left.addWidget(self.no_shift)
        left.addWidget(self.question)
        left.addWidget(self.pages, 1)
        left.addStretch(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.panel)
        self._join()
        self.extras = Extras(context, self.counter, self.panel, self)
        self.display = DisplayKeeper(context, self.counter, self)
        self.retranslate()

    def _join(self) -> None:
        counter, panel, bind = self.counter, self.panel, self.context.actions.bind
        counter.changed.connect(self.show_all)
        counter.short.connect(self._ask_short)
        counter.sold.connect(self._sold)
        self.steps.asked.connect(self._back_to)
        self.events.grid.chosen.connect(counter.choose_event)
        self.events.search.searched.connect(counter.refresh)
        self.categories.grid.chosen.connect(counter.choose_category)
        self.quantity.struck.connect(self.strike)
        self.quantity.erased.connect(self._erase)
        self.quantity.done.connect(self.forward)
        self.quantity.seats_chosen.connect(counter.choose_seats)
        self.quantity.class_chosen.connect(lambda one: counter.choose_class(PriceClass(one)))
        self.quantity.reason_typed.connect(lambda text: self._type(reason=text))
        self.payment.struck.connect(self.strike)
        self.payment.erased.connect(self._erase)
        self.payment.noted.connect(self._note)
        self.payment.tender_asked.connect(lambda one: counter.choose_tender(Tender(one)))
        self.payment.reference_typed.connect(lambda text: self._type(reference=text))
        panel.line_dropped.connect(counter.drop_line)
        panel.discard_asked.connect(counter.discard)
        panel.paid.connect(self.forward)
        panel.buyer_asked.connect(self.ask_buyer)
        panel.again_asked.connect(self._print_again)
        panel.park_asked.connect(counter.park)
        panel.parked_asked.connect(counter.look_parked)
        counter.offered.connect(self._offer_parked)
        self.question.agreed.connect(self._agreed)
        self.question.no.clicked.connect(lambda _on=False: self._make_room())
        self.no_shift.opened.connect(counter.refresh)
        for tender in (Tender.CASH, Tender.CARD, Tender.INVOICE, Tender.VOUCHER):
            bind(f"till.{tender}", partial(counter.choose_tender, tender), self)
        bind("till.discard", counter.discard, self)
        bind("till.bring_back", counter.bring_back, self)
        bind("till.more", self.more, self)
        on_change(self.context, self, counter.refresh, Changed.STOCK, Changed.EVENT, Changed.SHIFT, Changed.SYNC)

    # Coming and going

    def arrive(self, subject: object = None) -> None:
        self.counter.refresh()
        self.display.settle()
        self.setFocus()

    def leave(self) -> None:
        self.question.hide()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose and type, Return goes on, Escape goes back: no key needs a field to be in focus."""
        key, text = event.key(), event.text()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        place = key - Qt.Key.Key_1
        if alt and 0 <= place < 9 and self._hall is not None:
            self._hall.best(place + 1)
        elif alt and 0 <= place < 4:
            self.payment.suggest(place)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.forward()
        elif key == Qt.Key.Key_Escape:
            self._back()
        elif key == Qt.Key.Key_Backspace:
            self._erase()
        elif text and text in "0123456789.,":
            self.strike("," if text in ".," else text)
        elif text.isalpha() and self._step is Step.EVENT:
            self.events.search.setFocus()
            self.events.search.setText(text)
            self.events.search.textEdited.emit(text)
        else:
            super().keyPressEvent(event)

    @property
    def _step(self) -> Step | None:
        return self.counter.hand.step if self.counter.hand is not None else None

    def strike(self, sign: str) -> None:
        """A digit: it chooses a tile, or is typed."""
        hand = self.counter.hand
        if hand is None:
            return
        if hand.step in (Step.EVENT, Step.CATEGORY):
            grid = self.events.grid if hand.step is Step.EVENT else self.categories.grid
            if sign.isdecimal() and sign != "0":
                grid.press(int(sign) - 1)
            return
        self._typed(hand.digit(sign))

    def _erase(self) -> None:
        if self.counter.hand is not None:
            self._typed(self.counter.hand.erase())

    def _typed(self, hand: Hand) -> None:
        """In a hall the best seats follow what is typed."""
        hall = self._hall
        if hall is None:
            self.counter.put(hand)
            return
        self.counter.put(replace(hand, seats=()))
        if hand.typed:
            hall.best(hand.quantity)

    @property
    def _hall(self) -> HallChoice | None:
        """The hall, where seats are being chosen."""
        hand = self.counter.hand
        if hand is None or hand.step is not Step.QUANTITY or not self.counter.seating.seated(hand):
            return None
        return self.quantity.hall

    def _take_seats(self, hall: HallChoice) -> None:
        """Those that are chosen, or the best for what is typed."""
        hand = self.counter.hand
        if hand is not None and (len(hand.seats) == hand.quantity or hall.best(hand.quantity)):
            self.counter.add_line()
        elif hall.note.text():
            self.context.told.emit("attention", hall.note.text())

    def _note(self, minor: int) -> None:
        if self.counter.hand is not None:
            self.counter.put(self.counter.hand.give(minor))

    def _type(self, *, reason: str | None = None, reference: str | None = None) -> None:
        hand = self.counter.hand
        if hand is None:
            return
        if reason is not None:
            hand = replace(hand, reason=reason)
        if reference is not None:
            hand = replace(hand, reference=reference)
        self.counter.put(hand)

    def forward(self) -> None:
        """Return: what the step in hand is about."""
        step = self._step
        if self.question.isVisible():
            return
        hall = self._hall
        if step is Step.QUANTITY and hall is not None:
            self._take_seats(hall)
        elif step is Step.QUANTITY:
            self.counter.add_line()
        elif step is Step.PAYMENT and not self.no_shift.isHidden():
            self.no_shift.amount.setFocus()
        elif step is Step.PAYMENT:
            self.counter.pay()
        elif self.counter.hand is not None and self.counter.hand.basket.lines:
            self.counter.put(_to_payment(self.counter.hand))

    def _back(self) -> None:
        if self.question.isVisible():
            self.question.hide()
            self._make_room()
        elif self.counter.asking:
            self.counter.stop_asking()
        elif self.counter.hand is not None:
            self.counter.put(self.counter.hand.back())

    def _back_to(self, step: str) -> None:
        if self.counter.hand is not None:
            self.counter.put(replace(self.counter.hand, step=Step(step), typed=""))

    def more(self) -> None:
        """Another category of the same event."""
        if self.counter.hand is not None and self.counter.hand.event is not None:
            self._back_to(Step.CATEGORY)

    # Questions and answers

    def _ask_short(self, error: NoLease) -> None:
        left = int(str(error.facts.get("left", 0)))
        self.question.title.setText(self.tr("This till holds %n ticket(s) of it", "", left))
        self.question.text.setText(
            self.tr(
                "Ask the store for open stock, and wait for its answer, or take another category. Take no money yet."
            )
        )
        self.question.yes.setText(self.tr("Ask the store"))
        self.question.no.setText(self.tr("Leave it"))
        self.question.ask()
        self._make_room()

    def _agreed(self) -> None:
        self.question.hide()
        self.counter.pay(ask=True)

    def ask_buyer(self) -> QDialog | None:
        """Who buys?"""
        from ticketforge_desktop.ui.screens.till.buyer import BuyerDialog

        hand = self.counter.hand
        if hand is None:
            return None
        dialog = BuyerDialog(self.context, hand.buyer, self.counter.set_buyer, self)
        dialog.open()
        return dialog

    def _sold(self, sale: Sale) -> None:
        tickets = self.panel.tickets.isChecked() and self.panel.tickets.isEnabled()
        receipt = self.panel.receipt.isChecked() and self.panel.receipt.isEnabled()
        self.counter.print_papers(sale, tickets=tickets, receipt=receipt)

    def _offer_parked(self, parked: Sequence[ParkedBasket]) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in parked:
            words = f"{one.name} · {self.tr('%n ticket(s)', '', one.basket.tickets)}"
            menu.addAction(words, partial(self.counter.take_parked, one.basket_id))
        menu.popup(self.panel.parked.mapToGlobal(self.panel.parked.rect().topLeft()))

    def _print_again(self) -> None:
        self.context.go.emit("printing", None)

    # What is shown

    def show_all(self) -> None:
        """Everything, as the counter has it."""
        counter, hand, page = self.counter, self.counter.hand, self.counter.page
        state = counter.state
        if hand is None or page is None or state is None:
            return
        found, settlement = counter.due()
        self.no_shift.show_state(state, page)
        self.pages.setCurrentWidget(self._page_of[hand.step])
        self._make_room()
        self._show_steps(hand)
        if hand.step is Step.EVENT:
            self.events.show_events(counter.events)
        elif hand.step is Step.CATEGORY:
            self.categories.show_categories(counter.categories)
        elif hand.step is Step.QUANTITY and hand.category is not None:
            unit = page.unit_minor(hand.category, hand.price_class)
            money = self.context.formats.money
            hall = counter.seating.plan if counter.seating.seated(hand) else None
            self.quantity.show_hall(hand, hall, offline=counter.seating.offline)
            self.quantity.show_hand(hand, unit, money(page.money(unit * hand.quantity)), money(page.money(unit)))
        elif settlement is not None:
            self.payment.show_hand(hand, settlement, page)
        self.panel.show_hand(hand, found, state, page)
        self._show_pay(hand, settlement is not None and settlement.settled)
        self.panel.show_last(state.last, counter.papers)
        focused = self.focusWidget()
        if not isinstance(focused, (QLineEdit, SeatView)) or not focused.isVisible():
            self.setFocus()

    def _make_room(self) -> None:
        """A question has the room of the keypad: nobody types an amount before it is answered."""
        asked = not self.question.isHidden() or not self.no_shift.isHidden()
        self.pages.setVisible(not (asked and self._step in (Step.QUANTITY, Step.PAYMENT)))

    def _show_steps(self, hand: Hand) -> None:
        names = {
            Step.EVENT: self.tr("Event"),
            Step.CATEGORY: self.tr("Category"),
            Step.QUANTITY: self.tr("Seats") if self.counter.seating.seated(hand) else self.tr("Quantity"),
            Step.PAYMENT: self.tr("Payment"),
        }
        tickets = hand.basket.tickets
        below = {
            Step.EVENT: self._when(hand),
            Step.CATEGORY: hand.category.name if hand.category else self.tr("%n line(s)", "", len(hand.basket.lines)),
            Step.QUANTITY: self.tr("%n ticket(s)", "", tickets) if tickets else "",
            Step.PAYMENT: self.payment.tenders[hand.tender].text() if hand.step is Step.PAYMENT else "",
        }
        if not hand.basket.lines and hand.category is None:
            below[Step.CATEGORY] = ""
        self.steps.show_steps(hand.step, names, below)

    def _when(self, hand: Hand) -> str:
        """The chosen event by its day: its name stands beside the basket."""
        event, formats = hand.event, self.context.formats
        if event is None or event.starts_at is None:
            return ""
        return f"{formats.day(event.starts_at, event.zone)} {formats.time(event.starts_at, event.zone)}"

    def _show_pay(self, hand: Hand, settled: bool) -> None:
        pay, counter = self.panel.pay, self.counter
        prints = self.panel.tickets.isChecked() and self.panel.tickets.isEnabled()
        if counter.asking:
            words = self.tr("Asking the store …")
        elif hand.step is not Step.PAYMENT:
            words = self.tr("To payment")
        elif not settled:
            words = self.tr("Take this part")
        else:
            words = self.tr("Take and print") if prints else self.tr("Take the money")
        pay.set_icon("printer" if prints and hand.step is Step.PAYMENT else "cash")
        pay.setText(words)
        pay.setEnabled(bool(hand.basket.lines) and not counter.busy and self.no_shift.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.set_narrow(self.width() < _NARROW_BELOW)

    def retranslate(self) -> None:
        for part in (self.events, self.categories, self.quantity, self.payment, self.panel, self.no_shift):
            part.retranslate()
        self.show_all()


def _to_payment(hand: Hand) -> Hand:
    return replace(hand, step=Step.PAYMENT, typed="", given="")
