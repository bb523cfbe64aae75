"""Everything that reads the store into the mirror, joined: syncs, drift checks and sweeps of one desk."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.errors import SyncRunning
from ticketforge_desktop.host.locks import FileLock
from ticketforge_desktop.services.schedule import Task
from ticketforge_desktop.services.syncing import SyncProgress

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.bootstrap.sync_process import SyncProcess
    from ticketforge_desktop.domain.records import PublicKeyRecord
    from ticketforge_desktop.domain.rights import Staff
    from ticketforge_desktop.services.ports.host import SecretStore
    from ticketforge_desktop.services.ports.store import Store
    from ticketforge_desktop.services.sync_wire import Left, Outcome
    from ticketforge_desktop.services.syncing import DriftReport, Stopped, SweepReport, Tell
    from ticketforge_desktop.storage.profile import Profile
    from ticketforge_desktop.sync.engine import SyncEngine

_PATIENCE_S: Final = 600.0  # of a whole sweep with a sync of another process
_PAUSE_S: Final = 1.0
# So many changed objects of a kind are a page or two; with more of them a window stutters that syncs by itself.
LIGHT: Final = 500
_CHANGES: Final = frozenset({"connecting", "changes"})


class Pulling:
    """The engine of one desk, and its checks. Every method may be called on any thread."""

    def __init__(self, desk: Desk, profile: Profile) -> None:
        self._desk, self._profile = desk, profile
        self._lock = FileLock(desk.folder.path / "sync.lock")
        self.process: SyncProcess | None = None  # where heavy runs of a window go; None: they stay here

    def engine(self) -> SyncEngine:
        """One for a run. Raises as `Desk.store`."""
        from ticketforge_desktop.sync.engine import SyncEngine

        return SyncEngine(
            self._desk.store(),
            self._profile.mirror_writer,
            ring=self._publish_ring,
            counts=self._desk.queries.counts,
            lock=self._lock,
            clock=self._desk.clock,
        )

    def drift(self, tell: Tell, stopped: Stopped) -> DriftReport:
        """Compare two days of orders with the store, and mend. Raises as `SyncEngine.drift`."""
        report = self.engine().drift(self._desk.staff, tell=tell, stopped=stopped)
        return replace(report, changes=report.changes | self._processed(stopped))

    def sweep(self, tell: Tell, stopped: Stopped, *, whole: bool) -> SweepReport:
        """A slice of a sweep, or what is left of it (`whole`); syncs of others may run between two slices.

        Raises: as `SyncEngine.sweep`.
        """
        engine = self.engine()
        report = engine.sweep(self._desk.staff, tell=tell, stopped=stopped)
        changes = report.changes
        while whole and not report.complete and not report.stopped:
            report = _patiently(lambda: engine.sweep(self._desk.staff, tell=tell, stopped=stopped))
            changes |= report.changes
        return replace(report, changes=changes | self._processed(stopped))

    # For a window

    def go_apart(self, secrets: SecretStore) -> None:
        """Heavy runs of the window take a process of their own from now on."""
        from ticketforge_desktop.bootstrap.sync_process import SyncProcess

        desk = self._desk
        self.process = SyncProcess(desk.folder.path, secrets, desk.stores.budget, self.take, demo=desk.demo)

    def for_window(self, tell: Tell, stopped: Stopped, *, full: bool) -> ChangeSet:
        """A sync. What is heavy runs in a process of its own, so that window and door go on as if nothing ran.

        What looked light and is not is stopped, which loses nothing, and goes on in one. Raises as `Desk.run_sync`.
        """
        if self.process is None:
            return self._desk.run_sync(full=full, tell=tell, stopped=stopped).changes
        if full or self._desk.queries.counts().synced_at is None:
            done = self._apart("full" if full else "sync", tell, stopped)
            return done.changes if done is not None else self._here(tell, stopped, full=full)
        watch = _Weight(tell, stopped)
        report = self._desk.run_sync(tell=watch.tell, stopped=watch.stopped)
        if not (report.stopped and watch.heavy) or stopped():
            return report.changes
        self._profile.mirror_writer.close()  # of a shadow that was begun here: the other process fills it
        done = self._apart("sync", tell, stopped)
        return report.changes | (done.changes if done is not None else self._here(tell, stopped, full=False))

    def check(self, task: Task, tell: Tell, stopped: Stopped, *, whole: bool) -> tuple[ChangeSet, int]:
        """A drift check or a sweep, and how many things were mended; a slice of a sweep is light.

        Raises: as `drift` and `sweep`.
        """
        if task is Task.DRIFT or whole:
            done = self._apart(task.value, tell, stopped)
            if done is not None:
                return done.changes, done.mended
        if task is Task.DRIFT:
            drift = self.drift(tell, stopped)
            return drift.changes, drift.changed
        sweep = self.sweep(tell, stopped, whole=whole)
        return sweep.changes, sweep.changed

    def take(self, left: Left) -> None:
        """What a process of ours leaves: alerts to be told, and what it took of the store's bucket."""
        self._desk.keys.read_anew()
        self._desk.processing.hear(left.alerts)
        self._desk.stores.hear(left.budget, left.spent)

    def _apart(self, what: str, tell: Tell, stopped: Stopped) -> Outcome | None:
        """In a process of its own; None where none can be had."""
        if self.process is None:
            return None
        from ticketforge_desktop.bootstrap.sync_process import NoChildError

        self._desk.keys.key_id()  # made here where there is none: two processes would make two
        try:
            return self.process.run(what, tell, stopped)
        except NoChildError:
            self.process = None
            return None

    def _here(self, tell: Tell, stopped: Stopped, *, full: bool) -> ChangeSet:
        return self._desk.run_sync(full=full, tell=tell, stopped=stopped).changes

    def _processed(self, stopped: Stopped) -> ChangeSet:
        return self._desk.processing.run(stopped).changes

    def _publish_ring(self, store: Store, staff: Staff) -> Sequence[PublicKeyRecord]:
        return self._desk.keys.publish(store, staff).keys


class _Weight:
    """Listens to a sync that is thought light, and stops it when it is not."""

    def __init__(self, tell: Tell, stopped: Stopped) -> None:
        self._tell, self._stopped = tell, stopped
        self.heavy = False

    def tell(self, step: SyncProgress) -> None:
        """Hear a step."""
        self.heavy = self.heavy or step.phase not in _CHANGES or step.done > LIGHT
        self._tell(step)

    def stopped(self) -> bool:
        """Whether to stop, for whichever reason."""
        return self.heavy or self._stopped()


def _patiently(work: Callable[[], SweepReport]) -> SweepReport:
    """Another sync has its turn first; one that never ends is told."""
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return work()
        except SyncRunning:
            if time.monotonic() > deadline:
                raise
        time.sleep(_PAUSE_S)
