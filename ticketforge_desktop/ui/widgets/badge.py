"""Badges and gauges: a state in one word, never in colour alone."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint

_PADDING = 8


class BadgeLook(NamedTuple):
    """How a tone is drawn: soft fill, ink, and an edge where it has one."""

    fill: str
    ink: str
    edge: str = ""
    dashed: bool = False


LOOKS = {
    "neutral": BadgeLook("raised", "secondary", "control"),
    "draft": BadgeLook("", "secondary", "border_strong", dashed=True),
    "accent": BadgeLook("accent_soft", "accent_text"),
    "admitted": BadgeLook("admitted_soft", "admitted"),
    "attention": BadgeLook("attention_soft", "attention"),
    "refused": BadgeLook("refused_soft", "refused"),
    "exit": BadgeLook("exit_soft", "exit"),
    "sold_out": BadgeLook("sold_out", "surface"),
    "critical": BadgeLook("refused_soft", "critical", "critical"),
    "low_stock": BadgeLook("attention_soft", "low_stock"),
    "medium": BadgeLook("", "medium"),
    "available": BadgeLook("", "available"),
}
_FILLED = {
    StockLevel.SOLD_OUT: 0,
    StockLevel.CRITICAL: 1,
    StockLevel.LOW_STOCK: 2,
    StockLevel.MEDIUM: 3,
    StockLevel.AVAILABLE: 4,
}


def stock_word(level: StockLevel) -> str:
    """A stock level in the language of now."""
    words = {
        StockLevel.SOLD_OUT: QCoreApplication.translate("Stock", "Sold out"),
        StockLevel.CRITICAL: QCoreApplication.translate("Stock", "Critical"),
        StockLevel.LOW_STOCK: QCoreApplication.translate("Stock", "Low"),
        StockLevel.MEDIUM: QCoreApplication.translate("Stock", "Medium"),
        StockLevel.AVAILABLE: QCoreApplication.translate("Stock", "Available"),
    }
    return words[level]


def badge_width(theme: Theme, text: str, *, icon: str = "", level: StockLevel | None = None) -> int:
    """Width of a badge."""
    lead = 16 + 4 if icon else 15 + 6 if level is not None else 0
    return theme.width(Role.SMALL_STRONG, text) + lead + 2 * _PADDING


def widest_stock(theme: Theme) -> int:
    """Width of the widest stock level, gauge and word, in the language of now."""
    return max(badge_width(theme, stock_word(level), level=level) for level in StockLevel)


def paint_badge(
    painter: QPainter,
    theme: Theme,
    left: int,
    centre: int,
    text: str,
    tone: str,
    *,
    icon: str = "",
    level: StockLevel | None = None,
    height: int = Measure.BADGE,
) -> int:
    """A badge with its left edge and vertical centre; returns its width. For delegates and widgets alike."""
    look = LOOKS[tone]
    width = badge_width(theme, text, icon=icon, level=level)
    tall = theme.fit(height, theme.line(Role.SMALL_STRONG), 4)
    rect = QRect(left, centre - tall // 2, width, tall)
    paint.box(painter, theme, rect, fill=look.fill, edge=look.edge, radius=Measure.SMALL_RADIUS, dashed=look.dashed)
    at = left + _PADDING
    if icon:
        painter.drawPixmap(at, centre - 8, theme.pixmap(icon, 16, look.ink))
        at += 20
    elif level is not None:
        at += paint.gauge(painter, theme, at, centre + 6, _FILLED[level], look.ink) + 6
    text_rect = QRect(at, rect.top(), rect.right() - at, rect.height())
    paint.words(painter, theme, text_rect, text, role=Role.SMALL_STRONG, ink=look.ink)
    return width


def paint_stock(
    painter: QPainter, theme: Theme, left: int, centre: int, level: StockLevel, *, dim: bool = False
) -> int:
    """Gauge and word without a badge, as tables show it; returns the width."""
    ink = "disabled" if dim else "text" if level is StockLevel.SOLD_OUT else str(level)
    at = left + paint.gauge(painter, theme, left, centre + 6, _FILLED[level], ink) + 8
    word = stock_word(level)
    wide = theme.width(Role.SMALL_STRONG, word) + 2
    role = (
        Role.SMALL if level is StockLevel.MEDIUM else Role.SMALL_STRONG if level is StockLevel.SOLD_OUT else Role.HINT
    )
    paint.words(painter, theme, QRect(at, centre - 12, wide, 24), word, role=role, ink=ink)
    return at + wide - left


class Badge(QLabel):
    """A badge as a widget; read out as a label. `tone` is a key of `LOOKS`."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        tone: str = "neutral",
        *,
        icon: str = "",
        level: StockLevel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._level = level
        self.tone = tone
        self.set(text, tone)
        theme.changed.connect(self.updateGeometry)

    def set(self, text: str, tone: str, *, icon: str | None = None) -> None:
        """Show another state."""
        self.setText(text)
        self.tone = tone
        self._icon = self._icon if icon is None else icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = self._theme.fit(Measure.BADGE, self._theme.line(Role.SMALL_STRONG), 4)
        return QSize(badge_width(self._theme, self.text(), icon=self._icon, level=self._level), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(
            painter, self._theme, 0, self.height() // 2, self.text(), self.tone, icon=self._icon, level=self._level
        )
        painter.end()


class Pill(QLabel):
    """A count in a rounded box."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.set_text(text)
        theme.changed.connect(self.updateGeometry)

    def set_text(self, text: str) -> None:
        """Another count."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = self._theme.fit(20, self._theme.line(Role.SMALL), 4)
        return QSize(max(height, self._theme.width(Role.SMALL, self.text()) + 16), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, self._theme, self.rect(), fill="surface", edge="border", radius=self.height() / 2)
        paint.words(
            painter, self._theme, self.rect(), self.text(), role=Role.SMALL, ink="secondary",
            side="centre",
        )  # fmt: skip
        painter.end()
