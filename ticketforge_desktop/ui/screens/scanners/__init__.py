"""The scanners of this station: the list, one of them, and the test."""

from ticketforge_desktop.ui.screens.scanners.screen import ScannersScreen

__all__ = ["ScannersScreen"]
