"""What a camera sees."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ticketforge_desktop.ui.theme import Theme

HIGH: Final = 240


class CameraView(QWidget):
    """The picture, whole and in its own proportions."""

    def __init__(self, theme: Theme, high: int = HIGH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._high = high
        self._picture = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: QImage) -> None:
        """The next picture; an empty one clears the view."""
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._high * 4 // 3, self._high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("raised"))
        if not self._picture.isNull():
            size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            at = QRect((self.width() - size.width()) // 2, (self.height() - size.height()) // 2, *size.toTuple())
            painter.drawImage(at, self._picture)
        painter.end()
