"""Taking an admission back: always for a reason, never by a key that a scanner could send."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.text import Text

_LONGEST: Final = 80


class UndoBar(QWidget):
    """Asks why; `decided(reason)` takes it back, `dropped` leaves it. A usual reason is one touch away."""

    decided = Signal(str)
    dropped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, 0)
        row.setSpacing(Measure.KEY_GAP)
        self.question = Text(theme, "", Role.STRONG, elide=True)
        self.which = Text(theme, "", Role.SMALL, "secondary", elide=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.question)
        words.addWidget(self.which)
        words.addStretch(1)
        self.mistake = Button(theme, height=Measure.TOUCH)
        self.turned = Button(theme, height=Measure.TOUCH)
        self.other = QLineEdit()
        self.other.setMaxLength(_LONGEST)
        self.keep = Button(theme, icon="x", height=Measure.TOUCH)
        row.addLayout(words, 1)
        row.addWidget(self.mistake)
        row.addWidget(self.turned)
        row.addWidget(self.other, 1)
        row.addWidget(self.keep)
        self.mistake.clicked.connect(lambda: self.decided.emit(self.mistake.text()))
        self.turned.clicked.connect(lambda: self.decided.emit(self.turned.text()))
        self.other.returnPressed.connect(self._typed)
        self.keep.clicked.connect(self.dropped)

    def ask(self, order: str, unit: str) -> None:
        """Ask for one admission."""
        self.other.clear()
        ticket = self.tr("Ticket {unit}, order {order}") if unit else self.tr("Order {order}")
        self.which.setText(ticket.format(unit=unit, order=order))

    def _typed(self) -> None:
        reason = self.other.text().strip()
        if reason:
            self.decided.emit(reason)

    def retranslate(self) -> None:
        """All words anew."""
        self.question.setText(self.tr("Take back: why?"))
        self.mistake.setText(self.tr("Scanned by mistake"))
        self.turned.setText(self.tr("Guest did not enter"))
        self.other.setPlaceholderText(self.tr("Another reason …"))
        self.other.setAccessibleName(self.tr("Another reason"))
        self.keep.setText("")
        self.keep.setAccessibleName(self.tr("Leave it admitted"))
        self.keep.setToolTip(self.tr("Leave it admitted (Esc)"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground below it paints."""
