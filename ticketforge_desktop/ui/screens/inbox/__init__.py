"""What a manager must look at: double entries of the doors, and what orders caused."""

from ticketforge_desktop.ui.screens.inbox.screen import InboxScreen

__all__ = ["InboxScreen"]
