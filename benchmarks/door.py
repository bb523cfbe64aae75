"""The door's screen: from the last character of a scan to the painted verdict, with a million tickets.

The real screen on the offscreen platform, its check beside the window on the runner's threads, counters and recent
scans fetched after every scan as in the evening. Measured is the time from Return in the scan field to the end of the
colour field's painting. The limit beside it paints the same field with a verdict that is known already.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks import dataset, entry
from benchmarks.figures import quantile
from ticketforge_desktop.domain.codes import key_id_of
from ticketforge_desktop.domain.records import PublicKeyRecord
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.host.clock import SystemClock
from ticketforge_desktop.host.ed25519 import CachingVerifier
from ticketforge_desktop.host.window_file import WindowFile
from ticketforge_desktop.services.check_in import CheckIn
from ticketforge_desktop.services.gates import Gates
from ticketforge_desktop.services.settings import SettingsBook
from ticketforge_desktop.services.trusted_keys import TrustedKeys
from ticketforge_desktop.storage.profile import Profile, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys

if TYPE_CHECKING:
    from ticketforge_desktop.ui.screens.door import DoorScreen

TICKETS = 1_000_000
SCANS = 400
WARM_UP = 40
GOAL_MS = 50.0
_PATIENCE_S = 30.0


class Desk:
    """What the door's screen needs of an open profile."""

    def __init__(self, profile: Profile) -> None:
        key = entry._SIGNER.public_key
        record = PublicKeyRecord(key_id_of(key).hex(), "Kasse", key.hex(), dataset.AT, "")
        self.queries, self.admissions, self.station = profile.queries, profile.admissions, profile.station
        clock = SystemClock()
        self.gates = Gates(profile.gates, lambda: {"bare": "confirm"}, profile.ticket_book.event_times)
        self.check_in = CheckIn(
            profile.ticket_book, profile.admissions, TrustedKeys(lambda: [record], clock), CachingVerifier(), clock,
            rulings=self.gates,
        )  # fmt: skip
        self._clock = clock

    def now(self) -> datetime:
        """The program's clock."""
        return self._clock.now()


def run(tickets: int = TICKETS, scans: int = SCANS) -> Iterator[dict[str, object]]:
    """A line a figure."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with TemporaryDirectory(prefix="bench-door-") as folder, _opened(Path(folder)) as profile:
        dataset.fill(profile.mirror_writer, dataset.Size(tickets // 4, 1, 4))
        profile.mirror_writer.note_sync("bulk", SystemClock().now(), {})
        codes = [entry._code(ticket) for ticket in entry._chosen(profile, scans + WARM_UP)]
        ours, bare = _evening(profile, Path(folder), codes)
    ours, bare = ours[WARM_UP:], bare[WARM_UP:]
    for name, share in (("median", 0.5), ("p99", 0.99), ("longest", 1.0)):
        yield _line(
            f"scan to painted verdict, {name}", quantile(ours, share), quantile(bare, share), goal=share == 0.99
        )


def _opened(folder: Path) -> Profile:
    return open_profile(folder / "profile", entry._KEYS, ShopKeys(lambda: dataset.EAN_KEY))


def _evening(profile: Profile, folder: Path, codes: list[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of each scan, and of painting its verdict again."""
    from PySide6.QtWidgets import QApplication

    from ticketforge_desktop.ui.actions import Action, ActionRegistry
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.desk import Host
    from ticketforge_desktop.ui.runner import ThreadRunner
    from ticketforge_desktop.ui.screens.door import DoorScreen
    from ticketforge_desktop.ui.theme import Theme

    app = QApplication.instance() or QApplication([])
    drawer, desk, runner = WindowFile(folder / "window.json"), Desk(profile), ThreadRunner()
    registry = ActionRegistry(DEFAULT_MANAGER)
    registry.declare((Action("palette.open", "Find anything …", "search"),))
    host = Host(drawer, DEFAULT_MANAGER, lambda: desk, lambda _request: None, str)  # type: ignore[arg-type,return-value]
    context = Context(host, runner, registry, SettingsBook(drawer), Theme(), "en")
    context.set_desk(desk)  # type: ignore[arg-type]
    screen = DoorScreen(context)
    screen.sounds.muted = True
    screen.resize(1280, 800)
    screen.show()
    rows = [profile.queries.event(event_id).row for event_id in entry.TONIGHT]
    try:
        return _scans(app, screen, rows, codes)
    finally:
        screen.leave()
        screen.close()
        runner.close()


def _scans(app: Any, screen: DoorScreen, rows: list[Any], codes: list[str]) -> tuple[list[float], list[float]]:
    from ticketforge_desktop.domain.verdicts import Verdict
    from ticketforge_desktop.ui.screens.door.post import Post

    screen.begin(Post(tuple(rows), "A", "entry"))
    _until(app, lambda: screen.kiosk.recent.model() is not None and screen._expected is not None)
    painted = [0.0]
    field, paint = screen.kiosk.field, screen.kiosk.field.paintEvent

    def paint_event(event: Any) -> None:
        paint(event)
        painted[0] = time.perf_counter()

    field.paintEvent = paint_event  # type: ignore[method-assign]
    ours, bare = [], []
    gc.collect()
    for code in codes:
        screen.kiosk.scan.setText(code)
        before, begun = screen.answer, time.perf_counter()
        screen.kiosk.scan.returnPressed.emit()
        _until(app, lambda b=before, t=begun: screen.answer is not b and painted[0] > t)
        ours.append((painted[0] - begun) * 1000)
        answer = screen.answer
        if answer is None or answer.result is None or answer.result.verdict is not Verdict.ADMITTED:
            raise AssertionError(f"the door said {answer}")
        _until(app, lambda: not screen.context.runner.busy)
        begun = time.perf_counter()
        field.repaint()
        bare.append((painted[0] - begun) * 1000)
    return ours, bare


def _until(app: Any, ready: Any) -> None:
    """Let the window go on until something is so."""
    end = time.perf_counter() + _PATIENCE_S
    while not ready():
        app.processEvents()
        time.sleep(0.0002)  # the check's thread needs the interpreter too
        if time.perf_counter() > end:
            raise TimeoutError("the door did not answer")


def _line(figure: str, ours: float, limit: float, *, goal: bool) -> dict[str, object]:
    return {
        "bench": "door",
        "figure": figure,
        "ours": round(ours, 3),
        "limit": round(limit, 3),
        "unit": "ms",
        "ratio": round(ours / limit, 2) if limit else 0.0,
        "goal": f"≤ {GOAL_MS:.0f} ms" if goal else "-",
        "met": ours <= GOAL_MS if goal else None,
    }
