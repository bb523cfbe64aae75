"""The canvas: the ticket on a table, at any size, with what is chosen framed and movable."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from ticketforge_desktop.services.ports.printing import Drawing
from ticketforge_desktop.ui.screens.designer import frames, hands, snap
from ticketforge_desktop.ui.screens.designer.numbers import millimetres
from ticketforge_desktop.ui.screens.designer.work import Work
from ticketforge_desktop.ui.screens.orders.paper import paint_drawing
from ticketforge_desktop.ui.theme import Theme
from ticketforge_desktop.ui.widgets import paint

SMALLEST, LARGEST = 25, 800  # percent of true size
_TABLE: Final = 8.0  # mm around the paper
_REACH: Final = 6.0  # px: how near is near
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PaperItem(QGraphicsItem):
    """The ticket as it comes out. Kept as a picture until it or its size changes: a code is a thousand boxes."""

    def __init__(self) -> None:
        super().__init__()
        self.drawing: Drawing | None = None
        self.size = (10.0, 10.0)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def lay(self, drawing: Drawing | None, size: tuple[float, float]) -> None:
        """Show a ticket; None leaves the paper white."""
        if size != self.size:
            self.prepareGeometryChange()
        self.drawing, self.size = drawing, size
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, *self.size)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.fillRect(self.boundingRect(), Qt.GlobalColor.white)
        if self.drawing is not None:
            paint_drawing(painter, self.drawing, QRectF(0, 0, self.drawing.width, self.drawing.height))


class Canvas(QGraphicsView):
    """Follows a `Work` and changes it. A pointer chooses, moves and resizes (Alt: stops nowhere); so do the keys."""

    viewed = Signal()  # scrolled, zoomed, or something else is chosen
    asked = Signal(str)  # a letter that adds an item

    def __init__(self, theme: Theme, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.work = theme, work
        self.paper = PaperItem()
        self.faulty: frozenset[int] = frozenset()
        self.pulled: hands.Pulled | None = None
        self._pull: hands.Pull | None = None
        self._grip: hands.Grip | None = None
        self._band: tuple[tuple[float, float], tuple[float, float]] | None = None
        self._fitting = True
        self.point = "."  # between whole millimetres and their parts
        self.grid = snap.GRID  # mm: half ones, or the dots of a printer
        scene = QGraphicsScene(self)
        scene.addItem(self.paper)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 140)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda _at: self.viewed.emit())
        work.drafted.connect(self._drafted)
        work.selected.connect(self._look)
        theme.changed.connect(self._dress)
        self._dress()

    # What is seen

    def show_drawing(self, drawing: Drawing | None) -> None:
        """Another picture of the draft."""
        draft = self.work.draft
        size = (drawing.width, drawing.height) if drawing is not None else self.paper.size
        self.paper.lay(drawing, (draft.width, draft.height) if draft is not None else size)

    def _drafted(self) -> None:
        draft = self.work.draft
        if draft is None:
            return
        size = (draft.width, draft.height)
        self.faulty = frozenset(fault.item for fault in draft.faults)
        if size != self.paper.size:
            self.paper.lay(None, size)
            self.setSceneRect(QRectF(-_TABLE, -_TABLE, draft.width + 2 * _TABLE, draft.height + 2 * _TABLE))
            self.fit()
        self._look()

    def _look(self) -> None:
        self.viewport().update()
        self.viewed.emit()

    def _dress(self) -> None:
        self.setBackgroundBrush(self._theme.colour("window"))

    @property
    def scale_now(self) -> float:
        """Pixels a millimetre."""
        return self.transform().m11()

    @property
    def percent(self) -> int:
        """Of true size on this display."""
        return round(self.scale_now * 25.4 / self.logicalDpiX() * 100)

    def zoom(self, percent: float) -> None:
        """To so many percent of true size, about the middle or the pointer."""
        self._fitting = False
        self._zoom(min(LARGEST, max(SMALLEST, percent)))

    def _zoom(self, percent: float) -> None:
        scale = percent / 100 * self.logicalDpiX() / 25.4
        self.scale(scale / self.scale_now, scale / self.scale_now)
        self.viewed.emit()

    def fit(self) -> None:
        """As large as the whole paper can be seen."""
        self._fitting = True
        room, table = self.maximumViewportSize(), self.sceneRect()
        scale = min((room.width() - 1) / table.width(), (room.height() - 1) / table.height())
        self._zoom(max(SMALLEST, min(LARGEST, scale * 25.4 / self.logicalDpiX() * 100)))
        self.centerOn(table.center())
        self.viewed.emit()

    def size_words(self, width: float, height: float) -> str:
        """A size as it is said: `20.8 × 20.8 mm`."""
        return f"{millimetres(width, self.point)} × {millimetres(height, self.point)} mm"

    def where(self, x: float, y: float) -> QPointF:
        """A point on the ticket (mm) in px of the viewport."""
        return self.viewportTransform().map(QPointF(x, y))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting:
            self.fit()
        self.viewed.emit()

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        painter.save()
        painter.resetTransform()
        frames.draw(painter, self._theme, self, self._band)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            paint.focus_ring(painter, self._theme, self.viewport().rect(), 0)
            painter.end()

    # The pointer

    def _point(self, event: QMouseEvent) -> tuple[float, float]:
        inverse, _possible = self.viewportTransform().inverted()
        at = inverse.map(event.position())
        return at.x(), at.y()

    @property
    def _reach(self) -> float:
        return _REACH / self.scale_now

    def mousePressEvent(self, event: QMouseEvent) -> None:
        draft = self.work.draft
        if event.button() is not Qt.MouseButton.LeftButton or draft is None:
            return
        x, y = self._point(event)
        chosen = self.work.chosen
        self._grip = hands.grip_at(chosen, x, y, self._reach) if len(chosen) == 1 else None
        if self._grip is None:
            more = bool(event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
            hit = hands.item_at(self.work.items, x, y, self._reach)
            self._pick(hit, more=more)
            if hit is None:
                self._band = ((x, y), (x, y))
                return
        if self.work.selection:
            page = (draft.width, draft.height)
            self._pull = hands.take(self.work.items, self.work.selection, page, (x, y), self._grip, self.grid)

    def _pick(self, hit: int | None, *, more: bool) -> None:
        """Choose what was hit; one of several that are chosen keeps them all, so that they move together."""
        now = set(self.work.selection)
        if hit is None:
            self.work.choose(now if more else ())
        elif more:
            self.work.choose(now ^ {hit})
        elif hit not in now:
            self.work.choose((hit,))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x, y = self._point(event)
        if self._band is not None:
            self._band = (self._band[0], (x, y))
        elif self._pull is not None:
            free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            square = self._grip is not None and self.work.chosen[0].kind == "qr"
            near = max(abs(x - self._pull.x), abs(y - self._pull.y)) * self.scale_now
            if self.pulled is None and near < 3:  # a hand that shakes moves nothing
                return
            self.pulled = hands.pull(self._pull, x, y, self._reach, free=free, square=square)
            self.viewed.emit()
        else:
            chosen = self.work.chosen
            grip = hands.grip_at(chosen, x, y, self._reach) if len(chosen) == 1 else None
            self.viewport().setCursor(frames.cursor_of(grip))
            return
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pulled, grip, band = self.pulled, self._grip, self._band
        self.let_go()
        if pulled is not None and grip is not None:
            self.work.resize(grip.item, pulled.place)
        elif pulled is not None:
            self.work.move(pulled.shift.dx, pulled.shift.dy)
        elif band is not None and band[0] != band[1]:
            found = hands.items_in(self.work.items, *band)
            more = event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
            self.work.choose({*self.work.selection, *found} if more else found)

    def let_go(self) -> None:
        """What is held goes back to where it was."""
        self.pulled = self._pull = self._grip = self._band = None
        self._look()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(self.percent * 1.25 ** (event.angleDelta().y() / 120))
            event.accept()
            return
        super().wheelEvent(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held, work = event.modifiers(), self.work
        key = Qt.Key(event.key())
        step = self.grid * 10 if held & Qt.KeyboardModifier.ShiftModifier else self.grid
        if key in _ARROWS and work.selection:
            dx, dy = (step * way for way in _ARROWS[key])
            if held & Qt.KeyboardModifier.ControlModifier:
                work.grow(dx, dy)
            else:
                self._nudge(dx, dy)
        elif key == Qt.Key.Key_Escape and (self._pull or self._band):
            self.let_go()
        elif key == Qt.Key.Key_Escape and work.selection:
            work.choose(())
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._step(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_A and held & Qt.KeyboardModifier.ControlModifier:
            work.choose(item.index for item in work.items)
        elif not held and event.text().isalpha():
            self.asked.emit(event.text().lower())
        else:
            super().keyPressEvent(event)

    def _nudge(self, dx: float, dy: float) -> None:
        """A step; on a grid of dots it ends on one, however a file's hundredths were rounded."""
        box = snap.around([item.place for item in self.work.chosen])
        if self.grid != snap.GRID:
            dx = snap.on_grid(box.x + dx, self.grid) - box.x if dx else 0.0
            dy = snap.on_grid(box.y + dy, self.grid) - box.y if dy else 0.0
        self.work.move(dx, dy, merge="nudge")

    def _step(self, way: int) -> None:
        """Choose the next or the one before, around."""
        order = [item.index for item in self.work.items]
        if order:
            at = order.index(self.work.selection[-1]) + way if self.work.selection else (0 if way > 0 else -1)
            self.work.choose((order[at % len(order)],))
