"""A hall of 20,000 places in the window: until it is painted, and each frame while a hand drags it.

Offscreen, at 1280 × 800. The limit beside the first paint is Qt filling as many plain boxes, and beside a frame the
same picture moved as one pixmap. The best seats are searched in the same hall, a third of it sold.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

FIRST_MS = 300.0
FRAME_MS = 30.0
SECTIONS = 20
ROWS = 25
SEATS = 40
FRAMES = 120
ROUNDS = 5
_ROOT = Path(__file__).parents[1]


def run() -> Iterator[dict[str, object]]:
    """The figures, as `ticketforge bench seats` prints them."""
    sizes = [str(SECTIONS), str(ROWS), str(SEATS), str(FRAMES), str(ROUNDS)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.seats", *sizes],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, cwd=_ROOT, check=True,
    )  # fmt: skip
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    places = f"{SECTIONS * ROWS * SEATS:,} places"
    yield _line(f"{places}: until the first paint", told["first"], told["boxes"], FIRST_MS)
    for name in ("whole hall", "near"):
        yield _line(f"{places}, {name}: frame while dragging, median", told[f"{name} median"], told["blit"], None)
        yield _line(f"{places}, {name}: frame while dragging, longest", told[f"{name} longest"], told["blit"], FRAME_MS)
    yield _line(f"{places}: the best two, three, six seats", told["best"], told["look"], None)


def measure(sections: int, rows: int, seats: int, frames: int, rounds: int) -> dict[str, float]:
    """In a process of its own."""
    from PySide6.QtCore import QPoint, QRectF
    from PySide6.QtGui import QColor, QPainter, QPixmap
    from PySide6.QtWidgets import QApplication

    from tests.domain.seating.halls import big_hall
    from ticketforge_desktop.ui.screens.seats.view import SeatView
    from ticketforge_desktop.ui.theme import Theme

    app = QApplication([])
    theme = Theme("dark")
    theme.apply(app)
    drawn = big_hall(sections, rows, seats)
    looks = _looks(drawn)
    found: dict[str, float] = {}

    def first() -> None:
        view = SeatView(theme)
        view.resize(1280, 800)
        view.show_hall(drawn, looks)
        view.show()
        app.processEvents()
        view.close()
        view.deleteLater()

    boxes = [QRectF(seat.x / 8, seat.y / 8, 4, 4) for seat in drawn.seats()]
    ground = QPixmap(1280, 800)

    def plain() -> None:
        painter = QPainter(ground)
        painter.setBrush(QColor("#8F8AFF"))
        painter.drawRects(boxes)
        painter.end()

    found["first"], found["boxes"] = _median(first, rounds), _median(plain, rounds)
    view = SeatView(theme)
    view.resize(1280, 800)
    view.show_hall(drawn, looks)
    view.show()
    app.processEvents()
    whole = view.grab()

    def blit() -> None:
        painter = QPainter(ground)
        painter.drawPixmap(3, 5, whole)
        painter.end()

    found["blit"] = _median(blit, rounds * 10)
    for name, zoom in (("whole hall", 1.6), ("near", 6.0)):
        view.fit()
        view.zoom(zoom)
        app.processEvents()
        times = sorted(_drag(app, view, frames, QPoint))
        found[f"{name} median"], found[f"{name} longest"] = times[len(times) // 2], times[-1]
    return found | _search(drawn, {seat for seat, look in looks.items() if look.mark == "free"}, rounds)


def _looks(drawn: Any) -> dict[str, Any]:
    """A hall half sold, with every mark."""
    from ticketforge_desktop.ui.screens.seats.looks import Look, Mark

    zones = {zone: at for at, zone in enumerate(drawn.categories())}
    marks = (Mark.FREE, Mark.SOLD, Mark.FREE, Mark.HELD, Mark.SOLD, Mark.FREE, Mark.ELSEWHERE)
    return {
        seat.seat_id: Look(marks[(at * 5 + at // 11) % 7], seat.kind, zones[seat.category], dim=at % 4 == 0)
        for at, seat in enumerate(drawn.seats())
    }


def _search(drawn: Any, free: set[str], rounds: int) -> dict[str, float]:
    from ticketforge_desktop.domain.seating.best import Hall, Wanted

    hall, sizes = Hall(drawn), (2, 3, 6)
    best = _median(lambda: [hall.best(free, Wanted(size)) for size in sizes], rounds) / len(sizes)
    return {"best": best, "look": _median(lambda: sum(1 for seat in hall.seats if seat in free), rounds)}


def _drag(app: Any, view: Any, frames: int, point: Any) -> list[float]:
    """A hand drags to and fro; milliseconds from each movement until it is painted."""
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent

    port, left, none = view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    def send(kind: Any, at: Any, button: Any, held: Any) -> None:
        app.sendEvent(port, QMouseEvent(kind, QPointF(at), QPointF(port.mapToGlobal(at)), button, held, none))

    at, times = point(640, 400), []
    send(QEvent.Type.MouseButtonPress, at, left, left)
    for frame in range(frames):
        way = 1 if frame % 40 < 20 else -1
        at = at + point(17 * way, 11 * way)
        began = time.perf_counter()
        send(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, left)
        port.repaint()
        times.append((time.perf_counter() - began) * 1000)
        app.processEvents()
    send(QEvent.Type.MouseButtonRelease, at, left, Qt.MouseButton.NoButton)
    return times


def _median(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times)[len(times) // 2]


def _line(figure: str, ours: float, limit: float, most: float | None) -> dict[str, object]:
    return {
        "bench": "seats",
        "figure": figure,
        "ours": round(ours, 2),
        "limit": round(limit, 2),
        "unit": "ms",
        "ratio": round(ours / limit, 2) if limit else 0.0,
        "goal": "-" if most is None else f"≤ {most:g} ms",
        "met": None if most is None else ours <= most,
    }


if __name__ == "__main__":
    print(json.dumps(measure(*(int(word) for word in sys.argv[1:]))))
