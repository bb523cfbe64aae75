"""PINs as they are kept: a hash and the wrong tries in a row, never the PIN."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from ticketforge_desktop.domain.rights import Staff


class PinRow(NamedTuple):
    """What is kept of one PIN."""

    pin_hash: str
    failed: int  # wrong ones in a row


class PinFile(Protocol):
    """PINs in the station file, by what they are for."""

    def read(self, subject: str) -> PinRow | None:
        """None when none was ever set, or it was taken away."""
        ...

    def put(self, subject: str, pin_hash: str, staff: Staff) -> None:
        """Set another one; no try counts against it. Audited without the hash."""
        ...

    def take_away(self, subject: str, staff: Staff) -> bool:
        """Whether there was one. Audited."""
        ...

    def count_try(self, subject: str) -> int:
        """One more wrong in a row, durable before the PIN is looked at; returns how many."""
        ...

    def forgive(self, subject: str) -> None:
        """The right one was given: no try counts any more."""
        ...
