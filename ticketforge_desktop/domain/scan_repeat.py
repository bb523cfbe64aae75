"""The same code held in the beam is one scan: what a scanner says again within a few seconds is not asked again.

Kept for each scanner alone: the same ticket at two scanners is two people, and the log settles who was first.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

USUAL: Final = timedelta(seconds=3)


class Repeats:
    """What each scanner said last. A code that is said on and on stays one scan as long as it goes on."""

    def __init__(self, window: timedelta = USUAL) -> None:
        self._window = window
        self._last: dict[str, tuple[str, datetime]] = {}

    def is_repeat(self, scanner: str, text: str, at: datetime) -> bool:
        """Whether this is the scan before it, read once more. A clock set back makes none of a true scan."""
        known = self._last.get(scanner)
        repeated = known is not None and known[0] == text and timedelta() <= at - known[1] < self._window
        self._last[scanner] = (text, at)
        return repeated

    def forget(self, scanner: str) -> None:
        """The next scan counts whatever it is: somebody pressed undo, or asks for the verdict again."""
        self._last.pop(scanner, None)
