"""Strokes that several widgets paint alike."""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen

from ticketforge_desktop.ui.theme import Measure, Role, Theme

_HINT_PADDING = 6
Side = Literal["left", "centre", "right"]


class Written(NamedTuple):
    """A text that a widget drew itself: what it had to say, what is to be read, and where. For tests and tips."""

    text: str
    shown: str
    rect: QRectF


def box(
    painter: QPainter,
    theme: Theme,
    rect: QRect | QRectF,
    *,
    fill: str = "",
    edge: str = "",
    radius: float = Measure.RADIUS,
    width: float = 1,
    dashed: bool = False,
) -> None:
    """A rounded box; its edge lies inside the rect, so that boxes of one size stay of one size."""
    inset = width / 2 if edge else 0
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if fill:
        painter.fillPath(path, theme.colour(fill))
    if edge:
        pen = QPen(theme.colour(edge), width)
        if dashed:
            pen.setDashPattern([2, 2])
        painter.strokePath(path, pen)
    painter.restore()


def hint_width(theme: Theme, text: str) -> int:
    """Width of a key hint; 0 without a text."""
    if not text:
        return 0
    return max(Measure.KEY_HINT, theme.width(Role.HINT, text) + 2 * _HINT_PADDING)


def key_hint(
    painter: QPainter, theme: Theme, left: int, centre: int, text: str, *, ink: str, edge: str, fill: str = ""
) -> int:
    """A key as a small box; returns its width."""
    width = hint_width(theme, text)
    height = theme.fit(Measure.KEY_HINT, theme.line(Role.HINT), 4)
    rect = QRect(left, centre - height // 2, width, height)
    box(painter, theme, rect, fill=fill, edge=edge, radius=Measure.SMALL_RADIUS)
    words(painter, theme, rect, text, role=Role.HINT, ink=ink, side="centre")
    return width


def words(
    painter: QPainter,
    theme: Theme,
    rect: QRect,
    text: str,
    *,
    role: Role = Role.BODY,
    ink: str = "text",
    side: Side = "left",
) -> int:
    """One line of text, in the middle of the rect's height, elided where it does not fit; returns the width it took."""
    font = theme.font(role)
    metrics = QFontMetrics(font)
    room, wide = max(0, rect.width()), metrics.horizontalAdvance(text)
    if wide > room:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        wide = metrics.horizontalAdvance(text)
    left = rect.x() + {"left": 0, "centre": (room - wide) // 2, "right": room - wide}[side]
    base = rect.y() + (rect.height() - metrics.height()) // 2 + metrics.ascent()
    painter.setFont(font)
    painter.setPen(theme.colour(ink))
    painter.drawText(QPoint(left, base), text)
    return wide


def focus_ring(painter: QPainter, theme: Theme, rect: QRect, radius: float = Measure.RADIUS) -> None:
    """The ring that tells where the keyboard is."""
    box(painter, theme, rect, edge="focus", width=Measure.FOCUS, radius=radius)


_BARS = 4


def gauge(painter: QPainter, theme: Theme, left: int, bottom: int, filled: int, ink: str) -> int:
    """Four bars, `filled` of them solid (0 sold out … 4 available); returns the width."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for bar in range(_BARS):
        height = 4 + 3 * bar
        rect = QRectF(left + 4 * bar, bottom - height, 3, height)
        if bar < filled:
            painter.fillRect(rect, theme.colour(ink))
        else:
            painter.setPen(QPen(theme.colour(ink), 0.8))
            painter.drawRect(rect.adjusted(0.4, 0.4, -0.4, -0.4))
    painter.restore()
    return 4 * _BARS - 1


def shape(painter: QPainter, signal: str, rect: QRectF, fill: str, mark: str, theme: Theme) -> None:
    """The shape of a verdict class: check in a disc, ! in a triangle, × in an octagon, arrow in a square.

    `signal` is a `domain.verdicts.Signal` value; sizes of 20, 28 and 168 px are used.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 24, rect.height() / 24)
    painter.setBrush(theme.colour(fill))
    painter.setPen(
        QPen(theme.colour(fill), 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    pen = QPen(theme.colour(mark), 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if signal == "admitted":
        painter.drawEllipse(QRectF(1, 1, 22, 22))
        painter.setPen(pen)
        painter.drawPolyline([QPointF(7, 12.6), QPointF(10.6, 16.2), QPointF(17.2, 8.6)])
    elif signal == "attention":
        painter.drawPolygon([QPointF(12, 1.8), QPointF(23, 21.8), QPointF(1, 21.8)])
        painter.setPen(pen)
        painter.drawLine(QPointF(12, 9), QPointF(12, 14.2))
        painter.drawPoint(QPointF(12, 18.4))
    elif signal == "exit":
        painter.drawRoundedRect(QRectF(1.6, 1.6, 20.8, 20.8), 2, 2)
        painter.setPen(pen)
        painter.drawLine(QPointF(6.5, 12), QPointF(17.5, 12))
        painter.drawPolyline([QPointF(13, 7.4), QPointF(17.6, 12), QPointF(13, 16.6)])
    else:
        corners = [
            (7.6, 1.4),
            (16.4, 1.4),
            (22.6, 7.6),
            (22.6, 16.4),
            (16.4, 22.6),
            (7.6, 22.6),
            (1.4, 16.4),
            (1.4, 7.6),
        ]
        painter.drawPolygon([QPointF(x, y) for x, y in corners])
        painter.setPen(pen)
        painter.drawLine(QPointF(8.4, 8.4), QPointF(15.6, 15.6))
        painter.drawLine(QPointF(15.6, 8.4), QPointF(8.4, 15.6))
    painter.restore()
