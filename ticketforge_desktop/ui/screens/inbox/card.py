"""A line on the dashboard: how many matters wait for a manager; not there when there are none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.text import Icon, Text


class SettleCard(Card):
    """Follows the status by itself; the button leads to the inbox."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self._context = context
        self.title = Text(context.theme, "", Role.CARD, wrap=True)
        self.counts = Text(context.theme, "", Role.BODY, "secondary", wrap=True)
        self.look = Button(context.theme, icon="arrow-right")
        row = QHBoxLayout()
        row.setSpacing(Measure.GAP)
        row.addWidget(Icon(context.theme, "bell", 20, "attention"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.title)
        row.addWidget(self.counts, 1)
        row.addWidget(self.look)
        self.body.addLayout(row)
        self.look.clicked.connect(lambda: context.go.emit("inbox", None))
        context.status_changed.connect(lambda _status: self.retranslate())
        self.retranslate()

    def retranslate(self) -> None:
        """All words anew, by what waits now."""
        status = self._context.status
        told = status.inbox if status is not None else None
        self.setVisible(told is not None and told.waiting > 0)
        self.title.setText(self.tr("To settle"))
        self.look.setText(self.tr("Look at it"))
        parts = []
        if told is not None and told.conflicts:
            parts.append(self.tr("%n conflict(s) of the doors", "", told.conflicts))
        if told is not None and told.flags:
            parts.append(self.tr("%n matter(s) of orders", "", told.flags))
        self.counts.setText(" · ".join(parts))
