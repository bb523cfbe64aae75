"""Parts of the door's kiosk: counters, signal counts, and the thin line that fills with the house."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ticketforge_desktop.domain.verdicts import Signal
from ticketforge_desktop.ui.screens.door.scans import TONES
from ticketforge_desktop.ui.theme import Role, Theme
from ticketforge_desktop.ui.verdicts import signal_word
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.text import Text

_ORDER: Final = (Signal.ADMITTED, Signal.ATTENTION, Signal.REFUSED, Signal.EXIT)


class Counter(QWidget):
    """A figure with its name below, right aligned as numbers are."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.value = Text(theme, "–", Role.FIGURE)
        self.name = Text(theme, "", Role.SMALL, "secondary")
        for part in (self.value, self.name):
            part.setAlignment(Qt.AlignmentFlag.AlignRight)
            column.addWidget(part)

    def show_count(self, text: str) -> None:
        """Show a figure; a screen reader hears it with its name."""
        self.value.setText(text)
        self.value.setAccessibleName(f"{self.name.text()}: {text}")


class SignalCounts(QWidget):
    """How often each class was answered at this gate today: shape and number."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts: dict[Signal, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: dict[Signal, str]) -> None:
        """Show counts as text."""
        self._counts = dict(counts)
        words = ", ".join(f"{signal_word(signal)} {counts.get(signal, '0')}" for signal in _ORDER)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        line = max(24, self._theme.line(Role.STRONG))
        return QSize(200, line if self._abreast() == len(_ORDER) else 2 * line + 4)

    def _abreast(self) -> int:
        """Four beside each other where the widest number fits, else two."""
        widest = max((self._theme.width(Role.STRONG, text) for text in self._counts.values()), default=0)
        return len(_ORDER) if self.width() // len(_ORDER) >= widest + 36 else 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        abreast = self._abreast()
        step, tall = self.width() // abreast, self.height() // (len(_ORDER) // abreast)
        for at, signal in enumerate(_ORDER):
            left, top = at % abreast * step, at // abreast * tall
            shape = QRectF(left, top + (tall - 20) / 2, 20, 20)
            paint.shape(painter, str(signal), shape, TONES[signal], "surface", theme)
            words = QRect(left + 28, top, step - 28, tall)
            paint.words(painter, theme, words, self._counts.get(signal, "0"), role=Role.STRONG)
        painter.end()


class FillLine(QWidget):
    """Four pixels: how much of the expected house is in."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share = 0.0
        self.setFixedHeight(4)

    def show_share(self, share: float) -> None:
        """Show a share, 0 … 1."""
        self._share = max(0.0, min(1.0, share))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("border"))
        done = QRect(0, 0, round(self.width() * self._share), self.height())
        painter.fillRect(done, self._theme.colour("accent_text"))
        painter.end()


class Ground(QWidget):
    """A surface with a line on one of its sides (`top`, `bottom`, `left` or none)."""

    def __init__(self, theme: Theme, line: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line = line
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        places = {
            "top": QRect(0, 0, self.width(), 1),
            "bottom": QRect(0, self.height() - 1, self.width(), 1),
            "left": QRect(0, 0, 1, self.height()),
        }
        if self._line in places:
            painter.fillRect(places[self._line], self._theme.colour("border"))
        painter.end()
