"""A ticket is printed again: why, where, and what becomes of the old paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.services.reprint import LONGEST_REASON
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.print_desk import PaperRow
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.fields import ComboBox, Field
from ticketforge_desktop.ui.widgets.text import Text

_WIDTH: Final = 560


class ReprintDialog(QDialog):
    """Asks why; `decide(reason, printer)` is called for what was decided."""

    def __init__(
        self,
        context: Context,
        paper: PaperRow,
        printers: Sequence[str],
        decide: Callable[[str, str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._decide = decide
        theme = context.theme
        self.setWindowTitle(self.tr("Print again"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.textChanged.connect(lambda _text: self._settle())
        self.printer = ComboBox(theme)
        for name in printers:
            self.printer.addItem(name, name)
        self.printer.choose(paper.job.printer)
        ready = (self.tr("Jammed"), self.tr("Lost"), self.tr("Spoiled"))
        self.ready = [Button(theme, words) for words in ready]
        for button in self.ready:
            button.clicked.connect(lambda _on=False, ready=button: self.reason.setText(ready.text()))
        self.again = Button(theme, self.tr("Print again"), icon="printer", kind=Kind.PRIMARY)
        self.again.clicked.connect(self._decided)
        close = Button(theme, self.tr("Leave it as it is"))
        close.clicked.connect(self.reject)
        for button in (*self.ready, close):
            button.setAutoDefault(False)
        self.again.setDefault(True)
        title = self.tr("Print ticket {number} again").format(number=paper.number)
        follows = self.tr(
            "The ticket gets its next issue. Every paper of it that was printed so far is refused as replaced: at"
            " this station's doors at once, at the others after their next sync."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.MARGIN, Measure.MARGIN, Measure.MARGIN, Measure.GAP)
        column.setSpacing(12)
        column.addWidget(Text(theme, title, Role.SCREEN, wrap=True))
        column.addWidget(Text(theme, follows, wrap=True))
        hint = self.tr("Kept with your name; the steward reads it.")
        column.addWidget(Field(theme, self.tr("What became of the old paper?"), self.reason, hint))
        answers = QHBoxLayout()
        for button in self.ready:
            answers.addWidget(button)
        answers.addStretch(1)
        column.addLayout(answers)
        column.addWidget(Field(theme, self.tr("Printer"), self.printer))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.again)
        column.addLayout(foot)
        wide = round(_WIDTH * theme.scale)
        self.setMinimumSize(wide, column.totalHeightForWidth(wide))
        self._settle()
        self.reason.setFocus()

    def _settle(self) -> None:
        self.again.setEnabled(bool(self.reason.text().strip()) and bool(self.printer.key))

    def _decided(self) -> None:
        self._decide(self.reason.text(), self.printer.key)
        self.accept()
