"""Order processing for one desk: run after each pull and each fetch, and what is to be told of it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.stock import Thresholds
from ticketforge_desktop.host.locks import FileLock
from ticketforge_desktop.services.process_orders import ProcessOrders, ProcessReport
from ticketforge_desktop.services.settings import (
    MAIL_SENDS,
    PRINT_LANGUAGE,
    STOCK_CRITICAL,
    STOCK_LOW,
    STOCK_MEDIUM,
)
from ticketforge_desktop.services.stock_alerts import RaisedAlert, StockAlerts
from ticketforge_desktop.services.unseen import UnseenAdmissions

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.services.ports.processing import Flag
    from ticketforge_desktop.services.syncing import Stopped
    from ticketforge_desktop.storage.profile import Profile


class Processing:
    """May be called on any thread; one run at a time, whichever process it is in."""

    def __init__(self, desk: Desk, profile: Profile) -> None:
        settings = desk.settings
        self._desk, self._effects, self._syncs = desk, profile.effects, profile.sync_queries
        self._lock = threading.Lock()
        self._untold: list[RaisedAlert] = []
        alerts = StockAlerts(
            profile.process_queue,
            profile.effects,
            lambda: Thresholds(
                settings.number(STOCK_CRITICAL), settings.number(STOCK_LOW), settings.number(STOCK_MEDIUM)
            ),
        )
        self._orders = ProcessOrders(
            profile.process_queue,
            profile.effects,
            alerts,
            lock=FileLock(desk.folder.path / "processing.lock"),
            clock=desk.clock,
            sends_mail=lambda: settings.switch(MAIL_SENDS),
            language=lambda: settings.text(PRINT_LANGUAGE),
        )
        self._unseen = UnseenAdmissions(profile.unseen, profile.process_queue.held_tickets, self._read_since)
        self.last: ProcessReport | None = None

    def run(self, stopped: Stopped = lambda: False) -> ProcessReport:
        """See to what changed, and to whom the door let in unseen. Raises as `ProcessOrders.run`."""
        report = self._orders.run(self._desk.staff, stopped)
        if not report.skipped and any(self._unseen.look()):
            report = replace(report, changes=report.changes | ChangeSet.of(Kind.ADMISSION))
        with self._lock:
            self._untold += report.alerts
            self.last = report
        return report

    def hear(self, alerts: Sequence[RaisedAlert]) -> None:
        """Alerts that another process raised for this one."""
        with self._lock:
            self._untold += alerts

    def _read_since(self) -> datetime | None:
        """When the last sync began that went through."""
        last = self._syncs.last("incremental", "bulk")
        return None if last is None else last.ended_at - timedelta(seconds=last.seconds)

    def take_alerts(self) -> Sequence[RaisedAlert]:
        """Stock alerts raised in this process since this was last asked, each once: for the tray."""
        with self._lock:
            untold, self._untold = self._untold, []
        return untold

    def flags(self, *, unseen_only: bool = True) -> Sequence[Flag]:
        """What a manager must look at, newest first."""
        return self._effects.flags(unseen_only=unseen_only)
