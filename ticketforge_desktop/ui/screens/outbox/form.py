"""The fields of a parked act that a person may change; each says what is wrong with it while it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.ui.screens.outbox.fields import EditField, Sort, changed, dotted, editable, parse
from ticketforge_desktop.ui.theme import Measure, Theme
from ticketforge_desktop.ui.widgets.fields import CheckBox, ComboBox, Field


def label_of(field: EditField) -> str:
    """What a value is called."""
    translate = QCoreApplication.translate
    words = {
        "note": translate("ActFields", "Note"),
        "reason": translate("ActFields", "Reason"),
        "message": translate("ActFields", "Message"),
        "email": translate("ActFields", "E-mail"),
        "phone": translate("ActFields", "Phone"),
        "first_name": translate("ActFields", "First name"),
        "last_name": translate("ActFields", "Last name"),
        "company": translate("ActFields", "Carrier"),
        "number": translate("ActFields", "Tracking number"),
        "url": translate("ActFields", "Tracking link"),
        "title": translate("ActFields", "Title"),
        "description_html": translate("ActFields", "Description"),
        "address1": translate("ActFields", "Street"),
        "address2": translate("ActFields", "Address, second line"),
        "city": translate("ActFields", "City"),
        "zip": translate("ActFields", "Postcode"),
        "quantity": translate("ActFields", "Number"),
        "delta": translate("ActFields", "Change in stock"),
        "price_minor": translate("ActFields", "Price"),
        "postage_minor": translate("ActFields", "Postage"),
        "unit_minor": translate("ActFields", "Price"),
        "notify": translate("ActFields", "Tell the buyer"),
        "restock": translate("ActFields", "Put the places back on sale"),
        "receipt": translate("ActFields", "The store mails its receipt"),
        "unpaid": translate("ActFields", "Still to be paid"),
        "wanted": translate("ActFields", "Wants advertising"),
        "confirmed": translate("ActFields", "Confirmed by a link in a mail"),
        "money_back": translate("ActFields", "Pay back all that was paid"),
        "oversell": translate("ActFields", "May be sold above the stock"),
        "posted": translate("ActFields", "Goes by post"),
        "status": translate("ActFields", "State"),
        "add": translate("ActFields", "Tags to add, separated by commas"),
        "remove": translate("ActFields", "Tags to take off, separated by commas"),
        "tags": translate("ActFields", "Tags, separated by commas"),
        "stock": translate("ActFields", "Places come from"),
    }
    word = words.get(field.key)
    if field.sort is Sort.CHOICE and field.key == "restock":
        word = translate("ActFields", "What becomes of the places")
    if word is None:
        word = translate("ActFields", "Amount") if field.sort is Sort.MONEY else field.key
    if field.sort is Sort.MONEY:
        word = f"{word} ({field.currency})"
    if field.line:
        word = translate("ActFields", "{what}, line {n}").format(what=word, n=field.line)
    return word


def choice_word(key: str, value: str) -> str:
    """One of a closed list."""
    translate = QCoreApplication.translate
    words = {
        ("stock", "shelf"): translate("ActFields", "free places"),
        ("stock", "oversell"): translate("ActFields", "above the stock"),
        ("stock", "lease"): translate("ActFields", "the till's own places"),
        ("restock", "none"): translate("ActFields", "they stay taken"),
        ("restock", "return"): translate("ActFields", "on sale again, came back"),
        ("restock", "cancel"): translate("ActFields", "on sale again, never handed out"),
        ("reason", "customer"): translate("ActFields", "the buyer changed their mind"),
        ("reason", "declined"): translate("ActFields", "the payment was declined"),
        ("reason", "fraud"): translate("ActFields", "fraud"),
        ("reason", "inventory"): translate("ActFields", "no places"),
        ("reason", "staff"): translate("ActFields", "our mistake"),
        ("reason", "other"): translate("ActFields", "something else"),
        ("status", "active"): translate("ActFields", "on sale"),
        ("status", "draft"): translate("ActFields", "draft"),
        ("status", "archived"): translate("ActFields", "archived"),
    }
    return words.get((key, value), value)


def fault_words(error: BadInput) -> str:
    """What is wrong with a typed value."""
    translate = QCoreApplication.translate
    words = {
        "money": translate("ActFields", "Type an amount such as 42.00."),
        "count": translate("ActFields", "Only whole numbers fit here."),
    }
    return words.get(str(error.facts.get("reason")), error.message)


class ActForm(QWidget):
    """Inputs for what may be changed. `edited` comes with every change."""

    edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._payload: Mapping[str, Any] = {}
        self.decimal_point = "."  # as the language of now writes amounts; both are understood
        self.fields: list[tuple[EditField, QWidget, Field | None]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Measure.GRID)

    def show_act(self, kind: str, payload: Mapping[str, Any]) -> None:
        """Inputs for another act; what was typed for the one before is gone."""
        for _, editor, frame in self.fields:
            shown = frame or editor
            self._column.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self.fields.clear()
        self._payload = payload
        for field in editable(kind, payload):
            self._add(field)

    def values(self) -> list[tuple[EditField, str | bool]]:
        """What is typed now."""
        return [(field, _value(editor)) for field, editor, _ in self.fields]

    def payload(self) -> dict[str, Any]:
        """The act as it would be sent. Raises `BadInput` for a value that does not fit."""
        return changed(self._payload, self.values())

    @property
    def differs(self) -> bool:
        """Whether anything is other than before, and all of it fits."""
        try:
            return self.payload() != self._payload
        except BadInput:
            return False

    def refuse(self, error: BadInput) -> bool:
        """Show what the outbox refused beside its field; False when no field here is meant."""
        named = str(error.facts.get("field") or "")
        for field, _, frame in self.fields:
            if frame is not None and named and dotted(field.path) == named:
                frame.set_fault(error.message)
                return True
        return False

    def retranslate(self) -> None:
        """Labels in the language of now; what was typed stays."""
        for field, editor, frame in self.fields:
            if frame is not None:
                frame.set_words(label_of(field), "")
            elif isinstance(editor, CheckBox):
                editor.setText(label_of(field))
                editor.setAccessibleName(label_of(field))
            if field.sort is Sort.MONEY and isinstance(editor, QLineEdit) and editor.text() in self._written(field):
                editor.setText(field.text.replace(".", self.decimal_point))
            if isinstance(editor, ComboBox):
                for at in range(editor.count()):
                    editor.setItemText(at, choice_word(field.key, str(editor.itemData(at))))

    @staticmethod
    def _written(field: EditField) -> tuple[str, str]:
        """An amount that nobody changed, as either language writes it."""
        return field.text, field.text.replace(".", ",")

    def _add(self, field: EditField) -> None:
        label = label_of(field)
        if field.sort is Sort.SWITCH:
            box = CheckBox(self._theme, label, parent=self)
            box.setChecked(field.on)
            box.clicked.connect(lambda _on: self.edited.emit())
            self._column.addWidget(box)
            self.fields.append((field, box, None))
            return
        editor: QWidget
        if field.sort is Sort.CHOICE:
            combo = ComboBox(self._theme, label, self)
            combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(12)
            for value in field.options:
                combo.addItem(choice_word(field.key, value), value)
            combo.choose(field.text)
            combo.currentIndexChanged.connect(lambda _at: self.edited.emit())
            editor = combo
        else:
            text = field.text.replace(".", self.decimal_point) if field.sort is Sort.MONEY else field.text
            line = QLineEdit(text, self)
            if field.sort in (Sort.MONEY, Sort.COUNT):
                line.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.textEdited.connect(lambda _text, f=field: self._typed(f))
            editor = line
        frame = Field(self._theme, label, editor, parent=self)
        self._column.addWidget(frame)
        self.fields.append((field, editor, frame))

    def _typed(self, field: EditField) -> None:
        for known, editor, frame in self.fields:
            if known is field and frame is not None:
                try:
                    parse(field, _value(editor))
                    frame.set_fault("")
                except BadInput as error:
                    frame.set_fault(fault_words(error))
        self.edited.emit()


def _value(editor: QWidget) -> str | bool:
    if isinstance(editor, CheckBox):
        return editor.isChecked()
    if isinstance(editor, ComboBox):
        return editor.key
    return editor.text() if isinstance(editor, QLineEdit) else ""
