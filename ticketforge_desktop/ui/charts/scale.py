"""Axes with round numbers: pure arithmetic, so that it can be tested without a window."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_MINUTE_STEPS: Final = (5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 10080)


@dataclass(frozen=True, slots=True)
class Axis:
    """A value axis from 0 to `top` in whole steps of `step`, in the unit of the values (tickets, minor units)."""

    step: int
    top: int

    @property
    def ticks(self) -> range:
        """0, one step, two steps … `top`."""
        return range(0, self.top + 1, self.step)

    def share(self, value: float) -> float:
        """How high a value stands, 0 … 1; below 0 it stands on the line."""
        return max(0.0, min(1.0, value / self.top))


def axis_for(highest: int, lines: int = 4, unit: int = 1) -> Axis:
    """An axis in steps of 1, 2, 2.5 or 5 times a power of ten of `unit`, reaching `highest` in at most `lines` steps.

    Nothing sold gives one step of one unit, not an empty axis. 2.5 is used only where it is whole.
    """
    wanted = max(1, -(-highest // unit))
    power = 1
    while True:
        for twice in (2, 4, 5, 10):  # 1, 2, 2.5, 5
            if twice * power % 2 == 0 and (step := twice * power // 2) * lines >= wanted:
                return Axis(step * unit, step * unit * max(1, -(-wanted // step)))
        power *= 10


def time_ticks(start: datetime, end: datetime, most: int = 10) -> tuple[datetime, ...]:
    """Round clock times between `start` and `end`, at most `most` of them.

    The step is a divisor of the day counted from midnight of `start`'s own zone, so labels read 19:00, 19:15 …
    """
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    first, last = ((at - midnight).total_seconds() / 60 for at in (start, end))
    for step in _MINUTE_STEPS:
        begin = math.ceil(first / step - 1e-9)
        count = math.floor(last / step + 1e-9) - begin + 1
        if count <= most:
            return tuple(midnight + timedelta(minutes=(begin + n) * step) for n in range(max(0, count)))
    return (start, end)
