"""The parts of an open profile, each joined when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.allotments import TillStock
    from ticketforge_desktop.bootstrap.designing import Designing
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.bootstrap.door_log import DoorLog
    from ticketforge_desktop.bootstrap.inbox import DeskInbox
    from ticketforge_desktop.bootstrap.paper import Paper
    from ticketforge_desktop.bootstrap.print_window import PrintWindow
    from ticketforge_desktop.bootstrap.printers import DeskPrinters
    from ticketforge_desktop.bootstrap.processing import Processing
    from ticketforge_desktop.bootstrap.pushing import Pushing
    from ticketforge_desktop.bootstrap.seats import DeskSeats
    from ticketforge_desktop.bootstrap.shift_window import ShiftWindow
    from ticketforge_desktop.bootstrap.shifts import DeskShifts
    from ticketforge_desktop.bootstrap.sync_page import SyncPage
    from ticketforge_desktop.bootstrap.till import Till
    from ticketforge_desktop.bootstrap.till_window import TillWindow
    from ticketforge_desktop.services.blackout import Blackout
    from ticketforge_desktop.services.kiosk import KioskLock
    from ticketforge_desktop.storage.profile import Profile


class DeskParts:
    """What `Desk` is made of besides its files, keys and store. A part is imported and made on first use."""

    _profile: Profile

    @property
    def _whole(self) -> Desk:
        return cast("Desk", self)

    @cached_property
    def pushing(self) -> Pushing:
        """The outbox on its way to the store."""
        from ticketforge_desktop.bootstrap.pushing import Pushing

        return Pushing(self._whole, self._profile)

    @cached_property
    def printing(self) -> Paper:
        """Tickets as pictures, files and paper."""
        from ticketforge_desktop.bootstrap.paper import Paper

        return Paper(self._whole, self._profile)

    @cached_property
    def printers(self) -> DeskPrinters:
        """The printers of this station."""
        from ticketforge_desktop.bootstrap.printers import DeskPrinters

        return DeskPrinters(self._whole, self._profile)

    @cached_property
    def print_page(self) -> PrintWindow:
        """Printing as the window shows it."""
        from ticketforge_desktop.bootstrap.print_window import PrintWindow

        return PrintWindow(self._whole, self._profile)

    @cached_property
    def design_page(self) -> Designing:
        """Layouts being made."""
        from ticketforge_desktop.bootstrap.designing import Designing

        return Designing(self._whole)

    @cached_property
    def till(self) -> Till:
        """Selling at the counter."""
        from ticketforge_desktop.bootstrap.till import Till

        return Till(self._whole, self._profile)

    @cached_property
    def seating(self) -> DeskSeats:
        """Seats and their maps."""
        from ticketforge_desktop.bootstrap.seats import DeskSeats

        return DeskSeats(self._whole, self._profile)

    @cached_property
    def till_stock(self) -> TillStock:
        """Leases, holds and the waiting list."""
        from ticketforge_desktop.bootstrap.allotments import TillStock

        return TillStock(self._whole, self._profile)

    @cached_property
    def shifts(self) -> DeskShifts:
        """Shifts, taxes and the signing device."""
        from ticketforge_desktop.bootstrap.shifts import DeskShifts

        return DeskShifts(self._whole, self._profile)

    @cached_property
    def till_page(self) -> TillWindow:
        """The till as the window shows it."""
        from ticketforge_desktop.bootstrap.till_window import TillWindow

        return TillWindow(self._whole, self._profile)

    @cached_property
    def shift_page(self) -> ShiftWindow:
        """Shifts as the window shows them."""
        from ticketforge_desktop.bootstrap.shift_window import ShiftWindow

        return ShiftWindow(self._whole)

    @cached_property
    def processing(self) -> Processing:
        """What changed orders cause here."""
        from ticketforge_desktop.bootstrap.processing import Processing

        return Processing(self._whole, self._profile)

    @cached_property
    def door_log(self) -> DoorLog:
        """The logs of all doors, and what does not agree in them."""
        from ticketforge_desktop.bootstrap.door_log import DoorLog

        return DoorLog(self._whole, self._profile)

    @cached_property
    def inbox(self) -> DeskInbox:
        """What a manager must look at."""
        from ticketforge_desktop.bootstrap.inbox import DeskInbox

        return DeskInbox(self._whole, self._profile)

    @cached_property
    def kiosk(self) -> KioskLock:
        """The door that is left by a PIN only."""
        from ticketforge_desktop.bootstrap.kiosk import kiosk

        return kiosk(self._whole, self._profile)

    @cached_property
    def blackout(self) -> Blackout:
        """Blackout packs."""
        from ticketforge_desktop.bootstrap.blackout import blackout

        return blackout(self._whole, self._profile)

    @cached_property
    def sync_page(self) -> SyncPage:
        """What the window's sync page and outbox ask."""
        from ticketforge_desktop.bootstrap.sync_page import SyncPage

        return SyncPage(self._whole, self._profile, self._whole._pulling)
