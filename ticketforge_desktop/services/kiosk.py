"""The kiosk: a door that stays open at its post until somebody gives the PIN.

What holds is in the station file, so that a restart comes back to the same post and a wrong PIN is not forgotten.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.domain.rights import Right, Staff

if TYPE_CHECKING:  # the window asks for a post before its first paint; nobody types a PIN before that
    from ticketforge_desktop.services.pins import Pin
    from ticketforge_desktop.services.ports.station import StationFile

PIN_OF_KIOSK: Final = "kiosk"
POST: Final = "kiosk.post"


class KioskPost(NamedTuple):
    """Where the kiosk stands; `direction` is `entry` or `exit`."""

    event_ids: tuple[str, ...]
    gate: str
    direction: str


class KioskLock:
    """Holds the door, and lets it go for the PIN. Safe from any thread; asks the station file each time, since the
    command line may let it go beside the window."""

    def __init__(self, station: StationFile, pin: Pin) -> None:
        self._station = station
        self.pin: Final = pin

    def post(self) -> KioskPost | None:
        """The post that is held; None while nothing is."""
        text = self._station.setting(POST)
        if not text:
            return None
        try:
            kept = json.loads(text)
            return KioskPost(tuple(map(str, kept["events"])), str(kept["gate"]), str(kept["direction"]))
        except (ValueError, KeyError, TypeError):
            return None

    def hold(self, post: KioskPost, staff: Staff) -> None:
        """Hold the door at a post from now on, or at another one.

        Raises:
            NotFound: no PIN is set, so nobody could leave.
            RightMissing: whoever may not check in.
        """
        staff.require(Right.CHECK_IN)
        if not self.pin.known():
            raise NotFound("The kiosk has no PIN yet.", next_step="Set one: Settings > Door.")
        kept = {"events": list(post.event_ids), "gate": post.gate, "direction": post.direction}
        self._station.put_setting(POST, json.dumps(kept, ensure_ascii=False), staff)

    def release(self, pin: str, staff: Staff) -> None:
        """Let go of the door. Raises as `Pin.require`; then the kiosk goes on."""
        self.pin.require(pin)
        self._station.put_setting(POST, "", staff)

    def set_pin(self, pin: str, staff: Staff) -> None:
        """Set the PIN, or another one.

        Raises:
            BadInput: it can be none.
            Conflict: the kiosk holds; whoever stands at it must not give it another PIN.
            RightMissing: without the right to change settings.
        """
        staff.require(Right.SETTINGS)
        if self.post() is not None:
            raise Conflict("The kiosk holds the door.", next_step="Leave the kiosk first.")
        self.pin.put(pin, staff)

    def set_free(self, staff: Staff) -> bool:
        """Let go without the PIN and forget it: for whoever holds the profile. Returns whether the kiosk held.

        Raises:
            RightMissing: without the right to change settings.
        """
        staff.require(Right.SETTINGS)
        held = self.post() is not None
        self.pin.take_away(staff)
        if held:
            self._station.put_setting(POST, "", staff)
        return held
