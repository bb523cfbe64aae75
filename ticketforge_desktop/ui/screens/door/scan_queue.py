"""Scans in the order they came: each is checked, none is dropped, and none waits for the screen."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from ticketforge_desktop.services.check_results import CheckResult
from ticketforge_desktop.ui.runner import Runner

HELD_MS: Final = 700  # how long a verdict that keeps the gate shut stays, when the next one is there already


@dataclass(frozen=True, slots=True)
class Scan:
    """What came from a scanner or the keyboard; `confirmed` is a steward's yes to a bare number."""

    raw: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a scan: a result (with the title of the ticket's own event where that helps), or an error."""

    scan: Scan
    result: CheckResult | None
    error: BaseException | None = None
    event_title: str = ""


class ScanQueue(QObject):
    """Checks scans one after the other beside the window; `answered(Answer)` comes in the order of the scans.

    A check is durable before its answer is here. An answer that keeps the gate shut stays `HELD_MS` before the next
    one may cover it, so that nobody slips through behind a quick second scan.
    """

    answered = Signal(object)
    waiting_changed = Signal(int)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._check: Callable[[Scan], Answer] | None = None
        self._scans: deque[Scan] = deque()
        self._answers: deque[Answer] = deque()
        self._busy = False
        self._hold = QTimer(self, singleShot=True, interval=HELD_MS)
        self._hold.timeout.connect(self._tell)

    def use(self, check: Callable[[Scan], Answer] | None) -> None:
        """How a scan is checked from now on (events, gate and direction are in it)."""
        self._check = check
        self._next()

    @property
    def waiting(self) -> int:
        """Scans that have not been answered."""
        return len(self._scans) + self._busy

    def put(self, scan: Scan) -> None:
        """Take a scan."""
        self._scans.append(scan)
        self._next()

    def _next(self) -> None:
        check = self._check
        if check is None or self._busy or not self._scans:
            self.waiting_changed.emit(self.waiting)
            return
        scan = self._scans.popleft()
        self._busy = True
        self.waiting_changed.emit(self.waiting)

        def broke(error: BaseException) -> None:
            self._done(Answer(scan, None, error))

        self._runner.submit(lambda: check(scan), self._done, broke, owner=self)

    def _done(self, answer: Answer) -> None:
        self._busy = False
        self._answers.append(answer)
        if not self._hold.isActive():
            self._tell()
        self._next()

    def _tell(self) -> None:
        if not self._answers:
            return
        answer = self._answers.popleft()
        self.answered.emit(answer)
        if answer.result is None or not answer.result.verdict.opens:
            self._hold.start()
        elif self._answers:
            self._tell()
