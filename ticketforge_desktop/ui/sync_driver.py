"""When the window syncs: every so often, on demand, and less often while the store does not answer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ticketforge_desktop.domain.errors import NetworkUnavailable, StoreBusy
from ticketforge_desktop.services.settings import SYNC_INTERVAL

if TYPE_CHECKING:
    from ticketforge_desktop.domain.changes import ChangeSet
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.desk import DeskStatus
    from ticketforge_desktop.ui.runner import Job

_STATUS_MS: Final = 2000
_LONGEST_S: Final = 600


class SyncDriver(QObject):
    """Starts syncs, tells how far they are, keeps the status current and notices what others wrote.

    Offline is a mode here, not an error: a store that does not answer is tried again ever more rarely (twice the
    interval each time, ten minutes at most), and a person hears of it by the status bar alone.
    """

    progressed = Signal(object)  # SyncStep
    running_changed = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._job: Job[ChangeSet] | None = None
        self._polling: Job[tuple[DeskStatus, ChangeSet | None]] | None = None
        self._asked = False
        self._misses = 0
        self.offline_since: datetime | None = None
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self.sync)
        self._poll = QTimer(self, interval=_STATUS_MS)
        self._poll.timeout.connect(self.poll)
        context.settings_changed.connect(self._settings_changed)

    @property
    def running(self) -> bool:
        """Whether a sync is under way."""
        return self._job is not None

    def start(self) -> None:
        """Begin to poll; the first sync follows when a store is connected."""
        self._poll.start()
        self.poll()
        self._due.start(0)

    def stop(self) -> None:
        """The window closes."""
        self._poll.stop()
        self._due.stop()
        self.cancel()

    def sync(self, *, asked: bool = False) -> None:
        """Sync now unless one is under way; `asked` by a person, who then hears how it ended."""
        self._asked = self._asked or asked
        desk, status = self._context.desk, self._context.status
        if desk is None or self._job is not None:
            return
        if status is not None and not status.connected and not asked:
            self._plan()
            return
        self._job = self._context.runner.run(
            lambda job: desk.sync(job.report, lambda: job.cancelled),
            self._done,
            self._failed,
            progress=self.progressed.emit,
            owner=self,
        )
        if not self._job.finished:
            self.running_changed.emit(True)
        else:
            self._job = None

    def cancel(self) -> None:
        """Stop the sync at its next step; what is durable stays, and the next one goes on from there."""
        if self._job is not None:
            self._job.cancel()
            self._ended()

    def poll(self) -> None:
        """Ask for the status and for what other processes wrote."""
        desk = self._context.desk
        if desk is None or (self._polling is not None and not self._polling.finished):
            return
        self._polling = self._context.runner.submit(
            lambda: (desk.status(), desk.changed_elsewhere()), self._polled, lambda _error: None, owner=self
        )

    def _polled(self, answer: tuple[DeskStatus, ChangeSet | None]) -> None:
        status, changes = answer
        if self.offline_since is not None:
            status = status._replace(offline_since=self.offline_since)
        self._context.set_status(status)
        if changes is not None:
            self._context.broadcast(changes)

    def _done(self, changes: ChangeSet) -> None:
        asked, self._asked = self._asked, False
        self._misses = 0
        self.offline_since = None
        self._ended()
        self._context.broadcast(changes)
        self.poll()
        if asked:
            self._context.told.emit("admitted", self.tr("Sync finished."))

    def _failed(self, error: Exception) -> None:
        asked, self._asked = self._asked, False
        self._misses += 1
        self._ended()
        desk = self._context.desk
        if isinstance(error, NetworkUnavailable | StoreBusy):
            if isinstance(error, NetworkUnavailable) and self.offline_since is None and desk is not None:
                self.offline_since = desk.now()
            if asked:
                self._context.trouble.emit(error)
        else:
            self._context.trouble.emit(error)
        self.poll()

    def _ended(self) -> None:
        self._job = None
        self.running_changed.emit(False)
        self._plan()

    def _plan(self) -> None:
        seconds = self._context.settings.number(SYNC_INTERVAL) * 2 ** min(self._misses, 10)
        self._due.start(min(seconds, max(_LONGEST_S, self._context.settings.number(SYNC_INTERVAL))) * 1000)

    def _settings_changed(self, keys: frozenset[str]) -> None:
        if SYNC_INTERVAL.key in keys and self._due.isActive():
            self._plan()
