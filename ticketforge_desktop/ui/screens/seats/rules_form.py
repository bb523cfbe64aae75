"""How rows are drawn and numbered: the fields of the editor, read as the plan and the rules they stand for."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.seating.laying import RowPlan
from ticketforge_desktop.domain.seating.numbering import Numbering, Side
from ticketforge_desktop.domain.seating.places import Area
from ticketforge_desktop.ui.theme import Measure, Theme
from ticketforge_desktop.ui.widgets.fields import ComboBox, Field, NumberField

_LARGEST: Final = 100_000


class RulesForm(QWidget):
    """Section, category, rows, bow, and the rules of numbers and names."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section, self.category, self.skip = QLineEdit(), QLineEdit(), QLineEdit()
        self.rows, self.bow = NumberField(theme), NumberField(theme, "cm")
        self.row_pitch, self.first = NumberField(theme, "cm"), NumberField(theme)
        self.aisle = NumberField(theme)
        self.side, self.step, self.letters = ComboBox(theme), ComboBox(theme), ComboBox(theme)
        for field, text in ((self.rows, "1"), (self.bow, "0"), (self.row_pitch, "90"), (self.first, "1")):
            field.setText(text)
        self.fields = {
            name: Field(theme, "", getattr(self, name))
            for name in (
                "section", "category", "rows", "bow", "row_pitch", "aisle", "side", "step", "first", "letters", "skip",
            )
        }  # fmt: skip
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Measure.GAP)
        grid.setVerticalSpacing(12)
        for at, name in enumerate(("section", "category")):
            grid.addWidget(self.fields[name], at, 0, 1, 2)
        pairs = (("rows", "bow"), ("row_pitch", "aisle"), ("side", "step"), ("first", "letters"))
        for line, pair in enumerate(pairs, start=2):
            for column, name in enumerate(pair):
                grid.addWidget(self.fields[name], line, column)
        grid.addWidget(self.fields["skip"], 6, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        words = {
            "section": (self.tr("Section"), ""),
            "category": (self.tr("Category"), self.tr("As the event names it: its id or its name.")),
            "rows": (self.tr("Rows"), ""),
            "bow": (self.tr("Bow"), ""),
            "row_pitch": (self.tr("Row to row"), ""),
            "aisle": (self.tr("Aisle before seat"), ""),
            "side": (self.tr("Numbered from"), ""),
            "step": (self.tr("Numbers"), ""),
            "first": (self.tr("First number"), ""),
            "letters": (self.tr("Rows are called"), ""),
            "skip": (self.tr("Leave out"), self.tr("Row names and numbers, with commas: I, O, 13.")),
        }
        for name, (label, hint) in words.items():
            self.fields[name].set_words(label, hint)
        _fill(self.side, [(str(Side.LEFT), self.tr("left")), (str(Side.RIGHT), self.tr("right")),
                          (str(Side.CENTRE), self.tr("the middle"))])  # fmt: skip
        _fill(self.step, [("1", self.tr("all")), ("2", self.tr("every other"))])
        _fill(self.letters, [("", "1, 2, 3"), ("letters", "A, B, C")])

    def numbers(self) -> Numbering:
        """The rule of seats' numbers. Raises `BadInput`."""
        first = self._number("first", 0)
        return Numbering(Side(self.side.key), first, int(self.step.key), skip=self._skipped())

    def names(self) -> Numbering:
        """The rule of rows' names."""
        return Numbering(letters=self.letters.key == "letters", skip=self._skipped())

    def plan(self, start: QPointF, end: QPointF) -> RowPlan:
        """Rows along a line that was drawn, from left to right. Raises `BadInput`."""
        one, other = (start, end) if start.x() <= end.x() else (end, start)
        aisle = self._number("aisle", 1) if self.aisle.text().strip() else 0
        return RowPlan(
            (one.x(), one.y()),
            (other.x(), other.y()),
            rows=self._number("rows", 1),
            bow=self._number("bow", 0),
            row_pitch=self._number("row_pitch", 30),
            aisles=(aisle,) if aisle > 1 else (),
            category=" ".join(self.category.text().split()),
            numbers=self.numbers(),
            names=self.names(),
        )

    def section_name(self) -> str:
        """Of the rows that are drawn. Raises `BadInput`: none was given."""
        name = " ".join(self.section.text().split())
        self.fields["section"].set_fault("" if name else self.tr("Name the section first."))
        if not name:
            raise BadInput("Name the section first.", field="section")
        return name

    def _number(self, name: str, least: int) -> int:
        text = getattr(self, name).text().strip()
        fits = text.isascii() and text.isdecimal() and least <= int(text) <= _LARGEST
        self.fields[name].set_fault("" if fits else self.tr("A whole number from {least}.").format(least=least))
        if not fits:
            raise BadInput(f"{text!r} is no number from {least}.", field=name, value=text)
        return int(text)

    def _skipped(self) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.skip.text().split(",") if word.strip())


class AreaForm(QWidget):
    """A standing area: its name, how many people, its category."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area, self.capacity, self.category = QLineEdit(), NumberField(theme), QLineEdit()
        self.fields = {name: Field(theme, "", getattr(self, name)) for name in ("area", "capacity", "category")}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for field in self.fields.values():
            column.addWidget(field)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.fields["area"].set_words(self.tr("Name"), "")
        self.fields["capacity"].set_words(self.tr("People"), "")
        self.fields["category"].set_words(self.tr("Category"), self.tr("As the event names it: its id or its name."))

    def read(self, box: QRectF) -> Area:
        """The area in a box that was drawn. Raises `BadInput`."""
        name, text = " ".join(self.area.text().split()), self.capacity.text().strip()
        self.fields["area"].set_fault("" if name else self.tr("Name it first."))
        fits = text.isascii() and text.isdecimal() and 0 < int(text) < 1_000_000
        self.fields["capacity"].set_fault("" if fits else self.tr("How many people may stand there?"))
        if not name or not fits:
            raise BadInput("A standing area has a name and a capacity.", field="area")
        category = " ".join(self.category.text().split())
        place = (round(box.x()), round(box.y()), round(box.width()), round(box.height()))
        return Area(name, int(text), *place, category)


def _fill(box: ComboBox, choices: list[tuple[str, str]]) -> None:
    """Words for keys; what was chosen stays chosen."""
    chosen = box.currentIndex()
    box.blockSignals(True)
    box.clear()
    for key, text in choices:
        box.addItem(text, key)
    box.setCurrentIndex(max(0, chosen))
    box.blockSignals(False)
