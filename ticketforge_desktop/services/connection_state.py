"""How the profile stands with its store: one closed list, told alike by `status`, the bar and the sync page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.connection import Remark


class ConnectionState(StrEnum):
    """The state of the mirror and the connection, worst reason first where several apply."""

    NOT_CONNECTED = "not_connected"  # no store was connected in this profile
    UNINSTALLED = "uninstalled"  # the app was uninstalled or the shop redacted: the profile is locked
    TOKEN_EXPIRED = "token_expired"  # noqa: S105 - the name of a state. The store refuses our token: log in again
    NEVER_SYNCED = "never_synced"
    OFFLINE = "offline"  # the store did not answer the last time
    STALE = "stale"  # it answers, but the mirror is older than the setting allows
    FRESH = "fresh"


class LockReason(StrEnum):
    """Why a profile is locked."""

    APP_UNINSTALLED = "app_uninstalled"
    SHOP_REDACTED = "shop_redacted"


_LOCK_WORDS: Final = {
    LockReason.APP_UNINSTALLED: "The app was uninstalled from the store.",
    LockReason.SHOP_REDACTED: "The store asked for its data to be erased.",
}


def reason_words(reason: str) -> str:
    """Why a profile is locked, in English; what is no `LockReason` is words already."""
    try:
        return _LOCK_WORDS[LockReason(reason)]
    except ValueError:
        return reason


@dataclass(frozen=True, slots=True)
class Standing:
    """The state, since when, and why in English words ("" where the state says it all).

    `since` is the time of the last sync for fresh and stale, None where nothing has happened yet.
    """

    state: ConnectionState
    since: datetime | None = None
    reason: str = ""


def standing(
    connected: bool, remarks: dict[str, Remark], synced_at: datetime | None, now: datetime, stale_after: timedelta
) -> Standing:
    """The worst that is true.

    Args:
        connected: whether a store was connected once.
        remarks: what is remembered of the connection (`ConnectionBook.remarks`).
        synced_at: the end of the last sync that went through, by this computer's clock.
        stale_after: how old a mirror may be that counts as fresh.
    """
    if not connected:
        return Standing(ConnectionState.NOT_CONNECTED)
    locked, refused, offline = (remarks.get(name) for name in ("locked", "refused", "offline"))
    if locked is not None:
        return Standing(ConnectionState.UNINSTALLED, locked.since, reason_words(locked.value))
    if refused is not None:
        return Standing(ConnectionState.TOKEN_EXPIRED, refused.since, refused.value)
    if synced_at is None:
        return Standing(ConnectionState.NEVER_SYNCED, None, offline.value if offline is not None else "")
    if offline is not None:
        return Standing(ConnectionState.OFFLINE, offline.since, offline.value)
    # A clock that was set back makes the last sync lie ahead: nobody knows then how old the mirror is.
    if abs(now - synced_at) > stale_after:
        return Standing(ConnectionState.STALE, synced_at)
    return Standing(ConnectionState.FRESH, synced_at)
