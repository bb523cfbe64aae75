"""A gate's rules as checks of the door's decision, in this order: category, day, time.

Each names when the ticket would pass where that can be told: when the gate opens, when it closed, the pass's next day.
"""

from __future__ import annotations

from datetime import UTC, datetime

from ticketforge_desktop.domain.admission import Check, Decision, Facts, Reason
from ticketforge_desktop.domain.gate_rules import GateRules
from ticketforge_desktop.domain.gate_times import EventTimes
from ticketforge_desktop.domain.verdicts import Verdict


def gate_checks(rules: GateRules, times: EventTimes, at: datetime) -> tuple[Check, ...]:
    """What this gate asks at this moment (UTC); rules that ask nothing give no check."""
    checks: list[Check] = []
    if rules.categories:
        checks.append(lambda facts: _category(rules, facts))
    if rules.days:
        checks.append(lambda _facts: _day(rules, times, at))
    if rules.opens or rules.closes:
        checks.append(lambda _facts: _time(rules, times, at))
    return tuple(checks)


def _category(rules: GateRules, facts: Facts) -> Decision | None:
    ticket = facts.ticket
    if ticket is None or ticket.category_id in rules.categories:
        return None
    return Decision(Verdict.WRONG_GATE, Reason.CATEGORY_ELSEWHERE)


def _day(rules: GateRules, times: EventTimes, at: datetime) -> Decision | None:
    today = rules.day(at, times)
    if today in rules.days:
        return None
    coming = min((day for day in rules.days if day > today), default=None)
    if coming is None:
        return Decision(Verdict.TOO_LATE, Reason.ANOTHER_DAY, at=max(rules.days).isoformat())
    return Decision(Verdict.TOO_EARLY, Reason.ANOTHER_DAY, at=coming.isoformat())


def _time(rules: GateRules, times: EventTimes, at: datetime) -> Decision | None:
    opens, closes = rules.window(at, times)
    if opens is not None and at < opens:
        return Decision(Verdict.TOO_EARLY, Reason.NOT_OPEN_YET, at=_stamp(opens))
    if closes is not None and at > closes:
        return Decision(Verdict.TOO_LATE, Reason.CLOSED, at=_stamp(closes))
    return None


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
