"""What the command palette is made of: the list and how a row looks, the tabs, the box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from ticketforge_desktop.ui.palette_rows import Row, match
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.tips import TellingDelegate

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


class RowDelegate(TellingDelegate):
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
                        side="right")  # fmt: skip
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
                    side="centre")  # fmt: skip
        if on:
            painter.fillRect(QRect(0, self.height() - 3, self.width(), 3), self._theme.colour("accent_text"))
        painter.end()


class Panel(QWidget):
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
