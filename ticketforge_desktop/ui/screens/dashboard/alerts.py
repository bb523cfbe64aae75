"""Stock alerts, grouped by severity: the badge is read once, then the eye runs down the counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from ticketforge_desktop.domain.stock import SEVERITY, StockLevel
from ticketforge_desktop.services.views import StockLine
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.formats import local
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.badge import paint_badge, stock_word
from ticketforge_desktop.ui.widgets.tips import TellingDelegate

Index = QModelIndex | QPersistentModelIndex
_ALL: Final = 10  # so few are all shown
_EACH: Final = 3
_ENTRY: Final = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A group's head, one alert (`line`), or the line that stands for those left out (`more`)."""

    level: StockLevel
    line: StockLine | None
    title: str
    detail: str
    right: str
    more: bool = False
    when: str = ""  # behind the detail, and never shortened: it tells evenings of the same title apart

    @property
    def words(self) -> str:
        """The entry in one sentence."""
        return ", ".join(part for part in (self.title, self.detail, self.when, self.right) if part)


def grouped(lines: Sequence[StockLine], context: Context) -> list[Entry]:
    """Alerts as entries, worst group first, each behind its head; long groups are cut so that every group is seen."""
    found: list[Entry] = []
    for level in sorted({line.category.alert for line in lines}, key=lambda level: SEVERITY[level]):
        group = [line for line in lines if line.category.alert is level]
        found.append(Entry(level, None, stock_word(level).upper(), "", context.formats.number(len(group))))
        cut = len(group) if len(lines) <= _ALL or len(group) <= _EACH + 1 else _EACH
        found += [_entry(line, context) for line in group[:cut]]
        if cut < len(group):
            rest = QCoreApplication.translate("AlertList", "{n} more …").format(
                n=context.formats.number(len(group) - cut)
            )
            found.append(Entry(level, None, rest, "", "", more=True))
    return found


def _entry(line: StockLine, context: Context) -> Entry:
    category, formats = line.category, context.formats
    when = ""
    if line.starts_at is not None and context.desk is not None:
        tonight = local(line.starts_at, line.zone).date() == local(context.desk.now(), line.zone).date()
        when = QCoreApplication.translate("AlertList", "today") if tonight else formats.day(line.starts_at, line.zone)
    if category.alert is StockLevel.CRITICAL:
        right = QCoreApplication.translate("AlertList", "only {n} left").format(n=formats.number(category.available))
    else:
        free, whole = formats.number(max(0, category.available)), formats.number(category.capacity)
        right = QCoreApplication.translate("AlertList", "{free} of {whole}").format(free=free, whole=whole)
    return Entry(category.alert, line, category.name, line.event_title, right, when=when)


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.words
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.entries[index.row()].line is None and not self.entries[index.row()].more:
            return Qt.ItemFlag.ItemIsEnabled  # a head is read, not chosen
        return super().flags(index)


class _Delegate(TellingDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(_ENTRY)
        theme = self._theme
        if entry.line is None:
            # A head, or what stands for the rest: one line of words.
            return QSize(0, theme.fit(Measure.ROW_DENSE, theme.line(Role.SMALL_STRONG), 12))
        return QSize(0, theme.fit(41, theme.line(Role.NAME) + theme.line(Role.SMALL), 5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        entry: Entry = index.data(_ENTRY)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if entry.line is None and not entry.more:
            painter.fillRect(rect, theme.colour("raised"))
        elif state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
            bar = QRect(rect.x(), rect.y(), Measure.SELECTION_BAR, rect.height())
            painter.fillRect(bar, theme.colour("accent_text"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.colour("border"))
        inner = rect.adjusted(16, 0, -16, -1)
        if entry.more:
            paint.words(painter, theme, inner, entry.title, role=Role.HINT, ink="accent_text")
            return
        if entry.line is None:
            paint_badge(painter, theme, inner.x(), inner.center().y() + 1, entry.title, str(entry.level),
                        level=entry.level, height=20)  # fmt: skip
            paint.words(painter, theme, inner, entry.right, role=Role.SMALL, ink="secondary", side="right")
            return
        critical = entry.level is StockLevel.CRITICAL
        role, ink = (Role.SMALL_STRONG, "critical") if critical else (Role.SMALL, "secondary")
        used = paint.words(painter, theme, inner, entry.right, role=role, ink=ink, side="right")
        words = inner.adjusted(0, 2, -used - 12, -2)
        name = QRect(words.x(), words.y(), words.width(), theme.line(Role.NAME))
        below = QRect(words.x(), name.bottom(), words.width(), theme.line(Role.SMALL))
        paint.words(painter, theme, name, entry.title, role=Role.NAME)
        when = f" · {entry.when}" if entry.when and entry.detail else entry.when
        last = theme.width(Role.SMALL, when)
        title = below.adjusted(0, 0, -last, 0)
        used = paint.words(painter, theme, title, entry.detail, role=Role.SMALL, ink="secondary")
        paint.words(painter, theme, below.adjusted(used, 0, 0, 0), when, role=Role.SMALL, ink="secondary")


class AlertList(QListView):
    """The list; Return or a double click asks for the event (`opened(event_id)`) or for the whole list (`more`)."""

    opened = Signal(str)
    more = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._lines: Sequence[StockLine] = ()
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(context.theme, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(self._open)
        context.theme.changed.connect(self.doItemsLayout)

    @property
    def entries(self) -> list[Entry]:
        """What is shown, heads included."""
        return list(self._model.entries)

    def show_lines(self, lines: Sequence[StockLine]) -> None:
        """Show alerts."""
        self._lines = tuple(lines)
        self._model.beginResetModel()
        self._model.entries = grouped(lines, self._context)
        self._model.endResetModel()

    def whole_height(self) -> int:
        """As high as all entries."""
        return sum(self.sizeHintForRow(row) for row in range(self._model.rowCount())) + 2

    def retranslate(self) -> None:
        """All words anew."""
        self.setAccessibleName(self.tr("Stock alerts"))
        self.show_lines(self._lines)

    def _open(self, index: QModelIndex) -> None:
        entry = self._model.entries[index.row()]
        if entry.line is not None:
            self.opened.emit(entry.line.category.event_id)
        elif entry.more:
            self.more.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)
