"""Scans out of a stream of bytes: whatever pieces they come in, each whole one is told once and no half one ever.

A scanner ends a scan with CR, LF, CRLF or TAB, or with nothing at all; then a pause ends it. Programmed prefixes and
suffixes (STX and ETX among them) belong to the stream, not to the scan; what else stands around a code is taken off
where the scan is recognised (`domain.scan_input`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LONGEST: Final = 1024
"""More bytes than any code with all that readers put around it; a longer run is a stuck key or line noise."""

_ENDS: Final = frozenset(b"\r\n\t\x03\x04")
_STARTS: Final = frozenset(b"\x02")


@dataclass(frozen=True, slots=True)
class Frame:
    """One scan; `truncated` when more came than any code has."""

    text: str
    truncated: bool = False


class Framer:
    """Cuts a stream into scans. Holds no clock: every call is told the time in seconds.

    Args:
        gap_s: a pause that ends a scan nothing else ended; 0 = only an end sign does.
    """

    def __init__(self, gap_s: float = 0.1) -> None:
        self._gap = gap_s
        self._held = bytearray()
        self._overflown = False
        self._last = 0.0

    @property
    def waiting(self) -> bool:
        """Whether a part of a scan is held."""
        return bool(self._held) or self._overflown

    def feed(self, data: bytes, now: float) -> list[Frame]:
        """Bytes as they came; the scans they complete."""
        done = self.idle(now)
        for byte in data:
            if byte in _ENDS:
                done += self._end()
            elif byte in _STARTS:
                self._drop()  # what stood before the start sign had lost its end
            elif len(self._held) < LONGEST:
                self._held.append(byte)
            else:
                self._overflown = True
        self._last = now
        return done

    def idle(self, now: float) -> list[Frame]:
        """Nothing came for a while: a pause may have ended a scan."""
        if self._gap and self.waiting and now - self._last >= self._gap:
            return self._end()
        return []

    def broken(self) -> None:
        """The line broke: half a scan is none."""
        self._drop()

    def _end(self) -> list[Frame]:
        raw, overflown = bytes(self._held), self._overflown
        self._drop()
        return [Frame(_text(raw), overflown)] if raw else []

    def _drop(self) -> None:
        self._held.clear()
        self._overflown = False


def _text(raw: bytes) -> str:
    """UTF-8 where it is that, otherwise each byte as the sign of its number: nothing is lost, nothing raises."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
