"""The hall to draw in: rows along a line, the stage and standing areas as boxes, and seats chosen to change them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ticketforge_desktop.domain.seating.places import PITCH
from ticketforge_desktop.ui.screens.seats.drafting import Drafting
from ticketforge_desktop.ui.screens.seats.view import SeatView
from ticketforge_desktop.ui.theme import Theme

_NUDGE: Final = 10  # cm an arrow with Alt moves
_ARROWS: Final = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class Tool(StrEnum):
    """What a drag on the map does."""

    CHOOSE = "choose"
    ROWS = "rows"
    STAGE = "stage"
    AREA = "area"


class Pencil(SeatView):
    """Follows a `Drafting`. With a tool in hand a drag draws; Esc puts it down."""

    lined = Signal(QPointF, QPointF)  # the first row, from its first to its last seat, in cm
    boxed = Signal(QRectF)  # a box in cm
    put_down = Signal()

    def __init__(self, theme: Theme, drafting: Drafting, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.drafting = drafting
        self.tool = Tool.CHOOSE
        self._line: QLineF | None = None
        drafting.changed.connect(self._draw_anew)
        drafting.selected.connect(lambda: self.show_chosen(tuple(drafting.selection)))
        self.toggled.connect(drafting.press)
        self.swept.connect(lambda seats: drafting.choose(drafting.selection | set(seats)))

    def take(self, tool: Tool) -> None:
        """Another tool."""
        self.tool = tool
        shape = Qt.CursorShape.ArrowCursor if tool is Tool.CHOOSE else Qt.CursorShape.CrossCursor
        self.viewport().setCursor(shape)

    def _draw_anew(self) -> None:
        self.show_hall(self.drafting.drawn, self.drafting.looks())
        self.show_chosen(tuple(self.drafting.selection))

    def _room(self) -> QRectF:
        """Room to draw in, also around a hall that is still empty."""
        whole = super()._room()
        return whole.united(QRectF(-1_500, -400, 3_000, 2_400)).adjusted(-300, -300, 300, 300)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.tool is Tool.CHOOSE or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        at = self._snapped(event)
        self._line = QLineF(at, at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._line is None:
            if self.tool is Tool.CHOOSE:
                super().mouseMoveEvent(event)
            return
        end = self._snapped(event)
        near = abs(end.y() - self._line.y1()) * self.scale_now < 8
        if self.tool is Tool.ROWS and near and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            end.setY(self._line.y1())  # a hand that means straight is straight
        self._line.setP2(end)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._line is None:
            super().mouseReleaseEvent(event)
            return
        line, self._line = self._line, None
        self.viewport().update()
        if line.length() * self.scale_now < 6:
            return
        if self.tool is Tool.ROWS:
            self.lined.emit(line.p1(), line.p2())
        else:
            self.boxed.emit(QRectF(line.p1(), line.p2()).normalized())

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        super().drawForeground(painter, rect)
        if self._line is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.colour("accent_text"), 2)
        pen.setCosmetic(True)
        painter.setPen(pen)
        if self.tool is Tool.ROWS:
            painter.drawLine(self._line)
            painter.setBrush(self._theme.colour("accent_text"))
            count = max(1, int(self._line.length() / PITCH + 0.5))
            for at in range(count + 1):
                painter.drawEllipse(self._line.pointAt(at / count), 6, 6)
        else:
            painter.drawRect(QRectF(self._line.p1(), self._line.p2()).normalized())
        painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Escape and (self._line is not None or self.tool is not Tool.CHOOSE):
            self._line = None
            self.put_down.emit()
        elif key == Qt.Key.Key_Escape and self.drafting.selection:
            self.drafting.choose(())
        elif key in _ARROWS and held & Qt.KeyboardModifier.AltModifier and self.drafting.selection:
            across, down = _ARROWS[key]
            self.drafting.nudge(across * _NUDGE, down * _NUDGE)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.drafting.selection:
            self.drafting.remove()
        elif key == Qt.Key.Key_A and held & Qt.KeyboardModifier.ControlModifier:
            self.drafting.choose(self.hall.seats)
        else:
            super().keyPressEvent(event)

    def _snapped(self, event: QMouseEvent) -> QPointF:
        """On a grid of 10 cm, so that rows and blocks stand in line."""
        at = self._in_hall(event.position())
        return QPointF(round(at.x() / 10) * 10, round(at.y() / 10) * 10)
