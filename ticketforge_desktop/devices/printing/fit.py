"""Making text fit: shrink, wrap, and only then cut with an ellipsis. Nothing ever leaves its area.

All widths here are in em of the size asked about; sizes are points, and so are lengths unless they say millimetres.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

LEADING = 1.2
"""Line to line, in em."""
BASELINE = 0.93
"""Top of the area to the first baseline, in em: room for the dots of a capital Ä."""
DESCENT = 0.24
CAP = 0.7275
"""Height of a capital in em, of the face the layouts were drawn with; other faces are scaled to it."""
ELLIPSIS = "…"
_STEP = 0.5

Width = Callable[[str], float]
"""Text in, width in em out. The sum of its signs, but for letters that are joined (Arabic)."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit at this size."""

    pt: float
    lines: tuple[str, ...]


def block_height(lines: int, pt: float) -> float:
    """Height of so many lines in points."""
    return pt * ((lines - 1) * LEADING + BASELINE + DESCENT)


def first_baseline(valign: str, height: float, lines: int, pt: float) -> float:
    """From the top of an area `height` points high to the first baseline.

    In the middle it is the capitals and the baseline that are centred, not the descenders: that is what the eye sees.
    """
    if valign == "middle":
        return (height - (lines - 1) * LEADING * pt + CAP * pt) / 2
    if valign == "bottom":
        return height - block_height(lines, pt) + BASELINE * pt
    return BASELINE * pt


def fit(text: str, width: Width, room: tuple[float, float], sizes: tuple[float, float], lines: int) -> Fitted:
    """Fit text into `room` (width, height in points) at one of `sizes` (largest, smallest) on at most so many lines."""
    largest, smallest = sizes
    across = width(text)
    size = min(largest, room[1] / (BASELINE + DESCENT))
    if across * size <= room[0]:
        return Fitted(size, (text,))
    if lines == 1:
        size = max(smallest, min(size, int(room[0] / across / _STEP) * _STEP))
        return Fitted(size, (text if across * size <= room[0] else cut(text, width, room[0] / size),))
    words = [(word, width(word)) for word in text.split(" ")]
    space = width(" ")
    while True:
        allowed = min(lines, max(1, int((room[1] / size - BASELINE - DESCENT) / LEADING + 1 + 1e-6)))
        wrapped = _wrap(words, space, room[0] / size, allowed)
        if wrapped is not None:
            return Fitted(size, wrapped)
        if size <= smallest:
            return Fitted(size, _force(words, space, width, room[0] / size, allowed))
        size = max(smallest, size - _STEP)


def _wrap(words: list[tuple[str, float]], space: float, room: float, allowed: int) -> tuple[str, ...] | None:
    """Greedy lines, or None when a word or the number of lines does not fit."""
    lines: list[str] = []
    current: list[str] = []
    used = 0.0
    for word, width in words:
        if width > room:
            return None
        if current and used + space + width > room:
            lines.append(" ".join(current))
            if len(lines) == allowed:
                return None
            current, used = [word], width
        else:
            used += width + (space if current else 0.0)
            current.append(word)
    lines.append(" ".join(current))
    return tuple(lines)


def _force(words: list[tuple[str, float]], space: float, width: Width, room: float, allowed: int) -> tuple[str, ...]:
    """Lines at the smallest size: words too long are broken anywhere, and the last line is cut."""
    pieces = [piece for word, across in words for piece in _broken(word, across, width, room)]
    lines = _wrap(pieces, space, room, len(pieces)) or ()
    if len(lines) <= allowed:
        return lines
    return (*lines[: allowed - 1], cut(" ".join(lines[allowed - 1 :]), width, room))


def _broken(word: str, across: float, width: Width, room: float) -> list[tuple[str, float]]:
    pieces: list[tuple[str, float]] = []
    while across > room:
        count = _fitting(word, width, room, "-")
        if not count:
            # Not even one sign fits: an area that narrow holds nothing.
            return pieces
        pieces.append((word[:count] + "-", width(word[:count] + "-")))
        word = word[count:]
        across = width(word)
    return [*pieces, (word, across)] if word else pieces


def _fitting(text: str, width: Width, room: float, tail: str) -> int:
    """How many signs from the front fit together with what follows them."""
    used = width(tail)
    count = 0
    for sign in text:
        used += width(sign)
        if used > room:
            break
        count += 1
    # Joined letters are wider or narrower than they are alone, so the whole has the last word.
    while count and width(text[:count] + tail) > room:
        count -= 1
    return count


def cut(text: str, width: Width, room: float) -> str:
    """The front of a text with an ellipsis; "" when not even that fits."""
    if width(text) <= room:
        return text
    if width(ELLIPSIS) > room:
        return ""
    front = text[: _fitting(text, width, room, ELLIPSIS)]
    shorter = front.rstrip(" ,;:-–")
    return (shorter if width(shorter + ELLIPSIS) <= room else front) + ELLIPSIS
