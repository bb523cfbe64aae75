"""How smoothly the window goes on while it prints ten thousand tickets, and whether its memory stays as it is.

The real window on the offscreen platform with its printing page open, a printer in a process of its own behind a
socket that acknowledges each ticket at once: no real printer is so fast, so none keeps the window busier. The limit
beside the gaps is the same window idle. Memory is what the process holds: it fills its caches in the first half of the
run, and must be flat in the second.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import frame

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.ui.application import Application

TICKETS = 10_000
ORDERS = 6_000
IDLE_S = 4.0
GROWTH_MB = 8.0
_LONGEST_S = 1800.0
PRINTER = "Box office"
_COUNT = b"%07d PROM = FGL46BENCH\r\n"
_ROOT = Path(__file__).parents[1]


def run() -> Iterator[dict[str, object]]:
    """The figures, as `ticketforge bench frame` prints them behind its own."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-print-") as home,
        frame.store(ORDERS) as (url, token),
        printer() as at,
    ):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.frame_print", home, url, at, str(TICKETS), str(IDLE_S)],
            input=token,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            timeout=2 * _LONGEST_S,
            cwd=_ROOT,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    gaps, idle, what = found["gaps"], found["idle"], f"{TICKETS:,} tickets printed"
    yield frame.line(f"{what}: frame gap p99", frame.at(gaps, 0.99), frame.at(idle, 0.99), frame.GOAL_MS)
    yield frame.line(f"{what}: longest frame gap", max(gaps), max(idle), None)
    early, late = found["grown_mb"]
    yield _line(f"{what}: memory grown in the first half", early, None, "MB", None)
    yield _line(f"{what}: memory grown in the second half", late, GROWTH_MB, "MB", late <= GROWTH_MB)
    yield _line(f"{what}: pace", TICKETS / found["seconds"], None, "tickets/s", None)


def _line(figure: str, ours: float, most: float | None, unit: str, met: bool | None) -> dict[str, object]:
    return {
        "bench": "frame", "figure": figure, "ours": round(ours, 1), "limit": most, "unit": unit,
        "ratio": None if most is None else round(ours / most, 2), "goal": "-" if most is None else f"≤ {most:g} {unit}",
        "met": met,
    }  # fmt: skip


@contextmanager
def printer() -> Iterator[str]:
    """The address of a printer in a process of its own."""
    serve = [sys.executable, "-m", "benchmarks.frame_print", "--printer"]
    process = subprocess.Popen(serve, stdout=subprocess.PIPE, text=True, cwd=_ROOT)
    assert process.stdout is not None
    try:
        yield f"tcp://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.kill()
        process.wait(30)
        process.stdout.close()


def serve_printer() -> None:
    """FGL as far as it is spoken: the count and X-ON when asked, byte 6 for each `<p>`."""
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    printed = 0
    while True:
        peer, _ = listener.accept()
        rest = b""
        with peer:
            while data := peer.recv(65536):
                *commands, rest = (rest + data).split(b">")
                said = b""
                for command in commands:
                    printed += command.endswith(b"<p")
                    said += {b"<p": b"\x06", b"S1": b"\x11", b"S2": _COUNT % printed}.get(command[-2:], b"")
                if said:
                    peer.sendall(said)


def measure(home: str, url: str, token: str, at: str, tickets: int, idle_s: float) -> dict[str, object]:
    """In the process of the window: gaps while it prints and while it rests, seconds, and megabytes grown."""
    from ticketforge_desktop.bootstrap.window import Startup
    from ticketforge_desktop.host.folder import ProfileFolder
    from ticketforge_desktop.services.ports.printers import PrinterSetup
    from ticketforge_desktop.services.run_choice import Choice
    from ticketforge_desktop.ui import application

    folder = ProfileFolder(Path(home)).make()
    startup = Startup(folder, lambda: None, demo=False)
    desk = frame.connected(folder, url, token)
    desk.run_sync()
    desk.print_page.setups.add(PrinterSetup(PRINTER, "fgl", at, "ticket-2x5.5in", 200))
    run_id = desk.print_page.plan(Choice(ticket_ids=_valid(desk, tickets)))
    startup._desk = desk
    joined = application.start(startup.host())
    joined.window.show()
    frame.driver(joined).schedule.pause(True)
    joined.window.open("printing")
    ticker = frame.Ticker()
    _rest(min(1.0, idle_s))
    ticker.since()
    _rest(idle_s)
    idle = ticker.since()
    seconds, grown = _print(joined, desk, run_id, tickets)
    gaps = ticker.since()
    joined.end()
    startup.close()
    return {"gaps": gaps, "idle": idle, "seconds": seconds, "grown_mb": grown}


def _print(joined: Application, desk: Desk, run_id: str, tickets: int) -> tuple[float, tuple[float, float]]:
    from ticketforge_desktop.ui.screens.printing.driver import PrintDriver

    driver, began, first = PrintDriver.of(joined.context), time.monotonic(), _held_mb()
    driver.start(run_id, [PRINTER])
    _rest(0.5)
    counts = desk._profile.print_runs.counts
    frame.until(lambda: counts(run_id).printed >= tickets // 2, _LONGEST_S)
    half = _held_mb()
    frame.until(lambda: run_id not in driver.working, _LONGEST_S)
    seconds = time.monotonic() - began
    assert counts(run_id).printed == tickets, "not all were printed"
    return seconds, (max(0.0, half - first), max(0.0, _held_mb() - half))


def _valid(desk: Desk, tickets: int) -> tuple[str, ...]:
    found = tuple(row.ticket_id for row in desk.queries.tickets() if row.state == "valid")[:tickets]
    assert len(found) == tickets, f"the store has {len(found)} tickets to print"
    return found


def _rest(seconds: float) -> None:
    end = time.monotonic() + seconds
    frame.until(lambda: time.monotonic() >= end)


def _held_mb() -> float:
    """What the process holds in memory."""
    text = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(text.partition("VmRSS:")[2].split()[0]) / 1024


if __name__ == "__main__":
    if sys.argv[1] == "--printer":
        serve_printer()
    else:
        at, tickets, idle = sys.argv[3], int(sys.argv[4]), float(sys.argv[5])
        print(json.dumps(measure(sys.argv[1], sys.argv[2], sys.stdin.read(), at, tickets, idle)))
