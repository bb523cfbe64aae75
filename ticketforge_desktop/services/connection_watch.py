"""Keeps what the last conversation with the store told: whether it answers, and whether it takes our token."""

from __future__ import annotations

import contextlib

from ticketforge_desktop.domain.errors import (
    ConnectionTrouble,
    NetworkUnavailable,
    ScopeMissing,
    StorageTrouble,
    StoreBusy,
    StoreRefused,
    TokenRefused,
)
from ticketforge_desktop.services.ports.connection import ConnectionBook

_ANSWERS = (StoreBusy, StoreRefused, ScopeMissing)


class KeepingWatch:
    """`ConnectionWatch` that writes into the station file, so that every process and the next start know.

    A request must not fail because its outcome could not be noted; the station file complains where it matters.
    """

    def __init__(self, book: ConnectionBook) -> None:
        self._book = book

    def answered(self) -> None:
        """Whatever was remembered against the connection is over."""
        with contextlib.suppress(StorageTrouble):
            known = self._book.remarks()  # another process may have remembered it: so it is looked up each time
            over = [name for name in ("offline", "refused") if name in known]
            if over:
                self._book.forget(*over)

    def failed(self, error: ConnectionTrouble) -> None:
        """Remember what lasts; what the store said in reply means that it answers."""
        if isinstance(error, _ANSWERS):
            self.answered()
            return
        with contextlib.suppress(StorageTrouble):
            if isinstance(error, TokenRefused):
                self._note("refused", error.message)
            elif isinstance(error, NetworkUnavailable):
                self._note("offline", error.message)

    def _note(self, name: str, words: str) -> None:
        # The first of a row of failures stands: it tells since when, and other words for the same are no news.
        if name not in self._book.remarks():
            self._book.remember(name, words)
