"""Bars that take the place of the door's buttons: one asks why, one offers what is needed seldom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.scan_input import LONGEST, ScanKind, recognise
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.text import Text

_LONGEST: Final = 80  # characters of an answer
_ANSWERS: Final = 2
# What is needed seldom: a name (of the action `door.NAME`) and an icon.
SELDOM: Final = {
    "counts": "list",
    "force": "check",
    "block": "x-circle",
    "empty": "exit",
    "rules": "settings",
    "camera": "eye",
    "kiosk": "lock",
}


class AnswerBar(QWidget):
    """A question with its answers and room for another: `decided(answer)`, or `dropped`.

    The scan field keeps the keyboard. Where a scanner types into the answer all the same, that is a scan: `scanned`.
    """

    decided = Signal(str)
    dropped = Signal()
    scanned = Signal(str)

    def __init__(self, theme: Theme, which: Text, answers: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = Text(theme, "", Role.STRONG, elide=True)
        self.which = which
        self.answers = [Button(theme, height=Measure.TOUCH) for _ in range(answers)]
        self.other = QLineEdit()
        self.other.setMaxLength(LONGEST)  # a scan must fit whole: cut short it would pass for an answer
        self.other.returnPressed.connect(self._typed)
        self.keep = Button(theme, icon="x", height=Measure.TOUCH)
        self.keep.clicked.connect(self.dropped)

    def lay_out(self, words_stretch: int) -> None:
        """The words, then the ready answers, then room for another."""
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, 0)
        row.setSpacing(Measure.KEY_GAP)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.question)
        words.addWidget(self.which)
        words.addStretch(1)
        row.addLayout(words, words_stretch)
        for button in self.answers:
            button.clicked.connect(lambda _on=False, b=button: self.decided.emit(b.text()))
            row.addWidget(button)
        row.addWidget(self.other, 1)
        row.addWidget(self.keep)

    def _typed(self) -> None:
        answer = self.other.text().strip()
        if recognise(answer).kind is not ScanKind.NOTHING:
            self.other.clear()
            self.scanned.emit(answer)
        elif len(answer) > _LONGEST:
            self.other.setText(answer)
            self.other.setSelection(_LONGEST, len(answer) - _LONGEST)  # so much is too much
        elif answer:
            self.decided.emit(answer)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground below it paints."""


class AskBar(AnswerBar):
    """Whatever is asked, with up to two ready answers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, Text(theme, "", Role.SMALL, "secondary", wrap=True, most=2), _ANSWERS, parent)
        self.lay_out(2)

    def ask(self, question: str, which: str, answers: Sequence[str], *, other: bool) -> None:
        """Ask; `other` leaves room for words of one's own."""
        self.question.setText(question)
        self.which.setText(which)
        for at, button in enumerate(self.answers):
            button.setVisible(at < len(answers))
            if at < len(answers):
                button.setText(answers[at])
        self.other.clear()
        self.other.setVisible(other)

    def retranslate(self) -> None:
        """Words that do not depend on the question."""
        self.other.setPlaceholderText(self.tr("Another reason …"))
        self.other.setAccessibleName(self.tr("Another reason"))
        self.keep.setAccessibleName(self.tr("Leave it as it is"))
        self.keep.setToolTip(self.tr("Leave it as it is (Esc)"))


class MoreBar(QWidget):
    """What is needed seldom, in the place of the usual buttons; words give way to icons where room is short."""

    dropped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seldom = {key: Button(theme, icon=icon, height=Measure.TOUCH) for key, icon in SELDOM.items()}
        self.buttons = list(self.seldom.values())
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, 0)
        row.setSpacing(Measure.KEY_GAP)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.keep = Button(theme, icon="x", height=Measure.TOUCH)
        self.keep.clicked.connect(self.dropped)
        row.addWidget(self.keep)

    def retranslate(self) -> None:
        """All words anew."""
        names = {
            "counts": self.tr("Counters"),
            "force": self.tr("Let in by hand"),
            "block": self.tr("Block"),
            "empty": self.tr("Everybody has left"),
            "rules": self.tr("Rules"),
            "camera": self.tr("Camera"),
            "kiosk": self.tr("Kiosk"),
        }
        for key, button in self.seldom.items():
            button.setAccessibleName(names[key])
        self.keep.setAccessibleName(self.tr("Back"))
        self.keep.setToolTip(self.tr("Back"))
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """All words, or as many from the left as there is room for."""
        for button in self.buttons:
            button.setText(button.accessibleName())
            button.setToolTip("")
        room = self.width() - 2 * Measure.MARGIN - self.keep.sizeHint().width()
        for button in reversed(self.buttons):
            if sum(b.sizeHint().width() + Measure.KEY_GAP for b in self.buttons) <= room:
                return
            name = button.accessibleName()
            button.setText("")
            button.setAccessibleName(name)
            button.setToolTip(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground below it paints."""
