"""Papers that nobody knows of: what happened, the last certain one, and what a person says of each."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.print_desk import DoubtRow, PaperRow
from ticketforge_desktop.ui.screens.beside import CauseBox
from ticketforge_desktop.ui.screens.printing.words import hindrance, paper_name, paper_words
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.fields import CheckBox
from ticketforge_desktop.ui.widgets.text import Icon, Text

SHOWN = 20  # doubtful papers of one printer at a time: no window of a run is wider


class DoubtPaper(QWidget):
    """One doubtful paper: which it is, and the two answers."""

    answered = Signal(int, bool)

    def __init__(self, context: Context, row: PaperRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = row
        theme = context.theme
        self.words = Text(theme, paper_words(row), Role.NAME, wrap=True)
        self.good = Button(theme, self.tr("It is good"), icon="check")
        self.void = Button(theme, self.tr("Void"), icon="x")
        self.good.setAccessibleName(self.tr("{ticket} is good").format(ticket=paper_name(row)))
        self.void.setAccessibleName(self.tr("{ticket} is void").format(ticket=paper_name(row)))
        self.good.setAccessibleDescription(self.tr("The paper is there and can be handed out."))
        self.void.setAccessibleDescription(self.tr("The paper is spoiled or did not come out; print it again."))
        may = Right.PRINT in context.staff.rights
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Measure.KEY_GAP)
        line.addWidget(self.words, 1)
        for button, good in ((self.good, True), (self.void, False)):
            button.setEnabled(may)
            button.clicked.connect(lambda _on=False, good=good: self.answered.emit(row.job.job_id, good))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


class DoubtCard(Card):
    """The doubts of one printer. `answered(job, good)` comes for each that a person answers by hand."""

    answered = Signal(int, bool)

    def __init__(self, context: Context, doubt: DoubtRow, *, scans: bool, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self.doubt = doubt
        theme = context.theme
        told = hindrance(doubt.condition)
        self.cause = CauseBox(theme)
        title = self.tr("{printer}: {what}").format(printer=doubt.printer, what=told.title)
        self.cause.tell(title, told.act, icon=told.icon, tone="attention", fill="attention_soft")
        self.setAccessibleName(title)
        self.last = Text(theme, _last_words(doubt), Role.BODY, wrap=True)
        self.asked = Text(
            theme, self.tr("%n paper(s) to look at: did it come out whole?", "", len(doubt.papers)), Role.STRONG,
            wrap=True,
        )  # fmt: skip
        self.papers = [DoubtPaper(context, row, self) for row in doubt.papers[:SHOWN]]
        self.last_out = CheckBox(theme, self.tr("The scanned paper is the last that came out"))
        self.last_out.setChecked(True)
        self.body.setSpacing(12)
        self.body.addWidget(self.cause)
        self.body.addWidget(self.last)
        self.body.addWidget(self.asked)
        for paper in self.papers:
            paper.answered.connect(self.answered)
            self.body.addWidget(paper)
        if len(doubt.papers) > SHOWN:
            more = self.tr("and %n further one(s)", "", len(doubt.papers) - SHOWN)
            self.body.addWidget(Text(theme, more, Role.SMALL, "secondary"))
        self.body.addWidget(self._scan_row(context))
        self._scans.setVisible(scans)

    def _scan_row(self, context: Context) -> QWidget:
        theme = context.theme
        self._scans = QWidget()
        row = QHBoxLayout(self._scans)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        hint = self.tr("Or scan the paper that came out last: it answers for itself, and those behind it are void.")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(theme, hint, Role.BODY, "secondary", wrap=True))
        words.addWidget(self.last_out)
        row.addWidget(Icon(theme, "scanner", 24), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return self._scans


def _last_words(doubt: DoubtRow) -> str:
    """The last certain paper of the printer, or that there is none."""
    if doubt.last is None:
        return QCoreApplication.translate("DoubtCard", "No paper before it is known to be out.")
    certain = QCoreApplication.translate("DoubtCard", "The last certain paper: {paper}")
    return certain.format(paper=paper_words(doubt.last))
