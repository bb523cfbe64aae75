"""Printers of one run that wait for each other: the label printer for an order's tickets to be out."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Final

_LOOK: Final = 0.25
"""Seconds after which a printer looks whether the run was paused, or another process moved it on."""


class Relay:
    """Every method may be called on any thread. Args: the printers that work."""

    def __init__(self, printers: Iterable[str]) -> None:
        self._turn = threading.Condition()
        self._working = set(printers)
        self._waiting: dict[str, int] = {}  # by printer, what it had seen when it began to wait
        self._moves = 0

    @property
    def moves(self) -> int:
        """How far the run has come; read it before looking for a paper."""
        with self._turn:
            return self._moves

    def moved(self) -> None:
        """A paper's state changed: others may have something to do now."""
        with self._turn:
            self._moves += 1
            self._turn.notify_all()

    def left(self, printer: str) -> None:
        """A printer works no more."""
        with self._turn:
            self._working.discard(printer)
            self._waiting.pop(printer, None)
            self._turn.notify_all()

    def wait(self, printer: str, seen: int) -> bool:
        """Until it is worth looking again. False: all that still work wait as well, so nothing will come."""
        with self._turn:
            if self._moves == seen:
                self._waiting[printer] = seen
                if self._all_wait():
                    self._turn.notify_all()
                else:
                    self._turn.wait(_LOOK)
            over = self._moves == seen and self._all_wait()
            if not over:
                self._waiting.pop(printer, None)
            return not over

    def _all_wait(self) -> bool:
        return all(self._waiting.get(name) == self._moves for name in self._working)
