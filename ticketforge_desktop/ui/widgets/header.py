"""The head of a screen: where one is, a line about it, and what can be done here."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.text import Text

_GAP: Final = 12


class ScreenHeader(QWidget):
    """64 px: an optional way back, title and line on the left (`beside` for badges), `trailing` for buttons.

    Nothing is cut: where title and buttons do not fit side by side, the buttons go below; a title that is longer
    than the page goes on in a second line. The height follows.
    """

    def __init__(self, theme: Theme, title: str = "", line: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._back: Button | None = None
        self.title = Text(theme, title, Role.SCREEN, wrap=True, parent=self)
        self.line = Text(theme, line, Role.SMALL, "secondary", wrap=True, parent=self)
        self._badges, self.beside = _row(self, Measure.GRID)
        self._buttons, self.trailing = _row(self, _GAP)
        self._place()
        theme.changed.connect(self._place)

    def add_back(self, name: str) -> Button:
        """A way back, left of the title; connect its `clicked`."""
        self._back = Button(self._theme, icon="chevron-left", kind=Kind.BARE, name=name, parent=self)
        self._place()
        return self._back

    def set_words(self, title: str, line: str = "") -> None:
        """Other words."""
        self.title.setText(title)
        self.line.setText(line)
        self.setAccessibleName(title)
        self._place()

    @property
    def stacked(self) -> bool:
        """Whether the buttons stand below the words."""
        return self._buttons.y() >= self.line.geometry().bottom() and self.trailing.count() > 0

    def sizeHint(self) -> QSize:
        return QSize(480, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_wide(self._buttons), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a badge or a button has another word, came or went
            self._place()
        return super().event(event)

    def _place(self) -> None:
        theme = self._theme
        back, badges, buttons = self._back, _wide(self._badges), _wide(self._buttons)
        left = 0 if back is None else back.sizeHint().width() + _GAP
        room = max(1, self.width() - left)
        beside = badges + _GAP if badges else 0
        natural = theme.width(Role.SCREEN, self.title.text()) + 2
        stacked = bool(buttons) and natural + beside + _GAP + buttons > room
        words = room if stacked or not buttons else room - _GAP - buttons
        title = min(natural, max(1, words - beside))
        tall = max(self.title.heightForWidth(title), self._badges.sizeHint().height() if badges else 0)
        line = self.line.heightForWidth(words) if self.line.text() else 0
        top = max(theme.fit(Measure.HEADER, theme.line(Role.SCREEN) + theme.line(Role.SMALL), 16), tall + line + 16)
        y = (top - tall - line) // 2
        self.title.setGeometry(left, y, title, tall)
        self._badges.setGeometry(left + title + _GAP, y, badges, tall)
        self.line.setGeometry(left, y + tall, words, line)
        high = self._buttons.sizeHint().height() if buttons else 0
        if stacked:
            self._buttons.setGeometry(QRect(0, top, min(buttons, self.width()), high))
        else:
            self._buttons.setGeometry(QRect(self.width() - buttons, (top - high) // 2, buttons, high))
        if back is not None:
            side = back.sizeHint()
            back.setGeometry(0, (top - side.height()) // 2, side.width(), side.height())
        whole = top + (high + _GAP if stacked else 0)
        if whole != self.height() or self.minimumHeight() != whole:
            self.setFixedHeight(whole)


def _row(parent: QWidget, spacing: int) -> tuple[QWidget, QHBoxLayout]:
    holder = QWidget(parent)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    return holder, row


def _wide(holder: QWidget) -> int:
    """Width of what is to be seen in a row; 0 when that is nothing."""
    row = holder.layout()
    items = [] if row is None else [item.widget() for at in range(row.count()) if (item := row.itemAt(at)) is not None]
    shown = any(widget is not None and not widget.isHidden() for widget in items)
    return holder.sizeHint().width() if shown else 0
