"""Everything that reads the store into the mirror, joined: syncs, drift checks and sweeps of one desk."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.errors import SyncRunning
from ticketforge_desktop.host.locks import FileLock

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.domain.records import PublicKeyRecord
    from ticketforge_desktop.domain.rights import Staff
    from ticketforge_desktop.services.ports.store import Store
    from ticketforge_desktop.services.syncing import DriftReport, Stopped, SweepReport, Tell
    from ticketforge_desktop.storage.profile import Profile
    from ticketforge_desktop.sync.engine import SyncEngine

_PATIENCE_S: Final = 600.0  # of a whole sweep with a sync of another process
_PAUSE_S: Final = 1.0


class Pulling:
    """The engine of one desk, and its checks. Every method may be called on any thread."""

    def __init__(self, desk: Desk, profile: Profile) -> None:
        self._desk, self._profile = desk, profile
        self._lock = FileLock(desk.folder.path / "sync.lock")

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

    def _processed(self, stopped: Stopped) -> ChangeSet:
        return self._desk.processing.run(stopped).changes

    def _publish_ring(self, store: Store, staff: Staff) -> Sequence[PublicKeyRecord]:
        return self._desk.keys.publish(store, staff).keys


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
