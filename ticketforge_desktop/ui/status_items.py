"""Items of the status bar: words that are read, and words that lead to the page that mends what they say."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint

_ICON = 16


class Look(NamedTuple):
    """What an item shows: quiet words, then a strong value; and the value alone where room is short."""

    icon: str
    words: str = ""
    value: str = ""
    icon_tone: str = "secondary"
    words_tone: str = "secondary"
    value_tone: str = "text"
    value_first: bool = False
    fraction: float = -1.0  # of a progress line below; -1 = none

    @property
    def whole(self) -> str:
        """All of it in one line."""
        return (f"{self.value} {self.words}" if self.value_first else f"{self.words} {self.value}").strip()


class _Face:
    """How an item looks; mixed into a label and into a button.

    `compact` drops the quiet words; they stay in the tip and for screen readers.
    """

    theme: Theme
    last = False
    compact = False
    look = Look("info")
    ink = ""  # one ink for everything (offline)

    def face_parts(self, *, compact: bool) -> list[tuple[str, Role, str]]:
        """Texts from left to right, with role and tone."""
        look = self.look
        value = (look.value, Role.SMALL_STRONG if look.value_tone == "text" else Role.HINT, look.value_tone)
        words = ("" if compact and (look.value or look.icon) else look.words, Role.SMALL, look.words_tone)
        parts = [value, words] if look.value_first else [words, value]
        return [part for part in parts if part[0]]

    def width_of(self, *, compact: bool) -> int:
        """Width in one form or the other."""
        width = sum(self.theme.width(role, text) + 6 for text, role, _ in self.face_parts(compact=compact))
        return _ICON + 6 + width + 2 * Measure.GRID

    def face_size(self) -> QSize:
        """The size it wants."""
        return QSize(self.width_of(compact=self.compact), self.theme.line(Role.SMALL))

    def paint_face(self, painter: QPainter, room: QSize) -> None:
        """Icon, words, a progress line and the line to the next item."""
        theme, look = self.theme, self.look
        centre = room.height() // 2
        at = Measure.GRID
        painter.drawPixmap(at, centre - _ICON // 2, theme.pixmap(look.icon, _ICON, self.ink or look.icon_tone))
        at += _ICON + 6
        for text, role, tone in self.face_parts(compact=self.compact):
            rect = QRect(at, 0, room.width() - at, room.height())
            at += paint.words(painter, theme, rect, text, role=role, ink=self.ink or tone) + 6
        if look.fraction >= 0:
            line = QRect(Measure.GRID, room.height() - 4, room.width() - 2 * Measure.GRID, 3)
            paint.box(painter, theme, line, fill="border", radius=1.5)
            done = QRect(line.x(), line.y(), int(line.width() * min(1.0, look.fraction)), 3)
            paint.box(painter, theme, done, fill=self.ink or "accent_text", radius=1.5)
        if not self.last:
            painter.setOpacity(0.35 if self.ink else 1.0)
            painter.fillRect(QRect(room.width() - 1, centre - 8, 1, 16), theme.colour(self.ink or "border"))


class StatusItem(QLabel, _Face):
    """An item that is read."""

    def __init__(self, theme: Theme, *, last: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.last = last
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.updateGeometry)

    def set_look(self, look: Look) -> None:
        """Show something else."""
        if look != self.look:
            self.look = look
            _tell(self, look)

    def set_compact(self, compact: bool) -> None:
        """Drop or show the quiet words."""
        if compact != self.compact:
            self.compact = compact
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return self.face_size()

    def minimumSizeHint(self) -> QSize:
        return self.face_size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_face(painter, self.size())
        painter.end()


class StatusLink(QAbstractButton, _Face):
    """An item that leads somewhere: a click, Return or Space. Marked while that page is open."""

    def __init__(self, theme: Theme, *, last: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.last = last
        self.here = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.updateGeometry)

    def set_look(self, look: Look) -> None:
        """Show something else."""
        if look != self.look:
            self.look = look
            _tell(self, look)

    def set_compact(self, compact: bool) -> None:
        """Drop or show the quiet words."""
        if compact != self.compact:
            self.compact = compact
            self.updateGeometry()
            self.update()

    def set_here(self, here: bool) -> None:
        """Whether the page it leads to is open."""
        if here != self.here:
            self.here = here
            self.update()

    def sizeHint(self) -> QSize:
        return self.face_size()

    def minimumSizeHint(self) -> QSize:
        return self.face_size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        inner = self.rect().adjusted(0, 0, -1, 0)
        if self.here and not self.ink:
            painter.fillRect(inner, theme.colour("accent_soft"))
            painter.fillRect(QRect(0, 0, inner.width(), 2), theme.colour("accent_text"))
        elif self.underMouse() and not self.ink:
            painter.fillRect(inner, theme.colour("raised"))
        self.paint_face(painter, self.size())
        painter.setOpacity(1.0)
        if self.hasFocus():
            paint.focus_ring(painter, theme, self.rect().adjusted(1, 1, -2, -1))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


def _tell(item: StatusItem | StatusLink, look: Look) -> None:
    item.setText(look.whole)
    item.setAccessibleName(look.whole)
    item.setToolTip(look.whole)
    item.updateGeometry()
    item.update()
