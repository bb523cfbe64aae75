"""How the copy stands with the store: state, progress, history, and what could not be taken over."""

from ticketforge_desktop.ui.screens.sync.screen import SyncScreen

__all__ = ["SyncScreen"]
