"""The door's kiosk of one desk: its PIN and its post, both in the station file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ticketforge_desktop.services.kiosk import PIN_OF_KIOSK, KioskLock
from ticketforge_desktop.services.pins import Pin

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.storage.profile import Profile


def kiosk(desk: Desk, profile: Profile) -> KioskLock:
    """`ui.desk.Desk.kiosk`."""
    return KioskLock(desk.station, Pin(profile.pins, PIN_OF_KIOSK))
