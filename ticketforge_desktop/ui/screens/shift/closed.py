"""Shifts that are closed: what was counted, what differed, and whether the chain holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.shifts import Shift, ShiftCheck
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.facts import FixedTable, Head
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.table import Cell
from ticketforge_desktop.ui.widgets.text import Text


class ClosedShifts(Card):
    """`chosen(number)` when somebody wants to read a Z report."""

    chosen = Signal(int)
    check_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, flush=True, parent=parent)
        self.context, theme = context, context.theme
        self._shifts: Sequence[Shift] = ()
        self._check: ShiftCheck | None = None
        self.add_head("", line=True)
        self.table = FixedTable(theme, "", row_height=Measure.ROW_TWO_LINES)
        self.none = Text(theme, "", Role.BODY, "secondary", wrap=True)
        self.none.setContentsMargins(*(Measure.CARD_PADDING,) * 4)
        self.check = Button(theme, icon="link")
        self.verdict = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        foot = QHBoxLayout()
        foot.setContentsMargins(Measure.CARD_PADDING, Measure.GRID, Measure.CARD_PADDING, Measure.GRID)
        foot.setSpacing(12)
        foot.addWidget(self.verdict, 1)
        foot.addWidget(self.check)
        self.body.addWidget(self.none)
        self.body.addWidget(self.table, 1)
        self.body.addStretch(0)
        self.body.addLayout(foot)
        self.table.opened.connect(lambda index: self.chosen.emit(self._shifts[index.row()].number))
        self.check.clicked.connect(lambda _on=False: self.check_asked.emit())

    @property
    def _may(self) -> bool:
        return Right.REPORTS in self.context.staff.rights

    def show_shifts(self, shifts: Sequence[Shift]) -> None:
        """Newest first; amounts for those who may see reports."""
        if [one.number for one in shifts] != [one.number for one in self._shifts]:
            self._check = None
        self._shifts = shifts
        self.table.show_rows([self._row(one) for one in shifts])
        self.table.setVisible(bool(shifts))
        self.none.setVisible(not shifts)
        self.check.setVisible(bool(shifts) and self._may)
        self._say_check()

    def show_check(self, found: ShiftCheck) -> None:
        """What walking the chain found."""
        self._check = found
        self._say_check()

    def _row(self, shift: Shift) -> list[Cell]:
        formats = self.context.formats
        assert shift.closed_at is not None
        row = [
            Cell(
                self.tr("Shift {number}").format(number=shift.number),
                formats.moment(shift.closed_at),
                Role.NAME,
            )
        ]
        if self._may:
            off = shift.difference_minor
            tone = "attention" if off else "secondary"
            told = formats.money(Money(off, shift.currency)) if off else self.tr("exact")
            row.append(Cell(told, formats.money(Money(shift.counted_minor, shift.currency)), tone=tone, right=True))
        return row

    def _say_check(self) -> None:
        found = self._check
        reasons = {
            "link": self.tr("the chain: a report was changed, or a shift is missing"),
            "row": self.tr("what was counted beside its report"),
            "bookings": self.tr("its sales, payments or moves beside its report"),
        }
        self.verdict.set_tone("secondary" if found is None else "available" if found.ok else "refused")
        if found is None:
            self.verdict.setText("")
        elif found.ok:
            self.verdict.setText(self.tr("All %n closed shift(s) fit: nothing was changed.", "", found.shifts))
        else:
            words = self.tr("Shift {number} does not fit: {reason}.")
            reason = reasons.get(found.reason, found.reason)
            self.verdict.setText(words.format(number=found.first_bad, reason=reason))

    def retranslate(self) -> None:
        """Words."""
        if self.head is not None:
            self.head.title.setText(self.tr("Closed shifts"))
        self.setAccessibleName(self.tr("Closed shifts"))
        self.table.setAccessibleName(self.tr("Closed shifts"))
        heads = [Head(self.tr("Shift"), stretch=True)]
        if self._may:
            heads.append(Head(self.tr("Difference"), right=True, sample="−1.234,56 €"))
        self.table.set_heads(heads)
        self.none.setText(self.tr("None yet. Each closed shift stands here with its Z report."))
        self.check.setText(self.tr("Check the chain"))
        self.show_shifts(self._shifts)
