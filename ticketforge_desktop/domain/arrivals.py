"""When guests usually come: what earlier evenings say of tonight.

Each evening is told by its own admissions, minute by minute before (negative) and after its start, as shares of those
who came. The typical evening is the median of these shares at every step: one evening with a late train or a closed
gate does not bend it. How many of tonight's tickets will come at all is the median turnout.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

STEP: Final = 5  # minutes between points
BEGIN: Final = -180  # minutes to the start; who came earlier counts as in by then
END: Final = 60
LEAST_GUESTS: Final = 20  # fewer say nothing about a crowd
LEAST_TURNOUT: Final = 0.2  # an evening of which less was scanned was let in elsewhere, or by hand
MOST_EVENINGS: Final = 6


@dataclass(frozen=True, slots=True)
class PastEvening:
    """Admissions of an evening that is over, by whole minutes to its start, and how many valid tickets it had."""

    by_minute: Mapping[int, int]
    tickets: int

    @property
    def guests(self) -> int:
        """How many were admitted in the end."""
        return sum(self.by_minute.values())

    @property
    def speaks(self) -> bool:
        """Whether it says anything about how a crowd comes."""
        return self.guests >= LEAST_GUESTS and self.guests >= LEAST_TURNOUT * self.tickets

    def shares(self) -> list[float]:
        """Which share of its guests was in at each step from `BEGIN` to `END`."""
        came, whole, at = sorted(self.by_minute.items()), self.guests, 0
        shares, seen = [], 0
        for step in range(BEGIN, END + 1, STEP):
            while at < len(came) and came[at][0] <= step:
                seen += came[at][1]
                at += 1
            shares.append(min(1.0, max(0.0, seen / whole)))
        return shares


@dataclass(frozen=True, slots=True)
class Arrival:
    """How many of tonight's guests are expected to be in, so many minutes after the start (negative: before)."""

    minute: int
    guests: int


def expected_arrival(evenings: Sequence[PastEvening], tickets: int) -> tuple[tuple[Arrival, ...], int]:
    """The expected curve for `tickets` valid tickets, and from how many evenings it comes.

    `evenings` come the likest first; the first `MOST_EVENINGS` that say anything count. No such evening: no curve,
    since a guess drawn as a line would be believed.
    """
    told = [evening for evening in evenings if evening.speaks][:MOST_EVENINGS]
    if not told or tickets <= 0:
        return (), 0
    turnout = median(min(1.0, evening.guests / evening.tickets) if evening.tickets else 1.0 for evening in told)
    steps = zip(*(evening.shares() for evening in told), strict=True)
    curve, before = [], 0
    for number, shares in enumerate(steps):
        before = max(before, round(median(shares) * turnout * tickets))
        curve.append(Arrival(BEGIN + number * STEP, before))
    return tuple(curve), len(told)


def minutes_to_peak(curve: Sequence[Arrival], now: int) -> int | None:
    """Minutes until most guests a minute are expected; None when the crowd is past, or nobody knows.

    `now` is in minutes after the start, as the curve is.
    """
    best = max(pairwise(curve), key=lambda step: step[1].guests - step[0].guests, default=None)
    if best is None or best[1].guests == best[0].guests or best[1].minute <= now:
        return None
    return max(0, (best[0].minute + best[1].minute) // 2 - now)
