"""Before anything is sold: a shift is opened with what lies in the drawer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ticketforge_desktop.domain.amounts import typed_amount
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.till_desk import TillNow, TillPage
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.fields import Field
from ticketforge_desktop.ui.widgets.text import Text


class NoShift(Card):
    """Shown while no shift is open; `opened` once one is. `leads` to the page of shifts, unless it is there."""

    opened = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None, *, leads: bool = True) -> None:
        super().__init__(context.theme, chosen=True, parent=parent)
        self.context, theme = context, context.theme
        self._page: TillPage | None = None
        self._currency = ""
        self.title = Text(theme, "", Role.CARD, wrap=True)
        self.text = Text(theme, "", Role.BODY, "secondary", wrap=True)
        self.amount = QLineEdit()
        self.amount.setFixedWidth(160)
        self.field = Field(theme, "", self.amount)
        self.begin = Button(theme, icon="clock", kind=Kind.PRIMARY)
        row = QHBoxLayout()
        row.setSpacing(Measure.GAP)
        row.addWidget(self.field, 1)
        row.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignTop)
        self.closed = Button(theme, icon="history", kind=Kind.QUIET)
        if not leads:
            self.closed.hide()
        self.closed.clicked.connect(lambda _on=False: context.go.emit("shift", None))
        self.body.addWidget(self.title)
        self.body.addWidget(self.text)
        self.body.addLayout(row)
        self.body.addWidget(self.closed, 0, Qt.AlignmentFlag.AlignLeft)
        self.begin.clicked.connect(lambda _on=False: self.open_shift())
        self.amount.returnPressed.connect(self.open_shift)
        self.amount.textEdited.connect(lambda _text: self.field.set_fault(""))
        self.hide()

    def show_state(self, state: TillNow, page: TillPage) -> None:
        """Ask for a shift where there is none."""
        self._page, self._currency = page, state.currency
        self.setVisible(not state.shift)

    def open_shift(self) -> None:
        """With what was typed as float."""
        page = self._page
        if page is None:
            return
        try:
            amount = typed_amount(self.amount.text(), self._currency, self.context.language)
        except BadInput:
            self.field.set_fault(self.tr("An amount of money, like {example}.").format(
                example=self.context.formats.money(page.money(15000))))  # fmt: skip
            self.amount.setFocus()
            return
        self.context.runner.submit(
            lambda: page.open_shift(amount), lambda _number: self._open(), self.context.trouble.emit, owner=self
        )

    def _open(self) -> None:
        self.hide()
        self.opened.emit()

    def retranslate(self) -> None:
        """Words."""
        self.title.setText(self.tr("No shift is open"))
        self.text.setText(self.tr("Count what lies in the drawer. Whatever is sold from now on belongs to this shift."))
        self.field.set_words(self.tr("Float in the drawer"), "")
        self.begin.setText(self.tr("Open the shift"))
        self.closed.setText(self.tr("Closed shifts and their reports"))
