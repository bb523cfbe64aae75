"""Orders: the list, one order with its tickets, and the preview before printing."""

from ticketforge_desktop.ui.screens.orders.screen import OrdersScreen

__all__ = ["OrdersScreen"]
