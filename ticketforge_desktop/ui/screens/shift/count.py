"""Counting the drawer piece by piece, without being told what must be in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.denominations import MOST_PIECES, is_note
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.shifts import LONGEST_REASON
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.till.payment import Figure
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card, Rule
from ticketforge_desktop.ui.widgets.fields import Field, NumberField
from ticketforge_desktop.ui.widgets.screen import ScrollArea
from ticketforge_desktop.ui.widgets.text import Text

_LONGEST: Final = len(str(MOST_PIECES))


class PieceField(NumberField):
    """How many of one piece; Return goes on to the next."""

    def __init__(self, theme: Theme, value: int) -> None:
        super().__init__(theme)
        self.value = value
        self.setMaxLength(_LONGEST)

    @property
    def many(self) -> int | None:
        """As typed; None where that is no number of pieces."""
        text = self.text().strip()
        if not text:
            return 0
        return int(text) if text.isascii() and text.isdecimal() and int(text) <= MOST_PIECES else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
            return
        super().keyPressEvent(event)


class CountPage(Card):
    """Fields for all coins and notes of the currency, and their sum; what was typed stays until the shift is closed."""

    counted = Signal()  # somebody wants to close with this
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self.context, theme = context, context.theme
        self.currency = ""
        self.fields: dict[int, PieceField] = {}
        self._sums: dict[int, Text] = {}
        self.title = Text(theme, "", Role.CARD, wrap=True)
        self.text = Text(theme, "", Role.BODY, "secondary", wrap=True)
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, Measure.GAP, 0)
        self._grid.setHorizontalSpacing(Measure.GRID)
        self._grid.setVerticalSpacing(4)
        self.area = ScrollArea(self._holder)
        self.note = QLineEdit()
        self.note.setMaxLength(LONGEST_REASON)
        self.note_field = Field(theme, "", self.note)
        self.word = Text(theme, "", Role.SCREEN)
        self.total = Figure(theme, Role.TOTAL)
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.fault = Text(theme, "", Role.BODY, "refused", wrap=True)
        self.leave_button = Button(theme, icon="chevron-left", height=Measure.TOUCH)
        self.close_button = Button(theme, icon="lock", kind=Kind.PRIMARY, height=Measure.TOUCH)
        self._build(theme)
        self.leave_button.clicked.connect(lambda _on=False: self.left.emit())
        self.close_button.clicked.connect(lambda _on=False: self._ask())

    def _build(self, theme: Theme) -> None:
        sums = QHBoxLayout()
        sums.setSpacing(Measure.MARGIN)
        sums.addWidget(self.note_field, 3)
        sums.addWidget(self.word)
        sums.addWidget(self.total, 3)
        foot = QHBoxLayout()
        foot.setSpacing(Measure.GRID)
        foot.addWidget(self.leave_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        below = QVBoxLayout()
        below.setSpacing(Measure.GRID)
        for part in (self.title, self.text):
            self.body.addWidget(part)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(Rule(theme))
        below.addLayout(sums)
        below.addWidget(self.fault)
        below.addLayout(foot)
        self.body.addLayout(below)
        self.fault.hide()

    def show_pieces(self, currency: str, pieces: tuple[int, ...]) -> None:
        """Fields for this currency; they are made once."""
        if currency == self.currency:
            return
        self.currency = currency
        for at in reversed(range(self._grid.count())):
            item = self._grid.itemAt(at)
            widget = item.widget() if item is not None else None
            self._grid.takeAt(at)
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.fields, self._sums = {}, {}
        notes = [value for value in pieces if is_note(currency, value)]
        coins = [value for value in pieces if not is_note(currency, value)]
        for side, values in enumerate((notes, coins)):
            for row, value in enumerate(values):
                self._add(row, 4 * side, value)
        for column in (2, 6):
            self._grid.setColumnStretch(column, 1)
        self._grid.setColumnMinimumWidth(3, Measure.MARGIN)
        self._grid.setRowStretch(max(len(notes), len(coins)), 1)
        self._tell()

    def _add(self, row: int, column: int, value: int) -> None:
        field, theme = PieceField(self._theme, value), self._theme
        face, sum_ = Text(theme, self._money(value), Role.STRONG), Text(theme, "", Role.BODY, "secondary")
        for label in (face, sum_):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        face.setBuddy(field)
        field.setAccessibleName(face.text())
        self._grid.addWidget(face, row, column)
        self._grid.addWidget(field, row, column + 1)
        self._grid.addWidget(sum_, row, column + 2)
        self.fields[value], self._sums[value] = field, sum_
        field.textEdited.connect(lambda _text: self._tell())

    @property
    def pieces(self) -> Mapping[int, int] | None:
        """Value in minor units → how many; None while something typed is no number."""
        found = {value: field.many for value, field in self.fields.items()}
        return None if None in found.values() else {value: many for value, many in found.items() if many}

    @property
    def total_minor(self) -> int:
        """What the pieces that can be read come to."""
        return sum(value * (field.many or 0) for value, field in self.fields.items())

    def begin(self) -> None:
        """The first field has the focus."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus()

    def clear(self) -> None:
        """It is closed: the next count begins with nothing."""
        for field in self.fields.values():
            field.clear()
        self.note.clear()
        self._tell()

    def _ask(self) -> None:
        wrong = next((field for field in self.fields.values() if field.many is None), None)
        if wrong is not None:
            wrong.setFocus()
            return
        self.counted.emit()

    def _tell(self) -> None:
        wrong = []
        for value, field in self.fields.items():
            many = field.many
            self._sums[value].setText(self._money(value * many) if many else "")
            if many is None:
                wrong.append(self._money(value))
            if bool(field.property("fault")) != (many is None):
                field.setProperty("fault", many is None)
                field.style().unpolish(field)
                field.style().polish(field)
        self.total.setText(self._money(self.total_minor))
        words = self.tr("How many of {piece}? A whole number, at most {most}.")
        self.fault.setVisible(bool(wrong))
        if wrong:
            self.fault.setText(words.format(piece=wrong[0], most=self.context.formats.number(MOST_PIECES)))

    def _money(self, minor: int) -> str:
        return self.context.formats.money(Money(minor, self.currency)) if self.currency else ""

    def retranslate(self) -> None:
        """Words, and amounts as the language writes them."""
        self.title.setText(self.tr("Count the drawer"))
        self.text.setText(self.tr("How many pieces of each lie in it? Return goes on to the next. Empty is none."))
        self.word.setText(self.tr("Counted"))
        self.note_field.set_words(self.tr("Note on the Z report"), "")
        self.leave_button.setText(self.tr("Not yet"))
        self.close_button.setText(self.tr("Close the shift …"))
        for value, field in self.fields.items():
            label = next((one for one in self._holder.findChildren(Text) if one.buddy() is field), None)
            if label is not None:
                label.setText(self._money(value))
                field.setAccessibleName(label.text())
        self._tell()
