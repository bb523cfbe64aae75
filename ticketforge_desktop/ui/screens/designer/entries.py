"""Inputs of the properties form. Each shows a value and tells `edited` as it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ticketforge_desktop.ui.screens.designer.numbers import millimetres, number
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.fields import ComboBox, Field, UnitField

LANGUAGES: Final = ("de", "en")


class LengthField(UnitField):
    """A number with its unit at the right. Arrow keys count by half of one, with Shift by five; a comma is a point."""

    edited = Signal(str)

    def __init__(self, theme: Theme, unit: str = "mm", step: float = 0.5, parent: QWidget | None = None) -> None:
        super().__init__(theme, unit, parent)
        self._step = step
        self.point = "."
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self.edited)

    def sizeHint(self) -> QSize:
        wide = self._theme.width(Role.BODY, "000,0") + self._theme.width(Role.BODY, self._unit) + 34
        return QSize(wide, self._theme.fit(Measure.CONTROL, self._theme.line(Role.BODY), 12))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_value(self, value: float | None) -> None:
        """Show a number, unless the same one stands there already, however it was written."""
        if value is None:
            self.clear()
        elif number(self.text()) != value:
            self.setText(millimetres(value, self.point))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        now = number(self.text())
        if way is not None and now is not None:
            step = self._step * (10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            self.setText(millimetres(max(0.0, now + way * step), self.point))
            self.edited.emit(self.text())
            return
        super().keyPressEvent(event)


class WordsLine(QLineEdit):
    """One language's words; `entered` tells that the cursor is here now."""

    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class WordsEntry(QWidget):
    """A text in both languages with a list of data fields to put in. Alike in both, it is one text."""

    edited = Signal(object)

    def __init__(self, theme: Theme, fields: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self.lines = {language: WordsLine() for language in LANGUAGES}
        self.fields = {language: Field(theme, "", line) for language, line in self.lines.items()}
        self.data = ComboBox(theme)
        self._last = self.lines[LANGUAGES[0]]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Measure.GRID)
        for language, line in self.lines.items():
            column.addWidget(self.fields[language])
            line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            line.textEdited.connect(self._tell)
            line.entered.connect(lambda line=line: self._entered(line))
        column.addWidget(self.data)
        self.data.activated.connect(self._insert)
        self.offer(fields)

    def offer(self, fields: Mapping[str, Sequence[str]]) -> None:
        """Data that may be put in."""
        self.data.clear()
        self.data.addItem("", "")
        for field, forms in fields.items():
            for form in forms:
                told = f"{{{field}:{form}}}" if form else f"{{{field}}}"
                self.data.addItem(told, told)
        self.data.setVisible(bool(fields))
        self.retranslate()

    def _entered(self, line: WordsLine) -> None:
        self._last = line

    @property
    def value(self) -> object:
        """One text, or one for each language."""
        words = {language: line.text() for language, line in self.lines.items()}
        return words if len(set(words.values())) > 1 else words[LANGUAGES[0]]

    def show_value(self, value: object) -> None:
        """Show a text."""
        for language, line in self.lines.items():
            words = str(value.get(language, "") if isinstance(value, Mapping) else value or "")
            if line.text() != words:
                line.setText(words)
                line.setCursorPosition(0)

    def set_fault(self, fault: str) -> None:
        """What is wrong with the text somebody is typing."""
        for line, field in zip(self.lines.values(), self.fields.values(), strict=True):
            field.set_fault(fault if line is self._last else "")

    def _tell(self, _text: str = "") -> None:
        self.edited.emit(self.value)

    def _insert(self, _at: int) -> None:
        if self.data.key:
            self._last.insert(self.data.key)
            self.data.setCurrentIndex(0)
            self._tell()

    def retranslate(self) -> None:
        """All words anew."""
        names = {"de": self.tr("Words in German"), "en": self.tr("Words in English")}
        for language, field in self.fields.items():
            field.set_words(names[language], "")
        self.data.setItemText(0, self.tr("Put in data …"))
        self.data.setAccessibleName(self.tr("Put in data"))


class ChoiceEntry(ComboBox):
    """One of few. Values may be numbers; `edited` tells them as they are."""

    edited = Signal(object)

    def __init__(self, theme: Theme, choices: Sequence[object], words: Sequence[str]) -> None:
        super().__init__(theme)
        self._values: list[object] = []
        self.set_choices(choices, words)
        self.activated.connect(lambda at: self.edited.emit(self._values[at]))

    def show_value(self, value: object) -> None:
        """Show a choice."""
        self.choose(str(value))

    def set_choices(self, choices: Sequence[object], words: Sequence[str]) -> None:
        """Other choices."""
        self.clear()
        self._values = list(choices)
        for value, word in zip(choices, words, strict=True):
            self.addItem(word, str(value))
