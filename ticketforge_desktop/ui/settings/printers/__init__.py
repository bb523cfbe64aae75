"""The printers of this station: set up, asked, tried, practised on."""

from ticketforge_desktop.ui.settings.printers.screen import PrintersScreen

__all__ = ["PrintersScreen"]
