"""A sound for each class of verdict. Works without a sound device: then nothing is heard and nothing breaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from ticketforge_desktop.domain.verdicts import Signal

# How often the system's signal sounds: one lets in, more hold back.
BEEPS: Final = {Signal.ADMITTED: 1, Signal.EXIT: 1, Signal.ATTENTION: 2, Signal.REFUSED: 3}
_APART_MS: Final = 160


class Sounds(QObject):
    """Plays the class of a verdict, unless it is muted."""

    def __init__(self, beep: Callable[[], None] = QApplication.beep, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._beep = beep
        self.muted = False

    def play(self, signal: Signal) -> None:
        """Sound once for an open gate, twice for attention, three times for a refusal."""
        if self.muted:
            return
        self._beep()
        for at in range(1, BEEPS[signal]):
            QTimer.singleShot(at * _APART_MS, self, self._beep)
