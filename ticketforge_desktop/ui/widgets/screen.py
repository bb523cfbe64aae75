"""What a screen is to the window that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.theme import Measure

_WIDEST: Final = 760


class Screen(QWidget):
    """A place of the window. Made when it is first visited, kept afterwards.

    Override `arrive`, `leave` and `retranslate`; `retranslate` is called for every change of language, and not by
    the constructor.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.theme = context.theme

    def arrive(self, subject: object = None) -> None:
        """The screen comes into sight, perhaps to show something certain (an order's name, an event's id)."""

    def leave(self) -> None:
        """Another screen is shown."""

    def retranslate(self) -> None:
        """Say everything in the language of now."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def head_over(page: QWidget, header: QWidget, below: QWidget) -> None:
    """Lay out a page: its head with the page's margins, and what takes the rest below it."""
    head = QHBoxLayout()
    head.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, 0)
    head.addWidget(header)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addLayout(head)
    whole.addWidget(below, 1)


def cards_below(page: QWidget, header: QWidget, cards: Sequence[QWidget]) -> ScrollArea:
    """Lay out a page of settings: its head, and cards no wider than is read with ease; what scrolls them."""
    narrow = QWidget()
    narrow.setMaximumWidth(_WIDEST + 2 * Measure.MARGIN)
    column = QVBoxLayout(narrow)
    column.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, Measure.MARGIN)
    column.setSpacing(Measure.GAP)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(narrow, 1)
    row.addStretch(0)
    area = ScrollArea(holder)
    head_over(page, header, area)
    return area


class ScrollArea(QScrollArea):
    """Scrolls its content downwards only, without an edge or a ground of its own."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)  # after setWidget, which switches it on
