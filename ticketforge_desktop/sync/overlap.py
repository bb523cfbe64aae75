"""Watermarks: how far the mirror knows the store, and how much of that is read again.

Written to the store's clock, never to ours. The search index lags writes by seconds, so an order may turn up behind
one that changed later: what changed shortly before the store was asked is read again next time, and what is not newer
changes nothing. A watermark is never later than the newest change that was seen.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

OVERLAP: Final = timedelta(seconds=90)


def before(at: str, overlap: timedelta = OVERLAP) -> str:
    """A time of the store less the overlap, in the store's own form."""
    moment = datetime.fromisoformat(at.replace("Z", "+00:00")) - overlap
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def later(known: str, newest: str, asked_at: str = "") -> str:
    """The watermark after changes up to `newest` were seen; it never goes back. ISO times in UTC sort as text.

    A change older than the overlap when the store was asked (`asked_at`, by the store's clock) was in its index; in
    a quiet store the watermark so comes up to the newest change itself, and nothing is read again for ever.
    """
    if not newest:
        return known
    return max(known, before(newest), min(newest, before(asked_at)) if asked_at else "")
