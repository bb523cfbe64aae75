"""What passing a gate makes of a ticket: how often it may come in, who of it is inside, who has left.

One ticket may stand for several people (a group, a family), be good for several entries, and count them for the whole
event or for each day. All of that is four small numbers, moved by `enter`, `leave` and `leave_all`; the log moves
them in the same transaction that writes the entry, so of two scans at once the second sees what the first did.

| what was scanned                            | verdict        | what it moves                    |
|---------------------------------------------|----------------|----------------------------------|
| entry, somebody of it left, re-entry allowed | `readmitted`   | outside −1, inside +1            |
| entry, an entry is left in the period        | `admitted`     | used +1, inside +1 (at most all) |
| entry, else                                  | `already_used` | nothing                          |
| exit, somebody of it is inside               | `exited`       | inside −1, outside +1            |
| exit, else                                   | `not_inside`   | nothing                          |
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ticketforge_desktop.domain.verdicts import Verdict


class Period(StrEnum):
    """What entries are counted for."""

    EVENT = "event"
    DAY = "day"


class UseState(NamedTuple):
    """What the log comes to for one ticket. `day` is the day `used` and `outside` belong to, "" when none is kept."""

    used: int = 0  # entries taken in the period; coming back after leaving takes none
    inside: int = 0
    outside: int = 0  # left, and may come back where the rules let them
    day: str = ""


FRESH = UseState()


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a ticket is good for at a gate.

    `entries` a person and period; `people` the ticket stands for; `reentry` whether whoever left may come back.
    """

    entries: int = 1
    people: int = 1
    period: Period = Period.EVENT
    reentry: bool = False

    @property
    def limit(self) -> int:
        """Entries in a period."""
        return self.entries * self.people


SINGLE = Allowance()


def day_of(at: datetime, zone: ZoneInfo, begins: timedelta = timedelta()) -> date:
    """The day a moment belongs to, in the venue's zone; a festival's day may begin at four in the morning."""
    return (at.astimezone(zone).replace(tzinfo=None) - begins).date()


def in_period(state: UseState, allowance: Allowance, today: str) -> UseState:
    """The state as it counts today: on another day nothing is used yet, and nobody of yesterday is inside."""
    if allowance.period is Period.EVENT or state.day in ("", today):
        return state
    return FRESH


def enter(state: UseState, allowance: Allowance, today: str = "") -> tuple[Verdict, UseState]:
    """One person of the ticket wants in.

    Args:
        state: what the log says now.
        allowance: what the ticket is good for here.
        today: the day by `day_of` as ISO text; needed where entries are counted by day.
    """
    now = in_period(state, allowance, today)
    day = today if allowance.period is Period.DAY else now.day
    # Whoever comes in once more without having been scanned out is not a second person; whoever was let in by hand
    # beyond the ticket's people stays inside when another comes.
    inside = max(now.inside, min(now.inside + 1, allowance.people))
    if allowance.reentry and now.outside > 0:
        return Verdict.READMITTED, UseState(now.used, inside, now.outside - 1, day)
    if now.used < allowance.limit:
        return Verdict.ADMITTED, UseState(now.used + 1, inside, now.outside, day)
    return Verdict.ALREADY_USED, state


def leave(state: UseState) -> tuple[Verdict, UseState]:
    """One person of the ticket wants out. Whoever came in yesterday and is still inside may leave today."""
    if state.inside <= 0:
        return Verdict.NOT_INSIDE, state
    return Verdict.EXITED, state._replace(inside=state.inside - 1, outside=state.outside + 1)


def leave_all(state: UseState) -> UseState:
    """The house is empty: everybody who was inside has left, as if each had been scanned out."""
    return state._replace(inside=0, outside=state.outside + state.inside)


def take_back(state: UseState, *, returned: bool, raised: int) -> UseState:
    """The state as if the latest entry that stands had never been; whoever left since then has left.

    Args:
        returned: it let somebody return.
        raised: by how much it raised who is inside.
    """
    gone = bool(raised) and not state.inside  # who came in by it has left again
    if returned:
        return state if gone else state._replace(inside=state.inside - raised, outside=state.outside + 1)
    used = max(state.used - 1, 0)
    if not used:
        return FRESH  # where nobody came in, nobody is inside or out there to come back
    if gone:
        return state._replace(used=used, outside=max(state.outside - 1, 0))
    return state._replace(used=used, inside=state.inside - raised)
