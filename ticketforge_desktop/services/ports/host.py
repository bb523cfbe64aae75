"""What a use case needs of the computer: time and secrets."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from typing import NamedTuple, Protocol


class ProfileInfo(NamedTuple):
    """A profile of this computer. Texts are "" where no store was connected yet."""

    name: str
    folder: str
    shop: str  # the store's domain
    shop_name: str
    current: bool = False  # the one this process has open


class Clock(Protocol):
    """The time. Services never ask the system themselves."""

    def now(self) -> datetime:
        """Now, timezone-aware, in UTC."""
        ...


class SecretStore(Protocol):
    """The OS keyring, or an explicit encrypted file where there is none. Never plaintext on disk."""

    def get(self, name: str) -> str | None:
        """The secret, or None. Raises `KeyMissing` when neither keyring nor passphrase is there."""
        ...

    def put(self, name: str, value: str) -> None:
        """Keep a secret, durable before it returns. Raises `KeyMissing`."""
        ...

    def delete(self, name: str) -> None:
        """Forget a secret; nothing happens when there is none."""
        ...


class WindowSettings(Protocol):
    """Settings of this window on this computer (language, theme): small, readable before any database is open."""

    def get(self, key: str) -> object | None:
        """The value as JSON gives it (text, number, true/false), None when it was never set."""
        ...

    def put(self, key: str, value: object) -> None:
        """Keep a value, durable before it returns."""
        ...


class ProfileLock(Protocol):
    """Lets one process at a time sync or push a profile, however many have it open."""

    def hold(self) -> AbstractContextManager[None]:
        """Held until the block ends or the process dies. Raises `SyncRunning` when another process holds it."""
        ...


class Turn(Protocol):
    """Lets one at a time do a short thing, in whichever thread or process; the others wait."""

    def take(self) -> AbstractContextManager[None]:
        """Held until the block ends or the process dies. Raises `NetworkUnavailable` when it takes too long."""
        ...
