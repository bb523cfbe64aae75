"""What was done here and the store must hear of: what waits, what needs a person, what arrived."""

from ticketforge_desktop.ui.screens.outbox.screen import OutboxScreen

__all__ = ["OutboxScreen"]
