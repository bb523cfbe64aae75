"""What the marks mean, under the hall."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ticketforge_desktop.domain.seating.places import SeatKind
from ticketforge_desktop.ui.screens.seats.looks import Look, Mark, paint_seat
from ticketforge_desktop.ui.screens.seats.words import kind_word, mark_word
from ticketforge_desktop.ui.theme import Role, Theme
from ticketforge_desktop.ui.widgets import paint

_BOX: Final = 14
_GAP: Final = 24
_USUAL: Final = (
    (Mark.FREE, SeatKind.SEAT),
    (Mark.CHOSEN, SeatKind.SEAT),
    (Mark.SOLD, SeatKind.SEAT),
    (Mark.HELD, SeatKind.SEAT),
    (Mark.ELSEWHERE, SeatKind.SEAT),
)


class Legend(QWidget):
    """Marks and their words in one or two lines; what does not occur in the hall is left out."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[tuple[Mark, SeatKind], ...] = _USUAL
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)
        self._tell()

    def show_marks(self, marks: set[Mark], kinds: set[SeatKind]) -> None:
        """These occur besides the usual ones."""
        more: list[tuple[Mark, SeatKind]] = [
            (mark, SeatKind.SEAT) for mark in (Mark.STORE, Mark.BLOCKED) if mark in marks
        ]
        more += [(Mark.FREE, kind) for kind in SeatKind if kind is not SeatKind.SEAT and kind in kinds]
        self._entries = (*_USUAL, *more)
        self._tell()
        self.updateGeometry()
        self.update()

    def words(self) -> list[str]:
        """What it says."""
        return [kind_word(kind) or mark_word(mark) for mark, kind in self._entries]

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Legend"))
        self.setAccessibleDescription(", ".join(self.words()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._tell()
            self.updateGeometry()
        super().changeEvent(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return len(self._lines(width)) * self._high() + 8

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(max(480, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(160, self.width())))

    def _high(self) -> int:
        return self._theme.line(Role.SMALL) + 8

    def _lines(self, width: int) -> list[list[tuple[Look, str, int]]]:
        lines: list[list[tuple[Look, str, int]]] = [[]]
        taken = 0
        for (mark, kind), word in zip(self._entries, self.words(), strict=True):
            wide = _BOX + 8 + self._theme.width(Role.SMALL, word)
            if lines[-1] and taken + wide > width:
                lines.append([])
                taken = 0
            lines[-1].append((Look(mark, kind, 4, dim=False), word, wide))
            taken += wide + _GAP
        return lines

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 4
        for line in self._lines(self.width()):
            whole = sum(wide for _, _, wide in line) + _GAP * (len(line) - 1)
            left = max(0, (self.width() - whole) // 2)
            for look, word, wide in line:
                box = QRectF(left, top + (self._high() - _BOX) / 2, _BOX, _BOX)
                paint_seat(painter, theme, theme.colour(theme.tokens.series[4]), look, box)
                rect = QRect(left + _BOX + 8, top, wide - _BOX, self._high())
                paint.words(painter, theme, rect, word, role=Role.SMALL, ink="secondary")
                left += wide + _GAP
            top += self._high()
        painter.end()
