"""Right of the canvas, below the properties: what can be done with whatever is chosen."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.services.ports.layout_design import DesignDesk, Draft
from ticketforge_desktop.ui.actions import ActionRegistry
from ticketforge_desktop.ui.screens.designer import snap
from ticketforge_desktop.ui.screens.designer.head import IconButton
from ticketforge_desktop.ui.screens.designer.work import Work
from ticketforge_desktop.ui.theme import Measure, Theme
from ticketforge_desktop.ui.widgets.card import Rule
from ticketforge_desktop.ui.widgets.fields import ComboBox

EDGES: Final = ("left", "middle", "right", "top", "centre", "bottom")


class SeveralForm(QWidget):
    """Duplicate, remove, and bring several into line."""

    def __init__(self, theme: Theme, work: Work, registry: ActionRegistry) -> None:
        super().__init__()
        self.work = work
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Measure.GRID)
        self.edges = ComboBox(theme)
        self.edges.addItem("", "")
        for edge in EDGES:
            self.edges.addItem("", edge)
        self.edges.activated.connect(lambda _at: self._align())
        column.addWidget(Rule(theme))
        column.addWidget(self.edges)
        row = QHBoxLayout()
        row.setSpacing(Measure.GRID)
        for action in ("raise", "lower", "duplicate", "remove"):
            row.addWidget(IconButton(theme, registry, f"design.{action}"))
        row.addStretch(1)
        column.addLayout(row)

    def settle(self) -> None:
        """Lines are for several."""
        self.edges.setVisible(len(self.work.selection) > 1)

    def _align(self) -> None:
        edge = self.edges.key
        self.edges.setCurrentIndex(0)
        if edge:
            align(self.work, edge)

    def retranslate(self) -> None:
        """All words anew."""
        words = (
            self.tr("Bring into line …"),
            self.tr("Left edges"),
            self.tr("Middles, across"),
            self.tr("Right edges"),
            self.tr("Top edges"),
            self.tr("Middles, down"),
            self.tr("Bottom edges"),
        )
        for at, word in enumerate(words):
            self.edges.setItemText(at, word)
        self.edges.setAccessibleName(self.tr("Bring into line"))


def align(work: Work, edge: str) -> None:
    """Bring edges or middles of everything chosen into one line, as one step."""
    chosen = work.chosen
    if len(chosen) < 2:
        return
    box = snap.around([item.place for item in chosen])
    moves = []
    for item in chosen:
        x, y, width, height = item.place
        dx = {"left": box.x - x, "middle": box.x + (box.width - width) / 2 - x,
              "right": box.x + box.width - width - x}.get(edge, 0.0)  # fmt: skip
        dy = {"top": box.y - y, "centre": box.y + (box.height - height) / 2 - y,
              "bottom": box.y + box.height - height - y}.get(edge, 0.0)  # fmt: skip
        moves.append((item.index, dx, dy))

    def change(design: DesignDesk, draft: Draft) -> Draft:
        for index, dx, dy in moves:
            draft = design.move(draft, [index], dx, dy)
        return draft

    work.edit(change)
