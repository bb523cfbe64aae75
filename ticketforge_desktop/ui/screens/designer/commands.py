"""Below the canvas: what the printer is sent for the ticket that is shown, a line a command, each with its item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ticketforge_desktop.services.ports.layout_design import CommandLine, Commands, Draft
from ticketforge_desktop.ui.screens.designer.words import word_in
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.text import Text

_ITEM: Final = Qt.ItemDataRole.UserRole


class CommandList(QTreeWidget):
    """The lines. Choosing one chooses its item, and what is chosen on the canvas is marked here."""

    picked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.header().setMaximumSectionSize(4000)
        self.setMinimumHeight(20)  # with the row above it as high as the list of what was tried
        self.itemClicked.connect(self._tell)
        self.itemActivated.connect(self._tell)

    def show_lines(self, draft: Draft, lines: Sequence[CommandLine], once: int, language: str) -> None:
        """Show lines; the first `once` of them are sent once a run only."""
        self.clear()
        for number, line in enumerate(lines, start=1):
            known = 0 <= line.item < len(draft.items)
            words = word_in(draft, line.item, language) if known else ""
            if number <= once and not words:
                words = self.tr("once a run")
            row = QTreeWidgetItem([line.text, words])
            row.setFont(0, self._theme.font(Role.CODE))
            row.setFont(1, self._theme.font(Role.SMALL))
            row.setForeground(1, self._theme.colour("secondary"))
            row.setToolTip(0, line.text)
            row.setToolTip(1, words)
            row.setData(0, _ITEM, line.item)
            row.setSizeHint(0, QSize(0, self._theme.fit(26, self._theme.line(Role.CODE), 8)))
            self.addTopLevelItem(row)

        self._share()

    def _share(self) -> None:
        """The names of items get what they need, and never more than two fifths."""
        self.setColumnWidth(1, min(self.sizeHintForColumn(1) + 8, self.viewport().width() * 2 // 5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def mark(self, chosen: Sequence[int]) -> None:
        """Mark the lines of these items."""
        first: QTreeWidgetItem | None = None
        rows = [self.topLevelItem(at) for at in range(self.topLevelItemCount())]
        for row in rows:
            if row is None:
                continue
            wanted = row.data(0, _ITEM) in chosen
            row.setSelected(wanted)
            first = first or (row if wanted else None)
        if first is not None:
            self.scrollToItem(first)

    def _tell(self, row: QTreeWidgetItem) -> None:
        if row.data(0, _ITEM) >= 0:
            self.picked.emit(row.data(0, _ITEM))


class CommandsView(QWidget):
    """The lines, how many bytes they are, and a button that copies them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.commands: Commands | None = None
        self.size_line = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.copy = Button(theme, icon="copy", kind=Kind.BARE)
        self.list = CommandList(theme)
        row = QHBoxLayout()
        row.addWidget(self.size_line, 1)
        row.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Measure.GRID // 2)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        self.copy.clicked.connect(lambda _on=False: self._copy())
        self.copy.setEnabled(False)

    def show_commands(self, draft: Draft, commands: Commands, language: str, number: str) -> None:
        """Show a ticket's commands; `number` is how many bytes it has, as it is written here."""
        self.commands = commands
        self.size_line.setText(self.tr("{number} bytes a ticket").format(number=number))
        self.list.show_lines(draft, (*commands.opening, *commands.paper), len(commands.opening), language)
        self.copy.setEnabled(True)

    def show_trouble(self, words: str) -> None:
        """Why there are none."""
        self.commands = None
        self.size_line.setText(words)
        self.list.clear()
        self.copy.setEnabled(False)

    def _copy(self) -> None:
        if self.commands is not None:
            lines = (*self.commands.opening, *self.commands.paper)
            QGuiApplication.clipboard().setText("\n".join(line.text for line in lines))

    def retranslate(self) -> None:
        """All words anew."""
        self.copy.setAccessibleName(self.tr("Copy the commands"))
        self.copy.setToolTip(self.tr("Copy the commands"))
        self.list.setAccessibleName(self.tr("What the printer is sent"))
