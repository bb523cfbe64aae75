"""The station file: keys, settings, audit, outbox and staff, as the use cases reach them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ticketforge_desktop.domain.records import PublicKeyRecord
from ticketforge_desktop.domain.rights import Staff


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """Acts that wait for the store, and acts it refused."""

    pending: int
    attention: int


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the audit chain."""

    row: int
    at: datetime
    staff_id: str
    action: str
    subject: str
    detail: str


class StationFile(Protocol):
    """What this station did and knows that the store can't give back."""

    def station_id(self) -> str:
        """A UUID made with the file; never changes."""
        ...

    def station_name(self) -> str: ...

    def rename_station(self, name: str, staff: Staff) -> None: ...

    def setting(self, key: str) -> str | None:
        """A setting's value as JSON text; None when it was never set."""
        ...

    def put_setting(self, key: str, value: str, staff: Staff) -> None:
        """Set a setting; audited."""
        ...

    def keys(self) -> Sequence[PublicKeyRecord]:
        """Public keys known here: our own and those the store published."""
        ...

    def put_keys(self, keys: Sequence[PublicKeyRecord]) -> None:
        """Take over the published ring; a key that is no longer in it stays, a revocation is never taken back."""
        ...

    def staff(self) -> Sequence[Staff]: ...

    def audit(self, staff: Staff, action: str, subject: str, detail: str = "") -> None:
        """Append to the hash chain; durable when it returns."""
        ...

    def audit_rows(self, limit: int) -> Sequence[AuditRow]: ...

    def outbox_counts(self) -> OutboxCounts: ...

    def backup(self, path: str) -> None:
        """A verified copy of the file while it is in use."""
        ...
