"""Chips filter, segments switch: both show which one is chosen by fill, edge and a pressed state for screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint


class Chip(QAbstractButton):
    """A rounded switch with a count."""

    def __init__(
        self, theme: Theme, text: str, *, count: str = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = count
        self._icon = icon
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(text)
        self._tell()
        theme.changed.connect(self.updateGeometry)

    def set_count(self, count: str) -> None:
        """How many there are behind the chip, as text."""
        self._count = count
        self._tell()
        self.updateGeometry()
        self.update()

    def set_word(self, text: str) -> None:
        """Another word."""
        self.setText(text)
        self._tell()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = self._theme.width(Role.NAME, self.text()) + 26 + (24 if self._icon else 0)
        if self._count:
            width += self._theme.width(Role.BODY, self._count) + 8
        return QSize(width, self._theme.fit(Measure.CHIP, self._theme.line(Role.NAME), 8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _tell(self) -> None:
        self.setAccessibleName(f"{self.text()} {self._count}".strip())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, on = QPainter(self), self._theme, self.isChecked()
        radius = self.height() / 2
        fill = "accent_soft" if on else "raised" if self.underMouse() else "surface"
        paint.box(painter, theme, self.rect(), fill=fill, edge="accent_text" if on else "border_strong", radius=radius)
        ink = "disabled" if not self.isEnabled() else "accent_text" if on else "text"
        at = 13
        if self._icon:
            painter.drawPixmap(at, (self.height() - 16) // 2, theme.pixmap(self._icon, 16, ink))
            at += 24
        rect = QRect(at, 0, self.width() - at - 10, self.height())
        at += paint.words(painter, theme, rect, self.text(), role=Role.NAME, ink=ink) + 8
        if self._count:
            rect = QRect(at, 0, self.width() - at - 8, self.height())
            paint.words(painter, theme, rect, self._count, ink="accent_text" if on else "secondary")
        if self.hasFocus():
            paint.focus_ring(painter, theme, self.rect(), radius)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class _Segment(QAbstractButton):
    """One field of a segmented switch."""

    def __init__(self, theme: Theme, key: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._theme = theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(text)
        self.setAccessibleName(text)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        width = self._theme.width(Role.STRONG, self.text()) + 30
        return QSize(width, self._theme.fit(Measure.CONTROL, self._theme.line(Role.NAME), 12))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, on = QPainter(self), self._theme, self.isChecked()
        inner = self.rect().adjusted(0, 1, 0, -1)
        if on:
            painter.fillRect(inner.adjusted(1, 0, -1, 0), theme.colour("accent_soft"))
        elif self.underMouse():
            painter.fillRect(inner.adjusted(1, 0, -1, 0), theme.colour("raised"))
        ink = "accent_text" if on else "text" if self.underMouse() else "secondary"
        role = Role.STRONG if on else Role.NAME
        paint.words(painter, theme, self.rect(), self.text(), role=role, ink=ink, side="centre")
        if self.hasFocus():
            paint.focus_ring(painter, theme, self.rect())
        painter.end()


class Segmented(QWidget):
    """One of few: fields side by side, arrow keys move, `chosen(key)` tells."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        for key, text in choices:
            segment = _Segment(theme, key, text, self)
            self._segments[key] = segment
            self._group.addButton(segment)
            row.addWidget(segment)
            segment.clicked.connect(lambda _checked=False, k=key: self.chosen.emit(k))
            segment.toggled.connect(self._settle_focus)
        if choices:
            self._segments[choices[0][0]].setChecked(True)
        theme.changed.connect(self.update)

    def _settle_focus(self, _on: bool) -> None:
        """Who gives the switch the focus means its chosen field."""
        if self.current:
            self.setFocusProxy(self._segments[self.current])

    @property
    def current(self) -> str:
        """The key of the chosen field."""
        return next((key for key, segment in self._segments.items() if segment.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose without telling."""
        self._segments[key].setChecked(True)

    def offer(self, keys: Sequence[str]) -> None:
        """Show only these fields; the first of them is chosen where the chosen one is none of them."""
        for key, segment in self._segments.items():
            segment.setVisible(key in keys)
        if keys and self.current not in keys:
            self.choose(keys[0])

    def set_words(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """Other words for the same keys (another language)."""
        self.setAccessibleName(name)
        for key, text in choices:
            self._segments[key].setText(text)
            self._segments[key].setAccessibleName(text)
            self._segments[key].updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, self._theme, self.rect(), fill="button", edge="control")
        for segment in list(self._segments.values())[1:]:
            painter.fillRect(QRect(segment.x(), 1, 1, self.height() - 2), self._theme.colour("control"))
        painter.end()
