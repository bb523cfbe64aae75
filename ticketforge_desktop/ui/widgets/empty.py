"""Where there is nothing: what this place is for, and what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.text import Icon, Text

_WIDE = 440


class EmptyState(QWidget):
    """An icon, one sentence of what is missing, one of what to do, and the buttons that do it."""

    def __init__(
        self, theme: Theme, icon: str, title: str, text: str, *buttons: Button, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.icon = Icon(theme, icon, 40, "border_strong")
        self.title = Text(theme, title, Role.CARD, wrap=True)
        self.text = Text(theme, text, Role.BODY, "secondary", wrap=True)
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        middle = QWidget()
        middle.setMaximumWidth(theme.fit(_WIDE, round(_WIDE * theme.scale), 0))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, Measure.MARGIN, 0, Measure.MARGIN)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(Measure.KEY_GAP)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addStretch(2)
        column.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addSpacing(4)
        column.addLayout(row)
        column.addStretch(3)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, 0)
        outer.addStretch(1)
        outer.addWidget(middle, 1000)
        outer.addStretch(1)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def set_words(self, title: str, text: str) -> None:
        """Other words."""
        self.title.setText(title)
        self.text.setText(text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
