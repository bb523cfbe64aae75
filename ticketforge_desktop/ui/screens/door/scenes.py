"""What of the door is seen seldom, brought about for pictures and for the walk through every widget."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ticketforge_desktop.ui.screens.door.screen import DoorScreen


def _counts(screen: DoorScreen) -> None:
    screen.acts.switch_counts()
    screen.kiosk.more.click()


def _rules(screen: DoorScreen) -> None:
    screen.show_rules()
    screen.rules.try_out()


def _choose_pin(screen: DoorScreen) -> None:
    screen.kiosk.show_front(screen.hold.pad)
    screen.hold.pad.choose()


def _wait_for_pin(screen: DoorScreen) -> None:
    screen.kiosk.show_front(screen.hold.pad)
    screen.hold.pad.ask(wait_s=27)


# Each brings a screen about whose door is open.
SELDOM: Final[dict[str, Callable[[DoorScreen], None]]] = {
    "counts": _counts,
    "empty": lambda screen: screen.acts.ask_empty(),
    "find": lambda screen: screen.acts.find_guest(),
    "rules": _rules,
    "pin": _choose_pin,
    "pin-wait": _wait_for_pin,
}
