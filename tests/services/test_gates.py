"""Rules at the door: who comes in where and when, who comes back, and what was sold a minute ago."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.services.evening import Evening
from tests.services.stations import TestStation
from ticketforge_desktop.domain.errors import BadInput, NotFound, RightMissing
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.domain.ticketing import EventIndex, derive_tickets
from ticketforge_desktop.domain.verdicts import Verdict

Founder = Callable[[str], TestStation]
STEWARD = Staff("s1", "Steward", ROLE_RIGHTS[Role.STEWARD])


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def evening(found: Founder) -> Evening:
    return Evening(found("gate a"))


class TestRules:
    def test_a_rule_at_one_gate_leaves_the_others_alone(self, evening: Evening) -> None:
        evening.gates.change("gala", "VIP", {"categories": ["loge"]}, DEFAULT_MANAGER)
        (ticket,) = evening.sold("#1")
        assert evening.verdict(evening.code(ticket), gate="VIP") == "wrong_gate"
        assert evening.verdict(evening.code(ticket), gate="A") == "admitted"

    def test_a_change_counts_at_the_next_scan_and_an_empty_one_takes_it_back(self, evening: Evening) -> None:
        first, _ = evening.sold("#1", quantity=2)
        evening.gates.change("gala", "", {"categories": ["loge"]}, DEFAULT_MANAGER)
        assert evening.verdict(evening.code(first)) == "wrong_gate"
        evening.gates.change("gala", "", {}, DEFAULT_MANAGER)
        assert evening.verdict(evening.code(first)) == "admitted"
        assert evening.station.profile.gates.all_layers() == []

    def test_too_early_and_too_late_say_when(self, evening: Evening) -> None:
        evening.gates.change("gala", "", {"opens": "start-60", "closes": "start+30"}, DEFAULT_MANAGER)
        (ticket,) = evening.sold("#1")
        early = evening.scan(evening.code(ticket), at=utc("2026-11-14T17:30"))
        late = evening.scan(evening.code(ticket), at=utc("2026-11-14T19:31"))
        assert (early.verdict, early.decision.at) == (Verdict.TOO_EARLY, "2026-11-14T18:00:00Z")
        assert (late.verdict, late.decision.at) == (Verdict.TOO_LATE, "2026-11-14T19:30:00Z")
        assert early.words == "the gate is not open yet at 2026-11-14T18:00:00Z"

    def test_only_who_may_edit_events_changes_rules_and_every_change_is_audited(self, evening: Evening) -> None:
        with pytest.raises(RightMissing):
            evening.gates.change("gala", "", {"reentry": True}, STEWARD)
        with pytest.raises(BadInput):
            evening.gates.change("gala", "", {"reentry": "yes"}, DEFAULT_MANAGER)
        with pytest.raises(BadInput):
            evening.gates.change("", "", {"reentry": True}, DEFAULT_MANAGER)
        evening.gates.change("gala", "B", {"reentry": True}, DEFAULT_MANAGER)
        rows = [row for row in evening.station.profile.station.audit_rows(20) if row.action == "gate_rules"]
        assert [(row.subject, row.detail) for row in rows] == [("gala @ B", ' → {"reentry": true}')]

    def test_a_layer_of_a_newer_program_counts_as_far_as_it_can_be_read(self, evening: Evening) -> None:
        rows = evening.station.profile.gates
        rows.put_layer("gala", "", {"hologram": True, "grace": "soon", "reentry": True}, DEFAULT_MANAGER)
        rules = evening.gates.rules("gala", "A")
        assert (rules.reentry, rules.grace) == (True, 0)


class TestComingBack:
    def test_whoever_was_scanned_out_comes_back(self, evening: Evening) -> None:
        evening.gates.change("gala", "", {"reentry": True}, DEFAULT_MANAGER)
        (ticket,) = evening.sold("#1")
        code = evening.code(ticket)
        told = [evening.verdict(code, direction=way) for way in ("entry", "entry", "exit", "exit", "entry")]
        assert told == ["admitted", "already_used", "exited", "not_inside", "readmitted"]

    def test_without_that_rule_an_exit_is_for_good(self, evening: Evening) -> None:
        (ticket,) = evening.sold("#1")
        code = evening.code(ticket)
        assert [evening.verdict(code, direction=way) for way in ("entry", "exit", "entry")] == [
            "admitted",
            "exited",
            "already_used",
        ]

    def test_a_family_ticket_lets_its_people_in_one_by_one(self, evening: Evening) -> None:
        evening.gates.change("gala", "", {"people": {"parkett-a": 3}}, DEFAULT_MANAGER)
        (ticket,) = evening.sold("#1")
        assert [evening.verdict(evening.code(ticket)) for _ in range(4)] == ["admitted"] * 3 + ["already_used"]

    def test_a_pass_comes_in_once_a_day(self, evening: Evening) -> None:
        evening.gates.change("gala", "", {"period": "day", "day_begins": 240}, DEFAULT_MANAGER)
        (ticket,) = evening.sold("#1")
        moments = ("2026-11-14T18:00", "2026-11-15T01:00", "2026-11-15T09:00")  # one o'clock is still the first night
        told = [evening.verdict(evening.code(ticket), at=utc(moment)) for moment in moments]
        assert told == ["admitted", "already_used", "admitted"]


class TestSoldAMinuteAgo:
    """Signed by a believed station, not in the mirror yet."""

    def unseen(self, evening: Evening) -> str:
        """The code of a ticket whose order comes with the next sync."""
        placed, bought = evening.to_be_sold("#77")
        index = EventIndex({5: "gala"}, ["gala"])
        (ticket,) = derive_tickets(evening.shop, evening.ean_key, placed, [bought], index)
        return evening.code(ticket)

    @pytest.mark.parametrize(
        ("policy", "first", "second"),
        [("admit", "admitted", "already_used"), ("ask", "confirm", "confirm"), ("refuse", "unknown", "unknown")],
    )
    def test_the_gates_policy_decides_and_it_comes_in_once(
        self, evening: Evening, policy: str, first: str, second: str
    ) -> None:
        evening.gates.change("gala", "", {"unknown": policy}, DEFAULT_MANAGER)
        code = self.unseen(evening)
        assert [evening.verdict(code), evening.verdict(code)] == [first, second]

    def test_asked_and_confirmed_it_comes_in_and_stays_used_when_the_order_arrives(self, evening: Evening) -> None:
        code = self.unseen(evening)
        assert evening.verdict(code) == "confirm"
        told = evening.scan(code, confirmed=True)
        assert (told.verdict, told.reason) == (Verdict.ADMITTED, "not_synced_yet")
        assert told.ticket is not None
        assert (told.ticket.category, told.ticket.order) == ("Parkett A", "")

        evening.sold("#77")
        again = evening.scan(code)
        assert again.verdict is Verdict.ALREADY_USED
        assert again.ticket is not None
        assert again.ticket.order == "#77"

    def test_its_category_is_asked_like_any_other(self, evening: Evening) -> None:
        evening.gates.change("gala", "", {"unknown": "admit", "categories": ["loge"]}, DEFAULT_MANAGER)
        assert evening.verdict(self.unseen(evening)) == "wrong_gate"


class TestBlocked:
    def test_a_blocked_ticket_stays_out_until_it_is_let_pass_again(self, evening: Evening) -> None:
        (ticket,) = evening.sold("#1")
        evening.gates.block(ticket.ticket_id.upper(), "  stolen   wallet ", DEFAULT_MANAGER)
        assert evening.scan(evening.code(ticket)).words == "blocked: stolen wallet"
        evening.gates.unblock(ticket.ticket_id, DEFAULT_MANAGER)
        assert evening.verdict(evening.code(ticket)) == "admitted"
        with pytest.raises(NotFound):
            evening.gates.unblock(ticket.ticket_id, DEFAULT_MANAGER)

    def test_it_takes_a_reason_and_a_right(self, evening: Evening) -> None:
        with pytest.raises(BadInput):
            evening.gates.block("00", " ", DEFAULT_MANAGER)
        with pytest.raises(RightMissing):
            evening.gates.block("00", "why", STEWARD)


def test_only_marked_notes_reach_the_steward(evening: Evening) -> None:
    (ticket,) = evening.sold("#1", tags="vip, door:wheelchair", note="call back after 6\nEinlass: Begleithund ")
    told = evening.scan(evening.code(ticket)).ticket
    assert told is not None
    assert told.notes == ("wheelchair", "Begleithund")


class TestByHand:
    def test_somebody_is_let_in_for_a_reason_whatever_the_verdict(self, evening: Evening) -> None:
        (ticket,) = evening.sold("#1", financial_status="PENDING")
        assert evening.verdict(evening.code(ticket)) == "unpaid"
        told = evening.door.force(ticket.ticket_id, "  paid  cash at the door ", DEFAULT_MANAGER, "A")
        assert (told.verdict, told.words) == (Verdict.ADMITTED, "let in by hand")
        row = evening.station.profile.admissions.recent("", 1)[0]
        assert (row.verdict, row.reason) == ("admitted", "paid cash at the door")
        assert evening.station.profile.admissions.counters(["gala"], "", utc("2026-11-14T00:00")).inside == 1

    def test_on_top_of_a_use_it_counts_once_more_and_undo_takes_that_back(self, evening: Evening) -> None:
        (ticket,) = evening.sold("#1")
        evening.scan(evening.code(ticket))
        told = evening.door.force(ticket.ticket_id, "lost child's parent", DEFAULT_MANAGER)
        assert told.first_used is not None
        log = evening.station.profile.admissions
        assert log.counters(["gala"], "", utc("2026-11-14T00:00")).inside == 2
        evening.door.undo(ticket.ticket_id, "went home", DEFAULT_MANAGER)
        assert log.counters(["gala"], "", utc("2026-11-14T00:00")).inside == 1
        assert evening.verdict(evening.code(ticket)) == "already_used"

    def test_it_takes_a_right_a_reason_and_a_ticket(self, evening: Evening) -> None:
        (ticket,) = evening.sold("#1")
        with pytest.raises(RightMissing):
            evening.door.force(ticket.ticket_id, "please", STEWARD)
        with pytest.raises(BadInput):
            evening.door.force(ticket.ticket_id, "  ", DEFAULT_MANAGER)
        with pytest.raises(NotFound):
            evening.door.force("ffffffffffffffff", "why", DEFAULT_MANAGER)
