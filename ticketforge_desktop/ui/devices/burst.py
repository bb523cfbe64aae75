"""Telling a scan from typing, by its speed, its length and, best, a prefix the scanner was programmed with.

Nothing is guessed from what was typed: "Schmidt" and Return is a name however much it looks like a number. Without a
prefix, strokes are held back for a moment and handed on as typing when no further ones follow fast enough; none is ever
lost, doubled or put out of order.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median
from typing import Final, Generic, TypeVar

Event = TypeVar("Event")

SLOWEST_MS: Final = 100  # between strokes of any scanner
FASTEST_MS: Final = 50  # the wait before anything was learnt: no hand types eight keys so fast
_LEARN_FROM: Final = 8  # scans
_MOST: Final = 4096  # strokes held: a scanner gone mad is answered, not hoarded


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    """How this station's scanner types.

    `prefix` is what it was programmed to send first ("" = nothing), `least` the fewest signs of a scan behind it.
    `layout` is the keyboard it was programmed for (`us`, `de`, `fr`), "" when it is the computer's own. `gap_ms` is the
    longest pause within a scan, 0 when it is to be learnt. Where the scanner ends each scan with Return or Tab
    (`needs_end`), what has none is typing.
    """

    prefix: str = ""
    least: int = 8
    layout: str = ""
    gap_ms: int = 0
    needs_end: bool = False


@dataclass(frozen=True, slots=True)
class Stroke(Generic[Event]):
    """One key: its sign ("" for one that writes nothing), when (ms), and what to hand on if it was typing.

    `ends` marks Return and Tab, which many scanners send last and some do not.
    """

    sign: str
    at: float
    event: Event
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Typed(Generic[Event]):
    """Strokes of a hand, to be handed on in this order."""

    strokes: tuple[Stroke[Event], ...]


@dataclass(frozen=True, slots=True)
class Scanned(Generic[Event]):
    """A scan: its signs without prefix and end, and the strokes it came in, should nobody want a scan now."""

    text: str
    strokes: tuple[Stroke[Event], ...] = ()

    @property
    def ended(self) -> bool:
        """Whether a Return or a Tab came last."""
        return bool(self.strokes) and self.strokes[-1].ends

    @property
    def pace_ms(self) -> tuple[float, float]:
        """The usual gap between two keys and the longest one; (0, 0) where there is none."""
        times = [stroke.at for stroke in self.strokes if not stroke.ends]
        gaps = [later - one for one, later in pairwise(times)]
        return (median(gaps), max(gaps)) if gaps else (0.0, 0.0)


Outcome = Typed[Event] | Scanned[Event]


class Burst(Generic[Event]):
    """Collects strokes. Feed every stroke; call `pause` when `wait_ms` have gone by without one."""

    def __init__(self, settings: WedgeSettings = WedgeSettings()) -> None:
        self._settings = settings
        self._held: list[Stroke[Event]] = []
        self._written = 0  # signs among them
        self._slowest: deque[float] = deque(maxlen=_LEARN_FROM)

    @property
    def holding(self) -> bool:
        """Whether strokes are held back."""
        return bool(self._held)

    @property
    def limit_ms(self) -> float:
        """The longest gap within a scan: learnt from the scans before, since scanners differ and hiccup."""
        if self._settings.gap_ms:
            return self._settings.gap_ms
        if self._settings.prefix:
            return SLOWEST_MS
        learnt = 2 * max(self._slowest, default=0.0)
        return min(float(SLOWEST_MS), max(float(FASTEST_MS), learnt))

    @property
    def wait_ms(self) -> float:
        """How long to wait for the next stroke; longer once it can only be a scan, whose end may have no sign."""
        return max(SLOWEST_MS, self.limit_ms) if self._signs() >= self._settings.least else self.limit_ms

    def feed(self, stroke: Stroke[Event]) -> list[Outcome[Event]]:
        """Take a stroke; what is known by now, in order."""
        told = self.pause() if self._held and stroke.at - self._held[-1].at > self.wait_ms else []
        if not self._held and not self._begins(stroke):
            return [*told, Typed((stroke,))]
        self._held.append(stroke)
        self._written += 0 if stroke.ends else len(stroke.sign)
        if not self._still_prefix():
            return [*told, self._release()]
        if stroke.ends or len(self._held) >= _MOST:
            told += self.pause()
        return told

    def pause(self) -> list[Outcome[Event]]:
        """No more strokes came: it was a scan, or typing."""
        if not self._held:
            return []
        unended = self._settings.needs_end and not self._held[-1].ends and len(self._held) < _MOST
        if unended or self._signs() < self._settings.least or not self._fast():
            return [self._release()]
        self._slowest.append(max(self._gaps(), default=0.0))
        text = "".join(stroke.sign for stroke in self._held if not stroke.ends)
        strokes = tuple(self._held)
        self._held, self._written = [], 0
        return [Scanned(text[len(self._settings.prefix) :], strokes)]

    def _begins(self, stroke: Stroke[Event]) -> bool:
        # No code begins with a blank, and a blank presses buttons: that must not wait for its release.
        prefix = self._settings.prefix
        writes = bool(stroke.sign.strip()) and not stroke.ends
        return writes and (not prefix or stroke.sign == prefix[0])

    def _still_prefix(self) -> bool:
        prefix = self._settings.prefix
        typed = "".join(stroke.sign for stroke in self._held[: len(prefix)])
        return prefix.startswith(typed) or typed.startswith(prefix)

    def _signs(self) -> int:
        return self._written - len(self._settings.prefix)

    def _gaps(self) -> list[float]:
        # The end may come late: some scanners wait for their beep.
        return [later.at - one.at for one, later in zip(self._held, self._held[1:], strict=False) if not later.ends]

    def _fast(self) -> bool:
        """With a prefix it is said; without, a hand may be quick for a key or two, but not for all of them."""
        if self._settings.prefix:
            return True
        gaps = self._gaps()
        return not gaps or fmean(gaps) <= 0.7 * self.limit_ms

    def _release(self) -> Typed[Event]:
        strokes = tuple(self._held)
        self._held, self._written = [], 0
        return Typed(strokes)
