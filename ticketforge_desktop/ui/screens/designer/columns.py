"""The columns of what repeats on a document: one is chosen and edited, others are added, moved and taken away."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.ui.screens.designer.entries import ChoiceEntry, LengthField, WordsEntry
from ticketforge_desktop.ui.screens.designer.numbers import millimetres, number, point_of
from ticketforge_desktop.ui.screens.designer.words import choice_word, key_word, text_word
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.card import Rule
from ticketforge_desktop.ui.widgets.fields import ComboBox, Field
from ticketforge_desktop.ui.widgets.text import Text

_LEAST: Final = 1.0  # mm of a column
_GAP: Final = 1.0  # mm between columns where the file does not say
_USUAL: Final = {"align": "left", "weight": "regular"}
_CHOICES: Final = {"align": ("left", "center", "right"), "weight": ("regular", "bold")}


class ColumnsEntry(QWidget):
    """`edited(columns)` tells all columns as a layout's file has them."""

    edited = Signal(object)

    def __init__(self, theme: Theme, fields: Mapping[str, Sequence[str]], language: str, most: float) -> None:
        super().__init__()
        self._language, self._point, self._most = language, point_of(language), most
        self._gap = _GAP
        self.columns: list[dict[str, Any]] = []
        self.chosen = 0
        self._typing = False
        self.which = ComboBox(theme)
        self.before, self.after = Button(theme, icon="chevron-left"), Button(theme, icon="chevron-right")
        self.add, self.remove = Button(theme, icon="plus"), Button(theme, icon="trash")
        self.width_field = LengthField(theme, "mm")
        self.width_field.point = self._point
        self.words = WordsEntry(theme, fields)
        self.looks = {
            key: ChoiceEntry(theme, choices, [choice_word(choice) for choice in choices])
            for key, choices in _CHOICES.items()
        }
        self.fields = {"width": Field(theme, key_word("size"), self.width_field)}
        self.fields |= {key: Field(theme, key_word(key), box) for key, box in self.looks.items()}
        self.fault = Text(theme, "", Role.SMALL, "refused", wrap=True)
        self._lay_out(theme)
        self._connect()
        self.retranslate()

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Rule(theme))
        column.addWidget(self.which)
        buttons = QHBoxLayout()
        buttons.setSpacing(Measure.GRID)
        for button in (self.before, self.after, self.add, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self.words)
        for field in self.fields.values():
            column.addWidget(field)
        column.addWidget(self.fault)
        column.addWidget(Rule(theme))

    def _connect(self) -> None:
        self.which.activated.connect(self.choose)
        self.before.clicked.connect(lambda _on=False: self._move(-1))
        self.after.clicked.connect(lambda _on=False: self._move(1))
        self.add.clicked.connect(lambda _on=False: self._add())
        self.remove.clicked.connect(lambda _on=False: self._remove())
        self.width_field.edited.connect(self._width_typed)
        self.words.edited.connect(lambda value: self._put("text", value))
        for key, box in self.looks.items():
            box.edited.connect(lambda value, key=key: self._put(key, None if value == _USUAL[key] else value))

    # What is shown

    def offer(self, fields: Mapping[str, Sequence[str]]) -> None:
        """Data that may stand in a column."""
        self.words.offer(fields)

    def show_value(self, value: object, gap: object = None) -> None:
        """Show columns; the chosen one stays chosen, and what somebody is typing in it stays as it is."""
        self.columns = [dict(one) for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
        self._gap = float(gap) if isinstance(gap, int | float) else _GAP
        self.chosen = max(0, min(self.chosen, len(self.columns) - 1))
        self.which.clear()
        for at, column in enumerate(self.columns, start=1):
            words = text_word(column.get("text"), self._language)
            self.which.addItem(self.tr("Column {number}: {words}").format(number=at, words=words))
        self.which.setCurrentIndex(self.chosen)
        if not self._typing:
            self._show_column()

    def choose(self, at: int) -> None:
        """Another column."""
        self.chosen = at
        self._show_column()

    def _show_column(self) -> None:
        if not self.columns:
            return
        column = self.columns[self.chosen]
        width = column.get("width")
        self.width_field.show_value(float(width) if isinstance(width, int | float) else None)
        self.words.show_value(column.get("text"))
        for key, box in self.looks.items():
            box.show_value(column.get(key, _USUAL[key]))
        self.before.setEnabled(self.chosen > 0)
        self.after.setEnabled(self.chosen < len(self.columns) - 1)
        self.remove.setEnabled(len(self.columns) > 1)
        self.set_fault("")

    def set_fault(self, fault: str) -> None:
        """Why the columns can't be like this."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        if not fault:
            self.fields["width"].set_fault("")

    # What is changed

    def _width_typed(self, text: str) -> None:
        value = number(text)
        if value is None or not _LEAST <= value <= self._most:
            low, high = millimetres(_LEAST, self._point), millimetres(self._most, self._point)
            self.fields["width"].set_fault(self.tr("A number from {low} to {high}.").format(low=low, high=high))
            return
        self._put("width", value)

    def _put(self, key: str, value: object) -> None:
        columns = [dict(one) for one in self.columns]
        columns[self.chosen].pop(key, None)
        if value is not None:
            columns[self.chosen][key] = value
        self._typing = True
        self.edited.emit(columns)
        self._typing = False

    def _move(self, way: int) -> None:
        columns, to = list(self.columns), self.chosen + way
        columns[self.chosen], columns[to] = columns[to], columns[self.chosen]
        self.chosen = to
        self.edited.emit(columns)

    def _add(self) -> None:
        """Behind the chosen one, which gives it half of its width."""
        columns = [dict(one) for one in self.columns]
        width = columns[self.chosen].get("width", _LEAST)
        half = max(_LEAST, math.floor((float(width) - self._gap) * 5) / 10)
        columns[self.chosen]["width"] = half
        columns.insert(self.chosen + 1, {"width": half, "text": ""})
        self.chosen += 1
        self.edited.emit(columns)

    def _remove(self) -> None:
        columns = [one for at, one in enumerate(self.columns) if at != self.chosen]
        self.chosen = max(0, self.chosen - 1)
        self.edited.emit(columns)

    def retranslate(self) -> None:
        """All words anew."""
        self.which.setAccessibleName(self.tr("Column"))
        for button, words in (
            (self.before, self.tr("Column further left")),
            (self.after, self.tr("Column further right")),
            (self.add, self.tr("Add a column")),
            (self.remove, self.tr("Remove the column")),
        ):
            button.setAccessibleName(words)
            button.setToolTip(words)
        self.fields["width"].set_words(self.tr("Width of the column"), "")
