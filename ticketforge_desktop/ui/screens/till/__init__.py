"""Selling at the counter."""

from ticketforge_desktop.ui.screens.till.screen import TillScreen

__all__ = ["TillScreen"]
