"""What can be done with the store from everywhere in the window: sync, check, pause, send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.settings import SYNC_PAUSED
from ticketforge_desktop.ui.actions import Action

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.sync_driver import SyncDriver
    from ticketforge_desktop.ui.tray import Tell, Tray

ACTIONS: Final = (
    Action("sync.now", "Sync now", "sync", "Ctrl+R", Right.SYNC, "refresh abgleich"),
    Action("sync.full", "Fetch everything anew …", "download", "", Right.SYNC, "full vollständig alles"),
    Action("sync.drift", "Look for differences now", "swap", "", Right.SYNC, "drift abweichung check"),
    Action("sync.sweep", "Look for deleted things now", "trash", "", Right.SYNC, "sweep gelöscht check"),
    Action("sync.pause", "Pause or resume syncing", "pause", "", Right.SYNC, "stop anhalten fortsetzen"),
    Action("outbox.push", "Send what waits", "outbox", "", Right.SYNC, "push senden outbox postausgang"),
    Action("outbox.attention", "Needs attention", "warning", "", Right.VIEW, "zu klären refused abgelehnt"),
)
CONFIRM: Final = "confirm-full"  # the subject under which the sync page asks before fetching everything
_ALONE: Final = ("sync.now", "sync.full", "sync.drift", "sync.sweep")  # not beside another run


class StoreActions(QObject):
    """Declares the actions with the window, binds them once it is painted, and keeps its driver and its tray."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._tray: Tray | None = None
        context.actions.declare(ACTIONS)
        context.driver_changed.connect(self.settle)

    def bind(self, window: QWidget) -> None:
        """Say what each of them does."""
        actions, context = self._context.actions, self._context
        actions.bind("sync.now", self._sync, window)
        actions.bind("sync.full", lambda: context.go.emit("sync", CONFIRM), window)
        actions.bind("sync.drift", lambda: self._check("drift"), window)
        actions.bind("sync.sweep", lambda: self._check("sweep"), window)
        actions.bind("sync.pause", self._switch_pause, window)
        actions.bind("outbox.push", self._push, window)
        actions.bind("outbox.attention", lambda: context.go.emit("outbox", "attention"), window)
        self.settle()

    def drive(self, window: QWidget, toast: Tell) -> SyncDriver:
        """A driver for the profile that was opened, in place of an earlier one; not started yet."""
        from ticketforge_desktop.ui.sync_driver import SyncDriver
        from ticketforge_desktop.ui.tray import Tray

        context = self._context
        if context.driver is not None:
            context.driver.stop()
            context.driver.deleteLater()
        if self._tray is None:
            self._tray = Tray(context, window, toast)
        self._tray.begin()
        driver = context.driver = SyncDriver(context)
        driver.alerts_raised.connect(self._tray.show_alerts)
        context.driver_changed.emit()
        return driver

    @property
    def tray(self) -> Tray | None:
        """What speaks outside the window; None until a profile is open."""
        return self._tray

    def cancel(self) -> None:
        """Stop what is under way."""
        if self._context.driver is not None:
            self._context.driver.cancel()

    def stop(self) -> None:
        """The window closes."""
        if self._context.driver is not None:
            self._context.driver.stop()
        if self._tray is not None:
            self._tray.close()

    def settle(self) -> None:
        """What is possible follows from whether something is under way."""
        driver = self._context.driver
        for name in _ALONE:
            self._context.actions.set_enabled(name, driver is not None and not driver.running)
        self._context.actions.set_enabled("outbox.push", driver is not None and not driver.pushing)
        self._context.actions.set_enabled("sync.pause", driver is not None)

    def _sync(self) -> None:
        if self._context.driver is not None:
            self._context.driver.sync(asked=True)

    def _check(self, task: str) -> None:
        from ticketforge_desktop.services.schedule import Task  # with the profile, after the first paint

        if self._context.driver is not None:
            self._context.driver.check(Task(task), asked=True)

    def _push(self) -> None:
        if self._context.driver is not None:
            self._context.driver.push(asked=True)

    def _switch_pause(self) -> None:
        settings = self._context.settings
        try:
            self._context.put_settings({SYNC_PAUSED: not settings.switch(SYNC_PAUSED)})
        except TicketForgeError as error:
            self._context.trouble.emit(error)
