"""What a camera sees, frame after frame, made into scans: each code once for as long as it stays in the picture.

A ticket shows the same thing twice, as QR code and as EAN-13. Where both can be seen only the QR code counts: it is
signed, and told as two scans the second would be a ticket used already.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

AWAY_S: Final = 2.0  # out of the picture for so long, the code may come in again
HOLD_S: Final = 0.5  # bars alone are held back for so long: the QR code beside them may be found a frame later


class Sight(NamedTuple):
    """A code found in a frame; `square` is a QR code, else bars."""

    text: str
    square: bool


class Sightings:
    """Holds no clock: every call is told the time in seconds."""

    def __init__(self, away_s: float = AWAY_S, hold_s: float = HOLD_S) -> None:
        self._away, self._hold = away_s, hold_s
        self._last: dict[Sight, float] = {}
        self._first: dict[Sight, float] = {}
        self._told: set[Sight] = set()
        self._square_at: float | None = None

    def see(self, frame: Iterable[Sight], now: float) -> list[str]:
        """The codes in a frame; those that are a scan now."""
        for gone in [sight for sight, at in self._last.items() if now - at >= self._away or now < at]:
            del self._last[gone], self._first[gone]
            self._told.discard(gone)
        seen = sorted(set(frame), key=lambda sight: not sight.square)
        if any(sight.square for sight in seen):
            self._square_at = now
        scans = []
        for sight in seen:
            self._first.setdefault(sight, now)
            self._last[sight] = now
            if sight not in self._told and self._counts(sight, now):
                self._told.add(sight)
                scans.append(sight.text)
        return scans

    def _counts(self, sight: Sight, now: float) -> bool:
        if sight.square:
            return True
        beside = self._square_at is not None and 0 <= now - self._square_at < self._away
        if beside:
            self._told.add(sight)  # the bars of a ticket whose QR code was told
            return False
        return now - self._first[sight] >= self._hold
