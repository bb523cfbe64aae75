"""A ticket as it will come out of the printer: the drawing of its layout, painted in millimetres."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ticketforge_desktop.services.ports.printing import (
    BoxMark,
    Drawing,
    ImageMark,
    LineMark,
    Mark,
    PatternMark,
    TextMark,
)
from ticketforge_desktop.ui.theme import Theme
from ticketforge_desktop.ui.theme.fonts import FAMILY

_MM_A_POINT: Final = 25.4 / 72
_INK: Final = {"black": "#000000", "white": "#FFFFFF", "pale": "#C8CCD4"}
# Text is set at this many times its size and scaled down: Qt rounds pixel sizes to whole numbers.
_FINE: Final = 64


def paint_drawing(painter: QPainter, drawing: Drawing, box: QRectF) -> None:
    """Paint a drawing into a box of its proportions, paper included."""
    painter.save()
    painter.fillRect(box, QColor("#FFFFFF"))
    painter.translate(box.topLeft())
    painter.scale(box.width() / drawing.width, box.height() / drawing.height)
    painter.setClipRect(QRectF(0, 0, drawing.width, drawing.height))
    for mark in drawing.marks:
        painter.save()
        _paint(painter, mark)
        painter.restore()
    painter.restore()


def _paint(painter: QPainter, mark: Mark) -> None:
    match mark:
        case TextMark():
            _paint_text(painter, mark)
        case BoxMark():
            _paint_box(painter, mark)
        case LineMark():
            pen = QPen(QColor(_INK["black"]), mark.stroke)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if mark.dash and mark.stroke:
                pen.setDashPattern([mark.dash / mark.stroke, mark.dash / mark.stroke])
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(pen)
            painter.drawLine(QLineF(mark.x1, mark.y1, mark.x2, mark.y2))
        case PatternMark():
            # Whole modules without soft edges, so that a phone can read the code off the screen.
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            for left, top, width, height in mark.rectangles:
                painter.fillRect(QRectF(left, top, width, height), QColor(_INK["black"]))
        case ImageMark():
            _paint_image(painter, mark)


def _paint_text(painter: QPainter, mark: TextMark) -> None:
    font = QFont(FAMILY)
    font.setPixelSize(max(1, round(mark.pt * _MM_A_POINT * _FINE)))
    font.setWeight(QFont.Weight.Bold if mark.bold else QFont.Weight.Normal)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.translate(mark.x, mark.y)
    painter.rotate(mark.turn)
    painter.scale(1 / _FINE, 1 / _FINE)
    painter.setFont(font)
    wide = painter.fontMetrics().horizontalAdvance(mark.text)
    told = mark.width * _FINE
    if told > 0 and wide > 0:
        # The printer's own metrics decide how wide a text is; ours may differ by a little.
        painter.scale(told / wide if 0.8 < told / wide < 1.25 else 1.0, 1.0)
    shift = {"left": 0.0, "center": -wide / 2, "right": -float(wide)}[mark.anchor]
    painter.setPen(QColor(_INK.get(mark.ink, _INK["black"])))
    painter.drawText(QPointF(shift, 0), mark.text)


def _paint_box(painter: QPainter, mark: BoxMark) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(_INK.get(mark.ink, _INK["black"]))
    inset = mark.stroke / 2
    rect = QRectF(mark.x, mark.y, mark.width, mark.height).adjusted(inset, inset, -inset, -inset)
    if mark.stroke:
        painter.setPen(
            QPen(colour, mark.stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
    painter.drawRoundedRect(rect, mark.radius, mark.radius)


def _paint_image(painter: QPainter, mark: ImageMark) -> None:
    image = QImage.fromData(QByteArray(mark.png))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(mark.x + mark.width / 2, mark.y + mark.height / 2)
    painter.rotate(mark.turn)
    wide, high = (mark.height, mark.width) if mark.turn % 180 else (mark.width, mark.height)
    painter.drawImage(QRectF(-wide / 2, -high / 2, wide, high), image)


class Paper(QWidget):
    """The sheet on a grey table, as large as there is room. White in both themes: paper is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drawing: Drawing | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_drawing(self, drawing: Drawing | None, words: str) -> None:
        """Show a ticket; `words` tell a screen reader what is on it."""
        self._drawing = drawing
        self.setAccessibleDescription(words)
        self.update()

    @property
    def drawing(self) -> Drawing | None:
        """What is shown."""
        return self._drawing

    def sizeHint(self) -> QSize:
        return QSize(520, 360)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 340)

    def sheet(self) -> QRectF:
        """Where the paper lies."""
        if self._drawing is None:
            return QRectF()
        room = QRectF(self.rect()).adjusted(24, 24, -24, -24)
        scale = min(room.width() / self._drawing.width, room.height() / self._drawing.height)
        wide, high = self._drawing.width * scale, self._drawing.height * scale
        return QRectF(room.center().x() - wide / 2, room.center().y() - high / 2, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("raised"))
        if self._drawing is not None:
            sheet = self.sheet()
            paint_drawing(painter, self._drawing, sheet)
            painter.setPen(QPen(self._theme.colour("border_strong"), 1))
            painter.drawRect(sheet)
        painter.end()
