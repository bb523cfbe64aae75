"""The rules of a gate: which categories, when, how often, and what to do with what nobody can be sure of.

Rules are kept as JSON objects in four layers, each naming only what it changes: the station's settings, the gate, the
event, the event at this gate. The later layer wins, field by field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from ticketforge_desktop.domain.admission import BarePolicy, UnknownPolicy
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.gate_times import Anchor, EventTimes, Moment, parse_moment
from ticketforge_desktop.domain.uses import Allowance, Period, day_of

MOST_ENTRIES: Final = 99
MOST_PEOPLE: Final = 500
MOST_GRACE: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class GateRules:
    """All that a gate asks of a ticket beyond its being good. Times are minutes where they are no moments."""

    categories: frozenset[str] = frozenset()  # category ids that may pass here; empty: all
    opens: Moment | None = None
    closes: Moment | None = None
    grace: int = 0  # minutes allowed before `opens` and after `closes`
    entries: int = 1  # a person and period
    period: Period = Period.EVENT
    reentry: bool = False
    days: frozenset[date] = frozenset()  # of a pass; empty: any day
    people: Mapping[str, int] = field(default_factory=dict)  # category id → people a ticket of it stands for
    day_begins: int = 0  # minutes after midnight
    exit_all: Moment | None = None  # when everybody counts as having left
    bare: BarePolicy = BarePolicy.CONFIRM
    unknown: UnknownPolicy = UnknownPolicy.ASK

    def allowance(self, category_id: str) -> Allowance:
        """What a ticket of this category is good for here."""
        return Allowance(self.entries, self.people.get(category_id, 1), self.period, self.reentry)

    def day(self, at: datetime, times: EventTimes) -> date:
        """The venue's day of a moment."""
        return day_of(at, times.zone, timedelta(minutes=self.day_begins))

    def window(self, at: datetime, times: EventTimes) -> tuple[datetime | None, datetime | None]:
        """From and until, in UTC, on the venue's day of `at`; the grace is in it.

        A gate that closes by the clock before it opens closes on the next day: one open from 18:30 to 02:00 is still
        yesterday's at half past midnight.
        """
        today = self.day(at, times)
        opens, closes = self._window_of(today, times)
        if self._over_midnight():
            yesterday = self._window_of(today - timedelta(days=1), times)
            if yesterday[1] is not None and at <= yesterday[1]:
                return yesterday
        return opens, closes

    def emptied_at(self, at: datetime, times: EventTimes) -> datetime | None:
        """The last moment (UTC) up to `at` when everybody counts as having left; None where the rules name none."""
        if self.exit_all is None:
            return None
        today = at.astimezone(times.zone).date()
        found = (self.exit_all.resolve(times, today - timedelta(days=back)) for back in (0, 1))
        return max((moment for moment in found if moment is not None and moment <= at), default=None)

    def _window_of(self, day: date, times: EventTimes) -> tuple[datetime | None, datetime | None]:
        opens = self.opens.resolve(times, day) if self.opens else None
        last = day + timedelta(days=1) if self._over_midnight() else day
        closes = self.closes.resolve(times, last) if self.closes else None
        grace = timedelta(minutes=self.grace)
        return (opens - grace if opens else None), (closes + grace if closes else None)

    def _over_midnight(self) -> bool:
        opens, closes = self.opens, self.closes
        if opens is None or closes is None or not opens.anchor is closes.anchor is Anchor.CLOCK:
            return False
        return closes.minutes <= opens.minutes

    def as_json(self) -> dict[str, object]:
        """As it is kept; `merge_rules` reads it back to the same rules."""
        return {
            "categories": sorted(self.categories),
            "opens": str(self.opens or ""),
            "closes": str(self.closes or ""),
            "grace": self.grace,
            "entries": self.entries,
            "period": str(self.period),
            "reentry": self.reentry,
            "days": sorted(day.isoformat() for day in self.days),
            "people": dict(sorted(self.people.items())),
            "day_begins": self.day_begins,
            "exit_all": str(self.exit_all or ""),
            "bare": str(self.bare),
            "unknown": str(self.unknown),
        }


def merge_rules(layers: Sequence[Mapping[str, Any]], base: GateRules | None = None) -> GateRules:
    """The rules that hold: each layer over those before it.

    Raises:
        BadInput: a layer names a field that is none, or a value that can't be; `facts["field"]` names it.
    """
    rules = base or GateRules()
    for layer in layers:
        for name, value in layer.items():
            reader = _READERS.get(name)
            if reader is None:
                raise BadInput(f"A gate has no rule {name!r}.", field=name, value=value)
            rules = replace(rules, **{name: reader(name, value)})
    return rules


def _words(name: str, value: object) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise BadInput(f"{name} is a list of names.", field=name, value=value)
    return frozenset(value)


def _days(name: str, value: object) -> frozenset[date]:
    try:
        return frozenset(date.fromisoformat(text) for text in _words(name, value))
    except ValueError:
        raise BadInput(f"{name} is a list of days like 2026-11-14.", field=name, value=value) from None


def _time(name: str, value: object) -> Moment | None:
    if not isinstance(value, str):
        raise BadInput(f"{name} is a time like doors-30 or 18:30.", field=name, value=value)
    return parse_moment(value, name)


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise BadInput(f"{name} is yes or no.", field=name, value=value)
    return value


def _people(name: str, value: object) -> Mapping[str, int]:
    if not isinstance(value, dict):
        raise BadInput(f"{name} names a number for each category.", field=name, value=value)
    return {str(category): _count(name, count, 1, MOST_PEOPLE) for category, count in value.items()}


def _count(name: str, value: object, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise BadInput(f"{name} is a number from {least} to {most}.", field=name, value=value)
    return value


def _one_of(kind: type[StrEnum]) -> Any:
    def read(name: str, value: object) -> StrEnum:
        try:
            return kind(str(value))
        except ValueError:
            choices = ", ".join(kind)
            raise BadInput(f"{name} is one of {choices}.", field=name, value=value) from None

    return read


_READERS: Final[Mapping[str, Any]] = {
    "categories": _words,
    "opens": _time,
    "closes": _time,
    "grace": lambda name, value: _count(name, value, 0, MOST_GRACE),
    "entries": lambda name, value: _count(name, value, 1, MOST_ENTRIES),
    "period": _one_of(Period),
    "reentry": _flag,
    "days": _days,
    "people": _people,
    "day_begins": lambda name, value: _count(name, value, 0, 24 * 60 - 1),
    "exit_all": _time,
    "bare": _one_of(BarePolicy),
    "unknown": _one_of(UnknownPolicy),
}
