"""What changed rules would have made of the last evening: how many answers, and which."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ticketforge_desktop.services.dry_run import Differing, DryRun
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.facts import FixedTable, Head
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.verdicts import reason_word
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.table import Cell
from ticketforge_desktop.ui.widgets.text import Text

MOST: Final = 100  # rows shown; the counts are of all


class TriedCard(Card):
    """A button that asks for it, the counts in a sentence, and the rows."""

    asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self.context = context
        theme = context.theme
        self._run: tuple[DryRun, str, str] | None = None
        self._head = self.add_head("")
        self.button = Button(theme, icon="history")
        self.button.clicked.connect(self.asked)
        self.told = Text(theme, "", Role.BODY, wrap=True)
        self.rows = FixedTable(theme, "", row_height=Measure.ROW_TWO_LINES, grows=True)
        for part in (self.button, self.told, self.rows):
            self.body.addWidget(part)
        self.clear()

    def clear(self) -> None:
        """Nothing was tried yet."""
        self._run = None
        self.told.hide()
        self.rows.hide()

    def set_possible(self, possible: bool) -> None:
        """Whether what is typed can be tried; what was tried before is of other rules."""
        self.button.setEnabled(possible)
        self.clear()

    def show_run(self, run: DryRun, title: str, zone: str) -> None:
        """Show what came of it; `title` names the event whose log was lent."""
        self._run = (run, title, zone)
        number = self.context.formats.number
        parts = []
        if title:
            parts.append(self.tr("This event has no log yet; tried on “{event}”.").format(event=title))
        if not run.scans:
            parts = [self.tr("There is no log of this gate to try it on.")]
        elif not run.differing:
            parts.append(self.tr("%n scan(s): all would have been answered the same.", "", run.scans))
        else:
            words = self.tr("{count} of %n scan(s) would have been answered otherwise.", "", run.scans)
            parts.append(words.format(count=number(len(run.differing))))
            changes = sorted(run.changes.items(), key=lambda change: -change[1])
            parts += [f"{number(n)} × {reason_word(was)} → {reason_word(now)}" for (was, now), n in changes]
        self.told.setText("\n".join(parts))
        self.told.show()
        self.rows.setVisible(bool(run.differing))
        self.rows.show_rows([self._cells(row, zone) for row in run.differing[:MOST]])

    def _cells(self, row: Differing, zone: str) -> list[Cell]:
        when = self.context.formats.time(row.at, zone, seconds=True)
        return [
            Cell(when, self.tr("Gate {gate}").format(gate=row.gate)),
            Cell(f"{reason_word(row.before)} → {reason_word(row.after, row.reason)}", row.order),
        ]

    def retranslate(self) -> None:
        """All words anew."""
        self._head.title.setText(self.tr("Try it"))
        self.button.setText(self.tr("Try on the last evening"))
        self.rows.setAccessibleName(self.tr("Scans that would have been answered otherwise"))
        self.rows.set_heads([Head(self.tr("Time"), sample="88:88:88 xx"), Head(self.tr("Answer"), stretch=True)])
        if self._run is not None:
            self.show_run(*self._run)
