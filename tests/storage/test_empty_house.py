"""The house empties: by a person's word, or by the rule at its time; each time in the log, and once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.storage.story import attempt
from ticketforge_desktop.domain.errors import BadInput, RightMissing
from ticketforge_desktop.domain.gate_rules import merge_rules
from ticketforge_desktop.domain.gate_times import EventTimes
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Right
from ticketforge_desktop.domain.shared_log import Entry, EntryKind
from ticketforge_desktop.domain.uses import Allowance
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.empty_house import EmptyHouse
from ticketforge_desktop.services.gates import Ruling
from ticketforge_desktop.services.ports.shared_log import TicketTerms
from ticketforge_desktop.services.views import DoorLine
from ticketforge_desktop.storage.profile import Profile

EVENING = datetime(2026, 11, 14, 18, 0, tzinfo=UTC)  # 19:00 in Berlin
TIMES = EventTimes.of("", "2026-11-14T19:00:00Z", "2026-11-14T22:00:00Z", "Europe/Berlin")


class Night:
    """One event, one gate, a clock that is set by hand."""

    def __init__(self, profile: Profile, rules: Mapping[str, object]) -> None:
        self.log, self.at = profile.admissions, EVENING
        ruling = Ruling(merge_rules([rules]), TIMES)
        self.house = EmptyHouse(self.log, lambda _event, _gate: ruling, lambda: self.at)

    def comes(self, ticket: int, category: str = "Stalls", gate: str = "A") -> None:
        said = attempt(at=self.at, ticket_id=f"{ticket:016x}", category=category, gate=gate)
        passed = self.log.enter(said, Allowance(reentry=True), "")
        assert passed.verdict in (Verdict.ADMITTED, Verdict.READMITTED)

    def goes(self, ticket: int, category: str = "Stalls", gate: str = "A") -> None:
        said = attempt(at=self.at, ticket_id=f"{ticket:016x}", category=category, gate=gate, direction="exit")
        assert self.log.leave(said).verdict is Verdict.EXITED

    @property
    def inside(self) -> int:
        return self.log.counters(["gala"], "", EVENING - timedelta(hours=6)).inside

    def kinds(self) -> list[str]:
        return [row.kind for row in reversed(self.log.recent("", 50))]


def test_a_person_says_that_everybody_has_left(profile: Profile) -> None:
    night = Night(profile, {})
    night.comes(1)
    night.comes(2)
    assert night.house.all_left(["gala"], "A", DEFAULT_MANAGER) == 2
    assert (night.inside, night.kinds()) == (0, ["entry", "entry", "exit_all"])
    assert night.log.recent("A", 1)[0].reason == "2"
    night.comes(1)  # coming back is what the rules allow, not what the emptying forbids
    assert night.inside == 1


def test_without_the_right_or_an_event_nothing_moves(profile: Profile) -> None:
    night = Night(profile, {})
    night.comes(1)
    steward = replace(DEFAULT_MANAGER, rights=DEFAULT_MANAGER.rights - {Right.UNDO_ADMISSION})
    with pytest.raises(RightMissing):
        night.house.all_left(["gala"], "A", steward)
    with pytest.raises(BadInput):
        night.house.all_left([], "A", DEFAULT_MANAGER)
    assert night.inside == 1


@pytest.mark.parametrize("moment", ["02:00", "end+180"])
def test_the_rule_empties_the_house_at_its_time_and_once(profile: Profile, moment: str) -> None:
    night = Night(profile, {"exit_all": moment})
    night.comes(1)
    night.at = datetime(2026, 11, 15, 0, 59, tzinfo=UTC)  # 01:59 in Berlin
    assert night.house.by_rule(["gala"], "A") == 0
    night.at += timedelta(minutes=1)
    assert night.house.by_rule(["gala"], "A") == 1
    assert night.house.by_rule(["gala"], "A") == 0
    assert night.kinds() == ["entry", "exit_all"]
    night.at += timedelta(minutes=5)
    night.comes(2)  # whoever comes after it belongs to the next night
    assert night.house.by_rule(["gala"], "A") == 0
    assert night.inside == 1


def test_who_came_in_at_the_very_moment_leaves_with_the_others(profile: Profile) -> None:
    night = Night(profile, {"exit_all": "02:00"})
    night.at = datetime(2026, 11, 15, 1, 0, tzinfo=UTC)  # 02:00 in Berlin
    night.comes(1)
    assert night.house.by_rule(["gala"], "A") == 1
    assert night.inside == 0


def test_a_station_that_slept_through_the_moment_makes_up_for_it(profile: Profile) -> None:
    night = Night(profile, {"exit_all": "02:00"})
    night.comes(1)
    night.at += timedelta(hours=20)  # the next afternoon
    assert night.house.by_rule(["gala"], "A") == 1
    assert night.house.by_rule(["gala"], "A") == 0


def test_without_a_rule_nobody_is_moved(profile: Profile) -> None:
    night = Night(profile, {})
    night.comes(1)
    night.at += timedelta(days=3)
    assert night.house.by_rule(["gala"], "A") == 0
    assert night.inside == 1


def test_the_counters_are_told_by_category_and_by_gate(profile: Profile) -> None:
    night = Night(profile, {})
    night.comes(1)
    night.comes(2, "Balcony", "B")
    night.comes(3, "Balcony", "A")
    night.goes(3, "Balcony", "B")
    told = night.log.breakdown(["gala", "gala"])
    assert told.categories == (DoorLine("Balcony", 2, 1), DoorLine("Stalls", 1, 1))
    assert told.gates == (DoorLine("A", 2, 2), DoorLine("B", 1, 0))
    night.log.undo(f"{2:016x}", attempt(category="Balcony", gate="B"), "by mistake")
    assert night.log.breakdown(["gala"]).categories == (DoorLine("Balcony", 1, 0), DoorLine("Stalls", 1, 1))
    night.house.all_left(["gala"], "A", DEFAULT_MANAGER)
    assert {line.inside for line in night.log.breakdown(["gala"]).categories} == {0}
    assert night.log.breakdown(["another"]).categories == ()


def test_who_is_inside_by_the_counters_alone_is_counted_out_once(profile: Profile) -> None:
    """A ticket good for two entries came in twice and was scanned out once: the ticket is out, the counters are not."""
    night = Night(profile, {"exit_all": "end+15"})
    twice = Allowance(entries=2)
    for nonce in ("n1", "n2"):
        night.log.enter(attempt(at=night.at, nonce=nonce, ticket_id=f"{1:016x}"), twice, "")
    night.goes(1)
    assert night.inside == 1
    night.at = datetime(2026, 11, 14, 22, 20, tzinfo=UTC)
    assert night.house.by_rule(["gala"], "A") == 0
    assert (night.inside, night.kinds()[-1]) == (0, "exit_all")
    assert night.house.by_rule(["gala"], "A") == 0
    assert night.kinds().count("exit_all") == 1, "said once"


def test_the_rule_empties_a_house_that_another_door_filled(profile: Profile) -> None:
    night = Night(profile, {"exit_all": "end+15"})
    guest = Entry("other", "South", "s1", EVENING, f"{7:016x}", EntryKind.ADMIT, "admitted", "S", 1)
    profile.shared_log.take("gala", [guest], lambda _ticket: TicketTerms(Allowance(reentry=True), lambda _at: ""))
    assert night.inside == 1
    night.at = datetime(2026, 11, 14, 22, 20, tzinfo=UTC)
    assert night.house.by_rule(["gala"], "A") == 1
    assert (night.inside, night.kinds()) == (0, ["exit_all"])
