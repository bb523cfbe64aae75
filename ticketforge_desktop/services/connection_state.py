"""How the profile stands with its store: one closed list, told alike by `status`, the bar and the sync page."""

from __future__ import annotations

from enum import StrEnum


class ConnectionState(StrEnum):
    """The state of the mirror and the connection, worst reason first where several apply."""

    NOT_CONNECTED = "not_connected"  # no store was connected in this profile
    UNINSTALLED = "uninstalled"  # the app was uninstalled or the shop redacted: the profile is locked
    TOKEN_EXPIRED = "token_expired"  # noqa: S105 - the name of a state. The store refuses our token: log in again
    NEVER_SYNCED = "never_synced"
    OFFLINE = "offline"  # the store did not answer the last time
    STALE = "stale"  # it answers, but the mirror is older than the setting allows
    FRESH = "fresh"
