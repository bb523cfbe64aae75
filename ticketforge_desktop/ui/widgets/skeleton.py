"""What is painted before anything is known."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ticketforge_desktop.ui.theme import Measure, Theme
from ticketforge_desktop.ui.widgets import paint


class Skeleton(QWidget):
    """Grey boxes where cards will be, while the profile is opened. Does not move."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width, height = self.width() - 2 * Measure.MARGIN, self.height()
        left, gap = Measure.MARGIN, Measure.GAP
        card = (width - 3 * gap) // 4
        boxes = [QRect(left + at * (card + gap), Measure.HEADER, card, 112) for at in range(4)]
        top = Measure.HEADER + 112 + gap
        boxes.append(QRect(left, top, width, max(0, height - top - Measure.MARGIN)))
        for rect in boxes:
            paint.box(painter, self._theme, rect, fill="surface", edge="border")
            for line, share in enumerate((0.5, 0.3)):
                bar = QRect(rect.x() + 16, rect.y() + 20 + line * 32, int(min(card, rect.width()) * share), 12)
                paint.box(painter, self._theme, bar, fill="raised", radius=Measure.SMALL_RADIUS)
        painter.end()
