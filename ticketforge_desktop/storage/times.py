"""Times as the files keep them: ISO 8601 in UTC, of one width, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(at: datetime) -> str:
    """A time of ours: `2026-11-14T19:00:00.123456Z`."""
    if at.tzinfo is not UTC:
        at = at.astimezone(UTC)
    return at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment(text: str) -> datetime | None:
    """A stored time, ours or the store's; None for "" and for what is no time."""
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def known_moment(text: str) -> datetime:
    """A time that was written by us and so must be there."""
    at = moment(text)
    if at is None:
        raise ValueError(f"not a time: {text!r}")
    return at
