"""What other rules would have made of the evening: told from the log, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.services.evening import Evening
from tests.services.stations import TestStation
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.gate_rules import GateRules, merge_rules
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.dry_run import DryRun
from ticketforge_desktop.services.ports.gates import RuleLayer

Founder = Callable[[str], TestStation]


@pytest.fixture
def evening(found: Founder) -> Evening:
    return Evening(found("gate a"))


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-14T{clock}").replace(tzinfo=UTC)


def dry(evening: Evening, gate: str = "", event_id: str = "gala", **rules: object) -> DryRun:
    tried: GateRules = merge_rules([rules])
    return evening.door.dry_runs().run(event_id, gate, lambda _gate: tried)


def came(evening: Evening, quantity: int = 3) -> list[str]:
    """Guests who came at 17:30, 18:10 and 18:50."""
    codes = [evening.code(ticket) for ticket in evening.sold("#1", quantity=quantity)]
    for code, clock in zip(codes, ("17:30", "18:10", "18:50"), strict=False):
        assert evening.scan(code, at=at(clock)).verdict is Verdict.ADMITTED
    return codes


def test_an_opening_time_tells_who_would_have_been_too_early(evening: Evening) -> None:
    came(evening)
    told = dry(evening, opens="start-60")
    assert (told.scans, told.before) == (3, {Verdict.ADMITTED: 3})
    assert told.after == {Verdict.ADMITTED: 2, Verdict.TOO_EARLY: 1}
    (row,) = told.differing
    assert (row.order, row.before, row.after, row.told) == (
        "#1", Verdict.ADMITTED, Verdict.TOO_EARLY, "2026-11-14T18:00:00Z",
    )  # fmt: skip
    assert told.changes == {(Verdict.ADMITTED, Verdict.TOO_EARLY): 1}


def test_who_is_inside_follows_from_the_new_answers(evening: Evening) -> None:
    (code,) = came(evening, 1)
    assert evening.scan(code, at=at("18:20")).verdict is Verdict.ALREADY_USED
    refused_first = dry(evening, opens="start-60")
    assert [row.after for row in refused_first.differing] == [Verdict.TOO_EARLY, Verdict.ADMITTED]
    twice = dry(evening, entries=2)
    assert [(row.before, row.after) for row in twice.differing] == [(Verdict.ALREADY_USED, Verdict.ADMITTED)]


def test_coming_back_and_groups_are_played_through(evening: Evening) -> None:
    (code,) = came(evening, 1)
    evening.scan(code, direction="exit", at=at("19:30"))
    assert evening.scan(code, at=at("19:40")).verdict is Verdict.ALREADY_USED
    assert [row.after for row in dry(evening, reentry=True).differing] == [Verdict.READMITTED]
    group = dry(evening, people={"parkett-a": 2})
    assert [row.after for row in group.differing] == [Verdict.ADMITTED]


def test_what_the_rules_have_no_say_in_stays(evening: Evening) -> None:
    evening.scan("garbage")
    (ticket,) = evening.sold("#9")
    evening.gates.block(ticket.ticket_id, "lost", DEFAULT_MANAGER)
    assert evening.verdict(evening.code(ticket)) == "blocked"
    told = dry(evening, categories=["loge"], opens="start+60")
    assert (told.scans, told.differing) == (1, ())


def test_acts_of_people_move_who_is_inside_as_they_did(evening: Evening) -> None:
    tickets = evening.sold("#1", quantity=2)
    for ticket in tickets:
        evening.scan(evening.code(ticket))
    evening.door.undo(tickets[0].ticket_id, "mistake", DEFAULT_MANAGER, "A")
    evening.door.force(tickets[1].ticket_id, "guest list", DEFAULT_MANAGER, "A")
    evening.scan(evening.code(tickets[0]))
    evening.scan(evening.code(tickets[1]), direction="exit")
    assert dry(evening).differing == ()


def test_what_was_taken_back_never_came_in_under_other_rules_either(evening: Evening) -> None:
    first, second = evening.sold("#1", quantity=2)
    for ticket in (first, second):
        evening.scan(evening.code(ticket), at=at("17:30"))
    evening.scan(evening.code(first), direction="exit", at=at("18:00"))
    for ticket in (first, second):
        evening.door.undo(ticket.ticket_id, "mistake", DEFAULT_MANAGER, "A")
        assert evening.scan(evening.code(ticket), at=at("19:30")).verdict is Verdict.ADMITTED
    assert dry(evening, reentry=True).differing == (), "nobody came back"
    refused = dry(evening, opens="start-60")
    assert refused.changes == {
        (Verdict.ADMITTED, Verdict.TOO_EARLY): 2,
        (Verdict.EXITED, Verdict.NOT_INSIDE): 1,
    }, "an entry that was refused is not taken back from anybody"


def test_only_the_scans_of_the_gate_are_told(evening: Evening) -> None:
    first, second = evening.sold("#1", quantity=2)
    evening.scan(evening.code(first), gate="A")
    evening.scan(evening.code(second), gate="B")
    assert dry(evening, "B", categories=["loge"]).scans == 1
    assert dry(evening, "", categories=["loge"]).changes == {(Verdict.ADMITTED, Verdict.WRONG_GATE): 2}
    assert dry(evening, "B", event_id="").event_id == "gala"
    assert dry(evening, "C", event_id="").scans == 0


def test_a_person_is_asked_no_more_where_the_gate_admits_bare_numbers(evening: Evening) -> None:
    (ticket,) = evening.sold("#1")
    assert evening.verdict(ticket.number) == "confirm"
    assert dry(evening, bare="confirm").differing == ()
    assert [row.after for row in dry(evening, bare="admit").differing] == [Verdict.ADMITTED]


def test_nothing_is_written(evening: Evening) -> None:
    came(evening)
    log = evening.station.profile.admissions
    before = (log.recent("", 99), [log.use_of(row.ticket_id) for row in log.recent("", 99)])
    dry(evening, opens="start+60")
    assert (log.recent("", 99), [log.use_of(row.ticket_id) for row in log.recent("", 99)]) == before


def test_a_layer_is_tried_in_its_own_place(evening: Evening) -> None:
    evening.gates.change("", "A", {"opens": "18:00", "grace": 5}, DEFAULT_MANAGER)
    evening.gates.change("gala", "A", {"opens": "18:30"}, DEFAULT_MANAGER)
    places = [(layer.event_id, layer.gate) for layer in evening.gates.layers("gala", "A")]
    assert places == [("", ""), ("", "A"), ("gala", "A")]
    below = evening.gates.tried("gala", "A", RuleLayer("", "A", {"opens": "17:00"}))
    assert (str(below.opens), below.grace) == ("18:30", 0)
    between = evening.gates.tried("gala", "A", RuleLayer("gala", "", {"opens": "17:00", "grace": 9}))
    assert (str(between.opens), between.grace) == ("18:30", 9)
    above = evening.gates.tried("gala", "A", RuleLayer("gala", "A", {"opens": "17:00"}))
    assert (str(above.opens), above.grace) == ("17:00", 5)
    with pytest.raises(BadInput):
        evening.gates.tried("gala", "A", RuleLayer("gala", "A", {"opens": "soon"}))
    assert evening.gates.rules("gala", "A") == merge_rules(
        [{"opens": "18:30", "grace": 5}], merge_rules([{"bare": "confirm"}])
    )


def test_an_event_without_a_log_is_tried_on_the_last_evening_without_its_categories(evening: Evening) -> None:
    came(evening)
    layer = RuleLayer("matinee", "A", {"opens": "start-60", "categories": ["loge"]})
    told = evening.door.dry_runs().of_layer(evening.gates, "matinee", "A", layer)
    assert (told.event_id, told.changes) == ("gala", {(Verdict.ADMITTED, Verdict.TOO_EARLY): 1})
    own = evening.door.dry_runs().of_layer(evening.gates, "gala", "A", RuleLayer("gala", "", {"categories": ["loge"]}))
    assert (own.event_id, own.changes) == ("gala", {(Verdict.ADMITTED, Verdict.WRONG_GATE): 3})
    gates_own = evening.door.dry_runs().of_layer(evening.gates, "", "A", RuleLayer("", "A", {"opens": "start"}))
    assert gates_own.changes == {(Verdict.ADMITTED, Verdict.TOO_EARLY): 3}


def test_on_the_last_evening_too_only_the_scans_of_the_gate_are_told(evening: Evening) -> None:
    for ticket, gate in zip(evening.sold("#1", quantity=2), "AB", strict=True):
        evening.scan(evening.code(ticket), gate=gate, at=at("17:30"))
    for everywhere in (RuleLayer("matinee", "", {"opens": "start"}), RuleLayer("", "", {"opens": "start"})):
        told = evening.door.dry_runs().of_layer(evening.gates, everywhere.event_id, "B", everywhere)
        assert (told.event_id, told.scans) == ("gala", 1)
