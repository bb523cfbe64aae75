"""The command palette (Ctrl+K): one list over everything, best hit first and one Return away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ticketforge_desktop.ui.palette_rows import Group, Row, action_rows, arrange, group_word, hit_rows, match, split
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.theme.tokens import SCRIM, SCRIM_OPACITY
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.messages import announce
from ticketforge_desktop.ui.widgets.text import KeyCap, Text

if TYPE_CHECKING:
    from ticketforge_desktop.services.views import SearchHit
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.main_window import MainWindow
    from ticketforge_desktop.ui.runner import Job

DEBOUNCE_MS: Final = 60
LIMIT: Final = 40
_HEAD: Final = 32
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractListModel):
    """The rows on show; heads can't be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.rows[index.row()].is_head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (row.title, row.detail, row.shortcut, row.lacks) if part)
        return None


class RowDelegate(QStyledItemDelegate):
    """Icon, title with the matched part in accent, detail, and on the right the shortcut and the right it needs."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.words = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: Row = index.data(ROW_ROLE)
        line = self._theme.line(Role.BODY)
        return QSize(200, self._theme.fit(_HEAD if row.is_head else Measure.ROW, line, 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = self._theme
        row: Row = index.data(ROW_ROLE)
        rect = QRect(option.rect)
        if row.is_head:
            inner = rect.adjusted(20, 0, -20, 0)
            paint.words(painter, theme, inner, row.title, role=Role.SMALL_STRONG, ink="secondary")
            paint.words(painter, theme, inner, str(row.members), role=Role.SMALL, ink="secondary",
                        align=Qt.AlignmentFlag.AlignRight)  # fmt: skip
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, theme.colour("accent_soft"))
            painter.fillRect(QRect(0, rect.y(), Measure.SELECTION_BAR, rect.height()), theme.colour("accent_text"))
        dim = "disabled" if row.lacks else "accent_text" if chosen else "secondary"
        centre = rect.center().y() + 1
        painter.drawPixmap(21, centre - 10, theme.pixmap(row.icon, 20, dim))
        right = self._right_side(painter, rect, row, chosen=chosen)
        self._title(painter, QRect(54, rect.y(), right - 54, rect.height()), row)

    def _right_side(self, painter: QPainter, rect: QRect, row: Row, *, chosen: bool) -> int:
        """Key hint and missing right, from the right edge on; returns where the room for words ends."""
        theme, right, centre = self._theme, rect.right() - 15, rect.center().y() + 1
        for text in ("↵" if chosen and not row.lacks else "", row.shortcut):
            if text:
                wide = paint.hint_width(theme, text)
                right -= wide
                paint.key_hint(painter, theme, right, centre, text, ink="text", edge="border_strong")
                right -= 10
        if row.lacks:
            wide = theme.width(Role.SMALL, row.lacks) + 2
            right -= wide
            box = QRect(right, rect.y(), wide, rect.height())
            paint.words(painter, theme, box, row.lacks, role=Role.SMALL, ink="attention")
            right -= 22
            painter.drawPixmap(right, centre - 8, theme.pixmap("lock", 16, "attention"))
            right -= 10
        return right

    def _title(self, painter: QPainter, rect: QRect, row: Row) -> None:
        theme, ink = self._theme, "disabled" if row.lacks else "text"
        found = match(row.title, self.words)
        at, length = found if found is not None else (len(row.title), 0)
        parts = [(row.title[:at], Role.NAME, ink), (row.title[at : at + length], Role.STRONG, "accent_text"),
                 (row.title[at + length :], Role.NAME, ink)]  # fmt: skip
        for text, role, tone in parts:
            if text:
                rect = rect.adjusted(paint.words(painter, theme, rect, text, role=role, ink=tone), 0, 0, 0)
        if row.detail:
            paint.words(painter, theme, rect.adjusted(14, 0, 0, 0), row.detail, ink="secondary")


class Tab(Button):
    """A group with its count; the chosen one is underlined and in accent."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, kind=Kind.QUIET, parent=parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab in the field moves between groups
        self.count = 0

    def set_words(self, word: str, count: int) -> None:
        """Name and count."""
        self.count = count
        self.setText(f"{word}  {count}")
        self.setAccessibleName(f"{word} {count}")

    def sizeHint(self) -> QSize:
        return QSize(self._theme.width(Role.SMALL_STRONG, self.text()) + 24, Measure.CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, on = QPainter(self), self.isChecked()
        role, ink = (Role.SMALL_STRONG, "accent_text") if on else (Role.HINT, "secondary")
        paint.words(painter, self._theme, self.rect(), self.text(), role=role, ink=ink,
                    align=Qt.AlignmentFlag.AlignHCenter)  # fmt: skip
        if on:
            painter.fillRect(QRect(0, self.height() - 3, self.width(), 3), self._theme.colour("accent_text"))
        painter.end()


class CommandPalette(QWidget):
    """Lies over everything but the status bar. Keys: arrows choose, Return opens, Tab next group, Esc closes."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self.context = context
        self._window = window
        theme = self._theme = context.theme
        self._group: Group | None = None
        self._hits: list[SearchHit] = []
        self._words = ""
        self._job: Job[Sequence[SearchHit]] | None = None
        self._before: QWidget | None = None
        self.panel = _Panel(theme, self)
        self.field = QLineEdit()
        self.field.setProperty("bare", True)
        self.field.setFont(theme.font(Role.SCREEN))
        self.field.installEventFilter(self)
        self.model = RowModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.delegate = RowDelegate(theme, self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._choose)
        self.nothing = Text(theme, "", Role.BODY, "secondary")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tabs: dict[Group | None, Tab] = {}
        self._lay_out()
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self._search)
        self.field.textEdited.connect(self._typed)
        theme.changed.connect(self._fit)
        self._fit()
        self.hide()
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._holder = QWidget()
        top = QHBoxLayout(self._holder)
        top.setContentsMargins(60, 0, 16, 0)
        top.addWidget(self.field, 1)
        top.addWidget(KeyCap(self._theme, "Esc"))
        column.addWidget(self._holder)
        column.addSpacing(2)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(0)
        for group in (None, *Group):
            tab = Tab(self._theme)
            tab.clicked.connect(lambda _checked=False, g=group: self._show_group(g))
            self.tabs[group] = tab
            row.addWidget(tab)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(1)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        column.addSpacing(48)

    def _fit(self) -> None:
        self.field.setFont(self._theme.font(Role.SCREEN))
        self.panel.field_height = self._theme.fit(62, self._theme.line(Role.SCREEN), 24)
        self._holder.setFixedHeight(self.panel.field_height)

    # Opening and closing

    def open(self) -> None:
        """Show it empty, over the window."""
        self._before = self._window.focusWidget()
        self._group = None
        self.field.clear()
        self._typed("")
        self.cover()
        self.show()
        self.raise_()
        self.field.setFocus()

    def search(self, text: str) -> None:
        """Type a text and look it up at once."""
        self.field.setText(text)
        self._typed(text)
        self._timer.stop()
        self._search()

    def dismiss(self) -> None:
        """Hide it; the focus goes back where it was."""
        if self._job is not None:
            self._job.cancel()
        self._timer.stop()
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()

    def cover(self) -> None:
        """Fit the window: all of it but the status bar."""
        height = self._window.height() - self._window.status_bar.height()
        self.setGeometry(0, 0, self._window.width(), height)
        wide = min(Measure.PALETTE, self.width() - 2 * Measure.MARGIN)
        tall = min(650, height - Measure.HEADER - Measure.GRID)
        self.panel.setGeometry((self.width() - wide) // 2, Measure.HEADER, wide, tall)

    # Searching

    def _typed(self, text: str) -> None:
        group, self._words = split(text)
        if group is not None or self._group in (Group.ACTION, Group.ORDER, Group.PERSON):
            self._group = group
        self.delegate.words = self._words
        if not self._words or group is Group.ACTION:
            self._hits = []
        self._show()
        self._timer.start()

    def _search(self) -> None:
        desk = self.context.desk
        if desk is None or not self._words or self._group is Group.ACTION:
            return
        prefix = {Group.ORDER: "#", Group.PERSON: "@"}.get(self._group, "") if self._group is not None else ""
        text = prefix + self._words
        self._job = self.context.runner.submit(
            lambda: desk.queries.search(text, LIMIT), self._found, owner=self, replaces=self._job
        )

    def _found(self, hits: Sequence[SearchHit]) -> None:
        self._hits = list(hits)
        self._show()
        rows = sum(1 for row in self.model.rows if not row.is_head)
        announce(self, self.tr("%n hit(s)", "", rows))

    def _show_group(self, group: Group | None) -> None:
        self._group = group
        self._show()
        self.field.setFocus()

    def _show(self) -> None:
        rows = action_rows(self.context.actions, self._words) + hit_rows(self._hits, self.context.formats)
        for group, tab in self.tabs.items():
            count = len(rows) if group is None else sum(1 for row in rows if row.group is group)
            tab.set_words(self.tr("All") if group is None else group_word(group), count)
            tab.setChecked(group is self._group)
        kept = self.list.currentIndex().data(ROW_ROLE) if self.list.currentIndex().isValid() else None
        self.model.show_rows(arrange(rows, self._group, self._words))
        empty = not self.model.rows
        self.list.setVisible(not empty)
        self.nothing.setVisible(empty)
        same = next((at for at, row in enumerate(self.model.rows) if kept is not None and row.key == kept.key), -1)
        self._select(same if same >= 0 and self._words == "" else self._next(-1, 1))

    # Choosing

    def _next(self, at: int, step: int) -> int:
        """The next row that can be chosen, stopping at the ends."""
        rows, near = self.model.rows, at + step
        while 0 <= near < len(rows) and rows[near].is_head:
            near += step
        return near if 0 <= near < len(rows) else at

    def _select(self, at: int) -> None:
        if at < 0:
            return
        index = self.model.index(at)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(self.model.index(max(0, at - 1)) if at <= 1 else index)
        self.field.setAccessibleDescription(str(index.data()))

    def _choose(self, index: QModelIndex) -> None:
        row: Row | None = index.data(ROW_ROLE)
        if row is None or row.is_head:
            return
        if row.lacks:
            announce(self, row.lacks)
            return
        self.dismiss()
        if row.group is Group.ACTION:
            self.context.actions.trigger(row.key)
        elif row.group is Group.EVENT:
            self.context.go.emit("events", row.key)
        elif row.group is Group.ORDER:
            self.context.go.emit("orders", row.key)
        elif row.group is Group.PERSON:
            from ticketforge_desktop.services.ports.mirror import OrderFilter

            self.context.go.emit("orders", OrderFilter(text=row.title))
        else:
            self._open_ticket(row.key)

    def _open_ticket(self, ticket_id: str) -> None:
        desk = self.context.desk
        if desk is not None:
            self.context.runner.submit(
                lambda: desk.queries.ticket(ticket_id).order, lambda order: self.context.go.emit("orders", order)
            )

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        at = self.list.currentIndex().row()
        page = max(1, self.list.height() // Measure.ROW - 1)
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in moves:
            self._select(self._next(at, moves[Qt.Key(key)]))
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            for _ in range(page):
                at = self._next(at, 1 if key == Qt.Key.Key_PageDown else -1)
            self._select(at)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if at >= 0:
                self._choose(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            groups = list(self.tabs)
            step = 1 if key == Qt.Key.Key_Tab else -1
            self._show_group(groups[(groups.index(self._group) + step) % len(groups)])
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setAccessibleName(self.tr("Find anything"))
        self.field.setPlaceholderText(self.tr("Find events, orders, people, tickets and actions …"))
        self.field.setAccessibleName(self.tr("Find anything"))
        self.list.setAccessibleName(self.tr("Hits"))
        self.nothing.setText(self.tr("Nothing found."))
        self.panel.hints = [
            (("↑", "↓"), self.tr("choose")),
            (("↵",), self.tr("open")),
            (("Tab",), self.tr("next group")),
        ]
        self.panel.prefixes = [
            ((">",), self.tr("actions")),
            (("#",), self.tr("orders")),
            (("@",), self.tr("people")),
        ]
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(SCRIM_OPACITY)
        painter.fillRect(self.rect(), self._theme.colour(SCRIM))
        painter.end()


class _Panel(QWidget):
    """The box of the palette: its edge, the magnifier, the lines and the key hints at the foot."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.field_height = 62
        self.hints: list[tuple[tuple[str, ...], str]] = []
        self.prefixes: list[tuple[tuple[str, ...], str]] = []

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        paint.box(painter, theme, self.rect(), fill="surface", edge="border_strong")
        foot = QRect(1, self.height() - 48, self.width() - 2, 47)
        painter.fillRect(foot, theme.colour("raised"))
        painter.fillRect(QRect(1, foot.y(), foot.width(), 1), theme.colour("border"))
        painter.fillRect(QRect(1, self.field_height + 1, self.width() - 2, 2), theme.colour("accent_text"))
        below_tabs = self.field_height + 3 + Measure.CONTROL
        painter.fillRect(QRect(1, below_tabs, self.width() - 2, 1), theme.colour("border"))
        painter.drawPixmap(22, 1 + (self.field_height - 24) // 2, theme.pixmap("search", 24, "accent_text"))
        centre = foot.center().y()
        right = self.width() - sum(self._hint_width(*hint) + 20 for hint in self.prefixes)
        at = 20
        for keys, words in self.hints:
            if at + self._hint_width(keys, words) + 20 > right:
                break
            at = self._hint(painter, at, centre, keys, words) + 20
        for keys, words in self.prefixes:
            right = self._hint(painter, right, centre, keys, words) + 20
        painter.end()

    def _hint_width(self, keys: tuple[str, ...], words: str) -> int:
        boxes = sum(paint.hint_width(self._theme, key) + 4 for key in keys)
        return boxes + 4 + self._theme.width(Role.SMALL, words)

    def _hint(self, painter: QPainter, at: int, centre: int, keys: tuple[str, ...], words: str) -> int:
        for key in keys:
            at += (
                paint.key_hint(painter, self._theme, at, centre, key, ink="text", edge="border_strong", fill="surface")
                + 4
            )
        at += 4
        wide = self._theme.width(Role.SMALL, words)
        rect = QRect(at, centre - 12, wide + 2, 24)
        paint.words(painter, self._theme, rect, words, role=Role.SMALL, ink="secondary")
        return at + wide
