"""Right of the canvas: everything an item has, checked as it is typed, with the reason beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.services.ports.layout_design import ItemView, Property
from ticketforge_desktop.ui.screens.designer.columns import ColumnsEntry
from ticketforge_desktop.ui.screens.designer.data_words import rows_word
from ticketforge_desktop.ui.screens.designer.entries import ChoiceEntry, LengthField, WordsEntry
from ticketforge_desktop.ui.screens.designer.numbers import millimetres, number, point_of
from ticketforge_desktop.ui.screens.designer.words import choice_word, key_word, kind_word, pair_words
from ticketforge_desktop.ui.screens.designer.work import Work
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.fields import CheckBox, Field
from ticketforge_desktop.ui.widgets.text import Text

TURNS: Final = (0, 90, 180, 270)
_NAMED: Final = re.compile(r"\{([^{}:]*)(?::([^{}]*))?\}")
Show = Callable[[Mapping[str, Any]], None]


class ItemForm(QWidget):
    """The properties of the one chosen item."""

    picture_asked = Signal()

    def __init__(self, theme: Theme, work: Work, language: str) -> None:
        super().__init__()
        self._theme, self.work, self._language, self._point = theme, work, language, point_of(language)
        self._index, self._kind = -1, ""
        self._shows: dict[str, Show] = {}
        self._properties: dict[str, Property] = {}
        self.fields: dict[str, Field] = {}
        self.entries: dict[str, QWidget] = {}
        self._typing = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    # Building

    def say(self, language: str) -> None:
        """Everything in the language of now: the inputs are made anew when an item is shown."""
        self._language, self._point, self._kind = language, point_of(language), ""
        self._clear()

    def show_item(self, item: ItemView) -> None:
        """Show an item; the inputs are made anew for another kind only."""
        design, draft = self.work.design, self.work.draft
        if design is None or draft is None:
            return
        if item.kind != self._kind:
            self._clear()
            self._kind = item.kind
            self._properties = {one.key: one for one in design.properties(item.kind, draft.document)}
            for one in self._properties.values():
                self._make(one)
        if item.index != self._index:
            self._index, self._typing = item.index, ""
            for field in self.fields.values():
                field.set_fault("")
        for key, show in self._shows.items():
            if key != self._typing:
                show(item.values)
        self._typing = ""

    def _clear(self) -> None:
        while self._column.count():
            taken = self._column.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._shows, self.fields, self.entries, self._index = {}, {}, {}, -1

    def _make(self, one: Property) -> None:
        match one.type:
            case "number" | "whole":
                self._number(one)
            case "pair":
                self._pair(one)
            case "flag":
                self._flag(one)
            case "template":
                self._words(one)
            case "text":
                self._text(one)
            case "file":
                self._file(one)
            case "table":
                self._columns(one)
            case _:
                self._choice(one)

    def _field(self, key: str, editor: QWidget, label: str) -> Field:
        field = Field(self._theme, label, editor)
        self.fields[key], self.entries[key] = field, editor
        return field

    def _number(self, one: Property) -> None:
        edit = self._length(one.unit, 1 if one.type == "whole" else 0.5)
        edit.edited.connect(partial(self._number_typed, one))
        self._column.addWidget(self._field(one.key, edit, key_word(one.key)))
        self._shows[one.key] = lambda values: edit.show_value(_number_of(values.get(one.key, one.default)))

    def _length(self, unit: str, step: float) -> LengthField:
        edit = LengthField(self._theme, unit, step)
        edit.point = self._point
        return edit

    def _pair(self, one: Property) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Measure.GRID)
        edits = [self._length(one.unit, 0.5) for _ in range(2)]
        before = f"{key_word(one.key)} " if one.key in ("from", "to") else ""
        for at, (edit, word) in enumerate(zip(edits, pair_words(one.key), strict=True)):
            row.addWidget(self._field(f"{one.key}{at}", edit, before + word), 1)
            edit.edited.connect(partial(self._pair_typed, one, at))
        self._column.addWidget(holder)

        def show(values: Mapping[str, Any]) -> None:
            for at, edit in enumerate(edits):
                if f"{one.key}{at}" != self._typing:
                    pair = values.get(one.key)
                    edit.show_value(_number_of(pair[at]) if isinstance(pair, list) and len(pair) == 2 else None)

        self._shows[one.key] = show

    def _flag(self, one: Property) -> None:
        box = CheckBox(self._theme, key_word(one.key))
        box.clicked.connect(lambda on: self._set(one.key, one.key, bool(on)))
        self.entries[one.key] = box
        self._column.addWidget(box)
        self._shows[one.key] = lambda values: box.setChecked(bool(values.get(one.key, one.default)))

    def _choice(self, one: Property) -> None:
        choices: tuple[object, ...] = one.choices or TURNS
        document = self.work.draft.document if self.work.draft is not None else ""
        words = [
            rows_word(document, str(choice)) if one.key == "of" else choice_word(str(choice)) for choice in choices
        ]
        box = ChoiceEntry(self._theme, choices, words)
        box.edited.connect(lambda value: self._set(one.key, one.key, None if value == one.default else value))
        self._column.addWidget(self._field(one.key, box, key_word(one.key)))
        self._shows[one.key] = lambda values: box.show_value(values.get(one.key, one.default))

    def _words(self, one: Property) -> None:
        design, draft = self.work.design, self.work.draft
        fields = design.fields(draft.document) if design is not None and draft is not None else {}
        entry = WordsEntry(self._theme, fields)
        entry.edited.connect(lambda value: self._words_typed(one, entry, fields, value))
        self.entries[one.key] = entry
        self._column.addWidget(entry)

        def show(values: Mapping[str, Any]) -> None:
            entry.show_value(values.get(one.key))
            entry.set_fault("")

        self._shows[one.key] = show

    def _columns(self, one: Property) -> None:
        draft = self.work.draft
        entry = ColumnsEntry(self._theme, {}, self._language, draft.width if draft is not None else one.high)
        self.entries[one.key] = entry
        self._column.addWidget(entry)
        of = [""]

        def show(values: Mapping[str, Any]) -> None:
            design, draft = self.work.design, self.work.draft
            repeated = str(values.get("of", ""))
            if design is not None and draft is not None and of[0] != repeated:
                of[0] = repeated
                entry.offer(design.row_fields(draft.document, repeated))
            entry.show_value(values.get(one.key), values.get("gap"))

        def edited(columns: object) -> None:
            fault = self._edit(one.key, one.key, columns)
            if fault and self.work.chosen:
                show(self.work.chosen[0].values)
            entry.set_fault(fault)

        entry.edited.connect(edited)
        self._shows[one.key] = show

    def _text(self, one: Property) -> None:
        edit = QLineEdit()
        edit.textEdited.connect(lambda text: self._set(one.key, one.key, text))
        self._column.addWidget(self._field(one.key, edit, key_word(one.key)))
        self._shows[one.key] = lambda values: edit.setText(str(values.get(one.key, one.default) or ""))

    def _file(self, one: Property) -> None:
        draft = self.work.draft
        names = sorted(draft.pictures) if draft is not None else []
        box = ChoiceEntry(self._theme, names, names)
        box.edited.connect(lambda value: self._set(one.key, one.key, value))
        button = Button(self._theme, self.tr("Another picture …"), icon="folder")
        button.clicked.connect(lambda _on=False: self.picture_asked.emit())
        self._column.addWidget(self._field(one.key, box, key_word(one.key)))
        self._column.addWidget(button)
        self._shows[one.key] = partial(self._show_file, box)

    def _show_file(self, box: ChoiceEntry, values: Mapping[str, Any]) -> None:
        draft = self.work.draft
        names = sorted(draft.pictures) if draft is not None else []
        if names != [box.itemText(at) for at in range(box.count())]:
            box.set_choices(names, names)
        box.show_value(values.get("file"))

    # Typing

    def _number_typed(self, one: Property, text: str) -> None:
        if not text.strip() and one.default is not None:
            self._set(one.key, one.key, None)
            return
        value = self._checked(one, one.key, text)
        if value is not None:
            self._set(one.key, one.key, int(value) if one.type == "whole" else value)

    def _pair_typed(self, one: Property, at: int, text: str) -> None:
        key = f"{one.key}{at}"
        value = self._checked(one, key, text)
        other = self.entries[f"{one.key}{1 - at}"]
        assert isinstance(other, LengthField)
        beside = number(other.text())
        if value is not None and beside is not None:
            self._set(one.key, key, [beside, value] if at else [value, beside])

    def _checked(self, one: Property, key: str, text: str) -> float | None:
        """The number if it is one and within bounds; else the field says what it must be."""
        value = number(text)
        whole = one.type != "whole" or (value is not None and value == int(value))
        if value is not None and one.low <= value <= one.high and whole:
            return value
        words = (
            self.tr("A whole number from {low} to {high}.")
            if one.type == "whole"
            else self.tr("A number from {low} to {high}.")
        )
        low, high = millimetres(one.low, self._point), millimetres(one.high, self._point)
        self.fields[key].set_fault(words.format(low=low, high=high))
        return None

    def _words_typed(self, one: Property, entry: WordsEntry, fields: Mapping[str, Any], value: object) -> None:
        for text in value.values() if isinstance(value, Mapping) else (str(value),):
            for found in _NAMED.finditer(text.replace("{{", "").replace("}}", "")):
                if fields and found[1] not in fields:
                    entry.set_fault(self.tr("There is no data called “{name}”.").format(name=found[1]))
                    return
        entry.set_fault(self._edit(one.key, one.key, value))

    def _set(self, key: str, typed: str, value: object) -> None:
        fault = self._edit(key, typed, value)
        if typed in self.fields:
            self.fields[typed].set_fault(fault)

    def _edit(self, key: str, typed: str, value: object) -> str:
        index = self._index
        self._typing = typed
        fault = self.work.edit(
            lambda design, draft: design.set(draft, index, key, value), merge=f"set {index} {key}"
        )  # fmt: skip
        self._typing = ""
        return fault


def _number_of(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


class Column(QWidget):
    """The ground the form lies on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.title = Text(theme, "", Role.CARD, wrap=True)
        self.fault = Text(theme, "", Role.SMALL, "refused", wrap=True)
        self.dots = CheckBox(theme, "")  # below whatever form is shown
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(Measure.GAP, Measure.GAP, Measure.GAP, Measure.GAP)
        self.body.setSpacing(12)
        self.body.addWidget(self.title)
        self.body.addWidget(self.fault)

    def head(self, title: str, faults: str) -> None:
        """What is shown, and what is wrong with it."""
        self.title.setText(title)
        self.fault.setText(faults)
        self.fault.setVisible(bool(faults))

    def retranslate(self) -> None:
        """All words anew."""
        self.dots.setText(self.tr("Snap to whole dots"))
        self.dots.setAccessibleName(self.tr("Snap to whole dots"))
        self.dots.setToolTip(self.tr("Things stop at the dots of the printer below, not at half millimetres"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.fillRect(0, 0, 1, self.height(), self._theme.colour("border"))
        painter.end()


def title_of(item: ItemView) -> str:
    """What the form is headed by."""
    return kind_word(item.kind)
