"""Tables: dense rows, one selected row with a bar, cells described in words and tones instead of painted one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.badge import paint_badge, paint_stock
from ticketforge_desktop.ui.widgets.tips import Index, TellingDelegate

_PADDING = 16


class Cell(NamedTuple):
    """What stands in a cell. `second` is a quieter text beside the first, or below it in rows of two lines."""

    text: str = ""
    second: str = ""
    role: Role = Role.BODY
    tone: str = "text"
    right: bool = False
    badge: str = ""  # a tone of widgets.badge.LOOKS: the text becomes a badge
    icon: str = ""
    level: StockLevel | None = None  # a gauge with its word instead of the text
    dim: bool = False  # a row that is over: everything quiet


class CellDelegate(TellingDelegate):
    """Paints what `describe(index)` says; a tip says what was shortened."""

    def __init__(
        self,
        theme: Theme,
        describe: Callable[[QModelIndex | QPersistentModelIndex], Cell],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._describe = describe
        self.edged = False  # whether an edge follows right below the last row, which then draws none of its own

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, theme.colour("accent_soft"))
            if index.column() == 0:
                painter.fillRect(
                    QRect(rect.x(), rect.y(), Measure.SELECTION_BAR, rect.height()), theme.colour("accent_text")
                )
        if index.row() < index.model().rowCount() - 1 or not self.edged:
            painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.colour("border"))
        cell = self._describe(index)
        self._cell(painter, _inner(rect, index), cell, two_lines=_two_lines(cell, rect))

    def whole(self, option: QStyleOptionViewItem, index: Index) -> str:
        cell, rect, theme = self._describe(index), option.rect, self._theme
        if cell.badge or cell.level is not None:
            return ""
        text, second = theme.width(cell.role, cell.text), 0
        if cell.second:
            below = _two_lines(cell, rect)
            second = theme.width(Role.SMALL if below else Role.BODY, cell.second)
            text, second = (max(text, second), 0) if below else (text, second + 8)
        room = _inner(rect, index).width() - (28 if cell.icon else 0)
        return f"{cell.text} {cell.second}".strip() if text + second > room else ""

    def _cell(self, painter: QPainter, rect: QRect, cell: Cell, *, two_lines: bool) -> None:
        theme, centre = self._theme, rect.center().y() + 1
        if cell.level is not None:
            paint_stock(painter, theme, rect.x(), centre, cell.level, dim=cell.dim)
            return
        if cell.badge:
            paint_badge(painter, theme, rect.x(), centre, cell.text, cell.badge, icon=cell.icon, height=20)
            return
        if cell.icon:
            painter.drawPixmap(
                rect.x(), centre - 10, theme.pixmap(cell.icon, 20, cell.tone if not cell.dim else "secondary")
            )
            rect = rect.adjusted(28, 0, 0, 0)
        side: paint.Side = "right" if cell.right else "left"
        ink = "secondary" if cell.dim else cell.tone
        if two_lines:
            half = rect.height() // 2
            paint.words(painter, theme, QRect(rect.x(), rect.y() + 3, rect.width(), half), cell.text,
                        role=cell.role, ink=ink, side=side)  # fmt: skip
            paint.words(painter, theme, QRect(rect.x(), rect.y() + half - 2, rect.width(), half), cell.second,
                        role=Role.SMALL, ink="secondary", side=side)  # fmt: skip
            return
        used = paint.words(painter, theme, rect, cell.text, role=cell.role, ink=ink, side=side)
        if cell.second and not cell.right:
            paint.words(painter, theme, rect.adjusted(used + 8, 0, 0, 0), cell.second, ink="secondary")


def _inner(rect: QRect, index: Index) -> QRect:
    """Where the words of a cell stand."""
    left = rect.x() + (_PADDING if index.column() == 0 else _PADDING // 2)
    return QRect(left, rect.y(), rect.right() - left - _PADDING // 2, rect.height() - 1)


def _two_lines(cell: Cell, rect: QRect) -> bool:
    return bool(cell.second) and rect.height() >= Measure.ROW_TWO_LINES


class HeadView(QHeaderView):
    """Column heads of 32 px; the sorted one is in accent with an arrow."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._fit()
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.fit(Measure.TABLE_HEAD, self._theme.line(Role.SMALL_STRONG), 12))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme, model = self._theme, self.model()
        painter.save()
        painter.fillRect(rect, theme.colour("raised"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.colour("border"))
        title = str(model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) or "")
        align = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        right = align is not None and bool(int(align) & int(Qt.AlignmentFlag.AlignRight))
        left = rect.x() + (_PADDING if section == 0 else _PADDING // 2)
        inner = QRect(left, rect.y(), rect.right() - left - _PADDING // 2, rect.height() - 1)
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        ink = "accent_text" if sorted_by else "secondary"
        side: paint.Side = "right" if right else "left"
        if sorted_by:
            arrow = "chevron-up" if self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder else "chevron-down"
            wide = min(theme.width(Role.SMALL_STRONG, title), inner.width() - 18)
            at = inner.right() - 14 if right else inner.x() + wide + 4
            painter.drawPixmap(at, inner.center().y() - 7, theme.pixmap(arrow, 16, ink))
            inner = inner.adjusted(0, 0, -18, 0)
        paint.words(painter, theme, inner, title, role=Role.SMALL_STRONG, ink=ink, side=side)
        painter.restore()


class TableView(QTableView):
    """A table of whole rows. Return or a double click opens (`opened(index)`), Ctrl+C copies (`copied()`)."""

    opened = Signal(QModelIndex)
    copied = Signal()

    def __init__(
        self, theme: Theme, name: str, *, row_height: int = Measure.ROW_DENSE, sorts: bool = True,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self._row = row_height
        self.setAccessibleName(name)
        self.setHorizontalHeader(HeadView(theme, self))
        self.setSortingEnabled(sorts)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.doubleClicked.connect(self.opened)
        self._fit()
        theme.changed.connect(self._fit)

    def describe(self, describe: Callable[[QModelIndex | QPersistentModelIndex], Cell]) -> None:
        """Say what each cell shows."""
        self.setItemDelegate(CellDelegate(self._theme, describe, self))

    def _fit(self) -> None:
        lines = (
            self._theme.line(Role.BODY)
            if self._row < Measure.ROW_TWO_LINES
            else self._theme.line(Role.BODY) + self._theme.line(Role.SMALL)
        )
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self._theme.fit(self._row, lines, 8))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            paint.focus_ring(painter, self._theme, self.viewport().rect(), 2)
            painter.end()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.horizontalHeader().height() + 3 * self.verticalHeader().defaultSectionSize())
