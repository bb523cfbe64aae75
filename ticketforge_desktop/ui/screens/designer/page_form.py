"""Right of the canvas while nothing is chosen: the layout itself."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.ui.screens.designer.entries import ChoiceEntry, LengthField
from ticketforge_desktop.ui.screens.designer.form import TURNS
from ticketforge_desktop.ui.screens.designer.numbers import millimetres, number
from ticketforge_desktop.ui.screens.designer.sheet_form import SheetForm
from ticketforge_desktop.ui.screens.designer.words import PRINTERS
from ticketforge_desktop.ui.screens.designer.work import Work
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.fields import CheckBox, Field
from ticketforge_desktop.ui.widgets.text import Text

FLIPS: Final = ("long", "short")
_LEAST: Final = 10.0  # mm a side
_MOST: Final = 1200.0


class PageForm(QWidget):
    """Name, titles, size and printers of the layout."""

    def __init__(self, theme: Theme, work: Work, point: str) -> None:
        super().__init__()
        self.work, self._point = work, point
        self._typing = ""
        self.name, self.titles = QLineEdit(), {language: QLineEdit() for language in ("de", "en")}
        self.sides = [LengthField(theme, "mm"), LengthField(theme, "mm")]
        self.turn = ChoiceEntry(theme, TURNS, [f"{turn}°" for turn in TURNS])
        self.flip = ChoiceEntry(theme, FLIPS, ["", ""])
        self.dpi = QLineEdit()
        self.continuous = CheckBox(theme, "")
        self.sheet = SheetForm(theme, work, point)
        self.printers = {language: CheckBox(theme, word) for language, word in PRINTERS.items()}
        self.fields = {
            "name": Field(theme, "", self.name),
            "de": Field(theme, "", self.titles["de"]),
            "en": Field(theme, "", self.titles["en"]),
            "size0": Field(theme, "", self.sides[0]),
            "size1": Field(theme, "", self.sides[1]),
            "turn": Field(theme, "", self.turn),
            "flip": Field(theme, "", self.flip),
            "dpi": Field(theme, "", self.dpi),
        }
        self.made_for = Text(theme, "", Role.NAME)
        self.refusal = Text(theme, "", Role.SMALL, "refused", wrap=True)
        self._lay_out()
        self.name.textEdited.connect(lambda text: self._set("name", "name", text))
        for language, edit in self.titles.items():
            edit.textEdited.connect(partial(self._title_typed, language))
        for at, length in enumerate(self.sides):
            length.point = point
            length.edited.connect(partial(self._size_typed, at))
        self.turn.edited.connect(lambda value: self._set("turn", "turn", value))
        self.flip.edited.connect(lambda value: self._set("flip", "flip", value))
        self.dpi.textEdited.connect(self._dpi_typed)
        self.continuous.clicked.connect(lambda on: self._set("continuous", "continuous", bool(on)))
        for box in self.printers.values():
            box.clicked.connect(lambda _on: self._printers_chosen())
        self.say(point)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for key in ("name", "de", "en"):
            column.addWidget(self.fields[key])
        sides = QHBoxLayout()
        sides.setSpacing(Measure.GRID)
        sides.addWidget(self.fields["size0"], 1)
        sides.addWidget(self.fields["size1"], 1)
        column.addLayout(sides)
        column.addWidget(self.fields["turn"])
        column.addWidget(self.continuous)
        column.addWidget(self.fields["dpi"])
        column.addWidget(self.fields["flip"])
        column.addWidget(self.sheet)
        column.addWidget(self.made_for)
        for box in self.printers.values():
            column.addWidget(box)
        column.addWidget(self.refusal)

    def show_layout(self) -> None:
        """Show the layout of now; what somebody is typing stays as it is."""
        draft = self.work.draft
        if draft is None:
            return
        texts = {"name": draft.name, **{language: draft.title.get(language, "") for language in self.titles}}
        for key, edit in {"name": self.name, **self.titles}.items():
            if key != self._typing and edit.text() != texts[key]:
                edit.setText(texts[key])
        for at, (length, value) in enumerate(zip(self.sides, (draft.width, draft.height), strict=True)):
            if f"size{at}" != self._typing:
                length.show_value(value)
        self.turn.show_value(draft.turn)
        self.continuous.setChecked(draft.continuous)
        self.flip.show_value(draft.flip)
        self.fields["flip"].setVisible(any(item.side == "back" for item in draft.items))
        if self._typing != "dpi":
            self.dpi.setText(", ".join(map(str, draft.dpi)))
        self.sheet.show_sheet()
        for language, box in self.printers.items():
            box.setChecked(language in draft.languages)

    def _title_typed(self, language: str, _text: str) -> None:
        words = {one: edit.text() for one, edit in self.titles.items()}
        self._set("title", language, words)

    def _size_typed(self, at: int, text: str) -> None:
        value, beside = number(text), number(self.sides[1 - at].text())
        if value is None or not _LEAST <= value <= _MOST:
            low, high = millimetres(_LEAST, self._point), millimetres(_MOST, self._point)
            self.fields[f"size{at}"].set_fault(self.tr("A number from {low} to {high}.").format(low=low, high=high))
        elif beside is not None:
            self._set("size", f"size{at}", [beside, value] if at else [value, beside])

    def _dpi_typed(self, text: str) -> None:
        """Resolutions, with commas or blanks between them; none: every printer is tried by itself."""
        words = text.replace(",", " ").replace(";", " ").split()
        if not all(word.isdecimal() and len(word) < 5 for word in words):
            self.fields["dpi"].set_fault(self.tr("Whole numbers, like 203, 300."))
            return
        self._set("dpi", "dpi", [int(word) for word in words] or None)

    def _printers_chosen(self) -> None:
        chosen = [language for language, box in self.printers.items() if box.isChecked()]
        if not chosen:
            self._tell(self.tr("A layout is made for one kind of printer at least."))
            self.show_layout()
            return
        self._set("languages", "printers", chosen)

    def _set(self, key: str, typed: str, value: object) -> None:
        self._typing = typed
        fault = self.work.edit(lambda design, draft: design.set_layout(draft, key, value), merge=f"layout {key}")
        self._typing = ""
        if typed in self.fields:
            self.fields[typed].set_fault(fault)
        else:
            self._tell(fault)

    def _tell(self, fault: str) -> None:
        self.refusal.setText(fault)
        self.refusal.setVisible(bool(fault))

    def say(self, point: str) -> None:
        """All words anew, and numbers with this sign."""
        self._point = point
        for length in self.sides:
            length.point = point
            length.clear()
        self.fields["name"].set_words(self.tr("Name"), self.tr("Small letters, digits, dots and hyphens."))
        self.fields["de"].set_words(self.tr("Title in German"), "")
        self.fields["en"].set_words(self.tr("Title in English"), "")
        self.fields["size0"].set_words(self.tr("Width"), "")
        self.fields["size1"].set_words(self.tr("Height"), "")
        self.fields["turn"].set_words(self.tr("Turn on label printers"), "")
        self.fields["dpi"].set_words(self.tr("Codes must fit at, dots an inch"), "")
        self.fields["flip"].set_words(self.tr("Paper is turned over its"), "")
        self.flip.set_choices(FLIPS, [self.tr("Long edge"), self.tr("Short edge")])
        self.continuous.setText(self.tr("A roll without gaps"))
        self.continuous.setAccessibleName(self.tr("A roll without gaps"))
        self.sheet.say(point)
        self.made_for.setText(self.tr("Made for"))
        for language, box in self.printers.items():
            box.setAccessibleName(self.tr("Made for {printer}").format(printer=PRINTERS[language]))
        self._tell("")
