"""Numbered ticket stock: which roll lies in which printer, what became of its pieces, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.errors import BadInput, Conflict
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.stock_rolls import StockRoll
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.print_desk import PrintPage
from ticketforge_desktop.ui.screens.printing.stock_form import Deed, StockForm
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.text import Text

CLOSED_SHOWN: Final = 5


class RollLine(QWidget):
    """One roll that lies in a printer. What it shows changes in place."""

    asked = Signal(str, object)  # what shall be done, and the roll

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.roll: StockRoll | None = None
        theme = context.theme
        self.title = Text(theme, "", Role.STRONG, wrap=True)
        self.figures = Text(theme, "", Role.BODY, wrap=True)
        self.spoil, self.count, self.close_roll = (Button(theme) for _ in range(3))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.figures)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Measure.KEY_GAP)
        row.addLayout(words, 1)
        for button, deed in ((self.spoil, Deed.SPOIL), (self.count, Deed.COUNT), (self.close_roll, Deed.CLOSE)):
            button.clicked.connect(lambda _on=False, deed=deed: self.asked.emit(str(deed), self.roll))
            row.addWidget(button)

    def show_roll(self, roll: StockRoll) -> None:
        """How it stands now."""
        self.roll = roll
        number = self._context.formats.number
        self.title.setText(self.tr("{roll} in {printer}").format(roll=roll.roll_id, printer=roll.printer))
        following = self.tr("used up")
        if roll.left:
            following = self.tr("next piece {serial}").format(serial=roll.next_serial)
        parts = [following, self.tr("{n} left").format(n=number(roll.left)), *RollFigures().of(roll)]
        self.figures.setText(" · ".join(parts))
        self.figures.set_tone("attention" if roll.missing or not roll.left else "text")
        may = Right.PRINT in self._context.staff.rights
        words = (
            (self.spoil, self.tr("Spoiled …")), (self.count, self.tr("Count …")), (self.close_roll, self.tr("Change …"))
        )  # fmt: skip
        for button, text in words:
            button.setText(text)
            button.setAccessibleName(f"{text.rstrip(' …')}: {roll.roll_id}")
            button.setEnabled(may)


class RollFigures(QObject):
    """Words that go by number: only `tr` of an object knows plurals."""

    def of(self, roll: StockRoll) -> list[str]:
        """What became of a roll's pieces; what is nought is left out, but for the printed ones."""
        parts = [self.tr("%n printed", "", roll.printed)]
        if roll.in_doubt:
            parts.append(self.tr("%n in doubt", "", roll.in_doubt))
        if roll.spoiled:
            parts.append(self.tr("%n spoiled", "", roll.spoiled))
        if roll.missing > 0:
            parts.append(self.tr("%n missing", "", roll.missing))
        elif roll.missing < 0:
            parts.append(self.tr("%n more printed than gone", "", -roll.missing))
        return parts


class StockPanel(QWidget):
    """The rolls, those that were closed, and the form for what is done with one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme = context.theme
        self._rolls: Sequence[StockRoll] = ()
        self._printers: Sequence[str] = ()
        self.lines: list[RollLine] = []
        self.card = Card(theme)
        head = self.card.add_head("", line=True)
        self.put_in = Button(theme, icon="plus")
        head.trailing.addWidget(self.put_in)
        self.card.body.setSpacing(Measure.GAP)
        self.none = Text(theme, "", Role.BODY, "secondary", wrap=True)
        self.closed = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.card.body.addWidget(self.none)
        self._open = QVBoxLayout()
        self._open.setSpacing(Measure.GAP)
        self.card.body.addLayout(self._open)
        self.card.body.addWidget(self.closed)
        self.form = StockForm(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Measure.GAP)
        column.addWidget(self.card)
        column.addWidget(self.form)
        self.put_in.clicked.connect(lambda _on=False: self.form.ask(Deed.OPEN, None, self._free()))
        self.form.decided.connect(self._do)

    def show_rolls(self, rolls: Sequence[StockRoll], printers: Sequence[str]) -> None:
        """Show them; a printer without a roll can be given one."""
        self._rolls, self._printers = rolls, printers
        still_open = [roll for roll in rolls if roll.closed_at is None]
        while len(self.lines) < len(still_open):
            line = RollLine(self._context, self.card)
            line.asked.connect(lambda deed, roll: self.form.ask(Deed(deed), roll, ()))
            self.lines.append(line)
            self._open.addWidget(line)
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(still_open))
            if at < len(still_open):
                line.show_roll(still_open[at])
        self.none.setVisible(not still_open)
        self.put_in.setEnabled(bool(self._free()) and Right.PRINT in self._context.staff.rights)
        self._tell_closed()

    def _free(self) -> list[str]:
        """Printers in which no roll is known to lie."""
        taken = {roll.printer for roll in self._rolls if roll.closed_at is None}
        return [name for name in self._printers if name not in taken]

    def _tell_closed(self) -> None:
        closed = [roll for roll in self._rolls if roll.closed_at is not None][:CLOSED_SHOWN]
        lines = [f"{roll.roll_id}: {', '.join(RollFigures().of(roll))}" for roll in closed]
        self.closed.setText("\n".join([self.tr("Taken out:"), *lines]) if lines else "")
        self.closed.setVisible(bool(lines))

    # What is done

    def _do(self, act: Callable[[PrintPage], StockRoll]) -> None:
        desk = self._context.desk
        if desk is not None:
            page = desk.print_page
            self._context.runner.submit(lambda: act(page), self._done, self._refused, owner=self)

    def _done(self, roll: StockRoll) -> None:
        deed = self.form.deed
        self.form.hide()
        self._context.broadcast(ChangeSet.of(Changed.PRINT_JOB))
        if deed is Deed.CLOSE:
            self._context.told.emit("exit", self.tr("{roll} is taken out.").format(roll=roll.roll_id))
            self.form.ask(Deed.OPEN, None, [roll.printer])

    def _refused(self, error: Exception) -> None:
        if not (isinstance(error, BadInput | Conflict) and self.form.blame(error)):
            self._context.trouble.emit(error)

    def retranslate(self) -> None:
        """All words anew."""
        title = self.tr("Numbered stock")
        if self.card.head is not None:
            self.card.head.title.setText(title)
        self.card.setAccessibleName(title)
        self.put_in.setText(self.tr("Put a roll in …"))
        self.none.setText(
            self.tr(
                "No roll is known to lie in a printer. With its first and last number each ticket's piece is noted."
            )
        )
        for line in self.lines:
            if line.roll is not None:
                line.show_roll(line.roll)
        self.form.retranslate()
        self._tell_closed()
