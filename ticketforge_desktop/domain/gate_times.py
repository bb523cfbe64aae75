"""When a gate lets people in: moments tied to the event (`doors-30`, `end+15`) or to the clock (`18:30`).

Everything is reckoned in the event's own zone, so that a gate in Lisbon and a laptop set to Berlin agree. On the two
nights a year when clocks change, a time that comes twice means its first, one that is skipped the moment after.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ticketforge_desktop.domain.errors import BadInput

LONGEST_OFFSET: Final = 7 * 24 * 60  # minutes: a week either way is a slip of the pen beyond
_RELATIVE: Final = re.compile(r"(doors|start|end)\s*(?:([+-])\s*(\d{1,5}))?")
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


class Anchor(StrEnum):
    """What a moment is tied to."""

    DOORS = "doors"
    START = "start"
    END = "end"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class EventTimes:
    """The event's own times in UTC, None where the store has none, and its zone."""

    doors: datetime | None
    start: datetime | None
    end: datetime | None
    zone: ZoneInfo

    @classmethod
    def of(cls, doors_at: str, starts_at: str, ends_at: str, zone: str) -> EventTimes:
        """From the texts of a record. An unknown zone counts as UTC; a text that is no time as none."""
        return cls(_moment(doors_at), _moment(starts_at), _moment(ends_at), _zone(zone))


@dataclass(frozen=True, slots=True)
class Moment:
    """`minutes` from the anchor, or after midnight for `CLOCK`."""

    anchor: Anchor
    minutes: int = 0

    def resolve(self, times: EventTimes, day: date) -> datetime | None:
        """The moment in UTC; None where the event lacks what it is tied to. `day` matters for the clock alone."""
        if self.anchor is Anchor.CLOCK:
            wall = datetime.combine(day, time(), times.zone) + timedelta(minutes=self.minutes)
            return wall.astimezone(UTC)
        anchored = {
            Anchor.DOORS: times.doors or times.start,
            Anchor.START: times.start,
            Anchor.END: times.end,
        }[self.anchor]
        return None if anchored is None else anchored + timedelta(minutes=self.minutes)

    def __str__(self) -> str:
        if self.anchor is Anchor.CLOCK:
            return f"{self.minutes // 60:02d}:{self.minutes % 60:02d}"
        return f"{self.anchor}{self.minutes:+d}" if self.minutes else str(self.anchor)


def parse_moment(text: str, field: str) -> Moment | None:
    """`doors-30`, `start`, `end+15`, `18:30`; "" is None.

    Raises:
        BadInput: it is none of these, or more than a week away.
    """
    said = text.strip().lower()
    if not said:
        return None
    clock = _CLOCK.fullmatch(said)
    if clock is not None:
        return Moment(Anchor.CLOCK, int(clock[1]) * 60 + int(clock[2]))
    tied = _RELATIVE.fullmatch(said)
    if tied is None:
        raise BadInput(
            f"{text!r} is no time of a gate.",
            field=field,
            value=text,
            next_step="Write doors, start or end with minutes (doors-30), or a time of day (18:30).",
        )
    minutes = int(tied[3] or 0) * (-1 if tied[2] == "-" else 1)
    if abs(minutes) > LONGEST_OFFSET:
        raise BadInput("That is more than a week away.", field=field, value=text)
    return Moment(Anchor(tied[1]), minutes)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00")) if text else None
    except ValueError:
        return None
    if found is None:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
