"""A scanner on a serial line: listened to on a thread of its own, waited for when it is pulled out."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

import serial

from ticketforge_desktop.devices.scanning.framing import Frame, Framer
from ticketforge_desktop.devices.scanning.lines import path_of
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.scanning import Changed, Heard, Presence, Scanned, ScannerState

_LOG: Final = logging.getLogger(__name__)
_READ_S: Final = 0.05  # a pause between scans is noticed within this
_FIRST_LOOK_S: Final = 0.25
_LONGEST_LOOK_S: Final = 2.0
_LONGEST_JOIN_S: Final = 5.0


class SerialScanner:
    """One scanner. Whatever happens on the line, the thread lives until `close`.

    Args:
        address: see `lines`.
        baud: USB devices ignore it, true serial lines do not.
        gap_s: the pause that ends a scan when the scanner sends no end sign.
        find: where an address is now; "" when it is nowhere.
    """

    def __init__(
        self,
        address: str,
        clock: Clock,
        *,
        name: str = "",
        baud: int = 9600,
        gap_s: float = 0.1,
        find: Callable[[str], str] = path_of,
    ) -> None:
        self._address, self._clock, self._name, self._baud = address, clock, name or address, baud
        self._framer = Framer(gap_s)
        self._find = find
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._state: ScannerState | None = None

    @property
    def name(self) -> str:
        """As it is shown and logged."""
        return self._name

    def start(self, heard: Heard, changed: Changed) -> None:
        """Begin to listen; twice does no harm."""
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._run, args=(heard, changed), name=f"scanner {self._name}", daemon=True
            )
            self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self._ended.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(_LONGEST_JOIN_S)

    def _run(self, heard: Heard, changed: Changed) -> None:
        pause = _FIRST_LOOK_S
        while not self._ended.is_set():
            line = self._open(changed)
            if line is None:
                self._ended.wait(pause)
                pause = min(pause * 2, _LONGEST_LOOK_S)
                continue
            pause = _FIRST_LOOK_S
            self._tell(changed, Presence.READY)
            try:
                self._listen(line, heard)
            except (serial.SerialException, OSError, TypeError) as trouble:
                # pyserial says a line that is gone in any of these ways, depending on where it noticed.
                self._tell(changed, Presence.MISSING, f"The scanner was unplugged ({type(trouble).__name__}).")
            finally:
                self._framer.broken()
                _close(line)

    def _open(self, changed: Changed) -> serial.Serial | None:
        path = self._find(self._address)
        if not path:
            self._tell(changed, Presence.MISSING, "The scanner is not plugged in.")
            return None
        try:
            return serial.Serial(path, self._baud, timeout=_READ_S, exclusive=True)
        except (serial.SerialException, OSError, ValueError) as trouble:
            gone = isinstance(trouble, serial.SerialException) and trouble.errno == 2
            presence = Presence.MISSING if gone else Presence.REFUSED
            reason = "The scanner is not plugged in." if gone else "The scanner can't be opened."
            self._tell(changed, presence, reason)
            return None

    def _listen(self, line: serial.Serial, heard: Heard) -> None:
        while not self._ended.is_set():
            # One byte with a timeout, then all that has come: no busy loop, no wait for a buffer to fill.
            data = line.read(1)
            if data:
                data += line.read(line.in_waiting)
            frames = self._framer.feed(data, time.monotonic()) if data else self._framer.idle(time.monotonic())
            for frame in frames:
                self._hear(heard, frame, self._clock.now())

    def _hear(self, heard: Heard, frame: Frame, at: datetime) -> None:
        try:
            heard(Scanned(frame.text, self._name, at, frame.truncated))
        except Exception:  # noqa: BLE001 - a fault of whoever listens must not make the scanner deaf for the night
            _LOG.exception("a scan could not be handed on")

    def _tell(self, changed: Changed, presence: Presence, reason: str = "") -> None:
        # A scanner that stays away is told of once, with the reason it went.
        if self._state is None or self._state.presence is not presence:
            self._state = ScannerState(self._name, presence, reason)
            changed(self._state)


def _close(line: serial.Serial) -> None:
    try:
        line.close()
    except (serial.SerialException, OSError):
        _LOG.debug("a line that is gone can't be closed")
