"""The door on real files: one verdict a scan, durable before it is told, once for each ticket."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta
from typing import Any, Final
from unicodedata import category

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.conftest import Founder
from tests.services.evening import EVENING, Evening
from ticketforge_desktop.domain.admission import BarePolicy
from ticketforge_desktop.domain.errors import BadInput, NotFound, RightMissing, StorageTrouble
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.check_in import CheckIn

# Control and format signs, and blanks: readers and keyboards put them around a code.
UNSEEN: Final = {"Cc", "Cf", "Zs", "Zl", "Zp"}


@pytest.fixture
def evening(found: Founder) -> Evening:
    return Evening(found("gate a"))


def test_a_ticket_comes_in_once_and_the_second_time_is_told_the_first(evening: Evening) -> None:
    (ticket,) = evening.sold("#1")
    evening.synced(minutes_ago=4)
    first = evening.scan(evening.code(ticket), gate="North").as_json()
    assert first | {"ms": 0, "nonce": 0} == {
        "verdict": "admitted",
        "reason": "",
        "reason_code": "",
        "ticket_id": ticket.ticket_id,
        "holder": "Jürgen Groß",
        "category": "Parkett A",
        "event_id": "gala",
        "order": "#1",
        "seat": "",
        "number": ticket.number,
        "first_used": None,
        "replaced": None,
        "blocked": None,
        "confidence": {"mirror_age_s": 240.0, "stations_visible": 1, "stations": 1},
        "at": "2026-11-14T18:00:00+00:00",
        "ms": 0,
        "nonce": 0,
    }
    evening.clock.pass_by(minutes=7)
    again = evening.scan(evening.code(ticket), gate="South").as_json()
    assert (again["verdict"], again["reason_code"]) == ("already_used", "used")
    assert again["first_used"] == {"at": "2026-11-14T18:00:00+00:00", "gate": "North", "station": "gate a"}
    assert evening.log() == [("admitted", ticket.ticket_id), ("already_used", ticket.ticket_id)]


def test_the_answer_tells_how_long_it_took(found: Founder) -> None:
    ticks = iter([10.0, 10.0025])
    evening = Evening(found("gate a"), timer=lambda: next(ticks))
    assert evening.scan("x").as_json()["ms"] == 2.5


STATES: list[tuple[str, dict[str, Any], str, str]] = [
    ("paid", {}, "gala", "admitted"),
    ("pending", {"financial_status": "PENDING"}, "gala", "unpaid"),
    ("part paid", {"financial_status": "PARTIALLY_PAID"}, "gala", "unpaid"),
    ("refunded", {"financial_status": "REFUNDED"}, "gala", "refunded"),
    ("voided", {"financial_status": "VOIDED"}, "gala", "cancelled"),
    ("cancelled", {"cancelled_at": "2026-11-10T10:00:00Z"}, "gala", "cancelled"),
    ("taken out", {"line_told": {"current_quantity": 0}}, "gala", "cancelled"),
    ("other event", {"variant": 6}, "gala", "wrong_event"),
    ("event off", {"variant": 7}, "gone", "event_cancelled"),
]


@pytest.mark.parametrize(("told", "at", "verdict"), [row[1:] for row in STATES], ids=[row[0] for row in STATES])
@pytest.mark.parametrize("kind", ["code", "ean", "number"])
def test_what_became_of_the_order_is_told(
    evening: Evening, told: dict[str, Any], at: str, verdict: str, kind: str
) -> None:
    (ticket,) = evening.sold("#7", **told)
    scanned = {"code": evening.code(ticket), "ean": ticket.ean, "number": ticket.number}[kind]
    assert evening.verdict(scanned, at, bare=BarePolicy.ADMIT) == verdict
    assert evening.log() == [(verdict, ticket.ticket_id)]


def test_a_changed_policy_for_bare_numbers_counts_at_the_next_scan(found: Founder) -> None:
    policy = [BarePolicy.CONFIRM]
    evening = Evening(found("gate a"), bare=lambda: policy[0])
    first, second = evening.sold("#1", quantity=2)
    assert evening.verdict(evening.code(first)) == "admitted", "a signed code needs no policy"
    told = [evening.verdict(second.number)]
    policy[0] = BarePolicy.ADMIT
    assert [*told, evening.verdict(second.number)] == ["confirm", "admitted"]


def test_several_events_may_be_let_in_at_one_gate(evening: Evening) -> None:
    (gala,), (matinee,) = evening.sold("#1"), evening.sold("#2", variant=6)
    assert [evening.verdict(evening.code(t), "gala", "matinee") for t in (gala, matinee)] == ["admitted"] * 2


def test_an_old_issue_is_told_when_and_where_it_was_replaced(evening: Evening) -> None:
    (ticket,) = evening.sold("#1")
    old_ean = ticket.ean
    (ticket,) = evening.sold("#1", issues=f'{{"{ticket.ticket_id}": 2}}')
    evening.reprinted(ticket, 2, "2026-11-14T14:02:00Z", "till 2")
    told = evening.scan(evening.code(ticket, issue=1)).as_json()
    assert (told["verdict"], told["reason"]) == ("replaced", "replaced at 2026-11-14T14:02:00Z by till 2")
    assert told["replaced"] == {"at": "2026-11-14T14:02:00Z", "by": "till 2"}
    assert evening.verdict(old_ean) == "unknown"
    assert evening.verdict(ticket.ean) == "confirm"
    assert evening.verdict(evening.code(ticket, issue=2)) == "admitted"


def test_a_reprint_that_the_mirror_does_not_know_yet_comes_in_and_its_old_paper_does_not(evening: Evening) -> None:
    (ticket,) = evening.sold("#1")
    assert evening.verdict(evening.code(ticket, issue=3)) == "admitted"
    assert evening.verdict(evening.code(ticket, issue=1)) == "already_used"
    with evening.station.profile._station_file.readers.borrow() as connection:
        logged = connection.execute("SELECT issue FROM admissions ORDER BY admission_id").fetchall()
    assert logged == [(3,), (1,)], "the log keeps which paper was shown"


def test_a_part_refund_closes_the_door_to_the_unit_it_named(evening: Evening) -> None:
    first, second, third = evening.sold("#1", quantity=3)
    told = {"current_quantity": 2}
    evening.sold("#1", quantity=3, line_told=told, financial_status="PARTIALLY_REFUNDED", void_units='{"10":[1]}')
    assert [evening.verdict(evening.code(t)) for t in (first, second, third)] == ["refunded", "admitted", "admitted"]


def test_codes_of_stations_nobody_enrolled_are_forged(evening: Evening, found: Founder) -> None:
    (ticket,) = evening.sold("#1")
    stranger, waiting = found("stranger").keys.signer(), found("waiting")
    told = evening.scan(evening.code(ticket, signer=stranger))
    assert (told.verdict, told.words) == (Verdict.FORGED, "key not enrolled")
    assert told.ticket is None, "nothing of an unproven code is shown"
    code = evening.code(ticket, signer=waiting.keys.signer())
    evening.station.file.put_keys(waiting.file.keys())
    evening.clock.pass_by(seconds=2)
    assert evening.verdict(code) == "forged", "known, but no manager has enrolled it"
    assert evening.log() == [("forged", ""), ("forged", "")]
    evening.station.keys.enrol(waiting.keys.key_id(), DEFAULT_MANAGER, None)
    evening.clock.pass_by(seconds=2)
    assert evening.verdict(code) == "admitted"


def test_a_key_with_anothers_id_does_not_pass(evening: Evening, found: Founder) -> None:
    """The id of a key is told by the code itself: only the signature proves it."""
    (ticket,) = evening.sold("#1")
    thief = found("thief").keys.signer()

    class Liar:
        public_key = evening.station.keys.signer().public_key

        def sign(self, message: bytes) -> bytes:
            return thief.sign(message)

    told = evening.scan(evening.code(ticket, signer=Liar()))
    assert (told.verdict, told.reason) == (Verdict.FORGED, "signature_wrong")


def test_after_a_theft_only_what_was_known_before_comes_in(evening: Evening, found: Founder) -> None:
    till = found("till")
    signer, key_id = till.keys.signer(), till.keys.key_id()
    evening.station.file.put_keys(till.file.keys())
    evening.station.keys.enrol(key_id, DEFAULT_MANAGER, None)
    before, after, reprint = (
        evening.sold("#1")[0],
        evening.sold("#2", created_at="2026-11-12T10:00:00Z")[0],
        evening.sold("#3")[0],
    )
    evening.station.keys.revoke(key_id, DEFAULT_MANAGER, None, EVENING - timedelta(days=3))
    codes = [evening.code(before, signer=signer), evening.code(after, signer=signer), evening.code(reprint, 2, signer)]
    assert [evening.verdict(code) for code in codes] == ["admitted", "forged", "forged"]
    told = evening.scan(codes[1])
    assert told.words == "key revoked at 2026-11-11T18:00:00Z"


def test_an_unknown_ticket_of_another_evening_is_sent_there(evening: Evening) -> None:
    (ticket,) = evening.sold("#1")
    unheard = ticket._replace(ticket_id="00112233445566ff")
    assert evening.verdict(evening.code(unheard)) == "confirm", "of tonight: a person decides"
    assert evening.verdict(evening.code(unheard, event_id="matinee")) == "wrong_event"
    assert evening.verdict(evening.code(unheard, event_id="elsewhere")) == "unknown"


def test_an_ean_that_two_tickets_share_is_nobodys(evening: Evening) -> None:
    (one,), (other,), (third,) = evening.sold("#1"), evening.sold("#2"), evening.sold("#3", variant=6)
    sql = "UPDATE tickets SET ean = ? WHERE ticket_id IN (?, ?)"
    values = (int(one.ean), other.ticket_id, third.ticket_id)
    evening.station.profile._mirror_file.writer().run(lambda work: work.raw.execute(sql, values))
    assert evening.verdict(one.ean, "gala", bare=BarePolicy.ADMIT) == "ambiguous"
    assert evening.verdict(one.ean, "matinee", bare=BarePolicy.ADMIT) == "admitted", "one match at this event"
    assert evening.verdict(evening.code(one)) == "admitted"


def test_a_bare_number_asks_a_person_who_decides(evening: Evening) -> None:
    (ticket,) = evening.sold("#1")
    asked = evening.scan(ticket.number.lower())
    assert asked.verdict is Verdict.CONFIRM
    assert asked.ticket is not None
    assert (asked.ticket.holder, asked.ticket.order) == ("Jürgen Groß", "#1")
    assert evening.verdict(ticket.number, confirmed=True) == "admitted"
    again = evening.scan(ticket.number)
    assert again.verdict is Verdict.ALREADY_USED, "nobody is asked about a ticket that is used up"
    assert again.first_used is not None


def test_the_policy_of_the_gate_may_admit_at_once(found: Founder) -> None:
    evening = Evening(found("gate a"), bare=lambda: BarePolicy.ADMIT)
    first, second = evening.sold("#1", quantity=2)
    assert [evening.verdict(first.ean), evening.verdict(second.number)] == ["admitted"] * 2
    assert evening.verdict(first.ean) == "already_used"


@pytest.mark.parametrize("scan", ["", "Schmidt", "84701", "\x00\ud800", "garbage" * 1_500, "9" * 223])
def test_what_is_no_ticket_is_unreadable_and_is_kept_as_a_digest(evening: Evening, scan: str) -> None:
    assert evening.verdict(scan) == "unreadable"
    assert evening.log() == [("unreadable", "")]


def test_blocked_tickets_stay_out(evening: Evening) -> None:
    (ticket,) = evening.sold("#1")
    evening.station.profile._station_file.writer().run(
        lambda work: work.raw.execute(
            "INSERT INTO blocked_tickets (ticket_id, reason, at, staff_id) VALUES (?,?,?,?)",
            (ticket.ticket_id, "chargeback", "2026-11-14T12:00:00Z", "manager"),
        )
    )
    told = evening.scan(evening.code(ticket))
    assert (told.verdict, told.words) == (Verdict.BLOCKED, "blocked: chargeback")


def test_rules_of_the_gate_are_asked_after_the_ticket_and_before_its_use(evening: Evening) -> None:
    evening.gates.change("gala", "", {"categories": ["rang"]}, DEFAULT_MANAGER)
    (paid,), (unpaid,) = evening.sold("#1"), evening.sold("#2", financial_status="PENDING")
    assert [evening.verdict(evening.code(t)) for t in (paid, unpaid)] == ["wrong_gate", "unpaid"]


def test_an_admission_is_taken_back_with_a_reason_and_counts_again(evening: Evening) -> None:
    (ticket,) = evening.sold("#1")
    evening.scan(evening.code(ticket))
    with pytest.raises(BadInput):
        evening.door.undo(ticket.ticket_id, "  ", DEFAULT_MANAGER)
    evening.clock.pass_by(minutes=1)
    entry = evening.door.undo(f" {ticket.ticket_id.upper()} ", "scanned twice", DEFAULT_MANAGER, "A").as_json()
    assert entry == {
        "ticket_id": ticket.ticket_id,
        "undone": {"at": "2026-11-14T18:00:00+00:00", "gate": "A", "station": "gate a"},
        "reason": "scanned twice",
        "at": "2026-11-14T18:01:00+00:00",
        "staff": "manager",
    }
    with pytest.raises(NotFound):
        evening.door.undo(ticket.ticket_id, "again", DEFAULT_MANAGER)
    assert evening.verdict(evening.code(ticket)) == "admitted"


def test_whoever_is_inside_gets_out(evening: Evening) -> None:
    (ticket,) = evening.sold("#1")
    code = evening.code(ticket)
    assert evening.verdict(code, direction="exit") == "not_inside"
    assert evening.verdict(code) == "admitted"
    assert evening.verdict(code, direction="exit") == "exited"
    assert evening.verdict("garbage", direction="exit") == "unreadable"


def test_rights_events_and_directions_are_asked_before_anything_is_written(evening: Evening) -> None:
    (ticket,) = evening.sold("#1")
    code = evening.code(ticket)
    till = Staff("t", "Till", ROLE_RIGHTS[Role.TILL])
    with pytest.raises(RightMissing):
        evening.door.check(code, ["gala"], "A", "entry", till)
    with pytest.raises(RightMissing):
        evening.door.undo(ticket.ticket_id, "why", till)
    with pytest.raises(BadInput):
        evening.door.check(code, [], "A", "entry", DEFAULT_MANAGER)
    with pytest.raises(BadInput):
        evening.scan(code, direction="sideways")
    with pytest.raises(NotFound):
        evening.scan(code, "gala", "galla")
    assert evening.log() == []
    assert evening.verdict(code) == "admitted"


def test_a_scan_may_be_decided_as_of_another_time(evening: Evening) -> None:
    (ticket,) = evening.sold("#1")
    evening.scan(evening.code(ticket), at=EVENING - timedelta(hours=1))
    used = evening.scan(evening.code(ticket)).first_used
    assert used is not None
    assert used.at == EVENING - timedelta(hours=1)


def test_what_cannot_be_written_is_not_admitted(found: Founder) -> None:
    station = found("gate a")
    evening = Evening(station)
    (ticket,) = evening.sold("#1")
    code = evening.code(ticket)
    evening.scan("warm")
    station.profile._station_file.writer().close()
    with pytest.raises(StorageTrouble):
        evening.scan(code)


def test_an_admission_outlives_the_program(found: Founder) -> None:
    station = found("gate a")
    evening = Evening(station)
    (ticket,) = evening.sold("#1")
    code = evening.code(ticket)
    assert evening.verdict(code) == "admitted"
    reopened = found("gate a")  # a second process: nothing was closed, so only what was committed is there
    door = CheckIn(
        reopened.profile.ticket_book, reopened.profile.admissions, station.trusted(), station.verifier, station.clock
    )
    assert door.check(code, ["gala"], "B", "entry", DEFAULT_MANAGER).verdict is Verdict.ALREADY_USED


def test_two_scanners_with_the_same_ticket_in_the_same_moment_admit_one(evening: Evening) -> None:
    tickets = evening.sold("#1", quantity=12)
    codes = [evening.code(ticket) for ticket in tickets]
    verdicts: Counter[str] = Counter()
    start = threading.Barrier(4)

    def scanner(gate: str) -> None:
        start.wait()
        for code in codes:
            verdicts[evening.verdict(code, gate=gate)] += 1

    scanners = [threading.Thread(target=scanner, args=(gate,)) for gate in "ABCD"]
    for thread in scanners:
        thread.start()
    for thread in scanners:
        thread.join()
    assert verdicts == {"admitted": 12, "already_used": 36}


@pytest.mark.parametrize(
    "examples", [pytest.param(300, id="some"), pytest.param(10_000, id="all", marks=pytest.mark.long)]
)
def test_fuzzed_scans_never_raise_and_never_admit(found: Founder, examples: int) -> None:
    evening = Evening(found("gate a"), bare=lambda: BarePolicy.ADMIT)
    (ticket,) = evening.sold("#1")
    code = evening.code(ticket)
    spoilt = st.builds(
        lambda at, cut, put: code[:at] + put + code[at + cut :],
        st.integers(0, 223),
        st.integers(0, 223),
        st.text(max_size=5) | st.text("0123456789", max_size=60),
    ).filter(lambda raw: raw != code)

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.text(max_size=400) | st.from_regex(r"[0-9]{12,13}|84701[0-9]{218}") | spoilt)
    def fuzz(raw: str) -> None:
        result = evening.scan(raw)
        # A code with blanks and signs that nobody sees in it, C1 controls counted, is that code.
        if not "".join(sign for sign in raw if category(sign) not in UNSEEN).endswith(code):
            assert not result.verdict.opens, raw

    fuzz()
