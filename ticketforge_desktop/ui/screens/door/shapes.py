"""The four filled shapes of the door: the class of a verdict told without colour.

Check in a disc, ! in a triangle, × in an octagon, arrow in a square; drawn on a 168 grid and scaled, so that the
field and the list of recent scans show the same sign.
"""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from ticketforge_desktop.domain.verdicts import Signal

GRID: Final = 168.0


def paint_shape(painter: QPainter, box: QRectF, signal: Signal, ink: QColor, hollow: QColor) -> None:
    """Paint the shape of a class into a square box: the body in `ink`, the sign in it in `hollow`."""
    side = min(box.width(), box.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center().x() - side / 2, box.center().y() - side / 2)
    painter.scale(side / GRID, side / GRID)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPath(_BODY[signal]())
    # Small signs need a heavier stroke to be told apart at 28 px.
    painter.setPen(_pen(hollow, 16.0 if side >= 64 else 20.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if signal is Signal.ATTENTION:
        painter.setPen(_pen(hollow, 19.0))
        painter.drawLine(QPointF(84, 64), QPointF(84, 104))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hollow)
        painter.drawEllipse(QPointF(84, 131), 11.5, 11.5)
    else:
        painter.drawPath(_SIGN[signal]())
    painter.restore()


def paint_stripes(painter: QPainter, band: QRectF, ink: QColor) -> None:
    """Fill a band with 20-px bars at 45°, ink and fill by turns: do not open the gate."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(band)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    wide = 20 * math.sqrt(2)  # a bar of 20 px across, cut by a horizontal edge
    left = band.left() - band.height() - wide
    while left < band.right():
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(left, band.bottom()),
                    QPointF(left + wide, band.bottom()),
                    QPointF(left + wide + band.height(), band.top()),
                    QPointF(left + band.height(), band.top()),
                ]
            )
        )
        left += 2 * wide
    painter.restore()


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _disc() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(84, 84), 81, 81)
    return path


def _triangle() -> QPainterPath:
    """Corners rounded by a stroke of 8 around a triangle that is 4 smaller all round."""
    return _rounded([(84, 8), (164, 158), (4, 158)], 8)


def _octagon() -> QPainterPath:
    cut = 160 * (1 - 1 / math.sqrt(2))
    low, high = 4.0, 164.0
    return _rounded(
        [
            (low + cut, low),
            (high - cut, low),
            (high, low + cut),
            (high, high - cut),
            (high - cut, high),
            (low + cut, high),
            (low, high - cut),
            (low, low + cut),
        ],
        4,
    )


def _square() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(6, 6, 156, 156), 14, 14)
    return path


def _rounded(corners: list[tuple[float, float]], radius: float) -> QPainterPath:
    """A polygon whose corners are cut by a curve that begins `radius` px before each of them."""
    path = QPainterPath()
    count = len(corners)
    for at, corner in enumerate(corners):
        here = QPointF(*corner)
        entry = _towards(here, QPointF(*corners[at - 1]), radius)
        leave = _towards(here, QPointF(*corners[(at + 1) % count]), radius)
        if at == 0:
            path.moveTo(entry)
        else:
            path.lineTo(entry)
        path.quadTo(here, leave)
    path.closeSubpath()
    return path


def _towards(start: QPointF, end: QPointF, length: float) -> QPointF:
    way = end - start
    return start + way * (length / math.hypot(way.x(), way.y()))


def _lines(*strokes: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for stroke in strokes:
        path.moveTo(*stroke[0])
        for point in stroke[1:]:
            path.lineTo(*point)
    return path


_BODY: Final = {
    Signal.ADMITTED: _disc,
    Signal.ATTENTION: _triangle,
    Signal.REFUSED: _octagon,
    Signal.EXIT: _square,
}
_SIGN: Final = {
    Signal.ADMITTED: lambda: _lines(((44, 88), (72, 116), (124, 58))),
    Signal.REFUSED: lambda: _lines(((58, 58), (110, 110)), ((110, 58), (58, 110))),
    Signal.EXIT: lambda: _lines(((40, 84), (124, 84)), ((90, 48), (126, 84), (90, 120))),
}
