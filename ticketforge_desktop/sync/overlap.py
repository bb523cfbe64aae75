"""Watermarks: how far the mirror knows the store, always a little less than what was seen.

Written to the store's clock, never to ours. The search index lags writes by seconds, so an order may turn up behind
one that changed later; the overlap reads that stretch again, and what is not newer changes nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

OVERLAP: Final = timedelta(minutes=3)


def before(at: str, overlap: timedelta = OVERLAP) -> str:
    """A time of the store less the overlap, in the store's own form."""
    moment = datetime.fromisoformat(at.replace("Z", "+00:00")) - overlap
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def later(known: str, newest: str) -> str:
    """The watermark after things up to `newest` were seen; it never goes back. ISO times in UTC sort as text."""
    return max(known, before(newest)) if newest else known
