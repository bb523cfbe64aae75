"""A locked profile: the app was uninstalled or the shop erased. It syncs and pushes nothing and says why.

The door goes on: what the mirror holds is still true for tonight's guests. Connecting again opens the lock.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ticketforge_desktop.domain.errors import ProfileLocked
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.connection_state import LockReason, reason_words
from ticketforge_desktop.services.ports.connection import ConnectionBook


class Lock(NamedTuple):
    """Why a profile is locked, and since when."""

    reason: str  # a `LockReason`, or words
    since: datetime

    @property
    def words(self) -> str:
        """The reason in English."""
        return reason_words(self.reason)


def lock(book: ConnectionBook, reason: LockReason | str, staff: Staff) -> bool:
    """Lock the profile; audited. False when it is locked already: the first reason stays."""
    return book.lock(str(reason), staff)


def unlock(book: ConnectionBook, staff: Staff) -> bool:
    """Open the lock: the store was connected again. False when it was open."""
    return book.unlock(staff)


def lock_of(book: ConnectionBook) -> Lock | None:
    """The lock, None where the profile is open."""
    locked = book.remarks().get("locked")
    return None if locked is None else Lock(locked.value, locked.since)


def require_unlocked(book: ConnectionBook) -> None:
    """Asked before anything is sent to the store.

    Raises:
        ProfileLocked: with the reason in words.
    """
    held = lock_of(book)
    if held is not None:
        raise ProfileLocked(held.words, reason=held.reason, since=held.since)
