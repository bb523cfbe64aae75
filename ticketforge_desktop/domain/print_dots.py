"""How fine a print head is."""

from __future__ import annotations

from typing import Final

MM_PER_INCH: Final = 25.4


def dots_a_millimetre(dpi: int) -> float:
    """Print heads are made in whole dots: 8, 11.8 or 23.6 a millimetre (200 and 203, 300, 600 dpi)."""
    return 8.0 if dpi in (200, 203) else dpi / MM_PER_INCH
