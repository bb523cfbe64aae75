"""A code on the screen, to be scanned from it."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ticketforge_desktop.ui.theme import Theme

_QUIET: Final = 4  # light modules around a QR code (ISO/IEC 18004)
_SMALLEST: Final = 4  # px a module: what hand scanners read from a monitor


class ScreenCode(QWidget):
    """A QR code, dark on white in both themes: that is how scanners see best."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        import zxingcpp  # not qrcode, whose loading alone would make the window stutter

        symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        # The image offers the buffer protocol, which its type stubs do not tell.
        image: Any = symbol.to_image(scale=1, add_quiet_zones=False)
        dots: Any = memoryview(image).tolist()
        self.rows: list[list[bool]] = [[dot == 0 for dot in row] for row in dots]
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        module = max(_SMALLEST, round(_SMALLEST * self._theme.scale))
        side = (len(self.rows) + 2 * _QUIET) * module
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        module = max(1, min(self.width(), self.height()) // (len(self.rows) + 2 * _QUIET))
        black = QColor(Qt.GlobalColor.black)
        for y, row in enumerate(self.rows):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRect((x + _QUIET) * module, (y + _QUIET) * module, module, module), black)
        painter.end()
