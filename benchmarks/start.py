"""How long until the window is painted, against a bare PySide6 window with a table in the same run.

Both are real processes on the offscreen platform, timed from the moment they are started to the end of their first
paint; they alternate, so that a busy machine slows both alike, and medians are compared.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

ROUNDS = 15
GOAL = 1.4  # × the bare window
# What may only be imported after the first paint.
HEAVY = ("sqlalchemy", "alembic", "httpx", "reportlab", "graphql", "cryptography", "zxingcpp", "serial", "keyring")

_TELL = """
import json, os, sys, time
def tell():
    took = time.monotonic() - float(os.environ["STARTED"])
    print(json.dumps({"took": took, "modules": sorted({name.partition(".")[0] for name in sys.modules})}), flush=True)
    os._exit(0)
"""

_BARE = (
    _TELL
    + """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, tell)
app = QApplication([])
window = Window()
window.setCentralWidget(QTableWidget(50, 8))
window.resize(1280, 800)
window.show()
app.exec()
"""
)

_OURS = (
    _TELL
    + """
from ticketforge_desktop import __main__ as command
command.hold_collector()
from ticketforge_desktop.ui import application
def run(host):
    joined = application.start(host)
    joined.window.painted.connect(tell)
    joined.window.show()
    return application.QApplication.exec()
application.run = run
sys.argv = ["ticketforge-desktop", "--home", sys.argv[1], "--demo"]
command.main()
"""
)


def first_paint(program: str, byte_code: str, *arguments: str) -> dict[str, object]:
    """Run one process to its first paint: `took` in seconds, and the top-level `modules` it had loaded by then."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": byte_code}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its byte code
    environment["STARTED"] = str(time.monotonic())
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def ours(folder: str) -> dict[str, object]:
    """One start of our window, by the way the `ticketforge-desktop` command goes."""
    return first_paint(_OURS, f"{folder}/byte-code", f"{folder}/profile")


def bare(folder: str) -> dict[str, object]:
    """One start of the rival."""
    return first_paint(_BARE, f"{folder}/byte-code")


def run() -> Iterator[dict[str, object]]:
    """The figures, as `ticketforge bench start` prints them."""
    mine: list[float] = []
    rival: list[float] = []
    early: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        ours(folder), bare(folder)  # once unmeasured: byte code and file cache
        for _ in range(ROUNDS):
            rival.append(float(str(bare(folder)["took"])))
            told = ours(folder)
            mine.append(float(str(told["took"])))
            early |= set(HEAVY) & set(told["modules"])  # type: ignore[call-overload]
    our_ms, limit_ms = (statistics.median(times) * 1000 for times in (mine, rival))
    ratio = our_ms / limit_ms
    yield {
        "bench": "start",
        "figure": "first painted window",
        "ours": round(our_ms, 1),
        "limit": round(limit_ms, 1),
        "unit": "ms",
        "ratio": round(ratio, 2),
        "goal": f"<= {GOAL} x bare window",
        "met": ratio <= GOAL,
    }
    yield {
        "bench": "start",
        "figure": "heavy modules before the first paint",
        "ours": len(early),
        "limit": 0,
        "unit": "modules",
        "ratio": None,
        "goal": "0",
        "met": not early,
        "modules": sorted(early),
    }


if __name__ == "__main__":
    for line in run():
        print(json.dumps(line))
