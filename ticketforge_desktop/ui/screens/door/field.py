"""The colour field: one colour, one shape, one word; readable from a metre, and told to screen readers."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ticketforge_desktop.ui.screens.door.shown import Fact, Shown
from ticketforge_desktop.ui.theme import Role, Theme
from ticketforge_desktop.ui.theme.tokens import VERDICT_FILLS
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.messages import announce

MARGIN: Final = 48
SHAPE: Final = 168
SHAPE_SMALL: Final = 96
STRIPE: Final = 24
BAND: Final = 20
WORD_LEAST: Final = 80
REASON_LEAST: Final = 28
_GAP: Final = 44
_NOTE: Final = 56  # the band of notes: one line at 32 px, or two at 18


def paint_stripes(painter: QPainter, strip: QRectF, ink: QColor) -> None:
    """Fill a strip with 20-px bars at 45°, ink and fill by turns: do not open the gate."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(strip)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    wide = BAND * math.sqrt(2)  # a bar of 20 px across, cut by a horizontal edge
    left = strip.left() - strip.height() - wide
    while left < strip.right():
        foot = (QPointF(left, strip.bottom()), QPointF(left + wide, strip.bottom()))
        head = (QPointF(left + wide + strip.height(), strip.top()), QPointF(left + strip.height(), strip.top()))
        painter.drawPolygon(QPolygonF([*foot, *head]))
        left += 2 * wide
    painter.restore()


class VerdictField(QWidget):
    """Shows a verdict, or what to do while there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.shown: Shown | None = None
        self._idle = ("", "")
        self.written: list[paint.Written] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(960, 608)

    def minimumSizeHint(self) -> QSize:
        return QSize(560, 360)

    def set_idle(self, word: str, text: str) -> None:
        """What to say before the first scan."""
        self._idle = (word, text)
        if self.shown is None:
            self.setAccessibleName(word)
            self.setAccessibleDescription(text)
        self.update()

    def show_verdict(self, shown: Shown, *, say: bool = True) -> None:
        """Show a verdict, and say it (not when only the language changed)."""
        self.shown = shown
        self.setAccessibleName(f"{shown.word}. {shown.reason}")
        self.setAccessibleDescription(shown.spoken)
        self.update()
        if say:
            announce(self, shown.spoken, urgent=True)

    def clear(self) -> None:
        """Back to waiting."""
        self.shown = None
        self.set_idle(*self._idle)

    # Measures

    def word_size(self) -> int:
        """Size of the word in px: 128, less where it would not fit, never below 80."""
        if self.shown is None:
            return 128
        side = self.shape_side()
        most = 128 if side == SHAPE else WORD_LEAST
        return self._fit(self.shown.word, self.width() - 2 * MARGIN - side - _GAP, most, WORD_LEAST)

    def shape_side(self) -> int:
        """Size of the shape in px: 168, less where word (at its smallest) or notes would not fit."""
        if self.shown is None:
            return SHAPE
        if self.shown.notes and self._content_height(self.shown, SHAPE) > self.height() - 2 * STRIPE - 12:
            return SHAPE_SMALL
        wide = QFontMetricsF(self._bold(WORD_LEAST)).horizontalAdvance(self.shown.word)
        return SHAPE if wide <= self.width() - 2 * MARGIN - SHAPE - _GAP + 32 else SHAPE_SMALL

    def _fit(self, text: str, room: float, most: int, least: int) -> int:
        wide = QFontMetricsF(self._bold(most)).horizontalAdvance(text)
        return most if wide <= room else max(least, int(most * room / wide))

    def _bold(self, size: int) -> QFont:
        font = QFont(self._theme.font(Role.VERDICT))
        font.setPixelSize(size)
        return font

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self.written = []
        if self.shown is None:
            self._paint_idle(painter)
        else:
            self._paint_verdict(painter, self.shown)
        painter.end()

    def _paint_idle(self, painter: QPainter) -> None:
        theme, middle = self._theme, self.rect().center()
        painter.fillRect(self.rect(), theme.colour("window"))
        painter.drawPixmap(middle.x() - 48, middle.y() - 136, theme.pixmap("scanner", 96, "border_strong"))
        font = self._bold(self._fit(self._idle[0], self.width() - 2 * MARGIN, 48, 28))
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        box = QRect(MARGIN, middle.y() - 16, self.width() - 2 * MARGIN, 64)
        self._write(painter, QRectF(box), Qt.AlignmentFlag.AlignCenter, self._idle[0])
        painter.setFont(theme.font(Role.TOUCH))
        painter.setPen(theme.colour("secondary"))
        box = QRect(MARGIN, middle.y() + 52, self.width() - 2 * MARGIN, 96)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        self._write(painter, QRectF(box), flags, self._idle[1])

    def _paint_verdict(self, painter: QPainter, shown: Shown) -> None:
        fill = VERDICT_FILLS[str(shown.signal)]
        ink = QColor(fill.ink)
        painter.fillRect(self.rect(), QColor(fill.fill))
        if fill.striped:
            paint_stripes(painter, QRectF(0, 0, self.width(), STRIPE), ink)
            paint_stripes(painter, QRectF(0, self.height() - STRIPE, self.width(), STRIPE), ink)
        painter.setPen(ink)
        top = self._top(shown)
        side = self.shape_side()
        paint.shape(painter, str(shown.signal), QRectF(MARGIN, top, side, side), fill.ink, fill.fill, self._theme)
        painter.setPen(ink)
        self._paint_word(painter, shown.word, top)
        y = self._paint_reason(painter, shown.reason, top + side + (12 if shown.notes else 28))
        if shown.notes:
            y = self._paint_notes(painter, shown.notes, y + 8, fill.ink, fill.fill)
        painter.fillRect(QRectF(MARGIN, y + 20, self.width() - 2 * MARGIN, 2), ink)
        y = self._paint_facts(painter, shown.facts, y + 44)
        if shown.advice:
            painter.setFont(self._scaled(20, QFont.Weight.DemiBold))
            box = QRectF(MARGIN, y + 16, self.width() - 2 * MARGIN, self.height() - y - 16 - STRIPE)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            self._write(painter, box, flags, shown.advice)

    def _write(self, painter: QPainter, box: QRectF, how: Qt.AlignmentFlag | Qt.TextFlag, text: str) -> None:
        """Draw a text and note it: what reaches beyond its box is cut there."""
        drawn = painter.boundingRect(box, int(how), text)
        painter.drawText(box, int(how), text)
        whole = box.adjusted(-1, -2, 1, 2).contains(drawn)
        self.written.append(paint.Written(text, text if whole else "", drawn))

    def _scaled(self, size: int, weight: QFont.Weight) -> QFont:
        font = QFont(self._theme.font(Role.BODY))
        font.setPixelSize(round(size * self._theme.scale))
        font.setWeight(weight)
        return font

    def _content_height(self, shown: Shown, side: int) -> float:
        scale = self._theme.scale
        facts = sum(self._fact_lines(shown.facts))
        advice = 30 * scale * (2 if len(shown.advice) * 10 * scale > self.width() - 2 * MARGIN else 1) + 16
        notes = _NOTE * scale - 8 if shown.notes else 0
        return side + 28 + self._reason_height(shown.reason) + notes + 44 + facts + (advice if shown.advice else 0)

    def _top(self, shown: Shown) -> float:
        """The block stands a little above the middle; on a low screen it begins right below the stripes."""
        free = self.height() - 2 * STRIPE - self._content_height(shown, self.shape_side())
        return STRIPE + max(12.0, min(64.0, free * 0.45))

    def _paint_word(self, painter: QPainter, word: str, top: float) -> None:
        font = self._bold(self.word_size())
        painter.setFont(font)
        side = self.shape_side()
        left = MARGIN + side + _GAP
        box = QRectF(left, top, self.width() - left - 8, side)
        self._write(painter, box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)

    def _reason_height(self, reason: str) -> int:
        """One line, or two at the smallest size: a long title is read whole."""
        wide = QFontMetricsF(self._bold(REASON_LEAST)).horizontalAdvance(reason)
        return 60 if wide <= self.width() - 2 * MARGIN else 76

    def _paint_reason(self, painter: QPainter, reason: str, top: float) -> float:
        """The second largest line; returns where it ends."""
        room, high = self.width() - 2 * MARGIN, self._reason_height(reason)
        painter.setFont(self._bold(self._fit(reason, room, 48, REASON_LEAST)))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        self._write(painter, QRectF(MARGIN, top, room, high), flags, reason)
        return top + high

    def _paint_notes(self, painter: QPainter, notes: tuple[str, ...], top: float, ink: str, ground: str) -> float:
        """What must not be missed, in the field's colours turned round; returns where it ends."""
        scale, text = self._theme.scale, " · ".join(notes)
        box = QRectF(MARGIN, top, self.width() - 2 * MARGIN, _NOTE * scale)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(QColor(ground))
        inner = box.adjusted(16, 4, -16, -4)
        sizes = (32, 28, 24, 20, 18)
        fonts = [self._scaled(size, QFont.Weight.Bold) for size in sizes]
        one_line = (font for font in fonts if QFontMetricsF(font).horizontalAdvance(text) <= inner.width())
        font = next(one_line, fonts[-1])
        painter.setFont(font)
        lines = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._write(painter, inner, lines | Qt.TextFlag.TextWordWrap, text)
        painter.restore()
        return box.bottom()

    def _fact_fonts(self) -> tuple[QFont, QFont, QFont]:
        """Of label, value and detail."""
        return (
            self._scaled(14, QFont.Weight.DemiBold),
            self._scaled(28, QFont.Weight.DemiBold),
            self._scaled(16, QFont.Weight.Medium),
        )

    def _fact_lines(self, facts: tuple[Fact, ...]) -> tuple[float, float, float]:
        """How high label, value and detail are; a detail that is too long takes two lines."""
        if not facts:
            return 0, 0, 0
        scale, room = self._theme.scale, self._fact_room(facts)
        font = self._fact_fonts()[2]
        details = (fact.detail for fact in facts)
        long = any(QFontMetricsF(self._shrunk(font, text, room)).horizontalAdvance(text) > room for text in details)
        return 20 * scale, 34 * scale, max(26 * scale, 46 if long else 0)

    def _fact_room(self, facts: tuple[Fact, ...]) -> float:
        return (self.width() - 2 * MARGIN) / max(1, len(facts)) - 24

    def _paint_facts(self, painter: QPainter, facts: tuple[Fact, ...], top: float) -> float:
        room, lines = self._fact_room(facts), self._fact_lines(facts)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for at, fact in enumerate(facts):
            y, left = top, MARGIN + at * (room + 24)
            texts = (fact.label, fact.value, fact.detail)
            for text, font, line in zip(texts, self._fact_fonts(), lines, strict=True):
                chosen = self._shrunk(font, text, room)
                painter.setFont(chosen)
                box = QRectF(left, y, room, line)
                metrics = QFontMetricsF(chosen)
                if text is fact.detail and metrics.horizontalAdvance(text) > room:
                    wrapped = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
                    self._write(painter, box, wrapped, text)
                elif text:
                    # Only what the store or a scanner sent is ever this long.
                    self._write(painter, box, flags, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))
                y += line
        return top + sum(lines)

    @staticmethod
    def _shrunk(font: QFont, text: str, room: float) -> QFont:
        wide = QFontMetricsF(font).horizontalAdvance(text)
        if wide <= room or font.pixelSize() <= 16:
            return font
        smaller = QFont(font)
        smaller.setPixelSize(max(16, int(font.pixelSize() * room / wide)))
        return smaller
