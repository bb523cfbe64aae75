"""What a station remembers of its connection, for every process that has the profile open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ticketforge_desktop.domain.errors import ConnectionTrouble
from ticketforge_desktop.domain.rights import Staff


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing remembered, since when."""

    value: str
    since: datetime


class ConnectionWatch(Protocol):
    """Hears how each request to the store ended. Never raises."""

    def answered(self) -> None:
        """The store answered, whatever it said."""
        ...

    def failed(self, error: ConnectionTrouble) -> None:
        """The request came to nothing."""
        ...


class ConnectionBook(Protocol):
    """Kept in the station file. Names: `"offline"`, `"refused"`, `"locked"`, `"facts"`, `"connected"`."""

    def remarks(self) -> dict[str, Remark]:
        """Everything remembered; cheap (one small read)."""
        ...

    def remember(self, name: str, value: str) -> None:
        """Remember; one that says the same already keeps its time."""
        ...

    def forget(self, *names: str) -> None:
        """Forget; nothing happens where there is nothing."""
        ...

    def lock(self, reason: str, staff: Staff) -> bool:
        """Lock the profile, with its audit line, in one transaction; False when it is locked already."""
        ...

    def unlock(self, staff: Staff) -> bool:
        """Unlock, audited; False when it was not locked."""
        ...
