"""Something off the whole sale: an amount or a part of it, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.amounts import typed_amount, typed_percent, written
from ticketforge_desktop.domain.basket import Basket, Discount, DiscountKind, totals
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.chips import Segmented
from ticketforge_desktop.ui.widgets.fields import Field
from ticketforge_desktop.ui.widgets.text import Text

_WIDTH: Final = 460


class DiscountDialog(QDialog):
    """`decide(basket)` is called with the basket as it is then; a discount that can't be is told at its field."""

    def __init__(self, context: Context, basket: Basket, decide: Callable[[Basket], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._basket, self._decide, self._language, theme = basket, decide, context.language, context.theme
        self.setWindowTitle(self.tr("Discount"))
        kinds = [(str(DiscountKind.PERCENT), self.tr("Percent")), (str(DiscountKind.AMOUNT), self.tr("Amount"))]
        self.kind = Segmented(theme, self.tr("What is typed"), kinds)
        self.value, self.reason = QLineEdit(), QLineEdit()
        self.value_field = Field(theme, self.tr("How much off the tickets"), self.value)
        hint = self.tr("It stands on the receipt and in the report.")
        self.reason_field = Field(theme, self.tr("Why?"), self.reason, hint)
        self.give = Button(theme, self.tr("Give discount"), icon="check", kind=Kind.PRIMARY)
        self.none = Button(theme, self.tr("No discount"))
        self.none.setAutoDefault(False)
        self.give.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.MARGIN, Measure.MARGIN, Measure.MARGIN, Measure.GAP)
        column.setSpacing(12)
        column.addWidget(Text(theme, self.tr("Discount on this sale"), Role.SCREEN, wrap=True))
        column.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.value_field)
        column.addWidget(self.reason_field)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.none)
        foot.addWidget(self.give)
        column.addLayout(foot)
        self._fill(basket.discount)
        self.value.textEdited.connect(lambda _text: self.value_field.set_fault(""))
        self.reason.textEdited.connect(lambda _text: self.reason_field.set_fault(""))
        self.give.clicked.connect(lambda _on=False: self.done_with())
        self.none.clicked.connect(lambda _on=False: self._end(replace(self._basket, discount=None)))
        self.setMinimumWidth(round(_WIDTH * theme.scale))
        self.value.setFocus()

    def _fill(self, discount: Discount | None) -> None:
        self.none.setEnabled(discount is not None)
        if discount is None:
            return
        self.kind.choose(str(discount.kind))
        percent = discount.kind is DiscountKind.PERCENT
        text = (
            f"{discount.value / 100:g}" if percent else written(discount.value, self._basket.currency, self._language)
        )
        self.value.setText(text.replace(".", ",") if percent and self._language == "de" else text)
        self.reason.setText(discount.reason)

    def done_with(self) -> None:
        """What is typed, where it can be."""
        percent = self.kind.current == DiscountKind.PERCENT
        try:
            text = self.value.text()
            typed = typed_percent if percent else self._amount
            value = typed(text, self._language)
            reason = " ".join(self.reason.text().split())
            basket = replace(self._basket, discount=Discount(DiscountKind(self.kind.current), value, reason))
            totals(basket)
        except BadInput as error:
            self._show_fault(str(error.facts.get("field")), percent=percent)
            return
        self._end(basket)

    def _amount(self, text: str, language: str) -> int:
        return typed_amount(text, self._basket.currency, language)

    def _show_fault(self, field: str, *, percent: bool) -> None:
        if field == "reason":
            self.reason_field.set_fault(self.tr("Say why, in a few words."))
            self.reason.setFocus()
            return
        words = (
            self.tr("A part between 0 and 100 %.") if percent else self.tr("An amount, at most what the tickets cost.")
        )
        self.value_field.set_fault(words)
        self.value.setFocus()

    def _end(self, basket: Basket) -> None:
        self._decide(basket)
        self.accept()
