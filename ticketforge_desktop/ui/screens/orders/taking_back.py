"""Tickets of an order taken back at the counter: why, what of the money goes back, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.amounts import typed_amount
from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.domain.tenders import Tender
from ticketforge_desktop.services.ports.till import Sale
from ticketforge_desktop.services.sell import new_sale_id
from ticketforge_desktop.services.take_back import LONGEST_REASON, TakenBack
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.screens.orders.tickets import Seen
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.fields import CheckBox, ComboBox, Field
from ticketforge_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from ticketforge_desktop.ui.context import Context

ACTIONS: Final = (Action("order.take_back", "Take back …", "undo", "Ctrl+Shift+T", Right.REFUND, in_palette=False),)
(TAKE_BACK,) = ACTIONS
_WIDTH: Final = 560
_LIVE: Final = frozenset({TicketState.VALID, TicketState.UNPAID})


class TakeBackDialog(QDialog):
    """Asks; `decide(wanted)` is called with what was decided. The id of the refund is made once, with the dialog."""

    def __init__(
        self, context: Context, chosen: Sequence[Seen], decide: Callable[[TakenBack], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._chosen, self._decide = context, chosen, decide
        self._sale_id = new_sale_id()
        self._currency = chosen[0].ticket.price.currency
        theme = context.theme
        self.setWindowTitle(self.tr("Take back"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.textChanged.connect(lambda _text: self._settle())
        self.ready = [Button(theme, words) for words in (self.tr("Can't come"), self.tr("Bought by mistake"))]
        for button in self.ready:
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, ready=button: self.reason.setText(ready.text()))
        self.tender = ComboBox(theme)
        for key, words in (
            ("", self.tr("As it was paid")),
            (str(Tender.CASH), self.tr("Cash")),
            (str(Tender.CARD), self.tr("Card")),
            (str(Tender.VOUCHER), self.tr("Voucher")),
        ):
            self.tender.addItem(words, key)
        self.fee = QLineEdit()
        self.fee_field = Field(theme, self.tr("Fee that is kept"), self.fee, self.tr("Empty: everything goes back."))
        self.restock = CheckBox(theme, self.tr("The places are for sale again"))
        self.restock.setChecked(True)
        inside = sum(seen.use is not None for seen in chosen)
        self.used = CheckBox(theme, self.tr("%n of them was let in: take back all the same", "", inside))
        self.used.setVisible(bool(inside))
        self.used.toggled.connect(lambda _on: self._settle())
        self.decided = Button(theme, self.tr("Take back"), icon="undo", kind=Kind.DANGER)
        self.decided.setDefault(True)
        self.decided.clicked.connect(lambda _on=False: self._done())
        self._build(theme_words=self.tr("Take back %n ticket(s) of order {order}", "", len(chosen)))
        self._settle()
        self.reason.setFocus()

    def _build(self, theme_words: str) -> None:
        theme = self._context.theme
        close = Button(theme, self.tr("Leave it as it is"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        follows = self.tr(
            "They are worth nothing from now on: at this station's doors at once, at the others as soon as the store"
            " has told them. What goes back is booked in the open shift, or by the store upon the payment it came by."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.MARGIN, Measure.MARGIN, Measure.MARGIN, Measure.GAP)
        column.setSpacing(12)
        title = theme_words.format(order=self._chosen[0].ticket.order)
        column.addWidget(Text(theme, title, Role.SCREEN, wrap=True))
        column.addWidget(Text(theme, follows, wrap=True))
        column.addWidget(Field(theme, self.tr("Reason"), self.reason))
        answers = QHBoxLayout()
        for button in self.ready:
            answers.addWidget(button)
        answers.addStretch(1)
        column.addLayout(answers)
        column.addWidget(Field(theme, self.tr("The money goes back"), self.tender))
        column.addWidget(self.fee_field)
        column.addWidget(self.restock)
        column.addWidget(self.used)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.decided)
        column.addLayout(foot)
        wide = round(_WIDTH * theme.scale)
        self.setMinimumSize(wide, column.totalHeightForWidth(wide))

    def _settle(self) -> None:
        asked = self.used.isVisibleTo(self) and not self.used.isChecked()
        self.decided.setEnabled(bool(self.reason.text().strip()) and not asked)

    def _done(self) -> None:
        fee = 0
        if self.fee.text().strip():
            try:
                fee = typed_amount(self.fee.text(), self._currency, self._context.language)
            except BadInput as error:
                self.fee_field.set_fault(self.tr("That is no amount of money."))
                self.fee.setToolTip(error.message)
                self.fee.setFocus()
                return
        self._decide(
            TakenBack(
                self._sale_id,
                tuple(seen.ticket.ticket_id for seen in self._chosen),
                self.reason.text().strip(),
                Tender(self.tender.key) if self.tender.key else None,
                fee,
                self.restock.isChecked(),
                self.used.isChecked(),
            )
        )
        self.accept()


class TakingBack(QObject):
    """The button below the tickets of an order, and what it does with those chosen."""

    def __init__(self, context: Context, page: QWidget, chosen: Callable[[], Sequence[Seen]]) -> None:
        super().__init__(page)
        self._context, self._page, self._chosen = context, page, chosen
        context.actions.declare(ACTIONS)
        context.actions.bind(TAKE_BACK.name, self.ask, page)
        self.button = Button.of(context.theme, context.actions, TAKE_BACK.name)

    def settle(self) -> None:
        """Whether there is something to take back among the chosen tickets."""
        possible = bool(self._living())
        self._context.actions.set_enabled(TAKE_BACK.name, possible)
        self.button.setVisible(possible and self._context.actions.allowed(TAKE_BACK.name))

    def _living(self) -> list[Seen]:
        return [seen for seen in self._chosen() if seen.ticket.state in _LIVE]

    def ask(self) -> TakeBackDialog | None:
        """Why, and how does the money go back?"""
        living = self._living()
        if not living:
            return None
        dialog = TakeBackDialog(self._context, living, self.take_back, self._page)
        dialog.open()
        return dialog

    def take_back(self, wanted: TakenBack) -> None:
        """Do it, beside the window."""
        desk = self._context.desk
        if desk is not None:
            self._context.runner.submit(
                lambda: desk.till_page.take_back_tickets(wanted), self._done, self._context.trouble.emit, owner=self
            )

    def _done(self, sale: Sale) -> None:
        back = sum(paid.amount_minor for paid in sale.payments)
        if back:
            amount = self._context.formats.money(type(sale.total)(-back, sale.total.currency))
            told = self.tr("Taken back. Give {amount} back.").format(amount=amount)
        else:
            told = self.tr("Taken back. The store gives the money back.")
        self._context.told.emit("attention" if back else "admitted", told)
        self._context.broadcast(ChangeSet.of(Changed.TICKET, Changed.ORDER, Changed.SALE, Changed.OUTBOX))
