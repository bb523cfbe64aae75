"""Runs that this window prints: they go on whatever screen is open, and end with the window."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.services.ports.print_runs import ItemKind
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import Desk
from ticketforge_desktop.ui.runner import Job

MOST_AT_ONCE: Final = 2  # of the runner's threads; the screens need the others
_TELL_MS: Final = 500  # between two looks at a run's figures, so that ten thousand papers do not mean as many


@dataclass(frozen=True, slots=True)
class Passed:
    """What a run came to so far: papers that were tried, printers that stopped, and what kept others from it."""

    tried: int = 0
    stopped: tuple[str, ...] = ()
    troubles: tuple[TicketForgeError, ...] = ()


class PrintDriver(QObject):
    """One a window, a child of its context: `PrintDriver.of(context)`."""

    progressed = Signal()  # papers came out; told a few times a second at most
    halted = Signal(str)  # a printer left its run: its name
    ended = Signal(str)  # this window works on the run no more

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._jobs: dict[str, Job[Passed]] = {}
        self._told: dict[str, int] = {}  # printers that stopped, as far as this was told, by run
        self._waiting: deque[tuple[str, tuple[str, ...]]] = deque()
        self._windows: dict[str, int] = {}  # papers at once, as was chosen for a run
        self._takes: dict[str, Mapping[str, Sequence[ItemKind]]] = {}  # what its printers were named for
        self._timer = QTimer(self, singleShot=True, interval=_TELL_MS)
        self._timer.timeout.connect(self.progressed)

    @classmethod
    def of(cls, context: Context) -> PrintDriver:
        """The window's driver, made when it is first asked for."""
        found = context.findChild(cls)
        return found if isinstance(found, cls) else cls(context)

    @property
    def working(self) -> frozenset[str]:
        """Runs this window works on or is about to."""
        return frozenset(self._jobs) | {run_id for run_id, _ in self._waiting}

    def start(
        self,
        run_id: str,
        printers: Sequence[str],
        window: int = 0,
        takes: Mapping[str, Sequence[ItemKind]] | None = None,
    ) -> None:
        """Begin or continue a run on these printers; where two are under way, it waits for one of them.

        `window`: papers on their way at once; 0 = as before, or one. `takes`: what printers of a run for the post were
        named for; None = what they took before.
        """
        if run_id in self.working:
            return
        if window:
            self._windows[run_id] = window
        self._takes[run_id] = takes or {}
        if len(self._jobs) >= MOST_AT_ONCE:
            self._waiting.append((run_id, tuple(printers)))
        else:
            self._start(run_id, tuple(printers))

    def forget(self, run_id: str) -> None:
        """A run that was cancelled or paused before its turn came does not begin any more."""
        self._waiting = deque(one for one in self._waiting if one[0] != run_id)

    def _start(self, run_id: str, printers: tuple[str, ...]) -> None:
        desk = self._context.desk
        if desk is None:
            return
        self._told[run_id] = 0
        window, takes = self._windows.get(run_id, 1), self._takes.pop(run_id, {})
        job = self._context.runner.run(
            lambda job: _work(desk, run_id, printers, window, takes, job),
            lambda passed: self._end(run_id, passed),
            lambda error: self._failed(run_id, error),
            progress=lambda passed: self._passed(run_id, passed),
            owner=self,
        )
        if not job.finished:
            self._jobs[run_id] = job

    def _passed(self, run_id: str, passed: object) -> None:
        if not isinstance(passed, Passed):
            return
        self._tell_stops(run_id, passed)
        if not self._timer.isActive():
            self._timer.start()

    def _tell_stops(self, run_id: str, passed: Passed) -> None:
        told = self._told.get(run_id, 0)
        self._told[run_id] = len(passed.stopped)
        for printer in passed.stopped[told:]:
            self.halted.emit(printer)

    def _end(self, run_id: str, passed: Passed) -> None:
        self._tell_stops(run_id, passed)
        for trouble in passed.troubles:
            self._context.trouble.emit(trouble)
        self._over(run_id)

    def _failed(self, run_id: str, error: Exception) -> None:
        self._context.trouble.emit(error)
        self._over(run_id)

    def _over(self, run_id: str) -> None:
        self._jobs.pop(run_id, None)
        self._told.pop(run_id, None)
        self._timer.stop()
        self._context.broadcast(ChangeSet.of(Changed.PRINT_JOB))
        self.ended.emit(run_id)
        if self._waiting and len(self._jobs) < MOST_AT_ONCE:
            self._start(*self._waiting.popleft())


def _work(
    desk: Desk,
    run_id: str,
    printers: Sequence[str],
    window: int,
    takes: Mapping[str, Sequence[ItemKind]],
    job: Job[Passed],
) -> Passed:
    """In the runner's thread; a window that closes lets each printer finish its paper."""
    passed = Passed()
    for event in desk.print_page.work(run_id, printers, lambda: job.cancelled, window, takes):
        outcome, trouble = event.outcome, event.trouble
        stops = outcome is not None and outcome.stops
        passed = Passed(
            passed.tried + (outcome is not None),
            (*passed.stopped, event.printer) if stops else passed.stopped,
            (*passed.troubles, trouble) if trouble is not None else passed.troubles,
        )
        job.report(passed)
    return passed
