"""The door: scans in, verdicts out."""

from ticketforge_desktop.ui.screens.door.screen import DoorScreen

__all__ = ["DoorScreen"]
