"""The hall to look at and to work in: zoom, move about, choose by pointer, finger and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QToolTip, QWidget

from ticketforge_desktop.domain.seating.places import PITCH, Seat, SeatKind, SeatMap
from ticketforge_desktop.ui.screens.seats.frame import HallFrame
from ticketforge_desktop.ui.screens.seats.looks import SHARE, Look, Looks, Mark
from ticketforge_desktop.ui.screens.seats.tiles import HallItem
from ticketforge_desktop.ui.theme import Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.messages import announce

LARGEST: Final = 1.2  # px a cm: a seat as large as a fingertip
_FINGER: Final = 6.0  # px around a seat that still hit it
_SHAKES: Final = 5  # px that a hand moves without meaning it
_STEP: Final = 1.25
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


_PRESSES: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SeatView(QGraphicsView):
    """A map, each seat as `show_looks` says. What is chosen and where the keys are is drawn over it."""

    toggled = Signal(str)  # a seat was pressed, by pointer or key
    swept = Signal(list)  # seats in a rectangle, drawn with Shift
    area_pressed = Signal(str)  # a standing area
    viewed = Signal()  # scrolled or zoomed

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.looks = Looks(theme)
        self.hall = HallItem(self.looks)
        self.frame = HallFrame(theme)
        self.drawn = SeatMap("", "")
        self.chosen: tuple[str, ...] = ()
        self.current = ""  # where the keys are
        self.tip: Callable[[Seat], str] = lambda seat: seat.seat_id
        self._fitting = True
        self._pressed: QPoint | None = None
        self._dragged = False
        self._band: QRectF | None = None
        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        scene.addItem(self.hall)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(280, 200)
        theme.changed.connect(self._dress)
        self._dress()

    # What is shown

    def show_hall(self, drawn: SeatMap, looks: Mapping[str, Look]) -> None:
        """Another hall, whole in sight."""
        self.drawn = drawn
        self.hall.show_hall(drawn, looks)
        self.frame.show_hall(drawn)
        self.current = self.current if self.current in self.hall.seats else ""
        self.setSceneRect(self._room())
        if self._fitting:
            self.fit()
        self.viewport().update()

    def show_looks(self, looks: Mapping[str, Look]) -> None:
        """Seats look otherwise now."""
        self.hall.show_looks(looks)
        self.viewport().update()

    def show_chosen(self, seats: Sequence[str]) -> None:
        """These are chosen."""
        self.chosen = tuple(seats)
        self.viewport().update()

    def bring(self, seats: Iterable[str]) -> None:
        """Into sight, where they are not."""
        found = [self.hall.seats[seat_id] for seat_id in seats if seat_id in self.hall.seats]
        if not found:
            return
        self.current = found[0].seat_id
        box = QRectF(QPointF(found[0].x, found[0].y), QPointF(found[-1].x, found[-1].y)).normalized()
        if not self.mapToScene(self.viewport().rect()).boundingRect().contains(box):
            self.ensureVisible(box.adjusted(-PITCH, -PITCH, PITCH, PITCH))
        self.viewport().update()

    def _room(self) -> QRectF:
        bounds = self.hall.boundingRect()
        around = max(120.0, 0.05 * max(bounds.width(), bounds.height()))
        return bounds.adjusted(-around, -around, around, around)

    def _dress(self) -> None:
        self.setBackgroundBrush(self._theme.colour("window"))
        self.looks.forget()
        self.hall.paint_anew()

    # Zoom

    @property
    def scale_now(self) -> float:
        """Pixels a centimetre."""
        return self.transform().m11()

    def fit(self) -> None:
        """The whole hall in sight."""
        self._fitting = True
        room, hall = self.maximumViewportSize(), self._room()
        self._zoom(min(room.width() / max(1.0, hall.width()), room.height() / max(1.0, hall.height()), LARGEST))
        self.centerOn(hall.center())

    def zoom(self, factor: float) -> None:
        """Nearer (above 1) or farther away, no farther than the whole hall."""
        before = self.scale_now
        whole = min(self.width() / max(1.0, self._room().width()), self.height() / max(1.0, self._room().height()))
        wanted = max(min(whole, LARGEST), min(LARGEST, before * factor))
        self._fitting = wanted <= whole
        self._zoom(wanted)

    def _zoom(self, scale: float) -> None:
        if scale > 0 and abs(scale - self.scale_now) > 1e-6:
            self.scale(scale / self.scale_now, scale / self.scale_now)
            self.viewed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting:
            self.fit()
        self.viewed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(_STEP ** (event.angleDelta().y() / 120))
        event.accept()

    # Over the seats

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.save()
        painter.resetTransform()
        place = self.viewportTransform()
        self.frame.draw(painter, place, self.viewport().rect())
        size = max(8, round(PITCH * SHARE * self.scale_now) + 2)
        ratio = self.devicePixelRatioF()
        for seat_id in self.chosen:
            seat = self.hall.seats.get(seat_id)
            if seat is not None:
                at = place.map(QPointF(seat.x, seat.y))
                look = Look(Mark.CHOSEN, SeatKind.SEAT, 0, dim=False)
                picture = self.looks.picture(look, size, ratio)
                painter.drawPixmap(round(at.x() - size / 2), round(at.y() - size / 2), picture)
        seat = self.hall.seats.get(self.current)
        if seat is not None and self.hasFocus():
            at = place.map(QPointF(seat.x, seat.y))
            ring = QRectF(at.x() - size / 2, at.y() - size / 2, size, size).adjusted(-3, -3, 3, 3)
            paint.box(painter, self._theme, ring, edge="focus", width=2, radius=4)
        if self._band is not None:
            paint.box(painter, self._theme, place.mapRect(self._band), edge="accent_text", dashed=True, radius=0)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hall.late:
            self.viewport().update()
        if self.hasFocus():
            painter = QPainter(self.viewport())
            paint.focus_ring(painter, self._theme, self.viewport().rect(), 0)
            painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            seat = self.seat_at(QPointF(event.pos()))
            if seat is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.tip(seat), self.viewport())
            return True
        return super().viewportEvent(event)

    # The pointer

    def seat_at(self, point: QPointF) -> Seat | None:
        """The seat at a point of the viewport; a finger needs not hit it in the middle."""
        at = self._in_hall(point)
        return self.hall.seat_at(at.x(), at.y(), _FINGER / self.scale_now)

    def _in_hall(self, point: QPointF) -> QPointF:
        inverse, _possible = self.viewportTransform().inverted()
        return inverse.map(point)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed, self._dragged = event.position().toPoint(), False
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            at = self._in_hall(event.position())
            self._band = QRectF(at, at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            seat = self.seat_at(event.position())
            shape = Qt.CursorShape.PointingHandCursor if seat is not None else Qt.CursorShape.ArrowCursor
            if self.viewport().cursor().shape() is not shape:
                self.viewport().setCursor(shape)
            return
        now = event.position().toPoint()
        moved = now - self._pressed
        if not self._dragged and max(abs(moved.x()), abs(moved.y())) < _SHAKES:
            return
        self._dragged = self.hall.hurried = True
        if self._band is not None:
            self._band.setBottomRight(self._in_hall(event.position()))
            self.viewport().update()
            return
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - moved.x())
        down.setValue(down.value() - moved.y())
        self._pressed = now
        self.viewed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        band, dragged, pressed = self._band, self._dragged, self._pressed
        self._band, self._pressed, self._dragged = None, None, False
        self.hall.hurried = False
        if pressed is None:
            return
        if dragged and band is not None:
            box = band.normalized()
            seats = self.hall.seats_in(box.left(), box.top(), box.right(), box.bottom())
            self.swept.emit([seat.seat_id for seat in seats])
        elif not dragged:
            self._press(event.position())
        self.viewport().update()

    def _press(self, point: QPointF) -> None:
        seat = self.seat_at(point)
        if seat is not None:
            self.current = seat.seat_id
            self.toggled.emit(seat.seat_id)
            return
        at = self._in_hall(point)
        for area in self.drawn.areas:
            if QRectF(area.x, area.y, area.width, area.height).contains(at):
                self.area_pressed.emit(area.name)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in _ARROWS and not held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            self._step(*_ARROWS[key])
        elif key in _PRESSES and self.current and not held & Qt.KeyboardModifier.ControlModifier:
            self.toggled.emit(self.current)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif key == Qt.Key.Key_Home:
            self.fit()
        else:
            super().keyPressEvent(event)

    def _step(self, across: int, down: int) -> None:
        """To the next seat that way: along the row, or into the row before or behind."""
        here = self.hall.seats.get(self.current)
        if here is None:
            middle = self._in_hall(QPointF(self.viewport().rect().center()))
            start = self.hall.seat_at(middle.x(), middle.y(), 100_000)
            self._go(start)
            return
        far = 30 * PITCH
        best, least = None, float("inf")
        for seat in self.hall.seats_in(here.x - far, here.y - far, here.x + far, here.y + far):
            ahead = (seat.x - here.x) * across + (seat.y - here.y) * down
            aside = abs((seat.x - here.x) * down) + abs((seat.y - here.y) * across)
            if ahead > PITCH / 4 and ahead + 3 * aside < least and ahead >= aside / 2:
                best, least = seat, ahead + 3 * aside
        self._go(best)

    def _go(self, seat: Seat | None) -> None:
        if seat is None:
            return
        self.bring([seat.seat_id])
        words = self.tip(seat).replace("\n", ", ")
        self.setAccessibleDescription(words)
        announce(self, words)
