"""A short table whose rows can be ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from ticketforge_desktop.ui.screens.facts import FixedTable
from ticketforge_desktop.ui.theme import Measure, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.table import Cell, CellDelegate

Index = QModelIndex | QPersistentModelIndex


class _BoxDelegate(CellDelegate):
    """Paints the first column as a checkbox, the rest as any table does."""

    owner: BoxTable

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() != 0:
            return
        theme = self._theme
        rect: QRect = option.rect
        box = QRect(rect.x() + 16, rect.center().y() - Measure.CHECKBOX // 2, Measure.CHECKBOX, Measure.CHECKBOX)
        if self.owner.is_checked(index.row()):
            paint.box(painter, theme, box, fill="accent", radius=Measure.SMALL_RADIUS)
            painter.drawPixmap(box.x() + 2, box.y() + 2, theme.pixmap("check", 16, "on_accent"))
        else:
            paint.box(painter, theme, box, fill="field", edge="border_strong", radius=Measure.SMALL_RADIUS, width=1.5)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, theme, box.adjusted(-3, -3, 3, 3))


class BoxTable(FixedTable):
    """Space, or a click on the box, ticks a row; `checked_changed` tells. Rows are known by a key."""

    checked_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        row_height: int = Measure.ROW,
        grows: bool = False,
        whole_row: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "", row_height=row_height, grows=grows, parent=parent)
        self._keys: tuple[str, ...] = ()
        self._checked: set[str] = set()
        self._whole_row = whole_row
        delegate = _BoxDelegate(theme, lambda index: self.rows[index.row()][index.column()], self)
        delegate.owner = self
        self.use(delegate)
        self.with_boxes(self.is_checked)
        self.opened.connect(lambda index: self.toggle(index.row()))

    @property
    def checked_keys(self) -> tuple[str, ...]:
        """Keys of the ticked rows, in their order."""
        return tuple(key for key in self._keys if key in self._checked)

    def is_checked(self, row: int) -> bool:
        """Whether a row is ticked."""
        return self._keys[row] in self._checked

    def check(self, keys: Sequence[str]) -> None:
        """Tick exactly these."""
        self._checked = set(keys) & set(self._keys)
        self._told()

    def toggle(self, row: int) -> None:
        """Tick a row, or take its tick away."""
        self._checked ^= {self._keys[row]}
        self._told()

    def show_boxes(self, keys: Sequence[str], rows: Sequence[Sequence[Cell]], *, keep: bool) -> None:
        """Show rows; `keep` leaves ticked what is still there."""
        self._keys = tuple(keys)
        self._checked = self._checked & set(keys) if keep else set()
        self.show_rows(rows)
        self._told()

    def _told(self) -> None:
        self.viewport().update()
        self.checked_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.toggle(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if index.isValid() and left and (index.column() == 0 or self._whole_row):
            self.toggle(index.row())
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click of two is a click: whoever taps twice has ticked and unticked."""
        super().mousePressEvent(event)
