"""What a gate asks beyond a good ticket: its category, the day of a pass, the hours; each in its place in the order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.domain.test_scan_input import CODE, EAN
from ticketforge_desktop.domain.admission import (
    ADMITTED,
    ADMITTED_UNSEEN,
    BarePolicy,
    Decision,
    Facts,
    Reason,
    Trust,
    UnknownPolicy,
    decide,
    decide_exit,
)
from ticketforge_desktop.domain.gate_checks import gate_checks
from ticketforge_desktop.domain.gate_rules import merge_rules
from ticketforge_desktop.domain.gate_times import EventTimes
from ticketforge_desktop.domain.scan_input import recognise
from ticketforge_desktop.domain.verdicts import Verdict

SIGNED, BARE = recognise(CODE), recognise(EAN)
EVENING = EventTimes.of("2026-11-14T18:00:00Z", "2026-11-14T19:00:00Z", "2026-11-14T22:00:00Z", "Europe/Berlin")
DURING = "2026-11-14T19:30"


@dataclass(frozen=True)
class Ticket:
    event_id: str = "tonight"
    event_status: str = "PUBLISHED"
    state: str = "valid"
    issue: int = 1
    replaced_at: str = ""
    replaced_by: str = ""
    issued_at: str = "2026-11-01T10:00:00Z"
    blocked: str = ""
    category_id: str = "parkett"


def decided(rules: dict[str, Any], at: str = DURING, ticket: Ticket = Ticket(), **told: Any) -> Decision:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    facts = Facts(SIGNED, frozenset({"tonight"}), Trust.GOOD, ticket=ticket, matches=1, issue=1)._replace(**told)
    return decide(facts, gate_checks(merge_rules([rules]), EVENING, moment))


def test_without_rules_nothing_is_asked() -> None:
    assert gate_checks(merge_rules([]), EVENING, datetime(2026, 1, 1, tzinfo=UTC)) == ()


@pytest.mark.parametrize(
    ("rules", "at", "expected"),
    [
        ({"categories": ["parkett"]}, DURING, ADMITTED),
        ({"categories": ["rang"]}, DURING, Decision(Verdict.WRONG_GATE, Reason.CATEGORY_ELSEWHERE)),
        ({"opens": "doors"}, "2026-11-14T18:00", ADMITTED),
        (
            {"opens": "doors"},
            "2026-11-14T17:59",
            Decision(Verdict.TOO_EARLY, Reason.NOT_OPEN_YET, "2026-11-14T18:00:00Z"),
        ),
        ({"opens": "doors", "grace": 15}, "2026-11-14T17:50", ADMITTED),
        (
            {"closes": "start+30"},
            "2026-11-14T19:31",
            Decision(Verdict.TOO_LATE, Reason.CLOSED, "2026-11-14T19:30:00Z"),
        ),
        ({"closes": "start+30", "grace": 5}, "2026-11-14T19:31", ADMITTED),
        ({"days": ["2026-11-14"]}, DURING, ADMITTED),
        ({"days": ["2026-11-15"]}, DURING, Decision(Verdict.TOO_EARLY, Reason.ANOTHER_DAY, "2026-11-15")),
        ({"days": ["2026-11-13"]}, DURING, Decision(Verdict.TOO_LATE, Reason.ANOTHER_DAY, "2026-11-13")),
        # Half past midnight in Berlin still belongs to a night that ends at four.
        ({"days": ["2026-11-14"], "day_begins": 240}, "2026-11-14T23:30", ADMITTED),
    ],
)
def test_each_rule_has_its_verdict_and_tells_when(rules: dict[str, Any], at: str, expected: Decision) -> None:
    assert decided(rules, at) == expected


def test_the_first_of_several_reasons_is_told() -> None:
    every = {"categories": ["rang"], "days": ["2026-11-15"], "opens": "end"}
    assert decided(every).reason is Reason.CATEGORY_ELSEWHERE
    assert decided({**every, "categories": []}).reason is Reason.ANOTHER_DAY
    assert decided(every, ticket=Ticket(state="refunded")).verdict is Verdict.REFUNDED
    assert decided({"opens": "end"}, used=True).reason is Reason.NOT_OPEN_YET


class TestNotInTheMirrorYet:
    """A code that a believed station signed a minute ago: nothing is known but what it says."""

    @pytest.mark.parametrize(
        ("policy", "confirmed", "expected"),
        [
            (UnknownPolicy.ADMIT, False, ADMITTED_UNSEEN),
            (UnknownPolicy.ASK, False, Decision(Verdict.CONFIRM, Reason.NOT_SYNCED_YET)),
            (UnknownPolicy.ASK, True, ADMITTED_UNSEEN),
            (UnknownPolicy.REFUSE, False, Decision(Verdict.UNKNOWN, Reason.NOT_KNOWN_HERE)),
            (UnknownPolicy.REFUSE, True, Decision(Verdict.UNKNOWN, Reason.NOT_KNOWN_HERE)),
        ],
    )
    def test_the_gate_decides(self, policy: UnknownPolicy, confirmed: bool, expected: Decision) -> None:
        assert decided({}, mirrored=False, unknown=policy, confirmed=confirmed) == expected

    def test_its_category_and_the_hours_count_all_the_same(self) -> None:
        told = {"mirrored": False, "unknown": UnknownPolicy.ADMIT}
        assert decided({"categories": ["rang"]}, **told).verdict is Verdict.WRONG_GATE
        assert decided({"closes": "doors"}, **told).verdict is Verdict.TOO_LATE
        assert decided({}, used=True, **told).verdict is Verdict.ALREADY_USED

    def test_a_wrong_signature_is_forged_whatever_the_policy(self) -> None:
        assert decided({}, mirrored=False, unknown=UnknownPolicy.ADMIT, trust=Trust.WRONG).verdict is Verdict.FORGED

    def test_its_holder_may_leave_again(self) -> None:
        facts = Facts(SIGNED, frozenset({"tonight"}), Trust.GOOD, ticket=Ticket(), matches=1, inside=True)
        assert decide_exit(facts._replace(mirrored=False, unknown=UnknownPolicy.ASK)).verdict is Verdict.EXITED


def test_a_bare_number_is_confirmed_by_its_own_policy() -> None:
    told: dict[str, Any] = {"scan": BARE, "trust": Trust.NOT_SIGNED, "issue": 0}
    assert decided({}, **told, bare=BarePolicy.CONFIRM).reason is Reason.BARE_NUMBER
    assert decided({}, **told, bare=BarePolicy.ADMIT) == ADMITTED
