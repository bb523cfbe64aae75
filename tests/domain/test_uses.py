"""How often a ticket comes in, who of it is inside, who may come back: against a model that counts people."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ticketforge_desktop.domain.uses import (
    FRESH,
    SINGLE,
    Allowance,
    Period,
    UseState,
    day_of,
    enter,
    leave,
    leave_all,
    take_back,
)
from ticketforge_desktop.domain.verdicts import Verdict


def visits(allowance: Allowance, *steps: str, day: str = "") -> list[Verdict]:
    """Passes through a gate, in and out; `|` begins the next day, `all` empties the house."""
    state, told, days = FRESH, [], 1
    for step in steps:
        if step == "|":
            days += 1
        elif step == "all":
            state = leave_all(state)
        else:
            passed = enter(state, allowance, f"2026-11-{days:02d}") if step == "in" else leave(state)
            verdict, state = passed
            told.append(verdict)
    return told


ADMITTED, READMITTED, USED = Verdict.ADMITTED, Verdict.READMITTED, Verdict.ALREADY_USED
EXITED, NOT_INSIDE = Verdict.EXITED, Verdict.NOT_INSIDE


class TestOneEntry:
    def test_it_comes_in_once(self) -> None:
        assert visits(SINGLE, "in", "in") == [ADMITTED, USED]

    def test_leaving_does_not_let_it_back_in(self) -> None:
        assert visits(SINGLE, "in", "out", "in") == [ADMITTED, EXITED, USED]

    def test_nobody_leaves_who_did_not_come(self) -> None:
        assert visits(SINGLE, "out", "in", "out", "out") == [NOT_INSIDE, ADMITTED, EXITED, NOT_INSIDE]

    def test_another_day_changes_nothing(self) -> None:
        assert visits(SINGLE, "in", "|", "in") == [ADMITTED, USED]


class TestComingBack:
    BACK = Allowance(reentry=True)

    def test_whoever_left_comes_back_as_often_as_they_like(self) -> None:
        steps = visits(self.BACK, "in", "out", "in", "out", "in")
        assert steps == [ADMITTED, EXITED, READMITTED, EXITED, READMITTED]

    def test_whoever_is_inside_does_not(self) -> None:
        assert visits(self.BACK, "in", "in") == [ADMITTED, USED]

    def test_when_the_house_was_emptied_all_may_come_back(self) -> None:
        assert visits(self.BACK, "in", "all", "in") == [ADMITTED, READMITTED]


class TestDaysAndGroups:
    def test_a_pass_comes_in_once_each_day(self) -> None:
        daily = Allowance(period=Period.DAY)
        assert visits(daily, "in", "in", "|", "in", "in") == [ADMITTED, USED, ADMITTED, USED]

    def test_several_entries_a_day(self) -> None:
        assert visits(Allowance(entries=2, period=Period.DAY), "in", "in", "in", "|", "in") == [
            ADMITTED,
            ADMITTED,
            USED,
            ADMITTED,
        ]

    def test_a_group_comes_in_by_and_by(self) -> None:
        group = Allowance(people=3)
        assert visits(group, "in", "in", "in", "in", "out", "in") == [ADMITTED, ADMITTED, ADMITTED, USED, EXITED, USED]

    def test_one_of_a_group_may_come_back_while_others_are_inside(self) -> None:
        group = Allowance(people=2, reentry=True)
        assert visits(group, "in", "in", "out", "in", "in") == [ADMITTED, ADMITTED, EXITED, READMITTED, USED]

    def test_whoever_stayed_over_night_may_leave_and_is_not_counted_twice(self) -> None:
        daily = Allowance(period=Period.DAY)
        assert visits(daily, "in", "|", "out", "in") == [ADMITTED, EXITED, ADMITTED]


BERLIN = ZoneInfo("Europe/Berlin")


def test_who_was_let_in_by_hand_beyond_the_ticket_stays_when_another_comes() -> None:
    two_in = UseState(used=2, inside=2, outside=1)
    assert enter(two_in, Allowance(reentry=True)) == (READMITTED, UseState(used=2, inside=2))
    assert enter(two_in, Allowance(entries=3)) == (ADMITTED, UseState(used=3, inside=2, outside=1))


def test_an_entry_taken_back_takes_no_more_than_it_did() -> None:
    inside, gone = UseState(used=2, inside=1, outside=1), UseState(used=2, outside=2)
    assert take_back(inside, returned=False, raised=1) == UseState(used=1, outside=1)
    assert take_back(inside, returned=False, raised=0) == UseState(used=1, inside=1, outside=1)
    assert take_back(gone, returned=False, raised=1) == UseState(used=1, outside=1)
    assert take_back(inside, returned=True, raised=1) == gone
    assert take_back(gone, returned=True, raised=1) == gone
    assert take_back(gone, returned=True, raised=0) == UseState(used=2, outside=3)
    assert take_back(UseState(used=1, outside=1), returned=False, raised=1) == FRESH


def test_a_day_is_the_venues_and_may_begin_at_four() -> None:
    at = datetime(2026, 11, 14, 23, 30, tzinfo=UTC)
    assert str(day_of(at, BERLIN)) == "2026-11-15"
    assert str(day_of(at, BERLIN, timedelta(hours=4))) == "2026-11-14"


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.integers(0, 23))
def test_a_day_never_runs_backwards(moment: datetime, begins: int) -> None:
    at, hours = moment.replace(tzinfo=UTC), timedelta(hours=begins)
    assert day_of(at, BERLIN, hours) <= day_of(at + timedelta(minutes=61), BERLIN, hours)


class House(RuleBasedStateMachine):
    """A model that knows each person of a ticket by name and where they are."""

    @initialize(entries=st.integers(1, 3), people=st.integers(1, 4), daily=st.booleans(), reentry=st.booleans())
    def open(self, entries: int, people: int, daily: bool, reentry: bool) -> None:
        self.allowance = Allowance(entries, people, Period.DAY if daily else Period.EVENT, reentry)
        self.state, self.day, self.taken, self.came_back = FRESH, 1, 0, 0
        self.went = 0  # people who left and have not come back

    def today(self) -> str:
        return str(date(2026, 11, 1) + timedelta(days=self.day))

    @rule()
    def somebody_comes(self) -> None:
        expected = ADMITTED if self.taken < self.allowance.limit else USED
        if self.allowance.reentry and self.went:
            expected = READMITTED
        verdict, self.state = enter(self.state, self.allowance, self.today())
        assert verdict is expected
        self.taken += verdict is ADMITTED
        self.went -= verdict is READMITTED

    @rule()
    def somebody_goes(self) -> None:
        inside = self.state.inside
        verdict, self.state = leave(self.state)
        assert verdict is (EXITED if inside else NOT_INSIDE)
        self.went += verdict is EXITED

    @rule()
    def the_house_is_emptied(self) -> None:
        self.went += self.state.inside
        self.state = leave_all(self.state)

    @rule()
    def night_falls(self) -> None:
        self.the_house_is_emptied()
        self.day += 1
        if self.allowance.period is Period.DAY:
            self.taken = self.went = 0

    @invariant()
    def never_more_inside_than_people_nor_less_than_none(self) -> None:
        if hasattr(self, "allowance"):
            assert 0 <= self.state.inside <= self.allowance.people
            assert self.state.outside >= 0
            assert self.state.used <= self.allowance.limit


TestHouse = House.TestCase


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_an_empty_house_has_nobody_inside_and_loses_nobody(used: int, inside: int, outside: int) -> None:
    before = UseState(used, inside, outside)
    after = leave_all(before)
    assert (after.inside, after.inside + after.outside, after.used) == (0, inside + outside, used)
