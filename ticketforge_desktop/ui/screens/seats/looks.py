"""How a seat looks: its state by a mark of its own, its price by colour, never one of them by colour alone.

The marks are those of the design: filled is free, a check is chosen, empty is sold, hatched is held, dashed with a dot
is another till's, a ring is a place for a wheelchair. A cross is blocked; a frame in the price's colour is free in the
store, but not ours while nobody answers there.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap

from ticketforge_desktop.domain.seating.places import SeatKind
from ticketforge_desktop.ui.theme import Theme

SHARE: Final = 0.76  # of the way to the next seat that a seat's box takes
PLAIN: Final = 5.0  # px: smaller boxes are drawn without marks, all of a kind in one stroke
DIM: Final = 0.75  # what is not the chosen category, as the design has it


class Mark(StrEnum):
    """What the mark of a seat says."""

    FREE = "free"
    STORE = "store"  # free, but only the store can give it, and that does not answer
    CHOSEN = "chosen"
    SOLD = "sold"
    HELD = "held"
    ELSEWHERE = "elsewhere"
    BLOCKED = "blocked"


class Look(NamedTuple):
    """Everything that a seat's picture depends on."""

    mark: Mark
    kind: SeatKind
    colour: int  # of the chart series; -1 = no category of this event
    dim: bool


class Looks:
    """Pictures of seats, each made once a size and theme.

    Args:
        theme: whose colours they have; `forget` when it changed.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._made: dict[tuple[Look, int, float], QPixmap] = {}

    def forget(self) -> None:
        """Other colours from now on."""
        self._made.clear()

    def picture(self, look: Look, size: int, ratio: float) -> QPixmap:
        """A seat of `size` px on a display of this pixel ratio."""
        key = (look, size, ratio)
        found = self._made.get(key)
        if found is None:
            if len(self._made) > 600:  # many sizes were zoomed through
                self._made.clear()
            found = self._made[key] = self._make(look, size, ratio)
        return found

    def colour(self, look: Look) -> QColor:
        """One colour for a seat too small for marks: free ones have the price's, all others recede."""
        theme = self._theme
        if look.mark is Mark.CHOSEN:
            return theme.colour("text")
        if look.mark in (Mark.FREE, Mark.STORE) and look.colour >= 0:
            colour = self.price(look.colour)
            if look.mark is Mark.STORE:
                colour.setAlphaF(0.45)
            elif look.dim:
                colour.setAlphaF(DIM)
            return colour
        return theme.colour("border" if look.mark is Mark.SOLD else "control")

    def price(self, colour: int) -> QColor:
        """The colour of a category, by its number."""
        series = self._theme.tokens.series
        return QColor(series[colour % len(series)]) if colour >= 0 else self._theme.colour("control")

    def _make(self, look: Look, size: int, ratio: float) -> QPixmap:
        picture = QPixmap(round(size * ratio), round(size * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if look.dim and look.mark is Mark.FREE:
            painter.setOpacity(DIM)
        paint_seat(painter, self._theme, self.price(look.colour), look, QRectF(0, 0, size, size))
        painter.end()
        return picture


def paint_seat(painter: QPainter, theme: Theme, price: QColor, look: Look, rect: QRectF) -> None:
    """One seat in a box, also for the legend."""
    size = rect.width()
    line = 1.0 if size < 16 else 1.5
    box = rect.adjusted(line / 2, line / 2, -line / 2, -line / 2)
    radius = size * 0.22
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    mark = look.mark
    if mark is Mark.FREE:
        painter.fillPath(path, price)
        _paint_kind(painter, theme, look.kind, box)
    elif mark is Mark.CHOSEN:
        painter.fillPath(path, QColor("#FFFFFF"))
        painter.strokePath(path, QPen(theme.colour("accent"), max(1.5, size * 0.12)))
        _check(painter, theme, box)
    elif mark is Mark.STORE:
        painter.strokePath(path, QPen(price, max(1.5, size * 0.14)))
    else:
        _paint_gone(painter, theme, mark, path, box, line)
    if look.kind is SeatKind.WHEELCHAIR and mark is not Mark.FREE and mark is not Mark.CHOSEN:
        painter.setPen(QPen(theme.colour("border_strong"), line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.center(), size * 0.2, size * 0.2)


def _paint_gone(painter: QPainter, theme: Theme, mark: Mark, path: QPainterPath, box: QRectF, line: float) -> None:
    size = box.width()
    if mark is Mark.SOLD:
        painter.strokePath(path, QPen(theme.colour("control"), line))
    elif mark is Mark.HELD:
        painter.fillPath(path, theme.colour("raised"))
        painter.save()
        painter.setClipPath(path)
        painter.setPen(QPen(theme.colour("secondary"), max(1.0, size * 0.09)))
        step = max(3.0, size / 3.5)
        at = -size
        while at < size * 2:
            painter.drawLine(QPointF(box.x() + at, box.bottom()), QPointF(box.x() + at + size, box.y()))
            at += step
        painter.restore()
        painter.strokePath(path, QPen(theme.colour("secondary"), line))
    elif mark is Mark.ELSEWHERE:
        pen = QPen(theme.colour("text"), line)
        pen.setDashPattern([2, 2])
        painter.strokePath(path, pen)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text"))
        painter.drawEllipse(box.center(), size * 0.14, size * 0.14)
    else:
        pen = QPen(theme.colour("border_strong"), line)
        painter.strokePath(path, pen)
        inner = box.adjusted(size * 0.28, size * 0.28, -size * 0.28, -size * 0.28)
        painter.setPen(QPen(theme.colour("border_strong"), max(1.0, size * 0.1)))
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.topRight(), inner.bottomLeft())


def _check(painter: QPainter, theme: Theme, box: QRectF) -> None:
    size = box.width()
    pen = QPen(theme.colour("accent"), max(1.5, size * 0.14))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    points = [(0.26, 0.54), (0.43, 0.71), (0.75, 0.32)]
    painter.drawPolyline([QPointF(box.x() + x * size, box.y() + y * size) for x, y in points])


def _paint_kind(painter: QPainter, theme: Theme, kind: SeatKind, box: QRectF) -> None:
    """What is special about a free place, cut out of its fill."""
    size, ground = box.width(), theme.colour("window")
    if kind is SeatKind.WHEELCHAIR:
        painter.setPen(QPen(ground, max(1.2, size * 0.13)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.center(), size * 0.27, size * 0.27)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(ground))
        painter.drawEllipse(box.center(), size * 0.1, size * 0.1)
    elif kind is SeatKind.COMPANION:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(ground))
        painter.drawEllipse(box.center(), size * 0.17, size * 0.17)
    elif kind is SeatKind.RESTRICTED:
        painter.setPen(QPen(ground, max(1.2, size * 0.14)))
        painter.drawLine(
            QPointF(box.x() + size * 0.18, box.bottom() - size * 0.18),
            QPointF(box.right() - size * 0.18, box.y() + size * 0.18),
        )
