"""The computer's clock."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """Now, as the operating system tells it."""

    def now(self) -> datetime:
        return datetime.now(UTC)
