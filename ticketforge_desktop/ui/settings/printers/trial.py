"""The test page: print it, say what is wrong with it, and the profile is mended; then once more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.services.printer_options import TestAnswer
from ticketforge_desktop.services.printers import TestPrint
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.printing.words import hindrance
from ticketforge_desktop.ui.settings.printers.words import answer_word, fault_words
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.text import Text

_ROW = 4  # answers beside each other


class PrinterTrial(QWidget):
    """`printed` comes when a page was sent, `answered(good)` when a person said what is on it."""

    printed = Signal()
    answered = Signal(bool)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.printer = ""
        self.good = False
        self._state = (
            ""  # what the words say: "" | "sending" | "asked" | "mended" | "good" | "doubt" | "failed" | "end"
        )
        self._detail = ""
        theme = context.theme
        self.told = Text(theme, "", Role.BODY, wrap=True)
        self.print = Button(theme, icon="printer")
        self.asked = Text(theme, "", Role.STRONG, wrap=True)
        self.answers = {answer: Button(theme) for answer in TestAnswer}
        self._grid = QGridLayout()
        self._grid.setSpacing(Measure.KEY_GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.told)
        column.addWidget(self.print, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.asked)
        column.addLayout(self._grid)
        for answer, button in self.answers.items():
            button.clicked.connect(lambda _on=False, answer=answer: self.answer(answer))
        self.print.clicked.connect(lambda _on=False: self.send())
        self.use("")

    def _place(self) -> None:
        """As many answers beside each other as are read whole."""
        widest = max(button.sizeHint().width() for button in self.answers.values()) + Measure.KEY_GAP
        beside = max(1, min(_ROW, (self.width() + Measure.KEY_GAP) // widest))
        for at, button in enumerate(self.answers.values()):
            self._grid.addWidget(button, at // beside, at % beside)
        for at in range(_ROW):
            self._grid.setColumnStretch(at, 1 if at < beside else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def use(self, printer: str) -> None:
        """Try this printer; "" for none yet."""
        self.printer, self.good = printer, False
        self._tell("")

    def send(self) -> None:
        """Print the page."""
        desk, name = self.context.desk, self.printer
        if desk is None or not name:
            return
        self._tell("sending")
        page = desk.print_page
        self.context.runner.submit(lambda: page.setups.test(name), self._sent, self._failed, owner=self)

    def _sent(self, sent: TestPrint) -> None:
        self.printed.emit()
        if sent.delivery.state is PrintState.PRINTED:
            self._tell("asked")
        elif sent.delivery.state is PrintState.IN_DOUBT:
            self._tell("doubt", hindrance(str(sent.delivery.condition)).title)
        else:
            self._tell("failed", hindrance(str(sent.delivery.condition)).title)

    def _failed(self, error: Exception) -> None:
        self._tell("")
        self.context.trouble.emit(error)

    def answer(self, answer: TestAnswer) -> None:
        """A person looked at the page."""
        desk, name = self.context.desk, self.printer
        if desk is None or not name:
            return
        page = desk.print_page
        self.context.runner.submit(
            lambda: page.setups.answer(name, str(answer)),
            lambda _setup: self._mended(answer),
            self._not_mended,
            owner=self,
        )

    def _mended(self, answer: TestAnswer) -> None:
        self.good = answer is TestAnswer.GOOD
        self._tell("good" if self.good else "mended")
        self.answered.emit(self.good)

    def _not_mended(self, error: Exception) -> None:
        if isinstance(error, BadInput):
            self._tell("end", fault_words(error))
        else:
            self.context.trouble.emit(error)

    def _tell(self, state: str, detail: str = "") -> None:
        self._state, self._detail = state, detail
        self.retranslate()

    def retranslate(self) -> None:
        """All words anew."""
        words = {
            "": (self.tr("It has rulers, codes, umlauts and fine lines, and takes one piece of stock."), "secondary"),
            "sending": (self.tr("Printing the test page …"), "secondary"),
            "asked": (
                self.tr(
                    "The page is printed. Look at it: are all four edges there, is it black enough, the right way up?"
                ),
                "text",
            ),
            "mended": (self.tr("Changed. Print the page again and look."), "exit"),
            "good": (self.tr("The printer is set up."), "admitted"),
            "doubt": (self.tr("The page may have come out."), "attention"),
            "failed": (self.tr("The page did not come out."), "refused"),
            "end": (self._detail, "attention"),
        }
        text, tone = words[self._state]
        if self._state in ("doubt", "failed") and self._detail:
            text = f"{self._detail}. {text}"
        self.told.setText(text)
        self.told.set_tone(tone)
        self.asked.setText(self.tr("What do you see?"))
        asks = self._state in ("asked", "doubt", "end")
        self.asked.setVisible(asks)
        for answer, button in self.answers.items():
            button.setText(answer_word(answer))
            button.setVisible(asks)
            button.setEnabled(Right.SETTINGS in self.context.staff.rights)
        self._place()
        again = self._state in ("mended", "good", "doubt", "failed", "asked", "end")
        self.print.setText(self.tr("Print it again") if again else self.tr("Print the test page"))
        may = Right.PRINT in self.context.staff.rights
        self.print.setEnabled(bool(self.printer) and self._state != "sending" and may)
