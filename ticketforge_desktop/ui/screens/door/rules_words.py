"""A gate's rules as a person writes and reads them: texts of fields to a layer and back, and a preview in sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.domain.admission import BarePolicy, UnknownPolicy
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.gate_rules import GateRules, merge_rules
from ticketforge_desktop.domain.gate_times import EventTimes
from ticketforge_desktop.domain.uses import Period
from ticketforge_desktop.ui.formats import Formats

TEXTS: Final = ("opens", "closes", "grace", "categories", "entries", "people", "days", "day_begins", "exit_all")
CHOICES: Final = ("period", "reentry", "bare", "unknown")
OF_EVENTS: Final = frozenset({"categories", "people"})  # they name categories, and those are an event's
_MOMENTS: Final = frozenset({"opens", "closes", "exit_all"})
_NONE: Final = frozenset({"none", "keine", "kein", "-", "–"})
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def value_of(field: str, text: str, ids: Mapping[str, str]) -> object:
    """What a layer says for a field; `ids` are category ids by name. Raises `BadInput` with `facts["field"]`."""
    said = text.strip()
    value: object = said
    if field in _MOMENTS:
        value = "" if said.casefold() in _NONE else said
    elif field in ("grace", "entries"):
        value = int(said) if said.isdecimal() else said
    elif field == "days":
        value = [] if said.casefold() in _NONE else [day for day in re.split(r"[,;\s]+", said) if day]
    elif field == "day_begins":
        clock = _CLOCK.fullmatch(said)
        value = int(clock[1]) * 60 + int(clock[2]) if clock else said
    elif field == "categories":
        value = [] if said.casefold() in _NONE else [_category(name, ids, field) for name in _parts(said)]
    elif field == "people":
        value = {} if said.casefold() in _NONE else dict(_people(part, ids) for part in _parts(said))
    elif field == "reentry":
        value = said == "yes"
    merge_rules([{field: value}])
    return value


def text_of(field: str, value: object, names: Mapping[str, str]) -> str:
    """The other way; `names` are category names by id."""
    if field == "reentry":
        return "yes" if value else "no"
    if field == "day_begins" and isinstance(value, int):
        return f"{value // 60:02d}:{value % 60:02d}"
    if isinstance(value, Mapping):
        return ", ".join(f"{names.get(key, key)} = {count}" for key, count in value.items()) or "none"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(names.get(str(part), str(part)) for part in value) or "none"
    return str(value) or "none"


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _category(name: str, ids: Mapping[str, str], field: str) -> str:
    for known, category_id in ids.items():
        if known.casefold() == name.casefold() or category_id == name:
            return category_id
    raise BadInput(f"The event has no category {name!r}.", field=field, value=name)


def _people(part: str, ids: Mapping[str, str]) -> tuple[str, int]:
    name, _, count = part.rpartition("=")
    if not count.strip().isdecimal():
        raise BadInput("Write a category and its number: Family = 4.", field="people", value=part)
    return _category(name.strip(), ids, "people"), int(count)


def fault_of(field: str) -> str:
    """What to write instead, in the window's language."""
    translate = QCoreApplication.translate
    if field in _MOMENTS:
        return translate("Rules", "Write doors, start or end with minutes (doors-30), or a time of day (18:30).")
    if field in ("grace", "entries"):
        return translate("Rules", "Write a whole number.")
    if field == "days":
        return translate("Rules", "Write days like 2026-11-14, with commas between them.")
    if field == "day_begins":
        return translate("Rules", "Write a time of day, like 04:00.")
    if field == "people":
        return translate("Rules", "Write categories of the event with a number: Family = 4.")
    return translate("Rules", "Write names of this event's categories, with commas between them.")


def preview(
    rules: GateRules, times: EventTimes | None, now: datetime, formats: Formats, names: Mapping[str, str]
) -> list[str]:
    """The rules in sentences. Without an event (`times` None) its times are told as they are written."""
    return [
        _when(rules, times, now, formats),
        *_days(rules, formats),
        _who(rules, names),
        _how_often(rules, names),
        *_emptied(rules, times, now, formats),
        _doubtful(rules),
    ]


def _when(rules: GateRules, times: EventTimes | None, now: datetime, formats: Formats) -> str:
    translate = QCoreApplication.translate
    if rules.opens is None and rules.closes is None:
        return translate("Rules", "Open at any time.")
    if times is None:
        opens, closes = str(rules.opens or "–"), str(rules.closes or "–")
    else:
        window = rules.window(times.start or times.doors or now, times)
        opens, closes = (_moment(moment, formats, times) for moment in window)
    if rules.closes is None:
        text = translate("Rules", "Opens {opens}, does not close.")
    elif rules.opens is None:
        text = translate("Rules", "Open until {closes}.")
    else:
        text = translate("Rules", "Opens {opens}, closes {closes}.")
    text = text.format(opens=opens, closes=closes)
    if rules.grace:
        grace = translate("Rules", "{minutes} min of grace are in it.").format(minutes=rules.grace)
        text = f"{text} {grace}"
    return text


def _moment(moment: datetime | None, formats: Formats, times: EventTimes) -> str:
    if moment is None:
        return QCoreApplication.translate("Rules", "at a time the event does not have")
    zone = times.zone.key
    return f"{formats.weekday(moment, zone)} {formats.time(moment, zone)}"


def _days(rules: GateRules, formats: Formats) -> list[str]:
    if not rules.days:
        return []
    words = QCoreApplication.translate("Rules", "Only on {days}.")
    return [words.format(days=", ".join(formats.weekday(day) for day in sorted(rules.days)))]


def _who(rules: GateRules, names: Mapping[str, str]) -> str:
    translate = QCoreApplication.translate
    if not rules.categories:
        return translate("Rules", "All categories pass here.")
    told = ", ".join(sorted(names.get(category, category) for category in rules.categories))
    return translate("Rules", "Only {categories} pass here.").format(categories=told)


def _how_often(rules: GateRules, names: Mapping[str, str]) -> str:
    translate = QCoreApplication.translate
    by_day = rules.period is Period.DAY
    words = (
        translate("Rules", "Entries a person and day: {n}.") if by_day else translate("Rules", "Entries a person: {n}.")
    )
    back = translate("Rules", "Whoever was scanned out may come back.")
    gone = translate("Rules", "Whoever left stays out.")
    told = [words.format(n=rules.entries), back if rules.reentry else gone]
    if rules.people:
        groups = ", ".join(f"{names.get(key, key)} {count}" for key, count in rules.people.items())
        told.append(translate("Rules", "People a ticket: {groups}.").format(groups=groups))
    return " ".join(told)


def _emptied(rules: GateRules, times: EventTimes | None, now: datetime, formats: Formats) -> list[str]:
    if rules.exit_all is None:
        return []
    told = str(rules.exit_all)
    if times is not None:
        begins = times.start or times.doors or now
        day = begins.astimezone(times.zone).date()
        moment = rules.exit_all.resolve(times, day)
        if moment is not None and moment < begins:
            following = begins.astimezone(times.zone).date().toordinal() + 1
            moment = rules.exit_all.resolve(times, day.fromordinal(following))
        told = _moment(moment, formats, times)
    return [QCoreApplication.translate("Rules", "Everybody counts as gone {time}.").format(time=told)]


def _doubtful(rules: GateRules) -> str:
    translate = QCoreApplication.translate
    bare = {
        BarePolicy.ADMIT: translate("Rules", "A bare number is admitted."),
        BarePolicy.CONFIRM: translate("Rules", "A bare number asks the steward."),
    }[rules.bare]
    unknown = {
        UnknownPolicy.ADMIT: translate("Rules", "A genuine code the mirror does not know is admitted."),
        UnknownPolicy.ASK: translate("Rules", "A genuine code the mirror does not know asks the steward."),
        UnknownPolicy.REFUSE: translate("Rules", "A genuine code the mirror does not know is refused."),
    }[rules.unknown]
    return f"{bare} {unknown}"
