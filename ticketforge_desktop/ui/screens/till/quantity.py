"""How many, and in which price class."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.basket import PriceClass
from ticketforge_desktop.services.availability import CategoryAvailability
from ticketforge_desktop.services.seat_plan import SeatPlan
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.till.fitting import BigButton
from ticketforge_desktop.ui.screens.till.hall import HallChoice
from ticketforge_desktop.ui.screens.till.hand import Hand
from ticketforge_desktop.ui.screens.till.payment import MoneyBox
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.chips import Segmented
from ticketforge_desktop.ui.widgets.fields import Field
from ticketforge_desktop.ui.widgets.keypad import Keypad
from ticketforge_desktop.ui.widgets.text import Text

CLASSES: Final = tuple(PriceClass)


class Quantity(QWidget):
    """Digits type how many; Return, or the check, puts them into the basket."""

    struck = Signal(str)
    erased = Signal()
    done = Signal()
    seats_chosen = Signal(tuple)
    class_chosen = Signal(str)
    reason_typed = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, theme = context, context.theme
        self.name = Text(theme, "", Role.SCREEN, wrap=True)
        self.stock = Text(theme, "", Role.BODY, "secondary", wrap=True)
        self.box = MoneyBox(theme, Role.TOTAL, soft=False)
        self.box.active = True
        self.classes = Segmented(theme, "", [(str(one), str(one)) for one in CLASSES])
        self.reason = QLineEdit()
        self.reason_field = Field(theme, "", self.reason)
        self.pad = Keypad(theme)
        self.add = BigButton(theme, icon="plus")
        self.hall: HallChoice | None = None  # made where an event has numbered seats
        self._typing = QWidget()
        left = QVBoxLayout()
        left.setSpacing(Measure.GAP)
        left.addWidget(self.box)
        left.addStretch(1)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.name)
        column.addWidget(self.stock)
        column.addWidget(self.classes, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.reason_field)
        column.addWidget(self._typing, 1)
        column.addWidget(self.add)
        row = QHBoxLayout(self._typing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Measure.MARGIN)
        row.addLayout(left, 1)
        row.addWidget(self.pad, 0, Qt.AlignmentFlag.AlignTop)
        self.pad.struck.connect(self.struck)
        self.pad.back.connect(self.erased)
        self.pad.done.connect(self.done)
        self.add.clicked.connect(lambda _on=False: self.done.emit())
        self.classes.chosen.connect(self.class_chosen)
        self.reason.textEdited.connect(self.reason_typed)
        self.reason.returnPressed.connect(self.done)

    def show_hall(self, hand: Hand, plan: SeatPlan | None, *, offline: bool) -> None:
        """Seats in place of the keypad; None where they are not numbered."""
        if plan is not None and hand.category is not None:
            if self.hall is None:
                self.hall = HallChoice(self.context)
                self._column.insertWidget(self._column.indexOf(self._typing), self.hall, 1)
                self.hall.chosen.connect(self.seats_chosen)
                self.hall.done.connect(self.done)
            self.hall.show_hand(hand, plan, offline=offline)
        if self.hall is not None:
            self.hall.setVisible(plan is not None)
        self._typing.setVisible(plan is None)
        self.name.setVisible(plan is None)  # the hall has its room; the step before tells the category

    def show_hand(self, hand: Hand, unit_minor: int, sum_words: str, unit_words: str) -> None:
        """What is typed, and what that comes to."""
        category = hand.category
        if category is None:
            return
        self.name.setText(category.name)
        self.stock.setText(self.stock_words(category))
        self.box.figure.setText(f"{hand.quantity} ×")
        self.box.below.setText(
            self.tr("{unit} each, {sum} in all").format(unit=unit_words, sum=sum_words) if unit_minor else sum_words
        )
        self.classes.choose(str(hand.price_class))
        self.reason_field.setVisible(hand.price_class is PriceClass.FREE)
        if self.reason.text() != hand.reason:
            self.reason.setText(hand.reason)
        self.add.setText(self.tr("Into the basket"))

    def stock_words(self, category: CategoryAvailability) -> str:
        """What can be sold of it at once, and what the store has besides."""
        if category.unbounded:
            return self.tr("The store counts none of it: there is always one more.")
        parts = [self.tr("%n at this till, sold at once", "", category.ours)] if category.ours else []
        if category.no_lease is not None:
            parts.append(self.tr("the store is asked at each sale"))
        parts.append(self.tr("%n in the shop", "", max(0, category.available)))
        return " · ".join(parts)

    def retranslate(self) -> None:
        """Words that do not follow from the hand."""
        words = {
            PriceClass.FULL: self.tr("Full price"),
            PriceClass.REDUCED: self.tr("Reduced"),
            PriceClass.CHILD: self.tr("Child"),
            PriceClass.FREE: self.tr("Free"),
        }
        self.classes.set_words(self.tr("Price class"), [(str(one), words[one]) for one in CLASSES])
        self.box.label.setText(self.tr("How many?"))
        self.reason_field.set_words(
            self.tr("Why free?"), self.tr("Guest list, press, artist: it stands in the report.")
        )
        self.pad.set_words(self.tr("Erase the last digit"), self.tr("Into the basket"))
