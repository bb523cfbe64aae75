"""People, keys and moments that the storage tests share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.ports.door import Attempt
from ticketforge_desktop.storage.profile import ProfileKeys

KEYS = ProfileKeys(mirror=bytes(range(32)), station=bytes(range(32, 64)))
OTHER_KEYS = ProfileKeys(mirror=b"m" * 32, station=b"s" * 32)
EAN_KEY = b"sixteen bytes ea"
NOW = datetime(2026, 11, 14, 19, 42, 7, 250_000, tzinfo=UTC)

_ATTEMPT = Attempt(
    at=NOW,
    nonce="n-1",
    input_digest="ab" * 16,
    ticket_id="00000000000000aa",
    event_id="gala",
    verdict=Verdict.ADMITTED,
    reason="",
    gate="A",
    direction="entry",
    staff_id="manager",
    issue=1,
    mirror_age_s=12.5,
    category="Parkett",
    order="#1042",
    holder="Jürgen Groß",
)


def attempt(**changes: object) -> Attempt:
    """An admission at gate A at 19:42, changed where the test says so."""
    return replace(_ATTEMPT, **changes)  # type: ignore[arg-type]


def minutes_later(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)
