"""Labels that know their role and tone."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint

_ENDLESS: Final = 100_000  # px: a height that no text reaches


class Text(QLabel):
    """A text in a role (size and weight) and a tone (a token). Plain text always: data never becomes markup.

    `elide` shortens it with `…` where it does not fit, and says it whole in a tip; `wrap` breaks lines, and words
    that are wider than the label. `most` lines are shown (0: all); what goes beyond them is shortened as above.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: Role = Role.BODY,
        tone: str = "text",
        *,
        elide: bool = False,
        wrap: bool = False,
        most: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        # Heights by text and room: a layout asks for the same ones a dozen times while it settles.
        self._known: dict[tuple[str, int], int] = {}
        self._widest: int | None = None  # of its words
        self._theme = theme
        self._role = role
        self._tone = tone
        self.elides = elide
        self.most = most
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._dress()
        theme.changed.connect(self._dress)

    @property
    def tone(self) -> str:
        """The token of the text's colour."""
        return self._tone

    def setText(self, text: str) -> None:
        """Another text."""
        self._forget()
        super().setText(text)

    def _forget(self) -> None:
        self._known.clear()
        self._widest = None

    def set_tone(self, tone: str) -> None:
        """Another colour."""
        self._tone = tone
        self.update()

    def set_role(self, role: Role) -> None:
        """Another size and weight."""
        self._role = role
        self._dress()

    def _dress(self) -> None:
        self._forget()
        self.setFont(self._theme.font(self._role))  # whole, so that no parent's font changes it
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self._theme.line(self._role)))

    def heightForWidth(self, width: int) -> int:
        if not self.wordWrap():
            return super().heightForWidth(width)
        margins = self.contentsMargins()
        room = max(1, width - margins.left() - margins.right())
        tall = min(self._tall(self.text(), room), self._limit())
        return max(tall, self._theme.line(self._role)) + margins.top() + margins.bottom()

    def _limit(self) -> int:
        """How high the text may become."""
        return self._tall("\n".join("x" * self.most), _ENDLESS) if self.most else _ENDLESS

    def _tall(self, text: str, room: int) -> int:
        known = self._known.get((text, room))
        if known is None:
            box = QRect(0, 0, room, _ENDLESS)
            known = QFontMetrics(self.font()).boundingRect(box, self._breaks(room), text).height()
            self._known[text, room] = known
        return known

    def shown(self) -> str:
        """What is to be read of the text at the present size."""
        text, room = self.text(), self.contentsRect().width()
        if self.elides:
            return QFontMetrics(self.font()).elidedText(text, Qt.TextElideMode.ElideRight, room)
        if not self.most or self._tall(text, room) <= self._limit():
            return text
        fits = bisect_left(range(len(text)), True, key=lambda end: self._tall(f"{text[:end]}…", room) > self._limit())
        return f"{text[: max(0, fits - 1)].rstrip()}…"

    def _breaks(self, room: int) -> int:
        """How lines break: between words, and within them where one is wider than the line."""
        if not self.wordWrap():
            return int(Qt.TextFlag.TextSingleLine)
        if self._widest is None:
            metrics = QFontMetrics(self.font())
            self._widest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        cuts = self._widest > room
        return int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere if cuts else Qt.TextFlag.TextWordWrap)

    def minimumSizeHint(self) -> QSize:
        if self.elides:
            return QSize(24, self._theme.line(self._role))
        return super().minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        # Painted here, not by QLabel: Qt resets a label's own palette when a styled parent takes it over.
        shown, flags = self.shown(), self.alignment()
        if self.elides or self.most:
            self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self._theme.colour(self._tone if self.isEnabled() else "disabled"))
        painter.setFont(self.font())
        painter.drawText(self.contentsRect(), int(flags) | self._breaks(self.contentsRect().width()), shown)
        painter.end()


class Icon(QWidget):
    """An icon that says nothing by itself: hidden from screen readers' order, coloured with the theme."""

    def __init__(
        self, theme: Theme, name: str, size: int = 20, tone: str = "secondary", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._size = size
        self._tone = tone
        self.setFixedSize(size, size)
        theme.changed.connect(self.update)

    def set_icon(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._theme.pixmap(self._name, self._size, self._tone))
        painter.end()


class KeyCap(QLabel):
    """A key, drawn as a key."""

    def __init__(self, theme: Theme, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self._theme = theme
        self.setAccessibleName(keys)
        self._fit()
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        theme = self._theme
        height = theme.fit(Measure.KEY_HINT, theme.line(Role.HINT), 4)
        self.setFixedSize(paint.hint_width(theme, self.text()), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.key_hint(painter, self._theme, 0, self.height() // 2, self.text(), ink="secondary", edge="control")
        painter.end()
