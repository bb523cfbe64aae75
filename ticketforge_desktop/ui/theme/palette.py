"""Tokens as a QPalette, so that what Fusion draws itself has our colours too."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from ticketforge_desktop.ui.theme.tokens import Tokens


def qt_palette(tokens: Tokens) -> QPalette:
    """Every role set explicitly: the system's theme must not shine through."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.field,
        role.AlternateBase: tokens.raised,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.secondary,
        role.Button: tokens.button,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_accent,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.Link: tokens.accent_text,
        role.LinkVisited: tokens.accent_text,
        role.Light: tokens.raised,
        role.Midlight: tokens.border,
        role.Mid: tokens.control,
        role.Dark: tokens.border_strong,
        role.Shadow: tokens.border_strong,
    }
    palette = QPalette()
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tokens.control))
    return palette
