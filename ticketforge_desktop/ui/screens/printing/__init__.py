"""Printing: what is under way, what a person has to look at, and every paper there ever was."""

from ticketforge_desktop.ui.screens.printing.screen import PrintingScreen

__all__ = ["PrintingScreen"]
