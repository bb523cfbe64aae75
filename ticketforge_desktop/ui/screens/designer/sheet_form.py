"""Several tickets on a sheet: how large it is, how many stand on it, and where the first one does."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ticketforge_desktop.ui.screens.designer.entries import LengthField
from ticketforge_desktop.ui.screens.designer.numbers import millimetres, number
from ticketforge_desktop.ui.screens.designer.work import Work
from ticketforge_desktop.ui.theme import Measure, Theme
from ticketforge_desktop.ui.widgets.fields import CheckBox, Field

_A4: Final = (210.0, 297.0)
_LAST: Final = 20  # tickets across or down
_LOW: Final = {"size": 10.0, "tickets": 1.0, "at": 0.0, "gap": 0.0}
_HIGH: Final = {"size": 1200.0, "tickets": float(_LAST), "at": 1200.0, "gap": 1200.0}
_KEYS: Final = tuple(_LOW)


class SheetForm(QWidget):
    """A switch, and while it is on the eight numbers of the sheet."""

    def __init__(self, theme: Theme, work: Work, point: str) -> None:
        super().__init__()
        self.work, self._point, self._typing = work, point, ""
        self.switch = CheckBox(theme, "")
        self.entries: dict[str, LengthField] = {}
        self.fields: dict[str, Field] = {}
        self._numbers = QWidget()
        grid = QGridLayout(self._numbers)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Measure.GRID)
        grid.setVerticalSpacing(12)
        for row, key in enumerate(_KEYS):
            for at in range(2):
                name = f"{key}{at}"
                whole = key == "tickets"
                edit = self.entries[name] = LengthField(theme, "" if whole else "mm", 1 if whole else 0.5)
                self.fields[name] = Field(theme, "", edit)
                edit.edited.connect(partial(self._typed, key, at))
                grid.addWidget(self.fields[name], row, at)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Measure.GRID)
        column.addWidget(self.switch)
        column.addWidget(self._numbers)
        self.switch.clicked.connect(lambda on: self._set(self._usual() if on else None, ""))

    def show_sheet(self) -> None:
        """Show the sheet of now; what somebody is typing stays as it is."""
        draft = self.work.draft
        sheet = draft.sheet if draft is not None else None
        self.switch.setChecked(sheet is not None)
        self._numbers.setVisible(sheet is not None)
        for name, edit in self.entries.items():
            if sheet is not None and name != self._typing:
                edit.show_value(sheet[name[:-1]][int(name[-1])])
                self.fields[name].set_fault("")

    def _usual(self) -> Mapping[str, object]:
        """As many as an A4 page holds, in its middle."""
        draft = self.work.draft
        assert draft is not None
        sides = (draft.width, draft.height)
        counts = [max(1, min(_LAST, int(room / side))) for room, side in zip(_A4, sides, strict=True)]
        left = [max(0.0, (room - n * side) / 2) for room, side, n in zip(_A4, sides, counts, strict=True)]
        return {"size": list(_A4), "tickets": counts, "at": left, "gap": [0, 0]}

    def _typed(self, key: str, at: int, text: str) -> None:
        draft, value, name = self.work.draft, number(text), f"{key}{at}"
        if draft is None or draft.sheet is None:
            return
        whole = key == "tickets"
        if value is None or not _LOW[key] <= value <= _HIGH[key] or (whole and value != int(value)):
            low, high = (millimetres(bound[key], self._point) for bound in (_LOW, _HIGH))
            words = (
                self.tr("A whole number from {low} to {high}.") if whole else self.tr("A number from {low} to {high}.")
            )
            self.fields[name].set_fault(words.format(low=low, high=high))
            return
        sheet: dict[str, object] = {one: list(pair) for one, pair in draft.sheet.items()}
        pair = list(draft.sheet[key])
        pair[at] = value
        sheet[key] = [int(one) for one in pair] if whole else pair
        self._set(sheet, name)

    def _set(self, sheet: Mapping[str, object] | None, typed: str) -> None:
        self._typing = typed
        fault = self.work.edit(lambda design, draft: design.set_layout(draft, "sheet", sheet), merge=f"sheet {typed}")
        self._typing = ""
        if typed:
            self.fields[typed].set_fault(fault)
        elif fault:
            self.show_sheet()

    def say(self, point: str) -> None:
        """All words anew, and numbers with this sign."""
        self._point = point
        self.switch.setText(self.tr("Several on a sheet"))
        self.switch.setAccessibleName(self.tr("Several on a sheet"))
        words = {
            "size": (self.tr("Sheet, width"), self.tr("Sheet, height")),
            "tickets": (self.tr("Across"), self.tr("Down")),
            "at": (self.tr("First, from the left"), self.tr("First, from the top")),
            "gap": (self.tr("Gap across"), self.tr("Gap down")),
        }
        for name, edit in self.entries.items():
            edit.point = point
            edit.clear()
            self.fields[name].set_words(words[name[:-1]][int(name[-1])], "")
