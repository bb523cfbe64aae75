"""Taking an admission back: always for a reason, never by a key that a scanner could send."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ticketforge_desktop.ui.screens.door.asking import AnswerBar
from ticketforge_desktop.ui.theme import Role, Theme
from ticketforge_desktop.ui.widgets.text import Text


class UndoBar(AnswerBar):
    """Asks why; `decided(reason)` takes it back, `dropped` leaves it. A usual reason is one touch away."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, Text(theme, "", Role.SMALL, "secondary", elide=True), 2, parent)
        self.mistake, self.turned = self.answers
        self.lay_out(1)

    def ask(self, order: str, unit: str) -> None:
        """Ask for one admission."""
        self.other.clear()
        ticket = self.tr("Ticket {unit}, order {order}") if unit else self.tr("Order {order}")
        self.which.setText(ticket.format(unit=unit, order=order))

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
