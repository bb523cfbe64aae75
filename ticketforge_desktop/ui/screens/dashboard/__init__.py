"""The dashboard: the first question of the day in one glance."""

from ticketforge_desktop.ui.screens.dashboard.screen import DashboardScreen

__all__ = ["DashboardScreen"]
