"""The door's decision: every refusal names the first reason that applies."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.test_scan_input import CODE, EAN, NUMBER
from ticketforge_desktop.domain.admission import (
    BarePolicy,
    Decision,
    Facts,
    Reason,
    Trust,
    decide,
    decide_exit,
    words,
)
from ticketforge_desktop.domain.scan_input import Scan, recognise
from ticketforge_desktop.domain.verdicts import Verdict

TONIGHT = frozenset({"tonight"})
SIGNED, BARE, GARBAGE = recognise(CODE), recognise(EAN), recognise("garbage")


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


def facts(scan: Scan = SIGNED, ticket: Ticket | None = Ticket(), **told: Any) -> Facts:
    signed = scan.code is not None
    usual = {"trust": Trust.GOOD if signed else Trust.NOT_SIGNED, "issue": int(signed), "matches": int(bool(ticket))}
    return Facts(scan, TONIGHT, ticket=ticket, **{**usual, **told})


# One trouble each, in the written order. Whoever has several is told the first.
TROUBLES: list[tuple[str, dict[str, Any], Verdict, Reason]] = [
    ("garbage", {"scan": GARBAGE}, Verdict.UNREADABLE, Reason.NO_TICKET),
    ("signature", {"trust": Trust.WRONG}, Verdict.FORGED, Reason.SIGNATURE_WRONG),
    ("several", {"matches": 2}, Verdict.AMBIGUOUS, Reason.SEVERAL_MATCH),
    ("event", {"event_id": "tomorrow"}, Verdict.WRONG_EVENT, Reason.OTHER_EVENT),
    ("issue", {"ticket_issue": 2}, Verdict.REPLACED, Reason.OLD_ISSUE),
    ("order", {"state": "cancelled"}, Verdict.CANCELLED, Reason.ORDER_CANCELLED),
    ("event off", {"event_status": "CANCELLED"}, Verdict.EVENT_CANCELLED, Reason.EVENT_OFF),
    ("blocked", {"blocked": "stolen"}, Verdict.BLOCKED, Reason.BLOCKED),
    ("gate", {"rule": Decision(Verdict.WRONG_GATE)}, Verdict.WRONG_GATE, Reason.NONE),
    ("used", {"used": True}, Verdict.ALREADY_USED, Reason.USED),
]


def decided(*troubles: dict[str, Any]) -> Decision:
    told: dict[str, Any] = {key: value for trouble in troubles for key, value in trouble.items()}
    ticket = Ticket(issue=told.pop("ticket_issue", 1))
    for name in ("event_id", "event_status", "state", "blocked"):
        ticket = replace(ticket, **{name: told.pop(name, getattr(ticket, name))})
    ruled = told.pop("rule", None)
    return decide(facts(ticket=ticket, **told), (lambda _facts: ruled,))


def test_a_good_ticket_comes_in() -> None:
    assert decided() == Decision(Verdict.ADMITTED)


@pytest.mark.parametrize(("told", "verdict", "reason"), [row[1:] for row in TROUBLES], ids=[row[0] for row in TROUBLES])
def test_each_trouble_has_its_verdict(told: dict[str, Any], verdict: Verdict, reason: Reason) -> None:
    assert decided(told)[:2] == (verdict, reason)


@pytest.mark.parametrize(("first", "second"), list(itertools.combinations(range(len(TROUBLES)), 2)))
def test_of_two_troubles_the_first_in_order_is_told(first: int, second: int) -> None:
    assert decided(TROUBLES[first][1], TROUBLES[second][1])[:2] == TROUBLES[first][2:]


@pytest.mark.parametrize(
    ("state", "verdict", "reason"),
    [
        ("cancelled", Verdict.CANCELLED, Reason.ORDER_CANCELLED),
        ("refunded", Verdict.REFUNDED, Reason.ORDER_REFUNDED),
        ("void", Verdict.CANCELLED, Reason.TAKEN_OUT),
        ("unpaid", Verdict.UNPAID, Reason.NOT_PAID),
        ("of a later version", Verdict.BLOCKED, Reason.BLOCKED),
    ],
)
def test_states_of_the_store_that_keep_people_out(state: str, verdict: Verdict, reason: Reason) -> None:
    assert decided({"state": state})[:2] == (verdict, reason)


@pytest.mark.parametrize(
    ("trust", "ticket", "issue", "reason"),
    [
        (Trust.NOT_ENROLLED, Ticket(), 1, Reason.KEY_NOT_ENROLLED),
        (Trust.WRONG, Ticket(), 1, Reason.SIGNATURE_WRONG),
        (Trust.NOT_SIGNED, Ticket(), 1, Reason.SIGNATURE_WRONG),  # a code nobody verified is never believed
        (Trust.REVOKED, None, 1, Reason.KEY_REVOKED),  # never ledgered
        (Trust.REVOKED, Ticket(), 2, Reason.KEY_REVOKED),  # an issue this mirror does not know
        (Trust.REVOKED, Ticket(issued_at="2026-11-03T00:00:00Z"), 1, Reason.KEY_REVOKED),  # made after the theft
        (Trust.REVOKED, Ticket(issued_at="2026-11-02T00:00:00Z"), 1, Reason.KEY_REVOKED),  # in the same second
        (Trust.REVOKED, Ticket(issued_at=""), 1, Reason.KEY_REVOKED),
    ],
)
def test_codes_that_are_not_believed(trust: Trust, ticket: Ticket | None, issue: int, reason: Reason) -> None:
    decision = decide(facts(ticket=ticket, trust=trust, issue=issue, revoked_at="2026-11-02T00:00:00Z"))
    assert decision[:2] == (Verdict.FORGED, reason)


def test_what_was_known_before_a_revocation_stays_valid() -> None:
    told: dict[str, Any] = {"trust": Trust.REVOKED, "revoked_at": "2026-11-02T00:00:00Z"}
    assert decide(facts(**told)).verdict is Verdict.ADMITTED
    assert decide(facts(ticket=Ticket(issue=2, issued_at="2026-11-05T00:00:00Z"), **told)).verdict is Verdict.REPLACED


def test_an_old_issue_is_told_when_and_by_whom_it_was_replaced() -> None:
    decision = decide(facts(ticket=Ticket(issue=2, replaced_at="2026-11-14T18:02:00Z", replaced_by="till 2")))
    assert words(decision) == "replaced at 2026-11-14T18:02:00Z by till 2"


def test_a_reprint_newer_than_the_mirror_comes_in() -> None:
    assert decide(facts(issue=2)).verdict is Verdict.ADMITTED


def test_an_unknown_ticket_of_another_event_is_sent_there() -> None:
    assert decide(facts(ticket=None)).verdict is Verdict.UNKNOWN
    assert decide(facts(ticket=None, event_elsewhere=True)).verdict is Verdict.WRONG_EVENT


@pytest.mark.parametrize("scan", [recognise(EAN), recognise(NUMBER)])
def test_what_nobody_signed_follows_the_gates_policy(scan: Scan) -> None:
    assert decide(facts(scan)).verdict is Verdict.CONFIRM
    assert decide(facts(scan, confirmed=True)).verdict is Verdict.ADMITTED
    assert decide(facts(scan, bare=BarePolicy.ADMIT)).verdict is Verdict.ADMITTED
    assert decide(facts(scan, confirmed=True, used=True)).verdict is Verdict.ALREADY_USED
    assert decide(facts(scan, ticket=Ticket(state="refunded"), confirmed=True)).verdict is Verdict.REFUNDED


def test_a_person_inside_gets_out_whatever_became_of_the_order() -> None:
    gone = Ticket(state="refunded", issue=3, event_status="CANCELLED", blocked="x")
    assert decide_exit(facts(ticket=gone, inside=True)).verdict is Verdict.EXITED
    assert decide_exit(facts(ticket=gone)).verdict is Verdict.NOT_INSIDE
    assert decide_exit(facts(trust=Trust.WRONG, inside=True)).verdict is Verdict.FORGED


@given(
    st.sampled_from([SIGNED, BARE, GARBAGE]),
    st.sampled_from([None, Ticket(), Ticket(issue=2), Ticket(event_id="x"), Ticket(state="unpaid")]),
    st.sampled_from(Trust),
    st.integers(0, 3),
    st.integers(0, 3),
    st.booleans(),
)
def test_only_a_believed_current_valid_unused_ticket_is_ever_admitted(
    scan: Scan, ticket: Ticket | None, trust: Trust, matches: int, issue: int, used: bool
) -> None:
    told = Facts(scan, TONIGHT, trust, "", ticket, matches, False, issue, used, bare=BarePolicy.ADMIT)
    verdict = decide(told).verdict
    good = ticket in (Ticket(), Ticket(issue=2)) and matches < 2 and not used and (not issue or issue >= ticket.issue)
    believed = trust is Trust.GOOD or (trust is Trust.NOT_SIGNED and scan is BARE)
    if verdict.opens:
        assert scan is not GARBAGE
        assert believed or (trust is Trust.REVOKED and issue < getattr(ticket, "issue", 0))
        assert good


def test_every_reason_has_words() -> None:
    for reason in Reason:
        assert bool(words(Decision(Verdict.UNKNOWN, reason))) == (reason is not Reason.NONE)
    assert words(Decision(Verdict.BLOCKED, Reason.BLOCKED, by="chargeback")) == "blocked: chargeback"
