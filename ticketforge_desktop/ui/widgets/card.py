"""Cards: a surface with an edge, and a head that names what is on it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.text import Text


class Card(QFrame):
    """`body` is the layout for the content. With `flush` the content reaches the edge (tables, lists)."""

    def __init__(
        self, theme: Theme, *, flush: bool = False, chosen: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chosen = chosen
        self.head: CardHead | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, 1, 1, 1)
        self._outer.setSpacing(0)
        self.body = QVBoxLayout()
        pad = 0 if flush else Measure.CARD_PADDING - 1
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(0 if flush else Measure.GRID)
        self._outer.addLayout(self.body, 1)
        theme.changed.connect(self.update)

    def add_head(self, title: str, note: str = "", *, line: bool = False) -> CardHead:
        """A head of 48 px above the body; `line` parts it from the body."""
        self.head = CardHead(self._theme, title, note, line=line)
        self._outer.insertWidget(0, self.head)
        margins = self.body.contentsMargins()
        top = margins.left() if line else 0
        self.body.setContentsMargins(margins.left(), top, margins.right(), margins.bottom())
        self.setAccessibleName(title)
        return self.head

    def set_chosen(self, chosen: bool) -> None:
        """The chosen one of several boxes has a 2-px accent edge."""
        self._chosen = chosen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge, width = ("accent_text", 2) if self._chosen else ("border", 1)
        paint.box(painter, self._theme, self.rect(), fill="surface", edge=edge, width=width)
        painter.end()


class CardHead(QWidget):
    """Title, a quiet note beside it, and room on the right (`trailing`)."""

    def __init__(
        self, theme: Theme, title: str, note: str = "", *, line: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line = line
        row = QHBoxLayout(self)
        row.setContentsMargins(Measure.CARD_PADDING - 1, 0, Measure.CARD_PADDING - 1, 0)
        row.setSpacing(12)
        self.title = Text(theme, title, Role.PANEL)
        self.note = Text(theme, note, Role.SMALL, "secondary", wrap=True)
        self.trailing = QHBoxLayout()
        self.trailing.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.note, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self.trailing)
        self.setMinimumHeight(theme.fit(Measure.PANEL_HEAD, theme.line(Role.PANEL), 16))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._line:
            painter = QPainter(self)
            painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), self._theme.colour("border"))
            painter.end()


class Rule(QWidget):
    """A line that parts one thing from the next."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("border"))
        painter.end()
