"""Events: the list, and one event with its categories."""

from ticketforge_desktop.ui.screens.events.screen import EventsScreen

__all__ = ["EventsScreen"]
