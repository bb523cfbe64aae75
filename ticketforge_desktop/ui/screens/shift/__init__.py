"""The drawer's evening: how the shift stands, cash in and out, counting, closing, and what was closed."""

from ticketforge_desktop.ui.screens.shift.screen import ShiftScreen

__all__ = ["ShiftScreen"]
