"""What is done with a roll: put in, pieces spoiled, counted, taken out. What is wrong stands beside its field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ticketforge_desktop.domain.errors import BadInput, Conflict
from ticketforge_desktop.services.ports.stock_rolls import StockRoll
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.print_desk import PrintPage
from ticketforge_desktop.ui.theme import Measure
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.fields import ComboBox, Field, NumberField


class Deed(StrEnum):
    """What is done with a roll."""

    OPEN = "open"
    SPOIL = "spoil"
    COUNT = "count"
    CLOSE = "close"


_FIELDS: Final = {
    Deed.OPEN: ("printer", "roll", "first", "last"),
    Deed.SPOIL: ("pieces", "reason"),
    Deed.COUNT: ("next",),
    Deed.CLOSE: ("next",),
}
_NO_NUMBER: Final = -1  # what services refuse, so that one rule tells what is no serial


class StockForm(Card):
    """`decided(act)` comes with what was filled in; `act` takes the desk's page and may raise."""

    decided = Signal(object)  # Callable[[PrintPage], StockRoll]
    asked = Signal()  # it was shown

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, chosen=True, parent=parent)
        self.deed = Deed.OPEN
        self.roll: StockRoll | None = None
        theme = context.theme
        self.add_head("", line=True)
        self.body.setSpacing(Measure.GAP)
        self.printer = ComboBox(theme)
        self.name, self.reason = QLineEdit(), QLineEdit()
        self.first, self.last, self.following = QLineEdit(), QLineEdit(), QLineEdit()
        self.pieces = NumberField(theme)
        editors: dict[str, QWidget] = {
            "printer": self.printer, "roll": self.name, "first": self.first, "last": self.last, "pieces": self.pieces,
            "reason": self.reason, "next": self.following,
        }  # fmt: skip
        self.fields = {key: Field(theme, "", editor, holder=_holder(editor)) for key, editor in editors.items()}
        for field in self.fields.values():
            self.body.addWidget(field)
        self.keep = Button(theme, kind=Kind.PRIMARY, icon="check")
        self.drop = Button(theme)
        foot = QHBoxLayout()
        foot.setSpacing(Measure.KEY_GAP)
        foot.addWidget(self.keep)
        foot.addWidget(self.drop)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.keep.clicked.connect(lambda _on=False: self.decide())
        self.drop.clicked.connect(self.hide)
        for edit in (self.name, self.reason, self.first, self.last, self.following, self.pieces):
            edit.textEdited.connect(lambda _text: self._clear())
            edit.returnPressed.connect(self.decide)
        self.hide()

    def ask(self, deed: Deed, roll: StockRoll | None, printers: Sequence[str]) -> None:
        """Ask what it takes; a roll that is put in goes into one of the printers."""
        self.deed, self.roll = deed, roll
        self._clear()
        for edit in (self.name, self.reason, self.first, self.last, self.following):
            edit.clear()
        self.pieces.setText("1")
        if roll is not None:
            self.following.setText(str(roll.next_serial))
        self.printer.clear()
        for name in printers:
            self.printer.addItem(name, name)
        for key, field in self.fields.items():
            field.setVisible(key in _FIELDS[deed] and (key != "printer" or len(printers) != 1))
        self.retranslate()
        self.show()
        self.asked.emit()
        first = next(self.fields[key].editor for key in _FIELDS[deed] if not self.fields[key].isHidden())
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def decide(self) -> None:
        """Hand on what was filled in."""
        self._clear()
        self.decided.emit(self._act())

    def _act(self) -> Callable[[PrintPage], StockRoll]:
        roll_id = "" if self.roll is None else self.roll.roll_id
        if self.deed is Deed.OPEN:
            name, printer = self.name.text().strip(), self.printer.key
            first, last = _number(self.first), _number(self.last)
            return lambda page: page.open_roll(name, printer, first, last)
        if self.deed is Deed.SPOIL:
            pieces, reason = _number(self.pieces), self.reason.text()
            return lambda page: page.spoil_pieces(roll_id, pieces, reason)
        following, close = _number(self.following), self.deed is Deed.CLOSE
        return lambda page: page.count_roll(roll_id, following, close=close)

    def blame(self, error: BadInput | Conflict) -> bool:
        """Show what is wrong beside its field; False where it is about none of them."""
        key, words = self._fault(error)
        if key not in _FIELDS[self.deed]:
            return False
        field = self.fields["first" if key == "printer" and self.fields[key].isHidden() else key]
        field.set_fault(words)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _fault(self, error: BadInput | Conflict) -> tuple[str, str]:
        """The field it is about ("" = none), and words."""
        if isinstance(error, Conflict):
            if self.deed is Deed.OPEN and error.facts.get("roll") == self.name.text().strip():
                return "roll", self.tr("There was a roll of that name already: give this one another.")
            if self.deed is Deed.OPEN:
                return "printer", self.tr("Another roll lies in it: take that out first.")
            if "left" in error.facts:
                return "pieces", self.tr("So many are not left: count the roll first.")
            if self.deed is Deed.CLOSE and "roll" in error.facts:
                return "next", self.tr("A paper of this roll is in doubt: answer for it first.")
            return "", ""
        words = {
            "roll": self.tr("Write what stands on the roll, in at most 60 signs."),
            "first": self.tr("Read the numbers of the first and the last piece, at most a million apart."),
            "pieces": self.tr("How many pieces? At least one."),
            "reason": self.tr("Say what happened to them."),
            "next": self.tr("That number is not on this roll."),
        }
        key = str(error.facts.get("field", ""))
        return key, words.get(key, "")

    def _clear(self) -> None:
        for field in self.fields.values():
            field.set_fault("")

    def retranslate(self) -> None:
        """All words anew."""
        name = "" if self.roll is None else self.roll.roll_id
        where = self.printer.key if self.printer.count() == 1 else ""
        put_in = self.tr("Put a roll into {printer}").format(printer=where) if where else self.tr("Put a roll in")
        titles = {
            Deed.OPEN: put_in,
            Deed.SPOIL: self.tr("Spoiled pieces of {roll}").format(roll=name),
            Deed.COUNT: self.tr("Count {roll}").format(roll=name),
            Deed.CLOSE: self.tr("Take {roll} out").format(roll=name),
        }
        title = titles[self.deed]
        if self.head is not None:
            self.head.title.setText(title)
        self.setAccessibleName(title)
        following = self.tr("The number of the piece that lies next. The difference to ours is kept as missing.")
        if self.roll is not None and self.deed is Deed.CLOSE:
            after = self.tr("{n} where it is used up.").format(n=self.roll.last_serial + 1)
            following = f"{following} {after}"
        words = {
            "printer": (self.tr("Printer"), ""),
            "roll": (self.tr("Roll or stack"), self.tr("What stands on it, so that it can be told from others.")),
            "first": (self.tr("First piece"), self.tr("The number of the piece that lies next.")),
            "last": (self.tr("Last piece"), ""),
            "pieces": (self.tr("Pieces"), self.tr("Taken off without a ticket: torn, or used to adjust the printer.")),
            "reason": (self.tr("Why?"), ""),
            "next": (self.tr("Next piece"), following),
        }
        for key, (label, hint) in words.items():
            self.fields[key].set_words(label, hint)
        self.keep.setText(self.tr("Keep"))
        self.drop.setText(self.tr("Not now"))


def _holder(editor: QWidget) -> QWidget | None:
    """A row for what does not fill the width."""
    if not isinstance(editor, NumberField):
        return None
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(editor)
    row.addStretch(1)
    return holder


def _number(edit: QLineEdit) -> int:
    text = "".join(edit.text().split())
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else _NO_NUMBER
