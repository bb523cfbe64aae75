"""Where a sale is: four steps, each with what was chosen in it; a step that is behind one leads back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ticketforge_desktop.ui.screens.till.hand import STEPS, Step
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint

_DISC: Final = 24


class StepMark(QAbstractButton):
    """A disc with a number or a check, a name, and what was chosen."""

    def __init__(self, theme: Theme, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._number = theme, number
        self.below = ""
        self.now = self.done = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_state(self, name: str, below: str, *, now: bool, done: bool) -> None:
        """Say it; only what is done can be gone back to."""
        self.setText(name)
        self.below, self.now, self.done = below, now, done
        self.setEnabled(done)
        self.setCursor(Qt.CursorShape.PointingHandCursor if done else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(f"{self._number} {name} {below}".strip())
        self.setToolTip(below)
        self.update()

    def sizeHint(self) -> QSize:
        tall = self._theme.line(Role.NAME) + self._theme.line(Role.SMALL)
        return QSize(120, max(48, tall + 8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - _DISC) // 2
        disc = QRectF(1, top, _DISC, _DISC)
        if self.now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(disc)
        else:
            painter.setPen(QPen(theme.colour("border_strong"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc.adjusted(0.75, 0.75, -0.75, -0.75))
        if self.done and not self.now:
            painter.drawPixmap(1 + (_DISC - 16) // 2, top + (_DISC - 16) // 2, theme.pixmap("check", 16, "secondary"))
        else:
            ink = "on_accent" if self.now else "secondary"
            paint.words(painter, theme, disc.toRect(), str(self._number), role=Role.HINT, ink=ink, side="centre")
        left = _DISC + 8
        name, small = theme.line(Role.NAME), theme.line(Role.SMALL) if self.below else 0
        y = (self.height() - name - small) // 2
        role = Role.STRONG if self.now else Role.NAME
        ink = "text" if self.now else "secondary"
        paint.words(painter, theme, QRect(left, y, self.width() - left, name), self.text(), role=role, ink=ink)
        if self.below:
            rect = QRect(left, y + name, self.width() - left, small)
            paint.words(painter, theme, rect, self.below, role=Role.SMALL, ink="secondary")
        if self.hasFocus():
            paint.focus_ring(painter, theme, self.rect())
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class StepBar(QWidget):
    """The four marks in a row; `asked(step)` when somebody wants back to one."""

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks = {step: StepMark(theme, at) for at, step in enumerate(STEPS, 1)}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Measure.GRID)
        for step, mark in self.marks.items():
            row.addWidget(mark, 1)
            mark.clicked.connect(lambda _on=False, which=step: self.asked.emit(str(which)))

    def show_steps(self, now: Step, names: dict[Step, str], below: dict[Step, str]) -> None:
        """Say where the sale is, and what was chosen before."""
        at = STEPS.index(now)
        for place, (step, mark) in enumerate(self.marks.items()):
            mark.show_state(names[step], below.get(step, ""), now=place == at, done=place < at)
