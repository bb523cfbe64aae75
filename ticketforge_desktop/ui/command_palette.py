"""The command palette (Ctrl+K): one list over everything, best hit first and one Return away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from ticketforge_desktop.ui.palette_parts import ROW_ROLE, Panel, RowDelegate, RowModel, Tab
from ticketforge_desktop.ui.palette_rows import Group, Row, action_rows, arrange, group_word, hit_rows, split
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.theme.tokens import SCRIM, SCRIM_OPACITY
from ticketforge_desktop.ui.widgets.messages import announce
from ticketforge_desktop.ui.widgets.text import KeyCap, Text

if TYPE_CHECKING:
    from ticketforge_desktop.services.views import SearchHit
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.main_window import MainWindow
    from ticketforge_desktop.ui.runner import Job

DEBOUNCE_MS: Final = 60
LIMIT: Final = 40


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
        self.panel = Panel(theme, self)
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
        self.field.setPlaceholderText(self.tr("Find events, orders, people, tickets, actions …"))
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
