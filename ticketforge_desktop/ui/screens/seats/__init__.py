"""Seat maps: choosing seats in a hall, and drawing the hall."""

from ticketforge_desktop.ui.screens.seats.screen import SeatsScreen

__all__ = ["SeatsScreen"]
