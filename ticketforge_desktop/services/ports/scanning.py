"""Scanners as the use cases reach them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Presence(StrEnum):
    """Whether a scanner is there."""

    READY = "ready"
    MISSING = "missing"  # not plugged in, or pulled out; it is looked for again and again
    REFUSED = "refused"  # there, but it can't be opened (another program holds it, no right)


@dataclass(frozen=True, slots=True)
class Scanned:
    """One scan as it came: raw text with nothing added, from whom, and when its last character arrived."""

    text: str
    scanner: str
    at: datetime
    truncated: bool = False  # it was longer than any ticket's code; the rest was thrown away


@dataclass(frozen=True, slots=True)
class ScannerState:
    """How a scanner stands; `reason` in words where it is not ready."""

    scanner: str
    presence: Presence
    reason: str = ""


Heard = Callable[[Scanned], None]
Changed = Callable[[ScannerState], None]


class Scanner(Protocol):
    """A scanner that tells what it reads until it is closed. Calls back on a thread of its own."""

    @property
    def name(self) -> str: ...

    def start(self, heard: Heard, changed: Changed) -> None:
        """Begin to listen; a scanner that is missing is waited for."""
        ...

    def close(self) -> None:
        """Stop. Nothing is called back once this returns."""
        ...


@dataclass(frozen=True, slots=True)
class SerialLine:
    """A serial line this computer has. `address` finds the same device again on whatever line it comes back."""

    address: str
    path: str
    title: str
