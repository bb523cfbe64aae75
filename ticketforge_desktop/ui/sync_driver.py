"""When the window turns to the store: by its schedule, when somebody asks, and soon after an act was added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.changes import Kind as Changed
from ticketforge_desktop.domain.errors import NetworkUnavailable, StoreBusy, SyncRunning
from ticketforge_desktop.services.connection_state import ConnectionState
from ticketforge_desktop.services.schedule import Done, Schedule, Task, allowed_interval
from ticketforge_desktop.services.settings import (
    SYNC_INTERVAL,
    SYNC_PAUSED,
    WEBHOOKS_BIND,
    WEBHOOKS_PORT,
    WEBHOOKS_SERVE,
)

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.outbox import PushReport
    from ticketforge_desktop.services.stock_alerts import RaisedAlert
    from ticketforge_desktop.services.sync_views import Budget
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.desk import Desk, DeskStatus
    from ticketforge_desktop.ui.runner import Job

_STATUS_MS: Final = 2000
# A sync writes page by page; showing everything anew at each of them is what would make the window stutter.
_SHOWN_FOR: Final = timedelta(seconds=10)
# The store is left alone: there is none, or it will not have us until somebody connects it again.
_SHUT: Final = frozenset({ConnectionState.NOT_CONNECTED, ConnectionState.UNINSTALLED})
_RECEIVER: Final = frozenset({WEBHOOKS_SERVE.key, WEBHOOKS_PORT.key, WEBHOOKS_BIND.key})


class Polled(NamedTuple):
    """What one look at the desk told."""

    status: DeskStatus
    changes: ChangeSet | None
    done: Done
    now: datetime


class Ended(NamedTuple):
    """A run that went through, with what the schedule and the tray want to know of it."""

    task: Task
    full: bool
    changes: ChangeSet
    mended: int
    budget: Budget | None
    cost: int
    alerts: Sequence[RaisedAlert]


Report = Callable[[object], None]
Cancelled = Callable[[], bool]


class SyncDriver(QObject):
    """Starts syncs, checks and pushes, tells how far they are, and notices what others wrote.

    Offline is a mode here, not an error: a store that does not answer is tried again ever more rarely, and a person
    hears of it by the status bar alone. One run at a time; pushing goes beside it, because it has a lock of its own.
    """

    progressed = Signal(object)  # SyncStep
    running_changed = Signal(bool)
    alerts_raised = Signal(object)  # RaisedAlerts, each once

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._job: Job[Ended] | None = None
        self._pushing: Job[PushReport] | None = None
        self._polling: Job[Polled] | None = None
        self._asked = False
        self._task = Task.SYNC  # of the run under way
        self._held = ChangeSet()  # what was written while a run is under way, and is not shown yet
        self._shown_at: datetime | None = None
        self._telling = False
        self._waiting = 0  # acts in the outbox when it was last looked at
        self.schedule = Schedule(context.settings.number(SYNC_INTERVAL))
        self.schedule.pause(context.settings.switch(SYNC_PAUSED))
        self._poll = QTimer(self, interval=_STATUS_MS)
        self._poll.timeout.connect(self.poll)
        context.settings_changed.connect(self._settings_changed)
        context.changed.connect(self._changed)

    @property
    def running(self) -> bool:
        """Whether a sync or a check is under way."""
        return self._job is not None

    @property
    def pushing(self) -> bool:
        """Whether acts are being sent."""
        return self._pushing is not None and not self._pushing.finished

    def start(self) -> None:
        """Begin to poll; the first sync follows when a store is connected."""
        self._poll.start()
        self.poll()

    def stop(self) -> None:
        """The window closes."""
        self._poll.stop()
        self.cancel()
        if self._pushing is not None:
            self._pushing.cancel()

    # Runs

    def sync(self, *, asked: bool = False, full: bool = False) -> None:
        """Sync now unless something is under way; `asked` by a person, who then hears how it ended."""
        desk = self._context.desk
        if desk is None:
            return

        def fetch(report: Report, cancelled: Cancelled) -> tuple[ChangeSet, int]:
            run = desk.sync_page.full if full else desk.sync
            return run(report, cancelled), 0

        self._run(desk, Task.SYNC, fetch, asked=asked, full=full)

    def check(self, task: Task, *, asked: bool = False) -> None:
        """Compare with the store now (`drift`, `sweep`) unless something is under way."""
        desk = self._context.desk
        if desk is not None:
            page = desk.sync_page
            self._run(desk, task, lambda report, stop: page.check(task, report, stop, whole=asked), asked=asked)

    def push(self, *, asked: bool = False) -> None:
        """Send what waits, unless that is under way."""
        desk = self._context.desk
        if desk is None or self.pushing:
            return
        self._pushing = self._context.runner.run(
            lambda job: desk.sync_page.push(lambda: job.cancelled),
            lambda report: self._pushed(report, asked),
            lambda error: self._push_failed(error, asked),
            owner=self,
        )
        if not self._pushing.finished:
            self._context.driver_changed.emit()

    def cancel(self) -> None:
        """Stop the run at its next step; what is durable stays, and the next one goes on from there."""
        if self._job is not None:
            self._job.cancel()
            self._asked = False
            desk = self._context.desk
            if desk is not None and self._task is Task.SYNC:
                self.schedule.ended(desk.now())
            elif desk is not None:
                self.schedule.rest(desk.now(), self._task)
            self._ended(ChangeSet.of(Changed.SYNC))

    def _run(
        self,
        desk: Desk,
        task: Task,
        work: Callable[[Report, Cancelled], tuple[ChangeSet, int]],
        *,
        asked: bool,
        full: bool = False,
    ) -> None:
        self._asked = self._asked or asked
        if self._job is not None:
            return
        self._task = task

        def whole(job: Job[Ended]) -> Ended:
            first = desk.status().synced_at is None
            changes, mended = work(job.report, lambda: job.cancelled)
            page = desk.sync_page
            alerts = page.untold_alerts()
            # What is scarce when a store is first seen is no news: the dashboard shows it.
            return Ended(task, full, changes, mended, *page.pace(), () if first else alerts)

        self._job = self._context.runner.run(
            whole,
            self._done,
            lambda error: self._failed(error, task),
            progress=self.progressed.emit,
            owner=self,
        )
        if not self._job.finished:
            self.running_changed.emit(True)
            self._context.driver_changed.emit()
        else:
            self._job = None

    def _done(self, ended: Ended) -> None:
        asked, self._asked = self._asked, False
        desk = self._context.desk
        if desk is not None and ended.task is Task.SYNC:
            longest = self._context.settings.number(SYNC_INTERVAL)
            self.schedule.ended(desk.now(), allowed_interval(longest, ended.budget, ended.cost))
        elif desk is not None and ended.task is Task.DRIFT:  # a sweep goes on with its next slice
            self.schedule.rest(desk.now(), Task.DRIFT)
        self._ended(ended.changes | ChangeSet.of(Changed.SYNC))
        if ended.task is Task.SYNC:
            self.poll()
        if ended.alerts:
            self.alerts_raised.emit(ended.alerts)
        if asked:
            self._context.told.emit("admitted", self._words(ended))

    def _words(self, ended: Ended) -> str:
        if ended.task is Task.SYNC:
            return self.tr("Everything was fetched anew.") if ended.full else self.tr("Sync finished.")
        if not ended.mended:
            return self.tr("Store and copy agree.")
        return self.tr("%n difference(s) found and mended.", "", ended.mended)

    def _failed(self, error: Exception, task: Task) -> None:
        asked, self._asked = self._asked, False
        desk = self._context.desk
        beside = isinstance(error, SyncRunning)  # a command that syncs beside the window is no trouble
        if desk is not None and beside and task is Task.SYNC:
            self.schedule.ended(desk.now())
        elif desk is not None:
            self.schedule.failed(desk.now(), task)
        self._ended(ChangeSet.of(Changed.SYNC))
        if asked or not (beside or isinstance(error, NetworkUnavailable | StoreBusy)):
            self._context.trouble.emit(error)
        self.poll()

    def _ended(self, changes: ChangeSet) -> None:
        self._job = None
        self.running_changed.emit(False)
        self._context.driver_changed.emit()
        held, self._held = self._held, ChangeSet()
        self._context.broadcast(changes | held)

    # Pushing

    def _changed(self, changes: ChangeSet) -> None:
        if changes.touches(Changed.OUTBOX) and not self._telling:
            QTimer.singleShot(0, self, self.poll)

    def _pushed(self, report: PushReport, asked: bool) -> None:
        self._context.driver_changed.emit()
        self._context.broadcast(ChangeSet.of(Changed.SYNC))
        self.poll()
        if asked:
            words = self.tr("%n act(s) arrived in the store.", "", report.done)
            self._context.told.emit("attention" if report.attention else "admitted", words)

    def _push_failed(self, error: Exception, asked: bool) -> None:
        self._context.driver_changed.emit()
        quiet = isinstance(error, NetworkUnavailable | StoreBusy | SyncRunning)
        if asked or not quiet:
            self._context.trouble.emit(error)

    # The clock

    def poll(self) -> None:
        """Ask for the status and for what other processes wrote; then do what is due."""
        desk = self._context.desk
        if desk is None or (self._polling is not None and not self._polling.finished):
            return
        self._polling = self._context.runner.submit(
            lambda: Polled(desk.status(), desk.changed_elsewhere(), desk.sync_page.done(), desk.now()),
            self._polled,
            lambda _error: None,
            owner=self,
        )

    def _polled(self, polled: Polled) -> None:
        status, before = polled.status, self._context.status
        self.schedule.pause(status.paused)
        if before is not None and before.offline_since is not None and status.offline_since is None:
            self.schedule.asked()  # whoever it was: somebody reached the store again
        self._context.set_status(status)
        if polled.changes is not None:
            self._written(polled.changes, polled.now)
        self._turn(status, polled)

    def _written(self, changes: ChangeSet, now: datetime) -> None:
        """Show what was written, by whomever; beside a run of ours every ten seconds and once more when it ends."""
        age = None if self._shown_at is None else now - self._shown_at
        if self._job is not None and age is not None and timedelta(0) <= age < _SHOWN_FOR:
            self._held |= changes
            return
        self._shown_at = now
        held, self._held = self._held, ChangeSet()
        self._telling = True  # what was just asked is not asked again: beside a run that prints that would never end
        self._context.broadcast(changes | held)
        self._telling = False

    def _turn(self, status: DeskStatus, polled: Polled) -> None:
        more = status.outbox > self._waiting
        self._waiting = status.outbox
        state = status.standing.state if status.standing is not None else None
        if not status.connected or state in _SHUT:
            return
        task = None if self._job is not None else self.schedule.task(polled.now, polled.done)
        if task is Task.SYNC:
            self.sync()
        elif task is not None:
            self.check(task)
        if more and task is not Task.SYNC and not status.paused and status.offline_since is None:
            self.push()

    def _settings_changed(self, keys: frozenset[str]) -> None:
        if SYNC_INTERVAL.key in keys:
            self.schedule.change_interval(self._context.settings.number(SYNC_INTERVAL))
        if SYNC_PAUSED.key in keys:
            self.schedule.pause(self._context.settings.switch(SYNC_PAUSED))
            self.poll()
        if keys & _RECEIVER:
            self._settle_receiver()

    def _settle_receiver(self) -> None:
        """The receiver follows its settings at once, a changed port or address included."""
        desk, wanted = self._context.desk, self._context.settings.switch(WEBHOOKS_SERVE)
        if desk is None:
            return
        page = desk.sync_page

        def settle() -> None:
            state = page.receiver()
            if wanted or (state is not None and state.serving):
                page.receive(wanted)

        done = self._context.broadcast
        self._context.runner.submit(
            settle, lambda _none: done(ChangeSet.of(Changed.SYNC)), self._context.trouble.emit, owner=self
        )
