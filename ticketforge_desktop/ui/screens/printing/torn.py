"""Orders of a run for the post that wait for somebody's decision: why, and the two answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.print_runs import ItemKind
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.print_desk import TornOrder, TornPaper
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.text import Text

SHOWN: Final = 5  # orders of one run at a time
_NAMED: Final = 3  # papers of an order that are named
translate = QCoreApplication.translate


def paper_word(paper: TornPaper) -> str:
    """A paper of an order in a few words."""
    if paper.kind is ItemKind.TICKET:
        return translate("Torn", "ticket {number}").format(number=paper.number).rstrip()
    words = {
        ItemKind.DELIVERY_NOTE: translate("Torn", "the delivery note"),
        ItemKind.LABEL: translate("Torn", "the address label"),
    }
    return words[paper.kind]


def reason_of(torn: TornOrder) -> str:
    """Why nobody prints on by himself, and what can be done."""
    named = [paper_word(paper) for paper in torn.papers[:_NAMED]]
    papers = ", ".join(named) + (" …" if len(torn.papers) > _NAMED else "")
    printers = ", ".join(dict.fromkeys(paper.printer for paper in torn.papers if paper.printer))
    words = {
        "in_doubt": translate("Torn", "In doubt: {papers}. Answer that first, then continue the run."),
        "void": translate("Torn", "Void: {papers}. It has to be printed again by hand."),
        "failed": translate("Torn", "Not printed: {papers}. Look at it before the rest goes on its way."),
        "printer": translate("Torn", "Begun on {printers}: continue there, and the rest comes by itself."),
    }
    return words[torn.reason].format(papers=papers, printers=printers)


class TornLine(QWidget):
    """One order. `answered(order, finish)` comes with a button."""

    answered = Signal(str, bool)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.torn: TornOrder | None = None
        theme = context.theme
        self.title = Text(theme, "", Role.NAME, wrap=True)
        self.reason = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.finish = Button(theme, icon="check")
        self.drop = Button(theme, icon="x")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.reason)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Measure.KEY_GAP)
        row.addLayout(words, 1)
        for button, finish in ((self.finish, True), (self.drop, False)):
            button.clicked.connect(lambda _on=False, finish=finish: self._answer(finish))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _answer(self, finish: bool) -> None:
        if self.torn is not None:
            self.answered.emit(self.torn.order, finish)

    def show_order(self, torn: TornOrder) -> None:
        """Which it is now."""
        self.torn = torn
        waiting = self.tr("%n paper(s) wait", "", torn.waiting)
        self.title.setText(f"{torn.order} · {waiting}")
        self.reason.setText(reason_of(torn))
        may = Right.PRINT in self._context.staff.rights
        finish, drop = self.tr("Finish it"), self.tr("Leave it out")
        self.finish.setText(finish)
        self.drop.setText(drop)
        self.finish.setAccessibleName(f"{finish}: {torn.order}")
        self.drop.setAccessibleName(f"{drop}: {torn.order}")
        self.finish.setToolTip(self.tr("Print the rest when the run goes on, on whichever printer has its turn"))
        self.drop.setToolTip(self.tr("Do not print the rest; what is printed stays good"))
        self.finish.setEnabled(may and torn.reason != "in_doubt")
        self.drop.setEnabled(may)


class TornList(QWidget):
    """The first of them; what it shows changes in place."""

    answered = Signal(str, bool)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.lines: list[TornLine] = []
        self.head = Text(context.theme, "", Role.STRONG, wrap=True)
        self.more = Text(context.theme, "", Role.SMALL, "secondary")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Measure.GRID)
        self._column.addWidget(self.head)
        self._column.addWidget(self.more)
        self.hide()

    def show_orders(self, orders: Sequence[TornOrder]) -> None:
        """Show them; nothing is shown where there is none."""
        while len(self.lines) < min(len(orders), SHOWN):
            line = TornLine(self._context, self)
            line.answered.connect(self.answered)
            self._column.insertWidget(1 + len(self.lines), line)
            self.lines.append(line)
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(orders))
            if at < len(orders):
                line.show_order(orders[at])
        self.head.setText(self.tr("%n order(s) wait for a decision", "", len(orders)))
        self.more.setText(self.tr("and %n further one(s)", "", max(0, len(orders) - SHOWN)))
        self.more.setVisible(len(orders) > SHOWN)
        self.setVisible(bool(orders))
