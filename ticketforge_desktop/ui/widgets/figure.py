"""A figure: the number somebody came for, and beside it what it is compared with."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.text import Icon, Text


class FigureCard(Card):
    """Label, figure, and a line below: an arrow, a bold part and the rest of the comparison.

    `beside` is the layout right of the figure, for a spark line or a share.
    """

    def __init__(self, theme: Theme, label: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.body.setSpacing(0)
        self.label = Text(theme, label, Role.BODY, "secondary", wrap=True)
        self.value = Text(theme, "", Role.FIGURE)
        self._arrow = Icon(theme, "arrow-up", 16, "secondary")
        self._lead = Text(theme, "", Role.SMALL_STRONG)
        self._rest = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.beside = QHBoxLayout()
        self.beside.setContentsMargins(0, 0, 0, 0)
        middle = QHBoxLayout()
        middle.setSpacing(Measure.GAP)
        middle.addWidget(self.value)
        middle.addStretch(1)
        middle.addLayout(self.beside)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._arrow, 0, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self._lead)
        below.addWidget(self._rest, 1)
        self.body.addWidget(self.label)
        self.body.addStretch(1)
        self.body.addLayout(middle)
        self.body.addStretch(1)
        self.body.addLayout(below)
        self._arrow.hide()
        self.setMinimumHeight(112)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figure(
        self, value: str, lead: str = "", rest: str = "", *, trend: int = 0, good: bool | None = None
    ) -> None:
        """Show a value. `trend` is the arrow (-1, 0 none, 1); `good`: is that good news (None: neither)."""
        self.value.setText(value)
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))
        self._rest.setText(rest)
        tone = "text" if good is None else "admitted" if good else "refused"
        self._lead.set_tone(tone)
        self._arrow.setVisible(trend != 0)
        if trend:
            self._arrow.set_icon("arrow-up" if trend > 0 else "arrow-down", tone)
        self.setAccessibleName(f"{self.label.text()}: {value}")
        self.setAccessibleDescription(f"{lead} {rest}".strip())
