"""What every screen is handed: the desk, the runner, actions, settings, theme, formats, and news of changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ticketforge_desktop.ui.formats import Formats

if TYPE_CHECKING:
    from ticketforge_desktop.domain.changes import ChangeSet
    from ticketforge_desktop.domain.rights import Staff
    from ticketforge_desktop.services.setting_kinds import Setting
    from ticketforge_desktop.services.settings import SettingsBook
    from ticketforge_desktop.ui.actions import ActionRegistry
    from ticketforge_desktop.ui.desk import Desk, DeskStatus, Host
    from ticketforge_desktop.ui.devices.hub import ScannerHub
    from ticketforge_desktop.ui.runner import Runner
    from ticketforge_desktop.ui.sync_driver import SyncDriver
    from ticketforge_desktop.ui.theme.theme import Theme


class Context(QObject):
    """One a window, made by the window and passed to each screen; there is no other way to reach these things.

    A screen is made before the desk is open (it shows a skeleton) and fills on `desk_opened`, or at once when
    `desk` is there already.
    """

    desk_opened = Signal(object)  # Desk
    changed = Signal(object)  # ChangeSet: what a write or a sync changed
    status_changed = Signal(object)  # DeskStatus
    language_changed = Signal(str)
    settings_changed = Signal(object)  # frozenset of keys
    go = Signal(str, object)  # name of a place ("orders"), and what to show there (an order's name) or None
    kiosk = Signal(bool)  # full screen without rail, for the door
    pin_asked = Signal()  # somebody tried to close the window that the kiosk holds
    zone_changed = Signal()  # the screen in front shows the times of a venue, or the computer's again
    trouble = Signal(object)  # an exception somebody wants shown as the window shows errors
    driver_changed = Signal()  # another driver, or one that begins or ends a run
    closing = Signal()  # the desk of now is left: whoever holds what is not kept yet keeps it before returning
    told = Signal(str, str)  # a tone ("admitted", "attention", "refused", "exit") and words for a toast

    def __init__(
        self,
        host: Host,
        runner: Runner,
        actions: ActionRegistry,
        settings: SettingsBook,
        theme: Theme,
        language: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.host = host
        self.runner = runner
        self.actions = actions
        self.settings = settings
        self.theme = theme
        self.formats = Formats(language)
        self.desk: Desk | None = None
        self.status: DeskStatus | None = None
        self.driver: SyncDriver | None = None  # from the opening of the profile on
        self.scanners: ScannerHub | None = None  # likewise
        self.zone = ""  # IANA zone of the venue whose times fill the screen (the open door); "": the computer's
        self.holds = False  # the kiosk holds the door: nothing else can be reached without its PIN

    @property
    def staff(self) -> Staff:
        """Who acts now."""
        return self.actions.staff

    @property
    def language(self) -> str:
        """`de` or `en`."""
        return self.formats.language

    def set_desk(self, desk: Desk) -> None:
        """The profile is open: tell everybody."""
        self.desk = desk
        self.settings.station = desk.station
        self.desk_opened.emit(desk)

    def set_status(self, status: DeskStatus) -> None:
        """Keep and pass on what the status bar tells."""
        if status != self.status:
            self.status = status
            self.status_changed.emit(status)

    def set_language(self, language: str) -> None:
        """Formats first, so that what retranslates finds them."""
        self.formats = Formats(language)
        self.language_changed.emit(language)

    def set_zone(self, zone: str) -> None:
        """The screen in front shows the times of this zone: whatever stands beside them does too."""
        if zone != self.zone:
            self.zone = zone
            self.zone_changed.emit()

    def set_hold(self, only: frozenset[str] | None) -> None:
        """The kiosk holds the door: these actions and no others can be done. None: it lets go."""
        self.holds = only is not None
        self.actions.hold(only)

    def broadcast(self, changes: ChangeSet) -> None:
        """Tell every model what changed."""
        self.changed.emit(changes)

    def on_desk(self, ready: Callable[[Desk], object]) -> None:
        """Call back with the desk: now if it is open, else once it is."""
        if self.desk is not None:
            ready(self.desk)
        else:
            self.desk_opened.connect(ready)

    def put_settings(self, changes: Mapping[Setting, object]) -> None:
        """Keep settings and tell who depends on them. Raises as `SettingsBook.put`."""
        kept = self.settings.put(changes, self.staff)
        if kept:
            self.settings_changed.emit(frozenset(setting.key for setting in kept))
