"""Run with DISPLAY on an X server: a window with a field, typed at by real keys through the server's own layout.

Reads a plan from standard input as JSON and writes what came of it. Keys are struck by XTEST: the server turns them
into events as it does for a keyboard, so layout, Shift and dead keys are the real thing.
"""

from __future__ import annotations

import ctypes
import json
import sys
import threading
import time
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit

from ticketforge_desktop.ui.devices.burst import WedgeSettings
from ticketforge_desktop.ui.devices.wedge import KeyboardWedge, WedgeScan

SHIFT = 42
X11 = 8


class Keyboard:
    """XTEST on a connection of its own."""

    def __init__(self) -> None:
        self.x, self.test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XkbKeycodeToKeysym.restype = ctypes.c_ulong
        self.x.XKeysymToString.restype = ctypes.c_char_p
        self.x.XKeysymToString.argtypes = [ctypes.c_ulong]
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(None))

    def strike(self, number: int, *, shift: bool) -> None:
        for key, down in ((SHIFT, 1), (number, 1), (number, 0), (SHIFT, 0)):
            if key != SHIFT or shift:
                self.test.XTestFakeKeyEvent(self.display, ctypes.c_uint(key + X11), down, ctypes.c_ulong(0))
        self.x.XFlush(self.display)

    def focus(self, window: int) -> None:
        self.x.XSetInputFocus(self.display, ctypes.c_ulong(window), 1, ctypes.c_ulong(0))
        self.x.XFlush(self.display)

    def table(self) -> dict[str, list[str]]:
        """What the server's layout writes on each key, plain and with Shift, as names of key symbols."""
        found = {}
        for number in range(2, 87):
            names = []
            for level in (0, 1):
                symbol = self.x.XkbKeycodeToKeysym(self.display, ctypes.c_ubyte(number + X11), 0, level)
                name = self.x.XKeysymToString(symbol)
                names.append(name.decode() if name else "")
            found[str(number)] = names
        return found


class Done(QObject):
    """From the typing thread back to the window's."""

    said = Signal()


def main() -> None:
    plan: dict[str, Any] = json.load(sys.stdin)
    app = QApplication(["typed-at"])
    keyboard = Keyboard()
    field = QLineEdit()
    field.show()
    wedge = KeyboardWedge(WedgeSettings(**plan["settings"]))
    app.installEventFilter(wedge)
    scans: list[str] = []
    reads: list[WedgeScan] = []
    returns: list[str] = []
    wedge.scanned.connect(scans.append)
    wedge.read.connect(reads.append)
    field.returnPressed.connect(lambda: returns.append(field.text()))
    done = Done()
    done.said.connect(app.quit, Qt.ConnectionType.QueuedConnection)

    def type_all() -> None:
        for gap_ms, keys in plan["bursts"]:
            for number, shift in keys:
                keyboard.strike(number, shift=shift)
                time.sleep(gap_ms / 1000)
            time.sleep(0.4)
        done.said.emit()

    def begin() -> None:
        keyboard.focus(int(field.winId()))
        field.setFocus()
        threading.Thread(target=type_all, daemon=True).start()

    field.windowHandle().requestActivate()
    deadline = time.monotonic() + 10
    while not field.windowHandle().isExposed() and time.monotonic() < deadline:
        app.processEvents()
    keyboard.focus(int(field.winId()))
    while not field.isActiveWindow() and time.monotonic() < deadline:
        app.processEvents()
    begin()
    app.exec()
    told = [[key.number, key.shift, key.text] for read in reads for key in read.keys]
    answer = {"scans": scans, "field": field.text(), "returns": returns, "keys": told, "table": keyboard.table()}
    sys.stdout.write(json.dumps(answer))
    app.removeEventFilter(wedge)


if __name__ == "__main__":
    main()
