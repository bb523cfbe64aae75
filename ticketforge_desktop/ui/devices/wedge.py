"""A scanner that types: an event filter of the application that takes its strokes and leaves those of hands alone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
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
NO_KEY: Final = 0


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it was struck: its physical number (evdev, 0 = unknown), Shift, and what this computer made of it."""

    number: int
    shift: bool
    text: str


@dataclass(frozen=True, slots=True)
class WedgeScan:
    """A scan from a keyboard, with what its test page tells: pace, end sign and keys."""

    text: str
    ended: bool
    pace_ms: tuple[float, float]
    keys: tuple[Key, ...]


Event = tuple[QWindow, QKeyEvent]


class KeyboardWedge(QObject):
    """Install it on the application; `scanned(text)` and `read(WedgeScan)` tell a scan.

    The application sees each key twice, on its way to the window and on to the widget: only the first is looked at.

    Args:
        wanted: whether somebody takes scans now. Where nobody does, strokes pass as they come; only a scan that is
            known by its prefix, or must be read by another layout, is held and then typed into whatever has the focus.
    """

    scanned = Signal(str)
    read = Signal(object)  # WedgeScan

    def __init__(
        self,
        settings: WedgeSettings = WedgeSettings(),  # noqa: B008
        parent: QObject | None = None,
        *,
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._wanted = wanted
        self._burst: Burst[Event] = Burst(settings)
        self._replaying = False
        self._silence = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._silence.timeout.connect(lambda: self._tell(self._burst.pause()))

    @property
    def settings(self) -> WedgeSettings:
        """How the scanner types."""
        return self._settings

    def use(self, settings: WedgeSettings) -> None:
        """Another scanner, or one programmed anew. What is held is handed on first."""
        self.flush()
        self._settings = settings
        self._burst = Burst(settings)

    def flush(self) -> None:
        """Decide about what is held now: nothing stays behind."""
        self._silence.stop()
        self._tell(self._burst.pause())

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
        if not (self._burst.holding or self._wanted() or self._settings.prefix or self._settings.layout):
            return False
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
            key = _key(event)
            sign = sign_of(key.number, self._settings.layout, shift=key.shift) if key.number else ""
            if sign:
                return sign
        return event.text() if event.text().isprintable() else ""

    def _tell(self, outcomes: list[Outcome[Event]]) -> None:
        for outcome in outcomes:
            if not isinstance(outcome, Scanned):
                self._replay([stroke.event for stroke in outcome.strokes])
            elif self._wanted():
                keys = tuple(_key(stroke.event[1]) for stroke in outcome.strokes if not stroke.ends)
                self.read.emit(WedgeScan(outcome.text, outcome.ended, outcome.pace_ms, keys))
                self.scanned.emit(outcome.text)
            else:
                self._replay(self._as_typed(outcome))

    def _as_typed(self, scan: Scanned[Event]) -> list[Event]:
        """A scan for a text field: without its prefix, and as the scanner meant it."""
        strokes = list(scan.strokes)
        events: list[Event] = []
        skipped = 0
        for stroke in strokes:
            if skipped < len(self._settings.prefix) and not stroke.ends:
                skipped += len(stroke.sign)
                continue
            window, event = stroke.event
            if self._settings.layout and not stroke.ends:
                event = QKeyEvent(event.type(), NO_KEY, Qt.KeyboardModifier.NoModifier, stroke.sign)
            events.append((window, event))
        return events

    def _replay(self, events: list[Event]) -> None:
        self._replaying = True
        try:
            for window, event in events:
                if isValid(window):  # it may have been closed meanwhile
                    QCoreApplication.sendEvent(window, event)
        finally:
            self._replaying = False


def _key(event: QKeyEvent) -> Key:
    offset = 0 if sys.platform == "win32" else _X11_OFFSET
    number = max(NO_KEY, event.nativeScanCode() - offset)
    return Key(number, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier), event.text())
