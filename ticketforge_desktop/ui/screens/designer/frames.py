"""What is painted over the ticket: frames, handles, guides, sizes. In px of the viewport, so that lines stay thin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from ticketforge_desktop.services.ports.layout_design import Place
from ticketforge_desktop.ui.screens.designer import hands, snap
from ticketforge_desktop.ui.theme import Role, Theme

if TYPE_CHECKING:
    from ticketforge_desktop.ui.screens.designer.canvas import Canvas

# The paper is white in both themes, and so are the colours that must stand out on it.
_CHOSEN: Final = QColor("#4742CF")
_SOFT: Final = QColor(71, 66, 207, 110)
_FAULTY: Final = QColor("#A51420")
_HANDLE: Final = 8
_CURSORS: Final = {
    "lt": Qt.CursorShape.SizeFDiagCursor,
    "rb": Qt.CursorShape.SizeFDiagCursor,
    "rt": Qt.CursorShape.SizeBDiagCursor,
    "lb": Qt.CursorShape.SizeBDiagCursor,
    "t": Qt.CursorShape.SizeVerCursor,
    "b": Qt.CursorShape.SizeVerCursor,
    "l": Qt.CursorShape.SizeHorCursor,
    "r": Qt.CursorShape.SizeHorCursor,
}
Band = tuple[tuple[float, float], tuple[float, float]]


def cursor_of(grip: hands.Grip | None) -> Qt.CursorShape:
    """The pointer over a handle."""
    return Qt.CursorShape.ArrowCursor if grip is None else _CURSORS[grip.handle]


def draw(painter: QPainter, theme: Theme, canvas: Canvas, band: Band | None) -> None:
    """Everything over the ticket. Edge of the paper, faulty items, what is chosen, where it is dragged to."""
    work = canvas.work
    draft = work.draft
    if draft is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme.colour("border_strong"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(_rect(canvas, Place(0, 0, draft.width, draft.height)))
    for item in work.items:
        if item.index in canvas.faulty:
            painter.setPen(QPen(_FAULTY, 2, Qt.PenStyle.DashLine))
            painter.drawRect(_rect(canvas, item.place).adjusted(-2, -2, 2, 2))
    chosen = work.chosen
    pulled = canvas.pulled
    for item in chosen:
        painter.setPen(QPen(_CHOSEN, 1.5 if pulled is None else 1))
        painter.drawRect(_rect(canvas, item.place))
    if chosen:
        box = pulled.place if pulled is not None else snap.around([item.place for item in chosen])
        if pulled is not None:
            _guides(painter, canvas, pulled.shift)
            painter.setPen(QPen(_CHOSEN, 1.5))
            painter.drawRect(_rect(canvas, box))
        elif len(chosen) == 1:
            _handles(painter, canvas, hands.grips(chosen[0]))
        _size(painter, theme, canvas, box)
    if band is not None:
        painter.setPen(QPen(_CHOSEN, 1))
        painter.setBrush(QColor(71, 66, 207, 26))
        painter.drawRect(QRectF(canvas.where(*band[0]), canvas.where(*band[1])).normalized())


def _rect(canvas: Canvas, place: Place) -> QRectF:
    return QRectF(canvas.where(place.x, place.y), canvas.where(place.x + place.width, place.y + place.height))


def _handles(painter: QPainter, canvas: Canvas, grips: list[hands.Grip]) -> None:
    painter.setPen(QPen(_CHOSEN, 1.5))
    painter.setBrush(QColor("#FFFFFF"))
    for grip in grips:
        at = canvas.where(grip.x, grip.y)
        painter.drawRect(QRectF(at.x() - _HANDLE / 2, at.y() - _HANDLE / 2, _HANDLE, _HANDLE))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _guides(painter: QPainter, canvas: Canvas, shift: snap.Shift) -> None:
    room = canvas.viewport().rect()
    painter.setPen(QPen(_SOFT, 1))
    if shift.guide_x is not None:
        x = canvas.where(shift.guide_x, 0).x()
        painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
    if shift.guide_y is not None:
        y = canvas.where(0, shift.guide_y).y()
        painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))


def _size(painter: QPainter, theme: Theme, canvas: Canvas, box: Place) -> None:
    """Width and height below the frame, above it where there is no room."""
    font = theme.font(Role.SMALL_STRONG)
    metrics = QFontMetrics(font)
    text = canvas.size_words(box.width, box.height)
    wide, high = metrics.horizontalAdvance(text) + 12, metrics.height() + 6
    frame, room = _rect(canvas, box), canvas.viewport().rect()
    top = frame.bottom() + 10
    if top + high > room.bottom():
        top = frame.top() - 10 - high
    left = min(max(frame.center().x() - wide / 2, 2), max(2, room.width() - wide - 2))
    pill = QRectF(left, min(max(top, 2), room.height() - high - 2), wide, high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_CHOSEN)
    painter.drawRoundedRect(pill, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(font)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
