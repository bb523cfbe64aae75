"""Cash that moves without a sale: paid in, paid out, or dropped into the safe."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ticketforge_desktop.domain.amounts import typed_amount
from ticketforge_desktop.domain.errors import BadInput, Conflict
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.shifts import LONGEST_REASON, MoveKind
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.chips import Segmented
from ticketforge_desktop.ui.widgets.fields import Field
from ticketforge_desktop.ui.widgets.text import Text


class MoveCard(Card):
    """`booked` once it is written; what was typed stays until then."""

    booked = Signal(str)  # what was done, in words
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, chosen=True, parent=parent)
        self.context, theme = context, context.theme
        self._currency = ""
        self._busy = False
        self.title = Text(theme, "", Role.CARD, wrap=True)
        self.kinds = Segmented(theme, "", [(str(kind), str(kind)) for kind in MoveKind])
        self.explained = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.amount = QLineEdit()
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.amount_field = Field(theme, "", self.amount)
        self.reason_field = Field(theme, "", self.reason)
        self.back = Button(theme)
        self.book = Button(theme, icon="check", kind=Kind.PRIMARY)
        fields = QHBoxLayout()
        fields.setSpacing(Measure.GAP)
        fields.addWidget(self.amount_field, 1, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.reason_field, 2, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(Measure.GRID)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.book)
        for part in (self.title, self.kinds, self.explained):
            self.body.addWidget(part)
        self.body.addLayout(fields)
        self.body.addLayout(foot)
        self.kinds.chosen.connect(lambda _kind: self._explain())
        self.amount.textEdited.connect(lambda _text: self.amount_field.set_fault(""))
        self.reason.textEdited.connect(lambda _text: self.reason_field.set_fault(""))
        self.amount.returnPressed.connect(self.reason.setFocus)
        self.reason.returnPressed.connect(self.do)
        self.book.clicked.connect(lambda _on=False: self.do())
        self.back.clicked.connect(lambda _on=False: self.left.emit())
        self.hide()

    def begin(self, currency: str) -> None:
        """Ask what moves."""
        self._currency = currency
        self.retranslate()
        self.show()
        self.amount.setFocus()

    def do(self) -> None:
        """Book it, once."""
        desk = self.context.desk
        if desk is None or self._busy:
            return
        try:
            minor = typed_amount(self.amount.text(), self._currency, self.context.language)
        except BadInput:
            minor = 0
        if not minor:
            self._refuse(self.amount_field, self._wanted())
            return
        reason = " ".join(self.reason.text().split())
        if not reason:
            self._refuse(self.reason_field, self.tr("Say what for."))
            return
        page, kind = desk.shift_page, MoveKind(self.kinds.current)
        self._busy = True
        self.context.runner.submit(
            lambda: page.move(kind, minor, reason), lambda _none: self._done(kind, minor), self._failed, owner=self
        )

    def _done(self, kind: MoveKind, minor: int) -> None:
        self._busy = False
        self.amount.clear()
        self.reason.clear()
        self.hide()
        words = {
            MoveKind.IN: self.tr("{amount} paid in."),
            MoveKind.OUT: self.tr("{amount} paid out."),
            MoveKind.DROP: self.tr("{amount} dropped into the safe."),
        }[kind]
        self.booked.emit(words.format(amount=self.context.formats.money(Money(minor, self._currency))))

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, Conflict):  # without a figure: whoever counts blindly is not told what is there
            self._refuse(self.amount_field, self.tr("There is not that much in the drawer."))
        else:
            self.context.trouble.emit(error)

    def _refuse(self, field: Field, words: str) -> None:
        field.set_fault(words)
        field.editor.setFocus()

    def _wanted(self) -> str:
        example = self.context.formats.money(Money(15_000, self._currency or "EUR"))
        return self.tr("An amount of money, like {example}.").format(example=example)

    def _explain(self) -> None:
        self.explained.setText(
            {
                MoveKind.IN: self.tr("Cash that comes into the drawer, such as change from the bank."),
                MoveKind.OUT: self.tr("Cash that leaves the drawer for something bought."),
                MoveKind.DROP: self.tr("Cash that goes from the drawer into the safe."),
            }[MoveKind(self.kinds.current)]
        )

    def retranslate(self) -> None:
        """Words."""
        self.title.setText(self.tr("Cash in or out"))
        self.kinds.set_words(
            self.tr("What moves"),
            [
                (str(MoveKind.IN), self.tr("Pay in")),
                (str(MoveKind.OUT), self.tr("Pay out")),
                (str(MoveKind.DROP), self.tr("Drop")),
            ],
        )
        self.amount_field.set_words(self.tr("Amount"), "")
        self.reason_field.set_words(self.tr("What for"), "")
        self.back.setText(self.tr("Cancel"))
        self.book.setText(self.tr("Book it"))
        self._explain()
