"""Rulers in millimetres along the canvas; what is chosen is marked on them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ticketforge_desktop.ui.theme import Role, Theme
from ticketforge_desktop.ui.widgets.paint import Written

THICK: Final = 26
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100)  # mm between figures
_APART: Final = 12  # px between two figures at least
_TICKS: Final = ((10, 10), (5, 7), (1, 4))  # every so many mm, so many px long
_CLOSE: Final = 3.0  # px: ticks nearer than this are left out


class Ruler(QWidget):
    """Along the top or, upright, along the left. It follows `follow`."""

    def __init__(self, theme: Theme, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._upright = upright
        self._zero, self._scale = 0.0, 4.0
        self._marked: tuple[float, float] | None = None
        self.written: list[Written] = []
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(fixed if upright else free, free if upright else fixed)
        theme.changed.connect(self.updateGeometry)

    def follow(self, zero: float, scale: float, marked: tuple[float, float] | None) -> None:
        """`zero` is where 0 mm lies in px, `scale` px a millimetre, `marked` a stretch in mm."""
        if (zero, scale, marked) != (self._zero, self._scale, self._marked):
            self._zero, self._scale, self._marked = zero, scale, marked
            self.update()

    def sizeHint(self) -> QSize:
        wide = self._theme.width(Role.SMALL, "000") + 12
        thick = max(THICK, wide) if self._upright else max(THICK, self._theme.line(Role.SMALL) + 10)
        return QSize(thick, 100) if self._upright else QSize(100, thick)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.fillRect(self.rect(), theme.colour("surface"))
        long, thick = (self.height(), self.width()) if self._upright else (self.width(), self.height())
        if self._marked is not None:
            start, end = (self._zero + at * self._scale for at in self._marked)
            painter.fillRect(self._box(start, 0, max(1.0, end - start), thick), theme.colour("accent_soft"))
        painter.setPen(QPen(theme.colour("border_strong"), 1))
        self._ticks(painter, long, thick)
        painter.setPen(QPen(theme.colour("border"), 1))
        edge = thick - 0.5
        painter.drawLine(self._at(0, edge), self._at(long, edge))
        self._figures(painter, long)
        painter.end()

    def _ticks(self, painter: QPainter, long: int, thick: int) -> None:
        first, last = int(-self._zero / self._scale) - 1, int((long - self._zero) / self._scale) + 1
        for mm in range(first, last + 1):
            for every, tall in _TICKS:
                if mm % every == 0:
                    if every * self._scale >= _CLOSE:
                        at = self._zero + mm * self._scale
                        painter.drawLine(self._at(at, thick - tall), self._at(at, thick))
                    break

    def _figures(self, painter: QPainter, long: int) -> None:
        font = self._theme.font(Role.SMALL)
        metrics = QFontMetrics(font)
        wide = metrics.height() if self._upright else metrics.horizontalAdvance("000")
        step = next((s for s in _STEPS if s >= 5 and s * self._scale >= wide + _APART), _STEPS[-1])
        painter.setFont(font)
        painter.setPen(self._theme.colour("secondary"))
        self.written = []
        first = int(-self._zero / self._scale) // step
        for count in range(first, int((long - self._zero) / self._scale) // step + 1):
            text = str(count * step)
            at = self._zero + count * step * self._scale
            box = metrics.tightBoundingRect(text)
            wide = metrics.horizontalAdvance(text)
            if self._upright:
                rect = QRectF(2, at - box.height() / 2 - 1, wide, box.height() + 2)
            else:
                rect = QRectF(at - wide / 2, 3, wide, box.height() + 2)
            if self.rect().contains(rect.toAlignedRect()):
                painter.drawText(QPointF(rect.left(), rect.bottom() - 1), text)
                self.written.append(Written(text, text, rect))

    def _at(self, along: float, across: float) -> QPointF:
        return QPointF(across, along) if self._upright else QPointF(along, across)

    def _box(self, along: float, across: float, long: float, thick: float) -> QRectF:
        return QRectF(across, along, thick, long) if self._upright else QRectF(along, across, long, thick)


class Corner(QWidget):
    """Where the rulers meet: the unit."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)  # as large as the rulers leave it
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.setFont(self._theme.font(Role.SMALL))
        painter.setPen(self._theme.colour("secondary"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "mm")
        painter.end()
