"""A scanner that types: an event filter of the application that takes its strokes and leaves those of hands alone."""

from __future__ import annotations

import sys
from time import monotonic
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from shiboken6 import isValid

from ticketforge_desktop.ui.devices.burst import Burst, Outcome, Scanned, Stroke, WedgeSettings
from ticketforge_desktop.ui.devices.layouts import sign_of

_ENDS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_HANDS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_HOLD: Final = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_AltGr})
_X11_OFFSET: Final = 8


class KeyboardWedge(QObject):
    """Install it on the application; `scanned(text)` tells a scan.

    The application sees each key twice, on its way to the window and on to the widget: only the first is looked at.
    """

    scanned = Signal(str)

    def __init__(self, settings: WedgeSettings = WedgeSettings(), parent: QObject | None = None) -> None:  # noqa: B008
        super().__init__(parent)
        self._settings = settings
        self._burst: Burst[tuple[QWindow, QKeyEvent]] = Burst(settings)
        self._replaying = False
        self._silence = QTimer(self, singleShot=True)
        self._silence.timeout.connect(lambda: self._tell(self._burst.pause()))

    def use(self, settings: WedgeSettings) -> None:
        """Another scanner, or one programmed anew. What is held is handed on first."""
        self._tell(self._burst.pause())
        self._settings = settings
        self._burst = Burst(settings)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._replaying or not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            if self._burst.holding and not event.modifiers() & _HANDS:
                event.accept()  # in the middle of a scan no letter is a shortcut
                return True
            return False
        return event.type() == QEvent.Type.KeyPress and self._press(watched, event)

    def _press(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() in _HOLD:
            return False  # the shift of a capital letter; it is in the modifiers of the key that follows
        sign = self._sign(event)
        ends = event.key() in _ENDS
        if event.isAutoRepeat() or event.modifiers() & _HANDS or not (sign or ends):
            self._tell(self._burst.pause())  # a hand: what it began before comes first
            return False
        at = float(event.timestamp()) or monotonic() * 1000
        # Copied: Qt's own is gone when this returns.
        kept = QKeyEvent(
            event.type(), event.key(), event.modifiers(), event.nativeScanCode(), event.nativeVirtualKey(),
            event.nativeModifiers(), event.text(), False, event.count(),
        )  # fmt: skip
        self._tell(self._burst.feed(Stroke(sign, at, (window, kept), ends)))
        if self._burst.holding:
            self._silence.start(round(self._burst.wait_ms))
        else:
            self._silence.stop()
        return True

    def _sign(self, event: QKeyEvent) -> str:
        """What the scanner meant: by the physical key where its layout is not the computer's."""
        if self._settings.layout:
            code = event.nativeScanCode() - (0 if sys.platform == "win32" else _X11_OFFSET)
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            sign = sign_of(code, self._settings.layout, shift=shift) if code > 0 else ""
            if sign:
                return sign
        return event.text() if event.text().isprintable() else ""

    def _tell(self, outcomes: list[Outcome[tuple[QWindow, QKeyEvent]]]) -> None:
        for outcome in outcomes:
            if isinstance(outcome, Scanned):
                self.scanned.emit(outcome.text)
                continue
            self._replaying = True
            try:
                for window, event in (stroke.event for stroke in outcome.strokes):
                    if isValid(window):  # it may have been closed meanwhile
                        QCoreApplication.sendEvent(window, event)
            finally:
                self._replaying = False
