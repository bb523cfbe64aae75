"""How smoothly the window goes on while a first sync fills the mirror.

The real window on the offscreen platform, a real store in a process of its own, the sync where the window has it. A
timer of 5 ms ticks in the window's thread; measured is the time from one tick to the next. The limit beside it is the
same window idle. A first sync, then a full one over the mirror, then an incremental one that finds every order
changed, each to its end.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.ui.application import Application

RUNS = ("first", "full", "catching-up")
ORDERS = 12_000
EVENTS = 120
GOAL_MS = 20.0
TICK_MS = 5
_IDLE_S = 4.0
_LONGEST_S = 300.0
_LOOK_MS = 20
_LONG_AGO = "2020-01-01T00:00:00Z"
_ROOT = Path(__file__).parents[1]


def run() -> Iterator[dict[str, object]]:
    """The figures, as `ticketforge bench frame` prints them."""
    from benchmarks import frame_print  # which takes its parts from here

    with tempfile.TemporaryDirectory(prefix="bench-frame-") as home, store(ORDERS) as (url, token):
        gaps = _window(home, url, token)
    for name in RUNS:
        yield line(f"{name} sync: frame gap p99", at(gaps[name], 0.99), at(gaps["idle"], 0.99), GOAL_MS)
        yield line(f"{name} sync: longest frame gap", max(gaps[name]), max(gaps["idle"]), None)
    yield from frame_print.run()


@contextmanager
def store(orders: int) -> Iterator[tuple[str, str]]:
    """The address and token of a store of that size, in a process of its own."""
    serve = [sys.executable, "-m", "ticketforge_desktop.cli", "demo-store", "serve", "--plan", "plus"]
    serve += ["--orders", str(orders), "--events", str(EVENTS)]
    process = subprocess.Popen(serve, stdout=subprocess.PIPE, text=True, cwd=_ROOT)
    try:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        yield told["url"], told["token"]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


def _window(home: str, url: str, token: str) -> dict[str, list[float]]:
    """Milliseconds between ticks while idle, in the first sync, in a full one; in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.frame", home, url],
        input=token,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=_LONGEST_S * 2,
        cwd=_ROOT,
        check=True,
    )
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return found


class Ticker:
    """Ticks in the window's thread and keeps the gaps."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def since(self) -> list[float]:
        """The gaps so far; begins anew."""
        gaps, self.gaps = self.gaps, []
        return gaps


def measure(home: str, url: str, token: str) -> dict[str, list[float]]:
    """In the process of the window."""
    from ticketforge_desktop.bootstrap.window import Startup
    from ticketforge_desktop.domain.batches import StoreBatch
    from ticketforge_desktop.host.folder import ProfileFolder
    from ticketforge_desktop.services.ports.mirror import Watermark
    from ticketforge_desktop.ui import application

    folder = ProfileFolder(Path(home)).make()
    startup = Startup(folder, lambda: None, demo=False)
    desk = connected(folder, url, token)
    desk.sync_apart()
    startup._desk = desk
    joined = application.start(startup.host())
    joined.window.show()
    syncing = driver(joined)
    ticker = Ticker()
    found = {}
    for name in RUNS:
        if name == "first":
            until(lambda: syncing.running)
        else:
            if name == "catching-up":
                desk._profile.mirror_writer.apply(StoreBatch(), Watermark("orders", _LONG_AGO))
            syncing.sync(full=name == "full")
        ticker.since()
        until(lambda: not syncing.running)
        found[name] = ticker.since()
        assert desk.queries.counts().orders >= ORDERS * 0.9, "nothing was synced"
    syncing.schedule.pause(True)
    began = time.monotonic()
    until(lambda: time.monotonic() - began > 1.0)
    ticker.since()
    until(lambda: time.monotonic() - began > 1.0 + _IDLE_S)
    found["idle"] = ticker.since()
    joined.end()
    startup.close()
    return found


def connected(folder: Any, url: str, token: str) -> Desk:
    """A desk that is connected to the store."""
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.bootstrap.station_secrets import StationSecrets
    from ticketforge_desktop.host.memory_secrets import MemorySecrets
    from ticketforge_desktop.services.ports.store import StoreLogin

    desk = Desk(folder, StationSecrets(MemorySecrets()))
    desk.connect(StoreLogin(url, token=token))
    return desk


def driver(joined: Application) -> Any:
    """What syncs in the window, once it is there."""
    until(lambda: joined.context.driver is not None)
    return joined.context.driver


def until(ready: Callable[[], bool], longest_s: float = _LONGEST_S) -> None:
    """Run the window as it runs by itself: asleep until something happens. Polling for events would take a processor
    from the sync and the interpreter from every worker."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, end = QEventLoop(), time.monotonic() + longest_s
    look = QTimer(interval=_LOOK_MS)
    look.timeout.connect(lambda: loop.quit() if ready() or time.monotonic() > end else None)
    look.start()
    loop.exec()
    look.stop()
    assert ready(), "it takes too long"


def at(values: list[float], share: float) -> float:
    """The value that so many of them do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def line(figure: str, ours: float, limit: float, most: float | None) -> dict[str, object]:
    """A figure in milliseconds."""
    return {
        "bench": "frame",
        "figure": figure,
        "ours": round(ours, 2),
        "limit": round(limit, 2),
        "unit": "ms",
        "ratio": round(ours / limit, 2),
        "goal": "-" if most is None else f"≤ {most:g} ms",
        "met": None if most is None else ours <= most,
    }


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], sys.argv[2], sys.stdin.read())))
