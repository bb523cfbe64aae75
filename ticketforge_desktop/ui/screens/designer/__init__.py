"""The layout designer: what stands where on a ticket, and whether it can be read on the paper it is made for."""

from ticketforge_desktop.ui.screens.designer.screen import DesignerScreen

__all__ = ["DesignerScreen"]
