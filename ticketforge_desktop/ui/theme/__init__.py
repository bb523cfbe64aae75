"""Look: tokens, fonts, icons, palettes and the stylesheet."""

from __future__ import annotations

from ticketforge_desktop.ui.theme.theme import Theme
from ticketforge_desktop.ui.theme.tokens import VERDICT_FILLS, Measure, Role, Tokens, VerdictFill

__all__ = ["VERDICT_FILLS", "Measure", "Role", "Theme", "Tokens", "VerdictFill"]
