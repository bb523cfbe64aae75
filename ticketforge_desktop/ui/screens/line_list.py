"""A list beside details: an icon, a title that may go on below, how it stands, when and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint

Index = QModelIndex | QPersistentModelIndex
_LINE: Final = Qt.ItemDataRole.UserRole + 1
_BOX: Final = 40
_LEFT: Final = 16 + _BOX + 12
_RIGHT: Final = 36
_PAD: Final = 10


class ListLine(Protocol):
    """One thing as it is listed. `key` stays the same while it is listed, whatever else changes."""

    @property
    def key(self) -> Any: ...
    @property
    def title(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def tone(self) -> str: ...
    @property
    def below(self) -> str: ...
    @property
    def icon(self) -> str: ...
    @property
    def words(self) -> str:
        """All of it in one sentence."""
        ...


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[ListLine] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == _LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.words
        return None


class _Delegate(QStyledItemDelegate):
    """Icon in a box, three texts; a title too long for its line goes on below."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def _room(self) -> int:
        return max(80, self._view.viewport().width() - _LEFT - _RIGHT)

    def _heights(self, line: ListLine) -> list[int]:
        texts = ((line.title, Role.STRONG), (line.state, Role.SMALL), (line.below, Role.SMALL))
        return [self._high(text, role) for text, role in texts]

    def _high(self, text: str, role: Role) -> int:
        if not text:
            return 0
        room, metrics = self._room(), QFontMetrics(self._theme.font(role))
        if metrics.horizontalAdvance(text) <= room:  # nearly all; wrapping costs ten times as much
            return self._theme.line(role)
        bounds = metrics.boundingRect(QRect(0, 0, room, 1000), int(Qt.TextFlag.TextWordWrap), text)
        return max(self._theme.line(role), bounds.height())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(_BOX, sum(self._heights(index.data(_LINE)))) + 2 * _PAD + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        line: ListLine = index.data(_LINE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, theme.colour("accent_soft"))
            painter.fillRect(
                QRect(rect.x(), rect.y(), Measure.SELECTION_BAR, rect.height()), theme.colour("accent_text")
            )
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.colour("border"))
        box = QRect(rect.x() + 16, rect.y() + (rect.height() - _BOX) // 2, _BOX, _BOX)
        paint.box(painter, theme, box, fill="surface" if chosen else "raised", edge="border")
        ink = "accent_text" if chosen else "secondary"
        painter.drawPixmap(box.x() + 10, box.y() + 10, theme.pixmap(line.icon, 20, ink))
        heights = self._heights(line)
        top = rect.y() + (rect.height() - sum(heights)) // 2
        texts = (
            (line.title, Role.STRONG, "text"),
            (line.state, Role.SMALL, line.tone),
            (line.below, Role.SMALL, "secondary"),
        )
        for (text, role, tone), high in zip(texts, heights, strict=True):
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(tone))
            where = QRect(rect.x() + _LEFT, top, self._room(), high)
            painter.drawText(where, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter), text)
            top += high
        arrow = theme.pixmap("chevron-right", 16, "secondary")
        painter.drawPixmap(rect.right() - 26, rect.center().y() - 8, arrow)


class LineList(QListView):
    """The list; `chosen(key)` comes with every move, `NOTHING` when nothing is left to choose."""

    NOTHING: Any = ""
    chosen = Signal(object)
    entered = Signal()  # Return: on to the details

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settling = False
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(theme, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # a thousand are laid out without a stop
        self.setBatchSize(60)
        self.selectionModel().currentChanged.connect(self._moved)
        theme.changed.connect(self.doItemsLayout)

    @property
    def current(self) -> Any:
        """The key of what is chosen, `NOTHING` for none."""
        at = self.currentIndex().row()
        return self._model.lines[at].key if 0 <= at < len(self._model.lines) else self.NOTHING

    def show_all(self, lines: Sequence[ListLine], prefer: Any) -> None:
        """List them; the chosen one (or `prefer`) stays chosen, else the one that took its place."""
        if list(lines) == self._model.lines and self.current and prefer in (self.NOTHING, self.current):
            return  # nothing is new: whoever scrolled away is left where they are
        wanted, place = prefer or self.current, max(0, self.currentIndex().row())
        self._settling = True
        self._model.beginResetModel()
        self._model.lines = list(lines)
        self._model.endResetModel()
        keys = [line.key for line in lines]
        at = keys.index(wanted) if wanted in keys else min(place, len(keys) - 1)
        if at >= 0:
            self.setCurrentIndex(self._model.index(at, 0))
            self.scrollTo(self.currentIndex())
        self._settling = False
        self.chosen.emit(self.current)

    def step(self) -> None:
        """On to the next; after the last one back to the first."""
        count = self._model.rowCount()
        if count > 1:
            self.setCurrentIndex(self._model.index((self.currentIndex().row() + 1) % count, 0))

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._settling:
            self.chosen.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()
