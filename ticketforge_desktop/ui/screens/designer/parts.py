"""Left of the canvas: what can be added, and what stands on the ticket."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ticketforge_desktop.ui.screens.designer.words import ICONS, LETTERS, item_word, kind_word
from ticketforge_desktop.ui.screens.designer.work import Work
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Rule
from ticketforge_desktop.ui.widgets.screen import ScrollArea
from ticketforge_desktop.ui.widgets.text import Text

_PAD: Final = 16
_INDEX: Final = Qt.ItemDataRole.UserRole


class ToolRow(Button):
    """A kind of item to add: icon and word from the left, its letter at the right."""

    def __init__(self, theme: Theme, kind: str) -> None:
        super().__init__(theme, icon=ICONS.get(kind, "tag"), kind=Kind.BARE, height=34)
        self._letter = LETTERS.get(kind, "").upper()

    def sizeHint(self) -> QSize:
        high = self._theme.fit(34, self._theme.line(Role.BODY), 12)
        return QSize(self._theme.width(Role.BODY, self.text()) + 2 * _PAD + 62, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        self._paint_ground(painter)
        centre, ink = self.height() // 2, "text" if self.isEnabled() else "disabled"
        painter.drawPixmap(_PAD, centre - 10, theme.pixmap(self._icon, 20, "secondary"))
        right = self.width() - _PAD
        if self._letter:
            wide = paint.hint_width(theme, self._letter)
            paint.key_hint(painter, theme, right - wide, centre, self._letter, ink="secondary", edge="control")
            right -= wide + 4
        left = _PAD + 32
        paint.words(painter, theme, self.rect().adjusted(left, 0, right - self.width(), 0), self.text(), ink=ink)
        if self.hasFocus():
            paint.focus_ring(painter, theme, self.rect())
        painter.end()


class ItemList(QListWidget):
    """Everything on the ticket, the topmost first; it chooses with the canvas."""

    def __init__(self, theme: Theme, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.work = theme, work
        self.language = "en"
        self._settling = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(110)
        self.setViewportMargins(Measure.GRID, 0, 0, 0)
        self.itemSelectionChanged.connect(self._told)
        work.drafted.connect(self.fill)
        work.selected.connect(self._follow)
        theme.changed.connect(self.fill)

    def fill(self) -> None:
        """List the items of now."""
        draft = self.work.draft
        faulty = {fault.item for fault in draft.faults} if draft is not None else set()
        self._settling = True
        self.clear()
        for item in reversed(self.work.items):
            words = item_word(item, self.language, draft.document if draft is not None else "")
            wrong = item.index in faulty
            icon = self._theme.icon("warning" if wrong else ICONS.get(item.kind, "tag"), 16,
                                    "refused" if wrong else "secondary")  # fmt: skip
            row = QListWidgetItem(icon, words)
            row.setData(_INDEX, item.index)
            row.setToolTip(words)
            row.setSizeHint(QSize(0, self._theme.fit(Measure.ROW_DENSE, self._theme.line(Role.BODY), 8)))
            self.addItem(row)
        self._settling = False
        self._follow()

    def _follow(self) -> None:
        self._settling = True
        chosen = set(self.work.selection)
        first: QListWidgetItem | None = None
        for at in range(self.count()):
            row = self.item(at)
            wanted = row.data(_INDEX) in chosen
            row.setSelected(wanted)
            first = first or (row if wanted else None)
        if first is not None:
            self.selectionModel().setCurrentIndex(self.indexFromItem(first), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollToItem(first)
        self._settling = False

    def _told(self) -> None:
        if not self._settling:
            self.work.choose(row.data(_INDEX) for row in self.selectedItems())


class Parts(QWidget):
    """The column left of the canvas. `asked(kind)` wants something added."""

    asked = Signal(str)

    def __init__(self, theme: Theme, work: Work) -> None:
        super().__init__()
        self._theme, self.work = theme, work
        self.tools: dict[str, ToolRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Measure.GRID, 0, 0)
        column.setSpacing(0)
        self._titles = [Text(theme, "", Role.SMALL_STRONG, "secondary") for _ in range(2)]
        for title in self._titles:
            title.setContentsMargins(_PAD, 6, _PAD, 6)
        rows = QWidget()
        self._rows = QVBoxLayout(rows)
        self._rows.setContentsMargins(2, 0, 2, Measure.GRID)
        self._rows.setSpacing(0)
        self.area = ScrollArea(rows)
        self.items = ItemList(theme, work)
        column.addWidget(self._titles[0])
        column.addWidget(self.area, 3)
        column.addWidget(Rule(theme))
        column.addWidget(self._titles[1])
        column.addWidget(self.items, 4)
        theme.changed.connect(self._fit)

    def offer(self, kinds: Sequence[str]) -> None:
        """These kinds can be added."""
        if list(self.tools) == list(kinds):
            return
        for row in self.tools.values():
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.tools = {}
        for kind in kinds:
            row = self.tools[kind] = ToolRow(self._theme, kind)
            row.clicked.connect(partial(self._ask, kind))
            self._rows.addWidget(row)
        self.retranslate()

    def _ask(self, kind: str, _checked: bool = False) -> None:
        self.asked.emit(kind)

    def retranslate(self) -> None:
        """All words anew."""
        self._titles[0].setText(self.tr("Add"))
        self._titles[1].setText(self.tr("On the ticket"))
        self.items.setAccessibleName(self.tr("On the ticket"))
        for kind, row in self.tools.items():
            row.setText(kind_word(kind))
            row.setAccessibleName(self.tr("Add: {kind}").format(kind=kind_word(kind)))
        self._fit()
        self.items.fill()

    def _fit(self) -> None:
        """As wide as the tools, with room for a scroll bar beside them."""
        wide = [row.sizeHint().width() for row in self.tools.values()] or [0]
        self.setFixedWidth(max(180, *wide, 0) + 4)
        high = sum(row.sizeHint().height() for row in self.tools.values()) + Measure.GRID
        self.area.setMaximumHeight(max(high, 40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self._theme.colour("border"))
        painter.end()
